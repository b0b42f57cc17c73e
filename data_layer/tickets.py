"""Tickets for downloads: whoever has the code of one fetches that one file, once, within a quarter of an hour."""

import secrets
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Literal

from data_layer.asking.taking import AnswerFile
from data_layer.carrying_out.case_file import WholeCase
from data_layer.delivering.waiting import WaitingFile
from data_layer.digests.last_days import CalendarFile
from data_layer.exporting.running import Export
from data_layer.exporting.saved import SavedRun
from data_layer.logbook.log_extract import LogExtract
from data_layer.oversight.report import ReportFile
from data_layer.processing.files import ProcessingRecordFile
from data_layer.requests.request_documents import CaseFile
from data_layer.rules.sentences import Sentence

State = Literal["drawn", "running", "done", "failed"]
Wanted = (
    Export
    | SavedRun
    | WaitingFile
    | CaseFile
    | WholeCase
    | CalendarFile
    | ReportFile
    | AnswerFile
    | ProcessingRecordFile
    | LogExtract
)
"""An export, also one that was saved, a waiting delivery, a document of a request or its whole case, days for a
calendar, a report, the answer to a question, the record of processing, or what the log says of a person."""
_VALID = timedelta(minutes=15)
_MOST = 10_000  # tickets that are remembered


@dataclass
class Ticket:
    """What the file of one ticket is doing: rows done of all; `why` it failed, where there is a sentence for that."""

    staff_id: int
    wanted: Wanted
    rows: int
    drawn_at: datetime
    code: str = field(default_factory=lambda: secrets.token_urlsafe(32))
    state: State = "drawn"
    done: int = 0
    why: Sentence | None = None


class Tickets:
    """The tickets of this process. Nothing of them is kept elsewhere."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._drawn: dict[str, Ticket] = {}

    def draw(self, staff_id: int, wanted: Wanted, rows: int) -> Ticket:
        """A ticket for this file and this person."""
        ticket = Ticket(staff_id, wanted, rows, self._clock())
        with self._lock:
            self._forget_old()
            self._drawn[ticket.code] = ticket
        return ticket

    def take(self, code: str, staff_id: int | None = None) -> Ticket | None:
        """The ticket, which then cannot be taken again; None for one that was taken, is too old, or never was.

        Whose ticket it is not, where that is known, does not take it either.
        """
        with self._lock:
            self._forget_old()
            ticket = self._drawn.get(code)
            if ticket is None or staff_id not in (None, ticket.staff_id):
                return None
            del self._drawn[code]
            ticket.state = "running"
            return ticket

    def is_good(self, ticket: Ticket) -> bool:
        """Whether it can still be taken."""
        with self._lock:
            self._forget_old()
            return ticket.code in self._drawn

    def _forget_old(self) -> None:
        since = self._clock() - _VALID
        kept = {code: ticket for code, ticket in self._drawn.items() if ticket.drawn_at > since}
        self._drawn = dict(list(kept.items())[-_MOST:])
