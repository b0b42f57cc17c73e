"""The workbook to fill in knows what the import knows: filled with its own examples it comes in without a refusal."""

import io

import pytest
from python_calamine import CalamineWorkbook

from data_layer.categories import OWN_FIELDS, RECORD_KINDS
from data_layer.errors import BadInput
from data_layer.importing.cells import check_for
from data_layer.importing.headings import check_mapping, suggested
from data_layer.importing.reading import read
from data_layer.importing.subjects import SUBJECTS, subject_named
from data_layer.importing.template import columns_of, made, sheet_name
from data_layer.store import Store
from data_layer.wording import LANGUAGES, Language
from tests.category_files import brought_in, figures, stored
from tests.make import TODAY

in_every_language = pytest.mark.parametrize("language", LANGUAGES)


@in_every_language
def test_it_has_a_sheet_per_kind_in_the_order_of_the_statement(language: Language) -> None:
    book = CalamineWorkbook.from_filelike(io.BytesIO(made(language)))
    assert book.sheet_names[1:] == [sheet_name(subject, language) for subject in SUBJECTS.values()]
    assert list(SUBJECTS) == ["clients", *RECORD_KINDS]
    for name, subject in zip(book.sheet_names[1:], SUBJECTS.values(), strict=True):
        assert subject_named(name) is subject


@in_every_language
def test_every_heading_is_known_as_the_field_it_stands_for(language: Language) -> None:
    for subject in SUBJECTS.values():
        columns = columns_of(subject, language)
        mapping = suggested([column.heading for column in columns], subject)
        assert list(mapping.values()) == [column.field.code for column in columns]
        check_mapping([column.heading for column in columns], mapping, subject)


def test_every_field_of_every_category_has_a_column() -> None:
    there = {column.field.code for subject in SUBJECTS.values() for column in columns_of(subject, "nl")}
    declared = {f"{kind.table}.{field.column}" for kind in RECORD_KINDS.values() for field in kind.fields}
    assert declared | {f"clients.{column}" for column in OWN_FIELDS} <= there


@in_every_language
def test_filled_with_its_own_examples_it_comes_in_whole(store: Store, language: Language) -> None:
    report = brought_in(store, made(language, with_examples=True))
    assert [refusals for sheet in report.sheets for refusals in sheet.refused] == []
    assert figures(report) == (len(SUBJECTS), 0, 0, 0)
    for table in RECORD_KINDS:
        (record,) = stored(store, table)
        assert all(record[field.column] is not None for field in RECORD_KINDS[table].fields), table
    assert figures(brought_in(store, made(language, with_examples=True))) == (0, 0, len(SUBJECTS), 0)


@in_every_language
def test_an_empty_one_says_that_there_are_no_rows(language: Language) -> None:
    with pytest.raises(BadInput, match="no rows"):
        read(made(language), 50)


@in_every_language
def test_its_explanation_is_not_read_and_says_so(language: Language) -> None:
    file = read(made(language, with_examples=True), 50)
    assert [sheet.why.msgid for sheet in file.not_read] == ["it is an explanation"]


@in_every_language
def test_lists_offer_only_what_the_import_takes(language: Language) -> None:
    for subject in SUBJECTS.values():
        for column in columns_of(subject, language):
            check = check_for(column.field.kind, TODAY, column.field.options)
            assert all(check(option).problem is None for option in column.options), column.heading
            assert len(",".join(column.options)) <= 255, "more than Excel takes"
