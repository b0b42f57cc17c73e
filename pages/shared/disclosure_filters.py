"""What narrows the register of disclosures: a line of choices, and behind one button those that are asked for less."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import streamlit as st

from data_layer.categories import CATEGORIES
from data_layer.disclosure_facts import EARLIEST
from data_layer.disclosures import ORDERS, STATE_LABELS, UNTOLD_ORDERS, Filter
from data_layer.paging import Order
from data_layer.rules.access import Act, may
from data_layer.rules.disclosure import FLAG_LABELS
from data_layer.rules.months import last_of
from data_layer.vocabulary import DIRECTION_LABELS, GROUND_LABELS, PURPOSES
from pages.shared import choices, searches, session, tables, time_filters
from pages.shared.charts import month_label
from pages.shared.time_filters import AS_OF, SINCE, UNTIL
from pages.shared.wording import _, day

COUNTING = "counting"  # every state but annulled
YEAR, CLIENT, CARE = "jaar", "client", "aandacht"  # names in the URL
FLAG = "opmerking"  # the name in the URL; its value is the code of one remark of the desk
PERIOD = (YEAR, choices.MONTH, SINCE, UNTIL)
UNTOLD, LACKING = "untold", "no_agreement"


@dataclass(frozen=True, slots=True)
class _More:
    """A choice behind the button: its name in the URL, its label, what can be chosen, and its sign."""

    name: str
    label: str
    options: Mapping[str, str]
    icon: str

    @property
    def now(self) -> str | None:
        """What is chosen."""
        asked = st.query_params.get(self.name)
        return asked if asked in self.options else None


def orders() -> Mapping[str, Order]:
    """The ways to sort what is chosen; what is to be told comes by its day unless asked otherwise."""
    return UNTOLD_ORDERS if st.query_params.get(CARE) == UNTOLD else ORDERS


def same_period(now: Filter) -> dict[str, str]:
    """What a link of this screen holds to keep the period that is shown now."""
    kept = {name: st.query_params[name] for name in PERIOD if name in st.query_params}
    return kept or ({SINCE: now.since.isoformat()} if now.since else {})


def nothing_fits() -> None:
    """Says that the choice leaves nothing."""
    st.info(_("No disclosure fits this choice. Change the choice or the search above."), icon=":material/search_off:")


def chosen(others: Mapping[str, str], years: Sequence[int], any_year: str) -> Filter:
    """Draws the choices, with what is chosen behind the button as badges; the filter that they make.

    `others` are the recipients by code; `any_year` is the word for no year.
    """
    sees_clients = may(session.actor().roles, Act.CLIENT_LIST)
    with choices.side_by_side(6):
        search = searches.box(
            "disclosure_search",
            _("Number, reference") if sees_clients else _("Number"),
            _("The number or reference of a disclosure, or the number of a client.") if sees_clients else None,
        )
        recipient = choices.selectbox(_("Recipient"), choices.RECIPIENT, others, _("all"))
        ways = {code.value: _(words) for code, words in DIRECTION_LABELS.items()}
        direction = choices.selectbox(_("Direction"), "richting", ways, _("both"))
        stands = {COUNTING: _("counts"), **{code: _(words) for code, words in STATE_LABELS.items()}}
        state = choices.selectbox(_("State"), "stand", stands, _("all"))
        cares = {
            "flagged": _("with a remark"),
            UNTOLD: _("source to be told"),
            LACKING: _("no valid agreement"),
        }
        care = choices.selectbox(_("Attention"), CARE, cares, _("everything"))
        year = choices.selectbox(_("Year"), YEAR, {str(year): str(year) for year in years}, any_year)
    with st.container(horizontal=True, vertical_alignment="center"):
        purpose, ground, category, since, until = _behind_the_button()
        month = choices.month()
        if month:
            choices.only(month_label(month, long=True), choices.MONTH, "calendar_month")
        time_filters.days_told(AS_OF)
        client_number = st.query_params.get(CLIENT) if sees_clients else None
        flag = st.query_params.get(FLAG, "")
        if flag in FLAG_LABELS:
            choices.only(_(FLAG_LABELS[flag]), FLAG, "flag")
        if client_number:
            choices.only(_("Client %(number)s only", number=client_number), CLIENT, "person")
    return Filter(
        recipient=recipient,
        direction=direction,
        state=None if state == COUNTING else state,
        counting=True if state == COUNTING else None,
        is_flagged=True if care == "flagged" else None,
        is_source_untold=True if care == UNTOLD else None,
        lacks_agreement=True if care == LACKING else None,
        as_of=time_filters.day_asked(AS_OF),
        purpose=int(purpose) if purpose else None,
        ground=ground,
        category=category,
        flag=flag if flag in FLAG_LABELS else None,
        since=_one_of(max, year and date(int(year), 1, 1), month, since),
        until=_one_of(min, year and date(int(year), 12, 31), month and last_of(month), until),
        client_number=client_number,
        search=search,
        order=tables.order(orders()),
    )


def _one_of(which: Callable[[list[date]], date], *days: date | str | None) -> date | None:
    """The latest or earliest of the days that are set: each narrows."""
    found = [on for on in days if isinstance(on, date)]
    return which(found) if found else None


def _behind_the_button() -> tuple[str | None, str | None, str | None, date | None, date | None]:
    """The choices that most days nobody needs, with a badge for each that is made."""
    more = (
        _More("doeleinde", _("Purpose"), {str(n): _(words) for n, words in PURPOSES.items()}, "flag"),
        _More("grondslag", _("Ground"), {code.value: _(words) for code, words in GROUND_LABELS.items()}, "gavel"),
        _More("gegevens", _("Data"), {one.code: _(one.label) for one in CATEGORIES}, "category"),
    )
    days = {SINCE: _("From"), UNTIL: _("Up to and including")}
    latest = session.today()
    badges = [(f"{one.label}: {one.options[one.now]}", one.name, one.icon) for one in more if one.now is not None]
    for name, label in days.items():
        if (on := choices.day_in_url(name, EARLIEST, latest)) is not None:
            badges.append((f"{label} {day(on)}", name, "event"))
    label = _("More filters (%(n)s)", n=len(badges)) if badges else _("More filters")
    with st.popover(label, icon=":material/tune:", key="more_filters", width="content"):
        purpose, ground, category = (choices.selectbox(one.label, one.name, one.options, _("all")) for one in more)
        left, right = st.columns(2)
        with left:
            since = choices.day(days[SINCE], SINCE, EARLIEST, latest)
        with right:
            until = choices.day(days[UNTIL], UNTIL, EARLIEST, latest)
    for badge in badges:
        choices.only(*badge, _("Clear"))
    return purpose, ground, category, since, until
