"""Refusing as manifestly unfounded or excessive takes two persons, of whom the second is a privacy officer."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from data_layer.errors import BadInput, ChangedMeanwhile, NotAllowed
from data_layer.ids import new_id
from data_layer.requests import excess, request_answers
from data_layer.requests.request_documents import DocumentKind
from data_layer.rules.access import Act
from data_layer.staff import Actor
from data_layer.store import Store
from data_layer.verifying import findings
from data_layer.vocabulary import Outcome
from tests import make
from tests.data.test_case_letters import make_letter, says
from tests.data.test_register_request import case_of

WHY = "Het vierde verzoek in twee weken om dezelfde gegevens."


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory, new_store_file: Path) -> Iterator[Store]:
    yield from make.a_lasting_store(tmp_path_factory.mktemp("excess") / "desk.duckdb", new_store_file)


@pytest.fixture
def number(store: Store) -> str:
    return make.a_request(store, date(2026, 11, 2))


def propose(store: Store, number: str, actor: Actor = make.COORDINATOR, **facts: Any) -> None:
    usual: dict[str, Any] = {"seen": make.seen(store, number), "event_id": new_id(), "reasons": WHY}
    excess.propose(store, actor, **usual | facts)


def approve(store: Store, number: str, actor: Actor = make.OFFICER, **facts: Any) -> None:
    usual: dict[str, Any] = {"seen": make.seen(store, number), "event_id": new_id()}
    excess.approve(store, actor, **usual | facts)


def decline(store: Store, number: str, actor: Actor = make.OFFICER, **facts: Any) -> None:
    usual: dict[str, Any] = {"seen": make.seen(store, number), "event_id": new_id(), "why": "Eén keer is niet veel."}
    excess.decline(store, actor, **usual | facts)


def refuse_it(store: Store, number: str, outcome: Outcome = Outcome.REFUSED) -> None:
    request_answers.answer(
        store, make.OFFICER, make.seen(store, number), event_id=new_id(), outcome=outcome, answered_on=make.TODAY,
        reason=WHY, excessive=True,
    )  # fmt: skip


def proposal(store: Store, number: str) -> excess.Excess | None:
    with store.read(make.COORDINATOR, Act.REQUEST_LIST) as reader:
        return excess.last_proposal(reader, case_of(store, number).id)


def test_it_is_refused_only_after_a_second_person_agreed(store: Store, number: str) -> None:
    propose(store, number, make.OFFICER)
    for wrong, words in ((Outcome.REFUSED, "No second person"), (Outcome.WITHDRAWN, "Only what is refused")):
        with pytest.raises(BadInput, match=words) as refused:
            refuse_it(store, number, wrong)
        assert refused.value.field == "excessive"
    with pytest.raises(NotAllowed, match="somebody else"):
        approve(store, number, make.OFFICER)
    make_letter(store, number, DocumentKind.DECISION, make.OFFICER, outcome=Outcome.REFUSED, words=WHY)
    assert "artikel 12, lid 5" not in says(store, number)
    approve(store, number, make.DEPUTY)
    found = proposal(store, number)
    assert found is not None
    assert (found.proposer, found.approver, found.reasons) == (make.OFFICER.name, make.DEPUTY.name, WHY)
    make_letter(store, number, DocumentKind.DECISION, make.OFFICER, outcome=Outcome.REFUSED, words=WHY)
    assert "artikel 12, lid 5" in says(store, number)
    refuse_it(store, number)
    assert make.rows(store, "select about, reason_code, body from request_events where kind = 'refused'") == [
        {"about": found.id, "reason_code": "refused", "body": WHY}
    ]
    for act in (propose, approve, decline):
        with pytest.raises(BadInput, match="answered on"):
            act(store, number, make.DEPUTY)
    assert findings(store, make.OFFICER) == []


def test_what_was_declined_can_be_proposed_anew_and_is_not_refused_meanwhile(store: Store, number: str) -> None:
    with pytest.raises(BadInput, match="No proposal waits"):
        approve(store, number)
    with pytest.raises(BadInput, match="reasons are missing") as refused:
        propose(store, number, reasons=" ")
    assert refused.value.field == "reasons"
    propose(store, number)
    with pytest.raises(BadInput, match="proposed before"):
        propose(store, number)
    with pytest.raises(BadInput, match="reason is missing"):
        decline(store, number, why="")
    decline(store, number)
    assert proposal(store, number) is None
    with pytest.raises(BadInput, match="No second person"):
        refuse_it(store, number)
    propose(store, number)
    approve(store, number)
    with pytest.raises(BadInput, match="No proposal waits"):
        decline(store, number)


def test_roles_double_clicks_and_somebody_else_s_change(store: Store, number: str) -> None:
    with pytest.raises(NotAllowed):
        propose(store, number, make.MANAGER)
    early, event_id = make.seen(store, number), new_id()
    for _ in range(2):
        propose(store, number, seen=early, event_id=event_id)
    for act in (approve, decline):
        with pytest.raises(NotAllowed):
            act(store, number, make.COORDINATOR)
        with pytest.raises(ChangedMeanwhile):
            act(store, number, seen=early)
    now, event_id = make.seen(store, number), new_id()
    for _ in range(2):
        approve(store, number, seen=now, event_id=event_id)
    found = proposal(store, number)
    assert found is not None
    assert found.is_approved
