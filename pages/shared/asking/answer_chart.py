"""The chart of an answer: which column along the bottom, which one upwards, which one sets colours apart."""

import streamlit as st

from data_layer.asking.answer import Answer
from data_layer.asking.drawing import MOST_COLOURS, MOST_POINTS, drawn
from pages.shared import charts
from pages.shared.wording import _, in_words, language


def shown(answer: Answer) -> None:
    """The choices and the chart, or why there is none."""
    figures = [name for name, kind in zip(answer.names, answer.kinds, strict=True) if kind == "number"]
    if not figures or not answer.rows:
        st.info(_("A chart needs rows with a column of numbers. This answer has none."), icon=":material/info:")
        return
    if answer.rows > MOST_POINTS:
        st.info(
            _(
                "A chart shows at most %(most)s rows; this answer has %(all)s. Add up with group by.",
                most=in_words(MOST_POINTS),
                all=in_words(answer.rows),
            ),
            icon=":material/info:",
        )
        return
    others = [name for name in answer.names if name not in figures]
    with st.grid(4, min_column_width=150, vertical_alignment="bottom"):
        along = _column(_("Along the bottom"), answer, answer.names, others[0] if others else answer.names[0])
        upwards = _column(_("Upwards"), answer, figures, next((n for n in figures if n != along), figures[0]))
        kinds = dict(zip(answer.names, map(set, answer.first(MOST_POINTS)), strict=True))
        apart = [name for name in others if name != along and len(kinds[name]) <= MOST_COLOURS]
        colour = st.selectbox(
            _("Colours"), apart, index=0 if apart else None, placeholder=_("none"), key=f"chart_colour:{answer.id}"
        )
        forms = {"bar": _("bars"), "line": _("line")}
        form = st.selectbox(
            _("Kind of chart"), list(forms), format_func=forms.__getitem__, key=f"chart_form:{answer.id}"
        )
    chart = drawn(
        answer,
        along=along,
        upwards=upwards,
        colour=colour,
        as_line=form == "line",
        language=language(),
        ink=charts.ink(),
    )
    st.vega_lite_chart(None, chart.to_dict(validate=False), key=f"chart:{answer.id}", alt=_("The answer as a chart"))


def _column(label: str, answer: Answer, names: list[str], usual: str) -> str:
    picked = st.selectbox(label, names, index=names.index(usual), key=f"{label}:{answer.id}")
    return picked if picked in names else usual
