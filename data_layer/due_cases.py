"""What ages by itself: each request, and each complaint of nobody whom the desk knows."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, Literal

import pyarrow as pa

from data_layer.categories import CATEGORY
from data_layer.due_found import OPEN
from data_layer.rules.retention import Hold, due_from, last_day_after, request_hold_until
from data_layer.transactions import Change

NOBODYS_MONTHS = 12  # a request of whom turned out to be no client
CaseKind = Literal["request", "complaint"]


def forget(change: Change) -> None:
    """Takes away the rows of the cases of the clients in `scope`, also those from when they were nobody's."""
    change.execute(
        """
        delete from due_cases where client_id in (select client_id from scope)
            or client_id is null and kind = 'request'
                and case_id in (select id from requests where client_id in (select client_id from scope))
        """
    )


def keep(change: Change) -> None:
    """Keeps the rows of cases in the temporary table `due_computed`."""
    change.execute(
        """
        insert into due_cases by name
        select 'request' as kind, case_id, client_id, trigger_kind, trigger_on, last_day, due_from, held, hold_id,
            capped
        from due_computed where case_id is not null
        """
    )


def refresh_nobodys(change: Change, kind: CaseKind | None = None, case_ids: Sequence[int] | None = None) -> None:
    """Rewrites the rows of these cases without a client: of one kind, or of all with None."""
    for each, rows_of in _ROWS.items():
        if kind not in (None, each):
            continue
        facts: dict[str, Any] = {"ids": None if case_ids is None else list(case_ids)}
        change.execute(
            """
            delete from due_cases where kind = $kind and client_id is null
                and ($ids::bigint[] is null or case_id in (select unnest($ids::bigint[])))
            """,
            kind=each,
            **facts,
        )
        rows = rows_of(change, facts)
        if rows:
            change.insert_table("due_cases", pa.Table.from_pylist(rows, _SCHEMA))


def _requests(change: Change, facts: dict[str, Any]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = change.all(
        dict,
        """
        select id, answered_on, finished_on from requests where client_id is null
            and ($ids::bigint[] is null or id in (select unnest($ids::bigint[]))) order by id
        """,
        **facts,
    )
    return [
        {"kind": "request", "case_id": row["id"]}
        | _dates("finished", row["finished_on"], NOBODYS_MONTHS, _appeal(row["answered_on"]))
        for row in found
    ]


def _complaints(change: Change, facts: dict[str, Any]) -> list[dict[str, Any]]:
    months = change.settings.months(CATEGORY["complaints"])
    assert months is not None  # noqa: S101 - complaints fall under no fiscal duty
    found: list[dict[str, Any]] = change.all(
        dict,
        """
        select id, closed_on from complaints where client_id is null
            and ($ids::bigint[] is null or id in (select unnest($ids::bigint[]))) order by id
        """,
        **facts,
    )
    return [
        {"kind": "complaint", "case_id": row["id"]} | _dates("closed", row["closed_on"], months, []) for row in found
    ]


_ROWS: dict[CaseKind, Callable[[Change, dict[str, Any]], list[dict[str, Any]]]] = {
    "request": _requests,
    "complaint": _complaints,
}


def _appeal(answered_on: date | None) -> list[Hold]:
    """An answer can be taken to court for six weeks; who is no client has no hold of its own that says so."""
    return [(answered_on, request_hold_until(answered_on))] if answered_on else []


def _dates(trigger: str, on: date | None, months: int, held: list[Hold]) -> dict[str, Any]:
    last_day = on and last_day_after(on, months)
    return {
        "trigger_kind": trigger if on else OPEN,
        "trigger_on": on,
        "last_day": last_day,
        "due_from": last_day and due_from(last_day, held),
        "held": False,
        "capped": False,
    }


_COLUMNS: dict[str, pa.DataType] = {
    "kind": pa.string(),
    "case_id": pa.int64(),
    "trigger_kind": pa.string(),
    "trigger_on": pa.date32(),
    "last_day": pa.date32(),
    "due_from": pa.date32(),
    "held": pa.bool_(),
    "capped": pa.bool_(),
}
_SCHEMA = pa.schema(_COLUMNS)
