"""The invented try-out data: believable, complete, the same every time, and nobody's."""

import subprocess
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from data_layer import duplicates
from data_layer.carrying_out import checklist
from data_layer.carrying_out.duties import Task, undone
from data_layer.categories import CARD, CATEGORIES, RECORD_KINDS
from data_layer.complaints.complaint_history import gone_astray
from data_layer.consent_checks import HEALTH_PURPOSE
from data_layer.consents import HOW_LABELS
from data_layer.demo import DemoReport, fill
from data_layer.demo.veteran import LESSONS
from data_layer.disclosure_facts import exchange_with
from data_layer.due_categories import DUE_CATEGORY
from data_layer.errors import BadInput, NotAllowed
from data_layer.exporting import running, saved
from data_layer.paging import Position
from data_layer.recipients import the_recipient
from data_layer.requests.document_files import Upload, checked_file
from data_layer.requests.request_history import events_of, follows, search_name
from data_layer.rules.access import STAFF_ROLES, Act
from data_layer.rules.checks import checked_email, checked_phone, checked_postcode
from data_layer.rules.deadlines import Phase, phase
from data_layer.rules.disclosure import record_flags
from data_layer.rules.identity import bsn_problem
from data_layer.rules.request_course import course_of
from data_layer.rules.what_now import WhatNow, what_now
from data_layer.settings import Settings
from data_layer.staff import THE_DESK, Actor
from data_layer.store import Store, open_store
from data_layer.transactions import Reader
from data_layer.verifying import findings
from data_layer.vocabulary import SOURCES, Channel, Outcome, Right, State
from tests import make

BSN_COUNT = 909  # numbers 99999… that pass the 11-proof


def opened(folder: Path, today: date = make.TODAY) -> Store:
    settings = Settings(store=folder / "desk.duckdb", store_key="the key of the test", today=today)  # type: ignore[arg-type]  # pydantic makes the secret
    return open_store(settings, lambda: make.NOW)


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """The try-out as everybody gets it; tests only look at it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("data_layer.settings.SECRETS", tmp_path_factory.mktemp("none") / "no-secrets.toml")
        store = opened(tmp_path_factory.mktemp("demo"))
    fill(store)
    yield store
    store.close()


@pytest.fixture
def reader(filled: Store) -> Iterator[Reader]:
    with filled.read(THE_DESK, Act.STORE_VERIFY) as lent:
        yield lent


def found_in(reader: Reader, sql: str, **facts: Any) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = reader.all(dict, sql, **facts)
    return rows


def rows_of(store: Store) -> dict[str, list[tuple[Any, ...]]]:
    """All that the fill itself made. Holds that follow from facts, and the keys of the store, are not its own."""
    own = {"holds": "* exclude (id)", "due": "* exclude (hold_id)", "due_cases": "* exclude (hold_id)"}
    with store.read(THE_DESK, Act.STORE_VERIFY) as reader:
        tables = reader.values(
            """
            select table_name from information_schema.tables
            where table_catalog = 'store' and table_name not in ('log', 'desk_keys', 'schema_steps') order by table_name
            """
        )
        return {
            table: [
                tuple(row.values())
                for row in found_in(reader, f"select {own.get(table, '*')} from {table} order by all")  # noqa: S608 - names of tables
            ]
            for table in tables
        }


def test_the_same_seed_and_day_give_the_same_rows_with_the_same_ids(tmp_path: Path) -> None:
    first, second, other = (opened(tmp_path / name) for name in ("first", "second", "other"))
    for store, seed in ((first, 7), (second, 7), (other, 8)):
        fill(store, clients=60, seed=seed)
    rows = rows_of(first)
    assert len(rows["clients"]) == 60
    assert rows_of(second) == rows
    assert rows_of(other)["clients"] != rows["clients"]
    for store in (first, second, other):
        store.close()


def test_every_category_of_the_statement_has_rows_of_many_clients(reader: Reader) -> None:
    found = {
        row["category"]: row["clients"]
        for row in found_in(reader, "select category, count(distinct client_id) as clients from due group by category")
    }
    assert set(found) == set(DUE_CATEGORY) - {"request"}
    rare = {"complaints", "preconditions", "appointments"}
    assert {code: n for code, n in found.items() if n < (8 if code in rare else 80)} == {}


def test_the_store_verifies(filled: Store) -> None:
    assert findings(filled, THE_DESK) == []


def test_requests_are_of_every_right_phase_channel_state_and_outcome(reader: Reader) -> None:
    rows = found_in(
        reader,
        """
        select request_right, channel, state, outcome, safe_last_day, legal_last_day, waiting_since, answered_on
        from requests
        """,
    )
    assert {row["request_right"] for row in rows} == set(Right)
    assert {row["channel"] for row in rows} == set(Channel)
    assert {row["state"] for row in rows} == set(State)
    assert {row["outcome"] for row in rows if row["outcome"]} == set(Outcome)
    open_rows = [row for row in rows if row["answered_on"] is None]
    assert {row["request_right"] for row in open_rows} == set(Right)
    phases = {
        phase(
            make.TODAY,
            safe_last_day=row["safe_last_day"],
            legal_last_day=row["legal_last_day"],
            waiting=row["waiting_since"] is not None,
        )
        for row in open_rows
    }
    assert phases == set(Phase)  # the pinned day is a Monday: on most other days nothing can be in its last days
    steps = {
        what_now(make.TODAY, legal_last_day=row["legal_last_day"], waiting_since=row["waiting_since"], reminded_on=None)
        for row in open_rows
    }
    assert steps == {WhatNow.WAIT, WhatNow.REMIND, WhatNow.DECIDE, WhatNow.ANSWER}


def test_days_state_and_outcome_of_every_request_follow_from_its_events(reader: Reader) -> None:
    rows = found_in(reader, "select * from requests")
    assert len(rows) == 120
    for row in rows:
        told = follows(course_of(events_of(reader, row["id"]), reader.settings.is_free_day))
        assert {name: row[name] for name in told} == told, row["number"]


def test_the_cases_that_are_easily_got_wrong_are_there(reader: Reader) -> None:
    days = {
        row["received_on"]: (row["safe_last_day"], row["legal_last_day"])
        for row in found_in(reader, "select received_on, safe_last_day, legal_last_day from requests")
    }
    assert days[date(2025, 11, 25)] == (date(2025, 12, 25), date(2025, 12, 29))
    assert days[date(2026, 1, 31)] == (date(2026, 2, 28), date(2026, 3, 2))
    overlapping = reader.value(
        """
        select suspended_days from requests where id in (
            select request_id from request_events where kind = 'question_asked' group by request_id having count(*) > 1)
        """
    )
    assert overlapping == 9  # not 14
    assert reader.value("select count(*) from requests where extended and answered_on is null") >= 2
    assert reader.value("select count(*) from requests where extended and suspended_days > 0") >= 1
    assert reader.value("select count(*) from requests where applicant_kind = 'unknown' and client_id is null") >= 1
    assert reader.value("select count(*) from requests where applicant_kind = 'representative'") >= 1
    assert reader.value("select count(*) from requests where answered_on > legal_last_day") >= 2


def test_an_on_time_rate_of_the_last_year_has_something_to_count(reader: Reader) -> None:
    since = make.TODAY - timedelta(days=365)
    found = found_in(
        reader,
        """
        select count(*) filter (answered_on <= legal_last_day) as in_time, count(*) as all_of_them
        from requests where legal_last_day between $since and $today
        """,
        since=since,
        today=make.TODAY,
    )[0]
    assert found["all_of_them"] >= 40
    assert 0.7 < found["in_time"] / found["all_of_them"] < 1


def test_a_copy_of_a_document_is_destroyed_before_its_case_is_finished_and_two_still_wait(reader: Reader) -> None:
    waiting = reader.values(
        """
        select r.finished_on from identity_checks i join requests r on r.id = i.request_id
        where i.copy_received_on is not null and i.copy_destroyed_on is null
        """
    )
    assert waiting == [None, None]


def test_who_is_known_in_person_is_asked_nothing_and_a_check_knows_the_question_the_clock_waits_for(
    reader: Reader,
) -> None:
    open_ones: list[dict[str, Any]] = reader.all(
        dict,
        """
        select i.method, i.question_id is not null as has_question, r.waiting_since is not null as waits
        from identity_checks i join requests r on r.id = i.request_id
        where i.result is null and r.answered_on is null
        """,
    )
    assert open_ones
    assert "known_in_person" not in {check["method"] for check in open_ones}
    assert all(check["has_question"] == check["waits"] for check in open_ones)


def test_some_letters_are_kept_some_ask_two_rights_and_some_representatives_are_authorised(reader: Reader) -> None:
    assert 5 < reader.value("select count(*) from request_documents where kind = 'letter'") <= 20
    (content,) = reader.values("select distinct content from request_documents")
    assert checked_file(Upload("brief.pdf", content), 1, "file").media_type == "application/pdf"
    letters = found_in(
        reader,
        """
        select count(distinct client_id) as clients, count(distinct received_on) as days, count(*) as requests,
            count(distinct request_right) as rights, min(r.id) = letter_group as is_first,
            count(d.id) as documents
        from requests r left join request_documents d on d.request_id = r.id and d.kind = 'letter'
        where letter_group is not null group by letter_group
        """,
    )
    assert [tuple(row.values()) for row in letters] == [(1, 1, 2, 2, True, 2)] * 3
    seen = "select distinct authorised_on is not null from requests where applicant_kind = 'representative'"
    assert set(reader.values(f"{seen} and answered_on is null")) == {True, False}
    assert reader.values("select distinct applicant_kind from requests where authorised_on is not null") == [
        "representative"
    ]


def test_deletion_is_due_for_some_and_comes_year_after_year_for_others(reader: Reader) -> None:
    assert reader.value("select count(*) from clients where all_due_from <= $today", today=make.TODAY) >= 15
    coming = reader.values(
        "select distinct year(all_due_from) from clients where all_due_from > $today", today=make.TODAY
    )
    assert set(range(2027, 2034)) <= set(coming)
    assert reader.value("select count(*) from clients where held") >= 10
    kinds = reader.values("select distinct kind from holds where until is null")
    assert {"complaint", "collection", "request", "restriction", "tax_audit"} <= set(kinds)


def test_some_have_only_an_intake_some_are_in_class_and_most_are_done(reader: Reader) -> None:
    found = found_in(
        reader,
        """
        with ends as (
            select c.id, count(a.id) as agreements, bool_or(a.ended_on is null or a.ended_on >= $today) as runs
            from clients c left join agreements a on a.client_id = c.id group by c.id
        )
        select count(*) filter (agreements = 0) as never, count(*) filter (agreements > 0 and runs) as now,
            count(*) filter (agreements > 0 and not runs) as done, max(agreements) as most from ends
        """,
        today=make.TODAY,
    )[0]
    assert found["never"] >= 10
    assert found["now"] >= 30
    assert found["done"] > 200
    assert found["most"] == 3


def test_restrictions_consents_and_complaints_are_there_in_both_states(reader: Reader) -> None:
    assert reader.value("select count(*) from clients where restricted_since is not null") >= 2
    for table, ended in (("consents", "withdrawn_on"), ("complaints", "closed_on"), ("holds", "until")):
        sql = f"select count(*) filter ({ended} is null), count(*) filter ({ended} is not null) from {table}"  # noqa: S608
        counts = found_in(reader, sql)[0]
        assert min(counts.values()) >= 3, table


def test_what_was_done_about_complaints_is_what_their_columns_say(reader: Reader) -> None:
    columns = {
        "received": "received_on", "acknowledged": "acknowledged_on", "answered": "answered_on",
        "passed_on": "passed_to_authority_on", "closed": "closed_on",
    }  # fmt: skip
    for kind, column in columns.items():
        rows = found_in(
            reader,
            f"""
            select k.{column} as day, e.happened_on, k.verdict, e.reason_code
            from complaints k full join (from complaint_events where kind = $kind) e on e.complaint_id = k.id
            """,  # noqa: S608 - named above
            kind=kind,
        )
        assert [row for row in rows if row["day"] != row["happened_on"]] == []
        if kind in ("answered", "closed"):
            assert [row for row in rows if row["day"] and row["verdict"] != row["reason_code"]] == []
    ended = "coalesce(answered_on, closed_on) is not null"
    assert reader.value(f"select count(*) from complaints where (verdict is not null) <> ({ended})") == 0  # noqa: S608
    assert gone_astray(reader) == []
    assert reader.value("select count(*) from complaints where client_id is null and search_name <> ''") == 2
    unclosed = "select count(*) from complaints where closed_on is null and"
    assert reader.value(f"{unclosed} legal_last_day < $today", today=make.TODAY) == 1
    assert reader.value(f"{unclosed} answered_on is not null") >= 1
    late = date(2026, 11, 13)  # the last day on which to acknowledge what came in sixteen days ago
    assert reader.value(f"{unclosed} acknowledged_on is null and received_on < $late", late=late) == 1


def test_the_register_of_disclosures_flags_what_the_rule_flags_and_one_has_its_breach(reader: Reader) -> None:
    for row in found_in(reader, "select * from disclosures"):
        clients = reader.values("select client_id from disclosure_clients where disclosure_id = $id", id=row["id"])
        exchange = exchange_with(
            reader,
            the_recipient(reader, row["recipient_id"]),
            clients,
            row["happened_on"],
            direction=row["direction"],
            categories=row["categories"],
            purpose=row["purpose"],
            statute=row["statute"],
            ground=row["ground"],
        )
        assert list(record_flags(exchange)) == row["flags"], row["number"]
        assert len(clients) == row["clients"]
        assert row["channel"] in set(Channel)
    flagged = reader.values("select id from disclosures where len(flags) > 0")
    assert reader.values("select disclosure_id from breaches where disclosure_id is not null") == flagged
    assert len(flagged) == 1


def test_data_went_to_and_came_from_all_four_in_every_state(reader: Reader) -> None:
    ways = found_in(reader, "select distinct recipient_id, direction from disclosures")
    wanted = {(recipient, direction) for recipient in (1, 2, 3, 4) for direction in ("in", "out")}
    assert {(way["recipient_id"], way["direction"]) for way in ways} == wanted | {(5, "out")}, "5 is a town"
    assert set(reader.values("select distinct state from disclosures")) == {"made", "sent", "annulled", "received"}


def test_a_notice_is_open_only_while_its_case_is(reader: Reader) -> None:
    rows = found_in(
        reader, "select n.state, r.state as case_state from notices n join requests r on r.id = n.request_id"
    )
    assert {row["state"] for row in rows} == {"open", "confirmed", "disproportionate"}
    still_open = {"in_progress", "answered"}  # an objection restricts before it is answered
    assert {row["case_state"] for row in rows if row["state"] == "open"} == still_open
    stand = "select count(*) from clients where restricted_by_request is not null"
    restricts = """
        select count(*) from request_events e where kind = 'restricted'
            and not exists (from request_events l where l.about = e.id and l.kind = 'restriction_lifted')
    """
    assert reader.value(stand) == reader.value(restricts) > 0


def test_what_was_carried_out_is_there_as_the_desk_would_have_written_it(reader: Reader) -> None:
    without = """
        select 'objection' as what, id from objections o
            where not exists (from request_events e where e.id = o.id and e.kind = 'objected')
        union all select 'decision', id from objections o
            where decision is not null and (decided_by is null
                or not exists (from request_events e where e.about = o.id and e.kind = 'objection_decided'))
        union all select 'objection that restricts nobody', r.id
            from requests r join objections o on o.request_id = r.id
            where r.finished_on is null and not exists (from clients c where c.restricted_by_request = r.id)
        union all select 'statement', id from statements_of_person s
            where not exists (from request_events e where e.id = s.id and e.kind = 'statement_added')
        union all select 'correction', p.id from protected_fields p
            where not exists (from corrections c join request_events e on e.id = c.event_id and e.kind = 'corrected'
                where c.request_id = p.request_id and c.field = p.field)
        union all select 'lifted', e.id from request_events e
            where kind = 'restriction_lifted' and not exists (from request_documents d
                where d.request_id = e.request_id and d.kind = 'lift_notice' and d.sent_on < e.happened_on)
        union all select 'letter', n.id from notices n
            where state = 'open' and not exists (from request_documents d
                where d.id = n.document_id and d.request_id = n.request_id and d.sent_on is null)
    """
    assert found_in(reader, without) == []
    left = {}
    for row in found_in(reader, "select id, request_right, outcome from requests where state = 'answered'"):
        duties = checklist.of_request(reader, row["id"], Right(row["request_right"]), Outcome(row["outcome"]))
        left[row["id"]] = [duty.task for duty in undone(duties)]
    assert {task for tasks in left.values() for task in tasks} <= {Task.NOTICES, Task.RESTRICTION_LIFTED}


def test_nobody_real_can_be_reached_or_meant(reader: Reader) -> None:
    bsns = reader.values("select bsn from clients where bsn is not null")
    assert len(bsns) == len(set(bsns)) > 200
    assert [bsn for bsn in bsns if not bsn.startswith("99999") or bsn_problem(bsn)] == []
    phones = reader.values("select phone from phones")
    assert [p for p in phones if not p.startswith("+31240") or checked_phone(p).value != p] == []
    assert len(phones) == len(set(phones))
    emails = reader.values("select email from emails")
    assert [e for e in emails if e.split("@")[1].rsplit(".", 1)[0] != "example" or checked_email(e).value != e] == []
    postcodes = reader.values("select distinct postcode from addresses")
    assert [p for p in postcodes if checked_postcode(p).value != p] == []


def test_numbers_count_on_in_the_order_of_the_year_and_the_counters_know_the_last(reader: Reader) -> None:
    for kind, table, letters, day in (
        ("request", "requests", "V", "registered_on"),
        ("disclosure", "disclosures", "VS", "recorded_on"),
        ("complaint", "complaints", "K", "received_on"),
        ("breach", "breaches", "D", "aware_at"),
    ):
        rows = found_in(reader, f"select number, year({day}) as year from {table} order by {day}, id")  # noqa: S608
        last: dict[int, int] = {}
        for row in rows:
            last[row["year"]] = last.get(row["year"], 0) + 1
            assert row["number"] == f"{letters}{row['year']}-{last[row['year']]:04}"
        counters = found_in(reader, "select year, last from counters where kind = $kind", kind=kind)
        assert {row["year"]: row["last"] for row in counters} == last


def test_nothing_has_happened_that_lies_ahead_and_nobody_asks_before_being_known(reader: Reader) -> None:
    for table, day in (
        ("clients", "registered_on"),
        ("attendance", "held_on"),
        ("invoices", "greatest(issued_on, paid_on, credited_on, written_off_on, in_collection_since)"),
        ("payments", "paid_on"),
        ("progress_notes", "written_on"),
        ("test_results", "taken_on"),
        ("evaluations", "held_on"),
        ("intakes", "held_on"),
        ("consents", "greatest(given_on, withdrawn_on)"),
        ("requests", "greatest(registered_on, answered_on, finished_on)"),
        ("request_events", "happened_on"),
        ("complaints", "greatest(received_on, acknowledged_on, answered_on, closed_on)"),
        ("disclosures", "greatest(happened_on, sent_on)"),
    ):
        assert reader.value(f"select max({day}) from {table}") <= make.TODAY, table  # noqa: S608
    early = "select count(*) from requests r join clients c on c.id = r.client_id where r.received_on < c.registered_on"
    assert reader.value(early) == 0


def test_every_role_has_somebody_and_the_privacy_officer_a_deputy(reader: Reader) -> None:
    staff = found_in(reader, "select id, name, roles from staff order by id")
    assert [person["id"] for person in staff] == [1, 2, 3, 4, 5]
    assert {role for person in staff for role in person["roles"]} == set(STAFF_ROLES)
    assert sum("privacy_officer" in person["roles"] for person in staff) == 2


def test_staff_who_are_there_already_stay(store: Store) -> None:
    with store.read(THE_DESK, Act.STAFF_VIEW) as reader:
        before = found_in(reader, "select * from staff order by id")
    assert fill(store, clients=60).rows["staff"] == 0
    with store.read(THE_DESK, Act.STAFF_VIEW) as reader:
        assert found_in(reader, "select * from staff order by id") == before


def test_a_fill_is_one_entry_in_the_log(filled: Store, reader: Reader) -> None:
    entry = found_in(reader, "select staff_id, act, count, fields from log where act <> 'store.recompute'")
    assert entry == [{"staff_id": 0, "act": "store.fill", "count": 400, "fields": []}]


def test_it_tells_how_far_it_is_and_what_it_made(store: Store) -> None:
    told: list[tuple[int, int]] = []
    report = fill(store, clients=60, progress=lambda done, of: told.append((done, of)))
    assert isinstance(report, DemoReport)
    assert told == [(60, 60)]
    with store.read(THE_DESK, Act.STORE_VERIFY) as reader:
        for table, count in report.rows.items():
            if table not in (
                "holds",
                "staff",
                "recipients",
            ):  # those that follow from facts, and those who were there, count too
                assert reader.value(f"select count(*) from {table}") == count, table  # noqa: S608


def test_a_store_with_clients_is_refused_and_stays_as_it_was(store: Store) -> None:
    make.a_client(store)
    with pytest.raises(BadInput, match="already has clients"):
        fill(store, clients=60)
    with store.read(THE_DESK, Act.STORE_VERIFY) as reader:
        assert reader.value("select count(*) from clients") == 1
        assert reader.value("select count(*) from requests") == 0
        assert reader.value("select count(*) from log where act = 'store.fill'") == 0


def test_a_number_out_of_bounds_is_refused(store: Store) -> None:
    bounds: list[dict[str, Any]] = [{"clients": 49}, {"clients": 2_000_001}, {"seed": -1}]
    for facts in bounds:
        with pytest.raises(BadInput, match="nothing was made"):
            fill(store, **facts)
    with store.read(THE_DESK, Act.STORE_VERIFY) as reader:
        assert reader.value("select count(*) from clients") == 0


def test_only_the_desk_itself_may_fill(store: Store) -> None:
    for role in STAFF_ROLES:
        with pytest.raises(NotAllowed):
            fill(store, clients=60, actor=Actor(1, "Mia Manager", frozenset({role})))
    with store.read(THE_DESK, Act.STORE_VERIFY) as reader:
        assert reader.value("select count(*) from clients") == 0


@pytest.mark.parametrize(
    "today", [date(2027, 1, 1), date(2028, 2, 29), date(2026, 12, 26), date(2027, 5, 6), date(2026, 11, 25)]
)
def test_any_day_will_do(tmp_path: Path, today: date) -> None:
    store = opened(tmp_path, today)
    fill(store, clients=80, seed=3)
    assert findings(store, THE_DESK) == []
    with store.read(THE_DESK, Act.STORE_VERIFY) as reader:
        for row in found_in(reader, "select * from requests"):
            told = follows(course_of(events_of(reader, row["id"]), reader.settings.is_free_day))
            assert {name: row[name] for name in told} == told, row["number"]
    store.close()


def test_a_larger_school_keeps_the_proportions_and_runs_out_of_numbers_for_the_bsn(store: Store) -> None:
    report = fill(store, clients=2_000)
    assert report.rows["requests"] == 600
    assert 0.95 < report.rows["disclosure_clients"] / 20_000 < 1.05
    assert report.rows["attendance"] < 10 * 2_000 + LESSONS
    assert findings(store, THE_DESK) == []
    with store.read(THE_DESK, Act.STORE_VERIFY) as reader:
        assert unfilled(reader) == {}
        assert sources(reader) == set(SOURCES)
        assert reader.value("select count(distinct bsn) from clients") == BSN_COUNT
        june = "select count(*) from disclosures where date_trunc('month', happened_on) = date '2026-06-01'"
        assert reader.value(june) == 12  # three entries a month for each of the four


def unfilled(reader: Reader) -> dict[str, list[str]]:
    """The declared fields, and choices, that no record has."""
    missing: dict[str, list[str]] = {}
    for kind in (CARD, *(kind for category in CATEGORIES for kind in category.kinds)):
        for field in kind.fields:
            found = set(reader.values(f"select distinct {field.column} from {kind.table}")) - {None}  # noqa: S608
            wanted = {True, False} if field.kind == "yes_no" else set(field.options)
            if not found or wanted - found:
                missing.setdefault(kind.table, []).append(field.column)
    return missing


def sources(reader: Reader) -> set[str]:
    """Who provided a record of any kind; only those whom the vocabulary knows."""
    found: set[str] = set()
    for table in ("clients", *RECORD_KINDS):
        found |= set(reader.values(f"select distinct source from {table}"))  # noqa: S608
    return found


def test_what_concerns_health_rests_on_an_explicit_consent_that_stands(reader: Reader) -> None:
    rows = found_in(
        reader,
        """
        select c.about_health, c.purpose, c.recipient_id, c.withdrawn_on, c.client_id = p.client_id as is_own
        from preconditions p left join consents c on c.id = p.consent_id where p.about_health
        """,
    )
    assert rows
    stands = {"about_health": True, "purpose": HEALTH_PURPOSE, "recipient_id": None, "withdrawn_on": None}
    assert [row for row in rows if row != stands | {"is_own": True}] == []


def test_consents_were_given_in_the_ways_that_the_desk_knows(reader: Reader) -> None:
    assert set(reader.values("select distinct how from consents")) <= set(HOW_LABELS)
    assert set(reader.values("select distinct language from consents")) == {"nl", "en"}


@pytest.mark.parametrize("clients", [50, 120])
def test_somebody_has_had_lessons_for_ten_years(tmp_path: Path, clients: int) -> None:
    store = opened(tmp_path)
    fill(store, clients=clients)
    with store.read(THE_DESK, Act.STORE_VERIFY) as reader:
        (most, first, days), *_ = [
            tuple(row.values())
            for row in found_in(
                reader,
                """
                select count(*), min(held_on), count(distinct held_on) from attendance
                group by client_id order by 1 desc
                """,
            )
        ]
        wrong = """
            select count(*) from attendance l left join agreements a on a.id = l.agreement_id
            where a.client_id is distinct from l.client_id or l.held_on < a.started_on or l.held_on > a.ended_on
        """
        assert reader.value(wrong) == 0
    assert (most, days) == (LESSONS, LESSONS)
    assert first < date(2017, 6, 1)
    assert findings(store, THE_DESK) == []
    store.close()


def test_the_command_fills_says_what_it_made_and_refuses_a_second_time(
    settings: Settings, run_command: Callable[..., subprocess.CompletedProcess[str]]
) -> None:
    done = run_command("demo", "--clients", "60", "--seed", "5")
    assert done.returncode == 0, done.stderr
    assert "60 cliënten" in done.stdout
    again = run_command("demo", "--clients", "60")
    assert again.returncode == 1
    assert len(again.stderr.strip().splitlines()) == 1
    assert "cliënten" in again.stderr
    assert "Traceback" not in again.stderr


def test_starting_the_app_never_fills_a_store_that_is_not_the_try_out(
    settings: Settings, run_command: Callable[..., "subprocess.CompletedProcess[str]"]
) -> None:
    done = run_command("demo", "--for-try-out")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert not settings.store.exists()


def test_every_name_in_a_request_can_be_searched_as_a_registered_one_can(reader: Reader) -> None:
    rows = found_in(reader, "select person_name, applicant_name, search_name from requests")
    assert all(row["search_name"] == search_name(row["person_name"], row["applicant_name"]) for row in rows)
    assert any(row["person_name"] for row in rows)
    assert any(row["applicant_name"] for row in rows)


def test_one_person_is_registered_twice_in_the_try_out(reader: Reader) -> None:
    assert duplicates.all_look_alikes(reader, Position()).rows


def test_exports_are_saved_that_everybody_who_exports_can_run_with_rows(filled: Store) -> None:
    for actor in (make.MANAGER, make.COORDINATOR, make.OFFICER):
        there = saved.shown_to(filled, actor)
        assert len(there) == 3
        for one in there:
            export = saved.export_of(filled, actor, one.picked, "nl")
            assert running.size(filled, actor, export.listing).rows > 0, one.name
