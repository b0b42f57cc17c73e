"""A file that another organisation sent: what was imported of it stands in the register, with whom it concerns."""

from datetime import date, timedelta
from typing import Any

import pytest

from data_layer import records
from data_layer.categories import RECORD_KINDS
from data_layer.disclosure_persons import clients_of
from data_layer.errors import BadInput, NotAllowed
from data_layer.ids import new_id
from data_layer.importing.reading import read
from data_layer.importing.receiving import Receipt
from data_layer.importing.running import Preview, apply, preview
from data_layer.paging import Position
from data_layer.rules.access import Act
from data_layer.staff import Actor
from data_layer.store import Store
from tests import make
from tests.category_files import stored
from tests.client_files import AMINA, a_csv
from tests.data.test_disclosures import DUO, ICE, MUNICIPALITY, a_recipient, entries, log_of, the_entry

CAME = date(2026, 11, 19)
RESULT = {"Datum": "05-11-2026", "Onderdeel": "Lezen", "Resultaat": "Geslaagd"}


def result(number: str, **cells: str) -> dict[str, str]:
    return {"Cliëntnummer": number, **RESULT, **cells}


def of_duo(**facts: Any) -> Receipt:
    usual: dict[str, Any] = {
        "recipient_id": DUO, "came_on": CAME, "channel": "website", "ground": "legal_obligation", "purpose": 9,
        "statute": "Wet inburgering",
    }  # fmt: skip
    return Receipt(**{**usual, **facts})


def looked_at(
    store: Store, *rows: dict[str, Any], receipt: Receipt | None = None, actor: Actor = make.COORDINATOR
) -> Preview:
    file = read(a_csv(*rows), 50)
    return preview(store, actor, file, file.as_suggested(), receipt=receipt or of_duo())


def imported(store: Store, *rows: dict[str, Any], **facts: Any) -> str | None:
    return apply(store, make.COORDINATOR, looked_at(store, *rows, **facts), only_if_all_good=False).disclosure


def test_a_file_of_exam_results_is_one_entry_with_those_for_whom_something_was_written(store: Store) -> None:
    for number in ("1001", "1002", "1003"):
        make.a_client(store, number)
    imported(store, result("1003"))
    seen = looked_at(store, result("1001"), result("1002"), result("1003"))
    assert len(entries(store)) == 1, "a preview writes nothing"
    made = apply(store, make.COORDINATOR, seen, only_if_all_good=True)
    again = apply(store, make.COORDINATOR, seen, only_if_all_good=True)
    assert (again.written, again.disclosure) == (True, None)
    assert len(entries(store)) == 2
    entry = the_entry(store, str(made.disclosure))
    row = entry.row
    assert (row.direction, row.state, row.happened_on, row.recipient_code) == ("in", "received", CAME, "duo")
    assert (row.categories, row.purpose, row.statute, row.ground) == (
        ["test_results"], 9, "Wet inburgering", "legal_obligation",
    )  # fmt: skip
    assert (row.flags, row.clients, row.tell_by) == ([], 2, date(2026, 12, 19))
    assert (entry.channel, entry.remark, entry.reference) == ("website", None, None)
    persons = clients_of(store, make.COORDINATOR, row.id, Position()).rows
    assert [person.number for person in persons] == ["1001", "1002"]
    assert {record["source"] for record in stored(store, "test_results")} == {"duo"}
    written = log_of(store, Act.CLIENTS_IMPORT)[-1]
    assert written["count"] == 2
    assert {"test_results.part", "recipient_id"} <= set(written["fields"])


def test_a_file_of_which_nothing_is_written_makes_no_entry(store: Store) -> None:
    client_id = make.a_client(store)
    assert imported(store, result("1001")) == "VS2026-0001"
    assert imported(store, result("1001")) is None
    assert imported(store, result("9999")) is None, "refused"
    seen = looked_at(store, result("1001", Onderdeel="Spreken"), result("9999"))
    refused = apply(store, make.COORDINATOR, seen, only_if_all_good=True)
    assert (refused.written, refused.disclosure) == (False, None)
    kind = RECORD_KINDS["test_results"]
    typed = {"taken_on": date(2026, 11, 6)}
    records.add(store, make.OFFICER, kind, id=new_id(), client_id=client_id, typed=typed, source="school")
    changed_meanwhile = apply(store, make.COORDINATOR, seen, only_if_all_good=False)
    assert (changed_meanwhile.written, changed_meanwhile.disclosure) == (False, None)
    assert len(entries(store)) == 1


def test_the_source_in_the_file_and_that_of_what_was_there_stay_what_they_are(store: Store) -> None:
    make.a_client(store, source="client")
    imported(store, result("1001", Bron="de gemeente"))
    imported(store, result("1001", Niveau="B1"))
    imported(store, {**AMINA, "Cliëntnummer": "1002"})
    imported(store, {**AMINA, "Achternaam": "Nieuw"})
    assert [(r["level"], r["source"]) for r in stored(store, "test_results")] == [("B1", "municipality")]
    assert [(c["surname"], c["source"]) for c in stored(store, "clients")] == [("Nieuw", "client"), ("Proef", "duo")]


def test_new_clients_of_another_organisation_are_flagged_by_the_same_rule(store: Store) -> None:
    a_recipient(store, MUNICIPALITY, "NL", role="processor")
    receipt = of_duo(recipient_id=MUNICIPALITY, purpose=None, statute=None, ground="contract")
    number = imported(store, {**AMINA, "Geslacht": "vrouw", "Woonplaats": "Nijmegen"}, receipt=receipt)
    row = the_entry(store, str(number)).row
    assert row.categories == ["names", "gender", "birth", "address"]
    assert row.flags == ["no_purpose", "no_agreement"]
    assert stored(store, "clients")[0]["source"] == "third_party"


def test_a_receipt_that_cannot_be_is_refused_before_anything_is_looked_at(store: Store) -> None:
    make.a_client(store)
    a_recipient(store, MUNICIPALITY, "NL", is_stranger=True)
    for wrong, field in (
        ({"came_on": make.TODAY + timedelta(1)}, "came_on"),
        ({"ground": ""}, "ground"),
        ({"channel": ""}, "channel"),
        ({"recipient_id": MUNICIPALITY}, "sender"),
    ):
        with pytest.raises(BadInput, match="othing was saved") as caught:
            looked_at(store, result("1001"), receipt=of_duo(**wrong))
        assert caught.value.field == field
    with pytest.raises(NotAllowed):
        looked_at(store, result("1001"), actor=make.MANAGER)
    seen = looked_at(store, result("1001"), receipt=of_duo(recipient_id=ICE))
    with store.change(make.OFFICER, Act.RECIPIENT_CHANGE) as change:
        change.execute("update recipients set active = false where id = $id", id=ICE)
    with pytest.raises(BadInput):
        apply(store, make.COORDINATOR, seen, only_if_all_good=False)
    assert (entries(store), stored(store, "test_results")) == ([], [])
