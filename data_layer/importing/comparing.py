"""What a file says about a table of the store against what stands there: what to add, what to change, what to leave.

One statement per table for all clients of the file at once. The names in it are those of the declarations.
"""

from contextlib import ExitStack
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

from data_layer.categories import RECORD_KINDS, RecordKind
from data_layer.importing.coherence import CONTRADICTIONS
from data_layer.importing.fields import TABLES, usual_values
from data_layer.importing.matching import Matching
from data_layer.importing.pairing import paired
from data_layer.transactions import Reader


@dataclass(frozen=True, slots=True)
class Mentioned:
    """What the sheets of a file mention of one table, and how it is found in the store.

    `mentions` has file_person, client_id, file_sheet, file_row, file_order, `is_record` when a sheet of records says
    it, and the columns of the table. Without a `matching` equal records are paired.
    """

    table: str
    matching: Matching | None
    mentions: pa.Table


def columns_of(table: str) -> list[str]:
    """The columns of the table that an import compares; the client number itself never changes."""
    return list(TABLES[table])


def compared(
    reader: Reader, what: Mentioned, protected: pa.Table, births: pa.Table, source: str | None = None
) -> pa.Table:
    """One line per thing that the file mentions of this table.

    `protected` is what the client had corrected and what was destroyed, see `protected_columns`; `births` has, per
    person, the day of birth as it will be; `source` is who provided what is new, instead of who usually does. The
    answer has what tells the mention; id and version of the row in the store (null: new); the columns as they should
    become; `changed_columns`; `replaces` when the home address would change, not only be added to; `blocked` when a
    new row is kept out; `problem` when the outcome is incomplete or cannot be true; `is_write` when something is to
    be written; `is_guarded` when something is not: `left_alone` are the columns that were corrected on request,
    `destroyed` the fields that were destroyed, with the day.
    """
    table, matching, columns = what.table, what.matching, columns_of(what.table)
    own: dict[str, str | bool] = {"source": source} if source else {}
    is_address = table == "addresses" and matching is not None
    usual = {name: _literal(value) for name, value in (usual_values(table) | own).items()}
    differs = {c: f"i.{c} is not null and i.{c} is distinct from s.{c}" for c in columns}
    former = _is_former(table)
    guarded = {c: f"s.id is not null and {_is_protected(table, c, former)}" for c in columns}
    changed = ", ".join(f"case when {differs[c]} and not ({guarded[c]}) then '{c}' end" for c in columns)
    left = ", ".join(f"case when {differs[c]} and {guarded[c]} then '{c}' end" for c in columns)
    replaces = " or ".join(f"({differs[c]} and not ({guarded[c]}) and s.{c} is not null)" for c in columns)
    kept = {c: _kept(c, guarded[c], replaces if is_address else "false") for c in columns}
    outcome = ", ".join(f"{_outcome(c, kept[c], usual)} as {c}" for c in columns)
    keys = ", ".join(f"'{name}'" for name in matching.keys) if matching else ""
    sql = f"""
        with incoming as materialized ({_incoming(matching, columns)}),
        stored as materialized (select *, count(*) over (partition by client_id) = 1 as is_only from stored_rows),
        own as materialized ({_OWN}),
        {_claimed(matching)}
        select * exclude (gone, guarded_columns),
            not blocked and (len(changed_columns) > 0 or id is null) as is_write,
            case when not blocked and (len(changed_columns) > 0 or id is null) then {_problem(table)} end as problem,
            case when blocked then changed_columns else guarded_columns end as guarded, len(guarded) > 0 as is_guarded,
            {_LEFT_ALONE} as left_alone, {_destroyed(table)} as destroyed
        from (
            select i.file_person, i.client_id, i.file_sheet, i.file_row, i.file_order, i.is_record,
                s.id, s.version, b.born_on, {outcome},
                list_filter([{changed}], lambda c: c is not null) as changed_columns,
                list_filter([{left}], lambda c: c is not null) as guarded_columns, p.gone,
                coalesce({str(is_address).lower()} and s.id is not null and ({replaces}), false) as replaces,
                s.id is null and (
                    coalesce(len(p.gone) > 0 or list_has_any(p.columns, [{keys}]::varchar[]), false) or {former}
                ) as blocked
            from incoming i
            left join claimed c on c.file_order = i.file_order
            left join stored s on s.id = c.id
            left join protected p on p.client_id = i.client_id
            left join own o on o.id = s.id
            left join births b on b.file_person = i.file_person
        ) order by file_order
    """  # noqa: S608 - names and conditions of the declarations in this package
    with ExitStack() as lent:
        lent.enter_context(reader.lent(mentions=what.mentions, protected=protected, births=births))
        stored = _in_one_way(reader.table(_stored(table, matching, columns)))
        lent.enter_context(reader.lent(stored_rows=stored))
        if matching is None:
            lent.enter_context(reader.lent(pairs=_pairs(reader, table, stored)))
        return reader.table(sql)


_OWN = "select one.id, one.columns from (select unnest(corrected) as one from protected)"
"""The records of which some columns were corrected on request."""
_LEFT_ALONE = """
    case when gone is null then guarded
        else list_filter(guarded, lambda c: not list_contains(list_transform(gone, lambda g: g.name), c)) end
"""


def _destroyed(table: str) -> str:
    named = f"list_transform(gone, lambda g: {{'field': '{table}.' || g.name, 'day': g.day}})"
    return f"list_filter({named}, lambda g: list_contains(guarded, split_part(g.field, '.', 2)))"


def _stored(table: str, matching: Matching | None, columns: list[str]) -> str:
    """The rows of the store that may be meant."""
    own_id = "id" if table == "clients" else "client_id"
    return f"""
        select id, version, {own_id} as client_id, {", ".join(columns)} from {table}
        where {own_id} in (select client_id from mentions) and {matching.only if matching else "true"} order by id
    """  # noqa: S608 - names and conditions of the declarations in this package


def _in_one_way(rows: pa.Table) -> pa.Table:
    """Each letter written in one way (NFC), as what is compared with it: rows of long ago were stored as typed."""
    for at, column in enumerate(rows.schema):
        if pa.types.is_string(column.type):
            made = pc.utf8_normalize(rows[column.name], form="NFC")  # type: ignore[attr-defined] # the stubs lack it
            rows = rows.set_column(at, column, made)
    return rows


def _incoming(matching: Matching | None, columns: list[str]) -> str:
    """The things that are mentioned; of several mentions of one thing the first that fills a column counts."""
    if matching is None:
        return "select * from mentions"
    return f"""
        select *, count(*) over (partition by file_person) = 1 as is_only from (
            select file_person, any_value(client_id) as client_id, {matching.identity} as identity,
                min(file_order) as file_order, arg_min(file_sheet, file_order) as file_sheet,
                arg_min(file_row, file_order) as file_row, bool_and(is_record) as is_record,
                {", ".join(f"arg_min({c}, file_order) as {c}" for c in columns)}
            from mentions group by all
        )
    """  # noqa: S608 - conditions of the declarations in this package


def _claimed(matching: Matching | None) -> str:
    """Which row of the store each thing is."""
    if matching is None:
        return "claimed as (from pairs)"
    return f"""
        -- of two mentions that want the same row the first has it, the other is a new one
        meant as materialized ({_claims(matching.same, matching.best)}),
        fitting as ({_claims(matching.fits, matching.best, free_of="meant")}),
        claimed as (from meant union all from fitting)
    """


def _claims(fits: str, best: str, free_of: str | None = None) -> str:
    """Per mention the row of the store that it has, each row once; without those that another claim has."""
    free = (
        f"i.file_order not in (select file_order from {free_of}) and s.id not in (select id from {free_of})"  # noqa: S608 - a name in this code
        if free_of
        else "true"
    )
    return f"""
        select file_order, id from (
            select i.file_order, s.id, row_number() over (partition by i.file_order order by {best}, s.id) as nth
            from incoming i join stored s on s.client_id = i.client_id and ({fits}) where {free}
            qualify nth = 1
        ) qualify row_number() over (partition by id order by file_order) = 1
    """  # noqa: S608 - conditions of the declarations in this package


def _pairs(reader: Reader, table: str, stored: pa.Table) -> pa.Table:
    columns = [name for name in columns_of(table) if name != "source"]
    corrected = reader.table(
        f"""
        select r.record_id as id, p.columns from protected p
        join record_changes r on r.client_id = p.client_id and r.in_table = $in_table and r.what = 'corrected'
            and list_has_any(r.fields, p.columns)
        group by all
        union {_OWN}
        """,  # noqa: S608 - the text above
        in_table=table,
    )
    with reader.lent(stored=stored):
        return paired(reader, columns, RECORD_KINDS[table].key, corrected)


def _problem(table: str) -> str:
    """A word for what is incomplete or cannot be true about the outcome: see `problems`."""
    cases = _incomplete_client() if table == "clients" else _incomplete_record(RECORD_KINDS[table])
    cases += [f"when {then} < {first} then 'order {at}'" for at, (first, then, _) in enumerate(CONTRADICTIONS[table])]
    return f"case {' '.join(cases)} end" if cases else "null::varchar"


def _incomplete_client() -> list[str]:
    return ["when id is null and coalesce(surname, first_names, call_name) is null then 'nameless'"]


def _incomplete_record(kind: RecordKind) -> list[str]:
    is_new = "is_record and id is null"
    needed = [field.column for field in kind.fields if field.is_needed]
    cases = [f"when {is_new} and {column} is null then 'missing {column}'" for column in needed]
    if kind.some_of:
        none = " and ".join(f"{column} is null" for column in kind.some_of)
        cases.append(f"when {is_new} and {none} then 'some'")
    if {"present", "absence_reason"} <= {field.column for field in kind.fields}:
        cases.append("when present and absence_reason is not null then 'absence'")
    if kind.table == "complaints":
        at_desk = [field.column for field in kind.fields if field.asked != "always"]
        handled = "id in (select complaint_id from complaint_events)"
        cases.append(f"when list_has_any(changed_columns, {at_desk}) and {handled} then 'desk'")
    return cases


def _literal(value: str | bool) -> str:
    return f"'{value}'" if isinstance(value, str) else str(value).lower()


def _is_protected(table: str, column: str, former: str) -> str:
    if table == "addresses":  # half an address is no address: one corrected part protects the whole
        return f"(o.id is not null or coalesce(len(p.columns) > 0, false) or {former})"
    return f"coalesce(list_contains(p.columns, '{column}') or list_contains(o.columns, '{column}'), false)"


def _is_former(table: str) -> str:
    """Whether a mention says no more of its key than a record had before it was corrected or removed."""
    if table not in RECORD_KINDS:
        return "false"
    filled = ", ".join(f"'{c}=' || lower(i.{c}::varchar)" for c in RECORD_KINDS[table].key)
    said = f"list_filter([{filled}], lambda said: said is not null)"
    is_one = f"len({said}) > 0 and len(list_filter(p.formers, lambda f: list_has_all(f, {said}))) > 0"
    return f"case when p.formers is null then false else {is_one} end"  # of nearly all there is none


def _kept(column: str, guarded: str, replaces: str) -> str:
    """What becomes of what stands in the store; a new home does not inherit the old one's postcode."""
    if replaces != "false" and column not in ("country", "kind", "source"):
        inherited = f"case when {replaces} then i.{column} else coalesce(i.{column}, s.{column}) end"
    else:
        inherited = f"coalesce(i.{column}, s.{column})"
    return f"case when {guarded} then s.{column} else {inherited} end"


def _outcome(column: str, kept: str, usual: dict[str, str]) -> str:
    if column not in usual:
        return kept
    return f"case when s.id is null then coalesce(i.{column}, {usual[column]}) else {kept} end"
