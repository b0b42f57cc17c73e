"""What is done about a complaint (PS §12): registered, acknowledged, answered, passed on, closed."""

from datetime import date

from data_layer.categories import RECORD_KINDS
from data_layer.complaints.complaint_history import (
    check_unrestricted,
    current,
    first_done,
    record,
    redate,
    refuse,
    required,
    subject,
    tell,
)
from data_layer.errors import BadInput
from data_layer.ids import new_id
from data_layer.numbering import next_number
from data_layer.requests.request_events import check_handler, the_client
from data_layer.rules.access import Act
from data_layer.rules.checks import cleaned
from data_layer.rules.complaints import (
    ComplaintEvent,
    Verdict,
    acknowledging_problem,
    answer_days,
    answering_problem,
    closed_problem,
    closing_problem,
    correction_problem,
    day_problem,
    passing_problem,
    received_problem,
)
from data_layer.rules.searching import folded
from data_layer.rules.sentences import say
from data_layer.staff import Actor
from data_layer.store import Store
from data_layer.transactions import Seen
from data_layer.vocabulary import Channel


def register(
    store: Store,
    actor: Actor,
    *,
    id: int,  # noqa: A002 - the identity of the new row, made when the form was drawn
    kind: str,
    channel: Channel,
    received_on: date,
    complaint: str,
    client_id: int | None = None,
    person_name: str | None = None,
    person_contact: str | None = None,
    handler_id: int | None = None,
) -> str:
    """Registers a complaint and gives its number; the same id once more does nothing and gives the same.

    Whoever complains may be nobody whom the school knows, then the name is needed. Raises BadInput, NotAllowed.
    """
    with store.change(actor, Act.COMPLAINT_REGISTER, subject(id)) as change:
        known = change.value("select number from complaints where id = $id", id=id)
        if known is not None:
            change.undo()
            return str(known)
        if kind not in RECORD_KINDS["complaints"].field("kind").options:
            raise BadInput(say("This is no kind of complaint; nothing was saved. Choose one of the list."), "kind")
        refuse(received_problem(received_on, change.today), "received_on")
        body = required(
            complaint, say("The complaint itself is missing; nothing was saved. Write what it is about."), "complaint"
        )
        client = None if client_id is None else int(the_client(change, client_id=client_id)["id"])
        person = None if client else cleaned(person_name)  # a client has a name in the store
        if client is None and person is None:
            raise BadInput(
                say("It is not said who complains; nothing was saved. Choose the client, or give the name."),
                "person_name",
            )
        if handler_id is not None:
            check_handler(change, handler_id)
        number = next_number(change, "complaint")
        told = {"kind": kind, "received_on": received_on, "subject": body}
        change.insert(
            "complaints",
            id=id,
            number=number,
            client_id=client,
            channel=channel,
            person_name=person,
            person_contact=None if client else cleaned(person_contact),
            search_name=folded(person) if person else None,
            handler_id=handler_id,
            source="third_party" if channel is Channel.THIRD_PARTY else "client",
            **told,
            **answer_days(received_on, change.settings.is_free_day),
        )
        change.touched("channel", "handler_id", *told)
        if client:
            change.recorded("complaints", id, client, "added", *told)
        tell(change, id, new_id(), ComplaintEvent.RECEIVED, received_on)
        if handler_id is not None:
            tell(change, id, new_id(), ComplaintEvent.ASSIGNED, change.today, code=str(handler_id))
        redate(change, id, {client})
    return number


def acknowledge(store: Store, actor: Actor, seen: Seen, *, event_id: int, on: date) -> None:
    """Records that the receipt was acknowledged. Raises BadInput, ChangedMeanwhile."""
    with store.change(actor, Act.COMPLAINT_CHANGE, subject(seen.id)) as change:
        now = current(change, seen, event_id)
        if now is None:
            return
        refuse(acknowledging_problem(now.facts, on, change.today), "on")
        record(change, now, event_id, ComplaintEvent.ACKNOWLEDGED, on, acknowledged_on=on)


def assign(store: Store, actor: Actor, seen: Seen, *, event_id: int, handler_id: int | None) -> None:
    """Gives the complaint to a handler. Raises BadInput for nobody, and for somebody who does not handle such."""
    with store.change(actor, Act.COMPLAINT_CHANGE, subject(seen.id)) as change:
        now = current(change, seen, event_id)
        if now is None:
            return
        refuse(closed_problem(now.facts), "handler_id")
        if handler_id is None:
            raise BadInput(
                say("No handler is chosen; nothing was saved. Choose who handles the complaint."), "handler_id"
            )
        check_handler(change, handler_id)
        code, today = str(handler_id), change.today
        record(change, now, event_id, ComplaintEvent.ASSIGNED, today, code=code, handler_id=handler_id)


def note(store: Store, actor: Actor, seen: Seen, *, event_id: int, on: date, body: str) -> None:
    """Records progress in words; also after closing."""
    with store.change(actor, Act.COMPLAINT_CHANGE, subject(seen.id)) as change:
        now = current(change, seen, event_id)
        if now is None:
            return
        required(body, say("The note is empty; nothing was saved. Write what was done."), "body")
        refuse(day_problem(now.facts, on, change.today), "on")
        record(change, now, event_id, ComplaintEvent.NOTE, on, body=body)


def link_client(
    store: Store, actor: Actor, seen: Seen, *, event_id: int, client_id: int, why: str | None = None
) -> None:
    """Says which client complains, now that it is known, or known better.

    `why` is for taking it from a client whose data are restricted. Raises BadInput, NotAllowed.
    """
    with store.change(actor, Act.COMPLAINT_CHANGE, subject(seen.id)) as change:
        now = current(change, seen, event_id)
        if now is None:
            return
        refuse(closed_problem(now.facts), "client_id")
        check_unrestricted(change, now.client_id, why)
        found = int(the_client(change, client_id=client_id)["id"])
        if found == now.client_id:
            raise BadInput(say("This is the client already; nothing was saved. Choose another."), "client_id")
        if now.client_id is not None:
            change.recorded("complaints", now.id, now.client_id, "removed")
        change.recorded("complaints", now.id, found, "added", "kind", "received_on", "subject")
        record(
            change,
            now,
            event_id,
            ComplaintEvent.CLIENT_FOUND,
            change.today,
            body=why,
            client_id=found,
            person_name=None,  # what was typed is no longer needed: the client has a name
            search_name=None,
        )
        redate(change, now.id, {now.client_id, found})


def answer(
    store: Store, actor: Actor, seen: Seen, *, event_id: int, verdict: Verdict | None, outcome: str, on: date
) -> None:
    """Records that the answer was sent, with its verdict and what it says. Raises BadInput, ChangedMeanwhile."""
    with store.change(actor, Act.COMPLAINT_CHANGE, subject(seen.id)) as change:
        now = current(change, seen, event_id)
        if now is None:
            return
        refuse(answering_problem(now.facts, on, change.today), "on")
        if verdict is None or verdict is Verdict.WITHDRAWN:
            raise BadInput(say("The verdict is not chosen; nothing was saved. Choose it."), "verdict")
        words = required(
            outcome, say("The outcome in words is missing; nothing was saved. Write what was answered."), "outcome"
        )
        record(
            change, now, event_id, ComplaintEvent.ANSWERED, on, code=verdict, body=words, answered_on=on,
            verdict=verdict, outcome=words,
        )  # fmt: skip


def pass_on(store: Store, actor: Actor, seen: Seen, *, event_id: int, on: date) -> None:
    """Records that the complaint was passed on to the authority; also after closing. Raises BadInput."""
    with store.change(actor, Act.COMPLAINT_CHANGE, subject(seen.id)) as change:
        now = current(change, seen, event_id)
        if now is None:
            return
        refuse(passing_problem(now.facts, on, change.today), "on")
        record(change, now, event_id, ComplaintEvent.PASSED_ON, on, passed_to_authority_on=on)


def close(
    store: Store,
    actor: Actor,
    seen: Seen,
    *,
    event_id: int,
    on: date,
    verdict: Verdict | None = None,
    why: str | None = None,
) -> None:
    """Closes the complaint, which ends its hold: answered with a verdict, or withdrawn. Raises BadInput.

    `verdict` is for one that has none yet: withdrawn, or of an answer that was imported.
    """
    with store.change(actor, Act.COMPLAINT_CHANGE, subject(seen.id)) as change:
        now = current(change, seen, event_id)
        if now is None:
            return
        ends = now.facts.verdict or verdict
        problem = closing_problem(now.facts, on, ends, change.today)
        is_without = now.facts.answered_on is not None and ends is None
        refuse(problem, "verdict" if is_without else "on")
        assert ends is not None  # noqa: S101 - the rule refuses none
        new = {"verdict": str(ends)} if now.facts.verdict is None else {}
        if ends is Verdict.WITHDRAWN and (said := cleaned(why)):
            new["outcome"] = said
        record(change, now, event_id, ComplaintEvent.CLOSED, on, code=ends, body=why, closed_on=on, **new)


def reopen(store: Store, actor: Actor, seen: Seen, *, event_id: int, why: str) -> None:
    """Opens a closed complaint again: it holds, and is to be answered anew. Raises BadInput."""
    with store.change(actor, Act.COMPLAINT_CHANGE, subject(seen.id)) as change:
        now = current(change, seen, event_id)
        if now is None:
            return
        if now.facts.closed_on is None:
            raise BadInput(say("This complaint is open already; nothing was saved."))
        required(why, say("It is not said why; nothing was saved. Write why the complaint is opened again."), "why")
        record(
            change, now, event_id, ComplaintEvent.REOPENED, change.today, body=why, closed_on=None, answered_on=None,
            verdict=None, outcome=None,
        )  # fmt: skip


def correct_receipt(store: Store, actor: Actor, seen: Seen, *, event_id: int, received_on: date, why: str) -> None:
    """Sets right on which day the complaint came in; its last days move along. Raises BadInput."""
    with store.change(actor, Act.COMPLAINT_CHANGE, subject(seen.id)) as change:
        now = current(change, seen, event_id)
        if now is None:
            return
        check_unrestricted(change, now.client_id, why)
        earliest = first_done(change, now)
        refuse(correction_problem(now.facts, received_on, earliest, change.today), "received_on")
        required(why, say("The reason for the correction is missing; nothing was saved. Give it."), "why")
        record(
            change,
            now,
            event_id,
            ComplaintEvent.CORRECTED,
            change.today,
            code=f"{now.facts.received_on.isoformat()}/{received_on.isoformat()}",
            body=why,
            received_on=received_on,
            **answer_days(received_on, change.settings.is_free_day),
        )
