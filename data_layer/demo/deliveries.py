"""The register of disclosures: what the four recipients got and gave, month by month, and one that was wrong."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from data_layer.categories import STATEMENT_RECIPIENTS
from data_layer.demo.drawing import (
    Days,
    Draws,
    Numbers,
    Truths,
    after,
    numbered,
    only,
    optional,
    table,
    weekday,
    years,
)
from data_layer.demo.lives import LARGE, Lives
from data_layer.recipients import HABITS, Habit
from data_layer.vocabulary import Direction

PER_CLIENT = 10  # clients in deliveries, per client of the store
_MONTHS = 60
_LOT = 1_000_000  # rows of `disclosure_clients` made at once
_WRONG = "bsn_not_duo"


@dataclass(frozen=True, slots=True)
class Exchange:
    """What usually goes to, or comes from, a recipient of PS §7."""

    code: str
    direction: Direction
    categories: tuple[str, ...]
    what: str

    @property
    def recipient(self) -> int:
        """Its id in the first migration."""
        return STATEMENT_RECIPIENTS.index(self.code) + 1

    @property
    def habit(self) -> Habit:
        """On what ground and for what."""
        return HABITS[self.code]


_O, _I = Direction.OUT, Direction.IN
_EXCHANGES = (
    Exchange("duo", _O, ("names", "gender", "bsn", "birth", "agreements", "attendance"), "uren"),
    Exchange("duo", _O, ("names", "bsn", "address", "agreements", "invoices"), "facturen"),
    Exchange("duo", _I, ("bsn", "test_results"), "examenuitslagen"),
    Exchange("bureau_ice", _O, ("names", "birth", "email"), "aanmelding toetsen"),
    Exchange("bureau_ice", _I, ("names", "test_results"), "toetsuitslagen"),
    Exchange("bureau_ice", _O, ("names", "test_results"), "herkansingen"),
    Exchange("panteia", _O, ("names", "phone", "email"), "onderzoek"),
    Exchange("panteia", _I, ("phone", "email"), "gewijzigde adressen"),
    Exchange("panteia", _O, ("names", "phone"), "herinnering"),
    Exchange("library", _O, ("names", "phone", "email"), "taalhuis"),
    Exchange("library", _O, ("names", "email", "appointments"), "rondleiding"),
    Exchange("library", _I, ("names", "attendance"), "bezoek taalhuis"),
)
_INVOICES = next(place for place, e in enumerate(_EXCHANGES) if e.what == "facturen")
_PANTEIA, _LIBRARY = 3, 4


@dataclass(frozen=True, slots=True)
class Deliveries:
    """The entries in order, by element: which exchange, on which day; and what became of them."""

    ids: Numbers
    exchange: Numbers
    happened_on: Days
    is_in: Truths
    made: Truths
    annulled: Truths
    wrong: int  # the place of the entry that should not have happened


def draw_deliveries(draws: Draws, lives: Lives) -> Deliveries:
    """One entry per recipient and month for a small school, three for a large one, over the last five years."""
    today = draws.today
    each = len(_EXCHANGES)
    months = np.repeat(np.arange(_MONTHS), each)
    exchange = np.tile(np.arange(each), _MONTHS)
    if len(lives) < LARGE:  # its recipients take turns: one of their three exchanges a month
        due = exchange % 3 == months % 3
        months, exchange = months[due], exchange[due]
    first = (today.astype("datetime64[M]") - months).astype("datetime64[D]")
    happened = weekday(after(first, draws.numbers(1, 26, len(first))))
    passed = happened < today
    happened, exchange = happened[passed], exchange[passed]
    order = np.lexsort((exchange, happened))
    happened, exchange = happened[order], exchange[order]
    is_in = np.array([e.direction is _I for e in _EXCHANGES])[exchange]
    made = np.zeros(len(happened), dtype=np.bool_)
    made[np.flatnonzero(~is_in & (exchange != _INVOICES))[-2:]] = True  # a text holds one list
    annulled = ~made & ~is_in & draws.chance(0.015, len(happened))
    annulled[np.flatnonzero(~is_in)[-8]] = True
    to_panteia = ~is_in & ~made & ~annulled & (exchange == _first(_PANTEIA)) & (happened < after(today, -40))
    return Deliveries(
        draws.ids(len(happened)), exchange, happened, is_in, made, annulled, int(np.flatnonzero(to_panteia)[-1])
    )


def member_rows(draws: Draws, lives: Lives, deliveries: Deliveries) -> Iterator[tuple[pa.Table, Numbers]]:
    """The clients of each entry, in lots, with the number of clients of each entry in the lot.

    Clients are those registered by then whose course was not long over. A restricted client is in none from the
    restriction on; Panteia gets nobody who objected, the library only those who consent.
    """
    today, day = draws.today, deliveries.happened_on
    ended = np.where(np.isnat(lives.ended_on), today, after(lives.ended_on, 60))
    until = np.where(lives.has_course, ended, after(lives.registered_on, 30))
    until = _before(until, lives.undisclosed_from)
    since = dict.fromkeys((1, 2, 3, 4), (lives.registered_on, until))
    objected = _before(until, lives.objected_on)
    since[_PANTEIA] = (lives.registered_on, objected)
    consented = _before(until, lives.library_until)
    since[_LIBRARY] = (lives.library_from, consented)
    recipients = np.array([e.recipient for e in _EXCHANGES])[deliveries.exchange]
    eligible = np.zeros(len(day), dtype=np.int64)
    for recipient, (first, last) in since.items():
        here = recipients == recipient
        begun = np.searchsorted(np.sort(first[~np.isnat(first)]), day[here], "right")
        over = np.searchsorted(np.sort(last[~np.isnat(first)]), day[here], "left")
        eligible[here] = begun - over
    share = min(1.0, PER_CLIENT * len(lives) / max(int(eligible.sum()), 1))
    lot: list[tuple[int, Numbers]] = []
    for place, (recipient, on) in enumerate(zip(recipients.tolist(), day, strict=True)):
        first, last = since[recipient]
        candidates = np.flatnonzero((first <= on) & (last >= on))
        lot.append((place, candidates[draws.chance(share, len(candidates))]))
        if sum(len(members) for _, members in lot) >= _LOT:
            yield _members(draws, lives, deliveries, lot)
            lot = []
    if lot:
        yield _members(draws, lives, deliveries, lot)


def _members(
    draws: Draws, lives: Lives, deliveries: Deliveries, lot: list[tuple[int, Numbers]]
) -> tuple[pa.Table, Numbers]:
    sizes = np.array([len(members) for _, members in lot])
    place = np.repeat(np.array([place for place, _ in lot]), sizes)
    who = np.concatenate([members for _, members in lot])
    # art. 14: within a month; of what came in lately some is still to be told, and some is too late
    day = deliveries.happened_on[place]
    lately = day > after(draws.today, -75)
    told = after(day, np.where(lately, draws.numbers(4, 90, len(place)), draws.numbers(4, 29, len(place))))
    told = only(told, deliveries.is_in[place] & (told <= draws.today))
    rows = table({"disclosure_id": deliveries.ids[place], "client_id": lives.ids[who], "told_source_on": told})
    return rows, np.bincount(place, minlength=len(deliveries.ids))


def entry_rows(draws: Draws, deliveries: Deliveries, sizes: Numbers) -> tuple[pa.Table, dict[int, int]]:
    """The entries themselves, and the last number per year."""
    happened, count = deliveries.happened_on, len(deliveries.ids)
    exchanges = [_EXCHANGES[place] for place in deliveries.exchange.tolist()]
    categories = [list(e.categories) for e in exchanges]
    categories[deliveries.wrong] = [*categories[deliveries.wrong], "bsn"]
    flags: list[list[str]] = [[] for _ in exchanges]
    flags[deliveries.wrong] = [_WRONG]
    states = np.select([deliveries.is_in, deliveries.made, deliveries.annulled], [3, 0, 2], 1)
    number, last = numbered("VS", years(happened))
    files = [f"{e.code}-{day}-{e.what.replace(' ', '-')}.csv" for e, day in zip(exchanges, happened, strict=True)]
    has_file = ~deliveries.is_in
    staff = np.array((2, 2, 4))[draws.numbers(0, 2, count)]
    rows = table(
        {
            "id": deliveries.ids,
            "number": number,
            "direction": [e.direction.value for e in exchanges],
            "happened_on": happened,
            "recipient_id": [e.recipient for e in exchanges],
            "categories": pa.array(categories, pa.list_(pa.string())),
            "purpose": pa.array([e.habit.purpose for e in exchanges], pa.int32()),
            "statute": pa.array([e.habit.statute for e in exchanges], pa.string()),
            "ground": [e.habit.ground.value for e in exchanges],
            "channel": [e.habit.channel.value for e in exchanges],
            "reference": [e.what for e in exchanges],
            "state": [("made", "sent", "annulled", "received")[state] for state in states.tolist()],
            "sent_on": only(happened, states == 1),
            "annulled_on": only(happened, deliveries.annulled),
            "flags": pa.array(flags, pa.list_(pa.string())),
            "clients": sizes,
            "file_name": optional(np.array(files, dtype=object), has_file),
            "file_digest": optional(
                np.array([hashlib.sha256(name.encode()).hexdigest() for name in files], dtype=object), has_file
            ),
            "recorded_on": happened,
            "staff_id": staff,
        }
    )
    return rows, last


def _before(until: Days, stop: Days) -> Days:
    """The last days, but none on or after the day of the stop."""
    return np.fmin(until, after(stop, -1))


def _first(recipient: int) -> int:
    return next(place for place, e in enumerate(_EXCHANGES) if e.recipient == recipient and e.direction is _O)
