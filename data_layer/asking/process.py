"""Starts the process that answers a question, gives it what it needs, and ends it whatever it does."""

import os
import signal
import struct
import subprocess
import sys
import threading
import time
from collections.abc import Mapping
from pathlib import Path
from typing import IO

import pyarrow as pa

from data_layer.asking.child import MOST_BYTES, SECONDS
from data_layer.keys import bare_environment

_SCRIPT = Path(__file__).with_name("child.py")
_MOST_OF_A_REPLY = 2 * MOST_BYTES  # what makes a stream of the cells included
_GLANCE = 0.02  # seconds between two looks whether somebody stopped it


class Ended(Exception):
    """The process gave no answer: `too_long`, `stopped`, `bytes`, or `died`."""


def reply_to(sql: str, tables: Mapping[str, pa.Table], stop: threading.Event, seconds: float = SECONDS) -> bytes:
    """What the process says, in at most so many seconds; after this there is no process any more. Raises Ended."""
    until = time.monotonic() + seconds
    process = subprocess.Popen(  # noqa: S603 - our own script by our own interpreter
        [sys.executable, "-I", "-X", "utf8", str(_SCRIPT)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=_SCRIPT.anchor,
        env=bare_environment(),
        close_fds=True,
        start_new_session=True,
    )
    assert process.stdin is not None  # noqa: S101 - asked for above
    assert process.stdout is not None  # noqa: S101
    heard = _Heard(process.stdout)
    threading.Thread(target=_tell, args=(process.stdin, sql, tables), daemon=True).start()
    try:
        heard.start()
        while not heard.is_done.wait(_GLANCE):
            if stop.is_set():
                raise Ended("stopped")
            if time.monotonic() > until:
                raise Ended("too_long")
    finally:
        _end(process)
    if len(heard.reply) > _MOST_OF_A_REPLY:
        raise Ended("bytes")
    if not heard.reply:
        raise Ended("died")
    return heard.reply


class _Heard(threading.Thread):
    """Listens, apart, to what the process says, and to no more than it may say."""

    def __init__(self, source: IO[bytes]) -> None:
        super().__init__(daemon=True)
        self._source = source
        self.reply = b""
        self.is_done = threading.Event()

    def run(self) -> None:
        try:
            self.reply = self._source.read(_MOST_OF_A_REPLY + 1)
        finally:
            self._source.close()
            self.is_done.set()


def _tell(target: IO[bytes], sql: str, tables: Mapping[str, pa.Table]) -> None:
    try:
        with target:
            for name, table in tables.items():
                sink = pa.BufferOutputStream()
                with pa.ipc.new_stream(sink, table.schema) as stream:
                    stream.write_table(table)
                _put(target, name.encode())
                _put(target, sink.getvalue())
            _put(target, b"")
            _put(target, sql.encode())
    except OSError:  # it ended before it had heard all
        return


def _put(target: IO[bytes], content: bytes | pa.Buffer) -> None:
    target.write(struct.pack("<q", len(content)))
    target.write(content)


def _end(process: subprocess.Popen[bytes]) -> None:
    """Kills the process and all that it may have started."""
    try:
        if sys.platform == "win32":
            process.kill()
        else:
            os.killpg(process.pid, signal.SIGKILL)  # it is not waited for yet, so nobody else has its number
    except ProcessLookupError:
        pass  # it had ended by itself
    process.wait()
