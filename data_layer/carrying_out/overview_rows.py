"""What the tables of an overview are made of: rows about the client, days in words, only columns that are filled."""

from collections.abc import Sequence
from typing import Any

from data_layer.carrying_out.overview_categories import Asked
from data_layer.documents.chapters import Table, Words
from data_layer.rules.sentences import Sentence
from data_layer.transactions import Reader
from data_layer.wording import shown


def rows_of(reader: Reader, sql: str, asked: Asked, **facts: str) -> list[dict[str, Any]]:
    """The rows of a question about the client."""
    return reader.all(dict[str, Any], sql, client_id=asked.client_id, **facts)


def table_of(
    title: Sentence, heads: Sequence[Sentence], rows: Sequence[Sequence[Words]], wide: Sequence[int] = (0,)
) -> Table:
    """The table without the columns in which nothing stands."""
    filled = [n for n in range(len(heads)) if any(row[n] for row in rows)]
    return Table(
        [heads[n] for n in filled],
        [[row[n] for n in filled] for row in rows],
        [n in wide or not set(wide) & set(filled) for n in filled],
        title,
    )


def day_of(asked: Asked, on: Any) -> str:
    """A day in words; empty for none."""
    return shown(on, asked.language) if on else ""
