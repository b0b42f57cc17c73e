"""The two doors of the store: nobody reads or writes without permission, lock and log entry."""

import contextlib
import threading
from datetime import date
from itertools import product
from typing import Any

import pytest

from data_layer.errors import BadInput, ChangedMeanwhile, NotAllowed
from data_layer.ids import new_id
from data_layer.log import Reason, Subject
from data_layer.requests import request_events
from data_layer.rules.access import (
    FORBIDDEN_BY_RESTRICTION,
    LOGGED_LOOKS,
    OF_ONE_CLIENT,
    PERMISSIONS,
    Act,
    is_look,
)
from data_layer.staff import Actor
from data_layer.store import Store
from tests import make


def entries(store: Store) -> list[dict[str, object]]:
    with store.read(make.OFFICER, Act.LOG_VIEW) as reader:
        return reader.all(dict, "select * from log order by chain, seq")


@pytest.mark.parametrize("actor", make.EVERYBODY, ids=lambda a: a.name)
def test_both_doors_open_for_exactly_the_roles_of_the_table(store: Store, actor: Actor) -> None:
    client = Subject("client", make.a_client(store))
    before = len(entries(store))
    read, written = set(), set()
    for act in Act:
        with contextlib.suppress(NotAllowed), store.read(actor, act, client, sitting="test"):
            read.add(act)
        if not is_look(act):
            with contextlib.suppress(NotAllowed), store.change(actor, act, client):
                written.add(act)
    allowed = {act for act in Act if not PERMISSIONS[act].isdisjoint(actor.roles)}
    assert read == allowed
    assert written == {act for act in allowed if not is_look(act)}
    assert len(entries(store)) - before == len(read) + len(written)


def test_nothing_is_written_under_the_name_of_a_look(store: Store) -> None:
    with pytest.raises(ValueError, match="writes nothing"), store.change(make.OFFICER, Act.OVERVIEW_VIEW):
        pass


def test_what_is_about_one_client_cannot_be_done_without_saying_which(store: Store) -> None:
    for act in sorted(OF_ONE_CLIENT):
        for subject in (None, Subject("agreement", 1)):
            door = store.read if is_look(act) else store.change
            with pytest.raises(ValueError, match="one client"), door(make.OFFICER, act, subject):
                pytest.fail(act)


def test_a_look_into_a_file_cannot_go_unlogged(store: Store) -> None:
    client = Subject("client", make.a_client(store))
    for act in sorted(LOGGED_LOOKS):
        with pytest.raises(ValueError, match="goes into the log"), store.read(make.OFFICER, act, client):
            pytest.fail(act)


def test_after_a_commit_that_was_broken_off_the_log_goes_on_rightly(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    make.a_client(store, "1001")
    keep: Any = store._keep  # the moment after the commit cannot be hit from outside

    def interrupted(cursor: Any, *said: Any) -> None:
        keep(_Interrupting(cursor), *said)

    monkeypatch.setattr(store, "_keep", interrupted)
    with pytest.raises(KeyboardInterrupt):
        make.a_client(store, "1002")
    monkeypatch.setattr(store, "_keep", keep)
    make.a_client(store, "1003")
    seqs = [entry["seq"] for entry in entries(store) if entry["chain"] == "change"]
    assert seqs == list(range(1, len(seqs) + 1))
    with store.read(make.COORDINATOR, Act.CLIENT_LIST) as reader:
        assert reader.values("select number from clients order by number") == ["1001", "1002", "1003"]


class _Interrupting:
    """A cursor whose commit reaches the store and is then broken off."""

    def __init__(self, cursor: Any) -> None:
        self._cursor = cursor

    def __getattr__(self, name: str) -> Any:
        return getattr(self._cursor, name)

    def commit(self) -> None:
        self._cursor.commit()
        raise KeyboardInterrupt


def test_every_act_has_somebody_who_may_do_it() -> None:
    assert set(PERMISSIONS) == set(Act)
    assert all(PERMISSIONS.values())


def test_a_change_writes_what_it_touched_into_the_log_but_no_value(store: Store) -> None:
    client_id = make.a_client(store, surname="Geheimzinnig", bsn="999990019")
    entry = entries(store)[-1]
    assert (entry["act"], entry["subject_kind"], entry["subject_id"]) == ("client.register", "client", client_id)
    assert entry["fields"] == ["bsn", "surname"]
    assert "Geheimzinnig" not in str(entry)
    assert "999990019" not in str(entry)


def test_an_error_within_a_change_leaves_neither_row_nor_entry(store: Store) -> None:
    before = entries(store)

    def half_done() -> None:
        with store.change(make.COORDINATOR, Act.CLIENT_REGISTER) as change:
            change.insert("clients", id=1, number="1", search_name="x", registered_on=change.today)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        half_done()
    assert entries(store) == before
    with store.read(make.COORDINATOR, Act.CLIENT_LIST) as reader:
        assert reader.value("select count(*) from clients") == 0


def test_what_was_undone_is_not_logged(store: Store) -> None:
    before = entries(store)
    with store.change(make.COORDINATOR, Act.CLIENT_REGISTER) as change:
        change.insert("clients", id=1, number="1", search_name="x", registered_on=change.today)
        change.undo()
    assert entries(store) == before


def test_a_rehearsal_keeps_nothing(store: Store) -> None:
    with store.rehearsal().change(make.OFFICER, Act.STORE_VERIFY) as work:
        work.execute("delete from staff")
        assert work.value("select count(*) from staff") == 0
    with store.read(make.OFFICER, Act.STAFF_VIEW) as reader:
        assert reader.value("select count(*) from staff") == len(make.EVERYBODY)


def test_a_store_that_rehearses_checks_everything_and_keeps_nothing(store: Store) -> None:
    number = make.a_request(store)
    seen = make.seen(store, number)
    with store.read(make.OFFICER, Act.LOG_VIEW) as reader:
        before = reader.value("select count(*) from log")
    with pytest.raises(BadInput):
        request_events.note(
            store.rehearsal(), make.COORDINATOR, seen, event_id=new_id(), happened_on=make.TODAY, body=""
        )
    request_events.note(
        store.rehearsal(), make.COORDINATOR, seen, event_id=new_id(), happened_on=make.TODAY, body="Gebeld."
    )
    assert make.seen(store, number) == seen
    with store.read(make.OFFICER, Act.LOG_VIEW) as reader:
        assert reader.value("select count(*) from log") == before
    request_events.note(store, make.COORDINATOR, seen, event_id=new_id(), happened_on=make.TODAY, body="Gebeld.")
    assert make.seen(store, number) != seen


def test_the_reading_door_cannot_write(store: Store) -> None:
    with (
        pytest.raises(Exception, match="read-only"),
        store.read(make.OFFICER, Act.STAFF_VIEW) as reader,
    ):
        reader.value("delete from staff")


def test_the_second_of_two_saves_is_told_and_overwrites_nothing(store: Store) -> None:
    client_id = make.a_client(store)
    subject = Subject("client", client_id)
    with store.change(make.COORDINATOR, Act.CLIENT_CHANGE, subject) as change:
        change.update("clients", client_id, 1, surname="Eerste")
    with (
        pytest.raises(ChangedMeanwhile),
        store.change(make.OFFICER, Act.CLIENT_CHANGE, subject) as change,
    ):
        change.update("clients", client_id, 1, surname="Tweede")
    with store.read(make.COORDINATOR, Act.CLIENT_LIST) as reader:
        assert reader.value("select surname from clients") == "Eerste"


def test_a_restricted_client_is_shut_for_coordinators_at_both_doors(store: Store) -> None:
    subject = Subject("client", make.a_client(store, restricted_since=date(2026, 11, 1)))
    others = [actor for actor in make.EVERYBODY if not make.OFFICER.roles & actor.roles]
    for act, actor in product(sorted(FORBIDDEN_BY_RESTRICTION), others):
        with pytest.raises(NotAllowed), store.change(actor, act, subject):
            pytest.fail(f"{act} by {actor.name}")
        with pytest.raises(NotAllowed), store.read(actor, act, subject, sitting="test"):
            pytest.fail(f"{act} by {actor.name}")


def test_the_officer_passes_a_restriction_only_with_a_reason_that_stays_with_the_record(store: Store) -> None:
    client_id = make.a_client(store, restricted_since=date(2026, 11, 1))
    subject = Subject("client", client_id)
    with pytest.raises(NotAllowed), store.change(make.OFFICER, Act.CLIENT_CHANGE, subject):
        pass
    with store.change(make.OFFICER, Act.CLIENT_CHANGE, subject, Reason("override", "op verzoek van de cliënt")) as c:
        c.touched("surname")
    with store.read(make.OFFICER, Act.LOG_VIEW) as reader:
        assert reader.value("select reason_code from log order by seq desc limit 1") == "override"
        assert reader.all(dict, "select client_id, body from reasons") == [
            {"client_id": client_id, "body": "op verzoek van de cliënt"}
        ]


def test_a_look_is_logged_once_per_person_client_and_sitting(store: Store) -> None:
    one, two = Subject("client", make.a_client(store)), Subject("client", make.a_client(store, "1002"))
    for actor, subject, sitting in (
        (make.COORDINATOR, one, "morning"),
        (make.COORDINATOR, one, "morning"),
        (make.COORDINATOR, one, "afternoon"),
        (make.OFFICER, one, "morning"),
        (make.COORDINATOR, two, "morning"),
        (make.COORDINATOR, two, "morning"),
    ):
        with store.read(actor, Act.CLIENT_VIEW, subject, sitting=sitting):
            pass
    looks = [(e["staff_id"], e["subject_id"]) for e in entries(store) if e["chain"] == "look"]
    assert looks == [(2, one.id), (2, one.id), (3, one.id), (2, two.id)]


def test_writers_at_once_lose_nothing(store: Store) -> None:
    client_id = make.a_client(store)
    errors: list[BaseException] = []

    def write(number: int) -> None:
        try:
            for turn in range(10):
                with store.change(make.COORDINATOR, Act.RECORD_ADD, Subject("client", client_id)) as change:
                    change.insert("phones", id=number * 100 + turn, client_id=client_id, phone="+31612345678")
                with store.read(make.COORDINATOR, Act.CLIENT_VIEW, Subject("client", client_id), sitting=f"{number}"):
                    pass
        except BaseException as error:
            errors.append(error)

    threads = [threading.Thread(target=write, args=(number,)) for number in range(1, 7)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not errors
    with store.read(make.COORDINATOR, Act.CLIENT_LIST) as reader:
        assert reader.value("select count(distinct id) from phones") == 60
        assert reader.value("select count(*) - max(seq) from log where chain = 'change'") == 0
        assert reader.value("select count(*) from log where chain = 'look'") == 6
