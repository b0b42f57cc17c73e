"""Of which periods there is a report, what it counts, and what it is compared with."""

from datetime import date

import pytest

from data_layer.rules.periods import KINDS, Kind, Period, kind_of, period_of
from data_layer.rules.report_periods import name_of, offered, reported, usual, why_not
from data_layer.wording import shown

TODAY, FIRST = date(2026, 11, 23), date(2025, 11, 5)


def of(code: str) -> Period:
    period = period_of(code)
    assert period is not None
    return period


@pytest.mark.parametrize(
    ("kind", "newest", "oldest", "count"),
    [("month", "2026-11", "2025-11", 13), ("quarter", "2026-Q4", "2025-Q4", 5), ("year", "2026", "2025", 2)],
)
def test_the_periods_from_the_first_record_until_today_are_offered_the_newest_first(
    kind: Kind, newest: str, oldest: str, count: int
) -> None:
    codes = [period.code for period in offered(FIRST, TODAY, kind)]
    assert (codes[0], codes[-1], len(codes)) == (newest, oldest, count)
    assert all(kind_of(of(code)) == kind for code in codes)


def test_usually_it_is_the_last_one_that_is_over_and_of_which_there_is_something() -> None:
    assert [usual(FIRST, TODAY, kind).code for kind in KINDS] == ["2026-10", "2026-Q3", "2025"]
    assert usual(FIRST, date(2026, 11, 30), "month").code == "2026-11"
    assert usual(FIRST, date(2026, 12, 31), "year").code == "2026"
    assert [usual(date(2026, 11, 20), TODAY, kind).code for kind in KINDS] == ["2026-11", "2026-Q4", "2026"]


def test_a_period_that_is_not_over_is_counted_until_today_and_compared_with_a_whole_one() -> None:
    now = reported(of("2026-Q4"), FIRST, TODAY)
    assert (now.counted, now.before) == (Period(date(2026, 10, 1), TODAY), of("2026-Q3"))
    assert not now.is_over
    past = reported(of("2026-01"), FIRST, TODAY)
    assert (past.counted, past.before) == (of("2026-01"), of("2025-12"))
    assert past.is_over
    assert reported(of("2025-11"), FIRST, TODAY).before is None


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("2026-12", "not begun"), ("2027", "not begun"), ("2025-10", "nothing of this period"), ("2024", "nothing"),
        ("2026-13", "no such period"), ("2026-Q5", "no such"), ("", "no such"), (None, "no such"), ("drop", "no such"),
        ("0000", "no such"),
    ],
)  # fmt: skip
def test_what_has_no_report_is_refused_with_the_reason(code: str | None, words: str) -> None:
    sentence = why_not(code, FIRST, TODAY)
    assert sentence is not None
    assert words in sentence.msgid
    assert sentence.msgid.endswith("Nothing was made.")


@pytest.mark.parametrize("code", ["2025-11", "2025-Q4", "2025", "2026-11", "2026"])
def test_the_first_and_the_running_period_have_a_report(code: str) -> None:
    assert why_not(code, FIRST, TODAY) is None


def test_a_period_has_a_name_in_each_language() -> None:
    named = {code: (shown(name_of(of(code)), "nl"), shown(name_of(of(code)), "en")) for code in ("2026-09", "2026-Q3")}
    assert named == {
        "2026-09": ("september 2026", "September 2026"),
        "2026-Q3": ("derde kwartaal 2026", "third quarter of 2026"),
    }
    assert shown(name_of(of("2026")), "nl") == "2026"
    with pytest.raises(ValueError, match="neither a month"):
        kind_of(Period(date(2026, 1, 1), TODAY))
