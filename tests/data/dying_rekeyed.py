"""`python -m tests.data.dying_rekeyed FOLDER`: gives a store another key and dies at each of its steps."""

import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from pydantic import SecretStr

from data_layer import exchanging, opening
from data_layer.backups import rekeying
from data_layer.backups.ledger import Ledger
from data_layer.settings import Settings
from data_layer.staff import THE_DESK
from data_layer.store import Store
from tests import make
from tests.data.dying import killed_at, tell_how_they_end

NEW_KEY = SecretStr("another key of the test")
_WRITING, _DECIDED = (rekeying, "_copied"), (exchanging, "begin")
STEPS: dict[str, tuple[Any, str, bool, tuple[Any, str] | None]] = {
    "before anything is written": (rekeying, "_check_room", True, None),
    "in the middle of the first copy": (opening, "attach_as", True, _WRITING),
    "when a backup is written": (rekeying, "_copied", True, None),
    "when the ledger is written": (Ledger, "rewrite", True, None),
    "when the store is written": (Store, "copied_to", True, None),
    "when all is written": (exchanging, "begin", False, None),
    "when it is decided": (exchanging, "begin", True, None),
    "when the first took its place": (exchanging, "_exchange", True, None),
    "when all took their places": (Path, "unlink", False, _DECIDED),
    "when it is done": (exchanging, "finish", True, _DECIDED),
}
"""Where it dies: before (False) or after (True) a function of the real thing, perhaps only once another was called."""
BEFORE = set(list(STEPS)[:6])


def die(path: Path, step: str) -> None:
    """Gives the store another key, and dies at the step."""
    of, name, after, since = STEPS[step]
    if since is None:
        killed_at(of, name, after=after)
    else:
        _once_called(*since, lambda: killed_at(of, name, after=after))
    settings = Settings(store=path, store_key=make.KEY, today=make.TODAY)
    rekeying.rekey(settings, THE_DESK, NEW_KEY.get_secret_value())


def _once_called(of: Any, name: str, then: Callable[[], None]) -> None:
    real = getattr(of, name)

    def called(*arguments: Any) -> Any:
        if name == "_copied":
            then()
            return real(*arguments)
        real(*arguments)
        return then()

    setattr(of, name, called)


def main() -> None:
    """Lets the change of key die at every step, in the store of the folder with the step's place as its name."""
    folder = Path(sys.argv[1])
    tell_how_they_end(partial(die, folder / str(place) / "desk.duckdb", step) for place, step in enumerate(STEPS))


if __name__ == "__main__":
    main()
