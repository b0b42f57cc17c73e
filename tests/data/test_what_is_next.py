"""The queue, the reminders and the screen of a case say the same of what is to be done first."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from data_layer.digests.work import work_of
from data_layer.ids import new_id
from data_layer.paging import Position
from data_layer.requests import extending, open_questions
from data_layer.requests.request_advice import next_step
from data_layer.requests.request_case import the_request
from data_layer.requests.request_queue import Filter, open_requests
from data_layer.requests.request_steps import Step
from data_layer.rules.access import Act
from data_layer.rules.request_course import ExtensionReason
from data_layer.store import Store
from data_layer.wording import put
from pages.shared.requests.queue_columns import due
from tests import make

BY = "end the notice of the extension by 2 December"
RECENT, LONG_AGO = date(2026, 11, 2), date(2026, 10, 20)  # of the latter the last day has passed, 20 November


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory, new_store_file: Path) -> Iterator[Store]:
    for lasting in make.a_lasting_store(tmp_path_factory.mktemp("next") / "desk.duckdb", new_store_file):
        make.a_client(lasting)
        yield lasting


def a_case(
    store: Store, received_on: date, waited: int | None = None, reminded: int | None = None, has_notice: bool = False
) -> str:
    """A request of a known person: the person was asked and reminded so many days ago, and a notice lies here."""
    with store.read(make.COORDINATOR, Act.REQUEST_LIST) as reader:
        client_id = reader.value("select id from clients")
    number = make.a_request(store, received_on, client_id=client_id, handler_id=make.COORDINATOR.staff_id)
    if has_notice:
        extending.make_notice(
            store, make.COORDINATOR, make.seen(store, number), event_id=new_id(), reason=ExtensionReason.NUMBER,
            why="Wij zoeken nog.", dated=make.TODAY,
        )  # fmt: skip
    with store.change(make.COORDINATOR, Act.REQUEST_PROGRESS) as change:
        change.execute(
            """
            update requests set identified_on = received_on, waiting_since = $asked_on, reminded_on = $reminded_on
            where number = $number
            """,
            number=number,
            asked_on=None if waited is None else make.TODAY - timedelta(days=waited),
            reminded_on=None if reminded is None else make.TODAY - timedelta(days=reminded),
        )
    return number


@pytest.mark.parametrize(
    ("given", "step", "told"),
    [
        ((RECENT, 3), Step.REPLY, ("Wait for the answer", "remind from 04-12", None)),
        ((RECENT, 14), Step.REMIND, ("send a reminder", "send a reminder", "send a reminder")),
        ((RECENT, 14, 2), Step.REPLY, ("was reminded on 21 November", "decide from 09-12", None)),
        ((RECENT, 5, 2), Step.REPLY, ("was reminded on 21 November", "decide from 18-12", None)),
        ((LONG_AGO, 30, 9), Step.ANSWER, ("No answer for thirty days", "decide now", "no answer for 30 days: decide")),
        ((LONG_AGO, 9), Step.ANSWER, ("20 November 2026, has passed", "decide now", "no answer for 9 days: decide")),
        ((RECENT, 14, None, True), Step.NOTICE_SENT, (BY, "send the notice", BY)),
        ((RECENT, None, None, True), Step.NOTICE_SENT, (BY, None, BY)),
        ((RECENT,), Step.ANSWER, ("Gather the answer", None, "gather the answer")),
        ((LONG_AGO,), Step.ANSWER, ("has passed. Answer today", None, "has passed: answer today")),
    ],
)
def test_queue_reminders_and_case_agree_on_what_is_next(
    store: Store, given: tuple[Any, ...], step: Step, told: tuple[str, str | None, str | None]
) -> None:
    number, (of_case, of_queue, of_digest) = a_case(store, *given), told
    with store.read(make.COORDINATOR, Act.REQUEST_LIST) as reader:
        advice = next_step(the_request(reader, number), make.COORDINATOR, reader.today)
        waiting = open_requests(reader, make.COORDINATOR, Filter(stand="waiting"), Position()).rows
        notices = open_questions.unsent_notices(reader, [row.id for row in waiting])
        words = [
            put(due(row, reader.today, has_notice=row.id in notices), "en") for row in waiting if row.number == number
        ]
        asked = [item.things[0] for item in work_of(reader, make.COORDINATOR, make.NOW).items if item.number == number]
    assert advice.step is step
    assert of_case in put(advice.sentence, "en")
    assert words == ([of_queue] if of_queue else [])
    assert [(of_digest or "?") in put(thing.words, "en") for thing in asked] == ([True] if of_digest else [])
