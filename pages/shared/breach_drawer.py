"""One data breach, in a drawer that the URL opens: where it stands, the clock, the next step, the facts."""

from datetime import datetime

import streamlit as st

from data_layer.breach_lists import REPORTING_LABELS, RISK_LABELS, TEXT_LABELS, Breach, the_breach
from data_layer.categories import CATEGORY
from data_layer.rules.access import Act, may
from data_layer.rules.breaches import Handling, Reporting, hours_left, remaining, report_by, reporting
from pages.shared import breach_parts, breach_steps, drawers, links, session
from pages.shared.breach_recording import NUMBER
from pages.shared.navigation import DISCLOSURES
from pages.shared.wording import _, _n, in_words, plain

COLOURS = {
    Reporting.OVERDUE: "red",
    Reporting.DUE: "orange",
    Reporting.LATE: "orange",
    Reporting.IN_TIME: "green",
    Reporting.NOT_NEEDED: "gray",
}
_RISK_COLOURS = {"unlikely": "gray", "risk": "orange", "high": "red"}


def opened_by_url() -> None:
    """Opens the drawer of the breach whose number is in the URL, or says that there is none."""
    breach = drawers.asked_for(NUMBER, _now)
    if breach is None:
        return

    def closed() -> None:
        breach_steps.forget(breach.id)
        st.query_params.pop(NUMBER, None)

    drawers.drawer(_("Data breach %(number)s", number=breach.number), _drawn, breach.number, on_dismiss=closed)


def _now(number: str) -> Breach:
    with session.the_store().read(session.actor(), Act.BREACH_VIEW) as reader:
        return the_breach(reader, number)


def left(handling: Handling, now: datetime) -> str:
    """How much time there is to report it."""
    hours = hours_left(handling.aware_at, now)
    if hours < 0:
        return _("The 72 hours are over")
    return _n("%(n)s hour left", "%(n)s hours left", hours) if hours else _("Less than an hour left")


def _drawn(number: str) -> None:
    breach = _now(number)
    handling, now = breach.handling, session.the_store().clock()
    stands = reporting(handling, now)
    with st.container(horizontal=True):
        is_open = breach.closed_at is None
        drawers.badge(_("open") if is_open else _("closed"), "blue" if is_open else "gray")
        if handling.risk:
            drawers.badge(_(RISK_LABELS[handling.risk]), _RISK_COLOURS[handling.risk])
        drawers.badge(_(REPORTING_LABELS[stands]), COLOURS[stands])
    if is_open:
        _clock(handling, stands, now)
        _to_do(breach)
    _facts(breach)
    if may(session.actor().roles, Act.BREACH_CHANGE):
        (breach_steps.correcting if is_open else breach_steps.reopening)(breach)


def _clock(handling: Handling, stands: Reporting, now: datetime) -> None:
    until = report_by(handling.aware_at)
    if stands is Reporting.DUE:
        st.warning(
            _("To be reported to the data protection authority by %(until)s.", until=until),
            title=left(handling, now),
            icon=":material/timer:",
        )
    elif stands is Reporting.OVERDUE:
        st.error(
            _("Reporting was in time until %(until)s. Report it now, and say why it is late.", until=until),
            title=left(handling, now),
            icon=":material/alarm:",
        )


def _to_do(breach: Breach) -> None:
    step, *later = remaining(breach.handling)
    if may(session.actor().roles, Act.BREACH_CHANGE):
        breach_steps.next_step(breach, step)
    else:
        later.insert(0, step)
    if later:
        steps = " · ".join(_(breach_parts.LABELS[one]) for one in later)
        st.caption(_("Still to be done: %(steps)s", steps=steps))


def _facts(breach: Breach) -> None:
    handling = breach.handling
    what, *texts = ((_(words), plain(getattr(handling, code))) for code, words in TEXT_LABELS.items())
    drawers.facts(
        {
            **dict([what]),
            _("Discovered on"): in_words(handling.aware_at),
            _("Recorded by"): plain(breach.recorded_by or _("somebody who left")),
            _("Data"): ", ".join(_(CATEGORY[code].label) for code in handling.categories),
            _("Persons"): "" if handling.persons is None else in_words(handling.persons),
            _("Reported on"): _moment(handling.told_authority_at),
            _("Reference of the report"): plain(handling.authority_reference),
            _("Persons told on"): _moment(handling.told_persons_at),
            **dict(texts),
            _("Closed on"): _moment(breach.closed_at),
        }
    )
    if breach.disclosure_number and session.opens(DISCLOSURES):
        words = _("To disclosure %(number)s", number=breach.disclosure_number)
        links.link(DISCLOSURES, words, icon=":material/send:", nummer=breach.disclosure_number)


def _moment(at: datetime | None) -> str:
    return in_words(at) if at else ""
