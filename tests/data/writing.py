"""`python -m tests.data.writing`: lets processes write as fast as they can, in many threads, and kills them.

What was kept is said by them, a line of JSON each, as soon as the act that writes it has come back.
"""

import itertools
import json
import os
import signal
import sys
import threading
import traceback
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from time import sleep

import duckdb

from data_layer import schedule
from data_layer.destroying import running
from data_layer.ids import new_id
from data_layer.log import Subject
from data_layer.requests.request_events import assign
from data_layer.rules.access import Act
from data_layer.settings import Settings
from data_layer.store import Store, open_store
from tests import make
from tests.client_files import imported

IMPORTED = 40  # clients of each file
Said = tuple[object, ...]


def clients(store: Store, name: str) -> Iterator[Said]:
    """Registers clients, changes them again and again, and restricts some."""
    for n in itertools.count():
        client_id = make.a_client(store, f"{name}{n}")
        yield "client", client_id, f"{name}{n}"
        for value in range(1, 4):
            with store.change(make.COORDINATOR, Act.CLIENT_CHANGE, Subject("client", client_id)) as change:
                change.update("clients", client_id, value, birth_place=str(value))
            yield "name", client_id, value
        if n % 4 == 0:
            make.restrict(store, client_id, make.TODAY)
            yield "restricted", client_id


def requests(store: Store, name: str) -> Iterator[Said]:
    """Registers requests and assigns them."""
    while True:
        number = make.a_request(store, person_name=f"Noor {name}")
        yield "request", number
        assign(store, make.OFFICER, make.seen(store, number), event_id=new_id(), handler_id=2)
        yield "assigned", number


def imports(store: Store, name: str) -> Iterator[Said]:
    """Imports files of some clients."""
    for n in itertools.count():
        rows = [{"Cliëntnummer": f"{name}{n}i{place}", "Achternaam": "Proef"} for place in range(IMPORTED)]
        imported(store, *rows)
        yield "imported", f"{name}{n}i"


def destructions(store: Store, name: str) -> Iterator[Said]:
    """Destroys clients, one after the other."""
    for n in itertools.count():
        make.a_due_client(store, f"{name}{n}d", bsn=None)
        if running.run(store, make.OFFICER, seen=make.a_batch(store, numbers=(f"{name}{n}d",))):
            yield "destroyed", f"{name}{n}d"


def upkeep(store: Store, _name: str) -> Iterator[Said]:
    """Rebuilds the store, does what the night does, and lets DuckDB write its log of writes away."""
    while True:
        store.rebuilt()
        yield ("rebuilt",)
        schedule.nightly(store)
        yield ("night",)
        with suppress(duckdb.TransactionException), store._file.cursor() as cursor:  # while somebody writes it may not
            cursor.execute("checkpoint store")
        sleep(0.3)


WORK = (clients, clients, requests, imports, destructions, upkeep)
KINDS = {"client", "name", "restricted", "request", "assigned", "imported", "destroyed", "rebuilt", "night"}


def work(store: Store, of: Callable[[Store, str], Iterator[Said]], name: str, said: threading.Lock) -> None:
    """Does the work, and says each thing that is kept."""
    try:
        for told in of(store, name):
            sleep(0.01)  # so that the others get their turn
            with said:
                sys.stdout.write(json.dumps(told) + "\n")
                sys.stdout.flush()
    except BaseException:  # whoever reads along must see that it did not end by being killed
        traceback.print_exc()
        sys.stderr.flush()
        os._exit(3)


def write(path: Path, name: str) -> None:
    """Opens the store, says so, and writes on and on."""
    said = threading.Lock()
    store = open_store(Settings(store=path, store_key=make.KEY, today=make.TODAY))
    for place, of in enumerate(WORK):
        threading.Thread(target=work, args=(store, of, f"{name}{place}x", said)).start()
    threading.Event().wait()


def killed(path: Path, name: str, acts: int, seconds: float) -> tuple[int, list[Said]]:
    """How a process ended that wrote so many acts and was killed so many seconds later; what it said it kept.

    No acts means: when each kind of work was kept once.
    """
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:  # nothing is open yet, so that it begins as a new process
        os.dup2(writing, 1)
        os.close(writing)
        try:
            write(path, name)
        finally:
            os._exit(3)
    os.close(writing)
    with os.fdopen(reading) as told:
        lines = list(itertools.islice(told, acts))
        while not acts and len({json.loads(line)[0] for line in lines}) < len(KINDS):
            lines.append(told.readline())
        sleep(seconds)
        os.kill(child, signal.SIGKILL)
        lines += list(told)
    status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    return status, [json.loads(line) for line in lines if line.endswith("\n")]  # the last may be cut


def main() -> None:
    """Kills a process for each line that it is given, and answers with what became of it."""
    for line in sys.stdin:
        path, *how = json.loads(line)
        sys.stdout.write(json.dumps(killed(Path(path), *how)) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
