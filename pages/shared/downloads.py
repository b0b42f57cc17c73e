"""The guarded address from which an export streams: `/export/…`, opened once by whoever drew its ticket."""

from collections.abc import Iterator
from html import escape

import anyio.to_thread
import streamlit as st
from anyio import CapacityLimiter
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response, StreamingResponse

from data_layer import staff
from data_layer.errors import NotAllowed, UserError
from data_layer.exporting.running import MEDIA_TYPES, file_name, run
from data_layer.exporting.tickets import Ticket, Tickets
from data_layer.rules.sentences import Sentence, say
from data_layer.wording import Language, put
from pages.shared import defects
from pages.shared.session import the_store

PATH = "/export/{code}"
_AT_ONCE = 2  # exports that are made at one time; the others wait, and keep nobody else from the desk
_HEADERS = {"cache-control": "no-store"}


@st.cache_resource(show_spinner=False)
def tickets() -> Tickets:
    """The tickets of this process."""
    return Tickets(the_store().clock)


@st.cache_resource(show_spinner=False)
def _turns() -> CapacityLimiter:
    return CapacityLimiter(_AT_ONCE)


async def download(request: Request) -> Response:
    """Streams the export of a ticket; a page that says why where there is none, or where it was not made."""
    if request.method != "GET":  # who only asks for the headers has no file, and shall not use up the ticket
        return Response(status_code=405, headers={**_HEADERS, "allow": "GET"})
    ticket = tickets().take(request.path_params["code"])
    if ticket is None:
        gone = say("This download is no longer valid. Close this page, and choose Export once more.")
        return _page(gone, "nl", 404)
    language = ticket.export.language
    try:
        pieces = await anyio.to_thread.run_sync(_made, ticket, limiter=_turns())
    except UserError as error:
        ticket.state, ticket.why = "failed", error.sentence
        return _page(error.sentence, language, 403 if isinstance(error, NotAllowed) else 409)
    except Exception as error:
        ticket.state, ticket.why = "failed", defects.noted(error)
        return _page(ticket.why, language, 500)
    ticket.state = "done"
    name = file_name(the_store(), ticket.export)
    return StreamingResponse(
        pieces,
        media_type=MEDIA_TYPES[ticket.export.format],
        headers={**_HEADERS, "content-disposition": f'attachment; filename="{name}"'},
    )


def _made(ticket: Ticket) -> Iterator[bytes]:
    """The export, for the person with the roles of now: one may have been lost since the ticket was drawn."""
    store = the_store()

    def told(done: int) -> None:
        ticket.done = done

    return run(store, staff.the_person(store, ticket.staff_id), ticket.export, told)


def _page(sentence: Sentence, language: Language, status: int) -> Response:
    words = escape(put(sentence, language))
    content = (
        f'<!doctype html><html lang="{language}"><meta charset="utf-8"><title>STEP Privacybalie</title>'
        f'<body style="font: 1rem/1.6 system-ui; margin: 15vh auto; max-width: 34rem; padding: 0 1rem"><p>{words}</p>'
    )
    return HTMLResponse(content, status, _HEADERS)
