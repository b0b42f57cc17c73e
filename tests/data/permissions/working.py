"""Arguments with which a function really does its work, where those that only come as far as its door do not."""

from data_layer.store import Store
from tests import make
from tests.data.permissions.of_cases import of_cases
from tests.data.permissions.of_clients import NUMBER, OTHER, Arguments, of_clients
from tests.data.permissions.of_registers import of_registers


def arguments(store: Store) -> dict[str, Arguments]:
    """By function; what they act on is put into the store first."""
    client_id = make.a_client(store, NUMBER, bsn=None)
    make.a_client(store, OTHER, bsn=None)
    make.a_record(store, "phones", client_id, phone="+31612345678")
    make.a_record(store, "progress_notes", client_id, written_on=make.DAY, body="Zomaar iets staat er al.")
    return of_cases(store, client_id) | of_registers(store, client_id) | of_clients(store, client_id)
