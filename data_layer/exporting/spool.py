"""A file that waits to be fetched: a small one in memory, a large one encrypted in a folder.

Its key lives in this object alone, so that what lies in the folder can be read by nobody, also after a crash.
"""

import tempfile
import threading
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from data_layer.errors import StoreUnavailable
from data_layer.rules.file_trouble import why_not
from data_layer.rules.sentences import say

MOST_IN_MEMORY = 8 * 1024 * 1024  # bytes, packed
_NONCE = 12  # bytes, as AES-GCM wants them


class Spool:
    """Pieces that are added one by one, and then taken in the same order, once."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._cipher = AESGCM(AESGCM.generate_key(256))
        self._sizes: list[int] = []
        self._in_memory: list[bytes] = []
        self._held = 0
        self._file: BinaryIO | None = None

    def add(self, piece: bytes) -> None:
        """Adds a piece. Raises StoreUnavailable where the folder has no room for it."""
        packed = zlib.compress(piece, 1)
        if self._file is None and self._held + len(packed) <= MOST_IN_MEMORY:
            self._in_memory.append(packed)
            self._held += len(packed)
            return
        sealed = self._cipher.encrypt(_nonce(len(self._sizes)), packed, None)
        try:
            if self._file is None:
                self._file = _nameless(self._folder)
            self._file.write(sealed)
        except OSError as error:
            raise _no_room(self._folder, error) from None
        self._sizes.append(len(sealed))

    def pieces(self) -> "Pieces":
        """What was added, from now on for one reader; nothing can be added any more. Raises StoreUnavailable."""
        try:
            if self._file is not None:
                self._file.flush()
                self._file.seek(0)
        except OSError as error:
            raise _no_room(self._folder, error) from None
        return Pieces(self)

    def close(self) -> None:
        """Gives up what waits. What lay in the folder is gone."""
        if self._file is not None:
            self._file.close()
        self._in_memory.clear()
        self._sizes.clear()

    def _taken(self) -> Iterator[bytes]:
        while self._in_memory:
            yield zlib.decompress(self._in_memory.pop(0))
        for number, size in enumerate(self._sizes):
            assert self._file is not None  # noqa: S101 - it has the pieces that are counted here
            yield zlib.decompress(self._cipher.decrypt(_nonce(number), self._file.read(size), None))


class Pieces:
    """The pieces of a spool, once. Closed at the end, or earlier by who needs no more of them."""

    def __init__(self, spool: Spool) -> None:
        self._spool = spool
        self._taken = spool._taken()
        self._lock = threading.Lock()  # who fetches may go away while a piece is being read

    def __iter__(self) -> "Pieces":
        return self

    def __next__(self) -> bytes:
        with self._lock:
            try:
                return next(self._taken)
            except StopIteration:
                self._spool.close()
                raise

    def close(self) -> None:
        """Nobody fetches the rest."""
        with self._lock:
            self._taken.close()  # type: ignore[attr-defined]  # a generator is an Iterator that can be closed
            self._spool.close()


def _nonce(number: int) -> bytes:
    return number.to_bytes(_NONCE)  # each number once under this key


def _nameless(folder: Path) -> BinaryIO:
    """A file that no folder lists, where the system can do so; elsewhere it goes as soon as it is closed."""
    folder.mkdir(mode=0o700, exist_ok=True)
    return tempfile.TemporaryFile(dir=folder, prefix="export-")


def _no_room(folder: Path, error: OSError) -> StoreUnavailable:
    return StoreUnavailable(
        say(
            "The file could not be made in %(folder)s: %(why)s. Nothing was exported. Make room on that disk, or narrow"
            " the list.",
            folder=str(folder),
            why=why_not(error),
        )
    )
