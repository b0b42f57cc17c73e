"""On a disk that is full or read-only a sentence says so, nothing is half, and with room again the desk goes on."""

import json
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

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
