"""An export from beginning to end: who may, how much it is, the file, and its one entry in the log."""

import hashlib
import threading
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from typing import Any, Literal

from data_layer.errors import BadInput
from data_layer.exporting import delimited, workbook
from data_layer.exporting.columns import Cell, Column, cell
from data_layer.exporting.lists import Listing
from data_layer.log import Reason, Subject
from data_layer.paging import Chosen
from data_layer.rules.access import Act
from data_layer.rules.searching import folded
from data_layer.rules.sentences import say
from data_layer.staff import Actor
from data_layer.store import Store
from data_layer.transactions import Reader, check_role
from data_layer.vocabulary import PURPOSES
from data_layer.wording import Language, put

Format = Literal["csv", "xlsx"]
MEDIA_TYPES: dict[Format, str] = {"csv": delimited.MEDIA_TYPE, "xlsx": workbook.MEDIA_TYPE}
_PIECE = 1024 * 1024  # bytes
_one_workbook = threading.Lock()


@dataclass(frozen=True, slots=True)
class Export:
    """What somebody asks for: the list as it is filtered, the codes of its columns, the format, and what it is for."""

    listing: Listing
    columns: tuple[str, ...]
    format: Format
    purpose: int | None
    language: Language


@dataclass(frozen=True, slots=True)
class Size:
    """How many rows an export has, and how many are left out because the client's data are restricted."""

    rows: int
    left_out: int


def size(store: Store, actor: Actor, listing: Listing) -> Size:
    """How much an export of this list would be. Raises NotAllowed."""
    with _reading(store, actor, listing) as reader:
        return _size(reader, listing.chosen(reader, actor))


def check(actor: Actor, export: Export, rows: int) -> tuple[Column, ...]:
    """The columns of the export. Raises NotAllowed; BadInput: no purpose, no or unknown column, too many rows."""
    if export.purpose not in PURPOSES:
        raise BadInput(say("Choose what the file is for; the log keeps it. Nothing was exported."), "purpose")
    known = {column.code: column for column in export.listing.columns}
    if not export.columns or not known.keys() >= set(export.columns):
        raise BadInput(say("Choose at least one column. Nothing was exported."), "columns")
    chosen = tuple(column for column in export.listing.columns if column.code in export.columns)
    for column in chosen:
        for act in column.acts:
            check_role(actor, act)
    if export.format == "xlsx" and rows > workbook.MOST_ROWS:
        raise BadInput(
            say(
                "These are %(rows)s rows; an Excel workbook holds %(most)s here. Choose CSV, or narrow the list."
                " Nothing was exported.",
                rows=rows,
                most=workbook.MOST_ROWS,
            ),
            "format",
        )
    return chosen


def file_name(store: Store, export: Export) -> str:
    """The name of the file: the list and the day, nothing of what is in it."""
    title = folded(put(export.listing.title, export.language)).replace(" ", "-")
    return f"{title}-{store.today.isoformat()}.{export.format}"


def run(store: Store, actor: Actor, export: Export, told: Callable[[int], None] = lambda _: None) -> Iterator[bytes]:
    """The file in pieces, made from one view of the store; `told` hears how many rows are done.

    It is made whole and noted in the log before the first piece is handed out, so that nothing leaves unnoted, and no
    slow taker keeps a view of the store open. Raises NotAllowed, BadInput, StoreUnavailable.
    """
    digest, count, packed = hashlib.sha256(), 0, _Packed()

    def counted(rows: Iterator[Sequence[Cell]]) -> Iterator[Sequence[Cell]]:
        nonlocal count
        for row in rows:
            yield row
            count += 1
            told(count)

    with _one_workbook if export.format == "xlsx" else nullcontext(), _reading(store, actor, export.listing) as reader:
        chosen = export.listing.chosen(reader, actor)
        columns = check(actor, export, _size(reader, chosen).rows)
        for piece in _pieces(export, columns, counted(_rows(reader, chosen, export, columns))):
            digest.update(piece)
            packed.add(piece)
    _note(store, actor, export, columns, count=count, digest=digest.hexdigest())
    return packed.pieces()


class _Packed:
    """A file in memory, packed: a list of a million rows takes some tens of megabytes, and no folder sees it."""

    def __init__(self) -> None:
        self._pieces: list[bytes] = []

    def add(self, piece: bytes) -> None:
        self._pieces.append(zlib.compress(piece, 1))

    def pieces(self) -> Iterator[bytes]:
        return (zlib.decompress(piece) for piece in self._pieces)


def _reading(store: Store, actor: Actor, listing: Listing) -> AbstractContextManager[Reader]:
    check_role(actor, listing.act)
    return store.read(actor, Act.EXPORT_RUN)


def _size(reader: Reader, chosen: Chosen) -> Size:
    counts = reader.one(
        dict,
        f"select count(*) as n, count(*) filter (is_restricted) as restricted from ({chosen.sql})",
        **chosen.facts,
    ) or {"n": 0, "restricted": 0}
    return Size(counts["n"] - counts["restricted"], counts["restricted"])


def _rows(reader: Reader, chosen: Chosen, export: Export, columns: Sequence[Column]) -> Iterator[Sequence[Cell]]:
    names = ", ".join(column.code for column in columns)
    found: Iterator[dict[str, Any]] = reader.stream(
        dict,
        f"select {names} from ({chosen.sql}) where not is_restricted order by sort_key, number",
        **chosen.facts,
    )
    for row in found:
        yield [cell(column, row, export.language) for column in columns]


def _pieces(export: Export, columns: Sequence[Column], rows: Iterator[Sequence[Cell]]) -> Iterator[bytes]:
    headings = [put(column.label, export.language) for column in columns]
    if export.format == "csv":
        yield from delimited.pieces(columns, headings, rows)
    else:
        content = workbook.made(columns, headings, rows, put(export.listing.title, export.language))
        while piece := content.read(_PIECE):
            yield piece


def _note(
    store: Store,
    actor: Actor,
    export: Export,
    columns: Sequence[Column],
    *,
    count: int,
    digest: str,
) -> None:
    """The one entry in the log: which list, which filters by name, further columns, how many rows, digest, purpose."""
    reason = Reason(f"purpose_{export.purpose}")
    with store.change(actor, Act.EXPORT_RUN, Subject(export.listing.code), reason) as change:
        for column in columns:
            if column.act is not None:
                change.require(column.act)
        extra = (column.code for column in columns if not column.is_usual)
        change.touched(*export.listing.filters, *extra)
        change.bulk(count, digest)
