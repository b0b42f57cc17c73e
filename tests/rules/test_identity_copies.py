"""A copy of an identity document is destroyed at once; who forgets it is told, and then told louder."""

from datetime import date, timedelta

import pytest

from data_layer.rules.identity_copies import CopyAlarm, copy_alarm, too_late_from

FRIDAY = date(2026, 11, 20)


@pytest.mark.parametrize(
    ("today", "alarm"),
    [
        (date(2026, 11, 20), CopyAlarm.DESTROY),
        (date(2026, 11, 22), CopyAlarm.DESTROY),  # a weekend has no working days
        (date(2026, 11, 23), CopyAlarm.LATE),
        (date(2026, 11, 26), CopyAlarm.LATE),
        (date(2026, 11, 27), CopyAlarm.TOO_LATE),
        (date(2026, 12, 27), CopyAlarm.TOO_LATE),
    ],
)
def test_the_alarm_counts_working_days(today: date, alarm: CopyAlarm) -> None:
    assert copy_alarm(FRIDAY, today) is alarm


def test_without_a_copy_there_is_no_alarm() -> None:
    assert copy_alarm(None, FRIDAY) is None


@pytest.mark.parametrize("today", [FRIDAY, date(2026, 11, 22), date(2026, 11, 23), date(2026, 12, 28)])
def test_the_last_day_of_what_lies_too_long_is_just_before_that_of_what_does_not(today: date) -> None:
    last = too_late_from(today)
    assert copy_alarm(last, today) is CopyAlarm.TOO_LATE
    assert copy_alarm(last + timedelta(days=1), today) is not CopyAlarm.TOO_LATE
