"""A store of every earlier version is brought up to date with its rows, whenever the plug is pulled meanwhile."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pytest

from data_layer import migrating, opening
from data_layer.requests.request_history import follows
from data_layer.rules.request_course import EventKind, Happened, course_of
from data_layer.settings import ROOT, Settings
from data_layer.staff import THE_DESK
from data_layer.store import Store, open_store
from data_layer.verifying import findings
from tests import make
from tests.data.dying_migrating import MOMENTS

STEPS = migrating.migrations()
OLDER = [step.number for step in STEPS[:-1]]
Row = tuple[str, dict[str, Any]]
Held = dict[str, tuple[list[str], list[tuple[Any, ...]]]]
RECEIVED, ASKED = date(2026, 11, 2), date(2026, 11, 3)


def a_request_of_that_time(request_id: int, questions: int) -> Iterator[Row]:
    """A request that waits for the answer to these questions about identity, with the check that is open."""
    days = dict.fromkeys(("safe_last_day", "legal_last_day", "strict_day"), date(2026, 12, 2))
    yield "requests", {
        "id": request_id, "number": f"V{request_id}", "request_right": "access", "channel": "email",
        "received_on": RECEIVED, "registered_on": RECEIVED, "person_name": "Noor", "search_name": "noor",
        "state": "waiting", **days,
    }  # fmt: skip
    of_this = {"request_id": request_id, "recorded_at": make.NOW, "staff_id": 2}
    yield "request_events", {"id": request_id + 1, "kind": "received", "happened_on": RECEIVED, **of_this}
    for n in range(questions):
        yield "request_events", {
            "id": request_id + 2 + n, "kind": "question_asked", "happened_on": ASKED, "reason_code": "identity",
            **of_this,
        }  # fmt: skip
    yield "identity_checks", {
        "id": request_id + 9, "request_id": request_id, "method": "document_shown", "asked_on": ASKED,
    }  # fmt: skip


ROWS: dict[int, list[Row]] = {
    1: [
        ("staff", {"id": 2, "name": "Fleur Fictief", "email": "f@example.org", "roles": ["coordinator"]}),
        ("clients", {"id": 1, "number": "1001", "search_name": "", "registered_on": make.TODAY}),
        ("consents", {
            "id": 2, "client_id": 1, "purpose": 7, "shown_text": "Mag dit?", "language": "nl", "how": "paper",
            "given_on": make.TODAY,
        }),
        ("disclosures", {
            "id": 3, "number": "VS2026-0001", "direction": "out", "happened_on": make.TODAY, "recipient_id": 1,
            "categories": ["names"], "purpose": 9, "ground": "legal_obligation", "channel": "email", "state": "made",
            "file_name": "uren.csv", "recorded_on": make.TODAY, "staff_id": 2, "clients": 1,
        }),
        ("disclosure_clients", {"disclosure_id": 3, "client_id": 1}),
        *(
            ("breaches", {"id": n, "number": f"D{n}", "aware_at": make.NOW, "what": "x", "risk": risk, "staff_id": 2})
            for n, risk in ((4, "laag"), (5, " Hoog"), (6, "matig"), (7, None))
        ),
        ("breaches", {
            "id": 8, "number": "D8", "aware_at": make.NOW, "what": "x", "told_authority_at": make.NOW,
            "why_not_told": "Versleuteld.", "staff_id": 2,
        }),
        *a_request_of_that_time(10, 1),
        *a_request_of_that_time(20, 2),
        ("holds", {"id": 30, "client_id": 1, "kind": "dispute", "since": make.TODAY, "reason": "Huur."}),
        ("objections", {"id": 31, "client_id": 1, "purpose": 7, "since": make.TODAY}),
        ("protected_fields", {
            "id": 32, "client_id": 1, "category": "names", "field": "surname", "since": make.TODAY,
        }),
        ("saved_exports", {
            "id": 33, "name": "Alles", "owner_id": 2, "subject": "requests", "choices": "{}", "format": "csv",
            "purpose": "9",
        }),
        ("destroyed_numbers", {"number": "0099", "destroyed_on": make.TODAY}),
    ],
    4: [
        ("batches", {
            "id": 40, "number": "VN2026-0001", "kind": "retention", "state": "rejected", "due_until": make.TODAY,
            "proposed_by": 2, "proposed_at": make.NOW, "ran_at": make.NOW,
        }),
    ],
    5: [("digests_sent", {"staff_id": 2, "day": make.TODAY, "sent_at": make.NOW, "cases": 3})],
}  # fmt: skip
"""What is in a store since it had this step."""
_FOLLOWS = set(follows(course_of([Happened(1, EventKind.RECEIVED, RECEIVED)]))) | {"version"}
COMPUTED = {"requests": _FOLLOWS, "clients": {"first_due_from", "all_due_from", "held", "version"},
            "breaches": {"risk", "why_not_told"}, "identity_checks": {"question_id"}}  # fmt: skip


def settings_of(path: Path) -> Settings:
    return Settings(store=path, store_key=make.KEY, today=make.TODAY)


@contextmanager
def as_of(path: Path, number: int) -> Iterator[duckdb.DuckDBPyConnection]:
    """The file of a store as the program with so many steps opened it."""
    opened = opening.opened(
        settings_of(path), lambda connection, file: migrating.bring_up_to_date(connection, file, STEPS[:number])
    )
    with closing(opened) as connection:
        yield connection


@pytest.fixture(scope="module")
def older(tmp_path_factory: pytest.TempPathFactory) -> dict[int, tuple[Path, Held]]:
    """A store of each earlier version, and what it holds."""
    folder, made = tmp_path_factory.mktemp("older"), {}
    path = folder / "desk.duckdb"
    for number in OLDER:
        with as_of(path, number) as connection:
            for table, row in ROWS.get(number, []):
                names = ", ".join(row)
                values = ", ".join(f"${name}" for name in row)
                connection.execute(f"insert into {table} ({names}) values ({values})", row)  # noqa: S608 - of above
            held = held_by(connection)
        made[number] = shutil.copyfile(path, folder / f"{number}.duckdb"), held
    return made


def held_by(connection: duckdb.DuckDBPyConnection) -> Held:
    """All rows of all tables, without what is computed."""
    found: Held = {}
    for (table,) in connection.execute(
        "select table_name from duckdb_tables() where database_name = 'store' and not contains(table_name, 'due')"
    ).fetchall():
        columns = [row[0] for row in connection.execute(f"describe {table}").fetchall()]
        columns = [name for name in columns if name not in COMPUTED.get(table, set())]
        found[table] = columns, rows_of(connection, table, columns)
    return found


def rows_of(connection: duckdb.DuckDBPyConnection, table: str, columns: list[str]) -> list[tuple[Any, ...]]:
    return connection.execute(f"select {', '.join(columns)} from {table}").fetchall()  # noqa: S608 - names of the schema


def check_kept(store: Store, held: Held) -> None:
    with store._file.cursor() as cursor:
        for table, (columns, rows) in held.items():
            if rows:
                now = rows_of(cursor, table, columns)
                assert [row for row in rows if row not in now] == [], table


def check_brought_along(store: Store) -> None:
    """What the steps themselves made of the rows of then."""

    def asked(sql: str) -> list[Any]:
        return [next(iter(row.values())) for row in make.rows(store, sql)]

    assert asked("select about_health from consents") == [False]
    assert asked("select risk from breaches order by id") == ["unlikely", "high", "risk", None, None]
    assert asked("select why_persons_not_told from breaches where id = 8") == ["Versleuteld."]
    assert asked("select question_id from identity_checks order by id") == [12, None], "of two it is unknown"


@pytest.mark.parametrize("number", OLDER)
def test_a_store_of_an_earlier_version_is_brought_up_to_date_with_its_rows_and_a_copy(
    older: dict[int, tuple[Path, Held]], tmp_path: Path, number: int
) -> None:
    file, held = older[number]
    path = shutil.copyfile(file, tmp_path / "desk.duckdb")
    steps = []
    for _ in range(2):
        with closing(open_store(settings_of(path), lambda: make.NOW)) as store:
            check_kept(store, held)
            steps.append(make.rows(store, "select * from schema_steps order by number"))
    assert [step["number"] for step in steps[0]] == [step.number for step in STEPS]
    assert steps[0] == steps[1], "opening it twice is opening it once"
    with closing(open_store(settings_of(path), lambda: make.NOW)) as store:
        check_brought_along(store)
        assert findings(store, THE_DESK) == []
    with as_of(path.with_name(f"desk.duckdb.before-{number + 1:04}"), number) as connection:
        assert held_by(connection) == held, "the copy is the store of before"


def test_a_store_that_was_brought_up_to_date_is_still_nobody_elses(
    older: dict[int, tuple[Path, Held]], tmp_path: Path
) -> None:
    path = shutil.copyfile(older[OLDER[-1]][0], tmp_path / "desk.duckdb")
    with closing(open_store(settings_of(path), lambda: make.NOW)):
        second = subprocess.run(
            [sys.executable, "-m", "data_layer", "verify"], cwd=ROOT, capture_output=True, text=True, check=False,
            env={**os.environ, "STEP_STORE": str(path), "STEP_STORE_KEY": make.KEY.get_secret_value()},
        )  # fmt: skip
    assert (second.returncode, f"({os.getpid()})" in second.stderr) == (1, True)


def test_whoever_pulls_the_plug_while_it_is_brought_up_to_date_finds_the_old_or_the_new(
    older: dict[int, tuple[Path, Held]], tmp_path: Path
) -> None:
    file, held = older[1]
    path, new = shutil.copyfile(file, tmp_path / "desk.duckdb"), tmp_path / "new.duckdb"
    for store_file, first, last in ((new, 1, 1), (path, 2, STEPS[-1].number)):
        dying = subprocess.run(
            [sys.executable, "-m", "tests.data.dying_migrating", str(store_file), str(first), str(last)], cwd=ROOT,
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert dying.returncode == 0, dying.stderr
        found = [int(line) for line in dying.stdout.split()]
        # each finds what the one before it left: a step is kept whole, or nothing of it is
        assert found == [number - 1 for number in range(first, last + 1) for _ in MOMENTS]
        with closing(open_store(settings_of(store_file), lambda: make.NOW)) as store:
            assert findings(store, THE_DESK) == []
            if store_file == path:
                check_kept(store, held)
                check_brought_along(store)
