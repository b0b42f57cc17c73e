"""Third persons are blacked out text by text; of a text that changed nothing stays blacked out silently."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from data_layer import due
from data_layer.carrying_out import redacting
from data_layer.carrying_out.free_texts import FreeText
from data_layer.carrying_out.redacting import Read
from data_layer.destroying import running
from data_layer.errors import BadInput, ChangedMeanwhile, NotAllowed, NotFound
from data_layer.rules.access import Act
from data_layer.staff import Actor
from data_layer.store import Store
from data_layer.vocabulary import Right
from tests import make
from tests.data.test_places import search
from tests.data.test_register_request import case_of

NOTE = "Haar zus Jamila belde. Jamila komt mee."


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory, new_store_file: Path) -> Iterator[Store]:
    """One store for all tests here."""
    yield from make.a_lasting_store(tmp_path_factory.mktemp("redacting") / "desk.duckdb", new_store_file)


def a_case(store: Store, number: str, **facts: Any) -> tuple[int, int]:
    """A client with a note, and a request for access; their ids."""
    client_id = make.a_client(store, number)
    make.a_record(store, "progress_notes", client_id, written_on=date(2026, 3, 4), body=NOTE)
    return client_id, case_of(store, make.a_request(store, client_id=client_id, **facts)).id


def texts(store: Store, case: tuple[int, int]) -> list[Read]:
    with store.read(make.COORDINATOR, Act.REQUEST_LIST) as reader:
        return redacting.texts(reader, case[1], case[0])


def note(store: Store, case: tuple[int, int]) -> FreeText:
    return texts(store, case)[0].text


def black_out(store: Store, case: tuple[int, int], words: str, actor: Actor = make.COORDINATOR) -> None:
    redacting.black_out(store, actor, case[1], text=note(store, case), words=words)


def rewrite(store: Store, client_id: int, body: str) -> None:
    with store.change(make.COORDINATOR, Act.RECORD_CHANGE, make.subject(client_id)) as change:
        change.execute("update progress_notes set body = $body where client_id = $id", body=body, id=client_id)


def test_every_text_that_is_typed_freely_is_listed(store: Store) -> None:
    client_id = make.a_full_client(store, "2001", bsn=None)
    number = make.a_request(store, client_id=client_id)
    make.a_hold(store, client_id, reason="Loopt nog bij de rechter.")
    search(store, number)
    found = {
        (read.text.place.in_table, read.text.place.field)
        for read in texts(store, (client_id, case_of(store, number).id))
    }
    assert {
        ("progress_notes", "body"), ("evaluations", "body"), ("test_results", "body"), ("intakes", "result"),
        ("complaints", "subject"), ("complaints", "outcome"), ("appointments", "subject"), ("phones", "remark"),
        ("emails", "remark"), ("preconditions", "arrangement"), ("attendance", "absence_reason"),
        ("holds", "reason"), ("searched_places", "found"),
    } <= found  # fmt: skip


def test_words_are_blacked_out_wherever_they_stand_once_and_can_be_shown_again(store: Store) -> None:
    case = a_case(store, "2002")
    black_out(store, case, "jamila")
    (read,) = texts(store, case)
    assert read.pieces == ("Haar zus ", None, " belde. ", None, " komt mee.")
    entries = make.asked(store, "select count(*) from log where chain = 'change'")
    black_out(store, case, "Jamila")
    assert make.asked(store, "select count(*) from log where chain = 'change'") == entries
    black_out(store, case, "zus Jamila")
    assert texts(store, case)[0].pieces == ("Haar ", None, " belde. ", None, " komt mee.")
    first = texts(store, case)[0].ranges[0]
    redacting.show_again(store, make.COORDINATOR, case[1], text=note(store, case), which=[first])
    assert texts(store, case)[0].pieces == ("Haar zus Jamila belde. ", None, " komt mee.")
    redacting.show_again(store, make.COORDINATOR, case[1], text=note(store, case))
    assert texts(store, case)[0].pieces == (NOTE,)


def test_of_a_text_that_changed_nothing_stays_until_it_is_looked_at_anew(store: Store) -> None:
    case = a_case(store, "2003")
    seen = note(store, case)
    black_out(store, case, "Jamila")
    rewrite(store, case[0], "Zij belde. Haar zus Jamila komt mee.")
    (read,) = texts(store, case)
    assert (read.is_stale, read.ranges) == (True, ())
    with pytest.raises(ChangedMeanwhile, match="changed meanwhile"):
        redacting.black_out(store, make.COORDINATOR, case[1], text=seen, words="Jamila")
    with pytest.raises(ChangedMeanwhile):
        redacting.show_again(store, make.COORDINATOR, case[1], text=seen)
    black_out(store, case, "Jamila")
    assert texts(store, case)[0].pieces == ("Zij belde. Haar zus ", None, " komt mee.")
    rewrite(store, case[0], "Niemand belde.")
    redacting.show_again(store, make.COORDINATOR, case[1], text=note(store, case))
    assert not texts(store, case)[0].is_stale


def test_what_cannot_be_is_refused(store: Store) -> None:
    case = a_case(store, "2004")
    for words in ("Fatima", " ", "amila"):
        with pytest.raises(BadInput, match="nothing was saved") as error:
            black_out(store, case, words)
        assert error.value.field == "words"
    with pytest.raises(NotAllowed):
        black_out(store, case, "Jamila", make.MANAGER)
    with pytest.raises(BadInput, match="not a request for access"):
        black_out(store, a_case(store, "2005", right=Right.PORTABILITY), "Jamila")
    unknown = case_of(store, make.a_request(store)).id
    with pytest.raises(NotFound):
        redacting.black_out(store, make.COORDINATOR, unknown, text=note(store, case), words="Jamila")
    assert texts(store, case)[0].ranges == ()


def test_it_goes_with_the_record_and_never_says_what_it_hid(store: Store) -> None:
    client_id = make.a_due_client(store, "2006", bsn=None)
    make.a_record(store, "progress_notes", client_id, written_on=date(2010, 3, 4), body=NOTE)
    number = make.a_request(store, client_id=client_id)
    case = (client_id, case_of(store, number).id)
    read = next(read for read in texts(store, case) if read.text.text == NOTE)
    redacting.black_out(store, make.COORDINATOR, case[1], text=read.text, words="Jamila")
    kept = "select count(*) from redactions where request_id = $id"
    assert make.asked(store, kept, id=case[1]) == 2
    with store.change(make.COORDINATOR, Act.RECORD_CHANGE, make.subject(client_id)) as change:
        change.execute("delete from holds where client_id = $id", id=client_id)
        change.execute("update requests set client_id = null where id = $id", id=case[1])
        due.refresh(change, [client_id])
    running.run(store, make.OFFICER, seen=make.a_batch(store, numbers=("2006",)))
    assert make.asked(store, kept, id=case[1]) == 0
