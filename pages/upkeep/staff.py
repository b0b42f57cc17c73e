"""The people who work at the desk: with which roles, since when signed in, and what stands out."""

from typing import Any

import streamlit as st

from data_layer import staff_lists
from data_layer.exporting import staff_list
from data_layer.rules.access import STAFF_ROLES, Act, may
from data_layer.staff import ROLE_LABELS
from data_layer.staff_lists import FLAG_LABELS, ORDERS, WORKS_LABELS, Filter
from pages.shared import choices, drawers, session, staff_drawer, staff_forms, tables, toolbar
from pages.shared.navigation import STAFF
from pages.shared.wording import _, capitalised, moment

NEW = "staff:new"
store, actor = session.the_store(), session.actor()

with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
    st.title(_(STAFF.title), width="content")
    if may(actor.roles, Act.STAFF_CHANGE) and st.button(
        _("Add member of staff"), icon=":material/person_add:", type="primary", key="new_member"
    ):
        drawers.put_open(NEW)
staff_drawer.told_of_sign_in()

roles = {str(role): capitalised(_(ROLE_LABELS[role])) for role in STAFF_ROLES}
with st.grid(2, min_column_width=260, vertical_alignment="bottom"):  # the three views in one line, also on a phone
    works = choices.segments(_("Who"), "werkt", {code: capitalised(_(words)) for code, words in WORKS_LABELS.items()})
    role = choices.selectbox(_("Role"), "rol", roles, _("every role"))
which = Filter(works, role, tables.order(ORDERS))  # type: ignore[arg-type]  # one of the codes above
with store.read(actor, Act.STAFF_LIST) as reader:
    page = staff_lists.listed(reader, which, tables.position())

if drawers.is_open(NEW):
    drawers.drawer(_("Add member of staff"), staff_forms.new, on_dismiss=drawers.close)
staff_drawer.opened_by_url()
if not page.rows:
    st.info(_("Nobody fits this choice. Choose another role, or everybody."), icon=":material/badge:")
    st.stop()

toolbar.above(page.total, staff_list.members(which), ORDERS)
columns: dict[str, list[Any]] = {
    "name": [row.name for row in page.rows],
    "roles": [capitalised(", ".join(_(ROLE_LABELS[role]) for role in row.roles)) for row in page.rows],
    "flags": [[_(FLAG_LABELS[flag]) for flag in row.flags] for row in page.rows],
    "email": [row.email for row in page.rows],
    "signed_in": [row.last_sign_in and moment(row.last_sign_in) for row in page.rows],
    "bound": [_("yes") if row.is_bound else _("no") for row in page.rows],
    "changed": [row.changed_at and moment(row.changed_at) for row in page.rows],
}
config: dict[str, Any] = {
    "name": st.column_config.TextColumn(_("Name"), width=120),
    "roles": st.column_config.TextColumn(_("Roles"), width=150),
    "flags": st.column_config.MultiselectColumn(
        _("What stands out"),
        options=[_(words) for words in FLAG_LABELS.values()],
        color=[staff_drawer.COLOURS[flag] for flag in FLAG_LABELS],
        width=165,
    ),
    "email": st.column_config.TextColumn(_("E-mail"), width=170),
    "signed_in": st.column_config.TextColumn(_("Last sign-in"), width=120),
    "bound": st.column_config.TextColumn(
        _("Account"), help=_("Whether somebody signed in with this address: from then on only that account can."),
        width=65,
    ),
    "changed": st.column_config.TextColumn(_("Last changed"), width=120),
}  # fmt: skip
if not any(row.flags for row in page.rows):
    del columns["flags"], config["flags"]
clicked = tables.table(
    columns,
    config,
    key=tables.drawn("staff"),
    alt=_("Staff in this order; a row opens beside the list"),
    leaves=False,
    sorts={"name": ["name"], "signed_in": ["signed_in"], "changed": ["changed"]},
)
tables.pager(page)
if clicked is not None:
    tables.open_beside("staff", staff_drawer.MEMBER, page.rows[clicked].number)
