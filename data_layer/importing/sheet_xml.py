"""A look at the XML of a workbook before and beside its reader: how far a sheet reaches, and where formulas stand.

The reader gives the last computed value of a formula as if it had been typed, and lays out every cell between the
first and the last, so that two cells can fill the memory.
"""

import posixpath
import re
import zipfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from xml.parsers import expat

XmlError = expat.ExpatError
_CHUNK = 1 << 20
_NAMESPACE = rb"<(?:[A-Za-z_][\w.-]*:)?"
_FORMULA = re.compile(_NAMESPACE + rb"f[\s/>]")
_TEXT = re.compile(_NAMESPACE + rb"si[\s/>]")
_ATTRIBUTE = rb"""\s+[\w:.-]+\s*=\s*(?:"[^"<]*"|'[^'<]*')"""
_ROW_OR_CELL = re.compile(_NAMESPACE + rb"(row|c)(?=[\s/>])((?:" + _ATTRIBUTE + rb""")*?\s+r\s*=\s*["'])?""")
_FAR = re.compile(rb"""\br\s*=\s*["'](?=[A-Za-z]{2}|[A-Za-z]?\d{6})([A-Za-z]*)(\d+)["']""")
_NEAR_COLUMNS, _NEAR_ROWS = 26, 99_999  # what a reference can reach that is not far


@dataclass(frozen=True, slots=True)
class Extent:
    """How far a part reaches at most, how many cells and texts it holds, and whether anything in it is computed."""

    rows: int
    columns: int
    cells: int
    texts: int
    has_formulas: bool


def extent_of(pieces: Iterable[bytes]) -> Extent:
    """Reads through the XML of one part, some of it at a time; which of them are sheets, only another part tells."""
    far_row, letters, texts, has_formulas = 0, b"Z", 0, False
    unplaced = _Unplaced()
    for text in _whole_tags(pieces):
        for column, row in _FAR.findall(text):
            far_row = max(far_row, int(row[:9]))
            letters = max(letters, column.upper(), key=lambda c: (len(c), c))
        has_formulas = has_formulas or _FORMULA.search(text) is not None
        texts += len(_TEXT.findall(text))
        unplaced.count(text)
    return Extent(
        max(_NEAR_ROWS, far_row) + unplaced.rows,
        max(_NEAR_COLUMNS, _column_number(letters.decode()[:6])) + unplaced.widest,
        unplaced.cells,
        texts,
        has_formulas,
    )


class _Unplaced:
    """Rows and cells that do not say where they stand: each stands right after the one before."""

    def __init__(self) -> None:
        self.rows = self.cells = self.widest = self._in_row = 0

    def count(self, text: bytes) -> None:
        found = _ROW_OR_CELL.findall(text)
        self.cells += sum(name == b"c" for name, _ in found)
        if all(place for _, place in found):
            return
        for name, place in found:
            if name == b"row":
                self._in_row = 0
                self.rows += not place
            elif not place:
                self._in_row += 1
                self.widest = max(self.widest, self._in_row)


def _whole_tags(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """The same bytes, cut where a tag ends, so that each is seen once and whole."""
    rest = b""
    for piece in pieces:
        cut = piece.rfind(b">") + 1
        yield rest + piece[:cut]
        rest = (rest + piece[cut:])[-_CHUNK:] if not cut else piece[cut:]
    yield rest


def part_of(archive: zipfile.ZipFile, sheet_name: str) -> str | None:
    """The part of the archive that holds the sheet of this name."""
    ids = {
        found["name"]: value
        for found in _elements(archive.read("xl/workbook.xml"), "sheet")
        for key, value in found.items()
        if key.endswith(":id") or key == "id"
    }
    for found in _elements(archive.read("xl/_rels/workbook.xml.rels"), "Relationship"):
        if found.get("Id") == ids.get(sheet_name):
            path = posixpath.normpath(posixpath.join("/xl", found.get("Target", ""))).lstrip("/")
            return path if path in archive.namelist() else None
    return None


def first_formulas(archive: zipfile.ZipFile, part: str, *, below: int) -> dict[int, str]:
    """Per column (from 0) the first cell under row `below` that holds a formula."""
    first: dict[int, str] = {}
    cell = ""

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal cell
        local = name.rpartition(":")[2]
        if local == "c":
            cell = attributes.get("r", "")
        elif local == "f" and (place := re.fullmatch(r"([A-Z]+)(\d+)", cell.upper())) and int(place[2]) > below:
            first.setdefault(_column_number(place[1]) - 1, cell.upper())

    parser = _parser(start)
    with archive.open(part) as stream:
        while piece := stream.read(_CHUNK):
            parser.Parse(piece)
    parser.Parse(b"", True)
    return first


def _elements(xml: bytes, wanted: str) -> list[dict[str, str]]:
    found: list[dict[str, str]] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        if name.rpartition(":")[2] == wanted:
            found.append(attributes)

    _parser(start).Parse(xml, True)
    return found


def _parser(start: Callable[[str, dict[str, str]], None]) -> expat.XMLParserType:
    parser = expat.ParserCreate()
    parser.StartElementHandler = start
    parser.StartDoctypeDeclHandler = _no_doctype
    return parser


def _no_doctype(*_: object) -> None:
    raise ValueError("a workbook declares no document type")


def _column_number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number
