"""The rows that were not imported, as a file to mend and import again."""

import csv
import io
from collections.abc import Iterator

from data_layer.importing.deciding import KEPT_LABELS
from data_layer.importing.plan import Plan
from data_layer.importing.rows import Refusal
from data_layer.importing.sheet import Sheet
from data_layer.rules.sentences import say
from data_layer.rules.spreadsheets import defused
from data_layer.wording import Language, put

MEDIA_TYPE = "text/csv"


def refused_rows(plan: Plan, sheet: Sheet) -> Iterator[tuple[int, str, tuple[Refusal, ...]]]:
    """Row number in the file, the client's number for a row that was left out, and why, in the order of the file."""
    refused = {refusals[0].row: refusals for refusals in plan.refused}
    skipped = {s.row: s for s in plan.skipped}
    for row in sorted(refused.keys() | skipped.keys()):
        if row in refused:
            yield sheet.row_numbers[row], "", refused[row]
        else:
            why = Refusal(row, "", KEPT_LABELS[skipped[row].why])
            yield sheet.row_numbers[row], skipped[row].number, (why,)


def refused_file(plan: Plan, sheet: Sheet, language: Language) -> bytes:
    """CSV as Excel in Dutch opens it: row number, column, reason, then the row as it was.

    A cell that a spreadsheet would take for a formula gets an apostrophe in front.
    """
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    own = [put(say("Row"), language), put(say("Column"), language), put(say("Reason"), language)]
    writer.writerow([*own, *map(defused, sheet.headings)])
    for number, _, refusals in refused_rows(plan, sheet):
        headings = " / ".join(dict.fromkeys(r.heading for r in refusals if r.heading))
        reasons = " ".join(dict.fromkeys(put(r.reason, language) for r in refusals))
        cells = sheet.row(refusals[0].row)
        writer.writerow([number, defused(headings), reasons, *map(defused, cells)])
    return text.getvalue().encode("utf-8-sig")
