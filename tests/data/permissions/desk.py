"""A desk with something of everything, and the people who try what they may do there."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager

import pytest

from data_layer import transactions
from data_layer.demo.filling import fill
from data_layer.destroying import proposing
from data_layer.destroying.foreseeing import Scope
from data_layer.exporting import saving
from data_layer.exporting.saved import Picked
from data_layer.ids import new_id
from data_layer.rules.access import Act, Role, may
from data_layer.staff import THE_DESK, Actor
from data_layer.store import Store
from tests import make

NOBODY = Actor(99, "Niemand", frozenset())
"""Who is at the desk without any role."""
PEOPLE = (make.MANAGER, make.COORDINATOR, make.OFFICER, make.ADMINISTRATOR, NOBODY, THE_DESK)
ANYTHING = Actor(98, "Alles", frozenset(Role))
"""Who may do whatever there is, so that a function asks all that it asks."""


def filled(store: Store) -> None:
    """The invented data, a batch that waits for approval, and a saved export, both of the deputy."""
    fill(store, clients=50)
    make.a_due_client(store, "9001")
    proposing.propose(store, make.DEPUTY, id=new_id(), scope=Scope())
    saving.save(store, make.DEPUTY, id=new_id(), name="Alles", picked=Picked("requests", ("number",), {}, "csv", 9))


def state(store: Store) -> dict[str, int]:
    """How many rows each table has, the log's too."""
    with store.read(make.OFFICER, Act.RETENTION_VIEW) as reader:
        tables: list[str] = reader.values(
            "select table_name from duckdb_tables() where database_name = current_database() order by table_name"
        )
        counts = ", ".join(f"(select count(*) from {table}) as {table}" for table in tables)  # noqa: S608 - names of the schema
        (row,) = reader.all(dict[str, int], f"select {counts}")
    return row


class Passed(BaseException):
    """Every door opened; what lies behind it need not be done."""


@contextmanager
def asked_for(
    actor: Actor, monkeypatch: pytest.MonkeyPatch, until: Collection[Act] | None = None
) -> Iterator[list[Act]]:
    """The acts that the doors ask of the roles of this person meanwhile, each once, in their order.

    With `until` it ends in Passed as soon as all of these were asked and granted.
    """
    asked: list[Act] = []

    def noted(roles: frozenset[Role], act: Act) -> bool:
        granted = may(roles, act)
        if roles == actor.roles and act not in asked:
            asked.append(act)
        if until is not None and granted and set(asked) >= set(until):
            raise Passed
        return granted

    with monkeypatch.context() as patch:
        patch.setattr(transactions, "may", noted)
        yield asked
