"""What people typed stands on every screen as the text that it is: no link, picture, heading, formula or colour."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from data_layer.backups import copies
from data_layer.rules.access import Act
from data_layer.staff import THE_DESK
from data_layer.store import Store
from pages.shared.navigation import SCREENS, Screen
from tests import make
from tests.screens import marked_desk
from tests.screens.conftest import Opened, opened_with

MARK = "Qz"
SHORT = f"{MARK} [k](https://e.nl) :red[r] **v** <b>"
MARKUP = re.compile(r"(?<!\\)(?:\]\(|:red(?=\[)|:material/home|\*\*v|\$\$?[ax]|<b>)|(?<!\\):(?!\u2060)//")
"""What of that would be more than text, where no backslash stands before it."""
AS_IT_IS = {("text", "body"), ("selectbox", "options"), ("multiselect", "options")}
"""What the browser shows as text whatever is in it."""
SAYS = ("body", "label", "help", "delta", "placeholder", "title", "caption", "options", "question")


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory, new_store_file: Path) -> Path:
    """A desk on which whatever somebody typed is full of markup."""
    with pytest.MonkeyPatch.context() as patch:
        for name in ("SURNAME", "WORDS", "UNKNOWN", "STRANGER", "REFERENCE"):
            patch.setattr(marked_desk, name, SHORT)
        return make.a_filled_file(tmp_path_factory.mktemp("marked"), new_store_file, _filled)


def _filled(store: Store) -> None:
    marked_desk.filled(store)
    with store.change(THE_DESK, Act.STAFF_CHANGE) as change:
        change.execute("update staff set name = $name where id <> 3", name=SHORT)


def said(node: Any) -> Iterator[tuple[str, str]]:
    """The type of each element, and each text of it that may hold markup; tables and fields hold data."""
    proto = getattr(node, "proto", None)
    if proto is not None:
        for name in SAYS:
            told = getattr(proto, name, None)
            if (getattr(node, "type", ""), name) in AS_IT_IS:
                continue
            for one in [told] if isinstance(told, str) else list(told or ()):
                text = one if isinstance(one, str) else str(getattr(one, "content", ""))
                if text:
                    yield f"{getattr(node, 'type', '')}.{name}", text
    for child in getattr(node, "children", {}).values():
        yield from said(child)


def marked_up(at: AppTest) -> list[tuple[str, str]]:
    return [(kind, text) for kind, text in said(at._tree) if MARK in text and MARKUP.search(text[text.index(MARK) :])]


@pytest.mark.parametrize("screen", SCREENS, ids=lambda screen: screen.address)
def test_no_screen_reads_what_was_typed_as_markup(
    screen: Screen, file: Path, store_file: Path, open_screen: Opened
) -> None:
    store = opened_with(file, store_file)
    copies.make(store, make.OFFICER)
    for params in marked_desk.addresses(store).get(screen, [{}]):
        at = open_screen(screen, actor=make.OFFICER, **params)
        assert marked_up(at) == [], params
