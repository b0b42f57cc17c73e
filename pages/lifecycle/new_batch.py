"""Proposes to destroy what is due: everything, one category, or of some clients; first it shows what that is."""

import streamlit as st

from data_layer.destroying.foreseeing import Foreseen, Scope, foreseen
from data_layer.destroying.labels import WHAT_LABELS
from data_layer.destroying.proposing import propose
from data_layer.disclosure_facts import split_numbers
from data_layer.rules.access import Act
from data_layer.rules.sentences import say
from pages.shared import batch_words, choices, forms, links, session
from pages.shared.batch_drawer import BATCH
from pages.shared.navigation import DESTRUCTION, NEW_BATCH, RETENTION
from pages.shared.wording import _, in_words

FORM = "new_batch"
# everything comes last: it is seldom meant, and takes long to count
WAYS = {"category": _("One category"), "numbers": _("Some clients"), "all": _("All that is due")}
store, actor, form = session.the_store(), session.actor(), forms.Form(FORM, leads_away=True)


def asked() -> Scope | None:
    """What the proposal is about; None while that is not chosen."""
    way = choices.segments(_("What should be destroyed?"), "keuze", WAYS)
    if way == "category":
        labels = {code: _(words) for code, words in WHAT_LABELS.items()}
        with st.container(width=420):
            category = choices.selectbox(_("Category"), "categorie", labels, _("Choose"))
        return Scope(category) if category else None
    if way == "numbers":
        with form.field("client_numbers", _("Client numbers")) as label:
            typed = st.text_area(
                label,
                height=100,
                placeholder=_("Several: with spaces, commas or each on a line."),
                key=f"batch_numbers:{form.id}",
            )
        numbers = split_numbers(typed or "")
        return Scope(numbers=numbers) if numbers else None
    return Scope()


def shown(found: Foreseen) -> bool:
    """What would go; whether there is anything."""
    if not found.counted:
        st.info(
            _("Nothing of this is due for deletion, or it is in a proposal already."), icon=":material/check_circle:"
        )
        return False
    with st.grid(2, min_column_width=150):
        st.metric(_("Clients"), in_words(found.totals.clients), border=True)
        st.metric(_("Of whom everything"), in_words(found.totals.whole), border=True)
    batch_words.about(found.counted)
    return True


links.back(RETENTION)
st.title(_(NEW_BATCH.title))
st.markdown(
    _(
        "You propose, somebody else approves: a privacy officer. Only then it is destroyed. What is held, or in a"
        " file that waits to be sent, is skipped."
    )
)
scope = asked()
if scope is None:
    st.caption(_("Choose what it is about. Then you see here what would be destroyed."))
    st.stop()
is_something = False
with form.problems_shown(), store.read(actor, Act.DESTRUCTION_PROPOSE) as reader:
    with st.spinner(_("One moment. It is being counted.")):
        found = foreseen(reader, scope)
    is_something = shown(found)
if is_something and st.button(
    _("Propose this destruction"), type="primary", icon=":material/delete_forever:", key="propose"
):
    with form.problems_shown():
        number = propose(store, actor, id=form.id, scope=scope)
        forms.done(FORM, say("%(number)s was proposed. A privacy officer can approve it now.", number=number))
        links.go(DESTRUCTION, **{BATCH: number})
