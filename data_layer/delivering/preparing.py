"""Making a delivery: its file and its entry in the register together, so that neither is without the other."""

import hashlib

from data_layer.delivering import making
from data_layer.delivering.delivery import Delivery
from data_layer.delivering.weighing import Weighed, weighed
from data_layer.disclosing import Recorded, insert_entry, recorded_before
from data_layer.errors import BadInput, ChangedMeanwhile, NotAllowed
from data_layer.log import Reason, Subject
from data_layer.rules.access import Act, may
from data_layer.rules.checks import cleaned
from data_layer.rules.disclosure import enumerated
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
    passes = (delivery.past_restriction or "").strip()
    code = Reason("past_restriction") if passes else None
    with store.change(actor, Act.DISCLOSURE_DELIVER, Subject("disclosure", id), code) as change:
        if existing := recorded_before(change, id):
            return existing
        if passes and not may(actor.roles, Act.RESTRICTION_OVERRIDE):
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
    if any("restricted_client" in one.why for one in outcome.left_out):
        raise NotAllowed(nobody)
    raise BadInput(nobody, "who")


def file_name(recipient: str, number: str, form: str) -> str:
    """The name of the file: for whom, and the number of its entry; nothing of what is in it."""
    return f"{recipient}-{number}.{form}".lower()


def _made(change: Change, entry_id: int, delivery: Delivery, outcome: Weighed) -> Recorded:
    recipient = outcome.recipient
    body = making.made(change, recipient, delivery, outcome.going)
    recorded = insert_entry(
        change,
        entry_id,
        outcome.exchange,
        outcome.going,
        flags=tuple(finding.code for finding in outcome.found),
        direction=Direction.OUT.value,
        happened_on=change.today,
        recipient_id=recipient.id,
        channel=(recipient.habit.channel if recipient.habit else Channel.EMAIL).value,
        reference=cleaned(delivery.reference),
        # with the words for passing a restriction: elsewhere they would outlive the persons they may name
        remark="\n".join(text for text in map(cleaned, (delivery.remark, delivery.past_restriction)) if text) or None,
        state="made",
        selection=delivery.selection.way,
        period_from=delivery.since,
        period_until=delivery.until,
        file_digest=hashlib.sha256(body).hexdigest(),
    )
    name = file_name(recipient.code, recorded.number, delivery.format)
    change.execute("update disclosures set file_name = $name where id = $id", name=name, id=entry_id)
    change.insert("delivery_files", disclosure_id=entry_id, format=delivery.format, body=body)
    return recorded
