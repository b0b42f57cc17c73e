"""Whether somebody may ask on behalf of another: the authorisation that was seen."""

from datetime import date
from enum import StrEnum

from data_layer.errors import BadInput
from data_layer.ids import new_id
from data_layer.requests.document_files import MOST_DOCUMENT_MB, Upload, checked_file
from data_layer.requests.request_case import Applicant
from data_layer.requests.request_documents import DocumentKind, keep
from data_layer.requests.request_history import Seen, current, finished_problem, record, refuse
from data_layer.rules.access import Act
from data_layer.rules.checks import cleaned
from data_layer.rules.request_course import EventKind, event_problem
from data_layer.rules.sentences import say
from data_layer.staff import Actor
from data_layer.store import Store


class Authority(StrEnum):
    """How an authorisation is known here: the file is kept, it was seen on paper, or it is not there yet."""

    ATTACHED = "attached"
    ON_PAPER = "on_paper"
    MISSING = "missing"


AUTHORITY_LABELS = {
    Authority.ATTACHED: say("attached now"),
    Authority.ON_PAPER: say("seen on paper"),
    Authority.MISSING: say("not there yet"),
}


def authorise(
    store: Store,
    actor: Actor,
    seen: Seen,
    *,
    event_id: int,
    seen_on: date,
    what: str,
    file: Upload | None = None,
) -> None:
    """Records that the representative of this request showed to be one: when, what it is, and the file if there is one.

    Raises BadInput when nobody represents the person, or when it was seen before.
    """
    with store.change(actor, Act.REQUEST_PROGRESS, seen.subject) as change:
        case = current(change, seen, event_id)
        if case is None:
            return
        refuse(finished_problem(case), "seen_on")
        authorised_on = change.value("select authorised_on from requests where id = $id", id=case.id)
        kind = change.value("select applicant_kind from requests where id = $id", id=case.id)
        if kind != Applicant.REPRESENTATIVE:
            raise BadInput(say("No representative asks this; nothing was saved. Make a note of it."), "what")
        if authorised_on is not None:
            raise BadInput(
                say("The authorisation was seen on %(day)s already; nothing was saved.", day=authorised_on), "seen_on"
            )
        if not cleaned(what):
            raise BadInput(say("It is not said what was seen; nothing was saved. Say it in some words."), "what")
        refuse(event_problem(seen_on, case.received_on, None, change.today), "seen_on")
        if file is not None:
            checked = checked_file(file, MOST_DOCUMENT_MB, "file")
            keep(change, case, new_id(), DocumentKind.AUTHORISATION, checked, on=seen_on)
        code = Authority.ATTACHED if file else Authority.ON_PAPER
        record(change, case, event_id, EventKind.AUTHORISED, seen_on, code=code, body=what)
