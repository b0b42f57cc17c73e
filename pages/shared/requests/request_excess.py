"""Refusing as manifestly unfounded or excessive: who proposed it and why, and whether a second person agreed."""

import streamlit as st

from data_layer.requests import excess
from data_layer.requests.excess import Excess
from data_layer.rules.access import Act, may
from data_layer.rules.checks import LONGEST_LINE, LONGEST_TEXT
from data_layer.rules.sentences import say
from pages.shared.case_forms import written
from pages.shared.confirm import Question
from pages.shared.forms import Form
from pages.shared.requests.request_desk import Desk
from pages.shared.wording import _, plain


def shown(desk: Desk) -> None:
    """Draws how it stands, with what this person can do about it; nothing for a request that was answered without."""
    with desk.reading() as reader:
        proposal = excess.last_proposal(reader, desk.case.id)
    if proposal is None:
        if desk.case.answered_on is None and desk.case.carry_out_on is None:  # a consent may always be withdrawn
            _proposing(desk)
        return
    name, on = plain(proposal.proposer) or "–", proposal.decided_on
    if proposal.is_approved:
        st.markdown(
            _(
                "**Manifestly unfounded or excessive:** proposed by %(name)s, approved by %(other)s on %(day)s.",
                name=name,
                other=plain(proposal.approver) or "–",
                day=on,
            )
        )
        return
    with st.container(border=True, gap="small"):
        st.markdown(_("**Manifestly unfounded or excessive:** proposed by %(name)s on %(day)s.", name=name, day=on))
        st.text(proposal.reasons or "–")
        if desk.case.answered_on is None:
            _deciding(desk, proposal)


def _proposing(desk: Desk) -> None:
    drawn = Form(f"excess:{desk.case.id}")
    label = _("Manifestly unfounded or excessive?")
    with st.expander(label, icon=":material/gavel:", on_change="rerun", key=f"excess_open:{desk.case.id}") as opened:
        if opened.open:
            _proposal(desk, drawn)


def _proposal(desk: Desk, drawn: Form) -> None:
    st.caption(
        _(
            "Such a request may be refused (art. 12(5)). The school must be able to show it. One person proposes it"
            " here, and a privacy officer who is somebody else approves it."
        )
    )
    with st.form(f"excess:{drawn.id}", border=False):
        with drawn.field("reasons", _("What shows that it is unfounded or excessive")) as label:
            reasons = st.text_area(label, height="content", key=f"excess_reasons:{drawn.id}", max_chars=LONGEST_TEXT)
        pressed = st.form_submit_button(_("Propose"))
    written(
        desk,
        drawn,
        lambda store: excess.propose(store, desk.actor, desk.seen, event_id=drawn.id, reasons=reasons),
        say("It is proposed. Another person, a privacy officer, decides."),
        pressed=pressed,
    )


def _deciding(desk: Desk, proposal: Excess) -> None:
    if not may(desk.actor.roles, Act.REQUEST_REFUSE):
        st.caption(_("The privacy officer decides about it."))
        return
    if proposal.proposed_by == desk.actor.staff_id:
        st.caption(_("You proposed this, so somebody else must approve it. You can take it back."))
    else:
        _approving(desk)
    drawn = Form(f"excess_declined:{desk.case.id}")
    with st.form(f"excess_declined:{drawn.id}", border=False):
        with drawn.field("why", _("Why not")) as label:
            why = st.text_input(label, key=f"excess_why:{drawn.id}", autocomplete="off", max_chars=LONGEST_LINE)
        pressed = st.form_submit_button(_("Do not agree"))
    written(
        desk,
        drawn,
        lambda store: excess.decline(store, desk.actor, desk.seen, event_id=drawn.id, why=why),
        say("It is recorded; the request is handled as any other."),
        pressed=pressed,
    )


def _approving(desk: Desk) -> None:
    drawn = Form(f"excess_approved:{desk.case.id}")
    with st.form(f"excess_approved:{drawn.id}", border=False):
        pressed = st.form_submit_button(_("Agree"))
    written(
        desk,
        drawn,
        lambda store: excess.approve(store, desk.actor, desk.seen, event_id=drawn.id),
        say("You agree: the request may be refused as manifestly unfounded or excessive."),
        pressed=pressed,
        asks=lambda: Question(
            _("Agree that this request is manifestly unfounded or excessive?"),
            [
                _("The privacy officer can then refuse it for that reason. Nothing is refused yet."),
                _("Your name stands with it in the history, and this cannot be undone."),
            ],
            _("Yes, I agree"),
        ),
    )
