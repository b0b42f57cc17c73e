"""Finding from anywhere: one box that understands numbers, names, and what a caller says."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Generic, Literal, TypeVar

from data_layer import clients, disclosures
from data_layer.clients import Client
from data_layer.clues import Clue, clues
from data_layer.complaints import complaint_lists
from data_layer.paging import Position
from data_layer.requests import request_queue
from data_layer.rules.access import Act, may
from data_layer.staff import Actor
from data_layer.store import Store
from data_layer.transactions import Reader

T = TypeVar("T")
Kind = Literal["client", "request", "complaint", "disclosure", "breach"]
FEW = 5


@dataclass(frozen=True, slots=True)
class Some(Generic[T]):
    """The first few records of a kind, and how many there are."""

    rows: tuple[T, ...] = ()
    total: int = 0


@dataclass(frozen=True, slots=True)
class Found:
    """What fits what was typed; `of_client` is the number of the one client whose disclosures are listed.

    `clues` says of clients, by id, by what they were found where it was not by who they are.
    """

    clients: Some[Client]
    requests: Some[request_queue.Row]
    disclosures: Some[disclosures.Row]
    of_client: str | None = None
    clues: Mapping[int, Clue] = field(default_factory=dict)
    complaints: Some[complaint_lists.Row] = field(default_factory=Some)

    @property
    def total(self) -> int:
        """How many records of all kinds."""
        return self.clients.total + self.requests.total + self.disclosures.total + self.complaints.total


def exactly(store: Store, actor: Actor, typed: str) -> tuple[Kind, str] | None:
    """The one record that has this number, whatever its kind: what it is, and its number as it is stored.

    Only what the person may open. None when there is none, or when records of two kinds have it.
    """
    kinds: dict[Kind, tuple[Act, Act, str]] = {
        "client": (Act.CLIENT_LIST, Act.CLIENT_VIEW, "select number from clients where lower(number) = $typed"),
        "request": (Act.REQUEST_LIST, Act.REQUEST_VIEW, "select number from requests where lower(number) = $typed"),
        "complaint": (
            Act.COMPLAINT_LIST,
            Act.COMPLAINT_VIEW,
            "select number from complaints where lower(number) = $typed",
        ),
        "disclosure": (
            Act.DISCLOSURE_LIST,
            Act.DISCLOSURE_LIST,
            "select number from disclosures where lower(number) = $typed",
        ),
        "breach": (Act.BREACH_VIEW, Act.BREACH_VIEW, "select number from breaches where lower(number) = $typed"),
    }
    found: list[tuple[Kind, str]] = []
    for kind, (lists, opens, sql) in kinds.items():
        if may(actor.roles, lists) and may(actor.roles, opens):
            with store.read(actor, lists) as reader:
                found += [(kind, number) for number in reader.values(sql, typed=typed.strip().lower())]
    return found[0] if len(found) == 1 else None


def everywhere(store: Store, actor: Actor, typed: str, *, sitting: str) -> Found:
    """The first clients, cases, complaints and disclosures that fit, each kind for those who may list it.

    A client is found by who it is, or by what a caller says (`clues`). A disclosure is found by its number or
    reference and, when one client fits, through that client. A search for
    a citizen service number is logged, and finds its client and what is of that client.
    """
    typed = typed.strip()
    if not typed:
        return Found(Some(), Some(), Some())
    people: Some[Client] = Some()
    by: dict[int, Clue] = {}
    if may(actor.roles, Act.CLIENT_LIST):
        page = clients.searched_clients(store, actor, typed, Position(), sitting=sitting, size=FEW)
        people = Some(tuple(page.rows), page.total)
        with store.read(actor, Act.CLIENT_LIST) as reader:
            by = clues(reader, typed) if people.rows else {}
    only = people.rows[0].number if people.total == 1 else None
    of_cases, of_entries = request_queue.Filter(stand="all", search=typed), disclosures.Filter(search=typed)
    of_complaints = complaint_lists.Filter(stand="all", search=typed)
    if clients.is_bsn(typed):
        if only is None:
            return Found(people, Some(), Some())
        of_cases, of_entries = (
            request_queue.Filter(stand="all", client_number=only),
            disclosures.Filter(client_number=only),
        )
        of_complaints = complaint_lists.Filter(stand="all", client_number=only)
    cases = _few(store, actor, Act.REQUEST_LIST, lambda reader: _cases(reader, actor, of_cases))
    entries = _few(store, actor, Act.DISCLOSURE_LIST, lambda reader: _entries(reader, actor, of_entries))
    grievances = _few(store, actor, Act.COMPLAINT_LIST, lambda reader: _complaints(reader, actor, of_complaints))
    if of_entries.client_number:
        return Found(people, cases, entries, only, by, grievances)
    is_its_number = only is not None and typed.lower() == only.lower()
    if (entries.total and not is_its_number) or only is None:
        return Found(people, cases, entries, None, by, grievances)
    of_client = _few(
        store,
        actor,
        Act.DISCLOSURE_LIST,
        lambda reader: _entries(reader, actor, disclosures.Filter(client_number=only)),
    )
    return Found(people, cases, of_client, only, by, grievances)


def _few(store: Store, actor: Actor, act: Act, ask: Callable[[Reader], Some[T]]) -> Some[T]:
    if not may(actor.roles, act):
        return Some()
    with store.read(actor, act) as reader:
        return ask(reader)


def _cases(reader: Reader, actor: Actor, which: request_queue.Filter) -> Some[request_queue.Row]:
    page = request_queue.open_requests(reader, actor, which, Position(), FEW)
    return Some(tuple(page.rows), page.total)


def _complaints(reader: Reader, actor: Actor, which: complaint_lists.Filter) -> Some[complaint_lists.Row]:
    page = complaint_lists.listed(reader, actor, which, Position(), FEW)
    return Some(tuple(page.rows), page.total)


def _entries(reader: Reader, actor: Actor, which: disclosures.Filter) -> Some[disclosures.Row]:
    page = disclosures.listed(reader, actor, which, Position(), FEW)
    return Some(tuple(page.rows), page.total)
