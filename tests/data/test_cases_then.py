"""How cases stood on a day in the past: what came later does not count, what was destroyed since does."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from data_layer.complaints import complaint_acts
from data_layer.ids import new_id
from data_layer.log import Subject
from data_layer.oversight.figure import beneath
from data_layer.oversight.kept_months import WHY_NOT
from data_layer.oversight.request_charts import UNKNOWN
from data_layer.requests import identity_copies, request_events
from data_layer.requests.request_history import case_now, record
from data_layer.rules.access import Act
from data_layer.rules.deadlines import Phase
from data_layer.rules.periods import Period, calendar_period, twelve_months_to
from data_layer.rules.request_course import EventKind
from data_layer.store import Store
from data_layer.vocabulary import Channel, Outcome, Right
from tests import make
from tests.data import test_complaints as complaints
from tests.data.counted_by_hand import Told, counted, courses, figures, listed, parts, phase_of, told
from tests.data.test_identifying import act, receive
from tests.data.test_kept_figures import destroy
from tests.data.test_request_events import answer, ask, reply

DAY = date(2026, 8, 31)
AUGUST = twelve_months_to(DAY)


def reopen(store: Store, number: str, on: date) -> None:
    """Opens an answered request again, as older stores have it: the desk has no form for it."""
    seen = make.seen(store, number)
    with store.change(make.OFFICER, Act.REQUEST_PROGRESS, Subject("request", seen.id)) as change:
        case = case_now(change, seen.id)
        assert case
        record(change, case, new_id(), EventKind.REOPENED, on)


def later_events(store: Store) -> None:
    """Requests of which something happened after that day: what it was is their client's number."""
    answer(store, make.a_request(store, date(2026, 8, 10)), date(2026, 9, 5))
    reopened = make.a_request(store, date(2026, 7, 1))
    answer(store, reopened, date(2026, 7, 20))
    reopen(store, reopened, date(2026, 9, 10))
    before = make.a_request(store, date(2026, 7, 2))
    answer(store, before, date(2026, 7, 20))
    reopen(store, before, date(2026, 8, 30))
    answer(store, before, date(2026, 9, 1))
    corrected = make.a_request(store, date(2026, 9, 3))
    request_events.correct_receipt(
        store, make.COORDINATOR, make.seen(store, corrected), event_id=new_id(), received_on=date(2026, 8, 15),
        why="Lag al op de mat.",
    )  # fmt: skip
    make.extended(store, make.a_request(store, date(2026, 8, 20)), date(2026, 9, 10))
    waiting = make.a_request(store, date(2026, 8, 25))
    reply(store, waiting, ask(store, waiting, date(2026, 8, 28)), date(2026, 9, 4))
    answer(store, make.a_request(store, date(2026, 7, 5)), date(2026, 7, 10), Outcome.WITHDRAWN)
    make.a_request(store, date(2026, 8, 30), right=Right.CONSENT_WITHDRAWAL)
    make.a_request(store, date(2026, 7, 1))
    on_the_day = make.a_request(store, date(2026, 7, 31))  # its legal day is that Monday
    answer(store, on_the_day, DAY)
    make.a_request(store, date(2026, 7, 31))  # the same, and nobody answered it


@pytest.fixture(scope="module")
def lived(tmp_path_factory: pytest.TempPathFactory, new_store_file: Path) -> Iterator[Store]:
    file = make.a_filled_file(tmp_path_factory.mktemp("lived"), new_store_file, later_events)
    yield from make.a_lasting_store(tmp_path_factory.mktemp("looked at") / "desk.duckdb", file)


def test_what_came_later_does_not_count(lived: Store) -> None:
    found = figures(lived, AUGUST)
    assert told(lived, AUGUST) == counted(lived, AUGUST)
    assert (found["open_requests"].value, found["open_requests"].of) == (8, 11)
    assert [found[f"requests_{code}"].value for code in ("overdue", "last_days", "waiting")] == [2, 0, 1]
    assert [found[f"requests_{code}"].value for code in ("extended", "suspended")] == [0, 0]
    # judged: two of 1 July, that of 2 July, two of 31 July; the last day of a past period is over
    assert (found["on_time"].value, found["on_time"].of) == (2, 5)
    phases = dict.fromkeys(Phase, 0)
    for right, course in courses(lived, DAY):
        if course.answered_on is None:
            phases[phase_of(right, course, DAY)] += 1
    (chart,) = [chart for part in parts(lived, AUGUST) for chart in part.charts if chart.code == "open_phases"]
    assert dict(zip(chart.codes, chart.columns[1].values, strict=True)) == phases
    assert phases[Phase.urgent] >= 1


def test_the_list_of_that_day_shows_the_days_of_then(lived: Store) -> None:
    for code, figure in figures(lived, AUGUST).items():
        if figure.rows and figure.unit == "count":
            assert listed(lived, figure.rows) == figure.value, code


def test_today_everything_counts(lived: Store) -> None:
    today = twelve_months_to(make.TODAY)
    assert told(lived, today) == counted(lived, today)
    assert [figures(lived, today)[f"requests_{code}"].value for code in ("extended", "suspended")] == [1, 1]


def test_consecutive_months_judge_every_request_once(lived: Store) -> None:
    months = [calendar_period(date(2026, month, 1), "month") for month in range(7, 12)]
    by_month = [figures(lived, month)["on_time"].of or 0 for month in months]
    whole = figures(lived, Period(date(2026, 7, 1), date(2026, 10, 31)))["on_time"].of
    assert sum(by_month[:-1]) == whole


def finished_case(store: Store, received_on: date, answered_on: date) -> tuple[str, int]:
    """A request with a copy and a notice, all of it ended."""
    number = make.a_request(store, received_on)
    receive(store, number, None, received_on)
    check_id = make.asked(
        store, "select id from identity_checks where copy_received_on is not null and copy_destroyed_on is null"
    )
    act(store, number, identity_copies.destroy_copy, check_id=check_id, on=answered_on)
    answer(store, number, answered_on)
    request_id = make.seen(store, number).id
    with store.change(make.OFFICER, Act.NOTICE_SEND, Subject("request", request_id)) as change:
        change.insert(
            "notices", id=new_id(), request_id=request_id, recipient_id=1, categories=["names"], change="erased",
            state="confirmed", opened_on=received_on, sent_on=answered_on, confirmed_on=answered_on,
        )  # fmt: skip
    return "request", request_id


def test_figures_of_a_past_day_are_the_same_when_the_cases_are_destroyed(store: Store) -> None:
    cases = [
        finished_case(store, date(2026, 7, 31), DAY),
        finished_case(store, date(2026, 8, 5), date(2026, 9, 9)),
        finished_case(store, date(2026, 3, 2), date(2026, 6, 1)),
    ]
    withdrawn = make.a_request(store, date(2026, 5, 4))
    answer(store, withdrawn, date(2026, 5, 6), Outcome.WITHDRAWN)
    make.a_request(store, date(2026, 8, 12))
    cases.append(("request", make.seen(store, withdrawn).id))
    for received_on, closed_on in ((date(2026, 7, 6), date(2026, 7, 20)), (date(2026, 8, 12), date(2026, 10, 5))):
        number = complaints.a_complaint(store, received_on, channel=Channel.PHONE)
        complaints.answer(store, number, closed_on)
        complaints.close(store, number, closed_on)
        cases.append(("complaint", complaints.the_complaint(store, number).seen.id))
    periods = [
        AUGUST, twelve_months_to(make.TODAY), calendar_period(date(2026, 6, 1), "month"),
        calendar_period(date(2026, 9, 1), "month"),
    ]  # fmt: skip
    before = {period: told(store, period) for period in periods}
    assert before == {period: counted(store, period) for period in periods}
    tables = [_numbers(store, period) for period in periods]
    within = [twelve_months_to(date(2026, month, day)) for month in (6, 7, 8, 9) for day in (2, 9, 15, 24)]
    then = {period: (told(store, period), _numbers(store, period)) for period in within}
    destroy(store, [], cases)
    for period in periods:
        assert _kept(told(store, period)) == _kept(before[period])
    assert [_numbers(store, period) for period in periods] == tables
    found = figures(store, AUGUST)
    assert {code: figure.destroyed for code, figure in found.items() if figure.destroyed} == {
        "open_requests": 1, "requests_received": 4, "on_time": 2, "on_safe_time": 2, "requests_withdrawn": 1,
        "answer_days_median": 2, "answer_days_p90": 2, "copies_not_destroyed": 1, "notices_unconfirmed": 1,
        "notices_unsent": 1, "open_complaints": 1, "complaints_received": 2, "complaints_acknowledged": 2,
        "complaints_on_time": 1,
    }  # fmt: skip
    (chart,) = [chart for part in parts(store, AUGUST) for chart in part.charts if chart.code == "open_phases"]
    assert dict(zip(chart.codes, chart.columns[1].values, strict=True))[UNKNOWN] == 1
    for period, (figures_then, numbers_then) in then.items():
        _is_true_or_unknown(store, period, figures_then, numbers_then)


def _is_true_or_unknown(
    store: Store, period: Period, figures_then: Told, numbers_then: list[tuple[object, ...]]
) -> None:
    """On a day within a month what is told is what was told before the destruction, or nothing, and why."""
    now = figures(store, period)
    for code, (value, of) in _kept(figures_then).items():
        figure = now[code]
        assert figure.of in (of, None), (code, period)
        assert figure.value == value or (figure.value is None and beneath(figure) == WHY_NOT), (code, period)
        assert figure.of is not None or figure.value is None or of is None, (code, period)
    assert now["open_requests"].value is None or period.until.month == 7
    assert (now["requests_received"].value is None) == (period.until.month in (7, 8))
    charts = [chart for part in parts(store, period) for chart in part.charts if chart.code != "open_phases"]
    for now_there, before in zip(_numbers(store, period), numbers_then, strict=True):
        if len(now_there) == len(before):  # a table without a line for what is not known
            assert all(value in (one, None) for value, one in zip(now_there, before, strict=True)), period
    (months,) = [chart for chart in charts if chart.code == "on_time_months"]
    is_known = [value is not None for value in months.columns[1].values]
    assert is_known[:-1] == [True] * 11
    assert is_known[-1] == (now["on_time"].of is not None) == (months.bars[-1].told != WHY_NOT)


def _kept(found: Told) -> Told:
    """Without what is told of those that are still in the store alone: how urgent something was is not kept."""
    of_the_rest = {"requests_overdue", "requests_last_days", "requests_waiting", "copies_late", "complaints_overdue"}
    return {code: numbers for code, numbers in found.items() if code not in of_the_rest}


def _numbers(store: Store, period: Period) -> list[tuple[object, ...]]:
    """What the tables say, but for that of the phases, which are not kept."""
    charts = [chart for part in parts(store, period) for chart in part.charts if chart.code != "open_phases"]
    return [column.values for chart in charts for column in chart.columns]


def test_what_is_destroyed_while_it_is_open_is_open_no_longer(store: Store) -> None:
    number = make.a_request(store, date(2026, 9, 1))
    complaint = complaints.a_complaint(store, date(2026, 9, 1))
    complaint_id = complaints.the_complaint(store, complaint).seen.id
    with make.on_day(store, date(2026, 10, 1)):
        destroy(store, [], [("request", make.seen(store, number).id), ("complaint", complaint_id)])
    for until, still_open in ((date(2026, 9, 30), 1), (date(2026, 10, 31), 0), (make.TODAY, 0)):
        found = figures(store, Period(date(2026, 9, 1), until))
        assert [found[code].value for code in ("open_requests", "open_complaints")] == [still_open, still_open]
        assert [found[code].of for code in ("open_requests", "open_complaints")] == [1, 1]


def test_a_complaint_that_was_opened_again_was_closed_until_then(store: Store) -> None:
    number = complaints.a_complaint(store, date(2026, 7, 6))
    complaints.answer(store, number, date(2026, 7, 20))
    complaints.close(store, number, date(2026, 7, 21))
    with make.on_day(store, date(2026, 9, 10)):
        seen = complaints.the_complaint(store, number).seen
        complaint_acts.reopen(store, make.OFFICER, seen, event_id=new_id(), why="Er is meer gebeurd.")
    for period, is_open in (
        (AUGUST, 0),
        (calendar_period(date(2026, 7, 15), "month"), 0),
        (twelve_months_to(make.TODAY), 1),
    ):
        found = figures(store, period)
        assert found["open_complaints"].value == is_open
        assert told(store, period) == counted(store, period)
        assert found["open_complaints"].rows
        assert listed(store, found["open_complaints"].rows) == is_open
    assert figures(store, AUGUST)["complaints_on_time"].value == 1
