"""The person: names, numbers, birth and arrival.

A BSN comes from the range 99999…, kept for tests: only 909 of its numbers pass the 11-proof, so of a larger file
only the clients registered last have one.
"""

from collections.abc import Callable

import numpy as np
import pyarrow as pa

from data_layer.demo.drawing import (
    Column,
    Draws,
    Numbers,
    after,
    chosen,
    joined,
    numbered,
    optional,
    table,
    years,
)
from data_layer.demo.lives import Lives
from data_layer.demo.names import Origin
from data_layer.rules.identity import bsn_problem
from data_layer.rules.searching import folded

FIRST_BSN = 999_990_000


class People:
    """Makes the rows of `clients`, a chunk at a time."""

    def __init__(self, draws: Draws, lives: Lives) -> None:
        self._draws = draws
        self._lives = lives
        self.numbers, _ = numbered("", years(lives.registered_on))
        self._bsn = _bsn_of(lives)
        self._women = _Pool(lives.origins, lambda origin: origin.women)
        self._men = _Pool(lives.origins, lambda origin: origin.men)
        self._surnames = _Pool(lives.origins, lambda origin: origin.surnames)
        self._towns = _Pool(lives.origins, lambda origin: origin.towns)

    def rows(self, part: slice) -> tuple[pa.Table, Column]:
        """The clients of this part, and what their e-mail addresses begin with."""
        draws, lives = self._draws, self._lives
        count = part.stop - part.start
        origin, is_man, registered = lives.origin[part], lives.is_man[part], lives.registered_on[part]
        first = np.where(is_man, self._men.places(draws, origin), self._women.places(draws, origin) + len(self._men))
        given = self._men + self._women
        second = np.where(is_man, self._men.places(draws, origin), self._women.places(draws, origin) + len(self._men))
        has_second = draws.chance(0.15, count) & (second != first)
        surname = self._surnames.places(draws, origin)
        prefixes = [o.prefix for o in lives.origins]
        has_prefix = draws.chance(0.4, count) & np.array([bool(p) for p in prefixes])[origin]
        called = draws.chance(0.2, count)
        age = draws.numbers(18, 44, count) + draws.numbers(0, 18, count)
        born = after(registered, -age * 365 - draws.numbers(0, 364, count))
        for fact in (first, surname, has_prefix, called, born) if self._holds_both(part) else ():
            fact[self._lives.twice[1] - part.start] = fact[self._lives.twice[0] - part.start]
        searchable = joined(
            chosen([folded(name) for name in given], first),
            chosen([folded(name) for name in given], second, has_second),
            chosen([folded(name) for name in prefixes], origin, has_prefix),
            chosen([folded(name) for name in self._surnames.names], surname),
            chosen([folded(name) for name in given], first, called),
            by=" ",
        )
        mailbox = joined(
            chosen([folded(name).replace(" ", "") for name in given], first),
            chosen([folded(name).replace(" ", "") for name in self._surnames.names], surname),
            self.numbers.slice(part.start, count),
            by=".",
        )
        kept = ~lives.cleaned[part]
        arrived = np.minimum(after(registered, -draws.numbers(30, 1500, count)), registered)
        bsn = self._bsn[part]
        rows = table(
            {
                "id": lives.ids[part],
                "number": self.numbers.slice(part.start, count),
                "first_names": joined(chosen(given, first), chosen(given, second, has_second), by=" "),
                "prefix": chosen(prefixes, origin, has_prefix),
                "surname": chosen(self._surnames.names, surname),
                "call_name": chosen(given, first, called),
                "search_name": searchable,
                "gender": chosen(
                    ("m", "f", "x", "u"),
                    np.where(draws.chance(0.01, count), draws.numbers(2, 3, count), np.where(is_man, 0, 1)),
                    kept,
                ),
                "bsn": optional(bsn.astype(np.str_).astype(object), (bsn > 0) & kept),
                "birth_date": optional(born, kept),
                "birth_place": chosen(self._towns.names, self._towns.places(draws, origin), kept),
                "birth_country": chosen([o.country for o in lives.origins], origin, kept),
                "arrived_on": optional(arrived, kept),
                "language": chosen([o.language for o in lives.origins], origin),
                "registered_on": registered,
                "restricted_since": lives.restricted_since[part],
                "restricted_by_request": optional(lives.restricted_by[part], lives.restricted_by[part] > 0),
                "source": draws.mixed({"client": 88, "municipality": 8, "third_party": 4}, count),
            }
        )
        return rows, mailbox

    def _holds_both(self, part: slice) -> bool:
        first, second = self._lives.twice
        return bool(part.start <= first and second < part.stop)


class _Pool:
    """The names of all countries in one list; each client draws from its own country's part."""

    def __init__(self, countries: tuple[Origin, ...], names_of: Callable[[Origin], tuple[str, ...]]) -> None:
        self.names = [name for country in countries for name in names_of(country)]
        self._sizes = np.array([len(names_of(country)) for country in countries])
        self._starts = np.cumsum(self._sizes) - self._sizes

    def __len__(self) -> int:
        return len(self.names)

    def __add__(self, other: "_Pool") -> list[str]:
        return self.names + other.names

    def places(self, draws: Draws, origin: Numbers) -> Numbers:
        """For each client a position in `names`."""
        drawn = (draws.random.random(len(origin)) * self._sizes[origin]).astype(np.int64)
        return np.asarray(self._starts[origin] + drawn, dtype=np.int64)


def _bsn_of(lives: Lives) -> Numbers:
    """A test number for the clients registered last who still have that category; 0 for the others."""
    good = [n for n in range(FIRST_BSN, FIRST_BSN + 10_000) if bsn_problem(str(n)) is None]
    bsn = np.zeros(len(lives), dtype=np.int64)
    asked = ~lives.cleaned
    asked[lives.twice[1]] = False  # the second time nobody asked
    takers = np.flatnonzero(asked)[-len(good) :]
    bsn[takers] = good[: len(takers)]
    return bsn
