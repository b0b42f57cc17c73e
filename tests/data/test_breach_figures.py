"""Breaches against their 72 hours, by hand: today, and as it stood at the end of days before."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from data_layer import demo
from data_layer.breach_lists import Filter, listed
from data_layer.ids import new_id
from data_layer.oversight import breach_figures
from data_layer.oversight.figure import Figure, headline
from data_layer.paging import Position
from data_layer.rules.access import Act
from data_layer.rules.checks import AMSTERDAM, begins
from data_layer.rules.periods import Period, twelve_months_to
from data_layer.store import Store
from tests import make

HOUR = timedelta(hours=1)
MIDNIGHT = datetime(2026, 10, 24, 22, 0, tzinfo=UTC)  # the 25th begins, in Dutch time; it has 25 hours


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory, new_store_file: Path) -> Iterator[Store]:
    def fill(store: Store) -> None:
        demo.fill(store, clients=300)
        told: tuple[tuple[datetime, str | None, datetime | None, datetime | None], ...] = (
            (MIDNIGHT, "risk", MIDNIGHT + 72 * HOUR, None),
            (MIDNIGHT - HOUR, "high", MIDNIGHT + 71 * HOUR + timedelta(seconds=1), MIDNIGHT + 90 * HOUR),
            (MIDNIGHT + HOUR, None, None, None),
            (MIDNIGHT + 2 * HOUR, "unlikely", None, MIDNIGHT + 30 * HOUR),
            (MIDNIGHT + 3 * HOUR, "unlikely", MIDNIGHT + 100 * HOUR, None),
            (make.NOW - 10 * HOUR, "high", None, None),
        )
        with store.change(make.COORDINATOR, Act.BREACH_RECORD, make.subject(0)) as change:
            for place, (aware_at, risk, told_at, closed_at) in enumerate(told):
                change.insert(
                    "breaches", id=new_id(), number=f"L{place}", aware_at=aware_at, what="Mail", risk=risk,
                    told_authority_at=told_at, closed_at=closed_at, staff_id=2,
                )  # fmt: skip

    folder = tmp_path_factory.mktemp("breach_figures")
    yield from make.a_lasting_store(folder / "lasting.duckdb", make.a_filled_file(folder, new_store_file, fill))


def figures(store: Store, period: Period) -> dict[str, Figure]:
    with store.read(make.MANAGER, Act.BREACH_VIEW) as reader:
        return {figure.code: figure for figure in breach_figures.part(reader, period, make.NOW).figures}


def by_hand(store: Store, period: Period) -> dict[str, tuple[int, int | None]]:
    """Row by row, without the SQL that is tried."""
    end = make.NOW if period.until == make.TODAY else begins(period.until + timedelta(days=1)).astimezone(UTC)
    until_then, new = [], []
    for row in make.rows(store, "from breaches"):
        aware = row["aware_at"].astimezone(UTC)
        told, closed = (at and at.astimezone(UTC) for at in (row["told_authority_at"], row["closed_at"]))
        told, closed = (at if at and at <= end else None for at in (told, closed))
        breach: dict[str, Any] = {
            "must": row["risk"] != "unlikely",
            "told": told is not None,
            "in_time": told is not None and (told - aware).total_seconds() <= 72 * 3600,
            "over": (end - aware).total_seconds() > 72 * 3600,
            "open": closed is None,
        }
        day = aware.astimezone(AMSTERDAM).date()
        if day <= period.until:
            until_then.append(breach)
            if day >= period.since:
                new.append(breach)
    judged = [b for b in new if b["must"] and (b["told"] or b["over"])]
    still_open = [b for b in until_then if b["open"]]
    to_report = [b for b in still_open if b["must"] and not b["told"]]
    return {
        "breaches": (len(new), None),
        "breaches_in_time": (sum(b["in_time"] for b in judged), len(judged)),
        "breaches_to_report": (len(to_report), len(still_open)),
        "breaches_overdue": (sum(b["over"] for b in to_report), len(to_report)),
        "breaches_open": (len(still_open), len(until_then)),
    }


@pytest.mark.parametrize(
    "period",
    [
        *map(twelve_months_to, (make.TODAY, date(2026, 10, 27), date(2026, 10, 28), date(2026, 6, 30))),
        Period(date(2026, 10, 25), date(2026, 10, 25)),
    ],
    ids=lambda period: period.code,
)
def test_each_figure_is_a_count_by_hand_and_its_list_shows_just_these(filled: Store, period: Period) -> None:
    found, counted = figures(filled, period), by_hand(filled, period)
    assert {code: (figure.value, figure.of) for code, figure in found.items()} == counted
    judged = counted["breaches_in_time"]
    assert judged[1] is not None
    counts = {code: n for code, (n, _of) in counted.items()} | {"breaches_in_time": judged[1] - judged[0]}
    with filled.read(make.MANAGER, Act.BREACH_VIEW) as reader:
        for code, figure in found.items():
            assert figure.rows is not None
            asked = dict(figure.rows.filters)
            day = asked.pop("as_of", None)
            now = begins(date.fromisoformat(day) + timedelta(days=1)) if day else make.NOW
            which = Filter(
                state=asked.get("state"),
                since=date.fromisoformat(asked["since"]) if "since" in asked else None,
                until=date.fromisoformat(asked["until"]) if "until" in asked else None,
            )
            assert listed(reader, which, now, Position()).total == counts[code], code


def test_a_second_too_late_is_late_and_no_breach_makes_no_share(filled: Store) -> None:
    share = figures(filled, Period(date(2026, 10, 24), date(2026, 10, 31)))["breaches_in_time"]
    assert (share.value, share.of, headline(share, "nl"), share.is_wrong) == (1, 3, "33%", True)
    none = figures(filled, Period(date(2019, 1, 1), date(2019, 12, 31)))["breaches_in_time"]
    assert (none.of, headline(none, "nl"), none.is_wrong) == (0, "–", False)
