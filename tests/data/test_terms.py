"""Terms and the financial year as the privacy officer sets them: foreseen, kept, and all dates anew."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from data_layer import terms
from data_layer.errors import BadInput, ChangedMeanwhile, NotAllowed
from data_layer.log import Reason
from data_layer.rules.access import Act
from data_layer.settings import Settings
from data_layer.staff import Actor
from data_layer.store import Store, open_store
from data_layer.terms import Moved, Shift, Terms
from data_layer.verifying import findings
from tests import make
from tests.data.test_due import due_of

WHY = Reason("policy")


def now(store: Store) -> Terms:
    with store.read(make.OFFICER, Act.RETENTION_VIEW) as reader:
        return terms.terms_now(reader)


def other(seen: Terms, year_end: str | None = None, /, **months: int | None) -> Terms:
    """These terms but for some, of which None takes the term away."""
    merged = {code: n for code, n in {**seen.months, **months}.items() if n is not None}
    return replace(seen, months=merged, financial_year_end=year_end or seen.financial_year_end)


def change(store: Store, wanted: Terms, actor: Actor = make.OFFICER, seen: Terms | None = None) -> None:
    terms.change_terms(store, actor, seen=seen or now(store), wanted=wanted, why=WHY)


def foreseen(store: Store, wanted: Terms) -> dict[str, Shift]:
    moved: Moved = terms.foreseen(store, make.OFFICER, seen=now(store), wanted=wanted, why=WHY)
    return {"": moved.together} | {category.code: shift for category, shift in moved.categories}


def the_log(store: Store) -> list[tuple[str, str | None, list[str]]]:
    with store.read(make.OFFICER, Act.LOG_VIEW, reason=Reason("check")) as reader:
        rows: list[dict[str, Any]] = reader.all(
            dict, "select act, reason_code, fields from log where chain = 'change' order by seq"
        )
    return [(row["act"], row["reason_code"], row["fields"]) for row in rows]


def test_what_a_term_would_move_is_said_and_then_done_for_all_dates_at_once(store: Store, settings: Settings) -> None:
    with make.at_once(store):
        for number, ended_on in (("1001", date(2025, 3, 1)), ("1002", date(2025, 12, 1)), ("1003", date(2020, 1, 1))):
            make.an_agreement(store, make.a_client(store, number, birth_date=None, birth_country=None), ended_on)
    first = the_log(store)
    wanted = other(now(store), gender=18)
    assert foreseen(store, wanted) == {
        "": Shift(sooner=3, at_once=1), "gender": Shift(sooner=3, at_once=1),
    }  # fmt: skip
    assert the_log(store) == first, "foreseeing keeps nothing"
    assert now(store).months["gender"] == 24
    seen = now(store)
    change(store, wanted)
    change(store, wanted, seen=seen)  # the second click
    assert the_log(store) == [*first, ("retention.change_terms", "policy", ["terms.gender"])]
    with store.read(make.OFFICER, Act.RETENTION_VIEW) as reader:
        ids = reader.values("select id from clients order by number")
        assert reader.settings.terms["gender"] == 18
    assert [due_of(store, client_id)["gender"].due_from for client_id in ids] == [
        date(2026, 9, 2), date(2027, 6, 2), date(2021, 7, 2),
    ]  # fmt: skip
    assert foreseen(store, other(now(store), "06-30", gender=24)) == {
        "": Shift(later=3, no_longer=1, sooner=2),
        "gender": Shift(later=3, no_longer=1),
        "names": Shift(sooner=2, later=1),
        "agreements": Shift(sooner=2, later=1),
    }
    assert findings(store, make.OFFICER) == []
    store.close()
    reopened = open_store(settings.model_copy(update={"terms": {"phone": 3}, "financial_year_end": "07-31"}))
    try:
        kept = now(reopened)
        assert (kept.months["gender"], kept.months["phone"], kept.financial_year_end) == (18, 12, "12-31"), (
            "the store's"
        )
        assert len(the_log(reopened)) == len(first) + 1, "nothing had to be computed anew"
    finally:
        reopened.close()


def test_the_financial_year_moves_what_is_fiscal(store: Store) -> None:
    client_id = make.a_client(store, gender=None, birth_date=None, birth_country=None)
    make.an_agreement(store, client_id, date(2018, 9, 15))
    wanted = other(now(store), "08-31")
    assert foreseen(store, wanted) == dict.fromkeys(("", "names", "agreements"), Shift(later=1))
    change(store, wanted)
    assert due_of(store, client_id)["names"].last_day == date(2026, 8, 31)


@pytest.mark.parametrize(
    ("field", "months"),
    [("phone", 85), ("phone", -1), ("phone", None), ("invoices", 12), ("names", 85), ("nonsense", 1)],
)
def test_a_term_past_the_fiscal_duty_or_of_what_has_none_is_refused_by_its_field(
    store: Store, field: str, months: int | None
) -> None:
    before = now(store)
    for act in (terms.foreseen, terms.change_terms):
        with pytest.raises(BadInput) as refused:
            act(store, make.OFFICER, seen=before, wanted=other(before, **{field: months}), why=WHY)
        assert refused.value.field == field
    assert now(store) == before


def test_a_wrong_year_end_no_reason_and_no_difference_are_refused(store: Store) -> None:
    before = now(store)
    for year_end in ("31-12", "02-29", "06-31", ""):
        with pytest.raises(BadInput) as refused:
            change(store, replace(before, financial_year_end=year_end))
        assert refused.value.field == "financial_year_end"
    with pytest.raises(BadInput) as refused:
        terms.change_terms(store, make.OFFICER, seen=before, wanted=other(before, phone=6), why=None)
    assert refused.value.field == "reason"
    with pytest.raises(BadInput, match="No term differs"):
        terms.foreseen(store, make.OFFICER, seen=before, wanted=before, why=WHY)


def test_the_second_of_two_officers_is_told(store: Store) -> None:
    seen = now(store)
    change(store, other(seen, phone=6))
    with pytest.raises(ChangedMeanwhile):
        change(store, other(seen, phone=9), make.DEPUTY, seen)
    with pytest.raises(ChangedMeanwhile):
        terms.foreseen(store, make.DEPUTY, seen=seen, wanted=other(seen, phone=9), why=WHY)
    assert now(store).months["phone"] == 6


@pytest.mark.parametrize("actor", [make.MANAGER, make.COORDINATOR, make.ADMINISTRATOR], ids=lambda a: a.name)
def test_only_the_privacy_officer_changes_terms(store: Store, actor: Actor) -> None:
    with pytest.raises(NotAllowed):
        change(store, other(now(store), phone=6), actor)
    with pytest.raises(NotAllowed):
        terms.foreseen(store, actor, seen=now(store), wanted=other(now(store), phone=6), why=WHY)
