"""An extension: the letter that says why is made first, and the days move when it was sent within the month."""

import io
from datetime import date
from typing import Any

import pypdf
import pytest

from data_layer.errors import BadInput, ChangedMeanwhile, NotAllowed
from data_layer.ids import new_id
from data_layer.requests import document_removals, extending
from data_layer.rules.request_course import ExtensionReason
from data_layer.staff import Actor
from data_layer.store import Store
from data_layer.verifying import findings
from data_layer.vocabulary import Right
from tests import make
from tests.data.test_register_request import case_of
from tests.data.test_request_events import answer, ask, correct, reply

RECEIVED = date(2026, 11, 2)
WHY = "Wij zoeken nog in het *papieren* archief van 2019."


def make_notice(store: Store, number: str, actor: Actor = make.COORDINATOR, **facts: Any) -> int:
    usual: dict[str, Any] = {
        "seen": make.seen(store, number), "event_id": new_id(), "reason": ExtensionReason.NUMBER, "why": WHY,
        "dated": make.TODAY,
    }  # fmt: skip
    facts = usual | facts
    extending.make_notice(store, actor, **facts)
    return int(facts["event_id"])


def extend(
    store: Store, number: str, sent_on: date = make.TODAY, actor: Actor = make.COORDINATOR, **facts: Any
) -> None:
    usual: dict[str, Any] = {"seen": make.seen(store, number), "event_id": new_id()}
    extending.extend(store, actor, sent_on=sent_on, **usual | facts)


def documents(store: Store) -> list[dict[str, Any]]:
    return make.rows(store, "select id, kind, sent_on, language, content, digest from request_documents order by id")


def test_the_notice_says_in_plain_words_why_and_until_when(store: Store) -> None:
    client_id = make.a_client(store)
    number = make.a_request(store, RECEIVED, client_id=client_id, handler_id=make.COORDINATOR.staff_id)
    make_notice(store, number)
    (document,) = documents(store)
    read = pypdf.PdfReader(io.BytesIO(document["content"]))
    text = " ".join(read.pages[0].extract_text().split())
    for words in (
        "Amina Testpersoon", number, "Op 2 november 2026", "inzage",
        "Wij hebben veel verzoeken van u ontvangen.", WHY,
        "uiterlijk op 2 februari 2027", "Autoriteit Persoonsgegevens", "Cor Coördinator", "23 november 2026",
        "6542 JP Nijmegen",
    ):  # fmt: skip
        assert words in text, words
    assert len(read.pages) == 1
    root: Any = read.root_object
    assert (root["/Lang"], bool(root["/MarkInfo"]["/Marked"])) == ("nl", True)


def test_a_notice_moves_no_day_until_it_was_sent_and_then_once(store: Store) -> None:
    number = make.a_request(store, RECEIVED)
    with pytest.raises(BadInput, match="not made yet"):
        extend(store, number)
    first = make_notice(store, number)
    again = make_notice(store, number, reason=ExtensionReason.COMPLEXITY, language="en")
    assert make.rows(store, "select about, reason_code from request_events where kind = 'document_removed'") == [
        {"about": first, "reason_code": "replaced"}
    ]
    case = case_of(store, number)
    assert (case.extended, case.unsent_notice) == (False, make.TODAY)
    assert [(d["id"], d["language"], d["sent_on"]) for d in documents(store)] == [(again, "en", None)]
    extend(store, number)
    case = case_of(store, number)
    assert (case.extended, case.safe_last_day, case.unsent_notice) == (True, date(2027, 2, 2), None)
    assert [d["sent_on"] for d in documents(store)] == [make.TODAY]
    with pytest.raises(NotAllowed):  # it proves what the person was told
        document_removals.remove(
            store, make.COORDINATOR, make.seen(store, number), event_id=new_id(), document_id=again, why="Weg ermee."
        )
    assert make.rows(store, "select about, reason_code, body from request_events where kind = 'extended'") == [
        {"about": again, "reason_code": "complexity", "body": WHY}
    ]
    assert findings(store, make.OFFICER) == []
    for once_more in (make_notice, extend):
        with pytest.raises(BadInput, match="once"):
            once_more(store, number)


def test_after_the_first_month_no_notice_can_be_made_and_none_counts(store: Store) -> None:
    late = make.a_request(store, date(2026, 10, 22))
    with pytest.raises(BadInput, match="no longer possible"):
        make_notice(store, late)
    with pytest.raises(BadInput, match="dated earlier"):
        make_notice(store, late, dated=date(2026, 11, 20))
    number = make.a_request(store, RECEIVED)
    with pytest.raises(BadInput, match="no longer possible"):
        make_notice(store, number, dated=date(2026, 12, 3))
    make_notice(store, number, dated=date(2026, 12, 2))
    with pytest.raises(BadInput, match="future"):
        extend(store, number, date(2026, 12, 2))
    assert not case_of(store, number).extended


def test_a_letter_that_left_in_time_counts_though_it_is_recorded_later(store: Store) -> None:
    number = make.a_request(store, date(2026, 10, 22))
    with make.on_day(store, date(2026, 11, 19)):
        make_notice(store, number, dated=date(2026, 11, 19))
    for sent_on, words in ((date(2026, 11, 18), "was made on"), (make.TODAY, "no longer possible")):
        with pytest.raises(BadInput, match=words) as refused:
            extend(store, number, sent_on)
        assert refused.value.field == "sent_on"
    extend(store, number, date(2026, 11, 20))
    assert case_of(store, number).safe_last_day == date(2027, 1, 22)


def test_a_letter_whose_days_are_not_right_any_more_is_made_anew(store: Store) -> None:
    number = make.a_request(store, RECEIVED)
    question = ask(store, number, date(2026, 11, 10))
    for is_corrected in (True, False):
        make_notice(store, number)
        if is_corrected:
            correct(store, number, date(2026, 10, 30))
        else:
            reply(store, number, question, make.TODAY)
        with pytest.raises(BadInput, match="Make the letter anew") as refused:
            extend(store, number)
        assert refused.value.field == "sent_on"
    make_notice(store, number)
    extend(store, number)
    assert case_of(store, number).safe_last_day == date(2027, 2, 12)


def test_an_answer_that_came_after_the_letter_left_does_not_spoil_it(store: Store) -> None:
    number = make.a_request(store, RECEIVED)
    question = ask(store, number, date(2026, 11, 10))
    with make.on_day(store, date(2026, 11, 16)):
        make_notice(store, number, dated=date(2026, 11, 16))
    reply(store, number, question, date(2026, 11, 20))
    extend(store, number, date(2026, 11, 17))
    assert case_of(store, number).safe_last_day == date(2027, 2, 12)


@pytest.mark.parametrize(
    ("facts", "field"),
    [({"why": " "}, "why"), ({"dated": date(2026, 11, 1)}, "dated"), ({"dated": date(2026, 11, 22)}, "dated")],
)
def test_a_notice_without_its_reason_or_antedated_is_refused(store: Store, facts: dict[str, Any], field: str) -> None:
    number = make.a_request(store, RECEIVED)
    with pytest.raises(BadInput, match=r"nothing was saved|Nothing was saved") as refused:
        make_notice(store, number, **facts)
    assert refused.value.field == field
    assert not documents(store)


def test_a_withdrawal_and_an_answered_request_are_not_extended(store: Store) -> None:
    withdrawal = make.a_request(store, RECEIVED, right=Right.CONSENT_WITHDRAWAL, client_id=make.a_client(store))
    with pytest.raises(BadInput, match="carried out at once"):
        make_notice(store, withdrawal)
    answered = make.a_request(store, RECEIVED)
    answer(store, answered, make.TODAY)
    with pytest.raises(BadInput, match="answered on"):
        make_notice(store, answered)


def test_roles_double_clicks_and_somebody_else_s_change(store: Store) -> None:
    number = make.a_request(store, RECEIVED)
    for act in (make_notice, extend):
        with pytest.raises(NotAllowed):
            act(store, number, actor=make.MANAGER)
    early, event_id = make.seen(store, number), new_id()
    for _ in range(2):
        make_notice(store, number, seen=early, event_id=event_id)
    assert len(documents(store)) == 1
    with pytest.raises(ChangedMeanwhile):
        make_notice(store, number, seen=early)
    now, event_id = make.seen(store, number), new_id()
    for _ in range(2):
        extend(store, number, seen=now, event_id=event_id)
    with pytest.raises(ChangedMeanwhile):
        extend(store, number, seen=now)
