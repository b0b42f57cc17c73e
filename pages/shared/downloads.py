"""The guarded address from which an export streams: `/export/…`, opened once by whoever drew its ticket."""

from collections.abc import AsyncIterator, Generator
from html import escape

import anyio.to_thread
import streamlit as st
from anyio import CancelScope
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response, StreamingResponse

from data_layer import staff
from data_layer.errors import NotAllowed, UserError
from data_layer.exporting.running import MEDIA_TYPES, file_name, run
from data_layer.exporting.tickets import Ticket, Tickets
from data_layer.rules.sentences import Sentence, say
from data_layer.staff import Actor
from data_layer.wording import Language, put
from pages.shared.session import the_store

PATH = "/export/{code}"
_HEADERS = {"cache-control": "no-store"}


@st.cache_resource(show_spinner=False)
def tickets() -> Tickets:
    """The tickets of this process."""
    return Tickets(the_store().clock)


async def download(request: Request) -> Response:
    """Streams the export of a ticket; a page that says why where there is none, or where it may not begin."""
    ticket = tickets().take(request.path_params["code"])
    if ticket is None:
        gone = say("This download is no longer valid. Close this page, and choose Export once more.")
        return _page(gone, "nl", 404)
    try:
        pieces, first = await anyio.to_thread.run_sync(_begun, ticket)
    except UserError as error:
        ticket.state, ticket.why = "failed", error.sentence
        return _page(error.sentence, ticket.export.language, 403 if isinstance(error, NotAllowed) else 409)
    except BaseException:
        ticket.state = "failed"
        raise
    name = file_name(the_store(), ticket.export)
    return StreamingResponse(
        _streamed(ticket, pieces, first),
        media_type=MEDIA_TYPES[ticket.export.format],
        headers={**_HEADERS, "content-disposition": f'attachment; filename="{name}"'},
    )


def _begun(ticket: Ticket) -> tuple[Generator[bytes], bytes]:
    """The export with its first piece: what forbids it shows before anything is sent."""

    def told(done: int) -> None:
        ticket.done = done

    pieces = run(the_store(), _person(ticket.staff_id), ticket.export, told)
    return pieces, next(pieces, b"")


def _person(staff_id: int) -> Actor:
    """The person as their roles are now: they may have lost one since the ticket was drawn. Raises NotAllowed."""
    for person in staff.active(the_store()):
        if person.staff_id == staff_id:
            return person
    raise NotAllowed(
        say("Your role does not allow this; nothing was saved. Ask the privacy officer or the administrator.")
    )


async def _streamed(ticket: Ticket, pieces: Generator[bytes], piece: bytes | None) -> AsyncIterator[bytes]:
    try:
        while piece is not None:
            yield piece
            piece = await anyio.to_thread.run_sync(next, pieces, None)
        ticket.state = "done"
    except UserError as error:
        ticket.why = error.sentence
        raise
    finally:
        if ticket.state != "done":  # who asked is gone, or it failed: a file that breaks off looks like a failure
            ticket.state = "failed"
            with CancelScope(shield=True):
                await anyio.to_thread.run_sync(pieces.close)


def _page(sentence: Sentence, language: Language, status: int) -> Response:
    words = escape(put(sentence, language))
    content = (
        f'<!doctype html><html lang="{language}"><meta charset="utf-8"><title>STEP Privacybalie</title>'
        f'<body style="font: 1rem/1.6 system-ui; margin: 15vh auto; max-width: 34rem; padding: 0 1rem"><p>{words}</p>'
    )
    return HTMLResponse(content, status, _HEADERS)
