"""Keeps the stored dates true when a rule or a setting changes: they are then all computed anew, once."""

import hashlib
import json
from collections.abc import Mapping
from importlib.metadata import version
from typing import TYPE_CHECKING

import pyarrow as pa

from data_layer import due
from data_layer.categories import CATEGORIES
from data_layer.complaints.complaint_history import with_wrong_days
from data_layer.kept_settings import keep, kept
from data_layer.requests.request_history import gone_astray
from data_layer.rules.access import Act
from data_layer.settings import Settings
from data_layer.staff import THE_DESK
from data_layer.transactions import Change

if TYPE_CHECKING:
    from data_layer.store import Store

_NAME = "computed_with"
_RULES = 7  # raise it when a rule of clock or retention changes what it computes
_HOLIDAYS = version("holidays")


def fingerprint(settings: Settings) -> str:
    """What the stored dates were computed with: rules, terms, financial year and holidays."""
    told = [
        _RULES,
        [[category.code, settings.months(category)] for category in CATEGORIES],
        settings.financial_year_end,
        settings.good_friday,
        settings.liberation_day,
        _HOLIDAYS,
    ]
    return hashlib.sha256(json.dumps(told).encode()).hexdigest()


def keep_true(store: "Store") -> None:
    """Computes every day of requests, complaints and retention anew, if what computes them changed since."""
    now = fingerprint(store.settings)
    with store.read(THE_DESK, Act.STORE_VERIFY) as reader:
        before = kept(reader, _NAME)
    if before == now:
        return
    with store.change(THE_DESK, Act.STORE_RECOMPUTE) as change:
        astray = {request.id: request.wanted for request in gone_astray(change) if request.wanted is not None}
        wrong = with_wrong_days(change)
        _rewrite(change, "requests", astray)
        _rewrite(change, "complaints", wrong)
        due.refresh(change)
        remember(change)
        change.bulk(len(astray) + len(wrong))


def _rewrite(change: Change, table: str, wanted: Mapping[int, Mapping[str, object]]) -> None:
    """Sets these columns of the rows with these ids, all at once: a rule that changed can concern every row."""
    if not wanted:
        return
    rows = pa.Table.from_pylist([{"id": row_id, **columns} for row_id, columns in wanted.items()])
    sets = ", ".join(f"{name} = w.{name}" for name in rows.column_names if name != "id")
    with change.lent(wanted=rows):
        change.execute(
            f"update {table} t set {sets}, version = t.version + 1 from wanted w where w.id = t.id"  # noqa: S608 - names are code
        )


def remember(change: Change) -> None:
    """Notes that all dates were computed with the settings of this change."""
    keep(change, _NAME, fingerprint(change.settings))
