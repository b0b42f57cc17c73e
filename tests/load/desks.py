"""A desk in a process of its own for the crowd: what it holds, what the crowd found, and what it took."""

import os
import re
from dataclasses import dataclass
from pathlib import Path

from pydantic import SecretStr

from data_layer.settings import Settings
from tests import make
from tests.browser import signing_in
from tests.browser.conftest import environment, free_port, served
from tests.load import aftermath
from tests.load.crowd import Crowd, Outcome, Pace
from tests.load.people import PROVIDER, employ


@dataclass(frozen=True, slots=True)
class Day:
    """What the people met with, what the store says afterwards, the desk's own log, and what its process took.

    That is seconds of the processor, the start left out, and memory; None on a system that does not say.
    """

    outcome: Outcome
    discrepancies: list[str]
    said: str
    cpu_seconds: float | None
    memory_mb: int | None


def a_day(folder: Path, people: int, pace: Pace) -> Day:
    """Serves the store of this folder to so many people at once, and looks it through when they went home."""
    settings = settings_of(folder)
    port = free_port()
    origin = f"http://127.0.0.1:{port}"
    staff = employ(settings, people, origin)
    facts = aftermath.facts(settings)
    secrets = signing_in.secrets_file(folder, origin, PROVIDER)
    with served(folder, port, STEP_SECRETS=str(secrets)) as (address, process_id):
        before = _cpu_seconds(process_id)
        outcome = make.waited_for(Crowd(address, facts, pace).work(staff))
        after = _cpu_seconds(process_id)
        memory = _most_memory_mb(process_id)
    said = (folder / "log").read_text(encoding="utf-8", errors="replace")
    cpu = None if before is None or after is None else after - before
    return Day(outcome, aftermath.discrepancies(settings, outcome.written), said, cpu, memory)


def settings_of(folder: Path) -> Settings:
    """The store of this folder, as the desk that is served opens it."""
    known = environment(folder)
    return Settings(store=Path(known["STEP_STORE"]), store_key=SecretStr(known["STEP_STORE_KEY"]), today=make.TODAY)


def _cpu_seconds(process_id: int) -> float | None:
    """What the process took of the processors until now."""
    status = Path(f"/proc/{process_id}/stat")
    if not status.exists():
        return None
    user, system = status.read_text().rsplit(")", 1)[1].split()[11:13]
    return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")


def _most_memory_mb(process_id: int) -> int | None:
    """The most memory that the process had until now; None on a system that does not say."""
    status = Path(f"/proc/{process_id}/status")
    found = re.search(r"VmHWM:\s+(\d+) kB", status.read_text()) if status.exists() else None
    return int(found[1]) // 1024 if found else None
