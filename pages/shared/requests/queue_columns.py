"""The columns of each part of the queue, and the marks of its rows, in words."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import streamlit as st

from data_layer.requests import open_questions
from data_layer.requests.request_queue import Row
from data_layer.requests.request_stands import Stand
from data_layer.rules.access import Act, may
from data_layer.rules.deadlines import DECIDE_AFTER, REMIND_AFTER, extension_last_day
from data_layer.rules.identity_copies import CopyAlarm, copy_alarm
from data_layer.rules.request_course import Question
from data_layer.rules.sentences import Sentence, say
from data_layer.rules.what_now import WhatNow, what_now
from data_layer.vocabulary import RIGHT_LABELS
from pages.shared import phases, session
from pages.shared.wording import DAY_FORMAT, _

RESTRICTED, UNHANDLED = say("restricted"), say("to be assigned")
COPY_WORDS = {
    CopyAlarm.DESTROY: say("copy here"),
    CopyAlarm.LATE: say("copy to destroy"),
    CopyAlarm.TOO_LATE: say("copy here too long"),
}
_WAITS_FOR = {Question.IDENTITY: say("identity"), Question.CLARIFICATION: say("clarification")}
_MARKS_WIDTH = 112
_WHO_WIDTHS: dict[Stand, int] = {"to_do": 125, "unverified": 190}
_MARKS: dict[Sentence, str] = {
    COPY_WORDS[CopyAlarm.TOO_LATE]: "red",
    COPY_WORDS[CopyAlarm.LATE]: "orange",
    COPY_WORDS[CopyAlarm.DESTROY]: "yellow",
    RESTRICTED: "violet",
    UNHANDLED: "gray",
}


def of_part(part: Stand, rows: Sequence[Row], on: date) -> tuple[dict[str, list[Any]], Mapping[str, Any]]:
    """The cells per column as they stood on this day, and how each column looks."""
    cells: dict[str, list[Any]] = {
        "phase": [[phases.label(row)] for row in rows],
        "number": [row.number for row in rows],
        "safe": [row.work_to for row in rows],
        "legal": [row.legal_last_day for row in rows],
        "left": [row.days_left for row in rows],
        "waiting": [row.waiting_since for row in rows],
        "copy": [row.copy_since for row in rows],
        "marks": [_marks(row, on) for row in rows],
        "right": [_(RIGHT_LABELS[row.right]) for row in rows],
        "who": [row.who for row in rows],
        "handler": [row.handler for row in rows],
    }
    if part == "waiting":
        cells |= _waiting(rows, on)
    names = list(_SHOWN[part])
    if not may(session.actor().roles, Act.CLIENT_LIST):
        names.remove("who")
    if not any(cells["marks"]):  # its room is better used
        names.remove("marks")
    return {name: cells[name] for name in names}, _config(part, spare=0 if "marks" in names else _MARKS_WIDTH)


_SHOWN: dict[Stand, tuple[str, ...]] = {
    "to_do": ("phase", "number", "safe", "legal", "left", "marks", "right", "who", "handler"),
    "waiting": ("number", "waiting", "for_what", "due", "left", "marks", "right", "who", "handler"),
    "unverified": ("phase", "number", "left", "copy", "marks", "right", "who", "handler"),
    "all": ("phase", "number", "safe", "legal", "left", "marks", "right", "who", "handler"),
}


def _config(part: Stand, *, spare: int) -> Mapping[str, Any]:
    """All of them fit side by side in a window of 1280 pixels, of which so many are not needed otherwise."""
    column = st.column_config
    return {
        "phase": phases.column(_("Phase"), width=115 if part == "to_do" else 135),
        **phases.day_columns(),
        "number": column.TextColumn(_("Number"), width=86),
        "waiting": column.DateColumn(_("Since"), format=DAY_FORMAT, width=86),
        "for_what": column.TextColumn(_("Waits for"), width=100),
        "due": column.TextColumn(_("What now"), width=140),
        "copy": column.DateColumn(
            _("Copy since"), format=DAY_FORMAT, width=92, help=_("Since when a copy of an identity document lies here.")
        ),
        "marks": column.MultiselectColumn(
            _("Look out"), options=[_(words) for words in _MARKS], color=[*_MARKS.values()], width=_MARKS_WIDTH
        ),
        "right": column.TextColumn(_("Right"), width=90),
        "who": column.TextColumn(_("Who"), width=_WHO_WIDTHS.get(part, 104) + spare * 2 // 3),
        "handler": column.TextColumn(_("Handler"), width=106 + spare // 3),
    }


def _marks(row: Row, on: date) -> list[str]:
    alarm = copy_alarm(row.copy_since, on, session.the_store().settings.is_free_day)
    return [
        *([_(COPY_WORDS[alarm])] if alarm else ()),
        *([_(RESTRICTED)] if row.is_restricted else ()),
        *([_(UNHANDLED)] if row.handler_id is None and row.finished_on is None else ()),
    ]


def _waiting(rows: Sequence[Row], on: date) -> dict[str, list[Any]]:
    """For what each waits, and what is to be done about it."""
    with session.the_store().read(session.actor(), Act.REQUEST_LIST) as reader:
        ids = [row.id for row in rows]
        questions, notices = open_questions.of_requests(reader, ids), open_questions.unsent_notices(reader, ids)
    asked = [dict.fromkeys(questions.get(row.id, ())) for row in rows]
    return {
        "for_what": [", ".join(_(_WAITS_FOR[kind]) for kind in kinds) for kinds in asked],
        "due": [_(due(row, on, has_notice=row.id in notices)) for row in rows],
    }


def due(row: Row, today: date, *, has_notice: bool) -> Sentence:
    """What is to be done now about a request that waits for an answer, in two or three words."""
    since, notice_by = row.waiting_since or today, extension_last_day(row.received_on)
    match what_now(
        today,
        legal_last_day=row.legal_last_day,
        waiting_since=since,
        reminded_on=row.reminded_on,
        notice_by=notice_by if has_notice else None,
    ):
        case WhatNow.SEND_NOTICE:
            return say("send the notice")
        case WhatNow.REMIND:
            return say("send a reminder")
        case WhatNow.REMINDED:
            return say("decide from %(day)s", day=_short(since + DECIDE_AFTER))
        case WhatNow.WAIT:
            return say("remind from %(day)s", day=_short(since + REMIND_AFTER))
        case _:
            return say("decide now")


def _short(on: date) -> str:
    return f"{on:%d-%m}"  # within weeks of today
