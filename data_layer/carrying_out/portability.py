"""Portability (art. 20 GDPR): the file with the person's data is made, and sent to nobody but the person."""

import hashlib
import io
import json
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from data_layer.carrying_out import archives, portable_file
from data_layer.carrying_out.beginning import begun
from data_layer.carrying_out.portable_records import counted
from data_layer.categories import CATEGORY
from data_layer.errors import BadInput
from data_layer.requests.document_files import CheckedFile
from data_layer.requests.document_removals import drop_unsent
from data_layer.requests.identity_gates import check_answer
from data_layer.requests.request_documents import DocumentKind, check_sendable, keep, made_name, mark_sent
from data_layer.requests.request_history import Current, Seen
from data_layer.rules.access import Act
from data_layer.rules.disclosure import enumerated
from data_layer.rules.sentences import Sentence, say
from data_layer.staff import Actor
from data_layer.store import Store
from data_layer.transactions import Change, Reader
from data_layer.vocabulary import Outcome, Right

KIND = DocumentKind.PORTABLE_DATA


@dataclass(frozen=True, slots=True)
class MadeFile:
    """The file that was made last: the id of its document, when it was made, and when it was sent."""

    id: int
    made_on: date
    sent_on: date | None


def the_file(reader: Reader, request_id: int) -> MadeFile | None:
    """The file of a request that was made last."""
    return reader.one(
        MadeFile,
        """
        select d.id, e.happened_on as made_on, d.sent_on
        from request_documents d join request_events e on e.id = d.id
        where d.request_id = $request_id and d.kind = $kind order by d.id desc limit 1
        """,
        request_id=request_id,
        kind=KIND,
    )


def make(store: Store, actor: Actor, seen: Seen, *, event_id: int) -> None:
    """Makes the file of today, in the place of one that was not sent.

    Raises BadInput while it is not certain who asks, or when there is nothing to take along; ChangedMeanwhile.
    """
    with store.change(actor, Act.REQUEST_DOCUMENT, seen.subject) as change:
        work = begun(change, seen, event_id, Right.PORTABILITY)
        if work is None:
            return
        case, client_id = work
        check_answer(change, case.id, Outcome.GRANTED, change.today)
        if not any(one.going for one in counted(change, client_id)):
            raise BadInput(
                say("There is nothing that this person provided and may take along; nothing was made. Tell the person.")
            )
        content = portable_file.made(change, client_id, case.number, change.today)
        drop_unsent(change, case, KIND)
        keep(
            change,
            case,
            event_id,
            KIND,
            CheckedFile(made_name(KIND, "zip"), archives.MEDIA_TYPE, content),
            on=change.today,
        )


def send(store: Store, actor: Actor, seen: Seen, *, event_id: int, document_id: int, sent_on: date) -> None:
    """Records that the file went to the person.

    Raises BadInput for another document, when it was not certain on that day who asks, or when the file does not hold
    any more what the store has.
    """
    with store.change(actor, Act.REQUEST_DOCUMENT, seen.subject) as change:
        work = begun(change, seen, event_id, Right.PORTABILITY)
        if work is None:
            return
        case, client_id = work
        check_answer(change, case.id, Outcome.GRANTED, sent_on)
        _check_true(change, case, client_id, document_id)
        mark_sent(change, case, event_id, document_id, sent_on)


def _check_true(change: Change, case: Current, client_id: int, document_id: int) -> None:
    """Nobody sends what is not so any more: made again for the same day it would be the same file."""
    made: dict[str, Any] | None = change.one(
        dict,
        """
        select e.happened_on as made_on, d.digest from request_documents d join request_events e on e.id = d.id
        where d.id = $id and d.request_id = $request_id and d.kind = $kind and d.sent_on is null
        """,
        id=document_id,
        request_id=case.id,
        kind=KIND,
    )
    if made is None:
        check_sendable(change, case, document_id, change.today)
        raise BadInput(say("This document is no file with data to take along; nothing was saved."), "document_id")
    content = portable_file.made(change, client_id, case.number, made["made_on"])
    if hashlib.sha256(content).hexdigest() != made["digest"]:
        raise BadInput(
            say(
                "The data changed since this file was made on %(day)s; nothing was saved. Make it anew, and send that"
                " one.",
                day=made["made_on"],
            ),
            "document_id",
        )


def told(reader: Reader, request_id: int) -> tuple[Sentence, ...]:
    """What the letter says was done: the file, what is in it, and what is not."""
    file = the_file(reader, request_id)
    return tuple(_told(reader, file)) if file else ()


def _told(reader: Reader, file: MadeFile) -> Iterator[Sentence]:
    yield say("You get your data from us in a file that computers can read. It was made on %(day)s.", day=file.made_on)
    yield say("In the file are: %(categories)s.", categories=enumerated(_labels(reader, file)))
    yield say("The file has your data as JSON and as CSV. In it is also a text that says how it is built.")
    yield say(
        "Not in the file is what others told us about you, and what we wrote or concluded ourselves. You can ask us to"
        " see those data too."
    )


def _labels(reader: Reader, file: MadeFile) -> list[Sentence]:
    content = reader.value("select content from request_documents where id = $id", id=file.id)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        data: dict[str, Any] = json.loads(archive.read(portable_file.DATA))
    return [CATEGORY[code].label for code in data["categories"]]
