"""An export from beginning to end: who may, how much it is, the file, and its one entry in the log."""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from typing import Any, Literal

from data_layer import clients
from data_layer.errors import BadInput
from data_layer.exporting import delimited, objects, parquet, workbook
from data_layer.exporting.columns import Cell, Column, cell_maker
from data_layer.exporting.listing import Listing
from data_layer.exporting.spool import Pieces, Spool
from data_layer.log import Reason, Subject
from data_layer.paging import Chosen
from data_layer.rules.access import Act
from data_layer.rules.searching import folded
from data_layer.rules.sentences import say
from data_layer.rules.spreadsheets import XLSX
from data_layer.staff import Actor
from data_layer.store import Store
from data_layer.transactions import Reader, check_role
from data_layer.vocabulary import PURPOSES
from data_layer.wording import Language, put

Format = Literal["csv", "xlsx", "parquet", "json"]
Part = tuple[Listing, tuple[str, ...]]
"""A list and the codes of its columns."""

MEDIA_TYPES: dict[Format, str] = {
    "xlsx": XLSX,
    "csv": delimited.MEDIA_TYPE,
    "parquet": parquet.MEDIA_TYPE,
    "json": objects.MEDIA_TYPE,
}
_PIECE = 1024 * 1024  # bytes


@dataclass(frozen=True, slots=True)
class Export:
    """What somebody asks for: the list as it is filtered, the codes of its columns, the format, and what it is for.

    A workbook can have further lists `beside` it, on sheets of their own where they have rows. With `client_id` it is
    the dossier of that client: then restricted data leave too, if the door lets them pass for the `reason`.
    """

    listing: Listing
    columns: tuple[str, ...]
    format: Format
    purpose: int | None
    language: Language
    beside: tuple[Part, ...] = ()
    client_id: int | None = None
    reason: str | None = None

    @property
    def parts(self) -> tuple[Part, ...]:
        """All lists of the file with their columns."""
        return ((self.listing, self.columns), *self.beside)

    @property
    def subject(self) -> Subject:
        """What the log calls it."""
        return Subject(self.listing.code) if self.client_id is None else Subject("client", self.client_id)


@dataclass(frozen=True, slots=True)
class Size:
    """How many rows an export has, and how many are left out because the client's data are restricted."""

    rows: int
    left_out: int


def size(store: Store, actor: Actor, *listings: Listing) -> Size:
    """How much an export of these lists would be. Raises NotAllowed."""
    with _reading(store, actor, listings) as reader:
        sizes = [_size(reader, listing.chosen(reader, actor)) for listing in listings]
    return Size(sum(one.rows for one in sizes), sum(one.left_out for one in sizes))


def check(actor: Actor, export: Export, rows: int) -> None:
    """Raises NotAllowed; BadInput: no purpose, no or unknown column, too many rows."""
    for listing, _codes in export.parts:
        _check_roles(actor, listing.acts)
    if export.purpose not in PURPOSES:
        raise BadInput(say("Choose what the file is for; the log keeps it. Nothing was exported."), "purpose")
    for listing, codes in export.parts:
        known = {column.code for column in listing.columns}
        if not codes or not known >= set(codes):
            raise BadInput(say("Choose at least one column. Nothing was exported."), "columns")
        _check_roles(actor, _acts(_columns(listing, codes)))
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


def file_name(store: Store, export: Export) -> str:
    """The name of the file: the list and the day, nothing of what is in it."""
    title = export.listing.title if export.client_id is None else say("Dossier")
    words = folded(put(title, export.language)).replace(" ", "-")
    return f"{words}-{store.today.isoformat()}.{export.format}"


def run(
    store: Store,
    actor: Actor,
    export: Export,
    told: Callable[[int], None] = lambda _: None,
    sized: Callable[[int], None] = lambda _: None,
) -> Pieces:
    """The file in pieces, of one view of the store; `sized` hears how many rows there are, `told` how many are done.

    It is made whole and noted in the log before the first piece is handed out, so that nothing leaves unnoted, and no
    slow taker keeps a view of the store open. Who takes not all of it closes what is left. Raises NotAllowed, BadInput,
    StoreUnavailable.
    """
    digest, count, spool = hashlib.sha256(), 0, Spool(store.spills)

    def counted(rows: Iterator[Sequence[Cell]]) -> Iterator[Sequence[Cell]]:
        nonlocal count
        for row in rows:
            yield row
            count += 1
            told(count)

    check(actor, export, 0)
    _check_door(store, actor, export)
    alone = workbook.ONE_AT_A_TIME if export.format == "xlsx" else nullcontext()
    try:
        with alone, _reading(store, actor, [listing for listing, _ in export.parts]) as reader:
            sizes = [_size(reader, listing.chosen(reader, actor), export) for listing, _ in export.parts]
            rows = sum(one.rows for one in sizes)
            check(actor, export, rows)
            sized(rows)
            parts = [part for at, part in enumerate(export.parts) if at == 0 or sizes[at].rows]
            for piece in _pieces(export, parts, lambda part: counted(_rows(reader, actor, export, part))):
                digest.update(piece)
                spool.add(piece)
        _note(store, actor, export, parts, count=count, digest=digest.hexdigest())
        return spool.pieces()
    except BaseException:
        spool.close()
        raise


def _check_door(store: Store, actor: Actor, export: Export) -> None:
    """Lets the door ask whether the data of the client of a dossier are restricted."""
    if export.client_id is not None:
        with store.rehearsal().change(actor, Act.EXPORT_RUN, export.subject, _reason(export)):
            pass


def _reading(store: Store, actor: Actor, listings: Sequence[Listing]) -> AbstractContextManager[Reader]:
    for listing in listings:
        _check_roles(actor, listing.acts)
    return store.read(actor, Act.EXPORT_RUN)


def _check_roles(actor: Actor, acts: Iterable[Act]) -> None:
    for act in acts:
        check_role(actor, act)


def _acts(columns: Sequence[Column]) -> list[Act]:
    return [act for column in columns for act in column.acts]


def _columns(listing: Listing, codes: Sequence[str]) -> list[Column]:
    return [column for column in listing.columns if column.code in codes]


def _size(reader: Reader, chosen: Chosen, export: Export | None = None) -> Size:
    counts = reader.one(
        dict[str, int],
        f"select count(*) as n, count(*) filter (is_restricted) as restricted from ({chosen.sql})",
        **chosen.facts,
    ) or {"n": 0, "restricted": 0}
    left_out = counts["restricted"] if export is None or export.client_id is None else 0
    return Size(counts["n"] - left_out, left_out)


def _rows(reader: Reader, actor: Actor, export: Export, part: Part) -> Iterator[Sequence[Cell]]:
    listing, codes = part
    chosen = listing.chosen(reader, actor)
    columns = _columns(listing, codes)
    makers = [(column.code, cell_maker(column, export.language)) for column in columns]
    found: Iterator[dict[str, Any]] = reader.stream(
        dict,
        f"select {', '.join(column.code for column in columns)} from ({chosen.sql})"
        f" where {'true' if export.client_id is not None else 'not is_restricted'}"
        f" order by sort_key, number{f', {listing.within}' if listing.within else ''}",
        **chosen.facts,
    )
    for row in found:
        yield [make(row[code]) for code, make in makers]


def _pieces(
    export: Export, parts: Sequence[Part], rows_of: Callable[[Part], Iterator[Sequence[Cell]]]
) -> Iterator[bytes]:
    sheets = []
    for part in parts:
        listing, codes = part
        columns = _columns(listing, codes)
        headings = [put(column.label, export.language) for column in columns]
        title = put(listing.short or listing.title, export.language)
        sheets.append(workbook.Sheet(title, columns, headings, rows_of(part)))
    if export.format == "xlsx":
        content = workbook.made(sheets)
        while piece := content.read(_PIECE):
            yield piece
        return
    (only,) = sheets
    if export.format == "csv":
        yield from delimited.pieces(only.columns, only.headings, only.rows)
    elif export.format == "json":
        yield from objects.pieces(only.headings, only.rows)
    else:
        yield from parquet.pieces(only.columns, only.headings, only.rows)


def _reason(export: Export) -> Reason:
    return Reason(f"purpose_{export.purpose}", (export.reason or "").strip() or None)


def _note(store: Store, actor: Actor, export: Export, parts: Sequence[Part], *, count: int, digest: str) -> None:
    """The one entry in the log: which lists, which filters by name, further columns, how many rows, digest, purpose."""
    for listing, _codes in parts:
        if listing.about is not None:
            _note_look(store, actor, listing.act, listing.about)
    with store.change(actor, Act.EXPORT_RUN, export.subject, _reason(export)) as change:
        for listing, codes in parts:
            columns = _columns(listing, codes)
            for act in (*listing.acts, *_acts(columns)):
                change.require(act)
            asked = (column for column in columns if not column.is_usual)
            if export.client_id is not None:
                change.touched(listing.code, *(column.code for column in asked if column.act is not None))
            else:
                change.touched(*listing.filters, *(column.code for column in asked))
        change.bulk(count, digest)


def _note_look(store: Store, actor: Actor, act: Act, client_number: str) -> None:
    with store.read(actor, act) as reader:
        subject = Subject("client", clients.id_of(reader, client_number))
    with store.read(actor, act, subject, reason=Reason("fetched")):
        pass
