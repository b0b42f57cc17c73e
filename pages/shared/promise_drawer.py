"""One promise in a drawer that the URL opens: what proves it, its figures, and what people look at themselves."""

from collections.abc import Sequence

import streamlit as st

from data_layer.errors import NotFound
from data_layer.oversight.figure import in_a_line
from data_layer.promises.judging import Judged
from data_layer.rules.sentences import say
from pages.shared import drawers, figure_rows, links, looks, promise_rows
from pages.shared.promise_rows import PROMISE
from pages.shared.wording import _


def opened_by_url(found: Sequence[Judged]) -> None:
    """Opens the drawer of the promise in the URL, or says that there is none."""

    def asked(code: str) -> Judged:
        for one in found:
            if one.promise.code == code:
                return one
        raise NotFound(say("There is no such promise. Choose one from the list."))

    one = drawers.asked_for(PROMISE, asked)
    if one is not None:
        drawers.drawer(
            _("Promise of §%(section)s", section=one.promise.section),
            _drawn,
            one,
            on_dismiss=lambda: links.put(PROMISE, None),
        )


def _drawn(one: Judged) -> None:
    promise_rows.head(one)
    st.markdown(_(one.promise.promise))
    drawers.heading(_("What proves it"))
    st.markdown(_(one.promise.proof))
    for figure in one.figures:
        with st.container(border=True, gap="xsmall"):
            st.markdown(_(in_a_line(figure)))
            st.caption(_(figure.meaning))
            figure_rows.link(figure.behind, _("To the rows"))
    if one.promise.control is not None:
        drawers.heading(_("What people look at"))
        st.markdown(_(one.promise.control))
        looks.drawn(one.promise.code)
