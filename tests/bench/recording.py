"""What a rerun asks of the store: the statements, and the time spent in the data layer. The product is as it is."""

import inspect
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass
from functools import wraps
from types import FunctionType
from typing import Any
from unittest.mock import patch

import duckdb
import pyarrow as pa

from data_layer.store import Store
from data_layer.transactions import Reader


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement with its parameters and the tables that were lent to it; `is_timed` within a data function."""

    sql: str
    facts: dict[str, Any]
    lent: dict[str, pa.Table]
    is_timed: bool


class Recorder:
    """Notes what is asked while it is `listening`.

    `seconds` is the time of the data functions: of the functions of the data layer that take a reader or the store,
    and of opening and closing the store's door. What a screen draws while a door is open does not count.
    """

    def __init__(self) -> None:
        self.statements: list[Statement] = []
        self.seconds = 0.0
        self._depth = 0
        self._lent: dict[str, pa.Table] = {}

    def forget(self) -> None:
        """Begins anew."""
        self.statements, self.seconds = [], 0.0

    @contextmanager
    def listening(self) -> Iterator[None]:
        """Wraps the doors, the readers and every data function that is known by name to the data layer or a screen."""
        with ExitStack() as wrapped:
            wrapped.enter_context(patch.object(Reader, "_run", self._noting(Reader._run)))
            wrapped.enter_context(patch.object(Reader, "lent", self._lending(Reader.lent)))
            wrapped.enter_context(patch.object(Store, "read", self._timed_door(Store.read)))
            for module in list(sys.modules.values()):
                if module.__name__.partition(".")[0] in ("data_layer", "pages"):
                    for name, function in list(vars(module).items()):
                        if _asks_the_store(function):
                            wrapped.enter_context(patch.object(module, name, self._timed(function)))
            yield

    @contextmanager
    def _clock(self) -> Iterator[None]:
        began, self._depth = time.perf_counter(), self._depth + 1
        try:
            yield
        finally:
            self._depth -= 1
            if not self._depth:
                self.seconds += time.perf_counter() - began

    def _timed(self, function: FunctionType) -> Callable[..., Any]:
        @wraps(function)
        def timed(*args: Any, **kwargs: Any) -> Any:
            with self._clock():
                return function(*args, **kwargs)

        return timed

    def _timed_door(self, read: Callable[..., AbstractContextManager[Reader]]) -> Callable[..., Any]:
        @contextmanager
        def timed(*args: Any, **kwargs: Any) -> Iterator[Reader]:
            with self._clock():
                door = read(*args, **kwargs)
                reader = door.__enter__()
            try:
                yield reader
            except BaseException:  # st.stop() and st.rerun() leave a screen this way
                with self._clock():
                    door.__exit__(*sys.exc_info())
                raise
            with self._clock():
                door.__exit__(None, None, None)

        return timed

    def _noting(self, run: Callable[..., duckdb.DuckDBPyConnection]) -> Callable[..., duckdb.DuckDBPyConnection]:
        def noting(reader: Reader, sql: str, facts: dict[str, Any]) -> duckdb.DuckDBPyConnection:
            self.statements.append(Statement(sql, dict(facts), dict(self._lent), self._depth > 0))
            return run(reader, sql, facts)

        return noting

    def _lending(self, lent: Callable[..., AbstractContextManager[None]]) -> Callable[..., Any]:
        @contextmanager
        def lending(reader: Reader, **tables: pa.Table) -> Iterator[None]:
            self._lent |= tables
            try:
                with lent(reader, **tables):
                    yield
            finally:
                self._lent = {name: table for name, table in self._lent.items() if name not in tables}

        return lending


def plain_cursor(store: Store) -> duckdb.DuckDBPyConnection:
    """A connection to the open file without anything of the data layer about it."""
    cursor = store._file._connection.cursor()
    cursor.execute("use store")
    return cursor


def replayed(cursor: duckdb.DuckDBPyConnection, statements: list[Statement]) -> float:
    """The seconds that these statements take on a plain connection, rows fetched."""
    seconds = 0.0
    for statement in statements:
        for name, table in statement.lent.items():
            cursor.register(name, table)
        began = time.perf_counter()
        cursor.execute(statement.sql, statement.facts or None).fetchall()
        seconds += time.perf_counter() - began
        for name in statement.lent:
            cursor.unregister(name)
    return seconds


def _asks_the_store(thing: object) -> bool:
    """Whether it is a function of the data layer that takes a reader or the store, and is not a context manager."""
    if not inspect.isfunction(thing) or not thing.__module__.startswith("data_layer."):
        return False
    return thing.__code__.co_varnames[: thing.__code__.co_argcount][:1] in (("reader",), ("store",))
