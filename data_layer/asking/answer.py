"""The answer to a question, as it came out of the process: looked through before anything is done with it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import pyarrow as pa

from data_layer.asking.child import MOST_BYTES, MOST_COLUMNS, MOST_OF_A_NAME, MOST_ROWS, are_days

Kind = str
_KINDS: tuple[tuple[pa.DataType, Kind], ...] = (
    (pa.string(), "text"),
    (pa.int64(), "number"),
    (pa.float64(), "number"),
    (pa.date32(), "day"),
    (pa.bool_(), "truth"),
)


@dataclass(frozen=True, eq=False, slots=True)
class Answer:
    """Columns by name with their kinds (text, number, day, truth), and how many rows there are.

    With `of_people` it was read from rows that can be of somebody.
    """

    id: int
    table: pa.Table
    of_people: bool = False

    @property
    def names(self) -> list[str]:
        """The names of the columns, no two the same."""
        return list(self.table.column_names)

    @property
    def kinds(self) -> list[Kind]:
        """What kind of cells each column has."""
        return [dict(_KINDS)[column.type] for column in self.table.columns]

    @property
    def rows(self) -> int:
        """How many rows there are in all."""
        return int(self.table.num_rows)

    def first(self, most: int) -> list[list[Any]]:
        """The cells of the first rows, per column."""
        return [column.slice(0, most).to_pylist() for column in self.table.columns]

    def each(self) -> Iterator[Sequence[str | int | float | bool | date | None]]:
        """Every row."""
        for batch in self.table.to_batches(max_chunksize=5_000):
            yield from zip(*(column.to_pylist() for column in batch.columns), strict=True)


def looked_through(reply: bytes, answer_id: int, *, of_people: bool = False) -> Answer:
    """The answer in these bytes. Raises ValueError for anything that is not one of ours."""
    try:
        with pa.ipc.open_stream(reply) as reader:
            schema = reader.schema
            if len(schema) > MOST_COLUMNS or any(field.type not in dict(_KINDS) for field in schema):
                raise ValueError("other columns than an answer has")
            batches, rows, size = [], 0, 0
            for batch in reader:
                rows, size = rows + batch.num_rows, size + batch.nbytes
                if rows > MOST_ROWS or size > 2 * MOST_BYTES:
                    raise ValueError("more than an answer has")
                batch.validate(full=True)
                if any(
                    column.type == pa.date32() and not are_days(column.cast(pa.int32())) for column in batch.columns
                ):
                    raise ValueError("other days than an answer has")
                batches.append(batch)
    except (pa.ArrowException, OSError) as error:
        raise ValueError("no Arrow stream") from error
    names = [name.lower() for name in schema.names]
    if len(set(names)) != len(names) or any(len(name) > MOST_OF_A_NAME + 4 for name in names):
        raise ValueError("other names than an answer has")
    return Answer(answer_id, pa.Table.from_batches(batches, schema).replace_schema_metadata(None), of_people)
