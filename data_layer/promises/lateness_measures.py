"""What was done too late in the last twelve months, also where it was done since: what happened, happened."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from data_layer.disclosures import COUNTS, TELL_BY
from data_layer.oversight.figure import Figure
from data_layer.requests.notice_days import NOTICE_DAYS_SQL
from data_layer.rules.identity_copies import RED_AFTER
from data_layer.rules.periods import Period
from data_layer.rules.sentences import Sentence, say
from data_layer.rules.working_days import IsFreeDay, working_days_between
from data_layer.transactions import Reader

_GONE = say("Persons and requests destroyed since are left out.")


def of_lateness(reader: Reader, period: Period) -> Iterator[Figure]:
    """The figures of what came too late on a day of the period."""
    yield _sources(reader, period)
    yield _copies(reader, period)
    yield _notices(reader, period)


def lay_too_long(came_on: date, went_on: date, is_free_day: IsFreeDay) -> bool:
    """Whether a copy of an identity document that lay here between these days lay here for too long."""
    return working_days_between(came_on, went_on, is_free_day) >= RED_AFTER


def _sources(reader: Reader, period: Period) -> Figure:
    # art. 14(3)(a): within a month
    found: dict[str, int] = reader.all(
        dict,
        f"""
        with told as (
            select {TELL_BY} as tell_by, d.id in (
                select p.disclosure_id from disclosure_clients p join disclosures i on i.id = p.disclosure_id
                where i.direction = 'in' and coalesce(p.told_source_on, $today) > (i.happened_on + interval 1 month)
            ) as is_late
            from disclosures d where d.direction = 'in' and {COUNTS} and d.source_exempt is null
        )
        select count(*) filter (is_late) as late, count(*) as whole from told
        where tell_by >= $since and tell_by < $today
        """,  # noqa: S608 - fragments of this package
        since=period.since,
        today=reader.today,
        day=None,
    )[0]
    return _late(
        "source_told_late",
        say("Source told too late, or not told"),
        say(
            "Entries of received data whose month to tell the source ended in the last twelve months (art. 14(3)):"
            " those with somebody who was told later than that, or was not told. %(gone)s",
            gone=_GONE,
        ),
        found,
        say("entries"),
    )


def _copies(reader: Reader, period: Period) -> Figure:
    lay: list[tuple[date, date]] = reader.all(
        lambda came, went: (came, went),
        """
        select copy_received_on as came, coalesce(copy_destroyed_on, $today) as went from identity_checks
        where copy_received_on <= $today and coalesce(copy_destroyed_on, $today) >= $since
        """,
        since=period.since,
        today=reader.today,
    )
    free = reader.settings.is_free_day
    late = sum(lay_too_long(came, went, free) for came, went in lay)
    return _late(
        "copies_lain_long",
        say("Copies that lay here too long"),
        say(
            "Copies of identity documents that lay here in the last twelve months, for %(n)s working days or longer,"
            " also those destroyed by now. %(gone)s",
            n=RED_AFTER,
            gone=_GONE,
        ),
        {"late": late, "whole": len(lay)},
        say("copies"),
    )


def _notices(reader: Reader, period: Period) -> Figure:
    # art. 19 names no term; the month is that of art. 12(3)
    found: dict[str, int] = reader.all(
        dict,
        f"""
        select count(*) as whole,
            count(*) filter (coalesce(least(sent_on, settled_on), $today) > send_by) as late
        from (select *, (opened_on + interval 1 month)::date as send_by from ({NOTICE_DAYS_SQL}))
        where send_by >= $since and send_by < $today
        """,  # noqa: S608 - the text of the list of requests
        since=period.since,
        today=reader.today,
    )[0]
    return _late(
        "notices_late",
        say("Notices sent too late, or not sent"),
        say(
            "Notices to recipients (art. 19) that had been open for a month in the last twelve months: those sent later"
            " than that, or not sent. %(gone)s",
            gone=_GONE,
        ),
        found,
        say("notices"),
    )


def _late(code: str, label: Sentence, meaning: Sentence, found: dict[str, Any], what: Sentence) -> Figure:
    return Figure(
        code=code,
        label=label,
        meaning=meaning,
        value=found["late"],
        of=found["whole"],
        of_what=what,
        is_wrong=found["late"] > 0,
    )
