"""What points at what: the store itself has no foreign keys."""

from data_layer.categories import RECORD_KINDS

_OF_CLIENT = ("client_id", "clients")
_OF_REQUEST = ("request_id", "requests")
_OF_BATCH = ("batch_id", "batches")
PARENTS: dict[str, tuple[tuple[str, str], ...]] = {
    **dict.fromkeys(RECORD_KINDS, (_OF_CLIENT,)),
    "clients": (("merged_into", "clients"), ("restricted_by_request", "requests")),
    "attendance": (_OF_CLIENT, ("agreement_id", "agreements")),
    "preconditions": (_OF_CLIENT, ("consent_id", "consents")),
    "invoices": (_OF_CLIENT, ("agreement_id", "agreements")),
    "payments": (_OF_CLIENT, ("invoice_id", "invoices")),
    "consents": (_OF_CLIENT, ("recipient_id", "recipients")),
    "objections": (_OF_CLIENT, _OF_REQUEST),
    "protected_fields": (_OF_CLIENT, _OF_REQUEST),
    "statements_of_person": (_OF_CLIENT, _OF_REQUEST),
    "corrections": (_OF_CLIENT, _OF_REQUEST, ("event_id", "request_events")),
    "redactions": (_OF_REQUEST,),
    "fiscal_identities": (_OF_CLIENT,),
    "requests": (_OF_CLIENT, ("handler_id", "staff")),
    "request_events": (_OF_REQUEST, ("about", "request_events")),
    "sign_ins": (("staff_id", "staff"),),
    "request_documents": (_OF_REQUEST, ("id", "request_events")),
    "identity_checks": (_OF_REQUEST, ("id", "request_events"), ("question_id", "request_events")),
    "complaint_events": (("complaint_id", "complaints"),),
    "searched_places": (_OF_REQUEST, ("id", "request_events"), ("document_id", "request_documents")),
    "request_decisions": (_OF_REQUEST,),
    "notices": (_OF_REQUEST, ("recipient_id", "recipients"), ("document_id", "request_documents")),
    "recipient_categories": (("recipient_id", "recipients"),),
    "recipient_agreements": (("recipient_id", "recipients"),),
    "disclosures": (("recipient_id", "recipients"),),
    "delivery_files": (("disclosure_id", "disclosures"),),
    "disclosure_clients": (("disclosure_id", "disclosures"), _OF_CLIENT),
    "holds": (_OF_CLIENT,),
    "due": (_OF_CLIENT,),
    "batches": (_OF_REQUEST,),
    "due_cases": (_OF_CLIENT,),
    "due_years": (_OF_CLIENT,),
    "batch_items": (_OF_BATCH, _OF_CLIENT),
    "batch_cases": (_OF_BATCH,),
    "batch_counts": (_OF_BATCH,),
    "batch_skips": (_OF_BATCH,),
    "breaches": (("disclosure_id", "disclosures"),),
    "statement_versions": (("recorded_by", "staff"),),
    "reasons": (_OF_CLIENT, _OF_REQUEST),
    "record_changes": (_OF_CLIENT,),
    "told_apart": (("client_id", "clients"), ("other_id", "clients")),
}
"""Which column of which table points at which other."""
POINTING_AT_CLIENTS = tuple(
    (table, column) for table, parents in PARENTS.items() for column, parent in parents if parent == "clients"
)
"""Every table and column that points at a client."""
GO_ALONG = ("complaint_events",)
"""What goes with the record that it points at; anything else forgets which record it was."""
