"""Staff by the command line: so the first administrator of an empty store is made."""

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from data_layer.settings import Settings
from data_layer.store import open_store
from tests import make

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """`run("add", …)` on a store of this test, empty at first: the exit status, and what was printed and told."""
    path = tmp_path / "desk.duckdb"
    open_store(Settings(store=path, store_key=make.KEY, today=make.TODAY)).close()
    monkeypatch.setenv("STEP_STORE", str(path))
    monkeypatch.setenv("STEP_STORE_KEY", make.KEY.get_secret_value())
    monkeypatch.setenv("STEP_TODAY", make.TODAY.isoformat())

    def ran(*words: str) -> tuple[int, str, str]:
        from data_layer.__main__ import main  # noqa: PLC0415 - the command as a shell starts it

        monkeypatch.setattr(sys, "argv", ["data_layer", "staff", *words])
        with pytest.raises(SystemExit) as ended:
            main()
        told = capsys.readouterr()
        return int(ended.value.code or 0), told.out, told.err

    return ran


def test_the_first_administrator_of_an_empty_store_is_made_and_stays(run: Run) -> None:
    assert run("list") == (0, "", "")
    status, out, _ = run("add", "Ada Beheer", "ada@school.example", "--role", "administrator")
    assert (status, out) == (0, "Ada Beheer werkt hier vanaf nu.\n")
    status, out, err = run("end", "ADA@school.example")
    assert (status, out) == (1, "")
    assert "Maak eerst iemand anders beheerder." in err
    assert err.count("\n") == 1
    assert "Ada Beheer  ada@school.example  beheerder\n" in run("list")[1]


def test_what_the_screen_refuses_to_combine_the_machine_gives_and_the_list_warns(run: Run) -> None:
    run("add", "Bo Beide", "bo@school.example", "--role", "administrator")
    number = run("list")[1].split()[0]
    status, out, _ = run("change", number, "--role", "administrator", "--role", "privacy_officer")
    assert (status, out) == (
        0,
        f"{number}  Bo Beide  bo@school.example  beheerder, functionaris  [beheerder met dossiers]\n",
    )
    status, out, _ = run("change", number, "--name", "Bo Anders", "--email", "bo@anders.example")
    assert "Bo Anders  bo@anders.example  beheerder, functionaris" in out
    assert run("release", "bo@anders.example")[0] == 0


def test_somebody_leaves_is_replaced_and_comes_back(run: Run) -> None:
    for name in ("ada", "cor", "fee"):
        role = {"ada": "administrator"}.get(name, "coordinator")
        run("add", name.title(), f"{name}@school.example", "--role", role)
    assert run("end", "cor@school.example", "--by", "fee@school.example") == (0, "Cor werkt hier niet meer.\n", "")
    assert "Cor  cor@school.example  coördinator  [werkt hier niet meer]" in run("list")[1]
    assert run("back", "cor@school.example") == (0, "Cor werkt hier weer.\n", "")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("add", "Cor", "cor@school.example", "--role", "baas"), "baas is geen rol"),
        (("add", "Cor", "cor@school.example"), "kies er minstens één"),
        (("add", "Cor", "cor", "--role", "coordinator"), "Dit is geen e-mailadres."),
        (("change", "niemand@school.example", "--name", "Cor"), "Niemand heeft dit nummer of e-mailadres."),
    ],
)
def test_what_is_wrong_is_told_in_one_sentence(run: Run, words: tuple[str, ...], told: str) -> None:
    status, out, err = run(*words)
    assert (status, out) == (1, "")
    assert told in err
    assert err.count("\n") == 1
