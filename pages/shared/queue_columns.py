"""The columns of each part of the queue, and the marks of its rows, in words."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import streamlit as st

from data_layer import open_questions
from data_layer.request_queue import Row
from data_layer.request_stands import Stand
from data_layer.rules.access import Act, may
from data_layer.rules.deadlines import DECIDE_AFTER, REMIND_AFTER, extension_last_day
from data_layer.rules.identity_copies import CopyAlarm, copy_alarm
from data_layer.rules.request_course import Question
from data_layer.rules.sentences import Sentence, say
from data_layer.rules.what_now import WhatNow, what_now
from data_layer.vocabulary import RIGHT_LABELS
from pages.shared import phases, session
from pages.shared.wording import DAY_FORMAT, _, day

RESTRICTED, UNHANDLED = say("restricted"), say("to be assigned")
COPY_WORDS = {
    CopyAlarm.DESTROY: say("copy here"),
    CopyAlarm.LATE: say("copy to destroy"),
    CopyAlarm.TOO_LATE: say("copy here too long"),
}
_WAITS_FOR = {Question.IDENTITY: say("identity"), Question.CLARIFICATION: say("clarification")}
_MARKS: dict[Sentence, str] = {
    COPY_WORDS[CopyAlarm.TOO_LATE]: "red",
    COPY_WORDS[CopyAlarm.LATE]: "orange",
    COPY_WORDS[CopyAlarm.DESTROY]: "yellow",
    RESTRICTED: "violet",
    UNHANDLED: "gray",
}


def of_part(part: Stand, rows: Sequence[Row]) -> tuple[dict[str, list[Any]], Mapping[str, Any]]:
    """The cells per column, and how each column looks."""
    cells: dict[str, list[Any]] = {
        "phase": [[phases.label(row)] for row in rows],
        "number": [row.number for row in rows],
        "safe": [row.work_to for row in rows],
        "legal": [row.legal_last_day for row in rows],
        "left": [row.days_left for row in rows],
        "waiting": [row.waiting_since for row in rows],
        "copy": [_copy(row) for row in rows],
        "marks": [_marks(row) for row in rows],
        "right": [_(RIGHT_LABELS[row.right]) for row in rows],
        "who": [row.who for row in rows],
        "handler": [row.handler for row in rows],
    }
    if part == "waiting":
        cells |= _waiting(rows)
    names = [name for name in _SHOWN[part] if name != "who" or may(session.actor().roles, Act.CLIENT_LIST)]
    return {name: cells[name] for name in names}, _config(part)


_SHOWN: dict[Stand, tuple[str, ...]] = {
    "to_do": ("phase", "number", "safe", "legal", "left", "marks", "right", "who", "handler"),
    "waiting": ("number", "waiting", "for_what", "due", "left", "marks", "right", "who", "handler"),
    "unverified": ("phase", "number", "left", "copy", "marks", "right", "who", "handler"),
    "all": ("phase", "number", "safe", "legal", "left", "marks", "right", "who", "handler"),
}


def _config(part: Stand) -> Mapping[str, Any]:
    """All of them fit side by side in a window of 1280 pixels."""
    column = st.column_config
    return {
        "phase": phases.column(_("Phase"), width=115 if part == "to_do" else 135),
        **phases.day_columns(),
        "number": column.TextColumn(_("Number"), width=94),
        "waiting": column.DateColumn(_("Since"), format=DAY_FORMAT, width=92),
        "for_what": column.TextColumn(_("Waits for"), width=105),
        "due": column.TextColumn(_("What now"), width=140),
        "copy": column.TextColumn(_("Copy of identity document"), width=190),
        "marks": column.MultiselectColumn(
            _("Look out"), options=[_(words) for words in _MARKS], color=[*_MARKS.values()], width=112
        ),
        "right": column.TextColumn(_("Right"), width=90),
        "who": column.TextColumn(_("Who"), width=125 if part == "to_do" else 104),
        "handler": column.TextColumn(_("Handler"), width=87),
    }


def _marks(row: Row) -> list[str]:
    alarm = _alarm(row)
    return [
        *([_(COPY_WORDS[alarm])] if alarm else ()),
        *([_(RESTRICTED)] if row.is_restricted else ()),
        *([_(UNHANDLED)] if row.handler_id is None and row.finished_on is None else ()),
    ]


def _copy(row: Row) -> str:
    """Since when a copy of an identity document lies here, and how urgent it is that it goes."""
    match _alarm(row):
        case None:
            return ""
        case CopyAlarm.DESTROY:
            return _("since %(day)s: destroy it", day=day(row.copy_since))
        case CopyAlarm.LATE:
            return _("since %(day)s: destroy it now", day=day(row.copy_since))
        case CopyAlarm.TOO_LATE:
            return _("since %(day)s: far too long", day=day(row.copy_since))


def _alarm(row: Row) -> CopyAlarm | None:
    return copy_alarm(row.copy_since, session.today(), session.the_store().settings.is_free_day)


def _waiting(rows: Sequence[Row]) -> dict[str, list[Any]]:
    """For what each waits, and what is to be done about it."""
    with session.the_store().read(session.actor(), Act.REQUEST_LIST) as reader:
        ids = [row.id for row in rows]
        questions, notices = open_questions.of_requests(reader, ids), open_questions.unsent_notices(reader, ids)
    asked = [dict.fromkeys(questions.get(row.id, ())) for row in rows]
    return {
        "for_what": [", ".join(_(_WAITS_FOR[kind]) for kind in kinds) for kinds in asked],
        "due": [_(due(row, session.today(), has_notice=row.id in notices)) for row in rows],
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
