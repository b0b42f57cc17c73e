"""A desk on which every text that somebody can have typed would be markup, where a screen forgot that it is text."""

from collections.abc import Iterator, Mapping

from data_layer import consents
from data_layer.carrying_out import correcting, statements
from data_layer.categories import KINDS
from data_layer.complaints import complaint_acts
from data_layer.ids import new_id
from data_layer.promises import checks
from data_layer.rules.access import Act
from data_layer.staff import THE_DESK
from data_layer.store import Store
from data_layer.transactions import Seen
from pages.shared.navigation import CLIENT, COMPLAINT, PROMISES, RECIPIENTS, REQUEST, Screen
from tests import make
from tests.data.permissions import of_cases
from tests.data.permissions.of_clients import NUMBER
from tests.screens import marked_desk

MARK = "Qz"
LINE = (
    f"{MARK} [k](https://elsewhere.example) ![x](https://elsewhere.example/p.png) <b> <img src=x onerror=alert(1)>"
    " **v** :red[r] :material/home: $$x$$ www.elsewhere.example"
)
TEXT = f"{LINE}\n# kop\n\n| a | b |\n|---|---|\n| c | d |\n\n1. een\n> citaat\n{'x' * 200}"
TURNS = 0x202E
"""What turns the words behind it: no text that is kept has it any more, but one of before may."""

LINES: Mapping[str, tuple[str, ...]] = {
    "disclosures": ("reference",),
    "fiscal_identities": ("first_names", "prefix", "surname", "street", "house_number", "city"),
    "recipients": ("name", "legal_name"),
    "request_documents": ("file_name",),
    "requests": ("applicant_name", "person_name", "reply_name"),
    "saved_exports": ("name",),
    "staff": ("name",),
    "breaches": ("authority_reference",),
    "complaints": ("person_name",),
}
TEXTS: Mapping[str, tuple[str, ...]] = {
    "batches": ("rejected_why",),
    "breaches": (
        "what", "why_not_told", "measures", "consequences", "delay_reason", "why_persons_not_told",
    ),
    "complaint_events": ("body",),
    "complaints": ("person_contact",),
    "consents": ("shown_text",),
    "corrections": ("was", "became"),
    "disclosures": ("remark",),
    "holds": ("reason",),
    "identity_checks": ("reason",),
    "notices": ("reason",),
    "objections": ("reasons",),
    "promise_checks": ("remark",),
    "reasons": ("body",),
    "recipients": ("contact",),
    "request_decisions": ("reasons",),
    "request_events": ("body",),
    "requests": ("applicant_contact", "asked", "reply_address"),
    "searched_places": ("found",),
    "statement_versions": ("remark", "why_late"),
    "statements_of_person": ("body",),
}  # fmt: skip


def filled(store: Store) -> None:
    """Something of everything, of which what was typed is replaced in the store itself: no door has looked at it."""
    marked_desk.filled(store)
    _more(store)
    with store.change(THE_DESK, Act.STORE_FILL) as change:
        for table, columns, text in typed_columns():
            sets = ", ".join(f'"{name}" = $text || chr({TURNS})' for name in columns)
            change.execute(f"update {table} set {sets} where {_shown(table)}", text=text)  # noqa: S608 - the schema's names


def _more(store: Store) -> None:
    """What else people write down, beside what the desk of marks has."""
    client_id = make.a_client(store, NUMBER, bsn=None)
    make.a_record(store, "phones", client_id, phone="+31612345678")
    make.a_record(store, "progress_notes", client_id, written_on=make.DAY, body="Een notitie.")
    of_cases.objected(store, client_id)
    of_cases.noticed(store, client_id)
    of_cases.asked(store, client_id)
    of_cases.searched(store, client_id)
    known = of_cases.corrected(store, client_id)
    changed = known["carrying_out.correcting.correct"]
    correcting.correct(store, make.COORDINATOR, event_id=new_id(), **changed)
    stated = of_cases.again(store, changed)["seen"]
    statements.add(store, make.COORDINATOR, stated, event_id=new_id(), category="names", body="Zo niet.")
    consents.give(
        store, make.COORDINATOR, id=new_id(), client_id=client_id, purpose=5, recipient_id=4, about_health=False,
        shown_text="Mag dit?", language="nl", how="paper", given_on=make.TODAY,
    )  # fmt: skip
    complaint = Seen(make.asked(store, "select min(id) from complaints"), 1)
    complaint_acts.note(store, make.COORDINATOR, complaint, event_id=new_id(), on=make.TODAY, body="Gebeld.")
    checks.record_check(
        store,
        make.OFFICER,
        id=new_id(),
        promise="eea",
        seen=None,
        checked_on=make.TODAY,
        is_in_order=True,
        remark="Ja.",
    )
    with store.change(THE_DESK, Act.STORE_FILL) as change:
        change.insert("fiscal_identities", id=new_id(), client_id=client_id, surname="Was", since=make.TODAY)


def _shown(table: str) -> str:
    return f"id <> {make.OFFICER.staff_id}" if table == "staff" else "true"  # who looks stands above every screen


def typed_columns() -> Iterator[tuple[str, tuple[str, ...], str]]:
    """Each table with its columns that people type into, and what stands there."""
    for kind in KINDS.values():
        for form, text in (("text", LINE), ("long", TEXT)):
            columns = tuple(field.column for field in kind.shown if field.kind == form and not field.options)
            if columns:
                yield kind.table, columns, text
    yield from ((table, columns, LINE) for table, columns in LINES.items())
    yield from ((table, columns, TEXT) for table, columns in TEXTS.items())


def addresses(store: Store) -> dict[Screen, list[dict[str, str]]]:
    """Those of the desk of marks, and the records that have what else people write down."""

    def numbers(sql: str) -> list[dict[str, str]]:
        return [{"nummer": str(row["number"])} for row in make.rows(store, sql)]

    tables = (
        "corrections", "identity_checks", "notices", "objections", "request_decisions", "searched_places",
        "statements_of_person",
    )  # fmt: skip
    acted = " union ".join(f"select min(request_id) as id from {table}" for table in tables)  # noqa: S608 - the schema's names
    found = dict(marked_desk.addresses(store))
    found[REQUEST] += numbers(f"select number from requests where id in ({acted})")  # noqa: S608 - said above
    found[COMPLAINT] += numbers(
        "select number from complaints where id in (select complaint_id from complaint_events where body is not null)"
    )
    of_client = {"nummer": NUMBER}
    found[CLIENT] += [{**of_client, "deel": part} for part in ("requests", "disclosures", "consents")]
    found[PROMISES] += [{"belofte": "eea"}]
    found[RECIPIENTS] += [{"ontvanger": row["code"]} for row in make.rows(store, "select code from recipients limit 2")]
    return found
