"""The client file of this session: choosing it, and saying which column holds what."""

import re
from dataclasses import dataclass

import streamlit as st

from data_layer.ids import new_id
from data_layer.importing.fields import FIELDS, MOST_TIMES, field_of, target
from data_layer.importing.headings import suggested
from data_layer.importing.reading import ClientFile, read
from data_layer.importing.reporting import ImportReport
from data_layer.importing.running import Preview
from data_layer.rules.identity import bsn_problem, has_bsn_length, masked_digits
from pages.shared import forms, session
from pages.shared.wording import _, _n, plain

LEFT_OUT = ""
_EXAMPLES = 3
_BSN = "clients.bsn"
_DATE = re.compile(r"[0-9]{1,2}[-.][0-9]{1,2}[-.][0-9]{4}|[0-9]{4}-[0-9]{2}-[0-9]{2}")  # eight digits too
_OFTEN_AS_LONG = {"phones.phone", "clients.number", "agreements.number", "invoices.number"}


@dataclass(frozen=True, slots=True)
class Chosen:
    """A file that was read; `id` tells its widgets from those of the file before."""

    id: int
    name: str
    file: ClientFile


@dataclass(slots=True)
class Work:
    """How far this session is with an import: file chosen, its mapping looked at, being written, done.

    `is_outdated` while what was looked at was not imported, because somebody changed the clients meanwhile.

    It is changed in place: what finishes after its screen was left still finds it.
    """

    chosen: Chosen | None = None
    seen: Preview | None = None
    mapping: dict[int, str | None] | None = None
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
            rows = _n("%(n)s row", "%(n)s rows", now.chosen.file.sheet.rows)
            st.markdown(f":material/description: **{plain(now.chosen.name)}** · {rows}")
            if st.button(_("Another file"), type="tertiary", key="another_file"):
                now.chosen, now.seen, now.is_outdated = None, None, False
                st.rerun()
        return now.chosen
    limit = session.the_store().settings.upload_limit_mb
    uploaded = st.file_uploader(
        _("The client list, as CSV or Excel file"),
        key="import_upload",
        max_upload_size=limit,
    )
    if uploaded is not None:
        with forms.problems_shown(), st.spinner(_("Reading the file")):
            now.chosen = Chosen(new_id(), uploaded.name, read(uploaded.getvalue(), limit))
            st.rerun()
    return None


def mapping_of(the_file: Chosen) -> dict[int, str | None]:
    """Which field each column holds, as suggested or as corrected here."""
    sheet = the_file.file.sheet
    usual = suggested(sheet.headings)
    known = sum(1 for code in usual.values() if code)
    label = _("Columns: %(known)s of %(total)s are recognised", known=known, total=len(usual))
    mapping: dict[int, str | None] = {}
    with st.expander(label, icon=":material/view_column:"):
        st.caption(_("Look whether each column means what the desk thinks, and correct it where needed."))
        for column, heading in enumerate(sheet.headings):
            left, right = st.columns([3, 2], vertical_alignment="center")
            options = {code: _field_words(code) for code in _options(usual[column])}
            picked = right.selectbox(
                heading or _("column %(number)s", number=column + 1),
                list(options),
                index=list(options).index(usual[column] or LEFT_OUT),
                format_func=options.__getitem__,
                label_visibility="collapsed",
                key=f"column:{the_file.id}:{column}",
            )
            mapping[column] = picked or None
            examples = " · ".join(_examples(the_file.file, column, usual[column], picked or None)) or "–"
            left.markdown(f"**{plain(heading) or '–'}**  \n:small[{plain(examples)}]")
    return mapping


def _options(usual: str | None) -> list[str]:
    nth = field_of(usual)[1] if usual else 1
    times = range(1, min(max(nth, 2) + 1, MOST_TIMES) + 1)
    repeated = [target(field.code, n) for field in FIELDS for n in (times if field.repeats else (1,))]
    return [LEFT_OUT, *repeated]


def _field_words(code: str) -> str:
    if code == LEFT_OUT:
        return _("– leave out –")
    field, nth = field_of(code)
    return _(field.label) if nth == 1 else f"{_(field.label)} {nth}"


def _examples(file: ClientFile, column: int, usual: str | None, picked: str | None) -> list[str]:
    """Some cells of the column; what can be a citizen service number, also a mistyped one, only masked."""
    has_bsn = _BSN in (usual, picked)
    may_be_as_long = picked is not None and field_of(picked)[0].code in _OFTEN_AS_LONG
    found: list[str] = []
    for cell in file.sheet.columns[column].slice(0, 50).to_pylist():
        text = " ".join(str(cell or "").split())[:40]
        looks_like_one = bsn_problem(text) is None or (has_bsn_length(text) and not may_be_as_long)
        if text and (has_bsn or (looks_like_one and not _DATE.fullmatch(text))):
            text = masked_digits(text)
        if text and text not in found:
            found.append(text)
        if len(found) == _EXAMPLES:
            break
    return found
