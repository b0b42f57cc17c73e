"""What a backup that is put back must not undo, must not bring along, and must not trust."""

import shutil
from datetime import date, timedelta
from typing import Any

import pytest

from data_layer import hold_lists, holding, recomputing, verifying
from data_layer.backups import copies, restoring
from data_layer.backups.copies import Backup
from data_layer.destroying import proposing, running
from data_layer.errors import StoreUnavailable
from data_layer.ids import new_id
from data_layer.kept_settings import kept
from data_layer.log import Reason
from data_layer.opening import STOPPED
from data_layer.requests.request_events import link_client
from data_layer.rules.access import Act
from data_layer.staff import THE_DESK
from data_layer.store import Store, open_store
from data_layer.terms import Terms, change_terms, terms_now
from data_layer.transactions import Seen
from tests import make
from tests.data.bytes import MARKER, checkpoint, holding_marker


def asked(store: Store, sql: str) -> Any:
    with store.read(THE_DESK, Act.STORE_VERIFY) as reader:
        return reader.value(sql)


def put_back(store: Store, backup: Backup) -> restoring.Restored:
    restored = restoring.restore(store.settings, make.ADMINISTRATOR, backup, store)
    assert verifying.findings(store, THE_DESK) == []
    return restored


def stopped(*_: object) -> None:
    raise StoreUnavailable(STOPPED)


def held(store: Store, number: str, **facts: Any) -> int:
    """A hold on everything of this client. The id."""
    usual: dict[str, Any] = {
        "id": new_id(), "kind": "dispute", "categories": (), "owner_id": None, "reason": "Rechtszaak",
        "since": make.DAY, "review_on": make.TODAY + timedelta(30),
    }  # fmt: skip
    usual |= facts
    holding.set_hold(store, make.OFFICER, numbers=(number,), **usual)
    return int(usual["id"])


def test_a_ledger_that_is_older_than_the_store_is_not_trusted(store: Store) -> None:
    make.a_due_client(store, "0101")
    made = copies.make(store, make.OFFICER)
    older = store.ledger.path.read_bytes()
    running.run(store, make.OFFICER, seen=make.a_batch(store))
    newest = store.ledger.path.read_bytes()
    store.ledger.path.write_bytes(older)
    with pytest.raises(StoreUnavailable, match="older than the store"):
        restoring.check(store.settings, make.ADMINISTRATOR, made, store)
    with pytest.raises(StoreUnavailable, match="older than the store"):
        restoring.restore(store.settings, make.ADMINISTRATOR, made, store)
    assert asked(store, "select count(*) from clients") == 0
    store.ledger.path.write_bytes(newest)
    put_back(store, made)
    assert asked(store, "select count(*) from clients") == 0


def test_a_new_store_of_which_no_ledger_knows_does_not_stop_a_backup(store: Store) -> None:
    make.a_client(store)
    made = copies.make(store, make.OFFICER)
    settings = store.settings
    store.close()
    settings.store.unlink()
    aside = settings.backups.rename(settings.backups.with_name("aside"))  # beside them no new store would be made
    new = open_store(settings, lambda: make.NOW)
    aside.rename(settings.backups)
    restoring.restore(settings, make.ADMINISTRATOR, made, new)
    assert asked(new, "select list(number) from clients") == ["1001"]
    new.close()


def test_what_is_destroyed_again_leaves_no_bytes(plain_store: Store) -> None:
    store = plain_store
    make.a_due_client(store, "0101")
    with store.change(make.COORDINATOR, Act.RECORD_CHANGE, make.subject(1)) as change:
        change.execute("update progress_notes set body = $marker", marker=MARKER)
    checkpoint(store)
    made = copies.make(store, make.OFFICER)
    running.run(store, make.OFFICER, seen=make.a_batch(store))
    settings = store.settings
    store.close()
    shutil.copyfile(made.path, settings.store)
    made.path.unlink()
    again = open_store(settings, lambda: make.NOW)
    checkpoint(again)
    assert asked(again, "select count(*) from clients") == 0
    assert holding_marker(settings.store.parent) == []
    again.close()


def test_a_destruction_that_is_not_finished_is_finished_first_or_nothing_is_put_back(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = copies.make(store, make.OFFICER)
    make.a_due_client(store, "0101")
    batch = make.a_batch(store)
    with monkeypatch.context() as patch:
        patch.setattr(store, "rebuilt", stopped)
        assert not running.run(store, make.OFFICER, seen=batch)
        with pytest.raises(StoreUnavailable, match="not finished"):
            restoring.restore(store.settings, make.ADMINISTRATOR, made, store)
    put_back(store, made)
    assert asked(store, "select state from batches") == "done"


@pytest.mark.parametrize("by", ["disk", "crash"])
def test_an_act_that_was_refused_is_not_done_on_a_backup(
    store: Store, monkeypatch: pytest.MonkeyPatch, by: str
) -> None:
    client_id = make.a_client(store)
    made = copies.make(store, make.OFFICER)

    with monkeypatch.context() as patch:
        patch.setattr("data_layer.store.note_number", stopped)
        if by == "crash":
            patch.setattr(store.ledger, "settle", lambda *_, **_more: None)
        with pytest.raises(StoreUnavailable):
            make.restrict(store, client_id, make.TODAY)
    restored = put_back(store, made)
    assert restored.redone.count == restored.redone.skipped == 0
    assert asked(store, "select restricted_since from clients") is None
    lines = store.ledger.lines()
    assert lines is not None
    assert [line.kind for line in lines.all] == ["begin", "backup", "restricted", "not_kept"]


def test_a_batch_that_waited_must_be_proposed_anew(store: Store) -> None:
    make.a_due_client(store, "0101")
    approved = make.a_batch(store)
    made = copies.make(store, make.OFFICER)
    proposing.reject(store, make.OFFICER, seen=approved, why="Verkeerd")
    put_back(store, made)
    assert asked(store, "select state || rejected_by || version from batches") == "rejected53"
    assert "teruggezet" in asked(store, "select rejected_why from batches")
    assert asked(store, "select count(*) from batch_items") == 0
    make.a_batch(store)


def test_holds_come_back_with_what_was_done_with_them_but_for_the_words(store: Store) -> None:
    first, second = make.a_client(store, "1001"), make.a_client(store, "1002")
    lifted = held(store, "1001", categories=("names",))
    made = copies.make(store, make.OFFICER)
    holding.lift(store, make.OFFICER, seen=Seen(lifted, 1), lifted_on=make.TODAY, why="Geschikt")
    new = held(store, "1002", kind="tax_audit", categories=("invoices", "names"))
    until = make.TODAY + timedelta(60)
    holding.review(store, make.OFFICER, seen=Seen(new, 1), review_on=until, remark="Loopt nog")
    assert put_back(store, made).redone.done == {"hold": 3}
    with store.read(make.OFFICER, Act.RETENTION_VIEW) as reader:
        (old,), (hold,) = (hold_lists.holds_of(reader, client) for client in (first, second))
    assert (old.id, old.until, old.lifted_on, old.reason) == (lifted, make.TODAY, make.TODAY, "Rechtszaak")
    assert (hold.id, hold.kind, hold.categories, hold.owner) == (
        new,
        "tax_audit",
        ("names", "invoices"),
        "Fenna Functionaris",
    )
    assert (hold.review_on, hold.reviewed_on, hold.reason) == (until, make.TODAY, None)
    held_now = "select list(category order by category) from due where held"
    assert asked(store, held_now) == ["names"]


def test_the_dates_follow_the_terms_that_the_store_has_after_it(store: Store) -> None:
    make.a_client(store, registered_on=date(2024, 6, 6))
    made = copies.make(store, make.OFFICER)
    before = asked(store, "select last_day from due where category = 'gender'")
    with store.read(make.OFFICER, Act.RETENTION_VIEW) as reader:
        now = terms_now(reader)
    wanted = Terms({**now.months, "gender": 3}, now.financial_year_end)
    change_terms(store, make.OFFICER, seen=now, wanted=wanted, why=Reason("policy"))
    put_back(store, made)
    assert asked(store, "select last_day from due where category = 'gender'") == before
    with store.read(THE_DESK, Act.STORE_VERIFY) as reader:
        assert kept(reader, "computed_with") == recomputing.fingerprint(store.settings)


def test_a_request_that_was_of_somebody_else_stays_and_the_day_of_destruction_too(store: Store) -> None:
    gone, other = make.a_due_client(store, "0101"), make.a_client(store, "0102")
    number = make.a_request(store, client_id=gone)
    made = copies.make(store, make.OFFICER)
    link_client(store, make.COORDINATOR, make.seen(store, number), event_id=new_id(), client_id=other)
    batch = make.a_batch(store)
    assert running.run(store, make.OFFICER, seen=batch)
    asked_for = "select number || destroyed_on || batch_id from destroyed_numbers"
    said = asked(store, asked_for)
    later = make.NOW + timedelta(days=20)
    store.clock = lambda: later
    store.settings = store.configured = store.settings.model_copy(update={"today": later.date()})
    put_back(store, made)
    assert asked(store, asked_for) == said == f"0101{make.TODAY}{batch.id}"
    assert asked(store, "select list(number) from clients") == ["0102"]
    assert asked(store, "select list(coalesce(client_id, 0)) from requests") == [0]
    assert asked(store, "select count(*) from due_cases where client_id is null") == 1


def test_who_looks_again_after_it_stands_in_the_log_again(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    client_id = make.a_client(store)
    made = copies.make(store, make.OFFICER)
    for _ in range(2):
        with store.read(make.OFFICER, Act.CLIENT_VIEW, make.subject(client_id), sitting="x"):
            pass
    monkeypatch.setattr("os.link", _no_second_name)
    restored = put_back(store, made)
    kept_file = store.settings.store.with_name(restored.kept_as or "")
    assert kept_file.stat().st_mode & 0o777 == 0o600
    assert asked(store, "select count(*) from log where chain = 'look' and act = 'client.view'") == 0
    with store.read(make.OFFICER, Act.CLIENT_VIEW, make.subject(client_id), sitting="x"):
        pass
    assert asked(store, "select count(*) from log where chain = 'look' and act = 'client.view'") == 1


def _no_second_name(*_: object) -> None:
    raise OSError


def test_what_a_killed_process_left_of_copies_goes_when_the_store_is_opened(store: Store) -> None:
    settings = store.settings
    store.close()
    left = [
        settings.store.with_name(f"desk.duckdb{e}") for e in (".fresh", ".prepared.fresh.wal", ".prepared.before-0008")
    ]
    for file in left:
        file.write_bytes(b"whole")
    open_store(settings, lambda: make.NOW).close()
    assert not any(file.exists() for file in left)
