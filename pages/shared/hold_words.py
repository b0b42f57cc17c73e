"""A hold in words: what it is for, how far it reaches, and the fields that its forms share."""

from datetime import date

import streamlit as st

from data_layer import staff
from data_layer.categories import CATEGORIES, CATEGORY
from data_layer.hold_lists import Hold
from data_layer.holding import LIFTED, REVIEWED
from data_layer.record_lists import Happening
from data_layer.rules.access import Act, may
from data_layer.rules.checks import LONGEST_TEXT
from data_layer.rules.retention import latest_review
from pages.shared import forms, session
from pages.shared.forms import Form
from pages.shared.wording import DAY_FORMAT, _, in_words


def scope(hold: Hold) -> str:
    """Which data it holds."""
    if hold.categories is None:
        return _("all data of the client")
    return ", ".join(_(CATEGORY[code].label) for code in hold.categories)


def happened(happening: Happening) -> str:
    """One line of its history, as text: who did what when, and why."""
    done = {REVIEWED: _("reviewed"), LIFTED: _("lifted")}
    what = _("set") if happening.what == "added" else done.get(happening.reason_code or "", _("merged"))
    who = happening.who or _("somebody who left")
    return "\n".join(line for line in (f"{in_words(happening.happened_at)} · {who} · {what}", happening.reason) if line)


def categories_field(form: Form) -> tuple[str, ...]:
    """Asks which data are held."""
    labels = {category.code: _(category.label) for category in CATEGORIES}
    with form.field("categories", _("Data")) as label:
        chosen = st.multiselect(
            label,
            list(labels),
            format_func=labels.__getitem__,
            placeholder=_("Empty: all data of the client"),
            key=f"hold_categories:{form.id}",
        )
    return tuple(chosen)


def owner_field(form: Form, usual: int | None) -> int | None:
    """Asks who minds the hold: somebody who handles files."""
    people = {
        person.staff_id: person.name for person in staff.active(session.the_store()) if may(person.roles, Act.HOLD_SET)
    }
    with form.field("owner_id", _("Owner")) as label:
        return forms.choice(label, people, usual=usual, key=f"hold_owner:{form.id}")


def review_field(form: Form) -> date | None:
    """Asks when somebody looks at it again; proposes the latest day."""
    today = session.today()
    with form.field("review_on", _("Look at it again on")) as label:
        return st.date_input(
            label,
            latest_review(today),
            format=DAY_FORMAT,
            help=_("At most six months ahead."),
            key=f"hold_review_on:{form.id}",
        )


def words_field(form: Form, name: str, question: str) -> str:
    """Asks why, in words that stay with the client."""
    with form.field(name, question) as label:
        return st.text_area(label, height="content", key=f"hold_{name}:{form.id}", max_chars=LONGEST_TEXT) or ""
