"""Last days for one's own calendar above the queue, and how the mailing of reminders goes."""

from datetime import date

from icalendar import Calendar
from streamlit.testing.v1 import AppTest

from data_layer.log import Reason, Subject
from data_layer.rules.access import Act
from data_layer.staff import THE_DESK
from data_layer.store import Store
from pages.shared.navigation import REQUESTS, STORE
from tests import make
from tests.screens.conftest import Opened
from tests.screens.reading import words_of
from tests.screens.test_export_drawer import Browser, address


def numbers(answer: bytes) -> list[str]:
    return [str(event["summary"])[:10] for event in Calendar.from_ical(answer).walk("VEVENT")]


def test_last_days_are_taken_along_from_the_queue(store: Store, open_screen: Opened) -> None:
    make.a_request(store, date(2026, 11, 2), handler_id=make.COORDINATOR.staff_id)
    make.a_request(store, date(2026, 11, 3))
    browser = Browser()
    at = open_screen(REQUESTS, stand="open")
    assert not at.get("link_button"), "no ticket is drawn for a menu that is shut"
    at.session_state["calendar"] = True
    answer = browser.get(address(at.run()))
    assert answer.headers["content-type"] == "text/calendar; charset=utf-8"
    assert answer.headers["content-disposition"] == 'attachment; filename="laatste-dagen-2026-11-23.ics"'
    assert numbers(answer.content) == ["V2026-0001"]
    at.segmented_control(key="calendar_of").set_value("list").run()
    assert numbers(browser.get(address(at)).content) == ["V2026-0001", "V2026-0002"]
    with store.change(make.COORDINATOR, Act.REQUEST_ASSIGN) as change:
        change.execute("update requests set handler_id = null")
    at.segmented_control(key="calendar_of").set_value("own").run()
    assert not at.get("link_button")
    assert "er zijn geen laatste dagen voor een agenda" in words_of(at)


def test_who_looks_after_the_desk_sees_when_reminders_left_and_what_went_wrong(
    store: Store, open_screen: Opened
) -> None:
    def told(at: AppTest) -> list[str]:
        return [line for line in words_of(at).splitlines() if "erinnering" in line]

    assert told(open_screen(STORE, actor=make.ADMINISTRATOR)) == []
    store.settings = store.settings.model_copy(update={"smtp_host": "127.0.0.1"})
    with store.change(THE_DESK, Act.DIGEST_SEND, Subject("staff", 2)):
        pass
    with store.change(THE_DESK, Act.DIGEST_SEND, Subject("staff", 3), Reason("recipient")):
        pass
    warned, last = sorted(told(open_screen(STORE, actor=make.ADMINISTRATOR)))
    assert warned.startswith("De herinnering aan Fenna Functionaris kon op ")
    assert warned.endswith("De mailserver nam de mail voor dit adres niet aan. Verbeter het adres.")
    assert last.startswith("Herinneringen zijn voor het laatst gemaild op ")
