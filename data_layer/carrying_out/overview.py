"""The overview of a request for access: made when everything was searched, read by somebody, sent while it is true."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, cast

from data_layer.carrying_out import places, redacting
from data_layer.carrying_out.overview_facts import overview_of
from data_layer.documents.access_overview import as_pdf
from data_layer.errors import BadInput
from data_layer.requests.document_files import CheckedFile
from data_layer.requests.document_removals import drop_unsent
from data_layer.requests.identity_gates import check_answer
from data_layer.requests.request_documents import DocumentKind, keep, mark_sent
from data_layer.requests.request_history import Current, Seen, current, finished_problem, record, refuse
from data_layer.rules.access import Act
from data_layer.rules.request_course import EventKind
from data_layer.rules.sentences import Sentence, say, say_n
from data_layer.staff import Actor
from data_layer.store import Store
from data_layer.transactions import Change, Reader
from data_layer.vocabulary import Outcome
from data_layer.wording import Language

OVERVIEW = DocumentKind.ACCESS_OVERVIEW


@dataclass(frozen=True, slots=True)
class Made:
    """An overview that lies with the request: made, read, and sent when."""

    id: int
    made_on: date
    language: Language
    reviewed_on: date | None
    reviewed_by: str | None
    sent_on: date | None


def make(store: Store, actor: Actor, seen: Seen, *, event_id: int, language: Language) -> None:
    """Makes the overview, in the place of one that was not sent.

    Raises BadInput when it is not certain who asks, a place was not searched, or a text changed since words in it were
    blacked out; NotAllowed, ChangedMeanwhile.
    """
    with store.change(actor, Act.REQUEST_DOCUMENT, seen.subject) as change:
        case = current(change, seen, event_id)
        if case is None:
            return
        client_id = _checked_client(case)
        check_answer(change, case.id, Outcome.GRANTED, change.today)
        _check_searched(change, case)
        _check_texts(change, case, client_id)
        body = _as_it_is(change, case.id, client_id, change.today, language)
        drop_unsent(change, case, OVERVIEW)
        file = CheckedFile(f"{OVERVIEW}.pdf", "application/pdf", body)
        keep(change, case, event_id, OVERVIEW, file, on=change.today, language=language)


def review(store: Store, actor: Actor, seen: Seen, *, event_id: int, document_id: int) -> None:
    """Says that somebody read this overview, and that what is about others is blacked out.

    Raises BadInput for one that is not there, was read already or was sent, NotAllowed, ChangedMeanwhile.
    """
    with store.change(actor, Act.REQUEST_PROGRESS, seen.subject) as change:
        case = current(change, seen, event_id)
        if case is None:
            return
        _checked_client(case)
        made = _the_one(change, case, document_id)
        if made.reviewed_on is not None:
            refuse(say("This overview was read on %(day)s already.", day=made.reviewed_on), "document_id")
        record(change, case, event_id, EventKind.DOCUMENT_REVIEWED, change.today, about=document_id, code=OVERVIEW)


def send(store: Store, actor: Actor, seen: Seen, *, event_id: int, document_id: int, sent_on: date) -> None:
    """Says that this overview was sent on that day.

    Raises BadInput when nobody read it or a file that goes along, or when it does not say any more what the store has,
    NotAllowed, ChangedMeanwhile.
    """
    with store.change(actor, Act.REQUEST_DOCUMENT, seen.subject) as change:
        case = current(change, seen, event_id)
        if case is None:
            return
        client_id = _checked_client(case)
        made = _the_one(change, case, document_id)
        check_answer(change, case.id, Outcome.GRANTED, sent_on)
        if made.reviewed_on is None:
            raise BadInput(
                say("Nobody read this overview yet; nothing was saved. Read it first, and say that you did."),
                "document_id",
            )
        if sent_on < made.reviewed_on:
            refuse(say("It was read on %(day)s, so it cannot have been sent before.", day=made.reviewed_on), "sent_on")
        _check_texts(change, case, client_id)
        _check_true(change, case, client_id, made)
        _check_files_read(change, case, made)
        mark_sent(change, case, event_id, document_id, sent_on)


def listed(reader: Reader, request_id: int) -> list[Made]:
    """The overviews of a request, the newest first."""

    def built(language: str, **columns: Any) -> Made:
        return Made(language=cast(Language, language), **columns)

    return reader.all(
        built,
        """
        select d.id, e.happened_on as made_on, d.language, d.sent_on, r.happened_on as reviewed_on,
            s.name as reviewed_by
        from request_documents d join request_events e on e.id = d.id
            left join request_events r on r.about = d.id and r.kind = 'document_reviewed'
            left join staff s on s.id = r.staff_id
        where d.request_id = $request_id and d.kind = $kind order by d.id desc
        """,
        request_id=request_id,
        kind=OVERVIEW,
    )


def told(reader: Reader, request_id: int) -> tuple[Sentence, ...]:
    """What was done for the request, for the letter that answers it."""
    made = next(iter(listed(reader, request_id)), None)
    if made is None:
        return ()
    said = [say("You get an overview of all data that we have of you. It was made on %(day)s.", day=made.made_on)]
    searched = [place for place in places.of_case(reader, request_id) if place.is_searched]
    if searched:
        said.append(
            say_n(
                "We also searched one place outside our client file.",
                "We also searched %(n)s places outside our client file.",
                len(searched),
            )
        )
    if redacting.count(reader, request_id):
        said.append(
            say(
                "Some words are blacked out, because they are about somebody else:"
                " article 15, paragraph 4, of the GDPR."
            )
        )
    return tuple(said)


def _checked_client(case: Current) -> int:
    places.check_access(case)
    refuse(finished_problem(case), "")
    if case.client_id is None:
        raise BadInput(say("It is not known which client this is; nothing was saved. Choose the client first."))
    return case.client_id


def _check_searched(change: Change, case: Current) -> None:
    left = places.unsearched(change, case.id)
    if left:
        raise BadInput(
            say_n(
                "One place was not searched yet: %(first)s; nothing was saved. Record what was found there.",
                "%(n)s places were not searched yet, such as: %(first)s; nothing was saved."
                " Record what was found there.",
                len(left),
                first=left[0].label,
            ),
            "places",
        )


def _check_texts(change: Change, case: Current, client_id: int) -> None:
    found = redacting.texts(change, case.id, client_id)
    stale = [read.text for read in found if read.is_stale]
    if stale:
        raise BadInput(
            say(
                "A text changed since words in it were blacked out: %(part)s; nothing was saved. Read it again, and"
                " make the overview after that.",
                part=stale[0].part,
            ),
            "texts",
        )
    if left := redacting.still_standing(found):
        raise BadInput(
            say_n(
                "Words that are blacked out elsewhere can still be read in one text: %(part)s, %(label)s; nothing was"
                " saved. Black them out there too.",
                "Words that are blacked out elsewhere can still be read in %(n)s texts, such as: %(part)s, %(label)s;"
                " nothing was saved. Black them out there too.",
                len(left),
                part=left[0].part,
                label=left[0].label,
            ),
            "texts",
        )


def _check_true(change: Change, case: Current, client_id: int, made: Made) -> None:
    """Nobody sends what is not so any more: made again for the same day it would be the same file."""
    body = _as_it_is(change, case.id, client_id, made.made_on, made.language)
    digest = change.value("select digest from request_documents where id = $id", id=made.id)
    if hashlib.sha256(body).hexdigest() != digest:
        raise BadInput(
            say(
                "The data changed since this overview was made on %(day)s; nothing was saved. Make it anew, read it,"
                " and send that one.",
                day=made.made_on,
            ),
            "document_id",
        )


def _check_files_read(change: Change, case: Current, made: Made) -> None:
    """Whoever read the overview read the files that go along too, as they were then."""
    place = change.value(
        """
        select p.place from searched_places p join request_events kept on kept.id = p.document_id
            join request_events r on r.about = $made and r.kind = 'document_reviewed'
        where p.request_id = $id and kept.recorded_at > r.recorded_at limit 1
        """,
        id=case.id,
        made=made.id,
    )
    if place is not None:
        raise BadInput(
            say(
                "A file that goes along came after this overview was read: %(place)s; nothing was saved. Read that"
                " file, make the overview anew, read it, and send that one.",
                place=places.PLACE_LABELS.get(place, place),
            ),
            "document_id",
        )


def _as_it_is(reader: Reader, request_id: int, client_id: int, dated: date, language: Language) -> bytes:
    return as_pdf(overview_of(reader, request_id, client_id, dated, language), reader.settings, language)


def _the_one(change: Change, case: Current, document_id: int) -> Made:
    found: Sequence[Made] = [made for made in listed(change, case.id) if made.id == document_id]
    if not found:
        raise BadInput(say("This document is not with this request; nothing was saved. Choose another."), "document_id")
    if found[0].sent_on is not None:
        refuse(say("This document was sent on %(day)s already.", day=found[0].sent_on), "document_id")
    return found[0]
