"""Whatever is done to a chain of the log shows: in itself, or beside what was noted of it outside."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from data_layer.log import FIRST, Entry, broken_links
from data_layer.rules.log_terms import goes_on, is_over, verdict

KEY = b"key of the test"
BEGAN = datetime(2026, 11, 23, 9, tzinfo=UTC)
FACTS = st.fixed_dictionaries(
    {
        "staff_id": st.integers(0, 5),
        "act": st.sampled_from(["client.view", "client.change", "export.run"]),
        "subject_kind": st.sampled_from([None, "client", "request"]),
        "subject_id": st.none() | st.integers(1, 2**62),
        "reason_code": st.none() | st.sampled_from(["mistake", "other"]),
        "fields": st.lists(st.sampled_from(["surname", "phones.phone"]), max_size=2).map(tuple),
        "count": st.integers(0, 9),
        "bulk_digest": st.none() | st.just("a" * 64),
    }
)


@st.composite
def chains(draw: st.DrawFn, least: int = 1) -> list[Entry]:
    entries: list[Entry] = []
    digest = FIRST
    drawn: list[dict[str, Any]] = draw(st.lists(FACTS, min_size=least, max_size=8))
    for seq, facts in enumerate(drawn, 1):
        at = BEGAN + timedelta(minutes=seq)
        entry = Entry(chain="change", seq=seq, at=at, previous=digest, **facts).signed(KEY)
        entries.append(entry)
        digest = entry.digest
    return entries


def broken(entries: list[Entry]) -> list[int]:
    return list(broken_links(iter(entries), KEY, (0, FIRST)))


ALTERED: dict[str, Callable[[Entry], object]] = {
    "chain": lambda _: "look",
    "seq": lambda e: e.seq + 1,
    "at": lambda e: e.at + timedelta(microseconds=1),
    "staff_id": lambda e: e.staff_id + 1,
    "act": lambda e: f"{e.act}s",
    "subject_kind": lambda e: f"{e.subject_kind}s",
    "subject_id": lambda e: (e.subject_id or 0) + 1,
    "reason_code": lambda e: f"{e.reason_code}s",
    "fields": lambda e: (*e.fields, "bsn"),
    "count": lambda e: e.count + 1,
    "bulk_digest": lambda e: f"{e.bulk_digest}0",
    "previous": lambda e: e.previous[::-1] + "0",
    "digest": lambda e: e.digest[::-1] + "0",
}


def test_every_fact_of_an_entry_is_altered_here() -> None:
    assert set(ALTERED) == set(Entry.__dataclass_fields__)


@given(chains(), st.sampled_from(sorted(ALTERED)), st.data())
def test_altering_any_fact_of_any_entry_is_found(entries: list[Entry], name: str, data: st.DataObject) -> None:
    assert broken(entries) == []
    at = data.draw(st.integers(0, len(entries) - 1))
    facts = {name: ALTERED[name](entries[at])}
    assert broken([*entries[:at], replace(entries[at], **facts), *entries[at + 1 :]])  # type: ignore[arg-type]  # of any kind


@given(chains(least=2), st.data())
def test_dropping_doubling_moving_or_swapping_an_entry_is_found(entries: list[Entry], data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(entries) - 1))
    to = data.draw(st.integers(0, len(entries) - 1))
    without = entries[:at] + entries[at + 1 :]
    assert broken([*entries[: at + 1], *entries[at:]])
    if at < len(entries) - 1:
        assert broken(without)
    assume(at != to)
    assert broken([*without[:to], entries[at], *without[to:]])
    first, last = sorted((at, to))
    swapped = [*entries[:first], entries[last], *entries[first + 1 : last], entries[first], *entries[last + 1 :]]
    assert broken(swapped)
    renumbered = [replace(entry, seq=number) for number, entry in enumerate(swapped, 1)]
    assert broken(renumbered)


@given(chains(least=2), st.data())
def test_a_tail_that_is_cut_off_or_made_anew_is_found_by_a_note(entries: list[Entry], data: st.DataObject) -> None:
    noted = entries[-1]
    left = entries[: data.draw(st.integers(0, len(entries) - 1))]
    assert broken(left) == [], "the chain itself cannot tell"
    digest = left[-1].digest if left else FIRST
    while len(left) < len(entries):  # by somebody who has the key
        left = [*left, replace(noted, seq=len(left) + 1, staff_id=99, previous=digest).signed(KEY)]
        digest = left[-1].digest
    assert broken(left) == []
    assert verdict(noted.digest, None, is_expired=False) == "gone"
    assert verdict(noted.digest, left[-1].digest, is_expired=False) == "other"
    assert verdict(noted.digest[:16], noted.digest, is_expired=False) == "same"
    assert verdict(noted.digest[:15], noted.digest, is_expired=False) == "other"
    assert verdict(noted.digest, None, is_expired=True) == "expired"


@pytest.mark.parametrize(
    ("chain", "month", "goes"),
    [("change", "2021-11", date(2026, 12, 1)), ("look", "2024-10", date(2026, 11, 1)),
     ("look", "2023-12", date(2026, 1, 1)), ("look", "2024-01", date(2026, 2, 1))],
)  # fmt: skip
def test_a_month_goes_when_its_last_day_was_kept_long_enough(chain: str, month: str, goes: date) -> None:
    assert goes_on(chain, month) == goes
    assert is_over(month, goes)
    assert not is_over("2026-11", date(2026, 11, 30))
    assert is_over("2026-11", date(2026, 12, 1))
