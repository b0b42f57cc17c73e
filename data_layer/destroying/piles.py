"""What an erasure would do to a client's data, in three piles: delete now, keep under a duty, held."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from data_layer.categories import CATEGORIES, Category
from data_layer.client_states import NOT_OVER
from data_layer.destroying.items import OF_A_CLIENT
from data_layer.destroying.labels import WHAT_LABELS
from data_layer.fiscal_identities import PAPERS, PARTS, kept_sql
from data_layer.retention_kept import HOLD_LABELS
from data_layer.rules.erasure import Decision, Fate, Hold, Part, Person, decided
from data_layer.rules.sentences import Sentence
from data_layer.transactions import Reader
from data_layer.vocabulary import Ground


@dataclass(frozen=True, slots=True)
class Pile:
    """A category, or the desk's own records of the client, in one of the piles: how many records, until when, why."""

    category: str
    records: int
    until: date | None
    why: tuple[Sentence, ...]

    @property
    def label(self) -> Sentence:
        """What it is called."""
        return WHAT_LABELS[self.category]


@dataclass(frozen=True, slots=True)
class Piles:
    """The three piles, each in the order of the statement."""

    delete: tuple[Pile, ...]
    keep: tuple[Pile, ...]
    held: tuple[Pile, ...]

    @property
    def erasable(self) -> frozenset[str]:
        """What may be chosen to go."""
        return frozenset(pile.category for pile in self.delete)


def piles(reader: Reader, client_id: int, request_id: int | None = None) -> Piles:
    """What an erasure of this client would do today.

    No request for erasure or withdrawal of consent holds it, `request_id` least of all; any other hold does.
    """
    ids = _all_of(reader, client_id)
    found = _records(reader, ids)
    holds = _holds(reader, ids, request_id)
    person = _person(reader, ids)
    sorted_out: dict[Fate, list[Pile]] = {fate: [] for fate in Fate}
    put_away = _put_away(reader, client_id)
    for code in (code for code in _PARTS if code in found or code in put_away):
        part, count = _PARTS[code], found.get(code, put_away.get(code, 0))
        covering = [hold for hold, categories in holds if categories is None or code in categories]
        decision = decided(replace(part, is_put_away=code not in found), person, covering, reader.today)
        sorted_out[decision.fate].append(_pile(code, count, decision))
    return Piles(*(tuple(sorted_out[fate]) for fate in Fate))


def _pile(code: str, count: int, decision: Decision) -> Pile:
    return Pile(code, count, decision.until, decision.why)


def _part(category: Category) -> Part:
    needed = {Ground.CONTRACT, Ground.LEGAL_OBLIGATION}
    return Part(category.fiscal, is_for_course=not needed.isdisjoint(category.grounds))


_OWN = Part("no", is_for_course=False, is_own=True)
_PARTS = {**{category.code: _part(category) for category in CATEGORIES}, **dict.fromkeys(OF_A_CLIENT, _OWN)}


def _all_of(reader: Reader, client_id: int) -> list[int]:
    """The client, and what stayed of those that were merged into it."""
    return [client_id, *reader.values("select id from clients where merged_into = $client_id", client_id=client_id)]


def _records(reader: Reader, ids: Sequence[int]) -> dict[str, int]:
    """How many records there are of each category that has any; facts of the client's own row count as one."""
    found: Counter[str] = Counter()
    for client_id in ids:  # one by one, for a table of millions is read by a single number only where that can be
        rows = reader.table(_COUNTS, client_id=client_id).to_pylist()
        found.update({row["category"]: int(row["n"]) for row in rows})
    return {code: found[code] for code in _PARTS if found[code]}


def _counts_sql() -> str:
    tables = {c.code: [kind.table for kind in c.kinds] for c in CATEGORIES if c.table != "clients"}
    tables |= {code: [table] for code, table in OF_A_CLIENT.items()}
    counts = [
        f"select '{code}' as category, count(*) as n from {table} where client_id = $client_id"
        for code, some in tables.items()
        for table in some
    ]
    counts += [
        f"select '{category.code}', count(*) from clients where id = $client_id"
        f" and ({' or '.join(f'{field.column} is not null' for field in category.fields)})"
        for category in CATEGORIES
        if category.table == "clients"
    ]
    return f"select category, sum(n)::bigint as n from ({' union all '.join(counts)}) group by category"


_COUNTS = _counts_sql()


def _holds(reader: Reader, ids: Sequence[int], request_id: int | None) -> list[tuple[Hold, frozenset[str] | None]]:
    def built(kind: str, since: date, until: date | None, categories: list[str] | None) -> Any:
        covers = None if categories is None else frozenset(categories)
        return Hold(HOLD_LABELS[kind], since, until), covers

    return reader.all(
        built,
        """
        select h.kind, h.since, h.until, h.categories from holds h
        -- the kind as a condition of its own would make this join compare every pair
        left join requests r on r.id = case when h.kind = 'request' then h.fact_id end
        where h.client_id in (select unnest($ids)::bigint) and coalesce(h.until, $today) >= $today
            and coalesce(r.id <> $request_id, true)
            and coalesce(r.request_right not in ('erasure', 'consent_withdrawal'), true)
        order by h.since, h.id
        """,
        ids=list(ids),
        request_id=request_id,
        today=reader.today,
    )


def _put_away(reader: Reader, client_id: int) -> dict[str, int]:
    """How many records there are of the categories that are kept out of ordinary sight."""
    found = {
        code: int(
            reader.value(f"select count(*) from {kept_sql(code)} where client_id = $client_id", client_id=client_id)
        )
        for code in PARTS
    }
    return {code: count for code, count in found.items() if count}


def _person(reader: Reader, ids: Sequence[int]) -> Person:
    fiscal = [category.code for category in CATEGORIES if category.fiscal == "yes"]
    found = reader.one(
        Person,
        f"""
        select (select count(*) > 0 from agreements
                where client_id in (select unnest($ids)::bigint) and {NOT_OVER}) as is_in_course,
            count(*) filter (category in (select unnest($papers))) > 0 as has_papers,
            case when bool_and(last_day is not null) then max(last_day) end as fiscal_last_day
        from due where client_id in (select unnest($ids)::bigint) and category in (select unnest($fiscal))
        """,
        ids=list(ids),
        today=reader.today,
        fiscal=fiscal,
        papers=list(PAPERS),
    )
    assert found is not None  # noqa: S101 - an aggregate always has a row
    return found
