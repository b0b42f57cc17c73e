"""Drawing lots for many rows at once: the same seed and day give the same rows, ids included."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

Days = npt.NDArray[np.datetime64]
Numbers = npt.NDArray[np.int64]
Truths = npt.NDArray[np.bool_]
Column: TypeAlias = "pa.Array[Any]"

NEVER = np.datetime64("NaT", "D")
_SEEDS = 4096
_ROOM_BITS = 40  # ids per seed; below what the desk makes afterwards, and exact in a browser


class Draws:
    """The lots of one fill. Days are numpy's `datetime64[D]`, in which NaT stands for none."""

    def __init__(self, seed: int, today: date) -> None:
        self.seed = seed
        self.today = np.datetime64(today, "D")
        self.random = np.random.default_rng([seed, today.toordinal()])
        self._aside = np.random.default_rng([seed, today.toordinal(), 2])
        self._next_id = (seed % _SEEDS + 1) << _ROOM_BITS

    def ids(self, count: int) -> Numbers:
        """`count` ascending ids that no other row of this fill has."""
        first, self._next_id = self._next_id, self._next_id + count
        return np.arange(first, first + count, dtype=np.int64)

    def chance(self, probability: float, count: int) -> Truths:
        """For each of `count`: whether it happens."""
        return self.random.random(count) < probability

    def numbers(self, low: int, high: int, count: int) -> Numbers:
        """Whole numbers from `low` up to and including `high`."""
        return self.random.integers(low, high, count, endpoint=True, dtype=np.int64)

    def shares(self, shares: Sequence[float], count: int) -> Numbers:
        """Positions in `shares`, each drawn as often as its share says."""
        bounds = np.cumsum(np.asarray(shares, dtype=np.float64))
        places: Numbers = np.searchsorted(bounds, self.random.random(count) * bounds[-1], side="right")
        return places

    def days(self, first: Days, last: Days) -> Days:
        """Days from `first` up to and including `last`, element by element; `first` where `last` is earlier."""
        room = np.maximum((last - first).astype(np.int64), 0) + 1
        return after(first, (self.random.random(len(first)) * room).astype(np.int64))

    def words(self, pool: Sequence[str], count: int, where: Truths | None = None) -> Column:
        """A text from the pool for each of `count`; none where `where` is false."""
        return chosen(pool, self.numbers(0, len(pool) - 1, count), where)

    def mixed(self, shares: Mapping[str, float], count: int) -> Column:
        """One of the words for each of `count`, each as often as its share says; moves no other draw."""
        bounds = np.cumsum(np.asarray(list(shares.values()), dtype=np.float64))
        places = np.searchsorted(bounds, self._aside.random(count) * bounds[-1], side="right")
        return chosen(list(shares), places.astype(np.int64))

    def remarks(self, pool: Sequence[str], probability: float, count: int) -> Column:
        """A word of the pool for some of `count`, none for the others; moves no other draw."""
        index = self._aside.integers(0, len(pool), count, dtype=np.int64)
        return chosen(pool, index, self._aside.random(count) < probability)


def table(columns: Mapping[str, Any]) -> pa.Table:
    """An Arrow table of these columns."""
    return pa.table(dict(columns))


def joined(*parts: Column, by: str) -> Column:
    """The texts of each row in one, without those that are none."""
    join: Any = pc.binary_join_element_wise  # its stubs do not know texts after arrays
    decoded = [part.dictionary_decode() if isinstance(part, pa.DictionaryArray) else part for part in parts]
    found: Column = join(*decoded, by, null_handling="skip")
    return found


def after(days: Days | np.datetime64, count: Numbers | int) -> Days:
    """The days `count` days later."""
    later: Days = days + np.asarray(count, dtype="timedelta64[D]")
    return later


def weekday(days: Days) -> Days:
    """The days themselves, or the Monday after a weekend."""
    late = (days.astype(np.int64) + 3) % 7 - 4  # 1 on Saturday, 2 on Sunday
    return np.where(np.isnat(days), days, after(days, np.where(late > 0, 3 - late, 0)))


def months_after(days: Days, months: int) -> Days:
    """The same day number so many months on, or that month's last day."""
    start = days.astype("datetime64[M]")
    goal = start + months
    room = ((goal + 1).astype("datetime64[D]") - goal.astype("datetime64[D]")).astype(np.int64)
    number = (days - start.astype("datetime64[D]")).astype(np.int64)
    return after(goal.astype("datetime64[D]"), np.minimum(number, room - 1))


def only(days: Days, where: Truths) -> Days:
    """The days where `where` is true, none elsewhere."""
    return np.where(where, days, NEVER)


def years(days: Days) -> Numbers:
    """The calendar years of the days."""
    return days.astype("datetime64[Y]").astype(np.int64) + 1970


def chosen(pool: Sequence[str], index: Numbers, where: Truths | None = None) -> Column:
    """The texts of the pool at these positions; none where `where` is false."""
    places: Any = pa.array(index.astype(np.int32), mask=None if where is None else ~where)
    return pa.DictionaryArray.from_arrays(places, pa.array(pool, pa.string()))


def optional(values: npt.NDArray[np.generic], where: Truths) -> Column:
    """The values where `where` is true, null elsewhere."""
    column: Column = pa.array(values, mask=~where)
    return column


def instants(days: Days, minutes: Numbers) -> Column:
    """Instants on those days, so many minutes after midnight UTC."""
    moments = days.astype("datetime64[us]") + minutes.astype("timedelta64[m]").astype("timedelta64[us]")
    return pa.array(moments, pa.timestamp("us", tz="UTC"))


def numbered(letters: str, of_year: Numbers, digits: int = 4) -> tuple[Column, dict[int, int]]:
    """Numbers such as V2026-0001, counting on within each year in the order given, and the last per year."""
    places = np.empty(len(of_year), dtype=np.int64)
    last: dict[int, int] = {}
    for year in np.unique(of_year):
        here = np.flatnonzero(of_year == year)
        places[here] = np.arange(1, len(here) + 1)
        last[int(year)] = len(here)
    texts = [
        f"{letters}{year}-{place:0{digits}d}" for year, place in zip(of_year.tolist(), places.tolist(), strict=True)
    ]
    return pa.array(texts, pa.string()), last
