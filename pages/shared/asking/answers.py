"""What came of a question: the table, a chart, and the file; or why there is no answer."""

from typing import Any, Literal

import streamlit as st

from data_layer.asking import running
from data_layer.asking.answer import Answer
from data_layer.asking.refusals import NotAnswered
from data_layer.asking.running import Running
from data_layer.asking.taking import AnswerFile
from data_layer.errors import UserError
from data_layer.rules.access import Act, may
from pages.shared import choices, download_button, session, tables
from pages.shared.asking import answer_chart
from pages.shared.wording import DAY_FORMAT, _, _n, in_words, language, shown_as_text

MOST_SHOWN = 1_000
_AT = "answer"  # where is told what became of the file
_FORMATS: tuple[Literal["xlsx", "csv"], ...] = ("xlsx", "csv")
_HIGHEST = 13 * tables.ROW_HEIGHT  # pixels; a longer table scrolls


def shown(asked: Running) -> None:
    """The answer, or in one sentence why there is none, with what DuckDB said."""
    try:
        asked.check()
        answer = running.the_answer(session.actor(), asked.id)
    except NotAnswered as failed:
        st.error(shown_as_text(failed.sentence), icon=":material/error:")
        if failed.said:
            st.code(failed.said, language=None, wrap_lines=True)
        return
    except UserError as error:
        st.info(shown_as_text(error.sentence), icon=":material/info:")
        return
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        st.subheader(_("Answer"), anchor=False, width="content")
        if may(session.actor().roles, Act.EXPORT_RUN) and asked.purpose is not None:
            _files(answer, asked.purpose)
    download_button.told(_AT)
    view = choices.segments(_("View"), "weergave", {"table": _("Table"), "chart": _("Chart")})
    if view == "chart":
        answer_chart.shown(answer)
    else:
        _table(answer)
    if answer.of_people:
        st.caption(
            _(
                "This comes from rows about people. There are no names in it, but who knows much about somebody can"
                " recognise a row or a very small number: keep it among those who need it."
            )
        )


def _table(answer: Answer) -> None:
    cells = answer.first(MOST_SHOWN)
    st.dataframe(
        {f"c{at}": values for at, values in enumerate(cells)},
        column_config={
            f"c{at}": _config(name, kind, cells[at])
            for at, (name, kind) in enumerate(zip(answer.names, answer.kinds, strict=True))
        },
        hide_index=True,
        height="content" if answer.rows * tables.ROW_HEIGHT < _HIGHEST else _HIGHEST,
        row_height=tables.ROW_HEIGHT,
        placeholder="–",
        key=f"answer:{answer.id}",
        alt=_("The answer to your question"),
    )
    if answer.rows > MOST_SHOWN:
        st.caption(
            _(
                "%(shown)s of %(all)s rows are shown; the export has them all.",
                shown=in_words(MOST_SHOWN),
                all=in_words(answer.rows),
            )
        )
    else:
        st.caption(_n("One row.", "%(n)s rows.", answer.rows))


def _config(name: str, kind: str, values: list[Any]) -> Any:
    column = st.column_config
    if kind == "day":
        return column.DateColumn(name, format=DAY_FORMAT)
    if kind == "truth":
        return column.CheckboxColumn(name)
    if kind == "number":
        return column.NumberColumn(
            name, format="localized" if any(isinstance(cell, float) for cell in values) else None
        )
    return column.TextColumn(name)


def _files(answer: Answer, purpose: int) -> None:
    with st.container(horizontal=True, width="content"):
        for form in _FORMATS:
            wanted = AnswerFile(answer.id, form, purpose, language())
            download_button.in_form(wanted, form, _AT, rows=answer.rows)
