"""What is done about a complaint: its number, its days, its hold, and who may do it."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from data_layer import due, recomputing, record_lists, records
from data_layer.categories import RECORD_KINDS
from data_layer.complaints import complaint_acts, complaint_case, complaint_history, complaint_lists
from data_layer.complaints.complaint_case import Complaint
from data_layer.complaints.complaint_lists import Filter, Row
from data_layer.errors import BadInput, ChangedMeanwhile, NotAllowed, NotFound
from data_layer.exporting import case_lists
from data_layer.ids import new_id
from data_layer.log import Reason
from data_layer.paging import Position
from data_layer.rules.access import Act
from data_layer.rules.complaints import ComplaintEvent, Verdict
from data_layer.rules.deadlines import Phase
from data_layer.settings import Settings
from data_layer.staff import THE_DESK, Actor
from data_layer.store import Store, open_store
from data_layer.transactions import Seen
from data_layer.verifying import findings
from data_layer.vocabulary import Channel
from data_layer.wording import put
from tests import make
from tests.category_files import a_sheet, brought_in, figures
from tests.data.test_kept_figures import destroy

RECEIVED, DONE = date(2026, 11, 2), date(2026, 11, 16)
KIND = RECORD_KINDS["complaints"]


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory, new_store_file: Path) -> Iterator[Store]:
    """One store for the tests that look at their own complaint alone."""
    yield from make.a_lasting_store(tmp_path_factory.mktemp("complaints") / "desk.duckdb", new_store_file)


def a_complaint(store: Store, received_on: date = RECEIVED, actor: Actor = make.COORDINATOR, **facts: Any) -> str:
    """A complaint by e-mail about the service, of nobody whom the school knows unless told otherwise. The number."""
    if "client_id" not in facts:
        facts = {"person_name": "Noor Onbekend", "person_contact": "noor@example.test", **facts}
    usual = {"id": new_id(), "kind": "service", "channel": Channel.EMAIL, "complaint": "Het lokaal is te koud."}
    return complaint_acts.register(store, actor, received_on=received_on, **{**usual, **facts})


def the_complaint(store: Store, number: str) -> Complaint:
    with store.read(make.COORDINATOR, Act.COMPLAINT_LIST) as reader:
        return complaint_case.the_complaint(reader, number)


def events(store: Store, number: str) -> list[complaint_case.Event]:
    with store.read(make.OFFICER, Act.COMPLAINT_LIST) as reader:
        return complaint_case.timeline(reader, complaint_case.id_of(reader, number))


def kinds(store: Store, number: str) -> list[str]:
    return [event.kind.value for event in reversed(events(store, number))]


def listed(store: Store, actor: Actor = make.COORDINATOR, **which: Any) -> list[Row]:
    with store.read(actor, Act.COMPLAINT_LIST) as reader:
        return complaint_lists.listed(reader, actor, Filter(**which), Position(), 1000).rows


def answer(store: Store, number: str, on: date = DONE, verdict: Verdict | None = Verdict.FOUNDED) -> None:
    seen = the_complaint(store, number).seen
    complaint_acts.answer(
        store, make.COORDINATOR, seen, event_id=new_id(), verdict=verdict, outcome="Excuses aangeboden.", on=on
    )


def close(store: Store, number: str, on: date = make.TODAY, **facts: Any) -> None:
    complaint_acts.close(store, make.COORDINATOR, the_complaint(store, number).seen, event_id=new_id(), on=on, **facts)


def holds(store: Store, client_id: int) -> int:
    sql = "select count(*) from holds where client_id = $id and kind = 'complaint' and until is null"
    return int(make.asked(store, sql, id=client_id))


Act_ = Callable[[Store, Actor, Seen, int], None]
ACTS: dict[str, Act_] = {
    "acknowledge": lambda s, a, seen, id_: complaint_acts.acknowledge(s, a, seen, event_id=id_, on=RECEIVED),
    "assign": lambda s, a, seen, id_: complaint_acts.assign(s, a, seen, event_id=id_, handler_id=make.DEPUTY.staff_id),
    "note": lambda s, a, seen, id_: complaint_acts.note(s, a, seen, event_id=id_, on=make.TODAY, body="Gebeld."),
    "answer": lambda s, a, seen, id_: complaint_acts.answer(
        s, a, seen, event_id=id_, verdict=Verdict.UNFOUNDED, outcome="Uitgelegd.", on=DONE
    ),
    "pass_on": lambda s, a, seen, id_: complaint_acts.pass_on(s, a, seen, event_id=id_, on=DONE),
    "close": lambda s, a, seen, id_: complaint_acts.close(s, a, seen, event_id=id_, on=DONE, verdict=Verdict.WITHDRAWN),
    "correct_receipt": lambda s, a, seen, id_: complaint_acts.correct_receipt(
        s, a, seen, event_id=id_, received_on=date(2026, 10, 30), why="Lag al op de mat."
    ),
}
ACTS_THAT_NEED_MORE: dict[str, Act_] = {
    "reopen": lambda s, a, seen, id_: complaint_acts.reopen(s, a, seen, event_id=id_, why="Er is meer gebeurd."),
    "link_client": lambda s, a, seen, id_: complaint_acts.link_client(s, a, seen, event_id=id_, client_id=5),
}
"""A complaint that is closed, a client that is there."""


def test_an_act_by_the_wrong_role_is_refused(desk: Store) -> None:
    number = a_complaint(desk)
    seen = the_complaint(desk, number).seen
    for actor in (make.MANAGER, make.ADMINISTRATOR):
        with pytest.raises(NotAllowed):
            a_complaint(desk, actor=actor)
        for act in (ACTS | ACTS_THAT_NEED_MORE).values():
            with pytest.raises(NotAllowed):
                act(desk, actor, seen, new_id())
    assert kinds(desk, number) == ["received"]


def test_whoever_looked_before_somebody_else_acted_is_told_and_nothing_is_overwritten(desk: Store) -> None:
    number = a_complaint(desk)
    seen = the_complaint(desk, number).seen
    ACTS["note"](desk, make.OFFICER, seen, new_id())
    for act in (ACTS | ACTS_THAT_NEED_MORE).values():
        with pytest.raises(ChangedMeanwhile):
            act(desk, make.COORDINATOR, seen, new_id())
        with pytest.raises(NotFound):
            act(desk, make.COORDINATOR, Seen(5, 1), new_id())
    assert kinds(desk, number) == ["received", "note"]


@pytest.mark.parametrize("act", ACTS.values(), ids=ACTS)
def test_a_double_click_saves_once(desk: Store, act: Act_) -> None:
    id_, event_id = new_id(), new_id()
    number = a_complaint(desk, id=id_)
    assert a_complaint(desk, id=id_) == number
    seen = the_complaint(desk, number).seen
    act(desk, make.COORDINATOR, seen, event_id)
    act(desk, make.COORDINATOR, seen, event_id)
    assert len(kinds(desk, number)) == 2
    assert (
        make.asked(desk, "select count(*) from log where subject_kind = 'complaint' and subject_id = $id", id=id_) == 2
    )


def test_a_double_click_links_the_client_and_reopens_once(desk: Store) -> None:
    number, client_id = a_complaint(desk), make.a_client(desk, "7701")
    with pytest.raises(BadInput):
        ACTS_THAT_NEED_MORE["link_client"](desk, make.COORDINATOR, the_complaint(desk, number).seen, new_id())
    seen, event_id = the_complaint(desk, number).seen, new_id()
    for _ in range(2):
        complaint_acts.link_client(desk, make.COORDINATOR, seen, event_id=event_id, client_id=client_id)
    answer(desk, number)
    close(desk, number)
    seen, event_id = the_complaint(desk, number).seen, new_id()
    for _ in range(2):
        ACTS_THAT_NEED_MORE["reopen"](desk, make.COORDINATOR, seen, event_id)
    assert sorted(kinds(desk, number)) == ["answered", "client_found", "closed", "received", "reopened"]


def test_registering_gives_a_number_a_clock_and_a_first_event(desk: Store) -> None:
    number = a_complaint(desk, date(2026, 1, 31), handler_id=make.OFFICER.staff_id, channel=Channel.THIRD_PARTY)
    found = the_complaint(desk, number)
    assert number.startswith("K2026-")
    assert found.clock.deadline.legal_last_day == date(2026, 3, 2)
    assert (found.who, found.person_contact, found.handler) == ("Noor Onbekend", "noor@example.test", make.OFFICER.name)
    assert (found.channel, found.phase) == (Channel.THIRD_PARTY, Phase.overdue)
    assert kinds(desk, number) == ["received", "assigned"]
    stored = "select legal_last_day from complaints where number = $number"
    assert make.asked(desk, stored, number=number) == date(2026, 3, 2)


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"received_on": date(2026, 11, 24)}, "received_on"),
        ({"received_on": date(1999, 12, 31)}, "received_on"),
        ({"kind": "about the food"}, "kind"),
        ({"complaint": " \n"}, "complaint"),
        ({"person_name": " "}, "person_name"),
        ({"client_id": 5}, "client_id"),
        ({"handler_id": make.MANAGER.staff_id}, "handler_id"),
    ],
)
def test_a_complaint_that_cannot_be_is_refused_at_its_field(desk: Store, facts: dict[str, Any], field: str) -> None:
    before = len(listed(desk, stand="all"))
    with pytest.raises(BadInput, match=r"nothing was saved|Nothing was saved") as caught:
        a_complaint(desk, **facts)
    assert caught.value.field == field
    assert len(listed(desk, stand="all")) == before


def test_from_receipt_to_closing_and_opened_again(desk: Store) -> None:
    number = a_complaint(desk)
    for name in ("acknowledge", "assign"):
        ACTS[name](desk, make.COORDINATOR, the_complaint(desk, number).seen, new_id())
    with pytest.raises(BadInput, match="not answered yet"):
        close(desk, number, verdict=Verdict.FOUNDED)
    for verdict in (None, Verdict.WITHDRAWN):
        with pytest.raises(BadInput, match="verdict") as caught:
            answer(desk, number, verdict=verdict)
        assert caught.value.field == "verdict"
    answer(desk, number)
    found = the_complaint(desk, number)
    assert (found.facts.answered_on, found.facts.verdict, found.outcome) == (DONE, "founded", "Excuses aangeboden.")
    assert (found.phase, found.days_left) == (None, None)
    close(desk, number)
    ACTS["pass_on"](desk, make.COORDINATOR, the_complaint(desk, number).seen, new_id())  # may come after closing too
    assert the_complaint(desk, number).facts.passed_on == DONE
    for name in ("acknowledge", "assign", "answer", "correct_receipt"):
        with pytest.raises(BadInput):
            ACTS[name](desk, make.COORDINATOR, the_complaint(desk, number).seen, new_id())
    seen = the_complaint(desk, number).seen
    with pytest.raises(BadInput, match="why") as caught:
        complaint_acts.reopen(desk, make.COORDINATOR, seen, event_id=new_id(), why=" ")
    assert caught.value.field == "why"
    complaint_acts.reopen(desk, make.COORDINATOR, seen, event_id=new_id(), why="Er is meer gebeurd.")
    again = the_complaint(desk, number).facts
    assert (again.closed_on, again.answered_on, again.verdict, again.passed_on) == (None, None, None, DONE)
    assert (again.reopened_on, the_complaint(desk, number).outcome) == (make.TODAY, None)
    with pytest.raises(BadInput, match="opened again") as caught:
        answer(desk, number)
    assert caught.value.field == "on"
    with pytest.raises(BadInput, match="opened again"):
        close(desk, number, DONE, verdict=Verdict.WITHDRAWN)
    answer(desk, number, make.TODAY)
    told = ["received", "acknowledged", "answered", "passed_on", "assigned", "closed", "reopened", "answered"]
    assert kinds(desk, number) == told
    assert [event.code for event in events(desk, number) if event.kind is ComplaintEvent.ANSWERED] == ["founded"] * 2


def test_a_withdrawn_complaint_is_closed_without_an_answer(desk: Store) -> None:
    number = a_complaint(desk)
    close(desk, number, verdict=Verdict.WITHDRAWN, why="Het is opgelost.")
    found = the_complaint(desk, number)
    assert (found.facts.verdict, found.facts.answered_on, found.outcome) == ("withdrawn", None, "Het is opgelost.")


def test_an_answer_that_was_imported_without_a_verdict_gets_it_when_the_complaint_is_closed(desk: Store) -> None:
    make.a_client(desk, "2010")
    row = {"Cliëntnummer": "2010", "Soort klacht": "privacy", "Ontvangen op": "02-11-2026", "Onderwerp": "Te laat"}
    brought_in(desk, a_sheet([row | {"Beantwoord op": f"{DONE:%d-%m-%Y}"}]), "complaints")
    number = make.asked(desk, "select max(number) from complaints")
    with pytest.raises(BadInput, match="verdict") as caught:
        close(desk, number)
    assert caught.value.field == "verdict"
    close(desk, number, verdict=Verdict.UNFOUNDED)
    assert the_complaint(desk, number).facts.verdict is Verdict.UNFOUNDED


def test_another_day_of_receipt_moves_the_last_days_and_the_history_says_from_and_to(desk: Store) -> None:
    number = a_complaint(desk)
    ACTS["correct_receipt"](desk, make.COORDINATOR, the_complaint(desk, number).seen, new_id())
    assert the_complaint(desk, number).clock.deadline.legal_last_day == date(2026, 11, 30)
    assert events(desk, number)[0].code == "2026-11-02/2026-10-30"
    ACTS["acknowledge"](desk, make.COORDINATOR, the_complaint(desk, number).seen, new_id())
    seen = the_complaint(desk, number).seen
    for on, why, field in ((DONE, "x", "received_on"), (date(2026, 10, 29), " ", "why")):
        with pytest.raises(BadInput) as caught:
            complaint_acts.correct_receipt(desk, make.COORDINATOR, seen, event_id=new_id(), received_on=on, why=why)
        assert caught.value.field == field


def test_an_open_complaint_holds_the_client_until_the_day_it_is_closed(desk: Store) -> None:
    client_id = make.a_client(desk, "2001")
    number = a_complaint(desk, client_id=client_id)
    assert holds(desk, client_id) == 1
    answer(desk, number)
    assert holds(desk, client_id) == 1
    close(desk, number)
    assert holds(desk, client_id) == 0
    complaint_id = the_complaint(desk, number).id
    until = "select until from holds where kind = 'complaint' and fact_id = $id"
    assert make.asked(desk, until, id=complaint_id) == make.TODAY
    complaint_acts.reopen(desk, make.OFFICER, the_complaint(desk, number).seen, event_id=new_id(), why="Toch niet.")
    assert holds(desk, client_id) == 1


def test_each_time_that_a_complaint_was_open_is_a_hold_of_its_own(store: Store) -> None:
    client_id = make.a_client(store)
    imported = make.a_record(
        store, "complaints", client_id, number="K2020-0001", received_on=date(2020, 3, 2), subject="x",
        safe_last_day=date(2020, 4, 2), legal_last_day=date(2020, 4, 2), closed_on=date(2020, 4, 1),
    )  # fmt: skip
    number = a_complaint(store, client_id=client_id)
    ours = the_complaint(store, number).id
    again = date(2026, 11, 20)

    def reopen(which: str) -> None:
        complaint_acts.reopen(store, make.OFFICER, the_complaint(store, which).seen, event_id=new_id(), why="Niet af.")

    with make.on_day(store, again):
        answer(store, number, DONE)
        close(store, number, DONE)
        reopen(number)
        reopen("K2020-0001")
    answer(store, number, again)
    close(store, number, again)
    reopen(number)
    expected = [
        (imported, date(2020, 3, 2), date(2020, 4, 1)), (imported, again, None),
        (ours, RECEIVED, DONE), (ours, again, again), (ours, make.TODAY, None),
    ]  # fmt: skip

    def kept() -> list[tuple[int, date, date | None]]:
        held = make.rows(store, "select fact_id, since, until from holds order by since, until nulls last")
        return sorted(((row["fact_id"], row["since"], row["until"]) for row in held), key=expected.index)

    assert kept() == expected
    assert findings(store, THE_DESK) == []
    before = date(2026, 10, 29)
    seen = the_complaint(store, number).seen
    complaint_acts.correct_receipt(store, make.COORDINATOR, seen, event_id=new_id(), received_on=before, why="Lag er.")
    expected[2] = (ours, before, DONE)
    assert kept() == expected
    # an older version kept one hold of both times
    with store.change(THE_DESK, Act.STORE_FILL) as change:
        change.execute("delete from holds where fact_id = $ours and since > $before", ours=ours, before=before)
        change.execute("update holds set until = null where fact_id = $ours", ours=ours)
        due.refresh(change, [client_id])
    assert kept() == expected


def test_a_complaint_of_nobody_ages_by_itself_until_its_client_is_found(desk: Store) -> None:
    first, second = make.a_client(desk, "2002"), make.a_client(desk, "2003")
    number = a_complaint(desk)
    complaint_id = the_complaint(desk, number).id
    cases = "select count(*) from due_cases where kind = 'complaint' and case_id = $id"
    assert make.asked(desk, cases, id=complaint_id) == 1
    for client_id in (first, second):
        seen = the_complaint(desk, number).seen
        complaint_acts.link_client(desk, make.COORDINATOR, seen, event_id=new_id(), client_id=client_id)
    assert make.asked(desk, cases, id=complaint_id) == 0
    assert (holds(desk, first), holds(desk, second)) == (0, 1)
    found = the_complaint(desk, number)
    assert (found.client_number, found.person_name) == ("2003", None)
    with pytest.raises(BadInput, match="already"):
        complaint_acts.link_client(desk, make.COORDINATOR, found.seen, event_id=new_id(), client_id=second)
    assert number not in [row.number for row in listed(desk, search="onbekend", stand="all")]


def test_the_history_of_the_dossier_tells_what_the_desk_did_and_the_desk_shows_what_the_dossier_changed(
    desk: Store,
) -> None:
    client_id = make.a_client(desk, "2004")
    number = a_complaint(desk, client_id=client_id)
    answer(desk, number)
    complaint_id = the_complaint(desk, number).id
    with desk.read(make.COORDINATOR, Act.COMPLAINT_LIST) as reader:
        happenings = record_lists.history(reader, KIND, client_id, complaint_id)
        record = record_lists.the_record(reader, KIND, client_id, complaint_id)
    assert [h.what for h in happenings] == ["corrected", "added"]
    assert set(happenings[0].fields) == {"answered_on", "verdict", "outcome"}
    assert record.values["verdict"] == "founded"
    call: dict[str, Any] = {"seen": record, "client_id": client_id, "reason": Reason("mistake")}
    records.correct(desk, make.OFFICER, KIND, typed={"subject": "Te warm.", "kind": "privacy"}, **call)
    found = the_complaint(desk, number)
    assert (found.subject, found.kind, found.facts.answered_on) == ("Te warm.", "privacy", DONE)
    assert kinds(desk, number) == ["received", "answered"]


def test_a_complaint_that_was_added_in_the_dossier_goes_on_at_the_desk(desk: Store) -> None:
    client_id, record_id = make.a_client(desk, "2006"), new_id()
    for _click in range(2):
        records.add(
            desk, make.COORDINATOR, KIND, id=record_id, client_id=client_id, typed=make.typed(KIND), source="client"
        )
    number = make.asked(desk, "select number from complaints where id = $id", id=record_id)
    assert kinds(desk, number) == ["received"]
    answer(desk, number)
    close(desk, number)
    assert holds(desk, client_id) == 0


def test_what_is_handled_at_the_desk_is_not_imported_and_what_was_imported_is_handled_on(desk: Store) -> None:
    client_id = make.a_client(desk, "2007")
    row = {"Cliëntnummer": "2007", "Soort klacht": "privacy", "Ontvangen op": "05-03-2024", "Onderwerp": "Te laat"}
    done = {"Beantwoord op": "01-04-2024", "Oordeel": "ongegrond", "Gesloten op": "03-04-2024"}
    assert figures(brought_in(desk, a_sheet([row]), "complaints")) == (1, 0, 0, 0)
    assert holds(desk, client_id) == 1
    number = make.asked(desk, "select number from complaints where client_id = $id", id=client_id)
    ACTS["note"](desk, make.COORDINATOR, the_complaint(desk, number).seen, new_id())
    report = brought_in(desk, a_sheet([row | done]), "complaints")
    assert figures(report) == (0, 0, 0, 1)
    assert "is handled at the desk" in str(report.sheets[0].refused)
    assert holds(desk, client_id) == 1
    assert figures(brought_in(desk, a_sheet([row]), "complaints")) == (0, 0, 1, 0)
    answer(desk, number)
    close(desk, number)
    old = make.a_client(desk, "2008")
    row["Cliëntnummer"] = "2008"
    for cells in (row, row | done):  # nothing was done about it here: the school's file is the history
        brought_in(desk, a_sheet([cells]), "complaints")
    number = make.asked(desk, "select number from complaints where client_id = $id", id=old)
    facts = the_complaint(desk, number).facts
    assert (facts.answered_on, facts.verdict, facts.closed_on) == (date(2024, 4, 1), "unfounded", date(2024, 4, 3))
    assert kinds(desk, number) == []


def test_a_complaint_of_a_restricted_client_is_handled_but_leaves_the_dossier_only_by_the_officer(desk: Store) -> None:
    restricted, other = make.a_client(desk, "2009"), make.a_client(desk, "2011")
    make.restrict(desk, restricted, make.TODAY)
    number = a_complaint(desk, client_id=restricted)  # art. 18 does not stop the person's own complaint
    for name in ("acknowledge", "assign", "note", "answer", "pass_on"):
        ACTS[name](desk, make.COORDINATOR, the_complaint(desk, number).seen, new_id())
    seen = the_complaint(desk, number).seen

    def linked(actor: Actor, why: str | None) -> None:
        complaint_acts.link_client(desk, actor, seen, event_id=new_id(), client_id=other, why=why)

    for actor, why in ((make.COORDINATOR, "Van een ander."), (make.OFFICER, None), (make.OFFICER, " ")):
        with pytest.raises(NotAllowed, match="restricted since"):
            linked(actor, why)
    with pytest.raises(NotAllowed, match="restricted since"):
        ACTS["correct_receipt"](desk, make.COORDINATOR, seen, new_id())
    ACTS["correct_receipt"](desk, make.OFFICER, seen, new_id())
    seen = the_complaint(desk, number).seen
    linked(make.OFFICER, "Van een ander.")
    assert the_complaint(desk, number).client_number == "2011"
    told = {event.body for event in events(desk, number) if event.kind in ("corrected", "client_found")}
    assert told == {"Van een ander.", "Lag al op de mat."}
    close(desk, number)


def test_verify_finds_a_complaint_whose_columns_are_not_what_was_done(store: Store) -> None:
    client_id = make.a_client(store)
    a_complaint(store)
    imported = make.a_record(
        store, "complaints", client_id, number="K2020-0001", received_on=date(2020, 3, 2), subject="x",
        safe_last_day=date(2020, 4, 2), legal_last_day=date(2020, 4, 2), closed_on=date(2020, 4, 1),
    )  # fmt: skip
    number = a_complaint(store, handler_id=make.DEPUTY.staff_id)
    ACTS["acknowledge"](store, make.COORDINATOR, the_complaint(store, number).seen, new_id())
    answer(store, number)
    close(store, number)
    imported_seen = the_complaint(store, "K2020-0001").seen
    complaint_acts.reopen(store, make.OFFICER, imported_seen, event_id=new_id(), why="Toch niet.")
    assert findings(store, THE_DESK) == []
    for column, value in (
        ("answered_on", "null"), ("closed_on", "date '2026-11-22'"), ("acknowledged_on", "null"), ("handler_id", "3"),
        ("verdict", "'unfounded'"),
    ):  # fmt: skip
        with store.rehearsal().change(THE_DESK, Act.STORE_FILL) as change:
            change.execute(f"update complaints set {column} = {value} where number = $number", number=number)  # noqa: S608 - of this test
            assert complaint_history.gone_astray(change) == [the_complaint(store, number).id], column
    with store.rehearsal().change(THE_DESK, Act.STORE_FILL) as change:
        change.execute("update complaints set closed_on = date '2020-04-01' where id = $id", id=imported)
        assert complaint_history.gone_astray(change) == [imported]
    with store.change(THE_DESK, Act.STORE_FILL) as change:
        change.execute("delete from complaint_events where kind = 'answered'")
    (found,) = findings(store, THE_DESK)
    assert put(found, "en") == "One complaint does not stand as what was done about it says."


def test_removing_a_complaint_from_the_dossier_takes_its_history_along(desk: Store) -> None:
    client_id = make.a_client(desk, "2005")
    number = a_complaint(desk, client_id=client_id)
    complaint_id = the_complaint(desk, number).id
    with desk.read(make.OFFICER, Act.COMPLAINT_LIST) as reader:
        record = record_lists.the_record(reader, KIND, client_id, complaint_id)
    records.remove(
        desk, make.OFFICER, KIND, seen=record, client_id=client_id, reason=Reason("mistake", "Van een ander.")
    )
    assert make.asked(desk, "select count(*) from complaint_events where complaint_id = $id", id=complaint_id) == 0


def test_what_was_done_about_a_complaint_is_destroyed_with_it(store: Store) -> None:
    by_category, whole = make.a_client(store, "1"), make.a_client(store, "2")
    for client_id in (by_category, whole, make.a_client(store, "3")):
        a_complaint(store, client_id=client_id)
    of_nobody = the_complaint(store, a_complaint(store)).id
    left = "select count(*) from complaint_events"
    destroy(store, [by_category], [], ["complaints"])
    assert make.asked(store, left) == 3
    destroy(store, [], [("complaint", of_nobody)])
    assert make.asked(store, left) == 2
    destroy(store, [whole], [])
    assert make.asked(store, left) == 1
    assert findings(store, THE_DESK) == []


def test_a_look_into_a_complaint_is_logged_once_per_sitting(desk: Store) -> None:
    number = a_complaint(desk)
    for _ in range(2):
        complaint_case.opened(desk, make.OFFICER, number, sitting="morning")
    with pytest.raises(NotAllowed):
        complaint_case.opened(desk, make.MANAGER, number, sitting="morning")
    with pytest.raises(NotFound):
        complaint_case.opened(desk, make.OFFICER, "K1999-0001", sitting="morning")
    looks = "select count(*) from log where act = 'complaint.view' and subject_id = $id"
    assert make.asked(desk, looks, id=the_complaint(desk, number).id) == 1


def a_list(store: Store) -> None:
    """Six complaints, one per place in the list, the most urgent registered last."""
    client_id = make.a_client(store, "1001")
    restricted = make.a_client(store, "1002", first_names="Yusuf", surname="Öztürk")
    closed = a_complaint(store, date(2026, 9, 1))
    close(store, closed, verdict=Verdict.WITHDRAWN)
    answer(store, a_complaint(store, date(2026, 10, 5)))
    a_complaint(store, make.TODAY, handler_id=make.DEPUTY.staff_id)
    a_complaint(store, date(2026, 11, 3), kind="privacy", client_id=restricted)
    a_complaint(store, date(2026, 10, 26), client_id=client_id, handler_id=make.COORDINATOR.staff_id)
    overdue = a_complaint(store, date(2026, 10, 1))
    complaint_acts.acknowledge(
        store, make.OFFICER, the_complaint(store, overdue).seen, event_id=new_id(), on=date(2026, 10, 2)
    )
    make.restrict(store, restricted, make.TODAY)


@pytest.fixture(scope="module")
def six(tmp_path_factory: pytest.TempPathFactory, new_store_file: Path) -> Iterator[Store]:
    file = make.a_filled_file(tmp_path_factory.mktemp("six"), new_store_file, a_list)
    yield from make.a_lasting_store(tmp_path_factory.mktemp("looked at") / "desk.duckdb", file)


def numbers(rows: list[Row]) -> list[int]:
    return [int(row.number[-1]) for row in rows]


def test_the_most_urgent_come_first_the_answered_after_them_and_the_closed_last(six: Store) -> None:
    assert numbers(listed(six)) == [6, 5, 4, 3, 2]
    assert numbers(listed(six, stand="all")) == [6, 5, 4, 3, 2, 1]
    assert [row.phase for row in listed(six)] == ["overdue", "urgent", "soon", "on_track", None]
    assert [row.days_left for row in listed(six)][:2] == [-21, 3]
    with six.read(make.COORDINATOR, Act.COMPLAINT_LIST) as reader:
        counts = complaint_lists.counts(reader, make.COORDINATOR, Filter())
    assert list(counts.values()) == [1, 0, 1, 1, 1]


@pytest.mark.parametrize(
    ("which", "found"),
    [
        ({"stand": "to_acknowledge"}, [5, 4, 3]),
        ({"stand": "answered"}, [2]),
        ({"stand": "closed"}, [1]),
        ({"kind": "privacy"}, [4]),
        ({"handler": "mine"}, [5]),
        ({"handler": "nobody"}, [6, 4, 2]),
        ({"phase": Phase.overdue}, [6]),
        ({"search": "testpersoon"}, [5]),
        ({"search": "ozturk"}, [4]),
        ({"search": "noor", "stand": "closed"}, [1]),
        ({"search": "k2026-0004"}, [4]),
        ({"client_number": "1001"}, [5]),
        ({"order": "oldest"}, [6, 2, 5, 4, 3]),
    ],
)
def test_the_list_can_be_narrowed(six: Store, which: dict[str, Any], found: list[int]) -> None:
    assert numbers(listed(six, **which)) == found


def test_by_when_to_acknowledge_is_told_until_it_is_done(six: Store) -> None:
    days = {row.number[-1]: row.acknowledge_by for row in listed(six, stand="all")}
    assert days == {
        "1": None, "2": None, "3": date(2026, 11, 30), "4": date(2026, 11, 10), "5": date(2026, 11, 2), "6": None,
    }  # fmt: skip


def test_the_management_sees_no_names_and_finds_none(six: Store) -> None:
    rows = listed(six, make.MANAGER)
    assert {(row.who, row.subject, row.client_number) for row in rows} == {(None, None, None)}
    assert listed(six, make.MANAGER, search="testpersoon") == []
    assert numbers(listed(six, make.MANAGER, search="0004")) == [4]


def test_who_complains_and_about_what_leaves_only_with_the_privacy_officer(six: Store) -> None:
    listing = case_lists.complaints(Filter())
    sensitive = {"client_number", "who", "subject"}
    for actor in (make.MANAGER, make.COORDINATOR):
        assert sensitive.isdisjoint(column.code for column in listing.columns if column.is_for(actor))
    assert sensitive <= {column.code for column in listing.columns if column.is_for(make.OFFICER)}
    assert sensitive.isdisjoint(listing.usual_columns(make.OFFICER))
    with six.read(make.OFFICER, Act.COMPLAINT_LIST) as reader:
        chosen = listing.chosen(reader, make.OFFICER)
        found = reader.all(dict[str, Any], chosen.sql, **chosen.facts)
    assert {column.code for column in listing.columns} <= found[0].keys()
    assert [row["number"][-1] for row in found if row["is_restricted"]] == ["4"]
    assert case_lists.complaints(Filter(kind="privacy", search="noor")).filters == ("kind", "search")


def test_the_work_of_a_colleague_who_is_away_is_mine(store: Store) -> None:
    number = a_complaint(store, handler_id=make.DEPUTY.staff_id)
    assert listed(store, make.OFFICER, handler="mine") == []
    with store.change(THE_DESK, Act.STAFF_CHANGE) as change:
        change.execute("update staff set replaced_by = 3 where id = 4")
    assert [row.number for row in listed(store, make.OFFICER, handler="mine")] == [number]


def test_the_days_of_complaints_follow_the_holidays_and_verify_finds_those_that_do_not(
    store: Store, settings: Settings
) -> None:
    number = a_complaint(store, date(2026, 3, 3))  # its month ends on Good Friday
    legal = "select legal_last_day from complaints where number = $number"
    assert make.asked(store, legal, number=number) == date(2026, 4, 7)
    assert findings(store, THE_DESK) == []
    store.close()
    again = open_store(settings.model_copy(update={"good_friday": False}), lambda: make.NOW)
    try:
        assert make.asked(again, legal, number=number) == date(2026, 4, 3)
        with again.change(THE_DESK, Act.STORE_FILL) as change:
            change.execute("update complaints set safe_last_day = $day", day=make.TODAY)
        (found,) = findings(again, THE_DESK)
        assert put(found, "en") == "One complaint does not have the last days that follow from its receipt."
    finally:
        again.close()
    assert recomputing.fingerprint(settings) != recomputing.fingerprint(
        settings.model_copy(update={"good_friday": False})
    )
