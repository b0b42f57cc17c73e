"""A promise of the privacy statement: the sentence itself, what it promises, what proves it, how it is judged."""

from dataclasses import dataclass

from data_layer.rules.promises import Weight
from data_layer.rules.sentences import Sentence, say

SECTIONS: dict[int, Sentence] = {
    3: say("Where the data come from"),
    4: say("Which data"),
    5: say("What for"),
    6: say("On which ground"),
    7: say("To third parties"),
    8: say("Outside the EEA"),
    9: say("How long"),
    10: say("Security"),
    11: say("Rights"),
    12: say("Complaints"),
    13: say("Questions"),
    14: say("Changes of the statement"),
}
"""The sections of the statement that promise something, as the screen calls them."""


@dataclass(frozen=True, slots=True)
class Weighed:
    """A figure by its code, and how it weighs for the promise."""

    code: str
    weight: Weight


def breaks(*codes: str) -> tuple[Weighed, ...]:
    """Figures of which each one that they count breaks the promise."""
    return tuple(Weighed(code, "breaks") for code in codes)


def asks(*codes: str) -> tuple[Weighed, ...]:
    """Figures of which each one that they count asks for attention."""
    return tuple(Weighed(code, "asks") for code in codes)


def missed(*codes: str) -> tuple[Weighed, ...]:
    """Shares of which not much may be missed."""
    return tuple(Weighed(code, "missed") for code in codes)


def each(*codes: str) -> tuple[Weighed, ...]:
    """Shares of which each one that is missed breaks the promise."""
    return tuple(Weighed(code, "each") for code in codes)


def told(*codes: str) -> tuple[Weighed, ...]:
    """Figures that belong beside it, and judge nothing."""
    return tuple(Weighed(code, "told") for code in codes)


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise:
    """One sentence of the privacy statement. `quote` is it, or the part that promises, exactly as in the text.

    `control` is what people look at themselves, at least once a year; None where the figures say enough.
    """

    code: str
    section: int
    quote: str
    promise: Sentence
    proof: Sentence
    weighed: tuple[Weighed, ...] = ()
    control: Sentence | None = None
