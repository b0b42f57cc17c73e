"""The list behind a figure: its period, its day and its state come by the URL, and what no field shows goes away."""

from datetime import date, timedelta

import pytest

from data_layer.disclosure_course import annul
from data_layer.store import Store
from pages.shared.navigation import BREACHES, CLIENTS, COMPLAINTS, DESTRUCTION, DISCLOSURES, REQUESTS, Screen
from tests import make
from tests.data.test_breaches import a_breach
from tests.data.test_disclosures import TO_ICE, recorded, the_entry
from tests.screens.conftest import Opened
from tests.screens.reading import numbers_in, press, words_of


def test_clients_who_stood_so_on_a_day(store: Store, open_screen: Opened) -> None:
    with make.at_once(store):
        make.a_client(store, "1001")
        held, other = make.a_client(store, "1002"), make.a_client(store, "1003")
    make.a_hold(store, held, since=date(2026, 6, 1), until=date(2026, 8, 1))
    make.a_hold(store, other, since=date(2026, 7, 1))
    at = open_screen(CLIENTS, stand="held", peildatum="2026-06-30")
    assert numbers_in(at) == ["1002"]
    assert "aangehouden op 30" in words_of(at)
    assert numbers_in(press(at, "Alles tonen")) == ["1001", "1002", "1003"]
    assert numbers_in(open_screen(CLIENTS, stand="held")) == ["1003"]
    none = words_of(open_screen(CLIENTS, stand="restricted"))
    assert "Geen cliënt past bij deze keuze" in none
    assert numbers_in(open_screen(CLIENTS, stand="nonsense", peildatum="2026-99-99")) == ["1001", "1002", "1003"]


def test_breaches_as_they_stood_at_the_end_of_a_day(store: Store, open_screen: Opened) -> None:
    aware_at = make.NOW - timedelta(days=9)
    late = a_breach(store, aware_at=aware_at, risk="risk", told_authority_at=make.NOW, delay_reason="x").number
    a_breach(store, aware_at=make.NOW)
    days = {"van": "2026-11-01", "tot": "2026-11-20"}
    at = open_screen(BREACHES, actor=make.MANAGER, stand="missed", **days)
    assert numbers_in(at) == [late]
    assert [metric.value for metric in at.metric] == ["1", "0", "1", "0"]
    assert "Tot en met 20" in words_of(at)
    at = open_screen(BREACHES, actor=make.MANAGER, stand="overdue", peildatum="2026-11-20", **days)
    assert numbers_in(at) == [late], "it had not been reported on that day"
    assert [metric.delta for metric in at.metric][:2] == ["van 1 in totaal", "1 te laat"]
    assert "Stand op 20" in words_of(at)


def test_disclosures_without_an_agreement_and_destructions_that_wait(store: Store, open_screen: Opened) -> None:
    make.a_due_client(store, "1001")
    with_none = recorded(store, **TO_ICE).number
    recorded(store)
    gone = the_entry(store, recorded(store, **TO_ICE, happened_on=date(2026, 11, 19)).number).row
    annul(store, make.OFFICER, gone.id, 1, why="Nooit gegaan.")
    counting = {"aandacht": "no_agreement", "stand": "counting"}
    assert numbers_in(open_screen(DISCLOSURES, **counting)) == [with_none]
    assert numbers_in(open_screen(DISCLOSURES, peildatum="2026-11-22", **counting)) == [with_none, gone.number]
    make.a_batch(store)
    at = open_screen(DESTRUCTION, stand="open")
    assert len(numbers_in(at)) == 1
    assert "past bij deze keuze" in words_of(open_screen(DESTRUCTION, van="2026-11-01"))


@pytest.mark.parametrize(
    "screen", [REQUESTS, COMPLAINTS, CLIENTS, BREACHES, DISCLOSURES, DESTRUCTION], ids=lambda s: s.address
)
def test_a_day_that_cannot_be_is_left_aside(store: Store, open_screen: Opened, screen: Screen) -> None:
    for day in ("0001-01-01", "9999-12-31", "2026-02-30"):
        at = open_screen(screen, actor=make.OFFICER, peildatum=day, van=day, tot=day)
        assert "Er ging iets mis" not in words_of(at)
        assert at.title[0].value
