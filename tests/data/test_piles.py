"""What an erasure would do is told per category before it is decided: what goes, what stays until when, and why."""

from datetime import date

from data_layer.carrying_out import erased
from data_layer.categories import CATEGORIES
from data_layer.destroying.piles import Piles, piles
from data_layer.ids import new_id
from data_layer.log import Subject
from data_layer.rules.access import Act
from data_layer.rules.sentences import Sentence
from data_layer.store import Store
from data_layer.vocabulary import Right
from tests import make
from tests.data.test_request_events import answer

FISCAL = ("agreements", "attendance", "invoices")
EVERYTHING = {category.code for category in CATEGORIES}


def the_piles(store: Store, client_id: int, number: str | None = None) -> Piles:
    with store.read(make.OFFICER, Act.RETENTION_VIEW) as reader:
        return piles(reader, client_id, make.seen(store, number).id if number else None)


def codes(some: tuple[object, ...]) -> set[str]:
    return {str(getattr(pile, "category", "")) for pile in some}


def asked(store: Store, client_id: int, right: Right = Right.ERASURE, received_on: date = make.TODAY) -> str:
    return make.a_request(store, received_on, right=right, client_id=client_id)


def test_what_the_fiscal_duty_keeps_stays_until_its_last_day_and_the_rest_goes(store: Store) -> None:
    client_id = make.a_full_client(store, "1001")
    make.a_record(store, "phones", client_id, phone="+31600000009")
    found = the_piles(store, client_id, asked(store, client_id))
    assert tuple(pile.category for pile in found.keep) == FISCAL
    assert {pile.until for pile in found.keep} == {date(2031, 12, 31)}
    assert codes(found.delete) == EVERYTHING - set(FISCAL) == found.erasable
    assert found.held == ()
    counts = {pile.category: pile.records for pile in (*found.delete, *found.keep)}
    assert counts == dict.fromkeys(EVERYTHING, 1) | {"phone": 2, "invoices": 2}  # an invoice and a payment
    assert all(isinstance(pile.label, Sentence) and pile.why for pile in (*found.delete, *found.keep))
    on_papers = [pile for pile in found.delete if "invoices and agreements" in pile.why[0].msgid]
    assert [(p.category, dict(p.why[0].facts)["day"]) for p in on_papers] == [
        ("names", date(2031, 12, 31)),
        ("address", date(2031, 12, 31)),
    ]


def test_a_client_with_nothing_fiscal_goes_but_for_the_proof_of_what_was_agreed(store: Store) -> None:
    client_id = make.a_client(store, bsn=make.BSN, registered_on=date(2026, 1, 5))
    with store.change(make.COORDINATOR, Act.CONSENT_GIVE, Subject("client", client_id)) as change:
        change.insert(
            "consents", id=new_id(), client_id=client_id, purpose=1, shown_text="…", language="nl", how="desk",
            given_on=make.TODAY,
        )  # fmt: skip
    found = the_piles(store, client_id)
    assert {"names", "bsn"} <= codes(found.delete)
    assert [(pile.category, pile.records, pile.until) for pile in found.keep] == [("consents", 1, None)]


def test_what_a_running_agreement_needs_stays_without_a_day(store: Store) -> None:
    client_id = make.a_full_client(store, "1001")
    make.an_agreement(store, client_id, None)
    found = the_piles(store, client_id, asked(store, client_id))
    assert {pile.until for pile in found.keep} == {None}
    assert {"names", "phone", "bsn", "agreements", "progress_notes"} <= codes(found.keep)
    ends = make.a_full_client(store, "1002", bsn=make.OTHER_BSN)
    make.an_agreement(store, ends, date(2026, 12, 1))
    found = the_piles(store, ends)
    assert {pile.category: pile.until for pile in found.keep}["invoices"] == date(2033, 12, 31)
    assert "phone" in codes(found.keep)


def test_a_hold_keeps_what_it_covers_and_a_request_to_be_forgotten_holds_nothing(store: Store) -> None:
    client_id = make.a_full_client(store, "1001")
    number = asked(store, client_id)
    asked(store, client_id, Right.CONSENT_WITHDRAWAL)
    asked(store, client_id)
    assert the_piles(store, client_id, number).held == ()
    make.a_hold(store, client_id, categories=["phone", "invoices"], since=date(2026, 3, 1))
    found = the_piles(store, client_id, number)
    assert codes(found.held) == {"phone", "invoices"}
    assert "phone" not in found.erasable
    (why,) = found.held[0].why
    assert dict(why.facts)["since"] == date(2026, 3, 1)
    other = asked(store, client_id, Right.ACCESS, date(2026, 11, 2))
    found = the_piles(store, client_id, number)
    assert (codes(found.held), found.erasable) == (EVERYTHING, frozenset())
    answer(store, other, date(2026, 11, 20))  # six weeks to go to court: art. 79, UAVG 35(2)
    found = the_piles(store, client_id, number)
    assert {pile.category: pile.until for pile in found.held}["gender"] == date(2027, 1, 1)
    assert {pile.category: pile.until for pile in found.held}["phone"] is None


def test_what_stayed_of_a_merged_client_counts_with_the_one_it_went_into(store: Store) -> None:
    client_id = make.a_client(store, "1001")
    make.a_client(store, "1002", merged_into=client_id, bsn=make.BSN)
    assert {pile.category: pile.records for pile in the_piles(store, client_id).delete} | {"names": 2, "bsn": 1} == {
        pile.category: pile.records for pile in the_piles(store, client_id).delete
    }


def test_the_request_tells_what_was_proposed_for_it_already(store: Store) -> None:
    client_id = make.a_full_client(store, "1001")
    request_id = make.seen(store, asked(store, client_id)).id
    with store.change(make.OFFICER, Act.ERASURE_PROPOSE, Subject("request", request_id)) as change:
        for n, state in enumerate(("rejected", "proposed"), 1):
            change.insert(
                "batches", id=n, number=f"B2026-000{n}", kind="erasure", request_id=request_id, state=state,
                due_until=make.TODAY, proposed_by=3, proposed_at=make.NOW,
            )  # fmt: skip
    found, proposed = erased.opened(store, make.COORDINATOR, request_id=request_id, sitting="s")
    assert "phone" in found.left.erasable
    assert [(one.number, one.proposed_by) for one in proposed] == [("B2026-0002", make.OFFICER.name)]
