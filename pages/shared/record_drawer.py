"""One record of a client in a drawer that the URL opens: its form, its removal, and its history."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any, NoReturn

import streamlit as st

from data_layer import record_lists, records
from data_layer.categories import CATEGORY_OF, KINDS, Field, RecordKind
from data_layer.clients import Client
from data_layer.errors import NotFound
from data_layer.ids import id_in
from data_layer.log import Reason
from data_layer.record_lists import Record
from data_layer.record_writes import RecordChanged
from data_layer.records import REASONS
from data_layer.rules.access import Act, may
from data_layer.rules.sentences import say
from data_layer.store import Store
from data_layer.transactions import Reader
from pages.shared import confirm, drawers, forms, links, record_history, session
from pages.shared.confirm import Question
from pages.shared.forms import Form
from pages.shared.navigation import COMPLAINT
from pages.shared.record_fields import field_input, source_input
from pages.shared.record_words import lines, what_for
from pages.shared.wording import _, shown_as_text

_SHOWN = "record_shown"
RECORD, NEW = "gegeven", "nieuw"  # the name in the URL, and the word there for one that is to be made


@dataclass(slots=True)
class Known:
    """A record as it was first drawn in the form, and as somebody else left it since, once that is known."""

    seen: Record
    now: Record | None = None


def may_write(client: Client) -> bool:
    """Whether this person may change the client's records: restricted ones only the officer, merged ones nobody."""
    roles = session.actor().roles
    if client.merged_with is not None:
        return False
    return may(roles, Act.RECORD_CHANGE) and (client.restricted_since is None or may(roles, Act.RESTRICTION_OVERRIDE))


def open_record(kind: RecordKind, record_id: int) -> NoReturn:
    """Opens the drawer of this record."""
    st.query_params[RECORD] = f"{kind.code}.{record_id}"
    st.rerun()


def open_new(kind: RecordKind) -> NoReturn:
    """Opens the drawer for a new record."""
    st.query_params[RECORD] = f"{kind.code}.{NEW}"
    st.rerun()


def opened_by_url(reader: Reader, client: Client) -> None:
    """Opens the drawer that the URL asks for, or says that there is no such record."""
    code, _dot, which = st.query_params.get(RECORD, "").partition(".")
    shown = st.session_state.get(_SHOWN)
    if shown is not None and shown != _name(client, code, which):  # left by Back, or for another one
        _forget(Form(shown))
    if not code or drawers.is_any_open():
        return
    kind = KINDS.get(code)
    record: Record | None = None
    try:
        record_id = id_in(which)
        if kind is None or not (record_id or (which == NEW and not kind.is_of_person)):
            raise NotFound(record_lists.GONE)
        if record_id:
            record = record_lists.the_record(reader, kind, client.id, record_id)
    except NotFound as error:
        st.error(shown_as_text(error.sentence), icon=":material/search_off:")
        return
    title = _("New: %(what)s", what=kind.one) if record is None else _(kind.one).capitalize()
    form = Form(_name(client, kind.code, which))
    st.session_state[_SHOWN] = form.name

    def closed() -> None:
        _close(form)

    # not by a click beside it, which would lose what was typed
    drawers.drawer(title, _drawn, client, kind, record, form.name, dismissible=False, on_dismiss=closed)


def _name(client: Client, code: str, which: object) -> str:
    """What the form of a record is called, by which its drawing is known again."""
    return f"record:{client.id}:{code}:{which}"


def _close(form: Form) -> None:
    links.put(RECORD, None)
    _forget(form)


def _forget(form: Form) -> None:
    st.session_state.pop(f"known:{form.id}", None)
    st.session_state.pop(_SHOWN, None)
    forms.forget(form.name)


def _drawn(client: Client, kind: RecordKind, record: Record | None, form_name: str) -> None:
    form = Form(form_name)
    if st.button(_("Close"), icon=":material/close:", type="tertiary", key=f"close:{form.id}"):
        _close(form)
        st.rerun()
    if kind.code in CATEGORY_OF:
        st.caption(what_for(CATEGORY_OF[kind.code]))
    if kind.table == "complaints" and record is not None and session.opens(COMPLAINT):
        words = _("Handle this complaint at the desk")
        links.link(COMPLAINT, words, icon=f":material/{COMPLAINT.icon}:", nummer=record.values["number"])
    if not may_write(client):
        if record is not None:
            st.text(lines(kind.shown, record))
    elif record is None:
        _adding(client, kind, form)
    else:
        known = st.session_state.setdefault(f"known:{form.id}", Known(record))
        if told := [field for field in kind.shown if field not in kind.asked(of_new=False)]:
            st.text(lines(told, record))
        _correcting(client, kind, known, form)
        _removing(client, kind, known)
    if record is not None:
        record_history.drawn(client, kind, record)


def _adding(client: Client, kind: RecordKind, form: Form) -> None:
    with st.form(f"record:{form.id}", enter_to_submit=False, border=False):
        typed = _fields(kind.asked(of_new=True), form, {})
        source = source_input(form, f"source:{form.id}", kind.source)
        reason = _override(form) if client.restricted_since is not None else None
        pressed = st.form_submit_button(_("Save"), type="primary")

    def write(store: Store) -> None:
        records.add(
            store, session.actor(), kind, id=form.id, client_id=client.id, typed=typed, source=source, reason=reason
        )

    _written(form, write, kind, pressed=pressed)


def _correcting(client: Client, kind: RecordKind, known: Known, form: Form) -> None:
    seen = known.seen
    has_facts = any(value is not None for value in seen.values.values())
    with st.form(f"record:{form.id}", enter_to_submit=False, border=False):
        typed = _fields(kind.asked(of_new=False), form, seen.values)
        source = (
            source_input(form, f"source:{form.id}", seen.source)
            if not kind.is_of_person or kind.code == "card"
            else None
        )
        if has_facts:
            reason = forms.reason(form, _("Why is it changed?"), _reasons())
        else:
            reason = _override(form) if client.restricted_since is not None else None
        pressed = st.form_submit_button(_("Save"), type="primary")

    def write(store: Store) -> None:
        try:
            records.correct(
                store,
                session.actor(),
                kind,
                seen=seen,
                client_id=client.id,
                typed=typed,
                source=source,
                reason=reason,
                upon=known.now.version if known.now else None,
            )
        except RecordChanged as error:
            known.now = error.now
            raise

    _written(form, write, kind, pressed=pressed)
    if known.now is not None:
        record_history.differences(kind, seen, known.now)


def _fields(asked: Sequence[Field], form: Form, values: Mapping[str, Any]) -> dict[str, Any]:
    """The fields, short ones side by side where there is room; what each holds."""
    typed = {}
    for is_long, fields in groupby(asked, lambda field: field.kind == "long"):
        with st.container() if is_long else st.grid(2, min_column_width=220):
            for field in fields:
                typed[field.column] = field_input(form, field, f"{field.column}:{form.id}", values.get(field.column))
    return typed


def _removing(client: Client, kind: RecordKind, known: Known) -> None:
    now = known.now or known.seen
    if kind.is_of_person and (not kind.may_be_empty or all(value is None for value in now.values.values())):
        return
    form = Form(f"remove:{client.id}:{kind.code}:{known.seen.id}")
    with st.expander(_("Remove"), icon=":material/delete:"):
        with st.form(f"remove:{form.id}", enter_to_submit=False, border=False):
            reason = forms.reason(form, _("Why is it removed?"), _reasons(), "remove_")
            pressed = st.form_submit_button(_("Remove"))
        consequences = [_("It is gone from the dossier, and cannot be brought back. The log keeps that you did this.")]
        if kind.code in CATEGORY_OF and CATEGORY_OF[kind.code].fiscal == "yes":
            consequences.append(
                _("The school must keep this for seven years for the tax authority: remove only what is wrong.")
            )

        def write(store: Store) -> None:
            records.remove(
                store,
                session.actor(),
                kind,
                seen=known.now or known.seen,
                client_id=client.id,
                reason=reason or Reason("none"),
            )

        def gone() -> None:
            _close(Form(_name(client, kind.code, known.seen.id)))
            st.rerun()

        confirm.in_drawer(
            form,
            write,
            say("Removed: %(what)s.", what=kind.one),
            pressed=pressed,
            asks=lambda: Question(_("Remove this?"), consequences, _("Yes, remove it")),
            then=gone,
        )


def _written(form: Form, write: Callable[[Store], None], kind: RecordKind, *, pressed: bool) -> None:
    def saved() -> None:
        _close(form)
        st.rerun()

    confirm.in_drawer(
        form,
        write,
        say("Saved: %(what)s.", what=kind.one),
        pressed=pressed,
        then=saved,
    )


def _reasons() -> dict[str, str]:
    """Why a record can be corrected or removed, in words."""
    return {code: _(words) for code, words in REASONS.items()}


def _override(form: Form) -> Reason | None:
    """Why this is done although the client's data are restricted (art. 18 GDPR)."""
    with form.field("reason_text", _("Why, although the data are restricted?")) as label:
        words = st.text_input(label, max_chars=200, key=f"override:{form.id}", autocomplete="off")
    return Reason("other", words.strip()) if words.strip() else None
