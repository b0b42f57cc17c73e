"""Making sure who asks: what was tried, and with which result; each a dated event.

Each raises BadInput, ChangedMeanwhile, NotAllowed.
"""

from datetime import date

from data_layer.errors import BadInput
from data_layer.ids import new_id
from data_layer.requests.identity_checks import Check, Result, checks, possible_methods, the_check, the_open_one
from data_layer.requests.request_history import (
    Current,
    Seen,
    current,
    finished_problem,
    not_open_problem,
    record,
    refuse,
)
from data_layer.rules.access import Act
from data_layer.rules.checks import cleaned
from data_layer.rules.deadlines import pause_problem
from data_layer.rules.identity_ladder import METHOD_LABELS, Method, day_problem, is_the_code, needs_reason
from data_layer.rules.request_course import NO_REPLY, EventKind, Question
from data_layer.rules.sentences import say
from data_layer.staff import Actor
from data_layer.store import Store
from data_layer.transactions import Change


def known(store: Store, actor: Actor, seen: Seen, *, event_id: int, on: date, how: str) -> None:
    """Records that a colleague knows the person who asks: asked and established at once."""
    with store.change(actor, Act.IDENTITY_RECORD, seen.subject) as change:
        case = current(change, seen, event_id)
        if case is None:
            return
        _check_asked(change, case, on, "on")
        _check_none_open(change, case)
        if not cleaned(how):
            raise BadInput(
                say("It is not said how; nothing was saved. Write who knows the person, and from what."), "how"
            )
        _open(change, case, event_id, method=Method.KNOWN_IN_PERSON, asked_on=on, reason=how)
        check = the_check(change, case.id, event_id)
        _settle(change, case, check, event_id=new_id(), kind=EventKind.IDENTITY_VERIFIED, on=on, reacted_on=on)


def ask(
    store: Store,
    actor: Actor,
    seen: Seen,
    *,
    event_id: int,
    method: Method,
    asked_on: date,
    reason: str | None = None,
    doubt: str | None = None,
) -> None:
    """Opens a check in one of the other ways. `doubt` says why there is reasonable doubt who asks: the clock waits.

    Without it the clock runs on (art. 12(6) GDPR). One check is open at a time.
    """
    if method is Method.KNOWN_IN_PERSON:
        raise ValueError("who is known in person is asked nothing")
    with store.change(actor, Act.IDENTITY_RECORD, seen.subject) as change:
        case = current(change, seen, event_id)
        if case is None:
            return
        _check_asked(change, case, asked_on, "asked_on")
        _check_none_open(change, case)
        _check_method(change, case, method, reason)
        if doubt is None:
            _open(change, case, event_id, method=method, asked_on=asked_on, reason=reason)
            return
        refuse(pause_problem(case.received_on, asked_on), "asked_on")
        if not cleaned(doubt):
            raise BadInput(
                say("The doubt is not explained; nothing was saved. Write why it is uncertain who asks."), "doubt"
            )
        question_id = new_id()
        _open(change, case, event_id, method=method, asked_on=asked_on, reason=reason, question_id=question_id)
        record(change, case, question_id, EventKind.QUESTION_ASKED, asked_on, code=Question.IDENTITY, body=doubt)


def establish(
    store: Store, actor: Actor, seen: Seen, *, event_id: int, check_id: int, on: date, code: str | None = None
) -> None:
    """Records that it is certain who asks. Of a code that was sent the digits that came back must be right."""
    with store.change(actor, Act.IDENTITY_RECORD, seen.subject) as change:
        case = current(change, seen, event_id)
        if case is None:
            return
        check = _result_due(change, case, check_id, on)
        if check.method is Method.CODE_TO_CONTACT and not is_the_code(code, store.code_for(check.id)):
            raise BadInput(
                say(
                    "This is not the code that was sent; nothing was saved. Ask for it again, or record that it failed."
                ),
                "code",
            )
        if check.awaits_copy:
            raise BadInput(say("No copy came in yet; nothing was saved. First record that it came in."), "on")
        _settle(change, case, check, event_id=event_id, kind=EventKind.IDENTITY_VERIFIED, on=on, reacted_on=on)


def fail(
    store: Store,
    actor: Actor,
    seen: Seen,
    *,
    event_id: int,
    check_id: int,
    on: date,
    why: str,
    reacted_on: date | None = None,
) -> None:
    """Records that this way did not make certain who asks; another can be tried.

    The clock waited until the day on which the person reacted; it did not wait for somebody who never did.
    """
    with store.change(actor, Act.IDENTITY_RECORD, seen.subject) as change:
        case = current(change, seen, event_id)
        if case is None:
            return
        check = _result_due(change, case, check_id, on)
        if not cleaned(why):
            raise BadInput(say("It is not said why; nothing was saved. Write what was missing or did not fit."), "why")
        if reacted_on is not None:
            refuse(pause_problem(check.asked_on, check.asked_on, reacted_on), "reacted_on")
            if reacted_on > on:
                refuse(say("The result cannot have come before the person reacted."), "reacted_on")
        _settle(
            change,
            case,
            check,
            event_id=event_id,
            kind=EventKind.IDENTITY_FAILED,
            on=on,
            reacted_on=reacted_on,
            why=why,
        )


def _open(
    change: Change,
    case: Current,
    check_id: int,
    *,
    method: Method,
    asked_on: date,
    reason: str | None,
    question_id: int | None = None,
) -> None:
    change.insert(
        "identity_checks",
        id=check_id,
        request_id=case.id,
        method=method,
        reason=cleaned(reason),
        asked_on=asked_on,
        question_id=question_id,
    )
    record(change, case, check_id, EventKind.IDENTITY_ASKED, asked_on, code=method, body=reason)


def _settle(
    change: Change,
    case: Current,
    check: Check,
    *,
    event_id: int,
    kind: EventKind,
    on: date,
    reacted_on: date | None,
    why: str | None = None,
) -> None:
    """The result of a check, which closes the question by which the clock waited for it: until the copy came, or else
    until the person reacted.
    """
    result: Result = "verified" if kind is EventKind.IDENTITY_VERIFIED else "failed"
    change.update(
        "identity_checks",
        check.id,
        check.version,
        verified_on=on,
        verified_by=change.actor.staff_id,
        result=result,
    )
    record(change, case, event_id, kind, on, about=check.id, body=why)
    if check.question_id is not None:
        replied_on = check.copy_received_on or reacted_on
        code = None if replied_on else NO_REPLY
        record(
            change, case, new_id(), EventKind.QUESTION_ANSWERED, replied_on or on, about=check.question_id, code=code
        )


def _result_due(change: Change, case: Current, check_id: int, on: date) -> Check:
    refuse(finished_problem(case), "on")
    check = the_check(change, case.id, check_id)
    if not check.is_open:
        raise BadInput(say("This identity check has its result already; nothing was saved."), "on")
    since = max(check.asked_on, check.copy_received_on or check.asked_on)
    refuse(day_problem(EventKind.IDENTITY_VERIFIED, on, since, change.today), "on")
    return check


def _check_asked(change: Change, case: Current, on: date, field: str) -> None:
    refuse(day_problem(EventKind.IDENTITY_ASKED, on, case.received_on, change.today), field)
    refuse(not_open_problem(case, on, change.today), field)


def _check_none_open(change: Change, case: Current) -> None:
    found = the_open_one(checks(change, case.id))
    if found:
        raise BadInput(
            say(
                "The check of %(day)s (%(method)s) has no result yet; nothing was saved. Record its result first.",
                day=found.asked_on,
                method=METHOD_LABELS[found.method],
            ),
            "method",
        )


def _check_method(change: Change, case: Current, method: Method, reason: str | None) -> None:
    if method not in possible_methods(change, case.id):
        raise BadInput(
            say("There is no contact on file to send a code to; nothing was saved. Choose another way."), "method"
        )
    if needs_reason(method) and not cleaned(reason):
        raise BadInput(
            say(
                "The reason for asking a copy is missing; nothing was saved."
                " Write why lighter ways failed or cannot be used."
            ),
            "reason",
        )
