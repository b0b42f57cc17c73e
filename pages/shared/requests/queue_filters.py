"""What is chosen in the queue: a part of it, a phase, whose it is, and what is looked for; all of it in the URL."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import cast

import streamlit as st

from data_layer import replacing
from data_layer.ids import id_in
from data_layer.replacing import Colleague
from data_layer.requests import queue_counts, request_queue, request_stands
from data_layer.requests.queue_counts import Counts
from data_layer.requests.request_queue import PHASE_LABELS, Filter, Handler
from data_layer.requests.request_stands import STAND_LABELS, Stand
from data_layer.rules.access import Act, may
from data_layer.rules.deadlines import Phase
from data_layer.rules.sentences import Sentence, say
from data_layer.vocabulary import RIGHT_LABELS, Right
from pages.shared import choices, links, searches, session, tables, time_filters
from pages.shared.charts import month_label
from pages.shared.wording import _, in_words

# names in the URL
PART, STATE, PHASE, HANDLER, RIGHT = "weergave", "stand", "fase", "behandelaar", "recht"
EVERYBODY = "all"
PARTS: dict[Stand, Sentence] = {
    "to_do": say("To do"),
    "waiting": say("Waiting for an answer"),
    "unverified": say("Identity not certain yet"),
    "all": say("All"),
}
# by a link from a figure only: among the states when it is asked for
_OF_FIGURES: dict[Stand, Sentence] = {
    "judged": say("due in the period"),
    "on_time": say("answered in time"),
    "late": say("not in time"),
    "past_safe": say("past the safe day"),
    "withdrawn": say("withdrawn"),
    "received": say("received"),
    "extended": say("extended"),
    "suspended": say("suspended"),
    "replied": say("answered"),
    "copies": say("copy of identity document here"),
    "copies_late": say("copy here too long"),
    "notices": say("notice not confirmed"),
    "notices_unsent": say("notice not sent"),
}
_URGENCIES = tuple(phase for phase in PHASE_LABELS if phase is not Phase.waiting)


@dataclass(frozen=True, slots=True)
class Chosen:
    """The filter that is on, in which part of the queue, what it leaves of each, and who handles requests."""

    part: Stand
    which: Filter
    counts: Counts
    people: Sequence[Colleague]

    @property
    def is_narrowed(self) -> bool:
        """Whether anything but the part is chosen."""
        return self.which != Filter(stand=self.part, order=self.which.order)

    @property
    def is_narrower_than_all(self) -> bool:
        """Whether a search could find more among all requests."""
        return self.which != Filter(stand="all", search=self.which.search, order=self.which.order)


def arrive() -> None:
    """Somebody who comes here without asking for anything begins with their own work, if there is any."""
    actor = session.actor()
    if not links.is_bare_arrival() or not may(actor.roles, Act.REQUEST_PROGRESS):
        return
    with session.the_store().read(actor, Act.REQUEST_LIST) as reader:
        usual = queue_counts.usual(reader, actor)
    if usual.handler == "mine":
        st.query_params[HANDLER] = "mine"


def chosen() -> Chosen:
    """Draws the choices above the list, each with how many it leaves; what is chosen."""
    actor = session.actor()
    part = _part()
    parts, urgencies = st.container(), st.container()
    with choices.side_by_side(4 if part == "all" else 3):
        sees_names = may(actor.roles, Act.CLIENT_LIST)
        search = searches.box("request_search", _("Number or name") if sees_names else _("case number"))
        rights = {code.value: _(words) for code, words in RIGHT_LABELS.items()}
        right = choices.selectbox(_("Right"), RIGHT, rights, _("all rights"))
        whose = st.container()
        state = _state() if part == "all" else None
    month = choices.month()
    if month:
        words = _("Legal last day in %(month)s", month=month_label(month, long=True))
        choices.only(words, choices.MONTH, "event")
    times = time_filters.asked(request_stands.WINDOWS.get(cast(Stand, state)))
    which = Filter(
        stand=cast(Stand, state or part),
        month=month,
        phase=_phase() if part == "to_do" else None,
        right=Right(right) if right else None,
        handler=_handler(),
        search=search,
        order=tables.order(request_queue.ORDERS),
        since=times.since,
        until=times.until,
        as_of=times.as_of,
    )
    found = _counted(part, which)
    with parts:
        labels: dict[str, str] = {
            code: f"{_(words)} · {in_words(found.counts.parts[code])}" for code, words in PARTS.items()
        }
        choices.segments(_("List"), PART, labels, _usual_part())
    if part == "to_do":
        with urgencies:
            counts = found.counts.phases
            choices.pills(_("Phase"), PHASE, {p: f"{_(PHASE_LABELS[p])} · {in_words(counts[p])}" for p in _URGENCIES})
    with whose:
        _draw_handler(found)
    return found


def _counted(part: Stand, which: Filter) -> Chosen:
    actor = session.actor()
    with session.the_store().read(actor, Act.REQUEST_LIST) as reader:
        people = replacing.colleagues(reader)
        counts = queue_counts.counts(reader, actor, which)
        if isinstance(which.handler, int) and which.handler not in _names(counts, people):
            which = replace(which, handler=None)
            counts = queue_counts.counts(reader, actor, which)
    return Chosen(part, which, counts, people)


def _part() -> Stand:
    asked = st.query_params.get(PART)
    return asked if asked in PARTS else _usual_part()


def _usual_part() -> Stand:
    """The part that a link means which names none: a state is chosen among all, and who waits has no other phase."""
    if STATE in st.query_params:
        return "all"
    return "waiting" if st.query_params.get(PHASE) == Phase.waiting else "to_do"


def _state() -> str | None:
    asked = st.query_params.get(STATE)
    states: dict[str, str] = {code: _(words) for code, words in STAND_LABELS.items()}
    if asked in _OF_FIGURES and (asked not in STAND_LABELS or time_filters.SINCE in st.query_params):
        states[asked] = _(_OF_FIGURES[asked])
    return choices.selectbox(_("State"), STATE, states, _("all"))


def _phase() -> Phase | None:
    asked = st.query_params.get(PHASE)
    return Phase(asked) if asked in _URGENCIES else None


def _handler() -> Handler | None:
    asked = st.query_params.get(HANDLER, "")
    if asked == "mine":
        return "mine" if may(session.actor().roles, Act.REQUEST_PROGRESS) else None
    if asked == "nobody":
        return "nobody"
    return id_in(asked)


def _names(counts: Counts, people: Sequence[Colleague]) -> dict[int, str]:
    return counts.names | {person.id: person.name for person in people}


def _draw_handler(found: Chosen) -> None:
    counts = found.counts
    handles = may(session.actor().roles, Act.REQUEST_PROGRESS)
    words = {
        EVERYBODY: (_("everybody"), counts.everybody),
        **({"mine": (_("mine"), counts.mine)} if handles else {}),
        "nobody": (_("without handler"), counts.handlers.get(None, 0)),
        **{str(id_): (name, counts.handlers.get(id_, 0)) for id_, name in _names(counts, found.people).items()},
    }
    labels = {code: f"{name} · {in_words(n)}" for code, (name, n) in words.items()}
    codes = list(labels)

    def draw(now: str | None, key: str) -> str | None:
        shown = now or EVERYBODY
        index = codes.index(shown)
        picked = st.selectbox(_("Handler"), codes, index=index, format_func=labels.__getitem__, key=key)
        # everybody is written in the URL when it is chosen: without, coming back would begin with one's own work
        return now if picked == shown else picked

    choices.in_url(HANDLER, labels, draw)
