"""How long the agreements with a recipient last, and when the desk should warn that they end."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

SOON = timedelta(days=90)  # time enough to draw up the next one

State = Literal["valid", "ending", "none"]


@dataclass(frozen=True, slots=True)
class Term:
    """From when and until when one agreement is valid; without `ends_on` for as long as nobody ends it."""

    signed_on: date
    ends_on: date | None


@dataclass(frozen=True, slots=True)
class Standing:
    """Whether an agreement is valid today, and up to and including which day; `until` None: without end, or none."""

    state: State
    until: date | None = None


NO_AGREEMENT = Standing("none")


def lacks(role: str, standing: Standing) -> bool:
    """Whether nothing may go there for want of an agreement: a processor needs a valid one (art. 28(3))."""
    return role == "processor" and standing.state == "none"


def standing(terms: Iterable[Term], today: date) -> Standing:
    """What the agreements with one recipient add up to today: the one that lasts longest decides."""
    lasting = [term.ends_on or date.max for term in terms if term.signed_on <= today <= (term.ends_on or date.max)]
    if not lasting:
        return NO_AGREEMENT
    until = max(lasting)
    if until == date.max:
        return Standing("valid")
    return Standing("ending" if until <= today + SOON else "valid", until)
