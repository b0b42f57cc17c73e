"""The checklist of a request, computed from what the store knows of it."""

from dataclasses import replace
from typing import Any

from data_layer.carrying_out import places
from data_layer.carrying_out.duties import Duty, Facts, duties
from data_layer.errors import BadInput
from data_layer.log import Subject
from data_layer.requests.request_case import IS_RESTRICTING_SQL, Case
from data_layer.rules.access import Act, may
from data_layer.rules.checks import cleaned
from data_layer.staff import Actor
from data_layer.store import Store
from data_layer.transactions import Change, Reader
from data_layer.vocabulary import Outcome, Right

_ANSWERS = ("decision", "answer_sent", "access_overview", "portable_data")


def of_case(store: Store, actor: Actor, case: Case, *, sitting: str) -> tuple[Duty, ...]:
    """What is to be done for the request, and what of it is done."""
    with store.read(actor, Act.REQUEST_VIEW, Subject("request", case.id), sitting=sitting) as reader:
        return of_request(reader, case.id, case.right, case.outcome)


def of_request(reader: Reader, request_id: int, right: Right, outcome: Outcome | None) -> tuple[Duty, ...]:
    """The same within an open transaction."""
    facts = facts_of(reader, request_id)
    if right is Right.ACCESS:
        facts = replace(facts, places_left=len(places.unsearched(reader, request_id)))
    return duties(right, outcome, facts)


def facts_of(reader: Reader, request_id: int) -> Facts:
    """What happened for the request. What is done once stays done, also when it is gone by now."""

    def built(**columns: Any) -> Facts:
        return Facts(**columns)

    found = reader.one(
        built,
        f"""
        with happened as (select kind, about from request_events where request_id = $id),
        documents as (select id, kind, sent_on is not null as is_sent from request_documents where request_id = $id),
        overview as (select max(id) as id from documents where kind = 'access_overview'),
        events as (
            select count(*) filter (kind = 'document_reviewed' and about = (select id from overview)) > 0
                    as overview_reviewed,
                count(*) filter (kind in ('corrected', 'statement_added')) as corrections,
                count(*) filter (kind = 'erased') > 0 as erased,
                count(*) filter (kind = 'restricted') > 0 as restricted,
                count(*) filter (kind = 'consent_ended') + (
                    select count(*) from consents c join requests r on r.client_id = c.client_id
                    where r.id = $id and c.withdrawn_on >= r.received_on
                ) as consents_ended  -- by the request, or in the dossier since
            from happened
        ),
        papers as (
            select count(*) filter (kind = 'access_overview') > 0 as overview_made,
                count(*) filter (is_sent and kind in ('access_overview', 'answer_sent')) > 0 as overview_sent,
                count(*) filter (is_sent and kind in (select unnest($answers))) > 0 as answer_sent,
                count(*) filter (kind = 'portable_data') > 0 as portable_made,
                count(*) filter (is_sent and kind = 'portable_data') > 0 as portable_sent
            from documents
        ),
        objecting as (
            select count(*) as objections, count(*) filter (decision is null and ended_on is null) as undecided,
                count(*) filter (decision = 'upheld') as upheld
            from objections where request_id = $id
        ),
        telling as (
            select count(*) as notices, count(*) filter (state = 'open') as notices_open
            from notices where request_id = $id
        )
        select events.*, papers.*, objecting.*, telling.*,
            exists (from batches where request_id = $id and state in ('proposed', 'approved')) as erasure_proposed,
            exists (from requests r join clients c on c.id = r.client_id where r.id = $id and {IS_RESTRICTING_SQL})
                as restricts
        from events, papers, objecting, telling
        """,  # noqa: S608 - the case's own text
        id=request_id,
        answers=list(_ANSWERS),
    )
    assert found is not None  # noqa: S101 - a row of figures always answers
    return found


def check_may_be_left(change: Change, words: str | None, *, else_refused: BadInput, without_words: BadInput) -> None:
    """Raises for leaving undone what the desk does not know to be done: the privacy officer may, with written words."""
    if not may(change.actor.roles, Act.REQUEST_FINISH_UNDONE):
        raise else_refused
    if not cleaned(words):
        raise without_words
