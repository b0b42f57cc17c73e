"""Rebuilding the store by night after something was removed for good: a deleted row leaves its bytes in the file."""

from data_layer.kept_settings import drop, keep, kept
from data_layer.rules.access import Act
from data_layer.staff import Actor
from data_layer.store import Store
from data_layer.transactions import Change

_NAME = "removed_since_rebuilt"


def ask(change: Change) -> None:
    """Lets the next night rebuild the store: something went in the open transaction."""
    keep(change, _NAME, change.now.isoformat())


def rebuild_if_asked(store: Store, actor: Actor) -> bool:
    """Rebuilds the store if something was removed since that was done last; whether it was. Raises StoreUnavailable."""
    with store.read(actor, Act.STORE_VERIFY) as reader:
        asked = kept(reader, _NAME)
    if asked is None:
        return False
    store.rebuilt()
    with store.change(actor, Act.STORE_REBUILD) as change:
        drop(change, _NAME, asked)  # what was removed meanwhile asks for the next night
    return True
