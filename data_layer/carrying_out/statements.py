"""A person's own statement beside data that the school does not change, or that completes them (art. 16 GDPR)."""

from dataclasses import dataclass
from datetime import date

from data_layer.carrying_out import correction_gates, notices
from data_layer.categories import CATEGORY
from data_layer.errors import BadInput
from data_layer.record_checks import NOT_SAVED
from data_layer.requests.request_history import Seen, record, refuse
from data_layer.rules.access import Act
from data_layer.rules.checks import checked_text
from data_layer.rules.request_course import EventKind
from data_layer.rules.sentences import Sentence, say
from data_layer.staff import Actor
from data_layer.store import Store
from data_layer.transactions import Reader

LONGEST = 4000
"""Characters of a statement: about a page."""


@dataclass(frozen=True, slots=True)
class Statement:
    """What the person says about a category of the own data, and since when it stands there."""

    id: int
    category: str
    body: str
    added_on: date

    @property
    def label(self) -> Sentence:
        """What the category is called."""
        return CATEGORY[self.category].label


def add(store: Store, actor: Actor, seen: Seen, *, event_id: int, category: str, body: str) -> None:
    """Puts the person's statement beside the data of a category; its id is the event's.

    Those who got the category are told. Raises BadInput with the field, ChangedMeanwhile, NotAllowed, NotFound.
    """
    with store.change(actor, Act.CORRECTION_APPLY, seen.subject) as change:
        case = correction_gates.opened(change, seen, event_id)
        if case is None:
            return
        if category not in CATEGORY:
            raise BadInput(say("Choose which data it is about. %(not_saved)s", not_saved=NOT_SAVED), "category")
        if not body.strip():
            raise BadInput(say("The statement is empty: fill it in. %(not_saved)s", not_saved=NOT_SAVED), "body")
        if len(body) > LONGEST:
            refuse(say("This text is longer than %(longest)s characters.", longest=LONGEST), "body")
        refuse(checked_text(body).problem, "body")
        change.insert(
            "statements_of_person", id=event_id, client_id=case.client_id, request_id=case.id, category=category,
            body=body.strip(), added_on=change.today,
        )  # fmt: skip
        record(change, case, event_id, EventKind.STATEMENT_ADDED, change.today, code=category)
        notices.open_for(change, case, {category}, "completed")


def of_client(reader: Reader, client_id: int) -> dict[str, list[Statement]]:
    """The statements of the client by category, the oldest first."""
    found: dict[str, list[Statement]] = {}
    for statement in reader.all(
        Statement,
        """
        select id, category, body, added_on from statements_of_person where client_id = $client_id order by added_on, id
        """,
        client_id=client_id,
    ):
        found.setdefault(statement.category, []).append(statement)
    return found


def of_request(reader: Reader, request_id: int) -> list[Statement]:
    """The statements that were added for the request, the oldest first."""
    return reader.all(
        Statement,
        """
        select s.id, s.category, s.body, s.added_on from statements_of_person s
        join requests r on r.id = s.request_id and r.client_id = s.client_id
        where s.request_id = $request_id order by s.added_on, s.id
        """,
        request_id=request_id,
    )


def told(statement: Statement) -> Sentence:
    """What the person is told of it."""
    return say(
        "Your own statement now stands beside your data (%(category)s): “%(words)s”",
        category=statement.label,
        words=statement.body,
    )
