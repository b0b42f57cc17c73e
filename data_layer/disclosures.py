"""The register of disclosures as it is read: lists, totals, one entry."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import pyarrow as pa

from data_layer.errors import NotFound
from data_layer.paging import SIZE, Chosen, Order, Page, Position, page_of
from data_layer.recipient_agreements import agreed_sql
from data_layer.rules.access import Act, may
from data_layer.rules.sentences import Sentence, say
from data_layer.rules.working_days import add_months
from data_layer.staff import Actor
from data_layer.transactions import Reader

STATE_LABELS: dict[str, Sentence] = {
    "made": say("made, not sent"),
    "sent": say("gone out"),
    "received": say("received"),
    "annulled": say("annulled"),
}
EXEMPTIONS: dict[str, Sentence] = {
    "has_it": say("the person already has this information"),
    "by_law": say("the law says that these data are obtained"),
    "impossible": say("impossible, or a disproportionate effort"),
}
"""Why the source of received data need not be told (art. 14(5))."""


@dataclass(frozen=True, slots=True)
class Filter:
    """Which entries to list, and in which of UNTOLD_ORDERS; what is None does not matter.

    `since` and `until` are the first and the last day; `counting` leaves out what was annulled, or was so on the day
    `as_of`; `search` looks in number and reference, or is a client's whole number; `is_source_untold` leaves those with
    somebody who must be told yet where the data came from; `lacks_agreement` what went to a processor or a joint
    controller with whom no agreement was valid on the day.
    """

    recipient: str | None = None
    direction: str | None = None
    state: str | None = None
    counting: bool | None = None
    is_flagged: bool | None = None
    purpose: int | None = None
    ground: str | None = None
    category: str | None = None
    flag: str | None = None
    since: date | None = None
    until: date | None = None
    client_number: str | None = None
    search: str | None = None
    is_source_untold: bool | None = None
    lacks_agreement: bool | None = None
    as_of: date | None = None
    order: str = "newest"


@dataclass(frozen=True, slots=True)
class Row:
    """One entry in a list; `recipient_name` is empty for a stranger whose name is not for this person; `client_number`
    where it concerns one client, for those who may list clients. Of its `clients` so many have been destroyed since as
    are `forgotten`."""

    id: int
    number: str
    happened_on: date
    direction: str
    recipient_code: str
    recipient_name: str
    categories: list[str]
    purpose: int | None
    statute: str | None
    ground: str | None
    clients: int
    forgotten: int
    state: str
    flags: list[str]
    source_exempt: str | None
    untold: int
    client_number: str | None = None

    @property
    def tell_by(self) -> date | None:
        """The day by which the persons are to be told the source of received data (art. 14(3)(a)), while any is not."""
        if not self.untold or self.state != "received" or self.source_exempt is not None:
            return None
        return add_months(self.happened_on, 1)


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry in full; `reference` and `remark` are None for those who may not list clients.

    A delivery made here has the period of its records, and the name and SHA-256 of its file.
    """

    row: Row
    channel: str
    reference: str | None
    remark: str | None
    sent_on: date | None
    annulled_on: date | None
    recorded_on: date
    recorded_by: str | None
    breach_number: str | None
    breach_aware_at: datetime | None
    period_from: date | None
    period_until: date | None
    file_name: str | None
    file_digest: str | None
    version: int


_ROW = """
    d.id, d.number, d.happened_on, d.direction, r.code as recipient_code, {name} as recipient_name, d.categories,
    d.purpose, d.statute, d.ground, d.clients, coalesce(d.forgotten, 0) as forgotten, d.state, d.flags, d.source_exempt,
"""
UNTOLD = """
    (d.state = 'received' and d.source_exempt is null
        and d.id in (select p.disclosure_id from disclosure_clients p where p.told_source_on is null
            and p.disclosure_id in (select i.id from disclosures i where i.state = 'received')))
"""
"""Whether somebody is still to be told where the received data of entry `d` came from (art. 14), in SQL."""
NEEDS_AGREEMENT = "(d.direction = 'out' and r.role in ('processor', 'joint') and not coalesce(r.is_stranger, false))"
"""Whether entry `d` went to a recipient `r` with whom something must be agreed, in SQL (art. 28(3), 26(1))."""
LACKS_AGREEMENT = f"({NEEDS_AGREEMENT} and not {agreed_sql('d.happened_on')})"
"""Whether on its day no such agreement was valid."""
COUNTS = "(d.state <> 'annulled' or coalesce(d.annulled_on > $day, false))"
"""Whether entry `d` counts: it was not annulled, or not by that `$day` if one is given."""
TELL_BY = "(d.happened_on + interval 1 month)::date"
"""The last day to tell it, in SQL; of a month without that day the last one (art. 14(3)(a))."""
# by day, on one day as they were recorded: ids of 63 bits ascend
_BY_DAY = "((date_diff('day', date '1970-01-01', d.happened_on)::hugeint << 63) + d.id)"
ORDERS = {
    "newest": Order(say("newest first"), f"-{_BY_DAY}"),
    "oldest": Order(say("oldest first"), _BY_DAY),
    "most_clients": Order(say("most clients first"), "-d.clients"),
    "number": Order(say("by number"), "d.number"),
}
"""The ways to sort the register; the first is the usual one."""
UNTOLD_ORDERS = {
    "tell_by": Order(say("first to be told"), f"date_diff('day', date '1970-01-01', {TELL_BY})"),
    **ORDERS,
}
"""The ways to sort the entries whose source is to be told yet."""
STRANGERS = "stranger"
"""As the code of a recipient: all who got data, or gave them, without being a recipient of the school."""
OF_RECIPIENT = f"(r.code = $recipient or ($recipient = '{STRANGERS}' and r.is_stranger))"
_CLAUSES = {  # one per field of Filter, used where that is set: a clause about persons costs a look at all of them
    "recipient": OF_RECIPIENT,
    "direction": "d.direction = $direction",
    "state": "d.state = $state",
    "counting": f"{COUNTS} = $counting",
    "is_flagged": "(len(d.flags) > 0) = $is_flagged",
    "purpose": "d.purpose = $purpose",
    "ground": "d.ground = $ground",
    "category": "list_contains(d.categories, $category)",
    "flag": "list_contains(d.flags, $flag)",
    "since": "d.happened_on >= $since",
    "until": "d.happened_on <= $until",
    "client_number": """
        d.id in (select p.disclosure_id from disclosure_clients p join clients c on c.id = p.client_id
            where c.number = $client_number)
    """,
    "search": """
        (contains(lower(d.number), lower($search)) or contains(lower(coalesce(d.reference, '')), lower($search))
            or d.id in (select p.disclosure_id from disclosure_clients p where p.client_id in (
                select coalesce(c.merged_into, c.id) from clients c where lower(c.number) = lower($search))))
    """,
    "is_source_untold": f"$is_source_untold and {UNTOLD}",
    "lacks_agreement": f"{LACKS_AGREEMENT} = $lacks_agreement",
}
_WITHOUT_CLIENTS = {  # what was typed may name a person, and a number finds one
    "client_number": "$client_number is null",
    "search": "contains(lower(d.number), lower($search))",
}


def listed(reader: Reader, actor: Actor, which: Filter, position: Position, size: int = SIZE) -> Page[Row]:
    """One page of the register.

    Whoever may not list clients gets no client numbers, and finds nothing by them or by a reference.
    """
    page: Page[dict[str, Any]] = page_of(reader, dict, chosen_disclosures(actor, which), position, size)
    return Page(_rows(reader, actor, page.rows), page.total, page.before, page.after)


def chosen_disclosures(actor: Actor, which: Filter) -> Chosen:
    """The entries that fit the filter, in its order, with the columns of a Row that one table gives."""
    where, facts = filtered(actor, which)
    sql = f"""
        select {_ROW.format(name=name_of(actor))} {UNTOLD_ORDERS[which.order].sql} as sort_key
        from disclosures d join recipients r on r.id = d.recipient_id
        where {where}
    """  # noqa: S608 - fragments of this module
    return Chosen(sql, facts)


def years(reader: Reader) -> list[int]:
    """The years that have entries, newest first."""
    return reader.values("select distinct year(happened_on)::integer as y from disclosures order by y desc")


def the_disclosure(reader: Reader, actor: Actor, number: str) -> Entry:
    """The entry with this number, without its clients: those are paged. Raises NotFound."""
    found: dict[str, Any] | None = reader.one(
        dict,
        f"""
        select {_ROW.format(name=name_of(actor))} d.channel, case when $sees_clients then d.reference end as reference,
            case when $sees_clients then d.remark end as remark, d.sent_on, d.annulled_on, d.recorded_on, d.version,
            d.period_from, d.period_until, d.file_name, d.file_digest,
            s.name as recorded_by,
            b.number as breach_number, b.aware_at as breach_aware_at
        from disclosures d join recipients r on r.id = d.recipient_id left join staff s on s.id = d.staff_id
            left join breaches b on b.disclosure_id = d.id
        where d.number = $number
        """,  # noqa: S608 - fragments of this module
        number=number,
        sees_clients=_sees_clients(actor),
    )
    if found is None:
        raise NotFound(say("There is no disclosure with this number. Choose one from the list."))
    rest = {name: found.pop(name) for name in Entry.__slots__ if name != "row"}
    return Entry(row=_rows(reader, actor, [found])[0], **rest)


def _rows(reader: Reader, actor: Actor, found: Sequence[dict[str, Any]]) -> list[Row]:
    """Rows with what disclosure_clients says of them, asked for these only."""
    wanted = pa.table({"id": pa.array([row["id"] for row in found], pa.int64())})
    with reader.lent(wanted_entries=wanted):
        counted: list[dict[str, Any]] = reader.all(
            dict,
            """
            select p.disclosure_id, count(*) filter (p.told_source_on is null) as untold,
                case when $sees_clients and any_value(d.clients) = 1 then min(c.number) end as client_number
            from disclosure_clients p join disclosures d on d.id = p.disclosure_id
                left join clients c on c.id = p.client_id
            where p.disclosure_id in (select id from wanted_entries)
            group by p.disclosure_id
            """,
            sees_clients=_sees_clients(actor),
        )
    of_clients = {row.pop("disclosure_id"): row for row in counted}
    return [Row(**row, **(of_clients.get(row["id"]) or {"untold": 0})) for row in found]


def name_of(actor: Actor) -> str:
    """The name of a recipient `r` in SQL; of a stranger it may be a person's, and is for those who may list clients."""
    return "r.name" if _sees_clients(actor) else "case when r.is_stranger then '' else r.name end"


def _sees_clients(actor: Actor) -> bool:
    return may(actor.roles, Act.CLIENT_LIST)


def filtered(actor: Actor, which: Filter) -> tuple[str, dict[str, Any]]:
    """The condition for an entry `d` of a recipient `r` to fit the filter, in SQL, with the facts that it names."""
    clauses = _CLAUSES if _sees_clients(actor) else _CLAUSES | _WITHOUT_CLIENTS
    facts = {name: getattr(which, name) for name in _CLAUSES}
    facts["search"] = (which.search or "").strip() or None
    facts = {name: fact for name, fact in facts.items() if fact is not None}
    where = " and ".join(["true", *(clauses[name] for name in facts)])
    return where, facts if which.counting is None else {**facts, "day": which.as_of}
