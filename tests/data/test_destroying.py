"""What is due goes: proposed by one, approved by another, checked again, and then it is gone for good."""

import hashlib
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import duckdb
import pytest

from data_layer import consents, due, records, verifying
from data_layer.categories import RECORD_KINDS
from data_layer.destroying import foreseeing, proposing, running
from data_layer.destroying.foreseeing import Scope
from data_layer.disclosures import the_disclosure
from data_layer.errors import BadInput, ChangedMeanwhile, NotAllowed, UserError
from data_layer.ids import new_id
from data_layer.log import Reason, Subject
from data_layer.parents import POINTING_AT_CLIENTS
from data_layer.rules.access import Act, Role
from data_layer.staff import THE_DESK, Actor
from data_layer.store import Store
from data_layer.transactions import Seen
from tests import make
from tests.data.bytes import MARKER, checkpoint, holding_marker

_EMPTY = hashlib.sha256(b"").hexdigest()


def state_of(store: Store, batch: Seen) -> str:
    return str(make.asked(store, "select state from batches where id = $id", id=batch.id))


def an_entry(store: Store, clients: list[int], state: str = "sent") -> int:
    """An entry of the register about these clients, with a remark that could name them."""
    entry = new_id()
    with store.change(make.COORDINATOR, Act.DISCLOSURE_RECORD, Subject("disclosure", entry)) as change:
        change.insert(
            "disclosures", id=entry, number=f"VS2024-{entry % 10_000:04}", direction="out", happened_on=make.DAY,
            recipient_id=1, categories=["names"], purpose=9, ground="legal_obligation", channel="portal", state=state,
            clients=len(clients), recorded_on=make.DAY, staff_id=2, remark="over Amina", file_digest=_EMPTY,
        )  # fmt: skip
        for client_id in clients:
            change.insert("disclosure_clients", disclosure_id=entry, client_id=client_id)
        due.add_disclosures(change, clients)
    return entry


def test_a_client_of_whom_everything_is_due_goes_with_all_that_points_at_it(store: Store) -> None:
    gone, stays = make.a_due_client(store, "0101"), make.a_full_client(store, "0102", bsn=make.OTHER_BSN)
    entry = an_entry(store, [gone, stays])
    batch = make.a_batch(store)
    assert running.run(store, make.OFFICER, seen=batch)
    for table, column in POINTING_AT_CLIENTS:
        assert not make.asked(store, f"select count(*) from {table} where {column} = $id", id=gone), table  # noqa: S608 - declared names
        if table in ("addresses", "attendance", "disclosure_clients", "due"):
            assert make.asked(store, f"select count(*) from {table} where {column} = $id", id=stays), table  # noqa: S608 - as above
    assert not make.asked(store, "select count(*) from clients where id = $id", id=gone)
    assert make.asked(store, "select number from destroyed_numbers") == "0101"
    number = make.asked(store, "select number from disclosures where id = $id", id=entry)
    with store.read(make.OFFICER, Act.DISCLOSURE_LIST) as reader:
        row = the_disclosure(reader, make.OFFICER, number).row
    assert (row.clients, row.forgotten, row.client_number) == (2, 1, None)
    assert verifying.findings(store, make.OFFICER) == []


def test_no_table_that_names_a_client_is_forgotten(store: Store) -> None:
    columns = make.rows(
        store,
        "select table_name as t, column_name as c from information_schema.columns"
        " where table_catalog = 'store' and column_name in ('client_id', 'other_id', 'merged_into')",
    )
    assert {(row["t"], row["c"]) for row in columns} == set(POINTING_AT_CLIENTS)


def test_of_who_is_partly_due_only_that_goes_with_its_history(store: Store) -> None:
    client_id = make.a_full_client(store, "0201", registered_on=date(2020, 1, 6))
    with store.change(
        make.COORDINATOR, Act.RECORD_CHANGE, make.subject(client_id), Reason("typo", "Amina zei het")
    ) as c:
        phone = c.value("select id from phones where client_id = $id", id=client_id)
        c.recorded("phones", phone, client_id, "corrected", "phone")
        c.execute(
            "update agreements set started_on = '2020-01-06', ended_on = '2023-02-01' where client_id = $id",
            id=client_id,
        )
        c.execute("delete from complaints where client_id = $id", id=client_id)
        due.refresh(c, [client_id])
    due_now = {r["category"] for r in make.rows(store, "select category from due where due_from <= $t", t=store.today)}
    assert {"phone", "bsn", "gender", "arrival"} <= due_now
    assert not {"names", "agreements", "invoices"} & due_now
    running.run(store, make.OFFICER, seen=make.a_batch(store))
    (person,) = make.rows(store, "select surname, gender, bsn, arrived_on from clients")
    assert (person["gender"], person["bsn"], person["arrived_on"]) == (None, None, None)
    assert person["surname"] is not None
    assert make.asked(store, "select count(*) from phones") == 0
    assert make.asked(store, "select count(*) from record_changes where in_table = 'phones'") == 0
    assert make.asked(store, "select count(*) from reasons where body = 'Amina zei het'") == 0
    assert make.asked(store, "select count(*) from invoices") == 1
    assert {
        r["category"] for r in make.rows(store, "select category from batch_items where state = 'destroyed'")
    } == due_now
    assert make.asked(store, "select count(*) from due where due_from <= $t", t=store.today) == 0
    assert verifying.findings(store, make.OFFICER) == []


def test_the_counts_are_those_of_what_really_went(store: Store) -> None:
    make.a_due_client(store, "0301")
    with store.read(make.OFFICER, Act.RETENTION_VIEW) as reader:
        foreseen = foreseeing.foreseen(reader, Scope())
    batch = make.a_batch(store)
    running.run(store, make.OFFICER, seen=batch)
    counts = {r["what"]: (r["clients"], r["records"]) for r in make.rows(store, "select * from batch_counts")}
    assert counts == {row.what: (row.clients, row.records) for row in foreseen.counted}
    assert counts["invoices"] == (1, 2)  # with the payment
    (told,) = make.rows(store, "select clients, whole, first_last_day, last_last_day, state, digest from batches")
    assert (told["clients"], told["whole"], told["state"]) == (1, 1, "done")
    assert told["last_last_day"] == date(2017, 12, 31)
    logged = make.rows(store, "select bulk_digest from log where act = 'destruction.run' and bulk_digest is not null")
    assert [row["bulk_digest"] for row in logged] == [told["digest"]]


def test_a_merged_client_goes_with_the_client_it_went_into(store: Store) -> None:
    gone = make.a_due_client(store, "0401")
    merged = make.a_client(store, "0402", registered_on=date(2019, 1, 1))
    with store.change(make.OFFICER, Act.CLIENT_MERGE) as change:
        change.execute("update clients set merged_into = $gone where id = $merged", gone=gone, merged=merged)
        due.refresh(change, [gone])
    running.run(store, make.OFFICER, seen=make.a_batch(store, numbers=("0401",)))
    assert make.asked(store, "select count(*) from clients") == 0
    assert {r["number"] for r in make.rows(store, "select number from destroyed_numbers")} == {"0401", "0402"}
    assert make.asked(store, "select whole from batches") == 1
    assert verifying.findings(store, make.OFFICER) == []


def hold(store: Store, client_id: int) -> None:
    make.a_hold(store, client_id, "tax_audit")


def restrict(store: Store, client_id: int) -> None:
    make.restrict(store, client_id, make.TODAY)


def pay_again(store: Store, client_id: int) -> None:
    make.a_record(store, "payments", client_id, paid_on=date(2026, 1, 10))


def put_in_a_delivery(store: Store, client_id: int) -> None:
    entry = an_entry(store, [client_id], state="made")
    with store.change(make.OFFICER, Act.DISCLOSURE_DELIVER) as change:
        change.insert("delivery_files", disclosure_id=entry, format="csv", body=b"")


@pytest.mark.parametrize(
    ("happens", "reason"),
    [(hold, "held"), (restrict, "restricted"), (pay_again, "not_due"), (put_in_a_delivery, "waiting_delivery")],
)
def test_what_changed_since_the_approval_is_skipped_and_counted(
    store: Store, happens: Callable[[Store, int], None], reason: str
) -> None:
    kept, _gone = make.a_due_client(store, "0501"), make.a_due_client(store, "0502", bsn=make.OTHER_BSN)
    batch = make.a_batch(store)
    happens(store, kept)
    running.run(store, make.OFFICER, seen=batch)
    assert [r["number"] for r in make.rows(store, "select number from clients")] == ["0501"]
    assert make.asked(store, "select count(*) from invoices where client_id = $id", id=kept) == 1
    (skipped,) = make.rows(
        store, "select reason_code, clients from batch_skips where reason_code = $reason", reason=reason
    )
    assert skipped["clients"] == 1
    assert make.asked(store, "select whole from batches") == 1
    assert state_of(store, batch) == "done"


def test_nobody_approves_what_they_proposed_whatever_the_roles(store: Store) -> None:
    make.a_due_client(store, "0601")
    everything = Actor(make.OFFICER.staff_id, "Alles", frozenset(Role))
    batch_id = new_id()
    proposing.propose(store, everything, id=batch_id, scope=Scope())
    with pytest.raises(NotAllowed):
        proposing.approve(store, everything, seen=Seen(batch_id, 1))
    with pytest.raises(NotAllowed):
        proposing.approve(store, make.OFFICER, seen=Seen(batch_id, 1))
    with (
        pytest.raises(duckdb.Error, match="CHECK constraint"),
        store.change(make.OFFICER, Act.DESTRUCTION_APPROVE, Subject("batch", batch_id)) as change,
    ):
        change.update("batches", batch_id, 1, approved_by=make.OFFICER.staff_id)
    proposing.approve(store, make.DEPUTY, seen=Seen(batch_id, 1))
    assert state_of(store, Seen(batch_id, 1)) == "approved"


def test_roles_and_order_are_kept(store: Store) -> None:
    make.a_due_client(store, "0701")
    batch_id = new_id()
    for who in (make.MANAGER, make.ADMINISTRATOR, THE_DESK):
        with pytest.raises(NotAllowed):
            proposing.propose(store, who, id=batch_id, scope=Scope())
    number = proposing.propose(store, make.COORDINATOR, id=batch_id, scope=Scope())
    assert proposing.propose(store, make.COORDINATOR, id=batch_id, scope=Scope()) == number  # a double click
    seen = Seen(batch_id, 1)
    with pytest.raises(BadInput):  # all of it is in the batch that waits
        proposing.propose(store, make.COORDINATOR, id=new_id(), scope=Scope())
    with pytest.raises(ChangedMeanwhile):
        running.run(store, make.OFFICER, seen=seen)
    for who in (make.COORDINATOR, make.MANAGER, make.ADMINISTRATOR):
        with pytest.raises(NotAllowed):
            proposing.approve(store, who, seen=seen)
    proposing.approve(store, make.OFFICER, seen=seen)
    with pytest.raises(ChangedMeanwhile):
        proposing.approve(store, make.DEPUTY, seen=seen)
    for who in (make.COORDINATOR, make.MANAGER, make.ADMINISTRATOR):
        with pytest.raises(NotAllowed):
            running.run(store, who, seen=Seen(batch_id, 2))
    running.run(store, make.OFFICER, seen=Seen(batch_id, 2))
    with pytest.raises(ChangedMeanwhile):  # twice
        running.run(store, make.OFFICER, seen=Seen(batch_id, 2))


def test_a_rejected_batch_destroys_nothing_and_can_be_proposed_anew(store: Store) -> None:
    make.a_due_client(store, "0801")
    batch_id = new_id()
    proposing.propose(store, make.COORDINATOR, id=batch_id, scope=Scope())
    for why in (" ", "om\x00"):
        with pytest.raises(BadInput):
            proposing.reject(store, make.OFFICER, seen=Seen(batch_id, 1), why=why)
    other = Actor(9, "Andere Coördinator", frozenset({Role.COORDINATOR}))
    with pytest.raises(NotAllowed):
        proposing.reject(store, other, seen=Seen(batch_id, 1), why="nee")
    proposing.reject(store, make.COORDINATOR, seen=Seen(batch_id, 1), why="Te vroeg.")
    assert state_of(store, Seen(batch_id, 2)) == "rejected"
    with pytest.raises(ChangedMeanwhile):
        proposing.approve(store, make.OFFICER, seen=Seen(batch_id, 2))
    assert make.asked(store, "select count(*) from batch_items") == 0
    running.run(store, make.OFFICER, seen=make.a_batch(store))


def test_a_waiting_period_is_waited_for(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "settings", store.settings.model_copy(update={"destruction_wait_days": 3}))
    make.a_due_client(store, "0901")
    batch = make.a_batch(store)
    with pytest.raises(BadInput):
        running.run(store, make.OFFICER, seen=batch)
    assert running.run_waiting(store, THE_DESK) == 0
    monkeypatch.setattr(store, "clock", lambda: make.NOW + timedelta(days=3))
    assert running.run_waiting(store, THE_DESK) == 1
    assert state_of(store, batch) == "done"


@pytest.mark.parametrize("scope", [{"numbers": ("0000",)}, {"category": "phone", "numbers": ("1002",)}])
def test_a_scope_about_nothing_is_refused(store: Store, scope: dict[str, Any]) -> None:
    make.a_due_client(store, "1001")
    make.a_client(store, "1002")
    with pytest.raises(UserError):
        proposing.propose(store, make.COORDINATOR, id=new_id(), scope=Scope(**scope))
    assert make.asked(store, "select count(*) from batches") == 0


def test_the_bytes_are_gone_from_the_store_and_everything_beside_it(
    plain_store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = plain_store
    client_id = make.a_due_client(store, "1101")
    with store.change(make.COORDINATOR, Act.RECORD_CHANGE, make.subject(client_id)) as change:
        change.execute("update progress_notes set body = $marker", marker=MARKER)
        change.execute("update clients set surname = $marker, search_name = $marker", marker=MARKER)
    batch = make.a_batch(store)
    checkpoint(store)
    assert holding_marker(tmp_path) == ["desk.duckdb"]
    with monkeypatch.context() as patch:
        patch.setattr(store, "rebuilt", lambda: checkpoint(store))
        running.run(store, make.OFFICER, seen=batch)
    assert make.asked(store, "select count(*) from clients") == 0
    assert holding_marker(tmp_path) == ["desk.duckdb"]  # deleting alone leaves the bytes: what the rebuild is for
    store.rebuilt()
    assert holding_marker(tmp_path) == []


def test_what_was_kept_in_consents_and_told_apart_goes_too(store: Store) -> None:
    client_id, other = make.a_due_client(store, "1201"), make.a_client(store, "1202")
    consents.give(
        store, make.COORDINATOR, id=new_id(), client_id=client_id, purpose=5, recipient_id=None, about_health=True,
        shown_text="Mag dit?", language="nl", how="paper", given_on=make.DAY,
    )  # fmt: skip
    with store.change(make.OFFICER, Act.CLIENT_MERGE) as change:
        low, high = sorted((client_id, other))
        change.insert("told_apart", client_id=low, other_id=high, staff_id=3, told_on=make.TODAY)
    running.run(store, make.OFFICER, seen=make.a_batch(store))
    assert make.asked(store, "select count(*) from consents") == 0
    assert make.asked(store, "select count(*) from told_apart") == 0
    assert [r["number"] for r in make.rows(store, "select number from clients")] == ["1202"]


def test_what_stayed_of_a_merged_client_is_counted_and_skipped_by_itself(store: Store) -> None:
    gone = make.a_due_client(store, "1301")
    merged = make.a_client(store, "1302", registered_on=date(2019, 1, 1), gender="x")
    with store.change(make.OFFICER, Act.CLIENT_MERGE) as change:
        change.execute("update clients set merged_into = $gone where id = $merged", gone=gone, merged=merged)
        due.refresh(change, [gone])
    running.run(store, make.OFFICER, seen=make.a_batch(store, category="names", numbers=("1301",)))
    assert make.asked(store, "select count(*) from clients where gender is not null") == 2, "only names were proposed"
    (row,) = make.rows(store, "select what, clients, records from batch_counts")
    assert row == {"what": "names", "clients": 1, "records": 2}


def test_of_who_lost_the_name_the_name_is_not_due_for_ever(store: Store) -> None:
    client_id = make.a_due_client(store, "1401")
    with store.change(make.OFFICER, Act.HOLD_SET, make.subject(client_id)) as change:
        change.insert(
            "holds", id=new_id(), client_id=client_id, kind="tax_audit", categories=["invoices"], since=make.DAY
        )  # fmt: skip
        due.refresh(change, [client_id])
    running.run(store, make.OFFICER, seen=make.a_batch(store))
    assert [
        r["category"] for r in make.rows(store, "select category from due where due_from <= $t", t=store.today)
    ] == []
    with pytest.raises(BadInput):
        make.a_batch(store)
    with store.change(make.OFFICER, Act.HOLD_LIFT, make.subject(client_id)) as change:
        change.execute("update holds set until = '2026-11-22' where kind = 'tax_audit'")
        due.refresh(change, [client_id])
    running.run(store, make.OFFICER, seen=make.a_batch(store))
    assert make.asked(store, "select count(*) from clients") == 0


def test_what_was_added_after_the_proposal_goes_another_time(store: Store) -> None:
    client_id = make.a_due_client(store, "1501")
    batch = make.a_batch(store)
    store.clock = lambda: make.NOW + timedelta(minutes=5)
    records.add(
        store, make.COORDINATOR, kind=RECORD_KINDS["phones"], id=new_id(), client_id=client_id,
        typed={"phone": "+31612345679"}, source="client",
    )  # fmt: skip
    running.run(store, make.OFFICER, seen=batch)
    assert make.asked(store, "select count(*) from phones") == 2
    assert make.asked(store, "select count(*) from emails") == 0
    assert make.rows(store, "select reason_code, items from batch_skips where reason_code = 'changed'") == [
        {"reason_code": "changed", "items": 1}
    ]


def test_the_remark_of_an_entry_goes_with_the_first_of_its_clients(store: Store) -> None:
    entry = an_entry(store, [make.a_due_client(store, "1601"), make.a_client(store, "1602")])
    running.run(store, make.OFFICER, seen=make.a_batch(store))
    assert make.asked(store, "select remark from disclosures where id = $id", id=entry) is None
