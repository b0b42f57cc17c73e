"""The agreements with recipients (art. 26, 28 GDPR): what was signed, until when it is valid, what is missing."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from data_layer import recipients
from data_layer.errors import ChangedMeanwhile
from data_layer.log import Subject
from data_layer.record_checks import bad
from data_layer.rules.access import Act
from data_layer.rules.agreements import Standing, Term, standing
from data_layer.rules.sentences import Sentence, say
from data_layer.staff import Actor
from data_layer.store import Store
from data_layer.transactions import Change, Reader

KIND_LABELS: dict[str, Sentence] = {
    "processor": say("processor agreement"),
    "exchange": say("exchange agreement"),
    "joint": say("arrangement between joint controllers"),
}
"""What can be agreed: with a processor (art. 28), about an exchange, between joint controllers (art. 26)."""
USUAL_KIND = {"processor": "processor", "independent": "exchange", "joint": "joint"}
"""The kind that fits each role of a recipient."""
_NEEDED_KINDS = ", ".join(f"('{role}', '{USUAL_KIND[role]}')" for role in ("processor", "joint"))
# art. 26, 28: of who needs an agreement only the kind that its role asks counts
_FITS_SQL = f"(r.role = 'independent' or (r.role, a.kind) in ({_NEEDED_KINDS}))"


def agreed_sql(day: str) -> str:
    """Whether with recipient `r` an agreement that counts for its role was valid on the day, in SQL."""
    return f"""
        exists (
            from recipient_agreements a where a.recipient_id = r.id and {_FITS_SQL}
                and a.signed_on <= {day} and coalesce(a.ends_on >= {day}, true)
        )
    """


@dataclass(frozen=True, slots=True)
class Agreement:
    """One agreement with a recipient; without `ends_on` it is valid until it is ended."""

    id: int
    recipient_id: int
    kind: str
    signed_on: date
    ends_on: date | None
    version: int


def agreements_of(reader: Reader, recipient_id: int) -> list[Agreement]:
    """All agreements with this recipient, also those of the past, the newest first."""
    return reader.all(
        Agreement,
        """
        select id, recipient_id, kind, signed_on, ends_on, version from recipient_agreements
        where recipient_id = $recipient_id order by signed_on desc, id desc
        """,
        recipient_id=recipient_id,
    )


def agreement_standing(reader: Reader, today: date) -> dict[int, Standing]:
    """Per recipient, by its id, whether an agreement is valid; for its role only one that fits counts."""
    found: list[dict[str, Any]] = reader.all(
        dict,
        f"""
        select r.id, a.signed_on, a.ends_on
        from recipients r left join recipient_agreements a on a.recipient_id = r.id and {_FITS_SQL}
        where not coalesce(r.is_stranger, false)
        """,  # noqa: S608 - declared above
    )
    terms: dict[int, list[Term]] = {row["id"]: [] for row in found}
    for row in found:
        if row["signed_on"] is not None:
            terms[row["id"]].append(Term(row["signed_on"], row["ends_on"]))
    return {recipient_id: standing(of_one, today) for recipient_id, of_one in terms.items()}


def add_agreement(
    store: Store,
    actor: Actor,
    *,
    id: int,  # noqa: A002 - the column's name
    recipient_id: int,
    kind: str | None,
    signed_on: date | None,
    ends_on: date | None,
) -> None:
    """Keeps an agreement; the same id once more does nothing. Raises BadInput by field, NotAllowed, NotFound."""
    with store.change(actor, Act.RECIPIENT_CHANGE, Subject("recipient", recipient_id)) as change:
        if change.value("select 1 from recipient_agreements where id = $id", id=id):
            change.undo()
            return
        if recipients.the_recipient(change, recipient_id).is_stranger:
            raise bad("kind", say("This is not a recipient of the school. Add it as a recipient first."))
        row = _checked(change, kind, signed_on, ends_on)
        change.insert("recipient_agreements", id=id, recipient_id=recipient_id, **row)
        change.touched(*(f"agreement.{name}" for name, fact in row.items() if fact))


def change_agreement(
    store: Store, actor: Actor, *, seen: Agreement, kind: str | None, signed_on: date | None, ends_on: date | None
) -> None:
    """Corrects an agreement, or ends it; what is so already is left alone.

    Raises BadInput by field, NotAllowed, ChangedMeanwhile.
    """
    with store.change(actor, Act.RECIPIENT_CHANGE, Subject("recipient", seen.recipient_id)) as change:
        row = _checked(change, kind, signed_on, ends_on)
        now = {one.id: one for one in agreements_of(change, seen.recipient_id)}.get(seen.id)
        if now is None:
            raise ChangedMeanwhile(say("This agreement is not there; nothing was saved. Look at the recipient again."))
        moved = {name: fact for name, fact in row.items() if getattr(now, name) != fact}
        if not moved:
            change.undo()
            return
        change.update("recipient_agreements", seen.id, seen.version, **moved)


def _checked(change: Change, kind: str | None, signed_on: date | None, ends_on: date | None) -> dict[str, Any]:
    if kind not in KIND_LABELS:
        raise bad("kind", say("Choose what kind of agreement it is."))
    if signed_on is None:
        raise bad("signed_on", say("Choose the day on which it was signed."))
    if signed_on > change.today:
        raise bad("signed_on", say("This day lies in the future: what is not signed yet is no agreement."))
    if ends_on is not None and ends_on < signed_on:
        raise bad("ends_on", say("An agreement cannot end before it was signed. Correct one of the two days."))
    return {"kind": kind, "signed_on": signed_on, "ends_on": ends_on}
