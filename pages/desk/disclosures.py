"""The register of disclosures: what went to whom, the newest first, each entry opening beside the list."""

from datetime import date

import streamlit as st

from data_layer import disclosures, recipients
from data_layer.categories import CATEGORY
from data_layer.disclosures import STATE_LABELS, Filter, Row
from data_layer.exporting import lists
from data_layer.rules.access import Act, may
from data_layer.rules.disclosure import FLAG_LABELS
from data_layer.rules.months import last_of
from data_layer.vocabulary import DIRECTION_LABELS
from pages.shared import choices, disclosure_drawer, links, searches, session, tables, toolbar
from pages.shared.charts import month_label
from pages.shared.navigation import DISCLOSURES, NEW_BREACH, NEW_DELIVERY, NEW_DISCLOSURE
from pages.shared.wording import DAY_FORMAT, _, _n, in_words, plain

COUNTING = "counting"  # every state but annulled
store, actor = session.the_store(), session.actor()
sees_clients = may(actor.roles, Act.CLIENT_LIST)


def persons(row: Row) -> str:
    """The client's number where it is known here, or how many there are."""
    return row.client_number or _n("%(n)s client", "%(n)s clients", row.clients)


with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
    st.title(_(DISCLOSURES.title))
    with st.container(horizontal=True, vertical_alignment="center", width="content"):
        if session.opens(NEW_BREACH):
            links.link(NEW_BREACH, _(NEW_BREACH.title), icon=":material/gpp_bad:")
        if session.opens(NEW_DELIVERY) and st.button(
            _(NEW_DELIVERY.title), icon=":material/outbox:", type="primary", key="deliver"
        ):
            links.go(NEW_DELIVERY)
        if session.opens(NEW_DISCLOSURE) and st.button(_(NEW_DISCLOSURE.title), icon=":material/add:", key="record"):
            links.go(NEW_DISCLOSURE)

with store.read(actor, Act.DISCLOSURE_LIST) as reader:
    others = {r.code: r.name for r in recipients.all_of_them(reader)}
    years = {str(year): str(year) for year in disclosures.years(reader)}

figures = st.grid(4, min_column_width=150)
with choices.side_by_side(6):
    search = searches.box("disclosure_search", _("Number, reference") if sees_clients else _("Number"))
    recipient = choices.selectbox(_("Recipient"), "ontvanger", others, _("all"))
    ways = {code.value: _(words) for code, words in DIRECTION_LABELS.items()}
    direction = choices.selectbox(_("Direction"), "richting", ways, _("both"))
    stands = {COUNTING: _("counts"), **{code: _(words) for code, words in STATE_LABELS.items()}}
    state = choices.selectbox(_("State"), "stand", stands, _("all"))
    cares = {"flagged": _("with a remark"), "untold": _("source to be told")}
    care = choices.selectbox(_("Attention"), "aandacht", cares, _("everything"))
    year = choices.selectbox(_("Year"), "jaar", years, _("all"))

month = choices.month()
since, until = (date(int(year), 1, 1), date(int(year), 12, 31)) if year else (None, None)
if month:
    since, until = month, last_of(month)
    choices.only(month_label(month, long=True), choices.MONTH, "calendar_month")
client_number = st.query_params.get("client") if sees_clients else None
if client_number:
    choices.only(_("Client %(number)s only", number=client_number), "client", "person")

chosen = Filter(
    recipient=recipient,
    direction=direction,
    state=None if state == COUNTING else state,
    counting=True if state == COUNTING else None,
    is_flagged=True if care == "flagged" else None,
    is_source_untold=True if care == "untold" else None,
    since=since,
    until=until,
    client_number=client_number,
    search=search,
    order=tables.order(disclosures.ORDERS),
)
with store.read(actor, Act.DISCLOSURE_LIST) as reader:
    totals = disclosures.totals(reader, actor, Filter(since=since, until=until))
    page = disclosures.listed(reader, actor, chosen, tables.position())

with figures:
    for total in totals:
        with st.container(border=True, height="stretch", gap="xsmall"):
            st.metric(
                plain(total.recipient_name),
                in_words(total.entries),
                _n("%(n)s client", "%(n)s clients", total.clients),
                help=_("Entries that were not annulled, and the clients each counts, added up."),
                delta_color="off",
                delta_arrow="off",
            )
            if total.flagged:
                words = _n("%(n)s remark", "%(n)s remarks", total.flagged)
                where = {"ontvanger": total.recipient_code, "aandacht": "flagged", "stand": COUNTING}
                links.link(DISCLOSURES, words, icon=":material/flag:", **where, **({"jaar": year} if year else {}))

disclosure_drawer.opened_by_url()
if not page.rows:
    if years:
        st.info(
            _("No disclosure fits this choice. Change the choice or the search above."), icon=":material/search_off:"
        )
        links.link(DISCLOSURES, _("All disclosures"), icon=":material/send:")
    else:
        st.info(
            _(
                "Nothing has been disclosed or obtained yet. What goes out or comes in is recorded with the button"
                " above."
            )
            if may(actor.roles, Act.DISCLOSURE_RECORD)
            else _("Nothing has been disclosed or obtained yet."),
            icon=":material/send:",
        )
    st.stop()
toolbar.above(page.total, lists.register(chosen), disclosures.ORDERS)
drawn = st.session_state.get("disclosures_drawn", 0)
clicked = tables.table(
    {
        "number": [row.number for row in page.rows],
        "day": [row.happened_on for row in page.rows],
        "whom": [disclosure_drawer.whom(row) for row in page.rows],
        "persons": [persons(row) for row in page.rows],
        "state": [_(STATE_LABELS[row.state]) for row in page.rows],
        "flags": [[_(FLAG_LABELS[flag]) for flag in row.flags] for row in page.rows],
        "categories": [tables.first_of([_(CATEGORY[code].label) for code in row.categories]) for row in page.rows],
    },
    {
        "number": st.column_config.TextColumn(_("Number"), width=115),
        "day": st.column_config.DateColumn(_("Date"), format=DAY_FORMAT, width=100),
        "whom": st.column_config.TextColumn(_("To or from"), width=130),
        "persons": st.column_config.TextColumn(_("Clients"), width=100),
        "state": st.column_config.TextColumn(_("State"), width=135),
        "flags": st.column_config.MultiselectColumn(
            _("Remarks of the desk"), options=[_(words) for words in FLAG_LABELS.values()], color="red", width=190
        ),
        "categories": st.column_config.TextColumn(_("Data"), width=150),
    },
    key=f"disclosures:{drawn}",
    alt=_("Disclosures that fit the choice above"),
    sorts={"number": ["number"], "day": ["newest", "oldest"], "persons": ["most_clients"]},
)
tables.pager(page)
if clicked is not None:
    st.session_state["disclosures_drawn"] = drawn + 1  # a table of its own, in which nothing is selected
    st.query_params[disclosure_drawer.NUMBER] = page.rows[clicked].number
    st.rerun()
