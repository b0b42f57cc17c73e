"""What requests say of the promises about rights: in time per right, wholly carried out, and who asked."""

from collections.abc import Iterator
from typing import Any

from data_layer.oversight import on_time
from data_layer.oversight.figure import Figure, rows
from data_layer.requests import requests_then
from data_layer.rules.periods import Period
from data_layer.rules.sentences import say
from data_layer.transactions import Reader
from data_layer.vocabulary import RIGHT_LABELS, Right

CORRECTIONS = (Right.RECTIFICATION, Right.COMPLETION, Right.ERASURE, Right.RESTRICTION)
LATE_DAYS = 7  # between receipt and registration
IN_TIME = {f"in_time_{right}": right for right in Right if right is not Right.CONSENT_WITHDRAWAL}
"""Per code the right whose requests it counts; a withdrawal of consent has no month."""


def of_requests(reader: Reader, period: Period) -> Iterator[Figure]:
    """The figures of requests, over the period or as they stand today."""
    yield from _in_time(reader, period)
    yield from _unfinished(reader)
    yield _registered_late(reader, period)
    yield _unidentified(reader, period)
    yield _objections(reader)
    yield from _copies(reader, period)


def _in_time(reader: Reader, period: Period) -> Iterator[Figure]:
    stood = requests_then.stood(reader, period.until)
    found = on_time.grouped(on_time.per_month_and_right(reader, stood, period), lambda counts: counts.right)
    for code, right in IN_TIME.items():
        counts = found.get(right) or on_time.added_up(())
        yield Figure(
            code=code,
            label=say("Requests (%(right)s) answered in time", right=RIGHT_LABELS[right]),
            meaning=say(
                "Of the requests whose legal last day lay in the last twelve months, but for withdrawn ones: those that"
                " were answered by that day. The rows are those that were not."
            ),
            value=counts.on_time,
            unit="share",
            of=counts.due,
            of_what=say("requests"),
            rows=rows("requests", stand="late", right=right.value),
            destroyed=counts.due_destroyed,
        )


def _unfinished(reader: Reader) -> Iterator[Figure]:
    found = _counts(
        reader,
        """
        select count(*) filter (finished_on is null) as part, count(*) as whole,
            count(*) filter (finished_on is null and answered_on < ($today - interval 1 month)) as late
        from requests where list_contains($rights, request_right) and answered_on is not null
            and outcome in ('granted', 'partly_granted')
        """,
        rights=[right.value for right in CORRECTIONS],
        today=reader.today,
    )
    yield Figure(
        code="answered_unfinished",
        label=say("Granted and not finished yet"),
        meaning=say(
            "Requests to correct, complete, erase or restrict that were granted, and of which something is"
            " still to be done: the change itself, a notice, or a copy to destroy. The list has requests of other"
            " rights too."
        ),
        value=found["part"],
        of=found["whole"],
        of_what=say("granted requests"),
        rows=rows("requests", stand="answered"),
    )
    yield Figure(
        code="unfinished_late",
        label=say("Granted more than a month ago and not finished"),
        meaning=say(
            "Those of them that were granted more than a month ago: what was granted has to be done within the term of"
            " the request (art. 12(3)). The list has the other requests that were answered and not finished too."
        ),
        value=found["late"],
        of=found["part"],
        of_what=say("granted requests"),
        rows=rows("requests", stand="answered"),
        is_wrong=found["late"] > 0,
    )


def _registered_late(reader: Reader, period: Period) -> Figure:
    found = _counts(
        reader,
        """
        select count(*) filter (registered_on > received_on + $late::integer) as part, count(*) as whole from requests
        where received_on between $since and $until
        """,
        late=LATE_DAYS,
        since=period.since,
        until=period.until,
    )
    return Figure(
        code="registered_late",
        label=say("Requests registered more than a week after they came"),
        meaning=say(
            "Of the requests received in the last twelve months: those that were registered more than seven"
            " days later. The month runs from the receipt, read or not."
        ),
        value=found["part"],
        of=found["whole"],
        of_what=say("requests received"),
    )


def _unidentified(reader: Reader, period: Period) -> Figure:
    found = _counts(
        reader,
        """
        select count(*) filter (identified_on is null) as part, count(*) as whole from requests
        where outcome in ('granted', 'partly_granted') and answered_on between $since and $until
            and request_right <> 'consent_withdrawal'
        """,
        since=period.since,
        until=period.until,
    )
    return Figure(
        code="granted_unidentified",
        label=say("Granted though it was not certain who asked"),
        meaning=say(
            "Requests granted in the last twelve months of which no identity is recorded. Withdrawals of"
            " consent are left out: they are carried out at once."
        ),
        value=found["part"],
        of=found["whole"],
        of_what=say("granted requests"),
        is_wrong=found["part"] > 0,
    )


def _objections(reader: Reader) -> Figure:
    found = _counts(
        reader,
        """
        select count(*) filter (decision is null and ended_on is null) as part, count(*) as whole from objections
        """,
    )
    return Figure(
        code="objections_open",
        label=say("Objections that are not decided yet"),
        meaning=say(
            "Objections to one purpose that the privacy officer has not weighed yet. The list has the open requests"
            " that object; one of them can be about several purposes."
        ),
        value=found["part"],
        of=found["whole"],
        of_what=say("objections"),
        rows=rows("requests", stand="open", right=Right.OBJECTION.value),
    )


def _copies(reader: Reader, period: Period) -> Iterator[Figure]:
    found = _counts(
        reader,
        """
        select count(*) as whole, count(*) filter (not coalesce(photo_masked, false)) as photo,
            count(*) filter (not coalesce(bsn_masked, false)) as bsn
        from identity_checks where copy_received_on between $since and $until
        """,
        since=period.since,
        until=period.until,
    )
    for code, label, part in (
        ("copies_with_photo", say("Copies on which the photo could be seen"), "photo"),
        ("copies_with_bsn", say("Copies on which the BSN could be seen"), "bsn"),
    ):
        yield Figure(
            code=code,
            label=label,
            meaning=say(
                "Copies of identity documents received in the last twelve months, as they were when they came."
            ),
            value=found[part],
            of=found["whole"],
            of_what=say("copies received"),
        )


def _counts(reader: Reader, sql: str, **facts: Any) -> dict[str, int]:
    found = reader.one(dict[str, Any], sql, **facts) or {}
    return {name: int(n) for name, n in found.items()}
