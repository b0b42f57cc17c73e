"""Telling those who got the data what became of them (art. 19 GDPR): one notice for each recipient."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from data_layer.carrying_out import notice_letters
from data_layer.carrying_out.notice_recipients import reach_of
from data_layer.categories import CATEGORIES
from data_layer.disclosure_trail import Step, recipients_who_got
from data_layer.documents.recipient_notice import BY_VALUE, Changed
from data_layer.ids import new_id
from data_layer.requests.request_history import Current, record
from data_layer.rules.request_course import EventKind
from data_layer.rules.sentences import Sentence, say
from data_layer.transactions import Change, Reader


class NoticeState(StrEnum):
    """How far a notice is: all but the first end the duty."""

    OPEN = "open"
    SENT = "sent"
    CONFIRMED = "confirmed"
    DISPROPORTIONATE = "disproportionate"


STATE_LABELS = {
    NoticeState.OPEN: say("to be sent"),
    NoticeState.SENT: say("letter sent"),
    NoticeState.CONFIRMED: say("confirmed"),
    NoticeState.DISPROPORTIONATE: say("not told: disproportionate"),
}
CHANGE_LABELS: dict[Changed, Sentence] = {
    "corrected": say("corrected"),
    "completed": say("completed"),
    "erased": say("erased"),
    "restricted": say("restricted"),
}


@dataclass(frozen=True, slots=True)
class Notice:
    """What one recipient is told; `change` is None of one that was opened before this was kept.

    `document_id` is its letter; `reason` why it is not told.
    """

    id: int
    recipient_id: int
    recipient_code: str
    recipient_name: str
    categories: tuple[str, ...]
    change: Changed | None
    state: NoticeState
    opened_on: date | None
    sent_on: date | None
    confirmed_on: date | None
    reason: str | None
    document_id: int | None
    version: int


def open_for(change: Change, case: Current, categories: Collection[str], what: Changed) -> int:
    """Opens a notice, in the open transaction, for each recipient who really got one of these categories; how many.

    Its letter is made with it. Of an erasure it is called before the data go; of a correction after what became of
    each field is kept. What a notice of this request says already, it says once: one that was not sent yet grows.
    """
    assert case.client_id is not None  # noqa: S101 - only what is known of somebody can be changed
    # a letter that is made anew after the name was erased would not say any more who it is about
    can_grow = what != "erased" or notice_letters.is_named(change, case.client_id)
    opened, there = 0, of_case(change, case.id)
    for step in recipients_who_got(change, case.client_id, categories):
        before = [
            found
            for found in there
            if found.recipient_code == step.recipient_code and _is_of_one_letter(found.change, what)
        ]
        to_tell = _to_tell(change, case.client_id, step, before, what)
        waiting = next((found for found in before if found.state is NoticeState.OPEN and can_grow), None)
        if not to_tell:
            continue
        if waiting is None:
            notice_id = new_id()
            change.insert(
                "notices", id=notice_id, request_id=case.id, recipient_id=step.recipient_id,
                categories=list(to_tell), change=what, opened_on=change.today,
            )  # fmt: skip
            record(change, case, notice_id, EventKind.NOTICE_OPENED, change.today, code=step.recipient_code)
            opened += 1
        else:
            notice_id = waiting.id
            both = [category.code for category in CATEGORIES if category.code in {*waiting.categories, *to_tell}]
            said = "corrected" if waiting.change == "corrected" else what
            change.update("notices", notice_id, waiting.version, categories=both, change=said)
        notice_letters.make(change, case, notice_id)
    return opened


def _is_of_one_letter(before: Changed | None, what: Changed) -> bool:
    """Whether it asks the same of the recipient; what was corrected and what was completed go together."""
    return before == what or (before in BY_VALUE and what in BY_VALUE)


def _to_tell(reader: Reader, client_id: int, step: Step, before: Sequence[Notice], what: Changed) -> tuple[str, ...]:
    """The categories of which something is still to be told; what has new values is told anew."""
    if what in BY_VALUE:
        return step.categories
    if what == "restricted":
        said = _said_of_restriction(reader, client_id, step.recipient_id)
    else:
        said = {category for found in before for category in found.categories}
    return tuple(category for category in step.categories if category not in said)


def _said_of_restriction(reader: Reader, client_id: int, recipient_id: int) -> set[str]:
    """The categories that the recipient was told, or will be, to be restricted since the client last was not."""
    return set(
        reader.values(
            """
            with standing as (
                select e.recorded_at,
                    sum(case e.kind when 'restricted' then 1 else -1 end) over (order by e.recorded_at, e.id) as n
                from request_events e join requests r on r.id = e.request_id
                where r.client_id = $client_id and e.kind in ('restricted', 'restriction_lifted')
            )
            select unnest(n.categories)
            from notices n join requests r on r.id = n.request_id join request_events e on e.id = n.id
            where r.client_id = $client_id and n.recipient_id = $recipient_id and n.change = 'restricted'
                and (n.state = 'open'
                    or e.recorded_at > coalesce((select max(recorded_at) from standing where n <= 0), '-infinity'))
            """,
            client_id=client_id,
            recipient_id=recipient_id,
        )
    )


def of_case(reader: Reader, request_id: int) -> list[Notice]:
    """The notices of a request, by recipient."""

    def built(*, categories: list[str], state: str, **columns: Any) -> Notice:
        return Notice(categories=tuple(categories), state=NoticeState(state), **columns)

    return reader.all(
        built,
        """
        select n.id, n.recipient_id, r.code as recipient_code, r.name as recipient_name, n.categories, n.change,
            n.state, n.opened_on, n.sent_on, n.confirmed_on, n.reason, n.document_id, n.version
        from notices n join recipients r on r.id = n.recipient_id
        where n.request_id = $request_id order by r.in_statement desc, r.id, n.id
        """,
        request_id=request_id,
    )


def kept_from(reader: Reader, client_id: int, notice: Notice) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The categories that the recipient should never have got, and those that its letter does not tell."""
    if notice.change is None:
        return (), ()
    return reach_of(reader, client_id, notice.recipient_id, notice.categories).kept_from(notice.change)


def told(reader: Reader, request_id: int) -> tuple[Sentence, ...]:
    """For the person: which recipients are told of what was done, and which are not; why not, when asked (art. 19)."""
    found = of_case(reader, request_id)
    said: list[Sentence] = []
    for notice in found:
        name = notice.recipient_name
        if notice.sent_on is not None:
            said.append(say("We told %(name)s on %(day)s what was changed.", name=name, day=notice.sent_on))
        elif notice.state is NoticeState.DISPROPORTIONATE:
            said.append(
                say(
                    "We did not tell %(name)s: that cannot be done, or takes far too much effort. You can ask us why.",
                    name=name,
                )
            )
    waiting = [notice.recipient_name for notice in found if notice.state is NoticeState.OPEN]
    if waiting:
        names = ", ".join(dict.fromkeys(waiting))
        said.append(say("We will still tell these organisations what was changed: %(names)s.", names=names))
    return tuple(said)
