"""The figures of requests, copies, notices and complaints are what one counts by hand, also of a day in the past."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from data_layer.complaints import complaint_lists
from data_layer.demo import fill
from data_layer.exporting import case_lists
from data_layer.oversight.figure import Figure, Unit
from data_layer.oversight.figure import rows as rows_of
from data_layer.requests import request_queue, requests_then
from data_layer.requests.request_history import follows
from data_layer.rules.access import Act
from data_layer.rules.periods import Period, calendar_period, twelve_months_to
from data_layer.rules.sentences import say
from data_layer.store import Store
from tests import make
from tests.data.counted_by_hand import counted, courses, figures, listed, parts, told
from tests.data.test_export import export_of, rows, taken

AUGUST = date(2026, 8, 31)
PERIODS = [
    twelve_months_to(make.TODAY),
    twelve_months_to(AUGUST),
    Period(date(2026, 4, 1), date(2026, 5, 20)),
    calendar_period(date(2026, 10, 1), "month"),
]


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory, new_store_file: Path) -> Iterator[Store]:
    """A try-out of a thousand clients; the tests only look at it."""
    for store in make.a_lasting_store(tmp_path_factory.mktemp("figures") / "desk.duckdb", new_store_file):
        fill(store, clients=1000)
        yield store


@pytest.mark.parametrize("period", PERIODS, ids=lambda period: period.code)
def test_every_figure_is_what_one_counts_by_hand(demo: Store, period: Period) -> None:
    found = counted(demo, period)
    assert told(demo, period) == found
    assert sum(value or 0 for value, _ in found.values()) > 0


@pytest.mark.parametrize("day", [period.until for period in PERIODS[1:]], ids=str)
def test_every_request_stands_as_its_events_up_to_then_say(demo: Store, day: date) -> None:
    with demo.read(make.MANAGER, Act.REQUEST_LIST) as reader:
        then = requests_then.stood(reader, day)
        stood: list[dict[str, Any]] = reader.all(dict, then.of("from requests"), **then.facts)
    by_hand = [{"request_right": right, **follows(course)} for right, course in courses(demo, day)]
    # when the person was reminded last matters while a request waits only
    names = sorted(by_hand[0].keys() - {"reminded_on"})
    found = sorted([str(row[name]) for name in names] for row in stood)
    assert found == sorted([str(row[name]) for name in names] for row in by_hand)


@pytest.mark.parametrize("period", PERIODS, ids=lambda period: period.code)
def test_the_rows_behind_a_figure_are_those_that_it_counts(demo: Store, period: Period) -> None:
    found = figures(demo, period)
    for code, figure in found.items():
        assert figure.rows
        if figure.code.startswith("notices"):  # several can belong to one request
            assert (listed(demo, figure.rows) > 0) == bool(figure.value), code
        else:
            assert listed(demo, figure.rows) == _behind(figure), code


def test_the_list_of_a_past_day_is_taken_along_as_it_stood_then(demo: Store) -> None:
    year = PERIODS[1]
    cases = case_lists.requests(request_queue.Filter(stand="open", as_of=AUGUST))
    over = case_lists.complaints(complaint_lists.Filter("received", since=year.since, until=year.until, as_of=AUGUST))
    for listing, code in ((cases, "open_requests"), (over, "complaints_received")):
        with demo.read(make.COORDINATOR, Act.REQUEST_LIST) as reader:
            chosen = listing.chosen(reader, make.COORDINATOR)
            restricted = reader.value(f"select count(*) from ({chosen.sql}) where is_restricted", **chosen.facts)  # noqa: S608 - the text of the list
        assert len(rows(taken(demo, export_of(listing)))) == (figures(demo, year)[code].value or 0) - restricted
    assert [set(listing.filters) for listing in (cases, over)] == [{"as_of"}, {"stand", "since", "until", "as_of"}]


@pytest.mark.parametrize(
    ("unit", "value", "of", "leads"),
    [
        ("count", 0, 9, False),
        ("count", 1, None, True),
        ("count", None, 9, False),
        ("share", 0, 9, True),
        ("share", 9, 9, False),
        ("share", 0, 0, False),
        ("days", 0, 1, True),
        ("days", None, 0, False),
    ],
)
def test_a_figure_leads_to_its_rows_when_there_are_any(
    unit: Unit, value: float | None, of: int | None, leads: bool
) -> None:
    behind = rows_of("requests")
    figure = Figure(
        code="x", label=say("Requests"), meaning=say("Requests"), unit=unit, value=value, of=of, rows=behind
    )
    assert figure.behind == (behind if leads else None)


def _behind(figure: Figure) -> float | None:
    """Behind a share those that are not in it, behind days those that took them."""
    if figure.unit == "share":
        return (figure.of or 0) - (figure.value or 0)
    return figure.of if figure.unit == "days" else figure.value


@pytest.mark.parametrize("period", PERIODS[:2], ids=lambda period: period.code)
def test_the_charts_add_up_to_the_figures_and_lead_to_what_they_count(demo: Store, period: Period) -> None:
    found = figures(demo, period)
    charts = {chart.code: chart for part in parts(demo, period) for chart in part.charts}
    columns = {
        code: {
            column.code: [value or 0 for value in column.values] for column in chart.columns if column.unit != "text"
        }
        for code, chart in charts.items()
    }
    assert sum(columns["open_phases"]["requests"]) == found["open_requests"].value  # type: ignore[arg-type]  # counts
    for code in ("on_time_months", "on_time_rights", "on_time_months_rights"):
        assert sum(columns[code]["on_time"]) == found["on_time"].value  # type: ignore[arg-type]  # counts
        assert sum(columns[code]["due"]) == found["on_time"].of  # type: ignore[arg-type]  # counts
        assert sum(columns[code]["safe"]) == found["on_safe_time"].value  # type: ignore[arg-type]  # counts
    assert sum(columns["on_time_rights"]["extended"]) == found["requests_extended"].value  # type: ignore[arg-type]  # counts
    assert len(charts["on_time_months"].bars) == 12
    for code, chart in charts.items():
        for (row, column), behind in list(chart.leads_to.items())[::5]:
            name = column or ("requests" if code == "open_phases" else "due")
            if name in ("median", "p90"):
                continue
            assert listed(demo, behind) == columns[code][name][chart.codes.index(row)], (code, row, column)
