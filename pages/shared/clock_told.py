"""A clock that is doubted, told to who looks after the desk, and the button by which somebody says that it is right."""

import streamlit as st

from data_layer import clock_watch
from data_layer.clock_watch import Standing
from data_layer.rules.access import Act, may
from data_layer.rules.sentences import say
from pages.shared import confirm, session
from pages.shared.confirm import Question
from pages.shared.forms import Form
from pages.shared.wording import _, moment


def drawn() -> None:
    """Says what a doubted clock means and what to do; nothing while the clock goes on as it should."""
    store, actor = session.the_store(), session.actor()
    stands = clock_watch.standing(store)
    if stands.apart is None:
        return
    st.warning(_in_words(stands), title=_("The clock is doubted"), icon=":material/schedule:")
    if not may(actor.roles, Act.CLOCK_TRUST):
        return
    confirm.written(
        Form("clock"),
        store,
        lambda where: clock_watch.trust(where, actor, shown=stands.now),
        say("From now on the clock counts as right."),
        st.rerun,
        pressed=st.button(_("The clock is right"), icon=":material/check:", key="trust_clock"),
        asks=lambda: Question(
            _("Is it %(now)s now?", now=moment(stands.now)),
            [
                _("Look at another clock first, and at the date."),
                _("With a yes the desk goes by this clock again: what is over by it goes by itself, and stays gone."),
            ],
            _("Yes, it is %(now)s", now=moment(stands.now)),
        ),
    )


def _in_words(stands: Standing) -> str:
    facts = {"now": moment(stands.now), "seen": moment(stands.seen_at) if stands.seen_at else "–"}
    if stands.was_set:
        said = _(
            "The clock of this machine says %(now)s. It was set while the desk ran: it would say %(seen)s.", **facts
        )
    elif stands.apart == "behind":
        said = _("The clock of this machine says %(now)s. It stood at %(seen)s before: it went back.", **facts)
    else:
        said = _(
            "The clock of this machine says %(now)s. It stood at %(seen)s before: more than a month earlier.", **facts
        )
    meant = _(
        "Until the clock is right, nothing goes by itself: no backup, no old entry of the log, no destruction that"
        " waited. If it is wrong, set it right; then this goes away. If it is right, say so."
    )
    return f"{said} {meant}"
