"""The requests that every try-out has: each right, each phase, and the cases that are easily got wrong."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import numpy as np

from data_layer.demo.cases import CHANNELS, KINDS, NOBODY, OUTCOMES, RIGHTS, Cases
from data_layer.demo.drawing import Draws
from data_layer.demo.lives import Lives
from data_layer.rules.deadlines import IsFreeDay, Phase, deadline, next_working_day, phase
from data_layer.vocabulary import Channel, Outcome, Right

_SHORTEST, _LONGEST = 2, 70  # days back in which an unanswered request in any phase can be found

_LETTERS = (  # each right that one of them asks is a request of its own
    (Channel.POST, 3, Right.ACCESS, Right.RECTIFICATION),
    (Channel.EMAIL, 10, Right.ACCESS, Right.OBJECTION),
    (Channel.DESK, 16, Right.COMPLETION, Right.PORTABILITY),
)


@dataclass(frozen=True, slots=True)
class Trap:
    """One request, told in days; those that lie after today have not happened yet."""

    right: Right
    channel: Channel
    received: date
    asked: date | None = None
    replied: date | None = None
    asked2: date | None = None
    replied2: date | None = None
    extended: date | None = None
    answered: date | None = None
    finished: date | None = None
    outcome: Outcome | None = None
    kind: str = "self"
    handler: int = 2
    letter: int = 0


def received_for(wanted: Phase, today: date, is_free_day: IsFreeDay) -> date | None:
    """The latest day of receipt that puts an unanswered request in this phase today, if there is one.

    Between the safe and the legal day lie free days only, so on most days no request can be in `last_days`.
    """
    for back in range(_SHORTEST, _LONGEST):
        received = today - timedelta(days=back)
        days = deadline(received, is_free_day=is_free_day)
        if wanted == phase(
            today,
            safe_last_day=days.safe_last_day,
            legal_last_day=days.legal_last_day,
            waiting=False,
            is_free_day=is_free_day,
        ):
            return received
    return None


def traps(today: date, is_free_day: IsFreeDay) -> tuple[Trap, ...]:
    """All of them, as seen from today."""
    return (
        *_in_each_phase(today, is_free_day),
        *_waiting(today),
        *_of_one_letter(today),
        *_easily_wrong(today, is_free_day),
        *_done(today, is_free_day),
    )


def _before(today: date, days: int) -> date:
    return today - timedelta(days=days)


def _in_each_phase(today: date, is_free_day: IsFreeDay) -> list[Trap]:
    wanted = (
        (Phase.on_track, Right.ACCESS, Channel.WEBSITE),
        (Phase.on_track, Right.RESTRICTION, Channel.DESK),
        (Phase.soon, Right.RECTIFICATION, Channel.EMAIL),
        (Phase.soon, Right.ACCESS, Channel.APP),
        (Phase.urgent, Right.ERASURE, Channel.PHONE),
        (Phase.urgent, Right.OBJECTION, Channel.EMAIL),
        (Phase.last_days, Right.COMPLETION, Channel.APP),
        (Phase.overdue, Right.PORTABILITY, Channel.THIRD_PARTY),
        (Phase.overdue, Right.ACCESS, Channel.POST),
    )
    found = [
        Trap(right, channel, received)
        for which, right, channel in wanted
        if (received := received_for(which, today, is_free_day)) is not None
    ]
    return [
        *found,
        Trap(  # answered, not finished: the recipients are still to be told
            Right.RECTIFICATION,
            Channel.DESK,
            _before(today, 24),
            answered=_before(today, 5),
            outcome=Outcome.GRANTED,
        ),
        Trap(Right.CONSENT_WITHDRAWAL, Channel.PHONE, _before(today, 1), handler=0),
        Trap(Right.ACCESS, Channel.EMAIL, today, handler=0),
        Trap(Right.ERASURE, Channel.POST, _before(today, 44)),
    ]


def _waiting(today: date) -> list[Trap]:
    return [
        Trap(Right.ACCESS, Channel.EMAIL, _before(today, 6), asked=_before(today, 4)),
        Trap(Right.ERASURE, Channel.EMAIL, _before(today, 21), asked=_before(today, 18)),
        Trap(Right.ACCESS, Channel.THIRD_PARTY, _before(today, 38), asked=_before(today, 34), kind="representative"),
        Trap(Right.ACCESS, Channel.EMAIL, _before(today, 12), asked=_before(today, 11), kind="unknown"),
    ]


def _of_one_letter(today: date) -> list[Trap]:
    return [
        Trap(right, channel, _before(today, days), letter=letter)
        for letter, (channel, days, *rights) in enumerate(_LETTERS, start=1)
        for right in rights
    ]


def _easily_wrong(today: date, is_free_day: IsFreeDay) -> list[Trap]:
    christmas = _latest(today, 11, 25)
    january = _latest(today, 1, 31)
    return [
        # art. 3(4): the safe day is Christmas Day
        Trap(Right.ACCESS, Channel.WEBSITE, christmas, **_in_time(christmas, is_free_day)),
        # art. 3(2)(c): February has no 31st
        Trap(Right.RECTIFICATION, Channel.DESK, january, **_in_time(january, is_free_day)),
        Trap(  # two overlapping pauses count once
            Right.ACCESS,
            Channel.APP,
            _before(today, 33),
            asked=_before(today, 31),
            replied=_before(today, 24),
            asked2=_before(today, 29),
            replied2=_before(today, 22),
        ),
        Trap(Right.ACCESS, Channel.EMAIL, _before(today, 48), extended=_before(today, 27)),
        Trap(
            Right.ERASURE,
            Channel.WEBSITE,
            _before(today, 60),
            extended=_before(today, 40),
            asked=_before(today, 58),
            replied=_before(today, 47),
        ),
        Trap(Right.PORTABILITY, Channel.THIRD_PARTY, _before(today, 9), kind="representative"),
    ]


def _done(today: date, is_free_day: IsFreeDay) -> list[Trap]:
    """One of each right in time and one late, over the last year; and every outcome."""
    done = []
    for number, right in enumerate(Right):
        received = _before(today, 75 + 31 * number)
        ends = _in_time(received, is_free_day)
        if right is Right.CONSENT_WITHDRAWAL:
            ends = {"answered": received, "finished": received, "outcome": Outcome.GRANTED}
        done.append(Trap(right, CHANNELS[number % len(CHANNELS)], received, **ends))
    for number, (right, outcome) in enumerate(
        (
            (Right.ACCESS, Outcome.GRANTED),
            (Right.ERASURE, Outcome.PARTLY_GRANTED),
            (Right.ACCESS, Outcome.NOT_IDENTIFIED),
        )
    ):
        received = _before(today, 90 + 80 * number)
        late = deadline(received, is_free_day=is_free_day).legal_last_day + timedelta(days=3 + 4 * number)
        asked = received + timedelta(days=2) if outcome is Outcome.NOT_IDENTIFIED else None
        done.append(
            Trap(
                right,
                Channel.EMAIL,
                received,
                asked=asked,
                answered=late,
                finished=late,
                outcome=outcome,
                kind="unknown" if asked else "self",
            )
        )
    for number, outcome in enumerate((Outcome.REFUSED, Outcome.WITHDRAWN)):
        received = _before(today, 120 + 60 * number)
        done.append(
            Trap(Right.ERASURE, Channel.EMAIL, received, **{**_in_time(received, is_free_day), "outcome": outcome})
        )
    for days in (50, 130):  # restrictions that still stand
        received = _before(today, days)
        done.append(Trap(Right.RESTRICTION, Channel.DESK, received, **_in_time(received, is_free_day)))
    return done


def _in_time(received: date, is_free_day: IsFreeDay) -> dict[str, Any]:
    answered = next_working_day(received + timedelta(days=17), is_free_day)
    return {"answered": answered, "finished": answered + timedelta(days=6), "outcome": Outcome.GRANTED}


def _latest(today: date, month: int, day: int) -> date:
    found = date(today.year, month, day)
    return found if found < today else date(today.year - 1, month, day)


def trap_cases(draws: Draws, lives: Lives, today: date, is_free_day: IsFreeDay) -> Cases:
    """The traps as cases of clients who were known long before, those with a running course first."""
    made = traps(today, is_free_day)
    long_ago = np.datetime64(_before(today, 430), "D")
    known = np.flatnonzero(lives.registered_on < long_ago)
    runs = lives.runs(draws.today)[known]
    over = lives.has_course[known] & ~runs
    consents = ((lives.library_from < long_ago) & np.isnat(lives.library_until))[known]
    fitting = {Right.CONSENT_WITHDRAWAL: known[consents], Right.ERASURE: known[over]}
    taken: set[int] = set()
    clients: list[int] = []
    for place, trap in enumerate(made):
        if trap.letter and trap.letter == made[place - 1].letter:
            clients.append(clients[-1])
            continue
        fit = fitting.get(trap.right, known[runs])
        free = [place for place in (*fit.tolist(), *known[::-1].tolist()) if place not in taken] or known.tolist()
        clients.append(NOBODY if trap.kind == "unknown" else free[0])
        taken.add(clients[-1])

    def days(name: str) -> np.ndarray:
        return np.array([getattr(trap, name) for trap in made], dtype="datetime64[D]")

    received = days("received")
    registered = np.array([_registered(trap, today, is_free_day) for trap in made], dtype="datetime64[D]")
    return Cases(
        client=np.array(clients, dtype=np.int64),
        right=np.array([RIGHTS.index(trap.right) for trap in made]),
        channel=np.array([CHANNELS.index(trap.channel) for trap in made]),
        kind=np.array([KINDS.index(trap.kind) for trap in made]),
        handler=np.array([trap.handler for trap in made]),
        letter=np.array([trap.letter for trap in made]),
        outcome=np.array([OUTCOMES.index(trap.outcome) if trap.outcome else -1 for trap in made]),
        received=received,
        registered=registered,
        asked=days("asked"),
        replied=days("replied"),
        asked2=days("asked2"),
        replied2=days("replied2"),
        extended=days("extended"),
        answered=days("answered"),
        finished=days("finished"),
    )


def _registered(trap: Trap, today: date, is_free_day: IsFreeDay) -> date:
    """The working day after receipt or on it, but before anything else happened."""
    happened = [day for day in (trap.asked, trap.extended, trap.answered, today) if day]
    return min(next_working_day(trap.received, is_free_day), *happened)
