"""The tables of the store that are no category of data, each with what the desk needs it for."""

from collections.abc import Mapping
from types import MappingProxyType

DESK_REGISTERS: Mapping[str, str] = MappingProxyType(
    {
        # requests (art. 12 to 22)
        "requests": "requests with their clock",
        "request_events": "what happened in a request",
        "request_decisions": "what was decided, and by which two",
        "request_documents": "letters and files of a request",
        "identity_checks": "how it was made certain who asks",
        "searched_places": "where was looked for data",
        "redactions": "what was made unreadable in an overview",
        "objections": "objections per purpose (art. 21)",
        "corrections": "what was corrected, to tell recipients and to undo",
        "statements_of_person": "the person's own statement beside data (art. 16)",
        "notices": "notices to recipients (art. 19)",
        "complaint_events": "what happened in a complaint",
        # deletion (art. 5(1)(e), 17, 18)
        "due": "from when each category of a client is due",
        "due_cases": "from when each case is due",
        "due_years": "what falls due in which year",
        "holds": "why something stays longer",
        "protected_fields": "fields that an import must not bring back",
        "fiscal_identities": "name and address as invoices have them (AWR 52)",
        "batches": "destructions, with their certificates",
        "batch_items": "which categories of whom a destruction has",
        "batch_cases": "which cases a destruction has",
        "batch_counts": "how much a destruction took away",
        "batch_skips": "what a destruction left, and why",
        "destroyed_numbers": "numbers that an import must not bring back",
        "monthly_figures": "counts of what was destroyed",
        # consents, recipients and breaches (art. 7, 30, 33)
        "consents": "consents with the text that was shown",
        "recipients": "who gets data",
        "recipient_agreements": "agreements with recipients",
        "recipient_categories": "what a recipient may get",
        "disclosures": "what went to whom, and what came from whom",
        "disclosure_clients": "about whom a disclosure is",
        "delivery_files": "files of a delivery, until they are sent",
        "breaches": "data breaches",
        # accountability (art. 5(2), 24)
        "log": "who did what when",
        "log_segments": "that the log is whole",
        "reasons": "why somebody did it, with the record of the person",
        "record_changes": "which fields of a record changed",
        "promise_checks": "looks of people at promises",
        "statement_versions": "versions of the privacy statement",
        "told_apart": "which clients are not the same person",
        # the desk itself
        "staff": "who works at the desk",
        "sign_ins": "who signed in, and which sign-ins were ended",
        "clock_watch": "when the clock was last seen to go on",
        "desk_settings": "settings",
        "desk_keys": "keys of the log",
        "counters": "numbers that were given out",
        "schema_steps": "steps of the schema",
        "imports": "files that were read in",
        "saved_exports": "choices of an export, to run again",
        "digests_sent": "reminders that were mailed",
    }
)
"""By the name of the table; of a category with a table of its own, that table is looked through instead."""
