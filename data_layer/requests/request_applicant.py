"""Who asks, set right after the intake: the person concerned, somebody on their behalf, or nobody knows yet."""

from typing import Any

from data_layer.errors import BadInput
from data_layer.requests.request_case import Applicant
from data_layer.requests.request_events import check_no_code_sent
from data_layer.requests.request_history import Seen, current, record, refuse, search_name
from data_layer.rules.access import Act
from data_layer.rules.checks import cleaned
from data_layer.rules.request_course import EventKind
from data_layer.rules.sentences import say
from data_layer.staff import Actor
from data_layer.store import Store


def set_right(
    store: Store,
    actor: Actor,
    seen: Seen,
    *,
    event_id: int,
    kind: Applicant,
    name: str | None = None,
    contact: str | None = None,
) -> None:
    """Records who asks, and where the answer goes. Of somebody else than before it is not certain yet who it is.

    Raises BadInput: without the name of a representative, when nothing is changed, and after the answer.
    """
    with store.change(actor, Act.REQUEST_PROGRESS, seen.subject) as change:
        case = current(change, seen, event_id)
        if case is None:
            return
        if case.answered_on:
            refuse(say("The request was answered on %(day)s. Make a note of it.", day=case.answered_on), "kind")
        # the person concerned has a name already
        now: dict[str, Any] = {
            "applicant_kind": kind,
            "applicant_name": None if kind is Applicant.SELF else cleaned(name),
            "applicant_contact": cleaned(contact),
        }
        if kind is Applicant.REPRESENTATIVE and now["applicant_name"] is None:
            raise BadInput(say("The name of the representative is missing; nothing was saved. Give the name."), "name")
        before: dict[str, Any] | None = change.one(
            dict,
            "select applicant_kind, applicant_name, applicant_contact, person_name from requests where id = $id",
            id=case.id,
        )
        assert before is not None  # noqa: S101 - read in this transaction
        person_name = before.pop("person_name")
        if before == now:
            raise BadInput(say("This is what was recorded already; nothing was saved."), "kind")
        is_another = any(before[column] != now[column] for column in ("applicant_kind", "applicant_name"))
        if is_another:
            check_no_code_sent(change, case.id, "kind")
        record(
            change,
            case,
            event_id,
            EventKind.APPLICANT_KNOWN,
            change.today,
            code=kind if is_another else None,
            **now,
            search_name=search_name(person_name, now["applicant_name"]),
        )
