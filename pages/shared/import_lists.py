"""What an import does, or did: the figures, and behind each its rows, a page at a time."""

from collections.abc import Callable, Sequence
from typing import Any

import streamlit as st

from data_layer.importing.fields import FIELD
from data_layer.importing.plan import Planned, Status
from data_layer.importing.refused import MEDIA_TYPE, refused_file, refused_rows
from data_layer.importing.reporting import ImportReport, protected
from pages.shared import choices, tables
from pages.shared.wording import _, in_words, language

PAGE = 25
_TAB = "rijen"  # the name in the URL
REFUSED, NEW, CHANGED, UNCHANGED, KEPT = "refused", "new", "changed", "unchanged", "kept"
Columns = dict[str, list[Any]]


def figures(report: ImportReport) -> None:
    """New, changed, unchanged and refused, side by side."""
    with st.grid(min_column_width=150):
        for label, number in (
            (_("New clients"), report.added),
            (_("Changed clients"), report.changed),
            (_("Unchanged clients"), report.unchanged),
            (_("Refused rows"), report.refused),
        ):
            st.metric(label, in_words(number), border=True)
    for sentence in protected(report):
        st.markdown(f":material/shield_lock: {_(sentence)}")


def begin_anew() -> None:
    """The next lists begin with the refused rows, where there are any."""
    st.query_params.pop(_TAB, None)


def lists(report: ImportReport) -> None:
    """The rows behind the figures; only the lists that have any."""
    offered: dict[str, tuple[str, int, Callable[[ImportReport, slice], Columns]]] = {
        REFUSED: (_("Refused"), report.refused, _refused),
        NEW: (_("New"), report.added, _with_status(Status.NEW)),
        CHANGED: (_("Changed"), report.changed, _with_status(Status.CHANGED)),
        UNCHANGED: (_("Unchanged"), report.unchanged, _with_status(Status.UNCHANGED)),
        KEPT: (_("Left as they are"), report.skipped + report.left_alone, _kept),
    }
    labels = {code: f"{words} · {in_words(count)}" for code, (words, count, _rows) in offered.items() if count}
    if not labels:
        return
    picked = choices.segments(_("Rows"), _TAB, labels)
    _words, count, rows_of = offered[picked]
    place = st.container()
    pages = -(-count // PAGE)
    page = st.pagination(pages, key=f"import_page:{picked}:{report.written}") if pages > 1 else 1
    columns = rows_of(report, slice((page - 1) * PAGE, page * PAGE))
    with place:
        text = st.column_config.TextColumn
        headings = {
            "row": st.column_config.NumberColumn(_("Row"), width=70, format="%d", help=_("Row in the file")),
            "client": text(_("Client number"), width="small"),
            "name": text(_("Name"), width="medium"),
            "column": text(_("Column"), width=170),
            "reason": text(_("Reason"), width="large"),
            "fields": text(_("What was changed") if report.written else _("What changes"), width="large"),
        }
        st.dataframe(
            columns,
            column_config={name: headings[name] for name in columns},
            hide_index=True,
            height="content",
            row_height=tables.ROW_HEIGHT,
            placeholder="–",
            key=f"import_rows:{picked}",
            alt=_("Rows of the file and what happened to them")
            if report.written
            else _("Rows of the file and what happens to them"),
        )


def download(report: ImportReport) -> None:
    """The refused rows as a file to mend and import again."""
    if not report.refused and not report.skipped:
        return
    plan, sheet, words = report.plan, report.file.sheet, language()
    st.download_button(
        _("Rows that were not imported, with the reasons (CSV)")
        if report.written
        else _("Rows that are not imported, with the reasons (CSV)"),
        lambda: refused_file(plan, sheet, words),
        file_name=_("not-imported.csv"),
        mime=MEDIA_TYPE,
        icon=":material/download:",
        key="refused_file",
        on_click="ignore",
    )


def _refused(report: ImportReport, part: slice) -> Columns:
    numbers = report.file.sheet.row_numbers
    rows = [
        (numbers[r.row], r.heading or None, _(r.reason)) for refusals in report.plan.refused[part] for r in refusals
    ]
    return {name: [row[at] for row in rows] for at, name in enumerate(("row", "column", "reason"))}


def _with_status(status: Status) -> Callable[[ImportReport, slice], Columns]:
    def columns(report: ImportReport, part: slice) -> Columns:
        clients = report.plan.with_status(status)[part]
        found = _clients(report, clients)
        if status is Status.CHANGED:
            found["fields"] = [_fields(client.changed) for client in clients]
        return found

    return columns


def _kept(report: ImportReport, part: slice) -> Columns:
    skipped = [rows for rows in refused_rows(report.plan, report.file.sheet) if rows[1]]
    left_alone = [client for client in report.plan.clients if client.left_alone]
    rows = [(number, client, _(why[0].reason)) for number, client, why in skipped]
    rows += [
        (
            report.file.sheet.row_numbers[client.person.row],
            client.person.number,
            _("Corrected on request, so left as it is: %(fields)s", fields=_fields(client.left_alone)),
        )
        for client in left_alone
    ]
    return {name: [row[at] for row in rows[part]] for at, name in enumerate(("row", "client", "reason"))}


def _clients(report: ImportReport, clients: Sequence[Planned]) -> Columns:
    numbers = report.file.sheet.row_numbers
    return {
        "row": [numbers[client.person.row] for client in clients],
        "client": [client.person.number for client in clients],
        "name": [client.person.name for client in clients],
    }


def _fields(codes: Sequence[str]) -> str:
    return ", ".join(_(FIELD[code].label) for code in codes)
