"""How the mailing of reminders goes, for who looks after the desk; nothing where no mail server is set."""

import streamlit as st

from data_layer.digests import sending
from data_layer.rules.access import Act
from pages.shared import session
from pages.shared.wording import _, moment, plain, shown_as_text


def drawn() -> None:
    """Says when reminders were last mailed, and what went wrong since."""
    store = session.the_store()
    if not sending.is_set_up(store.settings):
        return
    with store.read(session.actor(), Act.STORE_VIEW) as reader:
        stands = sending.standing(reader)
    if stands.failed_at is not None and stands.why is not None:
        at, why = moment(stands.failed_at), shown_as_text(stands.why)
        words = (
            _(
                "The reminder to %(name)s could not be mailed on %(at)s. %(why)s",
                name=plain(stands.whose),
                at=at,
                why=why,
            )
            if stands.whose
            else _("Reminders could not be mailed on %(at)s. %(why)s", at=at, why=why)
        )
        st.warning(words, icon=":material/mail:")
    if stands.sent_at is not None:
        st.caption(_("Reminders were last mailed on %(at)s.", at=moment(stands.sent_at)))
    else:
        st.caption(_("No reminder was mailed yet."))
