"""What waits to be fetched: readable by nobody on the disk, gone afterwards, and the same byte for byte."""

import os
from pathlib import Path

import pytest

from data_layer.errors import StoreUnavailable
from data_layer.exporting import spool as spooling
from data_layer.exporting.spool import Spool

SECRET = b"Amina Proef 999990019;"


@pytest.fixture
def full(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Spool, list[bytes]]:
    """A spool of which the first pieces lie in memory and the others on the disk."""
    monkeypatch.setattr(spooling, "MOST_IN_MEMORY", 200_000)
    spool = Spool(tmp_path / "desk.spill")
    pieces = [SECRET * 100 + os.urandom(50_000) for _ in range(20)]
    for piece in pieces:
        spool.add(piece)
    return spool, pieces


def on_disk(spool: Spool) -> bytes:
    assert spool._file is not None
    spool._file.flush()
    return Path(f"/proc/self/fd/{spool._file.fileno()}").read_bytes()


def test_what_comes_out_is_what_went_in_and_nothing_of_it_is_left(
    full: tuple[Spool, list[bytes]], tmp_path: Path
) -> None:
    spool, pieces = full
    lying = on_disk(spool)
    assert len(lying) > 700_000
    assert all(piece[-1_000:] not in lying and piece[:50] not in lying for piece in pieces)
    assert list((tmp_path / "desk.spill").iterdir()) == [], "it has no name"
    assert list(spool.pieces()) == pieces
    assert spool._file is not None
    assert spool._file.closed


def test_who_goes_away_half_way_leaves_nothing(full: tuple[Spool, list[bytes]]) -> None:
    spool, pieces = full
    taking = spool.pieces()
    assert [next(taking) for _ in range(8)] == pieces[:8]
    taking.close()
    assert spool._file is not None
    assert spool._file.closed
    assert list(taking) == []
    taking.close()


def test_a_small_file_touches_no_disk(tmp_path: Path) -> None:
    spool = Spool(tmp_path / "desk.spill")
    spool.add(SECRET)
    assert not (tmp_path / "desk.spill").exists()
    assert list(spool.pieces()) == [SECRET]


def test_a_disk_without_room_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spooling, "MOST_IN_MEMORY", 0)
    (tmp_path / "desk.spill").write_text("a file where the folder should be")
    with pytest.raises(StoreUnavailable, match="Nothing was exported"):
        Spool(tmp_path / "desk.spill").add(SECRET)
