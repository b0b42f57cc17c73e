"""What is noted outside finds a tail that was cut off or made anew; a backup that is put back is no such thing."""

import subprocess
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from data_layer.backups import copies, restoring
from data_layer.errors import BadInput, NotAllowed, StoreUnavailable
from data_layer.log import FIRST, Chain, Subject
from data_layer.logbook import log_checks, log_notes
from data_layer.logbook.log_chains import end_of
from data_layer.rules.access import Act
from data_layer.staff import THE_DESK
from data_layer.store import Store, open_store
from data_layer.verifying import findings
from tests import make
from tests.data.test_log_and_verify import tampered


def later(store: Store, **after: float) -> None:
    now = store.clock() + timedelta(**after)
    store.clock = lambda: now


def test_a_tail_that_was_cut_or_made_anew_is_found_beside_the_file_and_a_note_that_is_typed(store: Store) -> None:
    log_notes.note(store, THE_DESK)
    assert f"look 0 {FIRST}" in log_notes.file_of(store.settings).read_text()
    make.a_client(store)
    seq, digest = store.tail
    later(store, minutes=1)
    log_notes.note(store, THE_DESK)
    assert findings(store, THE_DESK) == []
    noted = log_notes.typed("change", f" {seq} ", f"{digest[:8].upper()} {digest[8:20]}")
    with store.read(make.OFFICER, Act.LOG_VIEW) as reader:
        assert log_notes.compared(reader, [noted]) == ["same"]
    said = tampered(
        store, "delete from log where chain = 'change' and seq = (select max(seq) from log where chain = 'change')"
    )
    assert any("was noted, and is gone" in sentence for sentence in said)
    assert not any("does not follow" in sentence for sentence in said), "the chain itself cannot tell"
    store._begin()
    make.a_client(store, "1002")
    assert store.tail[0] == seq
    said = [sentence.msgid for sentence in findings(store, THE_DESK)]
    assert any("not the one that was noted" in sentence for sentence in said)
    with store.read(make.OFFICER, Act.LOG_VIEW) as reader:
        assert log_notes.compared(reader, [noted]) == ["other"]
        assert end_of(reader, "look") == (0, FIRST)


def test_a_torn_line_is_cut_one_that_nobody_can_read_is_told_and_neither_stops_a_restore(store: Store) -> None:
    file = log_notes.file_of(store.settings)
    backup = copies.make(store, THE_DESK)
    file.write_bytes(b"not a \xffline\n0123456789ab 2026-11-23T")
    assert len(findings(store, THE_DESK)) == 1, "what was never finished says nothing"
    log_notes.note(store, THE_DESK)
    (said,) = findings(store, THE_DESK)
    assert dict(said.facts)["line"] == 1
    torn, noted = file.read_text(errors="replace").splitlines()
    assert noted.split()[3] == str(store.tail[0])
    file.write_bytes(file.read_bytes()[:-1])
    log_notes.note(store, THE_DESK)
    assert file.read_text(errors="replace").splitlines() == [torn, noted], "whole again, and once"
    with pytest.raises(NotAllowed):
        log_notes.note(store, make.COORDINATOR)
    assert restoring.check(store.settings, make.ADMINISTRATOR, backup, store).findings == ()
    restoring.restore(store.settings, make.ADMINISTRATOR, backup, store)
    assert len(findings(store, THE_DESK)) == 1


def test_what_was_noted_of_another_store_beside_the_same_backups_says_nothing_of_this_one(store: Store) -> None:
    log_notes.note(store, THE_DESK)
    file = log_notes.file_of(store.settings)
    own = file.read_text()
    file.write_text(f"{'0' * 12}{own[12:].replace(' change ', ' change 9')}{own}")
    assert findings(store, THE_DESK) == []
    file.write_text(own.replace(" change ", " change 9"))
    assert len(findings(store, THE_DESK)) == 1


def test_a_folder_that_cannot_be_written_is_said(store: Store) -> None:
    store.settings = store.settings.model_copy(update={"backup_dir": store.settings.store})
    with pytest.raises(StoreUnavailable):
        log_notes.note(store, THE_DESK)


def away(store: Store) -> int:
    with store.read(make.OFFICER, Act.LOG_VIEW) as reader:
        said = log_notes.taken_away(reader, store.log_key)
    return 0 if said is None else int(str(dict(said.facts).get("n", 1)))


def test_a_backup_that_is_put_back_lacks_nothing_that_was_noted_since(store: Store) -> None:
    first = make.a_client(store)
    older = copies.make(store, THE_DESK)
    later(store, minutes=1)
    make.a_client(store, "1002")
    backup = copies.make(store, THE_DESK)
    later(store, days=300)  # the clock runs ahead while two entries are written and noted
    with store.read(make.COORDINATOR, Act.CLIENT_VIEW, Subject("client", first), sitting="a"):
        pass
    make.a_client(store, "1003")
    log_notes.note(store, THE_DESK)
    later(store, days=-299)
    assert restoring.check(store.settings, make.ADMINISTRATOR, backup, store).findings == ()
    restored = restoring.restore(store.settings, make.ADMINISTRATOR, backup, store)
    make.a_client(store, "1004")
    later(store, minutes=1)
    log_notes.note(store, THE_DESK)
    assert (findings(store, THE_DESK), away(store)) == ([], 2)

    later(store, minutes=1)
    restoring.restore(store.settings, make.ADMINISTRATOR, older, store)
    make.a_client(store, "1005")
    assert findings(store, THE_DESK) == [], "what an entry that is gone itself said of gone ones is said on"
    assert away(store) == 3

    later(store, minutes=1)
    restoring.restore(store.settings, make.ADMINISTRATOR, copies.by_name(store.settings, restored.kept_as or ""), store)
    make.a_client(store, "1006")
    assert (findings(store, THE_DESK), away(store)) == ([], 1), "nor does the store of before, when that comes back"

    noted = log_notes.file_of(store.settings).read_text().splitlines()[1].split()
    seq, digest = noted[3], noted[4]
    with store.read(make.OFFICER, Act.LOG_VIEW) as reader:
        notes = [log_notes.typed("change", seq, words) for words in (digest, "0" * 64)]
        assert log_notes.compared(reader, notes) == ["restored", "other"], "of the last entry the digest must agree"


def test_an_entry_of_a_restore_excuses_only_what_it_says_that_it_replaced(store: Store) -> None:
    make.a_client(store)
    later(store, minutes=1)
    log_notes.note(store, THE_DESK)
    seq, digest = store.tail
    assert tampered(
        store, "delete from log where chain = 'change' and seq = (select max(seq) from log where chain = 'change')"
    )
    store._begin()
    beginning = digest[:16]
    for said in (
        (),
        (f"replaced.change.1.{seq - 1}.{beginning}",),
        (f"replaced.change.{seq + 1}.{seq + 9}.{beginning}",),
        (f"replaced.change.1.{seq}.{'a' * 16}",),
        (f"replaced.look.1.{seq}.{beginning}",),
    ):
        with store.change(THE_DESK, Act.STORE_RESTORE) as change:
            change.touched(*said)
        assert len(findings(store, THE_DESK)) == 1, said


def test_where_no_store_can_be_opened_the_entry_tells_what_was_noted_of_it(store: Store) -> None:
    backup = copies.make(store, THE_DESK)
    make.a_client(store)
    later(store, minutes=1)
    log_notes.note(store, THE_DESK)
    store.close()
    store.settings.store.write_bytes(b"no store")
    restoring.restore(store.settings, make.ADMINISTRATOR, backup, None)
    again = open_store(store.settings)
    assert (findings(again, THE_DESK), away(again)) == ([], 1)
    again.close()


def test_what_comes_into_the_log_while_a_backup_is_put_back_is_told_too(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    backup = copies.make(store, THE_DESK)
    replaced_by = store.replaced_by

    def late(prepared: Path, keep: Path) -> dict[Chain, tuple[int, str]]:
        make.a_client(store)
        log_notes.note(store, THE_DESK)
        return replaced_by(prepared, keep)

    monkeypatch.setattr(store, "replaced_by", late)
    restoring.restore(store.settings, make.ADMINISTRATOR, backup, store)
    assert (findings(store, THE_DESK), away(store)) == ([], 1)


@pytest.mark.parametrize(
    ("chain", "seq", "digest", "field"),
    [("changes", "1", "a" * 64, "chain"), ("look", "one", "a" * 64, "seq"), ("look", "1", "a" * 15, "digest"),
     ("look", "1", "g" * 64, "digest"), ("look", "1", "a" * 65, "digest")],
)  # fmt: skip
def test_what_cannot_have_been_noted_is_refused(chain: str, seq: str, digest: str, field: str) -> None:
    with pytest.raises(BadInput) as refused:
        log_notes.typed(chain, seq, digest)
    assert refused.value.field == field


def test_that_the_log_was_checked_stands_in_it(store: Store) -> None:
    with pytest.raises(NotAllowed):
        log_checks.check(store, make.COORDINATOR)
    assert log_checks.check(store, make.OFFICER) == []
    with store.read(make.OFFICER, Act.LOG_VIEW) as reader:
        last = log_checks.last_check(reader)
    assert last is not None
    assert (last.who, last.is_whole) == (make.OFFICER.name, True)
    with store.read(make.COORDINATOR, Act.CLIENT_VIEW, Subject("client", make.a_client(store)), sitting="a"):
        pass
    tampered(store, "update log set staff_id = 1 where chain = 'look'")
    assert len(log_checks.check(store, make.ADMINISTRATOR)) == 1
    with store.read(make.OFFICER, Act.LOG_VIEW) as reader:
        last = log_checks.last_check(reader)
    assert last is not None
    assert (last.who, last.is_whole) == (make.ADMINISTRATOR.name, False)


def test_the_commands_print_where_the_log_ends_and_compare_it(
    store: Store, run_command: Callable[..., subprocess.CompletedProcess[str]]
) -> None:
    store.close()
    printed = run_command("log", "end")
    change, look = printed.stdout.splitlines()
    assert (change.split(":")[0], look) == ("change", f"look:0:{FIRST}")
    done = run_command("log", "verify", "--noted", change, "--noted", look)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines()[-1] == "Het logboek is in orde."
    wrong = run_command("log", "verify", "--noted", f"change:9999:{'a' * 64}")
    assert wrong.returncode == 1
    assert "9999" in wrong.stderr
    assert "Traceback" not in wrong.stderr
    for words in ("change", "change:1:2"):
        assert run_command("log", "verify", "--noted", words).returncode != 0
    reopened = open_store(store.settings, lambda: make.NOW)
    assert findings(reopened, THE_DESK) == []
    reopened.close()


def test_a_backup_folder_that_cannot_be_used_is_named_with_its_own_cure(store: Store) -> None:
    backups = store.settings.backups
    for file in backups.iterdir() if backups.exists() else ():
        file.unlink()
    if backups.exists():
        backups.rmdir()
    backups.write_text("a file")
    with pytest.raises(StoreUnavailable, match="STEP_BACKUP_DIR") as raised:
        log_notes.note(store, THE_DESK)
    assert "STEP_STORE" not in str(raised.value)
