"""The report on privacy as a workbook: its figures, a sheet per chart, and how it was counted."""

from collections.abc import Iterable, Sequence
from datetime import date

from data_layer.exporting import workbook
from data_layer.exporting.columns import Cell, Column, Kind
from data_layer.exporting.workbook import Share, Sheet
from data_layer.oversight.figure import Chart, Figure, headline
from data_layer.oversight.figure import Column as ChartColumn
from data_layer.oversight.report import Report
from data_layer.oversight.report_words import counted, heads, pairs, summary_of, title_of
from data_layer.rules.sentences import Fact, Sentence, Stored, say
from data_layer.rules.spreadsheets import LONGEST_SHEET_NAME
from data_layer.wording import Language, put, shown

_UNITS = {"count": say("number"), "share": say("percentage"), "days": say("days")}
_NOT_IN_A_NAME = str.maketrans(dict.fromkeys("[]:*?/\\", " "))  # Excel opens no sheet that is called so


def as_workbook(report: Report, language: Language) -> bytes:
    """The report: the same bytes for the same facts."""
    charts = [chart for part in report.parts for chart in part.charts]
    figures, explanation, *titles = _told_apart(
        [
            put(title, language)
            for title in (say("Figures"), say("Explanation"), *(chart.short or chart.title for chart in charts))
        ]
    )
    sheets = [
        _figures(report, figures, language),
        *(_chart(chart, title, language) for chart, title in zip(charts, titles, strict=True)),
        _explanation(report, explanation, language),
    ]
    return workbook.made(sheets, report.made_at).getvalue()


def _sheet(
    title: str, columns: Sequence[tuple[Fact, Kind]], rows: Iterable[Sequence[Cell]], language: Language
) -> Sheet:
    kept = [Column(str(at), say("Column"), kind) for at, (_, kind) in enumerate(columns)]
    return Sheet(title, kept, [shown(heading, language) for heading, _ in columns], iter(rows))


def _figures(report: Report, title: str, language: Language) -> Sheet:
    what, figure, of, before = heads(report)
    columns: list[tuple[Fact, Kind]] = [
        (say("Part"), "text"), (what, "long_text"), (figure, "number"), (say("Unit"), "text"),
        (say("Counted"), "number"), (of, "number"), (say("Of what"), "text"), (before, "number"),
        (say("Destroyed since"), "number"), (say("Attention"), "text"), (say("What it means"), "long_text"),
    ]  # fmt: skip
    rows = [
        _row(put(part.title, language), one, report.before.get(one.code), language)
        for part in report.parts
        for one in part.figures
    ]
    return _sheet(title, columns, rows, language)


def _row(part: str, figure: Figure, before: Figure | None, language: Language) -> list[Cell]:
    meaning = put(figure.meaning, language)
    if figure.value is None and figure.why_not is not None:
        meaning = f"{meaning} {put(figure.why_not, language)}"
    return [
        part,
        put(figure.label, language),
        _value(figure),
        put(_UNITS[figure.unit], language),
        int(figure.value) if figure.unit == "share" and figure.value is not None else None,
        figure.of,
        None if figure.of_what is None else put(figure.of_what, language),
        None if before is None else _value(before),
        figure.destroyed or None,
        put(say("asks for attention"), language) if figure.is_wrong else None,
        meaning,
    ]


def _value(figure: Figure) -> Cell:
    """The figure as a number; empty where the screen has a dash."""
    if headline(figure, "en") == "–" or figure.value is None:
        return None
    return Share((figure.share or 0) / 100) if figure.unit == "share" else figure.value


def _chart(chart: Chart, title: str, language: Language) -> Sheet:
    columns: list[tuple[Fact, Kind]] = [(column.heading, _kind(column)) for column in chart.columns]
    rows = ([_cell(column, at, language) for column in chart.columns] for at in range(len(chart.codes)))
    return _sheet(title, columns, rows, language)


def _kind(column: ChartColumn) -> Kind:
    if column.unit != "text":
        return "number"
    is_month = column.values and all(isinstance(value, Stored) and "month" in value.kind for value in column.values)
    return "month" if is_month else "text"


def _cell(column: ChartColumn, at: int, language: Language) -> Cell:
    value = column.values[at]
    if isinstance(value, Stored) and "month" in value.kind:
        return date.fromisoformat(value.value)
    if column.unit == "share" and isinstance(value, (int, float)):
        return Share(value / 100)
    return value if value is None or isinstance(value, (int, float)) else shown(value, language)


def _explanation(report: Report, title: str, language: Language) -> Sheet:
    columns: list[tuple[Fact, Kind]] = [(say("What"), "long_text"), (say("Explanation"), "long_text")]
    about = report.about
    lines: list[tuple[Sentence | None, Fact]] = [
        (say("Report"), title_of(report)),
        *pairs(report),
        (say("First day"), about.counted.since),
        (say("Last day"), about.counted.until),
    ]
    for heading, sentences in ((say("In short"), summary_of(report)), (say("How it was counted"), counted(report))):
        lines += [(heading if at == 0 else None, sentence) for at, sentence in enumerate(sentences)]
    rows: list[Sequence[Cell]] = [
        [None if name is None else put(name, language), value if type(value) is date else shown(value, language)]
        for name, value in lines
    ]
    for part in report.parts:
        for chart in part.charts:
            rows.append([put(chart.title, language), put(chart.meaning, language)])
            rows += [
                [shown(column.heading, language), put(column.meaning, language)]
                for column in chart.columns
                if column.meaning is not None
            ]
    return _sheet(title, columns, rows, language)


def _told_apart(titles: Sequence[str]) -> list[str]:
    """Names for sheets: short enough, and no two alike."""
    found: list[str] = []
    for title in titles:
        name, n = title.translate(_NOT_IN_A_NAME)[:LONGEST_SHEET_NAME].strip(), 2
        while name.lower() in (other.lower() for other in found):
            ending = f" ({n})"
            name, n = title.translate(_NOT_IN_A_NAME)[: LONGEST_SHEET_NAME - len(ending)].strip() + ending, n + 1
        found.append(name)
    return found
