"""Giving the requests that are ticked in a list to one handler: a bar in the place of the line above the list."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import streamlit as st

from data_layer.errors import UserError
from data_layer.ids import new_ids
from data_layer.requests.request_assigning import assign_several
from data_layer.requests.request_history import Seen
from data_layer.requests.request_queue import Row
from data_layer.rules.sentences import say_n
from pages.shared import forms, session, tables
from pages.shared.wording import _, _n, shown_as_text

_PRESSED, _HANDLER = "assign_pressed", "assign_to"


@dataclass(frozen=True, slots=True)
class _Pressed:
    """What the button was pressed upon: the requests as they stood in the list, and the ids of the events to come."""

    seen: tuple[Seen, ...]
    event_ids: tuple[int, ...]


def carried_out(names: Mapping[int, str], table: str) -> None:
    """Assigns what the button asked for in the run before; what is wrong is said here, above the list.

    After it nothing is ticked any more in the table of this name.
    """
    pressed = st.session_state.pop(_PRESSED, None)
    if not isinstance(pressed, _Pressed):
        return
    handler_id = st.session_state.get(_HANDLER)
    try:
        assign_several(
            session.the_store(),
            session.actor(),
            pressed.seen,
            handler_id=handler_id,
            event_ids=pressed.event_ids,
        )
    except UserError as error:
        st.error(shown_as_text(error.sentence), icon=":material/error:")
        return
    words = say_n(
        "One request was assigned to %(name)s.",
        "%(n)s requests were assigned to %(name)s.",
        len(pressed.seen),
        name=names.get(handler_id or 0, ""),
    )
    forms.done("assign_several", words)
    tables.draw_anew(table)
    st.rerun()


def shown(rows: Sequence[Row], names: Mapping[int, str]) -> None:
    """The bar, for the rows that are ticked."""
    asked = _Pressed(tuple(Seen(row.id, row.version) for row in rows), tuple(map(int, new_ids(len(rows)))))
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute", gap="small"):
        st.markdown(_n("**One** chosen", "**%(n)s** chosen", len(rows)), width="content")
        with st.container(horizontal=True, vertical_alignment="center", width="content", gap="small"):
            st.selectbox(
                _("Assign to"),
                list(names),
                index=None,
                format_func=names.__getitem__,
                placeholder=_("Assign to"),
                label_visibility="collapsed",
                width=215,
                key=_HANDLER,
            )
            # as it was pressed upon: by the next run somebody else may have changed what stands in the list
            st.button(
                _("Assign"),
                icon=":material/person_add:",
                type="primary",
                on_click=_press,
                args=(asked,),
                key="assign_several",
            )


def _press(asked: _Pressed) -> None:
    st.session_state[_PRESSED] = asked
