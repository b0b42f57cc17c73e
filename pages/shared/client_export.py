"""Taking one dossier along: a button in its head, and a drawer that asks what for and what may come with it."""

import streamlit as st

from data_layer.categories import CATEGORIES
from data_layer.clients import Client
from data_layer.exporting import running
from data_layer.exporting.dossier import the_dossier
from data_layer.rules.access import Act, may
from pages.shared import drawers, export_drawer, export_parts, session
from pages.shared.wording import _, _n, language

_CODE = "dossier"


def button(client: Client) -> None:
    """The button, for those who may export this client's data; it opens the drawer."""
    roles = session.actor().roles
    if client.merged_with is not None or not may(roles, Act.EXPORT_RUN) or not may(roles, Act.CLIENT_LIST):
        return
    is_shut = client.restricted_since is not None and not may(roles, Act.RESTRICTION_OVERRIDE)
    pressed = st.button(
        _("Export"),
        icon=":material/download:",
        disabled=is_shut,
        help=_("The data of this client are restricted: only the privacy officer may export them.")
        if is_shut
        else None,
        key="export_dossier",
    )
    if pressed:
        export_drawer.put_open(_CODE)
    if export_drawer.is_open(_CODE) and not is_shut:
        drawers.drawer(_("Export this dossier"), _drawn, client, on_dismiss=export_drawer.close)


def _drawn(client: Client) -> None:
    actor = session.actor()
    usual = the_dossier(actor, client.id, purpose=None, language=language())
    size = running.size(session.the_store(), actor, *(listing for listing, _columns in usual.parts))
    size = running.Size(size.rows + size.left_out, 0)  # of a restricted client too: the door asks for the reason
    st.markdown(
        _n(
            "An Excel workbook with the client's own data.",
            "An Excel workbook with the client's own data and, sheet by sheet, the records: %(n)s rows in all.",
            size.rows,
        )
    )
    with_bsn = False
    if may(actor.roles, Act.EXPORT_SENSITIVE):
        with_bsn = st.checkbox(
            _("With %(column)s", column=_("BSN")),
            help=_("Only where the purpose cannot do without it; the log says that it was taken along."),
            key="export_dossier_bsn",
        )
    else:
        left_out = ", ".join(_(category.label) for category in CATEGORIES if category.is_sensitive)
        st.caption(
            _("Left out, for only the privacy officer can take these along: %(categories)s.", categories=left_out)
        )
    purpose = export_parts.what_for()
    reason = None
    if client.restricted_since is not None:
        reason = st.text_area(
            _("Why must this be exported although the data are restricted?"), max_chars=1_000, key="export_dossier_why"
        )
        if not reason.strip():
            st.caption(_("Write down the reason; it is kept with the dossier."))
            return
    export_parts.offered(
        the_dossier(actor, client.id, purpose=purpose, language=language(), with_bsn=with_bsn, reason=reason), size
    )
    export_parts.told()
    st.caption(_("The log keeps that you took this dossier along, how many rows and what for; not what is in it."))
