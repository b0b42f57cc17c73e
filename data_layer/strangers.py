"""Those that got data, or gave them, without being a recipient of the school: kept so that the register is true."""

from dataclasses import dataclass, replace

from data_layer import recipient_checks, recipients
from data_layer.errors import BadInput
from data_layer.ids import new_id
from data_layer.log import Subject
from data_layer.recipients import Recipient
from data_layer.record_checks import bad
from data_layer.rules.access import Act
from data_layer.rules.searching import folded
from data_layer.rules.sentences import say
from data_layer.staff import Actor
from data_layer.store import Store
from data_layer.transactions import Change, Reader

NAME, COUNTRY = "stranger_name", "stranger_country"  # the fields that errors name


@dataclass(frozen=True, slots=True)
class Stranger:
    """Whom somebody typed in as the other side: a name, and the country, which may be any."""

    name: str
    country: str | None


def the_other_side(reader: Reader, recipient_id: int | None, stranger: Stranger | None) -> Recipient:
    """The recipient that was chosen, or the stranger as it is known or would be kept: then its id is 0.

    Raises BadInput by field, NotFound.
    """
    if recipient_id is not None:
        return recipients.the_recipient(reader, recipient_id)
    if stranger is None:
        raise bad("recipient", say("Choose the other organisation first."))
    name, country = _checked(reader, stranger)
    found = _namesake(reader, name, country)
    return found or Recipient(
        id=0,
        code="",
        name=name,
        legal_name=name,
        country=country,
        role="independent",
        contact=None,
        in_statement=False,
        active=False,
        is_stranger=True,
        own_purposes=(),
        uses={},
        version=1,
    )


def kept(change: Change, other: Recipient) -> Recipient:
    """The other side with an id: a stranger that is not known yet is added, and never offered for a delivery."""
    if other.id:
        return other
    added = replace(other, id=new_id(), code=recipients.next_code(change))
    names = ("id", "code", "name", "legal_name", "country", "role", "in_statement", "active", "is_stranger")
    change.insert("recipients", **{name: getattr(added, name) for name in names})
    change.touched("recipient.name", "recipient.country")
    return added


def correct(store: Store, actor: Actor, stranger_id: int, version: int, corrected: Stranger) -> None:
    """Corrects the name or the country of a stranger, such as a person's name that should not stand there.

    Raises BadInput by field, NotAllowed, NotFound, ChangedMeanwhile.
    """
    with store.change(actor, Act.RECIPIENT_CHANGE, Subject("recipient", stranger_id)) as change:
        now = recipients.the_recipient(change, stranger_id)
        if not now.is_stranger:
            raise BadInput(say("This is a recipient of the school; nothing was saved. Change it there."))
        name, country = _checked(change, corrected)
        twin = _namesake(change, name, country)
        if twin is not None and twin.id != stranger_id:
            raise bad(NAME, say("There is somebody with this name already. Choose a name that tells them apart."))
        if (name, country) == (now.name, now.country):
            change.undo()
            return
        change.update("recipients", stranger_id, version, name=name, legal_name=name, country=country)


def _checked(reader: Reader, stranger: Stranger) -> tuple[str, str]:
    name = recipient_checks.checked_stranger_name(NAME, stranger.name)
    recipient_checks.check_free(reader, name, 0, NAME)
    return name, recipient_checks.checked_where(COUNTRY, stranger.country)


def _namesake(reader: Reader, name: str, country: str) -> Recipient | None:
    same = (known for known in recipients.strangers(reader) if known.country == country)
    return next((known for known in same if folded(known.name) == folded(name)), None)
