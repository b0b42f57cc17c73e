"""Draws the charts of figures: bars in one look, in the language's own numbers, for a screen and for paper alike."""

from typing import Any

import altair as alt
import vl_convert
from babel import Locale

from data_layer.oversight.figure import Bar, Chart
from data_layer.wording import Language, put, shown

ROW_HEIGHT, AXIS, LEGEND = 28, 32, 34  # pixels: of a row of the table, and what the bars leave to the names beneath
PICKED = "picked"
PALETTE = ("#2a7f86", "#c96f3b", "#5b6bb3", "#7a9a3a", "#a64f86", "#8a7a5c", "#3f7fb5", "#b58b2a")
"""Colours of the parts on paper; a screen has those of its theme."""
_MOST_BESIDE = 12  # rows of a table that upright bars are as high as
_PAPER_INK, _PAPER_WIDTH = "#17252a", 620
_PAPER_FONT, _PAPER_SIZE = "Libertinus Serif", 12  # the font of the documents around it, which the typesetter has


def drawn(chart: Chart, language: Language, *, ink: str, longest_name: int = 170) -> alt.LayerChart:
    """The bars of the chart, with text in this colour; a click on a bar selects it by `code` and `part_code`.

    The names beside bars are cut at so many pixels.
    """
    rows = [_row(bar, language) for bar in chart.bars]
    parts = list(dict.fromkeys(row["part"] for row in rows if row["part"]))
    for row in rows:
        row["place"] = -parts.index(row["part"]) if row["part"] else 0  # the first of the legend lies on top
    names = alt.Axis(
        title=None, labelAngle=0, labelOverlap=not chart.lies, labelLimit=longest_name, ticks=False, domain=False
    )
    scale = alt.Scale(paddingInner=0.35, paddingOuter=0.2)
    labels = list(dict.fromkeys(row["label"] for row in rows))
    title = put(chart.value_title, language)
    places: dict[str, Any]
    if chart.lies:
        places = {"y": alt.Y("label:N", sort=labels, axis=names, scale=scale), "x": alt.X("value:Q", axis=None)}
    else:
        places = {
            "x": alt.X("label:N", sort=labels, axis=names, scale=scale),
            "y": alt.Y("value:Q", **_share_axis(title) if chart.is_share else _count_axis(title)),
        }
    base = alt.Chart(alt.InlineData(rows)).encode(**places, text="figure:N", tooltip=alt.Tooltip("told:N", title=" "))
    bar = base.mark_bar(cornerRadiusEnd=0 if parts else 3, cursor="pointer").add_params(
        alt.selection_point(name=PICKED, fields=["code", "part_code"])
    )
    if parts:
        legend = alt.Legend(title=None, orient="top", columns=min(len(parts), 4))
        bar = bar.encode(color=alt.Color("part:N", sort=parts, legend=legend), order=alt.Order("place:Q"))
    text = (
        base.mark_text(color=ink, align="left", dx=5)
        if chart.lies
        else base.mark_text(color=ink, baseline="bottom", dy=-4)
    )
    layers: alt.LayerChart = alt.layer(bar, text, height=_height(chart, bool(parts))).configure(**look(language, ink))
    return layers


def look(language: Language, ink: str) -> dict[str, Any]:
    """What every chart is configured with: the language's own numbers, text in this colour, nothing read out."""
    return {
        "locale": alt.Locale(number=_numbers(language)),
        # Vega reads every mark and axis out in English; the table beside the chart says the same in words
        "bar": alt.BarConfig(aria=False),
        "line": alt.LineConfig(aria=False),
        "text": alt.MarkConfig(aria=False),
        "axis": alt.AxisConfig(aria=False, labelColor=ink, titleColor=ink),
        "legend": alt.LegendConfig(aria=False, labelColor=ink),
    }


def on_paper(chart: Chart, language: Language) -> str:
    """The same bars as SVG, for a document."""
    bars = drawn(chart, language, ink=_PAPER_INK, longest_name=_PAPER_WIDTH // 2)
    specification = bars.properties(width=_PAPER_WIDTH).to_dict(validate=False)
    config = specification["config"]
    config["axis"] |= {"labelFontSize": _PAPER_SIZE, "titleFontSize": _PAPER_SIZE, "titleFontWeight": "normal"}
    config["legend"] |= {"labelFontSize": _PAPER_SIZE, "labelLimit": _PAPER_WIDTH // 2}
    config["text"] |= {"fontSize": _PAPER_SIZE}
    config |= {
        "background": "#ffffff",
        "view": {"stroke": None},
        "range": {"category": list(PALETTE)},
        "mark": {"color": PALETTE[0]},
        "font": _PAPER_FONT,
    }
    return str(vl_convert.vegalite_to_svg(specification))


def _row(bar: Bar, language: Language) -> dict[str, Any]:
    return {
        "code": bar.code,
        "label": shown(bar.label, language),
        "value": bar.value,
        "told": shown(bar.told, language),
        "part": shown(bar.part, language) if bar.part is not None else "",
        "part_code": bar.part_code,
        "figure": shown(bar.figure, language),
    }


def _height(chart: Chart, has_parts: bool) -> int:
    beside = len(chart.codes) if chart.lies else min(len(chart.codes), _MOST_BESIDE)
    return max(ROW_HEIGHT * (beside + 1), 200) - (0 if chart.lies else AXIS) - (LEGEND if has_parts else 0)


def _share_axis(title: str) -> dict[str, Any]:
    axis = alt.Axis(title=title, format=".0%", values=[0, 0.25, 0.5, 0.75, 1], ticks=False, domain=False)
    return {"axis": axis, "scale": alt.Scale(domain=[0, 1.08])}  # room for the figure above a full bar


def _count_axis(title: str) -> dict[str, Any]:
    return {"axis": alt.Axis(title=title, format=",d", tickMinStep=1, tickCount=5, ticks=False, domain=False)}


def _numbers(language: Language) -> alt.NumberLocale:
    symbols = Locale(language).number_symbols["latn"]
    return alt.NumberLocale(decimal=symbols["decimal"], thousands=symbols["group"], grouping=[3], currency=["€ ", ""])
