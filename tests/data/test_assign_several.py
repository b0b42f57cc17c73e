"""Several requests get their handler at once: all of them or none, in one transaction with one entry in the log."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from data_layer.errors import BadInput, ChangedMeanwhile, NotAllowed
from data_layer.ids import new_id
from data_layer.requests.request_answers import answer
from data_layer.requests.request_assigning import assign_several
from data_layer.requests.request_events import ask_question, note
from data_layer.requests.request_history import Seen
from data_layer.rules.request_course import Question
from data_layer.staff import Actor
from data_layer.store import Store
from data_layer.verifying import findings
from data_layer.vocabulary import Outcome, State
from tests import make
from tests.data.test_register_request import case_of


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory, new_store_file: Path) -> Iterator[Store]:
    yield from make.a_lasting_store(tmp_path_factory.mktemp("assigning") / "desk.duckdb", new_store_file)


def assign(
    store: Store, seen: Sequence[Seen], handler: Actor | None = make.DEPUTY, actor: Actor = make.COORDINATOR,
    event_ids: Sequence[int] = (),
) -> None:  # fmt: skip
    handler_id = handler.staff_id if handler else None
    assign_several(store, actor, seen, handler_id=handler_id, event_ids=event_ids or [new_id() for _ in seen])


def states(store: Store, numbers: Sequence[str]) -> list[State]:
    return [case_of(store, number).state for number in numbers]


def handlers(store: Store, numbers: Sequence[str]) -> list[int | None]:
    found = "select handler_id from requests where list_contains($numbers, number) order by number"
    return [row["handler_id"] for row in make.rows(store, found, numbers=list(numbers))]


def test_all_are_assigned_with_an_event_each_and_one_entry_in_the_log(store: Store) -> None:
    numbers = [make.a_request(store) for _ in range(3)]
    seen, event_ids = [make.seen(store, number) for number in numbers], [new_id() for _ in numbers]
    assign(store, seen, event_ids=event_ids)
    assign(store, seen, event_ids=event_ids)  # a double click
    assert handlers(store, numbers) == [make.DEPUTY.staff_id] * 3
    # whoever looks at one of them is told
    assert [make.seen(store, number).version for number in numbers] == [one.version + 1 for one in seen]
    events = make.rows(store, "select * from request_events where kind = 'assigned' order by id")
    assert [(row["id"], row["request_id"], row["reason_code"]) for row in events] == [
        (event_id, one.id, str(make.DEPUTY.staff_id)) for event_id, one in zip(event_ids, seen, strict=True)
    ]
    (entry,) = make.rows(store, "select * from log where act = 'request.assign'")
    assert (entry["subject_kind"], entry["subject_id"], entry["count"]) == ("request", None, 3)


def test_one_that_was_only_received_is_begun_by_it_and_another_stays_as_it_stands(store: Store) -> None:
    numbers = [make.a_request(store) for _ in range(4)]
    note(store, make.OFFICER, make.seen(store, numbers[1]), event_id=new_id(), happened_on=make.TODAY, body="Gebeld.")
    ask_question(store, make.OFFICER, make.seen(store, numbers[2]), event_id=new_id(), kind=Question.CLARIFICATION,
                 asked_on=make.TODAY, body="Welke jaren?")  # fmt: skip
    answer(store, make.OFFICER, make.seen(store, make.identified(store, numbers[3])), event_id=new_id(),
           outcome=Outcome.GRANTED, answered_on=make.TODAY)  # fmt: skip
    stood = [State.RECEIVED, State.IN_PROGRESS, State.WAITING, State.ANSWERED]
    assert states(store, numbers) == stood
    assign(store, [make.seen(store, number) for number in numbers])
    assert states(store, numbers) == [State.IN_PROGRESS, *stood[1:]]
    assert findings(store, make.OFFICER) == []


def test_when_one_was_changed_meanwhile_nothing_is_saved_and_its_number_is_told(store: Store) -> None:
    numbers = [make.a_request(store) for _ in range(3)]
    seen = [make.seen(store, number) for number in numbers]
    for one in seen[1:]:
        note(store, make.OFFICER, one, event_id=new_id(), happened_on=make.TODAY, body="Gebeld.")
    with pytest.raises(ChangedMeanwhile, match=f"{numbers[1]}, {numbers[2]}") as refused:
        assign(store, seen)
    assert numbers[0] not in str(refused.value)
    assert handlers(store, numbers) == [None] * 3


def test_a_finished_one_is_refused_by_its_number(store: Store) -> None:
    done, other = make.identified(store, make.a_request(store)), make.a_request(store)
    answer(store, make.OFFICER, make.seen(store, done), event_id=new_id(), outcome=Outcome.GRANTED,
           answered_on=make.TODAY)  # fmt: skip
    make.finished(store, done)
    with pytest.raises(BadInput, match=done) as refused:
        assign(store, [make.seen(store, number) for number in (done, other)])
    assert other not in str(refused.value)
    assert handlers(store, [done, other]) == [None, None]


def test_who_may_not_assign_and_who_does_not_handle_requests_are_refused(store: Store) -> None:
    seen = [make.seen(store, make.a_request(store))]
    with pytest.raises(NotAllowed):
        assign(store, seen, actor=make.MANAGER)
    for handler in (None, make.MANAGER):
        with pytest.raises(BadInput) as refused:
            assign(store, seen, handler)
        assert refused.value.field == "handler_id"
    with pytest.raises(BadInput):
        assign(store, [])
    with pytest.raises(ChangedMeanwhile):
        assign(store, [Seen(1, 1)])
