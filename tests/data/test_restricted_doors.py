"""Nothing of a restricted client is delivered, exported, changed or destroyed (art. 18(2)), also what began before."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from data_layer import (
    breach_lists,
    consents,
    disclosing,
    disclosure_course,
    disclosures,
    duplicates,
    hold_lists,
    holding,
    merging,
    records,
    transactions,
)
from data_layer.carrying_out import restricting
from data_layer.carrying_out.restrictions import Why
from data_layer.categories import KINDS
from data_layer.complaints import complaint_lists
from data_layer.delivering.waiting import fetch
from data_layer.destroying import batches as destructions
from data_layer.destroying import running as destruction
from data_layer.destroying.proposing import propose_erasure
from data_layer.errors import BadInput, NotAllowed
from data_layer.exporting import case_lists, disclosure_lists, lists, retention_lists
from data_layer.exporting import records as record_lists
from data_layer.exporting.dossier import the_dossier
from data_layer.exporting.listing import Listing
from data_layer.exporting.running import Export
from data_layer.ids import new_id
from data_layer.importing.deciding import Kept
from data_layer.importing.running import Preview, apply
from data_layer.log import Reason, Subject
from data_layer.requests import request_events, request_queue
from data_layer.retention import Span
from data_layer.rules.access import FORBIDDEN_BY_RESTRICTION, Act, is_look
from data_layer.store import Store
from data_layer.vocabulary import Right
from tests import make
from tests.client_files import AMINA, previewed
from tests.data.test_export import export_of, taken

SHUT, OPEN = "0801", "0802"
SURNAME = "Verborgen"
WHY = Reason("other", "De rechter vraagt erom.")

# what a restriction leaves alone, each with its reason; a new act belongs here or among those that it forbids
_LEFT_ALONE = {
    "the person's own requests": {
        *(act for act in Act if act.value.startswith("request.")), Act.DOCUMENT_REMOVE_SENT, Act.IDENTITY_RECORD,
        Act.LOG_EXTRACT, Act.CORRECTION_APPLY, Act.NOTICE_SEND, Act.RESTRICTION_SET, Act.RESTRICTION_LIFT,
        Act.RESTRICTION_OVERRIDE, Act.OBJECTION_DECIDE, Act.CONSENT_WITHDRAW, Act.COMPLAINT_REGISTER,
        Act.COMPLAINT_CHANGE,
    },
    "recording what happened, and keeping": {
        Act.DISCLOSURE_RECORD, Act.DISCLOSURE_SEND, Act.DISCLOSURE_ANNUL, Act.DISCLOSURE_ANNUL_SENT, Act.BREACH_RECORD,
        Act.BREACH_CHANGE, Act.CONSENT_GIVE, Act.HOLD_SET, Act.HOLD_REVIEW, Act.HOLD_LIFT,
    },
    "what skips who is restricted, as shown below": {
        Act.CLIENTS_IMPORT, Act.ERASURE_PROPOSE, Act.ERASURE_APPROVE, Act.DESTRUCTION_APPROVE,
    },
    "what is about nobody's data": {
        Act.CLIENT_REGISTER, Act.RECIPIENT_CHANGE, Act.RETENTION_CHANGE_TERMS, Act.EXPORT_SAVE, Act.QUERY_RUN,
        Act.REPORT_MAKE, Act.PROMISE_CHECK, Act.PROCESSING_REGISTER_MAKE, Act.STATEMENT_PUBLISH, Act.LOG_EXPIRE,
        Act.STAFF_CHANGE, Act.STAFF_REPLACE, Act.DIGEST_SEND, Act.SETTINGS_CHANGE, Act.STORE_VERIFY, Act.STORE_BACKUP,
        Act.STORE_RESTORE, Act.STORE_FILL, Act.STORE_RECOMPUTE, Act.STORE_REBUILD, Act.STORE_REKEY,
        Act.CLOCK_TRUST, Act.CLOCK_WATCH, Act.SIGN_IN, Act.SIGN_OUT,
    },
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Desk:
    """A client who was restricted after all this had begun, and another."""

    store: Store
    shut: int
    open: int
    request: str
    delivery: int
    dossier: Export
    preview: Preview
    batch: transactions.Seen


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory, new_store_file: Path) -> Iterator[Desk]:
    for store in make.a_lasting_store(tmp_path_factory.mktemp("doors") / "desk.duckdb", new_store_file):
        yield _begun_and_restricted(store)


def _begun_and_restricted(store: Store) -> Desk:
    shut = make.a_due_client(store, SHUT, surname=SURNAME)
    other = make.a_client(store, OPEN, first_names="Zeynep", surname="Zichtbaar", birth_date=date(1985, 2, 2))
    made = make.a_delivery(store, client_numbers=[SHUT, OPEN])
    delivery = int(make.asked(store, "select id from disclosures where number = $number", number=made.number))
    batch = make.a_batch(store, numbers=(SHUT,))
    dossier = the_dossier(make.OFFICER, shut, purpose=9, language="nl")
    preview = previewed(store, AMINA | {"Cliëntnummer": SHUT, "Achternaam": "Overschreven"})
    number = make.a_request(store, date(2026, 11, 2), right=Right.RESTRICTION, client_id=shut)
    restricting.restrict(
        store, make.COORDINATOR, make.seen(store, number), event_id=new_id(), on=make.TODAY, why=Why.CLAIM
    )
    return Desk(store, shut, other, number, delivery, dossier, preview, batch)


def test_of_every_act_it_is_said_whether_a_restriction_forbids_it() -> None:
    left_alone = [act for acts in _LEFT_ALONE.values() for act in acts if not is_look(act)]
    writes = {act for act in Act if not is_look(act)}
    assert len(left_alone) == len(set(left_alone))
    assert set(left_alone) | FORBIDDEN_BY_RESTRICTION == writes
    assert not set(left_alone) & FORBIDDEN_BY_RESTRICTION


def the_lists(store: Store) -> Iterator[Listing]:
    span = Span(date(2000, 1, 1), date(2050, 1, 1))
    which = disclosures.Filter()
    yield from (
        lists.the_clients("", "name"), case_lists.requests(request_queue.Filter(stand="all")),
        case_lists.complaints(complaint_lists.Filter(stand="all")), disclosure_lists.register(which),
        disclosure_lists.register(disclosures.Filter(client_number=SHUT)),
        disclosure_lists.breaches(breach_lists.Filter(), store.clock()),
        disclosure_lists.recipients("name"), disclosure_lists.recipients("name", strangers=True),
        disclosure_lists.month_totals(which),
        retention_lists.due(span, "longest"), retention_lists.due_cases("longest"), retention_lists.coming(span, None),
        retention_lists.held(hold_lists.Filter()), retention_lists.batches(destructions.Filter()),
        retention_lists.endless(),
        *record_lists.of_kinds("", "name"),
    )  # fmt: skip


def test_no_list_takes_the_client_along_whoever_exports_it(desk: Desk) -> None:
    found = b""
    for listing in the_lists(desk.store):
        content = taken(desk.store, export_of(listing, actor=make.OFFICER), make.OFFICER)
        for word in (SHUT, SURNAME, desk.request):
            assert word.encode() not in content, listing.code
        found += content
    assert OPEN.encode() in found


def test_a_dossier_that_was_asked_before_leaves_with_the_officer_only_who_says_why(desk: Desk) -> None:
    for actor, export in (
        (make.COORDINATOR, replace(the_dossier(make.COORDINATOR, desk.shut, purpose=9, language="nl"), reason="x")),
        (make.OFFICER, desk.dossier),
    ):
        with pytest.raises(NotAllowed, match="restricted since"):
            taken(desk.store, export, actor)
    assert taken(desk.store, replace(desk.dossier, reason=WHY.text), make.OFFICER)
    logged = make.rows(desk.store, "select act, subject_id, reason_code from log order by seq desc limit 1")
    assert logged == [{"act": "export.run", "subject_id": desk.shut, "reason_code": "purpose_9"}]
    assert make.asked(desk.store, "select count(*) from reasons where body = $why", why=WHY.text) == 1


def test_a_file_that_was_made_before_is_shut_and_that_it_left_all_the_same_is_flagged(desk: Desk) -> None:
    for actor in (make.COORDINATOR, make.OFFICER):
        with pytest.raises(NotAllowed, match="may no longer go along"):
            fetch(desk.store, actor, desk.delivery)
        with pytest.raises(NotAllowed, match="Nobody is left"):
            make.a_delivery(desk.store, actor, client_numbers=[SHUT])
    flags = disclosure_course.mark_sent(
        desk.store, make.COORDINATOR, desk.delivery, 1, sent_on=make.TODAY, channel="email"
    )
    assert flags == ("restricted_client",)


def test_an_import_that_was_looked_at_before_leaves_the_client_as_it_is(desk: Desk) -> None:
    report = apply(desk.store, make.COORDINATOR, desk.preview, only_if_all_good=False)
    assert [(skipped.number, skipped.why) for skipped in report.sheets[0].skipped] == [(SHUT, Kept.RESTRICTED)]
    assert make.asked(desk.store, "select surname from clients where id = $id", id=desk.shut) == SURNAME


def test_a_batch_that_was_approved_before_destroys_nothing_of_the_client(desk: Desk) -> None:
    before = make.asked(desk.store, "select count(*) from invoices where client_id = $id", id=desk.shut)
    destruction.run(desk.store, make.OFFICER, seen=desk.batch)
    skipped = make.rows(
        desk.store, "select distinct reason_code from batch_skips where batch_id = $id", id=desk.batch.id
    )
    assert [row["reason_code"] for row in skipped] == ["restricted"]
    assert make.asked(desk.store, "select count(*) from invoices where client_id = $id", id=desk.shut) == before > 0
    with pytest.raises(BadInput, match="Nothing of this is due"):
        make.a_batch(desk.store, numbers=(SHUT,))
    number = make.identified(desk.store, make.a_request(desk.store, right=Right.ERASURE, client_id=desk.shut))
    erasure: dict[str, Any] = {"id": new_id(), "request_id": make.seen(desk.store, number).id}
    with pytest.raises(BadInput, match="must stay"):
        propose_erasure(desk.store, make.OFFICER, **erasure, categories=("phone",))


def test_nothing_in_the_dossier_is_added_changed_removed_or_merged(desk: Desk) -> None:
    store, phones = desk.store, KINDS["phones"]
    (phone,) = make.rows(store, "select id from phones where client_id = $id", id=desk.shut)
    add: dict[str, Any] = {"id": new_id(), "client_id": desk.shut, "typed": make.typed(phones), "source": "client"}
    for actor, why in ((make.COORDINATOR, WHY), (make.OFFICER, None)):
        with pytest.raises(NotAllowed, match="restricted since"):
            records.add(store, actor, phones, **add, reason=why)
        for act in (Act.CLIENT_CHANGE, Act.RECORD_CHANGE, Act.RECORD_REMOVE):
            with pytest.raises(NotAllowed), store.change(actor, act, make.subject(desk.shut), why):
                pytest.fail(act)
    for one, other in ((desk.shut, desk.open), (desk.open, desk.shut)):
        with pytest.raises(NotAllowed, match="restricted since"):
            duplicates.tell_apart(store, make.OFFICER, one, other)
    for numbers in ((SHUT, OPEN), (OPEN, SHUT)):
        with pytest.raises(NotAllowed, match="Lift the"):
            merging.opened_pair(store, make.OFFICER, *numbers, sitting="test")
    records.add(store, make.OFFICER, phones, **add, reason=WHY)
    assert make.asked(store, "select reason_code from log order by seq desc limit 1") == "other"
    assert make.asked(store, "select count(*) from phones where client_id = $id and id <> $phone",
                      id=desk.shut, phone=phone["id"]) == 1  # fmt: skip


def test_what_happens_to_the_person_is_recorded_all_the_same(desk: Desk) -> None:
    store = desk.store
    make.a_request(store, right=Right.ACCESS, client_id=desk.shut)
    request_events.note(
        store,
        make.COORDINATOR,
        make.seen(store, desk.request),
        event_id=new_id(),
        happened_on=make.TODAY,
        body="Gebeld.",
    )
    found = disclosing.record(
        store, make.COORDINATOR, id=new_id(), direction="out", happened_on=make.TODAY, client_numbers=[SHUT],
        categories=["phone"], ground="contract", channel="email", recipient_id=3, purpose=7,
    )  # fmt: skip
    assert "restricted_client" in found.flags
    consent_id = new_id()
    consents.give(
        store, make.COORDINATOR, id=consent_id, client_id=desk.shut, purpose=7, recipient_id=None, about_health=False,
        shown_text="Mag dit?", language="nl", how="paper", given_on=make.TODAY,
    )  # fmt: skip
    consents.withdraw(
        store, make.COORDINATOR, seen=transactions.Seen(consent_id, 1), client_id=desk.shut, withdrawn_on=make.TODAY
    )
    for act in (Act.CLIENT_VIEW, Act.BSN_REVEAL):
        with store.read(make.COORDINATOR, act, Subject("client", desk.shut), sitting="test"):
            pass
    hold = int(make.asked(store, "select id from holds where kind = 'restriction' and client_id = $id", id=desk.shut))
    with pytest.raises(BadInput, match="Lift the restriction"):
        holding.lift(store, make.OFFICER, seen=transactions.Seen(hold, 1), lifted_on=make.TODAY, why="Mag weg.")
