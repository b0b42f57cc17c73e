"""The places outside the desk that are searched for a request for access: each by whom, when, and what was found."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from data_layer.errors import BadInput
from data_layer.ids import new_id
from data_layer.requests.document_files import MOST_DOCUMENT_MB, Upload, checked_file
from data_layer.requests.document_removals import drop_replaced
from data_layer.requests.request_documents import DocumentKind, keep
from data_layer.requests.request_history import Current, Seen, current, finished_problem, record, refuse
from data_layer.rules.access import Act
from data_layer.rules.checks import checked_line, checked_text, cleaned
from data_layer.rules.request_course import EventKind, event_problem
from data_layer.rules.sentences import Sentence, say
from data_layer.staff import Actor
from data_layer.store import Store
from data_layer.transactions import Change, Reader
from data_layer.transactions import Seen as SeenRow
from data_layer.vocabulary import Right

PLACE_LABELS: dict[str, Sentence] = {
    "mailbox": say("the mailboxes"),
    "messages": say("phones and apps, with their messages"),
    "paper": say("the paper files"),
    "lessons": say("the lesson system"),
}
"""Where data of a client usually lie beside the desk; anything else is typed."""
LONGEST_PLACE = 80  # characters


@dataclass(frozen=True, slots=True)
class Place:
    """A place, by its code or as it was typed; without `row` it was not searched yet."""

    place: str
    row: SeenRow | None = None
    searched_on: date | None = None
    searched_by: str | None = None
    found: str | None = None
    document_id: int | None = None
    file_name: str | None = None

    @property
    def label(self) -> Sentence | str:
        """What it is called."""
        return PLACE_LABELS.get(self.place, self.place)

    @property
    def is_searched(self) -> bool:
        """Whether what was found there is recorded."""
        return self.searched_on is not None


def of_case(reader: Reader, request_id: int) -> list[Place]:
    """Where to search for this request: the usual places, then those that were added."""

    def built(id: int, version: int, **columns: Any) -> Place:  # noqa: A002 - the column's name
        return Place(row=SeenRow(id, version), **columns)

    rows = reader.all(
        built,
        """
        select p.id, p.version, p.place, p.searched_on, s.name as searched_by, p.found, p.document_id, d.file_name
        from searched_places p left join staff s on s.id = p.searched_by
            left join request_documents d on d.id = p.document_id
        where p.request_id = $request_id order by p.id
        """,
        request_id=request_id,
    )
    known = {row.place: row for row in rows}
    usual = [known.get(code, Place(code)) for code in PLACE_LABELS]
    return [*usual, *(row for row in rows if row.place not in PLACE_LABELS)]


def record_search(
    store: Store,
    actor: Actor,
    seen: Seen,
    *,
    event_id: int,
    place: str,
    searched_on: date,
    found: str,
    file: Upload | None = None,
) -> None:
    """Records that a place was searched and what was found, which may be nothing; the file goes to the person too.

    Raises BadInput with the field, also for a place that was searched already, NotAllowed, ChangedMeanwhile.
    """
    with store.change(actor, Act.REQUEST_PROGRESS, seen.subject) as change:
        case = current(change, seen, event_id)
        if case is None:
            return
        _check_case(case)
        place = _checked_place(change, case, place)
        found = _checked(case, searched_on, found, change.today)
        columns = {"searched_by": actor.staff_id, "searched_on": searched_on, "found": found}
        _in_history(change, case, event_id, place=place, on=searched_on, found=found)
        document_id = _kept_file(change, case, file, searched_on)
        change.insert(
            "searched_places", id=event_id, request_id=case.id, place=place, document_id=document_id, **columns
        )


def correct_search(
    store: Store,
    actor: Actor,
    seen: Seen,
    *,
    event_id: int,
    row: SeenRow,
    searched_on: date,
    found: str,
    file: Upload | None = None,
) -> None:
    """Says anew what was found in a place; a file takes the place of the one that was kept. Raises as above."""
    with store.change(actor, Act.REQUEST_PROGRESS, seen.subject) as change:
        case = current(change, seen, event_id)
        if case is None:
            return
        _check_case(case)
        was: dict[str, Any] | None = change.one(
            dict,
            "select place, document_id from searched_places where id = $id and request_id = $request_id",
            id=row.id,
            request_id=case.id,
        )
        if was is None:
            raise BadInput(say("This place is not one of this request; nothing was saved. Look at the case again."))
        found = _checked(case, searched_on, found, change.today)
        _in_history(change, case, event_id, place=was["place"], on=searched_on, found=found, about=row.id)
        document_id = _kept_file(change, case, file, searched_on)
        if document_id is not None and was["document_id"] is not None:
            drop_replaced(change, was["document_id"])
        columns = {"searched_by": actor.staff_id, "searched_on": searched_on, "found": found}
        change.update("searched_places", row.id, row.version, document_id=document_id or was["document_id"], **columns)


def unsearched(reader: Reader, request_id: int) -> list[Place]:
    """The places that are still to be searched."""
    return [place for place in of_case(reader, request_id) if not place.is_searched]


def check_access(case: Current) -> None:
    """Raises BadInput when the request is not one for access, the only one for which an overview is made."""
    if case.right is not Right.ACCESS:
        raise BadInput(say("This is not a request for access; nothing was saved. Look at what it asks for."))


def _check_case(case: Current) -> None:
    check_access(case)
    refuse(finished_problem(case), "")


def _checked_place(change: Change, case: Current, typed: str) -> str:
    line = checked_line(typed, longest=LONGEST_PLACE)
    refuse(line.problem, "place")
    if line.value is None:
        raise BadInput(say("It is not said which place was searched; nothing was saved. Name it."), "place")
    if change.value(
        "select 1 from searched_places where request_id = $id and lower(place) = lower($place)",
        id=case.id,
        place=line.value,
    ):
        raise BadInput(
            say("This place was recorded already; nothing was saved. Change what was found there instead."), "place"
        )
    return line.value


def _checked(case: Current, searched_on: date, found: str, today: date) -> str:
    refuse(event_problem(searched_on, case.received_on, None, today), "searched_on")
    text = checked_text(cleaned(found))
    refuse(text.problem, "found")
    if text.value is None:
        raise BadInput(
            say("It is not said what was found; nothing was saved. Say so also when there was nothing."), "found"
        )
    return text.value


def _kept_file(change: Change, case: Current, file: Upload | None, on: date) -> int | None:
    if file is None:
        return None
    document_id = new_id()
    checked = checked_file(file, MOST_DOCUMENT_MB, "file")
    keep(change, case, document_id, DocumentKind.FOUND_ELSEWHERE, checked, on=on)
    return document_id


def _in_history(
    change: Change, case: Current, event_id: int, *, place: str, on: date, found: str, about: int | None = None
) -> None:
    is_usual = place in PLACE_LABELS
    record(
        change, case, event_id, EventKind.PLACE_SEARCHED, on,
        about=about, code=place if is_usual else None, body=found if is_usual else f"{place}: {found}",
    )  # fmt: skip
