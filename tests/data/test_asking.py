"""Questions of one's own: SQL in a process that can be killed and that knows nobody."""

import contextlib
import os
import threading
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pytest

from data_layer import demo
from data_layer.asking import child, running, taking
from data_layer.asking.answer import Answer, looked_through
from data_layer.asking.examples import EXAMPLES
from data_layer.asking.person_tables import (
    AGREEMENTS,
    ARRIVALS,
    ATTENDANCE,
    DUE,
    INVOICES,
    PERSONS,
    REGISTRATIONS,
    TEST_RESULTS,
)
from data_layer.asking.process import Ended, reply_to
from data_layer.asking.refusals import FAILED, REASONS, NotAnswered
from data_layer.asking.table import FEWEST_ALIKE
from data_layer.asking.tables import TABLES, contents, named_in, tables_for
from data_layer.asking.taking import AnswerFile
from data_layer.categories import RECORD_KINDS
from data_layer.errors import BadInput, NotAllowed, NotFound
from data_layer.exporting import workbook
from data_layer.recipient_agreements import add_agreement
from data_layer.rules.access import Act
from data_layer.staff import Actor
from data_layer.store import Store
from tests import make

TABLE = {"requests": pa.table({"request_right": ["access", "erasure"], "days": [1, 2]})}
TYPED = "Zeer herkenbare woorden"
BSNS = ("999990019", "999990020", "999990032", "999990044")


def fill(store: Store) -> None:
    """Twelve ordinary clients, one like no other with every field filled, one restricted, one merged; and requests."""
    words: dict[str, Any] = {**make.FILLED, "text": TYPED, "long": TYPED, "number": "XQ-77"}
    with make.at_once(store):
        for number in range(12):
            make.a_client(store, f"20{number:02}", birth_country="SY", language="ar")
        make.a_full_client(store, "8881", words, birth_country="ER", bsn=BSNS[1], first_names="Onvergetelijk")
        restricted = make.a_full_client(store, "8882", words, bsn=BSNS[2], birth_country="AF", surname="Afgeschermd")
        stayed = make.a_client(store, "8883")
        make.a_client(store, "8884", merged_into=stayed)
    make.a_request(store, client_id=stayed, asked=TYPED)
    make.a_request(store, client_id=restricted)
    make.a_request(store, person_name="Noor Onbekend")
    make.restrict(store, restricted, make.TODAY)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory, new_store_file: Path) -> Iterator[Store]:
    folder = tmp_path_factory.mktemp("asking")
    filled = make.a_filled_file(folder, new_store_file, fill)
    yield from make.a_lasting_store(folder / "again.duckdb", filled)


def ask(store: Store, sql: str, actor: Actor = make.OFFICER, **facts: Any) -> Answer:
    asked = running.begin(store, actor, sql=sql, **{"purpose": 7, **facts})
    assert asked.is_done(60)
    asked.check()
    return running.the_answer(actor, asked.id)


def why_not(store: Store, sql: str, **facts: Any) -> NotAnswered:
    with pytest.raises(NotAnswered) as refused:
        ask(store, sql, **facts)
    return refused.value


def told_to(store: Store, actor: Actor) -> dict[str, pa.Table]:
    with store.read(actor, Act.QUERY_RUN) as reader:
        return contents(reader, tables_for(actor))


def in_the_log(store: Store, act: Act = Act.QUERY_RUN) -> list[dict[str, Any]]:
    with store.read(make.OFFICER, Act.LOG_VIEW) as reader:
        return reader.all(dict[str, Any], "select * from log where act = $act order by seq", act=act)


def processes_of_ours() -> set[int]:
    """The children of this process that run the script; of one that ended nothing is left, not even its number."""
    found = set()
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            with contextlib.suppress(OSError):
                parent = (folder / "stat").read_text().rsplit(")", 1)[1].split()[1]
                if int(parent) == os.getpid() and b"child.py" in (folder / "cmdline").read_bytes():
                    found.add(int(folder.name))
    return found


HOSTILE = {
    # out of the tables: files, the system, the database itself
    "select * from read_csv('/etc/passwd')": "inward",
    "select * from read_text('/proc/self/environ')": "inward",
    "select * from read_blob('/proc/1/mem')": "inward",
    "from glob('/*')": "inward",
    "from sniff_csv('/etc/passwd')": "inward",
    "select * from '/etc/passwd'": "unknown_table",
    'select * from "/etc/passwd" as requests': "unknown_table",
    "select * from clients": "unknown_table",
    "select * from store.clients": "inward",
    "select * from \u202erequests": "unknown_table",
    "select getenv('STEP_STORE_KEY')": "inward",
    "select GetEnv('HOME')": "inward",
    "select current_setting('temp_directory')": "inward",
    "select * from duckdb_settings()": "inward",
    "select * from duckdb_settings": "unknown_table",
    "with duckdb_settings as (select 1) select * from duckdb_settings": "inward",
    "select * from information_schema.tables": "inward",
    "from pragma_database_list()": "inward",
    "show tables": "inward",
    "from query('select 42')": "inward",
    "from query_table('requests')": "inward",
    "from json_execute_serialized_sql('{}')": "inward",
    "select json_serialize_plan('select * from arrow_scan(1, 2, 3)')": "inward",
    "select * from arrow_scan(1, 2, 3)": "inward",
    "select * from pandas_scan(1)": "inward",
    "select error(string_agg(request_right, ';')) from requests": "no_error",
    "select (select max(content) from read_text('/etc/passwd'))": "inward",
    "with x as (from read_csv('/etc/passwd')) select 1": "inward",
    # other than a question
    "copy requests to '/tmp/out.csv'": "no_select",
    "export database '/tmp/out'": "no_select",
    "attach '/tmp/other.duckdb' as other": "no_select",
    "install httpfs": "no_select",
    "load httpfs": "no_select",
    "pragma database_list": "no_select",
    "set memory_limit = '100GB'": "no_select",
    "call pragma_version()": "no_select",
    "explain analyze select 1": "no_select",
    "create table more as select 1": "no_select",
    "create macro getenv2() as getenv('HOME')": "no_select",
    "insert into requests values ('x', 1)": "no_select",
    "update requests set days = 0": "no_select",
    "drop table requests": "no_select",
    "prepare a as select 1": "no_select",
    "select 1; drop table requests": "several",
    "select 1 /* ; */ ; -- \n attach ':memory:' as x": "several",
    "": "none",
    "-- select 1": "none",
}
ENDLESS = (
    "select count(*) from range(1000000000000)",
    "with recursive t as (select 1 as a union all select a + 1 from t) select max(a) from t",
    "select count(*) from range(1000000) a, range(1000000) b, range(1000000) c where a.range < b.range + c.range",
    "select sum(regexp_matches(repeat('a', 20000) || i, '(a|aa)+$')::int) from range(100000000) t(i)",
)


TOO_MUCH = {
    "select * from range(100001)": "rows",
    "select repeat('x', 1000) from range(50000)": "bytes",
    "select " + ", ".join(["1"] * 101): "columns",
    "select list(i) from range(100000000) t(i)": "memory",
    "select md5(repeat('x', 1000000000))": "memory",
}


@pytest.fixture(scope="module")
def locked() -> duckdb.DuckDBPyConnection:
    """The database of the process, here."""
    return child._opened(TABLE)


def test_what_is_no_question_to_the_tables_is_refused_before_it_runs(locked: duckdb.DuckDBPyConnection) -> None:
    for sql, code in HOSTILE.items():
        with pytest.raises(child.Refused, match=f"^{code}$"):
            child._check(locked, sql, set())
        assert code in REASONS
    for sql in ("select * from requests;", "with x as (from \"REQUESTS\") table x", "summarize requests",
                "describe requests", "select current_date, unnest([1])", "values (1)"):  # fmt: skip
        child._check(locked, sql, set())


def test_and_the_database_would_refuse_it_too(locked: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    secret = tmp_path / "secret.csv"
    secret.write_text("a\n1\n")
    for sql in (
        f"from read_text('{secret}')",
        f"from '{secret}'",
        f"from glob('{tmp_path}/*')",
        f"copy requests to '{tmp_path}/out.csv'",
        f"export database '{tmp_path}/out'",
        f"attach '{tmp_path}/other.duckdb' as other",
        "install spatial",
        "set enable_external_access = true",
        "set memory_limit = '100GB'",
        "set lock_configuration = false",
        "select * from secret_of_python",
    ):
        with pytest.raises(duckdb.Error):
            locked.execute(sql)
    assert [file.name for file in tmp_path.iterdir()] == ["secret.csv"]


secret_of_python = pa.table({"a": [1]})


@pytest.mark.parametrize("sql", [*TOO_MUCH, "select * from read_text('/proc/self/environ')"])
def test_too_much_is_refused_by_the_process_and_nothing_is_cut(sql: str) -> None:
    reply = reply_to(sql, TABLE, threading.Event())
    assert reply == child.REFUSED + b"\n" + TOO_MUCH.get(sql, "inward").encode()


@pytest.mark.parametrize("sql", ["select " + "(" * 4_900 + "1" + ")" * 4_900, "select repeat('x', 10000000000)"])
def test_what_is_built_to_break_the_process_breaks_only_that(sql: str) -> None:
    try:
        reply = reply_to(sql, TABLE, threading.Event())
    except Ended as ended:
        reply = str(ended).encode()
    assert reply[:1] in (child.ANSWER, child.REFUSED, child.FAILED) or reply == b"died"
    assert not processes_of_ours()


def test_what_has_no_end_is_ended_and_leaves_no_process() -> None:
    with ThreadPoolExecutor(len(ENDLESS)) as pool:
        asked = [pool.submit(reply_to, sql, TABLE, threading.Event(), seconds=0.8) for sql in ENDLESS]
    for one in asked:
        with pytest.raises(Ended, match="too_long"):
            one.result()
    assert not processes_of_ours()


def test_the_process_can_open_nothing_and_knows_nothing_of_the_desk(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STEP_STORE_KEY", "geheim")
    stop = threading.Event()
    asked = threading.Thread(target=_ended, args=(ENDLESS[0], stop))
    asked.start()
    while not (found := processes_of_ours()):
        time.sleep(0.01)
    folder = Path(f"/proc/{found.pop()}")
    until = time.monotonic() + 60
    while "Max open files            3 " not in (limits := (folder / "limits").read_text()):
        assert time.monotonic() < until, limits
        time.sleep(0.02)
    assert b"STEP" not in (folder / "environ").read_bytes()
    assert (folder / "cwd").readlink() == Path("/")
    assert {int(entry.name) for entry in (folder / "fd").iterdir()} == {0, 1, 2}
    assert "Max file size             0 " in limits
    assert "Max core file size        0 " in limits
    stop.set()
    asked.join(60)
    assert not processes_of_ours()


def _ended(sql: str, stop: threading.Event) -> None:
    with pytest.raises(Ended, match="stopped"):
        reply_to(sql, TABLE, stop)


def test_while_a_question_runs_the_desk_answers_and_the_person_has_no_second_one(store: Store) -> None:
    before = len(in_the_log(store))
    asked = running.begin(store, make.OFFICER, sql=ENDLESS[0], purpose=7, seconds=60)
    with pytest.raises(BadInput, match="still running"):
        running.begin(store, make.OFFICER, sql="select 1", purpose=7)
    other = running.begin(store, make.MANAGER, sql=ENDLESS[0], purpose=7, seconds=60)
    with pytest.raises(BadInput, match="no room"):
        running.begin(store, make.DEPUTY, sql="select 1", purpose=7)
    assert make.asked(store, "select count(*) from clients") == 16
    make.a_request(store)  # and it writes
    assert not asked.is_done()
    assert not other.is_done()
    asked.stop()
    other.stop()
    assert asked.is_done(60)
    assert other.is_done(60)
    with pytest.raises(NotAnswered, match="was stopped"):
        asked.check()
    assert not processes_of_ours()
    assert [(row["fields"], row["count"]) for row in in_the_log(store)[before:]] == [(["failed"], 0)] * 2


def test_a_question_has_one_entry_in_the_log_without_its_words(store: Store) -> None:
    before = len(in_the_log(store))
    answer = ask(
        store,
        "select request_right, count(*) as n from REQUESTS -- persons\n where 'Amina invoices due' <> '' group by 1",
    )
    (entry,) = in_the_log(store)[before:]
    assert (entry["staff_id"], entry["fields"], entry["count"]) == (make.OFFICER.staff_id, ["requests"], answer.rows)
    assert entry["reason_code"] == "purpose_7"
    assert "Amina" not in repr(entry)
    assert len(entry["bulk_digest"]) == 64
    failed = why_not(store, "select nothing from requests")
    assert failed.sentence == FAILED
    assert "Binder Error" in failed.said
    assert in_the_log(store)[-1]["fields"] == ["failed", "requests"]


def test_the_words_of_a_failure_hold_nothing_that_was_read(store: Store) -> None:
    for sql, code in (
        ("select request_right::int from requests", "value"),
        ("select (select request_right from requests where channel is not null)", "value"),
    ):
        failed = why_not(store, sql)
        assert (failed.sentence, failed.said) == (REASONS[code], "")
        assert in_the_log(store)[-1]["fields"] == ["failed", "requests"]


def test_only_management_and_the_privacy_officer_may_ask_with_a_purpose_and_a_text_that_is_one(store: Store) -> None:
    before = len(in_the_log(store))
    for actor in (make.COORDINATOR, make.ADMINISTRATOR):
        with pytest.raises(NotAllowed):
            running.begin(store, actor, sql="select 1", purpose=7)
    cases: tuple[tuple[dict[str, Any], str], ...] = (
        ({"sql": "select 1", "purpose": None}, "purpose"),
        ({"sql": "select 1", "purpose": 12}, "purpose"),
        ({"sql": "x" * (child.MOST_CHARACTERS + 1), "purpose": 7}, "sql"),
        ({"sql": "select '\0'", "purpose": 7}, "sql"),
        ({"sql": "select '\ud800'", "purpose": 7}, "sql"),
    )
    for facts, field in cases:
        with pytest.raises(BadInput) as bad:
            running.begin(store, make.OFFICER, **facts)
        assert bad.value.field == field
    assert len(in_the_log(store)) == before


def test_the_log_and_the_breaches_are_only_for_who_may_see_them(store: Store) -> None:
    assert {table.name for table in TABLES} - {table.name for table in tables_for(make.MANAGER)} == {"log_counts"}
    assert why_not(store, "select * from log_counts", actor=make.MANAGER).sentence == REASONS["unknown_table"]
    assert ask(store, "select sum(entries) from log_counts").rows == 1


def test_an_agreement_counts_when_it_is_valid_and_fits_the_role(store: Store) -> None:
    yesterday = make.TODAY - timedelta(days=1)
    for recipient_id, ends_on in ((2, None), (3, yesterday), (4, make.TODAY)):  # the first is a processor
        add_agreement(
            store,
            make.OFFICER,
            id=recipient_id,
            recipient_id=recipient_id,
            kind="exchange",
            signed_on=date(2026, 1, 1),
            ends_on=ends_on,
        )
    told = told_to(store, make.MANAGER)["recipients"].to_pylist()
    assert {row["recipient"] for row in told if row["has_agreement"]} == {"library"}


def test_nothing_that_tells_who_somebody_is_is_handed_over(store: Store) -> None:
    told = told_to(store, make.OFFICER)
    assert {name: table.column_names for name, table in told.items()} == {
        table.name: [column.name for column in table.columns] for table in TABLES
    }
    cells = {
        cell for table in told.values() for column in table.columns for cell in column.to_pylist() if cell.__hash__
    }
    texts = {cell for cell in cells if isinstance(cell, str)}
    assert told["due"].num_rows
    assert "complaints" not in told["due"].column("category").to_pylist()
    known: set[Any] = set()
    for table in ("clients", *RECORD_KINDS, "requests", "disclosures", "recipients", "staff", "invoices"):
        for row in make.rows(store, f"select * from {table}"):  # noqa: S608 - names of tables
            known |= {row[name] for name in row if name in IDENTIFYING}
            assert row["id"] not in cells or row["id"] < 100  # small ids are those of staff and recipients
    assert {TYPED, "XQ-77", BSNS[1], "Onvergetelijk", "8881", make.FILLED["phone"], make.FILLED["email"]} <= known
    assert not texts & {str(value) for value in known if value is not None}
    assert not [text for text in texts if any(part in text for part in (TYPED, "Onvergetelijk", "Noor", BSNS[1]))]
    assert not texts & {"ER", "AF"}  # only one was born there
    assert "SY" in texts


IDENTIFYING = {
    "number", "first_names", "prefix", "surname", "call_name", "search_name", "bsn", "birth_date", "birth_place",
    "street", "house_number", "postcode", "city", "phone", "email", "status", "title", "institution", "remark",
    "subject", "arrangement", "body", "payer", "part", "level", "result", "absence_reason", "person_name",
    "applicant_name", "asked", "name", "legal_name", "contact", "place", "reference",
}  # fmt: skip


def test_restricted_and_merged_clients_are_nowhere_and_sums_of_few_are_empty(store: Store) -> None:
    told = told_to(store, make.MANAGER)
    assert told["persons"].num_rows == told["arrivals"].num_rows == told["registrations"].num_rows == 14
    assert told["requests"].num_rows == make.asked(store, "select count(*) from requests") - 1
    for name in ("attendance", "invoices", "agreements"):  # one of the two who have some
        (row,) = told[name].to_pylist()
        assert {cell for cell in row.values() if cell != "other"} == {None}


def test_no_row_of_two_answers_is_joined_by_what_it_tells_for_ten_persons_share_it(
    tmp_path: Path, new_store_file: Path
) -> None:
    filled = make.a_filled_file(tmp_path, new_store_file, lambda store: demo.fill(store, clients=300))
    for store in make.a_lasting_store(tmp_path / "again.duckdb", filled):
        first, second = told_to(store, make.MANAGER), told_to(store, make.MANAGER)
    assert not [name for name, table in first.items() if "person" in table.column_names]
    for table in (PERSONS, ARRIVALS, REGISTRATIONS, TEST_RESULTS, DUE):
        alike = [Counter(tuple(row.values()) for row in told[table.name].to_pylist()) for told in (first, second)]
        assert alike[0] == alike[1]
        few = sum(count for count in alike[0].values() if count < FEWEST_ALIKE)
        assert few < FEWEST_ALIKE * len(set(first[table.name].column(0).to_pylist())) / 4, table.name
        assert 1 not in alike[0].values(), table.name
        assert len(alike[0]) > 4, table.name
    for table in (AGREEMENTS, ATTENDANCE, INVOICES):
        persons = first[table.name].column("persons").to_pylist()
        assert all(count is None or count >= FEWEST_ALIKE for count in persons), table.name
        assert len(persons) > persons.count(None) * 4, table.name
    assert all(
        day is None or (day.day, day.month % 3) == (1, 1) for day in first["due"].column("last_quarter").to_pylist()
    )


def test_the_examples_are_answered_and_columns_come_as_a_spreadsheet_has_them(store: Store) -> None:
    assert all(named_in(sql, TABLES) for _words, sql in EXAMPLES.values())
    whole = " union all ".join(f"select count(*) from ({sql})" for _words, sql in EXAMPLES.values())  # noqa: S608 - ours
    assert ask(store, whole).rows == len(EXAMPLES)
    answer = ask(
        store,
        "select 1 as n, 2 as N, 1.5 as part, date '2026-11-23' as day, true as yes, [1, 2] as many,"
        " null::text as nothing, 'nan'::double as no_number, 12345678901234567 as long,"
        " timestamp '2026-11-23 10:00:00.5' as at, timestamp '2026-11-23' as midnight, 'infinity'::date as never,"
        " date '20000-01-01' as far, '0044-03-15 (BC)'::date as ides, 'infinity'::timestamp as ever,"
        " sum(1) as small, 170141183460469231731687303715884105727::hugeint as huge, 1.50::decimal(38, 2) as short,"
        " 1234567890123456789012.25::decimal(38, 2) as exact, list(1.5::decimal(10, 2)) as parts",
    )
    assert answer.names[:2] == ["n", "N_2"]
    assert answer.kinds == [
        "number", "number", "number", "day", "truth", "text", "text", "number", "number", "text", "day", "text",
        "text", "text", "text", "number", "text", "number", "text", "text",
    ]  # fmt: skip
    wanted = AnswerFile(answer.id, "csv", 7, "nl")
    body = b"".join(taking.made(store, make.OFFICER, wanted, lambda _done: None)).decode("utf-8-sig").splitlines()
    assert body[1] == (
        "1;2;1,5;2026-11-23;ja;[1, 2];;nan;12345678901234567;2026-11-23 10:00:00.5;2026-11-23;infinity;20000-01-01;"
        "0044-03-15 (BC);infinity;1;170141183460469231731687303715884105727;1,5;1234567890123456789012.25;[1.50]"
    )
    assert taking.file_name(store, wanted) == "antwoord-2026-11-23.csv"
    assert b"".join(taking.made(store, make.OFFICER, AnswerFile(answer.id, "xlsx", 7, "nl"), lambda _done: None))
    (*_before, last) = in_the_log(store, Act.EXPORT_RUN)
    assert (last["subject_kind"], last["count"], last["reason_code"]) == ("query", 1, "purpose_7")
    with pytest.raises(NotFound):  # nobody else's
        taking.made(store, make.MANAGER, wanted, lambda _done: None)
    with pytest.raises(NotAllowed):
        taking.made(store, make.COORDINATOR, wanted, lambda _done: None)
    ask(store, "select day from today")
    with pytest.raises(NotFound):
        taking.made(store, make.OFFICER, wanted, lambda _done: None)


def test_an_answer_from_rows_about_people_says_so_whatever_its_columns_are_called(store: Store) -> None:
    assert ask(store, "with x as (from persons) select count(*) + 100 as x from x").of_people
    answer = ask(store, "select day from today")
    assert not answer.of_people
    assert answer.first(1) == [[date(2026, 11, 23)]]


def test_a_workbook_of_an_answer_has_a_size_that_memory_holds_and_waits_for_its_turn(store: Store) -> None:
    answer = ask(store, f"select {', '.join(['true'] * 100)} from range(16001)")  # noqa: S608 - a hundred constants
    wanted = AnswerFile(answer.id, "xlsx", 7, "nl")
    with pytest.raises(BadInput, match="Choose CSV") as bad:
        taking.made(store, make.OFFICER, wanted, lambda _done: None)
    assert bad.value.field == "format"
    answer = ask(store, "select 1")
    wanted = AnswerFile(answer.id, "xlsx", 7, "nl")
    making = threading.Thread(target=taking.made, args=(store, make.OFFICER, wanted, lambda _done: None))
    with workbook.ONE_AT_A_TIME:
        making.start()
        making.join(0.2)
        assert making.is_alive()
    making.join(60)
    assert not making.is_alive()


@pytest.mark.parametrize(
    "table",
    [
        pa.table({"a": pa.array([b"x"])}),
        pa.table({"a": pa.array([[1]])}),
        pa.table({"a": pa.array(["x"]).dictionary_encode()}),
        pa.table([pa.array([1]), pa.array([2])], names=["a", "A"]),
        pa.table({str(n): [1] for n in range(child.MOST_COLUMNS + 1)}),
        pa.table({"a": range(child.MOST_ROWS + 1)}),
        pa.table({"a": pa.array([2**31 - 1], pa.int32()).cast(pa.date32())}),
    ],
)
def test_of_the_process_only_a_plain_table_is_believed(table: pa.Table) -> None:
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, table.schema) as stream:
        stream.write_table(table)
    content = sink.getvalue().to_pybytes()
    for reply in (content, content[: len(content) // 2], b"", b"\x80\x04nonsense"):
        with pytest.raises(ValueError):  # noqa: PT011 - whatever it says, it is refused
            looked_through(reply, 1)
