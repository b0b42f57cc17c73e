"""What stands in one client's dossier beside the records: requests and disclosures."""

from dataclasses import dataclass
from datetime import date
from typing import Any, Generic, TypeVar

from data_layer.categories import CATEGORY
from data_layer.transactions import Reader
from data_layer.vocabulary import Direction, Outcome, Right, State

T = TypeVar("T")
NEWEST = 50  # rows shown of a long list; the total is said beside it


@dataclass(frozen=True, slots=True)
class Newest(Generic[T]):
    """The newest rows of a list, and how many there are in all."""

    rows: list[T]
    total: int


@dataclass(frozen=True, slots=True)
class Request:
    """A request of the client."""

    number: str
    right: Right
    received_on: date
    state: State
    outcome: Outcome | None
    legal_last_day: date
    answered_on: date | None


@dataclass(frozen=True, slots=True)
class Disclosure:
    """An exchange of this client's data with a recipient. The purpose is a number of PS §5, or there is a statute."""

    number: str
    happened_on: date
    direction: Direction
    recipient: str
    categories: tuple[str, ...]
    purpose: int | None
    statute: str | None
    state: str
    flags: tuple[str, ...]


def requests_of(reader: Reader, client_id: int, newest: int = NEWEST) -> Newest[Request]:
    """The requests of this client, the newest first."""

    def built(request_right: str, state: str, outcome: str | None, **columns: Any) -> Request:
        return Request(
            right=Right(request_right), state=State(state), outcome=Outcome(outcome) if outcome else None, **columns
        )

    rows = reader.all(
        built,
        """
        select number, request_right, received_on, state, outcome, legal_last_day, answered_on
        from requests where client_id = $client_id order by received_on desc, number desc limit $newest
        """,
        client_id=client_id,
        newest=newest,
    )
    return Newest(rows, reader.value("select count(*) from requests where client_id = $client_id", client_id=client_id))


def disclosures_of(reader: Reader, client_id: int, newest: int = NEWEST) -> Newest[Disclosure]:
    """What was exchanged of this client's data, the newest first; annulled entries too, with that state."""

    def built(direction: str, categories: list[str], flags: list[str], **columns: Any) -> Disclosure:
        known = sorted(categories, key=lambda code: CATEGORY[code].number if code in CATEGORY else 99)
        return Disclosure(direction=Direction(direction), categories=tuple(known), flags=tuple(flags), **columns)

    rows = reader.all(
        built,
        """
        select d.number, d.happened_on, d.direction, coalesce(r.name, '?') as recipient, d.categories, d.purpose,
            d.statute, d.state, d.flags
        from disclosures d left join recipients r on r.id = d.recipient_id
        where d.id in (select disclosure_id from disclosure_clients where client_id = $client_id)
        order by d.happened_on desc, d.id desc limit $newest
        """,
        client_id=client_id,
        newest=newest,
    )
    total = reader.value(
        "select count(distinct disclosure_id) from disclosure_clients where client_id = $client_id",
        client_id=client_id,
    )
    return Newest(rows, total)
