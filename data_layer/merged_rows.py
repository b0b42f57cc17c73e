"""What moves when two clients turn out to be one person: every row that points at the one, to the other."""

from data_layer.categories import CATEGORIES
from data_layer.parents import POINTING_AT_CLIENTS
from data_layer.rules.sentences import Sentence, say
from data_layer.transactions import Change, Reader

_OF_THEIR_OWN = {"due", "due_years", "disclosure_clients", "told_apart"}  # written below, or anew by `due.refresh`
_BESIDE = {
    "requests": say("requests"),
    "disclosure_clients": say("disclosures"),
    "consents": say("consents"),
    "objections": say("objections"),
    "holds": say("holds"),
    "statements_of_person": say("statements of the client"),
}
"""What moves beside the records of the categories and is worth telling."""


def counts(reader: Reader, client_id: int) -> list[tuple[Sentence, int]]:
    """How many rows of each kind point at the client: the records of the categories first, nothing for none."""
    kinds = {c.label: tuple(k.table for k in c.kinds if not k.is_of_person) for c in CATEGORIES}
    kinds |= {label: (table,) for table, label in _BESIDE.items()}
    parts = " union all ".join(
        f"select {place} as place, count(*) as n from {table} where client_id = $client_id"  # noqa: S608 - names of the declaration
        for place, tables in enumerate(kinds.values())
        for table in tables
    )
    rows = reader.all(
        dict[str, int],
        f"select place, sum(n)::bigint as n from ({parts}) group by place having sum(n) > 0 order by place",  # noqa: S608 - as above
        client_id=client_id,
    )
    labels = list(kinds)
    return [(labels[row["place"]], row["n"]) for row in rows]


def move(change: Change, merged_id: int, kept_id: int) -> None:
    """Lets every row that points at the merged client point at the one that is kept."""
    ids = {"merged_id": merged_id, "kept_id": kept_id}
    change.execute("delete from due where client_id = $merged_id", merged_id=merged_id)
    _move_disclosures(change, ids)
    _move_told_apart(change, ids)
    change.execute(
        """
        delete from batch_items where client_id = $merged_id and state = 'proposed' and exists (
            from batch_items b where b.client_id = $kept_id and b.batch_id = batch_items.batch_id
                and b.category = batch_items.category)
        """,
        **ids,
    )
    change.execute("update holds set fact_id = $kept_id where kind = 'restriction' and fact_id = $merged_id", **ids)
    for table, column in POINTING_AT_CLIENTS:
        if table not in _OF_THEIR_OWN:
            change.execute(f"update {table} set {column} = $kept_id where {column} = $merged_id", **ids)  # noqa: S608 - declared names


def _move_disclosures(change: Change, ids: dict[str, int]) -> None:
    """An entry that named both counts the person once, told of the source if one of the two was."""
    change.execute(
        """
        create or replace temp table named_both as
        select k.disclosure_id, coalesce(max(k.told_source_on), max(m.told_source_on)) as told_source_on
        from disclosure_clients k join disclosure_clients m on m.disclosure_id = k.disclosure_id
        where k.client_id = $kept_id and m.client_id = $merged_id group by k.disclosure_id
        """,
        **ids,
    )
    change.execute(
        """
        update disclosure_clients set told_source_on = b.told_source_on from named_both b
        where b.disclosure_id = disclosure_clients.disclosure_id and disclosure_clients.client_id = $kept_id
        """,
        kept_id=ids["kept_id"],
    )
    change.execute(
        """
        delete from disclosure_clients
        where client_id = $merged_id and disclosure_id in (select disclosure_id from named_both)
        """,
        merged_id=ids["merged_id"],
    )
    change.execute("update disclosures set clients = clients - 1 where id in (select disclosure_id from named_both)")
    change.execute("drop table temp.named_both")
    change.execute("update disclosure_clients set client_id = $kept_id where client_id = $merged_id", **ids)


def _move_told_apart(change: Change, ids: dict[str, int]) -> None:
    """Whom the merged client was told apart from, the kept one now is; a pair stands once, in the order of its ids."""
    change.execute(
        """
        create or replace temp table told as
        select distinct on (client_id, other_id) least(one, other) as client_id, greatest(one, other) as other_id,
            staff_id, told_on
        from (
            select $kept_id as one, if(client_id = $merged_id, other_id, client_id) as other, staff_id, told_on
            from told_apart where $merged_id in (client_id, other_id)
        )
        where other <> $kept_id and not exists (
            from told_apart t where t.client_id = least(one, other) and t.other_id = greatest(one, other))
        """,
        **ids,
    )
    change.execute("delete from told_apart where $merged_id in (client_id, other_id)", merged_id=ids["merged_id"])
    change.execute("insert into told_apart select client_id, other_id, staff_id, told_on from told")
    change.execute("drop table temp.told")
