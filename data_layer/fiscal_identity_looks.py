"""Looking at what was put out of ordinary sight: the name and the address of an erased person, as papers bear them."""

from dataclasses import dataclass
from datetime import date

from data_layer.errors import BadInput, NotFound
from data_layer.log import Reason, Subject
from data_layer.rules.access import Act
from data_layer.rules.sentences import Sentence, say
from data_layer.staff import Actor
from data_layer.store import Store

REASONS: dict[str, Sentence] = {
    "tax": say("a question of the tax authorities"),
    "invoice": say("a question about an invoice or a payment"),
    "access": say("answering the person's own request"),
    "other": say("something else, namely"),
}
"""Why it may be looked at; the code goes into the log."""


@dataclass(frozen=True, slots=True)
class FiscalIdentity:
    """A name and an address as invoices and agreements bear them, out of ordinary sight since a day."""

    first_names: str | None
    prefix: str | None
    surname: str | None
    street: str | None
    house_number: str | None
    postcode: str | None
    city: str | None
    country: str | None
    since: date

    @property
    def name(self) -> str:
        """The name as one speaks it."""
        return " ".join(part for part in (self.first_names, self.prefix, self.surname) if part)

    @property
    def address(self) -> str:
        """The address on one line."""
        lines = (
            (self.street, self.house_number),
            (self.postcode, self.city),
            (None if self.country == "NL" else self.country,),
        )
        return ", ".join(" ".join(part for part in line if part) for line in lines if any(line))


def reveal(store: Store, actor: Actor, client_id: int, reason: Reason) -> list[FiscalIdentity]:
    """What is kept of one client, the oldest first, for a reason; always logged.

    The code of the reason is one of REASONS; `other` needs words. Raises BadInput, NotFound, NotAllowed.
    """
    if reason.code not in REASONS:
        raise BadInput(say("Choose why the name and the address must be seen; they are not shown."), "reason")
    if reason.code == "other" and not (reason.text or "").strip():
        raise BadInput(say("Write down why the name and the address must be seen; they are not shown."), "reason_text")
    with store.read(actor, Act.FISCAL_IDENTITY_REVEAL, Subject("client", client_id), reason=reason) as reader:
        found = reader.all(
            FiscalIdentity,
            """
            select first_names, prefix, surname, street, house_number, postcode, city, country, since
            from fiscal_identities where client_id = $client_id order by id
            """,
            client_id=client_id,
        )
    if not found:
        raise NotFound(say("Nothing of this client is kept out of ordinary sight any more."))
    return found
