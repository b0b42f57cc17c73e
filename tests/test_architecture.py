"""The borders between the parts: what imports what, and what lies where."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from data_layer.settings import ROOT
from pages.shared.navigation import SCREENS

FORBIDDEN = {
    "pages": {"duckdb", "data_layer.opening", "data_layer.migrating"},
    "data_layer": {"streamlit", "pages", "app"},
    "data_layer/rules": {"duckdb", "pandas", "pyarrow", "numpy", "streamlit", "pages", "app"},
}


def imported(file: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def files(folder: str) -> list[Path]:
    return sorted((ROOT / folder).rglob("*.py"))


@pytest.mark.parametrize("folder", FORBIDDEN)
def test_dependencies_point_down_only(folder: str) -> None:
    for file in files(folder):
        for name in imported(file):
            crossed = {n for n in FORBIDDEN[folder] if name == n or name.startswith(f"{n}.")}
            assert not crossed, f"{file.relative_to(ROOT)} imports {name}"


def test_rules_import_nothing_of_the_data_layer_but_rules() -> None:
    for file in files("data_layer/rules"):
        for name in imported(file):
            assert not name.startswith("data_layer") or name.startswith("data_layer.rules"), file


def test_no_screen_imports_another() -> None:
    screens = {f"pages.{screen.file.removesuffix('.py').replace('/', '.')}" for screen in SCREENS}
    for file in files("pages"):
        assert screens.isdisjoint(imported(file)), file


def test_rules_ask_no_clock() -> None:
    for file in files("data_layer/rules"):
        calls = {
            node.func.attr
            for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
        }
        assert calls.isdisjoint({"today", "now", "utcnow"}), file


def test_only_the_router_lies_directly_in_pages() -> None:
    assert [file.name for file in (ROOT / "pages").glob("*.py")] == ["router.py"]


def test_every_screen_file_is_in_the_navigation_and_the_reverse() -> None:
    lying = {
        file.relative_to(ROOT / "pages").as_posix()
        for file in files("pages")
        if file.name not in ("router.py", "__init__.py") and "shared" not in file.parts
    }
    assert lying == {screen.file for screen in SCREENS}
    assert len({screen.address for screen in SCREENS}) == len(SCREENS)


def test_only_the_store_begins_and_commits() -> None:
    beneath_the_doors = {"store.py", "migrating.py"}
    for file in files("data_layer"):
        if file.name in beneath_the_doors:
            continue
        text = file.read_text(encoding="utf-8").lower()
        assert "begin transaction" not in text, file
        assert ".commit(" not in text, file


def test_no_total_is_counted_over_an_empty_window() -> None:
    """DuckDB 1.5.5 now and then stops altogether at one over few rows (its issue 25713); a subquery counts as well."""
    for file in files("data_layer"):
        text = file.read_text(encoding="utf-8").lower()
        assert not re.search(r"\bover\s*\(\s*\)", text), file


def test_every_field_that_takes_text_says_how_much() -> None:
    lists_of_numbers = {  # read one by one, and never stored as a text
        "pages/desk/new_disclosure.py", "pages/lifecycle/new_batch.py", "pages/shared/delivery_form.py",
        "pages/shared/disclosure_actions.py",
    }  # fmt: skip
    endless = [
        file.relative_to(ROOT).as_posix()
        for file in files("pages")
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in ("text_input", "text_area")
        and "max_chars" not in {keyword.arg for keyword in node.keywords}
    ]
    assert sorted(endless) == sorted(lists_of_numbers)


def test_no_sql_takes_its_order_or_a_value_from_outside() -> None:
    """What is put into SQL by its place, not as a parameter, is a name or SQL that the code itself declares."""
    from_outside = {
        "typed",
        "search",
        "sought",
        "after",
        "before",
        "asked",
        "needle",
        "text",
        "words",
        "value",
        "number",
    }
    for file in files("data_layer"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.JoinedStr):
                continue
            sql = "".join(str(part.value) for part in node.values if isinstance(part, ast.Constant)).lower()
            if not re.search(r"\bselect\b.*\bfrom\b|\border by\b|\bdelete from\b|\binsert into\b", sql, re.DOTALL):
                continue
            put_in = {
                name.id
                for part in node.values
                if isinstance(part, ast.FormattedValue)
                for name in ast.walk(part.value)
                if isinstance(name, ast.Name)
            }
            assert put_in.isdisjoint(from_outside), (file.relative_to(ROOT), put_in & from_outside)
