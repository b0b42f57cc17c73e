"""Mailing everybody their work of the day, once a day, and what was not possible of it."""

import threading
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any
from weakref import WeakKeyDictionary

from data_layer.digests.letter import letter
from data_layer.digests.people import Handler, handlers
from data_layer.digests.work import Work, work_of
from data_layer.errors import BadInput
from data_layer.log import Reason, Subject
from data_layer.mailing import PROBLEMS, Mail, MailFailed, Post, RecipientRefused, post
from data_layer.rules.access import Act
from data_layer.rules.checks import AMSTERDAM
from data_layer.rules.sentences import Sentence, say
from data_layer.rules.working_days import add_months
from data_layer.settings import Settings
from data_layer.staff import Actor
from data_layer.store import Store
from data_layer.transactions import Reader, check_role

_UNTIL = time(18, 0)  # what could not be sent by then is of tomorrow
_KEPT_MONTHS = 24  # as what was looked at
_BEGUN = "begun"  # in the log: a run in which there was something to send
_one_run = threading.Lock()
_mailed: WeakKeyDictionary[Store, set[tuple[int, date]]] = WeakKeyDictionary()
"""Who was mailed on which day since the desk started, also when that could not be noted in the store."""


@dataclass(frozen=True, slots=True)
class Sent:
    """How many got their mail now, how many addresses were refused, and how many could not be tried, and why."""

    mails: int = 0
    refused: int = 0
    not_tried: int = 0
    why: Sentence | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """When reminders last left, and what went wrong after that: when, why, and with whose address if with one."""

    sent_at: datetime | None
    failed_at: datetime | None = None
    why: Sentence | None = None
    whose: str | None = None


def is_set_up(settings: Settings) -> bool:
    """Whether there is a mail server."""
    return settings.smtp_host is not None


def is_time(settings: Settings, today: date, now: datetime) -> bool:
    """Whether reminders go out at this moment: on a working day, from the set hour until the evening."""
    if settings.is_free_day(today):
        return False
    at = now.astimezone(AMSTERDAM).time()
    return settings.digest_at <= at and (at < _UNTIL or settings.digest_at >= _UNTIL)


def send_due(store: Store, actor: Actor, only: int | None = None) -> Sent:
    """Mails today's work to everybody who has some and did not get it yet, or only to this one.

    On a day off it does nothing. One refused address stops no other; when the server fails, the rest waits. Raises
    NotAllowed; BadInput when no mail server is set; StoreUnavailable, before any mail, when nothing can be noted.
    """
    check_role(actor, Act.DIGEST_SEND)
    if not is_set_up(store.settings):
        raise BadInput(say("No mail server is set, so nothing was sent. Set STEP_SMTP_HOST and STEP_MAIL_FROM."))
    with _one_run:
        with store.read(actor, Act.DIGEST_VIEW) as reader:
            told = {staff_id for staff_id, day in _mailed.get(store, ()) if day == reader.today}
            waiting = [] if store.settings.is_free_day(reader.today) else _waiting(reader, store.clock(), only, told)
        if not waiting:
            return Sent()
        _begin(store, actor, len(waiting))
        return _send(store, actor, waiting)


def standing(reader: Reader) -> Standing:
    """How the sending of reminders goes, by the log."""
    told: dict[str, datetime] | None = reader.one(
        dict,
        """
        select max(happened_at) filter (reason_code is null) as sent_at,
            coalesce(max(seq) filter (reason_code is null), 0) as last
        from log where act = $act
        """,
        act=Act.DIGEST_SEND.value,
    )
    assert told is not None  # noqa: S101 - a maximum always answers
    failed: dict[str, Any] | None = reader.one(
        dict,
        """
        select l.happened_at, l.reason_code, s.name from log l
        left join staff s on l.subject_kind = 'staff' and s.id = l.subject_id
        where l.act = $act and l.chain = 'change' and l.reason_code <> $begun and l.seq > $last
        order by l.seq desc limit 1
        """,
        act=Act.DIGEST_SEND.value,
        begun=_BEGUN,
        last=told["last"],
    )
    if failed is None:
        return Standing(told["sent_at"])
    return Standing(told["sent_at"], failed["happened_at"], PROBLEMS[failed["reason_code"]], failed["name"])


def _begin(store: Store, actor: Actor, waiting: int) -> None:
    """Notes that a run begins, so that nothing is mailed while nothing can be noted, and drops what is too old."""
    with store.change(actor, Act.DIGEST_SEND, reason=Reason(_BEGUN)) as change:
        change.execute("delete from digests_sent where day < $since", since=add_months(change.today, -_KEPT_MONTHS))
        change.bulk(waiting)


def _waiting(reader: Reader, now: datetime, only: int | None, told: set[int]) -> list[tuple[Handler, Work]]:
    """Who has work today and was not told of it yet."""
    told = told.union(reader.values("select staff_id from digests_sent where day = $today", today=reader.today))
    found = [
        (one, work_of(reader, one.person, now))
        for one in handlers(reader)
        if one.person.staff_id not in told and only in (None, one.person.staff_id)
    ]
    return [(one, work) for one, work in found if work.items]


def _send(store: Store, actor: Actor, waiting: list[tuple[Handler, Work]]) -> Sent:
    refused: list[tuple[int, str]] = []
    done = 0
    try:
        with post(store.settings) as server:
            for one, work in waiting:
                try:
                    _mail(store, server, one, work)
                except RecipientRefused as problem:
                    refused.append((one.person.staff_id, problem.code))
                    continue
                _mailed.setdefault(store, set()).add((one.person.staff_id, work.day))
                # Only now: whoever stops the desk at this very moment makes one mail come twice, and none get lost.
                _note(store, actor, one, work)
                done += 1
    except MailFailed as failed:
        left = len(waiting) - done - len(refused)
        _note_problems(store, actor, refused)
        _note_problem(store, actor, failed.code, left)
        return Sent(done, len(refused), left, failed.sentence)
    _note_problems(store, actor, refused)
    return Sent(done, len(refused), why=PROBLEMS[refused[-1][1]] if refused else None)


def _mail(store: Store, server: Post, one: Handler, work: Work) -> None:
    said = letter(work, store.settings.desk_address)
    server.send(Mail(one.email, said.subject, said.text, said.html), store.clock())


def _note(store: Store, actor: Actor, one: Handler, work: Work) -> None:
    with store.change(actor, Act.DIGEST_SEND, Subject("staff", one.person.staff_id)) as change:
        change.insert(
            "digests_sent",
            staff_id=one.person.staff_id,
            day=work.day,
            sent_at=change.now,
            cases=len(work.items),
        )
        change.bulk(len(work.items))


def _note_problems(store: Store, actor: Actor, refused: list[tuple[int, str]]) -> None:
    for staff_id, code in refused:
        with store.change(actor, Act.DIGEST_SEND, Subject("staff", staff_id), Reason(code)):
            pass


def _note_problem(store: Store, actor: Actor, code: str, left: int) -> None:
    with store.change(actor, Act.DIGEST_SEND, reason=Reason(code)) as change:
        change.bulk(left)
