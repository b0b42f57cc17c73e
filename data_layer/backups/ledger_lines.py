"""What stands in the ledger: lines in their order, and what follows from them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from data_layer.kept_settings import keep, kept
from data_layer.logbook.log_chains import start_of
from data_layer.transactions import Change, Reader

_NAME = "ledger"
BEGIN, KEPT, NOT_KEPT, BACKUP = "begin", "kept", "not_kept", "backup"
"""The lines that are no act: where the ledger begins, what became of an act, and the digest of a backup."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line: an act (with the log's number and digest for it), or word of what became of one. `at` is in UTC."""

    number: int
    kind: str
    at: datetime
    seq: int
    digest: str
    facts: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Lines:
    """The whole ledger, in order."""

    all: tuple[Line, ...]

    @property
    def begin(self) -> Line:
        """Since when and since which entry of the log everything stands in here."""
        return self.all[0]

    @property
    def last(self) -> int:
        """The number of the newest line."""
        return self.all[-1].number

    @property
    def acts(self) -> list[Line]:
        """What was done, but for what was not kept after all."""
        undone = {(line.seq, line.digest) for line in self.all if line.kind == NOT_KEPT}
        return [
            line
            for line in self.all
            if line.kind not in (BEGIN, KEPT, NOT_KEPT, BACKUP) and (line.seq, line.digest) not in undone
        ]

    @property
    def unsettled(self) -> list[Line]:
        """The acts of which nothing says yet whether they were kept."""
        kept = {(line.seq, line.digest) for line in self.all if line.kind == KEPT}
        return [line for line in self.acts if (line.seq, line.digest) not in kept]

    def digest_of(self, backup: str) -> str | None:
        """SHA-256 of the backup with this file name, as it was when it was made."""
        found = [str(line.facts["digest"]) for line in self.all if line.facts.get("file") == backup]
        return found[-1] if found else None

    def covers(self, reader: Reader) -> bool:
        """Whether everything that was done since this store, or this copy of it, stands in here."""
        number = number_in(reader)
        if number is not None:
            return self.begin.number <= number <= self.last
        begin = (self.begin.seq, self.begin.digest)
        dropped = start_of(reader, "change")  # the entry that it began after may have been kept long enough
        return self.begin.number == 0 and (begin == dropped or begin[0] < dropped[0] or is_logged(reader, self.begin))


def number_in(reader: Reader) -> int | None:
    """The number of the last line that this store knows; None for one that never wrote any."""
    number = kept(reader, _NAME)
    return None if number is None else int(number)


def note_number(change: Change, number: int) -> None:
    """Lets the store know the ledger up to this line."""
    keep(change, _NAME, number)


def is_logged(reader: Reader, line: Line) -> bool:
    """Whether the log of this store has the entry of this line."""
    return bool(
        reader.value(
            "select count(*) from log where chain = 'change' and seq = $seq and digest = $digest",
            seq=line.seq,
            digest=line.digest,
        )
    )
