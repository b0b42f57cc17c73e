"""On a disk that is full or read-only a sentence says so, nothing is half, and with room again the desk goes on."""

import errno
import json
import os
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb
import pytest

from data_layer.errors import StoreUnavailable
from data_layer.opening import translated
from data_layer.settings import ROOT

FULL = "The disk is full; nothing was saved."
NO_ROOM = ("the disk is full", "the file would become too large")


def said(how: str, folder: Path) -> dict[str, str]:
    """What a desk on this disk said of each thing that was tried, by its name."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.data.on_a_disk", how, str(folder)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return dict(json.loads(line) for line in done.stdout.splitlines())


@pytest.fixture
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("disk")


@pytest.mark.parametrize("how", ["full", "limit"])
def test_on_a_full_disk_everything_is_refused_in_words_and_with_room_again_it_goes_on(folder: Path, how: str) -> None:
    """A disk of its own needs rights that not every machine gives; then a limit on files stands for it."""
    found = said(how, folder)
    if found == {"no disk": ""}:
        found = said("limit", folder)
    for act in ("a large act", "a spill", "a small act"):
        assert found[act].startswith(FULL), act
    for act in ("a right", "a backup"):
        assert any(words in found[act] for words in NO_ROOM), act
        assert "Make room there" in found[act]
    assert "Nothing was exported. Make room" in found["an export"]
    assert found["health"].startswith("store_disk_")
    assert {said for act, said in found.items() if "afterwards" in act} == {""}


def test_on_a_read_only_disk_and_in_a_closed_folder_it_does_not_start_and_says_why(folder: Path) -> None:
    refused = said("read-only", folder)
    assert refused == {"no disk": ""} or "its disk is read-only" in refused["a start"]
    with TemporaryDirectory() as closed:  # not within those of the tests, which other accounts cannot even find
        assert "may not read and write its folder" in said("closed", Path(closed))["a start"]


def test_what_a_disk_says_is_told_in_words_on_a_machine_that_gives_no_disk_of_its_own(folder: Path) -> None:
    """DuckDB says what the system says; `/dev/full` is a disk without room on every Linux."""
    for number in (errno.ENOSPC, errno.EFBIG, errno.EDQUOT):
        told = translated(duckdb.IOException(f'IO Error: Could not write file "x": {os.strerror(number)}'))
        assert isinstance(told, StoreUnavailable), number
        assert str(told).startswith(FULL), number
    for number, words in ((errno.EROFS, "its disk is read-only"), (errno.EACCES, "may not read and write its folder")):
        told = translated(duckdb.IOException(f'IO Error: Cannot open file "x": {os.strerror(number)}'))
        assert words in str(told), number
    real = duckdb.connect()
    for words, sql in (
        ("The disk is full", "copy (select range from range(1_000_000)) to '/dev/full' (format csv)"),
        ("", "attach '/sys/desk.duckdb' as x"),  # no account makes a file there
    ):
        with pytest.raises(duckdb.IOException) as refused:
            real.execute(sql)
        told = translated(refused.value)
        assert isinstance(told, StoreUnavailable)
        assert words in str(told)
