"""Arguments with which a function really does its work, where those that only come as far as its door do not."""

from datetime import date, timedelta
from typing import Any

from data_layer import disclosing, recipient_changes, statement_versions
from data_layer.breaches import record_breach
from data_layer.carrying_out import objecting, places, redacting, restrictions
from data_layer.carrying_out.free_texts import FreeText
from data_layer.categories import PERSON_KINDS, RECORD_KINDS
from data_layer.complaints import complaint_acts
from data_layer.delivering.weighing import weighed
from data_layer.ids import new_id
from data_layer.importing.receiving import Receipt
from data_layer.log import Reason
from data_layer.merging import opened_pair
from data_layer.recipient_checks import Facts as RecipientFacts
from data_layer.record_lists import the_record
from data_layer.requests import case_letters, excess, identifying, request_answers, request_documents, request_events
from data_layer.requests.document_files import Upload
from data_layer.requests.intake import Letter
from data_layer.requests.request_authority import Authority
from data_layer.requests.request_case import Applicant
from data_layer.requests.request_documents import DocumentKind
from data_layer.rules.access import Act, Role
from data_layer.rules.breaches import Handling
from data_layer.rules.complaints import Verdict
from data_layer.rules.identity_ladder import Method
from data_layer.rules.request_course import Question
from data_layer.staff_changes import Facts as StaffFacts
from data_layer.store import Store
from data_layer.strangers import Stranger
from data_layer.transactions import Seen
from data_layer.vocabulary import Channel, Outcome, Right
from tests import make

Arguments = dict[str, Any]
NUMBER, OTHER = "8001", "8002"
TEXT_FILE = Upload("brief.txt", b"Een brief.")
NOTES = RECORD_KINDS["progress_notes"]


def arguments(store: Store) -> dict[str, Arguments]:
    """By function; what they act on is put into the store first."""
    client_id = make.a_client(store, NUMBER, bsn=None)
    make.a_client(store, OTHER, bsn=None)
    make.a_record(store, "phones", client_id, phone="+31612345678")
    make.a_record(store, "progress_notes", client_id, written_on=make.DAY, body="Zomaar iets staat er al.")
    return _cases(store, client_id) | _registers(store, client_id) | _of_clients(store, client_id)


def _case(store: Store, client_id: int | None, right: Right = Right.ACCESS, **facts: Any) -> Arguments:
    whose: Arguments = {"client_id": client_id} if client_id else {}
    return {"seen": make.seen(store, make.a_request(store, right=right, **whose, **facts))}


def _again(store: Store, case: Arguments) -> Arguments:
    """The request as it stands after something was done about it."""
    return {"seen": make.seen(store, _number(store, case))}


def _identified(store: Store, case: Arguments) -> Arguments:
    return {"seen": make.seen(store, make.identified(store, _number(store, case)))}


def _number(store: Store, case: Arguments) -> str:
    return str(make.asked(store, "select number from requests where id = $id", id=case["seen"].id))


def _a_note(store: Store, client_id: int) -> Arguments:
    note = make.asked(store, "select min(id) from progress_notes where client_id = $id", id=client_id)
    with store.read(make.OFFICER, Act.CLIENT_LIST) as reader:
        return {"kind": NOTES, "known": the_record(reader, NOTES, client_id, note)}


def _a_text(store: Store, request_id: int, client_id: int) -> FreeText:
    with store.read(make.OFFICER, Act.REQUEST_LIST) as reader:
        return redacting.texts(reader, request_id, client_id)[0].text


def _cases(store: Store, client_id: int) -> dict[str, Arguments]:
    access, known = _case(store, client_id), _identified(store, _case(store, client_id, Right.RECTIFICATION))
    authority = _case(store, client_id, applicant_kind=Applicant.REPRESENTATIVE, applicant_name="Vrager")
    proposed, answered = _case(store, client_id), _case(store, client_id)
    excess.propose(store, make.DEPUTY, proposed["seen"], event_id=new_id(), reasons="Elke dag.")
    outcome: Arguments = {"outcome": Outcome.GRANTED, "answered_on": make.TODAY, "reason": "Gedaan."}
    answered = _identified(store, answered)
    request_answers.answer(store, make.OFFICER, answered["seen"], event_id=new_id(), **outcome)
    return {
        "carrying_out.places.record_search": access | {"searched_on": make.TODAY, "file": TEXT_FILE},
        "carrying_out.places.correct_search": _searched(store, client_id),
        "carrying_out.correcting.correct": known | _a_note(store, client_id) | {"typed": {"body": "Anders."}},
        "carrying_out.correcting.add": known | {"kind": NOTES, "typed": make.typed(NOTES)},
        "carrying_out.correcting.remove": known | _a_note(store, client_id),
        "carrying_out.redacting.black_out": {
            "request_id": access["seen"].id,
            "text": _a_text(store, access["seen"].id, client_id),
        },
        "carrying_out.statements.add": known | {"category": "names"},
        "carrying_out.restricting.restrict": _case(store, client_id, Right.RESTRICTION)
        | {"on": make.TODAY, "why": restrictions.Why.CLAIM},
        "carrying_out.objecting.decide": _objected(store, make.a_client(store, "8003", bsn=None)),
        "carrying_out.notice_steps.waived": _noticed(store, client_id),
        "requests.excess.decline": _again(store, proposed),
        "requests.extending.make_notice": _case(store, client_id) | {"dated": make.TODAY},
        "requests.request_answers.finish": _again(store, answered) | {"finished_on": make.TODAY},
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
    } | _asked(store, client_id)


def _letter() -> Letter:
    return Letter(
        channel=Channel.EMAIL, received_on=make.TODAY, applicant_kind=Applicant.REPRESENTATIVE, applicant_name="Vrager",
        applicant_contact="Straat 1", person_name="Onbekend", asked="Wat weet u?", language="nl",
        file=TEXT_FILE, authority=Authority.ATTACHED, authority_file=TEXT_FILE,
    )  # fmt: skip


def _searched(store: Store, client_id: int) -> Arguments:
    case, row = _case(store, client_id), new_id()
    places.record_search(
        store, make.COORDINATOR, case["seen"], event_id=row, place="paper", searched_on=make.TODAY, found="Niets."
    )
    row = make.asked(store, "select max(id) from searched_places")
    return _again(store, case) | {"row": Seen(row, 1), "searched_on": make.TODAY, "file": TEXT_FILE}


def _objected(store: Store, client_id: int) -> Arguments:
    case, objection = _case(store, client_id, Right.OBJECTION), new_id()
    objecting.object_to(store, make.COORDINATOR, case["seen"], event_id=objection, purposes=(7,))
    return _again(store, case) | {"objection_id": objection, "decision": objecting.Decision.REJECTED}


def _noticed(store: Store, client_id: int) -> Arguments:
    case, event_id = _case(store, client_id, Right.ERASURE), new_id()
    with store.change(make.OFFICER, Act.REQUEST_PROGRESS, case["seen"].subject) as change:
        change.insert(
            "notices", id=event_id, request_id=case["seen"].id, recipient_id=1, categories=["names"], state="open",
            opened_on=make.TODAY, change="erased",
        )  # fmt: skip
    return _again(store, case) | {"notice_id": event_id}


def _asked(store: Store, client_id: int) -> dict[str, Arguments]:
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
        "requests.request_events.record_answer": _again(store, case)
        | {"question_id": question, "answered_on": make.TODAY},
        "requests.request_events.remind": _again(store, case) | {"reminded_on": make.TODAY},
        "requests.identifying.ask": _case(store, client_id)
        | {"method": Method.MASKED_COPY, "asked_on": make.TODAY, "reason": "Onbekend.", "doubt": "Andere naam."},
        "requests.identifying.fail": _again(store, unknown) | {"check_id": checks[1]["id"], "on": make.TODAY},
        "requests.identifying.establish": _again(store, coded) | {"check_id": checks[0]["id"], "on": make.TODAY},
    }


def _unsent(store: Store, client_id: int) -> Arguments:
    case = _case(store, client_id)
    document = new_id()
    case_letters.make(
        store, make.COORDINATOR, case["seen"], event_id=document, kind=DocumentKind.ACKNOWLEDGEMENT, dated=make.TODAY
    )
    return _again(store, case) | {"document_id": document, "sent_on": make.TODAY, "file": TEXT_FILE}


def _with_document(store: Store, client_id: int) -> Arguments:
    case, document = _case(store, client_id), new_id()
    request_documents.attach(
        store, make.COORDINATOR, case["seen"], event_id=document, kind=DocumentKind.OTHER, file_name="brief.txt",
        content=b"Een brief.",
    )  # fmt: skip
    return _again(store, case) | {"document_id": document}


def _complaint(store: Store, client_id: int | None) -> Arguments:
    complaint_id = new_id()
    whose: Arguments = {"client_id": client_id} if client_id else {"person_name": "Onbekend"}
    complaint_acts.register(
        store, make.COORDINATOR, id=complaint_id, kind="service", channel=Channel.EMAIL, received_on=make.TODAY,
        complaint="Te laat.", **whose,
    )  # fmt: skip
    return {"seen": Seen(complaint_id, 1)}


def _registers(store: Store, client_id: int) -> dict[str, Arguments]:
    breach_id, entry = new_id(), new_id()
    record_breach(store, make.OFFICER, id=breach_id, aware_at=make.NOW, what="Een lijst lag open.")
    disclosed: Arguments = {
        "id": new_id(), "direction": "out", "happened_on": date(2026, 3, 3), "client_numbers": [NUMBER],
        "categories": ["phone"], "ground": "contract", "channel": "email", "purpose": 6,
        "stranger": Stranger("Vreemde", "NL"),
    }  # fmt: skip
    disclosing.record(store, make.COORDINATOR, **disclosed | {"id": entry})
    received = new_id()
    disclosing.record(
        store, make.COORDINATOR, **disclosed | {"id": received, "direction": "in", "stranger": None, "recipient_id": 3}
    )
    stranger = make.asked(store, "select max(id) from recipients where is_stranger")
    one = RecipientFacts("Gemeente", "Gemeente X", "NL", "independent", "Straat 1", (6,), ("phone",))
    own = new_id()
    recipient_changes.add(store, make.OFFICER, id=own, facts=one)
    made = make.a_delivery(store, client_numbers=[NUMBER])
    with store.read(make.OFFICER, Act.STATEMENT_VIEW) as reader:
        known = statement_versions.versions(reader)
    open_complaint = _complaint(store, client_id)
    return {
        "breaches.change_breach": {"seen": Seen(breach_id, 1), "handling": Handling(make.NOW, "Een lijst lag open.")},
        "complaints.complaint_acts.register": {
            "kind": "service",
            "complaint": "Te laat.",
            "person_name": "Onbekend",
            "client_id": None,
        },
        "complaints.complaint_acts.link_client": _complaint(store, None) | {"client_id": client_id},
        "complaints.complaint_acts.answer": open_complaint | {"verdict": Verdict.FOUNDED, "on": make.TODAY},
        "complaints.complaint_acts.close": open_complaint | {"verdict": Verdict.WITHDRAWN, "on": make.TODAY},
        "complaints.complaint_acts.correct_receipt": open_complaint | {"received_on": make.TODAY - timedelta(1)},
        "delivering.preparing.prepare": _delivery(store),
        "disclosing.record": disclosed | {"id": new_id()},
        "disclosure_course.mark_sent": {
            "disclosure_id": _id_of(store, made.number),
            "version": 1,
            "sent_on": make.TODAY,
            "channel": "email",
        },
        "disclosure_course.tell_source": {"disclosure_id": received, "version": 1, "told_on": make.TODAY},
        "disclosure_course.exempt_source": {"disclosure_id": received, "version": 1},
        "promises.checks.record_check": {
            "promise": "eea",
            "seen": _newest_look(store),
            "checked_on": make.TODAY,
            "is_in_order": True,
        },
        "recipient_changes.add": {
            "facts": RecipientFacts("Accountant", "Accountant", "NL", "independent", "Straat 1", (6,), ("phone",))
        },
        "recipient_changes.change_facts": {"recipient_id": own, "version": 1, "facts": one},
        "staff_changes.add": {"facts": StaffFacts("Nieuw", "nieuw@example.test", (Role.COORDINATOR,))},
        "staff_changes.change_facts": {
            "staff_id": make.COORDINATOR.staff_id,
            "version": 1,
            "facts": StaffFacts("Anders", "anders@example.test", (Role.COORDINATOR,)),
        },
        "statement_versions.publish": {
            "seen": [one.id for one in known],
            "dated": make.TODAY,
            "body": known[0].body.replace("schriftelijk verzoek", "verzoek"),
            "remark": "Niet op papier.",
        },
        "strangers.correct": {"stranger_id": stranger, "version": 1, "corrected": Stranger("Anders", "BE")},
    }


def _id_of(store: Store, number: str) -> int:
    return int(make.asked(store, "select id from disclosures where number = $number", number=number))


def _newest_look(store: Store) -> int | None:
    look: int | None = make.asked(store, "select max(id) from promise_checks where promise = 'eea'")
    return look


def _delivery(store: Store) -> Arguments:
    delivery = make.the_delivery(client_numbers=[NUMBER])
    with store.read(make.COORDINATOR, Act.DISCLOSURE_DELIVER) as reader:
        return {"delivery": delivery, "seen": weighed(reader, make.COORDINATOR, delivery).digest}


def _of_clients(store: Store, client_id: int) -> dict[str, Arguments]:
    pair = opened_pair(store, make.OFFICER, NUMBER, OTHER, sitting="test")
    note = _a_note(store, client_id)
    hold = make.a_hold(store, client_id, owner_id=make.COORDINATOR.staff_id, review_on=make.TODAY + timedelta(30))
    return {
        "consents.give": {
            "client_id": client_id,
            "purpose": 5,
            "recipient_id": 4,
            "about_health": False,
            "language": "nl",
            "how": "paper",
            "given_on": make.TODAY,
        },
        "holding.set_hold": {
            "numbers": [NUMBER],
            "kind": "dispute",
            "categories": ["names"],
            "owner_id": make.COORDINATOR.staff_id,
            "since": make.TODAY,
            "review_on": make.TODAY + timedelta(30),
        },
        "holding.review": {"seen": Seen(hold, 1), "review_on": make.TODAY + timedelta(60)},
        "holding.lift": {"seen": Seen(hold, 1), "lifted_on": make.TODAY},
        "merging.merge": {"kept": pair.kept, "merged": pair.merged, "taken": (), "reason": Reason("registered_twice")},
        "importing.running.preview": {"receipt": Receipt(3, make.TODAY, "email", "contract", 6)},
        "merging.opened_pair": {"number": NUMBER, "other": OTHER},
        "records.add": {"kind": NOTES, "typed": make.typed(NOTES), "source": "client", "client_id": client_id},
        "records.correct": {
            "kind": NOTES,
            "seen": note["known"],
            "client_id": client_id,
            "source": "client",
            "typed": {"body": "Anders."},
            "reason": Reason("mistake"),
        },
        "records.remove": {"kind": NOTES, "seen": note["known"], "client_id": client_id, "reason": Reason("mistake")},
        "registering.register": {"number": "8009", "typed": _a_person(), "source": "client"},
    }


def _a_person() -> Arguments:
    typed = {name: value for kind in PERSON_KINDS.values() for name, value in make.filled(kind).items()}
    return typed | {"registered_on": make.TODAY, "bsn": None}
