"""Who asks is made sure on a ladder; a copy is destroyed; the clock waits only while there is doubt."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from data_layer.digests.work import work_of
from data_layer.errors import BadInput, ChangedMeanwhile, NotAllowed, NotFound
from data_layer.ids import new_id
from data_layer.log import Subject
from data_layer.paging import Position
from data_layer.requests import (
    identifying,
    identity_checks,
    identity_copies,
    request_answers,
    request_authority,
    request_case,
    request_events,
    request_queue,
)
from data_layer.requests.identity_checks import Check
from data_layer.requests.request_advice import next_step
from data_layer.requests.request_case import Applicant
from data_layer.requests.request_history import Seen, current, record
from data_layer.requests.request_queue import Filter
from data_layer.requests.request_steps import Step, possible_steps
from data_layer.rules.access import Act
from data_layer.rules.identity_ladder import Method
from data_layer.rules.reminders import Urgency
from data_layer.rules.request_course import NO_REPLY, EventKind
from data_layer.rules.sentences import Sentence
from data_layer.staff import THE_DESK, Actor
from data_layer.store import Store
from data_layer.verifying import findings
from data_layer.vocabulary import Outcome, Right, State
from tests import make
from tests.data.test_register_request import case_of

RECEIVED, LATER = date(2026, 11, 2), date(2026, 11, 10)
WHY = "Verhuisd, geen contactgegevens, kan niet langskomen."


@pytest.fixture(scope="module")
def lasting(tmp_path_factory: pytest.TempPathFactory, new_store_file: Path) -> Iterator[Store]:
    """One store for all tests here."""
    yield from make.a_lasting_store(tmp_path_factory.mktemp("desk") / "desk.duckdb", new_store_file)


def ask(store: Store, number: str, method: Method = Method.DOCUMENT_SHOWN, on: date = RECEIVED, **facts: Any) -> int:
    check_id = new_id()
    facts = {"reason": WHY if method is Method.MASKED_COPY else None, **facts}
    identifying.ask(
        store, make.COORDINATOR, make.seen(store, number), event_id=check_id, method=method, asked_on=on, **facts
    )
    return check_id


def act(store: Store, number: str, write: Callable[..., None], actor: Actor = make.COORDINATOR, **facts: Any) -> None:
    write(store, actor, make.seen(store, number), event_id=new_id(), **facts)


def receive(store: Store, number: str, check_id: int | None, on: date = LATER, **facts: Any) -> None:
    facts = {"photo_masked": True, "bsn_masked": True, **facts}
    act(store, number, identity_copies.receive_copy, check_id=check_id, on=on, **facts)


def answer(store: Store, number: str, outcome: Outcome, actor: Actor = make.COORDINATOR) -> None:
    act(store, number, request_answers.answer, actor, outcome=outcome, answered_on=make.TODAY, reason="Uitgelegd.")


def checks_of(store: Store, number: str) -> list[Check]:
    return identity_checks.of_case(store, make.COORDINATOR, case_of(store, number), sitting="test")


def kinds(store: Store, number: str) -> list[str]:
    return [
        row["kind"]
        for row in make.rows(
            store,
            "select kind from request_events where request_id = $id order by recorded_at, id",
            id=case_of(store, number).id,
        )
    ]


def test_who_is_known_in_person_is_certain_at_once_and_how_is_kept(lasting: Store) -> None:
    number = make.a_request(lasting, RECEIVED)
    act(lasting, number, identifying.known, on=LATER, how=" Komt elke week in de les. ")
    case = case_of(lasting, number)
    assert (case.identified_on, case.state, case.suspended_days) == (LATER, State.IN_PROGRESS, 0)
    (check,) = checks_of(lasting, number)
    assert (check.method, check.result, check.reason) == (
        Method.KNOWN_IN_PERSON,
        "verified",
        "Komt elke week in de les.",
    )
    assert check.verified_by == make.COORDINATOR.name
    assert kinds(lasting, number) == ["received", "identity_asked", "identity_verified"]


def test_the_whole_ladder_is_climbed_one_way_at_a_time(lasting: Store) -> None:
    number = make.a_request(lasting, RECEIVED)
    shown = ask(lasting, number)
    with pytest.raises(BadInput, match="no result yet") as caught:
        ask(lasting, number, Method.MASKED_COPY)
    assert caught.value.field == "method"
    act(lasting, number, identifying.fail, check_id=shown, on=date(2026, 11, 4), why="Kwam niet.")
    copy = ask(lasting, number, Method.MASKED_COPY, date(2026, 11, 5))
    with pytest.raises(BadInput, match="No copy came in"):
        act(lasting, number, identifying.establish, check_id=copy, on=LATER)
    receive(lasting, number, copy)
    assert case_of(lasting, number).copy_since == LATER
    act(lasting, number, identifying.establish, check_id=copy, on=LATER)
    answer(lasting, number, Outcome.GRANTED)
    with pytest.raises(BadInput, match="not destroyed"):
        act(lasting, number, request_answers.finish, finished_on=make.TODAY)
    offered = possible_steps(
        case_of(lasting, number), make.COORDINATOR, has_open_question=False, checks=checks_of(lasting, number)
    )
    assert Step.COPY_DESTROYED in offered
    assert Step.IDENTITY not in offered
    act(lasting, number, identity_copies.destroy_copy, check_id=copy, on=make.TODAY)
    case = case_of(lasting, number)
    assert (case.copy_since, case.identified_on) == (None, LATER)
    make.finished(lasting, number)
    assert [check.result for check in checks_of(lasting, number)] == ["failed", "verified"]
    stored = make.rows(lasting, "select * from identity_checks where id = $id", id=copy)[0]
    assert (stored["reason"], stored["photo_masked"], stored["copy_destroyed_on"]) == (WHY, True, make.TODAY)
    with pytest.raises(BadInput, match="No copy is expected"):
        receive(lasting, number, shown)


def test_a_copy_that_shows_the_bsn_is_recorded_all_the_same(lasting: Store) -> None:
    number = make.a_request(lasting, RECEIVED)
    copy = ask(lasting, number, Method.MASKED_COPY)
    receive(lasting, number, copy, bsn_masked=False)
    (check,) = checks_of(lasting, number)
    assert (check.has_copy, check.photo_masked, check.bsn_masked) == (True, True, False)
    with pytest.raises(BadInput, match="No copy is expected"):
        receive(lasting, number, copy)


def test_a_code_goes_to_what_was_on_file_before_and_must_come_back_right(lasting: Store) -> None:
    client_id = make.a_client(lasting, "2001")
    make.a_record(lasting, "phones", client_id, phone="+31612345678")
    new_mail = make.a_record(lasting, "emails", client_id, email="nieuw@example.org")
    number = make.a_request(lasting, RECEIVED, client_id=client_id)
    with lasting.change(make.COORDINATOR, Act.RECORD_ADD, make.subject(client_id)) as change:
        change.recorded("emails", new_mail, client_id, "added", "email")
    on_file = identity_checks.contacts_on_file(lasting, make.OFFICER, case_of(lasting, number), sitting="code")
    assert [contact.value for contact in on_file] == ["+31612345678"]
    assert (
        make.asked(lasting, "select count(*) from log where act = 'client.view' and subject_id = $id", id=client_id)
        == 1
    )
    check = ask(lasting, number, Method.CODE_TO_CONTACT)
    code = lasting.code_for(check)
    for wrong in (None, "", f"{(int(code) + 1) % 10**6:06}"):
        with pytest.raises(BadInput, match="not the code") as caught:
            act(lasting, number, identifying.establish, check_id=check, on=LATER, code=wrong)
        assert caught.value.field == "code"
    with pytest.raises(BadInput, match="code was sent"):
        act(lasting, number, request_events.link_client, client_id=make.a_client(lasting, "2002"))
    act(lasting, number, identifying.establish, check_id=check, on=LATER, code=f"{code[:3]} {code[3:]}")
    assert case_of(lasting, number).identified_on == LATER


def test_without_a_contact_of_who_asks_no_code_can_be_sent(lasting: Store) -> None:
    client_id = make.a_client(lasting, "2003")
    unreachable = make.a_request(lasting, RECEIVED, client_id=client_id)
    nobody = make.a_request(lasting, RECEIVED)
    for number in (unreachable, nobody):
        with pytest.raises(BadInput, match="no contact on file") as caught:
            ask(lasting, number, Method.CODE_TO_CONTACT)
        assert caught.value.field == "method"
    make.a_record(lasting, "emails", client_id, email="a@example.org")
    for kind in (Applicant.REPRESENTATIVE, Applicant.UNKNOWN):
        by_other = make.a_request(
            lasting, RECEIVED, client_id=client_id, applicant_kind=kind, applicant_name="Mr. Pleiter"
        )
        with pytest.raises(BadInput, match="no contact on file"):
            ask(lasting, by_other, Method.CODE_TO_CONTACT)
    ask(lasting, unreachable, Method.CODE_TO_CONTACT)


def test_doubt_stops_the_clock_until_the_result_and_without_it_the_clock_runs_on(lasting: Store) -> None:
    # received 2026-03-05, asked 03-07, answered 03-12: five days, 2026-04-10
    number, other = (make.a_request(lasting, date(2026, 3, 5)) for _ in range(2))
    check = ask(lasting, number, on=date(2026, 3, 7), doubt="Het adres is een ander dan in het dossier.")
    case = case_of(lasting, number)
    assert (case.state, case.waiting_since) == (State.WAITING, date(2026, 3, 7))
    (found,) = checks_of(lasting, number)
    with pytest.raises(BadInput, match="result of the identity check"):
        act(lasting, number, request_events.record_answer, question_id=found.question_id, answered_on=date(2026, 3, 12))
    act(lasting, number, identifying.establish, check_id=check, on=date(2026, 3, 12))
    case = case_of(lasting, number)
    assert (case.safe_last_day, case.legal_last_day, case.suspended_days) == (date(2026, 4, 10), date(2026, 4, 10), 5)
    assert (case.waiting_since, case.strict_day) == (None, date(2026, 4, 5))
    check = ask(lasting, other, on=date(2026, 3, 7))
    assert case_of(lasting, other).waiting_since is None
    act(lasting, other, identifying.fail, check_id=check, on=date(2026, 3, 12), why="Kwam niet.")
    assert case_of(lasting, other).suspended_days == 0


def test_a_failed_check_ends_the_waiting_too(lasting: Store) -> None:
    number = make.a_request(lasting, RECEIVED)
    check = ask(lasting, number, on=date(2026, 11, 4), doubt="Onbekend adres.")
    for wrong, words in ((3, "before the question"), (11, "before the person reacted")):
        with pytest.raises(BadInput, match=words) as caught:
            act(lasting, number, identifying.fail, check_id=check, on=LATER, why="x", reacted_on=date(2026, 11, wrong))
        assert caught.value.field == "reacted_on"
    act(lasting, number, identifying.fail, check_id=check, on=LATER, why="Ander.", reacted_on=date(2026, 11, 8))
    case = case_of(lasting, number)
    assert (case.waiting_since, case.suspended_days, case.identified_on) == (None, 4, None)


def test_the_clock_does_not_wait_for_who_never_reacts_or_for_who_looks_late_at_a_copy(lasting: Store) -> None:
    silent, sent = make.a_request(lasting, RECEIVED), make.a_request(lasting, RECEIVED)
    check = ask(lasting, silent, doubt="Onbekend adres.")
    act(lasting, silent, identifying.fail, check_id=check, on=make.TODAY, why="Niemand kwam.")
    case = case_of(lasting, silent)
    assert (case.waiting_since, case.suspended_days, case.safe_last_day) == (None, 0, date(2026, 12, 2))
    (_, __, events) = request_case.opened(lasting, make.COORDINATOR, silent, sitting="test")
    assert (events[0].kind, events[0].code) == (EventKind.QUESTION_ANSWERED, NO_REPLY)
    assert request_case.open_questions(events) == []
    copy = ask(lasting, sent, Method.MASKED_COPY, doubt="Onbekend adres.")
    receive(lasting, sent, copy)
    act(lasting, sent, identifying.establish, check_id=copy, on=make.TODAY)
    case = case_of(lasting, sent)
    assert (case.suspended_days, case.identified_on) == (8, make.TODAY)


def test_who_was_certain_about_one_client_is_not_about_another(lasting: Store) -> None:
    first, other = make.a_client(lasting, "2010"), make.a_client(lasting, "2011", first_names="Bob")
    make.a_record(lasting, "phones", first, phone="+31612345678")
    number = make.a_request(lasting, RECEIVED, person_name="Amina", applicant_kind=Applicant.SELF)
    make.identified(lasting, number)
    act(lasting, number, request_events.link_client, client_id=first)  # from nobody: it is the same person still
    act(lasting, number, request_events.link_client, client_id=first)
    assert case_of(lasting, number).identified_on == RECEIVED
    check = ask(lasting, number, Method.CODE_TO_CONTACT)
    act(lasting, number, identifying.establish, check_id=check, on=LATER, code=lasting.code_for(check))
    act(lasting, number, request_events.link_client, client_id=other)
    assert case_of(lasting, number).identified_on is None
    with pytest.raises(BadInput, match="not established who asks"):
        answer(lasting, number, Outcome.GRANTED)
    act(lasting, number, identifying.known, on=make.TODAY, how="Les.")
    shown = ask(lasting, number, on=make.TODAY)
    act(lasting, number, identifying.fail, check_id=shown, on=make.TODAY, why="Een ander gezicht.")
    with pytest.raises(BadInput, match="not established who asks"):
        answer(lasting, number, Outcome.GRANTED)


def test_an_answer_cannot_be_older_than_the_certainty_that_it_needs(lasting: Store) -> None:
    number = make.a_request(lasting, RECEIVED, applicant_kind=Applicant.REPRESENTATIVE, applicant_name="Mr. Pleiter")
    withdrawal = make.a_request(lasting, RECEIVED, right=Right.CONSENT_WITHDRAWAL)
    act(lasting, number, identifying.known, on=date(2026, 11, 9), how="Les.")
    act(lasting, number, request_authority.authorise, seen_on=date(2026, 11, 12), what="Volmacht.")

    def answered(number: str, day: int) -> None:
        on = date(2026, 11, day)
        act(lasting, number, request_answers.answer, outcome=Outcome.GRANTED, answered_on=on)

    for day in (8, 11):
        with pytest.raises(BadInput, match="only since 2026-11-12") as caught:
            answered(number, day)
        assert caught.value.field == "answered_on"
    answered(number, 12)
    answered(withdrawal, 2)


def test_a_copy_that_nobody_asked_for_is_recorded_at_any_time_and_warned_of_until_it_is_gone(lasting: Store) -> None:
    number = make.identified(lasting, make.a_request(lasting, RECEIVED, handler_id=make.COORDINATOR.staff_id))
    shown = ask(lasting, number)
    receive(lasting, number, None)
    assert identity_checks.the_open_one(checks_of(lasting, number)) == next(
        check for check in checks_of(lasting, number) if check.id == shown
    )
    answer(lasting, number, Outcome.GRANTED)
    act(lasting, number, identifying.fail, check_id=shown, on=make.TODAY, why="Kwam niet.")  # also after the answer
    (copy,) = (check.id for check in checks_of(lasting, number) if check.has_copy)
    with pytest.raises(BadInput, match="not destroyed"):
        act(lasting, number, request_answers.finish, finished_on=make.TODAY)
    act(lasting, number, identity_copies.destroy_copy, check_id=copy, on=LATER)
    make.finished(lasting, number)
    for on, words in ((date(2026, 11, 1), "before the receipt"), (date(2026, 11, 24), "future")):
        with pytest.raises(BadInput, match=words):
            receive(lasting, number, None, on)
    receive(lasting, number, None, date(2026, 11, 20), bsn_masked=False)
    case, checks = case_of(lasting, number), checks_of(lasting, number)
    assert (case.copy_since, case.state) == (date(2026, 11, 20), State.FINISHED)
    assert next_step(case, make.COORDINATOR, make.TODAY, checks).step is Step.COPY_DESTROYED
    assert Step.COPY_DESTROYED in possible_steps(case, make.COORDINATOR, has_open_question=False, checks=checks)
    with lasting.read(make.COORDINATOR, Act.REQUEST_LIST) as reader:
        rows = request_queue.open_requests(reader, make.COORDINATOR, Filter(stand="unverified"), Position(), 100).rows
        (item,) = (item for item in work_of(reader, make.COORDINATOR, make.NOW).items if item.number == number)
    assert number in [row.number for row in rows]
    assert [thing.urgency for thing in item.things] == [Urgency.URGENT]
    assert not list(astray_of(lasting))
    (copy,) = (check.id for check in checks if check.has_copy)
    act(lasting, number, identity_copies.destroy_copy, check_id=copy, on=make.TODAY)
    case = case_of(lasting, number)
    assert next_step(case, make.COORDINATOR, make.TODAY, checks_of(lasting, number)).step is None


def astray_of(store: Store) -> list[Sentence]:
    with store.read(THE_DESK, Act.STORE_VERIFY) as reader:
        return list(identity_checks.astray(reader))


Write = Callable[[Store, str], None]
BAD: dict[str, tuple[str, Write]] = {
    "asked before receipt": ("asked_on", lambda s, n: void(ask(s, n, on=date(2026, 11, 1)))),
    "asked in the future": ("asked_on", lambda s, n: void(ask(s, n, on=date(2026, 11, 24)))),
    "known before receipt": ("on", lambda s, n: act(s, n, identifying.known, on=date(2026, 11, 1), how="Les.")),
    "known without how": ("how", lambda s, n: act(s, n, identifying.known, on=RECEIVED, how=" ")),
    "a copy without reason": ("reason", lambda s, n: void(ask(s, n, Method.MASKED_COPY, reason=" "))),
    "doubt without words": ("doubt", lambda s, n: void(ask(s, n, doubt=" "))),
}


def void(_: object) -> None:
    """A write whose id does not matter."""


@pytest.mark.parametrize(("field", "write"), BAD.values(), ids=BAD)
def test_asking_on_an_impossible_day_or_without_its_words_is_refused(lasting: Store, field: str, write: Write) -> None:
    number = make.a_request(lasting, RECEIVED)
    with pytest.raises(BadInput) as caught:
        write(lasting, number)
    assert caught.value.field == field
    assert (kinds(lasting, number), checks_of(lasting, number)) == (["received"], [])


def test_doubt_after_the_first_month_cannot_stop_the_clock_but_identity_can_be_asked(lasting: Store) -> None:
    number = make.a_request(lasting, date(2026, 9, 1))
    with pytest.raises(BadInput, match="within one month"):
        ask(lasting, number, on=LATER, doubt="Onbekend adres.")
    ask(lasting, number, on=LATER)


def test_what_follows_a_check_has_a_possible_day_its_words_and_happens_once(lasting: Store) -> None:
    number, other = make.a_request(lasting, RECEIVED), make.a_request(lasting, RECEIVED)
    copy, shown = ask(lasting, number, Method.MASKED_COPY, LATER), ask(lasting, other)
    early = date(2026, 11, 9)

    def failing(on: date, why: str) -> Callable[[], None]:
        return lambda: act(lasting, number, identifying.fail, check_id=copy, on=on, why=why)

    refused: list[tuple[str | None, str, Callable[[], None]]] = [
        ("on", "before it was asked", lambda: receive(lasting, number, copy, early)),
        ("on", "No copy is expected", lambda: receive(lasting, other, shown)),
        ("on", "before identity was asked", failing(early, "x")),
        ("why", "not said why", failing(LATER, "")),
        ("on", "no copy here", lambda: act(lasting, number, identity_copies.destroy_copy, check_id=copy, on=LATER)),
        (None, "not of this request", lambda: act(lasting, number, identifying.establish, check_id=shown, on=LATER)),
    ]  # fmt: skip
    for field, words, write in refused:
        with pytest.raises(BadInput, match=words) as caught:
            write()
        assert caught.value.field == field
    receive(lasting, number, copy, date(2026, 11, 12))
    later_acts: tuple[Callable[..., None], ...] = (identifying.establish, identity_copies.destroy_copy)
    for later in later_acts:
        with pytest.raises(BadInput, match="before"):
            act(lasting, number, later, check_id=copy, on=date(2026, 11, 11))
    act(lasting, number, identifying.establish, check_id=copy, on=date(2026, 11, 12))
    with pytest.raises(BadInput, match="has its result"):
        act(lasting, number, identifying.fail, check_id=copy, on=make.TODAY, why="x")
    act(lasting, number, identity_copies.destroy_copy, check_id=copy, on=date(2026, 11, 12))
    with pytest.raises(BadInput, match="no copy here"):
        act(lasting, number, identity_copies.destroy_copy, check_id=copy, on=make.TODAY)


Made = tuple[str, Callable[[Store, Actor, Seen, int], None], int]


def each_act(store: Store) -> dict[str, Made]:
    """A case for each act with what it needs, and how many events the act records."""
    fresh, asking, open_one, failing, coming, there = (make.a_request(store, RECEIVED) for _ in range(6))
    doubted = ask(store, open_one, doubt="Onbekend adres.")
    failed, copy, kept = (
        ask(store, failing),
        ask(store, coming, Method.MASKED_COPY),
        ask(store, there, Method.MASKED_COPY),
    )
    receive(store, there, kept)
    return {
        "known": (fresh, lambda s, a, seen, e: identifying.known(s, a, seen, event_id=e, on=LATER, how="Les."), 2),
        "ask": (asking, lambda s, a, seen, e: identifying.ask(
            s, a, seen, event_id=e, method=Method.DOCUMENT_SHOWN, asked_on=LATER, doubt="Onbekend adres."), 2),
        "establish": (open_one, lambda s, a, seen, e: identifying.establish(
            s, a, seen, event_id=e, check_id=doubted, on=LATER), 2),
        "fail": (failing, lambda s, a, seen, e: identifying.fail(
            s, a, seen, event_id=e, check_id=failed, on=LATER, why="Kwam niet."), 1),
        "receive_copy": (coming, lambda s, a, seen, e: identity_copies.receive_copy(
            s, a, seen, event_id=e, check_id=copy, on=LATER, photo_masked=True, bsn_masked=True), 1),
        "destroy_copy": (there, lambda s, a, seen, e: identity_copies.destroy_copy(
            s, a, seen, event_id=e, check_id=kept, on=LATER), 1),
    }  # fmt: skip


def test_each_act_is_refused_to_the_wrong_role_and_to_who_looked_too_early_and_saves_once(lasting: Store) -> None:
    for number, write, events in each_act(lasting).values():
        seen, before = make.seen(lasting, number), kinds(lasting, number)
        with pytest.raises(NotAllowed):
            write(lasting, make.MANAGER, seen, new_id())
        with pytest.raises(NotFound):
            write(lasting, make.OFFICER, Seen(5, 1), new_id())
        act(lasting, number, request_events.note, happened_on=LATER, body="Gebeld.")
        with pytest.raises(ChangedMeanwhile):
            write(lasting, make.OFFICER, seen, new_id())
        seen, event_id = make.seen(lasting, number), new_id()
        for _ in range(2):
            write(lasting, make.OFFICER, seen, event_id)
        assert len(kinds(lasting, number)) == len(before) + 1 + events
        (last,) = lasting_log(lasting)
        assert (last["act"], last["subject_id"]) == ("identity.record", seen.id)


def lasting_log(store: Store) -> list[dict[str, Any]]:
    return make.rows(store, "select * from log where chain = 'change' order by seq desc limit 1")


def test_a_request_is_honoured_only_for_who_is_certain_and_may_ask(lasting: Store) -> None:
    number = make.a_request(lasting, RECEIVED, applicant_kind=Applicant.REPRESENTATIVE, applicant_name="Mr. Pleiter")
    with pytest.raises(BadInput, match="representative may ask"):
        answer(lasting, number, Outcome.GRANTED)
    seen = make.seen(lasting, number)
    with lasting.change(make.COORDINATOR, Act.IDENTITY_RECORD, Subject("request", seen.id)) as change:
        event_id = new_id()
        case = current(change, seen, event_id)
        assert case is not None
        record(change, case, event_id, EventKind.AUTHORISED, LATER)
    for outcome in (Outcome.GRANTED, Outcome.PARTLY_GRANTED):
        with pytest.raises(BadInput, match="not established who asks") as caught:
            answer(lasting, number, outcome)
        assert caught.value.field == "outcome"
    make.identified(lasting, number)
    answer(lasting, number, Outcome.GRANTED)
    withdrawal = make.a_request(lasting, make.TODAY, right=Right.CONSENT_WITHDRAWAL)
    answer(lasting, withdrawal, Outcome.GRANTED)  # art. 7(3): at once
    answer(lasting, make.a_request(lasting, RECEIVED), Outcome.WITHDRAWN)
    unknown = make.a_request(lasting, RECEIVED, applicant_kind=Applicant.UNKNOWN, applicant_name="Zus")
    with pytest.raises(BadInput, match="not recorded who asks") as caught:
        answer(lasting, make.identified(lasting, unknown), Outcome.GRANTED)
    assert caught.value.field == "outcome"


def test_not_identified_is_an_outcome_only_after_identity_was_asked(lasting: Store) -> None:
    never, waits, failed = (make.a_request(lasting, RECEIVED) for _ in range(3))
    younger, thirty_days = (make.a_request(lasting, date(2026, 10, 24)) for _ in range(2))
    with pytest.raises(BadInput, match="Nothing was done to find out") as caught:
        answer(lasting, never, Outcome.NOT_IDENTIFIED, make.OFFICER)
    assert caught.value.field == "outcome"
    receive(lasting, never, None)
    with pytest.raises(BadInput, match="Nothing was done to find out"):
        answer(lasting, never, Outcome.NOT_IDENTIFIED, make.OFFICER)
    ask(lasting, waits, doubt="Onbekend adres.")
    ask(lasting, younger, on=date(2026, 10, 25))
    ask(lasting, thirty_days, on=date(2026, 10, 24))
    check = ask(lasting, failed)
    for number in (waits, failed, younger):
        with pytest.raises(BadInput, match="can still react") as caught:
            answer(lasting, number, Outcome.NOT_IDENTIFIED, make.OFFICER)
        assert caught.value.field == "outcome"
    act(lasting, waits, request_events.remind, reminded_on=make.TODAY)
    act(lasting, failed, identifying.fail, check_id=check, on=LATER, why="Kwam niet.")
    act(lasting, failed, identifying.known, on=LATER, how="Les.")
    with pytest.raises(BadInput, match="established since 2026-11-10") as caught:
        answer(lasting, failed, Outcome.NOT_IDENTIFIED, make.OFFICER)
    act(lasting, failed, identifying.fail, check_id=ask(lasting, failed, on=LATER), on=LATER, why="Toch niet.")
    for number in (waits, failed, thirty_days):
        answer(lasting, number, Outcome.NOT_IDENTIFIED, make.OFFICER)
        assert case_of(lasting, number).outcome is Outcome.NOT_IDENTIFIED


def test_a_check_with_other_days_than_its_events_or_without_them_is_found(store: Store) -> None:
    number = make.identified(store, make.a_request(store, RECEIVED))
    receive(store, number, ask(store, number, Method.MASKED_COPY, doubt="Onbekend adres."))
    assert findings(store, make.OFFICER) == []
    with store.change(THE_DESK, Act.STORE_FILL) as change:
        change.execute("update identity_checks set copy_received_on = copy_received_on - 1 where reason = $r", r=WHY)
    (found,) = findings(store, make.OFFICER)
    assert "identity check" in found.msgid
    with store.change(THE_DESK, Act.STORE_FILL) as change:
        change.execute("delete from identity_checks where method = 'known_in_person'")
    assert dict(findings(store, make.OFFICER)[0].facts)["n"] == 2
