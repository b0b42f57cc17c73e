"""All figures of the desk over a period, as they stood on its last day: the overview, the promises and the report."""

from dataclasses import replace
from datetime import datetime

from data_layer.oversight import (
    breach_figures,
    client_figures,
    complaint_figures,
    disclosure_figures,
    identity_figures,
    request_figures,
    retention_figures,
)
from data_layer.oversight.figure import Figure, Part
from data_layer.rules.access import may
from data_layer.rules.periods import Period
from data_layer.staff import Actor
from data_layer.transactions import Reader


def parts(reader: Reader, actor: Actor, period: Period, now: datetime) -> tuple[Part, ...]:
    """The figures of this period that the person may see; what has no period is as it stood on its last day.

    A last day before today is answered from dated events and dates, and what was destroyed since from the monthly
    figures. `now` is the instant against which the 72 hours of art. 33 GDPR run when the last day is today.
    """
    period = replace(period, until=min(period.until, reader.today))
    found = (
        request_figures.part(reader, period),
        identity_figures.part(reader, period),
        complaint_figures.part(reader, period),
        disclosure_figures.part(reader, actor, period),
        retention_figures.part(reader, period),
        breach_figures.part(reader, period, now),
        client_figures.part(reader, period),
    )
    return tuple(part for part in found if part.act is None or may(actor.roles, part.act))


def by_code(found: tuple[Part, ...]) -> dict[str, Figure]:
    """The figures of these parts, each by its code."""
    return {figure.code: figure for part in found for figure in part.figures}
