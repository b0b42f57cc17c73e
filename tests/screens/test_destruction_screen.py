"""Destruction on the screen: proposed by one, approved by another, carried out after a question, and proved."""

from datetime import timedelta
from pathlib import Path

import pytest

from data_layer.destroying import batch_parts, batches
from data_layer.destroying.batches import Batch
from data_layer.destroying.foreseeing import Scope
from data_layer.destroying.proposing import approve, propose
from data_layer.ids import new_id
from data_layer.paging import Position
from data_layer.rules.access import Act
from data_layer.staff import Actor
from data_layer.store import Store
from pages.shared.navigation import DESTRUCTION, NEW_BATCH, RETENTION
from tests import make
from tests.data.test_holding import LONG_AGO, set_one
from tests.screens.conftest import Opened, opened_with
from tests.screens.reading import field, numbers_in, press, sent_to_the_browser, told_at, words_of


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory, new_store_file: Path) -> Path:
    def fill(store: Store) -> None:
        for number in ("1001", "1002", "1003"):
            make.a_leaver(store, number, LONG_AGO, surname="Verlopen")

    return make.a_filled_file(tmp_path_factory.mktemp("destruction"), new_store_file, fill)


@pytest.fixture
def store(file: Path, store_file: Path) -> Store:
    opened = opened_with(file, store_file)
    opened.clock = lambda: make.NOW
    return opened


def a_batch(store: Store, *numbers: str, actor: Actor = make.COORDINATOR, approver: Actor | None = None) -> str:
    """A batch about these clients, or all; approved by this person. Its number."""
    number = propose(store, actor, id=new_id(), scope=Scope(numbers=numbers))
    if approver:
        approve(store, approver, seen=found(store, number).seen)
    return number


def found(store: Store, number: str) -> Batch:
    with store.read(make.OFFICER, Act.DESTRUCTION_VIEW) as reader:
        return batches.the_batch(reader, number)


def test_a_coordinator_sees_what_is_due_and_proposes_it(store: Store, open_screen: Opened) -> None:
    at = press(open_screen(RETENTION, categorie="names"), "Vernietiging voorstellen")
    assert (at.title[0].value, at.query_params["categorie"]) == ("Vernietiging voorstellen", "names")
    assert [metric.value for metric in at.metric] == ["3", "0"], "of each client one category"
    at = open_screen(NEW_BATCH, keuze="numbers")
    assert "Kies waar het om gaat" in words_of(at)
    field(at, "text_area", "batch_numbers").input("1001 404").run()
    assert "404" in told_at(at, "Cliëntnummers")
    field(at, "text_area", "batch_numbers").input("1001, 1002").run()
    assert [metric.value for metric in at.metric] == ["2", "2"]
    press(at, "Deze vernietiging voorstellen")
    assert at.title[0].value == "Vernietiging"
    assert "B2026-0001 is voorgesteld" in words_of(at)
    assert "U hebt dit zelf voorgesteld" in words_of(at)
    labels = [button.label for button in at.button]
    assert "Goedkeuren" not in labels
    assert "Intrekken" in labels
    batch = found(store, "B2026-0001")
    assert (batch.state, batch.clients, batch.is_chosen) == ("proposed", 2, True)
    assert "Hiervan is niets te verwijderen" in words_of(open_screen(NEW_BATCH, categorie="bsn"))
    assert [metric.value for metric in open_screen(NEW_BATCH, keuze="all").metric] == ["1", "1"], "1003 is left"


def test_another_approves_and_carries_out_and_what_is_held_by_then_is_skipped(
    store: Store, open_screen: Opened
) -> None:
    number = a_batch(store, actor=make.OFFICER)
    with store.read(make.OFFICER, Act.CLIENT_LIST) as reader:
        whom = batch_parts.concerned(reader, found(store, number).id, Position())
    assert [(row.number, row.categories > 1) for row in whom.rows] == [(n, True) for n in ("1001", "1002", "1003")]
    at = open_screen(DESTRUCTION, actor=make.OFFICER, vernietiging=number)
    assert "Toon de 3 cliënten" in [e.label for e in at.expander]
    assert "Iemand anders, een functionaris privacy" in words_of(at)
    at = open_screen(DESTRUCTION, actor=make.DEPUTY, vernietiging=number)
    assert "1 daarvan voor u" in [metric.delta for metric in at.metric]
    press(at, "Goedkeuren")
    assert found(store, number).state == "proposed", "asked first"
    press(at, "Ja, goedkeuren")
    assert found(store, number).state == "approved"
    set_one(store, "1003")
    press(at, "Nu vernietigen")
    said = words_of(at)
    assert "Het gaat om 3 cliënten" in said
    assert "kan niet ongedaan worden gemaakt" in said
    press(at, "Ja, definitief vernietigen")
    batch = found(store, number)
    assert (batch.state, batch.clients, batch.whole) == ("done", 2, 2)
    assert f"{number} is uitgevoerd" in words_of(at)
    at = open_screen(DESTRUCTION, vernietiging=number)
    (row,) = at.dataframe[0].value.to_dict("records")
    assert (row["number"], row["clients"], row["approver"]) == (number, 2, make.DEPUTY.name)
    assert row["skipped"] > 0
    assert list(at.table[0].value.columns) == ["Categorie", "Cliënten", "Gegevens", "Laatste bewaardag"]
    assert batch.digest is not None
    assert batch.digest in words_of(at)
    assert batch.has_certificate
    assert [one.proto.label for one in at.get("download_button")] == ["Certificaat (pdf)"]
    with store.read(make.OFFICER, Act.CLIENT_LIST) as reader:
        assert reader.values("select number from clients") == ["1003"]


def test_a_proposal_is_rejected_with_a_reason_and_one_waits_for_its_time(store: Store, open_screen: Opened) -> None:
    number = a_batch(store, "1001")
    at = open_screen(DESTRUCTION, actor=make.OFFICER, vernietiging=number)
    press(at, "Afwijzen")
    assert told_at(at, "Waarom wordt het niet vernietigd?")
    field(at, "text_area", "reject_why").input("**Nog** niet")
    press(at, "Afwijzen")
    press(at, "Ja, afwijzen")
    assert found(store, number).state == "rejected"
    assert "\\*\\*Nog\\*\\* niet" in words_of(at)
    waiting = a_batch(store, "1002", approver=make.OFFICER)
    with store.change(make.OFFICER, Act.DESTRUCTION_APPROVE) as change:
        change.execute("update batches set run_after = $at where number = $n", at=make.NOW + timedelta(7), n=waiting)
    at = open_screen(DESTRUCTION, actor=make.OFFICER, vernietiging=waiting)
    assert "Na 30-11-2026 10:00 wordt dit vanzelf uitgevoerd" in words_of(at)
    assert "Nu vernietigen" not in [button.label for button in at.button]
    assert numbers_in(at) == [waiting, number], "what waits first"
    assert numbers_in(open_screen(DESTRUCTION, actor=make.OFFICER, stand="rejected")) == [number]
    assert "Geen vernietiging past" in words_of(open_screen(DESTRUCTION, stand="done"))
    assert "geen vernietiging met dit nummer" in words_of(open_screen(DESTRUCTION, vernietiging="B2026-0404"))


def test_what_somebody_else_did_meanwhile_is_shown_and_not_done_again(store: Store, open_screen: Opened) -> None:
    number = a_batch(store, "1001")
    at = open_screen(DESTRUCTION, actor=make.DEPUTY, vernietiging=number)
    press(at, "Goedkeuren")
    approve(store, make.OFFICER, seen=found(store, number).seen)
    press(at, "Ja, goedkeuren")
    assert "Volgende stap: uitvoeren" in words_of(at)
    batch = found(store, number)
    assert (batch.approved_by, batch.version) == (make.OFFICER.name, 2)


def test_management_sees_counts_and_nobody(store: Store, open_screen: Opened) -> None:
    number = a_batch(store, "1001", approver=make.OFFICER)
    set_one(store, "1001")
    at = open_screen(DESTRUCTION, actor=make.OFFICER, vernietiging=number)
    press(at, "Nu vernietigen")
    press(at, "Ja, definitief vernietigen")
    expander = next(e for e in at.expander if e.label.startswith("Toon wat is overgeslagen"))
    assert expander.label
    with store.read(make.OFFICER, Act.CLIENT_LIST) as reader:
        page = batch_parts.skipped_items(reader, found(store, number).id, Position())
    assert {(item.client_number, item.reason_code) for item in page.rows} == {("1001", "held")}
    at = open_screen(DESTRUCTION, actor=make.MANAGER, vernietiging=number)
    sent = sent_to_the_browser(at)
    assert b"1001" not in sent
    assert b"Verlopen" not in sent
    assert "aangehouden" in str([table.value for table in at.table])
    assert "Vernietiging voorstellen" not in [button.label for button in at.button]
    assert not open_screen(NEW_BATCH, actor=make.MANAGER).metric
