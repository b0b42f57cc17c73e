"""What is noted outside the store of where the log ended, so that a tail that was cut off or made anew is found.

Each night and whenever the desk stops one line goes into a file beside the backups, to be copied with them to another
disk. It has numbers, digests and moments, and nothing of anybody.
"""

import hmac
import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC
from pathlib import Path
from typing import Any

import pyarrow as pa

from data_layer.errors import BadInput, StoreUnavailable
from data_layer.log import CHAIN_LABELS, CHAINS, Chain
from data_layer.logbook import log_replaced
from data_layer.logbook.log_chains import end_of, start_of
from data_layer.logbook.log_replaced import Replaced
from data_layer.rules.access import Act
from data_layer.rules.file_trouble import why_not
from data_layer.rules.log_terms import SHORTEST_DIGEST, Verdict, verdict
from data_layer.rules.sentences import Sentence, say, say_n
from data_layer.settings import Settings
from data_layer.staff import Actor
from data_layer.store import Store
from data_layer.store_file import flushed
from data_layer.transactions import Reader

_END = r"([0-9]{1,18}) ([0-9a-f]{64})"
_LINE = re.compile(rf"([0-9a-f]{{12}}) \S+Z change {_END} look {_END}")
_LACKING: tuple[Verdict, ...] = ("gone", "other")
_TYPES: dict[str, pa.DataType] = {"nth": pa.int64(), "chain": pa.string(), "seq": pa.int64()}


@dataclass(frozen=True, slots=True)
class Note:
    """Where a chain ended once."""

    chain: Chain
    seq: int
    digest: str


def file_of(settings: Settings) -> Path:
    """The file with what was noted, each line with whose log it is of."""
    return settings.backups / "log-digests.txt"


def note(store: Store, actor: Actor) -> None:
    """Notes where both chains end now, unless that stands there already. Raises NotAllowed, StoreUnavailable."""
    with store.read(actor, Act.STORE_VERIFY) as reader:
        ends = " ".join(f"{chain} {seq} {digest}" for chain in CHAINS for seq, digest in [end_of(reader, chain)])
    path = file_of(store.settings)
    line = f"{_id_of(store.log_key)} {store.clock().astimezone(UTC):%Y-%m-%dT%H:%M:%S.%fZ} {ends}\n"
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT, 0o600), "r+b") as file:
            before = file.read()
            whole = before[: before.rfind(b"\n") + 1]  # without what a crash left of a line
            if before == whole and whole.endswith(f" {ends}\n".encode()):
                return
            file.truncate(len(whole))
            file.seek(len(whole))
            file.write(line.encode())
            file.flush()
            os.fsync(file.fileno())
        flushed(path.parent)
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


def wrong_notes(reader: Reader, key: bytes) -> Iterator[Sentence]:
    """What the file says of this log that is not so, and lines that nobody can read."""
    try:
        notes, unread = _noted(reader, key)
    except OSError as error:
        yield _unusable(reader.settings.backups, error)
        return
    for number in unread:
        yield say("Line %(line)s of the noted digests of the log cannot be read.", line=number)
    for one, found in zip(notes, compared(reader, notes), strict=True):
        if found in _LACKING:
            yield told(one, found)


def lacks_what_was_noted(reader: Reader, key: bytes) -> bool:
    """Whether the log lacks an end that was noted of it; lines that nobody can read, or no file, say nothing of that.

    It reads the file and asks the store once, so that a supervisor can ask it each minute.
    """
    try:
        notes, _unread = _noted(reader, key)
    except OSError:
        return False
    return any(found in _LACKING for found in compared(reader, notes))


def taken_away(reader: Reader, key: bytes) -> Sentence | None:
    """How many notes are of entries that went when a backup was put back: nothing wrong, but good to know."""
    try:
        notes, _unread = _noted(reader, key)
    except OSError:
        return None
    n = compared(reader, notes).count("restored")
    return (
        say_n(
            "One noted digest is of an entry that went when a backup was put back.",
            "%(n)s noted digests are of entries that went when a backup was put back.",
            n,
        )
        if n
        else None
    )


def lost_with_the_store(reader: Reader, key: bytes) -> set[Replaced]:
    """What was noted of a store that cannot be opened, and is not in the log of the backup for it."""
    try:
        notes, _unread = _noted(reader, key)
    except OSError:  # then `verify` says so, but a backup can be put back
        return set()
    lost = [one for one, found in zip(notes, compared(reader, notes), strict=True) if found in _LACKING]
    runs = [[one for one in lost if one.chain == chain] for chain in CHAINS]
    ends = [(min(one.seq for one in run), max(run, key=lambda one: one.seq)) for run in runs if run]
    return {Replaced(last.chain, first, last.seq, last.digest[:SHORTEST_DIGEST]) for first, last in ends}


def told(one: Note, found: Verdict) -> Sentence:
    """What a noted end proves."""
    facts: dict[str, Any] = {"seq": str(one.seq), "chain": CHAIN_LABELS[one.chain]}
    match found:
        case "same":
            return say("Entry %(seq)s of the log (%(chain)s) is the one that was noted.", **facts)
        case "expired":
            return say("Entry %(seq)s of the log (%(chain)s) was kept long enough, and removed.", **facts)
        case "restored":
            return say("Entry %(seq)s of the log (%(chain)s) went when a backup was put back.", **facts)
        case "gone":
            return say("Entry %(seq)s of the log (%(chain)s) was noted, and is gone.", **facts)
        case _:
            return say("Entry %(seq)s of the log (%(chain)s) is not the one that was noted.", **facts)


def compared(reader: Reader, notes: Sequence[Note]) -> list[Verdict]:
    """What each note proves: `restored` where the log itself says that a backup took the place of those entries."""
    rows = [{"nth": nth, "chain": one.chain, "seq": one.seq} for nth, one in enumerate(notes)]
    with reader.lent(noted_ends=pa.Table.from_pylist(rows, pa.schema(_TYPES))):
        found: list[str | None] = reader.values(
            """
            select l.digest from noted_ends n left join log l on l.chain = n.chain and l.seq = n.seq order by n.nth
            """
        )
    dropped = {chain: start_of(reader, chain) for chain in CHAINS}
    replaced = list(log_replaced.told(reader))

    def proven(one: Note, digest: str | None) -> Verdict:
        begins_after, beginning = dropped[one.chain]
        found = verdict(
            one.digest, beginning if one.seq == begins_after else digest, is_expired=one.seq <= begins_after
        )
        was_replaced = found in _LACKING and any(gone.has(one.chain, one.seq, one.digest) for gone in replaced)
        return "restored" if was_replaced else found

    return [proven(one, digest) for one, digest in zip(notes, found, strict=True)]


def _noted(reader: Reader, key: bytes) -> tuple[list[Note], list[int]]:
    """What was noted of this log, and the numbers of the lines that nobody can read. Raises OSError."""
    notes: list[Note] = []
    unread: list[int] = []
    for number, line in enumerate(_lines(file_of(reader.settings)), 1):
        match = _LINE.fullmatch(line)
        if match is None:
            unread.append(number)
        elif match[1] == _id_of(key):
            notes += (Note("change", int(match[2]), match[3]), Note("look", int(match[4]), match[5]))
    return notes, unread


def _unusable(folder: Path, error: OSError) -> Sentence:
    return say(
        "The noted digests of the log, in %(folder)s, cannot be read or written: %(why)s. Make room there, mend its"
        " rights, or choose another folder with STEP_BACKUP_DIR.",
        folder=str(folder),
        why=why_not(error),
    )


def _lines(path: Path) -> list[str]:
    """The lines that were finished."""
    try:
        return path.read_text(encoding="ascii", errors="replace").split("\n")[:-1]
    except FileNotFoundError:
        return []


def _id_of(key: bytes) -> str:
    """Whose log a line is of: another store may have lain beside the same backups."""
    return hmac.digest(key, b"whose noted digests", "sha256").hex()[:12]
