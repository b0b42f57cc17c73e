"""The ledger: what was done for people's rights, in an encrypted file outside the store, for when a backup is put back.

Before an act is committed its line is on the disk; after that a line says that it was kept. A line holds ids, codes,
numbers and days, or a certificate of destruction; it is bound to the line before, so that none can be taken out.
"""

import base64
import hashlib
import json
import logging
import os
import threading
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from data_layer.backups.ledger_lines import BACKUP, BEGIN, KEPT, NOT_KEPT, Line, Lines, number_in
from data_layer.errors import StoreUnavailable
from data_layer.log import Entry
from data_layer.rules.file_trouble import why_not
from data_layer.rules.sentences import Sentence, say
from data_layer.settings import Settings
from data_layer.store_file import flushed
from data_layer.transactions import Reader, Right

_logger = logging.getLogger(__name__)
_NONCE = 12  # bytes, as AES-GCM wants them
_NOBODY = (0, "")


class LedgerBroken(StoreUnavailable):
    """The ledger is damaged, or a line of it is missing."""


class Ledger:
    """The file. Nothing in it is changed; lines that no backup needs any more are dropped together."""

    def __init__(self, settings: Settings, path: Path | None = None) -> None:
        self.path = path or settings.backups / "ledger"
        key = HKDF(SHA256(), 32, None, b"step privacybalie: ledger").derive(settings.key().encode())
        self._cipher = AESGCM(key)
        self._lock = threading.RLock()
        self._end: tuple[int, int, bytes] | None = None  # size that is whole, number and digest of the last line

    def lines(self) -> Lines | None:
        """All lines; None while there is no ledger. Raises LedgerBroken, StoreUnavailable."""
        with self._lock:
            try:
                whole = self.path.read_bytes().split(b"\n")[:-1]  # a line without its end was never finished
            except FileNotFoundError:
                return None
            except OSError as error:
                raise self._unusable(error) from None
            found: list[Line] = []
            previous = bytes(32)
            for text in whole:
                found.append(self._opened(text, previous, len(found) + 1))
                previous = hashlib.sha256(text).digest()
            if not found:
                return None
            if found[0].kind != BEGIN:
                raise LedgerBroken(_broken(1))
            self._end = (sum(len(text) + 1 for text in whole), found[-1].number, previous)
            return Lines(tuple(found))

    def begin(self, reader: Reader, at: datetime, seq: int, digest: str) -> None:
        """Begins the ledger after this entry of the log, unless there is one already. Raises StoreUnavailable.

        One that is damaged, or of another store, is put aside; a backup of before cannot be put back any more.
        """
        with self._lock:
            try:
                found = self.lines()
                fits = found is None or found.covers(reader)
            except LedgerBroken:
                found, fits = None, False
            if not fits:
                found = None
                self._put_aside(at)
            if found is None:
                self._end = (0, (number_in(reader) or 0) - 1, bytes(32))
                try:
                    self._add(BEGIN, at, (seq, digest), {})
                except StoreUnavailable:
                    self._end = None  # or the next line would be the first, without a beginning
                    raise
                flushed(self.path.parent)

    def intend(self, reader: Reader, entry: Entry, acts: Sequence[tuple[Right, dict[str, Any]]]) -> int:
        """Writes what is about to be committed; the number of its last line. Raises StoreUnavailable."""
        with self._lock:
            if self._end is None or not self.path.exists() or self.path.stat().st_size != self._end[0]:
                self.begin(reader, entry.at, entry.seq - 1, entry.previous)
            for place, (kind, facts) in enumerate(acts, 1):
                at_last = place == len(acts)
                number = self._add(kind, entry.at, (entry.seq, entry.digest), facts, is_flushed=at_last)
            return number

    def settle(self, seq: int, digest: str, at: datetime, *, kept: bool) -> None:
        """Notes what became of an act. Does not fail: opening the store finds out what is not said here."""
        try:
            with self._lock:
                if self._end is None:  # then nothing was written of it
                    return
                self._add(KEPT if kept else NOT_KEPT, at, (seq, digest), {}, is_flushed=False)
        except StoreUnavailable:
            _logger.warning("the ledger could not be told what became of entry %s", seq)

    def backup_made(self, at: datetime, file: str, digest: str) -> None:
        """Notes the file of a backup and its digest. Raises StoreUnavailable."""
        with self._lock:
            self.lines()
            self._add(BACKUP, at, _NOBODY, {"file": file, "digest": digest})

    def drop(self, before: datetime) -> int:
        """Drops what was done before this instant, which no backup needs; how many lines. Raises LedgerBroken."""
        with self._lock:
            found = self.lines()
            if found is None:
                return 0
            unsettled = set(map(id, found.unsettled))
            old = 1
            while old < len(found.all) and found.all[old].at < before and id(found.all[old]) not in unsettled:
                old += 1
            if old == 1:
                return 0
            acts = set(map(id, found.acts))
            number = max([found.begin.number, *(line.number for line in found.all[1:old] if id(line) in acts)])
            begin = Line(number, BEGIN, found.begin.at, found.begin.seq, found.begin.digest, {})
            self.rewrite((begin, *found.all[old:]))
            return old - 1

    def rewrite(self, lines: tuple[Line, ...]) -> None:
        """Writes the whole file anew, with these lines."""
        previous = bytes(32)
        texts = []
        for line in lines:
            texts.append(self._sealed(line, previous))
            previous = hashlib.sha256(texts[-1]).digest()
        half = self.path.with_name(f"{self.path.name}.half")
        half.touch(mode=0o600)
        half.write_bytes(b"".join(text + b"\n" for text in texts))
        flushed(half)
        half.replace(self.path)
        flushed(self.path.parent)
        self._end = None
        self.lines()

    def _put_aside(self, at: datetime) -> None:
        try:
            self.path.replace(self.path.with_name(f"ledger.aside-{at.astimezone(UTC):%Y%m%dT%H%M%SZ}"))
        except OSError as error:
            raise self._unusable(error) from None
        _logger.warning("the ledger did not fit this store and was put aside; make a backup")

    def _add(
        self, kind: str, at: datetime, entry: tuple[int, str], facts: dict[str, Any], *, is_flushed: bool = True
    ) -> int:
        assert self._end is not None  # noqa: S101 - whoever adds has read
        size, number, previous = self._end
        line = Line(number + 1, kind, at, *entry, facts)
        text = self._sealed(line, previous)
        try:
            self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            handle = os.open(self.path, os.O_RDWR | os.O_CREAT, 0o600)
            with os.fdopen(handle, "r+b") as file:
                file.truncate(size)  # what a crash left of a line
                file.seek(size)
                file.write(text + b"\n")
                file.flush()
                if is_flushed:
                    os.fsync(file.fileno())
        except OSError as error:
            raise self._unusable(error) from None
        self._end = (size + len(text) + 1, line.number, hashlib.sha256(text).digest())
        return line.number

    def _unusable(self, error: OSError) -> StoreUnavailable:
        return StoreUnavailable(
            say(
                "The ledger of what is done for people's rights, in %(folder)s, cannot be used: %(why)s. Nothing was"
                " saved. Make room there or mend its rights, and try again.",
                folder=str(self.path.parent),
                why=why_not(error),
            )
        )

    def _sealed(self, line: Line, previous: bytes) -> bytes:
        told = [line.number, line.kind, line.at.astimezone(UTC).isoformat(), line.seq, line.digest, line.facts]
        nonce = os.urandom(_NONCE)
        plain = json.dumps(told, separators=(",", ":")).encode()
        return base64.b64encode(nonce + self._cipher.encrypt(nonce, plain, previous))

    def _opened(self, text: bytes, previous: bytes, place: int) -> Line:
        try:
            sealed = base64.b64decode(text, validate=True)
            number, kind, at, seq, digest, facts = json.loads(
                self._cipher.decrypt(sealed[:_NONCE], sealed[_NONCE:], previous)
            )
        except (InvalidTag, ValueError):
            raise LedgerBroken(_broken(place)) from None
        return Line(number, kind, datetime.fromisoformat(at), seq, digest, facts)


def _broken(place: int) -> Sentence:
    return say(
        "The ledger of what was done for people's rights does not follow at line %(line)s: it was damaged, a line is"
        " missing, or the key is another. A backup of before then cannot be put back.",
        line=place,
    )
