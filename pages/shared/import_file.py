"""The file of this session that is to be imported: choosing it, and saying what its sheets and columns hold."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

import streamlit as st

from data_layer.ids import new_id
from data_layer.importing import template
from data_layer.importing.fields import MOST_TIMES, NUMBER, place_of, target
from data_layer.importing.headings import named
from data_layer.importing.reading import ImportFile, Taking, read, taken_for
from data_layer.importing.reporting import ImportReport, not_read
from data_layer.importing.rows import stand_ins
from data_layer.importing.running import Preview
from data_layer.importing.sheet import Sheet
from data_layer.importing.subjects import CLIENTS, SUBJECTS, Subject, squeezed
from data_layer.importing.workbook import NamedSheet
from data_layer.rules.identity import bsn_problem, has_bsn_length, masked_digits
from data_layer.rules.spreadsheets import XLSX
from pages.shared import forms, session
from pages.shared.wording import _, _n, language, plain, shown_as_text

LEFT_OUT = ""
_EXAMPLES = 3
_BSN = "clients.bsn"
_DATE = re.compile(r"[0-9]{1,2}[-.][0-9]{1,2}[-.][0-9]{4}|[0-9]{4}-[0-9]{2}-[0-9]{2}")  # eight digits too
_OFTEN_AS_LONG = {"phones.phone", NUMBER, "agreements.number", "invoices.number"}


@dataclass(frozen=True, slots=True)
class Chosen:
    """A file that was read; `id` tells its widgets from those of the file before."""

    id: int
    name: str
    file: ImportFile


@dataclass(slots=True)
class Work:
    """How far this session is with an import: file chosen, its columns looked at, being written, done.

    `is_outdated` while what was looked at was not imported, because somebody changed the clients meanwhile.

    It is changed in place: what finishes after its screen was left still finds it.
    """

    chosen: Chosen | None = None
    seen: Preview | None = None
    takings: tuple[Taking, ...] = ()
    is_running: bool = False
    is_outdated: bool = False
    done: ImportReport | None = None


def work() -> Work:
    """The import of this session. A reload begins anew: nothing of a file outlives its session."""
    kept = st.session_state.setdefault("import_work", Work())
    assert isinstance(kept, Work)  # noqa: S101 - set right here
    return kept


def chosen(now: Work) -> Chosen | None:
    """The file that was chosen in this session, or the place to choose one."""
    if now.chosen is not None:
        with st.container(horizontal=True, vertical_alignment="center"):
            rows = _n("%(n)s row", "%(n)s rows", now.chosen.file.rows)
            st.markdown(f":material/description: **{plain(now.chosen.name)}** · {rows}")
            if st.button(_("Another file"), type="tertiary", key="another_file"):
                now.chosen, now.seen, now.is_outdated = None, None, False
                st.rerun()
        return now.chosen
    limit = session.the_store().settings.upload_limit_mb
    uploaded = st.file_uploader(
        _("A list as CSV, or a workbook with a sheet per category"),
        key="import_upload",
        max_upload_size=limit,
    )
    if uploaded is not None:
        with forms.problems_shown(), st.spinner(_("Reading the file")):
            now.chosen = Chosen(new_id(), uploaded.name, read(uploaded.getvalue(), limit))
            st.rerun()
    return None


def template_to_fill_in() -> None:
    """The empty workbook, made when it is asked for."""
    words = language()
    st.download_button(
        _("Workbook to fill in (XLSX)"),
        lambda: template.made(words),
        file_name=_("import-step.xlsx"),
        mime=XLSX,
        icon=":material/download:",
        help=_("A sheet per category, with headings that the desk knows, and an explanation of every column."),
        key="template",
        on_click="ignore",
    )


def takings_of(the_file: Chosen) -> tuple[Taking, ...]:
    """What each sheet and each of its columns holds, as suggested or as corrected here; without what is left out."""
    found = [_taking_of(the_file, at, sheet) for at, sheet in enumerate(the_file.file.sheets)]
    for sentence in not_read(the_file.file):
        st.caption(f":material/visibility_off: {shown_as_text(sentence)}")
    return tuple(taking for taking in found if taking is not None)


def _taking_of(the_file: Chosen, at: int, sheet: NamedSheet) -> Taking | None:
    key = f"subject:{the_file.id}:{at}"
    subject = SUBJECTS.get(st.session_state.get(key, sheet.subject.code))
    usual = taken_for(sheet, subject) if subject else None
    with st.expander(_label(the_file, sheet, usual), icon=":material/view_column:", key=f"sheet:{the_file.id}:{at}"):
        _subject(the_file, sheet, key)
        return replace(usual, mapping=_mapping(f"{key}:{usual.subject.code}", sheet.sheet, usual)) if usual else None


def _label(the_file: Chosen, sheet: NamedSheet, usual: Taking | None) -> str:
    if usual is None:
        return _("**%(sheet)s** is left out", sheet=plain(sheet.name))
    known = sum(1 for code in usual.mapping.values() if code)
    columns = _("Columns: %(known)s of %(total)s are recognised", known=known, total=len(usual.mapping))
    if len(the_file.file.sheets) == 1:
        return columns if usual.subject is CLIENTS else f"{_(usual.subject.label)} · {columns}"
    rows = _n("%(n)s row", "%(n)s rows", sheet.sheet.rows)
    holds = _(usual.subject.label)
    parts = [rows, columns] if squeezed(sheet.name) == squeezed(holds) else [holds, rows, columns]
    return " · ".join((f"**{plain(sheet.name)}**", *parts))


def _subject(the_file: Chosen, sheet: NamedSheet, key: str) -> None:
    """Lets a person say what the sheet holds."""
    words = {code: _(subject.label) for code, subject in SUBJECTS.items()}
    is_one = len(the_file.file.sheets) == 1
    if not is_one:
        words |= {LEFT_OUT: _("– leave out –")}
    st.selectbox(
        _("What does this file hold?") if is_one else _("What does this sheet hold?"),
        list(words),
        index=list(words).index(sheet.subject.code),
        format_func=words.__getitem__,
        key=key,
    )


def _mapping(key: str, sheet: Sheet, usual: Taking) -> dict[int, str | None]:
    st.caption(_("Look whether each column means what the desk thinks, and correct it where needed."))
    mapping: dict[int, str | None] = {}
    for column, heading in enumerate(sheet.headings):
        left, right = st.columns([3, 2], vertical_alignment="center")
        suggested = usual.mapping[column]
        options = {code: _field_words(code, usual.subject) for code in _options(suggested, usual.subject)}
        picked = right.selectbox(
            heading or _("column %(number)s", number=column + 1),
            list(options),
            index=list(options).index(suggested or LEFT_OUT),
            format_func=options.__getitem__,
            label_visibility="collapsed",
            key=f"column:{key}:{column}",
        )
        mapping[column] = picked or None
        examples = " · ".join(_examples(sheet, column, suggested, picked or None)) or "–"
        left.markdown(f"**{plain(heading) or '–'}**  \n:small[{plain(examples)}]")
    for field, value in stand_ins(usual.subject, mapping):
        st.caption(_("No column for “%(field)s”: of what is new it becomes “%(value)s”.", field=field, value=value))
    return mapping


def _options(usual: str | None, subject: Subject) -> Sequence[str]:
    nth = place_of(usual)[1] if usual else 1
    times = range(1, min(max(nth, 2) + 1, MOST_TIMES) + 1)
    repeated = [target(field.code, n) for field in subject.fields for n in (times if field.repeats else (1,))]
    return [LEFT_OUT, *repeated]


def _field_words(code: str, subject: Subject) -> str:
    return _("– leave out –") if code == LEFT_OUT else _(named(code, subject))


def _examples(sheet: Sheet, column: int, usual: str | None, picked: str | None) -> list[str]:
    """Some cells of the column; what can be a citizen service number, also a mistyped one, only masked."""
    has_bsn = _BSN in (usual, picked)
    may_be_as_long = picked is not None and place_of(picked)[0] in _OFTEN_AS_LONG
    found: list[str] = []
    for cell in sheet.columns[column].slice(0, 50).to_pylist():
        text = " ".join(str(cell or "").split())[:40]
        looks_like_one = bsn_problem(text) is None or (has_bsn_length(text) and not may_be_as_long)
        if text and (has_bsn or (looks_like_one and not _DATE.fullmatch(text))):
            text = masked_digits(text)
        if text and text not in found:
            found.append(text)
        if len(found) == _EXAMPLES:
            break
    return found
