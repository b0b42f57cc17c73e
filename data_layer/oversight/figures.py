"""All figures of the desk over a period, as they stood on its last day: the overview, the promises and the report."""

from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
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
from data_layer.rules.access import Act, may
from data_layer.rules.periods import Period
from data_layer.rules.sentences import Sentence
from data_layer.staff import Actor
from data_layer.transactions import Reader


@dataclass(frozen=True, slots=True)
class _About:
    """What a part is called, how its figures are asked, and what one must be allowed beside seeing the overview."""

    title: Sentence
    ask: Callable[[Reader, Actor, Period, datetime], Part]
    act: Act | None = None


_PARTS: dict[str, _About] = {
    "requests": _About(
        request_figures.TITLE, lambda reader, _actor, period, _now: request_figures.part(reader, period)
    ),
    "identity": _About(
        identity_figures.TITLE, lambda reader, _actor, period, _now: identity_figures.part(reader, period)
    ),
    "complaints": _About(
        complaint_figures.TITLE, lambda reader, _actor, period, _now: complaint_figures.part(reader, period)
    ),
    "disclosures": _About(
        disclosure_figures.TITLE, lambda reader, actor, period, _now: disclosure_figures.part(reader, actor, period)
    ),
    "retention": _About(
        retention_figures.TITLE, lambda reader, _actor, period, _now: retention_figures.part(reader, period)
    ),
    "breaches": _About(
        breach_figures.TITLE,
        lambda reader, _actor, period, now: breach_figures.part(reader, period, now),
        Act.BREACH_VIEW,
    ),
    "clients": _About(client_figures.TITLE, lambda reader, _actor, period, _now: client_figures.part(reader, period)),
}


def titles(actor: Actor) -> dict[str, Sentence]:
    """What the parts that the person may see are called, by their codes, in their order."""
    return {code: about.title for code, about in _PARTS.items() if about.act is None or may(actor.roles, about.act)}


def parts(
    reader: Reader, actor: Actor, period: Period, now: datetime, *, only: Collection[str] | None = None
) -> tuple[Part, ...]:
    """The figures of this period that the person may see, or of `only` these parts; the others are not asked at all.

    What has no period is as it stood on its last day. One before today is answered from dated events and dates, and
    what was destroyed since from the monthly figures. `now` is the instant against which the 72 hours of art. 33 GDPR
    run when the last day is today.
    """
    period = replace(period, until=min(period.until, reader.today))
    return tuple(_PARTS[code].ask(reader, actor, period, now) for code in titles(actor) if only is None or code in only)


def by_code(found: tuple[Part, ...]) -> dict[str, Figure]:
    """The figures of these parts, each by its code."""
    return {figure.code: figure for part in found for figure in part.figures}
