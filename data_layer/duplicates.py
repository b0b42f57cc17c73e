"""Clients that may be one person: born on the same day, with names that are the same but for the way they are written.

A word of a name is another's when they are nearly spelled alike or one is its initial. Two names are alike when every
word of the one, its call name and little words such as "van" and "el" aside, is a word of the other: first names and
surname may be swapped, and some may be missing. Brothers have a word of their own each.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from data_layer.errors import BadInput, ChangedMeanwhile, NotFound
from data_layer.log import Subject
from data_layer.paging import SIZE, Page, Position
from data_layer.person_checks import NAMES
from data_layer.record_checks import NOT_SAVED
from data_layer.rules.access import Act
from data_layer.rules.searching import folded
from data_layer.rules.sentences import say
from data_layer.staff import Actor
from data_layer.store import Store
from data_layer.transactions import Reader, check_restriction

ALIKE = 0.9  # Jaro-Winkler: Mohamed and Mohammed are, Hamid and Hamza are not
NEAR = 0.65  # of whole names, below which no two are alike: comparing word by word takes much longer
LITTLE_WORDS = "el al van de den der ten ter von ben bin ibn abu bint da dos di le la".split()  # noqa: SIM905 - read as the list it is


@dataclass(frozen=True, slots=True)
class LookAlike:
    """A client that looks like another."""

    id: int
    number: str
    name: str
    birth_date: date


@dataclass(frozen=True, slots=True)
class Pair:
    """Two clients that look alike, the one registered first before the other."""

    one: LookAlike
    other: LookAlike


def look_alikes(reader: Reader, client_id: int) -> list[LookAlike]:
    """The clients that look like this one, by number; not those that were merged, or told apart from it."""
    return reader.all(
        LookAlike,
        f"""
        with {_spoken("birth_date = (select birth_date from clients where id = $client_id)")},
        named as ({_worded("select * from spoken")})
        select b.id, b.number, {_NAME} as name, b.birth_date
        from named a join named b on b.id <> a.id
        where a.id = $client_id and {_ALIKE} and {_NOT_TOLD_APART}
        order by b.number
        """,  # noqa: S608 - fragments of this module
        client_id=client_id,
        little_words=LITTLE_WORDS,
    )


def look_alikes_of(
    reader: Reader, birth_date: date | None, names: Mapping[str, str | None], but: int
) -> list[LookAlike]:
    """The clients that look like somebody with these names, by number; `but` is the id that somebody will have."""
    parts = {name: folded(names.get(name) or "").split() for name in NAMES}
    return reader.all(
        LookAlike,
        f"""
        with {_spoken("birth_date = $birth_date and id <> $but")},
        named as ({_worded("select * from spoken")}),
        typed as ({_worded("select $spoken::varchar[] as spoken, $own_count as own_count")})
        select b.id, b.number, {_NAME} as name, b.birth_date
        from typed a cross join named b where {_ALIKE} order by b.number
        """,  # noqa: S608 - fragments of this module
        birth_date=birth_date,
        but=but,
        spoken=[word for words in parts.values() for word in words],
        own_count=sum(len(words) for name, words in parts.items() if name != "call_name"),
        little_words=LITTLE_WORDS,
    )


def all_look_alikes(reader: Reader, position: Position, size: int = SIZE) -> Page[Pair]:
    """Every two clients that look alike and were not told apart, the latest registered first.

    A position is the numbers of both, with a space between them.
    """
    pairs = reader.all(
        dict[str, Any],
        f"""
        with {_spoken("true")},
        sorted as materialized (select *, array_to_string(list_sort(spoken), ' ') as words from spoken),
        near as materialized (
            select a.id as one, b.id as other from sorted a
            join sorted b on a.birth_date = b.birth_date and (a.registered_on, a.id) < (b.registered_on, b.id)
            where jaro_winkler_similarity(a.words, b.words) >= $near
        ),
        named as materialized (
            {_worded("select * from spoken where id in (select one from near union select other from near)")}
        )
        select a.id as one, b.id as other, concat_ws(' ', a.number, b.number) as numbers
        from near join named a on a.id = near.one join named b on b.id = near.other
        where {_ALIKE} and {_NOT_TOLD_APART}
        order by b.registered_on desc, b.id, a.id
        """,  # noqa: S608 - fragments of this module
        near=NEAR,
        little_words=LITTLE_WORDS,
    )
    keys = [pair["numbers"] for pair in pairs]
    first = 0
    if position.after in keys:
        first = keys.index(position.after) + 1
    elif position.before in keys:
        first = max(0, keys.index(position.before) - size)
    shown = pairs[first : first + size]
    people = _people(reader, {pair[side] for pair in shown for side in ("one", "other")})
    return Page(
        [Pair(people[pair["one"]], people[pair["other"]]) for pair in shown],
        len(pairs),
        shown[0]["numbers"] if shown and first > 0 else None,
        shown[-1]["numbers"] if first + size < len(pairs) else None,
    )


def tell_apart(store: Store, actor: Actor, client_id: int, other_id: int) -> None:
    """Notes that two clients are two people; they are not pointed out any more. A second time does nothing.

    Raises BadInput, NotAllowed, NotFound, and ChangedMeanwhile when one was merged.
    """
    if client_id == other_id:
        raise BadInput(say("This is one client: choose two. %(not_saved)s", not_saved=NOT_SAVED))
    with store.change(actor, Act.CLIENT_MERGE, Subject("client", client_id)) as change:
        there = change.values(
            "select merged_into from clients where id in ($one, $other)", one=client_id, other=other_id
        )
        if len(there) < 2:
            raise NotFound(say("One of the two clients is not there any more: its data were destroyed."))
        if any(merged_into is not None for merged_into in there):
            raise ChangedMeanwhile(say("One of the two clients was merged meanwhile; nothing was saved."))
        check_restriction(change, actor, other_id, None)  # the door asked of the one
        pair = {"client_id": min(client_id, other_id), "other_id": max(client_id, other_id)}
        if change.value("select 1 from told_apart where client_id = $client_id and other_id = $other_id", **pair):
            change.undo()
            return
        change.insert("told_apart", staff_id=actor.staff_id, told_on=change.today, **pair)
        change.touched("told_apart")


def _people(reader: Reader, client_ids: Collection[int]) -> dict[int, LookAlike]:
    rows = reader.all(
        LookAlike,
        f"select b.id, b.number, {_NAME} as name, b.birth_date from clients b where b.id in (select unnest($ids))",  # noqa: S608 - a fragment of this module
        ids=list(client_ids),
    )
    return {row.id: row for row in rows}


def _spoken(which: str) -> str:
    """The clients with a day of birth and the words of their names, of which the first `own_count` are no call name."""
    return f"""
        spoken as (
            select id, number, first_names, prefix, surname, call_name, birth_date, registered_on,
                string_split(search_name, ' ') as spoken,
                len(spoken) - if(call_name is null, 0, len(string_split(trim(call_name), ' '))) as own_count
            from clients where birth_date is not null and merged_into is null and {which}
        )
    """  # noqa: S608 - fragments of this module


def _worded(source: str) -> str:
    """The rows of `source` with the words that tell people apart: `words`, and `own` without the call name."""
    telling = "list_filter({}, lambda w: not list_contains($little_words, w))"
    return f"""
        select *, if(len(telling) > 0, telling, spoken) as words, if(len(own_telling) > 0, own_telling, words) as own
        from (
            select *, {telling.format("spoken")} as telling, {telling.format("spoken[:own_count]")} as own_telling
            from ({source})
        )
    """  # noqa: S608 - fragments of this module


def _covered(own: str, words: str) -> str:
    """Whether each word of the one name is a word of the other, not two the same one, and not by initials alone."""
    spelled = f"length(w) > 1 and jaro_winkler_similarity(v, w) >= {ALIKE}"
    is_same = f"({spelled} or (length(w) = 1 and starts_with(v, w)) or (length(v) = 1 and starts_with(w, v)))"
    return f"""
        (len(list_filter({own}, lambda w: len(list_filter({words}, lambda v: {is_same})) = 0)) = 0
            and len(list_filter({words}, lambda v: len(list_filter({own}, lambda w: {is_same})) > 0)) >= len({own})
            and len(list_filter({own}, lambda w: len(list_filter({words}, lambda v: {spelled})) > 0)) > 0)
    """


_ALIKE = f"({_covered('a.own', 'b.words')} or {_covered('b.own', 'a.words')})"
_NAME = "coalesce(nullif(concat_ws(' ', b.first_names, b.prefix, b.surname), ''), b.call_name, '')"
_NOT_TOLD_APART = """
    not exists (from told_apart t where t.client_id = least(a.id, b.id) and t.other_id = greatest(a.id, b.id))
"""
