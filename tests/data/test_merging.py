"""Two clients that are one person become one: nothing is lost, nobody is counted twice, and it is logged."""

import io
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import settings as with_settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from data_layer import client_totals, clients, disclosures, due, finding, record_lists, records, retention
from data_layer.categories import CATEGORY, OWN_FIELDS, RECORD_KINDS
from data_layer.client_states import registered_by
from data_layer.disclosing import record
from data_layer.errors import BadInput, ChangedMeanwhile, NotAllowed, NotFound
from data_layer.exporting import running
from data_layer.exporting.dossier import the_dossier
from data_layer.ids import new_id
from data_layer.log import Reason, Subject
from data_layer.merging import Pair, merge, opened_pair
from data_layer.paging import Position
from data_layer.parents import POINTING_AT_CLIENTS
from data_layer.rules.access import Act
from data_layer.staff import THE_DESK, Actor
from data_layer.store import Store
from data_layer.verifying import findings
from data_layer.wording import put
from tests import make

TWICE = Reason("registered_twice")


def a_full_client(store: Store, number: str, **facts: Any) -> int:
    """A client with a record of everything that the declaration knows, and whatever else points at a client."""
    client_id = make.a_full_client(store, number, **facts)
    consent = make.a_record(
        store, "consents", client_id, purpose=5, shown_text="Mag dit?", language="nl", how="paper",
        given_on=date(2026, 1, 5), about_health=True,
    )  # fmt: skip
    make.a_record(store, "preconditions", client_id, subject="Lift", about_health=True, consent_id=consent)
    request = make.a_request(store, client_id=client_id)
    record(
        store, make.COORDINATOR, id=new_id(), direction="out", happened_on=date(2026, 11, 2), recipient_id=1,
        client_numbers=[number], categories=["names"], purpose=9, ground="legal_obligation", channel="email",
    )  # fmt: skip
    with store.change(make.OFFICER, Act.HOLD_SET, Subject("client", client_id), Reason("other", "Woorden")) as change:
        request_id = change.value("select id from requests where number = $number", number=request)
        about = {"client_id": client_id, "request_id": request_id}
        change.insert("objections", id=new_id(), purpose=5, since=make.TODAY, **about)
        change.insert("protected_fields", id=new_id(), category="names", field="surname", since=make.TODAY, **about)
        change.insert("statements_of_person", id=new_id(), category="names", body="Nee.", added_on=make.TODAY, **about)
        change.insert("holds", id=new_id(), client_id=client_id, kind="tax_audit", since=make.TODAY)
        change.recorded("clients", client_id, client_id, "corrected", "surname")
        batch = change.value("select min(id) from batches")
        if batch is None:
            batch = new_id()
            change.insert(
                "batches", id=batch, number="B1", kind="retention", state="proposed", due_until=make.TODAY,
                proposed_by=3, proposed_at=make.NOW,
            )  # fmt: skip
        change.insert("batch_items", batch_id=batch, client_id=client_id, category="names")
        change.insert("batch_items", batch_id=batch, client_id=client_id, category="gender", state="destroyed")
    return client_id


def the_pair(store: Store, number: str = "1001", other: str = "1002", actor: Actor = make.OFFICER) -> Pair:
    return opened_pair(store, actor, number, other, sitting="morning")


def merged(store: Store, pair: Pair, *taken: str, actor: Actor = make.OFFICER, reason: Reason = TWICE) -> None:
    merge(store, actor, kept=pair.kept, merged=pair.merged, taken=taken, reason=reason)


def rows(store: Store, sql: str, **facts: Any) -> list[dict[str, Any]]:
    with store.read(make.OFFICER, Act.CLIENT_LIST) as reader:
        return reader.all(dict, sql, **facts)


def the_row(store: Store, number: str) -> dict[str, Any]:
    (row,) = rows(store, "select * from clients where number = $number", number=number)
    return row


def two(store: Store, one: dict[str, Any] | None = None, other: dict[str, Any] | None = None) -> tuple[int, int]:
    with make.at_once(store):
        return make.a_client(store, "1001", **one or {}), make.a_client(store, "1002", **other or {})


def test_every_table_that_points_at_a_client_is_known(store: Store) -> None:
    columns = rows(
        store,
        """
        select table_name as in_table, column_name as col from duckdb_columns()
        where database_name = 'store' and column_name in ('client_id', 'other_id', 'merged_into')
        """,
    )
    assert {(row["in_table"], row["col"]) for row in columns} == set(POINTING_AT_CLIENTS)


def test_every_record_of_both_is_there_afterwards(store: Store) -> None:
    kept = a_full_client(store, "1001", bsn=None)
    other = a_full_client(store, "1002", bsn=make.BSN)
    before = {
        (table, column): rows(store, f"select count(*) as n from {table} where {column} in ($a, $b)", a=kept, b=other)  # noqa: S608 - declared names
        for table, column in POINTING_AT_CLIENTS
    }
    merged(store, the_pair(store))
    once = {("batch_items", "client_id"): 1}  # both were proposed in one batch
    written = {"due", "clients", "record_changes"}
    for table, column in POINTING_AT_CLIENTS:
        (now,) = rows(store, f"select count(*) as n from {table} where {column} = $kept", kept=kept)  # noqa: S608 - declared names
        (left,) = rows(store, f"select count(*) as n from {table} where {column} = $other", other=other)  # noqa: S608 - declared names
        if table not in written:
            assert now["n"] == before[table, column][0]["n"] - once.get((table, column), 0), table
        assert left["n"] == 0 or table == "due", table
    with store.read(make.OFFICER, Act.CLIENT_LIST) as reader:
        counts = record_lists.counts(reader, kept)
    assert {code: counts[code] for code in RECORD_KINDS} == dict.fromkeys(RECORD_KINDS, 2) | {"preconditions": 4}
    assert findings(store, THE_DESK) == []


def test_it_is_logged_once_and_in_the_history_of_the_client(store: Store) -> None:
    kept, _ = two(store, {"language": None}, {"language": "ar", "surname": "Anders"})
    merged(store, the_pair(store), "surname", reason=Reason("other", "Zelfde pas"))
    (entry,) = rows(store, "select * from log where act = 'client.merge'")
    assert (entry["subject_id"], entry["reason_code"]) == (kept, "other")
    assert {"clients.language", "clients.surname"} <= set(entry["fields"])
    assert rows(store, "select body from reasons where client_id = $id", id=kept) == [{"body": "Zelfde pas"}]
    (told,) = rows(store, "select * from record_changes where what = 'merged'")
    assert (told["record_id"], set(told["fields"])) == (kept, {"language", "surname"})


def test_the_look_at_both_is_logged(store: Store) -> None:
    kept, other = two(store)
    the_pair(store)
    assert {row["subject_id"] for row in rows(store, "select * from log where act = 'client.view'")} == {kept, other}


def test_what_is_empty_is_filled_and_of_two_values_the_choice_is_kept_and_the_other_stays_readable(
    store: Store,
) -> None:
    two(
        store,
        {"first_names": "Mohamed", "surname": "El Amrani", "birth_place": None, "bsn": None},
        {"first_names": "Mohammed", "surname": "El-Amrani", "birth_place": "Homs", "bsn": make.BSN},
    )
    pair = the_pair(store)
    assert {field.column for field in pair.differing} == {"first_names", "surname"}
    assert {field.column for field in pair.filled} == {"birth_place", "bsn"}
    assert pair.merged.values["bsn"] == "••••••019"
    merged(store, pair, "first_names")
    kept, left = the_row(store, "1001"), the_row(store, "1002")
    assert [kept[c] for c in ("first_names", "surname", "birth_place", "bsn")] == [
        "Mohammed", "El Amrani", "Homs", make.BSN,
    ]  # fmt: skip
    assert [left[c] for c in ("first_names", "surname", "birth_place", "bsn")] == ["Mohamed", "El-Amrani", None, None]
    assert (kept["search_name"], left["search_name"]) == ("mohammed el amrani", "mohamed el amrani")
    assert left["merged_into"] == kept["id"]
    assert findings(store, THE_DESK) == []


VALUES = {
    "first_names": ("Mohamed", "Mohammed", None),
    "surname": ("Testpersoon", "Tëst"),
    "birth_date": (date(1990, 5, 17), date(1990, 5, 18), None),
    "gender": ("m", "u", None),
    "arrived_on": (date(2020, 1, 1), date(2021, 1, 1), None),
    "registered_on": (date(2025, 1, 6), date(2022, 2, 2)),
}
ROW = st.fixed_dictionaries({column: st.sampled_from(values) for column, values in VALUES.items()})


def test_no_fact_of_either_is_lost_whatever_is_chosen(store: Store) -> None:
    @with_settings(max_examples=12, deadline=None)
    @given(one=ROW, other=ROW, taken=st.sets(st.sampled_from(sorted(VALUES))))
    def chosen(one: dict[str, Any], other: dict[str, Any], taken: set[str]) -> None:
        numbers = f"a{new_id()}", f"b{new_id()}"
        with make.at_once(store):
            for number, facts in zip(numbers, (one, other), strict=True):
                make.a_client(store, number, **facts)
        merged(store, the_pair(store, *numbers), *taken)
        kept, left = (the_row(store, number) for number in numbers)
        for column in VALUES:
            there = {one[column], other[column]} - {None}
            assert {kept[column], left[column]} - {None} == there
            if column == "registered_on":  # whatever is chosen
                assert kept[column] == min(there)
                continue
            first, second = (other, one) if column in taken and other[column] is not None else (one, other)
            assert kept[column] == (second[column] if first[column] is None else first[column])

    chosen()
    assert findings(store, THE_DESK) == []


def test_an_entry_that_named_both_counts_the_person_once(store: Store) -> None:
    two(store)
    make.a_client(store, "1003")
    for numbers in (["1001", "1002"], ["1002"], ["1001", "1002", "1003"]):
        record(
            store, make.COORDINATOR, id=new_id(), direction="in", happened_on=date(2026, 11, 2), recipient_id=2,
            client_numbers=numbers, categories=["names"], purpose=6, ground="contract", channel="email",
        )  # fmt: skip
    with store.change(make.OFFICER, Act.DISCLOSURE_RECORD) as change:
        change.execute(
            "update disclosure_clients set told_source_on = $today where client_id = $id",
            today=make.TODAY,
            id=change.value("select id from clients where number = '1002'"),
        )
    merged(store, the_pair(store))
    with store.read(make.OFFICER, Act.DISCLOSURE_LIST) as reader:
        page = disclosures.listed(reader, make.OFFICER, disclosures.Filter(client_number="1001"), Position())
    assert sorted((row.clients, row.untold) for row in page.rows) == [(1, 0), (1, 0), (2, 1)]
    assert findings(store, THE_DESK) == []


def test_a_restriction_that_ended_stays_in_the_history_of_the_person(store: Store) -> None:
    kept, other = two(store)
    make.restrict(store, other, date(2026, 2, 1))
    with store.change(make.OFFICER, Act.RESTRICTION_LIFT, Subject("client", other)) as change:
        change.execute("update clients set restricted_since = null where id = $id", id=other)
        due.refresh(change, [other])
    merged(store, the_pair(store))
    (hold,) = rows(store, "select * from holds where kind = 'restriction'")
    assert (hold["client_id"], hold["fact_id"], hold["until"]) == (kept, kept, make.TODAY)
    assert findings(store, THE_DESK) == []


def test_whom_somebody_told_apart_stays_told_apart(store: Store) -> None:
    kept, other = two(store)
    third, fourth = make.a_client(store, "1003"), make.a_client(store, "1004")
    with store.change(make.OFFICER, Act.CLIENT_MERGE, Subject("client", kept)) as change:
        for one, another in ((kept, other), (kept, third), (other, third), (other, fourth)):
            change.insert("told_apart", client_id=one, other_id=another, staff_id=3, told_on=make.TODAY)
    merged(store, the_pair(store))
    pairs = {(row["client_id"], row["other_id"]) for row in rows(store, "select * from told_apart")}
    assert pairs == {(kept, third), (kept, fourth)}
    assert len(rows(store, "select 1 from told_apart")) == 2


def test_who_was_merged_before_follows(store: Store) -> None:
    kept, other = two(store)
    make.a_client(store, "1000", merged_into=other)
    merged(store, the_pair(store))
    assert the_row(store, "1000")["merged_into"] == kept


def test_a_running_course_of_the_other_keeps_everything(store: Store) -> None:
    _kept, other = two(store, {"registered_on": date(2015, 1, 1)})
    assert the_row(store, "1001")["first_due_from"] is not None
    make.an_agreement(store, other, None)
    merged(store, the_pair(store))
    assert the_row(store, "1001")["first_due_from"] is None


def refused(store: Store, error: type[Exception], pair: Pair, *taken: str, **facts: Any) -> Any:
    before = rows(store, "select * from clients order by id"), rows(store, "select count(*) as n from log")
    with pytest.raises(error) as caught:
        merged(store, pair, *taken, **facts)
    assert before == (rows(store, "select * from clients order by id"), rows(store, "select count(*) as n from log"))
    return caught.value


@pytest.mark.parametrize("actor", [make.MANAGER, make.COORDINATOR, make.ADMINISTRATOR], ids=lambda actor: actor.name)
def test_only_the_privacy_officer_merges(store: Store, actor: Actor) -> None:
    two(store)
    pair = the_pair(store)
    refused(store, NotAllowed, pair, actor=actor)
    with pytest.raises(NotAllowed):
        the_pair(store, actor=actor)


def test_one_client_is_not_merged_with_itself(store: Store) -> None:
    two(store)
    with pytest.raises(BadInput):
        the_pair(store, "1001", "1001")


def test_two_different_bsns_are_two_people_or_a_mistake(store: Store) -> None:
    one, _ = two(store, {}, {"bsn": make.OTHER_BSN})
    pair = the_pair(store)
    with store.change(make.OFFICER, Act.CLIENT_CHANGE, Subject("client", one)) as change:
        change.execute("update clients set bsn = $bsn where id = $id", bsn=make.BSN, id=one)
    assert refused(store, BadInput, pair).field == "bsn"
    with pytest.raises(BadInput, match="different citizen service numbers"):
        the_pair(store)


@pytest.mark.parametrize("number", ["1001", "1002"])
def test_a_restriction_is_lifted_first(store: Store, number: str) -> None:
    two(store)
    pair = the_pair(store)
    make.restrict(store, the_row(store, number)["id"], date(2026, 11, 2))
    refused(store, NotAllowed, pair, reason=Reason("other", "toch"))
    with pytest.raises(NotAllowed, match="Lift the restriction first"):
        the_pair(store)


def test_a_merged_client_is_not_merged_again(store: Store) -> None:
    two(store)
    make.a_client(store, "1003")
    pair, late = the_pair(store), the_pair(store, "1003", "1002")
    merged(store, pair)
    assert "merged with client 1001" in put(refused(store, ChangedMeanwhile, late).sentence, "en")
    with pytest.raises(ChangedMeanwhile):
        the_pair(store, "1002", "1003")


def test_a_client_that_was_destroyed_is_not_merged(store: Store) -> None:
    _, other = two(store)
    pair = the_pair(store)
    with store.change(THE_DESK, Act.DESTRUCTION_RUN) as change:
        change.execute("delete from clients where id = $id", id=other)
        change.execute("delete from due where client_id = $id", id=other)
    refused(store, NotFound, pair)
    with pytest.raises(NotFound):
        the_pair(store)


@pytest.mark.parametrize("number", ["1001", "1002"])
def test_who_changed_meanwhile_is_looked_at_again(store: Store, number: str) -> None:
    two(store)
    pair = the_pair(store)
    with store.change(make.COORDINATOR, Act.CLIENT_CHANGE, Subject("client", the_row(store, number)["id"])) as change:
        change.update("clients", the_row(store, number)["id"], 1, call_name="Mo")
    refused(store, ChangedMeanwhile, pair)


def test_a_double_click_merges_once_and_somebody_else_is_told(store: Store) -> None:
    two(store)
    pair = the_pair(store)
    merged(store, pair)
    merged(store, pair)
    assert len(rows(store, "select 1 from log where act = 'client.merge'")) == 1
    refused(store, ChangedMeanwhile, pair, actor=make.DEPUTY)


@pytest.mark.parametrize(
    ("reason", "field"), [(Reason("because"), "reason"), (Reason("other", " "), "reason_text")], ids=["code", "words"]
)
def test_it_is_said_why_they_are_one(store: Store, reason: Reason, field: str) -> None:
    two(store)
    assert refused(store, BadInput, the_pair(store), reason=reason).field == field


def test_what_cannot_be_true_together_is_refused_at_its_field(store: Store) -> None:
    one, _ = two(store, {}, {"birth_date": date(2010, 1, 1)})
    make.a_record(store, "qualifications", one, title="School", obtained_on=date(2008, 1, 1))
    assert refused(store, BadInput, the_pair(store), "birth_date").field == "birth_date"
    merged(store, the_pair(store))


def test_the_person_is_listed_counted_and_found_once_also_by_the_old_number(store: Store) -> None:
    two(store, {"registered_on": date(2010, 1, 1)}, {"registered_on": date(2011, 1, 1), "surname": "Anders"})
    merged(store, the_pair(store))
    assert the_row(store, "1002")["first_due_from"] < make.TODAY - timedelta(30), "what is left ages by itself"
    with store.read(make.OFFICER, Act.CLIENT_LIST) as reader:
        for search in ("", "1001", "1002", "amina"):
            page = clients.found_clients(reader, search, Position())
            assert [client.number for client in page.rows] == ["1001"], search
        assert clients.found_clients(reader, "anders", Position()).rows == []
        assert clients.the_client(reader, "1002").merged_with == "1001"
        assert clients.the_client(reader, "1001").merged_with is None
    assert finding.exactly(store, make.OFFICER, "1002") == ("client", "1002"), "whose dossier says where to go on"
    with store.read(make.OFFICER, Act.OVERVIEW_VIEW) as reader:
        assert client_totals.totals(reader).total == 1
    with store.read(make.OFFICER, Act.RETENTION_VIEW) as reader:
        for category in (None, CATEGORY["names"]):
            assert [row.number for row in retention.due_now(reader, Position(), category).rows] == ["1001"]
        totals = retention.totals(reader)
        assert (totals.due_now, totals.red) == (1, 1)


@pytest.mark.parametrize("days", [(date(2020, 1, 6), date(2025, 1, 6)), (date(2025, 1, 6), date(2020, 1, 6))])
def test_the_person_was_there_since_the_earlier_registration_and_ages_by_the_later(
    store: Store, days: tuple[date, date]
) -> None:
    two(store, *({"registered_on": day} for day in days))
    (gender,) = rows(store, "select max(last_day) as day from due where category = 'gender'")
    pair = the_pair(store)
    assert not pair.differing
    merged(store, pair)
    assert the_row(store, "1001")["registered_on"] == date(2020, 1, 6)
    assert the_row(store, "1002")["registered_on"] == date(2025, 1, 6)
    with store.read(make.OFFICER, Act.OVERVIEW_VIEW) as reader:
        counts = [registered_by(reader, day) for day in (date(2020, 1, 5), date(2020, 1, 6), make.TODAY)]
    assert counts == [0, 1, 1]
    assert {row["last_day"] for row in rows(store, "select last_day from due where category = 'gender'")} == {
        gender["day"]
    }
    assert findings(store, THE_DESK) == []


def test_what_falls_due_later_is_counted_once(store: Store) -> None:
    two(store, {"registered_on": date(2026, 1, 1)}, {"registered_on": date(2026, 2, 1), "gender": "m"})
    merged(store, the_pair(store))
    with store.read(make.OFFICER, Act.RETENTION_VIEW) as reader:
        listed = retention.due_later(reader, Position())
        assert [row.number for row in listed.rows] == ["1001"]
        assert {month.clients for month in retention.coming(reader)} == {1}
        assert sum(month.whole for month in retention.coming(reader)) == 1
        assert retention.totals(reader).coming <= 1


def test_nothing_is_written_any_more_in_the_dossier_that_was_merged(store: Store) -> None:
    _, other = two(store)
    merged(store, the_pair(store))
    kind = RECORD_KINDS["phones"]
    with pytest.raises(ChangedMeanwhile) as caught:
        records.add(
            store, make.COORDINATOR, kind, id=new_id(), client_id=other, typed={"phone": "0612345678"},
            source="client",
        )  # fmt: skip
    assert "1001" in put(caught.value.sentence, "en")


def test_the_fields_to_choose_are_those_of_the_declaration() -> None:
    assert {"language", "registered_on", "surname", "gender", "bsn", "birth_date", "arrived_on"} <= set(OWN_FIELDS)


def test_what_stays_of_the_other_is_held_and_taken_along_with_the_client_it_went_into(store: Store) -> None:
    kept, other = two(store, {"surname": "Testpersoon"}, {"surname": "Anders"})
    merged(store, the_pair(store))
    make.a_request(store, client_id=kept)
    (held,) = rows(store, "select held from clients where id = $id", id=other)
    assert held["held"]
    assert findings(store, THE_DESK) == []
    book = the_dossier(make.OFFICER, kept, purpose=3, language="nl")
    content = b"".join(running.run(store, make.OFFICER, book))
    names = [row[3] for row in CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()]
    assert {"Testpersoon", "Anders"} <= set(names)
