"""Which record of the store each row of a sheet is, where records have no number of their own."""

from collections.abc import Sequence

import pyarrow as pa

from data_layer.transactions import Reader

_PAIRS = pa.schema([("file_order", pa.int64()), ("id", pa.int64())])
_MOST_PATTERNS = 64  # ways of filling some cells and not others that are told apart


def paired(reader: Reader, columns: Sequence[str], key: Sequence[str], corrected: pa.Table) -> pa.Table:
    """Pairs of `file_order` in `mentions` and `id` in `stored`, both of them lent by the caller.

    First those that are equal in all filled cells, then those of equal `key`; of several equal ones the k-th goes
    with the k-th, so that the same sheet twice finds each once. What is left may be what a `corrected` record was
    before: `corrected` has ids and the columns that were corrected on the client's request.
    """
    pairs = _PAIRS.empty_table()
    for told_by in (columns, key):
        pairs = _paired_by(reader, told_by, pairs)
    return _with_corrected(reader, columns, corrected, pairs) if corrected.num_rows else pairs


def _paired_by(reader: Reader, columns: Sequence[str], pairs: pa.Table) -> pa.Table:
    """Pairs what is left and is equal in those of the columns that are filled; the fullest first."""
    filled = " || ".join(f"case when {column} is null then '0' else '1' end" for column in columns)
    with reader.lent(pairs=pairs):
        patterns: list[str] = reader.values(
            f"select distinct {filled} as pattern from mentions anti join pairs using (file_order)"  # noqa: S608 - declared
            " where client_id is not null order by length(replace(pattern, '0', '')) desc, pattern desc limit $most",
            most=_MOST_PATTERNS,
        )
    for pattern in patterns:
        told_by = [column for column, mark in zip(columns, pattern, strict=True) if mark == "1"]
        if not told_by:
            continue
        names = ", ".join(told_by)
        with reader.lent(pairs=pairs):
            found = reader.table(
                f"""
                with wanted as (
                    select file_order, client_id, {names},
                        row_number() over (partition by client_id, {names} order by file_order) as nth
                    from mentions anti join pairs using (file_order)
                    where client_id is not null and {filled} = $pattern
                ),
                free as (
                    select id, client_id, {names},
                        row_number() over (partition by client_id, {names} order by id) as nth
                    from stored anti join pairs using (id)
                )
                select file_order, id from wanted join free using (client_id, nth, {names})
                """,  # noqa: S608 - names of the declaration
                pattern=pattern,
            )
        pairs = pa.concat_tables([pairs, found.cast(_PAIRS)])
    return pairs


def _with_corrected(reader: Reader, columns: Sequence[str], corrected: pa.Table, pairs: pa.Table) -> pa.Table:
    """What is left and equals a corrected record in all but what was corrected is that record, as it was before."""
    same = " and ".join(
        f"(i.{column} is null or i.{column} is not distinct from s.{column} or list_contains(c.columns, '{column}'))"
        for column in columns
    )
    with reader.lent(pairs=pairs, corrected=corrected):
        found = reader.table(
            f"""
            select file_order, id from (
                select i.file_order, s.id, row_number() over (partition by i.file_order order by s.id) as nth
                from (from mentions anti join pairs using (file_order)) i
                join (from stored anti join pairs using (id)) s using (client_id)
                join corrected c on c.id = s.id
                where {same} qualify nth = 1
            ) qualify row_number() over (partition by id order by file_order) = 1
            """  # noqa: S608 - names of the declaration
        )
    return pa.concat_tables([pairs, found.cast(_PAIRS)])
