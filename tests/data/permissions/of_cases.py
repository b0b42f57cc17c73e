"""Arguments with which the functions that act on a request really do their work."""

from datetime import timedelta
from typing import Any

from data_layer.carrying_out import objecting, places, redacting, restrictions
from data_layer.carrying_out.free_texts import FreeText
from data_layer.ids import new_id
from data_layer.requests import case_letters, excess, identifying, request_answers, request_documents, request_events
from data_layer.requests.document_files import Upload
from data_layer.requests.intake import Letter
from data_layer.requests.request_authority import Authority
from data_layer.requests.request_case import Applicant
from data_layer.requests.request_documents import DocumentKind
from data_layer.rules.access import Act
from data_layer.rules.identity_ladder import Method
from data_layer.rules.request_course import Question
from data_layer.store import Store
from data_layer.transactions import Seen
from data_layer.vocabulary import Channel, Outcome, Right
from tests import make
from tests.data.permissions.of_clients import NOTES, Arguments, a_note

TEXT_FILE = Upload("brief.txt", b"Een brief.")


def of_cases(store: Store, client_id: int) -> dict[str, Arguments]:
    """By function, for those that act on a request."""
    access = _case(store, client_id)
    authority = _case(store, client_id, applicant_kind=Applicant.REPRESENTATIVE, applicant_name="Vrager")
    proposed, answered = _case(store, client_id), _case(store, client_id)
    excess.propose(store, make.DEPUTY, proposed["seen"], event_id=new_id(), reasons="Elke dag.")
    outcome: Arguments = {"outcome": Outcome.GRANTED, "answered_on": make.TODAY, "reason": "Gedaan."}
    answered = _identified(store, answered)
    request_answers.answer(store, make.OFFICER, answered["seen"], event_id=new_id(), **outcome)
    return (
        {
            "carrying_out.places.record_search": access | {"searched_on": make.TODAY, "file": TEXT_FILE},
            "carrying_out.places.correct_search": searched(store, client_id),
            "carrying_out.redacting.black_out": {
                "request_id": access["seen"].id,
                "text": _a_text(store, access["seen"].id, client_id),
            },
            "carrying_out.restricting.restrict": _case(store, client_id, Right.RESTRICTION)
            | {"on": make.TODAY, "why": restrictions.Why.CLAIM},
            "carrying_out.objecting.decide": objected(store, make.a_client(store, "8003", bsn=None)),
            "carrying_out.notice_steps.waived": noticed(store, client_id),
            "requests.excess.decline": again(store, proposed),
            "requests.extending.make_notice": _case(store, client_id) | {"dated": make.TODAY},
            "requests.request_answers.finish": again(store, answered) | {"finished_on": make.TODAY},
            "requests.request_applicant.set_right": access
            | {"kind": Applicant.REPRESENTATIVE, "name": "Vrager", "contact": "Straat 1"},
            "requests.request_authority.authorise": authority | {"seen_on": make.TODAY, "file": TEXT_FILE},
            "requests.request_documents.attach": access
            | {"kind": DocumentKind.OTHER, "file_name": TEXT_FILE.name, "content": TEXT_FILE.content},
            "requests.request_events.ask_question": access | {"kind": Question.CLARIFICATION, "asked_on": make.TODAY},
            "requests.request_events.correct_receipt": access | {"received_on": make.TODAY - timedelta(1)},
            "requests.intake.register_letter": {"rights": {Right.ACCESS: new_id()}, "letter": _letter()},
            "requests.letter_sending.sent": _unsent(store, client_id),
            "requests.document_removals.remove": _with_document(store, client_id),
        }
        | corrected(store, client_id)
        | asked(store, client_id)
    )


def _letter() -> Letter:
    return Letter(
        channel=Channel.EMAIL, received_on=make.TODAY, applicant_kind=Applicant.REPRESENTATIVE, applicant_name="Vrager",
        applicant_contact="Straat 1", person_name="Onbekend", asked="Wat weet u?", language="nl",
        file=TEXT_FILE, authority=Authority.ATTACHED, authority_file=TEXT_FILE,
    )  # fmt: skip


def searched(store: Store, client_id: int) -> Arguments:
    """Of a place that was searched for a request."""
    case, row = _case(store, client_id), new_id()
    places.record_search(
        store, make.COORDINATOR, case["seen"], event_id=row, place="paper", searched_on=make.TODAY, found="Niets."
    )
    row = make.asked(store, "select max(id) from searched_places")
    return again(store, case) | {"row": Seen(row, 1), "searched_on": make.TODAY, "file": TEXT_FILE}


def objected(store: Store, client_id: int) -> Arguments:
    """Of an objection that waits for a decision."""
    case, objection = _case(store, client_id, Right.OBJECTION), new_id()
    objecting.object_to(store, make.COORDINATOR, case["seen"], event_id=objection, purposes=(7,))
    return again(store, case) | {"objection_id": objection, "decision": objecting.Decision.REJECTED}


def noticed(store: Store, client_id: int) -> Arguments:
    """Of a recipient who is to be told."""
    case, event_id = _case(store, client_id, Right.ERASURE), new_id()
    with store.change(make.OFFICER, Act.REQUEST_PROGRESS, case["seen"].subject) as change:
        change.insert(
            "notices", id=event_id, request_id=case["seen"].id, recipient_id=1, categories=["names"], state="open",
            opened_on=make.TODAY, change="erased",
        )  # fmt: skip
    return again(store, case) | {"notice_id": event_id}


def corrected(store: Store, client_id: int) -> dict[str, Arguments]:
    """Of a request that something is put right."""
    known = _identified(store, _case(store, client_id, Right.RECTIFICATION))
    return {
        "carrying_out.correcting.correct": known | a_note(store, client_id) | {"typed": {"body": "Anders."}},
        "carrying_out.correcting.add": known | {"kind": NOTES, "typed": make.typed(NOTES)},
        "carrying_out.correcting.remove": known | a_note(store, client_id),
        "carrying_out.statements.add": known | {"category": "names"},
    }


def asked(store: Store, client_id: int) -> dict[str, Arguments]:
    """Of questions that wait for an answer, and of what is asked to know who somebody is."""
    case, question = _case(store, client_id), new_id()
    request_events.ask_question(
        store, make.COORDINATOR, case["seen"], event_id=question, kind=Question.CLARIFICATION, asked_on=make.TODAY,
        body="Welke?",
    )  # fmt: skip
    unknown, check = _case(store, client_id), new_id()
    identifying.ask(
        store, make.COORDINATOR, unknown["seen"], event_id=check, method=Method.DOCUMENT_SHOWN, asked_on=make.TODAY,
        doubt="Andere naam.", reason="Onbekend.",
    )  # fmt: skip
    coded, code = _case(store, client_id), new_id()
    identifying.ask(
        store, make.COORDINATOR, coded["seen"], event_id=code, method=Method.CODE_TO_CONTACT, asked_on=make.TODAY
    )
    checks = make.rows(store, "select id from identity_checks order by id desc limit 2")
    return {
        "requests.request_events.record_answer": again(store, case)
        | {"question_id": question, "answered_on": make.TODAY},
        "requests.request_events.remind": again(store, case) | {"reminded_on": make.TODAY},
        "requests.identifying.ask": _case(store, client_id)
        | {"method": Method.MASKED_COPY, "asked_on": make.TODAY, "reason": "Onbekend.", "doubt": "Andere naam."},
        "requests.identifying.fail": again(store, unknown) | {"check_id": checks[1]["id"], "on": make.TODAY},
        "requests.identifying.establish": again(store, coded) | {"check_id": checks[0]["id"], "on": make.TODAY},
    }


def _unsent(store: Store, client_id: int) -> Arguments:
    case = _case(store, client_id)
    document = new_id()
    case_letters.make(
        store, make.COORDINATOR, case["seen"], event_id=document, kind=DocumentKind.ACKNOWLEDGEMENT, dated=make.TODAY
    )
    return again(store, case) | {"document_id": document, "sent_on": make.TODAY, "file": TEXT_FILE}


def _with_document(store: Store, client_id: int) -> Arguments:
    case, document = _case(store, client_id), new_id()
    request_documents.attach(
        store, make.COORDINATOR, case["seen"], event_id=document, kind=DocumentKind.OTHER, file_name="brief.txt",
        content=b"Een brief.",
    )  # fmt: skip
    return again(store, case) | {"document_id": document}


def _case(store: Store, client_id: int | None, right: Right = Right.ACCESS, **facts: Any) -> Arguments:
    whose: Arguments = {"client_id": client_id} if client_id else {}
    return {"seen": make.seen(store, make.a_request(store, right=right, **whose, **facts))}


def again(store: Store, case: Arguments) -> Arguments:
    """The request as it stands after something was done about it."""
    return {"seen": make.seen(store, _number(store, case))}


def _identified(store: Store, case: Arguments) -> Arguments:
    return {"seen": make.seen(store, make.identified(store, _number(store, case)))}


def _number(store: Store, case: Arguments) -> str:
    return str(make.asked(store, "select number from requests where id = $id", id=case["seen"].id))


def _a_text(store: Store, request_id: int, client_id: int) -> FreeText:
    with store.read(make.OFFICER, Act.REQUEST_LIST) as reader:
        return redacting.texts(reader, request_id, client_id)[0].text
