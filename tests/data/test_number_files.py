"""Client numbers out of whatever file somebody has: a list with headings, a workbook, a bare list."""

import io

import pytest
import xlsxwriter

from data_layer.delivering.number_files import FIELD, numbers_in
from data_layer.disclosure_facts import split_numbers
from data_layer.errors import BadInput


def a_workbook(*rows: tuple[object, ...]) -> bytes:
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        for at, row in enumerate(rows):
            sheet.write_row(at, 0, row)
    return content.getvalue()


@pytest.mark.parametrize(
    ("content", "numbers"),
    [
        (b"Naam;Client nr.;Groep\nX;1001;A\nY;1002;A\nZ;1001;B\n", ("1001", "1002")),
        ("Cliëntnummer\r\n1001\r\n\r\n 1002 \r\n".encode("cp1252"), ("1001", "1002")),
        (b"1001\n1002\n1001\n", ("1001", "1002")),
        (b'Client number;Surname\n"=""1001""";X\n"=""0012""";Y\n', ("1001", "0012")),
        (b"\xef\xbb\xbf2024-0001 2024-0002", ("2024-0001", "2024-0002")),
        (a_workbook(("Groep", "Cliëntnummer"), ("A", 1001), ("A", "Z-9")), ("1001", "Z-9")),
    ],
)
def test_the_numbers_are_found(content: bytes, numbers: tuple[str, ...]) -> None:
    assert numbers_in(content, 5) == numbers


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"%PDF-1.7 scan",
        b"Geachte heer,\nhierbij de lijst.\n",
        b"Naam;Geboortedatum\nX;1-2-1990\n",
        b"PK\x03\x04 half written",
        a_workbook(("Achternaam", "Geboortedatum"), ("X", "1-2-1990")),
        b"1001\n" * 2_000_000,
    ],
    ids=["empty", "a scan", "a letter", "other headings", "damaged", "a workbook without", "too large"],
)
def test_a_file_without_them_is_refused_at_its_field(content: bytes) -> None:
    with pytest.raises(BadInput) as refusal:
        numbers_in(content, 5)
    assert refusal.value.field == FIELD


def test_typed_numbers_are_apart_by_anything_usual() -> None:
    assert split_numbers(" 1001, 1002;1003\n1001\t1004 ") == ("1001", "1002", "1003", "1001", "1004")
    assert split_numbers("  ") == ()
