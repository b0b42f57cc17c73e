"""The rows that were not imported, as a file to mend and import again."""

import csv
import io
from collections.abc import Iterator, Sequence

import xlsxwriter

from data_layer.importing.deciding import KEPT_LABELS
from data_layer.importing.outcomes import SheetPlan
from data_layer.importing.reporting import ImportReport
from data_layer.importing.rows import Refusal
from data_layer.rules.sentences import Sentence, say
from data_layer.rules.spreadsheets import AS_WRITTEN, LONGEST_CELL, defused
from data_layer.wording import Language, put

CSV = "text/csv"
OWN: tuple[Sentence, ...] = (say("Row"), say("Column"), say("Reason"))


def refused_rows(plan: SheetPlan) -> Iterator[tuple[int, str, tuple[Refusal, ...]]]:
    """Row number in the file, the client's number for a row that was left out, and why, in the order of the file."""
    sheet = plan.taking.sheet
    refused = {refusals[0].row: refusals for refusals in plan.refused}
    skipped = {s.row: s for s in plan.skipped}
    for row in sorted(refused.keys() | skipped.keys()):
        if row in refused:
            yield sheet.number(row), "", refused[row]
        else:
            why = Refusal(row, "", KEPT_LABELS[skipped[row].why])
            yield sheet.number(row), skipped[row].number, (why,)


def refused_file(report: ImportReport, language: Language) -> bytes:
    """Row number, column, reason, then the row as it was: a CSV as Excel in Dutch opens it, or a workbook.

    In a CSV a cell that a spreadsheet would take for a formula gets an apostrophe in front; a workbook has only texts.
    """
    return _workbook(report, language) if is_workbook(report) else _csv(report.sheets[0], language)


def is_workbook(report: ImportReport) -> bool:
    """Whether the rows come back as a workbook: there is more than one sheet, and each keeps its name."""
    return len(report.sheets) > 1


def _csv(plan: SheetPlan, language: Language) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    for line in _lines(plan, language):
        writer.writerow([*line[:1], *map(defused, line[1:])])
    return text.getvalue().encode("utf-8-sig")


def _workbook(report: ImportReport, language: Language) -> bytes:
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, AS_WRITTEN) as book:
        for plan in report.sheets:
            if not plan.refused and not plan.skipped:
                continue
            sheet = book.add_worksheet(plan.taking.name)
            for at, line in enumerate(_lines(plan, language)):
                for column, cell in enumerate(line):
                    sheet.write_string(at, column, cell[:LONGEST_CELL])
            sheet.freeze_panes(1, 0)
            sheet.set_column(2, 2, 60)
    return content.getvalue()


def _lines(plan: SheetPlan, language: Language) -> Iterator[Sequence[str]]:
    sheet = plan.taking.sheet
    yield [*(put(word, language) for word in OWN), *sheet.headings]
    for number, _, refusals in refused_rows(plan):
        headings = " / ".join(dict.fromkeys(r.heading for r in refusals if r.heading))
        reasons = " ".join(dict.fromkeys(put(r.reason, language) for r in refusals))
        yield [str(number), headings, reasons, *sheet.row(refusals[0].row)]
