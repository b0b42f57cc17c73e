"""The screen for one's own questions."""

import time

from streamlit.testing.v1 import AppTest

from data_layer.rules.access import Act
from data_layer.store import Store
from pages.shared import downloads
from pages.shared.navigation import QUESTIONS
from tests import make
from tests.screens.conftest import Opened
from tests.screens.reading import press, words_of

NO_END = "select count(*) from range(1000000000000)"


def ask(at: AppTest, sql: str) -> AppTest:
    at.text_area(key="question_sql").set_value(sql)
    press(at, "Vraag stellen")
    while [button for button in at.button if button.label == "Stoppen"]:  # at most ten seconds
        time.sleep(0.2)
        at.run()
    return at


def files(at: AppTest) -> list[str]:
    return [str(link.proto.url) for link in at.get("link_button")]


def test_a_question_is_typed_answered_drawn_and_taken_along(store: Store, open_screen: Opened) -> None:
    for received_on in (make.DAY, make.TODAY, make.TODAY):
        make.a_request(store, received_on)
    at = open_screen(QUESTIONS, actor=make.MANAGER)
    assert "Voor wie SQL kent" in words_of(at)
    assert "Na 10 seconden houdt het op" in words_of(at)
    at.selectbox(key="question_example").select("requests_per_month").run()
    example = str(at.text_area(key="question_sql").value)
    assert "from requests" in example
    ask(at, example)
    assert "Kies waarvoor u het antwoord nodig hebt" in words_of(at)
    assert not files(at)
    at.selectbox(key="question_purpose").select(7)
    ask(at, "select request_right, received_on, count(*) as n from requests group by all order by received_on")
    assert at.dataframe[-1].value.iloc[:, 2].tolist() == [1, 2]
    assert "2 regels." in words_of(at)
    assert "een heel klein aantal" in words_of(at)
    assert "select" not in str(at.query_params)
    (_excel, csv) = files(at)
    ticket = downloads.tickets().take(csv.rsplit("/", 1)[1])
    assert ticket is not None
    name, _kind, pieces = downloads._made(ticket)
    assert name == "antwoord-2026-11-23.csv"
    assert b"".join(pieces).decode("utf-8-sig").splitlines()[1:] == ["access;2024-03-05;1", "access;2026-11-23;2"]
    at.session_state["answer_started"] = ticket  # as the click on the link does
    ticket.state = "done"
    assert "2 regels zijn geëxporteerd" in words_of(at.run())
    at.segmented_control(key="weergave:table").set_value("chart").run()
    (chart,) = at.get("vega_lite_chart") or at.get("arrow_vega_lite_chart")
    assert "mrt 2024" in str(chart.proto) or "05-03-2024" in str(chart.proto)
    ask(at, "select * from clients; drop table clients")
    assert "Eén vraag tegelijk" in words_of(at)
    ask(at, "select nothing_like_it from requests")
    assert "DuckDB zegt waarom" in words_of(at)
    assert "nothing_like_it" in at.code[0].value
    with store.read(make.OFFICER, Act.LOG_VIEW) as reader:
        assert reader.values("select count from log where act = 'query.run' order by seq") == [2, 0, 0]
        assert reader.values("select count from log where act = 'export.run'") == [2]


def test_a_question_without_end_is_stopped_with_the_button(store: Store, open_screen: Opened) -> None:
    at = open_screen(QUESTIONS, actor=make.OFFICER)
    at.selectbox(key="question_purpose").select(7)
    at.text_area(key="question_sql").set_value(NO_END)
    press(at, "Vraag stellen")
    assert "Uw vraag loopt." in words_of(at)
    press(at, "Stoppen")
    at.run()
    assert "De vraag is gestopt." in words_of(at)
    assert not [button for button in at.button if button.label == "Stoppen"]
