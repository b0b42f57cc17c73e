"""Imports clients and their records: choose a file, check its columns, see what would happen, let it happen."""

import streamlit as st

from data_layer.importing.running import apply, preview
from pages.shared import forms, import_file, import_lists, import_sender, links, session
from pages.shared.navigation import CLIENTS, DISCLOSURES, IMPORTS
from pages.shared.progress import Bar
from pages.shared.wording import _, _n

GOOD_ROWS, ALL_OR_NOTHING = "good", "all"

store, actor, work = session.the_store(), session.actor(), import_file.work()
st.title(_(IMPORTS.title))


@st.fragment(run_every=1)
def until_done() -> None:
    """Looks every second whether the import that was started has ended."""
    if not work.is_running:
        st.rerun()


if work.is_running:
    st.info(_("The import goes on. What became of it appears here when it is done."), icon=":material/hourglass:")
    until_done()
    st.stop()

if work.done is not None:
    if work.done.added or work.done.changed:
        st.success(_("The import is done and saved."), icon=":material/check_circle:")
    else:
        st.info(
            _("Nothing had to be changed: everything in this file was there already."), icon=":material/check_circle:"
        )
    import_lists.figures(work.done)
    with st.container(horizontal=True, vertical_alignment="center"):
        import_lists.download(work.done)
        links.link(CLIENTS, _("To the clients"), icon=":material/group:")
        if work.done.disclosure is not None:
            entry = _("Disclosure %(number)s", number=work.done.disclosure)
            links.link(DISCLOSURES, entry, icon=":material/send:", nummer=work.done.disclosure)
        if st.button(_("Import another file"), key="again"):
            work.done = None
            st.rerun()
    import_lists.lists(work.done)
    st.stop()

the_file = import_file.chosen(work)
if the_file is None:
    st.caption(
        _(
            "First you see what would happen; nothing is saved until you say so. An empty cell never erases what is"
            " stored, and the same file twice changes nothing."
        )
    )
    import_file.template_to_fill_in()
    st.stop()

form = forms.Form("import")
receipt = import_sender.asked(form, the_file.id)
takings = import_file.takings_of(the_file)
if work.is_outdated:
    st.warning(
        _("Nothing was imported: the clients of this file were changed meanwhile. Look again at what would happen.")
    )
if work.seen is None or work.takings != takings or work.seen.receipt != receipt:
    if st.button(_("Show what would happen"), type="primary", key="preview"):
        with form.problems_shown():
            work.seen = preview(store, actor, the_file.file, takings, Bar(), receipt=receipt)
            work.takings = takings
            work.is_outdated = False
            st.rerun()
    st.stop()

report = work.seen.report
import_lists.figures(report)
choice = GOOD_ROWS
if report.refused:
    words = {
        GOOD_ROWS: _("Import the good rows; the others come back in a file"),
        ALL_OR_NOTHING: _("Import only when every row is good"),
    }
    key = f"choice:{work.seen.id}"
    choice = st.radio(_("What to do"), list(words), format_func=words.__getitem__, key=key) or GOOD_ROWS
possible = bool(report.added or report.changed or report.unchanged)
if not possible:
    st.warning(_("No row of this file can be imported. Look at the reasons, mend the file and choose it again."))
elif choice == ALL_OR_NOTHING:
    st.info(
        _n(
            "%(n)s row is refused, so nothing will be imported. Mend it and choose the file again.",
            "%(n)s rows are refused, so nothing will be imported. Mend them and choose the file again.",
            report.refused,
        )
    )
with st.container(horizontal=True, vertical_alignment="center"):
    blocked = not possible or choice == ALL_OR_NOTHING
    pressed = st.button(_("Import"), type="primary", icon=":material/upload:", disabled=blocked, key="apply")
    import_lists.download(report)
st.caption(_("Nothing has been saved yet. If you reload this page, choose the file again."))
working = st.container()
import_lists.lists(report)

if pressed:
    with working, forms.problems_shown():
        bar = Bar(holds_on=True)
        work.is_running = True
        try:
            # who saw only good rows did not agree to part of them
            finished = apply(store, actor, work.seen, only_if_all_good=not report.refused, progress=bar)
            work.seen, work.is_outdated = None, not finished.written
            if finished.written:
                work.done, work.chosen = finished, None
        finally:
            work.is_running = False
        bar.let_go()
        import_lists.begin_anew()
        st.rerun()
