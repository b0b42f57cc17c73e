"""The dossier: everything of one client, the BSN only for a reason, and text that people typed only as text."""

from datetime import date, timedelta
from typing import Any

import pytest

from data_layer import due
from data_layer.categories import CATEGORIES
from data_layer.disclosing import record
from data_layer.ids import new_id
from data_layer.rules.access import Act
from data_layer.staff import Actor
from data_layer.store import Store
from data_layer.wording import put
from pages.shared import tables
from pages.shared.navigation import CLIENT
from tests import make
from tests.screens.conftest import Opened
from tests.screens.reading import sent_to_the_browser, told_at, ways

MARKUP = "**vet** [klik](https://example.test) :red[x] <b>y</b> $1$"
PARTS = ["person", "requests", "disclosures", "consents", "retention"]


@pytest.fixture
def client_id(store: Store) -> int:
    with make.at_once(store):
        client_id = make.a_client(
            store, first_names="Amina", prefix="van den", surname="Berg", bsn=make.BSN, language="ar"
        )
        make.an_agreement(store, client_id, date(2017, 4, 4))
        make.a_record(store, "emails", client_id, email="amina@example.test")
        make.a_record(store, "progress_notes", client_id, written_on=date(2017, 1, 5), body=MARKUP)
        make.a_record(store, "holds", client_id, kind="tax_audit", since=date(2026, 1, 1), reason=MARKUP)
        make.a_record(
            store, "complaints", client_id, number="K2026-0001", received_on=date(2026, 1, 1), subject=MARKUP,
            safe_last_day=date(2026, 2, 1), legal_last_day=date(2026, 2, 2),
        )  # fmt: skip
    return client_id


def looks(store: Store, act: Act) -> list[dict[str, Any]]:
    with store.read(make.OFFICER, Act.LOG_VIEW) as reader:
        return reader.all(dict, "select * from log where chain = 'look' and act = $act", act=act.value)


@pytest.mark.parametrize("part", PARTS)
def test_every_part_opens_by_its_link_without_a_bsn_and_without_markup(
    client_id: int, store: Store, open_screen: Opened, part: str
) -> None:
    make.a_request(store, client_id=client_id)
    at = open_screen(CLIENT, nummer="1001", deel=part)
    assert at.title[0].value == "Amina van den Berg"
    assert not at.error
    assert make.BSN.encode() not in sent_to_the_browser(at)
    assert "••••••019".encode() in sent_to_the_browser(at)
    for words in (*at.markdown, *at.caption, *at.info, *at.warning):
        assert "**vet**" not in words.value


def test_all_twenty_categories_stand_there_in_the_order_of_the_statement(client_id: int, open_screen: Opened) -> None:
    at = open_screen(CLIENT, nummer="1001")
    texts = [text.value for text in at.text]
    assert "Voornamen: Amina\nTussenvoegsel: van den\nAchternaam: Berg" in texts
    assert "vrouw" in texts
    assert "amina@example.test" in texts
    assert "Arabisch" in texts
    labels = [put(category.label, "nl") for category in CATEGORIES]
    shown = [caption.value for caption in at.caption if caption.value in labels and caption.proto.help]
    shown += [expander.label.split(" · ")[0] for expander in at.expander if " · " in expander.label]
    assert shown == labels
    assert {"trajectovereenkomsten · 1", "voortgangsnotities · 1", "presentie · 0"} <= {e.label for e in at.expander}


def test_each_category_says_what_it_is_for(client_id: int, open_screen: Opened) -> None:
    at = open_screen(CLIENT, nummer="1001")
    bsn = next(caption for caption in at.caption if caption.value == "BSN" and caption.proto.help)
    assert "nakomen van wettelijke verplichtingen" in bsn.proto.help


def test_a_note_is_read_when_it_is_opened_and_shown_as_it_was_typed(client_id: int, open_screen: Opened) -> None:
    at = open_screen(CLIENT, nummer="1001")
    assert not any(MARKUP in text.value for text in at.text)
    at.session_state["category:progress_notes"] = True
    at.run()
    assert any(MARKUP in text.value for text in at.text)


def test_a_long_list_is_shown_a_page_at_a_time(store: Store, open_screen: Opened) -> None:
    client_id = make.a_client(store)
    with store.change(make.COORDINATOR, Act.CLIENTS_IMPORT) as change:
        for n in range(60):
            day = date(2025, 1, 1) + timedelta(n)
            change.insert("attendance", id=n + 1, client_id=client_id, held_on=day, hours=3, present=True)
        due.refresh(change, [client_id])
    at = open_screen(CLIENT, nummer="1001")
    at.session_state["category:attendance"] = True
    at.run()
    assert [day.day for day in at.dataframe[0].value["held_on"][:2]] == [1, 28]
    assert len(at.dataframe[0].value) == 25
    at.session_state["page:attendance"] = 3
    at.run()
    assert len(at.dataframe[0].value) == 10


def test_requests_lead_to_the_case_and_a_new_one_carries_the_client(
    client_id: int, store: Store, open_screen: Opened
) -> None:
    number = make.a_request(store, client_id=client_id)
    at = open_screen(CLIENT, nummer="1001", deel="requests")
    assert list(at.dataframe[0].value["number"]) == [number]
    at = at.button(key="new_request").click().run()
    assert at.query_params["client"] == "1001"
    assert "verzoek" in at.title[0].value.lower()


def test_the_disclosures_say_their_numbers_by_which_a_row_opens_one(
    client_id: int, store: Store, open_screen: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = record(
        store, make.COORDINATOR, id=new_id(), direction="out", happened_on=make.TODAY, recipient_id=1,
        client_numbers=["1001"], categories=["names"], purpose=9, ground="legal_obligation", channel="email",
    ).number  # fmt: skip
    at = open_screen(CLIENT, nummer="1001", deel="disclosures")
    assert list(at.dataframe[0].value["number"]) == [number]
    assert "**aan DUO** · 1 keer · 23-11-2026 · naamgegevens" in [words.value for words in at.markdown]
    monkeypatch.setattr(tables, "table", lambda *_args, key, **_more: 0 if key == "client_disclosures" else None)
    at.run()
    assert not at.exception
    assert (at.query_params["nummer"], at.query_params["client"]) == (number, "1001")


def test_payments_are_told_apart_from_invoices(client_id: int, store: Store, open_screen: Opened) -> None:
    make.a_record(store, "invoices", client_id, number="F-1", issued_on=date(2017, 5, 1), due_on=date(2017, 6, 1))
    make.a_record(store, "payments", client_id, paid_on=date(2017, 5, 9), amount=50)
    at = open_screen(CLIENT, nummer="1001")
    at.session_state["category:invoices"] = True
    at.run()
    assert [list(frame.value.columns) for frame in at.dataframe] == [
        ["place", "number", "issued_on", "due_on"],
        ["place", "paid_on", "amount"],
    ]
    assert {"**factuur · 1**", "**betaling · 1**"} <= {words.value for words in at.markdown}


def test_a_new_disclosure_carries_the_client(client_id: int, open_screen: Opened) -> None:
    at = open_screen(CLIENT, nummer="1001", deel="disclosures")
    (info,) = at.info
    assert info.value.startswith("Over deze cliënt is niets verstrekt of ontvangen. Leg met de knop")
    at = at.button(key="new_disclosure").click().run()
    assert at.query_params["client"] == "1001"


def test_retention_says_until_when_and_why_and_what_holds(client_id: int, open_screen: Opened) -> None:
    at = open_screen(CLIENT, nummer="1001", deel="retention")
    table = at.table[0].value
    row = dict(zip(table.columns, table.iloc[0], strict=True))
    assert list(row) == ["Wat", "Bewaren t/m", "Te verwijderen vanaf"]
    category, why, *held = row["Wat"].split("  \n")
    assert category == "**naamgegevens**"
    assert row["Bewaren t/m"] == "31-12-2024"
    assert "aangehouden" in row["Te verwijderen vanaf"]
    assert "boekjaar 2017 → bewaren t/m 31 december 2024" in why
    assert "belastingcontrole sinds 1 januari 2026" in held[0] or "open klacht" in held[0]
    assert any("aangehouden" in info.value for info in at.info)


def test_a_restricted_client_is_said_to_be_so(client_id: int, store: Store, open_screen: Opened) -> None:
    make.restrict(store, client_id, date(2026, 8, 3))
    at = open_screen(CLIENT, nummer="1001")
    (warning,) = at.warning
    assert "afgeschermd sinds 3 augustus 2026" in warning.value
    assert "functionaris privacy" in warning.value


def test_looking_into_a_dossier_is_logged_once_per_sitting(client_id: int, store: Store, open_screen: Opened) -> None:
    at = open_screen(CLIENT, nummer="1001")
    at.run()
    at.query_params["deel"] = "retention"
    at.run()
    assert [(look["staff_id"], look["subject_id"]) for look in looks(store, Act.CLIENT_VIEW)] == [
        (make.COORDINATOR.staff_id, client_id)
    ]


def test_a_number_that_is_nobody_s_leads_back(open_screen: Opened) -> None:
    at = open_screen(CLIENT, nummer="**1**")
    assert "Er is geen cliënt met nummer" in at.error[0].value
    assert r"\*\*1\*\*" in at.error[0].value
    assert ways(at) == ["Cliënten", "Naar de cliënten"]


def test_without_a_number_the_way_back_is_shown(open_screen: Opened) -> None:
    at = open_screen(CLIENT)
    assert "Zoek de cliënt op" in at.info[0].value
    assert ways(at) == ["Cliënten", "Naar de cliënten"]
    assert not at.error


def test_an_unknown_part_opens_the_person(client_id: int, open_screen: Opened) -> None:
    assert open_screen(CLIENT, nummer="1001", deel="niets").expander


@pytest.mark.parametrize("actor", [make.MANAGER, make.ADMINISTRATOR], ids=lambda a: a.name)
def test_who_handles_no_files_opens_no_dossier(client_id: int, store: Store, open_screen: Opened, actor: Actor) -> None:
    at = open_screen(CLIENT, actor=actor, nummer="1001")
    assert b"Berg" not in sent_to_the_browser(at)
    assert looks(store, Act.CLIENT_VIEW) == []


# -- revealing the BSN


def reveal(at: Any, reason: str | None, words: str = "") -> Any:
    at.selectbox(key="reveal_reason").set_value(reason)
    at.text_input(key="reveal_words").set_value(words)
    return next(b for b in at.button if b.label == "BSN tonen").click().run()


def test_a_bsn_is_shown_for_a_reason_once_and_is_gone_at_the_next_run(
    client_id: int, store: Store, open_screen: Opened
) -> None:
    at = reveal(open_screen(CLIENT, nummer="1001"), "duo")
    assert [code.value for code in at.code] == [make.BSN]
    (look,) = looks(store, Act.BSN_REVEAL)
    assert (look["subject_id"], look["reason_code"]) == (client_id, "duo")
    assert make.BSN not in str(at.session_state)
    at.run()
    assert not at.code
    assert make.BSN.encode() not in sent_to_the_browser(at)


@pytest.mark.parametrize(
    ("given", "field"), [((None, ""), "Waarom is het BSN nodig?"), (("other", " "), "Toelichting")]
)
def test_without_a_reason_the_bsn_stays_hidden(
    client_id: int, store: Store, open_screen: Opened, given: tuple[str | None, str], field: str
) -> None:
    at = reveal(open_screen(CLIENT, nummer="1001"), *given)
    assert not at.code
    assert "burgerservicenummer" in told_at(at, field)
    assert looks(store, Act.BSN_REVEAL) == []


def test_a_client_without_a_bsn_has_nothing_to_reveal(store: Store, open_screen: Opened) -> None:
    make.a_client(store)
    assert "BSN tonen" not in [button.label for button in open_screen(CLIENT, nummer="1001").button]
