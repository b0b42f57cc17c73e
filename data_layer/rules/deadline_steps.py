"""The explanation of a deadline: the steps that lead from the receipt to the last day."""

from collections.abc import Iterable
from datetime import date, timedelta

from data_layer.rules.sentences import Sentence, say, say_n
from data_layer.rules.working_days import WEEKDAYS, holidays_on

Pause = tuple[date, date | None]

MONTHS_WITHOUT_31 = {
    2: say("February"),
    4: say("April"),
    6: say("June"),
    9: say("September"),
    11: say("November"),
}


def steps_of(
    *,
    received_on: date,
    extended: bool,
    pauses: tuple[Pause, ...],
    strict_day: date,
    safe: date,
    legal: date,
) -> tuple[Sentence, ...]:
    """The steps of one deadline, to be shown in a row: every date in them is a fact."""
    return (
        *_month_steps(received_on, strict_day, extended),
        *_pause_steps(strict_day, safe, pauses),
        *(_why_free(safe + timedelta(days=n)) for n in range((legal - safe).days)),
        say("last day: %(weekday)s %(day)s", weekday=WEEKDAYS[legal.weekday()], day=legal),
    )


def _month_steps(received_on: date, strict_day: date, extended: bool) -> Iterable[Sentence]:
    yield say("received on %(day)s", day=received_on)
    if extended:
        yield say("extended: three months from receipt")
    else:
        yield say("one month from receipt")
    if strict_day.day == received_on.day:
        return
    if received_on.day == 31:
        yield say("%(month)s has no 31st", month=MONTHS_WITHOUT_31[strict_day.month])
    elif received_on.day == 30:
        yield say("February has no 30th")
    else:
        yield say("February %(year)s has no 29th", year=str(strict_day.year))


def _pause_steps(strict_day: date, safe: date, pauses: tuple[Pause, ...]) -> Iterable[Sentence]:
    suspended = (safe - strict_day).days
    if suspended:
        yield say_n(
            "%(n)s day of waiting for an answer is added: %(strict)s becomes %(safe)s",
            "%(n)s days of waiting for an answer are added: %(strict)s becomes %(safe)s",
            suspended,
            strict=strict_day,
            safe=safe,
        )
    if suspended < sum((answered - asked).days for asked, answered in pauses if answered):
        yield say("days of waiting that overlap count once")
    for asked, answered in pauses:
        if not answered:
            yield say("the question of %(day)s is not answered yet and adds nothing", day=asked)


def _why_free(d: date) -> Sentence:
    weekday = WEEKDAYS[d.weekday()]
    names = holidays_on(d)
    if names and d.weekday() >= 5:
        return say("%(day)s is a %(weekday)s (%(holiday)s)", day=d, weekday=weekday, holiday=names[0])
    if d.weekday() >= 5:
        return say("%(day)s is a %(weekday)s", day=d, weekday=weekday)
    if names:
        return say("%(day)s is %(holiday)s", day=d, holiday=names[0])
    return say("%(day)s is a day off", day=d)
