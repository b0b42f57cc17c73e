"""An objection to a purpose restricts the data until it is weighed; upheld it keeps deliveries from having them."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from data_layer.backups import rights
from data_layer.carrying_out import checklist, objecting
from data_layer.carrying_out.duties import Task
from data_layer.carrying_out.objecting import DECISION_LABELS, OBJECTABLE, Decision, Objection
from data_layer.errors import BadInput, ChangedMeanwhile, NotAllowed
from data_layer.ids import new_id
from data_layer.requests import identifying, request_answers
from data_layer.rules.access import Act
from data_layer.rules.identity_ladder import Method
from data_layer.staff import THE_DESK
from data_layer.store import Store
from data_layer.verifying import findings
from data_layer.vocabulary import Outcome, Right
from data_layer.wording import put
from tests import make
from tests.data.test_delivering import outcome
from tests.data.test_register_request import case_of

RECEIVED = date(2026, 11, 2)
SURVEY = 7
PANTEIA: dict[str, Any] = {"recipient_id": 3, "purpose": SURVEY, "ground": "legitimate_interest"}


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory, new_store_file: Path) -> Iterator[Store]:
    """One store for all tests here."""
    yield from make.a_lasting_store(tmp_path_factory.mktemp("objecting") / "desk.duckdb", new_store_file)


def a_case(store: Store, client_id: int, right: Right = Right.OBJECTION) -> str:
    return make.a_request(store, RECEIVED, right=right, client_id=client_id)


def objected(store: Store, number: str, *purposes: int, **facts: Any) -> int:
    event_id = int(facts.pop("event_id", None) or new_id())
    seen = facts.pop("seen", None) or make.seen(store, number)
    objecting.object_to(
        store, facts.pop("actor", make.COORDINATOR), seen, event_id=event_id, purposes=purposes or (SURVEY,)
    )
    return event_id


def decided(store: Store, number: str, objection_id: int, decision: Decision | None, **facts: Any) -> None:
    seen = facts.pop("seen", None) or make.seen(store, number)
    objecting.decide(
        store, facts.pop("actor", make.OFFICER), seen, objection_id=objection_id, decision=decision,
        **({"event_id": new_id()} | facts),
    )  # fmt: skip


def objections(store: Store, number: str) -> list[Objection]:
    with store.read(make.COORDINATOR, Act.REQUEST_LIST) as reader:
        return objecting.of_request(reader, case_of(store, number).id)


def told(store: Store, number: str) -> str:
    with store.read(make.COORDINATOR, Act.REQUEST_LIST) as reader:
        return " ".join(put(sentence, "nl") for sentence in objecting.told(reader, case_of(store, number).id))


def kinds_of(store: Store, number: str) -> list[tuple[str, str | None]]:
    found = make.rows(
        store,
        "select kind, reason_code from request_events where request_id = $id order by recorded_at",
        id=case_of(store, number).id,
    )
    return [(row["kind"], row["reason_code"]) for row in found]


def left_out(store: Store, number: str) -> tuple[str, ...]:
    one = outcome(store, client_numbers=(number,), categories=("names",), **PANTEIA)
    return one.first_left_out[0].why if one.first_left_out else ()


def lifted(store: Store, client_id: int) -> None:
    with store.change(make.OFFICER, Act.RESTRICTION_LIFT, make.subject(client_id)) as change:
        rights.lift_again(change, {"client": client_id})


def test_only_what_rests_on_a_legitimate_interest_can_be_objected_to(store: Store) -> None:
    assert OBJECTABLE == (SURVEY, 8, 11)
    number = a_case(store, make.a_client(store, "1001"))
    for purposes, words in (((), "Nothing is chosen"), ((6,), "rests on an agreement"), ((SURVEY, 99), "Nobody can")):
        with pytest.raises(BadInput, match=words) as caught:
            objecting.object_to(store, make.COORDINATOR, make.seen(store, number), event_id=new_id(), purposes=purposes)
        assert caught.value.field == "purposes"
    assert objections(store, number) == []


def test_objecting_restricts_at_once_and_is_recorded_once(store: Store) -> None:
    client_id = make.a_client(store, "1002")
    number = a_case(store, client_id)
    seen, event_id = make.seen(store, number), new_id()
    with pytest.raises(NotAllowed):
        objected(store, number, actor=make.MANAGER)
    objected(store, number, SURVEY, 11, event_id=event_id, seen=seen)
    objected(store, number, SURVEY, 11, event_id=event_id, seen=seen)
    with pytest.raises(ChangedMeanwhile):
        objected(store, number, 8, seen=seen)
    with pytest.raises(BadInput, match="already"):
        objected(store, number, SURVEY)
    first, second = objections(store, number)
    assert (first.id, first.purpose, first.since, second.purpose) == (event_id, SURVEY, RECEIVED, 11)
    assert [one for one in kinds_of(store, number) if one[0] == "objected"] == [("objected", "7"), ("objected", "11")]
    assert make.asked(store, "select restricted_since from clients where id = $id", id=client_id) == make.TODAY
    assert "restricted_client" in left_out(store, "1002")
    assert "Wij wegen dit nog" in told(store, number)


def test_an_objection_that_is_upheld_keeps_deliveries_from_having_the_data(store: Store) -> None:
    client_id = make.a_client(store, "1003")
    number = a_case(store, client_id)
    assert left_out(store, "1003") == ()
    objection = objected(store, number)
    with pytest.raises(BadInput, match="not established who asks"):
        decided(store, number, objection, Decision.UPHELD)
    make.identified(store, number)
    with pytest.raises(NotAllowed):
        decided(store, number, objection, Decision.UPHELD, actor=make.COORDINATOR)
    seen, event_id = make.seen(store, number), new_id()
    decided(store, number, objection, Decision.UPHELD, event_id=event_id)
    decided(store, number, objection, Decision.UPHELD, event_id=event_id, seen=seen)
    with pytest.raises(ChangedMeanwhile):
        decided(store, number, objection, Decision.REJECTED, seen=seen, reasons="Toch.")
    with pytest.raises(BadInput, match="decided on"):
        decided(store, number, objection, Decision.REJECTED, reasons="Toch.")
    lifted(store, client_id)
    assert left_out(store, "1003") == ("objection",)
    other_ground: dict[str, Any] = PANTEIA | {"ground": "contract"}
    assert outcome(store, client_numbers=("1003",), **other_ground).left_out == 0, "art. 21 is about 6(1)(f)"
    assert kinds_of(store, number)[-1] == ("objection_decided", "upheld")
    assert "niet meer" in told(store, number)


def test_an_objection_is_rejected_for_compelling_grounds_only(store: Store) -> None:
    client_id = make.a_client(store, "1004")
    number = a_case(store, client_id)
    objection = objected(store, number)
    for decision, words, field in ((None, "not chosen", "decision"), (Decision.REJECTED, "grounds", "reasons")):
        with pytest.raises(BadInput, match=words) as caught:
            decided(store, number, objection, decision, reasons=" ")
        assert caught.value.field == field
    decided(store, number, objection, Decision.REJECTED, reasons="Er loopt een geschil.")
    (one,) = objections(store, number)
    assert (one.decision, one.decided_on) == (Decision.REJECTED, make.TODAY)
    lifted(store, client_id)
    assert left_out(store, "1004") == ()
    assert told(store, number).endswith("zwaarder wegen: ‘Er loopt een geschil.’")
    with store.change(THE_DESK, Act.STORE_FILL) as change:  # as a backup that was put back may have it
        change.execute("update objections set reasons = null where id = $id", id=one.id)
    assert told(store, number).endswith("Wij hebben dwingende redenen die zwaarder wegen.")
    objected(store, a_case(store, client_id))


def test_an_objection_of_a_request_that_is_not_honoured_is_weighed_or_ends_with_it(store: Store) -> None:
    for at, answer in enumerate((Outcome.REFUSED, Outcome.WITHDRAWN, Outcome.NOT_IDENTIFIED)):
        client_id = make.a_client(store, f"110{at}")
        number = a_case(store, client_id)
        objection = objected(store, number)
        if answer is Outcome.NOT_IDENTIFIED:
            check = new_id()
            identifying.ask(
                store, make.COORDINATOR, make.seen(store, number), event_id=check, method=Method.DOCUMENT_SHOWN,
                asked_on=RECEIVED,
            )  # fmt: skip
            identifying.fail(
                store, make.COORDINATOR, make.seen(store, number), event_id=new_id(), check_id=check, on=make.TODAY,
                why="Een ander gezicht.",
            )  # fmt: skip
        request_answers.answer(
            store, make.OFFICER, make.seen(store, number), event_id=new_id(), outcome=answer, answered_on=make.TODAY,
            reason="Telefonisch.",
        )  # fmt: skip
        (one,) = objections(store, number)
        assert one.waits == (answer is Outcome.REFUSED)
        if answer is Outcome.REFUSED:
            assert Task.OBJECTION_DECIDED in undone(store, number)
            with pytest.raises(BadInput, match="there is nothing to carry out"):
                objected(store, number, 11)
            decided(store, number, objection, Decision.REJECTED, reasons="Er loopt een geschil.")
        else:
            with pytest.raises(BadInput, match="ended with the request"):
                decided(store, number, objection, Decision.REJECTED, reasons="Er loopt een geschil.")
            assert "wegen dit nog" not in told(store, number)
        assert undone(store, number) == [Task.RESTRICTION_LIFTED]
        lifted(store, client_id)
        assert undone(store, number) == []
        assert left_out(store, f"110{at}") == ()
        objected(store, a_case(store, client_id))


def undone(store: Store, number: str) -> list[Task]:
    case = case_of(store, number)
    with store.read(make.COORDINATOR, Act.REQUEST_LIST) as reader:
        found = checklist.of_request(reader, case.id, case.right, case.outcome)
    return [duty.task for duty in found if duty.is_needed and not duty.is_done]


def test_another_request_decides_no_objection_of_this_one(store: Store) -> None:
    client_id = make.a_client(store, "1005")
    number = a_case(store, client_id)
    objected(store, number)
    with pytest.raises(BadInput, match="not of this request"):
        decided(store, a_case(store, client_id), objections(store, number)[0].id, Decision.UPHELD)
    with pytest.raises(BadInput, match="something else"):
        objected(store, a_case(store, client_id, Right.ACCESS))


def test_a_restored_backup_knows_how_an_objection_was_decided(store: Store) -> None:
    client_id = make.a_client(store, "1006")
    number = make.identified(store, a_case(store, client_id))
    decided(store, number, objected(store, number), Decision.UPHELD)
    facts = make.rows(
        store,
        "select id as objection, client_id as client, request_id as request, purpose, since::text as since,"
        " decision, decided_on::text as decided_on from objections where client_id = $id",
        id=client_id,
    )[0]
    with store.change(THE_DESK, Act.STORE_FILL) as change:
        change.execute("delete from objections where client_id = $id", id=client_id)
        rights.object_again(change, facts)
    assert [(one.decision, one.decided_on) for one in objections(store, number)] == [(Decision.UPHELD, make.TODAY)]
    assert set(DECISION_LABELS) == set(Decision)
    assert findings(store, THE_DESK) == []
