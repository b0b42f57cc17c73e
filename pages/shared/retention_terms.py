"""How long each category is kept, from when, and on what ground; the privacy officer changes it."""

import streamlit as st

from data_layer import terms
from data_layer.categories import CATEGORIES, Category
from data_layer.due_cases import NOBODYS_MONTHS
from data_layer.due_categories import DESK_RECORDS, REQUESTS
from data_layer.due_found import REQUEST_MONTHS
from data_layer.rules.access import Act, may
from data_layer.terms import TRIGGER_LABELS, Terms
from data_layer.transactions import Reader
from data_layer.vocabulary import GROUND_LABELS
from pages.shared import drawers, session, terms_drawer
from pages.shared.wording import _

_DRAWER = "terms"


def shown(reader: Reader) -> None:
    """The terms, and for the privacy officer the way to change them."""
    now = terms.terms_now(reader)
    if may(session.actor().roles, Act.RETENTION_CHANGE_TERMS):
        if st.button(_("Change terms"), icon=":material/edit_calendar:", type="primary", key="change_terms"):
            drawers.put_open(_DRAWER)
        if drawers.is_open(_DRAWER):
            drawers.drawer(_("Change terms"), terms_drawer.drawn, now, on_dismiss=terms_drawer.close)
    st.markdown(
        _(
            "The financial year ends on **%(day)s**. Nothing of a client is kept longer than seven financial years"
            " after the last fiscal date, whatever the term.",
            day=terms_drawer.year_end_words(now.financial_year_end),
        )
    )
    rows = [
        *((c.label, _grounds(c), _term(c, now), _(TRIGGER_LABELS[c.trigger])) for c in CATEGORIES),
        *((own.label, "", "–", _("with the last data of the client")) for own in DESK_RECORDS),
        (
            REQUESTS.label,
            "",
            _(terms.in_months(REQUEST_MONTHS)),
            _("finishing; of who is no client: %(term)s", term=terms.in_months(NOBODYS_MONTHS)),
        ),
    ]
    st.table(
        {
            _("Category"): [
                f"**{_(label)}**  \n:small[{ground}]" if ground else f"**{_(label)}**" for label, ground, *_rest in rows
            ],
            _("Term now"): [term for *_rest, term, _from in rows],
            _("Counts from"): [trigger for *_rest, trigger in rows],
        },
        border="horizontal",
        hide_index=True,
    )


def _term(category: Category, now: Terms) -> str:
    """The term as it is now, and beneath it the usual one where that is another."""
    words = _(terms.term_in_words(category, now))
    if now.months.get(category.code) == category.term_months:
        return words
    beneath = _("usual: %(term)s", term=terms.usual_term(category))
    return f"{words}  \n:small[{beneath}]"


def _grounds(category: Category) -> str:
    return ", ".join(_(GROUND_LABELS[ground]) for ground in category.grounds)
