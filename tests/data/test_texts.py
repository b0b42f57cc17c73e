"""Every text that is written passes one door, whatever wrote it."""

import unicodedata
from typing import Any

import pyarrow as pa
import pytest

from data_layer import consents, statement_versions, texts
from data_layer.errors import BadInput
from data_layer.ids import new_id
from data_layer.log import Reason, Subject
from data_layer.rules.access import Act
from data_layer.rules.checks import LONGEST_LINE, LONGEST_TEXT
from data_layer.store import Store
from data_layer.wording import put
from tests import make, naughty

GOOD = {"name": "Proef", "subject": "clients", "choices": "{}", "format": "csv", "purpose": "audit", "owner_id": 2}


def saved(store: Store, **columns: Any) -> None:
    with store.change(make.OFFICER, Act.EXPORT_SAVE, Subject("export")) as change:
        change.insert("saved_exports", id=new_id(), **{**GOOD, **columns})


@pytest.mark.parametrize("text", [*naughty.NO_TEXT, "x" * (LONGEST_LINE + 1)])
def test_what_cannot_be_kept_is_refused_by_the_name_of_its_field_and_nothing_is_saved(store: Store, text: str) -> None:
    with pytest.raises(BadInput) as caught:
        saved(store, name=text)
    said = put(caught.value.sentence, "nl")
    assert caught.value.field == "name"
    assert "“Naam”" in said
    assert "niets opgeslagen" in said
    assert text not in said
    assert make.asked(store, "select count(*) from saved_exports") == 0


def test_a_change_of_a_row_is_looked_at_too_and_so_are_a_statement_and_a_reason(store: Store) -> None:
    saved(store)
    row_id = make.asked(store, "select id from saved_exports")
    for bad in ("a\0b", "x" * (LONGEST_LINE + 1)):
        with pytest.raises(BadInput), store.change(make.OFFICER, Act.EXPORT_SAVE) as change:
            change.update("saved_exports", row_id, 1, name=bad)
    with pytest.raises(BadInput), store.change(make.OFFICER, Act.EXPORT_SAVE) as change:
        change.execute("update saved_exports set choices = $choices", choices="a\0b")
    for bad in ("a\0b", "x" * (LONGEST_TEXT + 1)):
        why = Reason("other", bad)
        with pytest.raises(BadInput), store.change(make.OFFICER, Act.EXPORT_SAVE, reason=why) as change:
            change.execute("update saved_exports set name = 'anders'")
    assert make.rows(store, "select name, choices, version from saved_exports") == [
        {"name": "Proef", "choices": "{}", "version": 1}
    ]


def test_a_list_and_many_rows_are_looked_at_too(store: Store) -> None:
    with pytest.raises(BadInput):
        texts.checked_facts({"roles": ["goed", "a\0b"]})
    assert texts.checked_facts({"roles": ["Jose\u0301"], "body": b"\0", "n": 3}) == {
        "roles": ["Jos\u00e9"], "body": b"\0", "n": 3,
    }  # fmt: skip
    rows = pa.table({"name": ["Jose\u0301", None, "x"], "n": [1, 2, 3]})
    assert texts.checked_rows("recipients", rows).to_pydict() == {"name": ["Jos\u00e9", None, "x"], "n": [1, 2, 3]}
    with pytest.raises(BadInput):
        texts.checked_rows("recipients", pa.table({"name": ["x" * (LONGEST_LINE + 1)]}))


def test_what_is_text_is_stored_as_it_is(store: Store) -> None:
    kept = [*naughty.TYPED, *naughty.LINES]
    for text in kept:
        saved(store, name=text)
    for text in naughty.TURNED:
        saved(store, name=text)
    stored = [row["name"] for row in make.rows(store, "select name from saved_exports")]
    assert sorted(stored) == sorted([*kept, "gnp.exe", "x", "+31 6"])


def test_every_column_of_the_store_that_people_explain_in_holds_a_long_text(store: Store) -> None:
    told = {row["column_name"] for row in make.rows(store, "select distinct column_name from duckdb_columns()")}
    assert told >= texts.LONG
    assert texts.longest_of("complaints", "subject") == texts.longest_of("progress_notes", "body") == LONGEST_TEXT
    assert texts.longest_of("appointments", "subject") == texts.longest_of("staff", "name") == LONGEST_LINE


def test_what_people_were_shown_is_kept_as_it_was_shown(store: Store) -> None:
    shown = "Uw naam: \u2067אבג\u2069 Jose\u0301\u202e"
    consent: dict[str, Any] = {
        "client_id": make.a_client(store), "purpose": 5, "recipient_id": None, "about_health": False, "language": "he",
        "how": "paper", "given_on": make.DAY,
    }  # fmt: skip
    with pytest.raises(BadInput):
        consents.give(store, make.COORDINATOR, id=1, shown_text="a\0", **consent)
    consents.give(store, make.COORDINATOR, id=1, shown_text=shown, **consent)
    kept = unicodedata.normalize("NFC", shown)
    assert make.asked(store, "select shown_text from consents") == kept
    with store.read(make.OFFICER, Act.STATEMENT_VIEW) as reader:
        (first,) = statement_versions.versions(reader)
    statement_versions.publish(
        store, make.OFFICER, id=2, seen=[first.id], dated=make.TODAY, body=f"{first.body}\n\n{shown}", remark=shown
    )
    newest = make.rows(store, "select body, remark from statement_versions where id = 2")[0]
    assert newest["body"].endswith(kept)
    assert newest["remark"] == "Uw naam: אבג José", "only what was shown"
    rows = pa.table({"shown_text": [shown, None]})
    assert texts.checked_rows("consents", rows)["shown_text"].to_pylist() == [kept, None]
