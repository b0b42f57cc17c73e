"""Arguments with which the functions that act on clients and their records really do their work."""

from datetime import timedelta
from typing import Any

from data_layer.categories import PERSON_KINDS, RECORD_KINDS
from data_layer.importing.receiving import Receipt
from data_layer.log import Reason
from data_layer.merging import opened_pair
from data_layer.record_lists import the_record
from data_layer.rules.access import Act
from data_layer.store import Store
from data_layer.transactions import Seen
from tests import make

Arguments = dict[str, Any]
NUMBER, OTHER = "8001", "8002"
NOTES = RECORD_KINDS["progress_notes"]


def of_clients(store: Store, client_id: int) -> dict[str, Arguments]:
    """By function, for those that act on a client."""
    pair = opened_pair(store, make.OFFICER, NUMBER, OTHER, sitting="test")
    note = a_note(store, client_id)
    hold = make.a_hold(store, client_id, owner_id=make.COORDINATOR.staff_id, review_on=make.TODAY + timedelta(30))
    return {
        "consents.give": {
            "client_id": client_id,
            "purpose": 5,
            "recipient_id": 4,
            "about_health": False,
            "language": "nl",
            "how": "paper",
            "given_on": make.TODAY,
        },
        "holding.set_hold": {
            "numbers": [NUMBER],
            "kind": "dispute",
            "categories": ["names"],
            "owner_id": make.COORDINATOR.staff_id,
            "since": make.TODAY,
            "review_on": make.TODAY + timedelta(30),
        },
        "holding.review": {"seen": Seen(hold, 1), "review_on": make.TODAY + timedelta(60)},
        "holding.lift": {"seen": Seen(hold, 1), "lifted_on": make.TODAY},
        "merging.merge": {"kept": pair.kept, "merged": pair.merged, "taken": (), "reason": Reason("registered_twice")},
        "importing.running.preview": {"receipt": Receipt(3, make.TODAY, "email", "contract", 6)},
        "merging.opened_pair": {"number": NUMBER, "other": OTHER},
        "records.add": {"kind": NOTES, "typed": make.typed(NOTES), "source": "client", "client_id": client_id},
        "records.correct": {
            "kind": NOTES,
            "seen": note["known"],
            "client_id": client_id,
            "source": "client",
            "typed": {"body": "Anders."},
            "reason": Reason("mistake"),
        },
        "records.remove": {"kind": NOTES, "seen": note["known"], "client_id": client_id, "reason": Reason("mistake")},
        "registering.register": {"number": "8009", "typed": _a_person(), "source": "client"},
    }


def a_note(store: Store, client_id: int) -> Arguments:
    """The oldest note about the client, as it stands."""
    note = make.asked(store, "select min(id) from progress_notes where client_id = $id", id=client_id)
    with store.read(make.OFFICER, Act.CLIENT_LIST) as reader:
        return {"kind": NOTES, "known": the_record(reader, NOTES, client_id, note)}


def _a_person() -> Arguments:
    typed = {name: value for kind in PERSON_KINDS.values() for name, value in make.filled(kind).items()}
    return typed | {"registered_on": make.TODAY, "bsn": None}
