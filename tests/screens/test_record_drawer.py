"""A record of a client in its drawer: added, corrected and removed in Dutch, and safe from what others do."""

from collections.abc import Iterator
from datetime import date, time
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from data_layer import record_lists, records
from data_layer.categories import KINDS, RECORD_KINDS, RecordKind
from data_layer.log import Reason
from data_layer.record_lists import Record
from data_layer.rules.access import Act
from data_layer.staff import Actor
from data_layer.store import Store
from data_layer.wording import put
from pages.shared.navigation import CLIENT
from tests import make
from tests.screens.conftest import Opened
from tests.screens.reading import sent_to_the_browser, told_at

ADDED = ("addresses", "phones", "emails", "preconditions", "attendance", "appointments", "complaints", "invoices")
"""Kinds of records that have every sort of field between them."""


@pytest.fixture
def client_id(store: Store) -> int:
    return make.a_client(store, registered_on=make.DAY, bsn=make.BSN)


def found(store: Store, kind: RecordKind, client_id: int) -> list[Record]:
    with store.read(make.COORDINATOR, Act.CLIENT_LIST) as reader:
        return record_lists.records_of(reader, kind, client_id)


def drawer(open_screen: Opened, kind: RecordKind, which: object = "nieuw", actor: Actor = make.COORDINATOR) -> AppTest:
    return open_screen(CLIENT, actor=actor, nummer="1001", gegeven=f"{kind.code}.{which}")


def inputs(at: AppTest) -> Iterator[Any]:
    for kind in (
        "text_input", "text_area", "date_input", "time_input", "selectbox", "checkbox", "radio", "button_group",
    ):  # fmt: skip
        yield from at.get(kind)


def labelled(at: AppTest, label: str) -> Any:
    """The field with this label in the drawer, which is drawn after the rest of the screen."""
    return [field for field in inputs(at) if field.label == label][-1]


def fill(at: AppTest, kind: RecordKind, values: dict[str, Any]) -> None:
    for field in kind.fields:
        if (value := values.get(field.column)) is None:
            continue
        widget = labelled(at, put(field.label, "nl"))
        if field.kind in ("amount", "hours"):
            value = str(value).replace(".", ",")
        if field.kind == "time":
            value = time.fromisoformat(value)
        widget.set_value(value)


def explanation(at: AppTest) -> Any:
    """The field for words about why a record is corrected."""
    return next(field for field in at.text_input if str(field.key).startswith("reason_text:"))


def save(at: AppTest) -> AppTest:
    return next(button for button in at.button if button.label == "Opslaan").click().run()


def test_every_sort_of_field_is_among_those_that_are_added_here() -> None:
    assert {field.kind for kind in RECORD_KINDS.values() for field in kind.fields} == {
        field.kind for code in ADDED for field in RECORD_KINDS[code].fields
    }


@pytest.mark.parametrize("code", ADDED)
def test_a_record_is_added_in_its_drawer(store: Store, client_id: int, open_screen: Opened, code: str) -> None:
    kind = RECORD_KINDS[code]
    at = drawer(open_screen, kind)
    values = make.typed(kind)
    fill(at, kind, values)
    save(at)
    assert not at.exception
    (record,) = found(store, kind, client_id)
    assert {name: record.values[name] for name in values} == values
    assert record.source == kind.source
    assert "gegeven" not in at.query_params
    assert [message.value for message in at.success] == [f"Opgeslagen: {put(kind.one, 'nl')}."]


def test_a_new_record_of_every_other_kind_has_a_drawer_with_all_its_fields(client_id: int, open_screen: Opened) -> None:
    for code in sorted(RECORD_KINDS.keys() - set(ADDED)):
        kind = RECORD_KINDS[code]
        at = drawer(open_screen, kind)
        asked = [field.label for field in inputs(at) if field.form_id.startswith("record:")]
        wanted = [put(field.label, "nl") for field in kind.asked(of_new=True)]
        assert sorted(asked) == sorted([*wanted, "Bron"]), code
        assert "Opslaan" in [button.label for button in at.button], code


@pytest.mark.parametrize("code", [code for code, kind in KINDS.items() if kind.is_of_person])
def test_every_part_of_the_person_is_corrected_in_its_drawer(
    store: Store, client_id: int, open_screen: Opened, code: str
) -> None:
    kind = KINDS[code]
    at = drawer(open_screen, kind, client_id)
    values = make.filled(kind) | ({"bsn": "999990020"} if code == "bsn" else {})
    fill(at, kind, values)
    if reasons := [box for box in at.selectbox if box.label == "Waarom wordt dit gewijzigd?"]:
        reasons[0].set_value("mistake")
    save(at)
    assert not at.exception
    (record,) = found(store, kind, client_id)
    shown = {"bsn": "••••••020"} if code == "bsn" else values
    assert record.values == shown
    assert b"999990020" not in sent_to_the_browser(at)


def test_what_is_wrong_is_said_at_its_field_and_what_was_typed_stays(
    store: Store, client_id: int, open_screen: Opened
) -> None:
    kind = RECORD_KINDS["phones"]
    at = drawer(open_screen, kind)
    labelled(at, "Telefoon").set_value("12")
    labelled(at, "Opmerking").set_value("van de buurvrouw")
    save(at)
    assert "bestaat niet" in told_at(at, "Telefoon")
    assert labelled(at, "Opmerking").value == "van de buurvrouw"
    assert found(store, kind, client_id) == []


def test_a_correction_asks_why(store: Store, client_id: int, open_screen: Opened) -> None:
    kind = KINDS["names"]
    at = drawer(open_screen, kind, client_id)
    labelled(at, "Achternaam").set_value("Anders")
    save(at)
    assert "Kies waarom" in told_at(at, "Waarom wordt dit gewijzigd?")
    labelled(at, "Waarom wordt dit gewijzigd?").set_value("other")
    save(at)
    assert any("Schrijf op waarom" in words.value for words in at.markdown)
    explanation(at).set_value("getrouwd")
    save(at)
    assert found(store, kind, client_id)[0].values["surname"] == "Anders"


def test_who_saves_second_sees_what_changed_and_loses_nothing(
    store: Store, client_id: int, open_screen: Opened
) -> None:
    kind = KINDS["names"]
    (seen,) = found(store, kind, client_id)
    at = drawer(open_screen, kind, client_id)
    records.correct(
        store, make.OFFICER, kind, seen=seen, client_id=client_id, typed={"first_names": "Aminah"},
        reason=Reason("mistake"),
    )  # fmt: skip
    labelled(at, "Achternaam").set_value("Anders")
    labelled(at, "Waarom wordt dit gewijzigd?").set_value("mistake")
    save(at)
    assert any("Fenna Functionaris heeft dit intussen gewijzigd" in error.value for error in at.error)
    assert any("Voornamen: was Amina, is nu Aminah" in warning.value for warning in at.warning)
    assert labelled(at, "Achternaam").value == "Anders"
    assert found(store, kind, client_id)[0].values["surname"] == "Testpersoon"
    save(at)
    values = found(store, kind, client_id)[0].values
    assert (values["first_names"], values["surname"]) == ("Aminah", "Anders")


def test_removing_is_asked_first_and_noted_in_the_history(store: Store, client_id: int, open_screen: Opened) -> None:
    kind = RECORD_KINDS["invoices"]
    record_id = make.a_record(store, kind.table, client_id, number="F-1", issued_on=date(2025, 5, 1))
    at = drawer(open_screen, kind, record_id)
    labelled(at, "Waarom wordt dit verwijderd?").set_value("mistake")
    next(button for button in at.button if button.label == "Verwijderen").click().run()
    assert any("zeven jaar bewaren" in words.value for words in at.markdown)
    assert found(store, kind, client_id)
    next(button for button in at.button if button.label == "Ja, verwijderen").click().run()
    assert found(store, kind, client_id) == []
    with store.read(make.COORDINATOR, Act.CLIENT_LIST) as reader:
        (last, *_rest) = record_lists.history(reader, kind, client_id, record_id)
    assert (last.what, last.who, last.reason_code) == ("removed", make.COORDINATOR.name, "mistake")


def test_the_history_tells_who_when_which_fields_and_why(store: Store, client_id: int, open_screen: Opened) -> None:
    kind = KINDS["names"]
    (seen,) = found(store, kind, client_id)
    records.correct(
        store, make.OFFICER, kind, seen=seen, client_id=client_id, typed={"surname": "Anders"},
        reason=Reason("other", "getrouwd"),
    )  # fmt: skip
    at = drawer(open_screen, kind, client_id)
    at.session_state[f"history:{client_id}"] = True
    at.run()
    told = next(text.value for text in at.text if "Fenna Functionaris" in text.value)
    first, *rest = told.splitlines()
    assert first.endswith(" · Fenna Functionaris · gewijzigd")
    assert rest == ["Achternaam", "iets anders, namelijk: getrouwd"]


def test_a_restricted_client_is_shown_but_not_changed(store: Store, client_id: int, open_screen: Opened) -> None:
    make.restrict(store, client_id, date(2026, 8, 3))
    at = open_screen(CLIENT, nummer="1001")
    assert not {"Wijzigen", "Toevoegen", "Invullen"} & {button.label for button in at.button}
    at = drawer(open_screen, KINDS["names"], client_id)
    assert "Opslaan" not in [button.label for button in at.button]
    assert "Opslaan" in [button.label for button in drawer(open_screen, KINDS["names"], client_id, make.OFFICER).button]


@pytest.mark.parametrize(
    "asked", ["phones.1", "phones.", "names.nieuw", "niets.3", "phones.x", "phones.99999999999999999999"]
)
def test_a_link_to_a_record_that_is_not_there_says_so(client_id: int, open_screen: Opened, asked: str) -> None:
    at = open_screen(CLIENT, nummer="1001", gegeven=asked)
    assert any("Dit gegeven is er niet" in error.value for error in at.error)
    assert at.title[0].value == "Amina Testpersoon"


def test_the_bsn_is_never_filled_in(client_id: int, open_screen: Opened) -> None:
    at = drawer(open_screen, KINDS["bsn"], client_id)
    assert labelled(at, "BSN").value == ""
    assert make.BSN.encode() not in sent_to_the_browser(at)


def test_a_drawer_that_was_left_shows_what_others_changed_when_it_is_opened_again(
    store: Store, client_id: int, open_screen: Opened
) -> None:
    kind = KINDS["names"]
    at = drawer(open_screen, kind, client_id)
    (seen,) = found(store, kind, client_id)
    del at.query_params["gegeven"]
    at.run()
    records.correct(
        store, make.OFFICER, kind, seen=seen, client_id=client_id, typed={"surname": "Vers"}, reason=Reason("mistake")
    )
    at.query_params["gegeven"] = f"names.{client_id}"
    at.run()
    assert labelled(at, "Achternaam").value == "Vers"
