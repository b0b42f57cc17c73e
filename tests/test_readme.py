"""The README says what there is, and there is what it says."""

import re

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
    requirements = (ROOT / "requirements.txt").read_text(encoding="utf-8")
    names = re.findall(r"^([\w-]+)==", requirements, re.MULTILINE)
    missing = [name for name in names if not re.search(rf"\b{re.escape(name)}\b", decisions, re.IGNORECASE)]
    assert not missing
    assert len(names) == len(re.findall(r"^[^#\s]", requirements, re.MULTILINE))
