"""Every function that acts on a store, tried by every role: who may not is refused, and nothing is written.

It finds the functions itself. A new one that takes a store and an actor fails here until it has a row in
`tests/data/permissions/asked.py` that says what it asks; most need nothing else. One that needs arguments of its own to
come as far as its door gets them in `arguments.py` beside it. What cannot lie: the acts are those that the doors were
really asked for, on a real store, by somebody who may do anything.
"""

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from data_layer import finding
from data_layer.errors import NotAllowed, UserError
from data_layer.exporting import subjects
from data_layer.rules.access import Act, may
from data_layer.staff import Actor
from data_layer.store import Store
from tests import make
from tests.data.permissions.arguments import arguments
from tests.data.permissions.asked import ASKED, EACH_ITS_OWN, FOR_NOBODY
from tests.data.permissions.desk import ANYTHING, PEOPLE, Passed, asked_for, filled, state
from tests.data.permissions.found import Function, functions, methods

FUNCTIONS = functions(with_actor=True)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory, new_store_file: Path) -> Iterator[Store]:
    """One desk for all: whoever may do something does it on a rehearsal."""
    for store in make.a_lasting_store(tmp_path_factory.mktemp("permissions") / "desk.duckdb", new_store_file):
        filled(store)
        yield store


def called(function: Function, store: Store, actor: Actor, given: dict[str, Any]) -> None:
    """Calls it, and takes what it gives to the end: some begin only then."""
    result = function(store=store, actor=actor, **given)
    if hasattr(result, "__enter__"):
        with result:
            pass
    elif isinstance(result, Iterator):
        list(result)


def test_it_is_said_of_every_function_what_it_asks() -> None:
    unsaid = FUNCTIONS.keys() - ASKED.keys() - EACH_ITS_OWN.keys()
    assert not unsaid, f"add to ASKED in tests/data/permissions/asked.py: {sorted(unsaid)}"
    assert (ASKED.keys() | EACH_ITS_OWN.keys()) - FUNCTIONS.keys() == set()
    assert functions(with_actor=False).keys() == FOR_NOBODY.keys()
    assert methods() == []


@pytest.mark.parametrize("name", ASKED)
def test_who_may_not_is_refused_and_nothing_is_written(desk: Store, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    function, given = FUNCTIONS[name], arguments(desk, name, FUNCTIONS[name])
    with asked_for(ANYTHING, monkeypatch) as asked, suppress(UserError):
        called(function, desk.rehearsal(), ANYTHING, given)
    assert set(asked) == set(ASKED[name])
    before = state(desk)
    forbidden = [actor for actor in PEOPLE if not all(may(actor.roles, act) for act in asked)]
    for actor in forbidden:
        with pytest.raises(NotAllowed):
            called(function, desk, actor, given)
    assert state(desk) == before
    for actor in set(PEOPLE) - set(forbidden):
        with pytest.raises(Passed), asked_for(actor, monkeypatch, until=ASKED[name]):
            called(function, desk.rehearsal(), actor, given)


@pytest.mark.parametrize("actor", PEOPLE, ids=lambda actor: actor.name)
def test_where_nobody_is_refused_each_gets_only_what_is_for_them(
    desk: Store, actor: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    numbers = {
        Act.CLIENT_VIEW: "clients", Act.REQUEST_VIEW: "requests", Act.COMPLAINT_VIEW: "complaints",
        Act.DISCLOSURE_LIST: "disclosures", Act.BREACH_VIEW: "breaches",
    }  # fmt: skip
    (client,) = make.rows(desk, "select * from clients where number = '9001'")
    with asked_for(actor, monkeypatch) as asked:
        for act, table in numbers.items():
            number = make.asked(desk, f"select number from {table} order by id limit 1")  # noqa: S608 - said above
            assert (finding.exactly(desk, actor, number) is not None) == may(actor.roles, act), table
        found = finding.everywhere(desk, actor, client["surname"], sitting="test")
        assert (found.total > 0) == may(actor.roles, Act.CLIENT_LIST)
        assert all(may(actor.roles, act) for act in asked)
    for subject in subjects.subjects_for(desk, actor):
        assert subject.is_for(actor, subjects.moment_of(desk))
