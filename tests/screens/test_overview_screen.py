"""The overview: the figures with what they are of, the same numbers in charts and tables, and the way to the rows."""

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

import pytest
from pandas import isna
from streamlit.testing.v1 import AppTest

from data_layer.disclosure_course import annul
from data_layer.oversight import figures
from data_layer.oversight.figure import Figure, Part, beneath, headline
from data_layer.rules.access import Act, may
from data_layer.rules.periods import twelve_months_to
from data_layer.staff import Actor
from data_layer.store import Store
from data_layer.vocabulary import Right
from data_layer.wording import put
from pages.shared import charts, figure_rows
from tests import make
from tests.data.test_request_events import answer
from tests.screens.conftest import Opened, opened_with
from tests.screens.reading import sent_to_the_browser, words_of
from tests.screens.test_disclosures_screen import PANTEIA, a_disclosure, entry_of

FIRST = ("open_requests", "on_time", "copies_not_destroyed", "notices_unconfirmed", "due")
MAY_2026 = 5  # the place of this month among the twelve that end with November 2026
OF_MAY = {"van": "2026-05-01", "tot": "2026-05-31", "richting": "out", "stand": "counting"}
SCREEN_OF = {"requests": "Verzoeken", "disclosures": "Verstrekkingen", "retention": "Bewaartermijnen"}


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


def as_cards(found: Iterable[Figure]) -> list[tuple[str, str, str]]:
    """How the figures are shown in Dutch."""
    return [
        (put(one.label, "nl"), headline(one, "nl"), put(under, "nl") if (under := beneath(one)) else "sinds 01-12-2025")
        for one in found
    ]


def leads(at: AppTest) -> list[tuple[str, str, dict[str, str]]]:
    """The links on the screen: label, address, and what the address is given."""
    protos = [link.proto for link in at.get("page_link")]
    return [(proto.label, proto.page, dict(parse_qsl(proto.query_string))) for proto in protos]


def address(at: AppTest) -> dict[str, str]:
    found = {name: value if isinstance(value, str) else value[0] for name, value in dict(at.query_params).items()}
    return {name: value for name, value in found.items() if name != "lang"}


def frame_of(at: AppTest, column: str) -> Any:
    """The first table that has this column."""
    return next(frame for frame in at.dataframe if column in frame.value.columns)


def table_of(at: AppTest, column: str) -> Any:
    """What stands in it."""
    return frame_of(at, column).value


def click(at: AppTest, column: str, row: int, cell: str) -> AppTest:
    """Clicks a cell of the first table that has this column."""
    at.session_state[frame_of(at, column).key] = {"selection": {"cells": [[row, cell]]}}
    at.run()
    assert not at.exception, at.exception
    return at


@pytest.mark.parametrize("actor", make.EVERYBODY, ids=lambda a: a.name)
def test_every_role_sees_the_figures_and_charts_of_each_part(desk: Store, open_screen: Opened, actor: Actor) -> None:
    parts = parts_of(desk, actor)
    by_code = figures.by_code(parts)
    for part in parts:
        at = open_screen(actor=actor, deel=part.code)
        assert cards(at) == as_cards((*(by_code[code] for code in FIRST), *part.figures))
        for chart in part.charts:
            assert put(chart.title, "nl") in [heading.value for heading in at.subheader]
            if chart.codes:
                columns = [column.code for column in chart.columns]
                (frame,) = [one for one in at.dataframe if list(one.value.columns)[1:] == columns]
                for column in chart.columns:
                    shown = frame.value[column.code]
                    if column.unit != "text":
                        assert [None if isna(v) else v for v in shown] == list(column.values), chart.code
    assert ("breaches" in {part.code for part in parts}) == may(actor.roles, Act.BREACH_VIEW)


def test_the_first_figures_are_what_was_counted_by_hand(desk: Store, open_screen: Opened) -> None:
    assert cards(open_screen())[: len(FIRST)] == [
        ("Open verzoeken", "3", "van 5 verzoeken"),
        ("Op tijd beantwoord", "33%", "1 van 3 verzoeken"),
        ("Kopieën identiteitsbewijs hier", "0", "van 0 kopieën"),
        ("Kennisgevingen niet bevestigd", "0", "van 0 kennisgevingen"),
        ("Te verwijderen", "2", "van 3 cliënten"),
    ]


def test_each_count_leads_to_as_many_rows_as_it_says(desk: Store, open_screen: Opened) -> None:
    """Of a share and of days the rows are those that it is taken over, or those that fall short."""
    said, found = {}, {}
    for figure in figures.by_code(parts_of(desk, make.OFFICER)).values():
        if figure.behind and figure.unit == "count" and figure.code != "clients_delivered":
            screen = figure_rows.LISTS[figure.behind.list]
            at = open_screen(screen, actor=make.OFFICER, **figure_rows.in_url(figure.behind))
            said[figure.code], found[figure.code] = int(figure.value or 0), len(at.dataframe[0].value)
    assert said == found
    assert len(said) > 8


def test_what_comes_first_is_said_first(store: Store, open_screen: Opened) -> None:
    assert "Geen verzoek is te laat" in open_screen().success[0].value
    make.a_request(store, date(2026, 10, 29))
    at = open_screen()
    assert "deze week" in at.warning[0].value
    assert "late" not in [query.get("stand") for _label, _page, query in leads(at)]
    make.a_request(store, date(2026, 10, 1))
    at = open_screen()
    assert "uiterste dag" in at.error[0].value
    assert not at.warning
    assert ("Op tijd beantwoord", "0%", "0 van 1 verzoeken") in cards(at)
    in_the_period = {"stand": "late", "van": "2025-12-01", "tot": "2026-11-23"}
    assert ("Bekijken", "verzoeken", in_the_period) in leads(at), "a share of nought has rows"


def test_an_empty_store_has_figures_without_a_share_and_says_that_nothing_is_due(open_screen: Opened) -> None:
    for actor in make.EVERYBODY:
        at = open_screen(actor=actor, deel="retention")
        assert not at.error
        assert [metric.value for metric in at.metric][:5] == ["0", "–", "0", "0", "0"], actor.name
        assert "Er hoeft niets verwijderd te worden, nu niet en later niet." in words_of(at)
        assert "Deze week te beantwoorden" not in words_of(at)


def test_this_week_s_cases_are_listed_most_urgent_first_and_open(desk: Store, open_screen: Opened) -> None:
    at = open_screen()
    week = table_of(at, "handler")
    assert [(row["number"], row["left"]) for row in week.to_dict("records")] == [("V2026-0005", -53), ("V2026-0002", 7)]
    at = click(at, "handler", 1, "number")
    assert at.title[0].value.startswith("V2026-0002")
    assert address(at) == {"nummer": "V2026-0002"}
    assert ("Overzicht", "overzicht", {}) in leads(at), "the way back"


def test_of_a_long_week_the_first_are_listed_with_the_way_to_the_others(store: Store, open_screen: Opened) -> None:
    for _time in range(7):
        make.a_request(store, date(2026, 10, 29))
    at = open_screen()
    assert len(table_of(at, "handler")) == 6
    assert ("Alles van deze week", "verzoeken", {"stand": "week"}) in leads(at)


def test_a_day_before_shows_how_it_stood_then(desk: Store, open_screen: Opened) -> None:
    then = date(2026, 5, 1)
    at = open_screen(peildatum=then.isoformat())
    by_code = figures.by_code(parts_of(desk, make.COORDINATOR, then))
    assert cards(at)[: len(FIRST)] == as_cards([by_code[code] for code in FIRST])
    assert cards(at)[0][1] == "1", "received on 2 April, answered on 20 May"
    assert "Zo stond het op 1 mei 2026" in at.info[0].value
    assert "Deze week te beantwoorden" not in words_of(at)
    assert ("Bekijken", "verzoeken", {"stand": "open", "peildatum": "2026-05-01"}) in leads(at)
    for nonsense in ("2026-11-24", "1066-10-14", "gisteren"):
        assert cards(open_screen(peildatum=nonsense))[0][1] == "3"


def test_management_sees_figures_and_links_to_what_it_may_list_and_no_names(desk: Store, open_screen: Opened) -> None:
    at = open_screen(actor=make.MANAGER)
    assert {page for _label, page, _query in leads(at)} == {"verzoeken"}
    assert frame_of(at, "handler").key is None, "cases do not open"
    for part in parts_of(desk, make.MANAGER):
        sent = sent_to_the_browser(open_screen(actor=make.MANAGER, deel=part.code))
        for name in ("Amina", "Testpersoon", "Verlopen", "Deels", "Noor"):
            assert name.encode() not in sent


def test_the_administrator_sees_figures_and_neither_rows_nor_links(desk: Store, open_screen: Opened) -> None:
    at = open_screen(actor=make.ADMINISTRATOR)
    assert leads(at) == []
    assert {frame.key for frame in at.dataframe} == {None}
    assert b"V2026-" not in sent_to_the_browser(at)
    assert "de lijsten achter de cijfers zijn voor wie ermee werkt" in words_of(at)
    assert "Een klik" not in words_of(at)


CLICKS: list[tuple[str, str, tuple[int, str], dict[str, str], int]] = [
    ("requests", "requests", (0, "phase"), {"fase": "overdue"}, 1),
    ("disclosures", "panteia", (MAY_2026, "panteia"), OF_MAY | {"ontvanger": "panteia"}, 2),
    ("disclosures", "panteia", (MAY_2026, "month"), OF_MAY, 4),
    ("retention", "clients", (0, "clients"), {"weergave": "due"}, 2),
]


@pytest.mark.usefixtures("desk")
def test_a_click_leads_to_the_rows_that_the_line_counts(open_screen: Opened) -> None:
    for part, column, cell, query, rows in CLICKS:
        at = click(open_screen(deel=part), column, *cell)
        assert at.title[0].value == SCREEN_OF[part]
        assert address(at) == query
        assert len(at.dataframe[0].value) == rows, query


@pytest.mark.usefixtures("desk")
def test_a_click_on_a_bar_leads_where_its_line_does(open_screen: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
    picked = {"open_phases": ("overdue", ""), "delivered_months": ("2026-05", "duo"), "falls_due": ("now", "")}
    for part, code, query in (
        ("requests", "open_phases", {"fase": "overdue"}),
        ("disclosures", "delivered_months", OF_MAY | {"ontvanger": "duo"}),
        ("retention", "falls_due", {"weergave": "due"}),
    ):
        monkeypatch.setattr(
            charts,
            "with_table",
            lambda chart, code=code, **_more: picked[code] if chart.code == code else None,
        )
        assert address(open_screen(deel=part)) == query


def test_the_overview_speaks_english_too(desk: Store, open_screen: Opened) -> None:
    at = open_screen(lang="en", deel="disclosures")
    assert at.metric[1].label == "Answered in time"
    assert table_of(at, "panteia")["month"].iloc[MAY_2026] == "May 2026"
    assert at.error[0].value == "One request is past its legal last day. Answer it first."
