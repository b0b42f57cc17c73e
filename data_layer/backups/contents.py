"""What a store holds, in figures by which two copies of it are compared."""

from collections.abc import Callable
from typing import Any

import duckdb


def asking(connection: duckdb.DuckDBPyConnection) -> Callable[[str], list[Any]]:
    """How a connection is asked for the first column of an answer."""
    return lambda sql: [row[0] for row in connection.execute(sql).fetchall()]


def content_of(values: Callable[[str], list[Any]], database: str) -> dict[str, list[Any]]:
    """How many rows each table has, and a digest of them all, whatever their order."""
    tables = values(f"select table_name from duckdb_tables() where database_name = '{database}'")  # noqa: S608 - our own name
    return {
        table: values(f"select count(*) || ' ' || coalesce(bit_xor(hash(t)), 0) from {database}.{table} t")  # noqa: S608 - the store's own names
        for table in tables
    }
