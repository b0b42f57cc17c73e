"""One file with a whole case, for the regulator: what happened, every document as it was sent, and digests of all."""

import hashlib
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from data_layer.carrying_out import archives
from data_layer.carrying_out.case_file_tables import table, texts_of
from data_layer.errors import NotFound, StoreUnavailable
from data_layer.exporting.columns import Column
from data_layer.log import Reason, Subject
from data_layer.requests.request_case import the_request
from data_layer.requests.request_documents import DOCUMENT_LABELS, DocumentKind, check_whole, name_of
from data_layer.rules.access import Act
from data_layer.rules.sentences import say
from data_layer.staff import Actor
from data_layer.store import Store
from data_layer.transactions import Reader, check_role
from data_layer.wording import Language

MANIFEST = "inhoud.csv"
_CONTENTS = (
    Column("name", say("File")),
    Column("kind", say("What it is"), words=DOCUMENT_LABELS),
    Column("size", say("Bytes"), "number"),
    Column("sha256", say("SHA-256")),
    Column("recorded", say("SHA-256 as recorded")),
    Column("made_on", say("Made or received on")),
    Column("sent_on", say("Sent on")),
)
_CHANGED = say("A document of this case was removed or changed meanwhile. Fetch the file once more.")


@dataclass(frozen=True, slots=True)
class WholeCase:
    """The case whose file somebody wants to fetch, and in which language it is."""

    request_id: int
    language: Language


@dataclass(frozen=True, slots=True)
class _Paper:
    """A document of the case, without its contents; `digest` is the one that was recorded when it was kept."""

    id: int
    name: str
    kind: DocumentKind
    digest: str
    made_on: date
    sent_on: date | None


def made(store: Store, actor: Actor, wanted: WholeCase) -> tuple[str, Iterator[bytes]]:
    """The name of the file, and the file in pieces of one document each; that it was fetched stands in the log.

    Raises NotAllowed, NotFound, and StoreUnavailable when a document is not as it was kept.
    """
    check_role(actor, Act.CASE_FILE_VIEW)
    with store.read(actor, Act.REQUEST_LIST) as reader:
        number = reader.value("select number from requests where id = $id", id=wanted.request_id)
    if number is None:
        raise NotFound(say("This request does not exist any more. Look it up in the list."))
    subject = Subject("request", wanted.request_id)
    with store.read(actor, Act.CASE_FILE_VIEW, subject, reason=Reason("fetched")) as reader:
        texts = texts_of(reader, the_request(reader, number), wanted.language)
        papers = _papers(reader, wanted.request_id, number)
        for paper in papers:  # before anything leaves: a file that breaks off proves nothing
            check_whole(_content(reader, paper), paper.digest)
    return f"{number}-dossier.zip", _pieces(store, actor, wanted.language, texts, papers)


def _papers(reader: Reader, request_id: int, number: str) -> list[_Paper]:
    def built(*, kind: str, nth: int, media_type: str, **columns: Any) -> _Paper:
        name = name_of(number, DocumentKind(kind), nth, media_type)
        return _Paper(kind=DocumentKind(kind), name=f"documenten/{name}", **columns)

    return reader.all(
        built,
        """
        select d.id, d.kind, d.media_type, d.digest, e.happened_on as made_on, d.sent_on,
            row_number() over (partition by d.kind order by d.id) as nth
        from request_documents d join request_events e on e.id = d.id
        where d.request_id = $request_id order by d.id
        """,
        request_id=request_id,
    )


def _content(reader: Reader, paper: _Paper) -> bytes:
    content = reader.value("select content from request_documents where id = $id", id=paper.id)
    if content is None:
        raise StoreUnavailable(_CHANGED)
    return bytes(content)


class _Sink:
    """Where the archive is written to: what came since it was last emptied. Nothing of it touches a disk."""

    def __init__(self) -> None:
        self._pieces: list[bytes] = []

    def write(self, piece: bytes) -> int:
        self._pieces.append(bytes(piece))
        return len(piece)

    def flush(self) -> None:
        """Nothing waits."""

    def emptied(self) -> bytes:
        piece = b"".join(self._pieces)
        self._pieces.clear()
        return piece


def _pieces(
    store: Store, actor: Actor, language: Language, texts: list[tuple[str, bytes]], papers: list[_Paper]
) -> Iterator[bytes]:
    """One document at a time is in memory, and none keeps a view of the store open while it goes out."""
    sink, contents = _Sink(), []
    with zipfile.ZipFile(sink, "w") as archive:  # type: ignore[call-overload]  # what can only be written to will do
        for name, text in texts:
            archive.writestr(archives.entry(name), text)
            contents.append(_told(name, text, None))
            yield sink.emptied()
        for paper in papers:
            with store.read(actor, Act.REQUEST_LIST) as reader:
                content = _content(reader, paper)
            check_whole(content, paper.digest)
            archive.writestr(archives.entry(paper.name), content)
            contents.append(_told(paper.name, content, paper))
            yield sink.emptied()
        archive.writestr(archives.entry(MANIFEST), table(_CONTENTS, contents, language))
    yield sink.emptied()


def _told(name: str, content: bytes, paper: _Paper | None) -> dict[str, Any]:
    """A line of the list of contents: with a document also what was recorded when it was kept."""
    return {
        "name": name,
        "size": len(content),
        "sha256": hashlib.sha256(content).hexdigest(),
        "kind": paper.kind if paper else None,
        "recorded": paper.digest if paper else None,
        "made_on": paper.made_on if paper else None,
        "sent_on": paper.sent_on if paper else None,
    }
