"""The two sides of a disclosure that is recorded: which way the data went, and who is at the other end."""

import streamlit as st

from data_layer import recipients
from data_layer.recipients import Recipient
from data_layer.transactions import Reader
from data_layer.vocabulary import DIRECTION_LABELS, Direction
from pages.shared import choices, forms
from pages.shared.wording import _

STRANGER = 0  # beside the ids of recipients


def chosen(reader: Reader) -> tuple[str, Recipient | None]:
    """The direction, and the recipient; None for somebody who is none. Stops while nobody is chosen.

    Only the URL proposes one: a wrong proposal would become a wrong entry.
    Those with whom nothing is exchanged any more are offered too: what happened may lie in the past.
    """
    others = {recipient.id: recipient for recipient in recipients.of_any_time(reader)}
    names = {recipient.id: _named(recipient) for recipient in others.values()}
    names[STRANGER] = _("Somebody else: not a recipient of the school")
    way, other = st.columns(2)
    with way:
        direction = _direction()
    with other:
        picked = forms.choice(
            _("Obtained from") if direction == Direction.IN else _("Recipient"),
            names,
            usual=next((r.id for r in others.values() if r.code == st.query_params.get(choices.RECIPIENT)), None),
            key="recipient",
        )
    if picked is None:
        st.info(_("Choose the other organisation first."))
        st.stop()
    recipient = others.get(picked)
    if recipient is None and direction == Direction.OUT:
        st.warning(
            _("No data go to somebody who is no recipient. Did it happen? Then record it here, so that it is known."),
            icon=":material/info:",
        )
    elif recipient is not None and recipient.warning:
        st.warning(_(recipient.warning), icon=":material/info:")
    return direction, recipient


def _direction() -> str:
    ways = {code.value: _(words) for code, words in DIRECTION_LABELS.items()}
    return st.segmented_control(
        _("Direction"),
        list(ways),
        default=Direction.OUT.value,
        required=True,
        format_func=ways.__getitem__,
        key="direction",
    )


def _named(recipient: Recipient) -> str:
    return recipient.name if recipient.active else _("%(name)s (ended)", name=recipient.name)
