"""The work of a request on its screen: what is to be done and what is done, and beneath it where it is carried out."""

from collections.abc import Callable, Mapping

import streamlit as st

from data_layer.carrying_out.duties import Duty
from data_layer.vocabulary import Right
from pages.shared.carrying_out import (
    access_panel,
    correction_panel,
    erasure_panel,
    notices_panel,
    objection_panel,
    portability_panel,
    restriction_panel,
    withdrawal_panel,
)
from pages.shared.requests.request_desk import Desk
from pages.shared.wording import _


def shown(desk: Desk) -> None:
    """Draws the checklist of a case that is not finished, the panel of its right, the restriction and the notices."""
    st.subheader(_("The work"))
    if desk.case.finished_on is None:
        with st.container(gap="xxsmall"):
            for duty in desk.duties:
                st.markdown(_line(duty))
    if panel := _PANELS.get(desk.case.right):
        panel(desk)
    restriction_panel.shown(desk)
    notices_panel.shown(desk)


def _line(duty: Duty) -> str:
    if duty.is_done:
        return f":material/check_circle: :small[{_(duty.words)}]"
    if duty.is_needed:
        return f":material/radio_button_unchecked: {_(duty.words)}"
    return _(":material/radio_button_unchecked: %(what)s :small[(recommended)]", what=duty.words)


_PANELS: Mapping[Right, Callable[[Desk], None]] = {
    Right.ACCESS: access_panel.shown,
    Right.RECTIFICATION: correction_panel.shown,
    Right.COMPLETION: correction_panel.shown,
    Right.PORTABILITY: portability_panel.shown,
    Right.OBJECTION: objection_panel.shown,
    Right.CONSENT_WITHDRAWAL: withdrawal_panel.shown,
    Right.ERASURE: erasure_panel.shown,
}
