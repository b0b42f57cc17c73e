"""The agreements with recipients (art. 26, 28), and a town that gets data though the privacy statement is silent."""

import numpy as np
import pyarrow as pa

from data_layer.categories import CATEGORIES, Use
from data_layer.demo.drawing import Days, Draws, Numbers, after, table, weekday
from data_layer.demo.lives import Lives
from data_layer.vocabulary import Channel, Direction, Ground

BUREAU_ICE, LIBRARY, TOWN = 2, 4, 5
_TOWN_GETS = {"names": Use.USUAL, "attendance": Use.USUAL, "agreements": Use.NEEDED, "test_results": Use.NEEDED}
_AGO = (95, 33, 4)  # days since what went to the town
_AT_MOST = 12  # clients in one of them


def agreement_rows(draws: Draws) -> pa.Table:
    """The agreement with the processor, which is about to end, the one before it, and that with the library."""
    today = draws.today
    signed = np.array([after(today, -1900), after(today, -670), after(today, -800)], dtype="datetime64[D]")
    ends = np.array([after(today, -671), after(today, 60), after(today, 590)], dtype="datetime64[D]")
    return table(
        {
            "id": draws.ids(3),
            "recipient_id": [BUREAU_ICE, BUREAU_ICE, LIBRARY],
            "kind": ["processor", "processor", "exchange"],
            "signed_on": signed,
            "ends_on": ends,
        }
    )


def town_row() -> pa.Table:
    """The town that some of the clients live in."""
    return table(
        {
            "id": [TOWN],
            "code": [f"r{TOWN}"],
            "name": ["Gemeente Nijmegen"],
            "legal_name": ["Gemeente Nijmegen"],
            "country": ["NL"],
            "role": ["independent"],
            "contact": ["Afdeling Inkomen en Inburgering"],
            "in_statement": [False],
            "purposes": pa.array([[6, 9]], pa.list_(pa.int32())),
        }
    )


def town_categories(draws: Draws) -> pa.Table:
    """What it gets of each category, the BSN aside."""
    codes = [category.code for category in CATEGORIES if category.code != "bsn"]
    return table(
        {
            "id": draws.ids(len(codes)),
            "recipient_id": [TOWN] * len(codes),
            "category": codes,
            "use": [_TOWN_GETS.get(code, Use.NEVER).value for code in codes],
        }
    )


def town_deliveries(draws: Draws, lives: Lives, last: dict[int, int]) -> tuple[pa.Table, pa.Table]:
    """What went to the town this year, with its clients; numbered on from `last`, which moves along."""
    year = int(draws.today.astype("datetime64[Y]").astype(np.int64)) + 1970
    days = weekday(np.array([after(draws.today, -ago) for ago in _AGO], dtype="datetime64[D]"))
    groups = [_in_course(lives, on) for on in days]
    ids = draws.ids(len(days))
    first = last.get(year, 0) + 1
    last[year] = first + len(days) - 1
    count = len(days)
    entries = table(
        {
            "id": ids,
            "number": [f"VS{year}-{number:04}" for number in range(first, first + count)],
            "direction": [Direction.OUT.value] * count,
            "happened_on": days,
            "recipient_id": [TOWN] * count,
            "categories": pa.array([["names", "attendance"]] * count, pa.list_(pa.string())),
            "purpose": pa.array([9] * count, pa.int32()),
            "statute": ["Wet inburgering"] * count,
            "ground": [Ground.LEGAL_OBLIGATION.value] * count,
            "channel": [Channel.EMAIL.value] * count,
            "reference": ["voortgang statushouders"] * count,
            "state": ["sent"] * count,
            "sent_on": days,
            "flags": pa.array([[]] * count, pa.list_(pa.string())),
            "clients": [len(group) for group in groups],
            "recorded_on": np.full(count, draws.today),
            "staff_id": [2] * count,
        }
    )
    members = table(
        {
            "disclosure_id": np.repeat(ids, [len(group) for group in groups]),
            "client_id": lives.ids[np.concatenate(groups)],
        }
    )
    return entries, members


def _in_course(lives: Lives, on: np.datetime64) -> Numbers:
    """The places of some clients in course on that day, of whom nothing was restricted by then."""
    started: Days = lives.started_on
    may_go = (started <= on) & (np.isnat(lives.ended_on) | (lives.ended_on >= on))
    may_go &= np.isnat(lives.undisclosed_from) | (lives.undisclosed_from > on)
    return np.flatnonzero(may_go)[-_AT_MOST:]
