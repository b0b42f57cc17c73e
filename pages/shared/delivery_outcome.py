"""What a delivery would come to: who goes along, who is left out and why, and what stops it."""

from collections.abc import Sequence

import streamlit as st

from data_layer.delivering.weighing import SHOWN, LeftOut, Weighed
from data_layer.rules.access import Act, may
from data_layer.rules.disclosure import FLAG_LABELS
from pages.shared import links, session, tables
from pages.shared.forms import Form
from pages.shared.navigation import CLIENT
from pages.shared.wording import _, _n, in_words, plain


def drawn(outcome: Weighed) -> None:
    """The outcome in figures, with those left out by name."""
    if outcome.problems:
        st.error(
            "\n".join(f"- {plain(_(finding.sentence))}" for finding in outcome.problems),
            title=_("This may not be delivered"),
            icon=":material/block:",
        )
    if outcome.before:
        st.info(
            _(
                "This recipient got a disclosure about this period and purpose before: %(numbers)s. Is this not the"
                " same one?",
                numbers=", ".join(outcome.before),
            ),
            icon=":material/history:",
        )
    going, left_out = st.columns([1, 2])
    with going.container(border=True, height="stretch", gap="xsmall"):
        st.metric(_("Go along"), in_words(len(outcome.going)))
    with left_out.container(border=True, height="stretch", gap="xsmall"):
        st.metric(_("Left out"), in_words(outcome.left_out))
        for reason, count in outcome.per_reason:
            st.caption(f"{in_words(count)} · {_(reason)}")
    if outcome.left_out:
        _left_out(outcome.first_left_out, outcome.left_out)


def past_restriction(form: Form, outcome: Weighed) -> str | None:
    """The reason for which the privacy officer lets restricted clients go along; asked only where there are any."""
    restricted = FLAG_LABELS["restricted_client"]
    is_asked = st.session_state.get(f"delivery_past:{form.id}") or restricted in dict(outcome.per_reason)
    if not is_asked or not may(session.actor().roles, Act.RESTRICTION_OVERRIDE):
        return None
    with st.expander(_("Let restricted clients go along all the same"), icon=":material/lock_open:"):
        return st.text_area(
            _("Why must this be delivered although the data are restricted?"),
            max_chars=1_000,
            help=_("Only with the person's consent, for a claim in court, or to protect somebody else. It is kept."),
            key=f"delivery_past:{form.id}",
        )


def _left_out(shown: Sequence[LeftOut], total: int) -> None:
    with st.expander(_n("Who is left out: one client", "Who is left out: %(n)s clients", total)):
        clicked = tables.table(
            {
                "number": [one.number for one in shown],
                "name": [one.name for one in shown],
                "why": [", ".join(_(reason) for reason in one.reasons) for one in shown],
            },
            {
                "number": st.column_config.TextColumn(_("Number"), width=95),
                "name": st.column_config.TextColumn(_("Name"), width="medium"),
                "why": st.column_config.TextColumn(_("Why"), width="large"),
            },
            key="delivery_left_out",
            alt=_("Clients who are left out, with the reason; a row opens the dossier"),
        )
        if total > len(shown):
            st.caption(_("The first %(shown)s of %(total)s are shown here.", shown=SHOWN, total=total))
    if clicked is not None:
        links.go(CLIENT, nummer=shown[clicked].number)
