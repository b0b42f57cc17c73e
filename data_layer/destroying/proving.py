"""Whether a certificate of destruction, as a file, is what this desk made and still says of itself."""

import hashlib
from datetime import UTC
from pathlib import Path
from typing import Any

import click

from data_layer.command_line import opened, tell
from data_layer.destroying.certificate import Certificate, certificate_of, digest
from data_layer.destroying.in_ledger import CERTIFIED
from data_layer.errors import BadInput
from data_layer.logbook.log_chains import broken_entries
from data_layer.rules.access import Act
from data_layer.rules.file_trouble import why_not
from data_layer.rules.sentences import Sentence, say
from data_layer.staff import THE_DESK, Actor
from data_layer.store import Store
from data_layer.transactions import Reader


def proved(store: Store, actor: Actor, file: bytes) -> Sentence:
    """Which destruction the file proves. Raises BadInput with what is wrong, NotAllowed."""
    with store.read(actor, Act.STORE_VERIFY) as reader:
        batch_id = reader.value(
            "select id from batches where certificate_digest = $digest", digest=hashlib.sha256(file).hexdigest()
        )
        if batch_id is None:
            raise _wrong(say("This is no certificate that this desk made, or something in the file was changed."))
        certificate = certificate_of(reader, batch_id)
        if digest(certificate).encode() not in file:  # it stands in the document's own description, in plain text
            raise _wrong(
                say(
                    "The register says something else of destruction %(number)s now than this certificate does.",
                    number=certificate.number,
                )
            )
        is_logged = _is_logged(reader, certificate, store.log_key)
    done: dict[str, Any] = {"number": certificate.number, "day": certificate.ran_on}
    if not is_logged:
        return say(
            "This is the certificate of destruction %(number)s, carried out on %(day)s, and the register still says"
            " the same. The log of that month has ended since.",
            **done,
        )
    return say(
        "This is the certificate of destruction %(number)s, carried out on %(day)s: the register still says the same,"
        " and the log confirms it.",
        **done,
    )


def _is_logged(reader: Reader, certificate: Certificate, key: bytes) -> bool:
    """Whether the log confirms it; False when that part of the log was dropped at its time. Raises BadInput."""
    if not reader.value(
        """
        select count(*) from log where chain = 'change'
            and (act = $run and bulk_digest = $digest or act = $restore and list_contains(fields, $certified))
        """,
        run=Act.DESTRUCTION_RUN.value,
        restore=Act.STORE_RESTORE.value,
        digest=certificate.batch_digest,
        certified=CERTIFIED + certificate.batch_digest,
    ):
        if _was_kept_long_enough(reader, certificate):
            return False
        raise _wrong(say("The log does not know destruction %(number)s.", number=certificate.number))
    if broken_entries(reader, key, "change"):
        raise _wrong(
            say(
                "The log does not follow any more, so it proves nothing of destruction %(number)s."
                " “python -m data_layer verify” tells where.",
                number=certificate.number,
            )
        )
    return True


def _was_kept_long_enough(reader: Reader, certificate: Certificate) -> bool:
    """Whether the entry can have gone at its time: none stands in a segment of an earlier month than its own."""
    last: str | None = reader.value(
        "select max(segment) from log_segments where chain = 'change' and dropped_at is not null"
    )
    return last is not None and f"{certificate.ran.at.astimezone(UTC):%Y-%m}" <= last


def _wrong(sentence: Sentence) -> BadInput:
    return BadInput(sentence, "file")


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
def certificate(file: Path) -> None:
    """Check a certificate of destruction (PDF) against the store: which destruction it proves, or what is wrong."""
    try:
        content = file.read_bytes()
    except OSError as error:
        raise _wrong(
            say("The file %(file)s cannot be read: %(why)s. Give another.", file=str(file), why=why_not(error))
        ) from None
    with opened() as store:
        sentence = proved(store, THE_DESK, content)
    tell(sentence)
