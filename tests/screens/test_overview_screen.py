"""The overview: the figures with what they are of, the same numbers in charts and tables, and the way to the rows."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

import pytest
from streamlit.testing.v1 import AppTest

from data_layer.disclosure_course import annul
from data_layer.oversight import figures
from data_layer.oversight.figure import Part, Rows, beneath, headline
from data_layer.rules.access import Act
from data_layer.rules.periods import twelve_months_to
from data_layer.staff import Actor
from data_layer.store import Store
from data_layer.vocabulary import Right
from data_layer.wording import put
from pages.shared import figure_rows
from pages.shared.navigation import SCREENS
from tests import make
from tests.data.test_request_events import answer
from tests.screens.conftest import Opened, opened_with
from tests.screens.test_disclosures_screen import PANTEIA, a_disclosure, entry_of

FIRST = ("Open verzoeken", "Op tijd", "Kopieën niet vernietigd", "Kennisgevingen niet bevestigd", "Nu te verwijderen")
BY_ADDRESS = {screen.address: screen for screen in SCREENS}


@pytest.fixture(scope="module")
def desk_file(tmp_path_factory: pytest.TempPathFactory, new_store_file: Path) -> Path:
    """The file of the store that most tests here look at: making it takes longer than a test."""
    return make.a_filled_file(tmp_path_factory.mktemp("desk"), new_store_file, fill)


@pytest.fixture
def desk(store_file: Path, desk_file: Path) -> Store:
    """Three open cases, three judged ones, four disclosures that count, and three clients of whom two are due."""
    return opened_with(desk_file, store_file)


def fill(store: Store) -> None:
    running = make.a_client(store, "1001", first_names="Amina", surname="Testpersoon")
    make.an_agreement(store, running, None)
    make.an_agreement(store, make.a_client(store, "1002", surname="Verlopen"), date(2015, 3, 1))
    recent = make.a_client(store, "1003", surname="Deels")
    make.an_agreement(store, recent, date(2024, 11, 20))
    make.restrict(store, running, date(2026, 11, 1))
    make.a_request(store, client_id=running)
    make.a_request(store, date(2026, 10, 29), right=Right.OBJECTION)  # its safe day is this Sunday
    for received_on, answered_on in (((4, 1), (4, 20)), ((4, 2), (5, 20)), ((9, 1), None)):
        number = make.a_request(store, date(2026, *received_on), person_name="Noor Onbekend")
        if answered_on:
            answer(store, number, date(2026, *answered_on))
    a_disclosure(store, happened_on=date(2026, 5, 4))
    a_disclosure(store, happened_on=date(2026, 5, 5), client_numbers=["1002", "1003"])
    a_disclosure(store, happened_on=date(2026, 5, 6), recipient_id=PANTEIA, purpose=7, ground="legitimate_interest")
    a_disclosure(store, happened_on=date(2026, 5, 7), recipient_id=PANTEIA, categories=["bsn"])
    annulled = a_disclosure(store, happened_on=date(2026, 5, 8), recipient_id=PANTEIA, categories=["bsn"])
    annul(store, make.OFFICER, entry_of(store, annulled).row.id, 1, why="never went")


def parts_of(store: Store, actor: Actor, day: date = make.TODAY) -> tuple[Part, ...]:
    with store.read(actor, Act.OVERVIEW_VIEW) as reader:
        return figures.parts(reader, actor, twelve_months_to(day), store.clock())


def cards(at: AppTest) -> list[tuple[str, str, str]]:
    return [(metric.label, metric.value, metric.delta) for metric in at.metric]


def as_cards(part: Part) -> list[tuple[str, str, str]]:
    """How the figures of the part are shown in Dutch."""
    return [
        (put(f.label, "nl"), headline(f, "nl"), put(under, "nl") if (under := beneath(f)) else " ")
        for f in part.figures
    ]


def leads(at: AppTest) -> list[tuple[str, str, dict[str, str]]]:
    """The links on the screen: label, address, and what the address is given."""
    protos = [link.proto for link in at.get("page_link")]
    return [(proto.label, proto.page, dict(parse_qsl(proto.query_string))) for proto in protos]


def address(at: AppTest) -> dict[str, str]:
    found = {name: value if isinstance(value, str) else value[0] for name, value in dict(at.query_params).items()}
    return {name: value for name, value in found.items() if name != "lang"}


def table(at: AppTest, column: str) -> Any:
    """The table that has this column."""
    (found,) = [frame for frame in at.dataframe if column in frame.value.columns]
    return found


def all_rows(parts: tuple[Part, ...]) -> Iterator[tuple[str, float, Rows]]:
    """Every way from a figure, or from a line of a chart, to its rows, with how many they should be."""
    for part in parts:
        for figure in part.figures:
            if figure.rows and figure.value:
                yield figure.code, figure.value, figure.rows


@pytest.mark.parametrize("actor", make.EVERYBODY, ids=lambda a: a.name)
def test_every_role_sees_the_figures_of_each_part_with_what_they_are_of(
    desk: Store, open_screen: Opened, actor: Actor
) -> None:
    parts = parts_of(desk, actor)
    for part in parts:
        at = open_screen(actor=actor, deel=part.code)
        assert [label for label, _value, _of in cards(at)[: len(FIRST)]] == list(FIRST)
        assert cards(at)[len(FIRST) :] == as_cards(part)
        for chart in part.charts:
            assert put(chart.title, "nl") in [heading.value for heading in at.subheader]
    assert ("breaches" in {part.code for part in parts}) == (actor in (make.MANAGER, make.OFFICER))


def test_the_first_figures_are_what_was_counted_by_hand(desk: Store, open_screen: Opened) -> None:
    assert cards(open_screen())[: len(FIRST)] == [
        ("Open verzoeken", "3", "van 5 verzoeken"),
        ("Op tijd", "33%", "1 van 3 verzoeken"),
        ("Kopieën niet vernietigd", "0", "van 0 kopieën"),
        ("Kennisgevingen niet bevestigd", "0", "van 0 kennisgevingen"),
        ("Nu te verwijderen", "2", "van 3 cliënten"),
    ]


def test_each_figure_leads_to_as_many_rows_as_it_says(desk: Store, open_screen: Opened) -> None:
    found = {}
    for code, value, rows in all_rows(parts_of(desk, make.OFFICER)):
        screen = figure_rows._SCREENS[rows.list]
        at = open_screen(screen, actor=make.OFFICER, **figure_rows.in_url(rows))
        found[code] = (value, len(at.dataframe[0].value))
    assert {code: n for code, (n, _rows) in found.items()} == {code: n for code, (_n, n) in found.items()}
