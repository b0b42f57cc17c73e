"""Builders: a store with what a test needs, said in one line. Nobody in here exists."""

import asyncio
import shutil
from collections.abc import Callable, Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, TypeVar

import pyarrow as pa
from pydantic import SecretStr

from data_layer import due, record_needs, transactions
from data_layer.backups import rights
from data_layer.categories import PERSON_KINDS, RECORD_KINDS, Field, RecordKind
from data_layer.delivering.delivery import Delivery, Selection
from data_layer.delivering.preparing import prepare
from data_layer.delivering.weighing import weighed
from data_layer.destroying import proposing
from data_layer.destroying.foreseeing import Scope
from data_layer.disclosing import Recorded
from data_layer.ids import new_id, new_ids
from data_layer.log import Subject
from data_layer.record_checks import checked_values
from data_layer.requests import extending, identifying, intake, request_answers, request_case
from data_layer.requests.request_history import Seen
from data_layer.rules.access import Act, Role
from data_layer.rules.complaints import answer_days
from data_layer.rules.request_course import ExtensionReason
from data_layer.rules.searching import folded
from data_layer.settings import Settings
from data_layer.staff import THE_DESK, Actor
from data_layer.store import Store, open_store
from data_layer.transactions import Change
from data_layer.vocabulary import Channel, Right

KEY = SecretStr("the key of the test")
TODAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)

MANAGER = Actor(1, "Mia Manager", frozenset({Role.MANAGEMENT}))
COORDINATOR = Actor(2, "Cor Coördinator", frozenset({Role.COORDINATOR}))
OFFICER = Actor(3, "Fenna Functionaris", frozenset({Role.PRIVACY_OFFICER}))
DEPUTY = Actor(4, "Dirk Deputy", frozenset({Role.PRIVACY_OFFICER}))
ADMINISTRATOR = Actor(5, "Ada Beheerder", frozenset({Role.ADMINISTRATOR}))
DAY = date(2024, 3, 5)
BSN, OTHER_BSN = "999990019", "999990020"
Values = dict[str, Any]
T = TypeVar("T")
FILLED: Values = {
    "text": "iets", "long": "Eerste regel\n- tweede: <b>geen</b> *opmaak* 😀 مرحبا", "date": DAY, "past": DAY,
    "hours": Decimal("3.50"), "amount": Decimal("1234.56"), "country": "SY", "language": "ar",
    "phone": "+31612345678", "email": "amina@example.com", "bsn": BSN, "postcode": "6542 JP", "yes_no": False,
    "number": "N0012", "time": "09:30",
}  # fmt: skip
"""A value per kind of field, as it is stored."""
OTHER: Values = {
    "text": "iets anders", "long": "iets heel anders", "date": date(2024, 3, 6), "past": date(2024, 3, 6),
    "hours": Decimal("4.00"), "amount": Decimal("99.00"), "country": "ER", "language": "ti",
    "phone": "+31687654321", "email": "anders@example.com", "bsn": OTHER_BSN, "postcode": "6511 AB",
    "yes_no": True, "number": "N0099", "time": "10:15",
}  # fmt: skip
"""Another value for each."""
EVERYBODY = (MANAGER, COORDINATOR, OFFICER, DEPUTY, ADMINISTRATOR)


def value_of(field: Field, values: Values = FILLED) -> Any:
    """The value of these for this field; of a choice the first, or the second for another than that."""
    if field.options:
        return list(field.options)[int(values is OTHER)]
    return values[field.kind]


def filled(kind: RecordKind, values: Values = FILLED) -> dict[str, Any]:
    """A value for every field of a kind of record, as they are stored, that can be true together."""
    row = {field.column: value_of(field, values) for field in kind.fields}
    return row | ({"birth_date": date(1990, 5, 17)} if "birth_date" in row else {})


def typed(kind: RecordKind, values: Values = FILLED) -> dict[str, Any]:
    """A value for every field that the dossier asks of a new record of this kind."""
    return {field.column: filled(kind, values)[field.column] for field in kind.asked(of_new=True)}


def the_staff(store: Store) -> None:
    """One person per role, as the try-out has them."""
    with store.change(THE_DESK, Act.STAFF_CHANGE) as change:
        for person in EVERYBODY:
            change.insert(
                "staff",
                id=person.staff_id,
                name=person.name,
                email=f"{person.staff_id}@example.test",
                roles=sorted(person.roles),
            )
        change.bulk(len(EVERYBODY))


def asked(store: Store, sql: str, **facts: Any) -> Any:
    """The first column of the first row, or None."""
    with store.read(OFFICER, Act.RETENTION_VIEW) as reader:
        return reader.value(sql, **facts)


def rows(store: Store, sql: str, **facts: Any) -> list[Values]:
    """Every row."""
    with store.read(OFFICER, Act.RETENTION_VIEW) as reader:
        return reader.all(dict[str, Any], sql, **facts)


def subject(client_id: int) -> Subject:
    """What the log calls this client."""
    return Subject("client", client_id)


def a_lasting_store(path: Path, file: Path) -> Iterator[Store]:
    """A store that begins as this file and stays open for all tests of a module."""
    shutil.copyfile(file, path)
    opened = open_store(Settings(store=path, store_key=KEY, today=TODAY), lambda: NOW)
    yield opened
    opened.close()


def a_filled_file(folder: Path, file: Path, fill: Callable[[Store], object]) -> Path:
    """The file of a store that begins as `file` and is filled once for all tests of a module."""
    path = folder / "desk.duckdb"
    for store in a_lasting_store(path, file):
        fill(store)
    return path


_waiting: dict[Store, list[int]] = {}


@contextmanager
def at_once(store: Store) -> Iterator[None]:
    """What `a_client` and `a_record` make within gets its retention dates together, at the end: that is quicker."""
    waiting = _waiting[store] = []
    try:
        yield
    finally:
        del _waiting[store]
    with store.change(THE_DESK, Act.STORE_FILL) as change:
        due.refresh(change, waiting)


def _dated(store: Store, change: Change, client_id: int) -> None:
    if store in _waiting:
        _waiting[store].append(client_id)
    else:
        due.refresh(change, [client_id])


def a_client(store: Store, number: str = "1001", **facts: Any) -> int:
    """A client with columns as given; the rest is filled in. The id."""
    row: dict[str, Any] = {
        "id": new_id(),
        "number": number,
        "first_names": "Amina",
        "surname": "Testpersoon",
        "birth_date": date(1990, 5, 17),
        "birth_country": "SY",
        "gender": "f",
        "registered_on": date(2025, 1, 6),
        **facts,
    }
    row.setdefault(
        "search_name",
        folded(" ".join(row.get(c) or "" for c in ("first_names", "prefix", "surname", "call_name"))),
    )
    with store.change(COORDINATOR, Act.CLIENT_REGISTER, Subject("client", row["id"])) as change:
        change.insert("clients", **row)
        change.touched(*facts)
        _dated(store, change, row["id"])
    return int(row["id"])


def a_record(store: Store, table: str, client_id: int, **facts: Any) -> int:
    """A row of one of the tables of the categories. The id."""
    row_id = new_id()
    with store.change(COORDINATOR, Act.RECORD_ADD, Subject("client", client_id)) as change:
        change.insert(table, id=row_id, client_id=client_id, **facts)
        change.touched(*facts)
        _dated(store, change, client_id)
    return row_id


def a_full_client(store: Store, number: str, values: Values = FILLED, **facts: Any) -> int:
    """A client of whom every field is filled, but for the facts, with a record of every kind. The id."""
    own = {name: value for kind in PERSON_KINDS.values() for name, value in filled(kind, values).items()}
    client_id = a_client(store, number, source="duo", **own | facts)
    with store.change(COORDINATOR, Act.RECORD_ADD, Subject("client", client_id)) as change:
        for kind in RECORD_KINDS.values():
            _add(change, kind, client_id, filled(kind, values))
        due.refresh(change, [client_id])
    return client_id


LONG_AGO = date(2010, 3, 1)
_AGED: dict[str, Values] = {
    "agreements": {"started_on": LONG_AGO, "ended_on": LONG_AGO},
    "attendance": {"held_on": LONG_AGO},
    "invoices": {
        "issued_on": LONG_AGO, "due_on": LONG_AGO, "paid_on": LONG_AGO, "credited_on": None,
        "instalments_end_on": None, "written_off_on": None, "in_collection_since": None,
    },
    "payments": {"paid_on": LONG_AGO},
    "complaints": {
        "received_on": LONG_AGO, "acknowledged_on": LONG_AGO, "answered_on": LONG_AGO, "closed_on": LONG_AGO,
        "passed_to_authority_on": None, **answer_days(LONG_AGO),
    },
    "intakes": {"held_on": LONG_AGO},
}  # fmt: skip


def a_due_client(store: Store, number: str, **facts: Any) -> int:
    """A client with a record of every kind, all of it due for deletion for years. The id."""
    client_id = a_full_client(store, number, registered_on=LONG_AGO, **facts)
    with store.change(COORDINATOR, Act.RECORD_CHANGE, Subject("client", client_id)) as change:
        for table, columns in _AGED.items():
            sets = ", ".join(f"{name} = ${name}" for name in columns)
            change.execute(f"update {table} set {sets} where client_id = $client_id", client_id=client_id, **columns)  # noqa: S608 - declared above
        due.refresh(change, [client_id])
    return client_id


def a_batch(store: Store, **scope: Any) -> transactions.Seen:
    """A batch of what is due within the scope, proposed by the coordinator and approved by the privacy officer."""
    batch_id = new_id()
    proposing.propose(store, COORDINATOR, id=batch_id, scope=Scope(**scope))
    proposing.approve(store, OFFICER, seen=transactions.Seen(batch_id, 1))
    return transactions.Seen(batch_id, 2)


def _add(change: Change, kind: RecordKind, client_id: int, typed: Values) -> None:
    """As the drawer adds a record, but for the permission and the retention dates."""
    record_id, values = new_id(), checked_values(kind, typed, change.today)
    more = record_needs.of_new(change, kind, client_id, values)
    change.insert(kind.table, id=record_id, client_id=client_id, source="municipality", **values, **more)
    change.recorded(kind.table, record_id, client_id, "added", *values)


def a_leaver(store: Store, number: str, ended_on: date, **facts: Any) -> int:
    """A client with a name and a gender whose only course ended then. The id."""
    with at_once(store):
        client_id = a_client(store, number, birth_date=None, birth_country=None, **facts)
        an_agreement(store, client_id, ended_on)
    return client_id


def a_hold(store: Store, client_id: int, kind: str = "dispute", **facts: Any) -> int:
    """A hold of this kind on everything of the client since today, unless told otherwise. The id."""
    return a_record(store, "holds", client_id, kind=kind, **{"since": TODAY, **facts})


def an_agreement(store: Store, client_id: int, ended_on: date | None, **facts: Any) -> int:
    """A course agreement of a year that ended then, or still runs."""
    started_on = facts.pop("started_on", date((ended_on or TODAY).year - 1, 1, 1))
    return a_record(store, "agreements", client_id, started_on=started_on, ended_on=ended_on, **facts)


def a_request(store: Store, received_on: date = TODAY, **facts: Any) -> str:
    """A request for access by e-mail of somebody not found among the clients, unless told otherwise. The number."""
    facts = {"id": new_id(), "right": Right.ACCESS, "channel": Channel.EMAIL, **facts}
    if "client_id" not in facts:
        facts.setdefault("person_name", "Noor Onbekend")
    return intake.register(store, COORDINATOR, received_on=received_on, **facts)


def extended(store: Store, number: str, sent_on: date = TODAY) -> None:
    """Extends the request by a notice that was made and sent on that day."""
    why: dict[str, Any] = {"reason": ExtensionReason.NUMBER, "why": "Wij zoeken nog.", "dated": sent_on}
    with on_day(store, sent_on):
        extending.make_notice(store, COORDINATOR, seen(store, number), event_id=new_id(), **why)
        extending.extend(store, COORDINATOR, seen(store, number), event_id=new_id(), sent_on=sent_on)


@contextmanager
def on_day(store: Store, day: date) -> Iterator[None]:
    """Lets it be that day."""
    today = store.settings
    store.settings = today.model_copy(update={"today": day})
    try:
        yield
    finally:
        store.settings = today


def seen(store: Store, number: str) -> Seen:
    """The request as it stands now, as somebody sees it before acting on it."""
    with store.read(COORDINATOR, Act.REQUEST_LIST) as reader:
        case = request_case.the_request(reader, number)
    return Seen(case.id, case.version)


def identified(store: Store, number: str) -> str:
    """The request, of which it is certain since its receipt who asks: known in person. The number."""
    with store.read(COORDINATOR, Act.REQUEST_LIST) as reader:
        case = request_case.the_request(reader, number)
    if case.identified_on is None:
        identifying.known(
            store, COORDINATOR, Seen(case.id, case.version), event_id=new_id(), on=case.received_on, how="Uit de les."
        )
    return number


def finished(store: Store, number: str, on: date = TODAY) -> None:
    """Finishes the request, which was answered, and whose work was done outside the desk."""
    request_answers.finish(
        store, OFFICER, seen(store, number), event_id=new_id(), finished_on=on, why="Buiten de balie gedaan."
    )


def restrict(store: Store, client_id: int, since: date) -> None:
    """Restricts the client's data (art. 18) from that day on."""
    with store.change(OFFICER, Act.RESTRICTION_SET, Subject("client", client_id)) as change:
        change.execute("update clients set restricted_since = $since where id = $id", since=since, id=client_id)
        rights.note_restricted(change, client_id, since)
        due.refresh(change, [client_id])


def the_delivery(recipient_id: int = 1, **facts: Any) -> Delivery:
    """Names to DUO about client 1001, unless told otherwise; everybody of whom there is something goes along."""
    numbers = facts.pop("client_numbers", ["1001"])
    usual: dict[str, Any] = {
        "categories": ("names",), "required": (), "purpose": 9, "ground": "legal_obligation",
        "since": date(2026, 1, 1), "until": TODAY, "selection": Selection("numbers", tuple(numbers)), "format": "csv",
    }  # fmt: skip
    facts |= {name: tuple(facts[name]) for name in ("categories", "required") if name in facts}
    return Delivery(recipient_id, **usual | facts)


def a_delivery(store: Store, actor: Actor = COORDINATOR, **facts: Any) -> Recorded:
    """Such a delivery, made as soon as it was looked at."""
    entry_id, delivery = facts.pop("id", new_id()), the_delivery(**facts)
    with store.read(actor, Act.DISCLOSURE_DELIVER) as reader:
        seen = weighed(reader, actor, delivery).digest
    return prepare(store, actor, id=entry_id, delivery=delivery, seen=seen)


def many_clients(store: Store, count: int, first: int = 10_001) -> list[str]:
    """So many clients at once, without anything else. Their numbers."""
    numbers = [str(first + n) for n in range(count)]
    rows = pa.table(
        {
            "id": pa.array(new_ids(count)),
            "number": numbers,
            "search_name": ["nobody"] * count,
            "registered_on": [date(2025, 1, 6)] * count,
        }
    )
    with store.change(THE_DESK, Act.CLIENTS_IMPORT) as change:
        change.insert_table("clients", rows)
        change.bulk(count)
    return numbers


def waited_for(coroutine: Coroutine[Any, Any, T]) -> T:
    """What comes of a coroutine, in a thread of its own: a browser that another test opened has this one's loop."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, coroutine).result()
