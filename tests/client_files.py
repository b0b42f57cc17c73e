"""Client files as offices export them, made up: nobody in them exists."""

import io
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import xlsxwriter

from data_layer.importing.reading import ImportFile, read
from data_layer.importing.reporting import ImportReport
from data_layer.importing.running import Preview, apply, preview
from data_layer.staff import Actor
from data_layer.store import Store
from tests import make

BSNS = tuple(f"99999{n:04}" for n in range(10_000) if sum(
    int(digit) * weight for digit, weight in zip(f"99999{n:04}", (9, 8, 7, 6, 5, 4, 3, 2, -1), strict=True)
) % 11 == 0)  # fmt: skip
"""Citizen service numbers of the test range."""

AMINA: dict[str, Any] = {
    "Cliëntnummer": "1001",
    "Voornamen": "Amina",
    "Tussenvoegsel": "van den",
    "Achternaam": "Proef",
    "Geboortedatum": "17-05-1990",
}


def a_csv(*rows: Mapping[str, Any], separator: str = ";", encoding: str = "utf-8-sig", above: str = "") -> bytes:
    """The rows under the headings of all of them together."""
    headings = list(dict.fromkeys(heading for row in rows for heading in row))
    lines = [separator.join(headings)]
    lines += [separator.join(str(row.get(heading, "")) for heading in headings) for row in rows]
    return (above + "\r\n".join(lines) + "\r\n").encode(encoding)


def an_xlsx(
    *rows: Mapping[str, Any],
    above: Sequence[str] = (),
    sheets_before: Sequence[str] = (),
    hidden: Mapping[str, str] | None = None,
) -> bytes:
    """The rows as a workbook; a date becomes a date of Excel, a text with = in front a formula."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"default_date_format": "dd-mm-yyyy"}) as book:
        for name in sheets_before:
            book.add_worksheet(name).write(0, 0, "Toelichting")
        if hidden is not None:
            old = book.add_worksheet("Oud")
            old.write_row(0, 0, list(hidden))
            old.write_row(1, 0, list(hidden.values()))
            old.hide()
        sheet = book.add_worksheet("Cliënten")
        headings = list(dict.fromkeys(heading for row in rows for heading in row))
        for number, line in enumerate(above):
            sheet.write(number, 0, line)
        sheet.write_row(len(above), 0, headings)
        for number, row in enumerate(rows, start=len(above) + 1):
            for column, heading in enumerate(headings):
                cell = row.get(heading)
                if isinstance(cell, date):
                    sheet.write_datetime(number, column, datetime(cell.year, cell.month, cell.day))  # noqa: DTZ001 - a day
                elif isinstance(cell, str) and cell.startswith("="):
                    sheet.write_formula(number, column, cell, None, "Proef")
                elif cell is not None:
                    sheet.write(number, column, cell)
    return file.getvalue()


def a_file(*rows: Mapping[str, Any]) -> ImportFile:
    """The rows, exported as CSV and read."""
    return read(a_csv(*rows), 50)


def previewed(store: Store, *rows: Mapping[str, Any], actor: Actor = make.COORDINATOR) -> Preview:
    """What the import of these rows would do."""
    file = a_file(*rows)
    return preview(store, actor, file, file.as_suggested())


def imported(
    store: Store, *rows: Mapping[str, Any], actor: Actor = make.COORDINATOR, only_if_all_good: bool = False
) -> ImportReport:
    """What became of these rows."""
    return apply(store, actor, previewed(store, *rows, actor=actor), only_if_all_good=only_if_all_good)


def saved(folder: Path, content: bytes, name: str = "clienten.csv") -> Path:
    """The file on disk."""
    path = folder / name
    path.write_bytes(content)
    return path
