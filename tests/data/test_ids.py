"""The ids of rows: ascending over a restart, and read back from an address."""

from datetime import UTC, datetime

import pytest

from data_layer import ids


def test_ids_ascend_across_a_restart_with_a_clock_set_back(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ids, "_last", 0)
    now = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
    monkeypatch.setattr("time.time_ns", lambda: int(now.timestamp()) * 10**9)
    before = ids.new_ids(5_000_000)[-1]
    monkeypatch.setattr(ids, "_last", 0)  # another process
    monkeypatch.setattr("time.time_ns", lambda: 0)
    ids.begin_after(now)
    assert ids.new_id() > before


@pytest.mark.parametrize("written", ["1", "913889338658722742", "1000000000000000000", str(2**63 - 1)])
def test_an_id_in_an_address_is_read_back_also_when_it_has_grown_a_digit(written: str) -> None:
    assert ids.id_in(written) == int(written)


@pytest.mark.parametrize("written", ["", "x", "-1", "1.0", " 1", "²", "١", str(2**63), "9" * 5000, "new"])
def test_what_can_be_no_id_is_none(written: str) -> None:
    assert ids.id_in(written) is None
