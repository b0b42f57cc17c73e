"""What the file says about a table of the store against what stands there: what to add, what to change, what to leave.

One statement per table for all clients of the file at once. The names in it are those of the declarations.
"""

import pyarrow as pa

from data_layer.importing.coherence import CONTRADICTIONS
from data_layer.importing.fields import TABLES
from data_layer.importing.matching import MATCHING
from data_layer.transactions import Reader


def columns_of(table: str) -> list[str]:
    """The columns of the table that an import compares; the client number itself never changes."""
    return [name for name in TABLES[table] if (table, name) != ("clients", "number")]


def compared(reader: Reader, table: str, mentions: pa.Table, protected: pa.Table) -> pa.Table:
    """One line per thing that the file mentions of this table.

    `mentions` has person, client_id, place (their order), row and the columns of the table; `protected` has
    client_id and the list of columns that a person had corrected. The answer has person, client_id, row; id and
    version of the row in the store (null: new); the columns as they should become; `changed` and `left_alone`, lists
    of columns; `replaces` when something that stood there would change, not only be added to; `blocked` when a
    corrected column keeps a new row out; `contradicts` when the outcome cannot be true; `is_write` when something is
    to be written; `is_guarded` when something is not, because it was corrected on request.
    """
    matching, columns = MATCHING[table], columns_of(table)
    differs = {c: f"i.{c} is not null and i.{c} is distinct from s.{c}" for c in columns}
    guarded = {c: f"s.id is not null and {_is_protected(table, c)}" for c in columns}
    changed = ", ".join(f"case when {differs[c]} and not ({guarded[c]}) then '{c}' end" for c in columns)
    left = ", ".join(f"case when {differs[c]} and {guarded[c]} then '{c}' end" for c in columns)
    replaces = " or ".join(f"({differs[c]} and not ({guarded[c]}) and s.{c} is not null)" for c in columns)
    outcome = ", ".join(f"{_outcome(table, c, guarded[c], replaces)} as {c}" for c in columns)
    keys = ", ".join(f"'{name}'" for name in matching.keys)
    own_id = "id" if table == "clients" else "client_id"
    wrong = " or ".join(f"{then} < {first}" for first, then, _ in CONTRADICTIONS[table]) or "false"
    sql = f"""
        with merged as (
            select person, any_value(client_id) as client_id, {matching.identity} as identity, min(place) as place,
                min(row) as row, {", ".join(f"arg_min({c}, place) as {c}" for c in columns)}
            from mentions group by all
        ),
        incoming as materialized (select *, count(*) over (partition by person) = 1 as is_only from merged),
        stored as materialized (
            select *, {own_id} as of_client, count(*) over (partition by {own_id}) = 1 as is_only from {table}
            where {own_id} in (select client_id from merged) and {matching.only}
        ),
        -- of two mentions that want the same row the first has it, the other is a new one
        meant as materialized ({_claims(matching.same, matching.best)}),
        fitting as ({_claims(matching.fits, matching.best, free_of="meant")}),
        claimed as (from meant union all from fitting)
        select *, coalesce({wrong}, false) as contradicts,
            not blocked and (len(changed) > 0 or id is null) as is_write,
            len(left_alone) > 0 or blocked and len(changed) > 0 as is_guarded
        from (
            select i.person, i.client_id, i.row, i.place, s.id, s.version, {outcome},
                list_filter([{changed}], lambda c: c is not null) as changed,
                list_filter([{left}], lambda c: c is not null) as left_alone,
                coalesce(s.id is not null and ({replaces}), false) as replaces,
                s.id is null and coalesce(list_has_any(p.columns, [{keys}]::varchar[]), false) as blocked
            from incoming i
            left join claimed c on c.person = i.person and c.identity = i.identity
            left join stored s on s.id = c.id
            left join protected p on p.client_id = i.client_id
        ) order by place
    """  # noqa: S608 - names and conditions of the declarations in this package
    with reader.lent(mentions=mentions, protected=protected):
        return reader.table(sql)


def _claims(fits: str, best: str, free_of: str | None = None) -> str:
    """Per mention the row of the store that it has, each row once; without those that another claim has."""
    free = (
        f"(i.person, i.identity) not in (select (person, identity) from {free_of})"  # noqa: S608 - a name in this code
        f" and s.id not in (select id from {free_of})"
        if free_of
        else "true"
    )
    return f"""
        select person, identity, id from (
            select i.person, i.identity, i.place, s.id,
                row_number() over (partition by i.person, i.identity order by {best}, s.id) as nth
            from incoming i join stored s on s.of_client = i.client_id and ({fits}) where {free}
            qualify nth = 1
        ) qualify row_number() over (partition by id order by place) = 1
    """  # noqa: S608 - conditions of the declarations in this package


def _is_protected(table: str, column: str) -> str:
    if table == "addresses":  # half an address is no address: one corrected part protects the whole
        return "p.client_id is not null"
    return f"coalesce(list_contains(p.columns, '{column}'), false)"


def _outcome(table: str, column: str, guarded: str, replaces: str) -> str:
    if table == "addresses" and column != "country":  # a new address does not inherit the old one's postcode
        kept = f"case when {replaces} then i.{column} else coalesce(i.{column}, s.{column}) end"
        return f"case when {guarded} then s.{column} else {kept} end"
    return f"case when i.{column} is null or ({guarded}) then s.{column} else i.{column} end"
