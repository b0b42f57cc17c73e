"""What people typed stands on every screen as the text that it is: no link, picture, heading, formula or colour."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from data_layer.backups import copies
from pages.shared.navigation import SCREENS, Screen
from tests import make
from tests.screens import naughty_desk
from tests.screens.conftest import Opened, opened_with
from tests.screens.naughty_desk import MARK

MARKUP = re.compile(
    r"(?<!\\)(?:\]\(|:red(?=\[)|:material/home|\*\*v|\$\$?[ax]|<b>|<img)"
    r"|(?<!\\):(?!\u2060)//|www\\?\."
    r"|(?m:^(?:#|\||1\.|>) )|\u202e"
)
"""What of that would be more than text, where no backslash stands before it."""
AS_IT_IS = {("text", "body"), ("selectbox", "options"), ("multiselect", "options")}
"""What the browser shows as text whatever is in it."""
SAYS = ("body", "label", "help", "delta", "placeholder", "title", "caption", "options", "question")


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory, new_store_file: Path) -> Path:
    """A desk on which whatever somebody typed is full of markup."""
    return make.a_filled_file(tmp_path_factory.mktemp("marked"), new_store_file, naughty_desk.filled)


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
    for params in naughty_desk.addresses(store).get(screen, [{}]):
        at = open_screen(screen, actor=make.OFFICER, **params)
        assert marked_up(at) == [], params
