"""The one path that destroys: the rows of categories, of cases, and of clients of whom nothing is left."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pyarrow as pa

from data_layer import due, fiscal_identities, kept_figures, kept_states
from data_layer.categories import CATEGORIES, RECORD_KINDS, Category
from data_layer.destroying.items import LEAVING, Items
from data_layer.parents import GO_ALONG, PARENTS, POINTING_AT_CLIENTS
from data_layer.transactions import Change

_PARTS_OF_A_REQUEST = (
    "request_events", "request_documents", "identity_checks", "searched_places", "redactions", "request_decisions",
    "notices", "reasons", "corrections",
)  # fmt: skip
"""What goes with a request; whatever else points at it forgets which it was."""


def destroy(change: Change, meant: Items, batch_id: int | None = None) -> None:
    """Deletes what is meant, in the open transaction, and computes anew what is left of the clients concerned.

    A client of whom nothing is left goes whole; its number is remembered, and disclosures go on counting it.
    """
    with kept_states.keeping(change, meant.items, meant.cases):
        _destroy(change, meant, batch_id)
    change.touched(*map(str, [*meant.items["category"].unique(), *meant.cases["kind"].unique()]))


def _destroy(change: Change, meant: Items, batch_id: int | None) -> None:
    with _going(change, meant):
        whole = change.table("select id as client_id, number from clients where id in (select client_id from leaving)")
        kept_figures.keep(change, whole, meant.cases, meant.items)
        _note(change, whole, batch_id)
        fiscal_identities.put_away(change)
        for category in CATEGORIES:
            _delete_category(change, category)
        fiscal_identities.let_go(change)
        _delete_reasons(change)
        _delete_cases(change)
        _delete_whole(change, batch_id)
        _delete_what_goes_along(change)
        _forget_what_points(change)
        left = change.values(
            """
            select distinct coalesce(c.merged_into, c.id) from clients c
            where c.id in (select client_id from going union all select client_id from going_cases)
            """
        )
    due.refresh(change, left)


def _note(change: Change, whole: pa.Table, batch_id: int | None) -> None:
    """For the ledger: a backup that is put back must lose the same, and the case of it must follow."""
    batch: dict[str, Any] | None = change.one(
        dict, "select request_id, number from batches where id = $id", id=batch_id
    )
    items = change.table(
        """
        select codes, list(client_id order by client_id) as clients
        from (select client_id, list(category order by category) as codes from going group by client_id)
        group by codes
        """
    )
    cases = change.table("select kind, case_id from going_cases")
    change.for_ledger(
        "destroyed",
        batch=batch_id,
        request=batch and batch["request_id"],
        number=batch and batch["number"],
        items=[[row["codes"], row["clients"]] for row in items.to_pylist()],
        whole=[[row["client_id"], row["number"]] for row in whole.to_pylist()],
        cases=[[row["kind"], row["case_id"]] for row in cases.to_pylist()],
    )


@contextmanager
def _going(change: Change, meant: Items) -> Iterator[None]:
    """Temporary tables: `going` and `going_cases`, `leaving` (clients that go whole), `told` (whose history goes)."""
    with change.lent(chosen_items=meant.items, chosen_cases=meant.cases):
        change.execute(
            """
            create or replace temp table going as
            select distinct client_id, category from chosen_items
            """
        )
        change.execute("create or replace temp table going_cases as select kind, case_id, client_id from chosen_cases")
    change.execute(
        f"""
        create or replace temp table leaving as
        with whole as ({LEAVING})
        select client_id from whole
        union select t.id from clients t join whole w on w.client_id = t.merged_into
        """
    )
    change.execute("create or replace temp table told (client_id bigint, seq bigint)")
    try:
        yield
    finally:
        for table in ("going", "going_cases", "leaving", "told"):
            change.execute(f"drop table if exists temp.{table}")


def _delete_category(change: Change, category: Category) -> None:
    facts = {"category": category.code}
    whose = "client_id in (select client_id from going where category = $category)"
    for kind in category.kinds:
        if kind.is_of_person:
            _empty_person(change, category)
        else:
            tables = {"in_table": kind.table}
            change.execute(
                f"""
                delete from redactions where in_table = $in_table
                    and record_id in (select id from {kind.table} where {whose})
                """,
                **facts, **tables,
            )  # fmt: skip
            change.execute(f"delete from {kind.table} where {whose}", **facts)
            change.execute(
                f"insert into told select client_id, seq from record_changes where in_table = $in_table and {whose}",
                **facts, **tables,
            )  # fmt: skip
            change.execute(f"delete from record_changes where in_table = $in_table and {whose}", **facts, **tables)
    for table in ("protected_fields", "statements_of_person", "corrections"):
        change.execute(f"delete from {table} where category = $category and {whose}", **facts)


def _empty_person(change: Change, category: Category) -> None:
    """The category's part of the client's own row; of who goes whole the row goes below."""
    columns = [field.column for field in category.fields]
    sets = ", ".join(f"{column} = null" for column in columns) + (", search_name = ''" if category.number == 1 else "")
    whose = "(select client_id from going where category = $category except select client_id from leaving)"
    change.execute(
        f"update clients set {sets}, version = version + 1 where id in {whose}",
        category=category.code,
    )
    facts = {"category": category.code, "columns": columns}
    own = f"in_table = 'clients' and list_has_any(fields, $columns) and client_id in {whose}"
    change.execute(f"insert into told select client_id, seq from record_changes where {own}", **facts)
    change.execute(
        f"update record_changes set fields = [f for f in fields if not list_contains($columns, f)] where {own}",
        **facts,
    )
    change.execute(
        f"delete from record_changes where in_table = 'clients' and len(fields) = 0 and client_id in {whose}",
        category=category.code,
    )


def _delete_reasons(change: Change) -> None:
    """What was typed about a record goes with the last record that it was about."""
    change.execute(
        """
        delete from reasons where chain = 'change' and (client_id, seq) in (select client_id, seq from told)
            and (client_id, seq) not in (select client_id, seq from record_changes)
        """
    )


def _delete_cases(change: Change) -> None:
    requests = "(select case_id from going_cases where kind = 'request')"
    for table, parents in PARENTS.items():
        for column, parent in parents:
            if parent == "requests":
                is_part = table in _PARTS_OF_A_REQUEST
                start = f"delete from {table}" if is_part else f"update {table} set {column} = null"
                change.execute(f"{start} where {column} in {requests}")
    change.execute(f"delete from requests where id in {requests}")
    change.execute("delete from complaints where id in (select case_id from going_cases where kind = 'complaint')")
    change.execute(
        "delete from due_cases where (kind, case_id) in (select kind, case_id from going_cases)"
    )  # fmt: skip


def _delete_whole(change: Change, batch_id: int | None) -> None:
    """Everything that points at a client of whom nothing is left, and the client; the counts of disclosures stay."""
    change.execute(
        """
        create or replace temp table counted_off as
        select disclosure_id, count(*)::integer as n from disclosure_clients
        where client_id in (select client_id from leaving) group by disclosure_id
        """
    )
    change.execute(
        """
        update disclosures set forgotten = coalesce(forgotten, 0) + n
        from counted_off where disclosure_id = disclosures.id
        """
    )
    change.execute(
        """
        insert into destroyed_numbers
        select number, $today, $batch_id from clients where id in (select client_id from leaving)
            and number not in (select number from destroyed_numbers)
        """,
        today=change.today,
        batch_id=batch_id,
    )
    for table, column in POINTING_AT_CLIENTS:
        if table != "clients":
            change.execute(f"delete from {table} where {column} in (select client_id from leaving)")
    change.execute("delete from clients where id in (select client_id from leaving)")


def _delete_what_goes_along(change: Change) -> None:
    """The history of records that are no longer there, whether they went by category, as a case or with the client."""
    for table in GO_ALONG:
        for column, parent in PARENTS[table]:
            change.execute(f"delete from {table} where {column} not in (select id from {parent})")


def _forget_what_points(change: Change) -> None:
    """What is left forgets which record it was about, and what was typed with the name of somebody who left."""
    for table, parents in PARENTS.items():
        for column, parent in parents:
            if table in RECORD_KINDS and parent in RECORD_KINDS:
                change.execute(
                    f"""
                    update {table} set {column} = null
                    where {column} is not null and client_id in (select client_id from going)
                        and {column} not in (select id from {parent})
                    """
                )
    change.execute(
        """
        update disclosures set remark = null, reference = null
        where id in (select disclosure_id from counted_off)
        """
    )
    change.execute(
        """
        update recipients set name = code, legal_name = code, contact = null, version = version + 1
        where is_stranger and id in (select recipient_id from disclosures where coalesce(forgotten, 0) > 0)
            and id not in (
                select d.recipient_id from disclosures d semi join disclosure_clients p on p.disclosure_id = d.id)
        """
    )
    change.execute("drop table temp.counted_off")
