"""Recording a data breach: the two questions that everybody can answer at once, and until when it can be reported."""

from datetime import datetime

import streamlit as st

from data_layer.breaches import record_breach
from data_layer.disclosures import Entry
from data_layer.rules.breaches import report_by
from data_layer.rules.checks import LONGEST_TEXT
from data_layer.rules.sentences import say
from pages.shared import confirm, drawers, links, session
from pages.shared.forms import Form
from pages.shared.moments import moment, now
from pages.shared.navigation import BREACHES
from pages.shared.wording import _

NUMBER = "nummer"  # the name in the URL


def offered(entry: Entry) -> None:
    """What the drawer of a disclosure says of its data breach, or the form that records one."""
    title = _("Data breach")
    if entry.breach_aware_at is not None:
        drawers.heading(title)
        _recorded(entry.breach_number or "", entry.breach_aware_at)
    elif entry.row.flags:
        drawers.heading(title)
        _recording(entry)
    else:
        with st.expander(title):
            _recording(entry)


def aware_field(form: Form) -> datetime:
    """Asks when the breach was discovered, and says at once until when it can be reported; outside a form's frame."""
    aware_at = moment(form, "aware_at", _("Discovered on"), _("Discovered at"), key="aware", usual=now())
    st.caption(
        _(
            "Reporting to the data protection authority is in time until %(until)s (72 hours).",
            until=report_by(aware_at),
        )
    )
    return aware_at


def what_field(form: Form) -> str:
    """Asks what happened."""
    with form.field("what", _("What happened")) as label:
        return st.text_area(label, key="breach_what", max_chars=LONGEST_TEXT)


def _recorded(number: str, aware_at: datetime) -> None:
    st.markdown(
        _(
            "Breach record %(number)s was made. Reporting to the data protection authority is in time until %(until)s.",
            number=number,
            until=report_by(aware_at),
        )
    )
    if session.opens(BREACHES):
        links.link(BREACHES, _("To data breach %(number)s", number=number), icon=":material/gpp_bad:", nummer=number)


def _recording(entry: Entry) -> None:
    st.markdown(
        _("Is this a data breach? Then make a record of it. Whether it is to be reported is decided after that.")
    )
    form = Form(f"breach:{entry.row.id}")
    aware_at = aware_field(form)
    with st.form(f"breach:{form.id}"):
        what = what_field(form)
        pressed = st.form_submit_button(_("Make breach record"), type="primary")
    confirm.in_drawer(
        form,
        lambda store: record_breach(
            store, session.actor(), id=form.id, disclosure_id=entry.row.id, aware_at=aware_at, what=what
        ),
        say("The breach record was made."),
        pressed=pressed,
    )
