"""The address from which a file streams, once: `/export/…`, with a code nobody can guess.

Where people sign in only the person for whom its ticket was drawn gets the file, within a quarter of an hour.
"""

from collections.abc import Iterator
from typing import Any

import anyio.to_thread
import streamlit as st
from anyio import CapacityLimiter
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.types import Receive, Scope, Send

from data_layer import staff
from data_layer.asking import taking
from data_layer.asking.taking import AnswerFile
from data_layer.carrying_out import archives, case_file
from data_layer.carrying_out.case_file import WholeCase
from data_layer.delivering.waiting import WaitingFile, fetch
from data_layer.digests import calendars, last_days
from data_layer.digests.last_days import CalendarFile
from data_layer.errors import NotAllowed, UserError
from data_layer.exporting import saved
from data_layer.exporting.running import MEDIA_TYPES, Export, file_name, run
from data_layer.exporting.saved import SavedRun
from data_layer.exporting.spool import Pieces
from data_layer.logbook import log_extract
from data_layer.logbook.log_extract import LogExtract
from data_layer.oversight import reporting
from data_layer.oversight.report import ReportFile
from data_layer.processing import files as record_files
from data_layer.processing.files import ProcessingRecordFile
from data_layer.requests import request_documents
from data_layer.requests.request_documents import CaseFile
from data_layer.rules.sentences import say
from data_layer.tickets import Ticket, Tickets, Wanted
from pages.shared import defects, guard, session
from pages.shared.plain_page import page

PATH = "/export/{code}"
_DRAWN = "ticket_drawn"
_AT_ONCE = 2  # exports that are made at one time; the others wait, and keep nobody else from the desk
_HEADERS = {"cache-control": "no-store"}


@st.cache_resource(show_spinner=False)
def tickets() -> Tickets:
    """The tickets of this process."""
    return Tickets(session.the_store().clock)


def ticket_for(wanted: Wanted, rows: int, place: str = "") -> Ticket:
    """The ticket of this session for this file: the one that was drawn before, as long as it is good for just this.

    Where a screen offers several files of one kind, each has a `place` of its own.
    """
    key = f"{_DRAWN}:{place or type(wanted).__name__}"
    before = st.session_state.get(key)
    person = session.actor().staff_id
    is_the_same = isinstance(before, Ticket) and (before.wanted, before.staff_id) == (wanted, person)
    if isinstance(before, Ticket) and is_the_same and tickets().is_good(before):
        return before
    ticket = tickets().draw(person, wanted, rows)
    st.session_state[key] = ticket
    return ticket


@st.cache_resource(show_spinner=False)
def _turns() -> CapacityLimiter:
    return CapacityLimiter(_AT_ONCE)


async def download(request: Request) -> Response:
    """Streams the file of a ticket; a page that says why where there is none, or where it was not made."""
    if request.method != "GET":  # who only asks for the headers has no file, and shall not use up the ticket
        return Response(status_code=405, headers={**_HEADERS, "allow": "GET"})
    person = request.scope.get(guard.PERSON)
    ticket = tickets().take(request.path_params["code"], person and person.staff_id)
    if ticket is None:
        gone = say("This download is no longer valid. Close this page, and choose the file once more.")
        return page(gone, "nl", 404)
    language = ticket.wanted.language
    try:
        name, media_type, pieces = await anyio.to_thread.run_sync(_made, ticket, limiter=_turns())
    except UserError as error:
        ticket.state, ticket.why = "failed", error.sentence
        return page(error.sentence, language, 403 if isinstance(error, NotAllowed) else 409)
    except Exception as error:
        ticket.state, ticket.why = "failed", defects.noted(error)
        return page(ticket.why, language, 500)
    ticket.state = "done"
    return _Streamed(
        pieces,
        media_type=media_type,
        headers={**_HEADERS, "content-disposition": f'attachment; filename="{name}"'},
    )


Made = tuple[str, str, Iterator[bytes]]
"""The name, the kind and the content of a file."""


class _Streamed(StreamingResponse):
    """A file on its way; what is left of it when the browser goes away is given up at once."""

    def __init__(self, pieces: Iterator[bytes], **kinds: Any) -> None:
        super().__init__(pieces, **kinds)
        self._pieces = pieces

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            await super().__call__(scope, receive, send)
        finally:
            if isinstance(self._pieces, Pieces):
                self._pieces.close()


def _made(ticket: Ticket) -> Made:
    """The file, for the person with the roles of now: one may have been lost since."""
    store, wanted = session.the_store(), ticket.wanted
    person = staff.the_person(store, ticket.staff_id)

    def told(done: int) -> None:
        ticket.done = done

    def sized(rows: int) -> None:
        ticket.rows = rows

    match wanted:
        case WaitingFile():
            waiting = fetch(store, person, wanted.disclosure_id)
            made: Made = (waiting.name, MEDIA_TYPES[waiting.format], iter((waiting.body,)))
        case CaseFile():
            document = request_documents.fetch(store, person, wanted.document_id)
            made = document.name, document.media_type, iter((document.content,))
        case WholeCase():
            name, pieces = case_file.made(store, person, wanted)
            made = name, archives.MEDIA_TYPE, pieces
        case CalendarFile():
            body = last_days.made(store, person, wanted)
            made = last_days.file_name(store, wanted), calendars.MEDIA_TYPE, iter((body,))
        case ProcessingRecordFile():
            body = record_files.made(store, person, wanted)
            made = record_files.file_name(store, wanted), record_files.MEDIA_TYPES[wanted.format], iter((body,))
        case ReportFile():
            body = reporting.made(store, person, wanted)
            made = reporting.file_name(wanted), reporting.MEDIA_TYPES[wanted.format], iter((body,))
        case LogExtract():
            body = log_extract.made(store, person, wanted)
            made = log_extract.file_name(store, wanted), log_extract.MEDIA_TYPES[wanted.format], iter((body,))
        case AnswerFile():
            pieces = taking.made(store, person, wanted, told)
            made = taking.file_name(store, wanted), taking.MEDIA_TYPES[wanted.format], pieces
        case Export() | SavedRun():
            asked = wanted if isinstance(wanted, Export) else saved.the_run(store, person, wanted)
            made = file_name(store, asked), MEDIA_TYPES[asked.format], run(store, person, asked, told, sized)
    return made
