"""Who asks, in which language, of which store, on which day."""

import uuid
from datetime import date

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from data_layer import sign_ins, staff
from data_layer.errors import NotAllowed, NotFound
from data_layer.rules.access import Role, may
from data_layer.rules.sentences import say
from data_layer.settings import read_settings
from data_layer.sign_in_settings import SignIn, read_sign_in
from data_layer.sign_ins import Visitor
from data_layer.staff import Actor
from data_layer.store import Store, open_store
from data_layer.wording import LANGUAGES
from pages.shared.navigation import Screen
from pages.shared.wording import LANGUAGE_KEY, _, language


@st.cache_resource(show_spinner=False, on_release=Store.close)
def the_store() -> Store:
    """The one open store of this process. Raises StoreUnavailable."""
    return open_store(read_settings())


@st.cache_resource(show_spinner=False)
def sign_in() -> SignIn | None:
    """How people sign in at this desk; None in a try-out. Raises StoreUnavailable."""
    return read_sign_in()


def sitting() -> str:
    """The name of this browser session, by which a look into a dossier is logged once."""
    return str(st.session_state.setdefault("sitting", uuid.uuid4().hex))


def choose_language() -> None:
    """The switch between the languages; the URL keeps it."""
    st.segmented_control(
        "Taal / Language",
        LANGUAGES,
        default="nl",
        required=True,
        key=LANGUAGE_KEY,
        bind="query-params",
        label_visibility="collapsed",
    )
    st.html(f'<span data-desk-language="{language()}"></span>')  # desk.js goes by it


def who() -> Visitor:
    """The person at this screen, found anew in every rerun; screens ask with `actor()`.

    Who signed in, or in a try-out whom one chooses to be.
    """
    found = Visitor(_chosen()) if sign_in() is None else sign_ins.visitor(the_store(), st.user.to_dict())
    if found.person is not None:
        st.session_state["actor"] = found.person
    else:
        st.session_state.pop("actor", None)
    return found


def actor() -> Actor:
    """The person at this screen, as the router found them in this rerun.

    A drawer or another part that is drawn anew by itself comes without the router: then with the roles of now, and
    NotAllowed for who does not come in any more.
    """
    person = st.session_state["actor"]
    assert isinstance(person, Actor)  # noqa: S101 - the router asked `who` first
    running = get_script_run_ctx()
    if running is None or not running.fragment_ids_this_run:
        return person
    if sign_in() is None:
        return staff.the_person(the_store(), person.staff_id)
    now = sign_ins.visitor(the_store(), st.user.to_dict()).person
    if now is None:
        raise NotAllowed(say("Your sign-in has ended; nothing was saved. Load this page anew, and sign in."))
    return now


def _chosen() -> Actor:
    people = {person.staff_id: person for person in staff.active(the_store())}
    usual = next((p for p in people.values() if Role.COORDINATOR in p.roles), next(iter(people.values()), None))
    if usual is None:
        raise NotFound(say("Nobody works at this desk yet. Stop it, and fill it with: python -m data_layer demo"))
    labels = {number: _described(person) for number, person in people.items()}
    chosen = st.selectbox(
        _("You are"),
        list(people),
        index=list(people).index(usual.staff_id),
        format_func=labels.__getitem__,
        key="acting",
        persist_state="session",
        help=_("In the try-out you choose whose work you do. With sign-in, the desk knows."),
    )
    return people.get(chosen, usual)


def opens(screen: Screen) -> bool:
    """Whether the person's role opens the screen."""
    return may(actor().roles, screen.opened_by)


def today() -> date:
    """The day of today, in Amsterdam; the only clock of the screens."""
    return the_store().today


def roles_of(person: Actor) -> str:
    """The roles of somebody, in words."""
    return ", ".join(_(staff.ROLE_LABELS[role]) for role in sorted(person.roles))


def _described(person: Actor) -> str:
    return f"{roles_of(person)} · {person.name.split()[0]}"
