"""A request to withdraw consent ends what was chosen at once, with what rests on it, whoever it is certain asks."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from data_layer import consents
from data_layer.carrying_out import checklist, withdrawing
from data_layer.carrying_out.duties import Task
from data_layer.errors import BadInput, ChangedMeanwhile, NotAllowed
from data_layer.ids import new_id
from data_layer.rules.access import Act
from data_layer.staff import THE_DESK
from data_layer.store import Store
from data_layer.verifying import findings
from data_layer.vocabulary import Right
from data_layer.wording import put
from tests import make
from tests.data.test_consents import LIBRARY, a_precondition, about_health, given, the_consents
from tests.data.test_delivering import outcome
from tests.data.test_disclosures import TO_LIBRARY, recorded
from tests.data.test_register_request import case_of

RECEIVED = date(2026, 11, 20)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory, new_store_file: Path) -> Iterator[Store]:
    """One store for all tests here."""
    yield from make.a_lasting_store(tmp_path_factory.mktemp("withdrawing") / "desk.duckdb", new_store_file)


def a_case(store: Store, client_id: int, right: Right = Right.CONSENT_WITHDRAWAL) -> str:
    return make.a_request(store, RECEIVED, right=right, client_id=client_id)


def withdrawn(store: Store, number: str, *consent_ids: int, **facts: Any) -> int:
    event_id = int(facts.pop("event_id", None) or new_id())
    withdrawing.withdraw(
        store, facts.pop("actor", make.COORDINATOR), facts.pop("seen", None) or make.seen(store, number),
        event_id=event_id, consent_ids=consent_ids, on=facts.pop("on", make.TODAY),
    )  # fmt: skip
    return event_id


def ended(store: Store, number: str) -> list[str | None]:
    found = make.rows(
        store,
        "select reason_code from request_events where request_id = $id and kind = 'consent_ended' order by recorded_at",
        id=case_of(store, number).id,
    )
    return [row["reason_code"] for row in found]


def told(store: Store, number: str) -> str:
    with store.read(make.COORDINATOR, Act.REQUEST_LIST) as reader:
        return " ".join(put(sentence, "nl") for sentence in withdrawing.told(reader, case_of(store, number).id))


def test_what_was_chosen_ends_at_once_with_what_rests_on_it_and_the_rest_stands(store: Store) -> None:
    client_id = make.a_client(store, "1001")
    library, health = given(store, client_id), about_health(store, client_id)
    stays = given(store, client_id, purpose=1, recipient_id=None)
    recorded(store, **TO_LIBRARY | {"categories": ["preconditions"]})
    a_precondition(store, client_id)
    by_consent: dict[str, Any] = {
        "recipient_id": LIBRARY,
        "purpose": 5,
        "ground": "consent",
        "client_numbers": ("1001",),
    }
    assert outcome(store, **by_consent).left_out == 0
    number = a_case(store, client_id)
    seen, event_id = make.seen(store, number), new_id()
    with pytest.raises(NotAllowed):
        withdrawn(store, number, library, actor=make.MANAGER)
    with pytest.raises(BadInput, match="Data about health rest on this consent") as refused:
        withdrawn(store, number, library, health)
    assert refused.value.field == "consents"
    make.identified(store, number)
    seen = make.seen(store, number)
    withdrawn(store, number, library, health, event_id=event_id)
    withdrawn(store, number, library, health, event_id=event_id, seen=seen)
    with pytest.raises(ChangedMeanwhile):
        withdrawn(store, number, stays, seen=seen)
    standing = {consent.id: consent.withdrawn_on for consent in the_consents(store, client_id)}
    assert standing == {library: make.TODAY, health: make.TODAY, stays: None}
    assert set(ended(store, number)) == {str(library), str(health)}
    assert make.asked(store, "select count(*) from preconditions where client_id = $id", id=client_id) == 0
    assert outcome(store, **by_consent).first_left_out[0].why == ("no_consent",)
    (notice,) = make.rows(store, "select recipient_id, categories, change, document_id is null as bare from notices")
    assert notice == {"recipient_id": LIBRARY, "categories": ["preconditions"], "change": "erased", "bare": False}
    for words in ("op 23 november 2026", "gegevens meer over u", "hebben wij verwijderd"):
        assert words in told(store, number)
    with pytest.raises(BadInput, match="does not stand"):
        withdrawn(store, number, library)
    assert findings(store, THE_DESK) == []


def test_what_a_hold_keeps_is_told(store: Store) -> None:
    client_id = make.a_client(store, "1002")
    health = about_health(store, client_id)
    a_precondition(store, client_id)
    make.a_hold(store, client_id)
    number = a_case(store, client_id)
    notices = make.asked(store, "select count(*) from notices")
    withdrawn(store, number, health)
    assert make.asked(store, "select count(*) from notices") == notices
    assert make.asked(store, "select count(*) from preconditions where client_id = $id", id=client_id) == 1
    assert "iets langer bewaren" in told(store, number)


def test_the_same_consent_given_twice_ends_with_both_events(store: Store) -> None:
    client_id = make.a_client(store, "1003")
    one, other = given(store, client_id), given(store, client_id, purpose=1)
    with store.change(THE_DESK, Act.STORE_FILL) as change:  # as after a merge
        change.execute("update consents set purpose = 5 where id = $id", id=other)
    number = a_case(store, client_id)
    withdrawn(store, number, one, other)
    assert set(ended(store, number)) == {str(one), str(other)}
    assert all(consent.withdrawn_on == make.TODAY for consent in the_consents(store, client_id))


def test_what_cannot_be_is_refused_at_its_field(store: Store) -> None:
    client_id = make.a_client(store, "1004")
    consent, others = given(store, client_id, given_on=make.TODAY), given(store, make.a_client(store, "1005"))
    number = a_case(store, client_id)
    for chosen, on, words, field in (
        ((), make.TODAY, "Nothing is chosen", "consents"),
        ((others,), make.TODAY, "does not stand", "consents"),
        ((consent,), date(2026, 11, 24), "future", "withdrawn_on"),
        ((consent,), date(2026, 11, 19), "before the receipt", "withdrawn_on"),
        ((consent,), date(2026, 11, 21), "A consent is withdrawn on a day", "withdrawn_on"),
    ):
        with pytest.raises(BadInput, match=words) as caught:
            withdrawn(store, number, *chosen, on=on)
        assert caught.value.field == field
    with pytest.raises(BadInput, match="something else"):
        withdrawn(store, a_case(store, client_id, Right.ACCESS), consent)
    assert ended(store, number) == []


def test_what_was_ended_in_the_dossier_since_the_receipt_is_done_and_told(store: Store) -> None:
    client_id = make.a_client(store, "1006")
    number = a_case(store, client_id)
    given(store, client_id)
    other = given(store, client_id, purpose=1, recipient_id=None)

    def is_done() -> list[bool]:
        case = case_of(store, number)
        with store.read(make.COORDINATOR, Act.REQUEST_LIST) as reader:
            found = checklist.of_request(reader, case.id, case.right, case.outcome)
        return [duty.is_done for duty in found if duty.task is Task.CONSENT]

    assert (is_done(), told(store, number)) == ([False], "")
    consent = next(one for one in the_consents(store, client_id) if one.id != other)
    consents.withdraw(store, make.COORDINATOR, seen=consent.seen, client_id=client_id, withdrawn_on=make.TODAY)
    assert is_done() == [True]
    assert told(store, number).count("U hebt uw toestemming ingetrokken") == 1
    later = a_case(store, client_id)
    withdrawn(store, later, other)
    assert told(store, number).count("U hebt uw toestemming ingetrokken") == 1, (
        "the other one is told by its own request"
    )
