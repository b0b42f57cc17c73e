"""Once something was done for the client of a request, it is about nobody else any more: it would go along."""

from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import pytest

from data_layer.carrying_out import correcting, objecting, portability, statements, withdrawing
from data_layer.categories import KINDS
from data_layer.destroying import proposing, running
from data_layer.errors import BadInput
from data_layer.ids import new_id
from data_layer.requests import excess, request_events
from data_layer.requests.case_letters import make as make_letter
from data_layer.requests.document_removals import remove
from data_layer.requests.request_documents import DocumentKind
from data_layer.rules.access import Act
from data_layer.staff import THE_DESK
from data_layer.store import Store
from data_layer.transactions import Seen
from data_layer.verifying import findings
from data_layer.vocabulary import Right
from data_layer.wording import put
from tests import make
from tests.data.test_consents import given
from tests.data.test_correcting import known, told
from tests.data.test_places import search
from tests.data.test_register_request import case_of

_numbers = count(3001)
Done = Callable[[Store, str, int], object]


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory, new_store_file: Path) -> Iterator[Store]:
    """One store for all tests here; when they are done nothing in it is wrong."""
    for opened in make.a_lasting_store(tmp_path_factory.mktemp("whose") / "desk.duckdb", new_store_file):
        yield opened
        assert findings(opened, make.OFFICER) == []


def a_client(store: Store) -> int:
    return make.a_client(store, str(next(_numbers)))


def link(store: Store, number: str, client_id: int) -> None:
    request_events.link_client(
        store, make.COORDINATOR, make.seen(store, number), event_id=new_id(), client_id=client_id
    )


def corrected(store: Store, number: str, client_id: int) -> None:
    correcting.correct(
        store, make.COORDINATOR, make.seen(store, number), event_id=new_id(), kind=KINDS["names"],
        known=known(store, "names", client_id), typed={"surname": "Goed"},
    )  # fmt: skip


def stated(store: Store, number: str, _client_id: int) -> None:
    statements.add(
        store, make.COORDINATOR, make.seen(store, number), event_id=new_id(), category="address", body="Klopt niet."
    )


def objected(store: Store, number: str, _client_id: int) -> None:
    objecting.object_to(store, make.COORDINATOR, make.seen(store, number), event_id=new_id(), purposes=(7,))


def withdrawn(store: Store, number: str, client_id: int) -> None:
    consent_id = given(store, client_id)
    withdrawing.withdraw(
        store, make.COORDINATOR, make.seen(store, number), event_id=new_id(), consent_ids=[consent_id], on=make.TODAY
    )


def erasure_proposed(store: Store, number: str, _client_id: int) -> Seen:
    batch = new_id()
    proposing.propose_erasure(
        store, make.COORDINATOR, id=batch, request_id=case_of(store, number).id, categories=("names",)
    )
    return Seen(batch, 1)


def called_excessive(store: Store, number: str, _client_id: int) -> None:
    excess.propose(store, make.COORDINATOR, make.seen(store, number), event_id=new_id(), reasons="De vijfde keer.")


def file_made(store: Store, number: str, _client_id: int) -> None:
    portability.make(store, make.COORDINATOR, make.seen(store, number), event_id=new_id())


@pytest.mark.parametrize(
    ("right", "done", "words"),
    [
        (Right.RECTIFICATION, corrected, "data were corrected"),
        (Right.COMPLETION, stated, "a statement was added"),
        (Right.OBJECTION, objected, "an objection was recorded"),
        (Right.CONSENT_WITHDRAWAL, withdrawn, "a consent was ended"),
        (Right.ERASURE, erasure_proposed, "an erasure was proposed"),
        (Right.ACCESS, lambda store, number, _client_id: search(store, number), "searched outside the desk"),
        (Right.ACCESS, called_excessive, "refused as excessive"),
        (Right.PORTABILITY, file_made, "a document with the data"),
    ],
)
def test_what_was_done_for_one_client_goes_to_no_other(store: Store, right: Right, done: Done, words: str) -> None:
    client_id, other = a_client(store), a_client(store)
    number = make.identified(store, make.a_request(store, right=right, client_id=client_id))
    done(store, number, client_id)
    with pytest.raises(BadInput) as refused:
        link(store, number, other)
    assert refused.value.field == "client_id"
    said = put(refused.value.sentence, "en")
    assert words in said
    assert "register a new one" in said
    assert case_of(store, number).client_id == client_id
    link(store, number, client_id)


def test_a_letter_that_was_not_sent_is_removed_first(store: Store) -> None:
    client_id, other = a_client(store), a_client(store)
    number, letter = make.a_request(store, client_id=client_id), new_id()
    make_letter(
        store, make.COORDINATOR, make.seen(store, number), event_id=letter, kind=DocumentKind.ACKNOWLEDGEMENT,
        dated=make.TODAY,
    )  # fmt: skip
    with pytest.raises(BadInput, match="Remove that letter first"):
        link(store, number, other)
    remove(store, make.OFFICER, make.seen(store, number), event_id=new_id(), document_id=letter, why="Anders.")
    link(store, number, other)
    assert case_of(store, number).client_id == other


def test_what_was_done_before_the_client_was_known_hinders_nobody_and_what_was_erased_everybody(store: Store) -> None:
    number = make.a_request(store)
    search(store, number)
    link(store, number, a_client(store))
    gone = make.a_client(store, "2999", registered_on=make.TODAY)
    erasing = make.identified(store, make.a_request(store, right=Right.ERASURE, client_id=gone))
    batch = erasure_proposed(store, erasing, gone)
    proposing.approve(store, make.OFFICER, seen=batch)
    running.run(store, make.OFFICER, seen=Seen(batch.id, 2))
    with pytest.raises(BadInput, match="data were erased"):
        link(store, erasing, a_client(store))


def test_what_lies_with_the_request_of_another_is_found_and_not_told(store: Store) -> None:
    client_id, other = a_client(store), a_client(store)
    number = make.identified(store, make.a_request(store, right=Right.RECTIFICATION, client_id=client_id))
    corrected(store, number, client_id)
    stated(store, number, client_id)
    note = make.a_record(store, "progress_notes", client_id, body="Met Jan.", written_on=make.TODAY, written_by=2)
    request_id = case_of(store, number).id
    with store.change(THE_DESK, Act.STORE_FILL) as change:
        change.insert(
            "redactions", id=new_id(), request_id=request_id, in_table="progress_notes", record_id=note, field="body",
            starts_at=0, ends_at=3, text_digest="", staff_id=2, made_at=change.now,
        )  # fmt: skip
    assert len(told(store, number)) == 2
    for whose, found in ((other, ["corrections", "statements_of_person", "redactions"]), (client_id, [])):
        with store.change(THE_DESK, Act.STORE_FILL) as change:
            change.execute("update requests set client_id = $whose where id = $id", whose=whose, id=request_id)
        sentences = [put(one, "en") for one in findings(store, make.OFFICER)]
        tables = [words.split(" is of ")[0].split(" ")[-1] for words in sentences if "another client" in words]
        assert tables == found
        assert len(told(store, number)) == (0 if found else 2)
