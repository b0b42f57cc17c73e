"""The process that answers one question and ends: run by path, it knows DuckDB, Arrow and what comes over its stdin.

It opens no file and no connection, starts no process, and imports nothing of the desk. What it gets are pseudonymised
tables and the question; what it gives back is one letter, a line with the tables that it read, and then an Arrow
stream, a code, or, when no row was read yet, DuckDB's own words.
"""

import json
import os
import re
import signal
import struct
import sys
from collections.abc import Iterator
from datetime import date
from typing import Any, BinaryIO

import duckdb
import pyarrow as pa
import pyarrow.compute as pc  # pyarrow asks for it at the first cast, and then no file can be opened any more

try:
    import resource
except ImportError:  # Windows: there the memory limit of DuckDB and the clock of the desk remain
    resource = None  # type: ignore[assignment]

SECONDS = 10
MOST_ROWS, MOST_COLUMNS, MOST_BYTES = 100_000, 100, 20 * 1024 * 1024
MOST_CHARACTERS = 10_000  # of a question
MOST_OF_A_NAME = 200  # characters of the name of a column
ANSWER, REFUSED, FAILED = b"A", b"R", b"F"
_MEMORY_MB, _ADDRESS_SPACE = 512, 2 * 1024**3
_MOST_SAID = 1_500  # characters of what DuckDB says
_TABLE_FUNCTIONS = {"range", "generate_series", "unnest"}
# names of the catalogue, and functions that tell of the process, read, or run SQL that is given as text
_INWARD = re.compile(
    r"(duckdb|pragma|sqlite|pg|json_serialize|json_deserialize|json_execute|read|write|has|icu|arrow|pandas|python)_.*"
    r"|getenv|getvariable|current_.*|nextval|currval|in_search_path|txid_current|version|query|query_table|glob"
)
_ALLOWED_CURRENT = {"current_date", "current_localtimestamp", "current_timestamp", "current_localtime", "current_time"}
_OF_THE_TEXT = (duckdb.ParserException, duckdb.SyntaxException, duckdb.BinderException, duckdb.CatalogException)
_DAY_ZERO = date(1970, 1, 1).toordinal()
_FIRST_DAY, _LAST_DAY = date.min.toordinal() - _DAY_ZERO, date.max.toordinal() - _DAY_ZERO  # as Arrow counts them
_OF_A_DAY = pa.scalar(24 * 60 * 60 * 1_000_000, pa.int64())  # microseconds


class Refused(Exception):
    """What is asked is not allowed or too much; the desk has a sentence for each code."""


class _NotUnderstood(Exception):
    """What DuckDB says of the text before it read a row: no words of an answer are in it."""


def main() -> None:
    """Reads, answers, and ends."""
    _bound()
    tables, sql = _received(sys.stdin.buffer)
    named: set[str] = set()
    try:
        connection = _opened(tables)
        tables.clear()
        _shut()
        kind, content = ANSWER, _answer(connection, sql, named)
    except _NotUnderstood as error:
        kind, content = FAILED, str(error)[:_MOST_SAID].encode(errors="replace")
    except Refused as refused:
        kind, content = REFUSED, str(refused).encode()
    except (MemoryError, pa.ArrowMemoryError, duckdb.OutOfMemoryException):
        kind, content = REFUSED, b"memory"
    except RecursionError:
        kind, content = REFUSED, b"too_deep"
    except (duckdb.ConversionException, duckdb.OutOfRangeException, duckdb.InvalidInputException):
        kind, content = REFUSED, b"value"  # DuckDB's own words would quote what it read
    except duckdb.Error:
        kind, content = REFUSED, b"went_wrong"
    except Exception:  # what Python says of it would only tell about this machine
        kind, content = REFUSED, b"died"
    sys.stdout.buffer.write(kind + ",".join(sorted(named)).encode() + b"\n" + content)
    sys.stdout.buffer.flush()
    os._exit(0)


def _bound() -> None:
    """What the system itself holds this process to, whatever DuckDB may do."""
    if resource is None:
        return
    os.nice(10)  # the desk goes first
    signal.alarm(2 * SECONDS)  # also when nobody is there any more to kill it
    _limit(resource.RLIMIT_AS, _ADDRESS_SPACE)
    _limit(resource.RLIMIT_CPU, SECONDS)
    _limit(resource.RLIMIT_FSIZE, 0)
    _limit(resource.RLIMIT_CORE, 0)


def _shut() -> None:
    """From here on no file, pipe or socket can be opened, and no process be started."""
    if resource is not None:
        _limit(resource.RLIMIT_NOFILE, 3)  # stdin, stdout, stderr
        _limit(resource.RLIMIT_NPROC, 0)


def _limit(kind: int, most: int) -> None:
    hard = resource.getrlimit(kind)[1]
    most = most if hard == resource.RLIM_INFINITY else min(most, hard)
    resource.setrlimit(kind, (most, most))


def _received(source: BinaryIO) -> tuple[dict[str, pa.Table], str]:
    """The tables by name and, last, the question: each name and each content with its length before it."""
    tables: dict[str, pa.Table] = {}
    while name := _part(source):
        tables[name.decode()] = pa.ipc.open_stream(_part(source)).read_all()
    return tables, _part(source).decode()


def _part(source: BinaryIO) -> bytes:
    (length,) = struct.unpack("<q", source.read(8))
    return source.read(length)


def _opened(tables: dict[str, pa.Table]) -> duckdb.DuckDBPyConnection:
    """A database in memory with these tables, which then is locked."""
    connection = duckdb.connect(
        ":memory:",
        config={
            "memory_limit": f"{_MEMORY_MB}MB",
            "threads": "1",
            "temp_directory": "",
            "max_temp_directory_size": "0B",
            "autoinstall_known_extensions": "false",
            "autoload_known_extensions": "false",
            "allow_community_extensions": "false",
            "python_enable_replacements": "false",
            "max_expression_depth": "250",
        },
    )
    for name, table in tables.items():
        connection.register("incoming", table)
        connection.execute(f"create table {name} as from incoming")
        connection.unregister("incoming")
    connection.execute("set enable_external_access = false")
    connection.execute("set lock_configuration = true")
    return connection


def _answer(connection: duckdb.DuckDBPyConnection, sql: str, named: set[str]) -> bytes:
    try:
        _check(connection, sql, named)
        asked = connection.sql(sql)
    except _OF_THE_TEXT as error:
        raise _NotUnderstood(str(error)) from None
    if len(asked.columns) > MOST_COLUMNS:
        raise Refused("columns")
    casts = [_casts(at, str(kind)) for at, kind in enumerate(asked.types, start=1)]
    reader = asked.project(", ".join(cast for pair in casts for cast in pair)).to_arrow_reader(10_000)
    rows, size, batches = 0, 0, []
    for batch in reader:
        rows, size = rows + batch.num_rows, size + batch.nbytes
        if rows > MOST_ROWS:
            raise Refused("rows")
        if size > MOST_BYTES:
            raise Refused("bytes")
        batches.append(batch)
    found = pa.Table.from_batches(batches, reader.schema)
    cells = iter(found.columns)
    columns = [_simple([next(cells) for _cast in pair]) for pair in casts]
    sink = pa.BufferOutputStream()
    table = pa.Table.from_arrays(columns, names=list(_names(asked.columns)))
    with pa.ipc.new_stream(sink, table.schema) as stream:
        stream.write_table(table)
    return sink.getvalue().to_pybytes()


def _check(connection: duckdb.DuckDBPyConnection, sql: str, named: set[str]) -> None:
    """One statement, that selects, from tables that came in, which `named` hears, and nothing else. Raises Refused."""
    statements = connection.extract_statements(sql)
    if len(statements) != 1:
        raise Refused("none" if not statements else "several")
    if statements[0].type != duckdb.StatementType.SELECT:
        raise Refused("no_select")
    row = connection.execute("select json_serialize_sql($sql, skip_null := true)", {"sql": sql}).fetchone()
    tree = json.loads(row[0]) if row else {"error": True}
    if tree["error"]:
        raise Refused("no_select")
    known = {name for (name,) in connection.execute("select table_name from duckdb_tables()").fetchall()}
    nodes = list(_nodes(tree))
    named |= known & {str(node.get("table_name")).lower() for node in nodes if node.get("type") == "BASE_TABLE"}
    ctes = {str(entry["key"]).lower() for node in nodes for entry in (node.get("cte_map") or {}).get("map", ())}
    if any(_INWARD.fullmatch(name) for name in ctes):
        raise Refused("inward")
    for node in nodes:
        _check_node(node, known | ctes)


def _nodes(tree: Any) -> Iterator[dict[str, Any]]:
    left = [tree]
    while left:
        node = left.pop()
        if isinstance(node, dict):
            yield node
            left.extend(node.values())
        elif isinstance(node, list):
            left.extend(node)


def _check_node(node: dict[str, Any], known: set[str]) -> None:
    kind = node.get("type")
    if kind == "TABLE_FUNCTION" and node["function"].get("function_name") not in _TABLE_FUNCTIONS:
        raise Refused("inward")
    if kind == "SHOW_REF" and not node.get("query"):
        raise Refused("inward")
    if kind == "BASE_TABLE":
        if node.get("schema_name") or node.get("catalog_name"):
            raise Refused("inward")
        if str(node["table_name"]).lower() not in known:
            raise Refused("unknown_table")
    name = str(node.get("function_name") or "").lower()
    if name and _INWARD.fullmatch(name) and name not in _ALLOWED_CURRENT:
        raise Refused("inward")
    if name == "error":
        raise Refused("no_error")


def _names(names: list[str]) -> Iterator[str]:
    """The names of the columns, told apart where two are the same."""
    given: set[str] = set()
    for name in names:
        short = name[:MOST_OF_A_NAME] or "-"
        told, number = short, 1
        while told.lower() in given:
            number += 1
            told = f"{short}_{number}"
        given.add(told.lower())
        yield told


def _casts(at: int, kind: str) -> tuple[str, ...]:
    """The column in this place as cells of a spreadsheet, and as text where those may not hold all of it.

    What is no cell at all, such as a list, is text. A whole number or a decimal is empty where it would lose digits.
    """
    value = f"#{at} as v{at}"
    if re.fullmatch(r"BOOLEAN|U?(TINY|SMALL)INT|U?INTEGER|BIGINT|FLOAT|DOUBLE", kind):
        return (value,)
    text = f"#{at}::varchar as t{at}"
    if re.fullmatch(r"UBIGINT|U?HUGEINT|DECIMAL\(\d+,0\)", kind):
        return f"try_cast(#{at} as bigint) as v{at}", text
    if re.fullmatch(r"DECIMAL\(\d+,\d+\)", kind):
        return f"if(try_cast(#{at}::double as {kind}) = #{at}, #{at}::double, null) as v{at}", text
    return (value, text) if kind in ("DATE", "TIMESTAMP") else (text,)


def _simple(cells: "list[pa.ChunkedArray[Any]]") -> "pa.ChunkedArray[Any]":
    """The column as truth values, whole or other numbers, days or text: there are no other cells at the desk."""
    column, text = cells[0], cells[-1]
    if pa.types.is_integer(column.type):
        column = column.cast(pa.int64())
    elif pa.types.is_floating(column.type):
        column = column.cast(pa.float64())
    elif pa.types.is_date(column.type):
        return column if are_days(column.cast(pa.int32())) else text
    elif pa.types.is_timestamp(column.type):
        instants = column.cast(pa.int64())
        days = pc.divide(instants, _OF_A_DAY)
        at_midnight = pc.all(pc.equal(pc.multiply(days, _OF_A_DAY), instants)).as_py() is not False
        return days.cast(pa.int32()).cast(pa.date32()) if at_midnight and are_days(days) else text
    return column if column.null_count == text.null_count else text


def are_days(days: "pa.Array[Any] | pa.ChunkedArray[Any]") -> bool:
    """Whether the calendar knows all of these, counted from the first day of 1970."""
    first, last = pc.min(days).as_py(), pc.max(days).as_py()
    return first is None or last is None or (first >= _FIRST_DAY and last <= _LAST_DAY)


if __name__ == "__main__":
    main()
