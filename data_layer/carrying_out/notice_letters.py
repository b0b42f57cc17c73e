"""The letter of a notice to a recipient: made when it is opened, because after an erasure nobody knows the name."""

from collections.abc import Collection
from datetime import date
from typing import Any

from data_layer.carrying_out.notice_recipients import person_of, reach_of
from data_layer.carrying_out.notice_values import values_of
from data_layer.categories import CATEGORY
from data_layer.documents.letters import as_pdf
from data_layer.documents.recipient_notice import BY_VALUE, RecipientNotice, notice
from data_layer.ids import new_id
from data_layer.requests.document_files import CheckedFile
from data_layer.requests.document_removals import drop_replaced
from data_layer.requests.request_documents import DocumentKind, keep, made_name
from data_layer.requests.request_history import Current
from data_layer.transactions import Change, Reader

_KIND = DocumentKind.RECIPIENT_NOTICE


def make(change: Change, case: Current, notice_id: int, document_id: int | None = None) -> None:
    """Makes the letter of a notice that was not sent, in the place of an earlier one, in the open transaction.

    A character that no font has stops nothing that is carried out: its name stands in its place.
    """
    facts = _facts(change, notice_id)
    body = as_pdf(notice(_about(change, case, facts), change.today), change.settings, "nl", is_copy=True)
    if facts["document_id"] is not None:
        drop_replaced(change, facts["document_id"])
    document_id = document_id or new_id()
    file = CheckedFile(made_name(_KIND, "pdf", whose=facts["name"]), "application/pdf", body)
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
        select n.recipient_id, n.categories, n.change, n.document_id, r.name, r.legal_name, r.contact,
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
    reach = reach_of(change, case.client_id, facts["recipient_id"], facts["categories"])
    wrong, withheld = reach.kept_from(facts["change"])
    return RecipientNotice(
        facts["number"],
        facts["change"],
        [line for line in (facts["legal_name"], *(facts["contact"] or "").splitlines()) if line.strip()],
        change.value("select number from clients where id = $id", id=case.client_id),
        person_of(change, case.client_id, facts["recipient_id"]),
        [CATEGORY[code].label for code in facts["categories"]],
        _deliveries(change, case.client_id, facts["recipient_id"], facts["categories"]),
        tuple(values_of(change, case.id, reach.allowed)) if facts["change"] in BY_VALUE else (),
        [CATEGORY[code].label for code in wrong],
        [CATEGORY[code].label for code in withheld],
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
