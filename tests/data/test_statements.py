"""A person's own statement stands beside the data that it is about, goes where they go, and is told of."""

import io
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from data_layer import merging
from data_layer.carrying_out import corrections, statements
from data_layer.errors import BadInput, ChangedMeanwhile, NotAllowed
from data_layer.exporting.dossier import the_dossier
from data_layer.exporting.running import run
from data_layer.ids import new_id
from data_layer.log import Reason
from data_layer.requests import request_answers
from data_layer.rules.access import Act
from data_layer.staff import Actor
from data_layer.store import Store
from data_layer.verifying import findings
from data_layer.vocabulary import Outcome, Right
from data_layer.wording import put
from tests import make
from tests.data.test_disclosures import recorded
from tests.data.test_kept_figures import destroy

NUMBERS = count(1)
WORDS = "Ik was er die dag wel."


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory, new_store_file: Path) -> Iterator[Store]:
    """One store for all of these tests, each with a client of its own; when they are done nothing in it is wrong."""
    for opened in make.a_lasting_store(tmp_path_factory.mktemp("statements") / "desk.duckdb", new_store_file):
        yield opened
        assert findings(opened, make.OFFICER) == []


def a_case(store: Store, client_number: str | None = None) -> tuple[int, str]:
    """A client, and a request for rectification of that client, who is known."""
    client_id = make.a_client(store, client_number or f"S{next(NUMBERS)}")
    return client_id, make.identified(store, make.a_request(store, client_id=client_id, right=Right.RECTIFICATION))


def add(
    store: Store, number: str, category: str = "attendance", body: str = WORDS, actor: Actor = make.COORDINATOR
) -> int:
    event_id = new_id()
    statements.add(store, actor, make.seen(store, number), event_id=event_id, category=category, body=body)
    return event_id


def of_client(store: Store, client_id: int) -> dict[str, list[str]]:
    with store.read(make.COORDINATOR, Act.CLIENT_LIST) as reader:
        found = statements.of_client(reader, client_id)
    return {category: [one.body for one in some] for category, some in found.items()}


def sheet_of(store: Store, client_id: int, actor: Actor) -> set[str]:
    """What the sheet with statements of the exported dossier says."""
    content = b"".join(run(store, actor, the_dossier(actor, client_id, purpose=8, language="nl")))
    rows = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_name("Verklaringen van de persoon")
    return {str(row[2]) for row in rows.to_python()[1:]}


def test_a_statement_stands_beside_the_data_also_after_a_refusal_and_who_got_them_is_told(store: Store) -> None:
    client_id, number = a_case(store, "S800")
    recorded(store, client_numbers=["S800"], categories=["names"])
    request_answers.answer(
        store, make.OFFICER, make.seen(store, number), event_id=new_id(), outcome=Outcome.REFUSED,
        answered_on=make.TODAY, reason="Het klopt.",
    )  # fmt: skip
    seen, event_id = make.seen(store, number), new_id()
    for _click in range(2):
        statements.add(store, make.COORDINATOR, seen, event_id=event_id, category="names", body=f" {WORDS}\n")
    assert of_client(store, client_id) == {"names": [WORDS]}
    event = make.asked(store, "select kind || reason_code from request_events where id = $id", id=event_id)
    assert event == "statement_addednames"
    assert make.rows(store, "select change, categories from notices where request_id = $id", id=seen.id) == [
        {"change": "completed", "categories": ["names"]}
    ]
    with store.read(make.COORDINATOR, Act.REQUEST_LIST) as reader:
        (sentence,) = corrections.told(reader, seen.id)
    assert put(sentence, "nl") == f"Bij uw gegevens (naamgegevens) staat nu uw eigen verklaring: ‘{WORDS}’"


def test_a_statement_needs_words_a_category_a_handler_and_the_request_as_it_is(store: Store) -> None:
    client_id, number = a_case(store)
    for category, body, field in (
        ("names", " ", "body"), ("names", "a" * (statements.LONGEST + 1), "body"), ("names", "a\x00", "body"),
        ("card", WORDS, "category"),
    ):  # fmt: skip
        with pytest.raises(BadInput) as wrong:
            add(store, number, category, body)
        assert wrong.value.field == field
    with pytest.raises(NotAllowed):
        add(store, number, actor=make.ADMINISTRATOR)
    seen = make.seen(store, number)
    add(store, number)
    with pytest.raises(ChangedMeanwhile):
        statements.add(store, make.COORDINATOR, seen, event_id=new_id(), category="names", body=WORDS)
    assert of_client(store, client_id) == {"attendance": [WORDS]}


def test_a_statement_is_exported_merged_along_and_destroyed_with_its_category(store: Store) -> None:
    kept_id = make.a_client(store, "S900")
    client_id, number = a_case(store, "S901")
    add(store, number, "names", "Zo heet ik.")
    add(store, number, "progress_notes")
    assert sheet_of(store, client_id, make.OFFICER) == {"Zo heet ik.", WORDS}
    assert sheet_of(store, client_id, make.COORDINATOR) == {"Zo heet ik."}
    pair = merging.opened_pair(store, make.OFFICER, "S900", "S901", sitting="a")
    merging.merge(store, make.OFFICER, kept=pair.kept, merged=pair.merged, taken=[], reason=Reason("registered_twice"))
    assert of_client(store, kept_id) == {"names": ["Zo heet ik."], "progress_notes": [WORDS]}
    destroy(store, [kept_id], [], ["names"])
    assert of_client(store, kept_id) == {"progress_notes": [WORDS]}
    destroy(store, [kept_id], [("request", make.seen(store, number).id)], ["gender"])
    assert of_client(store, kept_id) == {"progress_notes": [WORDS]}
