"""What a screen sends, as the browser gets it, and where on the screen it stands."""

from collections.abc import Iterator
from typing import Any

from streamlit.testing.v1 import AppTest


def sent_to_the_browser(at: AppTest) -> bytes:
    """Everything that the last run sent to the browser, tables included."""
    return b"\n".join(_sent(at._tree))


def _sent(node: Any) -> list[bytes]:
    own = getattr(node, "proto", None)
    found: list[bytes] = [] if own is None else [own.SerializeToString()]
    for child in getattr(node, "children", {}).values():
        found += _sent(child)
    return found


def words_of(at: AppTest) -> str:
    """All that the screen says, outside its tables and fields."""
    kinds = (at.title, at.subheader, at.markdown, at.caption, at.info, at.success, at.warning, at.error)
    return "\n".join(str(element.value) for kind in kinds for element in kind)


def button(at: AppTest, label: str) -> Any:
    """The first button with this label."""
    return next(button for button in at.button if button.label == label)


def press(at: AppTest, label: str, which: int = 0) -> AppTest:
    """Clicks the button with this label, the first unless said otherwise."""
    [button for button in at.button if button.label == label][which].click().run()
    assert not at.exception, at.exception
    return at


def choose_step(at: AppTest, step: str) -> AppTest:
    """Chooses what happened to a case: among what is in sight, or in the menu with the rest."""
    (in_sight,) = (group for group in at.button_group if group.label == "Leg vast wat er is gebeurd")
    menus = [menu for menu in at.menu_button if menu.key == "more_steps"]
    if menus and menus[0].format_func(step) in menus[0].options:
        menus[0].click(step)
    else:
        in_sight.set_value(step)
    at.run()
    assert not at.exception, at.exception
    return at


def field(at: AppTest, kind: str, name: str) -> Any:
    """The one field of this kind whose key is this name and what it is about."""
    (found,) = [widget for widget in at.get(kind) if str(widget.key).startswith(f"{name}:")]
    return found


def numbers_in(at: AppTest) -> list[str]:
    """The numbers in the list of the screen, from the top."""
    return list(at.dataframe[0].value["number"]) if at.dataframe else []


def told_at(at: AppTest, label: str) -> str:
    """What is told right beneath the field with this label, and nowhere else; empty for nothing."""
    (beneath,) = [
        [str(part.value) for part in parts[1:] if part.type == "markdown"]
        for parts in _side_by_side(at._tree)
        if getattr(parts[0], "label", None) == label
    ]
    return " ".join(beneath)


def ways(at: AppTest) -> list[str]:
    """The links of the screen itself, as they are labelled."""
    links: list[Any] = list(at.main.get("page_link"))
    return [link.proto.label for link in links]


def primary_buttons(at: AppTest) -> list[str]:
    """The buttons that stand out, of forms too."""
    return [button.label for button in at.button if button.proto.type == "primary"]


def _side_by_side(node: Any) -> Iterator[list[Any]]:
    children = list(getattr(node, "children", {}).values())
    if children:
        yield children
    for child in children:
        yield from _side_by_side(child)
