"""A promise in the list: how it stands, the sentence itself, the figure behind it, and the ways on."""

from collections.abc import Sequence

import streamlit as st

from data_layer.oversight.figure import in_a_line
from data_layer.promises.judging import Judged
from data_layer.promises.promise import SECTIONS
from data_layer.rules.promises import VERDICT_LABELS, Verdict
from pages.shared import figure_rows, ruled
from pages.shared.wording import _, plain, shown_as_text

PROMISE = "belofte"  # the name in the URL; its value is the code of a promise
_COLOURS = {Verdict.NOT_KEPT: "red", Verdict.ATTENTION: "orange", Verdict.KEPT: "green"}
_ICONS = {Verdict.NOT_KEPT: "error", Verdict.ATTENTION: "visibility", Verdict.KEPT: "check_circle"}


def section(number: int, found: Sequence[Judged]) -> None:
    """Draws the promises of one section of the statement beneath each other."""
    with st.container(gap="xsmall"):
        st.subheader(f"§{number} {_(SECTIONS[number])}", anchor=False)
        ruled.rows(found, _row, f"promises_{number}")


def gone(found: Sequence[Judged]) -> None:
    """Draws those whose sentence the version in force lacks, apart from the others."""
    st.subheader(_("Not promised any more"), anchor=False)
    st.markdown(_("These sentences do not stand in the version in force. They do not count above."))
    ruled.rows(found, _row, "promises_gone")


def _row(one: Judged) -> None:
    sentence, proof = st.columns(2, gap="small")
    with sentence:
        st.markdown(f"{_badges(one)} *{plain(one.promise.quote)}*")
    with proof, st.container(gap=None):
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
    st.markdown(f"{_badges(one)}  \n*{plain(one.promise.quote)}*")


def _badges(one: Judged) -> str:
    words = f":material/{_ICONS[one.verdict]}: {_(VERDICT_LABELS[one.verdict])}"
    stands = f":{_COLOURS[one.verdict]}-badge[{words}]"
    if one.missing_since is None:
        return stands
    missing = _("not in the statement of %(day)s any more", day=one.missing_since)
    return f"{stands} :gray-badge[{missing}]"


def told(one: Judged) -> str:
    """Why it stands so: what speaks against it, or the figure that says it is kept."""
    if one.verdict == Verdict.KEPT and one.first is not None and not one.had_nothing:
        return _(in_a_line(one.first))
    lines = [shown_as_text(why) for why in one.why]
    if one.check is not None and not one.check.is_in_order:
        lines.append(plain(one.check.remark))
    return "  \n".join(lines)
