"""A store whose bytes can be searched."""

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from data_layer import opening
from data_layer.settings import Settings
from data_layer.store import Store, open_store
from tests import make


@pytest.fixture
def plain_store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    """The same store without its encryption, so that its bytes can be searched."""

    def attach_plainly(connection: duckdb.DuckDBPyConnection, path: Path, _key: str, name: str) -> None:
        connection.execute(f"attach '{path}' as {name}")

    monkeypatch.setattr(opening, "attach_as", attach_plainly)
    opened = open_store(
        Settings(store=tmp_path / "desk.duckdb", store_key=make.KEY, today=make.TODAY), lambda: make.NOW
    )
    make.the_staff(opened)
    yield opened
    opened.close()
