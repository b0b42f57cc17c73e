"""What becomes of a notice to a recipient: sent, confirmed, or not sent because that would be disproportionate."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from data_layer.carrying_out import notice_letters
from data_layer.carrying_out.notices import NoticeState
from data_layer.errors import BadInput
from data_layer.ids import new_id
from data_layer.requests.request_documents import mark_sent
from data_layer.requests.request_history import Current, Seen, current, record, refuse
from data_layer.rules.access import Act
from data_layer.rules.checks import cleaned
from data_layer.rules.request_course import EventKind, event_problem
from data_layer.rules.sentences import Sentence, say, say_n
from data_layer.staff import Actor
from data_layer.store import Store
from data_layer.transactions import Change, Reader

_NOT_SO: dict[NoticeState, Sentence] = {
    NoticeState.OPEN: say("This recipient is not told yet. First record that the notice was sent."),
    NoticeState.SENT: say("It is recorded already that this recipient was told."),
    NoticeState.CONFIRMED: say("It is recorded already that this recipient confirmed."),
    NoticeState.DISPROPORTIONATE: say("It is recorded already why this recipient is not told."),
}


def sent(store: Store, actor: Actor, seen: Seen, *, event_id: int, notice_id: int, sent_on: date) -> None:
    """Records that the notice, with its letter, left on this day. Raises BadInput, ChangedMeanwhile, NotAllowed."""
    with store.change(actor, Act.NOTICE_SEND, seen.subject) as change:
        case = current(change, seen, event_id)
        if case is None:
            return
        notice = _the_notice(change, case, notice_id, NoticeState.OPEN)
        refuse(event_problem(sent_on, case.received_on, None, change.today), "sent_on")
        if notice["opened_on"] and sent_on < notice["opened_on"]:
            refuse(
                say("It was made on %(day)s, so it cannot have been sent before.", day=notice["opened_on"]), "sent_on"
            )
        if notice["opened_on"] and notice["document_id"] is None:
            refuse(
                say("The letter of this notice is gone, so it cannot have been sent. First make it again."),
                "notice_id",
            )
        if notice["document_id"] is not None and notice["letter_sent_on"] is None:
            mark_sent(change, case, new_id(), notice["document_id"], sent_on)
        change.update("notices", notice_id, notice["version"], state=NoticeState.SENT, sent_on=sent_on)
        record(change, case, event_id, EventKind.NOTICE_SENT, sent_on, about=notice_id, code=notice["code"])


def letter_again(store: Store, actor: Actor, seen: Seen, *, event_id: int, notice_id: int) -> None:
    """Makes the letter of a notice that has none any more; its id is the event's. Raises BadInput, ChangedMeanwhile."""
    with store.change(actor, Act.NOTICE_SEND, seen.subject) as change:
        case = current(change, seen, event_id)
        if case is None:
            return
        notice = _the_notice(change, case, notice_id, NoticeState.OPEN)
        if notice["document_id"] is not None:
            refuse(say("The letter of this notice is there already."), "notice_id")
        if case.client_id is None:
            refuse(say("Nobody knows any more who it is about. Record why this recipient is not told."), "notice_id")
        notice_letters.make(change, case, notice_id, event_id)


def confirmed(store: Store, actor: Actor, seen: Seen, *, event_id: int, notice_id: int, confirmed_on: date) -> None:
    """Records that the recipient did as asked, also after the case was finished. Raises BadInput, ChangedMeanwhile."""
    with store.change(actor, Act.NOTICE_SEND, seen.subject) as change:
        case = current(change, seen, event_id)
        if case is None:
            return
        notice = _the_notice(change, case, notice_id, NoticeState.SENT)
        refuse(event_problem(confirmed_on, case.received_on, None, change.today), "confirmed_on")
        if confirmed_on < notice["sent_on"]:
            refuse(
                say("The notice was sent on %(day)s, so it was not confirmed before.", day=notice["sent_on"]),
                "confirmed_on",
            )
        change.update("notices", notice_id, notice["version"], state=NoticeState.CONFIRMED, confirmed_on=confirmed_on)
        record(change, case, event_id, EventKind.NOTICE_CONFIRMED, confirmed_on, about=notice_id, code=notice["code"])


def waived(store: Store, actor: Actor, seen: Seen, *, event_id: int, notice_id: int, why: str) -> None:
    """Records why this recipient is not told: impossible, or disproportionate (art. 19). Raises BadInput without why.

    Also ChangedMeanwhile.
    """
    with store.change(actor, Act.NOTICE_SEND, seen.subject) as change:
        case = current(change, seen, event_id)
        if case is None:
            return
        notice = _the_notice(change, case, notice_id, NoticeState.OPEN)
        reason = cleaned(why)
        if not reason:
            raise BadInput(
                say("It is not said why; nothing was saved. Write why telling this recipient is too much to ask."),
                "why",
            )
        change.update("notices", notice_id, notice["version"], state=NoticeState.DISPROPORTIONATE, reason=reason)
        record(
            change, case, event_id, EventKind.NOTICE_WAIVED, change.today, about=notice_id, code=notice["code"],
            body=reason,
        )  # fmt: skip


def _the_notice(change: Change, case: Current, notice_id: int, state: NoticeState) -> dict[str, Any]:
    found: dict[str, Any] | None = change.one(
        dict,
        """
        select n.version, n.state, n.opened_on, n.sent_on, n.document_id, d.sent_on as letter_sent_on, r.code
        from notices n join recipients r on r.id = n.recipient_id
            left join request_documents d on d.id = n.document_id
        where n.id = $id and n.request_id = $request_id
        """,
        id=notice_id,
        request_id=case.id,
    )
    if found is None:
        raise BadInput(say("This notice is not with this request; nothing was saved. Choose another."), "notice_id")
    if found["state"] != state:
        refuse(_NOT_SO[NoticeState(found["state"])], "notice_id")
    return found


def astray(reader: Reader) -> Iterator[Sentence]:
    """Notices without the event that opened them, or whose state is not what their events say."""
    n = reader.value(
        """
        with steps as (
            select about as id, list(kind) as kinds from request_events
            where kind in ('notice_sent', 'notice_confirmed', 'notice_waived') group by about
        )
        select count(*) from notices n
            left join request_events e on e.id = n.id and e.request_id = n.request_id and e.kind = 'notice_opened'
            left join steps s on s.id = n.id
        where n.opened_on is not null and (e.id is null or n.state <> case
            when list_contains(s.kinds, 'notice_confirmed') then 'confirmed'
            when list_contains(s.kinds, 'notice_sent') then 'sent'
            when list_contains(s.kinds, 'notice_waived') then 'disproportionate' else 'open' end)
        """
    )
    if n:
        yield say_n(
            "One notice to a recipient is not as its events say.",
            "%(n)s notices to recipients are not as their events say.",
            n,
        )
