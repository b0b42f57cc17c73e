"""Charts: bars in one look, in the language's own numbers, each with its figures in a table beside it.

A click on a bar, or on a row of the table, opens the rows that it counts.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

import altair as alt
import streamlit as st
from babel import Locale
from babel.dates import format_date

from pages.shared import tables
from pages.shared.wording import language

ROW_HEIGHT, AXIS, LEGEND = 28, 32, 34  # pixels: of a row of the table, and what the bars leave to the names beneath
MONTH_WIDTH = 105  # pixels: of the column with the months
_MOST_BESIDE = 12  # rows of a table that upright bars are as high as
_PICKED = "picked"


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar, or one part of a stacked one: what it is called, how long it is, and the words for it.

    `code` is what a click on it gives; `part` names the part of a stack; `figure` stands at its end.
    """

    code: str
    label: str
    value: float
    told: str
    part: str | None = None
    figure: str = ""


def month_label(month: date, *, long: bool = False) -> str:
    """A month as an axis of at most twelve (`mrt`) or a table (`mrt 2026`) has it."""
    return format_date(month, "LLL y" if long else "LLL", locale=language())


def month_code(month: date) -> str:
    """A month as a bar gives it when it is clicked, and as it stands in the URL: 2026-03."""
    return f"{month:%Y-%m}"


def with_table(
    bars: Sequence[Bar],
    columns: Mapping[str, Sequence[Any]],
    config: Mapping[str, Any],
    *,
    key: str,
    alt_text: str,
    value_title: str,
    codes: Sequence[str],
    opens: bool,
    lies: bool = False,
    is_share: bool = False,
) -> tuple[str, str | None] | None:
    """Draws the chart and its table; the code that was clicked, with the column of the table or the part of the bar.

    `codes` belong to the rows of the table. `lies` draws the bars lying down, first one on top.
    """
    left, right = st.columns(2, gap="medium")
    with left:
        drawn = _chart(
            bars,
            value_title,
            lies=lies,
            is_share=is_share,
            beside=len(codes) if lies else min(len(codes), _MOST_BESIDE),
        )
        event: Any = st.vega_lite_chart(
            None,
            drawn.to_dict(validate=False),  # a chart of ours needs no check against the whole grammar each time
            key=f"chart:{key}",
            alt=alt_text,
            on_select="rerun" if opens else "ignore",
        )
    with right:
        clicked = tables.cell(columns, config, key=f"table:{key}", alt=alt_text, opens=opens, row_height=ROW_HEIGHT)
    if clicked is not None:
        row, column = clicked
        return codes[row], column
    picked = event.selection.get(_PICKED) if opens else None
    return (str(picked[0]["code"]), picked[0].get("part")) if picked else None


def _chart(bars: Sequence[Bar], value_title: str, *, lies: bool, is_share: bool, beside: int) -> alt.LayerChart:
    rows = [{**asdict(bar), "part": bar.part or ""} for bar in bars]
    parts = list(dict.fromkeys(bar.part for bar in bars if bar.part))
    names = alt.Axis(title=None, labelAngle=0, labelOverlap=not lies, labelLimit=170, ticks=False, domain=False)
    scale = alt.Scale(paddingInner=0.35, paddingOuter=0.2)
    labels = list(dict.fromkeys(bar.label for bar in bars))
    figures: dict[str, Any] = {"text": "figure:N", "tooltip": alt.Tooltip("told:N", title=" ")}
    places: dict[str, Any]
    if lies:
        places = {"y": alt.Y("label:N", sort=labels, axis=names, scale=scale), "x": alt.X("value:Q", axis=None)}
    else:
        places = {
            "x": alt.X("label:N", sort=labels, axis=names, scale=scale),
            "y": alt.Y("value:Q", **_share_axis(value_title) if is_share else _count_axis(value_title)),
        }
    chart = alt.Chart(alt.InlineData(rows)).encode(**places, **figures)
    bar = chart.mark_bar(cornerRadiusEnd=0 if parts else 3, cursor="pointer").add_params(
        alt.selection_point(name=_PICKED, fields=["code", "part"])
    )
    if parts:
        legend = alt.Legend(title=None, orient="top", columns=min(len(parts), 4))
        bar = bar.encode(color=alt.Color("part:N", sort=parts, legend=legend))
    ink = "#e6eeee" if st.context.theme.type == "dark" else "#17252a"  # the theme colours no text in a chart
    text = (
        chart.mark_text(color=ink, align="left", dx=5) if lies else chart.mark_text(color=ink, baseline="bottom", dy=-4)
    )
    height = max(ROW_HEIGHT * (beside + 1), 200) - (0 if lies else AXIS) - (LEGEND if parts else 0)
    drawn: alt.LayerChart = alt.layer(bar, text, height=height).configure(
        locale=alt.Locale(number=_numbers()),
        # Vega reads every bar and axis out in English; the table beside the chart says the same in words
        bar=alt.BarConfig(aria=False),
        text=alt.MarkConfig(aria=False),
        axis=alt.AxisConfig(aria=False, labelColor=ink, titleColor=ink),
        legend=alt.LegendConfig(aria=False, labelColor=ink),
    )
    return drawn


def _share_axis(title: str) -> dict[str, Any]:
    axis = alt.Axis(title=title, format=".0%", values=[0, 0.25, 0.5, 0.75, 1], ticks=False, domain=False)
    return {"axis": axis, "scale": alt.Scale(domain=[0, 1.08])}  # room for the figure above a full bar


def _count_axis(title: str) -> dict[str, Any]:
    return {"axis": alt.Axis(title=title, format=",d", tickMinStep=1, tickCount=5, ticks=False, domain=False)}


def _numbers() -> alt.NumberLocale:
    symbols = Locale(language()).number_symbols["latn"]
    return alt.NumberLocale(decimal=symbols["decimal"], thousands=symbols["group"], grouping=[3], currency=["€ ", ""])
