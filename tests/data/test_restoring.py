"""The restore drill: a backup that is put back knows what was done since for people's rights, and nothing else."""

import shutil
from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

import pytest
from pydantic import SecretStr

from data_layer import consents, disclosing, verifying
from data_layer.backups import copies, restoring, rights
from data_layer.backups.copies import Backup
from data_layer.carrying_out import checklist, notices, objecting, restricting, restrictions
from data_layer.carrying_out.duties import Task
from data_layer.carrying_out.objecting import Decision
from data_layer.carrying_out.restrictions import Why
from data_layer.destroying import proposing, proving, running
from data_layer.destroying.foreseeing import Scope
from data_layer.errors import BadInput, NotAllowed, StoreUnavailable
from data_layer.ids import new_id
from data_layer.requests import case_letters
from data_layer.requests.request_documents import DocumentKind
from data_layer.rules.access import Act
from data_layer.settings import Settings
from data_layer.staff import THE_DESK
from data_layer.store import Store, open_store
from data_layer.transactions import Seen
from data_layer.vocabulary import Outcome, Right
from data_layer.wording import put
from tests import make

LONG_AGO = make.DAY.replace(year=2012)


def a_person(store: Store, number: str, **facts: Any) -> int:
    return make.a_client(store, number, surname=f"Persoon {number}", **facts)


def objected(store: Store, client_id: int, purpose: int = 7) -> int:
    row_id = new_id()
    with store.change(make.OFFICER, Act.OBJECTION_DECIDE, make.subject(client_id)) as change:
        change.insert("objections", id=row_id, client_id=client_id, purpose=purpose, since=make.TODAY)
        rights.note_objection(change, row_id)
    return row_id


def destroyed(store: Store, number: str) -> None:
    batch = new_id()
    proposing.propose(store, make.COORDINATOR, id=batch, scope=Scope(numbers=(number,)))
    proposing.approve(store, make.OFFICER, seen=Seen(batch, 1))
    assert running.run(store, make.OFFICER, seen=Seen(batch, 2))


def numbers(store: Store) -> list[str]:
    return list(asked(store, "select list(number order by number) from clients"))


def asked(store: Store, sql: str) -> Any:
    with store.read(THE_DESK, Act.STORE_VERIFY) as reader:
        return reader.value(sql)


@pytest.fixture
def backup(store: Store) -> Backup:
    """A backup of five clients: one long ago, one with two consents of which one is about health, and others."""
    old = a_person(store, "1001", registered_on=LONG_AGO)
    make.a_record(store, "progress_notes", old, written_on=LONG_AGO, body="Verdwenen")
    agreed = a_person(store, "1002")
    consents.give(
        store, make.COORDINATOR, id=new_id(), client_id=agreed, purpose=5, recipient_id=None, about_health=True,
        shown_text="Mag dit?", language="nl", how="paper", given_on=make.DAY,
    )  # fmt: skip
    consent_id = asked(store, "select id from consents where about_health")
    make.a_record(store, "preconditions", agreed, subject="Rolstoel", about_health=True, consent_id=consent_id)
    for number in ("1003", "1004", "1005"):
        a_person(store, number)
    return copies.make(store, make.OFFICER)


def since_then(store: Store) -> None:
    """What is done after the backup: four rights, a change and a new client, of whom a right is done too."""
    ids = dict(zip(numbers(store), asked(store, "select list(id order by number) from clients"), strict=True))
    destroyed(store, "1001")
    with store.read(make.OFFICER, Act.CLIENT_VIEW, make.subject(ids["1002"]), sitting="x") as reader:
        (consent,) = consents.consents_of(reader, ids["1002"])
    consents.withdraw(store, make.OFFICER, seen=consent.seen, client_id=ids["1002"], withdrawn_on=make.TODAY)
    make.restrict(store, ids["1003"], make.TODAY)
    objected(store, ids["1004"])
    make.a_record(store, "phones", ids["1005"], phone="+31612345678")
    make.restrict(store, a_person(store, "2001"), make.TODAY)


def rights_hold(store: Store) -> None:
    """What was done for people's rights was done, and everything else since the backup was not."""
    assert numbers(store) == ["1002", "1003", "1004", "1005"]
    assert asked(store, "select count(*) from progress_notes") == 0
    assert asked(store, "select list(number) from destroyed_numbers") == ["1001"]
    assert asked(store, "select withdrawn_on from consents where about_health") == make.TODAY
    assert asked(store, "select count(*) from preconditions") == 0
    assert asked(store, "select restricted_since from clients where number = '1003'") == make.TODAY
    assert asked(store, "select count(*) from objections where purpose = 7") == 1
    assert asked(store, "select count(*) from phones") == 0
    certificate = asked(store, "select certificate from batches where state = 'done'")
    assert "B2026-0001" in put(proving.proved(store, THE_DESK, certificate), "nl")
    assert verifying.findings(store, THE_DESK) == []


def test_the_drill(store: Store, backup: Backup) -> None:
    since_then(store)
    checked = restoring.check(store.settings, make.ADMINISTRATOR, backup, store)
    assert (checked.clients, checked.findings) == (5, ())
    assert checked.to_redo == Counter(destroyed=1, consent_withdrawn=1, restricted=2, objection=1)
    assert "2001" in numbers(store), "to check changes nothing"

    restored = restoring.restore(store.settings, make.ADMINISTRATOR, backup, store)
    assert restored.redone.done == Counter(destroyed=1, consent_withdrawn=1, restricted=1, objection=1)
    assert restored.redone.skipped == 1, "the client who is not there any more"
    rights_hold(store)
    assert asked(store, "select count(*) from log where act = 'store.restore' and staff_id = 5") == 1

    # the store of before stays for some days, and can be put back itself
    kept = copies.by_name(store.settings, restored.kept_as or "")
    assert kept.kind == "replaced"
    assert not list(store.settings.store.parent.glob("*.prepared*"))
    later = make.NOW + timedelta(minutes=1)
    store.clock = lambda: later

    # once more gives the same, and work goes on
    again = restoring.restore(store.settings, make.ADMINISTRATOR, backup, store)
    assert again.redone.done == restored.redone.done
    rights_hold(store)
    objected(store, asked(store, "select id from clients where number = '1005'"), purpose=8)

    whole = restoring.restore(store.settings, make.ADMINISTRATOR, kept, store)
    assert whole.redone.done == Counter(objection=1)
    assert "2001" in numbers(store)
    assert verifying.findings(store, THE_DESK) == []


def test_a_backup_that_somebody_puts_back_by_hand_catches_up_when_it_is_opened(store: Store, backup: Backup) -> None:
    since_then(store)
    settings = store.settings
    store.close()
    shutil.copyfile(backup.path, settings.store)
    for _ in range(2):
        again = open_store(settings, lambda: make.NOW)
        rights_hold(again)
        assert asked(again, "select count(*) from log where act = 'store.restore'") == 1
        again.close()


def test_what_no_backup_can_be_put_back_from_says_so_and_changes_nothing(store: Store, backup: Backup) -> None:
    since_then(store)
    before = numbers(store)
    for person in (make.COORDINATOR, make.OFFICER):
        with pytest.raises(NotAllowed):
            restoring.check(store.settings, person, backup, store)
        with pytest.raises(NotAllowed):
            restoring.restore(store.settings, person, backup, store)

    def refused(settings: Settings = store.settings) -> str:
        with pytest.raises(StoreUnavailable) as raised:
            restoring.restore(settings, make.ADMINISTRATOR, backup, store if settings is store.settings else None)
        return str(raised.value)

    whole = backup.path.read_bytes()
    backup.path.unlink()
    backup.path.mkdir()
    assert "cannot be read" in refused()
    backup.path.rmdir()
    middle = len(whole) // 2
    backup.path.write_bytes(whole[:middle] + bytes(64) + whole[middle + 64 :])
    assert "not as it was made" in refused()
    elsewhere = backup.path.with_name("elders.duckdb")  # nothing is known of what this file was like
    elsewhere.write_bytes(b"no store" * 1000)
    backup = copies.of_file(store.settings, elsewhere)
    assert "is not a store" in refused()
    elsewhere.write_bytes(whole)
    lines = store.ledger.path.read_bytes()
    assert "does not follow" in refused(store.settings.model_copy(update={"store_key": SecretStr("another")}))
    store.ledger.path.write_bytes(b"".join(lines.splitlines(keepends=True)[:3] + lines.splitlines(keepends=True)[4:]))
    assert "does not follow" in refused()
    store.ledger.path.unlink()
    assert "does not go back" in refused()
    fifth = asked(store, "select id from clients where number = '1005'")
    make.restrict(store, fifth, make.TODAY)  # a new ledger begins
    assert "does not go back" in refused()
    assert numbers(store) == before
    assert not list(store.settings.store.parent.glob("*.prepared*"))


def test_a_damaged_block_is_found_even_where_nobody_knows_the_digest(
    settings: Settings, store: Store, backup: Backup, tmp_path: Path
) -> None:
    whole = bytearray(backup.path.read_bytes())
    for place in range(12_288 + 4096, len(whole), 65_536):
        whole[place] ^= 0xFF
    file = tmp_path / "elders.duckdb"
    file.write_bytes(whole)
    with pytest.raises(StoreUnavailable):
        restoring.check(settings, make.ADMINISTRATOR, copies.of_file(settings, file), store)


def test_the_command_checks_and_puts_back_and_waits_for_the_app_to_stop(
    store: Store, backup: Backup, run_command: Callable[..., CompletedProcess[str]]
) -> None:
    since_then(store)
    held = run_command("restore", str(backup.path))
    assert (held.returncode, "Stop" in held.stderr) == (1, True), held.stderr
    settings = store.settings
    store.close()
    looked = run_command("restore", str(backup.path), "--check")
    assert looked.returncode == 0, looked.stderr
    assert "5 cliënten" in looked.stdout
    settings.store.write_bytes(b"damaged")  # then it is put back without the store
    done = run_command("restore", str(backup.path))
    assert done.returncode == 0, done.stderr
    assert "1 × vernietiging" in done.stdout
    again = open_store(settings, lambda: make.NOW)
    rights_hold(again)
    again.close()


def test_what_went_of_a_client_who_is_still_there_is_remembered_after_a_restore(store: Store) -> None:
    client_id = make.a_client(store, "1001", registered_on=make.TODAY.replace(year=2020))
    make.a_record(store, "phones", client_id, phone="+31612345678")
    backup = copies.make(store, make.OFFICER)
    assert running.run(store, make.OFFICER, seen=make.a_batch(store, category="phone"))
    restoring.restore(store.settings, make.ADMINISTRATOR, backup, store)
    assert asked(store, "select count(*) from phones") == 0
    assert asked(store, "select list(category || ' ' || state) from batch_items") == ["phone destroyed"]
    assert verifying.findings(store, THE_DESK) == []


def test_a_right_that_is_put_back_is_carried_out_by_its_request(store: Store) -> None:
    received = make.TODAY.replace(day=2)
    restricting_one, objecting_one = (
        make.identified(store, make.a_request(store, received, right=right, client_id=make.a_client(store, number)))
        for right, number in ((Right.RESTRICTION, "1001"), (Right.OBJECTION, "1002"))
    )
    disclosing.record(
        store, make.COORDINATOR, id=new_id(), direction="out", happened_on=received, client_numbers=["1001"],
        categories=["names"], ground="contract", channel="email", recipient_id=1, purpose=9,
    )  # fmt: skip
    backup = copies.make(store, make.OFFICER)
    event_id, objection = new_id(), new_id()
    restricting.restrict(
        store, make.COORDINATOR, make.seen(store, restricting_one), event_id=event_id, on=received, why=Why.CLAIM
    )
    objecting.object_to(store, make.COORDINATOR, make.seen(store, objecting_one), event_id=objection, purposes=(7,))
    deciding: dict[str, Any] = {"objection_id": objection, "decision": Decision.REJECTED, "reasons": "Een geschil."}
    objecting.decide(store, make.OFFICER, make.seen(store, objecting_one), event_id=new_id(), **deciding)

    restoring.restore(store.settings, make.ADMINISTRATOR, backup, store)
    with store.read(make.OFFICER, Act.REQUEST_LIST) as reader:
        of_restriction, of_objection = (
            checklist.of_request(reader, make.seen(store, number).id, right, None)
            for number, right in ((restricting_one, Right.RESTRICTION), (objecting_one, Right.OBJECTION))
        )
        (notice,) = notices.of_case(reader, make.seen(store, restricting_one).id)
        standing = restrictions.of_case(reader, make.seen(store, restricting_one).id)
    assert standing is not None
    assert (standing.event_id, standing.on, standing.why) == (event_id, received, Why.CLAIM)
    assert (notice.change, notice.document_id is not None) == ("restricted", True)
    assert {duty.task for duty in of_restriction if not duty.is_done} == {Task.LETTER, Task.NOTICES}
    assert Task.RESTRICTION_LIFTED in {duty.task for duty in of_objection if not duty.is_done}

    letter: dict[str, Any] = {"kind": DocumentKind.DECISION, "dated": make.TODAY, "outcome": Outcome.GRANTED}
    with pytest.raises(BadInput, match="were lost"):
        case_letters.make(store, make.OFFICER, make.seen(store, objecting_one), event_id=new_id(), **letter)
    with pytest.raises(BadInput, match="only its reasons"):
        objecting.decide(
            store, make.OFFICER, make.seen(store, objecting_one), event_id=new_id(),
            **deciding | {"decision": Decision.UPHELD},
        )  # fmt: skip
    objecting.decide(store, make.OFFICER, make.seen(store, objecting_one), event_id=new_id(), **deciding)
    case_letters.make(store, make.OFFICER, make.seen(store, objecting_one), event_id=new_id(), **letter)
    assert verifying.findings(store, THE_DESK) == []
