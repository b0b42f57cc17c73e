"""`python -m tests.data.dying FOLDER BATCH`: carries a batch out and dies at each of its steps, as by kill -9.

Each time in a process of its own, with the store in the folder that has the place of the step as its name.
"""

import os
import signal
import sys
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from typing import Any

from data_layer import opening, store_file
from data_layer.destroying import deleting, running
from data_layer.settings import Settings
from data_layer.store import Store, open_store
from data_layer.transactions import Seen
from tests import make

STEPS: dict[str, tuple[Any, str, bool]] = {
    "before the rows go": (deleting, "_delete_category", False),
    "before the rows are kept": (deleting, "_forget_what_points", True),
    "when the rows are gone": (Store, "rebuilt", False),
    "in the middle of the copy": (opening, "attach_as", True),
    "when the copy is whole": (store_file.StoreFile, "_exchange", False),
    "before the new file takes its place": (Path, "replace", False),
    "when the new file has its place": (Path, "replace", True),
    "when the store was exchanged": (store_file.StoreFile, "_exchange", True),
    "before it is done": (running, "certify", False),
    "before it is known to be done": (running, "certify", True),
}
"""Where it dies: before (False) or after (True) a function of the real thing."""


def killed_at(of: Any, name: str, *, after: bool) -> None:
    """Lets the process die at this function."""
    real: Callable[..., Any] = getattr(of, name)

    def last(*arguments: Any, **facts: Any) -> Any:
        result = real(*arguments, **facts) if after else None
        os.kill(os.getpid(), signal.SIGKILL)
        return result

    setattr(of, name, last)


def die(path: Path, batch_id: int, step: str) -> None:
    """Opens the store, and dies at the step."""
    store = open_store(Settings(store=path, store_key=make.KEY, today=make.TODAY), lambda: make.NOW)
    of, name, after = STEPS[step]
    killed_at(of, name, after=after)
    running.run(store, make.OFFICER, seen=Seen(batch_id, 2))


def tell_how_they_end(deaths: Iterable[Callable[[], None]]) -> None:
    """Says on one line each how the process of every death ended; minus nine for one that was killed."""
    started = []
    for die_there in deaths:  # nothing is open yet, so that each begins as a new process
        started.append(os.fork())
        if started[-1] == 0:
            die_there()
            os._exit(1)
    for process in started:
        sys.stdout.write(f"{os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])}\n")


def main() -> None:
    """Lets the batch die at every step."""
    folder, batch_id = Path(sys.argv[1]), int(sys.argv[2])
    tell_how_they_end(
        partial(die, folder / str(place) / "desk.duckdb", batch_id, step) for place, step in enumerate(STEPS)
    )


if __name__ == "__main__":
    main()
