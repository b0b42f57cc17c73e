"""A restriction stands from the request that asks it until the person was told that it ends (art. 18)."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from data_layer import disclosing, verifying
from data_layer.carrying_out import notice_steps, notices, objecting, restricting, restrictions
from data_layer.carrying_out.notices import Notice, NoticeState
from data_layer.carrying_out.objecting import Decision
from data_layer.carrying_out.restrictions import Why
from data_layer.errors import BadInput, ChangedMeanwhile, NotAllowed
from data_layer.ids import new_id
from data_layer.requests import case_letters, letter_sending, request_answers, request_documents, request_events
from data_layer.requests.document_files import CheckedFile, Upload
from data_layer.requests.request_documents import DocumentKind
from data_layer.requests.request_history import current
from data_layer.rules.access import Act
from data_layer.store import Store
from data_layer.vocabulary import Outcome, Right
from data_layer.wording import put
from tests import make

RECEIVED, SINCE = date(2026, 11, 2), date(2026, 11, 10)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory, new_store_file: Path) -> Iterator[Store]:
    yield from make.a_lasting_store(tmp_path_factory.mktemp("restricting") / "desk.duckdb", new_store_file)


_next = iter(range(3001, 4000))


def a_case(store: Store, right: Right = Right.RESTRICTION, client_id: int | None = None) -> tuple[str, int]:
    """A request of a client, a new one unless told otherwise: its number and the client's id."""
    client_id = client_id or make.a_client(store, str(next(_next)))
    return make.a_request(store, RECEIVED, right=right, client_id=client_id), client_id


def restrict(store: Store, number: str, **facts: Any) -> None:
    facts = {"event_id": new_id(), "on": SINCE, "why": Why.ACCURACY, **facts}
    actor = facts.pop("actor", make.COORDINATOR)
    restricting.restrict(store, actor, facts.pop("seen", make.seen(store, number)), **facts)


def lift(store: Store, number: str, **facts: Any) -> None:
    facts = {"event_id": new_id(), "on": make.TODAY, **facts}
    actor = facts.pop("actor", make.OFFICER)
    restricting.lift(store, actor, facts.pop("seen", make.seen(store, number)), **facts)


def tell(store: Store, number: str, on: date = make.TODAY, lifts_on: date | None = None) -> None:
    """The letter that says that the restriction ends, made and sent on that day."""
    seen, document_id = make.seen(store, number), new_id()
    with store.change(make.OFFICER, Act.REQUEST_DOCUMENT, seen.subject) as change:
        case = current(change, seen, document_id)
        assert case is not None
        file = CheckedFile("brief.pdf", "application/pdf", b"%PDF-1.7")
        request_documents.keep(change, case, document_id, DocumentKind.LIFT_NOTICE, file, on=on, lifts_on=lifts_on)
        request_documents.mark_sent(change, case, new_id(), document_id, on)


def stands(store: Store, client_id: int) -> tuple[date | None, str | None]:
    """Since when the client is restricted, and the number of the request that did it."""
    (row,) = make.rows(
        store,
        """
        select c.restricted_since, r.number from clients c left join requests r on r.id = c.restricted_by_request
        where c.id = $id
        """,
        id=client_id,
    )
    return row["restricted_since"], row["number"]


def delivered(store: Store, client_id: int, recipient_id: int, *categories: str) -> None:
    client = make.asked(store, "select number from clients where id = $id", id=client_id)
    disclosing.record(
        store, make.COORDINATOR, id=new_id(), direction="out", happened_on=date(2026, 3, 3), client_numbers=[client],
        categories=categories, ground="contract", channel="email", recipient_id=recipient_id, purpose=9,
    )  # fmt: skip


def notices_of(store: Store, number: str) -> list[Notice]:
    with store.read(make.COORDINATOR, Act.REQUEST_LIST) as reader:
        return notices.of_case(reader, make.seen(store, number).id)


def kinds(store: Store) -> list[str]:
    """What the ledger has, from the start."""
    lines = store.ledger.lines()
    return [] if lines is None else [line.kind for line in lines.all]


def told(store: Store, number: str) -> list[str]:
    with store.read(make.COORDINATOR, Act.REQUEST_LIST) as reader:
        return [put(said, "en") for said in restrictions.told(reader, make.seen(store, number).id)]


def test_a_restriction_is_set_once_holds_everything_and_tells_those_who_got_the_data(desk: Store) -> None:
    number, client_id = a_case(desk)
    delivered(desk, client_id, 1, "names", "phone")
    make.identified(desk, number)
    seen, once = make.seen(desk, number), new_id()
    with pytest.raises(NotAllowed):
        restrict(desk, number, actor=make.MANAGER)
    for wrong, field in (
        ({"why": None}, "why"), ({"on": date(2026, 11, 24)}, "on"), ({"on": date(2026, 11, 1)}, "on"),
    ):  # fmt: skip
        with pytest.raises(BadInput) as refused:
            restrict(desk, number, **wrong)
        assert refused.value.field == field
    restrict(desk, number, seen=seen, event_id=once, body="De les van maart klopt niet.")
    restrict(desk, number, seen=seen, event_id=once)  # a double click
    with pytest.raises(ChangedMeanwhile):
        restrict(desk, number, seen=seen)
    with pytest.raises(BadInput, match="already"):
        restrict(desk, number)
    assert stands(desk, client_id) == (SINCE, number)
    (hold,) = make.rows(
        desk, "select since, until from holds where kind = 'restriction' and client_id = $c", c=client_id
    )
    assert hold == {"since": SINCE, "until": None}
    (notice,) = notices_of(desk, number)
    assert (notice.categories, notice.change) == (("names", "phone"), "restricted")
    assert told(desk, number)[0] == "We restricted your data on 10 November 2026."
    assert "This lasts until we have checked whether the data are right." in told(desk, number)
    assert kinds(desk)[-2:] == ["restricted", "kept"]
    assert verifying.findings(desk, make.OFFICER) == []


def test_it_is_lifted_by_the_officer_only_after_the_person_was_told(desk: Store) -> None:
    number, client_id = a_case(desk)
    with pytest.raises(BadInput, match="nothing to lift"):
        lift(desk, number)
    restrict(desk, number)
    with pytest.raises(NotAllowed):
        lift(desk, number, actor=make.COORDINATOR)
    with pytest.raises(BadInput, match="not told yet"):
        lift(desk, number)
    tell(desk, number, date(2026, 11, 20))
    for wrong in (date(2026, 11, 19), date(2026, 11, 9), date(2026, 11, 24)):
        with pytest.raises(BadInput) as refused:
            lift(desk, number, on=wrong)
        assert refused.value.field == "on"
    seen, once = make.seen(desk, number), new_id()
    lift(desk, number, seen=seen, event_id=once)
    lift(desk, number, seen=seen, event_id=once)  # a double click
    with pytest.raises(ChangedMeanwhile):
        lift(desk, number, seen=seen)
    assert stands(desk, client_id) == (None, None)
    assert told(desk, number) == ["Your data were restricted from 10 November 2026 to 23 November 2026."]
    assert kinds(desk)[-2:] == ["restriction_lifted", "kept"]
    assert make.asked(desk, "select until from holds where kind = 'restriction' and client_id = $c", c=client_id)
    restrict(desk, number, on=make.TODAY)
    with pytest.raises(BadInput, match="not told yet"):  # that letter was about the one before
        lift(desk, number)
    assert verifying.findings(desk, make.OFFICER) == []


def test_it_is_not_lifted_before_the_day_that_the_person_was_told_nor_before_the_objection_is_decided(
    desk: Store,
) -> None:
    number, client_id = a_case(desk, Right.OBJECTION)
    make.identified(desk, number)
    objection = new_id()
    objecting.object_to(desk, make.COORDINATOR, make.seen(desk, number), event_id=objection, purposes=(7,))
    tell(desk, number, lifts_on=date(2026, 12, 21))
    with pytest.raises(BadInput, match="cannot end before") as refused:
        lift(desk, number)
    assert refused.value.field == "on"
    tell(desk, number, lifts_on=make.TODAY)
    with pytest.raises(BadInput, match="not decided yet"):
        lift(desk, number)
    objecting.decide(
        desk, make.OFFICER, make.seen(desk, number), event_id=new_id(), objection_id=objection,
        decision=Decision.REJECTED, reasons="Er loopt een geschil.",
    )  # fmt: skip
    lift(desk, number)
    assert stands(desk, client_id) == (None, None)


def test_the_letter_that_is_made_here_keeps_its_day_also_when_an_edited_one_was_sent(desk: Store) -> None:
    number, _ = a_case(desk)
    restrict(desk, number)
    letter = new_id()
    case_letters.make(
        desk, make.COORDINATOR, make.seen(desk, number), event_id=letter, kind=DocumentKind.LIFT_NOTICE,
        dated=make.TODAY, words="De zaak is klaar.", lifts_on=date(2026, 12, 21),
    )  # fmt: skip
    letter_sending.sent(
        desk, make.COORDINATOR, make.seen(desk, number), event_id=new_id(), document_id=letter, sent_on=make.TODAY,
        file=Upload("brief.pdf", b"%PDF-1.7"),
    )  # fmt: skip
    with pytest.raises(BadInput, match="cannot end before"):
        lift(desk, number)


def test_two_requests_that_restrict_keep_the_data_restricted_until_both_are_lifted(desk: Store) -> None:
    first, client_id = a_case(desk)
    second, _ = a_case(desk, Right.OBJECTION, client_id)
    restrict(desk, first)
    restrict(desk, second, on=date(2026, 11, 12), why=Why.OBJECTION)
    assert stands(desk, client_id) == (SINCE, first)
    with desk.read(make.COORDINATOR, Act.REQUEST_LIST) as reader:
        found = restrictions.of_case(reader, make.seen(desk, second).id)
    assert found is not None
    assert (found.since, found.on, found.others) == (SINCE, date(2026, 11, 12), (first,))
    tell(desk, first)
    lift(desk, first)
    assert stands(desk, client_id) == (SINCE, second)
    tell(desk, second)
    lift(desk, second)
    assert stands(desk, client_id) == (None, None)


def test_who_got_the_data_is_told_again_of_a_restriction_that_was_set_again_but_never_twice_of_one(
    desk: Store,
) -> None:
    first, client_id = a_case(desk)
    second, _ = a_case(desk, Right.OBJECTION, client_id)
    delivered(desk, client_id, 1, "names", "phone")
    for number in (first, second):
        make.identified(desk, number)
    restrict(desk, first)
    (notice,) = notices_of(desk, first)
    notice_steps.sent(
        desk, make.COORDINATOR, make.seen(desk, first), event_id=new_id(), notice_id=notice.id, sent_on=make.TODAY
    )
    restrict(desk, second)
    assert notices_of(desk, second) == []
    for number in (first, second):
        tell(desk, number)
        lift(desk, number)
    restrict(desk, first, on=make.TODAY)
    again = notices_of(desk, first)[1]
    assert (again.change, again.categories, again.state) == ("restricted", ("names", "phone"), NoticeState.OPEN)
    tell(desk, first)
    lift(desk, first)
    restrict(desk, first, on=make.TODAY)
    assert len(notices_of(desk, first)) == 2, "the letter that was not sent yet says it"
    assert verifying.findings(desk, make.OFFICER) == []


def test_nobody_is_told_before_it_is_certain_who_asks_and_then_before_the_answer_is_written(desk: Store) -> None:
    number, client_id = a_case(desk)
    delivered(desk, client_id, 1, "names", "phone")
    restrict(desk, number)
    assert stands(desk, client_id) == (SINCE, number)
    assert notices_of(desk, number) == []
    make.identified(desk, number)
    request_answers.answer(
        desk, make.OFFICER, make.seen(desk, number), event_id=new_id(), outcome=Outcome.GRANTED, answered_on=make.TODAY
    )
    (notice,) = notices_of(desk, number)
    assert (notice.change, notice.categories) == ("restricted", ("names", "phone"))
    written, of_another = a_case(desk)
    delivered(desk, of_another, 1, "names")
    restrict(desk, written)
    make.identified(desk, written)
    case_letters.make(
        desk, make.OFFICER, make.seen(desk, written), event_id=new_id(), kind=DocumentKind.DECISION,
        dated=make.TODAY, outcome=Outcome.GRANTED,
    )  # fmt: skip
    assert len(notices_of(desk, written)) == 1
    withdrawn, of_third = a_case(desk)
    delivered(desk, of_third, 1, "names")
    restrict(desk, withdrawn)
    request_answers.answer(
        desk, make.OFFICER, make.seen(desk, withdrawn), event_id=new_id(), outcome=Outcome.WITHDRAWN,
        answered_on=make.TODAY, reason="Gebeld door de cliënt.",
    )  # fmt: skip
    assert notices_of(desk, withdrawn) == []


def test_a_request_for_something_else_or_of_nobody_known_restricts_nothing(desk: Store) -> None:
    number, client_id = a_case(desk, Right.ACCESS)
    with pytest.raises(BadInput, match="restricts no data"):
        restrict(desk, number)
    unknown = make.a_request(desk, RECEIVED, right=Right.RESTRICTION)
    with pytest.raises(BadInput, match="not known which client"):
        restrict(desk, unknown)
    with pytest.raises(BadInput, match="nothing to lift"):
        lift(desk, unknown)
    assert stands(desk, client_id) == (None, None)


def test_a_request_that_restricts_is_not_turned_to_another_client_and_one_that_was_refused_restricts_nothing(
    desk: Store,
) -> None:
    number, client_id = a_case(desk)
    restrict(desk, number)
    other = make.a_client(desk, str(next(_next)))
    with pytest.raises(BadInput, match="the data were restricted") as refused:
        request_events.link_client(desk, make.COORDINATOR, make.seen(desk, number), event_id=new_id(), client_id=other)
    assert refused.value.field == "client_id"
    assert stands(desk, client_id) == (SINCE, number)
    refusal, _ = a_case(desk)
    request_answers.answer(
        desk, make.OFFICER, make.seen(desk, refusal), event_id=new_id(), outcome=Outcome.WITHDRAWN,
        answered_on=make.TODAY, reason="Gebeld door de cliënt.",
    )  # fmt: skip
    with pytest.raises(BadInput, match="not granted"):
        restrict(desk, refusal)


def test_what_a_restored_backup_knows_without_its_event_can_be_lifted_too(desk: Store) -> None:
    number, client_id = a_case(desk)
    with desk.change(make.OFFICER, Act.RESTRICTION_SET, make.subject(client_id)) as change:
        change.execute(
            """
            update clients set restricted_since = $day,
                restricted_by_request = (select id from requests where number = $number)
            where id = $id
            """,
            day=SINCE, number=number, id=client_id,
        )  # fmt: skip
    with pytest.raises(BadInput, match="already"):
        restrict(desk, number)
    tell(desk, number)
    lift(desk, number)
    assert stands(desk, client_id) == (None, None)
