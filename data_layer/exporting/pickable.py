"""What a subject of exports is: its filters, and the list that chosen values make of it.

Values are codes, so that they can be saved; none is typed text, which would outlive the person that it names.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Literal

from data_layer.errors import BadInput
from data_layer.exporting.listing import Listing
from data_layer.ids import id_in
from data_layer.paging import Chosen
from data_layer.rules.checks import begins
from data_layer.rules.periods import Period, meant
from data_layer.rules.sentences import Sentence, say
from data_layer.staff import Actor
from data_layer.transactions import Reader

Values = Mapping[str, str]
"""The chosen code per filter; a filter that is not there narrows nothing."""
Words = Mapping[str, Sentence]
YES = "yes"
PERIOD = "period"
GONE = say(
    "A filter of this export is not there any more, so that it would have other rows. Choose the filters anew. Nothing"
    " was exported."
)


@dataclass(frozen=True, slots=True)
class Filter:
    """Something that narrows a subject: one of some codes, yes or not, a period, or one of those in the store."""

    name: str
    label: Sentence
    kind: Literal["choice", "yes", "period", "recipient", "staff"] = "choice"
    options: Words | None = None

    def fits(self, value: str, today: date) -> bool:
        """Whether the code is one that this filter knows."""
        if self.kind == "period":
            return meant(value, today) is not None
        if self.kind == "yes":
            return value == YES
        if self.kind == "staff":
            return id_in(value) is not None
        return value in self.options if self.options is not None else bool(value)


@dataclass(frozen=True, slots=True)
class Moment:
    """When it is asked: a saved period means other days as time goes by."""

    today: date
    now: datetime


@dataclass(frozen=True, slots=True)
class Pickable:
    """One subject: its code in the URL and where it is saved, its title, its filters, and what makes the list."""

    code: str
    title: Sentence
    filters: tuple[Filter, ...]
    made: Callable[[Values, Moment], Listing]

    def listing(self, values: Values, moment: Moment) -> Listing:
        """The list that these values leave. Raises BadInput for a filter or a value that is not there (any more)."""
        known = {one.name: one for one in self.filters}
        for name, value in values.items():
            if name not in known or not known[name].fits(value, moment.today):
                raise BadInput(GONE, "filters")
        return replace(self.made(values, moment), filters=tuple(values))

    def is_for(self, actor: Actor, moment: Moment) -> bool:
        """Whether this person may have the list at all."""
        return self.made({}, moment).is_for(actor)


def over(label: Sentence) -> Filter:
    """The filter by a period, called after the day that it narrows."""
    return Filter(PERIOD, label, "period")


def days(values: Values, moment: Moment) -> Period | None:
    """The days that are chosen, as they are at this moment."""
    return meant(values[PERIOD], moment.today) if PERIOD in values else None


def within(listing: Listing, values: Values, moment: Moment, column: str) -> Listing:
    """Those rows of the list of which this day, or moment, lies in the chosen period."""
    period = days(values, moment)
    if period is None:
        return listing
    kind = next((one.kind for one in listing.columns if one.code == column), "day")
    since: date = period.since
    until: date = period.until + timedelta(1)
    if kind == "moment":
        since, until = (begins(day) for day in (since, until))
    whole = listing.chosen

    def chosen(reader: Reader, actor: Actor) -> Chosen:
        rows = whole(reader, actor)
        sql = f"select * from ({rows.sql}) where {column} >= $period_since and {column} < $period_until"
        return Chosen(sql, {**rows.facts, "period_since": since, "period_until": until})

    return replace(listing, chosen=chosen)
