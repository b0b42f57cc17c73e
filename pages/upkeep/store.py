"""Storage: the store and its backups; checking it, making a backup, putting one back."""

from datetime import datetime, timedelta

import streamlit as st

from data_layer import verifying
from data_layer.backups import copies
from data_layer.backups.copies import KIND_LABELS
from data_layer.rules.access import Act
from data_layer.rules.sentences import Sentence, say
from pages.shared import backup_drawer, clock_told, confirm, figures, forms, reminders_told, session, tables
from pages.shared.backup_drawer import BACKUP, FOUND, size_of
from pages.shared.forms import Form
from pages.shared.navigation import STORE
from pages.shared.wording import DAY_FORMAT, _, _n, day, in_words, moment

store, actor = session.the_store(), session.actor()


def _say_what_was_found(at: datetime, found: list[Sentence]) -> None:
    if not found:
        words = _("Everything in the store is as it should be, on %(at)s.", at=moment(at))
        st.success(words, icon=":material/check_circle:")
        return
    st.error(
        _("On %(at)s something was not as it should be. Tell the administrator.", at=moment(at)),
        icon=":material/error:",
    )
    for sentence in found:
        st.markdown(f"- {_(sentence)}")


st.title(_(STORE.title))
with store.read(actor, Act.STORE_VIEW):
    found = copies.existing(store.settings)
newest = next((copy for copy in found if copy.kind == "made"), None)

cards = st.grid(3, min_column_width=190)
with cards:
    figures.card(
        _("Size of the store"), size_of(store.size), None, note=_("encrypted"),
        meaning=_("What the file of the store takes on the disk."),
    )  # fmt: skip
    figures.card(
        _("Newest backup"), moment(newest.made_at) if newest else "–", None,
        note=_("made every night at 02:30"),
        meaning=_("Backups lie encrypted in the folder that is set for them."),
    )  # fmt: skip
    figures.card(
        _("Backups"), in_words(len(found)), None,
        note=_n("kept for one day", "kept for %(n)s days", store.settings.backup_days),
        meaning=_("What was destroyed can be in them until they are removed."),
    )  # fmt: skip

if newest is not None and newest.made_at < store.clock() - timedelta(days=2):
    st.warning(
        _("The newest backup is more than two days old. Make one now, and ask the administrator why the night failed."),
        icon=":material/warning:",
    )
clock_told.drawn()
reminders_told.drawn()
with st.container(horizontal=True):
    form = Form("backup")
    confirm.written(
        form,
        store,
        lambda where: copies.make(where, actor),
        say("The backup was made."),
        st.rerun,
        pressed=st.button(_("Make a backup now"), icon=":material/save:", type="primary", key="make_backup"),
    )
    if st.button(_("Check the store now"), icon=":material/fact_check:", key="verify"):
        with forms.problems_shown(), st.spinner(_("Checking the store …")):
            st.session_state[FOUND] = (store.clock(), verifying.findings(store, actor))

with st.container():  # always there, so that the list keeps its place and takes the next click
    if FOUND in st.session_state:
        _say_what_was_found(*st.session_state[FOUND])

backup_drawer.opened_by_url()
st.subheader(_("Backups"))
if not found:
    st.info(
        _("There is no backup yet. Make one now; after that the desk makes one every night."),
        icon=":material/info:",
    )
    st.stop()
column = st.column_config
clicked = tables.table(
    {
        "made": [moment(copy.made_at) for copy in found],
        "kind": [_(KIND_LABELS[copy.kind]) for copy in found],
        "size": [size_of(copy.size) for copy in found],
        "until": [copy.expires_on for copy in found],
    },
    {
        "made": column.TextColumn(_("Made"), width=140),
        "kind": column.TextColumn(_("Kind"), width=270),
        "size": column.TextColumn(_("Size"), width=90),
        "until": column.DateColumn(_("Kept until"), format=DAY_FORMAT, width=110),
    },
    key=tables.drawn("backups"),
    alt=_("Backups, the newest first; a row opens beside the list"),
    leaves=False,
)
last_day = day(max(copy.expires_on for copy in found))
st.caption(_("The newest of them is removed after %(day)s, if three newer ones were made by then.", day=last_day))
if clicked is not None:
    tables.open_beside("backups", BACKUP, found[clicked].name)
