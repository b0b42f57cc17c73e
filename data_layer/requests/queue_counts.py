"""How many requests there are in each phase, in each part of the queue, and with each handler."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from data_layer.requests.request_queue import FITTING_SQL, HANDLED_SQL, PHASE_LABELS, Filter, Handler, fitting
from data_layer.requests.request_stands import STANDS_SQL, Stand
from data_layer.rules.deadlines import Phase
from data_layer.staff import Actor, unattended, works_for
from data_layer.transactions import Reader


@dataclass(frozen=True, slots=True)
class Counts:
    """`phases` and `parts` count what fits all of the filter but its phase and stand; `handlers` (by id, None for
    nobody), `mine` and `everybody` what fits all of it but its handler. `names` are those of the handlers."""

    phases: dict[Phase, int]
    parts: dict[Stand, int]
    handlers: dict[int | None, int]
    names: dict[int, str]
    mine: int
    everybody: int


@dataclass(frozen=True, slots=True)
class _Group:
    phase: str | None
    handler_id: int | None
    handler: str | None
    is_unverified: bool
    is_chosen: bool
    n: int


_COUNTS_SQL = f"""
    select phase, handler_id, handler, ({STANDS_SQL["unverified"]}) as is_unverified,
        ({{stand}}) and ($phase is null or phase is not distinct from $phase) as is_chosen, count(*) as n
    from ({FITTING_SQL}) group by all
"""  # noqa: S608 - the queue's own text

_OPEN_SQL = f"""
    select phase, count(*) as n from ({FITTING_SQL}) where {HANDLED_SQL} and phase is not null group by phase
"""  # noqa: S608 - the queue's own text


def counts(reader: Reader, actor: Actor, which: Filter) -> Counts:
    """The counts that go with a filter."""
    chosen = fitting(reader, actor, which, _COUNTS_SQL.format(stand=STANDS_SQL[which.stand]))
    groups = reader.all(_Group, chosen.sql, **chosen.facts)
    my_ids, nobodys = works_for(reader, actor.staff_id), {None, *unattended(reader)}
    theirs = [group for group in groups if _is_of(group, which.handler, my_ids, nobodys)]
    here = [group for group in groups if group.is_chosen]
    handlers = dict.fromkeys((group.handler_id for group in groups), 0)
    for group in here:
        handlers[group.handler_id] += group.n
    handlers[None] = _sum(here, lambda group: group.handler_id in nobodys)
    return Counts(
        {phase: _sum(theirs, lambda group, phase=phase: group.phase == phase) for phase in PHASE_LABELS},
        {
            "to_do": _sum(theirs, lambda group: group.phase not in (None, Phase.waiting)),
            "waiting": _sum(theirs, lambda group: group.phase == Phase.waiting),
            "unverified": _sum(theirs, lambda group: group.is_unverified),
            "all": _sum(theirs, lambda _group: True),
        },
        handlers,
        {group.handler_id: group.handler for group in groups if group.handler_id is not None and group.handler},
        _sum(here, lambda group: group.handler_id in my_ids),
        _sum(here, lambda _group: True),
    )


def open_counts(reader: Reader, actor: Actor | None = None, which: Filter | None = None) -> dict[Phase, int]:
    """How many unanswered requests there are in each phase, most urgent first, zeros included.

    With a filter: of those that fit everything in it but its phase and stand.
    """
    chosen = fitting(reader, actor, which or Filter(), _OPEN_SQL)
    found: list[dict[str, Any]] = reader.all(dict, chosen.sql, **chosen.facts)
    return dict.fromkeys(PHASE_LABELS, 0) | {Phase(row["phase"]): int(row["n"]) for row in found}


def usual(reader: Reader, actor: Actor) -> Filter:
    """The part of the queue that somebody begins with: what they have to do themselves, or else what anybody has."""
    mine = Filter(stand="to_do", handler="mine")
    of_phases = open_counts(reader, actor, mine)
    return mine if sum(of_phases.values()) > of_phases[Phase.waiting] else Filter(stand="to_do")


def _is_of(group: _Group, handler: Handler | None, my_ids: list[int], nobodys: set[int | None]) -> bool:
    match handler:
        case None:
            return True
        case "mine":
            return group.handler_id in my_ids
        case "nobody":
            return group.handler_id in nobodys
        case _:
            return group.handler_id == handler


def _sum(groups: list[_Group], fits: Callable[..., Any]) -> int:
    return sum(group.n for group in groups if fits(group))
