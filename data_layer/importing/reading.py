"""A file to import, from bytes to the tables it holds, whatever office program made it."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from data_layer.errors import BadInput
from data_layer.importing import delimited, workbook
from data_layer.importing.headings import suggested
from data_layer.importing.kinds import check_size, kind_of
from data_layer.importing.sheet import Sheet
from data_layer.importing.subjects import Subject
from data_layer.importing.workbook import NamedSheet, NotRead
from data_layer.rules.file_trouble import why_not
from data_layer.rules.sentences import say


@dataclass(frozen=True, slots=True)
class Taking:
    """What one sheet of a file is taken for, and which field each of its columns holds."""

    name: str
    sheet: Sheet
    subject: Subject
    mapping: Mapping[int, str | None]


@dataclass(frozen=True, slots=True)
class ImportFile:
    """A file as it was read, with the digest of its bytes; a text has one sheet without a name."""

    sheets: tuple[NamedSheet, ...]
    not_read: tuple[NotRead, ...]
    digest: str
    is_workbook: bool = False

    @property
    def rows(self) -> int:
        """How many rows stand in all its tables."""
        return sum(named.sheet.rows for named in self.sheets)

    def as_suggested(self) -> tuple[Taking, ...]:
        """What its names and headings suggest."""
        return tuple(taken_for(named, named.subject) for named in self.sheets)


def taken_for(named: NamedSheet, subject: Subject) -> Taking:
    """The sheet, taken for this, with the fields that its headings then suggest."""
    return Taking(named.name, named.sheet, subject, suggested(named.sheet.headings, subject))


def read(content: bytes, limit_mb: int, subject: Subject | None = None) -> ImportFile:
    """Reads CSV, which may be told what it holds, or XLSX.

    Raises BadInput: empty, too large, another kind, protected, damaged, no headings, no rows.
    """
    check_size(len(content), limit_mb)
    digest = hashlib.sha256(content).hexdigest()
    if kind_of(content) == "workbook":
        sheets, not_read = workbook.sheets_of(content, limit_mb)
        return ImportFile(tuple(sheets), tuple(not_read), digest, is_workbook=True)
    sheet, holds = delimited.sheet_of(content, subject)
    return ImportFile((NamedSheet("", sheet, holds),), (), digest)


def read_path(path: Path, limit_mb: int, subject: Subject | None = None) -> ImportFile:
    """Reads the file at this path. Raises BadInput."""
    try:
        check_size(path.stat().st_size, limit_mb)
        return read(path.read_bytes(), limit_mb, subject)
    except OSError as error:
        raise BadInput(
            say(
                "The file %(file)s cannot be read: %(why)s. Nothing was imported.",
                file=path.name,
                why=why_not(error),
            )
        ) from None
