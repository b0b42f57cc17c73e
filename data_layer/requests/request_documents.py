"""The documents of a request: its letter, an authorisation, what was sent; kept as long as the request itself."""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from data_layer.errors import BadInput, NotFound, StoreUnavailable
from data_layer.ids import new_id
from data_layer.log import Reason, Subject
from data_layer.requests.document_files import ENDINGS, MOST_DOCUMENT_MB, CheckedFile, Upload, checked_file
from data_layer.requests.request_history import Current, Seen, current, finished_problem, record, refuse
from data_layer.rules.access import Act
from data_layer.rules.request_course import EventKind, event_problem
from data_layer.rules.searching import folded
from data_layer.rules.sentences import Sentence, say, say_n
from data_layer.staff import Actor
from data_layer.store import Store
from data_layer.transactions import Change, Reader, check_role
from data_layer.wording import Language


class DocumentKind(StrEnum):
    """What a document of a request is."""

    LETTER = "letter"
    AUTHORISATION = "authorisation"
    EXTENSION_NOTICE = "extension_notice"
    ANSWER_SENT = "answer_sent"
    OTHER = "other"
    ACKNOWLEDGEMENT = "acknowledgement"
    IDENTITY_QUESTION = "identity_question"
    CLARIFICATION_QUESTION = "clarification_question"
    DECISION = "decision"
    LIFT_NOTICE = "lift_notice"
    RECIPIENT_NOTICE = "recipient_notice"
    ACCESS_OVERVIEW = "access_overview"
    PORTABLE_DATA = "portable_data"
    FOUND_ELSEWHERE = "found_elsewhere"


LETTERS = (
    DocumentKind.ACKNOWLEDGEMENT, DocumentKind.CLARIFICATION_QUESTION, DocumentKind.IDENTITY_QUESTION,
    DocumentKind.DECISION, DocumentKind.LIFT_NOTICE,
)  # fmt: skip
"""The letters that staff edit before they leave."""
DOCUMENT_LABELS = {
    DocumentKind.LETTER: say("the letter"),
    DocumentKind.AUTHORISATION: say("an authorisation"),
    DocumentKind.EXTENSION_NOTICE: say("the notice of the extension"),
    DocumentKind.ANSWER_SENT: say("the answer that was sent"),
    DocumentKind.OTHER: say("something else"),
    DocumentKind.ACKNOWLEDGEMENT: say("the acknowledgement of receipt"),
    DocumentKind.IDENTITY_QUESTION: say("the question who asks"),
    DocumentKind.CLARIFICATION_QUESTION: say("the question which data are meant"),
    DocumentKind.DECISION: say("the decision"),
    DocumentKind.LIFT_NOTICE: say("the notice before lifting the restriction"),
    DocumentKind.RECIPIENT_NOTICE: say("the notice to a recipient"),
    DocumentKind.ACCESS_OVERVIEW: say("the overview of the data"),
    DocumentKind.PORTABLE_DATA: say("the data to take along"),
    DocumentKind.FOUND_ELSEWHERE: say("what was found outside the desk"),
}

BROUGHT = (DocumentKind.LETTER, DocumentKind.AUTHORISATION, DocumentKind.ANSWER_SENT, DocumentKind.OTHER)
"""What somebody can add to a case; the desk itself makes the rest."""

LEAVING = (
    DocumentKind.EXTENSION_NOTICE, DocumentKind.ACKNOWLEDGEMENT, DocumentKind.IDENTITY_QUESTION,
    DocumentKind.CLARIFICATION_QUESTION, DocumentKind.DECISION, DocumentKind.LIFT_NOTICE,
    DocumentKind.RECIPIENT_NOTICE, DocumentKind.ACCESS_OVERVIEW, DocumentKind.PORTABLE_DATA,
)  # fmt: skip
"""What the desk makes to be sent: a draft until it left."""

_FILE_WORDS = {
    DocumentKind.LETTER: "brief",
    DocumentKind.AUTHORISATION: "machtiging",
    DocumentKind.EXTENSION_NOTICE: "verlenging",
    DocumentKind.ANSWER_SENT: "antwoord",
    DocumentKind.OTHER: "bijlage",
    DocumentKind.ACKNOWLEDGEMENT: "ontvangstbevestiging",
    DocumentKind.IDENTITY_QUESTION: "vraag-identiteit",
    DocumentKind.CLARIFICATION_QUESTION: "vraag-verduidelijking",
    DocumentKind.DECISION: "besluit",
    DocumentKind.LIFT_NOTICE: "einde-afscherming",
    DocumentKind.RECIPIENT_NOTICE: "kennisgeving",
    DocumentKind.ACCESS_OVERVIEW: "overzicht",
    DocumentKind.PORTABLE_DATA: "gegevens",
    DocumentKind.FOUND_ELSEWHERE: "gevonden",
}


def made_name(kind: DocumentKind, ending: str, *, whose: str = "") -> str:
    """What the file of a document that the desk makes is called here; `whose` is the name of its recipient."""
    return f"{'-'.join((_FILE_WORDS[kind], *re.findall(r'[a-z0-9]+', folded(whose))))}.{ending}"


@dataclass(frozen=True, slots=True)
class Document:
    """A document in the list of its request: what it is, from which day, how large in bytes, added by whom, sent."""

    id: int
    kind: DocumentKind
    file_name: str
    size: int
    happened_on: date
    made_at: datetime
    by: str | None
    sent_on: date | None


@dataclass(frozen=True, slots=True)
class CaseFile:
    """The document that somebody wants to fetch, and in which language to say why it cannot be had."""

    document_id: int
    language: Language


@dataclass(frozen=True, slots=True)
class DocumentFile:
    """What is fetched. The name tells of nobody: it may end in a folder that others see."""

    name: str
    media_type: str
    content: bytes


def attach(
    store: Store,
    actor: Actor,
    seen: Seen,
    *,
    event_id: int,
    kind: DocumentKind,
    file_name: str,
    content: bytes,
    happened_on: date | None = None,
) -> None:
    """Keeps a file with the request; its day is today unless told otherwise.

    Raises BadInput for a file that is empty, too large, of a kind that is not kept, or not what its name says.
    """
    with store.change(actor, Act.REQUEST_DOCUMENT, seen.subject) as change:
        case = current(change, seen, event_id)
        if case is None:
            return
        refuse(finished_problem(case), "file")
        on = happened_on or change.today
        refuse(event_problem(on, case.received_on, None, change.today), "happened_on")
        file = checked_file(Upload(file_name, content), MOST_DOCUMENT_MB, "file")
        keep(change, case, event_id, kind, file, on=on)


def keep(
    change: Change,
    case: Current,
    event_id: int,
    kind: DocumentKind,
    file: CheckedFile,
    *,
    on: date,
    why: str | None = None,
    **columns: str | date | None,
) -> None:
    """Adds a file that was checked, or that the desk made, in the open transaction."""
    change.insert(
        "request_documents",
        id=event_id,
        request_id=case.id,
        kind=kind,
        file_name=file.name,
        media_type=file.media_type,
        content=file.content,
        size=len(file.content),
        digest=hashlib.sha256(file.content).hexdigest(),
        made_at=change.now,
        staff_id=change.actor.staff_id,
        **columns,
    )
    record(change, case, event_id, EventKind.DOCUMENT_ADDED, on, code=kind, body=why)


def mark_sent(change: Change, case: Current, event_id: int, document_id: int, on: date) -> None:
    """Says in the open transaction that this document of the case left on this day.

    Raises what `check_sendable` raises.
    """
    kind = check_sendable(change, case, document_id, on)
    change.execute("update request_documents set sent_on = $on where id = $id", on=on, id=document_id)
    record(change, case, event_id, EventKind.DOCUMENT_SENT, on, about=document_id, code=kind)


def check_sendable(change: Change, case: Current, document_id: int, on: date) -> str:
    """The kind of the document. Raises BadInput when it is not of this case, was sent already, or did not leave then.

    Which is on a day in the future, or before it was made.
    """
    found: dict[str, Any] | None = change.one(
        dict,
        """
        select d.kind, d.sent_on, e.happened_on as made_on
        from request_documents d join request_events e on e.id = d.id
        where d.id = $id and d.request_id = $request_id
        """,
        id=document_id,
        request_id=case.id,
    )
    if found is None:
        raise BadInput(say("This document is not with this request; nothing was saved. Choose another."), "document_id")
    if found["sent_on"]:
        refuse(say("This document was sent on %(day)s already.", day=found["sent_on"]), "document_id")
    if on < found["made_on"]:
        refuse(say("It was made on %(day)s, so it cannot have been sent before.", day=found["made_on"]), "sent_on")
    refuse(event_problem(on, case.received_on, None, change.today), "sent_on")
    return str(found["kind"])


def copy_those_of(change: Change, other_id: int, case: Current) -> None:
    """Keeps with the request what another one of the same letter came with: each is destroyed in its own time.

    Nothing of another client, and an authorisation only of the same representative.
    """
    found: list[dict[str, Any]] = change.all(
        dict,
        """
        select d.id, d.kind, greatest(e.happened_on, ours.received_on) as happened_on from request_documents d
        join request_events e on e.id = d.id
        join requests theirs on theirs.id = d.request_id
        join requests ours on ours.id = $id
        where d.request_id = $other_id
            and ours.client_id is not distinct from theirs.client_id
            and (ours.client_id is not null or ours.person_name is not distinct from theirs.person_name)
            and (d.kind = 'letter' or d.kind = 'authorisation' and ours.applicant_kind = 'representative'
                and ours.applicant_name is not distinct from theirs.applicant_name)
        order by d.id
        """,
        id=case.id,
        other_id=other_id,
    )
    for row in found:
        event_id = new_id()
        change.execute(
            """
            insert into request_documents by name
            select * replace ($event_id as id, $request_id as request_id, $now as made_at, $staff_id as staff_id)
            from request_documents where id = $id
            """,
            id=row["id"],
            event_id=event_id,
            request_id=case.id,
            now=change.now,
            staff_id=change.actor.staff_id,
        )
        record(change, case, event_id, EventKind.DOCUMENT_ADDED, row["happened_on"], code=row["kind"])


def listed(reader: Reader, request_id: int) -> list[Document]:
    """The documents of a request, the newest first; reads none of them."""
    return reader.all(
        _document,
        """
        select d.id, d.kind, d.file_name, d.size, e.happened_on, d.made_at, s.name as by, d.sent_on
        from request_documents d
        join request_events e on e.id = d.id
        left join staff s on s.id = d.staff_id
        where d.request_id = $request_id order by e.happened_on desc, d.id desc
        """,
        request_id=request_id,
    )


def _document(*, kind: str, **columns: Any) -> Document:
    return Document(kind=DocumentKind(kind), **columns)


def fetch(store: Store, actor: Actor, document_id: int) -> DocumentFile:
    """The document itself; each time it is handed out stands in the log. Raises NotFound."""
    check_role(actor, Act.DOCUMENT_VIEW)
    with store.read(actor, Act.REQUEST_LIST) as reader:
        request_id = reader.value("select request_id from request_documents where id = $id", id=document_id)
    if request_id is None:
        raise NotFound(_GONE)
    subject = Subject("request", int(request_id))
    with store.read(actor, Act.DOCUMENT_VIEW, subject, reason=Reason("fetched")) as reader:
        found: dict[str, Any] | None = reader.one(
            dict,
            """
            select d.kind, d.media_type, d.content, d.digest, r.number,
                (select count(*) from request_documents o
                    where o.request_id = d.request_id and o.kind = d.kind and o.id <= d.id) as nth
            from request_documents d join requests r on r.id = d.request_id where d.id = $id
            """,
            id=document_id,
        )
    if found is None:  # removed in this very moment
        raise NotFound(_GONE)
    content, media_type = found["content"], found["media_type"]
    check_whole(content, found["digest"])
    name = name_of(found["number"], DocumentKind(found["kind"]), found["nth"], media_type)
    return DocumentFile(name, media_type, content)


def name_of(number: str, kind: DocumentKind, nth: int, media_type: str) -> str:
    """What the file of a document is called outside the desk: the case, what it is, and which of that kind."""
    return "-".join([number, _FILE_WORDS[kind]] + [str(nth)] * (nth > 1)) + ENDINGS[media_type]


def check_whole(content: bytes, digest: str) -> None:
    """Raises StoreUnavailable for a document that is not as it was kept."""
    if hashlib.sha256(content).hexdigest() != digest:
        raise StoreUnavailable(_DAMAGED)


_GONE = say("This document is not here any more. Look at its request.")
_DAMAGED = say(
    "This document is not as it was kept: it was damaged or changed. Tell the administrator, and take it from a backup."
)


def astray(reader: Reader) -> Iterator[Sentence]:
    """What is wrong with documents: not as they were kept, without their event, or gone without one."""
    n = reader.value(
        """
        with told as (
            select id, request_id, reason_code as kind from request_events e
            where kind = 'document_added'
                and not exists (from request_events r where r.about = e.id and r.kind = 'document_removed')
        )
        select count(*) from request_documents d full join told t using (id, request_id, kind)
        where d.digest is null or t.id is null or sha256(d.content) <> d.digest
            or octet_length(d.content) is distinct from d.size
        """
    )
    if n:
        yield say_n(
            "One document of a request is not as it should be: it was changed, is missing, or is not in the history.",
            "%(n)s documents of requests are not as they should be: changed, missing, or not in the history.",
            n,
        )
