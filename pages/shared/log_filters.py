"""What narrows the log: kind, act, who, why, period, and one person by the number of the client."""

from collections.abc import Mapping

import streamlit as st

from data_layer.act_words import ACT_LABELS
from data_layer.disclosure_facts import EARLIEST
from data_layer.log import CHAIN_LABELS
from data_layer.logbook.log_lists import REASON_LABELS, Filter
from data_layer.rules.identity import is_record_number
from data_layer.rules.sentences import Sentence
from pages.shared import choices, links, session, tables
from pages.shared.time_filters import SINCE, UNTIL
from pages.shared.wording import _, capitalised

CLIENT, CHAIN, ACT, STAFF, REASON = "client", "soort", "handeling", "wie", "reden"  # names in the URL


def chosen(staff: Mapping[str, str]) -> Filter:
    """Draws the choices; the filter that they make. `staff` are names by id."""
    acts = _by_words({act.value: words for act, words in ACT_LABELS.items()})
    reasons = _by_words(REASON_LABELS)
    chains: dict[str, str] = {chain: capitalised(_(words)) for chain, words in CHAIN_LABELS.items()}
    latest = session.today()
    with choices.side_by_side(4):
        number = _client()
        chain = choices.selectbox(_("Kind of entry"), CHAIN, chains, _("all"))
        act = choices.selectbox(_("What was done"), ACT, acts, _("all"))
        who = choices.selectbox(_("Who"), STAFF, staff, _("everybody"))
        reason = choices.selectbox(_("Reason"), REASON, reasons, _("all"))
        since = choices.day(_("From"), SINCE, EARLIEST, latest)
        until = choices.day(_("Up to and including"), UNTIL, EARLIEST, latest)
    return Filter(
        chain=chain,  # type: ignore[arg-type]  # one of the chains, which are what can be chosen
        act=act,
        staff_id=int(who) if who else None,
        since=since,
        until=until,
        client_number=number,
        reason=reason,
    )


def _by_words(labels: Mapping[str, Sentence]) -> dict[str, str]:
    words = {code: capitalised(_(label)) for code, label in labels.items()}
    return dict(sorted(words.items(), key=lambda pair: pair[1].lower()))


def _client() -> str | None:
    """The number of the client that the URL asks for; what is typed goes there if it can be a number."""
    now = st.query_params.get(CLIENT)
    typed = st.text_input(
        _("Client number"),
        now or "",
        max_chars=30,
        placeholder=_("everybody"),
        help=_("Everything about one person: the file, requests, complaints, disclosures, and clients merged with it."),
        autocomplete="off",
        key=f"log_client:{now}",
    ).strip()
    if typed != (now or ""):
        if typed and not is_record_number(typed):
            st.caption(_("This is no number of a client."))
            return now
        tables.first_page()
        links.put(CLIENT, typed or None)
        st.rerun()
    return now
