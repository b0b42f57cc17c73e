"""A try-out: a desk without sign-in, where everybody chooses whose work to do."""

from data_layer.errors import StoreUnavailable
from data_layer.rules.access import Act
from data_layer.rules.sentences import say
from data_layer.staff import THE_DESK
from data_layer.store import Store


def check_invented(store: Store) -> None:
    """Raises StoreUnavailable unless the store was filled with invented data: real people need a sign-in."""
    with store.read(THE_DESK, Act.STAFF_VIEW) as reader:
        filled = reader.value("select count(*) from log where act = $act", act=str(Act.STORE_FILL))
    if not filled:
        raise StoreUnavailable(
            say(
                "The desk did not start: this store does not hold the invented data of a try-out, and there is no"
                " sign-in. Set the sign-in, or try the desk out with: python -m data_layer demo"
            )
        )
