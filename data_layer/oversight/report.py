"""The report on privacy of a month, quarter or year: the very figures of the overview, beside those of before."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from data_layer.errors import BadInput
from data_layer.oversight import figures
from data_layer.oversight.figure import Figure, Part
from data_layer.rules.access import Act
from data_layer.rules.periods import period_of
from data_layer.rules.report_periods import Reported, reported, why_not
from data_layer.staff import Actor
from data_layer.store import Store
from data_layer.transactions import Reader
from data_layer.wording import Language

Format = Literal["pdf", "xlsx"]


@dataclass(frozen=True, slots=True)
class ReportFile:
    """What somebody asks for: the report of the period with this code (2026-10, 2026-Q3, 2026)."""

    period: str
    language: Language
    format: Format


@dataclass(frozen=True, slots=True)
class Report:
    """The figures of a period and those of the one before, as they stood at an instant, and for whom."""

    about: Reported
    parts: tuple[Part, ...]
    before: dict[str, Figure]
    made_at: datetime
    made_by: Actor

    @property
    def attention(self) -> tuple[Figure, ...]:
        """The figures that should be nought, or a share whole, and are not."""
        return tuple(figure for part in self.parts for figure in part.figures if figure.is_wrong)

    @property
    def destroyed(self) -> int:
        """In how many figures something is counted that was destroyed since."""
        return sum(figure.destroyed > 0 for part in self.parts for figure in part.figures)


def first_day(reader: Reader) -> date:
    """The day of the first thing that the desk recorded itself, or counted before it was destroyed; today if none."""
    found: date | None = reader.value(
        """
        select min(day) from (
            select min(received_on) as day from requests union all
            select min(received_on) from complaints union all
            select min(happened_on) from disclosures union all
            select min((aware_at at time zone 'Europe/Amsterdam')::date) from breaches union all
            select min(month) from monthly_figures where name <> 'clients_registered')
        """
    )
    return min(found, reader.today) if found else reader.today


def report(store: Store, actor: Actor, code: str, *, compares: bool = True) -> Report:
    """The report of the period with this code; on the screen it need not be compared with the one before.

    Raises NotAllowed; BadInput when there is none of that period.
    """
    now = store.clock()
    with store.read(actor, Act.REPORT_MAKE) as reader:
        about = _asked(code, first_day(reader), reader.today)
        parts = figures.parts(reader, actor, about.counted, now)
        before = figures.parts(reader, actor, about.before, now) if about.before and compares else ()
    return Report(about, parts, figures.by_code(before), now, actor)


def _asked(code: str, first: date, today: date) -> Reported:
    if (sentence := why_not(code, first, today)) is not None:
        raise BadInput(sentence, "period")
    period = period_of(code)
    assert period is not None  # noqa: S101 - `why_not` says so
    return reported(period, first, today)
