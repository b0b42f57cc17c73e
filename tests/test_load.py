"""Fifty people at once, each in a session of their own: nobody meets an error, and what was saved is there, once."""

from pathlib import Path

import pytest
from streamlit.proto.Delta_pb2 import Delta

from tests.browser.conftest import fill
from tests.load import aftermath
from tests.load.crowd import Pace
from tests.load.desks import Day, a_day, settings_of
from tests.load.people import Person
from tests.load.rounds import Written, good
from tests.load.screen import Screen
from tests.load.tab import Broken, check_whose

PEOPLE = 50


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("load")
    fill(made, 400)
    return made


@pytest.fixture(scope="module")
def day(folder: Path) -> Day:
    return a_day(folder, PEOPLE, Pace(think_seconds=0, seconds=0, is_short=True))


def test_fifty_people_at_once_meet_no_error_and_see_what_they_asked_for_as_who_they_are(day: Day) -> None:
    assert day.outcome.faults == []
    assert "Traceback" not in day.said
    assert len(day.outcome.clicks) > 7 * PEOPLE


def test_what_they_saved_is_there_once_and_of_two_changes_at_once_one_is_kept_and_the_other_told(day: Day) -> None:
    written = day.outcome.written
    assert day.discrepancies == []
    assert len(written.complaints) == PEOPLE
    assert (len(written.notes), len(written.refused)) == (PEOPLE // 2, PEOPLE // 2)


def test_a_lost_or_an_unexpected_change_would_be_found(day: Day, folder: Path) -> None:
    told = day.outcome.written
    number, *others = told.complaints
    wrong = Written(
        {other: told.complaints[other] for other in others},
        [*told.notes[1:], (number, "nooit opgeslagen", 1)],
        handlers=told.handlers,
    )
    found = aftermath.discrepancies(settings_of(folder), wrong)
    assert [line.split(":")[0] for line in found] == [
        "complaint that nobody was told of",
        "note lost",
        "note that nobody was told of",
    ]
    assert "nooit opgeslagen" in found[1]
    assert told.notes[0][1] in found[2]


def test_another_screen_than_was_asked_for_and_one_of_somebody_else_would_be_found() -> None:
    with pytest.raises(Broken, match="asked for K2026-0001"):
        good(Screen(), "K2026-0001")
    first, second = Person(0, {}), Person(1, {})
    screen = Screen()
    name, works_as = first.signature
    above = Delta()
    above.add_block.popover.label = name
    screen.take((0, 0), above)
    within = Delta()
    within.new_element.markdown.body = works_as
    screen.take((0, 0, 0), within)
    check_whose(screen, first.signature)
    with pytest.raises(Broken, match=r"that of \['Collega000 Proef"):
        check_whose(screen, second.signature)
