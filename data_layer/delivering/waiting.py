"""The file of a delivery that waits to be sent: fetched by those who deliver, checked once more, each time logged."""

import hashlib
from dataclasses import dataclass
from typing import Any

from data_layer.delivering.delivery import Format
from data_layer.delivering.weighing import may_no_longer_go
from data_layer.errors import NotAllowed, NotFound
from data_layer.log import Reason, Subject
from data_layer.rules.access import Act
from data_layer.rules.disclosure import some_of
from data_layer.rules.sentences import Sentence, say, say_n
from data_layer.staff import Actor
from data_layer.store import Store
from data_layer.transactions import Change, Reader
from data_layer.wording import Language


@dataclass(frozen=True, slots=True)
class WaitingFile:
    """The file that somebody wants: of which entry, and in which language to say why it cannot be had."""

    disclosure_id: int
    language: Language


@dataclass(frozen=True, slots=True)
class DeliveryFile:
    """What is fetched: the name, the kind, and the bytes whose SHA-256 stands in the register."""

    name: str
    format: Format
    body: bytes


def fetch(store: Store, actor: Actor, disclosure_id: int) -> DeliveryFile:
    """The file of this entry. Raises NotFound after it was sent or annulled; NotAllowed when somebody in it may no
    longer go along: consent is withdrawn, or the data were restricted, since it was made.
    """
    subject = Subject("disclosure", disclosure_id)
    with store.read(actor, Act.DELIVERY_FILE_VIEW, subject, reason=Reason("fetched")) as reader:
        found: dict[str, Any] | None = reader.one(
            dict,
            """
            select d.file_name as name, f.format, f.body, d.file_digest
            from delivery_files f join disclosures d on d.id = f.disclosure_id and d.state = 'made'
            where f.disclosure_id = $disclosure_id
            """,
            disclosure_id=disclosure_id,
        )
        if found is None:
            raise NotFound(say("This file is not here any more: the delivery was sent or annulled. Look at its entry."))
        shut = why_shut(reader, disclosure_id)
    if shut is not None:
        raise NotAllowed(shut)
    digest = found.pop("file_digest")
    file = DeliveryFile(**found)
    assert hashlib.sha256(file.body).hexdigest() == digest  # noqa: S101 - written together, never changed
    return file


def why_shut(reader: Reader, disclosure_id: int) -> Sentence | None:
    """Why the file may not be used any more, naming the clients; None while all may go along."""
    astray = may_no_longer_go(reader, disclosure_id)
    if not astray:
        return None
    return say_n(
        "This file cannot be used any more: since it was made, client %(numbers)s may no longer go along. Annul it"
        " and make it anew.",
        "This file cannot be used any more: since it was made, %(n)s clients may no longer go along (%(numbers)s)."
        " Annul it and make it anew.",
        len(astray),
        numbers=some_of(astray),
    )


def remove_file(change: Change, disclosure_id: int) -> None:
    """The file goes once it was sent or annulled: its digest stays in the register."""
    change.execute("delete from delivery_files where disclosure_id = $id", id=disclosure_id)
