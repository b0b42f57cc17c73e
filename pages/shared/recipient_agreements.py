"""The agreements with a recipient in its drawer: what was signed and until when, and recording or correcting one."""

from datetime import date
from typing import Any

import streamlit as st

from data_layer import recipient_agreements
from data_layer.recipient_agreements import KIND_LABELS, USUAL_KIND, Agreement
from data_layer.recipients import Recipient
from data_layer.rules.sentences import say
from data_layer.rules.working_days import add_months
from pages.shared import confirm, drawers, forms, session
from pages.shared.forms import Form
from pages.shared.wording import DAY_FORMAT, _, day, language

_FIRST_DAY, _MOST_MONTHS_AHEAD = date(1990, 1, 1), 360


def drawn(recipient: Recipient, agreements: list[Agreement], *, may_change: bool) -> None:
    """The agreements, the newest first; with `may_change` each with a form, and one for a new one."""
    drawers.heading(_("Agreements"))
    if not agreements:
        st.caption(_("No agreement is recorded."))
    for agreement in agreements:
        words = _in_words(agreement)
        if may_change:
            with st.expander(words):
                _changing(agreement)
        else:
            st.markdown(f"- {words}")
    if may_change:
        with st.expander(_("Record agreement"), icon=":material/add:"):
            _adding(recipient)


def _in_words(agreement: Agreement) -> str:
    facts = {"kind": KIND_LABELS.get(agreement.kind, agreement.kind), "signed": day(agreement.signed_on)}
    today = session.today()
    if agreement.ends_on is None:
        return _("%(kind)s of %(signed)s, without end", **facts)
    if agreement.ends_on < today:
        return _("%(kind)s of %(signed)s, ended on %(ended)s", ended=day(agreement.ends_on), **facts)
    return _("%(kind)s of %(signed)s, until %(until)s", until=day(agreement.ends_on), **facts)


def _adding(recipient: Recipient) -> None:
    form = Form(f"agreement:{recipient.id}")
    facts, pressed = _fields(form, USUAL_KIND.get(recipient.role), None, None)
    confirm.in_drawer(
        form,
        lambda store: recipient_agreements.add_agreement(
            store, session.actor(), id=form.id, recipient_id=recipient.id, **facts
        ),
        say("The agreement was recorded."),
        pressed=pressed,
    )


def _changing(agreement: Agreement) -> None:
    form = Form(f"agreement:{agreement.id}:{agreement.version}")
    facts, pressed = _fields(form, agreement.kind, agreement.signed_on, agreement.ends_on)
    confirm.in_drawer(
        form,
        lambda store: recipient_agreements.change_agreement(store, session.actor(), seen=agreement, **facts),
        say("The agreement was changed."),
        pressed=pressed,
    )


def _fields(form: Form, kind: str | None, signed_on: date | None, ends_on: date | None) -> tuple[dict[str, Any], bool]:
    today = session.today()
    kinds = {code: _(words) for code, words in KIND_LABELS.items()}
    last = add_months(today, _MOST_MONTHS_AHEAD)
    facts: dict[str, Any] = {}
    with st.form(f"{form.name}:{form.id}", enter_to_submit=False, border=False):
        with form.field("kind", _("Kind")) as label:
            facts["kind"] = forms.choice(label, kinds, usual=kind, key=f"kind:{form.id}:{language()}")
        left, right = st.columns(2)
        with left, form.field("signed_on", _("Signed on")) as label:
            facts["signed_on"] = st.date_input(
                label, signed_on, min_value=_FIRST_DAY, max_value=last, format=DAY_FORMAT, key=f"signed_on:{form.id}"
            )
        with right, form.field("ends_on", _("Last day, if agreed")) as label:
            facts["ends_on"] = st.date_input(
                label, ends_on, min_value=_FIRST_DAY, max_value=last, format=DAY_FORMAT, key=f"ends_on:{form.id}"
            )
        pressed = st.form_submit_button(_("Save"), type="primary")
    return facts, pressed
