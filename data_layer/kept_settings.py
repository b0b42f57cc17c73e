"""What the desk keeps for itself, a value per name: the terms that were set, what the dates were computed with, …"""

from typing import Any

from data_layer.transactions import Change, Reader


def kept(reader: Reader, name: str) -> str | None:
    """The value under this name, or None."""
    value: str | None = reader.value("select value from desk_settings where name = $name", name=name)
    return value


def keep(change: Change, name: str, value: Any) -> None:
    """Keeps the value under this name, in place of what stood there."""
    change.execute("delete from desk_settings where name = $name", name=name)
    change.insert(
        "desk_settings", name=name, value=str(value), since=change.today, staff_id=change.actor.staff_id
    )  # fmt: skip


def drop(change: Change, name: str, value: str) -> None:
    """Keeps nothing any more under this name, if this value still stands there."""
    change.execute("delete from desk_settings where name = $name and value = $value", name=name, value=value)
