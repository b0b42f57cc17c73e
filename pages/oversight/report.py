"""The report of a month, a quarter or a year: what will be in it, and the way to it as a document or a workbook."""

import streamlit as st

from data_layer.oversight import report, report_words
from data_layer.oversight.figure import in_a_line
from data_layer.oversight.figures import by_code
from data_layer.rules.access import Act
from pages.shared import figure_rows, report_buttons, report_choice, session
from pages.shared.navigation import REPORT
from pages.shared.wording import _, _n, capitalised, in_words, shown_as_text

KEY_FIGURES = ("requests_received", "on_time", "answer_days_median", "complaints_received", "deliveries", "due")
store, actor = session.the_store(), session.actor()

with store.read(actor, Act.REPORT_MAKE) as reader:
    first, today = report.first_day(reader), reader.today

st.title(_(REPORT.title))
st.caption(
    _("The figures and charts of the overview over a month, a quarter or a year, beside those of the period before.")
)
period, chosen_language = report_choice.drawn(first, today)
report_buttons.drawn(period.code, chosen_language)

told = report.report(store, actor, period.code, compares=False)
st.subheader(capitalised(in_words(report_words.name(told))), anchor=False)
if not told.about.is_over:
    until = told.about.counted.until
    st.caption(_("This period is not over; it is counted up to and including %(day)s.", day=until))
st.markdown(" ".join(shown_as_text(sentence) for sentence in report_words.summary_of(told)))

found = by_code(told.parts)
if cards := [found[code] for code in KEY_FIGURES if code in found]:
    with st.grid(3, min_column_width=150):
        for figure in cards:
            figure_rows.card(figure, has_link=False)
if told.attention:
    st.subheader(_("What asks for attention"), anchor=False)
    st.markdown("\n".join(f"- {_(in_a_line(figure))}" for figure in told.attention))
if parts := [part for part in told.parts if part.figures or part.charts]:
    st.subheader(_("What is in the report"), anchor=False)
    lines = []
    for part in parts:
        counts = [_n("one figure", "%(n)s figures", len(part.figures))]
        if part.charts:
            counts.append(_n("one chart or table", "%(n)s charts and tables", len(part.charts)))
        lines.append(f"- {_(part.title)}: {', '.join(counts)}")
    st.markdown("\n".join(lines))
