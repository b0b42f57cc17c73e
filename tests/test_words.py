"""Every text of the screens has its Dutch, with the same facts in it."""

import ast
import re

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from data_layer.settings import ROOT
from data_layer.wording import LOCALE

# what marks a text in the code; the same list stands in the Makefile
KEYWORDS = {"_": None, "say": None, "_n": (1, 2), "say_n": (1, 2)}
FACT = re.compile(r"%\((\w+)\)s")


def in_the_code() -> set[str | tuple[str, ...]]:
    found: set[str | tuple[str, ...]] = set()
    for folder in ("data_layer", "pages"):
        for _file, _line, message, _comments, _context in extract_from_dir(str(ROOT / folder), keywords=KEYWORDS):
            found.add(message)
    for _file, _line, message, _comments, _context in extract_from_dir(
        str(ROOT), method_map=[("app.py", "python")], keywords=KEYWORDS
    ):
        found.add(message)
    return found - {""}


@pytest.fixture(scope="module")
def dutch() -> Catalog:
    with (LOCALE / "nl.po").open("rb") as file:
        return read_po(file, locale="nl")


def test_no_text_is_left_untranslated(dutch: Catalog) -> None:
    missing = []
    for text in in_the_code():
        message = dutch.get(text[0] if isinstance(text, tuple) else text)
        forms = (message.string if isinstance(message.string, tuple) else (message.string,)) if message else ()
        if not message or message.fuzzy or not all(forms) or isinstance(text, tuple) != message.pluralizable:
            missing.append(text)
    assert not missing


def test_no_text_stands_within_a_formatted_one() -> None:
    """There the collecting of texts does not see it, and it would stay English."""
    hidden = [
        f"{file.relative_to(ROOT)}:{call.lineno}"
        for folder in ("data_layer", "pages")
        for file in (ROOT / folder).rglob("*.py")
        for text in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(text, ast.JoinedStr)
        for call in ast.walk(text)
        if isinstance(call, ast.Call)
        and isinstance(call.func, ast.Name)
        and call.func.id in KEYWORDS
        and any(isinstance(part, ast.Constant) for part in call.args)
    ]
    assert not hidden


def test_every_translation_is_still_used(dutch: Catalog) -> None:
    used = in_the_code()
    assert not [message.id for message in dutch if message.id and message.id not in used]


def test_a_translation_states_the_same_facts(dutch: Catalog) -> None:
    for message in dutch:
        if not message.id:
            continue
        texts, forms = _forms(message.id), _forms(message.string)
        facts = set(FACT.findall(texts[-1]))
        may_be_left_out = {"n"} if len(forms) > 1 else set()
        for form in forms:
            assert facts - may_be_left_out <= set(FACT.findall(form)) <= facts, message.id


def _forms(text: object) -> tuple[str, ...]:
    return tuple(map(str, text)) if isinstance(text, (tuple, list)) else (str(text),)


def test_no_text_is_put_together_before_it_is_translated() -> None:
    for folder in ("data_layer", "pages"):
        for file in (ROOT / folder).rglob("*.py"):
            assert not re.search(r"\b(?:_|say|_n|say_n)\(\s*f[\"']", file.read_text(encoding="utf-8")), file
