"""Every subject as a file of every kind, as a Dutch office opens it: with all its rows, and one entry in the log."""

import csv
import hashlib
import io
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from itertools import product
from pathlib import Path
from typing import Any, get_args

import pyarrow.parquet as pq
import pytest
from python_calamine import CalamineWorkbook

from data_layer.demo.filling import fill
from data_layer.errors import BadInput
from data_layer.exporting import running, subjects
from data_layer.exporting.columns import Column
from data_layer.exporting.pickable import Pickable
from data_layer.exporting.running import Export, Format
from data_layer.rules.access import PERMISSIONS, Act, Role
from data_layer.rules.periods import RELATIVE
from data_layer.staff import Actor
from data_layer.store import Store
from data_layer.wording import put
from tests import make

EXCEL_SHOWS_A_DATE = re.compile(r"\d{4}-\d\d-\d\d")
EXCEL_SHOWS_A_MOMENT = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d")
WITHOUT_ROWS = {"endless", "batches"}  # in so small a store


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory, new_store_file: Path) -> Iterator[Store]:
    file = make.a_filled_file(tmp_path_factory.mktemp("filled"), new_store_file, lambda store: fill(store, clients=300))
    yield from make.a_lasting_store(tmp_path_factory.mktemp("demo") / "desk.duckdb", file)


def rows_of(content: bytes, form: str) -> list[dict[str, Any]]:
    """The rows as what opens such a file sees them, by heading."""
    if form == "json":
        return list(json.loads(content))
    if form == "parquet":
        return list(pq.read_table(io.BytesIO(content)).to_pylist())
    if form == "csv":
        assert content.startswith(b"\xef\xbb\xbf")
        assert content.endswith(b"\r\n")
        return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";", strict=True))
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0)
    head, *rows = sheet.to_python(skip_empty_area=False)
    return [dict(zip(map(str, head), row, strict=True)) for row in rows]


def last_entry(store: Store) -> dict[str, Any]:
    (found,) = make.rows(
        store,
        """
        select *, (select count(*) from log where act = 'export.run') as exports
        from log where chain = 'change' order by seq desc limit 1
        """,
    )
    return found


def said(column: Column) -> re.Pattern[str] | None:
    """What a cell of stored codes says: one of the words, or several."""
    if column.words is None:
        return None
    word = "|".join(re.escape(put(words, "nl")) for words in column.words.values())
    return re.compile(f"(?:{word})(?:, (?:{word}))*")


def is_right(cell: Any, column: Column, form: str, words: re.Pattern[str] | None) -> bool:
    """Whether the cell is of the kind that its column promises; an empty one is right."""
    if cell in (None, ""):
        return True
    if words is not None:
        return words.fullmatch(cell) is not None
    if form == "csv":
        patterns = {"day": EXCEL_SHOWS_A_DATE, "moment": EXCEL_SHOWS_A_MOMENT, "number": re.compile(r"-?\d+"),
                    "decimal": re.compile(r"-?\d+(,\d+)?"), "code": re.compile(r'="[^"]*"|[^=+@-].*')}  # fmt: skip
        found = patterns.get(column.kind, re.compile(r"[^=+@\t\r\n-].*|[+-][\d (),.-]+", re.DOTALL))
        return found.fullmatch(cell) is not None
    if form == "json":
        kinds: dict[str, type | tuple[type, ...]] = {"number": int, "decimal": (int, float)}
        return isinstance(cell, kinds.get(column.kind, str))
    kinds = {"day": date, "moment": datetime, "number": (int, float), "decimal": (int, float, Decimal)}
    return isinstance(cell, kinds.get(column.kind, str))


@pytest.mark.parametrize("code", subjects.SUBJECTS)
def test_every_subject_opens_in_every_form_with_all_its_rows_and_one_entry(demo: Store, code: str) -> None:
    subject = subjects.SUBJECTS[code]
    listing = subject.listing({}, subjects.moment_of(demo))
    headings = [put(column.label, "nl") for column in listing.columns]
    words = [said(column) for column in listing.columns]
    assert len(set(headings)) == len(headings), "two columns of one name"
    before = last_entry(demo)["exports"]
    for done, form in enumerate(get_args(Format), 1):
        size = running.size(demo, make.OFFICER, listing)
        assert size.rows or code in WITHOUT_ROWS
        columns = tuple(column.code for column in listing.columns)
        content = b"".join(running.run(demo, make.OFFICER, Export(listing, columns, form, 9, "nl")))
        rows = rows_of(content, form)
        assert len(rows) == size.rows
        entry = last_entry(demo)
        assert (entry["act"], entry["exports"]) == ("export.run", before + done)
        assert (entry["count"], entry["bulk_digest"]) == (size.rows, hashlib.sha256(content).hexdigest())
        for row in rows[:300]:
            assert list(row) == headings
            for column, cell, known in zip(listing.columns, row.values(), words, strict=True):
                assert is_right(cell, column, form, known), (form, column.code, cell)


def test_the_forms_say_the_same(demo: Store) -> None:
    listing = subjects.SUBJECTS["records_invoices"].listing({}, subjects.moment_of(demo))
    columns = tuple(column.code for column in listing.columns)
    found = {
        form: rows_of(b"".join(running.run(demo, make.OFFICER, Export(listing, columns, form, 9, "nl"))), form)
        for form in get_args(Format)
    }
    amount, day = "Bedrag", "Factuurdatum"
    for sheet, text, typed, plain in zip(*(found[form] for form in ("xlsx", "csv", "parquet", "json")), strict=True):
        assert float(sheet[amount]) == float(typed[amount]) == plain[amount] == float(text[amount].replace(",", "."))
        assert sheet[day] == typed[day] == date.fromisoformat(plain[day]) == date.fromisoformat(text[day])


def every_value(store: Store, subject: Pickable) -> Iterator[dict[str, str]]:
    with store.read(make.OFFICER, Act.LOG_VIEW) as reader:
        for one in subject.filters:
            codes = {"yes": ["yes"], "period": [*RELATIVE, "2026-01-01..2026-06-30"]}.get(one.kind)
            yield from ({one.name: value} for value in codes or list(subjects.options(reader, one)))


def test_every_filter_narrows_and_is_named_in_the_log_without_its_value(demo: Store) -> None:
    moment = subjects.moment_of(demo)
    for code, subject in subjects.SUBJECTS.items():
        whole = running.size(demo, make.OFFICER, subject.listing({}, moment))
        fewest: dict[str, int] = {}
        for values in every_value(demo, subject):
            listing = subject.listing(values, moment)
            size = running.size(demo, make.OFFICER, listing)
            assert size.rows <= whole.rows, values
            assert listing.filters == tuple(values)
            (name,) = values
            fewest[name] = min(size.rows, fewest.get(name, whole.rows))
        if code not in WITHOUT_ROWS:
            assert [name for name, rows in fewest.items() if rows == whole.rows] == [], code
    values = {"right": "access", "stand": "open"}
    listing = subjects.SUBJECTS["requests"].listing(values, moment)
    for _ in running.run(demo, make.OFFICER, Export(listing, ("number",), "csv", 9, "nl")):
        pass
    entry = last_entry(demo)
    assert (entry["act"], entry["subject_kind"], entry["reason_code"]) == ("export.run", "requests", "purpose_9")
    assert entry["fields"] == ["right", "stand"]


def test_a_period_is_of_days_in_dutch_time(store: Store) -> None:
    moments = ("2026-10-31 22:59:00", "2026-10-31 23:01:00", "2026-11-23 08:00:00")
    with store.change(make.OFFICER, Act.BREACH_RECORD) as change:
        for number, at in enumerate(moments, 1):
            change.insert(
                "breaches", id=number, number=f"D2026-000{number}", aware_at=f"{at}+00", what="iets", staff_id=3
            )
    subject, moment = subjects.SUBJECTS["breaches"], subjects.moment_of(store)
    for period, rows in (("this_month", 2), ("last_month", 1), ("2026-10-31..2026-10-31", 1), ("2026", 3)):
        assert running.size(store, make.OFFICER, subject.listing({"period": period}, moment)).rows == rows, period


@pytest.mark.parametrize(
    ("code", "values"),
    [("requests", {"colour": "red"}), ("requests", {"right": "to_be_king"}), ("clients", {"period": "yesterday"}),
     ("clients", {"search": "Amina"}), ("disclosures", {"flagged": "no"}), ("log", {"staff": "drie"}),
     ("log", {"staff": "²"}), ("log", {"staff": 40 * "9"}), ("disclosures", {"purpose": "²"})],
)  # fmt: skip
def test_a_filter_that_is_not_there_is_refused_and_never_left_out(
    store: Store, code: str, values: dict[str, str]
) -> None:
    with pytest.raises(BadInput, match="Nothing was exported"):
        subjects.SUBJECTS[code].listing(values, subjects.moment_of(store))


@pytest.mark.parametrize(("actor", "code"), list(product(make.EVERYBODY, subjects.SUBJECTS)), ids=str)
def test_who_may_not_have_a_list_is_not_offered_its_subject(demo: Store, actor: Actor, code: str) -> None:
    listing = subjects.SUBJECTS[code].listing({}, subjects.moment_of(demo))
    offered = code in [one.code for one in subjects.subjects_for(demo, actor)]
    assert offered == all(not PERMISSIONS[act].isdisjoint(actor.roles) for act in listing.acts)
    if code == "log":
        assert offered == (Role.PRIVACY_OFFICER in actor.roles)


def test_the_log_tells_who_did_what_and_why_in_words(demo: Store) -> None:
    listing = subjects.SUBJECTS["log"].listing({"act": "export.run"}, subjects.moment_of(demo))
    export = Export(listing, tuple(column.code for column in listing.columns), "json", 9, "nl")
    b"".join(running.run(demo, make.OFFICER, export))
    before = running.size(demo, make.OFFICER, listing).rows
    rows = rows_of(b"".join(running.run(demo, make.OFFICER, export)), "json")
    assert len(rows) == before > 0
    assert {row["Wat is er gedaan"] for row in rows} == {"lijst exporteren"}
    assert rows[0]["Reden"] == "nakomen van wettelijke verplichtingen"
    assert rows[0]["Moment"] == "2026-11-23T10:00:00+01:00"
    text = rows_of(b"".join(running.run(demo, make.OFFICER, replace(export, format="csv"))), "csv")
    assert text[0]["Moment"] == "2026-11-23 10:00:00"


def test_of_a_restricted_client_the_log_gives_no_entry_and_says_how_many_it_leaves_out(store: Store) -> None:
    shut, free = (make.a_client(store, number) for number in ("1001", "1002"))
    for client in (shut, free):
        with store.change(make.OFFICER, Act.RESTRICTION_LIFT, make.subject(client)) as change:
            change.touched("restricted_since")
    make.restrict(store, shut, make.TODAY)
    listing = subjects.SUBJECTS["log"].listing({"act": "restriction.lift"}, subjects.moment_of(store))
    assert running.size(store, make.OFFICER, listing) == running.Size(1, 1)
    export = Export(listing, ("seq", "subject_kind", "record"), "json", 9, "nl")
    (row,) = rows_of(b"".join(running.run(store, make.OFFICER, export)), "json")
    assert list(row.values())[1:] == ["cliënt", "1002"]
