"""What a request leaves behind that must end: copies of identity documents, and notices to recipients (art. 19)."""

from typing import Any

from data_layer.oversight import kept_months
from data_layer.oversight.figure import Figure, Part, rows
from data_layer.oversight.kept_months import WHY_NOT
from data_layer.oversight.row_filters import as_of_filter
from data_layer.requests.notice_days import NOTICE_DAYS_SQL, UNSENT_SQL, UNSETTLED_SQL
from data_layer.rules.identity_copies import RED_AFTER, too_late_from
from data_layer.rules.periods import Period
from data_layer.rules.sentences import say
from data_layer.transactions import Reader

TITLE = say("Copies and notices")


def part(reader: Reader, period: Period) -> Part:
    """The figures of this part; those without a period are as they stood on its last day."""
    past = as_of_filter(reader, period.until)
    return Part("identity", TITLE, (*_copies(reader, period, past), *_notices(reader, period, past)))


def _copies(reader: Reader, period: Period, past: dict[str, str]) -> tuple[Figure, ...]:
    found: dict[str, int] = reader.all(
        dict,
        """
        select count(*) as ever, count(*) filter (lies_here) as here,
            count(*) filter (lies_here and copy_received_on <= $too_late_from) as late
        from (
            select *, copy_destroyed_on is null or copy_destroyed_on > $day as lies_here
            from identity_checks where copy_received_on <= $day
        )
        """,
        day=period.until,
        too_late_from=too_late_from(period.until, reader.settings.is_free_day),
    )[0]
    ever, gone = kept_months.until(reader, period.until, came="copies_received", went=("copies_destroyed",))
    return (
        Figure(
            code="copies_not_destroyed",
            label=say("Copies of identity documents here"),
            meaning=say(
                "Copies of identity documents that came in and were not destroyed. A copy is destroyed as soon as it"
                " was looked at. The list has the requests in which they lie."
            ),
            value=_added(found["here"], gone),
            of=_added(found["ever"], ever),
            of_what=say("copies"),
            rows=rows("requests", stand="copies", **past),
            destroyed=gone or 0,
            why_not=WHY_NOT,
        ),
        Figure(
            code="copies_late",
            label=say("Copies here too long"),
            meaning=say("Copies that lie here for %(n)s working days or longer.", n=RED_AFTER),
            value=found["late"],
            of=found["here"],
            of_what=say("copies") if gone == 0 else say("copies whose request is still in the store"),
            rows=rows("requests", stand="copies_late", **past),
            is_wrong=found["late"] > 0,
        ),
    )


def _notices(reader: Reader, period: Period, past: dict[str, str]) -> tuple[Figure, ...]:
    found: dict[str, int] = reader.all(
        dict,
        f"""
        select count(*) as ever, count(*) filter (settled_on < $since) as settled_before,
            count(*) filter ({UNSETTLED_SQL}) as unsettled, count(*) filter ({UNSENT_SQL}) as unsent
        from ({NOTICE_DAYS_SQL}) where opened_on <= $today
        """,  # noqa: S608 - the text of the list behind it
        since=period.since,
        today=period.until,
    )[0]
    opened, gone = kept_months.until(reader, period.until, came="notices_opened", went=("notices_settled",))
    _, gone_unsent = kept_months.until(reader, period.until, came="notices_opened", went=("notices_told",))
    settled_before = kept_months.before(reader, period.since, "notices_settled")
    unsettled = _added(found["unsettled"], gone)
    came = None if opened is None else max(opened - settled_before, 0)
    of: dict[str, Any] = {"of": unsettled, "of_what": say("notices")}
    return (
        Figure(
            code="notices_unconfirmed",
            label=say("Notices not confirmed"),
            meaning=say(
                "Notices to recipients of what was corrected, erased or restricted (art. 19 GDPR) that the recipient"
                " did not confirm, and of which it was not recorded that telling it is disproportionate. The list has"
                " the requests to which they belong."
            ),
            value=unsettled,
            of=_added(found["ever"] - found["settled_before"], came),
            of_what=say("notices"),
            rows=rows("requests", stand="notices", **past),
            destroyed=gone or 0,
            why_not=WHY_NOT,
        ),
        Figure(
            code="notices_unsent",
            label=say("Notices not sent"),
            meaning=say("Unconfirmed notices that were not even sent to the recipient."),
            value=_added(found["unsent"], gone_unsent),
            **of,
            rows=rows("requests", stand="notices_unsent", **past),
            destroyed=gone_unsent or 0,
            why_not=WHY_NOT,
        ),
    )


def _added(here: int, gone: int | None) -> int | None:
    """Those that are here with those destroyed since; None where it is not known how many those were."""
    return None if gone is None else here + gone
