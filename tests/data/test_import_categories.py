"""Every kind of record can be imported, from a sheet of a workbook or a CSV: from the declaration, not kind by kind."""

import inspect
import re
from collections.abc import Callable, Sequence
from typing import Any

import pytest

from data_layer.categories import CATEGORIES, CATEGORY_OF, RECORD_KINDS, Field, RecordKind
from data_layer.ids import new_id
from data_layer.importing import comparing
from data_layer.importing.headings import field_by_heading
from data_layer.importing.outcomes import SheetPlan, Status
from data_layer.importing.refused import OWN
from data_layer.importing.reporting import ImportReport
from data_layer.importing.running import apply
from data_layer.importing.subjects import SUBJECTS, subject_named
from data_layer.log import Subject
from data_layer.rules.access import Act
from data_layer.staff import THE_DESK
from data_layer.store import Store
from data_layer.wording import LANGUAGES, put
from tests import make
from tests.category_files import (
    KINDS,
    OWN_KINDS,
    Row,
    a_row,
    a_sheet,
    a_workbook,
    brought_in,
    cells_of,
    figures,
    looked_at,
    stored,
)

SOURCE = inspect.getsource(comparing)
of_every_kind = pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.table)


def as_stored(kind: RecordKind) -> dict[str, Any]:
    return {field.column: cells_of(field)[1] for field in kind.fields} | {"source": "duo"}


def a_sheet_each(rows_of: Callable[[RecordKind], Sequence[Row]]) -> bytes:
    """A workbook with these rows of every kind, each kind on its own sheet."""
    return a_workbook({put(SUBJECTS[kind.table].label, "nl")[:31]: rows_of(kind) for kind in KINDS})


def by_table(report: ImportReport) -> dict[str, SheetPlan]:
    """What became of the sheet of every kind."""
    found = {sheet.taking.subject.code: sheet for sheet in report.sheets}
    assert set(found) == {kind.table for kind in KINDS}
    return found


def statuses(sheet: SheetPlan) -> tuple[int, int, int, int]:
    """New, changed, unchanged, refused."""
    added, changed, unchanged = (sheet.count(status) for status in (Status.NEW, Status.CHANGED, Status.UNCHANGED))
    return added, changed, unchanged, len(sheet.refused)


def check_that_every_field_is_there(store: Store, client_id: int, report: ImportReport) -> None:
    sheets, told = by_table(report), {one["in_table"]: one for one in stored_changes(store)}
    for kind in KINDS:
        assert statuses(sheets[kind.table]) == (1, 0, 0, 0), sheets[kind.table].refused
        (record,) = stored(store, kind.table)
        assert {name: record[name] for name in as_stored(kind)} == as_stored(kind)
        assert record["client_id"] == client_id
        change = told.pop(kind.table)
        assert (change["client_id"], change["record_id"], change["what"]) == (client_id, record["id"], "added")
        assert set(change["fields"]) == {field.column for field in kind.fields} | {"source"}
    assert not told


def first_free(kind: RecordKind) -> Field | None:
    """A field that does not tell which record it is; without any, another value is another record."""
    field = next((f for f in kind.fields if f.column not in kind.key and f.kind != "yes_no"), None)
    assert (field is None) == (kind.table == "payments")
    return field


def emptied(kind: RecordKind) -> Row:
    return a_row(kind, **{field.column: "" for field in kind.fields if field.column not in kind.key})


def corrected(kind: RecordKind) -> Row:
    field = first_free(kind)
    return a_row(kind, **({field.column: cells_of(field, 1)[0]} if field else {}))


def test_every_field_comes_in_then_the_same_file_and_an_empty_cell_change_nothing_and_a_corrected_cell_that_one_alone(
    store: Store,
) -> None:
    client_id = make.a_client(store, "1001")
    content = a_sheet_each(lambda kind: [a_row(kind)])
    report = brought_in(store, content)
    assert figures(report) == (len(KINDS), 0, 0, 0)
    check_that_every_field_is_there(store, client_id, report)
    first = {kind.table: stored(store, kind.table) for kind in KINDS}

    for again in (content, a_sheet_each(lambda kind: [emptied(kind)])):
        for table, sheet in by_table(brought_in(store, again)).items():
            assert statuses(sheet) == (0, 0, 1, 0), table
            assert stored(store, table) == first[table]

    sheets = by_table(brought_in(store, a_sheet_each(lambda kind: [corrected(kind)])))
    after = {kind.table: stored(store, kind.table) for kind in KINDS}
    for kind in KINDS:
        sheet, (was,), (now,) = sheets[kind.table], first[kind.table], after[kind.table]
        if (field := first_free(kind)) is None:
            assert (statuses(sheet), now) == ((0, 0, 1, 0), was)
            continue
        assert statuses(sheet) == (0, 1, 0, 0), sheet.refused
        assert sheet.with_status(Status.CHANGED)[0].changed == (f"{kind.table}.{field.column}",)
        moved = {name for name in now if now[name] != was[name]} - {"safe_last_day", "legal_last_day"}
        assert moved == {field.column, "version"}
        assert (now[field.column], now["version"]) == (cells_of(field, 1)[1], 2)
        protect(store, client_id, kind, field)

    sheets = by_table(brought_in(store, content))
    for kind in KINDS:
        assert statuses(sheets[kind.table]) == (0, 0, 1, 0), kind.table
        if field := first_free(kind):
            assert sheets[kind.table].guarded()[0].left_alone == (f"{kind.table}.{field.column}",)
        assert stored(store, kind.table) == after[kind.table]


def protect(store: Store, client_id: int, kind: RecordKind, field: Field) -> None:
    """The field was corrected on the person's request."""
    with store.change(THE_DESK, Act.STORE_FILL) as change:
        change.insert(
            "protected_fields",
            id=new_id(),
            client_id=client_id,
            category=CATEGORY_OF[kind.code].code,
            field=field.column,
            since=make.TODAY,
        )


def test_a_restricted_client_is_left_as_it_is_and_an_unknown_one_refused(store: Store) -> None:
    make.restrict(store, make.a_client(store, "1001"), make.TODAY)
    report = brought_in(store, a_sheet_each(lambda kind: [a_row(kind), a_row(kind, "9999")]))
    assert not report.written
    for table, sheet in by_table(report).items():
        assert (len(sheet.skipped), statuses(sheet)) == (1, (0, 0, 0, 1)), table
        assert "no client with this number" in sheet.refused[0][0].reason.msgid
        assert stored(store, table) == []


def test_two_equal_rows_are_two_records_or_one_and_stay_so(store: Store) -> None:
    make.a_client(store, "1001")
    content = a_sheet_each(lambda kind: [a_row(kind), a_row(kind)])
    brought_in(store, content)
    before = {kind.table: stored(store, kind.table) for kind in KINDS}
    assert brought_in(store, content).added == 0
    for table, records in before.items():
        assert stored(store, table) == records
        has_identity = table in ("phones", "emails", "agreements", "invoices")
        assert len(records) == (1 if has_identity else 2), table


def test_a_row_without_what_is_needed_is_refused_by_name(store: Store) -> None:
    """Each row lacks one field that is needed, or all those of which one is."""
    make.a_client(store, "1001")
    lacking = {
        kind.table: [(f.column,) for f in kind.fields if f.is_needed] + ([kind.some_of] if kind.some_of else [])
        for kind in KINDS
    }
    content = a_sheet_each(lambda kind: [a_row(kind, **dict.fromkeys(some, "")) for some in lacking[kind.table]])
    for table, sheet in by_table(brought_in(store, content)).items():
        assert lacking[table], "every kind needs something"
        told = [(refusal.reason.msgid, refusal.heading) for (refusal,) in sheet.refused]
        assert told == [
            (
                "“%(field)s” is missing: fill it in."
                if len(some) == 1
                else "Fill in at least one of these: %(fields)s.",
                put(RECORD_KINDS[table].field(some[0]).label, "nl"),
            )
            for some in lacking[table]
        ]
        assert stored(store, table) == []


@of_every_kind
def test_the_rows_that_come_back_have_no_heading_that_means_something(kind: RecordKind) -> None:
    for language in LANGUAGES:
        for word in OWN:
            assert field_by_heading(put(word, language), SUBJECTS[kind.table]) is None


def stored_changes(store: Store) -> list[dict[str, Any]]:
    with store.read(make.OFFICER, Act.CLIENT_LIST) as reader:
        return reader.all(dict[str, Any], "select * from record_changes order by seq")


def test_what_somebody_changed_after_the_look_is_not_overwritten(store: Store) -> None:
    client_id = make.a_client(store, "1001")
    seen = looked_at(store, a_sheet_each(lambda kind: [a_row(kind)]))
    with store.change(make.OFFICER, Act.CLIENT_CHANGE, Subject("client", client_id)) as change:
        change.update("clients", client_id, 1, birth_place="Homs")
    report = apply(store, make.COORDINATOR, seen, only_if_all_good=False)
    assert not report.written
    for table, sheet in by_table(report).items():
        assert statuses(sheet) == (0, 0, 0, 1), table
        assert stored(store, table) == []


@of_every_kind
def test_a_sheet_is_known_by_its_names(kind: RecordKind) -> None:
    for name in (kind.table, kind.table.upper(), put(kind.one, "en"), put(SUBJECTS[kind.table].label, "nl")):
        found = subject_named(name)
        assert found is not None, name
        assert found.code == kind.table


@of_every_kind
def test_no_column_is_called_like_what_the_comparison_itself_tells(kind: RecordKind) -> None:
    own = set(
        re.findall(r"file_\w+|is_\w+|\w+_columns|client_id|version|born_on|replaces|blocked|problem|\bid\b", SOURCE)
    )
    assert own.isdisjoint({field.column for field in kind.fields})


def test_a_needed_choice_without_a_column_gets_what_a_form_proposes(store: Store) -> None:
    make.a_client(store, "1001")
    row = {"Cliëntnummer": "1001", "Straat": "Kerkstraat", "Woonplaats": "Nijmegen"}
    brought_in(store, a_sheet([row]), "addresses")
    assert [record["kind"] for record in stored(store, "addresses")] == ["home"]
    assert figures(brought_in(store, a_sheet([row]), "addresses")) == (0, 0, 1, 0)
    make.a_record(store, "addresses", make.a_client(store, "1002"), kind="post", street="Kerkstraat", city="Nijmegen")
    assert figures(brought_in(store, a_sheet([{**row, "Cliëntnummer": "1002"}]), "addresses")) == (0, 0, 1, 0)


of_every_own_kind = pytest.mark.parametrize("kind", OWN_KINDS, ids=lambda kind: kind.fields[0].column)


@of_every_own_kind
def test_a_category_of_the_clients_own_row_comes_in_by_itself(store: Store, kind: RecordKind) -> None:
    make.a_client(store, "1001", birth_date=None, gender=None, birth_country=None)
    content = a_sheet([a_row(kind)])
    name = next((put(category.label, "nl") for category in CATEGORIES if kind in category.kinds), "Cliënten")
    assert figures(brought_in(store, a_workbook({name[:31]: [a_row(kind)]}))) == (0, 1, 0, 0)
    (client,) = stored(store, "clients")
    assert {field.column: client[field.column] for field in kind.fields} == {
        field.column: cells_of(field)[1] for field in kind.fields
    }
    assert client["source"] == "duo"
    assert figures(brought_in(store, content)) == (0, 0, 1, 0)
    (told,) = stored_changes(store)
    assert set(told["fields"]) - {"source"} == {field.column for field in kind.fields}
    corrected = a_sheet([a_row(kind, **{kind.fields[0].column: cells_of(kind.fields[0], 1)[0]})])
    assert figures(brought_in(store, corrected)) == (0, 1, 0, 0)
