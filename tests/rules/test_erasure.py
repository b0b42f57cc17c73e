"""Erasure is decided per category: what goes now, what a duty keeps and until when, what is held."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data_layer.rules.erasure import Decision, Fate, Hold, Part, Person, decided
from data_layer.rules.sentences import say

TODAY = date(2026, 11, 23)
LATER, BEFORE = date(2031, 12, 31), date(2025, 12, 31)
DISPUTE = Hold(say("dispute"), date(2026, 3, 1))
ANSWERED = Hold(say("privacy request"), date(2026, 10, 1), date(2026, 12, 24))
PHONE, COMPLAINT, NAMES = Part("no", True), Part("no", False), Part("part", True)
PUT_AWAY = Part("part", True, is_put_away=True)
INVOICE, OWN = Part("yes", True), Part("no", False, is_own=True)
GONE, PAID, PAST = Person(False, False, None), Person(False, True, LATER), Person(False, True, BEFORE)
RUNS = Person(True, True, None)


@pytest.mark.parametrize(
    ("part", "person", "holds", "fate", "until", "why"),
    [
        pytest.param(PHONE, GONE, (), Fate.DELETE, None, "nothing requires", id="no duty"),
        pytest.param(PHONE, PAID, (), Fate.DELETE, None, "nothing requires", id="a fiscal duty is not about the phone"),
        pytest.param(PHONE, RUNS, (), Fate.KEEP, None, "still runs", id="needed for the agreement"),
        pytest.param(COMPLAINT, RUNS, (), Fate.DELETE, None, "nothing requires", id="not needed for the agreement"),
        pytest.param(INVOICE, PAID, (), Fate.KEEP, LATER, "tax authorities", id="17(3)(b)"),
        pytest.param(INVOICE, Person(True, True, LATER), (), Fate.KEEP, LATER, "tax", id="a course that ends soon"),
        pytest.param(INVOICE, Person(False, True, TODAY), (), Fate.KEEP, TODAY, "tax", id="its last day"),
        pytest.param(INVOICE, PAST, (), Fate.DELETE, None, "ended on", id="the fiscal duty has ended"),
        pytest.param(INVOICE, RUNS, (), Fate.KEEP, None, "still runs", id="no last day yet"),
        pytest.param(INVOICE, Person(False, True, None), (), Fate.KEEP, None, "still runs", id="never without a day"),
        pytest.param(NAMES, PAID, (), Fate.DELETE, None, "out of ordinary sight", id="but as it stands on invoices"),
        pytest.param(NAMES, Person(True, True, LATER), (), Fate.KEEP, None, "still runs", id="nobody learns nameless"),
        pytest.param(PUT_AWAY, PAID, (), Fate.KEEP, LATER, "only as it stands", id="out of sight as long as papers"),
        pytest.param(PUT_AWAY, PAST, (), Fate.DELETE, None, "ended on", id="and no longer"),
        pytest.param(NAMES, GONE, (), Fate.DELETE, None, "nothing requires", id="no invoice to stand on"),
        pytest.param(NAMES, PAST, (), Fate.DELETE, None, "ended on", id="nor any more"),
        pytest.param(OWN, GONE, (), Fate.KEEP, None, "proof", id="art. 7(1)"),
        pytest.param(PHONE, GONE, (DISPUTE,), Fate.HELD, None, "since", id="17(3)(e)"),
        pytest.param(INVOICE, PAID, (DISPUTE,), Fate.HELD, None, "since", id="a hold goes before the fiscal duty"),
        pytest.param(PHONE, GONE, (ANSWERED,), Fate.HELD, ANSWERED.until, "up to and", id="a hold that will end"),
        pytest.param(PHONE, GONE, (ANSWERED, DISPUTE), Fate.HELD, None, "since", id="the open one decides"),
        pytest.param(
            PHONE, GONE, (Hold(say("dispute"), BEFORE, TODAY - timedelta(1)),), Fate.DELETE, None, "nothing", id="ended"
        ),
    ],
)
def test_each_part_falls_into_one_pile_with_its_reason(
    *, part: Part, person: Person, holds: tuple[Hold, ...], fate: Fate, until: date | None, why: str
) -> None:
    decision = decided(part, person, holds, TODAY)
    assert (decision.fate, decision.until) == (fate, until)
    assert why in decision.why[0].msgid


def test_of_several_holds_each_is_named_the_oldest_first() -> None:
    decision = decided(PHONE, GONE, (ANSWERED, DISPUTE), TODAY)
    assert [dict(sentence.facts)["since"] for sentence in decision.why] == [DISPUTE.since, ANSWERED.since]


DAYS = st.dates(date(2020, 1, 1), date(2034, 1, 1))
PARTS = st.builds(Part, st.sampled_from(["no", "part", "yes"]), st.booleans(), st.booleans())
PEOPLE = st.builds(Person, st.booleans(), st.booleans(), st.none() | DAYS)


@given(part=PARTS, person=PEOPLE, held_until=st.lists(st.none() | DAYS, max_size=3), today=DAYS)
def test_nothing_held_or_under_the_fiscal_duty_ever_goes(
    part: Part, person: Person, held_until: list[Any], today: date
) -> None:
    holds = [Hold(say("dispute"), date(2019, 1, 1), until) for until in held_until]
    decision: Decision = decided(part, person, holds, today)
    if decision.fate is Fate.DELETE:
        assert all(until is not None and until < today for until in held_until)
        assert part.fiscal != "yes" or (person.fiscal_last_day is not None and person.fiscal_last_day < today)
        assert decision.until is None
    assert decision.until is None or decision.until >= today
    assert decision.why
