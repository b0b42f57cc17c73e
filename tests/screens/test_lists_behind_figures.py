"""A link from a figure shows its rows in the list: of a window of days, as it stood on a day, by what is counted."""

from datetime import date
from typing import Any

from streamlit.testing.v1 import AppTest

from data_layer.demo import fill
from data_layer.oversight import figures
from data_layer.oversight.figure import Rows
from data_layer.promises.measures import measured
from data_layer.rules.access import Act
from data_layer.rules.periods import twelve_months_to
from data_layer.store import Store
from data_layer.vocabulary import Outcome
from pages.shared import figure_rows
from pages.shared.navigation import COMPLAINTS, REQUESTS
from tests import make
from tests.data import test_complaints as complaints
from tests.data.test_request_events import answer
from tests.screens.conftest import Opened
from tests.screens.reading import button, words_of
from tests.screens.test_requests_screen import labelled, rows

THEN = {"peildatum": "2026-08-31"}
SUMMER = {"van": "2026-06-01", "tot": "2026-08-31"}


def numbers(found: list[dict[Any, Any]]) -> list[str]:
    return [row["number"] for row in found]


def said(at: AppTest) -> str:
    """What the screen says, without the marks that keep Markdown from changing it."""
    return words_of(at).replace("\\", "")


def test_the_requests_of_a_window_as_they_stood_and_the_way_out_of_both(store: Store, open_screen: Opened) -> None:
    answered_since, withdrawn, late = (make.a_request(store, date(2026, 7, day)) for day in (1, 2, 3))
    answer(store, answered_since, date(2026, 9, 1))
    answer(store, withdrawn, date(2026, 7, 9), Outcome.WITHDRAWN)
    at = open_screen(REQUESTS, stand="late", **SUMMER, **THEN)
    assert sorted(numbers(rows(at))) == [answered_since, late]
    assert "Uiterste dag van 01-06-2026 t/m 31-08-2026" in said(at)
    assert "Stand op 31-08-2026" in said(at)
    assert labelled(at.selectbox, "Stand").value == "late"
    assert "niet op tijd" in labelled(at.selectbox, "Stand").options
    assert numbers(rows(open_screen(REQUESTS, fase="overdue", **THEN))) == [answered_since, late]
    next(found for found in at.button if found.key == "without:van").click()
    at.run()
    assert not at.exception
    assert not {"van", "tot"} & set(at.query_params)
    next(found for found in at.button if found.key == "without:peildatum").click()
    at.run()
    assert "Stand op" not in said(at)
    assert "verlengd" not in labelled(at.selectbox, "Stand").options, "what only a link asks for is no choice"


def test_what_a_link_cannot_mean_is_left_aside(store: Store, open_screen: Opened) -> None:
    make.a_request(store)
    at = open_screen(REQUESTS, stand="all", peildatum="2026-11-23", van="2026-06-01", tot="gisteren")
    assert len(rows(at)) == 1
    assert not [found for found in at.button if found.key and found.key.startswith("without:")]
    at = open_screen(REQUESTS, stand="notices", van="2026-06-01", tot="2026-08-31")
    assert "Geen verzoek past bij deze keuze." in said(at)


def test_the_complaints_of_a_window_as_they_stood(store: Store, open_screen: Opened) -> None:
    number = complaints.a_complaint(store, date(2026, 7, 6))
    complaints.answer(store, number, date(2026, 9, 1))
    complaints.close(store, number, date(2026, 9, 1))
    at = open_screen(COMPLAINTS, stand="unacknowledged", **SUMMER, **THEN)
    assert numbers(rows(at)) == [number]
    assert "Ontvangen van 01-06-2026 t/m 31-08-2026" in said(at)
    assert numbers(rows(open_screen(COMPLAINTS, fase="overdue", **THEN))) == [number]
    button(at, "Wissen").click()
    at.run()
    assert not at.exception


def test_every_field_by_which_a_figure_leads_to_a_list_has_a_word_in_its_url(store: Store) -> None:
    fill(store, clients=60)
    found: set[Rows | None] = set()
    with store.read(make.OFFICER, Act.OVERVIEW_VIEW) as reader:
        for day in (make.TODAY, date(2026, 8, 31)):
            period = twelve_months_to(day)
            for part in figures.parts(reader, make.OFFICER, period, make.NOW):
                found |= {figure.rows for figure in part.figures}
                found |= {behind for chart in part.charts for behind in chart.leads_to.values()}
        found |= {figure.rows for figure in measured(reader, twelve_months_to(make.TODAY), make.NOW).values()}
    named = {name for behind in found if behind for name, _value in behind.filters}
    assert named <= figure_rows.IN_URL.keys() | figure_rows.SAID.keys()
    assert named >= {"as_of", "since", "until", "stand", "phase", "right", "lacks_agreement", "flag"}
