"""Reading a client file, whatever office program made it."""

import io
import re
import struct
import zipfile
from datetime import date

import pytest

from data_layer.errors import BadInput
from data_layer.importing.reading import read
from tests.client_files import AMINA, a_csv, an_xlsx

ACCENTS = {**AMINA, "Voornamen": "Zoë", "Achternaam": "Şahin"}


def refusal(content: bytes, limit_mb: int = 50) -> str:
    with pytest.raises(BadInput) as caught:
        read(content, limit_mb)
    said = str(caught.value)
    assert "nothing was imported" in said
    return said


@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
def test_the_separator_is_found(separator: str) -> None:
    sheet = read(a_csv(AMINA, separator=separator), 50).sheets[0].sheet
    assert sheet.headings == tuple(AMINA)
    assert sheet.row(0) == list(AMINA.values())


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_every_unicode_encoding_is_found(encoding: str) -> None:
    assert "Şahin" in read(a_csv(ACCENTS, encoding=encoding), 50).sheets[0].sheet.row(0)


def test_the_encoding_of_dutch_windows_is_found() -> None:
    sheet = read(a_csv({**AMINA, "Voornamen": "Zoë", "Bedrag": "€ 5"}, encoding="cp1252"), 50).sheets[0].sheet
    assert "Zoë" in sheet.row(0)
    assert "€ 5" in sheet.row(0)
    assert "Cliëntnummer" in sheet.headings


def test_letters_that_would_be_spoilt_are_refused() -> None:
    broken = a_csv(ACCENTS, encoding="utf-8") + "Zoë".encode("cp1252")
    assert "letters" in refusal(broken)


def test_titles_above_the_headings_are_skipped_and_rows_keep_their_number() -> None:
    sheet = read(a_csv(AMINA, above="Cliëntenlijst STEP\r\nExport van 23-11-2026;;\r\n\r\n"), 50).sheets[0].sheet
    assert sheet.headings == tuple(AMINA)
    assert sheet.number(0) == 5


def test_the_line_in_which_excel_tells_the_separator_is_obeyed() -> None:
    assert read(a_csv(AMINA, separator="^", above="sep=^\r\n"), 50).sheets[0].sheet.headings == tuple(AMINA)


def test_a_separator_within_quotation_marks_is_text() -> None:
    content = 'Cliëntnummer;Achternaam\r\n1;"Proef; junior"\r\n'.encode()
    assert read(content, 50).sheets[0].sheet.row(0) == ["1", "Proef; junior"]


def test_empty_rows_are_left_out() -> None:
    sheet = read(b"Klantnummer;Achternaam\n\n;\n7;Proef\n ; \n", 50).sheets[0].sheet
    assert sheet.number(0) == 4


def test_a_row_with_too_many_cells_is_marked() -> None:
    sheet = read(b"Klantnummer;Achternaam\n7;Proef;extra\n8;Proef;;\n", 50).sheets[0].sheet
    assert sheet.overlong == {0}


def test_a_workbook_is_read_with_its_days_and_numbers() -> None:
    row = {**AMINA, "Cliëntnummer": 1001, "Geboortedatum": date(1990, 5, 17), "BSN": 12345672, "Uren": 37.5}
    sheet = read(an_xlsx(row), 50).sheets[0].sheet
    assert sheet.row(0) == ["1001", "Amina", "van den", "Proef", "1990-05-17", "12345672", "37,5"]
    assert sheet.number(0) == 2


def test_the_sheet_with_the_list_is_picked_and_its_title_skipped() -> None:
    sheet = (
        read(an_xlsx(AMINA, above=["Cliëntenlijst", ""], sheets_before=["Uitleg", "Draaitabel"]), 50).sheets[0].sheet
    )
    assert sheet.headings == tuple(AMINA)
    assert sheet.number(0) == 4


def test_a_hidden_sheet_is_not_read() -> None:
    book = an_xlsx(AMINA, sheets_before=["Uitleg"], hidden={**AMINA, "Achternaam": "Verborgen"})
    assert "Verborgen" not in read(book, 50).sheets[0].sheet.row(0)


def test_where_a_formula_stands_is_known_and_a_computed_title_is_no_matter() -> None:
    sheet = read(an_xlsx(AMINA, {**AMINA, "Achternaam": '="Pro"&"ef"'}, above=["=TODAY()"]), 50).sheets[0].sheet
    assert sheet.formulas == {3: "D4"}


def test_an_empty_file_is_refused() -> None:
    for content in (b"", b"  \r\n", b"\xef\xbb\xbf"):
        assert "empty" in refusal(content)


def test_headings_without_rows_are_refused() -> None:
    assert "no rows" in refusal(a_csv(AMINA).split(b"\n")[0])


@pytest.mark.parametrize("content", [b"Fruit;Prijs\nappel;2\n", an_xlsx({"Fruit": "appel"}), b"hello"])
def test_a_file_without_a_known_heading_is_refused(content: bytes) -> None:
    assert "headings" in refusal(content)


@pytest.mark.parametrize(
    "content",
    [
        b"%PDF-1.7\n1 0 obj",
        b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR",
        b"\xff\xd8\xff\xe0\x00\x10JFIF",
        b"<html><body><table><tr><td>Klantnummer</td></tr></table>",
        b"{\\rtf1 Klantnummer;Achternaam}",
        b"Klantnummer;Achternaam\n1;Pro\x00ef\n",
        "Klantnummer;Achternaam\n1;Proef\n".encode("utf-16-le"),
    ],
)
def test_another_kind_of_file_is_refused(content: bytes) -> None:
    assert "not a CSV or Excel file" in refusal(content)


def test_a_zip_that_is_no_workbook_is_refused() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("word/document.xml", "<w:document/>")
    assert "not a CSV or Excel file" in refusal(file.getvalue())


def test_an_old_excel_file_is_refused_with_the_cure() -> None:
    assert ".xlsx" in refusal(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "Workbook".encode("utf-16-le"))


def test_a_password_protected_workbook_is_refused_with_the_cure() -> None:
    container = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le")
    assert "password" in refusal(container)


@pytest.mark.parametrize("part", [0.3, 0.6, 0.95, 0.999])
def test_a_half_written_workbook_is_refused(part: float) -> None:
    whole = an_xlsx(*({**AMINA, "Cliëntnummer": n} for n in range(500)))
    assert "half written" in refusal(whole[: int(len(whole) * part)])


def test_a_workbook_with_a_damaged_part_is_refused() -> None:
    whole = bytearray(an_xlsx(*({**AMINA, "Cliëntnummer": n} for n in range(500))))
    at = whole.index(b"xl/worksheets/sheet1.xml") + 200
    whole[at] ^= 0xFF
    assert "damaged" in refusal(bytes(whole))


def test_a_file_over_the_limit_is_refused() -> None:
    assert "larger than" in refusal(a_csv(AMINA) + b"x" * 1_000_000, limit_mb=1)


def with_part(workbook: bytes, name: str, content: bytes) -> bytes:
    """The workbook with one part replaced or added."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.namelist():
            if part != name:
                new.writestr(part, old.read(part))
        new.writestr(name, content)
    return made.getvalue()


def test_a_workbook_that_unpacks_to_far_more_than_files_may_hold_is_refused() -> None:
    assert "Unpacked" in refusal(with_part(an_xlsx(AMINA), "xl/worksheets/sheet9.xml", b" " * 11_000_000), limit_mb=1)


def test_a_workbook_that_lies_about_its_size_is_refused() -> None:
    bomb = with_part(an_xlsx(AMINA), "xl/worksheets/sheet9.xml", b" " * 11_000_000)
    assert "damaged" in refusal(bomb.replace(struct.pack("<I", 11_000_000), struct.pack("<I", 1_000)), limit_mb=1)


def test_two_cells_far_apart_do_not_fill_the_memory() -> None:
    sheet = zipfile.ZipFile(io.BytesIO(an_xlsx(AMINA))).read("xl/worksheets/sheet1.xml")
    far = re.sub(
        rb"</row></sheetData>", b'</row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>', sheet
    )
    assert "rows or" in refusal(with_part(an_xlsx(AMINA), "xl/worksheets/sheet1.xml", far))


def test_a_workbook_that_declares_entities_is_refused() -> None:
    book = an_xlsx(AMINA, {**AMINA, "Achternaam": "=A1"})
    sheet = zipfile.ZipFile(io.BytesIO(book)).read("xl/worksheets/sheet1.xml")
    bad = sheet.replace(b"<worksheet", b'<!DOCTYPE w [<!ENTITY a "b">]><worksheet', 1)
    assert "damaged" in refusal(with_part(book, "xl/worksheets/sheet1.xml", bad))


def test_an_unending_text_is_refused() -> None:
    assert "quotation mark" in refusal(b'Klantnummer;Achternaam\n1;"Proef' + b"\nrow" * 50_000)
