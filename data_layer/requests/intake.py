"""Requests of people about their data: registering a letter gives each right that it asks its number and its clock."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from data_layer.errors import BadInput
from data_layer.ids import new_id
from data_layer.log import Subject
from data_layer.numbering import next_numbers
from data_layer.requests.document_files import MOST_DOCUMENT_MB, CheckedFile, Upload, checked_file
from data_layer.requests.request_authority import Authority
from data_layer.requests.request_case import Applicant, id_of
from data_layer.requests.request_documents import DocumentKind, copy_those_of, keep
from data_layer.requests.request_events import check_handler, the_client
from data_layer.requests.request_history import Current, record, redate, refuse, search_name
from data_layer.rules.access import Act
from data_layer.rules.checks import cleaned
from data_layer.rules.deadlines import deadline
from data_layer.rules.request_course import EventKind, receipt_problem
from data_layer.rules.sentences import say
from data_layer.staff import Actor
from data_layer.store import Store
from data_layer.transactions import Change
from data_layer.vocabulary import Channel, Right, State


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """What came in, in writing or not, whichever rights it asks.

    The client may be unknown still, then the person's name is needed. `file` is the letter itself; `joins` is the
    number of a request that was registered from the same letter before.
    """

    channel: Channel
    received_on: date
    client_id: int | None = None
    client_number: str | None = None
    applicant_kind: Applicant = Applicant.SELF
    applicant_name: str | None = None
    applicant_contact: str | None = None
    person_name: str | None = None
    asked: str | None = None
    language: str | None = None
    handler_id: int | None = None
    file: Upload | None = None
    authority: Authority = Authority.MISSING
    authority_file: Upload | None = None
    joins: str | None = None


def register(
    store: Store,
    actor: Actor,
    *,
    id: int,  # noqa: A002 - the identity of the new row, made when the form was drawn
    right: Right,
    **letter: Any,
) -> str:
    """Registers a letter that asks one right, given by the facts of a Letter, as `register_letter` does."""
    return register_letter(store, actor, {right: id}, Letter(**letter))[0]


def register_letter(store: Store, actor: Actor, rights: Mapping[Right, int], letter: Letter) -> list[str]:
    """Registers a request for each right, with these ids, and gives the case numbers in the order of the rights.

    The same ids once more do nothing and give the same. Raises BadInput, NotAllowed, NotFound.
    """
    ids = list(rights.values())
    with store.change(actor, Act.REQUEST_REGISTER, Subject("request", ids[0] if ids else None)) as change:
        known = _registered_before(change, rights)
        if known:
            change.undo()
            return known
        if not rights:
            raise BadInput(say("It is not said what is asked; nothing was saved. Choose one right or more."), "rights")
        intake = _Intake(change, letter)
        numbers = next_numbers(change, "request", len(rights))
        group = intake.group(ids)
        for (right, request_id), number in zip(rights.items(), numbers, strict=True):
            intake.add(request_id, number, right, group, first=ids[0])
        change.touched("request_right", "channel", "received_on", "client_id", "handler_id")
        change.bulk(len(rights))
    return numbers


def _registered_before(change: Change, rights: Mapping[Right, int]) -> list[str]:
    """The numbers of these requests if this very form was registered before, in the order of the rights; or none.

    Refuses a form that asks something else now: what is more would be lost unseen. Raises BadInput.
    """
    known: dict[int, dict[str, Any]] = {
        row["id"]: row
        for row in change.all(
            dict[str, Any],
            "select id, number, request_right from requests where id in (select unnest($ids)) order by number",
            ids=list(rights.values()),
        )
    }
    if not known:
        return []
    for right, request_id in rights.items():
        if request_id not in known or known[request_id]["request_right"] != right:
            raise BadInput(
                say(
                    "This letter was registered already, as %(number)s; nothing more was saved."
                    " Open that request, and add another from there.",
                    number=next(iter(known.values()))["number"],
                ),
                "rights",
            )
    return [str(known[request_id]["number"]) for request_id in rights.values()]


class _Intake:
    """One letter that is being registered: what is wrong with it is found before anything is written."""

    def __init__(self, change: Change, letter: Letter) -> None:
        """Raises BadInput, NotFound."""
        self._change, self._letter = change, letter
        refuse(receipt_problem(letter.received_on, change.today), "received_on")
        number = cleaned(letter.client_number)
        is_known = letter.client_id is not None or number is not None
        self._client = the_client(change, client_id=letter.client_id, client_number=number) if is_known else None
        if self._client is None and not cleaned(letter.person_name):
            raise BadInput(
                say("It is not said who this is about; nothing was saved. Choose the client, or give the name."),
                "person_name",
            )
        self._represents = letter.applicant_kind is Applicant.REPRESENTATIVE
        if self._represents and not cleaned(letter.applicant_name):
            raise BadInput(
                say("The name of the representative is missing; nothing was saved. Give the name."),
                "applicant_name",
            )
        if letter.handler_id is not None:
            check_handler(change, letter.handler_id)
        self._joined = id_of(change, letter.joins) if letter.joins else None
        self._file = self._checked(letter.file, "file")
        self._authority_file = self._authority()

    def _checked(self, upload: Upload | None, field: str) -> CheckedFile | None:
        return checked_file(upload, MOST_DOCUMENT_MB, field) if upload else None

    def _authority(self) -> CheckedFile | None:
        if not self._represents or self._letter.authority is not Authority.ATTACHED:
            return None
        file = self._checked(self._letter.authority_file, "authority_file")
        if file is None:
            raise BadInput(
                say("The file of the authorisation is missing; nothing was saved. Choose it, or say it is not there."),
                "authority_file",
            )
        return file

    def group(self, ids: list[int]) -> int | None:
        """What the requests of this letter have in common: the id of the first; None where there is one only."""
        if self._joined is None:
            return ids[0] if len(ids) > 1 else None
        found = self._change.one(
            dict[str, Any], "select id, letter_group, version from requests where id = $id", id=self._joined
        )
        assert found is not None  # noqa: S101 - the same transaction found its id
        if found["letter_group"] is not None:
            return int(found["letter_group"])
        self._change.update("requests", found["id"], found["version"], letter_group=found["id"])
        return int(found["id"])

    def add(self, request_id: int, number: str, right: Right, group: int | None, *, first: int) -> None:
        """The request for one right, with what is known of it on this day; `first` is that of the first right."""
        change, letter, client = self._change, self._letter, self._client
        person = None if client else cleaned(letter.person_name)  # a client has a name in the store
        days = deadline(letter.received_on, is_free_day=change.settings.is_free_day)
        change.insert(
            "requests",
            id=request_id,
            number=number,
            client_id=client and client["id"],
            request_right=right,
            channel=letter.channel,
            received_on=letter.received_on,
            registered_on=change.today,
            applicant_kind=letter.applicant_kind,
            applicant_name=cleaned(letter.applicant_name),
            applicant_contact=cleaned(letter.applicant_contact),
            person_name=person,
            search_name=search_name(person, letter.applicant_name),
            asked=cleaned(letter.asked),
            language=letter.language or (client and client["language"]),
            letter_group=group,
            state=State.RECEIVED,
            handler_id=letter.handler_id,
            safe_last_day=days.safe_last_day,
            legal_last_day=days.legal_last_day,
            strict_day=days.strict_day,
        )
        self._tell(Current(request_id, number, right, None, letter.received_on), first)
        redate(change, request_id, {client and int(client["id"])})

    def _tell(self, case: Current, first: int) -> None:
        """What happened to it already; a copy of each file, as each request is destroyed in its own time."""
        change, letter = self._change, self._letter
        record(change, case, new_id(), EventKind.RECEIVED, letter.received_on)
        if letter.handler_id is not None:
            record(change, case, new_id(), EventKind.ASSIGNED, change.today, code=str(letter.handler_id))
        if case.id != first:
            copy_those_of(change, first, case)
        else:
            if self._file:
                keep(change, case, new_id(), DocumentKind.LETTER, self._file, on=letter.received_on)
            elif self._joined is not None:
                copy_those_of(change, self._joined, case)
            if self._authority_file:
                keep(change, case, new_id(), DocumentKind.AUTHORISATION, self._authority_file, on=change.today)
        if self._represents and letter.authority is not Authority.MISSING:
            record(change, case, new_id(), EventKind.AUTHORISED, change.today, code=letter.authority)
