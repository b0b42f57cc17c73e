"""Lists: one page of rows, the total, and the way to the pages before and after it, kept in the URL."""

import zlib
from collections.abc import Mapping, Sequence
from typing import Any, Literal, NoReturn, TypeVar

import streamlit as st

from data_layer.paging import Order, Page, Position
from pages.shared import links, session
from pages.shared.wording import _

T = TypeVar("T")
Sorted = Mapping[str, Sequence[str]]
"""The orders of a list that a column's heading stands for: a click on it gives the first, a second click the other."""
_Mode = Literal["multi-row", "single-cell", "single-column"]

AFTER, BEFORE, ORDER = "na", "voor", "volgorde"  # names in the URL; record numbers and codes, never names
ROW_HEIGHT = 36  # pixels
PLACE, PLACE_WIDTH = "place", 40


def position() -> Position:
    """Where the URL says the page begins."""
    return Position(after=st.query_params.get(AFTER), before=st.query_params.get(BEFORE))


def order(orders: Mapping[str, Order]) -> str:
    """The order that the URL asks for; the usual one, which is the first, unless it asks for another."""
    asked = st.query_params.get(ORDER)
    return asked if asked is not None and asked in orders else next(iter(orders))


def first_page() -> None:
    """Forgets the page: a filter has changed. As `on_change` of a filter's widget."""
    for name in (AFTER, BEFORE):
        st.query_params.pop(name, None)


def table(
    columns: Mapping[str, Sequence[Any]],
    config: Mapping[str, Any],
    *,
    key: str,
    alt: str,
    opens: bool = True,
    leaves: bool = True,
    sorts: Sorted | None = None,
) -> int | None:
    """Shows rows, given per column; the index of the row that was clicked, or None; with `opens` false always None.

    Column names are for code; their headings and formats are in `config` (`st.column_config`). Before them comes the
    row's place in the list: there the keyboard walks up and down, and one step to the right opens the row. With
    `sorts` this is one page of a list, and the headings sort that list instead of the page. What a row opens is another
    screen, unless `leaves` is false.
    """
    opened = cell(columns, config, key=key, alt=alt, opens=opens, leaves=leaves, sorts=sorts)
    if opens:
        st.caption(_("Click a row to open it; with the keyboard: down to the row, then right."))
    return None if opened is None else opened[0]


def ticked(
    columns: Mapping[str, Sequence[Any]],
    config: Mapping[str, Any],
    *,
    key: str,
    alt: str,
    sorts: Sorted | None = None,
) -> tuple[int | None, list[int]]:
    """As `table`, with a box before each row: the index of the row that was clicked, and those of the ticked ones."""
    opened, rows = _selected(columns, config, key=key, alt=alt, modes=["multi-row", "single-cell"], sorts=sorts)
    st.caption(_("Click a row to open it, or tick several; with the keyboard: down to the row, then right."))
    if opened is not None:
        links.leave_list()
    return (None if opened is None else opened[0]), rows


def cell(
    columns: Mapping[str, Sequence[Any]],
    config: Mapping[str, Any],
    *,
    key: str,
    alt: str,
    opens: bool = True,
    leaves: bool = True,
    row_height: int = ROW_HEIGHT,
    sorts: Sorted | None = None,
) -> tuple[int, str] | None:
    """As `table`, without the advice beneath it: the index of the row and the name of the column that was clicked."""
    modes: list[_Mode] = ["single-cell"] if opens else []
    opened, _rows = _selected(columns, config, key=key, alt=alt, modes=modes, row_height=row_height, sorts=sorts)
    if opened is not None and leaves:
        links.leave_list()
    return opened


def _selected(
    columns: Mapping[str, Sequence[Any]],
    config: Mapping[str, Any],
    *,
    key: str,
    alt: str,
    modes: list[_Mode],
    row_height: int = ROW_HEIGHT,
    sorts: Sorted | None = None,
) -> tuple[tuple[int, str] | None, list[int]]:
    """The cell that was clicked, and the rows that are ticked."""
    rows = len(next(iter(columns.values())))
    shown: dict[str, Any] = {
        "data": {PLACE: range(1, rows + 1), **columns},
        "column_config": {PLACE: st.column_config.NumberColumn("", width=PLACE_WIDTH, pinned=True), **config},
        "hide_index": True,
        "height": "content",
        "row_height": row_height,
        "placeholder": "–",
        # a table whose rows are replaced beneath it misses the first click, so other rows are another table, and so are
        # those of somebody else
        "key": f"{key}:{zlib.crc32(repr((columns, st.query_params.get(ORDER), session.actor().staff_id)).encode())}",
        "alt": alt,
    }
    if sorts is not None:
        modes = [*modes, "single-column"]
    if not modes:
        st.dataframe(**shown)
        return None, []
    event = st.dataframe(**shown, on_select="rerun", selection_mode=modes)
    for column in event.selection.get("columns", ()):
        _sort(column, sorts or {})
    opened = [(int(row), str(column)) for row, column in event.selection.cells if column != PLACE]
    return (opened[0] if opened else None), sorted(event.selection.get("rows", ()))


def drawn(name: str) -> str:
    """The key of a list: another after each `draw_anew`."""
    return f"{name}:{st.session_state.get(f'{name}_drawn', 0)}"


def draw_anew(name: str) -> None:
    """The list with this name is drawn as another the next time: nothing in it is clicked or ticked any more."""
    st.session_state[f"{name}_drawn"] = st.session_state.get(f"{name}_drawn", 0) + 1


def open_beside(name: str, url_name: str, value: str) -> NoReturn:
    """Opens a row beside its list, by what stands in the URL; nothing is selected in the list any more."""
    draw_anew(name)
    st.query_params[url_name] = value
    st.rerun()


def _sort(column: str, sorts: Sorted) -> None:
    """Sorts the list as the heading that was clicked says, once per click."""
    if column not in sorts:
        return
    first, *others = sorts[column]
    now = st.query_params.get(ORDER)
    then = others[0] if now == first and others else first
    if then != now:
        first_page()
        st.query_params[ORDER] = then
        st.rerun()


def first_of(words: Sequence[str]) -> str:
    """The first of some words and how many more there are: a whole list does not fit in a cell."""
    return words[0] if len(words) == 1 else f"{words[0]} +{len(words) - 1}"


def pager(page: Page[T]) -> None:
    """Buttons to the page before and after where there are any."""
    if page.before is None and page.after is None:
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        if st.button(_("Previous"), icon=":material/chevron_left:", disabled=page.before is None, key="page_before"):
            first_page()
            st.query_params[BEFORE] = page.before or ""
            st.rerun()
        if st.button(_("Next"), icon=":material/chevron_right:", disabled=page.after is None, key="page_after"):
            first_page()
            st.query_params[AFTER] = page.after or ""
            st.rerun()
        if (page.before is not None) and st.button(_("First page"), key="page_first", type="tertiary"):
            first_page()
            st.rerun()
