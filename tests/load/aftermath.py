"""What the store says after the crowd went home, beside what the desk told the people."""

from collections import Counter
from collections.abc import Iterator, Sequence

from data_layer.rules.access import Act
from data_layer.settings import Settings
from data_layer.staff import THE_DESK
from data_layer.store import Store, open_store
from data_layer.transactions import Reader
from data_layer.verifying import findings
from data_layer.wording import put
from tests.load.people import FIRST_ID
from tests.load.rounds import Facts, Written


def facts(settings: Settings) -> Facts:
    """What the crowd may look at, in a store that nobody has open."""
    store = open_store(settings)
    with store.read(THE_DESK, Act.STAFF_VIEW) as reader:
        clients = reader.all(
            _pair,
            """
            select number, concat_ws(' ', first_names, prefix, surname) as name from clients
            where surname is not null order by number
            """,
        )
        requests = reader.all(
            _pair,
            """
            select r.number, c.number || ' · ' || concat_ws(' ', c.first_names, c.prefix, c.surname) as client
            from requests r join clients c on c.id = r.client_id where c.surname is not null order by r.number
            """,
        )
    store.close()
    return Facts(tuple(requests), tuple(clients))


def discrepancies(settings: Settings, written: Written) -> list[str]:
    """What was told and is not so, what is so and was never told, and what `verify` finds; empty when all is well."""
    store = open_store(settings)
    with store.read(THE_DESK, Act.STAFF_VIEW) as reader:
        found = [*_of_complaints(reader, written), *_of_notes(reader, written)]
    found += _of_the_whole(store)
    store.close()
    return found


def _pair(number: str, **named: str) -> tuple[str, str]:
    return number, next(iter(named.values()))


def _row(**columns: object) -> tuple[object, ...]:
    return tuple(columns.values())


def _of_complaints(reader: Reader, written: Written) -> Iterator[str]:
    kept = reader.all(
        _row,
        """
        select c.number, c.subject, e.staff_id, c.handler_id from complaints c
        join complaint_events e on e.complaint_id = c.id and e.kind = 'received'
        where e.staff_id >= $first_id
        """,
        first_id=FIRST_ID,
    )
    told = [(number, *of, written.handlers[number]) for number, of in written.complaints.items()]
    yield from _differences("complaint", told, kept)


def _of_notes(reader: Reader, written: Written) -> Iterator[str]:
    kept = reader.all(
        _row,
        """
        select c.number, e.body, e.staff_id from complaint_events e join complaints c on c.id = e.complaint_id
        where e.kind = 'note' and e.staff_id >= $first_id
        """,
        first_id=FIRST_ID,
    )
    yield from _differences("note", written.notes, kept)


def _differences(what: str, told: Sequence[tuple[object, ...]], kept: Sequence[tuple[object, ...]]) -> Iterator[str]:
    for row in (Counter(told) - Counter(kept)).elements():
        yield f"{what} lost: {row}"
    for row in (Counter(kept) - Counter(told)).elements():
        yield f"{what} that nobody was told of: {row}"


def _of_the_whole(store: Store) -> Iterator[str]:
    for sentence in findings(store, THE_DESK):
        yield put(sentence, "nl")
