"""The screen of the report: which period, in which language, what will be in it, and the two files."""

from datetime import date

import pytest
from streamlit.testing.v1 import AppTest

from data_layer.oversight import figures, report
from data_layer.oversight.figure import headline
from data_layer.oversight.report import ReportFile
from data_layer.rules.access import Act
from data_layer.store import Store
from data_layer.wording import put
from pages.shared import downloads
from pages.shared.navigation import REPORT
from tests import make
from tests.screens.conftest import Opened
from tests.screens.reading import words_of
from tests.screens.test_export_drawer import Browser


@pytest.fixture
def desk(store: Store) -> Store:
    """A desk whose first record is a request of 5 August 2026."""
    for received_on in (date(2026, 8, 5), date(2026, 10, 2)):
        make.a_request(store, received_on)
    return store


def addresses(at: AppTest) -> list[str]:
    return [str(link.proto.url) for link in at.get("link_button")]


def chosen(at: AppTest) -> str:
    return next(str(box.value) for box in at.selectbox if str(box.key).startswith("periode:"))


def test_it_opens_with_the_last_whole_month_and_a_quarter_or_year_is_two_clicks_away(
    desk: Store, open_screen: Opened
) -> None:
    at = open_screen(REPORT, actor=make.OFFICER)
    assert chosen(at) == "2026-10"
    assert [at.subheader[0].value, len(addresses(at))] == ["Oktober 2026", 2]
    at.segmented_control(key="kind:month").set_value("quarter").run()
    assert (chosen(at), at.query_params["periode"]) == ("2026-Q3", "2026-Q3")
    box = next(box for box in at.selectbox if str(box.key).startswith("periode:"))
    assert box.options == ["Vierde kwartaal 2026, tot en met vandaag", "Derde kwartaal 2026"]
    box.select("2026-Q4").run()
    assert "Er is geteld tot en met 23 november 2026." in words_of(at)
    at = open_screen(REPORT, actor=make.MANAGER, periode="2026-07")
    assert "het eerste gegeven is van 5 augustus 2026" in words_of(at)
    assert chosen(at) == "2026-10"


def test_the_screen_shows_the_figures_that_the_report_will_have(desk: Store, open_screen: Opened) -> None:
    at = open_screen(REPORT, actor=make.OFFICER, periode="2026-08")
    with desk.read(make.OFFICER, Act.REPORT_MAKE) as reader:
        about = report.report(desk, make.OFFICER, "2026-08").about
        parts = figures.parts(reader, make.OFFICER, about.counted, desk.clock())
    for metric in at.metric:
        same = [f for f in figures.by_code(parts).values() if put(f.label, "nl") == metric.label]
        assert metric.value in [headline(figure, "nl") for figure in same]
    said = words_of(at)
    for part in parts:
        assert (f"- {put(part.title, 'nl')}: " in said) == bool(part.figures or part.charts)


def test_each_button_gives_its_file_once_and_the_screen_says_so(desk: Store, open_screen: Opened) -> None:
    at = open_screen(REPORT, actor=make.OFFICER, periode="2026-Q3", taal="en")
    browser = Browser()
    for link, form in zip(addresses(at), ("pdf", "xlsx"), strict=True):
        got = browser.get(link)
        assert got.status_code == 200
        assert f'filename="privacy-report-2026-Q3.{form}"' in got.headers["content-disposition"]
        assert got.content[:4] == {"pdf": b"%PDF", "xlsx": b"PK\x03\x04"}[form]
        assert browser.get(link).status_code == 404
    assert make.asked(desk, "select count(*) from log where act = 'report.make'") == 2
    ticket = downloads.tickets().draw(make.OFFICER.staff_id, ReportFile("2026-Q3", "nl", "pdf"), 1)
    at.session_state["report_started"] = ticket
    assert "Het bestand wordt gemaakt." in words_of(at.run())
    ticket.state = "done"
    assert "De rapportage is gemaakt" in words_of(at.run())
    refused = downloads.tickets().draw(make.COORDINATOR.staff_id, ReportFile("2026-Q3", "nl", "pdf"), 1)
    assert browser.get(downloads.PATH.format(code=refused.code)).status_code == 403
    at.session_state["report_started"] = refused
    assert "Dit hoort niet bij uw rol" in words_of(at.run())
    assert "Dit scherm hoort niet bij uw rol" in words_of(open_screen(REPORT, actor=make.COORDINATOR))
