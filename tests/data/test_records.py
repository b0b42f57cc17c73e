"""Each kind of record of the twenty categories can be added, shown, corrected and removed, with its history."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from data_layer import due, record_lists, records
from data_layer.categories import CARD, CATEGORIES, CATEGORY, KINDS, RECORD_KINDS, Field, RecordKind
from data_layer.complaints import complaint_acts
from data_layer.errors import BadInput, NotAllowed, NotFound
from data_layer.ids import new_id
from data_layer.log import Reason
from data_layer.record_lists import Happening, Record
from data_layer.record_writes import RecordChanged
from data_layer.rules.access import Act
from data_layer.rules.complaints import Verdict
from data_layer.staff import THE_DESK
from data_layer.store import Store
from data_layer.transactions import Reader, Seen
from data_layer.verifying import findings
from tests import make

MISTAKE = Reason("mistake")
NUMBERS = count(1)
TEXT = st.characters(codec="utf-8", exclude_categories=["Cc", "Cn", "Cs"]) | st.sampled_from("\n\t")
CLIENTS = 250  # more than there are tests here
LISTS = list(RECORD_KINDS.values())
PERSON = [kind for kind in KINDS.values() if kind.is_of_person]
by_code = pytest.mark.parametrize("kind", LISTS, ids=lambda kind: kind.code)
of_person = pytest.mark.parametrize("kind", PERSON, ids=lambda kind: kind.code)
every_kind = pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.code)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory, new_store_file: Path) -> Iterator[Store]:
    """One store for all of these tests, each with a client of its own; when they are done nothing in it is wrong."""
    yield from make.a_lasting_store(tmp_path_factory.mktemp("records") / "desk.duckdb", new_store_file)


@pytest.fixture(scope="module")
def unused(store: Store) -> Iterator[int]:
    """Clients about whom nothing is recorded yet, made together: that is quicker than one by one."""
    with make.at_once(store):
        made = [a_client(store, registered_on=make.DAY) for _client in range(CLIENTS)]
    return iter(made)


@pytest.fixture
def client_id(store: Store, unused: Iterator[int]) -> Iterator[int]:
    client_id = next(unused)
    yield client_id
    without_bsn(store, client_id)


@pytest.fixture(scope="module")
def whole(store: Store) -> int:
    """A client with a record of every kind, whom no test changes."""
    return make.a_full_client(store, f"T{next(NUMBERS)}", bsn=None)


@pytest.fixture(scope="module")
def restricted(store: Store) -> int:
    """Such a client whose data are restricted; each test has its own kind of record."""
    client_id = make.a_full_client(store, f"T{next(NUMBERS)}", bsn=None)
    make.restrict(store, client_id, make.TODAY)
    return client_id


def a_client(store: Store, **facts: Any) -> int:
    return make.a_client(store, f"T{next(NUMBERS)}", **facts)


def without_bsn(store: Store, client_id: int) -> None:
    """So that the next client can have it."""
    with store.change(THE_DESK, Act.CLIENTS_IMPORT) as change:
        if change.execute("update clients set bsn = null where id = $id and bsn is not null", id=client_id):
            due.refresh(change, [client_id])


def found(store: Store, kind: RecordKind, client_id: int) -> list[Record]:
    with store.read(make.COORDINATOR, Act.CLIENT_LIST) as reader:
        return record_lists.records_of(reader, kind, client_id)


def history(store: Store, kind: RecordKind, client_id: int, record_id: int) -> list[Happening]:
    with store.read(make.COORDINATOR, Act.CLIENT_LIST) as reader:
        return record_lists.history(reader, kind, client_id, record_id)


def added(store: Store, kind: RecordKind, client_id: int, /, **typed: Any) -> Record:
    record_id = new_id()
    records.add(
        store, make.COORDINATOR, kind, id=record_id, client_id=client_id, typed=make.typed(kind) | typed,
        source="library",
    )  # fmt: skip
    return next(record for record in found(store, kind, client_id) if record.id == record_id)


def corrected(store: Store, kind: RecordKind, client_id: int, seen: Record, **more: Any) -> None:
    call: dict[str, Any] = {"actor": make.COORDINATOR, "reason": MISTAKE, **more}
    records.correct(store, call.pop("actor"), kind, seen=seen, client_id=client_id, **call)


def ended(store: Store, kind: RecordKind, client_id: int, seen: Record) -> Record:
    """The record as it may be removed: a complaint that is open holds itself."""
    if kind.code != "complaints":
        return seen
    was = Seen(seen.id, seen.version)
    complaint_acts.close(
        store, make.COORDINATOR, was, event_id=new_id(), on=make.TODAY, verdict=Verdict.WITHDRAWN, why="Opgelost."
    )
    return the_one_now(store, kind, client_id)


def anything_else(kind: RecordKind, seen: Record) -> dict[str, Any]:
    """Another value for the first field of the record that has one beside others."""
    days = ("arrived_on", "registered_on", "paid_on")
    field = next(
        f for f in kind.asked(of_new=False) if f.kind not in ("choice", "yes_no", "date", "past") or f.column in days
    )
    assert make.value_of(field, make.OTHER) != seen.values[field.column]
    return {field.column: make.value_of(field, make.OTHER)}


@by_code
def test_what_was_added_comes_back_whole_with_its_source_and_history(
    store: Store, client_id: int, kind: RecordKind
) -> None:
    record = added(store, kind, client_id)
    typed = make.typed(kind)
    assert {name: record.values[name] for name in typed} == typed
    assert (record.source, record.version) == ("library", 1)
    (happening,) = history(store, kind, client_id, record.id)
    assert (happening.what, happening.who) == ("added", make.COORDINATOR.name)
    assert set(happening.fields) == {name for name, value in typed.items() if value is not None}


@of_person
def test_what_is_filled_in_of_the_person_needs_no_reason_and_comes_back(store: Store, kind: RecordKind) -> None:
    nobody = a_client(
        store, first_names=None, surname=None, birth_date=None, birth_country=None, gender=None, registered_on=make.DAY
    )
    with store.read(make.COORDINATOR, Act.CLIENT_LIST) as reader:
        empty = record_lists.the_record(reader, kind, nobody, nobody)
    corrected(store, kind, nobody, empty, typed=make.filled(kind), reason=None)
    with store.read(make.COORDINATOR, Act.CLIENT_LIST) as reader:
        part = record_lists.person(reader, nobody)[kind.code]
    without_bsn(store, nobody)
    wanted = make.filled(kind) | ({"bsn": "••••••019"} if kind.code == "bsn" else {})
    assert part.values == wanted


@every_kind
def test_a_correction_changes_what_was_typed_and_says_so(store: Store, client_id: int, kind: RecordKind) -> None:
    seen = the_one(store, kind, client_id)
    typed = anything_else(kind, seen)
    corrected(store, kind, client_id, seen, typed=dict(seen.values) | typed if kind.code != "bsn" else typed)
    now = the_one(store, kind, client_id)
    shown = {"bsn": "••••••020"} if kind.code == "bsn" else typed
    assert {name: now.values[name] for name in shown} == shown
    assert {n: v for n, v in now.values.items() if n not in typed and n != "legal_last_day"} == {
        n: v for n, v in seen.values.items() if n not in typed and n != "legal_last_day"
    }
    latest = history(store, kind, client_id, seen.id)[0]
    assert (latest.what, latest.reason_code, latest.fields) == ("corrected", "mistake", tuple(typed))


def the_one(store: Store, kind: RecordKind, client_id: int) -> Record:
    """The client's record of this kind, made if there is none."""
    with store.read(make.COORDINATOR, Act.CLIENT_LIST) as reader:
        there = record_lists.records_of(reader, kind, client_id)
    if there:
        if kind.is_of_person and None in there[0].values.values():
            corrected(store, kind, client_id, there[0], typed=make.filled(kind))
            return the_one_now(store, kind, client_id)
        return there[0]
    if kind.is_of_person:
        with store.read(make.COORDINATOR, Act.CLIENT_LIST) as reader:
            empty = record_lists.the_record(reader, kind, client_id, client_id)
        corrected(store, kind, client_id, empty, typed=make.filled(kind))
        return the_one_now(store, kind, client_id)
    return added(store, kind, client_id)


def the_one_now(store: Store, kind: RecordKind, client_id: int) -> Record:
    (record,) = found(store, kind, client_id)
    return record


@every_kind
def test_the_second_of_two_saves_is_told_and_may_then_save_beside_the_first(
    store: Store, client_id: int, kind: RecordKind
) -> None:
    seen = the_one(store, kind, client_id)
    corrected(store, kind, client_id, seen, typed={}, source="duo", actor=make.OFFICER)
    typed = anything_else(kind, seen)
    with pytest.raises(RecordChanged, match=r"Fenna .* changed this meanwhile; nothing was saved") as told:
        corrected(store, kind, client_id, seen, typed=typed)
    assert told.value.now is not None
    assert told.value.now.source == "duo"
    assert the_one_now(store, kind, client_id).values == seen.values
    corrected(store, kind, client_id, seen, typed=typed, upon=told.value.now.version)
    assert the_one_now(store, kind, client_id).source == "duo"
    assert the_one_now(store, kind, client_id).values != seen.values


@by_code
def test_what_somebody_removed_meanwhile_is_told(store: Store, client_id: int, kind: RecordKind) -> None:
    seen = ended(store, kind, client_id, added(store, kind, client_id))
    records.remove(store, make.COORDINATOR, kind, seen=seen, client_id=client_id, reason=MISTAKE)
    with pytest.raises(RecordChanged, match="removed this record") as told:
        corrected(store, kind, client_id, seen, typed=anything_else(kind, seen))
    assert told.value.now is None
    with pytest.raises(RecordChanged):
        records.remove(store, make.COORDINATOR, kind, seen=seen, client_id=client_id, reason=MISTAKE)


@every_kind
def test_removing_takes_it_away_for_a_reason(store: Store, client_id: int, kind: RecordKind) -> None:
    seen = the_one(store, kind, client_id)
    if kind.is_of_person and not kind.may_be_empty:
        with pytest.raises(BadInput, match="cannot be without this"):
            records.remove(store, make.COORDINATOR, kind, seen=seen, client_id=client_id, reason=MISTAKE)
        return
    seen = ended(store, kind, client_id, seen)
    for reason in (Reason("whim"), Reason("other", " ")):
        with pytest.raises(BadInput):
            records.remove(store, make.COORDINATOR, kind, seen=seen, client_id=client_id, reason=reason)
    records.remove(store, make.COORDINATOR, kind, seen=seen, client_id=client_id, reason=Reason("other", "dubbel"))
    assert found(store, kind, client_id) == []
    latest = history(store, kind, client_id, seen.id)[0]
    assert (latest.what, latest.reason_code, latest.reason) == ("removed", "other", "dubbel")


@by_code
def test_a_double_click_adds_once(store: Store, client_id: int, kind: RecordKind) -> None:
    record_id = new_id()
    for _click in range(2):
        records.add(
            store, make.COORDINATOR, kind, id=record_id, client_id=client_id, typed=make.typed(kind), source="client"
        )
    assert len(found(store, kind, client_id)) == 1
    assert len(history(store, kind, client_id, record_id)) == 1


@by_code
def test_who_handles_no_files_changes_nothing(store: Store, whole: int, kind: RecordKind) -> None:
    (seen,), client_id = found(store, kind, whole), whole
    for actor in (make.MANAGER, make.ADMINISTRATOR):
        with pytest.raises(NotAllowed):
            records.add(store, actor, kind, id=1, client_id=client_id, typed=make.typed(kind), source="client")
        with pytest.raises(NotAllowed):
            corrected(store, kind, client_id, seen, typed=anything_else(kind, seen), actor=actor)
        with pytest.raises(NotAllowed):
            records.remove(store, actor, kind, seen=seen, client_id=client_id, reason=MISTAKE)
    assert found(store, kind, client_id) == [seen]


@by_code
def test_a_restricted_client_is_changed_by_the_privacy_officer_with_a_reason_only(
    store: Store, restricted: int, kind: RecordKind
) -> None:
    (seen,), client_id = found(store, kind, restricted), restricted
    for actor, reason in ((make.COORDINATOR, Reason("other", "moet")), (make.OFFICER, MISTAKE)):
        with pytest.raises(NotAllowed, match="restricted since"):
            corrected(store, kind, client_id, seen, typed=anything_else(kind, seen), actor=actor, reason=reason)
    assert found(store, kind, client_id) == [seen]
    corrected(
        store, kind, client_id, seen, typed=anything_else(kind, seen), actor=make.OFFICER,
        reason=Reason("other", "op verzoek van de cliënt"),
    )  # fmt: skip
    assert found(store, kind, client_id) != [seen]


@by_code
def test_what_is_needed_cannot_be_missing(store: Store, client_id: int, kind: RecordKind) -> None:
    needed = [field.column for field in kind.fields if field.is_needed]
    assert needed or kind.some_of
    for column in needed:
        with pytest.raises(BadInput, match="is missing: fill it in") as told:
            added(store, kind, client_id, **{column: None})
        assert told.value.field == column
    if kind.some_of:
        with pytest.raises(BadInput, match="at least one of these") as told:
            added(store, kind, client_id, **dict.fromkeys(kind.some_of))
        assert told.value.field == kind.some_of[0]
    assert found(store, kind, client_id) == []


IMPOSSIBLE: list[tuple[str, dict[str, Any], str]] = [
    ("agreements", {"started_on": date(2025, 1, 2), "ended_on": date(2025, 1, 1)}, "ended_on"),
    ("agreements", {"started_on": date(1990, 5, 16)}, "started_on"),
    ("residence_statuses", {"valid_from": date(2025, 1, 2), "valid_until": date(2025, 1, 1)}, "valid_until"),
    ("addresses", {"valid_from": date(2025, 1, 2), "valid_until": date(2025, 1, 1)}, "valid_until"),
    ("invoices", {"issued_on": date(2025, 1, 2), "paid_on": date(2025, 1, 1)}, "paid_on"),
    ("invoices", {"paid_on": date(1950, 1, 1)}, "paid_on"),
    ("agreements", {"ended_on": date(1950, 1, 1)}, "ended_on"),
    ("agreements", {"ended_on": date(2199, 12, 31)}, "ended_on"),
    ("invoices", {"issued_on": date(2025, 1, 2), "credited_on": date(2025, 1, 1)}, "credited_on"),
    ("complaints", {"received_on": date(1999, 12, 31)}, "received_on"),
    ("complaints", {"closed_on": date(2025, 1, 2)}, "closed_on"),
    ("attendance", {"held_on": make.TODAY + timedelta(1)}, "held_on"),
    ("attendance", {"present": True}, "absence_reason"),
    ("attendance", {"hours": "25"}, "hours"),
    ("attendance", {"hours": "-1"}, "hours"),
    ("intakes", {"held_on": date(1990, 5, 16)}, "held_on"),
    ("progress_notes", {"body": "x" * 50_001}, "body"),
    ("phones", {"phone": "12"}, "phone"),
    ("emails", {"email": "geen adres"}, "email"),
    ("addresses", {"country": None, "postcode": "12 AB"}, "postcode"),
    ("appointments", {"starts_at": "25:00"}, "starts_at"),
    ("evaluations", {"kind": "great"}, "kind"),
    ("qualifications", {"title": "x" * 201}, "title"),
    ("invoices", {"amount": "veel"}, "amount"),
    ("preconditions", {"about_health": True}, "about_health"),
]


@pytest.mark.parametrize(("table", "typed", "field"), IMPOSSIBLE)
def test_what_cannot_be_true_is_refused_at_its_field(
    store: Store, client_id: int, table: str, typed: dict[str, Any], field: str
) -> None:
    kind = RECORD_KINDS[table]
    rest = {f.column: None for f in kind.asked(of_new=True) if f.kind in ("date", "past") and not f.is_needed}
    with pytest.raises(BadInput) as told:
        added(store, kind, client_id, **(rest | typed))
    assert told.value.field == field
    assert "othing was saved" in str(told.value)
    assert found(store, kind, client_id) == []


IMPOSSIBLE_PERSONS: list[tuple[str, dict[str, Any], str]] = [
    ("birth", {"birth_date": make.TODAY + timedelta(1)}, "birth_date"),
    ("birth", {"birth_date": date(2024, 3, 6)}, "birth_date"),
    ("arrival", {"arrived_on": date(1990, 5, 16)}, "arrived_on"),
    ("card", {"registered_on": date(1990, 5, 16)}, "registered_on"),
    ("card", {"registered_on": None}, "registered_on"),
    ("names", {"first_names": None, "surname": None, "call_name": None}, "surname"),
    ("bsn", {"bsn": "123456789"}, "bsn"),
    ("gender", {"gender": "q"}, "gender"),
]


@pytest.mark.parametrize(("code", "typed", "field"), IMPOSSIBLE_PERSONS)
def test_what_cannot_be_true_of_a_person_is_refused(
    store: Store, client_id: int, code: str, typed: dict[str, Any], field: str
) -> None:
    added(store, RECORD_KINDS["intakes"], client_id)
    the_one(store, KINDS["arrival"], client_id)
    seen = the_one(store, KINDS[code], client_id)
    with pytest.raises(BadInput) as told:
        corrected(store, KINDS[code], client_id, seen, typed=typed)
    assert told.value.field == field
    assert the_one_now(store, KINDS[code], client_id) == seen


def test_a_second_client_with_the_same_bsn_is_refused_with_the_number_of_the_first(store: Store) -> None:
    first, other = make.a_client(store, "1001", bsn=make.BSN), a_client(store)
    with store.read(make.COORDINATOR, Act.CLIENT_LIST) as reader:
        empty = record_lists.the_record(reader, KINDS["bsn"], other, other)
    with pytest.raises(BadInput, match="Client 1001 has this citizen service number") as told:
        corrected(store, KINDS["bsn"], other, empty, typed={"bsn": make.BSN})
    without_bsn(store, first)
    assert make.BSN not in str(told.value)
    assert found(store, KINDS["bsn"], other) == []


def test_an_empty_bsn_field_leaves_the_bsn(store: Store) -> None:
    client_id = a_client(store, bsn=make.BSN)
    (seen,) = found(store, KINDS["bsn"], client_id)
    corrected(store, KINDS["bsn"], client_id, seen, typed={"bsn": None})
    assert found(store, KINDS["bsn"], client_id) == [seen]
    without_bsn(store, client_id)


def test_a_client_is_found_by_the_corrected_name(store: Store, client_id: int) -> None:
    (seen,) = found(store, KINDS["names"], client_id)
    corrected(store, KINDS["names"], client_id, seen, typed={"surname": "Özdemir"})
    with store.read(make.COORDINATOR, Act.CLIENT_LIST) as reader:
        assert reader.value("select search_name from clients where id = $id", id=client_id) == "amina ozdemir"


def test_a_complaint_gets_its_number_and_its_clock_and_holds_everything(store: Store, client_id: int) -> None:
    complaint = added(store, RECORD_KINDS["complaints"], client_id, received_on=date(2026, 1, 31))
    assert complaint.values["number"].startswith("K2026-")
    assert complaint.values["legal_last_day"] == date(2026, 3, 2)
    with store.read(make.COORDINATOR, Act.CLIENT_LIST) as reader:
        assert reader.value("select held from clients where id = $id", id=client_id)


@pytest.mark.parametrize("field", [f for f in RECORD_KINDS["complaints"].fields if f.asked != "always"])
def test_what_is_recorded_at_the_desk_is_not_changed_in_the_dossier(store: Store, client_id: int, field: Field) -> None:
    kind = RECORD_KINDS["complaints"]
    seen = added(store, kind, client_id)
    for actor in (make.COORDINATOR, make.OFFICER):
        with pytest.raises(BadInput, match="recorded at the desk") as told:
            corrected(store, kind, client_id, seen, typed={field.column: make.value_of(field, make.OTHER)}, actor=actor)
        assert told.value.field == field.column
    assert found(store, kind, client_id) == [seen]


def kept_from(reader: Reader, client_id: int, category: str) -> date | None:
    found: date | None = reader.value(
        "select due_from from due where client_id = $id and category = $category", id=client_id, category=category
    )
    return found


def test_the_dates_of_retention_follow_at_once(store: Store, client_id: int) -> None:
    added(store, RECORD_KINDS["agreements"], client_id, ended_on=date(2018, 6, 30), started_on=date(2018, 1, 1))
    with store.read(make.COORDINATOR, Act.CLIENT_LIST) as reader:
        assert kept_from(reader, client_id, "agreements") == date(2026, 1, 1)


def test_what_concerns_health_rests_on_an_explicit_consent(store: Store, client_id: int) -> None:
    consent = make.a_record(
        store, "consents", client_id, purpose=5, shown_text="Mag dit?", language="nl", how="paper", given_on=make.DAY,
        about_health=True,
    )  # fmt: skip
    added(store, RECORD_KINDS["preconditions"], client_id, about_health=True)
    with store.read(make.COORDINATOR, Act.CLIENT_LIST) as reader:
        assert reader.value("select consent_id from preconditions where client_id = $id", id=client_id) == consent


def test_while_something_is_held_only_the_privacy_officer_removes_it_with_words(store: Store, client_id: int) -> None:
    kind = RECORD_KINDS["phones"]
    seen = added(store, kind, client_id)
    make.a_record(store, "holds", client_id, kind="tax_audit", since=make.DAY, categories=["invoices"])
    make.a_request(store, client_id=client_id)
    for actor, reason, error in (
        (make.COORDINATOR, Reason("other", "weg"), NotAllowed), (make.OFFICER, MISTAKE, BadInput),
    ):  # fmt: skip
        with pytest.raises(error, match="held since"):
            records.remove(store, actor, kind, seen=seen, client_id=client_id, reason=reason)
    assert found(store, kind, client_id) == [seen]
    records.remove(store, make.OFFICER, kind, seen=seen, client_id=client_id, reason=Reason("mistake", "ander nummer"))
    assert found(store, kind, client_id) == []


def test_records_of_another_client_are_out_of_reach(store: Store, client_id: int) -> None:
    other = a_client(store)
    theirs = added(store, RECORD_KINDS["phones"], other)
    with store.read(make.COORDINATOR, Act.CLIENT_LIST) as reader, pytest.raises(NotFound):
        record_lists.the_record(reader, RECORD_KINDS["phones"], client_id, theirs.id)
    with pytest.raises(RecordChanged):
        corrected(store, RECORD_KINDS["phones"], client_id, theirs, typed={"remark": "x"})
    with pytest.raises(RecordChanged):
        records.remove(
            store, make.COORDINATOR, RECORD_KINDS["phones"], seen=theirs, client_id=client_id, reason=MISTAKE
        )
    assert history(store, RECORD_KINDS["phones"], client_id, theirs.id) == []


def test_a_long_list_comes_a_page_at_a_time_the_newest_first(store: Store, client_id: int) -> None:
    with store.change(make.COORDINATOR, Act.RECORD_ADD, make.subject(client_id)) as change:
        for n in range(30):
            change.insert(
                "attendance", id=n + 1, client_id=client_id, held_on=make.DAY + timedelta(n), hours=3, present=True
            )
        due.refresh(change, [client_id])
    with store.read(make.COORDINATOR, Act.CLIENT_LIST) as reader:
        assert record_lists.counts(reader, client_id)["attendance"] == 30
        page = record_lists.records_of(reader, RECORD_KINDS["attendance"], client_id, first=25, most=25)
    assert [record.id for record in page] == [5, 4, 3, 2, 1]


def test_every_kind_is_counted_and_the_log_of_it_holds_names_of_fields_and_no_value(
    store: Store, client_id: int
) -> None:
    for kind in KINDS.values():
        the_one(store, kind, client_id)
    with store.read(make.COORDINATOR, Act.CLIENT_LIST) as reader:
        assert record_lists.counts(reader, client_id) == dict.fromkeys(KINDS, 1)
    with store.read(make.OFFICER, Act.LOG_VIEW) as reader:
        told = str(reader.all(dict, "select * from log")) + str(reader.all(dict, "select * from record_changes"))
    assert "addresses.street" in told
    for value in make.FILLED.values():
        if isinstance(value, str) and len(value) > 2:
            assert value not in told


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(
    text=st.text(
        st.characters(codec="utf-8", exclude_categories=["Cc", "Cn", "Cs"]) | st.sampled_from("\n\t"),
        min_size=1,
        max_size=300,
    ).filter(str.strip)
)
def test_free_text_comes_back_exactly(store: Store, client_id: int, text: str) -> None:
    assert added(store, RECORD_KINDS["progress_notes"], client_id, body=text).values["body"] == text


def test_fifty_thousand_characters_come_back_exactly(store: Store, client_id: int) -> None:
    text = "<script>alert('x')</script> \" ' \\ 😀\n" * 1380
    assert 49_000 < len(text) <= 50_000
    assert added(store, RECORD_KINDS["progress_notes"], client_id, body=text).values["body"] == text


def test_every_category_has_a_kind_and_every_kind_a_category() -> None:
    assert {kind.code for category in CATEGORIES for kind in category.kinds} | {CARD.code} == set(KINDS)
    assert len(CATEGORY) == 20
    assert replace(CARD).fields


def test_nothing_is_recorded_of_a_client_that_is_not_there(store: Store) -> None:
    with pytest.raises(NotFound, match="not there any more; nothing was saved"):
        added(store, RECORD_KINDS["phones"], 12345)
    assert found(store, RECORD_KINDS["phones"], 12345) == []


def test_another_part_of_the_person_may_have_changed_meanwhile(store: Store, client_id: int) -> None:
    seen = the_one(store, KINDS["birth"], client_id)
    names = the_one_now(store, KINDS["names"], client_id)
    corrected(store, KINDS["names"], client_id, names, typed={"surname": "Anders"}, actor=make.OFFICER)
    corrected(store, KINDS["birth"], client_id, seen, typed={"birth_place": "Homs"})
    assert the_one_now(store, KINDS["birth"], client_id).values["birth_place"] == "Homs"


def test_a_part_of_the_person_that_was_removed_meanwhile_is_told_so(store: Store, client_id: int) -> None:
    seen = the_one(store, KINDS["gender"], client_id)
    records.remove(store, make.OFFICER, KINDS["gender"], seen=seen, client_id=client_id, reason=MISTAKE)
    with store.read(make.COORDINATOR, Act.CLIENT_LIST) as reader:
        empty = record_lists.the_record(reader, KINDS["gender"], client_id, client_id)
    for known in (seen, empty):
        with pytest.raises(RecordChanged):
            records.remove(store, make.COORDINATOR, KINDS["gender"], seen=known, client_id=client_id, reason=MISTAKE)


def test_a_hold_is_not_passed_by_correcting_a_fact_to_nothing(store: Store, client_id: int) -> None:
    seen = the_one(store, KINDS["arrival"], client_id)
    make.a_request(store, client_id=client_id)
    with pytest.raises(NotAllowed, match="held since"):
        corrected(store, KINDS["arrival"], client_id, seen, typed={"arrived_on": None})
    assert found(store, KINDS["arrival"], client_id) == [seen]


def test_what_pointed_at_a_removed_invoice_points_nowhere(store: Store, client_id: int) -> None:
    invoice = added(store, RECORD_KINDS["invoices"], client_id)
    make.a_record(store, "payments", client_id, paid_on=make.DAY, invoice_id=invoice.id)
    records.remove(store, make.COORDINATOR, RECORD_KINDS["invoices"], seen=invoice, client_id=client_id, reason=MISTAKE)
    with store.read(make.COORDINATOR, Act.CLIENT_LIST) as reader:
        assert reader.value("select invoice_id from payments where client_id = $id", id=client_id) is None
    assert len(found(store, RECORD_KINDS["payments"], client_id)) == 1


@pytest.mark.parametrize("character", ["\x00", "\x0b", "\ud800", "\ufffe"])
def test_what_is_no_text_is_refused(store: Store, client_id: int, character: str) -> None:
    with pytest.raises(BadInput, match="no text"):
        added(store, RECORD_KINDS["progress_notes"], client_id, body=f"a{character}b")
    with pytest.raises(BadInput, match="no text"):
        added(store, RECORD_KINDS["phones"], client_id, remark=f"a{character}b")


def test_after_all_this_nothing_in_the_store_is_wrong(store: Store) -> None:
    assert findings(store, make.OFFICER) == []
