"""Walking through the queue: which request comes after the place where another stood."""

from dataclasses import dataclass
from datetime import date

from data_layer.requests.request_queue import Filter, chosen_requests
from data_layer.staff import Actor
from data_layer.transactions import Reader


@dataclass(frozen=True, slots=True)
class Place:
    """Where the request with this number stood in a list when it was opened; without a key it stood nowhere in it."""

    number: str
    sort_key: str | int | date | None = None


@dataclass(frozen=True, slots=True)
class Next:
    """The request that comes next, and how many there are from there to the end, itself included."""

    place: Place
    left: int


def place_of(reader: Reader, actor: Actor, which: Filter, number: str) -> Place:
    """Where this request stands now in the list that the filter leaves."""
    chosen = chosen_requests(reader, actor, which)
    found = reader.one(
        Place,
        f"select number, sort_key from ({chosen.sql}) where number = $the_number",  # noqa: S608 - the queue's own text
        the_number=number,
        **chosen.facts,
    )
    return found or Place(number)


def next_of(reader: Reader, actor: Actor, which: Filter, after: Place) -> Next | None:
    """The request that comes after this place, also when the one that stood there has moved or left the list meanwhile.

    None at the end. After a place nowhere in the list comes its first.
    """
    chosen = chosen_requests(reader, actor, which)
    from_there = {} if after.sort_key is None else {"from_key": after.sort_key}
    later = "(sort_key, number) > ($from_key, $from_number)" if from_there else "number <> $from_number"
    return reader.one(
        _next,
        f"""
        with later as materialized (
            select number, sort_key from ({chosen.sql}) where number <> $from_number and {later}
        )
        select number, sort_key, (select count(*) from later) as left_over from later order by sort_key, number limit 1
        """,  # noqa: S608 - the queue's own text
        from_number=after.number,
        **from_there,
        **chosen.facts,
    )


def _next(*, number: str, sort_key: str | int | date, left_over: int) -> Next:
    return Next(Place(number, sort_key), left_over)
