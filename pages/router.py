"""The frame of every screen: language, who is there, navigation, and the one place where errors end."""

from pathlib import Path

import streamlit as st
from streamlit.runtime.scriptrunner import StopException

from data_layer.rules.access import Role, may
from data_layer.staff import Actor
from pages.shared import confirm, defects, export_drawer, forms, links, screen_pages, session, signing_in, top
from pages.shared.navigation import OVERVIEW, PROMISES, SCREENS, Screen
from pages.shared.wording import LANGUAGE_KEY, _, kept, language

HERE = Path(__file__).parent
TITLE = "STEP Privacybalie"
SIDEBAR_WIDTH = 260  # pixels; the longest role with a first name fits


def frame() -> None:
    """Draws the frame and the screen that the URL asks for; an error for people is shown as its sentence."""
    st.set_page_config(
        page_title=TITLE,
        page_icon=str(HERE / "shared" / "icon.png"),
        layout="wide",
        initial_sidebar_state=SIDEBAR_WIDTH,
    )
    st.logo(str(HERE / "shared" / "logo.svg"), icon_image=str(HERE / "shared" / "icon.png"), size="large")
    st.html(HERE / "shared" / "frame.css")
    with defects.told():
        _screen()


def _screen() -> None:
    with st.sidebar:
        session.choose_language()
    with kept(language()):
        _for_who_is_there()


def _for_who_is_there() -> None:
    with st.sidebar:
        visitor = session.who()
    if visitor.person is None:  # all addresses are known, so that none is lost at the sign-in, but none is run
        st.navigation([*(_page(screen, None) for screen in SCREENS), _nowhere()], position="hidden")
        signing_in.page(visitor)
        return
    actor = visitor.person
    if session.sign_in() is not None:
        with st.sidebar:
            signing_in.shut_when_over()
    pages = {screen: _page(screen, actor) for screen in SCREENS}
    sections: dict[str, list[st.Page]] = {}
    for screen, page in pages.items():
        sections.setdefault(_(screen.section), []).append(page)
    start = st.Page(lambda: _begin(actor), title=TITLE, url_path="begin", default=True, visibility="hidden")
    sections[_(OVERVIEW.section)].append(start)
    current = st.navigation(sections, expanded=True)  # Streamlit hides what comes after twelve
    if current == start:
        current.run()
        return
    screen = next(screen for screen, page in pages.items() if page == current)
    if links.arrived(screen):
        export_drawer.close()
    top.bar(visitor)
    signing_in.ends_soon(visitor)
    confirm.forget_unseen()
    forms.say_what_was_done()
    if session.the_store().is_rebuilding:
        st.info(
            _("One moment: the store is being rebuilt. Everything can be looked at; what you save waits for it."),
            icon=":material/hourglass_top:",
        )
    if not may(actor.roles, screen.opened_by):
        st.title(_(screen.title))
        st.info(_("Your role does not open this screen. Ask the privacy officer or the administrator."))
        return
    try:
        current.run()
    except StopException:
        forms.settled()
        raise
    forms.settled()


def _begin(actor: Actor) -> None:
    """Where the desk begins for who asks for no screen: management at the promises, everybody else at the overview.

    So every screen has an address of its own, and who reloads one, or comes back to it, stays there. Who asks for one
    that is not there is told so, and chooses.
    """
    is_management = actor.roles & {Role.MANAGEMENT, Role.COORDINATOR, Role.PRIVACY_OFFICER} == {Role.MANAGEMENT}
    asked = {name: value for name, value in st.query_params.items() if name != LANGUAGE_KEY}
    first = PROMISES if is_management and not asked else OVERVIEW
    if not links.is_nowhere():
        links.go(first, **asked)
    st.title(TITLE)  # a switch would drop what Streamlit says of the address, where that was not sent yet
    st.info(_("No screen has this address. Choose one in the menu, or begin here:"))
    links.link(first, _(first.title), icon=f":material/{first.icon}:")


def _nowhere() -> st.Page:
    return st.Page(lambda: None, title=TITLE, url_path="begin", default=True, visibility="hidden")


def _page(screen: Screen, actor: Actor | None) -> st.Page:
    is_shown = actor is not None and not screen.is_hidden and may(actor.roles, screen.opened_by)
    return screen_pages.page(HERE / screen.file, screen, language(), is_shown=is_shown)


frame()
