"""Records a disclosure as it happened; what should not have happened is said before it is kept."""

import re
from typing import Any

import streamlit as st

from data_layer import recipients
from data_layer.disclosing import foreseen, record
from data_layer.disclosure_facts import EARLIEST
from data_layer.rules.access import Act
from data_layer.rules.sentences import say
from data_layer.vocabulary import (
    CATEGORIES,
    CHANNEL_LABELS,
    DIRECTION_LABELS,
    GROUND_LABELS,
    PURPOSES,
    Channel,
    Direction,
)
from pages.shared import forms, links, session
from pages.shared.navigation import DISCLOSURES, NEW_DISCLOSURE
from pages.shared.wording import _, plain

FORM = "disclosure"
SEEN = "disclosure_seen"  # what was said, of which facts, before it is recorded all the same
NONE_OF_THESE = 0
store, actor = session.the_store(), session.actor()

st.title(_(NEW_DISCLOSURE.title))
st.markdown(_("Record what went to another organisation or came from one, also when it should not have happened."))

with store.read(actor, Act.DISCLOSURE_RECORD) as reader:
    others = {recipient.id: recipient for recipient in recipients.active(reader)}
ways = {code.value: _(words) for code, words in DIRECTION_LABELS.items()}
way, other = st.columns(2)
with way:
    direction = st.segmented_control(
        _("Direction"),
        list(ways),
        default=Direction.OUT.value,
        required=True,
        format_func=ways.__getitem__,
        key="direction",
    )
with other:
    chosen = forms.choice(
        _("Obtained from") if direction == Direction.IN else _("Recipient"),
        {recipient.id: recipient.name for recipient in others.values()},
        usual=next((r.id for r in others.values() if r.code == st.query_params.get("ontvanger", "duo")), None),
        key="recipient",
    )
if chosen is None:
    st.info(_("Choose the other organisation first."))
    st.stop()
recipient = others[chosen]
if recipient.warning:
    st.warning(_(recipient.warning), icon=":material/info:")

habit, own = recipient.habit, f"{recipient.code}:{direction}"  # its usual answers are proposed anew
data = {category.code: _(category.label) for category in CATEGORIES}
purposes = {**{number: _(words) for number, words in PURPOSES.items()}, NONE_OF_THESE: _("none of these purposes")}
grounds = {code.value: _(words) for code, words in GROUND_LABELS.items()}
channels = {code.value: _(words) for code, words in CHANNEL_LABELS.items() if code != Channel.THIRD_PARTY}

with st.form(FORM, enter_to_submit=False):
    left, right = st.columns(2)
    happened_on = left.date_input(
        _("Date"),
        session.today(),
        min_value=EARLIEST,
        max_value=session.today(),
        format="DD-MM-YYYY",
        key="happened_on",
    )
    with right:
        channel = forms.choice(_("Channel"), channels, usual="email", key="channel")
    numbers = st.text_area(
        _("Client numbers"),
        st.query_params.get("client", ""),
        height="content",
        placeholder=_("Several: with spaces, commas or each on a line; at most 10,000."),
        key="client_numbers",
    )
    categories = st.multiselect(
        _("Data"),
        list(data),
        default=recipient.usual_categories if direction == Direction.OUT else (),
        format_func=data.__getitem__,
        placeholder=_("Choose the categories"),
        key=f"categories:{own}",
    )
    left, right = st.columns(2)
    with left:
        purpose = forms.choice(_("Purpose"), purposes, usual=habit.purpose if habit else None, key=f"purpose:{own}")
    with right:
        ground = forms.choice(_("Ground"), grounds, usual=habit.ground.value if habit else None, key=f"ground:{own}")
    left, right = st.columns(2)
    statute = left.text_input(
        _("Statute, where one asks for it"), (habit and habit.statute) or "", key=f"statute:{own}"
    )
    reference = right.text_input(_("Reference"), key="reference")
    remark = st.text_area(_("Remark"), height="content", key="remark")
    facts: dict[str, Any] = {
        "direction": direction,
        "happened_on": happened_on,
        "recipient_id": recipient.id,
        "client_numbers": tuple(re.split(r"[\s,;]+", numbers.strip())),
        "categories": tuple(categories),
        "purpose": purpose or None,
        "statute": statute,
        "ground": ground,
    }
    seen_facts, found, times = st.session_state.get(SEEN, (None, (), 0))
    is_confirmed = False
    if seen_facts == facts:
        st.warning(
            "\n".join(f"- {plain(_(finding.sentence))}" for finding in found),
            title=_("This should not happen. It goes into the register with these remarks."),
            icon=":material/flag:",
        )
        is_confirmed = st.checkbox(_("This is how it happened; record it all the same"), key=f"confirmed:{times}")
    is_sent = st.form_submit_button(_("Record"), type="primary")

if is_sent:
    with forms.problems_shown():
        with store.read(actor, Act.DISCLOSURE_RECORD) as reader:
            found = foreseen(reader, **facts)
        if found and not is_confirmed:
            st.session_state[SEEN] = (facts, found, times + 1)  # a new box to tick each time
            st.rerun()
        recorded = record(
            store, actor, id=forms.draft_id(FORM), channel=channel or "", reference=reference, remark=remark, **facts
        )
        st.session_state.pop(SEEN, None)
        forms.done(FORM, say("Disclosure %(number)s was recorded.", number=recorded.number))
        if recorded.flags:
            links.go(DISCLOSURES, nummer=recorded.number)
        links.go(DISCLOSURES)
