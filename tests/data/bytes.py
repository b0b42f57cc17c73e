"""Looking for the bytes of what was destroyed."""

from pathlib import Path

from data_layer.store import Store

MARKER = "b0e6f4a29c1d7788d2c3515fe9ab4406"


def checkpoint(store: Store) -> None:
    store._file._connection.execute("checkpoint store")


def holding_marker(folder: Path) -> list[str]:
    return [file.name for file in folder.rglob("*") if file.is_file() and MARKER.encode() in file.read_bytes()]
