"""What is noted outside the store of where the log ended, so that a tail that was cut off or made anew is found.

Each night and whenever the desk stops one line goes into a file beside the backups, to be copied with them to another
disk. It has numbers, digests and moments, and nothing of anybody.
"""

import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa

from data_layer.errors import BadInput, StoreUnavailable
from data_layer.log import CHAIN_LABELS, CHAINS, Chain
from data_layer.log_chains import end_of, start_of
from data_layer.rules.access import Act
from data_layer.rules.file_trouble import why_not
from data_layer.rules.log_terms import SHORTEST_DIGEST, Verdict, verdict
from data_layer.rules.sentences import Sentence, say
from data_layer.settings import Settings
from data_layer.staff import Actor
from data_layer.store import Store
from data_layer.transactions import Reader

_END = r"([0-9]{1,18}) ([0-9a-f]{64})"
_LINE = re.compile(rf"(\S+Z) change {_END} look {_END}")
_LACKING: tuple[Verdict, ...] = ("gone", "other")
_TYPES: dict[str, pa.DataType] = {"nth": pa.int64(), "chain": pa.string(), "seq": pa.int64()}


@dataclass(frozen=True, slots=True)
class Note:
    """Where a chain ended once; `at` is when that was noted, where that is known."""

    chain: Chain
    seq: int
    digest: str
    at: datetime | None = None


def file_of(settings: Settings) -> Path:
    """The file with what was noted."""
    return settings.backups / "log-digests.txt"


def note(store: Store, actor: Actor) -> None:
    """Notes where both chains end now, unless that stands there already. Raises NotAllowed, StoreUnavailable."""
    with store.read(actor, Act.STORE_VERIFY) as reader:
        ends = " ".join(f"{chain} {seq} {digest}" for chain in CHAINS for seq, digest in [end_of(reader, chain)])
    path = file_of(store.settings)
    line = f"{store.clock().astimezone(UTC):%Y-%m-%dT%H:%M:%S.%fZ} {ends}\n"
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        before = path.read_text(encoding="ascii", errors="replace") if path.exists() else ""
        if before.endswith(f" {ends}\n"):
            return
        if before and not before.endswith("\n"):  # a line that was broken off
            line = f"\n{line}"
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600), "ab") as file:
            file.write(line.encode())
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        raise StoreUnavailable(_unusable(path.parent, error)) from None


def typed(chain: str, seq: str, digest: str) -> Note:
    """What somebody noted and types in: spaces and capitals do not matter, and the first characters are enough.

    Raises BadInput with the field.
    """
    digest, seq = re.sub(r"\s", "", digest).lower(), re.sub(r"[\s.]", "", seq)
    for known in CHAINS:
        if known == chain:
            break
    else:
        raise BadInput(say("Choose which of the two chains you noted."), "chain")
    if not re.fullmatch(r"[0-9]{1,18}", seq):
        raise BadInput(say("The number of an entry has only figures. Type it as you noted it."), "seq")
    if not re.fullmatch(rf"[0-9a-f]{{{SHORTEST_DIGEST},64}}", digest):
        raise BadInput(
            say(
                "This is not the beginning of a digest: type at least the first %(n)s characters, figures and the"
                " letters a to f.",
                n=SHORTEST_DIGEST,
            ),
            "digest",
        )
    return Note(known, int(seq), digest)


def wrong_notes(reader: Reader, *, of_backup: bool = False) -> Iterator[Sentence]:
    """What the file says of the log that is not so, and lines that nobody can read.

    Of a backup only what was noted before its last entry counts.
    """
    notes: list[Note] = []
    try:
        lines = _lines(file_of(reader.settings))
    except OSError as error:
        yield _unusable(reader.settings.backups, error)
        return
    for number, line in enumerate(lines, 1):
        if (read := _read(line)) is None:
            yield say("Line %(line)s of the noted digests of the log cannot be read.", line=number)
        else:
            notes += read
    if of_backup:
        last: datetime | None = reader.value("select max(happened_at) from log")
        notes = [one for one in notes if last and one.at and one.at <= last]
    for one, found in zip(notes, compared(reader, notes), strict=True):
        if found in _LACKING:
            yield told(one, found)


def lacks_what_was_noted(reader: Reader) -> bool:
    """Whether the log lacks an end that was noted of it; lines that nobody can read, or no file, say nothing of that.

    It reads the file and asks the store once, so that a supervisor can ask it each minute.
    """
    try:
        notes = [one for line in _lines(file_of(reader.settings)) for one in _read(line) or ()]
    except OSError:
        return False
    return any(found in _LACKING for found in compared(reader, notes))


def told(one: Note, found: Verdict) -> Sentence:
    """What a noted end proves."""
    facts: dict[str, Any] = {"seq": str(one.seq), "chain": CHAIN_LABELS[one.chain]}
    match found:
        case "same":
            return say("Entry %(seq)s of the log (%(chain)s) is the one that was noted.", **facts)
        case "expired":
            return say("Entry %(seq)s of the log (%(chain)s) was kept long enough, and removed.", **facts)
        case "gone":
            return say("Entry %(seq)s of the log (%(chain)s) was noted, and is gone.", **facts)
        case _:
            return say("Entry %(seq)s of the log (%(chain)s) is not the one that was noted.", **facts)


def compared(reader: Reader, notes: Sequence[Note]) -> list[Verdict]:
    """What each note proves: `restored` where the entries of then are gone because a backup was put back since."""
    rows = [{"nth": nth, "chain": one.chain, "seq": one.seq} for nth, one in enumerate(notes)]
    with reader.lent(noted_ends=pa.Table.from_pylist(rows, pa.schema(_TYPES))):
        found: list[str | None] = reader.values(
            """
            select l.digest from noted_ends n left join log l on l.chain = n.chain and l.seq = n.seq order by n.nth
            """
        )
    dropped = {chain: start_of(reader, chain) for chain in CHAINS}

    def proven(one: Note, digest: str | None) -> Verdict:
        begins_after, beginning = dropped[one.chain]
        found = verdict(
            one.digest, beginning if one.seq == begins_after else digest, is_expired=one.seq <= begins_after
        )
        was_away = found in _LACKING and one.at is not None and _was_away(reader, one.at)
        return "restored" if was_away else found

    return [proven(one, digest) for one, digest in zip(notes, found, strict=True)]


def _unusable(folder: Path, error: OSError) -> Sentence:
    return say(
        "The noted digests of the log, in %(folder)s, cannot be read or written: %(why)s. Make room there, mend its"
        " rights, or choose another folder with STEP_BACKUP_DIR.",
        folder=str(folder),
        why=why_not(error),
    )


def _was_away(reader: Reader, at: datetime) -> bool:
    """Whether this log lay in a backup at that moment: the first thing that happened to it since is its return."""
    act: str | None = reader.value(
        """
        select arg_min(act, seq) from log where chain = 'change' and happened_at > $at and act <> $recompute
        """,
        at=at,
        recompute=Act.STORE_RECOMPUTE.value,
    )
    return act == Act.STORE_RESTORE


def _lines(path: Path) -> list[str]:
    try:
        return path.read_text(encoding="ascii", errors="replace").splitlines()
    except FileNotFoundError:
        return []


def _read(line: str) -> list[Note] | None:
    if (match := _LINE.fullmatch(line.strip())) is None:
        return None
    moment, change, change_digest, look, look_digest = match.groups()
    try:
        at = datetime.fromisoformat(moment)
    except ValueError:
        return None
    return [Note("change", int(change), change_digest, at), Note("look", int(look), look_digest, at)]
