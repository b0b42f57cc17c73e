"""Exports: what was saved with one click, and anything else picked by subject, filters and columns."""

import streamlit as st

from data_layer.exporting import running, subjects
from data_layer.exporting.running import Export
from data_layer.exporting.saved import Picked
from pages.shared import choices, export_filters, export_parts, saved_exports, session
from pages.shared.navigation import EXPORTS
from pages.shared.wording import _, capitalised, language

SUBJECT = "onderwerp"  # the name in the URL

store, actor = session.the_store(), session.actor()
st.title(_(EXPORTS.title))
export_parts.told()
saved_exports.shown()

st.subheader(_("New export"))
offered = {one.code: one for one in subjects.subjects_for(store, actor)}
titles = {code: capitalised(_(one.title)) for code, one in offered.items()}
code = choices.selectbox(_("What should be in the file?"), SUBJECT, titles, _("Choose"))
if code is None:
    st.caption(_("Choose what you want to take along. Then you choose filters, columns and the form of the file."))
    st.stop()

subject = offered[code]
values = export_filters.chosen(subject)
listing = subject.listing(values, subjects.moment_of(store))
size = running.size(store, actor, listing)
export_parts.how_much(size)
columns = export_parts.columns(listing)
with st.grid(2, min_column_width=260):
    purpose = export_parts.what_for()
    form = export_parts.the_form()
export_parts.offered(Export(listing, columns, form, purpose, language()), size)
if purpose is not None and columns:
    saved_exports.keep(Picked(code, columns, values, form, purpose))
export_parts.in_the_log()
