"""Watches what a running desk leaves behind: its files while they are there, and the processes that it starts."""

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

_GLANCE = 0.02  # seconds between two looks


class Watch:
    """What was seen: the content of each file, also of those that are gone, and what each process was started with."""

    def __init__(self, folders: list[Path]) -> None:
        self.files: dict[str, bytes] = {}
        self.commands: dict[int, bytes] = {}
        self.variables: dict[int, bytes] = {}
        self._folders = folders
        self._seen: set[tuple[str, int, int]] = set()

    def look(self) -> None:
        """One look at all files that changed, and at all processes beneath this one."""
        for folder in self._folders:
            for path in folder.rglob("*"):
                with suppress(OSError):
                    self._read(path)
        for process in _beneath(os.getpid()):
            with suppress(OSError):
                command = Path(f"/proc/{process}/cmdline").read_bytes()
                variables = Path(f"/proc/{process}/environ").read_bytes()
                if command:  # else it is ending
                    self.commands[process], self.variables[process] = command, variables
                for opened in Path(f"/proc/{process}/fd").iterdir():  # also files without a name
                    if str(opened.readlink()).startswith(tuple(map(str, self._folders))):
                        self._read(opened)

    def _read(self, path: Path) -> None:
        seen = path.stat()
        name = str(path.readlink()) if path.is_symlink() else str(path)
        if path.is_file() and (name, seen.st_size, seen.st_mtime_ns) not in self._seen:
            self._seen.add((name, seen.st_size, seen.st_mtime_ns))
            self.files[f"{name} {seen.st_size} {seen.st_mtime_ns}"] = path.read_bytes()


@contextmanager
def watched(*folders: Path) -> Iterator[Watch]:
    """Looks all the time, until the end and then once more."""
    watch = Watch(list(folders))
    is_over = threading.Event()

    def go_on() -> None:
        while not is_over.wait(_GLANCE):
            watch.look()

    watcher = threading.Thread(target=go_on)
    watcher.start()
    try:
        yield watch
    finally:
        is_over.set()
        watcher.join()
        watch.look()


def _beneath(parent: int) -> Iterator[int]:
    with suppress(OSError):
        for task in Path(f"/proc/{parent}/task").iterdir():
            for child in map(int, (task / "children").read_text().split()):
                yield child
                yield from _beneath(child)
