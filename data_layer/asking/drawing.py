"""An answer as a chart: one of its columns along the bottom, one upwards, and perhaps one that sets colours apart."""

from datetime import date
from typing import Any

import altair as alt
from babel.dates import format_date

from data_layer.asking.answer import Answer
from data_layer.charting import PALETTE, look
from data_layer.rules.sentences import say
from data_layer.wording import Language, put, shown

MOST_POINTS, MOST_COLOURS = 300, len(PALETTE)
_OF_THE_THEME = 7  # colours that the theme tells apart
_HEIGHT = 340  # pixels


def drawn(
    answer: Answer, *, along: str, upwards: str, colour: str | None, as_line: bool, language: Language, ink: str
) -> alt.Chart:
    """The rows as they are ordered in the answer, with text in the ink; equal places of bars are stacked."""
    cells = dict(zip(answer.names, answer.first(MOST_POINTS), strict=True))
    places = [_place(cell, language) for cell in cells[along]]
    rows = [
        {"along": place, "upwards": cells[upwards][at], "colour": _place(cells[colour][at], language) if colour else ""}
        for at, place in enumerate(places)
    ]
    axis: dict[str, Any] = {"ticks": False, "domain": False}
    told = [alt.Tooltip("along:N", title=along), alt.Tooltip("upwards:Q", title=upwards)]
    chart = alt.Chart(alt.InlineData(rows), height=_HEIGHT).encode(
        x=alt.X("along:N", sort=list(dict.fromkeys(places)), axis=alt.Axis(title=along, labelLimit=120, **axis)),
        y=alt.Y("upwards:Q", axis=alt.Axis(title=upwards, tickCount=5, **axis)),
        tooltip=[*told, alt.Tooltip("colour:N", title=colour)] if colour else told,
    )
    if colour:
        names = list(dict.fromkeys(row["colour"] for row in rows))
        legend = alt.Legend(title=None, orient="top", columns=4)
        scale = alt.Scale(range=list(PALETTE)) if len(names) > _OF_THE_THEME else alt.Undefined
        chart = chart.encode(color=alt.Color("colour:N", sort=names, legend=legend, scale=scale))
    chart = chart.mark_line(point=True) if as_line else chart.mark_bar(cornerRadiusEnd=0 if colour else 3)
    finished: alt.Chart = chart.configure(**look(language, ink))
    return finished


def _place(cell: str | int | float | bool | date | None, language: Language) -> str:
    if cell is None:
        return "–"
    if isinstance(cell, bool):
        return put(say("yes") if cell else say("no"), language)
    if isinstance(cell, date):
        return format_date(cell, "LLL y" if cell.day == 1 else "dd-MM-y", locale=language)
    return shown(cell, language) if isinstance(cell, float) else str(cell)
