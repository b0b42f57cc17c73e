"""A promise that was broken is not called kept: not by an extension, not by repairing it, not by closing the case."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from data_layer.ids import new_id
from data_layer.log import Subject
from data_layer.oversight.figure import Figure
from data_layer.promises import judging
from data_layer.promises.checks import record_check
from data_layer.promises.declared import PROMISES
from data_layer.promises.judging import Judged
from data_layer.rules.access import Act
from data_layer.rules.promises import Verdict
from data_layer.store import Store
from data_layer.vocabulary import Outcome, Right
from tests import make
from tests.data.counted_by_hand import listed
from tests.data.test_complaints import a_complaint
from tests.data.test_request_events import answer


def judged(store: Store) -> dict[str, Judged]:
    with store.read(make.OFFICER, Act.PROMISES_VIEW) as reader:
        return {one.promise.code: one for one in judging.judged(reader, make.OFFICER, make.NOW)}


def figure(one: Judged, code: str) -> Figure:
    (found,) = (figure for figure in one.figures if figure.code == code)
    return found


def looked_at_all(store: Store) -> None:
    for promise in PROMISES:
        if promise.control is not None:
            record_check(
                store, make.OFFICER, id=new_id(), promise=promise.code, seen=None, checked_on=make.TODAY,
                is_in_order=True, remark="",
            )  # fmt: skip


def put(store: Store, table: str, **facts: Any) -> int:
    with store.change(make.OFFICER, Act.BREACH_RECORD, Subject("breach", 1)) as change:
        change.insert(table, **facts)
    return int(facts.get("id", 0))


def an_answered(store: Store, received_on: date, answered_on: date, **facts: Any) -> str:
    number = make.a_request(store, received_on, **facts)
    make.identified(store, number)
    answer(store, number, answered_on)
    return number


def test_an_overview_that_took_longer_than_a_month_is_told_however_it_was_extended(store: Store) -> None:
    an_answered(store, date(2026, 8, 3), date(2026, 9, 3))
    assert judged(store)["one_month"].verdict == Verdict.KEPT
    assert figure(judged(store)["one_month"], "access_in_month").share == 100
    late = make.a_request(store, date(2026, 5, 4))
    make.extended(store, late, date(2026, 5, 20))
    make.identified(store, late)
    answer(store, late, date(2026, 8, 4))
    found = judged(store)
    assert found["one_month"].verdict == Verdict.ATTENTION
    assert (figure(found["one_month"], "access_in_month").value, figure(found["one_month"], "access_in_month").of) == (
        1, 2,
    )  # fmt: skip
    assert figure(found["one_month"], "access_after_month").value == 1
    for code in ("access", "correction", "portability", "objection"):
        assert figure(found[code], "requests_extended").value == 1
    an_answered(store, date(2026, 6, 1), date(2026, 7, 20))
    found = judged(store)
    assert found["one_month"].verdict == Verdict.NOT_KEPT, "past the legal day it is missed, as for every right"
    assert figure(found["one_month"], "access_after_month").value == 1


def test_what_was_late_stays_late_though_it_was_done_since(store: Store) -> None:
    client = make.a_client(store)
    entry = put(
        store, "disclosures", id=7, number="V1", direction="in", happened_on=date(2026, 1, 5), recipient_id=1,
        categories=["names"], state="received", flags=[], clients=1, recorded_on=date(2026, 1, 5), staff_id=3,
        channel="email", purpose=9, ground="legal_obligation",
    )  # fmt: skip
    put(store, "disclosure_clients", disclosure_id=entry, client_id=client, told_source_on=date(2026, 11, 20))
    number = an_answered(store, date(2026, 2, 2), date(2026, 2, 5), right=Right.RECTIFICATION, client_id=client)
    request = make.seen(store, number).id
    copy: dict[str, Any] = {"request_id": request, "method": "masked_copy", "reason": "x", "asked_on": date(2026, 2, 2)}
    copy |= {"photo_masked": True, "bsn_masked": True}
    put(
        store, "identity_checks", id=8, **copy,
        copy_received_on=date(2026, 2, 3), copy_destroyed_on=date(2026, 2, 10),
    )  # fmt: skip
    put(
        store, "identity_checks", id=9, **copy,
        copy_received_on=date(2026, 2, 3), copy_destroyed_on=date(2026, 2, 9),
    )  # fmt: skip
    put(
        store, "notices", id=9, request_id=request, recipient_id=1, categories=["names"], change="corrected",
        state="confirmed", opened_on=date(2026, 2, 5), sent_on=date(2026, 3, 6), confirmed_on=date(2026, 3, 9),
    )  # fmt: skip
    found = judged(store)
    for promise, code, counted in (
        ("third_parties", "source_told_late", (1, 1)),
        ("identity", "copies_lain_long", (1, 2)),
        ("correction", "notices_late", (1, 1)),
    ):
        late = figure(found[promise], code)
        assert (late.value, late.of) == counted, code
        assert found[promise].verdict == Verdict.NOT_KEPT, promise
    with make.on_day(store, date(2027, 4, 1)):  # more than a year later it does not count any more
        found = judged(store)
    assert figure(found["third_parties"], "source_told_late").of == 0
    assert figure(found["identity"], "copies_lain_long").of == 0
    assert figure(found["correction"], "notices_late").of == 0


def a_breach(store: Store, number: int, hours: int = 24, **facts: Any) -> None:
    aware = datetime(2026, 1, 10, 9, tzinfo=UTC) + timedelta(days=10 * number)
    put(
        store, "breaches", id=number, number=f"L{number}", aware_at=aware, what="x", categories=["bsn"], persons=3,
        staff_id=3, measures="x", consequences="y", delay_reason="z", told_authority_at=aware + timedelta(hours=hours),
        **{"risk": "risk", "closed_at": aware + timedelta(days=90)} | facts,
    )  # fmt: skip


def test_one_breach_told_late_or_persons_who_were_not_told_break_the_promise_of_security(store: Store) -> None:
    looked_at_all(store)
    for number in range(1, 22):
        a_breach(store, number)
    security = judged(store)["security"]
    assert figure(security, "breaches_in_time").share == 100
    assert figure(security, "persons_untold").value == 0
    a_breach(store, 22, hours=73)
    security = judged(store)["security"]
    assert security.verdict == Verdict.NOT_KEPT, "one of twenty-two"
    told = datetime(2026, 9, 1, tzinfo=UTC)
    a_breach(store, 23, risk="high", told_persons_at=told)
    a_breach(store, 24, risk="high", why_persons_not_told="Versleuteld.")
    a_breach(store, 25, risk="high", why_persons_not_told=" ")
    untold = figure(judged(store)["security"], "persons_untold")
    assert (untold.value, untold.of, untold.is_wrong) == (1, 3, True)


def test_what_is_due_of_nobody_counts_for_the_promise_to_delete(store: Store) -> None:
    looked_at_all(store)
    for number, due_from in enumerate((date(2026, 11, 24), date(2026, 11, 23), date(2026, 10, 25)), 1):
        assert judged(store)["retention"].verdict == (Verdict.KEPT if number < 3 else Verdict.ATTENTION)
        put(
            store, "due_cases", kind="request", case_id=number, trigger_kind="finished", trigger_on=date(2025, 11, 1),
            last_day=due_from - timedelta(1), due_from=due_from, held=False, capped=False,
        )  # fmt: skip
    assert figure(judged(store)["retention"], "nobodys_due").value == 2
    put(
        store, "due_cases", kind="complaint", case_id=4, trigger_kind="finished", trigger_on=date(2025, 10, 1),
        last_day=date(2026, 10, 23), due_from=date(2026, 10, 24), held=False, capped=False,
    )  # fmt: skip
    retention = judged(store)["retention"]
    assert (figure(retention, "nobodys_red").value, figure(retention, "nobodys_red").of) == (1, 3)
    assert retention.verdict == Verdict.NOT_KEPT


def test_what_was_granted_and_not_done_for_a_month_breaks_the_promise_to_correct(store: Store) -> None:
    client = make.a_client(store)
    an_answered(store, date(2026, 10, 5), date(2026, 10, 23), right=Right.RECTIFICATION, client_id=client)
    correction = judged(store)["correction"]
    assert correction.verdict == Verdict.ATTENTION
    assert (figure(correction, "answered_unfinished").value, figure(correction, "unfinished_late").value) == (1, 0)
    an_answered(store, date(2026, 10, 5), date(2026, 10, 22), right=Right.COMPLETION, client_id=client)
    number = make.a_request(store, date(2026, 9, 1), right=Right.RECTIFICATION, client_id=client)
    make.identified(store, number)
    answer(store, number, date(2026, 9, 2), Outcome.WITHDRAWN)
    correction = judged(store)["correction"]
    assert (figure(correction, "unfinished_late").value, figure(correction, "unfinished_late").of) == (1, 2)
    assert correction.verdict == Verdict.NOT_KEPT


def test_a_notice_that_was_not_sent_for_a_month_breaks_it_too(store: Store) -> None:
    number = make.a_request(store, date(2026, 9, 1), right=Right.RECTIFICATION)
    request = make.seen(store, number).id
    notice: dict[str, Any] = {"request_id": request, "recipient_id": 1, "categories": ["names"], "change": "erased"}
    put(store, "notices", id=1, **notice, state="open", opened_on=date(2026, 10, 23))
    assert figure(judged(store)["correction"], "notices_late").value == 0
    put(store, "notices", id=2, **notice, state="open", opened_on=date(2026, 10, 22))
    assert figure(judged(store)["correction"], "notices_late").value == 1
    assert judged(store)["correction"].verdict == Verdict.NOT_KEPT


def test_only_complaints_about_privacy_count_for_what_the_statement_says_of_them(store: Store) -> None:
    assert judged(store)["complaints"].had_nothing
    a_complaint(store, date(2026, 9, 1))
    complaints = judged(store)["complaints"]
    assert complaints.verdict == Verdict.KEPT
    assert figure(complaints, "complaints_overdue").value == 1, "told beside it"
    a_complaint(store, date(2026, 9, 1), kind="privacy")
    complaints = judged(store)["complaints"]
    assert complaints.verdict == Verdict.NOT_KEPT
    for code, counted in (("privacy_overdue", (1, 1)), ("privacy_on_time", (0, 1)), ("privacy_acknowledged", (0, 1))):
        found = figure(complaints, code)
        assert (found.value, found.of) == counted, code
        assert found.behind is not None
        assert listed(store, found.behind) == 1, code


def test_refusals_are_told_beside_the_promise_of_access(store: Store) -> None:
    for day, outcome in ((2, Outcome.REFUSED), (3, Outcome.GRANTED), (4, Outcome.WITHDRAWN)):
        number = make.a_request(store, date(2026, 9, day))
        make.identified(store, number)
        answer(store, number, date(2026, 9, 9), outcome)
    refused = figure(judged(store)["access"], "access_refused")
    assert (refused.value, refused.of) == (1, 2)
