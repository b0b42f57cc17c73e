"""The store that a command works on: one that is there, so that a mistyped path makes no empty one beside it."""

from collections.abc import Iterator
from contextlib import contextmanager

from data_layer.settings import read_settings
from data_layer.store import Store, open_store


@contextmanager
def opened(*, may_be_new: bool = False) -> Iterator[Store]:
    """The store of the settings, closed afterwards. Raises NotFound where none is, unless it may be new."""
    settings = read_settings()
    if not may_be_new:
        settings.check_there()
    store = open_store(settings)
    try:
        yield store
    finally:
        store.close()
