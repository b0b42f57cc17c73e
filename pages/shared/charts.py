"""Charts: bars in one look, in the language's own numbers, each with its figures in a table beside it.

A click on a bar, or on a row of the table, opens the rows that it counts.
"""

from datetime import date
from typing import Any

import streamlit as st

from data_layer import charting
from data_layer.oversight.figure import Chart, Column, month_name
from pages.shared import tables
from pages.shared.wording import _, in_words, language

_FIRST_WIDTH, _COLUMN_WIDTH = 105, 80  # pixels: of the column that names the row, and of a figure beside it


def month_label(month: date, *, long: bool = False) -> str:
    """A month as an axis of at most twelve (`mrt`) or a table (`mrt 2026`) has it."""
    return in_words(month_name(month, long=long))


def ink() -> str:
    """The colour of text in a chart, which the theme leaves to it."""
    return "#e6eeee" if st.context.theme.type == "dark" else "#17252a"


def with_table(chart: Chart, *, opens: bool, key: str = "") -> tuple[str, str] | None:
    """Draws the chart and its table; the code that was clicked, with the part of the bar or the column of the table.

    A chart without bars is its table alone.
    """
    if not chart.bars:
        return _table(chart, opens=opens, key=key)
    left, right = st.columns(2, gap="medium")
    with left:
        event: Any = st.vega_lite_chart(
            None,
            # a chart of ours needs no check against the whole grammar each time
            charting.drawn(chart, language(), ink=ink()).to_dict(validate=False),
            key=f"chart:{chart.code}{key}",
            alt=_(chart.title),
            on_select="rerun" if opens else "ignore",
        )
    with right:
        clicked = _table(chart, opens=opens, key=key)
    if clicked is not None:
        return clicked
    picked = event.selection.get(charting.PICKED) if opens else None
    return (str(picked[0]["code"]), str(picked[0].get("part_code") or "")) if picked else None


def _table(chart: Chart, *, opens: bool, key: str) -> tuple[str, str] | None:
    clicked = tables.cell(
        {column.code: [_cell(column, at) for at in range(len(chart.codes))] for column in chart.columns},
        {
            column.code: _config(column, is_narrow=bool(chart.bars) and column is chart.columns[0])
            for column in chart.columns
        },
        key=f"table:{chart.code}{key}",
        alt=_(chart.title),
        opens=opens,
        row_height=charting.ROW_HEIGHT,
    )
    return None if clicked is None else (chart.codes[clicked[0]], clicked[1])


def _cell(column: Column, at: int) -> Any:
    value = column.values[at]
    return in_words(value) if column.unit == "text" and value is not None else value


def _config(column: Column, *, is_narrow: bool) -> Any:
    heading = in_words(column.heading)
    hint = _(column.meaning) if column.meaning else None
    if column.unit == "text":
        return st.column_config.TextColumn(heading, width=_FIRST_WIDTH if is_narrow else None, help=hint)
    return st.column_config.NumberColumn(
        heading, format="%d%%" if column.unit == "share" else None, width=_COLUMN_WIDTH, help=hint
    )
