"""The exports that somebody of the invented desk saved, so that they can be run again."""

import json
from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa

from data_layer.demo.drawing import Draws, after, table

COORDINATOR, OFFICER = 2, 3
LEGAL_DUTY = "9"  # of the eleven purposes


@dataclass(frozen=True, slots=True)
class _Saved:
    name: str
    days_ago: int
    owner: int
    subject: str
    columns: tuple[str, ...]
    filters: dict[str, str] = field(default_factory=dict)
    format: str = "xlsx"


_SAVED = (
    _Saved(
        "Klachten van dit jaar",
        110,
        OFFICER,
        "complaints",
        ("number", "kind", "phase", "verdict", "received_on", "acknowledged_on", "answered_on"),
        {"period": "this_year"},
    ),
    _Saved(
        "Open verzoeken met uiterste dag",
        61,
        COORDINATOR,
        "requests",
        ("number", "request_right", "phase", "received_on", "safe_last_day", "legal_last_day", "handler"),
        {"stand": "open"},
    ),
    _Saved(
        "Verstrekkingen van vorige maand",
        20,
        OFFICER,
        "disclosures",
        ("number", "happened_on", "recipient_name", "purpose", "ground", "clients"),
        {"period": "last_month", "counting": "yes"},
        "csv",
    ),
)


def saved_rows(draws: Draws) -> pa.Table:
    """The saved exports, the oldest first."""
    return table(
        {
            "id": draws.ids(len(_SAVED)),
            "name": [one.name for one in _SAVED],
            "owner_id": [one.owner for one in _SAVED],
            "subject": [one.subject for one in _SAVED],
            "choices": [json.dumps({"columns": one.columns, "filters": one.filters}) for one in _SAVED],
            "format": [one.format for one in _SAVED],
            "purpose": [LEGAL_DUTY] * len(_SAVED),
            "saved_on": after(draws.today, np.array([-one.days_ago for one in _SAVED])),
        }
    )
