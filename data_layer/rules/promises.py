"""Whether a promise of the privacy statement is kept: from what is counted, and from what people looked at."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import Literal

from data_layer.rules.sentences import Sentence, say
from data_layer.rules.working_days import add_months

MOST_MISSED = 5  # percent that may be missed before a promise with a share counts as not kept
MOST_DAYS, TOO_MANY_DAYS = 1, 7  # since something that is done every night
LOOK_MONTHS = 12  # how long a look of people counts


class Verdict(StrEnum):
    """How a promise stands, the worst first."""

    NOT_KEPT = "not_kept"
    ATTENTION = "attention"
    KEPT = "kept"


VERDICT_LABELS: Mapping[Verdict, Sentence] = MappingProxyType(
    {Verdict.NOT_KEPT: say("not kept"), Verdict.ATTENTION: say("attention"), Verdict.KEPT: say("kept")}
)
Weight = Literal["breaks", "asks", "missed", "each", "age", "told"]
"""What a figure says of a promise: each one that it counts `breaks` it, or `asks` for attention; of a share what is
`missed` may not be much, or `each` one missed breaks it; `age` is a number of days since the last
time; `told` is only told."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """A figure as it is weighed: of `missed` and `each` the `value` are those in time; without one it is not known."""

    weight: Weight
    what: Sentence
    value: float | None
    of: int | None = None


@dataclass(frozen=True, slots=True)
class Look:
    """What people found when they looked at it themselves."""

    checked_on: date
    is_in_order: bool


@dataclass(frozen=True, slots=True)
class Judgement:
    """How a promise stands, and why in words; `had_nothing` where it is kept because there was nothing to judge."""

    verdict: Verdict
    why: tuple[Sentence, ...]
    had_nothing: bool = False


def judged(evidence: Sequence[Evidence], today: date, *, needs_look: bool, look: Look | None = None) -> Judgement:
    """The worst of what the figures and the last look say, and everything that speaks against a promise kept.

    A look counts for a year. What cannot be known asks for attention; a promise with nothing at all behind it too.
    """
    found = [_weighed(one) for one in evidence if one.weight != "told"]
    if needs_look:
        found.append(_looked(look, today))
    against = sorted(((v, why) for v, why in found if v != Verdict.KEPT and why), key=lambda one: _WORST.index(one[0]))
    if against:
        return Judgement(against[0][0], tuple(dict.fromkeys(why for _verdict, why in against if why)))
    if not evidence and not needs_look:
        return Judgement(Verdict.ATTENTION, (say("Nothing proves this yet."),))
    if found and not needs_look and all(one.of == 0 for one in evidence if one.weight != "told"):
        return Judgement(Verdict.KEPT, (say("There was nothing to judge yet."),), had_nothing=True)
    return Judgement(Verdict.KEPT, tuple(why for _verdict, why in found if why) or (say("Nothing speaks against it."),))


_WORST = list(Verdict)
_Found = tuple[Verdict, Sentence | None]


def _weighed(one: Evidence) -> _Found:
    if one.value is None:
        return Verdict.ATTENTION, say("%(what)s: not known.", what=one.what)
    if one.weight in ("missed", "each"):
        return _missed(one, one.value)
    if one.weight == "age":
        return _age(one, int(one.value))
    if one.value <= 0:
        return Verdict.KEPT, None
    verdict = Verdict.NOT_KEPT if one.weight == "breaks" else Verdict.ATTENTION
    if one.of is None:
        return verdict, say("%(what)s: %(n)s.", what=one.what, n=int(one.value))
    return verdict, say("%(what)s: %(n)s of %(of)s.", what=one.what, n=int(one.value), of=one.of)


def _missed(one: Evidence, in_time: float) -> _Found:
    of = one.of or 0
    missed = of - int(in_time)
    if missed <= 0:
        return Verdict.KEPT, None
    most = 0 if one.weight == "each" else MOST_MISSED
    verdict = Verdict.NOT_KEPT if 100 * missed > most * of else Verdict.ATTENTION
    return verdict, say("%(what)s: not so for %(missed)s of %(of)s.", what=one.what, missed=missed, of=of)


def _age(one: Evidence, days: int) -> _Found:
    if days <= MOST_DAYS:
        return Verdict.KEPT, None
    verdict = Verdict.NOT_KEPT if days > TOO_MANY_DAYS else Verdict.ATTENTION
    return verdict, say("%(what)s: %(n)s.", what=one.what, n=days)


def _looked(look: Look | None, today: date) -> _Found:
    if look is None:
        return Verdict.ATTENTION, say("Nobody has looked at this yet.")
    if not look.is_in_order:
        return Verdict.NOT_KEPT, say("Looked at on %(day)s: not in order.", day=look.checked_on)
    if add_months(look.checked_on, LOOK_MONTHS) < today:
        return Verdict.ATTENTION, say("Last looked at on %(day)s, more than a year ago.", day=look.checked_on)
    return Verdict.KEPT, say("Looked at on %(day)s: in order.", day=look.checked_on)
