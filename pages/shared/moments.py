"""A moment in a form: a day and a time side by side, in Dutch time."""

from datetime import date, datetime

import streamlit as st

from data_layer.rules.checks import AMSTERDAM
from pages.shared import session
from pages.shared.forms import Form
from pages.shared.wording import DAY_FORMAT


def moment(form: Form, name: str, day_label: str, time_label: str, *, key: str, usual: datetime) -> datetime:
    """The instant that is chosen, at first the usual one."""
    chosen = _chosen(form, name, (day_label, time_label), key, usual, may_be_empty=False)
    return chosen or usual


def moment_or_none(
    form: Form, name: str, day_label: str, time_label: str, *, key: str, usual: datetime | None
) -> datetime | None:
    """The instant that is chosen, at first the usual one if there is one; None while there is no day."""
    return _chosen(form, name, (day_label, time_label), key, usual, may_be_empty=True)


def now() -> datetime:
    """This minute, as a form proposes it."""
    return session.the_store().clock().replace(second=0, microsecond=0)


def _chosen(
    form: Form, name: str, labels: tuple[str, str], key: str, usual: datetime | None, *, may_be_empty: bool
) -> datetime | None:
    local = (usual or now()).astimezone(AMSTERDAM)
    day, time = local.date() if usual else None, local.time().replace(second=0, microsecond=0, fold=0)
    with form.field(name, labels[0]) as label, st.container():
        days, times = st.columns(2)
        with days:
            if may_be_empty:  # a field can be emptied if it begins empty
                st.session_state.setdefault(f"{key}_on", day)
            on = st.date_input(label, None if may_be_empty else day, format=DAY_FORMAT, key=f"{key}_on")
        with times:
            at = st.time_input(labels[1], time, key=f"{key}_time")
    if not isinstance(on, date) or at is None:
        return None
    if (on, at) == (day, time):
        return usual  # to the second, and in the right one of the two hours when summer time ends
    return datetime.combine(on, at, AMSTERDAM)
