"""Third persons in what a person gets to read: blacked out before it is sent, text by text (art. 15(4) GDPR)."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from data_layer.carrying_out.free_texts import FreeText, TextPlace, texts_of
from data_layer.carrying_out.places import check_access
from data_layer.errors import BadInput, ChangedMeanwhile, NotFound
from data_layer.ids import new_id
from data_layer.log import Subject
from data_layer.requests.request_history import Current, case_now, finished_problem, refuse
from data_layer.rules.access import Act
from data_layer.rules.redaction import Pieces, Range, found_in, joined, pieces_of, standing
from data_layer.rules.sentences import say
from data_layer.staff import Actor
from data_layer.store import Store
from data_layer.transactions import Change, Reader


@dataclass(frozen=True, slots=True)
class Read:
    """A text with what is blacked out of it. It `is_stale` when it changed since: then nothing of that counts."""

    text: FreeText
    ranges: tuple[Range, ...]
    is_stale: bool = False

    @property
    def pieces(self) -> Pieces:
        """What the person gets to read, with None for what is blacked out."""
        return pieces_of(self.text.text, self.ranges)


def texts(reader: Reader, request_id: int, client_id: int) -> list[Read]:
    """The free texts of the client for this request, with what is blacked out of each."""
    marks: dict[TextPlace, list[tuple[Range, str]]] = {}
    for place, found, digest in _marks(reader, request_id):
        marks.setdefault(place, []).append((found, digest))
    return [_read(text, marks.get(text.place, [])) for text in texts_of(reader, request_id, client_id)]


def by_place(reader: Reader, request_id: int, client_id: int) -> Mapping[TextPlace, Read]:
    """The same, of the texts of which something is blacked out."""
    return {read.text.place: read for read in texts(reader, request_id, client_id) if read.ranges or read.is_stale}


def still_standing(found: Sequence[Read]) -> list[FreeText]:
    """Which of these texts still have words to read that are blacked out of another one."""
    return [found[place].text for place in standing([(read.text.text, read.ranges) for read in found])]


def opened(store: Store, actor: Actor, request_id: int, client_id: int, *, sitting: str) -> list[Read]:
    """The same for somebody who reads them: the look into the client's file is logged once per sitting."""
    with store.read(actor, Act.CLIENT_VIEW, Subject("client", client_id), sitting=sitting) as reader:
        return texts(reader, request_id, client_id)


def count(reader: Reader, request_id: int) -> int:
    """How many pieces are blacked out for this request."""
    return int(reader.value("select count(*) from redactions where request_id = $id", id=request_id))


def black_out(store: Store, actor: Actor, request_id: int, *, text: FreeText, words: str) -> None:
    """Blacks out these words wherever they stand in the text; what was blacked out of an older text is let go.

    The same words once more change nothing. Raises BadInput when they do not stand there, ChangedMeanwhile when the
    text is not the one that was read, NotAllowed.
    """
    with store.change(actor, Act.REQUEST_PROGRESS, Subject("request", request_id)) as change:
        case = _case(change, request_id)
        now = _as_it_is(change, case, text)
        found = found_in(text.text, words)
        if not found:
            raise BadInput(
                say(
                    "These words do not stand in the text; nothing was saved. Take them over from the text exactly,"
                    " whole words."
                ),
                "words",
            )
        ranges = joined((*now.ranges, *found))
        if ranges == now.ranges and not now.is_stale:
            change.undo()
            return
        _put(change, case, text, ranges)


def show_again(store: Store, actor: Actor, request_id: int, *, text: FreeText, which: Collection[Range] = ()) -> None:
    """Lets these pieces be read again, or all of them; of a text that changed it says that it was looked at anew.

    Raises ChangedMeanwhile when the text is not the one that was read, NotAllowed.
    """
    with store.change(actor, Act.REQUEST_PROGRESS, Subject("request", request_id)) as change:
        case = _case(change, request_id)
        now = _as_it_is(change, case, text)
        left = tuple(found for found in now.ranges if which and found not in which)
        if left == now.ranges and not now.is_stale:
            change.undo()
            return
        _put(change, case, text, left)


def _case(change: Change, request_id: int) -> Current:
    case = case_now(change, request_id)
    if case is None or case.client_id is None:
        raise NotFound(say("This request has no client any more; nothing was saved. Look at the case again."))
    check_access(case)
    refuse(finished_problem(case), "")
    return case


def _as_it_is(change: Change, case: Current, text: FreeText) -> Read:
    assert case.client_id is not None  # noqa: S101 - checked with the case
    now = next((read for read in texts(change, case.id, case.client_id) if read.text.place == text.place), None)
    if now is None or now.text.digest != text.digest:
        raise ChangedMeanwhile(
            say("This text was changed meanwhile; nothing was saved. Read it again and black out what must be.")
        )
    return now


def _put(change: Change, case: Current, text: FreeText, ranges: tuple[Range, ...]) -> None:
    """Lets exactly these pieces of the text be blacked out."""
    place = text.place
    change.execute(
        """
        delete from redactions
        where request_id = $request_id and in_table = $in_table and record_id = $record_id and field = $field
        """,
        request_id=case.id,
        in_table=place.in_table,
        record_id=place.record_id,
        field=place.field,
    )
    for start, end in ranges:
        change.insert(
            "redactions",
            id=new_id(),
            request_id=case.id,
            in_table=place.in_table,
            record_id=place.record_id,
            field=place.field,
            starts_at=start,
            ends_at=end,
            text_digest=text.digest,
            staff_id=change.actor.staff_id,
            made_at=change.now,
        )
    change.touched("redactions")


def _marks(reader: Reader, request_id: int) -> list[tuple[TextPlace, Range, str]]:
    def built(
        *, in_table: str, record_id: int, field: str, starts_at: int, ends_at: int, text_digest: str
    ) -> tuple[TextPlace, Range, str]:
        return TextPlace(in_table, record_id, field), (starts_at, ends_at), text_digest

    return reader.all(
        built,
        """
        select in_table, record_id, field, starts_at, ends_at, text_digest from redactions
        where request_id = $request_id order by starts_at
        """,
        request_id=request_id,
    )


def _read(text: FreeText, marks: list[tuple[Range, str]]) -> Read:
    if any(digest != text.digest for _, digest in marks):
        return Read(text, (), is_stale=True)
    return Read(text, tuple(found for found, _ in marks))
