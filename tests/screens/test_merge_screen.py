"""Cliënten samenvoegen: compared, chosen, asked, done once; and who looks alike is pointed out where it matters."""

from datetime import date
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from data_layer.log import Subject
from data_layer.rules.access import Act
from data_layer.staff import Actor
from data_layer.store import Store
from pages.shared.navigation import CLIENTS, MERGE, NEW_CLIENT
from tests import make
from tests.screens.conftest import Opened
from tests.screens.reading import button, sent_to_the_browser, told_at, words_of

MARKUP = "**Vet** [x](https://example.test)"


@pytest.fixture
def two(store: Store) -> tuple[int, int]:
    with make.at_once(store):
        one = make.a_client(store, "1001", first_names="Mohamed", birth_place=None)
        other = make.a_client(store, "1002", first_names="Mohammed", birth_place="Homs", bsn=make.BSN)
        make.a_record(store, "phones", other, phone="+31612345678")
    make.a_request(store, client_id=other)
    return one, other


def merge_screen(open_screen: Opened, number: str = "1001", other: str = "1002") -> AppTest:
    return open_screen(MERGE, actor=make.OFFICER, nummer=number, met=other)


def pressed(at: AppTest, reason: str = "registered_twice") -> AppTest:
    next(box for box in at.selectbox if str(box.key).startswith("reason:")).select(reason)
    run: AppTest = button(at, "Samenvoegen").click().run()
    return run


def merged_into(store: Store, number: str = "1002") -> int | None:
    with store.read(make.OFFICER, Act.CLIENT_LIST) as reader:
        found: int | None = reader.value("select merged_into from clients where number = $number", number=number)
    return found


def test_two_are_compared_asked_and_merged_and_the_dossier_opens(
    store: Store, two: tuple[int, int], open_screen: Opened
) -> None:
    at = merge_screen(open_screen)
    facts = {row["field"]: (row["kept"], row["merged"]) for row in at.dataframe[0].value.to_dict("records")}
    assert facts["Voornamen"] == ("Mohamed", "Mohammed")
    assert facts["BSN"][1] == "••••••019"
    assert make.BSN.encode() not in sent_to_the_browser(at)
    assert "telefoonnummers (1), verzoeken (1)" in words_of(at)
    at.radio[0].set_value("merged")
    pressed(at)
    assert "Dit kan niet ongedaan worden gemaakt." in words_of(at)
    assert merged_into(store) is None, "not without the yes"
    button(at, "Ja, het is één persoon").click().run()
    assert not at.exception
    assert merged_into(store) == two[0]
    assert at.title[0].value == "Mohammed Testpersoon"
    assert "Cliënt 1002 is samengevoegd met cliënt 1001." in words_of(at)


def test_without_a_yes_nothing_is_merged_and_the_choices_stay(
    store: Store, two: tuple[int, int], open_screen: Opened
) -> None:
    at = merge_screen(open_screen)
    at.radio[0].set_value("merged")
    button(pressed(at), "Terug").click().run()
    assert merged_into(store) is None
    assert at.radio[0].value == "merged"


def test_why_they_are_one_is_asked_before_anything_else(
    store: Store, two: tuple[int, int], open_screen: Opened
) -> None:
    at = button(merge_screen(open_screen), "Samenvoegen").click().run()
    assert "Kies waarom" in told_at(at, "Waarom is dit één persoon?")
    assert told_at(pressed(at, "other"), "Toelichting")
    assert merged_into(store) is None


def test_a_second_yes_merges_nothing_more(store: Store, two: tuple[int, int], open_screen: Opened) -> None:
    first, second = pressed(merge_screen(open_screen)), pressed(merge_screen(open_screen))
    for at in (first, second):
        button(at, "Ja, het is één persoon").click().run()
        assert at.title[0].value == "Mohamed Testpersoon"
    with store.read(make.OFFICER, Act.LOG_VIEW) as reader:
        assert reader.value("select count(*) from log where act = 'client.merge'") == 1


def test_who_changed_a_client_meanwhile_is_not_overwritten(
    store: Store, two: tuple[int, int], open_screen: Opened
) -> None:
    at = merge_screen(open_screen)
    with store.change(make.COORDINATOR, Act.CLIENT_CHANGE, Subject("client", two[1])) as change:
        change.update("clients", two[1], 1, call_name="Mo")
    pressed(at)
    assert at.error
    assert merged_into(store) is None
    assert not [b for b in at.button if b.label == "Ja, het is één persoon"]


@pytest.mark.parametrize(("other", "words"), [("1001", "kies er twee"), ("9999", "9999"), ("1003", "verschillend BSN")])
def test_what_cannot_be_merged_is_said(store: Store, open_screen: Opened, other: str, words: str) -> None:
    make.a_client(store, "1001", bsn=make.BSN)
    make.a_client(store, "1003", bsn="999990020")
    at = merge_screen(open_screen, "1001", other)
    assert words in at.error[0].value
    assert not at.dataframe


def test_which_two_are_meant_can_be_typed(store: Store, two: tuple[int, int], open_screen: Opened) -> None:
    at = open_screen(MERGE, actor=make.OFFICER, nummer="1001")
    at.text_input(key="merge_goes").input("4242")
    assert "4242" in button(at, "Naast elkaar zetten").click().run().error[0].value
    at.text_input(key="merge_goes").input("1002")
    button(at, "Naast elkaar zetten").click().run()
    assert at.dataframe
    assert (at.query_params["nummer"], at.query_params["met"]) == ("1001", "1002")


def test_which_of_the_two_stays_can_be_turned_round(store: Store, two: tuple[int, int], open_screen: Opened) -> None:
    at = button(merge_screen(open_screen), "Andersom").click().run()
    assert (at.query_params["nummer"], at.query_params["met"]) == ("1002", "1001")
    assert "Cliënt 1001 gaat op in cliënt 1002." in words_of(at)


@pytest.mark.parametrize("actor", [make.COORDINATOR, make.MANAGER, make.ADMINISTRATOR], ids=lambda actor: actor.name)
def test_only_the_privacy_officer_sees_the_screen(
    store: Store, two: tuple[int, int], open_screen: Opened, actor: Actor
) -> None:
    at = open_screen(MERGE, actor=actor, nummer="1001", met="1002")
    assert "rol" in at.info[0].value
    assert not at.dataframe


def test_what_people_typed_is_no_markup(store: Store, open_screen: Opened) -> None:
    make.a_client(store, "1001", surname=MARKUP)
    make.a_client(store, "1002", surname="Anders")
    at = merge_screen(open_screen)
    assert MARKUP not in str(at.radio[0].options)


def test_they_can_be_told_apart_instead(store: Store, two: tuple[int, int], open_screen: Opened) -> None:
    at = button(merge_screen(open_screen), "Het zijn twee mensen").click().run()
    assert at.title[0].value == "Mohamed Testpersoon"
    assert "Genoteerd: 1001 en 1002 zijn twee mensen." in words_of(at)


def test_the_list_of_clients_has_a_view_of_those_who_look_alike(
    store: Store, two: tuple[int, int], open_screen: Opened
) -> None:
    make.a_client(store, "1003", first_names="Noor")
    at = open_screen(CLIENTS, weergave="look_alikes")
    table = at.dataframe[0].value
    assert (list(table["number"]), list(table["other_number"])) == (["1001"], ["1002"])
    assert "**1** paar in totaal" in words_of(at)
    assert make.BSN.encode() not in sent_to_the_browser(at)


def test_without_look_alikes_the_view_says_so(store: Store, open_screen: Opened) -> None:
    assert "Er zijn geen cliënten die op elkaar lijken." in words_of(open_screen(CLIENTS, weergave="look_alikes"))


def new_client(at: AppTest, column: str) -> Any:
    return next(w for w in (*at.text_input, *at.date_input) if (w.key or "").startswith(f"new_client:{column}:"))


def test_before_somebody_is_registered_twice_it_is_asked(
    store: Store, two: tuple[int, int], open_screen: Opened
) -> None:
    at = open_screen(NEW_CLIENT)
    new_client(at, "first_names").input("M.")
    new_client(at, "surname").input("Testpersoon")
    new_client(at, "birth_date").set_value(date(1990, 5, 17))
    button(at, "Cliënt registreren").click().run()
    asked = words_of(at)
    assert "Op dezelfde dag geboren, met bijna dezelfde naam:" in asked
    assert "1001 · Mohamed Testpersoon · 17\\-05\\-1990" in asked
    with store.read(make.OFFICER, Act.CLIENT_LIST) as reader:
        assert reader.value("select count(*) from clients") == 2
    button(at, "Nee, toch registreren").click().run()
    assert at.query_params["nummer"] == "C2026-0001"
    assert at.title[0].value == "M. Testpersoon".replace(".", "\\.")
