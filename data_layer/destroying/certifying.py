"""A certificate in words and as a PDF, and its place in the register."""

import hashlib
from collections.abc import Sequence
from datetime import UTC, date
from typing import Any

from data_layer.destroying.certificate import Certificate, Did, certificate_of, digest
from data_layer.destroying.items import in_order
from data_layer.destroying.labels import KIND_LABELS, WHAT_LABELS
from data_layer.destroying.skips import SKIPS
from data_layer.documents.typesetting import pdf
from data_layer.rules.access import Role
from data_layer.rules.sentences import Sentence, say, say_n
from data_layer.staff import ROLE_LABELS
from data_layer.transactions import Change
from data_layer.vocabulary import SCHOOL
from data_layer.wording import Language, put, shown


def certify(change: Change, batch_id: int) -> None:
    """Makes the Dutch certificate and puts it and its SHA-256 in the register, in the open transaction.

    The last thing done to a batch: what it states may not change any more. Raises NotFound before that.
    """
    made = as_pdf(certificate_of(change, batch_id))
    change.execute(
        "update batches set certificate = $made, certificate_digest = $digest where id = $id",
        made=made,
        digest=hashlib.sha256(made).hexdigest(),
        id=batch_id,
    )
    change.touched("certificate", "certificate_digest")


def as_pdf(certificate: Certificate, language: Language = "nl") -> bytes:
    """The certificate as a tagged PDF: the same bytes for the same certificate."""
    return pdf("certificate", facts(certificate, language))


def facts(certificate: Certificate, language: Language = "nl") -> dict[str, Any]:
    """What the template lays out, every word of it in the language."""

    def words(sentence: Sentence) -> str:
        return put(sentence, language)

    return {
        "lang": language,
        "title": words(say("Certificate of destruction")),
        "organisation": SCHOOL,
        "number": certificate.number,
        "made_at": certificate.rebuilt_at.astimezone(UTC).isoformat(),
        "keywords": [certificate.number, digest(certificate)],
        "summary": words(_summary(certificate)),
        "sentences": [words(say("This certificate holds counts and dates: no name, no client number, no BSN."))],
        "parts": [
            {"title": words(say("The destruction")), "pairs": _pairs(certificate, language)},
            _destroyed(certificate, language),
            _left(certificate, language),
            {"title": words(say("Backups")), "sentences": [words(_backups(certificate))]},
            _proof(certificate, language),
        ],
    }


def rule_of(certificate: Certificate) -> Sentence:
    """What the batch was about, in words."""
    until = certificate.due_until
    if certificate.kind == "erasure":
        if certificate.request_number:
            return say("what was chosen for request %(number)s", number=certificate.request_number)
        return say("what was chosen for a request for erasure")
    if certificate.category is None:
        if certificate.is_chosen:
            return say("everything of chosen clients that was due on %(day)s", day=until)
        return say("everything that was due on %(day)s", day=until)
    label = WHAT_LABELS[certificate.category]
    if certificate.is_chosen:
        return say("of chosen clients what was due on %(day)s of: %(category)s", day=until, category=label)
    return say("what was due on %(day)s of: %(category)s", day=until, category=label)


def _summary(certificate: Certificate) -> Sentence:
    went = say_n("one record", "%(n)s records", sum(counted.records for counted in certificate.counts))
    if not certificate.clients:
        return say("On %(day)s %(records)s went for good.", day=certificate.ran_on, records=went)
    return say_n(
        "On %(day)s %(records)s of one client went for good.",
        "On %(day)s %(records)s of %(n)s clients went for good.",
        certificate.clients,
        day=certificate.ran_on,
        records=went,
    )


def _pairs(certificate: Certificate, language: Language) -> list[list[str]]:
    def did(hand: Did) -> str:
        name = hand.name or put(ROLE_LABELS[Role.SYSTEM], language)
        return put(say("%(who)s, %(at)s", who=name, at=hand.at), language)

    lines: Sequence[tuple[Sentence, str]] = (
        (say("Why"), put(KIND_LABELS[certificate.kind], language)),
        (say("What it was about"), put(rule_of(certificate), language)),
        (say("Proposed by"), did(certificate.proposed)),
        (say("Approved by"), did(certificate.approved)),
        (say("Carried out by"), did(certificate.ran)),
        (say("Store rebuilt"), shown(certificate.rebuilt_at, language)),
        (say("Clients"), shown(certificate.clients, language)),
        (say("of whom nothing is left"), shown(certificate.whole, language)),
    )
    return [[put(name, language), value] for name, value in lines]


def _destroyed(certificate: Certificate, language: Language) -> dict[str, Any]:
    heads = (say("What"), say("Clients"), say("Records"), say("Kept until, first"), say("Kept until, last"))
    rows = [
        [
            put(WHAT_LABELS[counted.what], language),
            shown(counted.clients, language),
            shown(counted.records, language),
            _day(counted.first_last_day),
            _day(counted.last_last_day),
        ]
        for counted in in_order(certificate.counts)
    ]
    total = [
        put(say("Together"), language),
        shown(certificate.clients, language),
        shown(sum(counted.records for counted in certificate.counts), language),
        _day(certificate.first_last_day),
        _day(certificate.last_last_day),
    ]
    return _table(say("What was destroyed"), heads, rows, language) | {"total": total}


def _left(certificate: Certificate, language: Language) -> dict[str, Any]:
    title = say("What was left")
    if not certificate.skips:
        nothing = put(say("Nothing: all that was proposed was destroyed."), language)
        return {"title": put(title, language), "sentences": [nothing]}
    rows = [
        [put(SKIPS[skip.reason_code], language), shown(skip.clients, language), shown(skip.items, language)]
        for skip in certificate.skips
    ]
    return _table(title, (say("Why"), say("Clients"), say("Parts")), rows, language)


def _table(title: Sentence, heads: Sequence[Sentence], rows: list[list[str]], language: Language) -> dict[str, Any]:
    words = [put(head, language) for head in heads]
    return {"title": put(title, language), "heads": words, "rows": rows, "total": [], "figures": 2}


def _backups(certificate: Certificate) -> Sentence:
    if certificate.backups_until is None:
        return say("No backup holds what was destroyed.")
    return say(
        "Encrypted backups can hold what was destroyed up to and including %(day)s. Whoever restores one of them"
        " destroys it again at once: the ledger tells what.",
        day=certificate.backups_until,
    )


def _proof(certificate: Certificate, language: Language) -> dict[str, Any]:
    return {
        "title": put(say("How to check this certificate"), language),
        "sentences": [
            put(
                say(
                    "The desk keeps this file with its number. “python -m data_layer certificate FILE” tells whether it"
                    " is this very file, whether the register still says the same, and whether the log confirms it."
                ),
                language,
            )
        ],
        "digests": [
            [put(say("Digest of the batch, in the log"), language), certificate.batch_digest],
            [put(say("Digest of what this certificate states"), language), digest(certificate)],
        ],
    }


def _day(day: date | None) -> str:
    return f"{day:%d-%m-%Y}" if day else "–"
