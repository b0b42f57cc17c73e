"""What is done about a request, each a dated event: questions, reminders, corrections, notes, who handles it."""

from datetime import date
from typing import Any

from data_layer.carrying_out import whose
from data_layer.errors import BadInput
from data_layer.requests.request_history import (
    Seen,
    current,
    finished_problem,
    not_open_problem,
    record,
    refuse,
    search_name,
)
from data_layer.rules.access import PERMISSIONS, Act
from data_layer.rules.checks import cleaned
from data_layer.rules.deadlines import pause_problem
from data_layer.rules.request_course import REPLACED, EventKind, Question, event_problem, receipt_problem
from data_layer.rules.sentences import say
from data_layer.staff import Actor
from data_layer.store import Store
from data_layer.transactions import Change


def ask_question(
    store: Store, actor: Actor, seen: Seen, *, event_id: int, kind: Question, asked_on: date, body: str
) -> None:
    """Records a question to the person, by which the clock waits until the answer.

    Raises BadInput when it comes too late to suspend the month, or says nothing.
    """
    with store.change(actor, Act.REQUEST_PROGRESS, seen.subject) as change:
        case = current(change, seen, event_id)
        if case is None:
            return
        refuse(not_open_problem(case, asked_on, change.today) or pause_problem(case.received_on, asked_on), "asked_on")
        if not cleaned(body):
            raise BadInput(say("The question is empty; nothing was saved. Write what was asked."), "body")
        record(change, case, event_id, EventKind.QUESTION_ASKED, asked_on, code=kind, body=body)


def record_answer(
    store: Store,
    actor: Actor,
    seen: Seen,
    *,
    event_id: int,
    question_id: int,
    answered_on: date,
    body: str | None = None,
) -> None:
    """Records the person's answer to a question of ours. Raises BadInput when that one is not open."""
    with store.change(actor, Act.REQUEST_PROGRESS, seen.subject) as change:
        case = current(change, seen, event_id)
        if case is None:
            return
        asked_on = change.value(
            """
            select happened_on from request_events q
            where q.id = $question_id and q.request_id = $request_id and q.kind = 'question_asked'
                and not exists (from request_events a where a.about = q.id and a.kind = 'question_answered')
            """,
            question_id=question_id,
            request_id=case.id,
        )
        if asked_on is None:
            raise BadInput(say("This question is not open; nothing was saved. Choose another."), "question_id")
        if _is_of_open_check(change, question_id):
            raise BadInput(
                say("This question is about identity; nothing was saved. Record the result of the identity check."),
                "question_id",
            )
        refuse(
            not_open_problem(case, answered_on, change.today) or pause_problem(asked_on, asked_on, answered_on),
            "answered_on",
        )
        if answered_on == case.answered_on:  # it would move the last day of what was answered already
            refuse(
                say(
                    "The request was answered on that day; a reply that is recorded afterwards counts only if it came"
                    " on an earlier day. Make a note of it."
                ),
                "answered_on",
            )
        record(change, case, event_id, EventKind.QUESTION_ANSWERED, answered_on, about=question_id, body=body)


def remind(
    store: Store, actor: Actor, seen: Seen, *, event_id: int, reminded_on: date, body: str | None = None
) -> None:
    """Records that the person was reminded of the question that is open. Raises BadInput when none is."""
    with store.change(actor, Act.REQUEST_PROGRESS, seen.subject) as change:
        case = current(change, seen, event_id)
        if case is None:
            return
        asked: dict[str, Any] | None = change.one(
            dict,
            """
            select id, happened_on from request_events q
            where q.request_id = $request_id and q.kind = 'question_asked'
                and not exists (from request_events a where a.about = q.id and a.kind = 'question_answered')
            order by happened_on, id
            """,
            request_id=case.id,
        )
        if asked is None:
            raise BadInput(say("No question is open, so there is nothing to remind of; nothing was saved."))
        refuse(not_open_problem(case, reminded_on, change.today), "reminded_on")
        if reminded_on < asked["happened_on"]:
            refuse(say("The question was asked on %(day)s, after this day.", day=asked["happened_on"]), "reminded_on")
        record(change, case, event_id, EventKind.REMINDED, reminded_on, about=asked["id"], body=body)


def correct_receipt(store: Store, actor: Actor, seen: Seen, *, event_id: int, received_on: date, why: str) -> None:
    """Sets right on which day the request came in. Raises BadInput when something else happened before that day."""
    with store.change(actor, Act.REQUEST_CORRECT_RECEIPT, seen.subject) as change:
        case = current(change, seen, event_id)
        if case is None:
            return
        refuse(finished_problem(case) or receipt_problem(received_on, change.today), "received_on")
        if received_on == case.received_on:
            raise BadInput(
                say("%(day)s is the day of receipt already; nothing was saved.", day=received_on), "received_on"
            )
        if not cleaned(why):
            raise BadInput(say("The reason for the correction is missing; nothing was saved. Give it."), "why")
        registered_on = change.value("select registered_on from requests where id = $id", id=case.id)
        if received_on > registered_on:
            raise BadInput(
                say(
                    "The request was registered on %(day)s, so it was there by then; nothing was saved."
                    " Choose that day or an earlier one.",
                    day=registered_on,
                ),
                "received_on",
            )
        earlier = change.value(
            """
            select min(happened_on) from request_events
            where request_id = $id
                and kind in ('question_asked', 'question_answered', 'reminded', 'extended', 'answered', 'refused',
                    'identity_asked', 'copy_received', 'authorised')
            """,
            id=case.id,
        )
        if earlier and earlier < received_on:
            raise BadInput(
                say(
                    "Something else that was done is dated %(day)s, before this day of receipt;"
                    " nothing was saved. Choose that day or an earlier one.",
                    day=earlier,
                ),
                "received_on",
            )
        record(change, case, event_id, EventKind.RECEIPT_CORRECTED, received_on, body=why)


def note(store: Store, actor: Actor, seen: Seen, *, event_id: int, happened_on: date, body: str) -> None:
    """Records progress in words; also after the answer and the end."""
    with store.change(actor, Act.REQUEST_PROGRESS, seen.subject) as change:
        case = current(change, seen, event_id)
        if case is None:
            return
        if not cleaned(body):
            raise BadInput(say("The note is empty; nothing was saved. Write what was done."), "body")
        refuse(event_problem(happened_on, case.received_on, None, change.today), "happened_on")
        record(change, case, event_id, EventKind.NOTE, happened_on, body=body)


def assign(store: Store, actor: Actor, seen: Seen, *, event_id: int, handler_id: int | None) -> None:
    """Gives the request to a handler, who must be somebody that may handle it. Raises BadInput for nobody."""
    with store.change(actor, Act.REQUEST_ASSIGN, seen.subject) as change:
        case = current(change, seen, event_id)
        if case is None:
            return
        refuse(finished_problem(case), "handler_id")
        if handler_id is None:
            raise BadInput(
                say("No handler is chosen; nothing was saved. Choose who handles the request."), "handler_id"
            )
        check_handler(change, handler_id)
        record(change, case, event_id, EventKind.ASSIGNED, change.today, code=str(handler_id), handler_id=handler_id)


def link_client(store: Store, actor: Actor, seen: Seen, *, event_id: int, client_id: int) -> None:
    """Says which client the request is about, now that it is known, or known better.

    Raises BadInput for another client once something was done for the one who is chosen now.
    """
    with store.change(actor, Act.REQUEST_PROGRESS, seen.subject) as change:
        case = current(change, seen, event_id)
        if case is None:
            return
        refuse(finished_problem(case), "client_id")
        found = the_client(change, client_id=client_id)
        if found["id"] != case.client_id:
            check_no_code_sent(change, case.id, "client_id")
            whose.check_nothing_done(change, case, "client_id")
        is_another = case.client_id not in (None, found["id"])  # who was certain to ask, asked about somebody else
        applicant = change.value("select applicant_name from requests where id = $id", id=case.id)
        record(
            change,
            case,
            event_id,
            EventKind.CLIENT_FOUND,
            change.today,
            code=REPLACED if is_another else None,
            client_id=found["id"],
            person_name=None,  # what was typed is no longer needed: the client has a name
            search_name=search_name(None, applicant),
        )


def _is_of_open_check(change: Change, question_id: int) -> bool:
    return bool(
        change.value("select 1 from identity_checks where question_id = $id and result is null", id=question_id)
    )


def check_no_code_sent(change: Change, request_id: int, field: str) -> None:
    """Refuses to put another person in the place of whom a code was sent to: it would make that person certain."""
    if change.value(
        "select 1 from identity_checks where request_id = $id and method = 'code_to_contact' and result is null",
        id=request_id,
    ):
        raise BadInput(
            say(
                "A code was sent to a contact of the client who is chosen now; nothing was saved."
                " First record the result of that identity check."
            ),
            field,
        )


def the_client(change: Change, *, client_id: int | None = None, client_number: str | None = None) -> dict[str, Any]:
    """Id and language of the client with this id or number; of two that were merged, the one that stayed."""
    found: dict[str, Any] | None = change.one(
        dict,
        """
        select coalesce(stayed.id, c.id) as id, coalesce(stayed.language, c.language) as language
        from clients c left join clients stayed on stayed.id = c.merged_into
        where c.id = $client_id or c.number = $client_number
        """,
        client_id=client_id,
        client_number=client_number,
    )
    if found is None:
        raise BadInput(
            say("This client is not in the store; nothing was saved. Search again, or give the person's name."),
            "client_id" if client_number is None else "client_number",
        )
    return found


def check_handler(change: Change, staff_id: int) -> None:
    """Refuses a handler who is not at the desk, or whose role does not handle requests."""
    roles = change.value("select roles from staff where id = $id and active", id=staff_id)
    if roles is None or PERMISSIONS[Act.REQUEST_PROGRESS].isdisjoint(roles):
        raise BadInput(
            say("This person does not handle requests; nothing was saved. Choose somebody else."), "handler_id"
        )
