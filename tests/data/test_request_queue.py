"""The queue: the most urgent first, every phase counted, and no names for who should see none."""

from datetime import date, timedelta

import pytest

from data_layer import replacing
from data_layer.errors import NotAllowed
from data_layer.ids import new_id
from data_layer.paging import Page, Position
from data_layer.requests import open_questions, queue_counts, request_history, request_queue
from data_layer.requests.request_answers import answer
from data_layer.requests.request_case import the_request
from data_layer.requests.request_queue import Filter, Row
from data_layer.requests.request_stands import Stand
from data_layer.rules.access import Act
from data_layer.rules.deadlines import Phase, phase
from data_layer.rules.request_course import EventKind, Question
from data_layer.rules.searching import folded
from data_layer.staff import Actor
from data_layer.store import Store
from data_layer.vocabulary import Outcome, Right, State
from tests import make
from tests.data.test_request_events import ask


def queue(
    store: Store, chosen: Filter | None = None, actor: Actor = make.COORDINATOR, position: Position | None = None,
    size: int = 25,
) -> Page[Row]:  # fmt: skip
    with store.read(actor, Act.REQUEST_LIST) as reader:
        return request_queue.open_requests(reader, actor, chosen or Filter(), position or Position(), size)


def numbers(page: Page[Row]) -> list[str]:
    return [row.number for row in page.rows]


@pytest.fixture
def one_of_each(store: Store) -> dict[Phase, str]:
    """A request in each phase on Monday 23 November 2026; the safe day of 22 October is a Sunday."""
    found = {
        Phase.on_track: make.a_request(store, make.TODAY),
        Phase.waiting: make.a_request(store, date(2026, 9, 1)),
        Phase.overdue: make.a_request(store, date(2026, 10, 1)),
        Phase.last_days: make.a_request(store, date(2026, 10, 22)),
        Phase.soon: make.a_request(store, date(2026, 11, 2)),
        Phase.urgent: make.a_request(store, date(2026, 10, 25)),
    }
    ask(store, found[Phase.waiting], date(2026, 9, 2))
    return found


def test_the_most_urgent_come_first_and_the_waiting_stand_apart(store: Store, one_of_each: dict[Phase, str]) -> None:
    page = queue(store)
    assert numbers(page) == [one_of_each[phase] for phase in request_queue.PHASE_LABELS]
    assert [row.phase for row in page.rows] == list(request_queue.PHASE_LABELS)
    assert page.rows[0].days_left == -21
    assert page.rows[2].days_left == 2


def test_every_phase_is_counted_also_the_empty_ones(store: Store, one_of_each: dict[Phase, str]) -> None:
    make.a_request(store, make.TODAY, right=Right.ERASURE)
    with store.read(make.MANAGER, Act.REQUEST_LIST) as reader:
        assert queue_counts.open_counts(reader) == dict.fromkeys(request_queue.PHASE_LABELS, 1) | {Phase.on_track: 2}
        of_erasure = queue_counts.open_counts(reader, make.MANAGER, Filter(right=Right.ERASURE))
    assert of_erasure == dict.fromkeys(request_queue.PHASE_LABELS, 0) | {Phase.on_track: 1}


def test_each_day_the_phase_in_sql_is_the_phase_of_the_rule(store: Store) -> None:
    for back in range(45):
        make.a_request(store, make.TODAY - timedelta(days=back))
    for row in queue(store, size=100).rows:
        assert row.phase is phase(
            make.TODAY, safe_last_day=row.safe_last_day, legal_last_day=row.legal_last_day, waiting=False
        )


def test_a_withdrawal_of_consent_is_never_less_than_urgent(store: Store) -> None:
    make.a_request(store, date(2026, 11, 16))
    withdrawal = make.a_request(store, make.TODAY, right=Right.CONSENT_WITHDRAWAL)
    first = queue(store).rows[0]
    assert (first.number, first.phase, first.safe_last_day) == (withdrawal, Phase.urgent, date(2026, 12, 23))


def test_withdrawals_of_consent_come_first_of_the_urgent_and_count_to_the_day_of_carrying_out(store: Store) -> None:
    late = make.a_request(store, date(2026, 10, 1))
    urgent = make.a_request(store, date(2026, 10, 25))
    today = make.a_request(store, make.TODAY, right=Right.CONSENT_WITHDRAWAL)
    friday = make.a_request(store, date(2026, 11, 20), right=Right.CONSENT_WITHDRAWAL)
    weekend = make.a_request(store, date(2026, 11, 14), right=Right.CONSENT_WITHDRAWAL)  # Saturday
    waiting = make.a_request(store, date(2026, 11, 13), right=Right.CONSENT_WITHDRAWAL)
    ask(store, waiting, date(2026, 11, 16))
    page = queue(store)
    assert numbers(page) == [late, weekend, friday, today, urgent, waiting]
    assert [row.days_left for row in page.rows[1:4]] == [-7, -3, 0]
    with store.read(make.COORDINATOR, Act.REQUEST_LIST) as reader:
        case = the_request(reader, weekend)
        other = the_request(reader, urgent)
    assert (case.carry_out_on, case.days_left) == (date(2026, 11, 16), -7)
    assert (other.carry_out_on, other.days_left) == (None, page.rows[4].days_left)
    answer(store, make.COORDINATOR, make.seen(store, weekend), event_id=new_id(), outcome=Outcome.GRANTED,
           answered_on=make.TODAY)  # fmt: skip
    (row,) = queue(store, Filter(stand="answered")).rows
    assert (row.number, row.days_left) == (weekend, None)


def test_of_the_waiting_ones_those_that_wait_for_a_decision_come_first(store: Store) -> None:
    past, before, thirty, fresh = (make.a_request(store, date(2026, 10, day)) for day in (22, 24, 24, 23))
    extended = make.a_request(store, date(2026, 10, 1))
    make.extended(store, extended, date(2026, 10, 2))
    for number, asked_on in (
        (past, date(2026, 11, 20)),
        (before, date(2026, 10, 25)),
        (thirty, date(2026, 10, 24)),
        (fresh, date(2026, 11, 20)),
        (extended, date(2026, 10, 10)),
    ):
        ask(store, number, asked_on)
    with store.change(make.OFFICER, Act.REQUEST_PROGRESS) as change:
        change.execute(
            "update requests set safe_last_day = $day, legal_last_day = $day where number = $number",
            day=make.TODAY - timedelta(days=1),
            number=past,
        )
    assert numbers(queue(store)) == [past, thirty, extended, fresh, before]


def test_filters_leave_out_what_does_not_fit(store: Store) -> None:
    erasure = make.a_request(store, right=Right.ERASURE, handler_id=make.COORDINATOR.staff_id)
    access = make.a_request(store, date(2026, 10, 1))
    assert numbers(queue(store, Filter(right=Right.ERASURE))) == [erasure]
    assert numbers(queue(store, Filter(phase=Phase.overdue))) == [access]
    assert numbers(queue(store, Filter(handler="mine"))) == [erasure]
    assert numbers(queue(store, Filter(handler="nobody"))) == [access]
    assert numbers(queue(store, Filter(handler="mine", right=Right.ACCESS))) == []


def test_one_client_s_requests_can_be_asked_for_but_not_by_who_sees_no_clients(store: Store) -> None:
    mine = make.a_request(store, client_id=make.a_client(store, "1"))
    make.a_request(store, client_id=make.a_client(store, "10"))
    make.a_request(store, person_name="1")
    assert numbers(queue(store, Filter(client_number="1"))) == [mine]
    assert numbers(queue(store, Filter(client_number="1"), make.MANAGER)) == []


def test_a_month_is_that_of_the_legal_last_day_and_the_phases_count_it_alone(store: Store) -> None:
    november = make.a_request(store, date(2026, 10, 1), right=Right.ERASURE)  # safe Sunday 1, legal Monday 2 November
    october = make.a_request(store, date(2026, 9, 30))  # 30 October
    december = make.a_request(store, date(2026, 10, 31), right=Right.ERASURE)  # 30 November
    make.a_request(store, date(2025, 10, 3))  # November of the year before
    of_november = Filter(month=date(2026, 11, 1))
    assert numbers(queue(store, of_november)) == [november, december]
    assert numbers(queue(store, Filter(month=date(2026, 10, 1)))) == [october]
    with store.read(make.COORDINATOR, Act.REQUEST_LIST) as reader:
        counts = queue_counts.open_counts(reader, make.COORDINATOR, of_november)
        none = queue_counts.open_counts(reader, make.COORDINATOR, Filter(month=date(2026, 1, 1)))
    assert counts == dict.fromkeys(request_queue.PHASE_LABELS, 0) | {Phase.overdue: 1, Phase.urgent: 1}
    assert set(none.values()) == {0}


def test_this_week_is_what_must_be_answered_by_sunday(store: Store) -> None:
    late = make.a_request(store, date(2026, 9, 1))
    sunday = make.a_request(store, date(2026, 10, 29))  # the safe day is Sunday 29 November
    make.a_request(store, date(2026, 10, 30))  # Monday 30 November
    withdrawal = make.a_request(store, date(2026, 11, 20), right=Right.CONSENT_WITHDRAWAL)
    waiting = make.a_request(store, date(2026, 9, 2))
    ask(store, waiting, date(2026, 9, 3))
    answered = make.a_request(store, date(2026, 9, 3))
    make.identified(store, answered)
    answer(store, make.COORDINATOR, make.seen(store, answered), event_id=new_id(), outcome=Outcome.GRANTED,
           answered_on=make.TODAY)  # fmt: skip
    this_week = queue(store, Filter(stand="week"))
    assert set(numbers(this_week)) == {late, withdrawal, sunday}
    assert numbers(this_week)[0] == late
    assert this_week.total == 3


def test_what_is_answered_leaves_the_queue_but_can_be_asked_for(store: Store) -> None:
    done, open_one, answered = (make.a_request(store, date(2026, 11, 2)) for _ in range(3))
    for number in (done, answered):
        seen = make.seen(store, make.identified(store, number))
        answer(
            store, make.COORDINATOR, seen, event_id=new_id(), outcome=Outcome.GRANTED, answered_on=date(2026, 11, 20)
        )
    make.finished(store, done)
    assert numbers(queue(store)) == [open_one]
    assert numbers(queue(store, Filter(stand="answered"))) == [answered]
    assert numbers(queue(store, Filter(stand="finished"))) == [done]
    every = queue(store, Filter(stand="all"))
    assert numbers(every) == [open_one, answered, done]
    assert (every.rows[2].state, every.rows[2].phase, every.rows[2].days_left) == (State.FINISHED, None, None)


def test_a_request_is_found_by_its_number_its_client_s_number_and_name(store: Store) -> None:
    client_id = make.a_client(store, "4711", first_names="Şerife", surname="Yıldız")
    number = make.a_request(store, client_id=client_id)
    make.a_request(store)
    for search in ("V2026-0001", "v2026-0001", "0001", "4711", "YILDIZ", "şerife yıldız", "yildiz ser"):
        assert numbers(queue(store, Filter(search=search))) == [number], search


def test_a_request_of_somebody_unknown_is_found_by_the_name_that_was_given(store: Store) -> None:
    number = make.a_request(store, person_name="José Onbekénd")
    make.a_request(store, client_id=make.a_client(store))
    assert numbers(queue(store, Filter(search="jose onbekend"))) == [number]


@pytest.mark.parametrize("part", ["person_name", "applicant_name"])
def test_a_name_is_found_however_its_letters_are_typed(store: Store, part: str) -> None:
    make.a_request(store)
    for name in ("Moira O'Neill", "Łukasz Proef", "Søren Proef", "Ana Straße", "Ay\u015fe Proefn\u0131r"):
        number = make.a_request(store, make.TODAY, **{part: name})
        for search in (name, name.upper(), folded(name), name.replace("'", "’")):
            assert numbers(queue(store, Filter(search=search))) == [number], search


def test_a_search_that_fits_nothing_finds_nothing(store: Store) -> None:
    make.a_request(store)
    for search in ("v", "%", "_", "'; drop table requests; --", "niemand"):
        assert numbers(queue(store, Filter(search=search))) == [], search


def test_management_sees_the_queue_but_not_who_the_clients_are(store: Store) -> None:
    client_id = make.a_client(store, "4711")
    number = make.a_request(store, client_id=client_id)
    make.a_request(store, person_name="Noor Onbekend")
    rows = queue(store, actor=make.MANAGER).rows
    assert [(row.who, row.client_number) for row in rows] == [(None, None)] * 2
    assert queue(store).rows[0].who == "Amina Testpersoon"
    for search in ("4711", "amina", "noor"):
        assert numbers(queue(store, Filter(search=search), make.MANAGER)) == []
    assert numbers(queue(store, Filter(search=number), make.MANAGER)) == [number]


def test_the_administrator_has_no_queue(store: Store) -> None:
    with pytest.raises(NotAllowed):
        queue(store, actor=make.ADMINISTRATOR)


def test_pages_follow_each_other_without_gap_or_repeat(store: Store) -> None:
    expected = {make.a_request(store, make.TODAY - timedelta(days=n % 4)) for n in range(7)}
    page = queue(store, size=3)
    found = numbers(page)
    while page.after:
        page = queue(store, position=Position(after=page.after), size=3)
        found += numbers(page)
    assert set(found) == expected
    assert len(found) == 7
    assert page.total == 7


def test_late_are_the_requests_that_were_not_answered_by_their_legal_day(store: Store) -> None:
    fill_late = {"2025-12-01": date(2026, 1, 20), "2026-01-05": date(2026, 1, 20), "2026-09-01": None}
    made = {}
    for received, answered in fill_late.items():
        made[received] = make.a_request(store, date.fromisoformat(received))
        if answered:
            answer(
                store,
                make.COORDINATOR,
                make.seen(store, make.identified(store, made[received])),
                event_id=new_id(),
                outcome=Outcome.GRANTED,
                answered_on=answered,
            )
    late = queue(store, Filter(stand="late"))
    assert set(numbers(late)) == {made["2025-12-01"], made["2026-09-01"]}
    assert late.total == 2


def happened(store: Store, number: str, kind: EventKind, on: date, about: int | None = None) -> int:
    seen, event_id = make.seen(store, number), new_id()
    with store.change(make.COORDINATOR, Act.IDENTITY_RECORD, seen.subject) as change:
        case = request_history.current(change, seen, event_id)
        assert case is not None
        request_history.record(change, case, event_id, kind, on, about=about)
    return event_id


def test_each_part_of_the_queue_has_its_requests_and_their_number(store: Store) -> None:
    fresh, waiting, known, copied = (make.a_request(store, date(2026, 11, day)) for day in (2, 3, 4, 5))
    question = ask(store, waiting, date(2026, 11, 5))
    checks = {number: happened(store, number, EventKind.IDENTITY_ASKED, make.TODAY) for number in (known, copied)}
    happened(store, copied, EventKind.COPY_RECEIVED, date(2026, 11, 20), checks[copied])
    for number, check in checks.items():
        happened(store, number, EventKind.IDENTITY_VERIFIED, make.TODAY, check)
    answer(store, make.COORDINATOR, make.seen(store, copied), event_id=new_id(), outcome=Outcome.GRANTED,
           answered_on=make.TODAY)  # fmt: skip
    happened(store, waiting, EventKind.REMINDED, make.TODAY, question)
    expected: dict[Stand, list[str]] = {
        "to_do": [fresh, known],
        "waiting": [waiting],
        "unverified": [fresh, waiting, copied],  # answered, but the copy lies here
        "all": [fresh, known, waiting, copied],
    }
    assert {stand: numbers(queue(store, Filter(stand=stand))) for stand in expected} == expected
    with store.read(make.COORDINATOR, Act.REQUEST_LIST) as reader:
        counts = queue_counts.counts(reader, make.COORDINATOR, Filter(stand="waiting"))
        (row,) = queue(store, Filter(stand="waiting")).rows
        assert open_questions.of_requests(reader, [row.id]) == {row.id: [Question.IDENTITY]}
    assert counts.parts == {stand: len(found) for stand, found in expected.items()}
    assert (counts.everybody, counts.mine, counts.handlers) == (1, 0, {None: 1})
    assert (row.waiting_since, row.reminded_on, row.version) == (
        date(2026, 11, 5), make.TODAY, make.seen(store, waiting).version
    )  # fmt: skip
    assert queue(store, Filter(stand="unverified")).rows[2].copy_since == date(2026, 11, 20)


def test_one_s_own_are_also_those_of_whom_one_replaces(store: Store) -> None:
    mine, theirs, others = (
        make.a_request(store, handler_id=who.staff_id) for who in (make.COORDINATOR, make.DEPUTY, make.OFFICER)
    )
    make.a_request(store)
    replacing.replace(
        store, make.DEPUTY, staff_id=make.DEPUTY.staff_id, by=make.COORDINATOR.staff_id, until=date(2026, 12, 1),
        version=1,
    )  # fmt: skip
    assert numbers(queue(store, Filter(handler="mine"))) == [mine, theirs]
    assert numbers(queue(store, Filter(handler=make.DEPUTY.staff_id))) == [theirs]
    with store.read(make.COORDINATOR, Act.REQUEST_LIST) as reader:
        counts = queue_counts.counts(reader, make.COORDINATOR, Filter(handler=make.OFFICER.staff_id))
    assert (counts.mine, counts.everybody, counts.handlers[make.OFFICER.staff_id]) == (2, 4, 1)
    assert counts.parts["all"] == 1, others
