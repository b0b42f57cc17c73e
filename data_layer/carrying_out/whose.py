"""That a request is about one client: what keeps it from being about another one, and what would be of two."""

from collections.abc import Iterator

from data_layer.carrying_out.free_texts import SOURCES
from data_layer.errors import BadInput
from data_layer.requests.excess import last_proposal
from data_layer.requests.request_case import IS_RESTRICTING_SQL
from data_layer.requests.request_documents import LEAVING, DocumentKind
from data_layer.requests.request_history import Current
from data_layer.rules.sentences import Sentence, say, say_n
from data_layer.transactions import Change, Reader

_DONE = {
    "erased": say("data were erased"),
    "corrected": say("data were corrected"),
    "statement_added": say("a statement was added"),
    "objected": say("an objection was recorded"),
    "restricted": say("the data were restricted"),
    "consent_ended": say("a consent was ended"),
    "notice": say("recipients are to be told"),
    "erasure": say("an erasure was proposed"),
    "place": say("it was searched outside the desk"),
    "redaction": say("texts were blacked out"),
    "excess": say("the request was proposed to be refused as excessive"),
    "document": say("a document with the data was made"),
}
"""What can have been done for a client, the gravest first."""
_EVENTS = ("erased", "corrected", "statement_added", "objected", "restricted", "consent_ended")
_WITH_DATA = (
    DocumentKind.DECISION, DocumentKind.LIFT_NOTICE, DocumentKind.ACCESS_OVERVIEW, DocumentKind.PORTABLE_DATA,
    DocumentKind.FOUND_ELSEWHERE,
)  # fmt: skip
_CHECKED = ("corrections", "statements_of_person", "objections")


def check_nothing_done(change: Change, case: Current, field: str) -> None:
    """Raises BadInput when something was done for the client whom the request is about now: it would go along."""
    done = _done(change, case)
    if first := next((what for code, what in _DONE.items() if code in done), None):
        raise BadInput(
            say(
                "Something was done already for the client whom this request is about: %(what)s. Nothing was saved."
                " Finish this request, and register a new one for the other client.",
                what=first,
            ),
            field,
        )
    if "draft" in done:
        raise BadInput(
            say(
                "A letter that was not sent yet is about the client who is chosen now; nothing was saved."
                " Remove that letter first."
            ),
            field,
        )


def _done(change: Change, case: Current) -> set[str]:
    found: list[str] = change.values(
        f"""
        select kind from request_events where request_id = $id and kind in (select unnest($events))
        union all select 'notice' from notices where request_id = $id
        union all select 'erasure' from batches where request_id = $id and state <> 'rejected'
        union all select 'objected' from objections where request_id = $id and client_id = $client_id
        union all
        select 'restricted' from requests r join clients c on c.id = r.client_id
        where r.id = $id and {IS_RESTRICTING_SQL}
        """,  # noqa: S608 - the case's own text
        id=case.id,
        client_id=case.client_id,
        events=list(_EVENTS),
    )
    if case.client_id is None:
        return set(found)
    # what is done before it is known whom a request is about, is about nobody else
    of_this_client: list[str] = change.values(
        """
        select 'place' from searched_places where request_id = $id
        union all select 'redaction' from redactions where request_id = $id
        union all
        select 'document' from request_documents where request_id = $id and kind in (select unnest($with_data))
        union all
        select 'draft' from request_documents
        where request_id = $id and sent_on is null and kind in (select unnest($leaving))
        """,
        id=case.id,
        with_data=list(_WITH_DATA),
        leaving=list(LEAVING),
    )
    proposed = ["excess"] if last_proposal(change, case.id) else []
    return {*found, *of_this_client, *proposed}


def astray(reader: Reader) -> Iterator[Sentence]:
    """What lies with a request and is of another client than the request is about."""
    for table in _CHECKED:
        yield from _of_another(reader, table, f"select request_id, client_id from {table}")  # noqa: S608 - declared above
    texts = " union all ".join(
        f"select t.request_id, s.client_id from redactions t join {table} s on s.id = t.record_id"  # noqa: S608 - declared names
        f" where t.in_table = '{table}'"
        for table in dict.fromkeys(source.table for source in SOURCES if source.owner == "client_id")
    )
    yield from _of_another(reader, "redactions", texts)


def _of_another(reader: Reader, table: str, rows: str) -> Iterator[Sentence]:
    n = reader.value(
        f"select count(*) from ({rows}) t join requests r on r.id = t.request_id where r.client_id <> t.client_id"  # noqa: S608 - declared above
    )
    if n:
        yield say_n(
            "One row of %(table)s is of another client than its request.",
            "%(n)s rows of %(table)s are of other clients than their requests.",
            n,
            table=table,
        )
