"""How long a copy of an identity document may lie here: it is destroyed as soon as it was looked at."""

from datetime import date, timedelta
from enum import StrEnum

from data_layer.rules.sentences import Sentence, say
from data_layer.rules.working_days import IsFreeDay, dutch_free_day, working_days_between

ALARM_AFTER = 1  # working days since it came in
RED_AFTER = 5


class CopyAlarm(StrEnum):
    """How urgent it is to destroy a copy that lies here."""

    DESTROY = "destroy"
    LATE = "late"
    TOO_LATE = "too_late"


def copy_alarm(copy_since: date | None, today: date, is_free_day: IsFreeDay = dutch_free_day) -> CopyAlarm | None:
    """What a copy that came in on this day and was not destroyed asks for today; None without a copy.

    `LATE` from one working day later, `TOO_LATE` from five: it is kept no longer than needed (art. 5(1)(e) GDPR).
    """
    if copy_since is None:
        return None
    waited = working_days_between(copy_since, today, is_free_day)
    if waited >= RED_AFTER:
        return CopyAlarm.TOO_LATE
    return CopyAlarm.LATE if waited >= ALARM_AFTER else CopyAlarm.DESTROY


def too_late_from(today: date, is_free_day: IsFreeDay = dutch_free_day) -> date:
    """The last day of which a copy that came in on it lies here `TOO_LATE` today."""
    day = today
    while copy_alarm(day, today, is_free_day) is not CopyAlarm.TOO_LATE:
        day -= timedelta(days=1)
    return day


def alarm_words(alarm: CopyAlarm, copy_since: date) -> Sentence:
    """What is to be done about the copy, as urgently as the alarm says."""
    match alarm:
        case CopyAlarm.DESTROY:
            return say(
                "A copy of an identity document lies here since %(day)s. Destroy it as soon as you looked at it.",
                day=copy_since,
            )
        case CopyAlarm.LATE:
            return say(
                "A copy of an identity document lies here since %(day)s, one working day or longer. Destroy it today.",
                day=copy_since,
            )
        case CopyAlarm.TOO_LATE:
            return say(
                "A copy of an identity document lies here since %(day)s, five working days or longer."
                " Destroy it at once.",
                day=copy_since,
            )
