"""The crowd: everybody works at the same time, two by two, at a pace of their own."""

import asyncio
import random
import time
from dataclasses import dataclass, field

from websockets.exceptions import WebSocketException

from tests.load import rounds
from tests.load.people import Person, entered
from tests.load.rounds import Colleague, Facts, Written
from tests.load.tab import Broken


@dataclass(frozen=True, slots=True)
class Pace:
    """How many seconds somebody looks at a screen before the next click, at the mean, and how long work goes on.

    A round that began is ended; there is always one.
    """

    think_seconds: float
    seconds: float


@dataclass(slots=True)
class Outcome:
    """How long every click took in seconds, what went wrong, what was written, and in how many seconds."""

    clicks: list[float] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    written: Written = field(default_factory=Written)
    seconds: float = 0


async def works(address: str, crowd: list[Person], facts: Facts, pace: Pace) -> Outcome:
    """Everybody works; whoever meets with a fault stops, with the other of the two, and the rest goes on."""
    outcome = Outcome()
    began = time.monotonic()
    pairs = zip(crowd[::2], crowd[1::2], strict=True)
    await asyncio.gather(*(_two_work(address, two, facts, pace, outcome) for two in pairs))
    outcome.seconds = time.monotonic() - began
    return outcome


async def _two_work(address: str, two: tuple[Person, Person], facts: Facts, pace: Pace, outcome: Outcome) -> None:
    until = time.monotonic() + pace.seconds
    chance = random.Random(two[0].place)  # noqa: S311 - no secret: it spreads the clicks, each time alike

    async def think() -> None:
        await asyncio.sleep(chance.uniform(0, 2) * pace.think_seconds)

    try:
        async with (
            entered(address, two[0], think, outcome.clicks) as one,
            entered(address, two[1], think, outcome.clicks) as other,
        ):
            first, second = (Colleague(*who, facts, outcome.written) for who in zip(two, (one, other), strict=True))
            nth = 0
            while nth == 0 or time.monotonic() < until:
                nth += 1
                await rounds.both(first, second, nth)
    except (Broken, LookupError, OSError, TimeoutError, WebSocketException) as error:
        outcome.faults.append(f"{two[0].name}, {two[1].name}: {type(error).__name__}: {error}")
