"""The report on privacy as a tagged PDF: its figures, its charts with what they show in words, and their tables."""

from typing import Any

from data_layer.charting import on_paper
from data_layer.documents.typesetting import pdf
from data_layer.oversight.figure import Chart, Column, Figure, Part, beneath, headline, in_a_line
from data_layer.oversight.report import Report
from data_layer.oversight.report_words import counted, heads, pairs, summary_of, title_of
from data_layer.rules.sentences import Sentence, say
from data_layer.vocabulary import SCHOOL
from data_layer.wording import Language, put, shown

_MOST_NARROW = 5  # columns of a table whose figures take no more room than they need


def as_pdf(report: Report, language: Language) -> bytes:
    """The report: the same bytes for the same facts."""
    return pdf("report", facts(report, language))


def facts(report: Report, language: Language) -> dict[str, Any]:
    """Every word and every chart of the document."""

    def words(sentence: Sentence) -> str:
        return put(sentence, language)

    title = words(title_of(report))
    return {
        "lang": language,
        "title": title,
        "organisation": SCHOOL,
        "keywords": [report.about.counted.code],
        "made_at": report.made_at.isoformat(),
        "pairs": [[words(name), shown(value, language)] for name, value in pairs(report)],
        "summary": {"title": words(say("In short")), "sentences": [words(one) for one in summary_of(report)]},
        "attention": {
            "title": words(say("What asks for attention")),
            "nothing": words(say("Nothing: what should be in time was in time, and what should not be is not.")),
            "items": [words(in_a_line(figure)) for figure in report.attention],
        },
        "contents": words(say("Contents")),
        "heads": [shown(head, language) for head in heads(report)],
        "is_wrong": words(say("asks for attention")),
        "parts": [_part(part, report, language) for part in report.parts if part.figures or part.charts],
        "closing": {
            "title": words(say("How it was counted")),
            "sentences": [words(sentence) for sentence in counted(report)],
        },
    }


def _part(part: Part, report: Report, language: Language) -> dict[str, Any]:
    return {
        "title": put(part.title, language),
        "figures": [_figure(figure, report.before.get(figure.code), language) for figure in part.figures],
        "charts": [_chart(chart, language) for chart in part.charts],
    }


def _figure(figure: Figure, before: Figure | None, language: Language) -> dict[str, Any]:
    of = beneath(figure)
    return {
        "label": put(figure.label, language),
        "meaning": put(figure.meaning, language),
        "value": headline(figure, language),
        "beneath": "" if of is None else put(of, language),
        "before": "–" if before is None else headline(before, language),
        "is_wrong": figure.is_wrong,
    }


def _chart(chart: Chart, language: Language) -> dict[str, Any]:
    is_text = [column.unit == "text" for column in chart.columns]
    return {
        "title": put(chart.title, language),
        "meaning": put(chart.meaning, language),
        "none": None if chart.codes else put(chart.none or say("There is nothing to show."), language),
        "picture": on_paper(chart, language) if chart.bars and chart.codes else None,
        "alt": in_words(chart, language),
        "heads": [shown(column.heading, language) for column in chart.columns],
        "is_text": is_text,
        "wide": _wide(is_text),
        "rows": [[_cell(column, row, language) for column in chart.columns] for row in range(len(chart.codes))],
        "notes": [
            [shown(column.heading, language), put(column.meaning, language)]
            for column in chart.columns
            if column.meaning is not None
        ],
    }


def _wide(is_text: list[bool]) -> list[bool]:
    """Which columns share the room: those of words, or where there are many the figures under their long headings."""
    if len(is_text) > _MOST_NARROW:
        return [not text for text in is_text]
    return [text and (at == 0 or sum(is_text) > 1) for at, text in enumerate(is_text)]


def in_words(chart: Chart, language: Language) -> str:
    """What the chart shows, for who does not see it: what it is about, and each of its bars."""
    bars = (
        f"{shown(bar.label, language)}{f', {shown(bar.part, language)}' if bar.part is not None else ''}: "
        f"{shown(bar.told, language)}"
        for bar in chart.bars
    )
    return f"{put(chart.title, language)}. {put(chart.meaning, language)} {'; '.join(bars)}."


def _cell(column: Column, row: int, language: Language) -> str:
    value = column.values[row]
    if value is None:
        return "–"
    return f"{value}%" if column.unit == "share" else shown(value, language)
