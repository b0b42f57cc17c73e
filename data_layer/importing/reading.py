"""The client file, from bytes to a table, whatever office program made it."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

from data_layer.errors import BadInput
from data_layer.importing import delimited, workbook
from data_layer.importing.kinds import check_size, kind_of
from data_layer.importing.sheet import Sheet
from data_layer.rules.sentences import say


@dataclass(frozen=True, slots=True)
class ClientFile:
    """A file as it was read, with the digest of its bytes."""

    sheet: Sheet
    digest: str


def read(content: bytes, limit_mb: int) -> ClientFile:
    """Reads CSV or XLSX. Raises BadInput: empty, too large, another kind, protected, damaged, no headings, no rows."""
    check_size(len(content), limit_mb)
    kind = kind_of(content)
    sheet = workbook.sheet_of(content, limit_mb) if kind == "workbook" else delimited.sheet_of(content)
    return ClientFile(sheet, hashlib.sha256(content).hexdigest())


def read_path(path: Path, limit_mb: int) -> ClientFile:
    """Reads the file at this path. Raises BadInput."""
    try:
        check_size(path.stat().st_size, limit_mb)
        return read(path.read_bytes(), limit_mb)
    except OSError as error:
        raise BadInput(
            say(
                "The file %(file)s cannot be read: %(why)s. Nothing was imported.",
                file=path.name,
                why=error.strerror or type(error).__name__,
            )
        ) from None
