"""The record of processing on the screen, chapter by chapter."""

from data_layer.store import Store
from pages.shared.navigation import PROCESSING
from tests import make
from tests.screens.conftest import Opened
from tests.screens.reading import words_of
from tests.screens.test_export_drawer import Browser


def test_each_chapter_opens_by_its_address_and_the_files_are_fetched_from_there(
    store: Store, open_screen: Opened
) -> None:
    at = open_screen(PROCESSING, actor=make.MANAGER)
    assert [one.label for one in at.expander][:2] == [
        "Cliëntenbestand en contact",
        "Inburgeringstrajecten en begeleiding",
    ]
    assert "Nakomen van wettelijke verplichtingen" in words_of(at)
    pdf, xlsx = (Browser().get(str(link.proto.url)) for link in at.get("link_button"))
    assert (pdf.headers["content-type"], pdf.content[:5]) == ("application/pdf", b"%PDF-")
    assert 'filename="verwerkingsregister-2026-11-23.xlsx"' in xlsx.headers["content-disposition"]
    fetched = "select count(*) from log where act = 'processing_register.make'"
    assert make.asked(store, fetched) == 2
    at.session_state["record_started"] = at.session_state["ticket_drawn:record:pdf"]  # as the click on the link does
    assert "Het verwerkingsregister is gemaakt" in words_of(at.run())
    at = open_screen(PROCESSING, actor=make.MANAGER, deel="security")
    assert "- Voor vernietiging zijn twee personen nodig" in words_of(at)
    at = open_screen(PROCESSING, actor=make.MANAGER, deel="controller", lang="en")
    assert "STEP Inburgering" in words_of(at)


def test_a_coordinator_does_not_open_it(store: Store, open_screen: Opened) -> None:
    at = open_screen(PROCESSING)
    assert "Dit scherm hoort niet bij uw rol" in words_of(at)
    assert not at.expander
