"""The clients: finding one, seeing who it is, and showing a citizen service number where there is a reason."""

import hashlib
import hmac
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any

from data_layer.client_states import InState
from data_layer.clues import clues
from data_layer.errors import BadInput, NotFound
from data_layer.log import Reason, Subject
from data_layer.paging import SIZE, Chosen, Order, Page, Position, newest_first, page_of
from data_layer.rules.access import Act, may
from data_layer.rules.checks import checked_date
from data_layer.rules.identity import bsn_problem, masked_bsn, normal_bsn, repeatable
from data_layer.rules.searching import folded
from data_layer.rules.sentences import say
from data_layer.staff import Actor
from data_layer.store import Store
from data_layer.transactions import Reader

RESTRICTED, HELD, OPEN_REQUEST, DUE = "restricted", "held", "open_request", "due"
FLAG_LABELS = {
    RESTRICTED: say("restricted"),
    HELD: say("held"),
    OPEN_REQUEST: say("open request"),
    DUE: say("due for deletion"),
}
ORDERS = {
    "name": Order(
        say("by name"),
        """
        concat_ws(' ', '.' || lower(strip_accents(coalesce(surname, ''))),
            lower(strip_accents(coalesce(first_names, ''))))
        """,
    ),
    "number": Order(say("by number"), "lower(number)"),
    "newest": newest_first(say("newest first"), "registered_on"),
}
"""The ways to sort the clients; the first is the usual one."""
REVEAL_REASONS = {
    "identity": say("checking who it is"),
    "duo": say("delivery to DUO"),
    "correction": say("checking or correcting the number"),
    "access": say("answering the person's own request"),
    "other": say("something else, namely"),
}
"""Why a BSN may be shown; the code goes into the log."""


@dataclass(frozen=True, slots=True)
class Client:
    """Who a client is and how matters stand; the BSN only masked, None where there is none.

    `ended_on` is the end of the last agreement, past or coming; None while one has no end date. `merged_with` is the
    number of the client that this one was merged into; `is_put_away` whether the name or the address is kept out of
    ordinary sight, for papers that must stay.
    """

    id: int
    number: str
    first_names: str | None
    prefix: str | None
    surname: str | None
    call_name: str | None
    birth_date: date | None
    language: str | None
    masked_bsn: str | None
    registered_on: date
    restricted_since: date | None
    held: bool
    first_due_from: date | None
    all_due_from: date | None
    has_agreement: bool
    is_running: bool
    ended_on: date | None
    open_requests: int
    merged_with: str | None
    is_put_away: bool
    version: int
    today: date

    @property
    def name(self) -> str:
        """The name as one speaks it; empty when only a number is known."""
        return " ".join(part for part in (self.first_names, self.prefix, self.surname) if part)

    @property
    def listed_name(self) -> str:
        """The name as a list has it: surname first, so that the order can be seen."""
        return listed_name(self.first_names, self.prefix, self.surname)

    @property
    def flags(self) -> tuple[str, ...]:
        """What stands out about this client, the gravest first."""
        stands = {
            RESTRICTED: self.restricted_since is not None,
            HELD: self.held,
            OPEN_REQUEST: self.open_requests > 0,
            DUE: self.first_due_from is not None and self.first_due_from <= self.today,
        }
        return tuple(flag for flag, is_so in stands.items() if is_so)


def listed_name(first_names: str | None, prefix: str | None, surname: str | None) -> str:
    """A name as a list has it: "Berg, Amina van den"."""
    given = " ".join(part for part in (first_names, prefix) if part)
    return ", ".join(part for part in (surname, given) if part)


def found_clients(
    reader: Reader,
    search: str,
    position: Position,
    size: int = SIZE,
    order: str = "name",
    *,
    stood: InState | None = None,
) -> Page[Client]:
    """The clients that fit what was typed, in one of ORDERS; all of them when nothing was typed. Of two that were
    merged, only the one that stayed, also by the other's number; with `stood` only those who did.

    One box understands a client number or its beginning, words of a name in any order, a date of birth, and what a
    caller says (`clues`); with a whole number its client comes first. For a citizen service number there is
    `searched_clients`.
    """
    return _page(reader, chosen_clients(reader, search, order, stood=stood), position, size)


def searched_clients(
    store: Store,
    actor: Actor,
    search: str,
    position: Position,
    *,
    sitting: str,
    size: int = SIZE,
    order: str = "name",
    stood: InState | None = None,
) -> Page[Client]:
    """As `found_clients`, and finds by exact citizen service number too, for those who may.

    Such a look is logged with the client that was found, once per sitting, never with the number. The number of a
    client that could be a citizen service number is the client's.
    """
    with store.read(actor, Act.CLIENT_LIST) as reader:
        bsn = sought_bsn(reader, actor, search)
        if bsn is None:
            return found_clients(reader, search, position, size, order, stood=stood)
    with store.read(actor, Act.BSN_SEARCH) as reader:
        page = _page(reader, chosen_clients(reader, search, order, bsn, stood), position, size)
        found = reader.values("select id from clients where bsn = $bsn", bsn=bsn)
    for client_id in found:
        with store.read(actor, Act.BSN_SEARCH, Subject("client", client_id), sitting=sitting):
            pass
    if not found:  # every number that nobody has is a look of its own: many are a search for whom one does not know
        missed = hmac.new(store.log_key, bsn.encode(), hashlib.sha256).hexdigest()
        reason = Reason("nobody_found")
        with store.read(actor, Act.BSN_SEARCH, Subject("client"), sitting=f"{sitting}:{missed}", reason=reason):
            pass
    return page


def is_bsn(search: str) -> bool:
    """Whether what was typed can be a citizen service number; then it is not repeated anywhere."""
    return bsn_problem(search) is None


def the_client(reader: Reader, number: str) -> Client:
    """The client with this number. Raises NotFound."""
    client_id = id_of(reader, number)
    return _clients(reader, [client_id])[0]


def id_of(reader: Reader, number: str) -> int:
    """The id of the client with this number. Raises NotFound."""
    found = reader.value("select id from clients where number = $number", number=number)
    if found is None:
        raise NotFound(
            say("There is no client with number %(number)s. Look the client up in the list.", number=repeatable(number))
        )
    return int(found)


@contextmanager
def opened_dossier(store: Store, actor: Actor, number: str, *, sitting: str) -> Iterator[tuple[Reader, Client]]:
    """Lends a reader for the dossier of one client; the look is logged once per sitting. Raises NotFound."""
    with store.read(actor, Act.CLIENT_LIST) as reader:
        client_id = id_of(reader, number)
    with store.read(actor, Act.CLIENT_VIEW, Subject("client", client_id), sitting=sitting) as reader:
        yield reader, the_client(reader, number)


def reveal_bsn(store: Store, actor: Actor, client_id: int, reason: Reason) -> str:
    """The nine digits of one client's citizen service number, for a reason; always logged.

    The code of the reason is one of REVEAL_REASONS; `other` needs words. Raises BadInput, NotFound, NotAllowed.
    """
    if reason.code not in REVEAL_REASONS:
        raise BadInput(say("Choose why the citizen service number (BSN) must be seen; it is not shown."), "reason")
    if reason.code == "other" and not (reason.text or "").strip():
        raise BadInput(
            say("Write down why the citizen service number (BSN) must be seen; it is not shown."), "reason_text"
        )
    with store.read(actor, Act.BSN_REVEAL, Subject("client", client_id), reason=reason) as reader:
        bsn = reader.value("select bsn from clients where id = $id", id=client_id)
    if bsn is None:
        raise NotFound(say("No citizen service number (BSN) is recorded for this client."))
    return str(bsn)


def listed_names(reader: Reader, client_ids: Sequence[int]) -> dict[int, str]:
    """The names of these clients, as a list has them."""
    if not client_ids:
        return {}
    rows: list[dict[str, Any]] = reader.all(
        dict,
        "select id, first_names, prefix, surname from clients where id in (select unnest($ids))",
        ids=list(client_ids),
    )
    return {row["id"]: listed_name(row["first_names"], row["prefix"], row["surname"]) for row in rows}


def sought_bsn(reader: Reader, actor: Actor, search: str) -> str | None:
    """The citizen service number that this person looks for, where they may and no client has it as its number."""
    if not is_bsn(search) or not may(actor.roles, Act.BSN_SEARCH):
        return None
    typed = search.strip().lower()
    is_taken = reader.value("select id from clients where lower(number) = $typed", typed=typed) is not None
    return None if is_taken else normal_bsn(search)


@dataclass(frozen=True, slots=True)
class _Key:
    id: int
    number: str


def chosen_clients(
    reader: Reader, search: str, order: str = "name", bsn: str | None = None, stood: InState | None = None
) -> Chosen:
    """The ids and numbers of the clients that fit what was typed, or to whom a clue leads; those who `stood` so."""
    typed = " ".join(search.split())
    words = sorted(folded(typed).split(), key=len, reverse=True)
    facts: dict[str, Any] = {
        "typed": typed.lower(),
        "born": checked_date(typed, today=reader.today).value,
        "bsn": bsn,
        "word": words[0] if words else None,
        "words": words[1:],
    }
    by = ORDERS[order]
    led_to = ""
    if found := clues(reader, typed):
        facts["led_to"] = list(found)
        led_to = "or id in (select unnest($led_to::bigint[]))"
    sql = f"""
        select id, number, case when lower(number) = $typed then {by.first} else {by.sql} end as sort_key
        from clients
        where merged_into is null and ($typed = '' or starts_with(lower(number), $typed) or birth_date = $born
            or bsn = $bsn or id in (select merged_into from clients where lower(number) = $typed)
            or (contains(search_name, $word) and len(list_filter($words, lambda w: not contains(search_name, w))) = 0)
            {led_to})
    """  # noqa: S608 - a sort key of this module
    if stood is not None:
        sql, more = stood.narrowed(sql, reader.today)
        facts |= more
    return Chosen(sql, facts)


def _page(reader: Reader, chosen: Chosen, position: Position, size: int) -> Page[Client]:
    page = page_of(reader, _Key, chosen, position, size)
    clients = {client.id: client for client in _clients(reader, [key.id for key in page.rows])}
    return Page([clients[key.id] for key in page.rows], page.total, page.before, page.after)


def _clients(reader: Reader, client_ids: Sequence[int]) -> list[Client]:
    if not client_ids:
        return []

    def built(bsn: str | None, **columns: Any) -> Client:
        return Client(masked_bsn=masked_bsn(bsn) if bsn else None, today=reader.today, **columns)

    return reader.all(
        built,
        """
        with chosen as (select unnest($ids)::bigint as id),
        course as (
            select client_id, bool_or(ended_on is null or ended_on >= $today) as is_running,
                case when bool_and(ended_on is not null) then max(ended_on) end as ended_on
            from agreements where client_id in (select id from chosen) group by client_id
        ),
        asked as (
            select client_id, count(*) as open_requests from requests
            where answered_on is null and finished_on is null and client_id in (select id from chosen)
            group by client_id
        )
        select c.id, c.number, c.first_names, c.prefix, c.surname, c.call_name, c.birth_date, c.language, c.bsn,
            c.registered_on, c.restricted_since, c.held, c.first_due_from, c.all_due_from,
            course.client_id is not null as has_agreement, coalesce(course.is_running, false) as is_running,
            course.ended_on, coalesce(asked.open_requests, 0) as open_requests, stayed.number as merged_with,
            c.id in (select client_id from fiscal_identities) as is_put_away, c.version
        from clients c semi join chosen on chosen.id = c.id
        left join course on course.client_id = c.id
        left join asked on asked.client_id = c.id
        left join clients stayed on stayed.id = c.merged_into
        order by c.id
        """,
        ids=list(client_ids),
        today=reader.today,
    )
