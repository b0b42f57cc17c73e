"""A figure, a chart, a part: what the overview shows and the report prints, each with the way to its rows."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from data_layer.rules.sentences import Fact, Sentence, Stored, say
from data_layer.wording import Language, shown

Unit = Literal["count", "share", "days"]
ListCode = Literal[
    "requests",
    "complaints",
    "disclosures",
    "recipients",
    "breaches",
    "retention",
    "destruction",
    "clients",
    "statement",
]


@dataclass(frozen=True, slots=True)
class Rows:
    """The list in which the rows behind a figure stand, and the filter that leaves just these: names of its fields."""

    list: ListCode
    filters: tuple[tuple[str, str], ...] = ()


def rows(of: ListCode, **filters: str) -> Rows:
    """The rows of a list that this filter leaves; values are codes and days as 2026-11-23."""
    return Rows(of, tuple(filters.items()))


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One figure. A `share` is `value` out of `of`; of `days` the `value` is a number of days and `of` how many cases.

    `of_what` names, in the plural, what `of` counts. `destroyed` says how many of `value` (of a share and of days: of
    `of`) are known from the monthly figures only, because the records are gone. Without a value it cannot be known:
    `why_not` says why. `is_wrong` where it asks for attention: it should be nought, or a share whole, and is not.
    """

    code: str
    label: Sentence
    meaning: Sentence
    value: float | None
    unit: Unit = "count"
    of: int | None = None
    of_what: Sentence | None = None
    rows: Rows | None = None
    destroyed: int = 0
    why_not: Sentence | None = None
    is_wrong: bool = False

    @property
    def share(self) -> int | None:
        """In whole percents, downwards: only when it is all of them is it 100. None where there is nothing."""
        return int(100 * self.value // self.of) if self.of and self.value is not None else None

    @property
    def behind(self) -> Rows | None:
        """The way to its rows, unless there are none: of a share these are the missed ones, of days all cases."""
        of = self.of or 0
        counted = {"count": self.value or 0, "share": of - (self.value or 0), "days": of}[self.unit]
        return self.rows if self.value is not None and counted > 0 else None


def headline(figure: Figure, language: Language) -> str:
    """The figure itself as it is shown and printed."""
    return shown(fact_of(figure), language)


def beneath(figure: Figure) -> Sentence | None:
    """What the figure is of, and what is known of it from the monthly figures only."""
    if figure.value is None:
        return figure.why_not
    if figure.of is None or figure.of_what is None:
        of = None
    elif figure.unit == "share":
        of = say("%(part)s of %(whole)s %(what)s", part=int(figure.value), whole=figure.of, what=figure.of_what)
    else:
        of = say("of %(whole)s %(what)s", whole=figure.of, what=figure.of_what)
    if not figure.destroyed:
        return of
    gone = say("%(n)s of them destroyed since", n=figure.destroyed)
    return say("%(of)s, %(gone)s", of=of, gone=gone) if of else gone


def fact_of(figure: Figure) -> Fact:
    """The figure itself as a fact of a sentence; a dash where there is none."""
    if figure.value is None or (figure.unit != "count" and not figure.of):
        return "–"
    if figure.unit == "share":
        return f"{figure.share}%"
    return int(figure.value) if figure.value == int(figure.value) else figure.value


def in_a_line(figure: Figure) -> Sentence:
    """What the figure is called, the figure itself, and what it is of."""
    under = beneath(figure)
    if under is None:
        return say("%(label)s: %(figure)s", label=figure.label, figure=fact_of(figure))
    return say("%(label)s: %(figure)s (%(under)s)", label=figure.label, figure=fact_of(figure), under=under)


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar, or one part of a stacked one: what it is called, how long it is, and the words for it.

    `part` names the part of a stack, `part_code` is its code; `figure` stands at its end.
    """

    code: str
    label: Fact
    value: float
    told: Fact
    part: Fact | None = None
    part_code: str = ""
    figure: Fact = ""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the table beside a chart; a share is in whole percents."""

    code: str
    heading: Fact
    values: tuple[Fact | None, ...]
    unit: Literal["text", "count", "share", "days"] = "count"
    meaning: Sentence | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """Bars and their table; without bars only the table. `codes` belong to the rows of the table.

    `leads_to` has the rows behind the bar or the line with a code, and behind one part or column of it, by
    `(code, "")` and `(code, part_code or column code)`. `lies` draws the bars lying down, first one on top.
    """

    code: str
    title: Sentence
    meaning: Sentence
    value_title: Sentence
    codes: tuple[str, ...]
    columns: tuple[Column, ...]
    bars: tuple[Bar, ...] = ()
    leads_to: Mapping[tuple[str, str], Rows] = field(default_factory=dict)
    lies: bool = False
    is_share: bool = False
    none: Sentence | None = None  # what is said when there is nothing to show
    short: Sentence | None = None  # the name of its sheet in a workbook, where the title does not fit


@dataclass(frozen=True, slots=True)
class Part:
    """Figures and charts about one thing."""

    code: str
    title: Sentence
    figures: tuple[Figure, ...]
    charts: tuple[Chart, ...] = ()


def month_name(month: date, *, long: bool = False) -> Stored:
    """A month as an axis of at most twelve (`mrt`) or a table (`mrt 2026`) has it."""
    return Stored("long_month" if long else "month", month.isoformat())


def month_code(month: date) -> str:
    """A month as it stands in the URL: 2026-03."""
    return f"{month:%Y-%m}"
