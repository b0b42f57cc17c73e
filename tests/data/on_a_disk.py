"""`python -m tests.data.on_a_disk HOW FOLDER`: what a desk says on a disk that is full or read-only.

Says a line of JSON per thing that is tried: its name, and the sentence of its refusal or nothing.
"""

import ctypes
import json
import os
import resource
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from data_layer import health, schedule, verifying
from data_layer.backups import copies
from data_layer.errors import UserError
from data_layer.exporting.spool import MOST_IN_MEMORY, Spool
from data_layer.ids import new_id
from data_layer.rules.access import Act
from data_layer.settings import Settings
from data_layer.staff import THE_DESK
from data_layer.store import Store, open_store
from tests import make

SIZE_MB = 24
_NEW_MOUNTS = 0x00020000  # CLONE_NEWNS of sched.h


def own_disk(folder: Path) -> bool:
    """A small disk of this process alone, which goes with it; whether the machine lets us have one."""
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.unshare(_NEW_MOUNTS) != 0:
        return False
    mounted = (
        ["mount", "--make-rprivate", "/"],
        ["mount", "-t", "tmpfs", "-o", f"size={SIZE_MB}m", "tmpfs", str(folder)],
    )
    return all(subprocess.run(command, check=False, capture_output=True).returncode == 0 for command in mounted)


def tried(name: str, act: Callable[[], object]) -> None:
    """Says what became of it."""
    said = ""
    try:
        act()
    except UserError as error:
        said = str(error)
    sys.stdout.write(json.dumps([name, said]) + "\n")
    sys.stdout.flush()


def grows(store: Store, rows: int) -> None:
    """Writes so many rows in one act."""
    with store.change(THE_DESK, Act.STORE_FILL) as change:
        change.execute(
            "insert into destroyed_numbers select md5(range::text) || md5((range + 1)::text), current_date, range"
            " from range($rows)",
            rows=rows,
        )


def spills(store: Store) -> None:
    """Sorts more than fits in memory and on the disk."""
    with store.rehearsal().change(THE_DESK, Act.STORE_VERIFY) as work:
        work.execute("create temp table pile as select md5(range::text) || range as t from range(5_000_000) order by t")


def exports(store: Store) -> None:
    """Lets a large file wait to be fetched."""
    spool = Spool(store.spills)
    try:
        for _ in range(2 * MOST_IN_MEMORY // 1_000_000):
            spool.add(os.urandom(1_000_000))
        spool.pieces()
    finally:
        spool.close()


def intact(store: Store) -> None:
    """Raises AssertionError unless nothing of what was refused is there, and the store is whole."""
    with store.read(THE_DESK, Act.STORE_VERIFY) as reader:
        assert reader.value("select count(*) from destroyed_numbers") == 0
    assert verifying.findings(store, THE_DESK) == []


def full(folder: Path, *, is_disk: bool) -> None:
    """A disk without room, and with room again."""
    store = open_store(Settings(store=folder / "desk.duckdb", store_key=make.KEY, today=make.TODAY, memory_mb=128))
    make.the_staff(store)
    client_id = make.a_client(store)
    filler = folder / "filler"
    if not is_disk:  # then no file may grow past some bytes, which is what a full disk is to DuckDB
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (8_000_000, resource.RLIM_INFINITY))
    tried("a large act", lambda: grows(store, 1_000_000))
    tried("a spill", lambda: spills(store))
    intact(store)
    if is_disk:
        with filler.open("wb") as file:
            file.write(bytes(os.statvfs(folder).f_bavail * os.statvfs(folder).f_frsize))
    else:
        resource.setrlimit(resource.RLIMIT_FSIZE, (0, resource.RLIM_INFINITY))
    tried("a small act", lambda: grows(store, 2_000))
    tried("a right", lambda: make.restrict(store, client_id, make.TODAY))
    tried("an export", lambda: exports(store))
    tried("a backup", lambda: copies.make(store, THE_DESK))
    sys.stdout.write(json.dumps(["health", health.looked_at(store).why]) + "\n")
    filler.unlink(missing_ok=True)
    resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    assert store.size > 7_000_000, "the file keeps what the large act took"
    schedule.often(store)
    if not is_disk:  # here other acts came after the large one, and lie behind it in the file
        store.rebuilt()
    assert store.size < 4_000_000, "until the desk gives it back"
    assert not store.is_swollen
    tried("afterwards", lambda: make.a_request(store, id=new_id()))
    tried("the right afterwards", lambda: make.restrict(store, client_id, make.TODAY))
    tried("an export afterwards", lambda: exports(store))
    if not is_disk:  # a small one may have no room for two stores
        tried("a backup afterwards", lambda: copies.make(store, THE_DESK))
    intact(store)
    assert not list(folder.glob("**/*.half")), "no half backup is left"
    assert not list(folder.glob("**/*.aside-*")), "the ledger goes on"


def read_only(folder: Path) -> None:
    """A start on a disk that is read-only."""
    settings = Settings(store=folder / "desk.duckdb", store_key=make.KEY, today=make.TODAY)
    open_store(settings).close()
    subprocess.run(["mount", "-o", "remount,ro", str(folder)], check=True, capture_output=True)
    tried("a start", lambda: open_store(settings).close())


def closed_folder(folder: Path) -> None:
    """A start by an account that may not write the folder."""
    settings = Settings(store=folder / "desk.duckdb", store_key=make.KEY, today=make.TODAY)
    open_store(settings).close()
    for path, mode in ((settings.store, 0o444), (folder, 0o555)):
        path.chmod(mode)
    if os.getuid() == 0:
        os.setuid(65_534)  # nobody: the rights do not hold root back
    tried("a start", lambda: open_store(settings).close())


def main() -> None:
    """Does what is asked."""
    how, folder = sys.argv[1], Path(sys.argv[2])
    if how == "closed":
        closed_folder(folder)
    elif how == "limit":
        full(folder, is_disk=False)
    elif not own_disk(folder):
        sys.stdout.write('["no disk", ""]\n')
    elif how == "full":
        full(folder, is_disk=True)
    else:
        read_only(folder)


if __name__ == "__main__":
    main()
