"""Arguments with which the functions of complaints and of the registers really do their work."""

from datetime import date, timedelta

from data_layer import disclosing, recipient_changes, statement_versions
from data_layer.breaches import record_breach
from data_layer.complaints import complaint_acts
from data_layer.delivering.weighing import weighed
from data_layer.ids import new_id
from data_layer.recipient_checks import Facts as RecipientFacts
from data_layer.rules.access import Act, Role
from data_layer.rules.breaches import Handling
from data_layer.rules.complaints import Verdict
from data_layer.staff_changes import Facts as StaffFacts
from data_layer.store import Store
from data_layer.strangers import Stranger
from data_layer.transactions import Seen
from data_layer.vocabulary import Channel
from tests import make
from tests.data.permissions.of_clients import NUMBER, Arguments


def of_registers(store: Store, client_id: int) -> dict[str, Arguments]:
    """By function, for those that act on a complaint or on a register."""
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


def _complaint(store: Store, client_id: int | None) -> Arguments:
    complaint_id = new_id()
    whose: Arguments = {"client_id": client_id} if client_id else {"person_name": "Onbekend"}
    complaint_acts.register(
        store, make.COORDINATOR, id=complaint_id, kind="service", channel=Channel.EMAIL, received_on=make.TODAY,
        complaint="Te laat.", **whose,
    )  # fmt: skip
    return {"seen": Seen(complaint_id, 1)}


def _id_of(store: Store, number: str) -> int:
    return int(make.asked(store, "select id from disclosures where number = $number", number=number))


def _newest_look(store: Store) -> int | None:
    look: int | None = make.asked(store, "select max(id) from promise_checks where promise = 'eea'")
    return look


def _delivery(store: Store) -> Arguments:
    delivery = make.the_delivery(client_numbers=[NUMBER])
    with store.read(make.COORDINATOR, Act.DISCLOSURE_DELIVER) as reader:
        return {"delivery": delivery, "seen": weighed(reader, make.COORDINATOR, delivery).digest}
