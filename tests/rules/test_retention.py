"""How long records stay: worked examples, and what must hold for every date."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data_layer.rules.retention import (
    KIND_NAMES,
    TRIGGER_NAMES,
    Kind,
    Trigger,
    capped,
    due_from,
    explain,
    explain_term,
    financial_year_end,
    fiscal_last_day,
    is_red,
    last_day_after,
    last_relevant,
    latest_review,
    request_hold_until,
    year_end_problem,
)
from data_layer.rules.sentences import say, say_n
from data_layer.rules.working_days import add_months


def day(text: str) -> date:
    return date.fromisoformat(text)


DAYS = st.dates(date(1990, 1, 1), date(2080, 12, 31))
YEAR_ENDS = st.sampled_from(["12-31", "07-31", "02-last", "06-30", "12-30", "01-01", "04-last"])


@pytest.mark.parametrize(
    ("relevant", "year_end", "last_day", "due"),
    [
        pytest.param("2018-06-30", "12-31", "2025-12-31", "2026-01-01", id="in the middle of a year"),
        pytest.param("2018-12-31", "12-31", "2025-12-31", "2026-01-01", id="on the last day of a year"),
        pytest.param("2019-01-01", "12-31", "2026-12-31", "2027-01-01", id="a day later, a year longer"),
        pytest.param("2023-03-10", "12-31", "2030-12-31", "2031-01-01", id="paid after the course"),
        pytest.param("2024-07-31", "07-31", "2031-07-31", "2031-08-01", id="last day of August to July"),
        pytest.param("2024-09-15", "07-31", "2032-07-31", "2032-08-01", id="next August to July"),
        pytest.param("2023-11-05", "02-last", "2031-02-28", "2031-03-01", id="from a leap year to a plain one"),
        pytest.param("2021-02-28", "02-last", "2028-02-29", "2028-03-01", id="from a plain year to a leap one"),
    ],
)
def test_fiscal_records_stay_seven_years_after_their_financial_year(
    relevant: str, year_end: str, last_day: str, due: str
) -> None:
    found = fiscal_last_day(day(relevant), year_end)
    assert found == day(last_day)
    assert due_from(found) == day(due)


@pytest.mark.parametrize(
    ("relevant", "hold_until", "last_day", "due"),
    [
        pytest.param("2017-04-04", "2025-03-14", "2024-12-31", "2025-03-15", id="complaint closed"),
        pytest.param("2017-04-04", None, "2024-12-31", None, id="complaint open"),
        pytest.param("2018-05-20", "2026-03-03", "2025-12-31", "2026-03-04", id="access request answered"),
        pytest.param("2018-05-20", "2025-06-01", "2025-12-31", "2026-01-01", id="a hold that ended in time"),
    ],
)
def test_a_hold_keeps_what_would_be_due(relevant: str, hold_until: str | None, last_day: str, due: str | None) -> None:
    found = fiscal_last_day(day(relevant))
    holds = [(day("2024-11-01"), day(hold_until) if hold_until else None)]
    assert found == day(last_day)
    assert due_from(found, holds) == (day(due) if due else None)


def test_an_answered_request_holds_for_six_weeks() -> None:
    until = request_hold_until(day("2026-01-20"))
    assert until == day("2026-03-03")
    assert due_from(day("2025-12-31"), [(day("2026-01-02"), until)]) == day("2026-03-04")


@pytest.mark.parametrize(
    ("trigger", "months", "last_day", "due"),
    [
        pytest.param("2022-06-30", 24, "2024-06-30", "2024-07-01", id="note, 24 months after the end"),
        pytest.param("2024-02-29", 12, "2025-02-28", "2025-03-01", id="result, 12 months from a leap day"),
        pytest.param("2024-05-31", 0, "2024-05-31", "2024-06-01", id="no months at all"),
    ],
)
def test_a_term_in_months_ends_on_the_same_day_number(trigger: str, months: int, last_day: str, due: str) -> None:
    found = last_day_after(day(trigger), months)
    assert found == day(last_day)
    assert due_from(found) == day(due)


def test_a_negative_term_is_refused() -> None:
    with pytest.raises(ValueError, match="-1 months"):
        last_day_after(day("2024-05-31"), -1)


@given(DAYS, YEAR_ENDS)
def test_fiscal_records_are_never_kept_less_than_seven_years_nor_eight(on: date, year_end: str) -> None:
    found = fiscal_last_day(on, year_end)
    assert add_months(on, 84) <= found
    assert found < add_months(on, 96)


@given(DAYS, st.integers(0, 1000), YEAR_ENDS)
def test_a_later_date_is_never_kept_shorter(on: date, later: int, year_end: str) -> None:
    assert fiscal_last_day(on, year_end) <= fiscal_last_day(on + timedelta(days=later), year_end)


@given(DAYS, YEAR_ENDS)
def test_the_fiscal_last_day_is_the_end_of_a_financial_year(on: date, year_end: str) -> None:
    found = fiscal_last_day(on, year_end)
    assert financial_year_end(found, year_end) == found
    assert financial_year_end(found + timedelta(days=1), year_end) > found + timedelta(days=300)


@given(DAYS, st.lists(st.tuples(DAYS, st.integers(0, 900)), max_size=4))
def test_nothing_is_due_before_its_last_day_and_the_last_day_of_every_hold(
    last_day: date, spans: list[tuple[date, int]]
) -> None:
    holds: list[tuple[date, date | None]] = [(since, since + timedelta(days=length)) for since, length in spans]
    due = due_from(last_day, holds)
    assert due is not None
    assert due > last_day
    assert all(until is not None and due > until for _, until in holds)
    assert due - timedelta(days=1) in {last_day, *(until for _, until in holds)}
    assert due_from(last_day, [*holds, (last_day, None)]) is None


def test_a_hold_that_ended_before_it_began_is_refused() -> None:
    with pytest.raises(ValueError, match="2026-01-01 that began on 2026-01-02"):
        due_from(day("2025-12-31"), [(day("2026-01-02"), day("2026-01-01"))])


def test_no_term_outlives_the_last_fiscal_record() -> None:
    assert capped(day("2033-01-01"), day("2031-12-31")) == day("2031-12-31")
    assert capped(day("2030-01-01"), day("2031-12-31")) == day("2030-01-01")
    assert capped(day("2033-01-01"), None) == day("2033-01-01")


def test_what_is_due_turns_red_after_thirty_days() -> None:
    due = day("2026-01-01")
    assert not is_red(due, day("2026-01-30"))
    assert is_red(due, day("2026-01-31"))
    assert not is_red(due, day("2025-06-01"))
    assert not is_red(None, day("2030-01-01"))


def test_a_hold_is_reviewed_within_six_months() -> None:
    assert latest_review(day("2025-08-31")) == day("2026-02-28")


@pytest.mark.parametrize("year_end", ["12-31", "07-31", "02-last", "06-30", "01-01"])
def test_the_last_day_of_a_financial_year_is_a_setting(year_end: str) -> None:
    assert year_end_problem(year_end) is None


@pytest.mark.parametrize(
    "year_end", ["", "31-12", "12-32", "04-31", "02-30", "02-28", "02-29", "12-00", "13-01", "1231", "12-31 "]
)
def test_a_nonsense_year_end_is_refused(year_end: str) -> None:
    problem = year_end_problem(year_end)
    assert problem is not None
    with pytest.raises(ValueError, match=problem.msgid):
        fiscal_last_day(day("2024-01-01"), year_end)


# E, the last relevant date.


def test_the_last_relevant_date_is_the_latest_known() -> None:
    facts = {
        "agreement_end": day("2022-11-30"),
        "last_lesson": day("2022-11-28"),
        "invoice": day("2022-12-05"),
        "credit_note": None,
        "payment": day("2023-03-10"),
    }
    assert last_relevant(facts) == (Kind.payment, day("2023-03-10"))


@given(st.dictionaries(st.sampled_from([kind.value for kind in Kind]), st.one_of(st.none(), DAYS)))
def test_no_known_date_is_later_than_the_last_relevant_one(facts: dict[str, date | None]) -> None:
    found = last_relevant(facts)
    known = [on for on in facts.values() if on]
    if found is None:
        assert not known
    else:
        kind, on = found
        assert on == max(known)
        assert facts[kind] == on


def test_of_two_on_one_day_the_first_kind_is_named() -> None:
    on = day("2023-03-10")
    assert last_relevant({"payment": on, "invoice": on}) == (Kind.invoice, on)


def test_an_unknown_kind_is_refused() -> None:
    with pytest.raises(ValueError, match="holiday"):
        last_relevant({"holiday": None})


# The explanation.


def test_the_fiscal_explanation_goes_from_payment_to_last_day() -> None:
    assert explain("payment", day("2023-03-10")) == (
        say("%(what)s %(day)s", what=say("last payment"), day=day("2023-03-10")),
        say("financial year %(name)s", name="2023"),
        say("keep up to and including %(day)s", day=day("2030-12-31")),
    )


@pytest.mark.parametrize(
    ("on", "year_end", "name"),
    [
        ("2024-07-31", "07-31", "2023/2024"),
        ("2024-09-15", "07-31", "2024/2025"),
        ("2023-11-05", "02-last", "2023/2024"),
        ("2023-12-31", "12-31", "2023"),
    ],
)
def test_a_broken_financial_year_has_two_years_in_its_name(on: str, year_end: str, name: str) -> None:
    assert say("financial year %(name)s", name=name) in explain("invoice", day(on), year_end)


def test_the_explanation_of_a_term_names_its_trigger() -> None:
    assert explain_term("agreement_end", day("2022-06-30"), 24) == (
        say("%(what)s %(day)s", what=say("end of the last agreement"), day=day("2022-06-30")),
        say_n("term of %(n)s month", "term of %(n)s months", 24),
        say("keep up to and including %(day)s", day=day("2024-06-30")),
    )


def test_every_kind_and_every_trigger_has_a_name() -> None:
    assert set(KIND_NAMES) == set(Kind)
    assert set(TRIGGER_NAMES) == set(Trigger)
