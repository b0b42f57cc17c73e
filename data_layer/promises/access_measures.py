"""What the month of the privacy statement (§11) says of the overviews that people ask for: nothing makes it longer."""

from collections.abc import Iterator

from data_layer.oversight import kept_months
from data_layer.oversight.figure import Figure
from data_layer.rules.periods import Period
from data_layer.rules.sentences import say
from data_layer.transactions import Reader
from data_layer.vocabulary import Right

_LONGEST_MONTH = 31  # days
_COUNTED_SQL = """
    select count(*) filter (month_day between $since and $until and month_day < $today) as judged,
        count(*) filter (month_day between $since and $until and month_day < $today
            and answered_on <= month_day) as in_month,
        count(*) filter (month_day between $since and $until and month_day < $today
            and coalesce(answered_on > month_day, true)
            and coalesce(answered_on, $today) <= legal_last_day) as later,
        count(*) filter (answered_on between $since and $until) as answered,
        count(*) filter (answered_on between $since and $until and outcome = 'refused') as refused
    from (select *, (received_on + interval 1 month)::date as month_day from requests)
    where request_right = $access and outcome is distinct from 'withdrawn'
"""


def of_access(reader: Reader, period: Period) -> Iterator[Figure]:
    """The figures of requests for access in the period; the month neither rolls, nor stops, nor is extended."""
    found: dict[str, int] = reader.all(
        dict,
        _COUNTED_SQL,
        since=period.since,
        until=period.until,
        today=reader.today,
        access=Right.ACCESS.value,
    )[0]
    gone, gone_later = _destroyed(reader, period)
    judged = found["judged"] + gone
    requests = say("requests for access")
    yield Figure(
        code="access_in_month",
        label=say("Access answered within one month"),
        meaning=say(
            "Of the requests for access whose month ended in the last twelve months, but for withdrawn ones: those"
            " answered within one month of receipt. The month is that of the statement: no extension, no suspension"
            " and no weekend makes it longer."
        ),
        value=found["in_month"] + gone - gone_later,
        unit="share",
        of=judged,
        of_what=requests,
        destroyed=gone,
    )
    yield Figure(
        code="access_after_month",
        label=say("Longer than a month, within the legal term (the statement names no extension)"),
        meaning=say(
            "Requests for access that took longer than the month of the statement, or are taking longer, and that are"
            " not past their legal last day: it was extended, suspended, or moved by a weekend. Of those destroyed"
            " since, the ones that took more than %(n)s days.",
            n=_LONGEST_MONTH,
        ),
        value=found["later"] + gone_later,
        of=judged,
        of_what=requests,
        destroyed=gone_later,
        is_wrong=found["later"] + gone_later > 0,
    )
    yield Figure(
        code="access_refused",
        label=say("Requests for access that were refused"),
        meaning=say("Of the requests for access answered in the last twelve months, but for withdrawn ones."),
        value=found["refused"],
        of=found["answered"],
        of_what=requests,
    )


def _destroyed(reader: Reader, period: Period) -> tuple[int, int]:
    """How many that were answered in the period are destroyed since, and how many of them took more than a month."""
    days: list[tuple[int, int]] = []
    for kept in kept_months.in_period(reader, period, ("answer_days",)):
        right, _, took = kept.part.rpartition(":")
        if right == Right.ACCESS:
            days.append((int(took), kept.n))
    return sum(n for _took, n in days), sum(n for took, n in days if took > _LONGEST_MONTH)
