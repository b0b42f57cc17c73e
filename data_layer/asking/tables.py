"""The tables that may be asked, and what of them a question needs: pseudonymised anew for each question."""

import re
import secrets
from collections.abc import Iterable
from datetime import date

import numpy as np
import pyarrow as pa

from data_layer.asking.case_tables import ABOUT_CASES
from data_layer.asking.desk_tables import ABOUT_THE_DESK
from data_layer.asking.person_tables import ABOUT_PERSONS
from data_layer.asking.table import Table
from data_layer.requests.request_queue import phase_facts
from data_layer.rules.access import may
from data_layer.staff import Actor
from data_layer.transactions import Reader

TABLES = (*ABOUT_PERSONS, *ABOUT_CASES, *ABOUT_THE_DESK)


def tables_for(actor: Actor) -> tuple[Table, ...]:
    """The tables that this person may ask."""
    return tuple(table for table in TABLES if table.act is None or may(actor.roles, table.act))


def named_in(sql: str, tables: Iterable[Table]) -> tuple[Table, ...]:
    """Those of the tables whose name stands in the question. One too many does no harm: nothing is parsed here."""
    words = set(re.findall(r"\w+", sql.lower()))
    return tuple(table for table in tables if table.name in words)


def contents(reader: Reader, tables: Iterable[Table]) -> dict[str, pa.Table]:
    """The tables as they stand now, with letters and an order that are made for this once.

    Neither a letter nor the place of a row says anything in the next question; what a row tells may still be known.
    """
    facts = phase_facts(reader)
    with reader.lent(counted=_counted(reader), lettered=_lettered(reader)):
        return {table.name: _content(reader, table, facts) for table in tables}


def _content(reader: Reader, table: Table, facts: dict[str, date]) -> pa.Table:
    named = set(re.findall(r"\$(\w+)", table.sql))
    found = reader.table(
        f"select * from ({table.sql})",
        **{name: fact for name, fact in facts.items() if name in named},
    )
    return found.take(_shuffled(found.num_rows))


def _counted(reader: Reader) -> pa.Table:
    return reader.table("select id as client_id from clients where merged_into is null and restricted_since is null")


def _lettered(reader: Reader) -> pa.Table:
    ids = reader.table("select id as staff_id from staff")
    return ids.append_column(
        "letter", pa.array([_letter(int(place)) for place in _shuffled(ids.num_rows)], pa.string())
    )


def _shuffled(count: int) -> "np.ndarray[tuple[int], np.dtype[np.int64]]":
    return np.random.default_rng(secrets.randbits(128)).permutation(count).astype(np.int64)


def _letter(place: int) -> str:
    """A, B, … Z, AA, AB, …"""
    before, last = divmod(place, 26)
    return (_letter(before - 1) if before else "") + chr(ord("A") + last)
