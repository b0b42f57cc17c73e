"""How far an erasure is, and what the letter will say of it, on the screen of its request."""

from collections.abc import Sequence

import streamlit as st

from data_layer.carrying_out.erased import Batch, Erasure, in_words, outcome_of
from data_layer.destroying.batches import STATE_LABELS
from data_layer.rules.access import Act, may
from data_layer.staff import Actor
from data_layer.vocabulary import OUTCOME_LABELS
from pages.shared import batch_drawer, batch_words, drawers, links
from pages.shared.navigation import DESTRUCTION
from pages.shared.wording import _, _n, moment, plain


def batches(found: Sequence[Batch], actor: Actor) -> None:
    """What was proposed for the request: who did what when, what comes next, and the way to it."""
    for batch in found:
        with st.container(border=True, gap="xsmall"):
            with st.container(horizontal=True, vertical_alignment="center"):
                title = _("Destruction %(number)s", number=batch.number)
                st.markdown(f"**{title}**", width="content")
                drawers.badge(_(STATE_LABELS[batch.state]), batch_words.STATE_COLOURS[batch.state])
            st.markdown(_done(batch))
            if next_one := _next(batch, actor):
                st.markdown(next_one)
            links.link(
                DESTRUCTION,
                _("Look at the destruction"),
                icon=":material/delete_forever:",
                **{batch_drawer.BATCH: batch.number},
            )


def letter(erasure: Erasure) -> None:
    """What the letter says of it, as it stands now."""
    st.subheader(_("What the letter says of it"))
    with st.container(border=True):
        st.markdown("\n".join(f"- {_(sentence)}" for sentence in in_words(erasure)))
    if outcome := outcome_of(erasure):
        st.caption(_("The answer that fits this: %(outcome)s.", outcome=OUTCOME_LABELS[outcome]))


def _done(batch: Batch) -> str:
    hands = (
        (_("Proposed"), batch.proposed_at, batch.proposed_by),
        (_("Approved"), batch.approved_at, batch.approved_by),
        (_("Carried out"), batch.ran_at, None),
    )
    parts = [" · ".join(filter(None, (f"{what} {moment(at)}", plain(who)))) for what, at, who in hands if at]
    return "  \n".join(parts)


def _next(batch: Batch, actor: Actor) -> str | None:
    match batch.state:
        case "proposed" if may(actor.roles, Act.ERASURE_APPROVE) and actor.staff_id != batch.proposer_id:
            return _("It waits for you, or another privacy officer, to approve it.")
        case "proposed":
            return _("It waits for a privacy officer to approve it: somebody else than who proposed it.")
        case "approved":
            return _("It was approved. It still has to be carried out; until then nothing is gone.")
        case _ if batch.skipped:
            return _n("%(n)s category was skipped.", "%(n)s categories were skipped.", batch.skipped)
        case _:
            return None
