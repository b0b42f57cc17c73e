"""One's own questions: SQL on pseudonymised tables, with the answer as a table, a chart or a file."""

import streamlit as st

from data_layer.asking import child, running
from data_layer.asking.running import Running
from data_layer.errors import UserError
from pages.shared import links, session
from pages.shared.asking import answers, question_form, waiting
from pages.shared.navigation import EXPORTS, OVERVIEW, QUESTIONS
from pages.shared.wording import _, in_words

AT_FIRST = 1.5  # seconds in which most answers are there
store, actor = session.the_store(), session.actor()

st.title(_(QUESTIONS.title))
st.markdown(
    _(
        "For those who know SQL. You ask copies of the tables, made for this question alone: without names, numbers,"
        " addresses or typed texts, and without clients whose data are restricted. Of clients is told what at least"
        " ten share; requests and complaints stand one by one, without whose they are. Nothing can be changed."
    )
)
with st.container(horizontal=True, vertical_alignment="center", gap="small"):
    st.caption(
        _("No SQL? The figures are on the overview, and every list can be exported."),
        width="content",
    )
    links.link(OVERVIEW, _(OVERVIEW.title), icon=":material/dashboard:")
    links.link(EXPORTS, _(EXPORTS.title), icon=":material/download:")
question_form.examples()
question_form.tables_explained(actor)
form, asked = question_form.drawn()
st.caption(
    _(
        "After %(seconds)s seconds it stops. An answer has at most %(most)s rows; one with more is not shown, rather"
        " than cut off. The log keeps what for, which tables and how many rows, not what you typed.",
        seconds=in_words(child.SECONDS),
        most=in_words(child.MOST_ROWS),
    )
)
if asked is not None:
    waiting.forget()
    try:
        waiting.keep(running.begin(store, actor, sql=asked.sql, purpose=asked.purpose))
    except UserError as error:
        form.show(error)

now: Running | None = waiting.kept(actor)
if now is not None and not now.is_done(AT_FIRST if asked is not None else 0):
    waiting.shown(now)
elif now is not None:
    answers.shown(now)
