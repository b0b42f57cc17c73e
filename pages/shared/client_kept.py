"""Until when each category of a client is kept, and why, in words."""

from collections.abc import Sequence

import streamlit as st

from data_layer.clients import Client
from data_layer.dossier import Kept
from data_layer.retention_kept import HOLD_LABELS
from pages.shared.wording import _, day, plain


def together(client: Client) -> None:
    """What all categories add up to, in one sentence."""
    if client.all_due_from is not None and client.all_due_from <= client.today:
        st.warning(_("Everything of this client is due for deletion."), icon=":material/auto_delete:")
    elif client.first_due_from is not None and client.first_due_from <= client.today:
        st.warning(
            _("Part of the data is due for deletion, since %(day)s.", day=client.first_due_from),
            icon=":material/auto_delete:",
        )
    if client.held:
        st.info(_("Data of this client are held: they stay until the hold ends."), icon=":material/front_hand:")
    elif client.all_due_from is None:
        st.info(_("Something still runs, so there is no last day yet."), icon=":material/hourglass_top:")
    elif client.all_due_from > client.today:
        st.info(
            _("Everything of this client may go from %(day)s on.", day=client.all_due_from), icon=":material/event:"
        )


def table(rows: Sequence[Kept], client: Client) -> None:
    """One line per category and request: until when, from when, and beneath its name why."""
    st.table(
        {
            _("What"): [f"**{_(row.label)}**  \n:small[{_steps(row)}]{_hold(row)}" for row in rows],
            _("Keep up to and including"): [day(row.last_day) for row in rows],
            _("Due from"): [_due(row, client) for row in rows],
        },
        border="horizontal",
        hide_index=True,
    )


def _due(row: Kept, client: Client) -> str:
    if row.held:
        held = _("held")
        return f":violet-badge[{held}]"
    if row.due_from is not None and row.due_from <= client.today:
        return f":orange-badge[{day(row.due_from)}]"
    return day(row.due_from)


def _steps(row: Kept) -> str:
    return " → ".join(_(step) for step in row.why)


def _hold(row: Kept) -> str:
    if not row.hold_decides or row.hold_kind is None or row.hold_since is None:
        return ""
    kind = _(HOLD_LABELS[row.hold_kind])
    if row.hold_until is None:
        hold = _("held: %(kind)s since %(since)s", kind=kind, since=row.hold_since)
    else:
        hold = _(
            "was held: %(kind)s, from %(since)s up to and including %(until)s",
            kind=kind,
            since=row.hold_since,
            until=row.hold_until,
        )
    reason = f" ({plain(row.hold_reason)})" if row.hold_reason else ""
    return f"  \n:small[**{hold}**{reason}]"
