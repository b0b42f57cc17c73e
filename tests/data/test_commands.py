"""Commands work on a store that is there: a mistyped path makes no empty one, and none is said to be in order."""

import sys
from pathlib import Path

import pytest

from data_layer.__main__ import main
from tests import make


@pytest.mark.parametrize(
    "words",
    ["verify", "log verify", "log end", "staff list", "staff change 3 --name Noor", "staff release 3", "staff end 3",
     "staff back 3", "backup", "digest", f"import {__file__}", f"certificate {__file__}"],
)  # fmt: skip
def test_where_no_store_is_a_command_says_so_and_makes_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], words: str
) -> None:
    path = tmp_path / "mistyped" / "desk.duckdb"
    monkeypatch.setenv("STEP_STORE", str(path))
    monkeypatch.setenv("STEP_STORE_KEY", make.KEY.get_secret_value())
    monkeypatch.setattr(sys, "argv", ["data_layer", *words.split()])
    with pytest.raises(SystemExit) as ended:
        main()
    told = capsys.readouterr()
    assert (ended.value.code, told.out) == (1, "")
    assert str(path) in told.err
    assert "STEP_STORE" in told.err
    assert not path.parent.exists()
