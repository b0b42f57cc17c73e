"""Where a question is typed: examples to begin with, the tables explained, and the form."""

from dataclasses import dataclass

import streamlit as st

from data_layer.asking.child import MOST_CHARACTERS
from data_layer.asking.examples import EXAMPLES
from data_layer.asking.tables import tables_for
from data_layer.staff import Actor
from data_layer.vocabulary import PURPOSES
from pages.shared import forms, tables
from pages.shared.wording import _, capitalised

_SQL, _EXAMPLE = "question_sql", "question_example"


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody asks, and what for."""

    sql: str
    purpose: int | None


def examples() -> None:
    """A choice of questions, of which one takes the place of what was typed."""
    st.selectbox(
        _("Begin with an example"),
        list(EXAMPLES),
        index=None,
        format_func=lambda code: _(EXAMPLES[code][0]),
        placeholder=_("Choose"),
        key=_EXAMPLE,
        on_change=_filled_in,
        width=460,
    )


def _filled_in() -> None:
    if (code := st.session_state.get(_EXAMPLE)) is not None:
        st.session_state[_SQL] = EXAMPLES[code][1]


def tables_explained(actor: Actor) -> None:
    """Each table that this person may ask, with its columns."""
    known = {table.name: table for table in tables_for(actor)}
    with st.expander(_("Tables and columns"), icon=":material/table_view:"):
        with st.container(horizontal=True, vertical_alignment="bottom"):
            name = st.selectbox(_("Table"), list(known), key="question_table", width=240)
            st.markdown(_(known[name].meaning), width="content")
        column = st.column_config
        tables.table(
            {
                "name": [told.name for told in known[name].columns],
                "meaning": [_(told.meaning) for told in known[name].columns],
            },
            {
                "name": column.TextColumn(_("Column"), width=180),
                "meaning": column.TextColumn(_("What it holds"), width="large"),
            },
            key="question_columns",
            alt=_("The columns of the table, and what each holds"),
            opens=False,
        )


def drawn() -> tuple[forms.Form, Asked | None]:
    """The form, with what was asked when it was just sent."""
    form = forms.Form("question")
    purposes = {number: capitalised(_(words)) for number, words in PURPOSES.items()}
    with st.form("question", border=False):
        with form.field("sql", _("Question in SQL")) as label:
            sql = st.text_area(
                label,
                height=180,
                max_chars=MOST_CHARACTERS,
                key=_SQL,
                placeholder="select request_right, count(*) from requests group by 1",
                persist_state="session",
            )
        with st.container(horizontal=True, vertical_alignment="bottom"):
            with st.container(width=420), form.field("purpose", _("What do you need the answer for?")) as label:
                purpose = forms.choice(label, purposes, key="question_purpose")
            is_sent = st.form_submit_button(_("Ask"), type="primary", icon=":material/play_arrow:")
    return form, Asked(sql or "", purpose) if is_sent else None
