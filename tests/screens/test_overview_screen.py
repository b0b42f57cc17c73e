"""The overview: the figures with what they are of, the same numbers in charts and tables, and the way to the rows."""

from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

import pytest
from streamlit.testing.v1 import AppTest

from data_layer import reports, retention
from data_layer.disclosure_course import annul
from data_layer.disclosure_totals import sent_in_twelve_months
from data_layer.requests import queue_counts
from data_layer.rules.access import Act
from data_layer.staff import Actor
from data_layer.store import Store
from data_layer.vocabulary import Right
from pages.shared import charts
from pages.shared.navigation import SCREENS
from tests import make
from tests.data.test_request_events import answer
from tests.screens.conftest import Opened, opened_with
from tests.screens.reading import sent_to_the_browser, words_of
from tests.screens.test_disclosures_screen import PANTEIA, a_disclosure, entry_of

MAY_2026 = 5  # the place of this month among the twelve that end with November 2026
OF_MAY = {"maand": "2026-05", "richting": "out", "stand": "counting"}
# by a column of the table that leads there
SCREEN_OF = {"requests": "Verzoeken", "share": "Verzoeken", "duo": "Verstrekkingen", "year": "Bewaartermijnen"}


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


def table(at: AppTest, column: str) -> Any:
    """The table that has this column."""
    (found,) = [frame for frame in at.dataframe if column in frame.value.columns]
    return found


def tables_of(at: AppTest) -> dict[str, Any]:
    """The tables of the overview by the column that only they have."""
    return {name: table(at, name) for name in ("requests", "share", "duo", "year")}


def click(at: AppTest, column: str, row: int, cell: str | None = None) -> AppTest:
    """Clicks a cell of the table that has this column."""
    at.session_state[table(at, column).key] = {"selection": {"cells": [[row, cell or column]]}}
    at.run()
    assert not at.exception, at.exception
    return at


def address(at: AppTest) -> dict[str, str]:
    found = {name: value if isinstance(value, str) else value[0] for name, value in dict(at.query_params).items()}
    return {name: value for name, value in found.items() if name != "lang"}


def leads(at: AppTest) -> list[tuple[str, str, dict[str, str]]]:
    """The links on the screen: label, address, and what the address is given."""
    protos = [link.proto for link in at.get("page_link")]
    return [(proto.label, proto.page, dict(parse_qsl(proto.query_string))) for proto in protos]


@pytest.mark.parametrize("actor", make.EVERYBODY, ids=lambda a: a.name)
def test_every_role_sees_the_figures_with_what_they_are_of_and_beside_the_charts_those_of_the_store(
    desk: Store, open_screen: Opened, actor: Actor
) -> None:
    at = open_screen(actor=actor)
    assert [(metric.label, metric.value, metric.delta) for metric in at.metric] == [
        ("Open verzoeken", "3", "1 te laat"),
        ("Deze week", "2", "te beantwoorden"),
        ("Op tijd", "33%", "1 van 3 verzoeken"),
        ("Cliënten", "3", "1 nu in een traject"),
        ("Nu te verwijderen", "2", "1 langer dan 30 dagen"),
    ]
    shown = {name: frame.value for name, frame in tables_of(at).items()}
    with desk.read(actor, Act.OVERVIEW_VIEW) as reader:
        counts = queue_counts.open_counts(reader)
        months, delivered = reports.on_time_per_month(reader), sent_in_twelve_months(reader, actor)
        now, ahead = retention.totals(reader).due_now, retention.coming(reader)
    assert list(shown["requests"]["requests"]) == list(counts.values()) == [1, 0, 1, 0, 1, 0]
    assert list(shown["share"]["due"]) == [month.due for month in months]
    assert list(shown["share"]["on_time"]) == [month.on_time for month in months]
    assert list(shown["share"]["safe"]) == [month.on_safe_time for month in months]
    of_may = shown["share"].iloc[MAY_2026]
    assert (of_may["month"], of_may["due"], of_may["on_time"], of_may["share"]) == ("mei 2026", 2, 1, 50)
    assert shown["share"]["share"].notna().tolist() == [month.due > 0 for month in months]
    for code in ("duo", "bureau_ice", "panteia", "library"):
        assert list(shown["duo"][code]) == [row.entries for row in delivered if row.code == code]
    assert shown["duo"].iloc[MAY_2026][["duo", "panteia", "library"]].tolist() == [2, 2, 0]
    assert list(shown["year"]["clients"]) == [now, *(year.clients for year in ahead[:8])]
    assert list(shown["year"]["year"][1:]) == [str(year.starts_on.year) for year in ahead[:8]]
    assert shown["year"]["clients"].iloc[0] == 2


def test_the_charts_draw_the_same_numbers_as_their_tables(
    desk: Store, open_screen: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn: dict[str, list[charts.Bar]] = {}
    really = charts.with_table

    def watched(bars: list[charts.Bar], *args: Any, key: str, **more: Any) -> Any:
        drawn[key] = bars
        return really(bars, *args, key=key, **more)

    monkeypatch.setattr(charts, "with_table", watched)
    shown = {name: frame.value for name, frame in tables_of(open_screen()).items()}
    assert [bar.value for bar in drawn["phases"]] == list(shown["requests"]["requests"])
    assert [bar.value for bar in drawn["falls_due"]] == list(shown["year"]["clients"])
    of_may = drawn["on_time"][MAY_2026]
    assert (of_may.code, of_may.value, of_may.figure, of_may.told) == ("2026-05", 0.5, "1/2", "1 van 2 verzoeken")
    told = {(bar.code, bar.part): bar.told for bar in drawn["delivered"]}
    assert told["2026-05", "DUO"] == "DUO: 2 verstrekkingen, samen 3 cliënten"
    stacked = [sum(bar.value for bar in drawn["delivered"] if bar.code == code) for code, _ in list(told)[::4]]
    assert stacked == shown["duo"][["duo", "bureau_ice", "panteia", "library"]].sum(axis=1).tolist()


def test_what_comes_first_is_said_first(store: Store, open_screen: Opened) -> None:
    assert "Geen verzoek is te laat" in open_screen().success[0].value
    make.a_request(store, date(2026, 10, 29))
    assert "deze week" in open_screen().warning[0].value
    make.a_request(store, date(2026, 10, 1))
    at = open_screen()
    assert "uiterste dag" in at.error[0].value
    assert not at.warning


def test_an_empty_store_has_figures_without_a_share_and_says_that_nothing_is_due(open_screen: Opened) -> None:
    for actor in make.EVERYBODY:
        at = open_screen(actor=actor)
        assert not at.error
        assert [metric.value for metric in at.metric] == ["0", "0", "–", "0", "0"], actor.name
        assert at.metric[2].delta == "0 van 0 verzoeken"
        assert "Er hoeft niets verwijderd te worden, nu niet en later niet." in words_of(at)
        assert "Deze week te beantwoorden" not in words_of(at)


def test_this_week_s_cases_are_listed_most_urgent_first_and_open(desk: Store, open_screen: Opened) -> None:
    at = open_screen()
    week = table(at, "handler").value
    assert [(row["number"], row["left"]) for row in week.to_dict("records")] == [("V2026-0005", -53), ("V2026-0002", 7)]
    at = click(at, "handler", 1, "number")
    assert at.title[0].value.startswith("V2026-0002")
    assert address(at) == {"nummer": "V2026-0002"}
    assert ("Overzicht", "", {}) in leads(at), "the way back"


def test_of_a_long_week_the_first_are_listed_with_the_way_to_the_others(store: Store, open_screen: Opened) -> None:
    for _time in range(7):
        make.a_request(store, date(2026, 10, 29))
    at = open_screen()
    assert len(table(at, "handler").value) == 6
    assert ("Alles van deze week", "verzoeken", {"stand": "week"}) in leads(at)


@pytest.mark.parametrize("actor", [make.COORDINATOR, make.OFFICER], ids=lambda a: a.name)
def test_each_link_leads_to_as_many_rows_as_its_figure_says(desk: Store, open_screen: Opened, actor: Actor) -> None:
    by_address = {screen.address: screen for screen in SCREENS}
    found = []
    for label, page, query in leads(open_screen(actor=actor)):
        at = open_screen(by_address[page], actor=actor, **query)
        found.append((label, page, query, len(at.dataframe[0].value)))
    assert found == [
        ("Naar de lijst", "verzoeken", {"stand": "open"}, 3),
        ("Bekijken", "verzoeken", {"stand": "week"}, 2),
        ("Niet op tijd", "verzoeken", {"stand": "late"}, 2),
        ("Bekijken", "clienten", {}, 3),
        ("Bekijken", "bewaartermijnen", {"weergave": "due"}, 2),
        ("1 verstrekking had niet gemogen", "verstrekkingen", {"aandacht": "flagged", "stand": "counting"}, 1),
    ]


def test_management_sees_figures_and_links_to_what_it_may_list_and_no_names(desk: Store, open_screen: Opened) -> None:
    at = open_screen(actor=make.MANAGER)
    assert [page for _label, page, _query in leads(at)] == ["verzoeken", "verzoeken", "verzoeken", "verstrekkingen"]
    assert table(at, "handler").key is None, "cases do not open"
    sent = sent_to_the_browser(at)
    for name in ("Amina", "Testpersoon", "Verlopen", "Deels", "Noor"):
        assert name.encode() not in sent
    assert click(at, "requests", 0).title[0].value == "Verzoeken"
    assert table(open_screen(actor=make.MANAGER), "year").key is None


def test_the_administrator_sees_figures_and_neither_rows_nor_links(desk: Store, open_screen: Opened) -> None:
    at = open_screen(actor=make.ADMINISTRATOR)
    assert leads(at) == []
    assert [frame.key for frame in at.dataframe] == [None] * 4
    assert b"V2026-" not in sent_to_the_browser(at)
    assert "de lijsten achter de cijfers zijn voor wie ermee werkt" in words_of(at)
    assert "Een klik" not in words_of(at)


CLICKS: list[tuple[str, tuple[int, str], dict[str, str], int]] = [
    ("requests", (0, "phase"), {"fase": "overdue"}, 1),
    ("requests", (2, "requests"), {"fase": "urgent"}, 1),
    ("share", (MAY_2026, "due"), {"stand": "judged", "maand": "2026-05"}, 2),
    ("share", (10, "month"), {"stand": "judged", "maand": "2026-10"}, 1),
    ("duo", (MAY_2026, "panteia"), OF_MAY | {"ontvanger": "panteia"}, 2),
    ("duo", (MAY_2026, "month"), OF_MAY, 4),
    ("year", (0, "clients"), {"weergave": "due"}, 2),
]


@pytest.mark.usefixtures("desk")
def test_a_click_leads_to_the_rows_that_the_line_counts(open_screen: Opened) -> None:
    for column, cell, query, rows in CLICKS:
        at = click(open_screen(), column, *cell)
        assert at.title[0].value == SCREEN_OF[column]
        assert address(at) == query
        assert len(at.dataframe[0].value) == rows, query


def test_a_click_on_a_year_leads_to_the_clients_of_that_year(desk: Store, open_screen: Opened) -> None:
    at = open_screen()
    shown = table(at, "year").value
    year, clients = shown["year"].iloc[1], shown["clients"].iloc[1]
    at = click(at, "year", 1, "clients")
    assert (at.title[0].value, address(at)) == ("Bewaartermijnen", {"weergave": "coming", "jaar": year})
    assert len(table(at, "categories").value) == clients > 0


@pytest.mark.usefixtures("desk")
@pytest.mark.parametrize(
    ("chart", "picked", "query"),
    [
        ("phases", ("overdue", ""), {"fase": "overdue"}),
        ("on_time", ("2026-05", ""), {"stand": "judged", "maand": "2026-05"}),
        ("delivered", ("2026-05", "DUO"), OF_MAY | {"ontvanger": "duo"}),
        ("falls_due", ("now", ""), {"weergave": "due"}),
    ],
)
def test_a_click_on_a_bar_leads_where_its_line_does(
    open_screen: Opened, monkeypatch: pytest.MonkeyPatch, chart: str, picked: tuple[str, str], query: dict[str, str]
) -> None:
    monkeypatch.setattr(charts, "with_table", lambda *_args, key, **_more: picked if key == chart else None)
    assert address(open_screen()) == query


def test_the_overview_speaks_english_too(desk: Store, open_screen: Opened) -> None:
    at = open_screen(lang="en")
    assert at.metric[2].label == "On time"
    assert table(at, "share").value["month"].iloc[MAY_2026] == "May 2026"
    assert at.error[0].value == "One request is past its legal last day. Answer it first."
