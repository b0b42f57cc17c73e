"""Coming in and going out: the page for who has not signed in or may not come in, and who is there."""

from datetime import timedelta

import streamlit as st

from data_layer import sign_ins
from data_layer.rules.sentences import Sentence, say
from data_layer.sign_in_settings import USUAL
from data_layer.sign_ins import Turned, Visitor
from pages.shared import session
from pages.shared.wording import _, moment, plain

FAILED = "aanmelding"  # in the URL: that the provider did not let somebody in
_WAS_IN = "was_let_in"
_WARNING = timedelta(minutes=15)
_LOOKED_AFTER = 60  # seconds
_NAMES = {"microsoft": "Microsoft", "google": "Google", "keycloak": "Keycloak"}
_WHY: dict[Turned, Sentence] = {
    "signed_out": say("This desk is for the staff of the school. Sign in to go on."),
    "expired": say("Your sign-in has come to its end. Sign in again; you come back where you were."),
    "unknown": say("You are signed in as %(account)s, but you do not work with this desk (any more)."),
    "another_account": say(
        "You are signed in as %(account)s, but this name is known here with another account. The administrator can"
        " release it."
    ),
}


def page(visitor: Visitor) -> None:
    """What stands there instead of a screen for who does not come in: why, and what to do."""
    assert visitor.turned is not None  # noqa: S101 - who has no person was turned away
    if st.session_state.pop(_WAS_IN, False):  # the page itself is asked anew, so that the way back is remembered
        st.html("<span data-desk-reload></span>")
        return
    why = _WHY[visitor.turned]
    if visitor.turned in ("unknown", "another_account"):
        st.title(_("No access"))
        st.warning(_(why.msgid, account=plain(_account())), icon=":material/person_off:")
        st.markdown(_("Ask who can let you in: %(whom)s", whom=plain(_whom_to_ask())))
        if st.button(_("Sign out"), icon=":material/logout:", key="sign_out"):
            st.logout()
            st.stop()
        return
    st.title(_("Sign in"))
    if FAILED in st.query_params:
        st.error(
            _(
                "Signing in did not succeed; nothing was opened. Try again, or ask: %(whom)s",
                whom=plain(_whom_to_ask()),
            ),
            icon=":material/error:",
        )
    else:
        st.info(_(why), icon=":material/lock:")
    _buttons()


def who_is_there(visitor: Visitor) -> None:
    """Above every screen: whose work is done here, and the way out."""
    assert visitor.person is not None  # noqa: S101 - the router asked first
    st.session_state[_WAS_IN] = True
    with st.popover(plain(visitor.person.name), icon=":material/account_circle:"):
        st.markdown(_("You work as: %(roles)s.", roles=session.roles_of(visitor.person)))
        if st.button(_("Sign out"), icon=":material/logout:", key="sign_out", width="stretch"):
            del st.session_state[_WAS_IN]
            st.logout()
            st.stop()  # the browser is on its way out


@st.fragment(run_every=_LOOKED_AFTER)
def shut_when_over() -> None:
    """Shuts the screen of who went away, once the sign-in is over or was ended elsewhere."""
    if sign_ins.visitor(session.the_store(), st.user.to_dict()).person is None:
        st.rerun()


def ends_soon(visitor: Visitor) -> None:
    """Says so when the sign-in is nearly over: what is typed now should be saved."""
    if visitor.until is not None and visitor.until - session.the_store().clock() < _WARNING:
        st.warning(
            _("Your sign-in ends at %(at)s. Save what you are typing before then.", at=moment(visitor.until)),
            icon=":material/timer:",
        )


def _buttons() -> None:
    sign_in = session.sign_in()
    assert sign_in is not None  # noqa: S101 - without it everybody comes in
    for place, provider in enumerate(sign_in.providers):
        name = _NAMES.get(provider, provider.capitalize())
        label = _("Sign in") if provider == USUAL else _("Sign in with %(provider)s", provider=name)
        if st.button(label, icon=":material/login:", key=f"sign_in_{place}", type="secondary" if place else "primary"):
            st.login(None if provider == USUAL else provider)


def _account() -> str:
    claims = st.user.to_dict()
    return str(claims.get("email") or claims.get("preferred_username") or claims.get("name") or "–")


def _whom_to_ask() -> str:
    settings = session.the_store().settings
    return settings.whom_to_ask or settings.contact
