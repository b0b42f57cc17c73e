"""Holds that people set, look at again and lift; those from facts end with their facts."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any, TypeVar

import pytest

from data_layer import hold_lists
from data_layer.errors import BadInput, ChangedMeanwhile, NotAllowed, NotFound
from data_layer.hold_lists import Filter, Hold, Row
from data_layer.holding import lift, review, set_hold
from data_layer.ids import new_id
from data_layer.paging import Position
from data_layer.requests.request_answers import answer
from data_layer.rules.access import Act
from data_layer.rules.retention import latest_review
from data_layer.store import Store
from data_layer.transactions import Reader, Seen
from data_layer.verifying import findings
from data_layer.vocabulary import Outcome
from tests import make

T = TypeVar("T")
LONG_AGO = date(2015, 3, 1)
AGAIN = latest_review(make.TODAY)
MARKER = "brief van de advocaat"
FACTS: dict[str, Any] = {
    "kind": "dispute", "categories": (), "owner_id": None, "reason": f" {MARKER} ", "since": date(2026, 2, 2),
    "review_on": AGAIN,
}  # fmt: skip


@pytest.fixture(scope="module")
def lasting(tmp_path_factory: pytest.TempPathFactory, new_store_file: Path) -> Iterator[Store]:
    yield from make.a_lasting_store(tmp_path_factory.mktemp("holding") / "desk.duckdb", new_store_file)


def ask(store: Store, question: Callable[[Reader], T]) -> T:
    with store.read(make.OFFICER, Act.RETENTION_VIEW) as reader:
        return question(reader)


def set_one(store: Store, *numbers: str, **facts: Any) -> int:
    """A hold on these clients, with its own id unless told. The id."""
    facts = {"id": new_id(), **FACTS, **facts}
    set_hold(store, facts.pop("actor", make.COORDINATOR), numbers=numbers, **facts)
    return int(facts["id"])


def found(store: Store, hold_id: int) -> Hold:
    return ask(store, lambda reader: hold_lists.hold_by_id(reader, hold_id))


def due_days(store: Store, client_id: int) -> set[date | None]:
    sql = "select distinct due_from from due where client_id = $id"
    return set(ask(store, lambda reader: reader.values(sql, id=client_id)))


def last_entry(store: Store) -> dict[str, Any]:
    with store.read(make.OFFICER, Act.LOG_VIEW) as reader:
        rows: list[dict[str, Any]] = reader.all(
            dict, "select * from log where chain = 'change' order by seq desc limit 1"
        )
    return rows[0]


def refused_at(store: Store, act: Callable[[], object]) -> str | None:
    """The field at which the act is refused; it leaves nothing in the log."""
    before = last_entry(store)["seq"]
    with pytest.raises(BadInput) as refusal:
        act()
    assert last_entry(store)["seq"] == before
    return refusal.value.field


def test_one_act_holds_many_clients_and_a_double_click_sets_it_once(lasting: Store) -> None:
    store = lasting
    first, second = make.a_leaver(store, "100", LONG_AGO), make.a_leaver(store, "101", LONG_AGO)
    hold_id = set_one(store, "100", "101", categories=["invoices", "names"], kind="tax_audit")
    set_one(store, "100", "101", id=hold_id)
    for client_id in (first, second):
        (hold,) = ask(store, lambda reader, c=client_id: hold_lists.holds_of(reader, c))  # type: ignore[misc]  # a default
        assert (hold.kind, hold.categories, hold.owner, hold.set_by) == (
            "tax_audit", ("names", "invoices"), make.COORDINATOR.name, make.COORDINATOR.name,
        )  # fmt: skip
        assert (hold.reason, hold.since, hold.review_on) == (MARKER, FACTS["since"], AGAIN)
        assert None in due_days(store, client_id), "the names are held"
    entry = last_entry(store)
    assert (entry["act"], entry["count"], entry["reason_code"]) == ("hold.set", 2, "tax_audit")
    assert MARKER not in str(entry)
    assert not findings(store, make.OFFICER)


def test_a_hold_that_cannot_be_true_is_refused_at_its_field(lasting: Store) -> None:
    store = lasting
    into = make.a_leaver(store, "110", LONG_AGO)
    make.a_client(store, "111", merged_into=into)
    tomorrow = make.TODAY + timedelta(1)
    wrong: tuple[tuple[dict[str, Any], str], ...] = (
        ({"kind": "request"}, "kind"),
        ({"kind": None}, "kind"),
        ({"categories": ["nonsense"]}, "categories"),
        ({"owner_id": 404}, "owner_id"),
        ({"reason": "  "}, "reason"),
        ({"reason": "x" * 2_001}, "reason"),
        ({"since": tomorrow}, "since"),
        ({"since": None}, "since"),
        ({"review_on": make.TODAY}, "review_on"),
        ({"review_on": AGAIN + timedelta(1)}, "review_on"),
        ({"review_on": None}, "review_on"),
    )
    for facts, field in wrong:
        assert refused_at(store, lambda f=facts: set_one(store, "110", **f)) == field, facts  # type: ignore[misc]  # a default
    for numbers in ((), ("110", "0404"), ("110", "111")):
        assert refused_at(store, lambda n=numbers: set_one(store, *n)) == "client_numbers"  # type: ignore[misc]  # a default
    with pytest.raises(BadInput, match="111 was merged"):
        set_one(store, "111")
    assert not ask(store, lambda reader: hold_lists.holds_of(reader, into))
    set_one(store, "110", review_on=tomorrow, since=make.TODAY)


def test_roles_decide_who_sets_reviews_and_lifts(lasting: Store) -> None:
    store = lasting
    make.a_leaver(store, "120", LONG_AGO)
    for actor in (make.MANAGER, make.ADMINISTRATOR):
        with pytest.raises(NotAllowed):
            set_one(store, "120", actor=actor)
    seen = found(store, set_one(store, "120")).seen
    with pytest.raises(NotAllowed):
        review(store, make.COORDINATOR, seen=seen, review_on=AGAIN, remark="x")
    with pytest.raises(NotAllowed):
        lift(store, make.COORDINATOR, seen=seen, lifted_on=make.TODAY, why="x")


def test_a_review_moves_the_day_and_its_words_stay_with_the_client(lasting: Store) -> None:
    store = lasting
    client_id = make.a_leaver(store, "130", LONG_AGO)
    seen = found(store, set_one(store, "130", review_on=make.TODAY + timedelta(1))).seen
    for facts, field in (
        ({"review_on": make.TODAY, "remark": "x"}, "review_on"),
        ({"review_on": AGAIN, "remark": ""}, "remark"),
        ({"review_on": AGAIN, "remark": "x", "owner_id": 404}, "owner_id"),
    ):
        assert refused_at(store, lambda f=facts: review(store, make.OFFICER, seen=seen, **f)) == field  # type: ignore[misc]  # a default
    again: dict[str, Any] = {"review_on": AGAIN, "remark": "De rechtszaak loopt nog", "owner_id": make.DEPUTY.staff_id}
    for _twice in range(2):
        review(store, make.OFFICER, seen=seen, **again)
    hold = found(store, seen.id)
    assert (hold.review_on, hold.reviewed_on, hold.owner, hold.version) == (AGAIN, make.TODAY, make.DEPUTY.name, 2)
    entry = last_entry(store)
    assert (entry["act"], entry["subject_id"], entry["reason_code"]) == ("hold.review", client_id, "reviewed")
    assert "rechtszaak" not in str(entry)
    reviewed, made = ask(store, lambda reader: hold_lists.history(reader, hold))
    assert (reviewed.reason, reviewed.who, made.who) == (again["remark"], make.OFFICER.name, make.COORDINATOR.name)
    with pytest.raises(ChangedMeanwhile):
        review(store, make.OFFICER, seen=seen, review_on=AGAIN - timedelta(1), remark="x")
    with pytest.raises(ChangedMeanwhile):
        lift(store, make.DEPUTY, seen=seen, lifted_on=make.TODAY, why="x")
    with pytest.raises(NotFound):
        review(store, make.OFFICER, seen=Seen(404, 1), review_on=AGAIN, remark="x")


def test_a_lifted_hold_lets_go_from_the_day_after(lasting: Store) -> None:
    store = lasting
    client_id = make.a_leaver(store, "140", LONG_AGO)
    seen = found(store, set_one(store, "140")).seen
    assert due_days(store, client_id) == {None}
    for facts, field in (
        ({"lifted_on": FACTS["since"] - timedelta(1), "why": "x"}, "lifted_on"),
        ({"lifted_on": make.TODAY + timedelta(1), "why": "x"}, "lifted_on"),
        ({"lifted_on": None, "why": "x"}, "lifted_on"),
        ({"lifted_on": make.TODAY, "why": " "}, "why"),
    ):
        assert refused_at(store, lambda f=facts: lift(store, make.OFFICER, seen=seen, **f)) == field  # type: ignore[misc]  # a default
    for _twice in range(2):
        lift(store, make.OFFICER, seen=seen, lifted_on=date(2026, 11, 2), why="Geschikt")
    assert due_days(store, client_id) == {date(2026, 11, 3)}
    hold = found(store, seen.id)
    assert (hold.until, hold.lifted_on) == (date(2026, 11, 2), date(2026, 11, 2))
    with pytest.raises(BadInput, match="ended on"):
        review(store, make.OFFICER, seen=hold.seen, review_on=AGAIN, remark="x")
    assert not findings(store, make.OFFICER)


def test_a_hold_from_a_fact_says_what_ends_it_and_one_of_a_late_answer_can_be_lifted(lasting: Store) -> None:
    store = lasting
    client_id = make.a_leaver(store, "150", LONG_AGO)
    late = make.a_request(store, date(2026, 8, 3), client_id=client_id)
    make.restrict(store, client_id, date(2026, 5, 4))
    by_kind = {hold.kind: hold for hold in ask(store, lambda reader: hold_lists.holds_of(reader, client_id))}
    for kind, words in (("request", "Answer the request"), ("restriction", "Lift the restriction")):
        with pytest.raises(BadInput, match=words):
            lift(store, make.OFFICER, seen=by_kind[kind].seen, lifted_on=make.TODAY, why="x")
        with pytest.raises(BadInput, match="by itself"):
            review(store, make.OFFICER, seen=by_kind[kind].seen, review_on=AGAIN, remark="x")
    other = make.a_request(store, date(2026, 9, 1), client_id=client_id)
    answered_on = make.TODAY - timedelta(43)
    for number, day in ((late, answered_on), (other, make.TODAY)):
        answer(
            store, make.COORDINATOR, make.seen(store, make.identified(store, number)), event_id=new_id(),
            answered_on=day,
            outcome=Outcome.GRANTED,
        )  # fmt: skip
    hold = found(store, by_kind["request"].id)
    assert (hold.was_late, hold.until, hold.is_minded) == (True, None, True)
    with pytest.raises(BadInput, match="22"):  # UAVG 35(2)
        lift(store, make.OFFICER, seen=hold.seen, lifted_on=make.TODAY - timedelta(2), why="x")
    lift(store, make.OFFICER, seen=hold.seen, lifted_on=make.TODAY, why="De cliënt ging niet naar de rechter")
    assert found(store, hold.id).until == make.TODAY
    (young,) = (
        h for h in ask(store, lambda reader: hold_lists.holds_of(reader, client_id)) if h.answered_on == make.TODAY
    )
    with pytest.raises(BadInput, match="to court"):
        lift(store, make.OFFICER, seen=young.seen, lifted_on=make.TODAY, why="x")
    assert not findings(store, make.OFFICER), "it stays lifted when its facts are followed again"


def test_those_to_review_stand_first_and_the_list_can_be_narrowed(store: Store) -> None:
    with make.at_once(store):
        ids = [make.a_client(store, f"16{n}") for n in range(4)]
        make.a_record(store, "holds", ids[0], kind="dispute", since=date(2024, 1, 1), review_on=AGAIN)
        make.a_record(store, "holds", ids[1], kind="tax_audit", since=date(2026, 1, 1), review_on=make.TODAY)
        make.a_record(store, "holds", ids[2], kind="dispute", since=date(2025, 1, 1))
        make.a_record(store, "holds", ids[3], kind="dispute", since=date(2020, 1, 1), until=date(2021, 1, 1))
    make.restrict(store, ids[3], date(2026, 5, 4))

    def rows(**which: Any) -> list[Row]:
        return ask(store, lambda reader: hold_lists.listed(reader, Filter(**which), Position())).rows

    assert [row.client_number for row in rows()] == ["162", "161", "160", "163"]
    assert [row.to_review for row in rows()] == [True, True, False, False]
    assert [row.client_number for row in rows(order="longest")] == ["160", "162", "161", "163"]
    assert [row.client_number for row in rows(kind="dispute")] == ["162", "160"]
    assert [row.client_number for row in rows(to_review=True, kind="tax_audit")] == ["161"]
    assert ask(store, hold_lists.to_review) == 2
