"""Sheets with records of every kind, made from the declaration: what a category needs stands nowhere else."""

import csv
import io
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
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
from tests.client_files import BSNS

NUMBER = "Cliëntnummer"
Row = Mapping[str, str]
EXAMPLES: dict[str, tuple[str, Any, str, Any]] = {
    "text": ("Voorbeeld A1", "Voorbeeld A1", "Voorbeeld B2", "Voorbeeld B2"),
    "long": ("- eerste regel\ntweede regel", "- eerste regel\ntweede regel", "Anders", "Anders"),
    "number": ("N-0042", "N-0042", "N-0043", "N-0043"),
    "date": ("05-02-2024", date(2024, 2, 5), "06-02-2024", date(2024, 2, 6)),
    "past": ("05-02-2024", date(2024, 2, 5), "06-02-2024", date(2024, 2, 6)),
    "time": ("09.30", "09:30", "10.15", "10:15"),
    "amount": ("€ 1.234,50", Decimal("1234.50"), "99", Decimal("99.00")),
    "hours": ("2,5", Decimal("2.50"), "3", Decimal("3.00")),
    "country": ("Nederland", "NL", "België", "BE"),
    "phone": ("024-3233235", "+31243233235", "06-12345678", "+31612345678"),
    "email": ("amina@voorbeeld.nl", "amina@voorbeeld.nl", "zahra@voorbeeld.nl", "zahra@voorbeeld.nl"),
    "gender": ("vrouw", "f", "man", "m"),
    "bsn": (BSNS[0], BSNS[0], BSNS[1], BSNS[1]),
    "language": ("Arabisch", "ar", "nl", "nl"),
    "postcode": ("6542 JP", "6542 JP", "6511ab", "6511 AB"),
}
"""Per kind of field two cells, each with what is stored for it."""


def cells_of(field: Field, which: int = 0) -> tuple[str, Any]:
    """A cell for the field, and what it is in the store; `which` picks the first or the second."""
    if field.kind == "choice":
        code = list(field.options)[which]
        return put(field.options[code], "nl"), code
    if field.kind == "yes_no":  # absent, so that there can be a reason; not about health, which needs a consent
        return (("nee", False), ("ja", True))[which if field.column == "invoiced" else 0]
    return EXAMPLES[field.kind][2 * which : 2 * which + 2]  # type: ignore[return-value]  # two of the four


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
