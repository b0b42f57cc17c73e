"""The README says what there is, and there is what it says."""

import re
import tomllib

from data_layer.__main__ import cli
from data_layer.rules.access import PERMISSIONS, STAFF_ROLES, Act, Role
from data_layer.settings import ROOT, Settings
from pages.shared.navigation import SCREENS

README = (ROOT / "README.md").read_text(encoding="utf-8")


def access_table() -> str:
    """The table of roles and acts as it should stand in the README."""
    roles = (*STAFF_ROLES, Role.SYSTEM)
    head = "| act | " + " | ".join(role.value.replace("_", " ") for role in roles) + " |\n|---|" + ":-:|" * len(roles)
    rows = (f"| `{act}` | " + " | ".join("●" if r in PERMISSIONS[act] else "" for r in roles) + " |" for act in Act)
    return "\n".join((head, *rows)).replace("|  |", "| |").replace("|  |", "| |")


def test_the_table_of_roles_and_acts_is_the_one_in_force() -> None:
    assert access_table() in README


def test_every_make_target_is_in_the_readme_and_the_reverse() -> None:
    targets = set(re.findall(r"^([a-z]+):.*##", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    assert set(re.findall(r"^\| `make ([a-z]+)`", README, re.MULTILINE)) == targets


def test_every_command_is_in_the_readme_and_the_reverse() -> None:
    assert set(re.findall(r"^\| `python -m data_layer ([a-z]+)", README, re.MULTILINE)) == set(cli.commands)


def test_every_setting_is_in_the_readme_and_the_reverse() -> None:
    assert set(re.findall(r"^\| `(STEP_\w+)`", README, re.MULTILINE)) == {
        f"STEP_{name.upper()}" for name in Settings.model_fields
    }


def test_every_screen_is_in_the_readme_and_the_reverse() -> None:
    addresses = re.findall(r"^\| [^|]+ \| `/([a-z-]*)", README, re.MULTILINE)
    assert set(addresses) == {screen.address for screen in SCREENS}


def test_every_dependency_has_its_reason_in_the_readme() -> None:
    decisions = README[README.index("## Decisions") :]
    missing = [name for name in declared() if not re.search(rf"\b{re.escape(name)}\b", decisions, re.IGNORECASE)]
    assert not missing


def test_what_is_declared_is_locked_and_everything_locked_has_a_hash_and_no_host() -> None:
    locked: dict[str, str] = {}
    for file in ("requirements.txt", "tests/requirements.txt"):
        text = (ROOT / file).read_text(encoding="utf-8")
        assert "://" not in text
        packages = re.split(r"^(?=[^\s#])", text, flags=re.MULTILINE)[1:]
        pinned = [
            re.match(r"([\w.-]+)==([^\s;]+).*\\\n    --hash=sha256:[0-9a-f]{64}", package) for package in packages
        ]
        assert all(pinned), file
        locked |= {found[1].lower(): found[2] for found in pinned if found}
    assert {name: locked.get(name.lower()) for name in declared()} == declared()


def declared() -> dict[str, str]:
    """The version of every package that pyproject.toml names."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    both = [*project["project"]["dependencies"], *project["dependency-groups"]["test"]]
    return dict(one.split("==") for one in both)
