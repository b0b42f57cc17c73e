"""What an import does, or did: the figures, and behind each its rows, a page at a time."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

import streamlit as st

from data_layer.importing.fields import place_of
from data_layer.importing.outcomes import Planned, SheetPlan, Status
from data_layer.importing.refused import CSV, is_workbook, refused_file, refused_rows
from data_layer.importing.reporting import ImportReport, protected
from data_layer.rules.spreadsheets import XLSX
from pages.shared import choices, tables
from pages.shared.wording import _, in_words, language

PAGE = 25
_TAB = "rijen"  # the name in the URL
REFUSED, NEW, CHANGED, UNCHANGED, KEPT = "refused", "new", "changed", "unchanged", "kept"
Row = dict[str, Any]
RowsOf = Callable[[SheetPlan, int, int], list[Row]]
"""The rows of one sheet from the first of a page on, so many at most."""


def figures(report: ImportReport) -> None:
    """New, changed, unchanged and refused, side by side; and sheet by sheet where there are several."""
    of_clients = report.is_of_clients
    with st.grid(min_column_width=150):
        for label, number in (
            (_("New clients") if of_clients else _("New"), report.added),
            (_("Changed clients") if of_clients else _("Changed"), report.changed),
            (_("Unchanged clients") if of_clients else _("Unchanged"), report.unchanged),
            (_("Refused rows"), report.refused),
        ):
            st.metric(label, in_words(number), border=True)
    if len(report.sheets) > 1:
        _per_sheet(report)
    for sentence in protected(report):
        st.markdown(f":material/shield_lock: {_(sentence)}")


def _per_sheet(report: ImportReport) -> None:
    number = st.column_config.NumberColumn
    st.dataframe(
        {
            "sheet": [sheet.taking.name for sheet in report.sheets],
            "subject": [_(sheet.taking.subject.label) for sheet in report.sheets],
            "added": [sheet.count(Status.NEW) for sheet in report.sheets],
            "changed": [sheet.count(Status.CHANGED) for sheet in report.sheets],
            "unchanged": [sheet.count(Status.UNCHANGED) for sheet in report.sheets],
            "refused": [len(sheet.refused) for sheet in report.sheets],
        },
        column_config={
            "sheet": st.column_config.TextColumn(_("Sheet"), width="medium"),
            "subject": st.column_config.TextColumn(_("Holds"), width="medium"),
            "added": number(_("New"), width="small"),
            "changed": number(_("Changed"), width="small"),
            "unchanged": number(_("Unchanged"), width="small"),
            "refused": number(_("Refused rows"), width="small"),
        },
        hide_index=True,
        height="content",
        row_height=tables.ROW_HEIGHT,
        key="import_sheets",
        alt=_("The sheets of the file, with the figures of each"),
    )


def begin_anew() -> None:
    """The next lists begin with the refused rows, where there are any."""
    st.query_params.pop(_TAB, None)


def lists(report: ImportReport) -> None:
    """The rows behind the figures; only the lists that have any."""
    offered: dict[str, tuple[str, int, list[tuple[SheetPlan, int, RowsOf]]]] = {
        REFUSED: _offer(_("Refused"), report, lambda sheet: len(sheet.refused), _refused),
        NEW: _offer(_("New"), report, _counting(Status.NEW), _with_status(Status.NEW)),
        CHANGED: _offer(_("Changed"), report, _counting(Status.CHANGED), _with_status(Status.CHANGED)),
        UNCHANGED: _offer(_("Unchanged"), report, _counting(Status.UNCHANGED), _with_status(Status.UNCHANGED)),
        KEPT: _offer(_("Left as they are"), report, lambda sheet: sheet.kept, _kept),
    }
    labels = {code: f"{words} · {in_words(count)}" for code, (words, count, _rows) in offered.items() if count}
    if not labels:
        return
    picked = choices.segments(_("Rows"), _TAB, labels)
    _words, count, parts = offered[picked]
    place = st.container()
    pages = -(-count // PAGE)
    page = st.pagination(pages, key=f"import_page:{picked}:{report.written}") if pages > 1 else 1
    rows = _page(parts, (page - 1) * PAGE, with_sheet=len(report.sheets) > 1)
    with place:
        text = st.column_config.TextColumn
        headings = {
            "sheet": text(_("Sheet"), width="small"),
            "row": st.column_config.NumberColumn(_("Row"), width=70, format="%d", help=_("Row in the file")),
            "client": text(_("Client number"), width="small"),
            "name": text(_("Name"), width="medium"),
            "column": text(_("Column"), width=170),
            "reason": text(_("Reason"), width="large"),
            "fields": text(_("What was changed") if report.written else _("What changes"), width="large"),
        }
        used = [name for name in headings if any(name in row for row in rows)]
        st.dataframe(
            {name: [row.get(name) for row in rows] for name in used},
            column_config={name: headings[name] for name in used},
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
    words, several = language(), is_workbook(report)
    told = (
        _("Rows that were not imported, with the reasons")
        if report.written
        else _("Rows that are not imported, with the reasons")
    )
    st.download_button(
        f"{told} ({'XLSX' if several else 'CSV'})",
        lambda: refused_file(report, words),
        file_name=_("not-imported.xlsx") if several else _("not-imported.csv"),
        mime=XLSX if several else CSV,
        icon=":material/download:",
        key="refused_file",
        on_click="ignore",
    )


def _offer(
    words: str, report: ImportReport, count: Callable[[SheetPlan], int], rows_of: RowsOf
) -> tuple[str, int, list[tuple[SheetPlan, int, RowsOf]]]:
    parts = [(sheet, count(sheet), rows_of) for sheet in report.sheets]
    return words, sum(number for _sheet, number, _rows in parts), parts


def _page(parts: Sequence[tuple[SheetPlan, int, RowsOf]], first: int, *, with_sheet: bool) -> list[Row]:
    """One page of the rows of all sheets, one after the other."""
    rows: list[Row] = []
    for sheet, count, rows_of in parts:
        if first < count and len(rows) < PAGE:
            found = rows_of(sheet, max(first, 0), PAGE - len(rows))
            rows += [{"sheet": sheet.taking.name, **row} for row in found] if with_sheet else found
        first -= count
    return rows


def _refused(sheet: SheetPlan, first: int, most: int) -> list[Row]:
    return [
        {"row": sheet.taking.sheet.number(r.row), "column": r.heading or None, "reason": _(r.reason)}
        for refusals in sheet.refused[first : first + most]
        for r in refusals
    ]


def _counting(status: Status) -> Callable[[SheetPlan], int]:
    return lambda sheet: sheet.count(status)


def _with_status(status: Status) -> RowsOf:
    def rows(sheet: SheetPlan, first: int, most: int) -> list[Row]:
        found = sheet.with_status(status, first, most)
        told = [_client(sheet, one) for one in found]
        if status is Status.CHANGED:
            told = [row | {"fields": _fields(sheet, one.changed)} for row, one in zip(told, found, strict=True)]
        return told

    return rows


def _kept(sheet: SheetPlan, first: int, most: int) -> list[Row]:
    skipped = [
        {"row": number, "client": client, "reason": _(why[0].reason)}
        for number, client, why in refused_rows(sheet)
        if client
    ]
    guarded = [
        {
            "row": sheet.taking.sheet.number(one.row),
            "client": one.number,
            "reason": " · ".join(_why_kept(sheet, one)),
        }
        for one in sheet.guarded(max(first - len(skipped), 0), most)
    ]
    return (skipped[first : first + most] + guarded)[:most]


def _why_kept(sheet: SheetPlan, one: Planned) -> Iterator[str]:
    if one.left_alone:
        yield _("Corrected on request, so left as it is: %(fields)s", fields=_fields(sheet, one.left_alone))
    for day, fields in one.destroyed:
        yield _("Destroyed on %(day)s, so not put back: %(fields)s", day=day, fields=_fields(sheet, fields))


def _client(sheet: SheetPlan, one: Planned) -> Row:
    told = {"row": sheet.taking.sheet.number(one.row), "client": one.number}
    return told | {"name": one.name} if one.name is not None else told


def _fields(sheet: SheetPlan, codes: Sequence[str]) -> str:
    fields = sheet.taking.subject.by_code
    return ", ".join(_(fields[code].label) if code in fields else place_of(code)[0] for code in codes)
