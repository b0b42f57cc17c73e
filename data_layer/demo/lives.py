"""Who the invented clients are: one element per client in every array, in order of registration."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from data_layer.demo.drawing import NEVER, Days, Draws, Numbers, Truths, after, only, weekday
from data_layer.demo.names import Origin, origins

YEARS_BACK = 11
CHUNK = 50_000  # clients whose records are made at once: keeps memory bounded
LARGE = 2_000  # from here on a client gets fewer rows, so that a large store stays quick to make
VETERAN = 0  # the place of the client who has had lessons for ten years
_VETERAN_DAYS = 3_700  # since the registration of that client
_CLEANED_AFTER = 913  # days after the end of the course


@dataclass(slots=True)
class Lives:
    """The facts of all clients that other records follow from.

    `started_on` and `ended_on` bound all agreements of the client; both NaT: an intake only; `ended_on` NaT: no
    end was agreed. Of a `cleaned` client the short-lived categories were removed after the course, as promised.
    `library_from` and `library_until` bound the consent to inform the library. From `undisclosed_from`, a restriction,
    nothing went to anybody.
    """

    origins: tuple[Origin, ...]
    ids: Numbers
    registered_on: Days
    started_on: Days
    ended_on: Days
    origin: Numbers
    is_man: Truths
    cleaned: Truths
    library_from: Days
    library_until: Days
    restricted_since: Days
    restricted_by: Numbers
    objected_on: Days
    undisclosed_from: Days

    def __len__(self) -> int:
        return len(self.ids)

    @property
    def has_course(self) -> Truths:
        """Who ever had an agreement."""
        return ~np.isnat(self.started_on)

    @property
    def twice(self) -> tuple[int, int]:
        """The places of two clients that are one person, registered a second time without a second name."""
        return len(self) - 3, len(self) - 2

    def runs(self, today: np.datetime64) -> Truths:
        """Whose course is not over."""
        return self.has_course & (np.isnat(self.ended_on) | (self.ended_on >= today))

    def chunks(self) -> Iterator[slice]:
        """The clients in lots that fit in memory together with their records."""
        for start in range(0, len(self), CHUNK):
            yield slice(start, min(start + CHUNK, len(self)))


def draw_lives(draws: Draws, clients: int) -> Lives:
    """Clients registered over the last eleven years: some with an intake only, some in class, most done."""
    today = draws.today
    registered = np.sort(weekday(after(today, -draws.numbers(4, YEARS_BACK * 365, clients))))
    started = weekday(after(registered, draws.numbers(14, 90, clients)))
    has_course = draws.chance(0.93, clients) & (started <= after(today, 30))
    started = only(started, has_course)
    ended = weekday(after(started, draws.numbers(180, 1100, clients)))
    open_ended = (ended > today) & draws.chance(0.3, clients)
    ended = only(ended, has_course & ~open_ended)
    registered[VETERAN] = min(registered[VETERAN], weekday(after(today, -_VETERAN_DAYS).reshape(1))[0])
    has_course[VETERAN] = True
    started[VETERAN] = after(registered[VETERAN], 28)
    ended[VETERAN] = weekday(after(today, 120).reshape(1))[0]
    countries = origins(draws.seed)
    asked = weekday(after(started, draws.numbers(0, 60, clients)))
    consents = has_course & (asked < today) & draws.chance(0.4, clients)
    stopped = weekday(after(asked, draws.numbers(30, 500, clients)))
    nothing = np.full(clients, NEVER)
    lives = Lives(
        origins=countries,
        ids=draws.ids(clients),
        registered_on=registered,
        started_on=started,
        ended_on=ended,
        origin=draws.shares([origin.share for origin in countries], clients),
        is_man=draws.chance(0.46, clients),
        cleaned=(ended < after(today, -_CLEANED_AFTER)) & draws.chance(0.5, clients),
        library_from=only(asked, consents),
        library_until=only(stopped, consents & draws.chance(0.06, clients) & (stopped < today)),
        restricted_since=nothing.copy(),
        restricted_by=np.zeros(clients, dtype=np.int64),
        objected_on=nothing.copy(),
        undisclosed_from=nothing.copy(),
    )
    first, second = lives.twice
    if first >= 0:
        for same in (lives.origin, lives.is_man, lives.cleaned):
            same[second] = same[first]
    return lives
