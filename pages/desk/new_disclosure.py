"""Records a disclosure as it happened; what should not have happened is said before it is kept."""

from typing import Any

import streamlit as st

from data_layer.categories import CATEGORIES
from data_layer.disclosing import Recorded, foreseen, record
from data_layer.disclosure_facts import EARLIEST, split_numbers
from data_layer.rules.access import Act
from data_layer.rules.checks import LONGEST_LINE, LONGEST_TEXT
from data_layer.rules.sentences import say
from data_layer.store import Store
from data_layer.vocabulary import CHANNEL_LABELS, GROUND_LABELS, NO_GROUND, PURPOSES, Channel, Direction
from pages.shared import confirm, disclosure_sides, forms, links, recipient_fields, session
from pages.shared.confirm import Question
from pages.shared.navigation import DISCLOSURES, NEW_DISCLOSURE
from pages.shared.wording import DAY_FORMAT, _, plain

FORM = "disclosure"
NONE_OF_THESE = 0
store, actor, form = session.the_store(), session.actor(), forms.Form(FORM, leads_away=True)

links.back(DISCLOSURES)
st.title(_(NEW_DISCLOSURE.title))
st.markdown(_("Record what went to another organisation or came from one, also when it should not have happened."))

with store.read(actor, Act.DISCLOSURE_RECORD) as reader:
    direction, recipient = disclosure_sides.chosen(reader)
habit, agreed = (recipient.habit, recipient.purposes) if recipient else (None, ())
own = f"{recipient.code if recipient else 'stranger'}:{direction}"  # its usual answers are proposed anew
data = {category.code: _(category.label) for category in CATEGORIES}
purposes = {number: _(PURPOSES[number]) for number in (*agreed, *(n for n in PURPOSES if n not in agreed))}
purposes[NONE_OF_THESE] = _("none of these purposes")
usual_purpose = agreed[0] if habit or len(agreed) == 1 else None
grounds = {**{code.value: _(words) for code, words in GROUND_LABELS.items()}, NO_GROUND: _("there was none")}
channels = {code.value: _(words) for code, words in CHANNEL_LABELS.items() if code != Channel.THIRD_PARTY}

with st.form(f"{FORM}:{form.id}", enter_to_submit=False):
    stranger = None if recipient else recipient_fields.stranger(form)
    left, right = st.columns(2)
    with left, form.field("happened_on", _("Date")) as label:
        happened_on = st.date_input(
            label,
            session.today(),
            min_value=EARLIEST,
            max_value=session.today(),
            format=DAY_FORMAT,
            key="happened_on",
        )
    with right, form.field("channel", _("Channel")) as label:
        channel = forms.choice(label, channels, usual="email", key="channel")
    with form.field("client_numbers", _("Client numbers")) as label:
        numbers = st.text_area(
            label,
            st.query_params.get("client", ""),
            height="content",
            placeholder=_("Several: with spaces, commas or each on a line; at most 10,000."),
            key="client_numbers",
        )
    with form.field("categories", _("Data")) as label:
        categories = st.multiselect(
            label,
            list(data),
            default=recipient.usual_categories if recipient and direction == Direction.OUT else (),
            format_func=data.__getitem__,
            placeholder=_("Choose the categories"),
            key=f"categories:{own}",
        )
    left, right = st.columns(2)
    with left:
        purpose = forms.choice(_("Purpose"), purposes, usual=usual_purpose, key=f"purpose:{own}")
    with right, form.field("ground", _("Ground")) as label:
        ground = forms.choice(label, grounds, usual=habit.ground.value if habit else None, key=f"ground:{own}")
    left, right = st.columns(2)
    statute = left.text_input(
        _("Statute, where one asks for it"),
        (habit and habit.statute) or "",
        key=f"statute:{own}",
        max_chars=LONGEST_LINE,
    )
    reference = right.text_input(_("Reference"), key="reference", max_chars=LONGEST_LINE)
    remark = st.text_area(_("Remark"), height="content", key="remark", max_chars=LONGEST_TEXT)
    is_sent = st.form_submit_button(_("Record"), type="primary")

facts: dict[str, Any] = {
    "direction": direction,
    "happened_on": happened_on,
    "recipient_id": recipient.id if recipient else None,
    "stranger": stranger,
    "client_numbers": split_numbers(numbers),
    "categories": tuple(categories),
    "purpose": purpose or None,
    "statute": statute,
    "ground": ground or "",
}
about = {"id": form.id, "channel": channel or "", "reference": reference, "remark": remark, **facts}


def write(where: Store) -> Recorded:
    """Records the entry."""
    return record(where, actor, **about)


def remarks() -> Question | None:
    """What the entry will be flagged with, which is said before it is kept; nothing where all is as it should be."""
    with store.read(actor, Act.DISCLOSURE_RECORD) as reader:
        found = foreseen(reader, **facts)
    if not found:
        return None
    return Question(
        _("This should not have happened"),
        [
            "\n".join(f"- {plain(_(finding.sentence))}" for finding in found),
            _("It goes into the register with these remarks, so that it can be looked into."),
        ],
        _("Yes, this is how it happened"),
    )


def save() -> None:
    """Keeps the entry and leads to the register, where what should not have happened is open."""
    recorded = write(store)
    forms.done(FORM, say("Disclosure %(number)s was recorded.", number=recorded.number))
    links.go(DISCLOSURES, **({"nummer": recorded.number} if recorded.flags else {}))


confirm.asked_first(form, pressed=is_sent, asks=confirm.rehearsed(store, write, remarks), save=save)
