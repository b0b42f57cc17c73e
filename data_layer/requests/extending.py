"""Two months more for a request: the notice that says so is made first, and counts from the day it is sent."""

from datetime import date
from typing import Any

from data_layer.documents.extension_notice import Extension, notice
from data_layer.documents.letters import as_pdf
from data_layer.errors import BadInput
from data_layer.requests.document_files import CheckedFile
from data_layer.requests.document_removals import drop_unsent
from data_layer.requests.letter_facts import about_case
from data_layer.requests.request_documents import DocumentKind, keep, made_name
from data_layer.requests.request_foresight import course_with
from data_layer.requests.request_history import Current, Seen, current, events_of, not_open_problem, record, refuse
from data_layer.rules.access import Act
from data_layer.rules.checks import cleaned
from data_layer.rules.deadlines import antedated_problem, extension_problem
from data_layer.rules.request_course import EventKind, ExtensionReason, Happened, course_of
from data_layer.rules.sentences import Sentence, say
from data_layer.staff import Actor
from data_layer.store import Store
from data_layer.transactions import Change
from data_layer.vocabulary import Right
from data_layer.wording import Language

NOTICE = DocumentKind.EXTENSION_NOTICE


def make_notice(
    store: Store,
    actor: Actor,
    seen: Seen,
    *,
    event_id: int,
    reason: ExtensionReason,
    why: str,
    dated: date,
    language: Language = "nl",
) -> None:
    """Makes the notice of an extension, dated the day it leaves, in the place of one that was not sent.

    It moves no day yet. Raises BadInput when it would come too late or is antedated, ChangedMeanwhile.
    """
    with store.change(actor, Act.REQUEST_EXTEND, seen.subject) as change:
        case = current(change, seen, event_id)
        if case is None:
            return
        _check(change, case)
        if case.answered_on:
            refuse(say("The request was answered on %(day)s, so there is nothing to extend.", day=case.answered_on), "")
        refuse(extension_problem(case.received_on, dated) or antedated_problem(dated, change.today), "dated")
        if not cleaned(why):
            raise BadInput(
                say("It is not said why more time is needed; nothing was saved. The person has a right to know."), "why"
            )
        body = as_pdf(notice(_extension(change, case, reason, why, dated), dated), change.settings, language)
        drop_unsent(change, case, NOTICE)
        file = CheckedFile(made_name(NOTICE, "pdf"), "application/pdf", body)
        keep(change, case, event_id, NOTICE, file, on=change.today, why=why, language=language, reason_code=reason)


def extend(store: Store, actor: Actor, seen: Seen, *, event_id: int, sent_on: date) -> None:
    """Records that the notice was sent, which extends to three months from receipt (art. 12(3)). Once only.

    Raises BadInput when no notice was made, when it was sent before that or too late, or when it says other days than
    those that follow.
    """
    with store.change(actor, Act.REQUEST_EXTEND, seen.subject) as change:
        case = current(change, seen, event_id)
        if case is None:
            return
        _check(change, case)
        refuse(not_open_problem(case, sent_on, change.today) or extension_problem(case.received_on, sent_on), "sent_on")
        document = _unsent(change, case)
        if document is None:
            raise BadInput(say("The notice is not made yet; nothing was saved. Make it first, and send it."))
        refuse(_not_this_one(change, case, document, sent_on), "sent_on")
        change.execute(
            "update request_documents set sent_on = $sent_on where id = $id", sent_on=sent_on, id=document["id"]
        )
        record(
            change,
            case,
            event_id,
            EventKind.EXTENDED,
            sent_on,
            about=document["id"],
            code=document["reason_code"],
            body=document["why"],
        )


def _unsent(change: Change, case: Current) -> dict[str, Any] | None:
    """The notice that was made and not sent: its id, reason and words, and the day on which it was made."""
    return change.one(
        dict[str, Any],
        """
        select d.id, d.reason_code, e.body as why, e.happened_on as made_on
        from request_documents d join request_events e on e.id = d.id
        where d.request_id = $id and d.kind = $kind and d.sent_on is null
        """,
        id=case.id,
        kind=NOTICE,
    )


def _not_this_one(change: Change, case: Current, document: dict[str, Any], sent_on: date) -> Sentence | None:
    """Why it cannot be this notice that was sent on that day, or does not say what it should; or nothing."""
    if sent_on < document["made_on"]:
        return say("The letter was made on %(day)s, so it cannot have been sent before.", day=document["made_on"])
    events = events_of(change, case.id)
    known_then = [event.id for event in events].index(document["id"]) + 1
    known_by_now = [e for e in events if e.kind is not EventKind.QUESTION_ANSWERED or e.on <= sent_on]
    said, follows = (
        course_of([*known, Happened(0, EventKind.EXTENDED, document["made_on"])], change.settings.is_free_day)
        for known in (events[:known_then], known_by_now)
    )
    if (said.received_on, said.deadline.safe_last_day) == (follows.received_on, follows.deadline.safe_last_day):
        return None
    return say(
        "The days of this request have moved since the letter was made. It should say: received on %(received)s,"
        " answer by %(day)s. Make the letter anew, and send that one.",
        received=follows.received_on,
        day=follows.deadline.safe_last_day,
    )


def _check(change: Change, case: Current) -> None:
    if change.value("select extended from requests where id = $id", id=case.id):
        raise BadInput(say("This request was extended before, and that is possible once; nothing was saved."))
    if case.right is Right.CONSENT_WITHDRAWAL:  # art. 7(3): not under art. 12(3)
        raise BadInput(say("A withdrawal of consent is carried out at once and cannot be extended; nothing was saved."))


def _extension(change: Change, case: Current, reason: ExtensionReason, why: str, dated: date) -> Extension:
    about = about_case(change, case.id)
    answer_by = course_with(change, case.id, EventKind.EXTENDED, dated).deadline.safe_last_day
    return Extension(about.number, about.right, about.received_on, reason, why, answer_by, about.to, about.signed_by)
