"""What is exported comes in again and changes nothing: the file of a category, and a dossier as a workbook."""

from typing import Any

import pytest

from data_layer.categories import RECORD_KINDS
from data_layer.exporting import lists
from data_layer.exporting.dossier import the_dossier
from data_layer.exporting.running import Export, Format
from data_layer.store import Store
from data_layer.wording import Language
from tests import make
from tests.category_files import brought_in, figures, stored
from tests.data.test_export import FILE, taken

LIKE_A_FORMULA = {"text": "- eerst bellen", "long": "- eerste\n+ tweede 😀"}


@pytest.fixture
def client_id(store: Store) -> int:
    """A client of whom every field of every kind of record is filled, some with what a spreadsheet would compute."""
    return make.a_full_client(store, "0012", make.FILLED | LIKE_A_FORMULA)


def everything(store: Store) -> dict[str, list[dict[str, Any]]]:
    return {table: stored(store, table) for table in ("clients", *RECORD_KINDS)}


@pytest.mark.parametrize(("form", "language"), [("csv", "nl"), ("xlsx", "en")])
def test_the_file_of_every_kind_comes_back_unchanged(
    store: Store, client_id: int, form: Format, language: Language
) -> None:
    before = everything(store)
    base = lists.the_clients("", "number")
    for listing in (base, *base.instead):
        columns = tuple(column.code for column in listing.columns)
        content = taken(store, Export(listing, columns, form, FILE, language), make.OFFICER)
        subject = listing.code if listing.code in RECORD_KINDS else None
        report = brought_in(store, content, subject if form == "csv" else None)
        assert figures(report) == (0, 0, 1, 0), (listing.code, report.sheets[0].refused)
    assert everything(store) == before


def test_a_dossier_comes_back_unchanged(store: Store, client_id: int) -> None:
    before = everything(store)
    book = the_dossier(make.OFFICER, client_id, purpose=FILE, language="nl", with_bsn=True)
    report = brought_in(store, taken(store, book, make.OFFICER))
    assert (report.added, report.changed, report.refused) == (0, 0, 0), [sheet.refused for sheet in report.sheets]
    assert len(report.sheets) == 1 + len(RECORD_KINDS)
    assert everything(store) == before


def test_every_kind_of_record_is_among_the_files(store: Store) -> None:
    assert {listing.code for listing in lists.the_clients("", "number").instead} == set(RECORD_KINDS)
