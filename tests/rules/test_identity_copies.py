"""A copy of an identity document is destroyed at once; who forgets it is told, and then told louder."""

from datetime import date

import pytest

from data_layer.rules.identity_copies import CopyAlarm, copy_alarm

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
