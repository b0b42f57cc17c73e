"""What complaints say of §12 of the privacy statement, which is about privacy: those about the service are left out."""

from collections.abc import Iterator

from data_layer.complaints import complaints_then
from data_layer.oversight.complaint_figures import counted
from data_layer.oversight.figure import Figure, rows
from data_layer.oversight.row_filters import window_filters
from data_layer.rules.complaints import ACKNOWLEDGE_DAYS
from data_layer.rules.deadlines import Phase
from data_layer.rules.periods import Period
from data_layer.rules.sentences import say
from data_layer.transactions import Reader

_PRIVACY = "privacy"


def of_complaints(reader: Reader, period: Period) -> Iterator[Figure]:
    """The figures of complaints about privacy; those of the overview count both kinds."""
    found = counted(reader, complaints_then.stood(reader, period.until), period, _PRIVACY)
    complaints = say("complaints about privacy")
    yield Figure(
        code="privacy_overdue",
        label=say("Overdue complaints about privacy"),
        meaning=say("Open complaints about privacy that were not answered and whose legal last day has passed."),
        value=found.numbers["overdue"],
        of=found.numbers["open"],
        of_what=complaints,
        rows=rows("complaints", kind=_PRIVACY, phase=Phase.overdue.value),
        is_wrong=found.numbers["overdue"] > 0,
    )
    for code, label, part, whole, stand in (
        ("privacy_on_time", say("Complaints about privacy answered in time"), "on_time", "judged", "late"),
        (
            "privacy_acknowledged",
            say("Complaints about privacy acknowledged in time"),
            "acknowledged",
            "acknowledging",
            "unacknowledged",
        ),
    ):
        yield Figure(
            code=code,
            label=label,
            meaning=say(
                "Complaints about privacy of the last twelve months, but for withdrawn ones: acknowledged within %(n)s"
                " working days, and answered by the legal last day. The rows are those that were not.",
                n=ACKNOWLEDGE_DAYS,
            ),
            value=found.both(part),
            unit="share",
            of=found.both(whole),
            of_what=complaints,
            rows=rows("complaints", kind=_PRIVACY, stand=stand, **window_filters(reader, period)),
            destroyed=found.destroyed(whole),
            is_wrong=found.lacks(part, whole),
        )
