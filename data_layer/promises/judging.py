"""Every promise of the privacy statement as it stands today: kept, attention, not kept, and why."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from data_layer.oversight import figures
from data_layer.oversight.figure import Figure, Rows
from data_layer.promises.checks import Check, last_checks
from data_layer.promises.declared import PROMISES
from data_layer.promises.measures import measured
from data_layer.promises.promise import Promise, Weighed
from data_layer.rules import promises as rules
from data_layer.rules.periods import twelve_months_to
from data_layer.rules.promises import Evidence, Judgement, Verdict
from data_layer.rules.sentences import Sentence, say
from data_layer.staff import Actor
from data_layer.statement_versions import Version, in_force
from data_layer.transactions import Reader


@dataclass(frozen=True, slots=True)
class Judged:
    """A promise as it stands: `figures` are those that are known, `check` the newest look of people.

    `missing_since` is the date of the version in force where the sentence does not stand in that any more;
    `had_nothing` where nothing happened yet that could be judged.
    """

    promise: Promise
    verdict: Verdict
    why: tuple[Sentence, ...]
    figures: tuple[Figure, ...]
    check: Check | None
    missing_since: date | None
    had_nothing: bool = False

    @property
    def first(self) -> Figure | None:
        """The figure that says most: the first that speaks against it, or else the first."""
        return next((figure for figure in self.figures if figure.is_wrong), next(iter(self.figures), None))

    @property
    def rows(self) -> Rows | None:
        """The rows that speak against it, or else those behind its first figure that has any."""
        wrong = [figure for figure in self.figures if figure.is_wrong]
        return next((behind for figure in (*wrong, *self.figures) if (behind := figure.behind)), None)


def judged(reader: Reader, actor: Actor, now: datetime) -> tuple[Judged, ...]:
    """Every promise, over the last twelve months and as it stands today, in the order of the statement."""
    period = twelve_months_to(reader.today)
    # `measured` goes first: what the overview has too is the overview's
    known = measured(reader, period, now) | figures.by_code(figures.parts(reader, actor, period, now))
    return all_judged(known, last_checks(reader), in_force(reader), reader.today)


def all_judged(
    known: Mapping[str, Figure], checks: Mapping[str, Check], newest: Version | None, today: date
) -> tuple[Judged, ...]:
    """Every promise, judged by these figures and looks, beside this version of the statement."""
    return tuple(_judged(promise, known, checks.get(promise.code), newest, today) for promise in PROMISES)


def promised(found: Sequence[Judged]) -> tuple[Judged, ...]:
    """Those whose sentence stands in the version in force; the others are promised no more."""
    return tuple(one for one in found if one.missing_since is None)


def counts(found: Sequence[Judged]) -> dict[Verdict, int]:
    """How many of what is still promised stands how, the worst first."""
    return {verdict: sum(one.verdict == verdict for one in promised(found)) for verdict in Verdict}


def _judged(
    promise: Promise, known: Mapping[str, Figure], check: Check | None, newest: Version | None, today: date
) -> Judged:
    judgement: Judgement = rules.judged(
        [_evidence(one, known.get(one.code)) for one in promise.weighed],
        today,
        needs_look=promise.control is not None,
        look=check.look if check else None,
    )
    return Judged(
        promise,
        judgement.verdict,
        judgement.why,
        tuple(known[one.code] for one in promise.weighed if one.code in known),
        check,
        newest.dated if newest is not None and not newest.says(promise.quote) else None,
        judgement.had_nothing,
    )


def _evidence(one: Weighed, figure: Figure | None) -> Evidence:
    if figure is None:
        return Evidence(one.weight, say("A figure"), None)
    return Evidence(one.weight, figure.label, figure.value, figure.of)
