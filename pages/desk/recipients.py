"""The recipients: who gets data, on what agreement, and what the privacy statement does not name."""

from typing import Any

import streamlit as st

from data_layer import recipient_lists, recipients
from data_layer.exporting import disclosure_lists
from data_layer.recipient_lists import FLAG_LABELS, ORDERS
from data_layer.recipients import ROLE_LABELS
from data_layer.rules.access import Act, may
from pages.shared import (
    choices,
    drawers,
    recipient_drawer,
    recipient_forms,
    recipient_warnings,
    session,
    tables,
    toolbar,
)
from pages.shared.navigation import RECIPIENTS
from pages.shared.record_fields import country_names
from pages.shared.wording import DAY_FORMAT, _, language

NEW, STRANGERS = "recipient:new", "strangers"
COLOURS = {"no_agreement": "red", "ending": "orange", "unnamed": "orange", "ended": "gray"}
store, actor = session.the_store(), session.actor()

with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
    st.title(_(RECIPIENTS.title), width="content")
    if may(actor.roles, Act.RECIPIENT_CHANGE) and st.button(
        _("Add recipient"), icon=":material/add:", type="primary", key="new_recipient"
    ):
        drawers.put_open(NEW)

with store.read(actor, Act.RECIPIENT_VIEW) as reader:
    # a stranger's name may be a person's
    has_strangers = may(actor.roles, Act.CLIENT_LIST) and bool(recipients.strangers(reader))
    recipient_warnings.drawn(reader)

views = {"all": _(RECIPIENTS.title), STRANGERS: _("Others that got data")}
is_of_strangers = has_strangers and choices.segments(_("List"), "weergave", views) == STRANGERS
if is_of_strangers:
    st.caption(_("They got or gave data without being a recipient of the school. Nothing can be delivered to them."))

orders = {code: one for code, one in ORDERS.items() if not is_of_strangers or code not in ("usual", "agreement")}
order = tables.order(orders)
with store.read(actor, Act.RECIPIENT_VIEW) as reader:
    page = recipient_lists.listed(reader, tables.position(), order=order, strangers=is_of_strangers)

if drawers.is_open(NEW):
    drawers.drawer(_("Add recipient"), recipient_forms.new, on_dismiss=drawers.close)
recipient_drawer.opened_by_url()

toolbar.above(page.total, disclosure_lists.recipients(order, strangers=is_of_strangers), orders)
countries = country_names(language())
columns: dict[str, list[Any]] = {
    "name": [row.name for row in page.rows],
    "flags": [[_(FLAG_LABELS[flag]) for flag in row.flags] for row in page.rows],
    "role": [_(ROLE_LABELS[row.role]) for row in page.rows],
    "agreement": [row.agreement_until for row in page.rows],
    "country": [countries.get(row.country, row.country) for row in page.rows],
    "last": [row.last_out for row in page.rows],
    "entries": [row.entries for row in page.rows],
}
config: dict[str, Any] = {
    "name": st.column_config.TextColumn(_("Name"), width=140),
    "flags": st.column_config.MultiselectColumn(
        _("What stands out"),
        options=[_(words) for words in FLAG_LABELS.values()],
        color=[COLOURS[flag] for flag in FLAG_LABELS],
        width=190,
    ),
    "role": st.column_config.TextColumn(_("Role"), width=150),
    "agreement": st.column_config.DateColumn(_("Agreement until"), format=DAY_FORMAT, width=125),
    "country": st.column_config.TextColumn(_("Country"), width=150 if is_of_strangers else 90),
    "last": st.column_config.DateColumn(_("Last delivery"), format=DAY_FORMAT, width=115),
    "entries": st.column_config.NumberColumn(
        _("This year"), help=_("Entries in the register of this year, both ways"), width=85
    ),
}
if is_of_strangers:
    for name in ("flags", "role", "agreement"):
        del columns[name], config[name]
clicked = tables.table(
    columns,
    config,
    key=tables.drawn("recipients"),
    alt=_("Recipients in this order; a row opens beside the list"),
    leaves=False,
    sorts={"name": ["name"], "agreement": ["agreement"], "last": ["latest"], "entries": ["most"]},
)
tables.pager(page)
if clicked is not None:
    tables.open_beside("recipients", choices.RECIPIENT, page.rows[clicked].number)
