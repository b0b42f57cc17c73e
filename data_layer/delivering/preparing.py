"""Making a delivery: its file and its entry in the register together, so that neither is without the other."""

import hashlib
from collections.abc import Sequence

from data_layer import recipients
from data_layer.delivering import contents
from data_layer.delivering.delivery import Delivery
from data_layer.delivering.weighing import Weighed, weighed
from data_layer.disclosing import Recorded, insert_entry, recorded_before
from data_layer.errors import BadInput, ChangedMeanwhile, NotAllowed
from data_layer.log import Reason, Subject
from data_layer.rules.access import Act
from data_layer.rules.checks import cleaned
from data_layer.rules.disclosure import FLAG_LABELS, enumerated, record_flags
from data_layer.rules.sentences import say
from data_layer.staff import Actor
from data_layer.store import Store
from data_layer.transactions import Change
from data_layer.vocabulary import Channel, Direction


def prepare(
    store: Store,
    actor: Actor,
    *,
    id: int,  # noqa: A002 - the column's name
    delivery: Delivery,
    seen: str,
) -> Recorded:
    """Makes the file of a delivery and its entry, which waits to be sent or annulled. The same id once more does
    nothing.

    `seen` is the digest of the outcome that was looked at. Raises ChangedMeanwhile when others would go along now,
    NotAllowed, and BadInput for what may not be delivered; then there is neither file nor entry.
    """
    with store.change(actor, Act.DISCLOSURE_DELIVER, Subject("disclosure", id)) as change:
        if existing := recorded_before(change, id):
            return existing
        if delivery.passes:
            change.require(Act.RESTRICTION_OVERRIDE)
        outcome = weighed(change, actor, delivery)
        check_deliverable(outcome)
        if outcome.digest != seen:
            raise ChangedMeanwhile(
                say(
                    "Meanwhile something changed, so that not the same clients would go along. Nothing was made. Look"
                    " at it again, and make the file then."
                )
            )
        return _made(change, id, delivery, outcome)


def check_deliverable(outcome: Weighed) -> None:
    """Raises BadInput for what stops the delivery altogether; NotAllowed when only restricted clients are left."""
    if outcome.problems:
        raise BadInput(
            say(
                "This may not be delivered; nothing was made. %(why)s",
                why=enumerated([finding.sentence for finding in outcome.problems], between=" "),
            )
        )
    if outcome.going:
        return
    nobody = say("Nobody is left who may go along. Look at why each is left out. Nothing was made.")
    if any(reason == FLAG_LABELS["restricted_client"] for reason, _count in outcome.per_reason):
        raise NotAllowed(nobody)
    raise BadInput(nobody, "who")


def _made(change: Change, entry_id: int, delivery: Delivery, outcome: Weighed) -> Recorded:
    recipient, restricted = outcome.recipient, outcome.exchange.restricted
    # the words for passing a restriction stay with the entry: elsewhere they would outlive the persons they may name
    typed = (delivery.remark, delivery.past_restriction if restricted else None)
    recorded = insert_entry(
        change,
        entry_id,
        outcome.exchange,
        outcome.going,
        flags=record_flags(outcome.exchange),
        direction=Direction.OUT.value,
        happened_on=change.today,
        recipient_id=recipient.id,
        channel=(recipient.habit.channel if recipient.habit else Channel.EMAIL).value,
        reference=delivery.reference,
        remark="\n".join(text for text in map(cleaned, typed) if text) or None,
        state="made",
    )
    if restricted:
        change.because(Reason("past_restriction"))
        change.execute(
            """
            update disclosure_clients set passed = true
            where disclosure_id = $id
                and client_id in (select c.id from clients c where c.number in (select unnest($numbers::text[])))
            """,
            id=entry_id,
            numbers=list(restricted),
        )
    put_file(change, entry_id, recorded.number, delivery, outcome.going)
    return recorded


def put_file(change: Change, entry_id: int, number: str, delivery: Delivery, going: Sequence[int]) -> None:
    """Makes the file with these clients, lays it beside its entry, and notes there what it is."""
    recipient = recipients.the_recipient(change, delivery.recipient_id)
    body = contents.made(change, recipient, delivery, going)
    change.execute(
        """
        update disclosures set selection = $selection, period_from = $since, period_until = $until, file_name = $name,
            file_digest = $digest
        where id = $id
        """,
        id=entry_id,
        selection=delivery.selection.way,
        since=delivery.since,
        until=delivery.until,
        name=f"{recipient.code}-{number}.{delivery.format}".lower(),  # for whom, and which; nothing of what is in it
        digest=hashlib.sha256(body).hexdigest(),
    )
    change.insert("delivery_files", disclosure_id=entry_id, format=delivery.format, body=body)
