"""The drawer in which the privacy officer changes terms: it first says what they would move, then asks."""

from datetime import date
from typing import cast

import streamlit as st
from babel.dates import format_date

from data_layer import terms
from data_layer.log import Reason
from data_layer.rules.retention import YEAR_ENDS, financial_year_end
from data_layer.rules.sentences import say
from data_layer.terms import REASONS, SETTABLE, Moved, Shift, Terms
from pages.shared import confirm, drawers, forms, session
from pages.shared.confirm import Question
from pages.shared.forms import Form, done
from pages.shared.wording import _, in_words, language

_NAME = "terms"


def close() -> None:
    """Closes the drawer; the next time it begins with the terms as they are then."""
    forms.forget(_NAME)
    drawers.close()


def drawn(now: Terms) -> None:
    """The form, filled with the terms as they are now."""
    form = Form(_NAME)
    seen = cast(Terms, st.session_state.setdefault(f"terms_seen:{form.id}", now))
    st.markdown(
        _(
            "All terms are in months. Course agreements, attendance and invoices always stay seven financial years;"
            " names and addresses too, unless nothing fiscal is recorded of a client and a term is given here."
        )
    )
    with st.form(f"terms:{form.id}", border=False):
        wanted = _fields(form, seen)
        with form.field("reason", _("Why are the terms changed?")) as label:
            code = forms.choice(label, {key: _(words) for key, words in REASONS.items()}, key=f"terms_why:{form.id}")
        pressed = st.form_submit_button(_("Show what this moves"), type="primary")
    why = Reason(code) if code else None
    store, actor = session.the_store(), session.actor()

    def asks() -> Question:
        with st.spinner(_("Computing what moves…")):
            return _question(terms.foreseen(store, actor, seen=seen, wanted=wanted, why=why))

    def save() -> None:
        form.write(lambda: terms.change_terms(store, actor, seen=seen, wanted=wanted, why=why))
        done(form.name, say("The terms were changed, and all dates computed anew."))
        drawers.shut()

    confirm.asked_first(form, pressed=pressed, asks=asks, save=save, in_place=True)


def year_end_words(year_end: str) -> str:
    """The last day of the financial year, in words."""
    if year_end == "02-last":
        return _("the end of February")
    on = financial_year_end(date(2001, 1, 1), year_end)
    return format_date(on, "d MMMM", locale=language())


def _fields(form: Form, seen: Terms) -> Terms:
    months: dict[str, int] = {}
    grid = st.grid(2, min_column_width=220)
    for category in SETTABLE:
        with grid, form.field(category.code, _(category.label)) as label:
            typed = st.number_input(
                label,
                value=seen.months.get(category.code),
                step=1,
                format="%d",
                placeholder=_("7 financial years"),
                help=None if category.term_months is None else _("Usual: %(n)s months.", n=category.term_months),
                key=f"term_{category.code}:{form.id}",
            )
        if typed is not None:
            months[category.code] = int(typed)
    with form.field("financial_year_end", _("Last day of the financial year")) as label:
        ends = list(dict.fromkeys((*YEAR_ENDS, seen.financial_year_end)))
        year_end = st.selectbox(
            label,
            ends,
            index=ends.index(seen.financial_year_end),
            format_func=year_end_words,
            key=f"year_end:{form.id}",
        )
    return Terms(months, year_end)


def _question(moved: Moved) -> Question:
    title = _("Change the terms?")
    yes = _("Yes, change the terms")
    if moved.together == Shift():
        return Question(title, (_("Of no client anything moves."),), yes)
    lines = [_shift(moved.together)]
    lines += [f"- {_(category.label)}: {_shift(shift)}" for category, shift in moved.categories]
    consequences = (_("Clients of whom something moves: %(shift)s.", shift=lines[0]), "\n".join(lines[1:]))
    return Question(
        title, (*consequences, _("Nothing is destroyed by this: that is always proposed and approved.")), yes
    )


def _shift(shift: Shift) -> str:
    """How many clients, in words; what concerns nobody is left out."""
    parts = (
        (shift.sooner, _("%(n)s sooner", n=in_words(shift.sooner))),
        (shift.later, _("%(n)s later", n=in_words(shift.later))),
        (shift.at_once, _("%(n)s due at once", n=in_words(shift.at_once))),
        (shift.no_longer, _("%(n)s not due any more", n=in_words(shift.no_longer))),
    )
    return ", ".join(words for n, words in parts if n)
