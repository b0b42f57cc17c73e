"""A store whose bytes can be searched, and requests that are true after every act."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import duckdb
import pytest

from data_layer import opening
from data_layer.requests.request_history import gone_astray
from data_layer.rules.access import Act
from data_layer.settings import Settings
from data_layer.staff import THE_DESK, Actor
from data_layer.store import Store, open_store
from data_layer.transactions import Change
from tests import make


@pytest.fixture
def plain_store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    """The same store without its encryption, so that its bytes can be searched."""

    def attach_plainly(connection: duckdb.DuckDBPyConnection, path: Path, _key: str, name: str, **_how: bool) -> None:
        connection.execute(f"attach '{path}' as {name}")

    monkeypatch.setattr(opening, "attach_as", attach_plainly)
    opened = open_store(
        Settings(store=tmp_path / "desk.duckdb", store_key=make.KEY, today=make.TODAY), lambda: make.NOW
    )
    make.the_staff(opened)
    yield opened
    opened.close()


@pytest.fixture
def true_throughout(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever is done meanwhile: after each single act every request has the days and the state of its events."""
    change_really = Store.change

    @contextmanager
    def change(store: Store, actor: Actor, act: Act, *about: Any, **facts: Any) -> Iterator[Change]:
        with change_really(store, actor, act, *about, **facts) as work:
            yield work
        with store.read(THE_DESK, Act.STORE_VERIFY) as reader:
            assert gone_astray(reader) == [], act

    monkeypatch.setattr(Store, "change", change)
