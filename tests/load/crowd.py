"""The crowd: everybody works at the same time, two by two, at a pace of their own."""

import asyncio
import random
import time
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass, field

from websockets.exceptions import WebSocketException

from tests.load import rounds
from tests.load.people import Person, entered
from tests.load.rounds import Colleague, Facts, Written
from tests.load.tab import Broken


@dataclass(frozen=True, slots=True)
class Pace:
    """How many seconds lie between the clicks of one person, at the mean, and how long work goes on.

    A round that began is ended; there is always one. In a short one people look at less.
    """

    think_seconds: float
    seconds: float
    is_short: bool = False


@dataclass(slots=True)
class Outcome:
    """How long every click took in seconds, what went wrong, what was written, and in how many seconds."""

    clicks: list[float] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    written: Written = field(default_factory=Written)
    seconds: float = 0


@dataclass(frozen=True, slots=True)
class Crowd:
    """Those who work at the desk with this address."""

    address: str
    facts: Facts
    pace: Pace
    outcome: Outcome = field(default_factory=Outcome)

    async def work(self, people: list[Person]) -> Outcome:
        """Everybody works; whoever meets with a fault stops, with the other of the two, and the rest goes on."""
        began = time.monotonic()
        pairs = zip(people[::2], people[1::2], strict=True)
        await asyncio.gather(*(self._two_work(two, began + self.pace.seconds) for two in pairs))
        self.outcome.seconds = time.monotonic() - began
        return self.outcome

    async def _two_work(self, two: tuple[Person, Person], until: float) -> None:
        try:
            async with AsyncExitStack() as tabs:
                first, second = await asyncio.gather(*(self._come_in(tabs, person) for person in two))
                nth = 0
                while nth == 0 or time.monotonic() < until:
                    nth += 1
                    await rounds.both(first, second, nth, is_short=self.pace.is_short)
        except (Broken, LookupError, OSError, TimeoutError, WebSocketException) as error:
            self.outcome.faults.append(f"{two[0].name}, {two[1].name}: {type(error).__name__}: {error}")

    async def _come_in(self, tabs: AsyncExitStack, person: Person) -> Colleague:
        chance = random.Random(person.place)  # noqa: S311 - no secret: it spreads the clicks, each time alike
        think = thinking(self.pace.think_seconds, chance)
        tab = await tabs.enter_async_context(entered(self.address, person, think, self.outcome.clicks))
        return Colleague(person, tab, self.facts, self.outcome.written)


def thinking(seconds: float, chance: random.Random) -> Callable[[], Awaitable[None]]:
    """Waits until somebody's next click is due, so many seconds after the one before at the mean.

    Who had to wait for the desk or for a colleague makes up for it: a slow desk gets no fewer clicks.
    """
    due = time.monotonic()

    async def think() -> None:
        nonlocal due
        due += chance.uniform(0, 2) * seconds
        await asyncio.sleep(max(0.0, due - time.monotonic()))

    return think
