"""The twenty categories of a client's data in the order of the statement: what is recorded, and how to change it."""

from collections.abc import Sequence
from typing import Any

import streamlit as st

from data_layer import record_lists
from data_layer.carrying_out import statements
from data_layer.carrying_out.statements import Statement
from data_layer.categories import CATEGORIES, Category, RecordKind
from data_layer.clients import Client
from data_layer.record_lists import Record
from data_layer.transactions import Reader
from pages.shared import record_drawer, tables
from pages.shared.record_words import in_one_line, lines, value_words, what_for
from pages.shared.wording import DAY_FORMAT, _, in_words

LINES_UP_TO = 9  # the categories that are a few facts each; those after it are lists that are opened
PAGE, PAGE_OF_TEXTS = 25, 10
_DRAWN = "records_drawn"  # how often a row was opened: the key of the tables
_LONGEST = 400  # characters of a long text in a list; the whole of it stands in the drawer


def drawn(reader: Reader, client: Client) -> None:
    """All categories; a list is read when it is opened."""
    listed = [kind for category in CATEGORIES[LINES_UP_TO:] for kind in category.kinds]
    counts = record_lists.counts(reader, client.id, listed)
    person = record_lists.person(reader, client.id)
    may_write = record_drawer.may_write(client)
    stated = statements.of_client(reader, client.id)
    with st.container(gap="xsmall"):
        for category in CATEGORIES[:LINES_UP_TO]:
            _line(reader, client, category, person, may_write=may_write)
            _stated(stated.get(category.code, ()))
    for category in CATEGORIES[LINES_UP_TO:]:
        total = sum(counts[kind.code] for kind in category.kinds)
        label = f"{_(category.label)} · {in_words(total)}"
        if category.code in stated:
            words = _("with a statement of the client")
            label = f"{label} · {words}"
        with st.expander(label, on_change="rerun", key=f"category:{category.code}") as opened:
            if opened.open:
                _stated(stated.get(category.code, ()))
                _opened(reader, client, category, counts, may_write=may_write)


def _line(reader: Reader, client: Client, category: Category, person: dict[str, Record], *, may_write: bool) -> None:
    (kind,) = category.kinds
    if kind.is_of_person:
        found = [person[kind.code]] if kind.code in person else []
    else:
        found = record_lists.records_of(reader, kind, client.id)
    label, content = st.columns([2, 7], gap="xxsmall", vertical_alignment="center")
    with label:
        st.caption(_(category.label), help=what_for(category))
    with content:
        for record in found:
            words = lines(kind.shown, record) if kind.is_of_person else in_one_line(kind, record)
            with _row(words):
                if may_write and st.button(_("Change"), type="tertiary", key=f"open:{kind.code}:{record.id}"):
                    record_drawer.open_record(kind, record.id)
                if may_write and not kind.is_of_person and record is found[-1]:
                    _add(kind)
        if not found:
            with _row("–"):
                if may_write and not kind.is_of_person:
                    _add(kind)
                elif may_write and st.button(_("Fill in"), type="tertiary", key=f"open:{kind.code}:{client.id}"):
                    record_drawer.open_record(kind, client.id)


def _stated(some: Sequence[Statement]) -> None:
    """What the client says beside these data (art. 16 GDPR)."""
    for statement in some:
        with st.container(border=True, gap="xsmall"):
            st.caption(_("Statement of the client, %(day)s", day=statement.added_on))
            st.text(statement.body)


def _row(words: str) -> st.delta_generator.DeltaGenerator:
    row = st.container(horizontal=True, vertical_alignment="center")
    row.text(words, width="stretch")
    return row


def _add(kind: RecordKind) -> None:
    if st.button(_("Add"), icon=":material/add:", type="tertiary", key=f"add:{kind.code}"):
        record_drawer.open_new(kind)


def _opened(reader: Reader, client: Client, category: Category, counts: dict[str, int], *, may_write: bool) -> None:
    st.caption(what_for(category))
    if may_write:
        with st.container(horizontal=True):
            for kind in category.kinds:
                label = _("Add: %(what)s", what=kind.one)
                if st.button(label, icon=":material/add:", key=f"add:{kind.code}"):
                    record_drawer.open_new(kind)
    for kind in category.kinds:
        if not counts[kind.code]:
            continue
        if len(category.kinds) > 1:
            st.markdown(f"**{_(kind.one)} · {in_words(counts[kind.code])}**")
        has_texts = any(field.kind == "long" for field in kind.fields)
        size = PAGE_OF_TEXTS if has_texts else PAGE
        pages = -(-counts[kind.code] // size)
        place = st.container()
        page = st.pagination(pages, key=f"page:{kind.code}") if pages > 1 else 1
        rows = record_lists.records_of(reader, kind, client.id, first=(page - 1) * size, most=size)
        with place:
            if has_texts:
                _texts(kind, rows)
            else:
                _table(kind, rows)


def _texts(kind: RecordKind, rows: Sequence[Record]) -> None:
    for record in rows:
        with st.container(border=True, gap="xsmall"):
            st.text(_shortened(lines(kind.shown, record)))
            if st.button(_("Open"), type="tertiary", key=f"open:{kind.code}:{record.id}"):
                record_drawer.open_record(kind, record.id)


def _shortened(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST].rstrip()} …"


def _table(kind: RecordKind, rows: Sequence[Record]) -> None:
    filled = [field for field in kind.shown if any(row.values[field.column] is not None for row in rows)]
    column = st.column_config
    columns: dict[str, list[Any]] = {
        field.column: [
            row.values[field.column] if field.is_day else value_words(field, row.values[field.column]) or None
            for row in rows
        ]
        for field in filled
    }
    config = {
        field.column: column.DateColumn(_(field.label), format=DAY_FORMAT, width=115)
        if field.is_day
        else column.TextColumn(_(field.label))
        for field in filled
    }
    drawn_before = st.session_state.get(_DRAWN, 0)
    clicked = tables.table(
        columns,
        config,
        key=f"records:{kind.code}:{drawn_before}",
        alt=_("Records of this kind, the newest first; a row opens one"),
        leaves=False,
    )
    if clicked is not None:
        st.session_state[_DRAWN] = drawn_before + 1  # a table of its own, in which nothing is selected
        record_drawer.open_record(kind, rows[clicked].id)
