"""Sheets with records of every kind, made from the declaration: what a category needs stands nowhere else."""

import csv
import io
from collections.abc import Mapping, Sequence
from typing import Any

import xlsxwriter

from data_layer.categories import CARD, CATEGORIES, RECORD_KINDS, Field, RecordKind
from data_layer.importing.reading import read
from data_layer.importing.reporting import ImportReport
from data_layer.importing.running import Preview, apply, preview
from data_layer.importing.subjects import SUBJECTS
from data_layer.rules.access import Act
from data_layer.staff import Actor
from data_layer.store import Store
from data_layer.wording import Language, put
from tests import make

NUMBER = "Cliëntnummer"
Row = Mapping[str, str]
CELLS: dict[str, tuple[str, str]] = {
    "date": ("05-03-2024", "06-03-2024"), "past": ("05-03-2024", "06-03-2024"), "time": ("09.30", "10.15"),
    "amount": ("€ 1.234,56", "99"), "hours": ("3,5", "4"), "country": ("Syrië", "ER"), "language": ("Arabisch", "ti"),
    "phone": ("06-12345678", "0687654321"), "postcode": ("6542 JP", "6511ab"), "yes_no": ("nee", "ja"),
}  # fmt: skip
"""How people write the two values of a kind of field where it is not as they are stored."""


def cells_of(field: Field, which: int = 0) -> tuple[str, Any]:
    """A cell for the field, and what it is in the store; `which` picks the first or the second."""
    if field.kind == "yes_no" and field.column != "invoiced":
        which = 0  # absent, so that there can be a reason; not about health, which needs a consent
    value = make.value_of(field, (make.FILLED, make.OTHER)[which])
    if field.options:
        return put(field.options[value], "nl"), value
    return CELLS.get(field.kind, (value, value))[which], value


def heading(label: Any, language: Language = "nl") -> str:
    """The heading of the column as a screen would write it."""
    return put(label, language)


def a_row(kind: RecordKind, number: str = "1001", /, **cells: str) -> dict[str, str]:
    """A row with every field of the kind filled, but for the columns given."""
    row = {NUMBER: number, "Bron": "DUO"}
    row |= {heading(field.label): cells.get(field.column, cells_of(field)[0]) for field in kind.fields}
    return row


def a_sheet(rows: Sequence[Row]) -> bytes:
    """The rows as a CSV, quoted where they must be."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    headings = list(dict.fromkeys(heading for row in rows for heading in row))
    writer.writerow(headings)
    writer.writerows([row.get(name, "") for name in headings] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def a_workbook(sheets: Mapping[str, Sequence[Row]]) -> bytes:
    """A workbook with these sheets, every cell a text."""
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"strings_to_formulas": False, "strings_to_urls": False}) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            headings = list(dict.fromkeys(heading for row in rows for heading in row))
            for column, text in enumerate(headings):
                sheet.write_string(0, column, text)
                for at, row in enumerate(rows, start=1):
                    sheet.write_string(at, column, row.get(text, ""))
    return content.getvalue()


def looked_at(store: Store, content: bytes, subject: str | None = None, actor: Actor = make.COORDINATOR) -> Preview:
    """What the import of this file would do."""
    file = read(content, 50, SUBJECTS[subject] if subject else None)
    return preview(store, actor, file, file.as_suggested())


def brought_in(
    store: Store, content: bytes, subject: str | None = None, *, only_if_all_good: bool = False
) -> ImportReport:
    """What became of this file."""
    return apply(store, make.COORDINATOR, looked_at(store, content, subject), only_if_all_good=only_if_all_good)


def stored(store: Store, table: str) -> list[dict[str, Any]]:
    """The records of a table, the first first."""
    with store.read(make.OFFICER, Act.CLIENT_LIST) as reader:
        return reader.all(dict[str, Any], f"select * from {table} order by id")  # noqa: S608 - a name of the test


def figures(report: ImportReport) -> tuple[int, int, int, int]:
    """New, changed, unchanged, refused."""
    return report.added, report.changed, report.unchanged, report.refused


KINDS = list(RECORD_KINDS.values())
OWN_KINDS = [kind for category in CATEGORIES for kind in category.kinds if kind.is_of_person] + [CARD]
"""The kinds that are part of the client's own row."""
