"""Consents (art. 7 GDPR, PS §6): asked separately per purpose and recipient, kept with the exact text that was shown.

An explicit consent about health (art. 9(2)(a)) carries the preconditions that concern health: they go with it.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from data_layer import consent_checks, due, record_needs
from data_layer.backups import rights
from data_layer.categories import RECORD_KINDS
from data_layer.errors import ChangedMeanwhile, NotFound
from data_layer.log import Subject
from data_layer.record_checks import bad
from data_layer.record_needs import Passed
from data_layer.rules.access import Act
from data_layer.rules.sentences import Sentence, say
from data_layer.staff import Actor
from data_layer.store import Store
from data_layer.transactions import Change, Reader, Seen
from data_layer.vocabulary import PURPOSES

HOW_LABELS: dict[str, Sentence] = {
    "paper": say("on paper"),
    "digital": say("digitally"),
    "oral": say("orally, with a note of it"),
    "email": say("by e-mail"),
}
"""How a consent can have been given; each leaves something by which it can be shown."""
_PRECONDITIONS = RECORD_KINDS["preconditions"]


@dataclass(frozen=True, slots=True)
class Consent:
    """What the client agreed to, and since when no longer. `resting` counts the preconditions that rest on it."""

    id: int
    version: int
    purpose: int
    recipient: str | None
    about_health: bool
    language: str
    how: str
    given_on: date
    withdrawn_on: date | None
    resting: int

    @property
    def seen(self) -> Seen:
        """What acting on it asks for."""
        return Seen(self.id, self.version)


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """What became of the preconditions that rested on the consent: removed, or kept because of a hold."""

    removed: int = 0
    kept: int = 0


def what_for(purpose: int, recipient: str | None, *, about_health: bool) -> Sentence:
    """What a consent is for, in a few words."""
    words = PURPOSES[purpose]
    if recipient:
        return say("%(purpose)s, to %(recipient)s", purpose=words, recipient=recipient)
    return say("%(purpose)s, about health", purpose=words) if about_health else words


def consents_of(reader: Reader, client_id: int) -> list[Consent]:
    """What this client agreed to, the newest first; the texts are asked one by one, with `shown_text`."""
    return reader.all(
        Consent,
        """
        select c.id, c.version, c.purpose, r.name as recipient, coalesce(c.about_health, false) as about_health,
            c.language, c.how, c.given_on, c.withdrawn_on,
            (select count(*) from preconditions p where p.client_id = c.client_id and p.consent_id = c.id) as resting
        from consents c left join recipients r on r.id = c.recipient_id
        where c.client_id = $client_id order by c.given_on desc, c.id desc
        """,
        client_id=client_id,
    )


def shown_text(reader: Reader, client_id: int, consent_id: int) -> str:
    """The exact text that the client saw. Raises NotFound."""
    text = reader.value(
        "select shown_text from consents where client_id = $client_id and id = $id", client_id=client_id, id=consent_id
    )
    if text is None:
        raise _not_there()
    return str(text)


def held_since(reader: Reader, client_id: int) -> date | None:
    """Since when a hold keeps the client's preconditions, so that they stay when their consent is withdrawn.

    The person's own request to withdraw or to erase is no reason to keep them.
    """
    return record_needs.held_since(reader, _PRECONDITIONS, client_id, Passed(("consent_withdrawal", "erasure")))


def give(
    store: Store,
    actor: Actor,
    *,
    id: int,  # noqa: A002 - the identity of the new row, made when the form was drawn
    client_id: int,
    purpose: int | None,
    recipient_id: int | None,
    about_health: bool,
    shown_text: str,
    language: str | None,
    how: str | None,
    given_on: date | None,
) -> None:
    """Records a consent; the same id once more does nothing. Raises BadInput with the field, NotAllowed, NotFound."""
    with store.change(actor, Act.CONSENT_GIVE, Subject("client", client_id)) as change:
        if change.value("select 1 from consents where id = $id", id=id):
            change.undo()
            return
        consent_checks.check_what_for(change, purpose, recipient_id, about_health=about_health)
        row = {
            "purpose": purpose,
            "recipient_id": recipient_id,
            "about_health": about_health,
            "shown_text": consent_checks.checked_shown_text(shown_text),
            "language": consent_checks.checked_language_of(language),
            "how": how,
            "given_on": consent_checks.checked_day(change, client_id, given_on),
        }
        if how not in HOW_LABELS:
            raise bad("how", say("Choose how the client agreed."))
        consent_checks.check_none_stands(change, client_id, row)
        change.insert("consents", id=id, client_id=client_id, **row)
        change.recorded("consents", id, client_id, "added", *(name for name, fact in row.items() if fact))
        due.refresh(change, [client_id])


def withdraw(store: Store, actor: Actor, *, seen: Seen, client_id: int, withdrawn_on: date | None) -> Withdrawn:
    """Ends a consent; what rests on a consent about health goes at once, unless a hold keeps it.

    To withdraw it once more on the same day does nothing. Raises BadInput, NotAllowed, NotFound, ChangedMeanwhile.
    """
    with store.change(actor, Act.CONSENT_WITHDRAW, Subject("client", client_id)) as change:
        row = change.one(
            dict[str, Any],
            "select version, given_on, withdrawn_on from consents where id = $id and client_id = $client_id",
            id=seen.id,
            client_id=client_id,
        )
        if row is None:
            raise _not_there()
        if withdrawn_on is None or not row["given_on"] <= withdrawn_on <= change.today:
            raise bad(
                "withdrawn_on",
                say("A consent is withdrawn on a day from %(first)s up to and including today.", first=row["given_on"]),
            )
        if row["withdrawn_on"] == withdrawn_on:
            change.undo()
            return Withdrawn()
        if row["withdrawn_on"] is not None:
            raise ChangedMeanwhile(
                say(
                    "This consent was withdrawn already, on %(day)s; nothing was saved.",
                    day=row["withdrawn_on"],
                )
            )
        change.update("consents", seen.id, seen.version, withdrawn_on=withdrawn_on)
        return end(change, client_id, seen.id, withdrawn_on)


def destroys(reader: Reader, client_id: int, consent_ids: Collection[int]) -> bool:
    """Whether preconditions go when these consents end: they rest on one, or an ended one, and nothing holds them."""
    rests = reader.value(
        """
        select count(*) > 0 from preconditions p join consents c on c.id = p.consent_id
        where p.client_id = $client_id and (c.withdrawn_on is not null or exists (
            from consents o where list_contains($ids::bigint[], o.id) and o.purpose = c.purpose
                and o.recipient_id is not distinct from c.recipient_id
                and o.about_health is not distinct from c.about_health))
        """,
        client_id=client_id,
        ids=list(consent_ids),
    )
    return bool(rests) and held_since(reader, client_id) is None


def end(change: Change, client_id: int, consent_id: int, withdrawn_on: date) -> Withdrawn:
    """The consent stands no more from that day on, with what rests on it, in the open transaction."""
    _mark_withdrawn(change, client_id, consent_id, withdrawn_on)
    _withdraw_the_same(change, client_id, consent_id, withdrawn_on)
    result = _end_what_rests(change, client_id)
    due.refresh(change, [client_id])
    return result


def _mark_withdrawn(change: Change, client_id: int, consent_id: int, withdrawn_on: date) -> None:
    change.execute("update consents set withdrawn_on = $day where id = $id", day=withdrawn_on, id=consent_id)
    change.recorded("consents", consent_id, client_id, "corrected", "withdrawn_on")
    rights.note_withdrawn(change, client_id, consent_id, withdrawn_on)


def _withdraw_the_same(change: Change, client_id: int, consent_id: int, withdrawn_on: date) -> None:
    """After a merge a person may have given the same consent twice; it is withdrawn once."""
    same = change.values(
        """
        select o.id from consents o join consents c on c.id = $consent_id and o.client_id = c.client_id
            and o.purpose = c.purpose and o.recipient_id is not distinct from c.recipient_id
            and o.about_health is not distinct from c.about_health
        where o.client_id = $client_id and o.withdrawn_on is null and o.given_on <= $withdrawn_on
        """,
        client_id=client_id,
        consent_id=consent_id,
        withdrawn_on=withdrawn_on,
    )
    for other in same:
        change.execute("update consents set version = version + 1 where id = $id", id=other)
        _mark_withdrawn(change, client_id, other, withdrawn_on)


def _end_what_rests(change: Change, client_id: int) -> Withdrawn:
    """art. 7(3) and 17(1)(b): without a consent these may not stay; a hold alone keeps them.

    Also what an earlier hold kept goes, once nothing holds it any more.
    """
    columns = ", ".join(field.column for field in _PRECONDITIONS.fields)
    rows = change.all(
        dict[str, Any],
        f"select id, {columns} from preconditions where client_id = $client_id and consent_id in"  # noqa: S608 - names of the declaration
        " (select id from consents where client_id = $client_id and withdrawn_on is not null)",
        client_id=client_id,
    )
    if rows and held_since(change, client_id) is not None:
        return Withdrawn(kept=len(rows))
    for row in rows:
        record_id = row.pop("id")
        change.execute("delete from preconditions where id = $id", id=record_id)
        filled = (name for name, fact in row.items() if fact is not None)
        change.recorded("preconditions", record_id, client_id, "removed", *filled)
    return Withdrawn(removed=len(rows))


def _not_there() -> NotFound:
    return NotFound(say("This consent is not there. Nothing was saved. Look at the dossier again."))
