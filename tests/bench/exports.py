"""How long a long list takes as a file, and how much memory: every lesson of all clients of a store.

Each way runs in a process of its own, so that its peak is its own.
"""

import json
import resource
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any, get_args

from data_layer.exporting import records, running
from data_layer.exporting.running import Export, Format
from data_layer.settings import ROOT, Settings
from data_layer.store import open_store
from tests import make


@dataclass(frozen=True, slots=True)
class Exported:
    """One file: its rows and bytes, the seconds it took, and the memory at its peak above what an open store takes."""

    form: str
    rows: int
    megabytes: float
    seconds: float
    extra_mb: float


def exported(file: Path, form: Format) -> Exported:
    """The lessons of all clients of this store, in which only the entry of the log stays."""
    command = [sys.executable, "-m", "tests.bench.exports", form, str(file)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    return Exported(**json.loads(done.stdout.splitlines()[-1]))


def all_of_them(file: Path) -> list[Exported]:
    """In every form that has no most."""
    return [exported(file, form) for form in get_args(Format) if form != "xlsx"]


def _lessons(file: Path, form: Format) -> dict[str, Any]:
    store = open_store(Settings(store=file, store_key=make.KEY, today=make.TODAY))
    listing = next(one for one in records.of_kinds("", "number") if one.code == "attendance")
    export = Export(listing, listing.usual_columns(make.COORDINATOR), form, 6, "nl")
    before, began, size = _peak(), time.perf_counter(), 0
    rows: list[int] = []
    for piece in running.run(store, make.COORDINATOR, export, sized=rows.append):
        size += len(piece)
    took = time.perf_counter() - began
    store.close()
    return {
        "form": form, "rows": rows[0], "megabytes": size / 1e6, "seconds": took, "extra_mb": _peak() - before,
    }  # fmt: skip


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    """Makes one file, and prints what it took."""
    form, file = sys.argv[1:]
    print(json.dumps(_lessons(Path(file), form)))  # type: ignore[arg-type]  # noqa: T201 - from `exported`


if __name__ == "__main__":
    main()
