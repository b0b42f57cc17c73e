"""The privacy statement: the version in force, the versions before and after it, and what each changed (PS §14)."""

import streamlit as st

from data_layer import statement_versions
from data_layer.errors import NotFound
from data_layer.rules.access import Act, may
from data_layer.statement_versions import Version
from pages.shared import choices, drawers, links, session, statement_forms, statement_text, tables
from pages.shared.navigation import STATEMENT
from pages.shared.wording import DAY_FORMAT, _, _n, in_words, plain, shown_as_text

VERSION = "versie"  # the name in the URL; its value is a day as 2018-09-10
store, actor = session.the_store(), session.actor()
publishes = may(actor.roles, Act.STATEMENT_PUBLISH)
column = st.column_config

with store.read(actor, Act.STATEMENT_VIEW) as reader:
    known = statement_versions.versions(reader)
    now = statement_versions.in_force(reader)


def standing(version: Version) -> str:
    """Whether a version counts today."""
    if version == now:
        return _("in force")
    return _("not in force yet") if version.dated > session.today() else _("replaced")


if now is None:
    st.title(_(STATEMENT.title))
    st.info(_("No version of the privacy statement counts today."), icon=":material/info:")
    st.stop()
with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
    st.title(_(STATEMENT.title), width="content")
    if publishes and st.button(_("New version"), icon=":material/add:", type="primary", key="new_version"):
        drawers.put_open(statement_forms.PUBLISH)
if drawers.is_open(statement_forms.PUBLISH):
    drawers.drawer(
        _("New version"), statement_forms.publish, known, on_dismiss=statement_forms.close_publishing
    )  # fmt: skip

if now.online_since is None:
    st.warning(
        _("It is not recorded since when the website has the version in force (paragraph 14)."),
        icon=":material/language:",
    )
clicked = tables.table(
    {
        "dated": [one.dated for one in known],
        "standing": [standing(one) for one in known],
        "online": [one.online_since for one in known],
        "recorded": [one.recorded_on for one in known],
        "by": [one.recorded_by for one in known],
    },
    {
        "dated": column.DateColumn(_("Version of"), format=DAY_FORMAT, width=110),
        "standing": column.TextColumn(_("Standing"), width=140),
        "online": column.DateColumn(_("On the website since"), format=DAY_FORMAT, width=150),
        "recorded": column.DateColumn(_("Recorded on"), format=DAY_FORMAT, width=115),
        "by": column.TextColumn(_("Recorded by"), width="medium"),
    },
    key=tables.drawn("versions"),
    alt=_("Versions of the privacy statement, the newest first; a row opens beneath the list"),
    leaves=False,
)
if clicked is not None:
    tables.open_beside("versions", VERSION, known[clicked].dated.isoformat())

chosen = now
if asked := st.query_params.get(VERSION):
    try:
        chosen = statement_versions.of_day(known, asked)
    except NotFound as error:
        st.error(shown_as_text(error.sentence), icon=":material/error:")

st.subheader(_("Version of %(day)s: %(standing)s", day=chosen.dated, standing=standing(chosen)), anchor=False)
if chosen.online_since is not None:
    st.caption(_("On the website since %(day)s.", day=in_words(chosen.online_since)))
if chosen.why_late is not None:
    st.caption(_("Recorded afterwards: %(why)s", why=plain(chosen.why_late)))
if chosen.remark:
    st.markdown(plain(chosen.remark))
with st.container(horizontal=True):
    st.download_button(
        _("Download the text"),
        chosen.body.encode("utf-8-sig"),
        file_name=f"privacyverklaring-{chosen.dated.isoformat()}.txt",
        mime="text/plain",
        icon=":material/download:",
        on_click="ignore",
        key=f"statement_text:{chosen.id}",
    )
    if publishes and st.button(_("Record on the website"), icon=":material/language:", key="record_online"):
        drawers.put_open(statement_forms.ONLINE)
    if publishes and chosen.can_be_taken_back(session.today()):
        statement_forms.take_back(chosen)
    if chosen != now:
        links.link(STATEMENT, _("The version in force"), icon=":material/arrow_forward:")
if drawers.is_open(statement_forms.ONLINE):
    drawers.drawer(_("On the website since"), statement_forms.put_online, chosen, on_dismiss=drawers.close)

found = statement_versions.changes(known, chosen)
views = {"text": _("Text"), "changes": _n("%(n)s difference", "%(n)s differences", len(found))}
if found and choices.segments(_("Show"), "weergave", views) == "changes":
    statement_text.changes(found)
else:
    statement_text.drawn(chosen.body)
