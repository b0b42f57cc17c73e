"""What is noted outside finds a tail that was cut off or made anew; a backup that is put back is no such thing."""

import subprocess
from collections.abc import Callable
from datetime import timedelta

import pytest

from data_layer import log_checks, log_notes
from data_layer.backups import copies, restoring
from data_layer.errors import BadInput, NotAllowed, StoreUnavailable
from data_layer.log import FIRST, Subject
from data_layer.log_chains import end_of
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


def test_lines_that_nobody_can_read_are_said_and_the_next_note_begins_a_line(store: Store) -> None:
    file = log_notes.file_of(store.settings)
    file.parent.mkdir(mode=0o700)
    file.write_bytes(b"half a li\xffne")
    log_notes.note(store, THE_DESK)
    (said,) = findings(store, THE_DESK)
    assert dict(said.facts)["line"] == 1
    assert len(file.read_text(errors="replace").splitlines()) == 2
    with pytest.raises(NotAllowed):
        log_notes.note(store, make.COORDINATOR)


def test_a_folder_that_cannot_be_written_is_said(store: Store) -> None:
    store.settings = store.settings.model_copy(update={"backup_dir": store.settings.store})
    with pytest.raises(StoreUnavailable):
        log_notes.note(store, THE_DESK)


def test_a_backup_that_is_put_back_lacks_nothing_that_was_noted_since(store: Store) -> None:
    make.a_client(store)
    backup = copies.make(store, THE_DESK)
    later(store, minutes=1)
    make.a_client(store, "1002")
    log_notes.note(store, THE_DESK)
    later(store, minutes=1)
    assert restoring.check(store.settings, make.ADMINISTRATOR, backup, store).findings == ()
    restored = restoring.restore(store.settings, make.ADMINISTRATOR, backup, store)
    make.a_client(store, "1003")
    later(store, minutes=1)
    log_notes.note(store, THE_DESK)
    assert findings(store, THE_DESK) == []
    later(store, minutes=1)
    kept = copies.by_name(store.settings, restored.kept_as or "")
    restoring.restore(store.settings, make.ADMINISTRATOR, kept, store)
    make.a_client(store, "1004")
    assert findings(store, THE_DESK) == [], "nor does the store of before, when that comes back"


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
