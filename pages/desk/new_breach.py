"""Records a data breach that no disclosure led to: a lost laptop, a letter at the neighbours, a break-in."""

import streamlit as st

from data_layer.breaches import record_breach
from data_layer.rules.sentences import say
from pages.shared import breach_parts, breach_recording, forms, links, session
from pages.shared.navigation import BREACHES, DISCLOSURES, NEW_BREACH
from pages.shared.wording import _

FORM = "new_breach"
store, actor, form = session.the_store(), session.actor(), forms.Form(FORM, leads_away=True)
follows_it = session.opens(BREACHES)

links.back(BREACHES if follows_it else DISCLOSURES)
st.title(_(NEW_BREACH.title))
st.markdown(
    _(
        "Were data lost, seen by others or changed, and should that not have happened? Record it at once, also when you"
        " do not know everything yet."
    )
)
aware_at = breach_recording.aware_field(form)
with st.form(f"{FORM}:{form.id}", enter_to_submit=False):
    what = breach_recording.what_field(form)
    st.caption(_("Leave out names and citizen service numbers: who it was about is not needed here."))
    left, right = st.columns(2)
    with left:
        categories = breach_parts.categories_field(form, (), "breach_categories")
    with right:
        persons = breach_parts.persons_field(form, None, "breach_persons")
    pressed = st.form_submit_button(_("Record"), type="primary")

if pressed:
    with form.problems_shown():
        number = record_breach(
            store, actor, id=form.id, aware_at=aware_at, what=what, categories=categories, persons=persons
        )
        if follows_it:
            forms.done(FORM, say("Data breach %(number)s was recorded.", number=number))
            links.go(BREACHES, nummer=number)
        forms.done(
            FORM,
            say("Data breach %(number)s was recorded. Tell the privacy officer, who takes over now.", number=number),
        )
        links.go(DISCLOSURES)
