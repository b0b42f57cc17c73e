"""The figures of today, each leading to its rows."""

import streamlit as st

from data_layer import reports, request_queue, retention
from data_layer.request_queue import PHASE_LABELS
from data_layer.rules.access import Act, may
from data_layer.rules.deadlines import Phase
from data_layer.vocabulary import STATE_LABELS, State
from pages.shared import links, session
from pages.shared.navigation import CLIENTS, DISCLOSURES, OVERVIEW, REQUESTS, RETENTION, Screen
from pages.shared.wording import _, _n, day, in_words

store, actor, today = session.the_store(), session.actor(), session.today()


def card(
    label: str,
    figure: str,
    screen: Screen,
    *,
    note: str | None = None,
    meaning: str = "",
    leads_to: str | None = None,
    **where: str,
) -> None:
    """A figure with what it means on hover, and the way to its rows for those who may see them."""
    with st.container(border=True, height="stretch"):
        st.metric(label, figure, help=meaning or None, delta=note, delta_color="off", delta_arrow="off")
        if may(actor.roles, screen.opened_by):
            links.link(screen, leads_to or _("Show"), icon=":material/arrow_forward:", **where)


def _share(part: int, whole: int) -> str:
    """In whole percents, downwards: only when all were on time does it say 100."""
    return f"{100 * part // whole}%"


with store.read(actor, Act.OVERVIEW_VIEW) as reader:
    phases = request_queue.open_counts(reader)
    people, on_time = reports.clients(reader), reports.on_time(reader)
    kept = retention.totals(reader)
    disclosed, flagged = reports.disclosed_per_recipient(reader, today.year), reports.flagged_disclosures(reader)

st.title(_(OVERVIEW.title))
late, pressing = phases[Phase.overdue], phases[Phase.last_days] + phases[Phase.urgent]
if not may(actor.roles, REQUESTS.opened_by):
    st.info(_("Here you see how the desk stands; the lists behind the figures are for those who work with them."))
elif late:
    st.error(
        _n(
            "One request is past its legal last day. Answer it first.",
            "%(n)s requests are past their legal last day. Answer them first.",
            late,
        ),
        icon=":material/alarm:",
    )
elif pressing:
    st.warning(
        _n("One request must be answered this week.", "%(n)s requests must be answered this week.", pressing),
        icon=":material/schedule:",
    )
else:
    st.success(_("No request is late and none is pressing today."), icon=":material/check_circle:")

st.subheader(_("Open requests"), anchor=False)
with st.grid(6, min_column_width=120):
    for phase, words in PHASE_LABELS.items():
        short = STATE_LABELS[State.WAITING] if phase == Phase.waiting else words  # the whole word does not fit
        card(_(short).capitalize(), in_words(phases[phase]), REQUESTS, fase=phase.value)

st.subheader(_("On time, last twelve months"), anchor=False)
if on_time.due:
    with st.grid(4, min_column_width=190):
        card(
            _("By the legal last day"),
            _share(on_time.on_time, on_time.due),
            REQUESTS,
            note=_("%(part)s of %(whole)s requests", part=on_time.on_time, whole=on_time.due),
            meaning=_(
                "Requests whose legal last day lay between %(since)s and today, unanswered ones included: the share"
                " whose answer was sent by that day. Withdrawn ones are left out: %(withdrawn)s.",
                since=day(on_time.since),
                withdrawn=on_time.withdrawn,
            ),
            leads_to=_("The others"),
            staat="late",
        )
        card(
            _("By the safe last day"),
            _share(on_time.on_safe_time, on_time.due),
            REQUESTS,
            note=_("%(part)s of %(whole)s requests", part=on_time.on_safe_time, whole=on_time.due),
            meaning=_("The same requests, answered by the day that nobody can dispute."),
            leads_to=_("The others"),
            staat="past_safe",
        )
else:
    st.info(_("No request had its last day in the last twelve months."))

st.subheader(_("Clients and deletion"), anchor=False)
with st.grid(4, min_column_width=190):
    card(
        _("Clients"),
        in_words(people.total),
        CLIENTS,
        note=_("%(n)s now in a course", n=people.in_course),
        meaning=_n("One of them is restricted.", "%(n)s of them are restricted.", people.restricted),
    )
    card(
        _("To be deleted now"),
        in_words(kept.due_now),
        RETENTION,
        note=_("%(n)s for more than thirty days", n=kept.red),
        meaning=_("Clients of whom at least one category of data is due for deletion."),
        lijst="due",
    )
    card(_("Held"), in_words(kept.held), RETENTION, meaning=_("Clients with a reason not to delete yet."), lijst="held")
    card(
        _("Within a year"),
        in_words(kept.coming),
        RETENTION,
        meaning=_("Clients of whom something falls due in the next twelve months."),
        lijst="coming",
    )

st.subheader(_("Disclosures in %(year)s", year=str(today.year)), anchor=False)
with st.grid(4, min_column_width=190):
    for recipient in disclosed:
        card(
            recipient.name,
            in_words(recipient.entries),
            DISCLOSURES,
            note=_("%(n)s times a client", n=recipient.clients),
            meaning=_("Entries in the register that were not annulled, and how many clients they count together."),
            ontvanger=recipient.code,
            jaar=str(today.year),
            richting="out",
            stand="counting",
        )
    if flagged:
        card(
            _("Should not have happened"),
            in_words(flagged),
            DISCLOSURES,
            note=_("of all years"),
            meaning=_("Disclosures that the register flags."),
            aandacht="flagged",
        )
