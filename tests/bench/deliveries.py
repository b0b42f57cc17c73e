"""How long a large delivery takes to weigh and to make, beside the same questions asked of the store alone.

It is made on a rehearsal of the store, so that nothing of it stays.
"""

import time
from collections.abc import Iterator
from dataclasses import dataclass

from data_layer import recipients, staff
from data_layer.delivering.delivery import Delivery, Format, Selection
from data_layer.delivering.preparing import prepare
from data_layer.delivering.weighing import weighed
from data_layer.ids import new_id
from data_layer.rules.access import Act, may
from data_layer.rules.months import last_of, month_before
from data_layer.store import Store
from tests.bench.recording import Recorder, plain_cursor, replayed

MOST = 10_000  # clients


@dataclass(frozen=True, slots=True)
class Made:
    """One delivery: how many clients went along, and the seconds that weighing, making and its SQL alone took."""

    form: Format
    clients: int
    weighing: float
    making: float
    sql: float

    @property
    def ratio(self) -> float:
        """Weighing and making together as a multiple of the SQL."""
        return (self.weighing + self.making) / self.sql


def made(store: Store) -> Iterator[Made]:
    """A delivery of up to 10,000 clients to DUO in each form, of the month before this one."""
    actor = next(person for person in staff.active(store) if may(person.roles, Act.DISCLOSURE_DELIVER))
    since = month_before(store.today)
    with store.read(actor, Act.CLIENT_LIST) as reader:
        numbers = reader.values(
            "select number from clients where merged_into is null order by id desc limit $n", n=MOST
        )
        duo = recipients.by_code(reader, actor, "duo")
    categories: dict[Format, tuple[str, ...]] = {
        "csv": ("names", "gender", "birth", "address", "attendance"),
        "xlsx": duo.usual_categories,
    }
    for form, chosen in categories.items():
        yield _made(store, actor, Delivery(
            duo.id, chosen, (), 9, "legal_obligation", since, last_of(since), Selection("numbers", tuple(numbers)), form
        ))  # fmt: skip


def _made(store: Store, actor: staff.Actor, delivery: Delivery) -> Made:
    recorder, cursor = Recorder(), plain_cursor(store)
    with recorder.listening():
        began = time.perf_counter()
        with store.read(actor, Act.DISCLOSURE_DELIVER) as reader:
            outcome = weighed(reader, actor, delivery)
        weighing = time.perf_counter() - began
        prepare(store.rehearsal(), actor, id=new_id(), delivery=delivery, seen=outcome.digest)
    asked = [s for s in recorder.statements if s.sql.split(maxsplit=1)[0] in ("select", "with")]
    sql = replayed(cursor, asked)
    cursor.close()
    return Made(delivery.format, len(outcome.going), weighing, time.perf_counter() - began - weighing - sql, sql)
