"""Whatever is done to carry out a right is refused to the wrong role, and to who looked before somebody else acted."""

from collections.abc import Callable
from typing import Any

import pytest

from data_layer.carrying_out import (
    correcting,
    notice_steps,
    objecting,
    overview,
    places,
    portability,
    restricting,
    statements,
    withdrawing,
)
from data_layer.carrying_out.restrictions import Why
from data_layer.categories import RECORD_KINDS
from data_layer.errors import ChangedMeanwhile, NotAllowed
from data_layer.ids import new_id
from data_layer.requests import case_letters, excess, letter_sending, request_events
from data_layer.requests.request_documents import DocumentKind
from data_layer.requests.request_history import Seen
from data_layer.store import Store
from data_layer.transactions import Seen as SeenRow
from data_layer.vocabulary import Outcome
from tests import make

PHONES = RECORD_KINDS["phones"]
SENT: dict[str, Any] = {"document_id": 1, "sent_on": make.TODAY}
KNOWN: Any = {"id": 1, "version": 1}
ACTS: dict[str, tuple[Callable[..., object], dict[str, Any]]] = {
    "correct": (correcting.correct, {"kind": PHONES, "known": KNOWN, "typed": {}}),
    "complete": (correcting.add, {"kind": PHONES, "typed": {"phone": "+31612345678"}}),
    "remove": (correcting.remove, {"kind": PHONES, "known": KNOWN}),
    "statement": (statements.add, {"category": "names", "body": "Zo heet ik."}),
    "restrict": (restricting.restrict, {"on": make.TODAY, "why": Why.OBJECTION}),
    "lift": (restricting.lift, {"on": make.TODAY}),
    "notice sent": (notice_steps.sent, {"notice_id": 1, "sent_on": make.TODAY}),
    "notice made": (notice_steps.letter_again, {"notice_id": 1}),
    "notice confirmed": (notice_steps.confirmed, {"notice_id": 1, "confirmed_on": make.TODAY}),
    "notice waived": (notice_steps.waived, {"notice_id": 1, "why": "Kan niet."}),
    "data made": (portability.make, {}),
    "data sent": (portability.send, SENT),
    "object": (objecting.object_to, {"purposes": [7]}),
    "decide": (objecting.decide, {"objection_id": 1, "decision": objecting.Decision.UPHELD}),
    "withdraw": (withdrawing.withdraw, {"consent_ids": [1], "on": make.TODAY}),
    "overview made": (overview.make, {"language": "nl"}),
    "overview read": (overview.review, {"document_id": 1}),
    "overview sent": (overview.send, SENT),
    "place searched": (places.record_search, {"place": "paper", "searched_on": make.TODAY, "found": "Niets."}),
    "place changed": (
        places.correct_search, {"row": SeenRow(1, 1), "searched_on": make.TODAY, "found": "Niets."},
    ),
    "excess proposed": (excess.propose, {"reasons": "Vierde keer."}),
    "excess approved": (excess.approve, {}),
    "excess declined": (excess.decline, {"why": "Nee."}),
    "letter made": (case_letters.make, {"kind": DocumentKind.ACKNOWLEDGEMENT, "dated": make.TODAY}),
    "refusal made": (
        case_letters.make,
        {"kind": DocumentKind.DECISION, "dated": make.TODAY, "outcome": Outcome.REFUSED, "words": "Nee."},
    ),
    "letter sent": (letter_sending.sent, SENT),
}  # fmt: skip
OF_THE_OFFICER = {"lift", "decide", "excess approved", "excess declined", "refusal made"}


def events(store: Store) -> Any:
    return make.asked(store, "select count(*) from request_events")


def test_no_right_is_carried_out_by_the_wrong_role_or_upon_what_is_not_so_any_more(store: Store) -> None:
    number = make.identified(store, make.a_request(store, client_id=make.a_client(store)))
    early = make.seen(store, number)
    request_events.note(
        store, make.COORDINATOR, early, event_id=new_id(), happened_on=make.TODAY, body="Een ander was hier."
    )
    before = events(store)
    for name, (act, facts) in ACTS.items():
        wrong = [make.MANAGER, make.COORDINATOR] if name in OF_THE_OFFICER else [make.MANAGER]
        for actor in wrong:
            with pytest.raises(NotAllowed):
                act(store, actor, make.seen(store, number), event_id=new_id(), **facts)
        for seen in (early, Seen(early.id, early.version + 9)):
            with pytest.raises(ChangedMeanwhile):
                act(store, make.OFFICER, seen, event_id=new_id(), **facts)
        assert events(store) == before, name
