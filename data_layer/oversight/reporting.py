"""Making a report as a file, with its one entry in the log."""

import hashlib

from data_layer.documents.report_document import as_pdf
from data_layer.log import Reason, Subject
from data_layer.oversight.report import Format, Report, ReportFile, report
from data_layer.oversight.report_workbook import as_workbook
from data_layer.rules.access import Act
from data_layer.rules.periods import kind_of
from data_layer.rules.searching import folded
from data_layer.rules.sentences import say
from data_layer.rules.spreadsheets import XLSX
from data_layer.staff import Actor
from data_layer.store import Store
from data_layer.wording import put

MEDIA_TYPES: dict[Format, str] = {"pdf": "application/pdf", "xlsx": XLSX}


def made(store: Store, actor: Actor, wanted: ReportFile) -> bytes:
    """The file, whole and noted before it is handed out. Raises NotAllowed; BadInput for a period without a report."""
    told = report(store, actor, wanted.period)
    body = as_pdf(told, wanted.language) if wanted.format == "pdf" else as_workbook(told, wanted.language)
    _note(store, actor, wanted, told, hashlib.sha256(body).hexdigest())
    return body


def file_name(wanted: ReportFile) -> str:
    """The name of the file: what it is and the period."""
    words = folded(put(say("privacy-report"), wanted.language)).replace(" ", "-")
    return f"{words}-{wanted.period}.{wanted.format}"


def _note(store: Store, actor: Actor, wanted: ReportFile, told: Report, digest: str) -> None:
    """The one entry: what kind of period, which form, how many figures, the digest of the file."""
    reason = Reason(f"report_{kind_of(told.about.whole)}")
    with store.change(actor, Act.REPORT_MAKE, Subject("report"), reason) as change:
        change.touched(wanted.period, wanted.format, wanted.language)
        change.bulk(sum(len(part.figures) for part in told.parts), digest)
