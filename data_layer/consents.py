"""Consents (art. 7 GDPR, PS §6): asked separately per purpose and recipient, kept with the exact text that was shown.

An explicit consent about health (art. 9(2)(a)) carries the preconditions that concern health: they go with it.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from data_layer import due, recipients, record_needs
from data_layer.categories import CATEGORY, RECORD_KINDS
from data_layer.errors import BadInput, ChangedMeanwhile, NotFound
from data_layer.log import Subject
from data_layer.record_checks import NOT_SAVED
from data_layer.rules.access import Act
from data_layer.rules.checks import checked_language, checked_text
from data_layer.rules.sentences import Sentence, say
from data_layer.staff import Actor
from data_layer.store import Store
from data_layer.transactions import Change, Reader
from data_layer.vocabulary import PURPOSES

HOW_LABELS: dict[str, Sentence] = {
    "paper": say("on paper"),
    "digital": say("digitally"),
    "oral": say("orally, with a note of it"),
    "email": say("by e-mail"),
}
"""How a consent can have been given; each leaves something by which it can be shown."""
HEALTH_PURPOSE = CATEGORY["preconditions"].purposes[0]  # what concerns health is kept for this purpose only
_PRECONDITIONS = RECORD_KINDS["preconditions"]


@dataclass(frozen=True, slots=True)
class Seen:
    """A consent as it stood on the screen of the person who acts on it."""

    id: int
    version: int


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
    """Since when a hold keeps the client's preconditions, so that they stay when their consent is withdrawn."""
    return record_needs.held_since(reader, _PRECONDITIONS, client_id)


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
        _check_what_for(change, purpose, recipient_id, about_health=about_health)
        row = {
            "purpose": purpose,
            "recipient_id": recipient_id,
            "about_health": about_health,
            "shown_text": _checked_text(shown_text),
            "language": _checked_language(language),
            "how": how,
            "given_on": _checked_day(change, client_id, given_on),
        }
        if how not in HOW_LABELS:
            raise _bad("how", say("Choose how the client agreed."))
        _check_none_stands(change, client_id, row)
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
            raise _bad(
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
        change.recorded("consents", seen.id, client_id, "corrected", "withdrawn_on")
        result = _end_what_rests(change, client_id, seen.id)
        due.refresh(change, [client_id])
    return result


def _end_what_rests(change: Change, client_id: int, consent_id: int) -> Withdrawn:
    """art. 7(3) and 17(1)(b): without the consent these may not stay; a hold alone keeps them."""
    columns = ", ".join(field.column for field in _PRECONDITIONS.fields)
    rows = change.all(
        dict[str, Any],
        f"select id, {columns} from preconditions where client_id = $client_id and consent_id = $consent_id",  # noqa: S608 - names of the declaration
        client_id=client_id,
        consent_id=consent_id,
    )
    if rows and held_since(change, client_id) is not None:
        return Withdrawn(kept=len(rows))
    for row in rows:
        record_id = row.pop("id")
        change.execute("delete from preconditions where id = $id", id=record_id)
        filled = (name for name, fact in row.items() if fact is not None)
        change.recorded("preconditions", record_id, client_id, "removed", *filled)
    return Withdrawn(removed=len(rows))


def _check_what_for(change: Change, purpose: int | None, recipient_id: int | None, *, about_health: bool) -> None:
    if purpose not in PURPOSES:
        raise _bad("purpose", say("Choose what the client agrees to."))
    if about_health and (purpose != HEALTH_PURPOSE or recipient_id is not None):
        # art. 5(1)(b): what concerns health is kept for one purpose, and goes to nobody
        raise _bad(
            "about_health",
            say("Health is recorded only for “%(purpose)s”, and goes to nobody.", purpose=PURPOSES[HEALTH_PURPOSE]),
        )
    if recipient_id is None:
        return
    chosen = {known.id: known for known in recipients.active(change)}.get(recipient_id)
    if chosen is None:
        raise _bad("recipient", say("Choose a recipient with whom data are exchanged now."))
    if chosen.is_outside_eea:
        raise _bad(
            "recipient",
            say("This recipient is outside the European Economic Area, where no data go (paragraph 8)."),
        )


def _check_none_stands(change: Change, client_id: int, row: dict[str, Any]) -> None:
    standing = change.value(
        """
        select given_on from consents where client_id = $client_id and purpose = $purpose and withdrawn_on is null
            and recipient_id is not distinct from $recipient_id and coalesce(about_health, false) = $about_health
        """,
        client_id=client_id,
        **{name: row[name] for name in ("purpose", "recipient_id", "about_health")},
    )
    if standing is not None:
        raise _bad(
            "purpose",
            say(
                "The client agreed to this on %(day)s already. If there is a new consent, withdraw that one first.",
                day=standing,
            ),
        )


def _checked_text(typed: str) -> str:
    text = checked_text(typed)
    if text.value is None:
        raise _bad("shown_text", text.problem or say("Put down the exact text that the client saw or heard."))
    return text.value


def _checked_language(typed: str | None) -> str:
    language = checked_language(typed)
    if language.value is None:
        raise _bad("language", language.problem or say("Choose the language of the text."))
    return language.value


def _checked_day(change: Change, client_id: int, given_on: date | None) -> date:
    client = change.one(dict[str, Any], "select birth_date from clients where id = $id", id=client_id)
    if client is None:
        raise NotFound(say("This client is not there. Nothing was saved. Look the client up in the list."))
    if given_on is None:
        raise _bad("given_on", say("Choose the day on which the client agreed."))
    if given_on > change.today:
        raise _bad("given_on", say("This day lies in the future."))
    if client["birth_date"] is not None and given_on < client["birth_date"]:
        raise _bad("given_on", say("This day lies before the birth of the client."))
    return given_on


def _bad(field: str, problem: Sentence) -> BadInput:
    return BadInput(say("%(problem)s %(not_saved)s", problem=problem, not_saved=NOT_SAVED), field)


def _not_there() -> NotFound:
    return NotFound(say("This consent is not there. Nothing was saved. Look at the dossier again."))
