"""What is wrong or soon will be with recipients and their agreements, above their list."""

from collections.abc import Sequence

import streamlit as st

from data_layer import recipients
from data_layer.recipient_agreements import agreement_standing
from data_layer.rules.agreements import lacks
from data_layer.transactions import Reader
from pages.shared.wording import _, day, plain


def drawn(reader: Reader) -> None:
    """Says whom the privacy statement does not name, and which processors have no agreement or soon have none."""
    if unnamed := [gap.recipient.name for gap in recipients.gaps(reader)]:
        st.warning(
            _(
                "The privacy statement does not name these recipients: %(names)s. Add them to paragraph 7, or stop"
                " delivering to them.",
                names=_enumerated(unnamed),
            ),
            icon=":material/policy:",
        )
    standings = agreement_standing(reader, reader.today)
    processors = [one for one in recipients.active(reader) if one.role == "processor"]
    if without := [one.name for one in processors if lacks(one.role, standings[one.id])]:
        st.error(
            _(
                "No processor agreement is valid with: %(names)s. Nothing can be delivered there until there is one.",
                names=_enumerated(without),
            ),
            icon=":material/contract_delete:",
        )
    for one in processors:
        if standings[one.id].state == "ending":
            st.warning(
                _(
                    "The processor agreement with %(name)s ends on %(day)s. After that nothing can be delivered there.",
                    name=plain(one.name),
                    day=day(standings[one.id].until),
                ),
                icon=":material/contract:",
            )


def _enumerated(names: Sequence[str]) -> str:
    return ", ".join(map(plain, names))
