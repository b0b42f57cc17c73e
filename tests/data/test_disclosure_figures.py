"""What went to recipients, by hand: today and as it stood on days before, with and without a valid agreement."""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from data_layer import demo
from data_layer.disclosure_course import annul, tell_source
from data_layer.disclosures import STRANGERS, Filter, listed
from data_layer.ids import new_id
from data_layer.oversight import disclosure_figures
from data_layer.oversight.figure import Part, Rows
from data_layer.paging import Position
from data_layer.rules.access import Act
from data_layer.rules.agreements import Term, standing
from data_layer.rules.periods import Period, twelve_months_to
from data_layer.rules.working_days import add_months
from data_layer.store import Store
from data_layer.strangers import Stranger
from tests import make
from tests.data.test_disclosures import MUNICIPALITY, TO_ICE, a_recipient, recorded, the_entry
from tests.data.test_kept_figures import destroy

DAYS = (make.TODAY, date(2026, 11, 18), date(2026, 3, 31))


def fill(store: Store) -> None:
    """The try-out, and what it has none of: no agreement, one that ended, a joint controller, what was annulled."""
    demo.fill(store, clients=300)
    numbers = [row["number"] for row in make.rows(store, "select number from clients order by id limit 4")]
    a_recipient(store, MUNICIPALITY, "NL", code="joint", role="joint")
    with store.change(make.OFFICER, Act.RECIPIENT_CHANGE) as change:
        change.execute("update recipient_agreements set ends_on = date '2026-11-10' where kind = 'processor'")
        for kind in ("joint", "processor"):  # an agreement of another kind is none
            change.insert(
                "recipient_agreements", id=new_id(), recipient_id=MUNICIPALITY, kind=kind,
                signed_on=date(2026, 11, 16 if kind == "joint" else 1), version=1,
            )  # fmt: skip
    for day in (9, 10, 11, 20):
        recorded(store, **TO_ICE, client_numbers=numbers[:2], happened_on=date(2026, 11, day))
    for day in (15, 16):
        recorded(
            store, client_numbers=numbers[:1], categories=["names"], recipient_id=MUNICIPALITY,
            happened_on=date(2026, 11, day),
        )  # fmt: skip
    recorded(
        store, client_numbers=numbers, recipient_id=None, stranger=Stranger("Piet Onbekend", "NL"),
        categories=["names"], happened_on=date(2026, 11, 12),
    )  # fmt: skip
    for day in (12, 20):  # annulled on the twentieth, and today
        entry = the_entry(store, recorded(store, client_numbers=numbers, happened_on=date(2026, 11, 12)).number).row
        with make.on_day(store, date(2026, 11, max(day, 19))):
            annul(store, make.OFFICER, entry.id, 1, why="Nooit gegaan.")
    for happened_on, told_on in ((date(2026, 10, 1), date(2026, 11, 20)), (date(2026, 11, 2), None)):
        taken = recorded(store, client_numbers=numbers, direction="in", happened_on=happened_on)
        row = the_entry(store, taken.number).row
        if told_on:
            tell_source(store, make.COORDINATOR, row.id, 1, told_on=told_on)
        else:
            tell_source(store, make.COORDINATOR, row.id, 1, told_on=happened_on, client_numbers=numbers[:1])


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory, new_store_file: Path) -> Path:
    return make.a_filled_file(tmp_path_factory.mktemp("disclosure_figures"), new_store_file, fill)


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory, file: Path) -> Iterator[Store]:
    yield from make.a_lasting_store(tmp_path_factory.mktemp("looked_at") / "desk.duckdb", file)


def part(store: Store, day: date) -> Part:
    with store.read(make.MANAGER, Act.DISCLOSURE_LIST) as reader:
        return disclosure_figures.part(reader, make.MANAGER, twelve_months_to(day))


def by_hand(store: Store, period: Period) -> tuple[list[dict[str, Any]], dict[str, tuple[int, int | None]]]:
    """What went out in the period, and the figures: row by row, without the SQL that is tried."""
    recipients = {row["id"]: row for row in make.rows(store, "from recipients")}
    agreements = make.rows(store, "from recipient_agreements")
    persons = make.rows(store, "from disclosure_clients")
    day = period.until
    counting = [
        {**row, "to": recipients[row["recipient_id"]]}
        for row in make.rows(store, "from disclosures")
        if row["happened_on"] <= day and (row["state"] != "annulled" or row["annulled_on"] > day)
    ]
    entries = [row for row in counting if row["happened_on"] >= period.since]
    out = [row for row in entries if row["direction"] == "out"]
    for row in out:
        role = row["to"]["role"]
        row["needs"] = role in ("processor", "joint") and not row["to"]["is_stranger"]
        terms = [
            Term(a["signed_on"], a["ends_on"])
            for a in agreements
            if (a["recipient_id"], a["kind"]) == (row["recipient_id"], role)
        ]
        row["lacks"] = row["needs"] and standing(terms, row["happened_on"]).state == "none"
    to_tell = [row for row in counting if row["direction"] == "in" and row["source_exempt"] is None]
    untold = {p["disclosure_id"] for p in persons if p["told_source_on"] is None or p["told_source_on"] > day}
    still = [row for row in to_tell if row["id"] in untold]
    return out, {
        "deliveries": (len(out), len(entries)),
        "clients_delivered": (sum(row["clients"] for row in out), None),
        "without_agreement": (sum(row["lacks"] for row in out), sum(row["needs"] for row in out)),
        "flagged": (sum(bool(row["flags"]) for row in entries), len(entries)),
        "source_untold": (len(still), len(to_tell)),
        "source_untold_late": (sum(add_months(row["happened_on"], 1) < day for row in still), len(still)),
    }


def shown(store: Store, behind: Rows) -> int:
    """How many entries the list behind a figure shows."""
    facts: dict[str, Any] = dict(behind.filters)
    for name, value in facts.items():
        facts[name] = (
            date.fromisoformat(value) if name in ("since", "until", "as_of") else True if value == "yes" else value
        )
    with store.read(make.MANAGER, Act.DISCLOSURE_LIST) as reader:
        return listed(reader, make.MANAGER, Filter(**facts), Position()).total


@pytest.mark.parametrize("day", DAYS)
def test_each_figure_is_a_count_by_hand_and_its_list_shows_just_these(filled: Store, day: date) -> None:
    found = part(filled, day)
    _out, counted = by_hand(filled, twelve_months_to(day))
    assert {figure.code: (figure.value, figure.of) for figure in found.figures} == counted
    for figure in found.figures:
        if figure.rows is not None and figure.code != "clients_delivered":
            assert shown(filled, figure.rows) == figure.value, figure.code
    if day == make.TODAY:
        assert all(n for n, _of in counted.values()), counted
        assert all(figure.rows for figure in found.figures)


def test_the_agreement_must_be_of_the_kind_and_of_the_day(filled: Store) -> None:
    out, _counted = by_hand(filled, Period(date(2026, 11, 1), make.TODAY))
    days = sorted((row["to"]["code"], row["happened_on"].day) for row in out if row["lacks"])
    assert set(days) >= {("bureau_ice", 11), ("bureau_ice", 20), ("joint", 15)}
    assert not set(days) & {("bureau_ice", 9), ("bureau_ice", 10), ("joint", 16)}
    table = part(filled, make.TODAY).charts[1]
    per_recipient = dict(zip(table.codes, table.columns[3].values, strict=True))
    assert per_recipient["bureau_ice"] == sum(code == "bureau_ice" for code, _day in days)
    assert (per_recipient["joint"], per_recipient[STRANGERS]) == (1, 0)


@pytest.mark.parametrize("day", DAYS[1:])
def test_the_charts_add_up_to_the_figures_and_each_part_leads_to_its_rows(filled: Store, day: date) -> None:
    found = part(filled, day)
    months, recipients = found.charts
    out, counted = by_hand(filled, twelve_months_to(day))
    by_code = Counter(STRANGERS if row["to"]["is_stranger"] else row["to"]["code"] for row in out)
    entries = dict(zip(recipients.codes, recipients.columns[1].values, strict=True))
    assert {code: n for code, n in entries.items() if n} == by_code
    assert sum(bar.value for bar in months.bars) == counted["deliveries"][0]
    for bar in months.bars[-4:]:
        assert shown(filled, months.leads_to[bar.code, bar.part_code]) == bar.value
    for code, column in ((code, column) for code in recipients.codes for column in ("without_agreement", "flagged")):
        values = next(c.values for c in recipients.columns if c.code == column)
        behind = recipients.leads_to[code, column]
        assert shown(filled, behind) == values[recipients.codes.index(code)]
    assert [column.values for column in months.columns[1:]] == [
        tuple(bar.value for bar in months.bars if bar.part_code == column.code) for column in months.columns[1:]
    ]


def test_who_was_destroyed_since_still_counts(tmp_path: Path, file: Path) -> None:
    for store in make.a_lasting_store(tmp_path / "desk.duckdb", file):
        before = {day: [f.value for f in part(store, day).figures[:4]] for day in DAYS}
        gone = make.rows(store, "select id from clients order by id limit 3")
        destroy(store, [row["id"] for row in gone], [])
        after = {day: part(store, day).figures for day in DAYS}
        assert {day: [figure.value for figure in figures[:4]] for day, figures in after.items()} == before
        forgotten = make.asked(
            store,
            "select sum(forgotten) from disclosures where direction = 'out' and state <> 'annulled'"
            " and happened_on between $since and $until",
            since=date(2025, 12, 1),
            until=make.TODAY,
        )
        assert after[make.TODAY][1].destroyed == forgotten > 0
