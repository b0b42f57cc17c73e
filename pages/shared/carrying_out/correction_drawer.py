"""Correcting on request: which record it is about, and its form with what stands there now beside each field."""

import streamlit as st

from data_layer import record_lists
from data_layer.carrying_out import correcting
from data_layer.categories import CATEGORIES, KINDS, RecordKind, label_of
from data_layer.log import Subject
from data_layer.record_lists import Record
from data_layer.rules.access import Act
from pages.shared import drawers, session
from pages.shared.carrying_out import correction_form
from pages.shared.forms import choice
from pages.shared.record_words import in_one_line
from pages.shared.requests.request_desk import Desk
from pages.shared.wording import _, capitalised, language

_NAME = "correct_on_request"
_NEW = 0  # instead of the id of a record
_LONGEST = 100  # characters of a record among others


def open_new() -> None:
    """Opens the drawer, in which nothing is known yet."""
    correction_form.forget()
    drawers.put_open(_NAME)


def opened(desk: Desk, client_id: int, title: str) -> None:
    """Draws the drawer if it is open."""
    if drawers.is_open(_NAME):
        # not by a click beside it, which would lose what was typed
        drawers.drawer(title, _drawn, desk, client_id, dismissible=False, on_dismiss=drawers.close)


def _drawn(desk: Desk, client_id: int) -> None:
    if st.button(_("Close"), icon=":material/close:", type="tertiary", key="close_correction"):
        drawers.shut()
    if desk.case.asked:
        st.caption(_("Asked"))
        st.text(desk.case.asked)
    labels = {kind.code: capitalised(_(label_of(kind))) for category in CATEGORIES for kind in category.kinds}
    code = choice(_("Which data?"), labels, key=f"correct_kind:{desk.case.id}:{language()}")
    if code is None:
        return
    kind = KINDS[code]
    with desk.store.read(
        desk.actor, Act.CLIENT_VIEW, Subject("client", client_id), sitting=session.sitting()
    ) as reader:
        if kind.is_of_person:
            found = [record_lists.the_record(reader, kind, client_id, client_id)]
        else:
            found = record_lists.records_of(reader, kind, client_id)
        held_since = correcting.held_since(reader, desk.case.id, client_id, kind)
    if kind.is_of_person:
        correction_form.correcting(desk, kind, found[0], held_since)
        return
    record_id = _which(desk, kind, found) if found else _NEW
    if record_id == _NEW:
        correction_form.adding(desk, kind)
    elif record_id is not None:
        record = next(record for record in found if record.id == record_id)
        correction_form.correcting(desk, kind, record, held_since)


def _which(desk: Desk, kind: RecordKind, found: list[Record]) -> int | None:
    words = {record.id: _shortened(in_one_line(kind, record)) for record in found}
    words[_NEW] = _("One that is missing: add it")
    return choice(_("Which one?"), words, key=f"correct_which:{desk.case.id}:{kind.code}:{language()}")


def _shortened(words: str) -> str:
    one_line = " ".join(words.split())
    return one_line if len(one_line) <= _LONGEST else f"{one_line[:_LONGEST].rstrip()} …"
