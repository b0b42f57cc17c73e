"""A promise in the list: how it stands, the sentence itself, the figure behind it, and the ways on."""

import streamlit as st

from data_layer.oversight.figure import Figure, beneath, headline
from data_layer.promises.judging import Judged
from data_layer.rules.promises import VERDICT_LABELS, Verdict
from pages.shared import drawers, figure_rows
from pages.shared.wording import _, language, plain, shown_as_text

PROMISE = "belofte"  # the name in the URL; its value is the code of a promise
_COLOURS = {Verdict.NOT_KEPT: "red", Verdict.ATTENTION: "orange", Verdict.KEPT: "green"}
_ICONS = {Verdict.NOT_KEPT: "error", Verdict.ATTENTION: "visibility", Verdict.KEPT: "check_circle"}


def row(one: Judged) -> None:
    """Draws the promise in the list."""
    with st.container(border=True, gap="xsmall"):
        head(one)
        st.markdown(told(one))
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            figure_rows.link(one.rows, _("To the rows"))
            if st.button(
                _("What proves it"), icon=":material/fact_check:", type="tertiary", key=f"promise:{one.promise.code}"
            ):
                st.query_params[PROMISE] = one.promise.code
                st.rerun()


def head(one: Judged) -> None:
    """Draws how it stands and the sentence itself, which is Dutch in either language."""
    with st.container(horizontal=True, gap="xsmall"):
        words = f":material/{_ICONS[one.verdict]}: {_(VERDICT_LABELS[one.verdict])}"
        drawers.badge(words, _COLOURS[one.verdict])
        if one.missing_since is not None:
            drawers.badge(_("not in the statement of %(day)s any more", day=one.missing_since), "gray")
    st.markdown(f"*{plain(one.promise.quote)}*")


def told(one: Judged) -> str:
    """Why it stands so: what speaks against it, or the figure that says it is kept."""
    if one.verdict == Verdict.KEPT and one.first is not None:
        return figure_told(one.first)
    lines = [shown_as_text(why) for why in one.why]
    if one.check is not None and not one.check.is_in_order:
        lines.append(plain(one.check.remark))
    return "  \n".join(lines)


def figure_told(figure: Figure) -> str:
    """A figure in one line, with what it is of."""
    under, of_it = beneath(figure), headline(figure, language())
    if under is None:
        return _("%(label)s: **%(figure)s**", label=figure.label, figure=of_it)
    return _("%(label)s: **%(figure)s** (%(under)s)", label=figure.label, figure=of_it, under=under)
