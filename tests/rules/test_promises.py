"""Whether a promise is kept, from figures and from what people looked at."""

from datetime import date

import pytest

from data_layer.rules.promises import Evidence, Look, Verdict, Weight, judged
from data_layer.rules.sentences import say
from data_layer.wording import put

TODAY = date(2026, 11, 23)
KEPT, ATTENTION, NOT_KEPT = Verdict.KEPT, Verdict.ATTENTION, Verdict.NOT_KEPT


def one(weight: Weight, value: float | None, of: int | None = None) -> Evidence:
    return Evidence(weight, say("Requests"), value, of)


@pytest.mark.parametrize(
    ("evidence", "verdict"),
    [
        (one("breaks", 0), KEPT),
        (one("breaks", 1), NOT_KEPT),
        (one("breaks", None), ATTENTION),
        (one("asks", 0), KEPT),
        (one("asks", 1), ATTENTION),
        (one("asks", 1_000), ATTENTION),
        (one("missed", 0, 0), KEPT),
        (one("missed", 0, None), KEPT),
        (one("missed", 100, 100), KEPT),
        (one("missed", 99, 100), ATTENTION),
        (one("missed", 95, 100), ATTENTION),
        (one("missed", 94, 100), NOT_KEPT),
        (one("missed", 19, 20), ATTENTION),
        (one("missed", 9, 10), NOT_KEPT),
        (one("each", 100, 100), KEPT),
        (one("each", 99, 100), NOT_KEPT),
        (one("age", 0), KEPT),
        (one("age", 1), KEPT),
        (one("age", 2), ATTENTION),
        (one("age", 7), ATTENTION),
        (one("age", 8), NOT_KEPT),
        (one("age", None), ATTENTION),
    ],
)
def test_what_a_figure_says_of_a_promise(evidence: Evidence, verdict: Verdict) -> None:
    assert judged([evidence, one("told", 5), one("told", None)], TODAY, needs_look=False).verdict == verdict


@pytest.mark.parametrize(
    ("look", "verdict"),
    [
        (None, ATTENTION),
        (Look(TODAY, True), KEPT),
        (Look(date(2025, 11, 23), True), KEPT),
        (Look(date(2025, 11, 22), True), ATTENTION),
        (Look(TODAY, False), NOT_KEPT),
        (Look(date(2024, 1, 1), False), NOT_KEPT),  # what was not in order stays so until somebody looks again
    ],
)
def test_a_look_of_people_counts_for_a_year(look: Look | None, verdict: Verdict) -> None:
    assert judged([], TODAY, needs_look=True, look=look).verdict == verdict
    assert judged([one("breaks", 1)], TODAY, needs_look=True, look=look).verdict == NOT_KEPT


def test_the_worst_counts_and_all_that_speaks_against_it_is_told_the_worst_first() -> None:
    found = judged([one("asks", 2), one("breaks", 3)], TODAY, needs_look=True, look=Look(TODAY, True))
    assert found.verdict == NOT_KEPT
    assert [put(why, "en") for why in found.why] == ["Requests: 3.", "Requests: 2."]
    kept = judged([one("breaks", 0)], TODAY, needs_look=True, look=Look(TODAY, True))
    assert [put(why, "en") for why in kept.why] == ["Looked at on 23 November 2026: in order."]
    assert [put(why, "en") for why in judged([one("told", 1)], TODAY, needs_look=False).why] == [
        "Nothing speaks against it."
    ]


def test_a_promise_with_nothing_behind_it_is_not_called_kept() -> None:
    assert judged([], TODAY, needs_look=False).verdict == ATTENTION


def test_where_nothing_happened_yet_it_is_kept_and_said_so() -> None:
    nothing = judged([one("breaks", 0, 0), one("missed", 0, 0), one("told", 4, 4)], TODAY, needs_look=False)
    assert (nothing.verdict, nothing.had_nothing) == (KEPT, True)
    assert [put(why, "en") for why in nothing.why] == ["There was nothing to judge yet."]
    for evidence in ([one("breaks", 0, 1), one("missed", 0, 0)], [one("breaks", 0)], []):
        assert not judged(evidence, TODAY, needs_look=False).had_nothing
    assert not judged([one("breaks", 0, 0)], TODAY, needs_look=True, look=Look(TODAY, True)).had_nothing
