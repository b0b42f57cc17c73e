"""The file of a delivery that waits to be sent: fetched by those who deliver, checked once more, each time logged."""

import hashlib
from dataclasses import dataclass
from typing import Any

from data_layer.delivering.delivery import Format
from data_layer.delivering.staleness import why_shut
from data_layer.errors import NotAllowed, NotFound
from data_layer.log import Reason, Subject
from data_layer.rules.access import Act
from data_layer.rules.sentences import say
from data_layer.staff import Actor
from data_layer.store import Store
from data_layer.transactions import Change, check_role
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
    """The file of this entry; each time it is handed out stands in the log.

    Raises NotFound after it was sent or annulled; NotAllowed when it may not be used any more (`why_shut`).
    """
    check_role(actor, Act.DELIVERY_FILE_VIEW)
    with store.read(actor, Act.DISCLOSURE_DELIVER) as reader:
        if not reader.value(f"select count(*) from ({_FILE})", disclosure_id=disclosure_id):  # noqa: S608 - from this module
            raise NotFound(_GONE)
        if (why := why_shut(reader, disclosure_id)) is not None:
            raise NotAllowed(why)
    subject = Subject("disclosure", disclosure_id)
    with store.read(actor, Act.DELIVERY_FILE_VIEW, subject, reason=Reason("fetched")) as reader:
        found: dict[str, Any] | None = reader.one(dict, _FILE, disclosure_id=disclosure_id)
    if found is None:  # sent or annulled in this very moment
        raise NotFound(_GONE)
    digest = found.pop("file_digest")
    file = DeliveryFile(**found)
    assert hashlib.sha256(file.body).hexdigest() == digest  # noqa: S101 - written together, never changed
    return file


_GONE = say("This file is not here any more: the delivery was sent or annulled. Look at its entry.")
_FILE = """
    select d.file_name as name, f.format, f.body, d.file_digest
    from delivery_files f join disclosures d on d.id = f.disclosure_id and d.state = 'made'
    where f.disclosure_id = $disclosure_id
"""


def remove_file(change: Change, disclosure_id: int) -> None:
    """The file goes once it was sent or annulled: its digest stays in the register."""
    change.execute("delete from delivery_files where disclosure_id = $id", id=disclosure_id)
