"""Requests of people about their data: registering one gives it its number and starts its clock."""

from datetime import date

from data_layer.errors import BadInput
from data_layer.ids import new_id
from data_layer.log import Subject
from data_layer.numbering import next_number
from data_layer.request_case import Applicant
from data_layer.request_events import check_handler, the_client
from data_layer.request_history import Current, record, redate, refuse, search_name
from data_layer.rules.access import Act
from data_layer.rules.checks import cleaned
from data_layer.rules.deadlines import deadline
from data_layer.rules.request_course import EventKind, receipt_problem
from data_layer.rules.sentences import say
from data_layer.staff import Actor
from data_layer.store import Store
from data_layer.vocabulary import Channel, Right, State


def register(
    store: Store,
    actor: Actor,
    *,
    id: int,  # noqa: A002 - the identity of the new row, made when the form was drawn
    right: Right,
    channel: Channel,
    received_on: date,
    client_id: int | None = None,
    client_number: str | None = None,
    applicant_kind: Applicant = Applicant.SELF,
    applicant_name: str | None = None,
    applicant_contact: str | None = None,
    person_name: str | None = None,
    asked: str | None = None,
    language: str | None = None,
    handler_id: int | None = None,
) -> str:
    """Registers a request and gives its case number; the same id once more does nothing and gives the same.

    The client may be unknown still, then the person's name is needed. Raises BadInput, NotAllowed.
    """
    with store.change(actor, Act.REQUEST_REGISTER, Subject("request", id)) as change:
        known = change.value("select number from requests where id = $id", id=id)
        if known is not None:
            change.undo()
            return str(known)
        refuse(receipt_problem(received_on, change.today), "received_on")
        is_known = client_id is not None or cleaned(client_number) is not None
        client = the_client(change, client_id=client_id, client_number=cleaned(client_number)) if is_known else None
        if client is None and not cleaned(person_name):
            raise BadInput(
                say("It is not said who this is about; nothing was saved. Choose the client, or give the name."),
                "person_name",
            )
        if applicant_kind is Applicant.REPRESENTATIVE and not cleaned(applicant_name):
            raise BadInput(
                say("The name of the representative is missing; nothing was saved. Give the name."),
                "applicant_name",
            )
        if handler_id is not None:
            check_handler(change, handler_id)
        person = None if client else cleaned(person_name)  # a client has a name in the store
        number = next_number(change, "request")
        days = deadline(received_on, is_free_day=change.settings.is_free_day)
        change.insert(
            "requests",
            id=id,
            number=number,
            client_id=client and client["id"],
            request_right=right,
            channel=channel,
            received_on=received_on,
            registered_on=change.today,
            applicant_kind=applicant_kind,
            applicant_name=cleaned(applicant_name),
            applicant_contact=cleaned(applicant_contact),
            person_name=person,
            search_name=search_name(person, applicant_name),
            asked=cleaned(asked),
            language=language or (client and client["language"]),
            state=State.RECEIVED,
            handler_id=handler_id,
            safe_last_day=days.safe_last_day,
            legal_last_day=days.legal_last_day,
            strict_day=days.strict_day,
        )
        change.touched("request_right", "channel", "received_on", "client_id", "handler_id")
        first = Current(id, None, received_on, None, None, 1)
        record(change, first, new_id(), EventKind.RECEIVED, received_on)
        if handler_id is not None:
            record(change, first, new_id(), EventKind.ASSIGNED, change.today, code=str(handler_id))
        redate(change, id, {client and int(client["id"])})
    return number
