"""Bewaartermijnen: the figures, and the lists behind them."""

from datetime import date, timedelta

import pytest
from streamlit.testing.v1 import AppTest

from data_layer.staff import Actor
from data_layer.store import Store
from pages.shared.navigation import RETENTION
from tests import make
from tests.screens.conftest import Opened
from tests.screens.reading import sent_to_the_browser


@pytest.fixture
def lives(store: Store) -> Store:
    with make.at_once(store):
        due = make.a_client(store, "1001", surname="Verlopen")
        make.an_agreement(store, due, date(2015, 3, 1))
        part = make.a_client(store, "1002", surname="Deels")
        make.an_agreement(store, part, make.TODAY.replace(year=2024) - timedelta(3))
        held = make.a_client(store, "1003", surname="Gehouden")
        make.an_agreement(store, held, date(2015, 3, 1))
        make.a_record(
            store, "holds", held, kind="dispute", since=date(2026, 2, 2), reason="**brief** van de advocaat",
            owner_id=3, review_on=date(2027, 1, 1),
        )  # fmt: skip
        endless = make.a_client(store, "1004", surname="Eindeloos")
        make.an_agreement(store, endless, None, started_on=date(2016, 1, 1), number="T-16")
        coming = make.a_client(store, "1005", surname="Straks")
        make.an_agreement(store, coming, date(2025, 3, 1))
    return store


def test_the_figures_stand_above_every_list(lives: Store, open_screen: Opened) -> None:
    for view in ("due", "held", "coming", "endless"):
        at = open_screen(RETENTION, weergave=view)
        assert [(metric.label, metric.value) for metric in at.metric] == [
            ("Nu te verwijderen", "2"),
            ("Langer dan 30 dagen", "1"),
            ("Aangehouden", "1"),
            ("Komende 12 maanden", "1"),
            ("Zonder einddatum", "1"),
        ]


def test_due_says_since_when_how_much_and_what(lives: Store, open_screen: Opened) -> None:
    rows = open_screen(RETENTION).dataframe[0].value.to_dict("records")
    assert [(row["number"], row["name"], row["extent"]) for row in rows] == [
        ("1001", "Verlopen, Amina", "alles"),
        ("1002", "Deels, Amina", "een deel"),
    ]
    assert [list(row["red"]) for row in rows] == [["> 30 dagen"], []]
    assert rows[1]["categories"] == "geslacht +1"


def test_one_category_can_be_chosen_and_stands_in_the_url(lives: Store, open_screen: Opened) -> None:
    at = open_screen(RETENTION, categorie="names")
    assert list(at.dataframe[0].value["number"]) == ["1001"]
    at = open_screen(RETENTION, categorie="email")
    assert at.info[0].value.startswith("Van geen enkele cliënt is dit nu te verwijderen.")
    at = open_screen(RETENTION, omvang="some")
    assert list(at.dataframe[0].value["number"]) == ["1002"]
    assert list(open_screen(RETENTION, omvang="all").dataframe[0].value["number"]) == ["1001"]


def test_each_category_has_its_line_and_a_request_that_is_due_is_listed(lives: Store, open_screen: Opened) -> None:
    old = date(2020, 5, 5)
    make.a_record(
        lives, "requests", make.a_client(lives, "1009"), number="V2020-0001", request_right="access", channel="email",
        state="finished", received_on=old, registered_on=old, safe_last_day=old, legal_last_day=old, strict_day=old,
        answered_on=old, finished_on=old,
    )  # fmt: skip
    table = open_screen(RETENTION, weergave="categories").dataframe[0].value
    assert list(table["category"])[:2] == ["naamgegevens", "geslacht"]
    assert list(table["category"])[-3:] == ["toestemmingen", "verstrekkingen", "verzoeken"]
    assert table.iloc[0][["clients", "due", "red", "held"]].to_list() == [6, 1, 1, 1]
    (row,) = open_screen(RETENTION, weergave="cases").dataframe[0].value.to_dict("records")
    assert (row["number"], row["right"], row["client"], list(row["red"])) == (
        "V2020-0001", "inzage", "1009", ["> 30 dagen"],
    )  # fmt: skip
    assert "verzoeken" in list(open_screen(RETENTION).dataframe[0].value["categories"])


def test_held_says_why_since_when_and_who_minds_it(lives: Store, open_screen: Opened) -> None:
    (row,) = open_screen(RETENTION, weergave="held").dataframe[0].value.to_dict("records")
    assert (row["number"], list(row["kinds"]), row["owner"]) == ("1003", ["geschil"], make.OFFICER.name)
    assert row["reason"] == "**brief** van de advocaat"


def test_coming_is_told_per_year_and_per_month(lives: Store, open_screen: Opened) -> None:
    table = open_screen(RETENTION, weergave="coming").dataframe[0].value
    assert dict(zip(table["period"], table["clients"], strict=True)) == {"2027": 1, "2032": 1, "2033": 1}
    table = open_screen(RETENTION, weergave="coming", jaar="2027").dataframe[0].value
    assert table.drop(columns="place").to_dict("records") == [{"period": "mrt 2027", "clients": 1, "whole": 0}]


def test_beneath_what_comes_stand_the_clients_of_the_period(lives: Store, open_screen: Opened) -> None:
    at = open_screen(RETENTION, weergave="coming")
    assert list(at.dataframe[1].value["number"]) == ["1005", "1002"]
    at = open_screen(RETENTION, weergave="coming", jaar="2027")
    (row,) = at.dataframe[1].value.to_dict("records")
    assert (row["number"], row["name"]) == ("1005", "Straks, Amina")


def test_agreements_without_an_end_are_listed_with_advice(lives: Store, open_screen: Opened) -> None:
    at = open_screen(RETENTION, weergave="endless")
    (row,) = at.dataframe[0].value.to_dict("records")
    assert (row["number"], row["agreement"]) == ("1004", "T-16")
    assert any("einddatum" in caption.value for caption in at.caption)


def test_choosing_a_list_puts_its_code_into_the_url_and_begins_at_the_first_page(
    lives: Store, open_screen: Opened
) -> None:
    at = open_screen(RETENTION, na="1001")
    assert list(at.dataframe[0].value["number"]) == ["1002"]
    control = next(group for group in at.segmented_control if "Aangehouden" in str(group.options))
    at = control.set_value("held").run()
    assert at.query_params["weergave"] == "held"
    assert "na" not in at.query_params
    assert list(at.dataframe[0].value["number"]) == ["1003"]


def test_the_privacy_officer_changes_a_term_after_seeing_what_it_moves(lives: Store, open_screen: Opened) -> None:
    at = open_screen(RETENTION, weergave="terms", actor=make.OFFICER)
    table = at.table[0].value
    assert "**geslacht**" in table.iloc[1].iloc[0]
    assert table.iloc[1].iloc[1] == "24 maanden"
    at = at.button(key="change_terms").click().run()

    def shown_after(at: AppTest, months: int) -> AppTest:
        next(field for field in at.number_input if field.label == "geslacht").set_value(months)
        next(field for field in at.selectbox if field.label.startswith("Waarom")).set_value("law")
        return next(button for button in at.button if button.label == "Laat zien wat dit verandert").click().run()

    at = shown_after(at, 90)
    assert any("niets mag langer blijven dan de fiscale bewaarplicht" in text.value for text in at.markdown)
    at = shown_after(at, 12)
    # one of the five is held, and of one the course still runs
    assert any("3 eerder, 1 meteen te verwijderen" in text.value for text in at.markdown)
    at = next(button for button in at.button if button.label == "Ja, wijzig de termijnen").click().run()
    assert at.success[0].value == "De termijnen zijn gewijzigd en alle datums opnieuw berekend."
    assert at.table[0].value.iloc[1].iloc[1] == "12 maanden  \n:small[gebruikelijk: 24 maanden]"


def test_others_see_the_terms_but_have_no_way_to_change_them(lives: Store, open_screen: Opened) -> None:
    at = open_screen(RETENTION, weergave="terms", actor=make.COORDINATOR)
    assert len(at.table[0].value) == 23
    assert "change_terms" not in [button.key for button in at.button]


@pytest.mark.parametrize("view", ["due", "cases", "held", "coming", "endless"])
def test_an_empty_list_says_so(open_screen: Opened, view: str) -> None:
    at = open_screen(RETENTION, weergave=view)
    assert len(at.info) == 1
    assert not at.dataframe


def test_an_unknown_list_or_year_shows_the_first(lives: Store, open_screen: Opened) -> None:
    assert list(open_screen(RETENTION, weergave="niets").dataframe[0].value["number"]) == ["1001", "1002"]
    assert len(open_screen(RETENTION, weergave="coming", jaar="1999").dataframe[0].value) == 3


@pytest.mark.parametrize("actor", [make.MANAGER, make.ADMINISTRATOR], ids=lambda a: a.name)
def test_who_handles_no_files_sees_no_names(lives: Store, open_screen: Opened, actor: Actor) -> None:
    assert b"Verlopen" not in sent_to_the_browser(open_screen(RETENTION, actor=actor))
