"""Whatever the log says by a code, its list says in words."""

import ast
import importlib
from collections.abc import Iterator
from pathlib import Path

from data_layer import mailing
from data_layer.exporting import subjects
from data_layer.exporting.pickable import Moment
from data_layer.logbook.log_lists import KIND_LABELS, REASON_LABELS
from data_layer.requests.request_documents import LETTERS
from data_layer.rules.access import Act, is_look
from data_layer.rules.holds import HoldKind
from data_layer.rules.periods import KINDS
from data_layer.settings import ROOT
from data_layer.vocabulary import PURPOSES, Outcome
from tests import make

WITHOUT_LITERAL = {
    *HoldKind,
    *LETTERS,
    *Outcome,
    *mailing.PROBLEMS,
    "schedule",
    "request",  # of a backup
    *(f"purpose_{number}" for number in PURPOSES),
    *(f"report_{kind}" for kind in KINDS),
}
"""Reasons that are told by a variable."""


def calls(file: Path, *names: str) -> Iterator[tuple[str, ast.Call]]:
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call):
            name = getattr(node.func, "attr", None) or getattr(node.func, "id", None)
            if name in names:
                yield name, node


def told(file: Path, argument: ast.expr) -> set[str]:
    """The codes that an argument can be: texts, or constants of the module; nothing for a variable."""
    parts = (argument.body, argument.orelse) if isinstance(argument, ast.IfExp) else (argument,)
    found = {part.value for part in parts if isinstance(part, ast.Constant)}
    constants = [part.id for part in parts if isinstance(part, ast.Name) and part.id.lstrip("_").isupper()]
    if constants:
        module = importlib.import_module(".".join(file.relative_to(ROOT).with_suffix("").parts))
        found |= {getattr(module, name) for name in constants}
    return {code for code in found if isinstance(code, str)}


def spoken_of(name: str) -> dict[str, str]:
    """Every code that the code gives the log as this (`Subject` or `Reason`), with a file that does."""
    files = [path for part in ("data_layer", "pages") for path in (ROOT / part).rglob("*.py")]
    return {
        code: file.name
        for file in files
        for _, call in calls(file, name)
        if call.args
        for code in told(file, call.args[0])
    }


def without_subject() -> set[str]:
    """The first words of acts that come through a door without a subject: the log takes those for it."""
    found: set[str] = set()
    for file in (ROOT / "data_layer").rglob("*.py"):
        for door, call in calls(file, "read", "change"):
            if len(call.args) == 2 and isinstance(call.args[1], ast.Attribute) and not names_a_subject(call):
                act = getattr(Act, call.args[1].attr, None)
                if act is not None and (door == "change" or is_look(act)):
                    found.add(act.value.split(".")[0])
    return found


def names_a_subject(call: ast.Call) -> bool:
    return any(keyword.arg == "subject" for keyword in call.keywords)


def test_whatever_an_act_is_about_has_words() -> None:
    found = spoken_of("Subject")
    assert len(found) > 15, "the reading of the code finds nothing any more"
    assert {code: file for code, file in found.items() if code not in KIND_LABELS} == {}
    fallen_back = without_subject()
    assert {"store", "processing_register"} <= fallen_back
    assert fallen_back - set(KIND_LABELS) == set()


def test_every_subject_of_an_export_has_words() -> None:
    moment = Moment(make.TODAY, make.NOW)
    assert {one.listing({}, moment).code for one in subjects.SUBJECTS.values()} - set(KIND_LABELS) == set()


def test_every_reason_has_words() -> None:
    found = spoken_of("Reason")
    assert {"published", "in_order", "not_in_order", "on_request", "begun"} <= set(found)
    assert {code: file for code, file in found.items() if code not in REASON_LABELS} == {}
    assert {str(code) for code in WITHOUT_LITERAL} - set(REASON_LABELS) == set()
