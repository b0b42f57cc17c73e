"""Every category can be taken along, of all clients and of one: from the declaration, so that none can be forgotten."""

import io
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from data_layer.categories import CATEGORIES, RECORD_KINDS, Category, Field, RecordKind, label_of
from data_layer.clients import id_of
from data_layer.errors import BadInput, NotAllowed
from data_layer.exporting import lists, records, running
from data_layer.exporting.columns import cell_maker
from data_layer.exporting.dossier import the_dossier
from data_layer.exporting.listing import Listing
from data_layer.exporting.running import Export, Format
from data_layer.importing.subjects import subject_named
from data_layer.rules.access import Act
from data_layer.rules.checks import checked_country, checked_language
from data_layer.rules.spreadsheets import LONGEST_SHEET_NAME
from data_layer.settings import Settings
from data_layer.staff import Actor
from data_layer.store import Store
from data_layer.vocabulary import SOURCES
from data_layer.wording import LANGUAGES, Language, put
from tests import make
from tests.conftest import a_copy_of
from tests.data.test_export import FILE, entries, rows, taken

KINDS = [
    pytest.param(category, kind, id=f"{category.code}:{kind.table}")
    for category in CATEGORIES
    for kind in category.kinds
]
VALUES = make.FILLED | {"text": "=twee woorden", "number": "0012", "amount": Decimal("1234.50")}
"""With what a spreadsheet would compute or make shorter, and an amount that its numbers hold exactly."""
WRITTEN: dict[str, str] = {
    "text": "'=twee woorden", "number": '="0012"', "time": '="09:30"', "amount": "1234,5", "hours": "3,5",
    "yes_no": "nee", "country": "Syrië", "language": "Arabisch", "phone": '="+31612345678"', "bsn": f'="{make.BSN}"',
}  # fmt: skip


def written(field: Field, value: Any) -> str:
    return put(field.options[value], "nl") if field.options else WRITTEN.get(field.kind, str(value))


def a_full_record(store: Store, kind: RecordKind, client_id: int, **facts: Any) -> None:
    make.a_record(store, kind.table, client_id, **make.filled(kind, VALUES) | facts)


def a_full_client(store: Store, number: str = "0001", **facts: Any) -> int:
    return make.a_full_client(store, number, VALUES, **facts)


@pytest.fixture(scope="module")
def full_file(tmp_path_factory: pytest.TempPathFactory, new_store_file: Path) -> Path:
    """The file of a store with one client of whom every field is filled: making it takes longer than a test here."""
    return make.a_filled_file(tmp_path_factory.mktemp("full"), new_store_file, a_full_client)


@pytest.fixture
def full(settings: Settings, full_file: Path) -> Iterator[Store]:
    """One client, 0001, of whom every field is filled."""
    yield from a_copy_of(full_file, settings)


@pytest.fixture(scope="module")
def lasting(tmp_path_factory: pytest.TempPathFactory, full_file: Path) -> Iterator[Store]:
    """The same client in one store for all tests that count the entries they add themselves."""
    yield from make.a_lasting_store(tmp_path_factory.mktemp("lasting") / "desk.duckdb", full_file)


def the_client(store: Store) -> int:
    with store.read(make.COORDINATOR, Act.CLIENT_LIST) as reader:
        return id_of(reader, "0001")


def listing_of(kind: RecordKind, search: str = "") -> Listing:
    base = lists.the_clients(search, "number")
    return base if kind.is_of_person else {one.code: one for one in base.instead}[kind.table]


def all_of(listing: Listing, form: Format = "csv", language: Language = "nl") -> Export:
    """The export of all columns that the listing has."""
    return Export(listing, tuple(column.code for column in listing.columns), form, FILE, language)


def sheets(content: bytes) -> dict[str, list[list[Any]]]:
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


@pytest.mark.parametrize(("category", "kind"), KINDS)
def test_every_field_of_every_category_is_exported_under_its_own_heading_with_its_source(
    lasting: Store, category: Category, kind: RecordKind
) -> None:
    before = len(entries(lasting))
    (row,) = rows(taken(lasting, all_of(listing_of(kind)), make.OFFICER))
    assert next(iter(row.items())) == ("Cliëntnummer", '="0001"')
    values = make.filled(kind, VALUES)
    for field in kind.fields:
        assert row[put(field.label, "nl")] == written(field, values[field.column]), field.column
    source = put(SOURCES["duo" if kind.is_of_person else "municipality"], "nl")
    assert row[put(records.source_of("source").label, "nl")] == source
    if not kind.is_of_person:
        assert len(row) == len(kind.fields) + 2
    (entry,) = entries(lasting)[before:]
    assert (entry["subject_kind"], entry["count"], entry["reason_code"]) == (listing_of(kind).code, 1, "purpose_3")


@pytest.mark.parametrize(("category", "kind"), KINDS)
def test_every_category_is_exported_as_a_workbook_with_days_numbers_and_text(
    lasting: Store, category: Category, kind: RecordKind
) -> None:
    (found,) = sheets(taken(lasting, all_of(listing_of(kind), "xlsx", "en"), make.OFFICER)).values()
    row = dict(zip(found[0], found[1], strict=True))
    assert row["Client number"] == "0001"
    plain = {"text", "long", "number", "time", "phone", "email", "bsn", "postcode", "date", "past", "amount", "hours"}
    values = make.filled(kind, VALUES)
    for field in kind.fields:
        if field.kind in plain:
            assert row[put(field.label, "en")] == values[field.column], field.column


@pytest.mark.parametrize("actor", make.EVERYBODY, ids=lambda a: a.name)
def test_each_category_leaves_only_with_those_who_may_have_it(lasting: Store, actor: Actor) -> None:
    for category in CATEGORIES:
        is_for = actor in (make.OFFICER, make.DEPUTY) or (actor is make.COORDINATOR and not category.is_sensitive)
        for kind in category.kinds:
            listing = listing_of(kind)
            own = ("number", *(field.column for field in kind.fields))
            export = Export(listing, own if kind.is_of_person else listing.usual_columns(actor), "csv", FILE, "nl")
            before = len(entries(lasting))
            if is_for:
                assert len(rows(taken(lasting, export, actor))) == 1, kind.code
            else:
                with pytest.raises(NotAllowed):
                    pytest.fail(f"{kind.code} left: {len(taken(lasting, export, actor))} bytes")
            assert len(entries(lasting)) == before + is_for, kind.code


def test_what_is_sensitive_is_declared() -> None:
    assert {category.code for category in CATEGORIES if category.is_sensitive} == {
        "bsn", "residence_status", "preconditions", "progress_notes", "complaints",
    }  # fmt: skip


def test_records_of_restricted_and_of_merged_clients_stay_out(full: Store) -> None:
    shut = a_full_client(full, "0002", bsn=None)
    merged = a_full_client(full, "0003", bsn=None)
    make.restrict(full, shut, make.TODAY)
    with full.change(make.OFFICER, Act.CLIENT_REGISTER) as change:
        change.execute("update clients set merged_into = 1 where id = $id", id=merged)
    for kind in RECORD_KINDS.values():
        listing = listing_of(kind)
        assert running.size(full, make.OFFICER, listing) == running.Size(1, 1)
        assert [row["Cliëntnummer"] for row in rows(taken(full, all_of(listing), make.OFFICER))] == ['="0001"']


def test_merged_clients_stay_out_of_the_clients(store: Store) -> None:
    make.a_client(store, "0001")
    make.a_client(store, "0002", merged_into=1)
    listing = lists.the_clients("", "number")
    assert [row["Cliëntnummer"] for row in rows(taken(store, all_of(listing), make.OFFICER))] == ['="0001"']


def test_records_come_by_client_in_the_order_of_the_list_and_the_newest_first(store: Store) -> None:
    lesson = RECORD_KINDS["attendance"]
    for number, surname in (("0001", "Zand"), ("0002", "Aker")):
        client_id = make.a_client(store, number, surname=surname)
        for day in (1, 3, 2):
            a_full_record(store, lesson, client_id, held_on=date(2026, 3, day))
    listing = {one.code: one for one in lists.the_clients("", "name").instead}["attendance"]
    found = [(row["Cliëntnummer"], row["Datum"]) for row in rows(taken(store, all_of(listing)))]
    assert found == [(f'="{n}"', f"2026-03-0{day}") for n in ("0002", "0001") for day in (3, 2, 1)]


def test_the_filter_of_the_list_is_that_of_the_records(store: Store) -> None:
    for number, surname in (("0001", "Zand"), ("0002", "Aker")):
        a_full_record(store, RECORD_KINDS["phones"], make.a_client(store, number, surname=surname))
    listing = listing_of(RECORD_KINDS["phones"], "zand")
    assert [row["Cliëntnummer"] for row in rows(taken(store, all_of(listing)))] == ['="0001"']
    assert entries(store)[0]["fields"] == ["search"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_titles_fit_a_sheet_and_are_told_apart(language: Language) -> None:
    titles = [put(one.short or one.title, language) for one in (lists.of_client(1), *records.of_client(1))]
    assert len(set(titles)) == len(titles) == 1 + len(RECORD_KINDS)
    assert all(len(title) <= LONGEST_SHEET_NAME for title in titles)
    assert not [title for title in titles if set(title) & set("[]:*?/\\") or title.strip("'") != title]


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_import_knows_every_sheet_by_its_name(language: Language) -> None:
    for listing in (lists.of_client(1), *records.of_client(1)):
        for title in (listing.title, listing.short or listing.title):
            subject = subject_named(put(title, language))
            assert subject
            assert subject.code == listing.code


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_country_or_language_is_written_so_that_it_is_read_as_the_same(language: Language) -> None:
    for kind, check, codes in (
        ("country", checked_country, ["NL", "SY", "ER", "TR", "CD", "CG", "AW", "GB", "XK"]),
        ("language", checked_language, ["nl", "ar", "ti", "fa", "uk", "zh", "ku", "so"]),
    ):
        make_cell = cell_maker(records.column_of(Field("c", records.NUMBER.label, kind), "c"), language)  # type: ignore[arg-type]  # two of the kinds
        for code in codes:
            assert check(str(make_cell(code))).value == code, code


@pytest.mark.parametrize("text", ["x" * 32_768, "🙂" * 16_384])
def test_a_text_that_no_cell_holds_is_not_cut_but_refused_and_csv_has_it_whole(store: Store, text: str) -> None:
    client_id = make.a_client(store)
    note = RECORD_KINDS["progress_notes"]
    a_full_record(store, note, client_id, body=text)
    listing = listing_of(note)
    with pytest.raises(BadInput, match="Choose CSV") as told:
        taken(store, all_of(listing, "xlsx"), make.OFFICER)
    assert told.value.field == "format"
    assert not entries(store)
    assert text in taken(store, all_of(listing), make.OFFICER).decode()


@pytest.mark.parametrize("text", ["x" * 32_767, "🙂" * 16_383])
def test_the_longest_text_of_a_cell_comes_whole(store: Store, text: str) -> None:
    note = RECORD_KINDS["progress_notes"]
    a_full_record(store, note, make.a_client(store), body=text)
    ((_, row),) = sheets(taken(store, all_of(listing_of(note), "xlsx"), make.OFFICER)).values()
    assert text in row


def dossier_of(actor: Actor, client_id: int, **facts: Any) -> Export:
    return the_dossier(actor, client_id, purpose=FILE, language="nl", **facts)


def test_a_dossier_has_the_client_and_a_sheet_per_kind_that_has_rows(full: Store) -> None:
    client_id = the_client(full)
    a_full_client(full, "0002", bsn=None)
    found = sheets(taken(full, dossier_of(make.OFFICER, client_id, with_bsn=True), make.OFFICER))
    assert list(found) == [put(one.short or one.title, "nl") for one in (lists.of_client(1), *records.of_client(1))]
    for category in CATEGORIES:
        for kind in category.kinds:
            title = label_of(kind)
            name = "Cliënten" if kind.is_of_person else put(title, "nl")
            head, *rest = found.get(name) or found[put(kind.one, "nl")]
            assert len(rest) == 1
            row = dict(zip(head, rest[0], strict=True))
            assert row["Cliëntnummer"] == "0001"
            assert {put(field.label, "nl") for field in kind.fields} <= set(row)
    assert "Bron" in found["Cliënten"][0]


def test_kinds_without_rows_have_no_sheet(store: Store) -> None:
    client_id = make.a_client(store)
    make.a_record(store, "phones", client_id, phone="+31612345678")
    assert list(sheets(taken(store, dossier_of(make.COORDINATOR, client_id)))) == ["Cliënten", "telefoonnummers"]


def test_a_dossier_is_one_entry_about_that_client_with_its_kinds_count_digest_and_purpose(full: Store) -> None:
    client_id = the_client(full)
    export = dossier_of(make.OFFICER, client_id, with_bsn=True)
    taken(full, export, make.OFFICER)
    (entry,) = entries(full)
    assert (entry["subject_kind"], entry["subject_id"], entry["reason_code"]) == ("client", client_id, "purpose_3")
    assert entry["count"] == 1 + len(RECORD_KINDS)
    assert set(entry["fields"]) == {"clients", "bsn", *RECORD_KINDS}
    assert running.file_name(full, export) == "dossier-2026-11-23.xlsx"


def test_a_coordinator_s_dossier_has_nothing_sensitive_and_the_bsn_comes_only_when_asked_for(full: Store) -> None:
    client_id = the_client(full)
    found = sheets(taken(full, dossier_of(make.COORDINATOR, client_id)))
    assert "voortgangsnotities" not in found
    assert make.BSN not in str(found)
    assert "presentie" in found
    assert make.BSN not in str(sheets(taken(full, dossier_of(make.OFFICER, client_id), make.OFFICER)))
    with pytest.raises(NotAllowed):
        taken(full, dossier_of(make.COORDINATOR, client_id, with_bsn=True))
    with pytest.raises(NotAllowed):
        taken(full, dossier_of(make.OFFICER, client_id))
    for actor in (make.MANAGER, make.ADMINISTRATOR):
        with pytest.raises(NotAllowed):
            taken(full, dossier_of(actor, client_id), actor)


def test_a_restricted_dossier_leaves_only_with_the_privacy_officer_who_says_why(full: Store) -> None:
    client_id = the_client(full)
    make.restrict(full, client_id, make.TODAY)
    why = "De rechter vraagt erom."
    with pytest.raises(NotAllowed, match="restricted"):
        taken(full, dossier_of(make.COORDINATOR, client_id, reason=why))
    with pytest.raises(NotAllowed, match="Give the reason"):
        taken(full, dossier_of(make.OFFICER, client_id, reason="  "), make.OFFICER)
    assert not entries(full)
    found = sheets(taken(full, dossier_of(make.OFFICER, client_id, reason=why), make.OFFICER))
    assert found["Cliënten"][1][0] == "0001"
    assert "presentie" in found
    (entry,) = entries(full)
    assert why not in str(entry)
    with full.read(make.OFFICER, Act.LOG_VIEW) as reader:
        assert reader.values("select body from reasons where client_id = $id", id=client_id) == [why]


def test_without_a_purpose_no_dossier_leaves(store: Store) -> None:
    client_id = make.a_client(store)
    export = the_dossier(make.COORDINATOR, client_id, purpose=None, language="nl")
    with pytest.raises(BadInput, match="what the file is for"):
        taken(store, export)
