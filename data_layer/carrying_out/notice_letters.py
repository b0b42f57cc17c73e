"""The letter of a notice to a recipient: made when it is opened, because after an erasure nobody knows the name."""

from collections.abc import Collection, Iterator
from datetime import date
from typing import Any

from data_layer.carrying_out.correction_words import fact_of
from data_layer.categories import CATEGORY, Field
from data_layer.disclosure_trail import recipients_who_got
from data_layer.documents.letters import as_pdf
from data_layer.documents.recipient_notice import RecipientNotice, notice
from data_layer.errors import BadInput
from data_layer.ids import new_id
from data_layer.requests.document_files import CheckedFile
from data_layer.requests.document_removals import drop
from data_layer.requests.request_documents import DocumentKind, keep, made_name
from data_layer.requests.request_history import Current
from data_layer.rules.sentences import Sentence, say
from data_layer.transactions import Change, Reader

_KIND = DocumentKind.RECIPIENT_NOTICE


def make(change: Change, case: Current, notice_id: int, document_id: int | None = None) -> None:
    """Makes the letter of a notice that was not sent, in the place of an earlier one, in the open transaction.

    A name that no font can show is left out: it does not stop what is carried out.
    """
    facts = _facts(change, notice_id)
    about = _about(change, case, facts)
    try:
        body = as_pdf(notice(about, change.today), change.settings, "nl")
    except BadInput:
        body = as_pdf(notice(about.without_names(facts["code"]), change.today), change.settings, "nl")
    if facts["document_id"] is not None:
        drop(change, new_id(), facts["document_id"], on=change.today, code="replaced")
    document_id = document_id or new_id()
    file = CheckedFile(made_name(_KIND, "pdf", whose=facts["code"]), "application/pdf", body)
    keep(change, case, document_id, _KIND, file, on=change.today, language="nl")
    change.execute(
        "update notices set document_id = $document_id where id = $id", document_id=document_id, id=notice_id
    )


def is_named(reader: Reader, client_id: int) -> bool:
    """Whether the name of the client is there still."""
    return bool(reader.value("select 1 from clients where id = $id and search_name <> ''", id=client_id))


def _facts(reader: Reader, notice_id: int) -> dict[str, Any]:
    found: dict[str, Any] | None = reader.one(
        dict,
        """
        select n.recipient_id, n.categories, n.change, n.document_id, r.code, r.legal_name, r.contact,
            q.number, s.name as signed_by
        from notices n join recipients r on r.id = n.recipient_id join requests q on q.id = n.request_id
            left join staff s on s.id = q.handler_id
        where n.id = $id
        """,
        id=notice_id,
    )
    assert found is not None  # noqa: S101 - the same transaction made or read it
    return found


def _about(change: Change, case: Current, facts: dict[str, Any]) -> RecipientNotice:
    assert case.client_id is not None  # noqa: S101 - the notice is about somebody
    client: dict[str, Any] | None = change.one(
        dict,
        """
        select number, nullif(concat_ws(' ', first_names, prefix, surname), '') as name, birth_date
        from clients where id = $id
        """,
        id=case.client_id,
    )
    assert client is not None  # noqa: S101 - as above
    everything = recipients_who_got(change, case.client_id, CATEGORY)
    got = {code for step in everything if step.recipient_id == facts["recipient_id"] for code in step.categories}
    return RecipientNotice(
        facts["number"],
        facts["change"],
        [line for line in (facts["legal_name"], *(facts["contact"] or "").splitlines()) if line.strip()],
        client["number"],
        client["name"] if "names" in got else None,
        client["birth_date"] if "birth" in got else None,
        [CATEGORY[code].label for code in facts["categories"]],
        _deliveries(change, case.client_id, facts["recipient_id"], facts["categories"]),
        tuple(_values(change, case.id, facts["categories"])),
        facts["signed_by"],
    )


def _deliveries(
    reader: Reader, client_id: int, recipient_id: int, categories: Collection[str]
) -> list[tuple[str, date]]:
    found: list[dict[str, Any]] = reader.all(
        dict,
        """
        select d.number, d.happened_on from disclosures d
        where d.recipient_id = $recipient_id and d.direction = 'out' and d.state <> 'annulled'
            and list_has_any(d.categories, $categories::varchar[])
            and d.id in (select disclosure_id from disclosure_clients where client_id = $client_id)
        order by d.happened_on desc, d.id desc
        """,
        recipient_id=recipient_id,
        client_id=client_id,
        categories=list(categories),
    )
    return [(row["number"], row["happened_on"]) for row in found]


def _values(reader: Reader, request_id: int, categories: Collection[str]) -> Iterator[Sentence]:
    """What each corrected field of these categories reads now; of the BSN only that it changed (UAVG 46)."""
    rows: list[dict[str, Any]] = reader.all(
        dict,
        """
        select category, in_table, field, became from corrections
        where request_id = $request_id and list_contains($categories::varchar[], category)
        qualify row_number() over (partition by in_table, record_id, field order by id desc) = 1
        order by id
        """,
        request_id=request_id,
        categories=list(categories),
    )
    for row in rows:
        field = _field(row["category"], row["in_table"], row["field"])
        if field is None:
            continue
        if row["category"] == "bsn":
            yield say("%(field)s: you get the new number from us in another way.", field=field.label)
        elif row["became"] is None:
            yield say("%(field)s: nothing any more.", field=field.label)
        else:
            yield say("%(field)s: %(value)s", field=field.label, value=fact_of(field, row["became"]))


def _field(category: str, table: str, column: str) -> Field | None:
    for kind in CATEGORY[category].kinds:
        for field in kind.fields:
            if (kind.table, field.column) == (table, column):
                return field
    return None
