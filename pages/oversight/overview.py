"""How the desk stands, today or on a day before: what comes first, the figures, and charts that lead to their rows."""

from datetime import date

import streamlit as st

from data_layer.oversight import figures
from data_layer.oversight.figure import Chart
from data_layer.paging import Position
from data_layer.requests import request_queue
from data_layer.requests.request_queue import Filter
from data_layer.rules.access import Act
from data_layer.rules.periods import twelve_months_to
from data_layer.rules.request_course import GDPR_APPLIES_FROM
from pages.shared import charts, choices, figure_rows, links, roles_told, session, this_week, time_filters
from pages.shared.navigation import OVERVIEW, REQUESTS
from pages.shared.wording import DAY_FORMAT, _, day

FIRST_FEW = 6
MOST_ROWS = 24  # of a table that is open at first
PART = "deel"  # the name in the URL
FIRST = ("open_requests", "on_time", "copies_not_destroyed", "notices_unconfirmed", "due")
OF_FIRST = ("requests", "identity", "retention")  # the parts that these figures are of
store, actor, today = session.the_store(), session.actor(), session.today()


def as_of() -> date:
    """The day that is looked at: today, unless the URL or the field says another."""
    now = choices.day_in_url(time_filters.AS_OF, GDPR_APPLIES_FROM, today) or today
    picked = st.date_input(
        _("As of"),
        now,
        min_value=GDPR_APPLIES_FROM,
        max_value=today,
        format=DAY_FORMAT,
        key=f"as_of:{now}",
        width=150,
        help=_("The figures as they stood at the end of this day."),
    )
    if isinstance(picked, date) and picked != now:
        links.put(time_filters.AS_OF, None if picked == today else picked.isoformat())
        st.rerun()
    return now


def draw(chart: Chart) -> None:
    """The chart with its heading, a long table closed at first; a click opens what it counts."""
    if len(chart.codes) > MOST_ROWS:
        with st.expander(_(chart.title)):
            st.caption(_(chart.meaning))
            clicked = charts.with_table(chart, opens=_opens(chart))
    else:
        st.subheader(_(chart.title), anchor=False, help=_(chart.meaning))
        if not chart.codes:
            st.info(_(chart.none) if chart.none else _("There is nothing to show."), icon=":material/check_circle:")
            return
        clicked = charts.with_table(chart, opens=_opens(chart))
    if clicked is not None:
        figure_rows.go(chart.leads_to.get(clicked) or chart.leads_to.get((clicked[0], "")))


def _opens(chart: Chart) -> bool:
    return any(figure_rows.screen_of(rows) for rows in chart.leads_to.values())


with st.container(horizontal=True, vertical_alignment="bottom", horizontal_alignment="distribute"):
    st.title(_(OVERVIEW.title), width="content")
    then = as_of()
period, titles = twelve_months_to(then), figures.titles(actor)
asked = st.query_params.get(PART)
shown = asked if asked in titles else next(iter(titles))
with store.read(actor, Act.OVERVIEW_VIEW) as reader:
    parts = figures.parts(reader, actor, period, store.clock(), only={*OF_FIRST, shown})
    week = request_queue.open_requests(reader, actor, Filter(stand="week"), Position(), FIRST_FEW)
found = figures.by_code(parts)

if then < today:
    st.info(
        _(
            "This is how it stood on %(day)s, from the dated events. What was destroyed since comes from the monthly"
            " figures, to the end of a month.",
            day=then,
        ),
        icon=":material/history:",
    )
elif not session.opens(REQUESTS):
    st.info(_("Here you see how the desk stands; the lists behind the figures are for those who work with them."))
else:
    late = found.get("requests_overdue")
    this_week.said(int(late.value or 0) if late else 0, week.total)
if then == today:
    roles_told.drawn()
in_period = _("since %(day)s", day=day(period.since))
figure_rows.cards(tuple(found[code] for code in FIRST if code in found), in_period)
if then == today and week.rows and session.opens(REQUESTS):
    this_week.listed(week)

choices.segments(_("Figures about"), PART, {code: _(title) for code, title in titles.items()})
part = next(part for part in parts if part.code == shown)
figure_rows.cards(part.figures, in_period)
if session.opens(REQUESTS) and part.charts:
    st.caption(_("A click on a bar, or on a line of the table beside it, opens what it counts."))
for chart in part.charts:
    draw(chart)
