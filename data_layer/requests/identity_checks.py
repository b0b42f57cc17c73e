"""The identity checks of a request as they stand, and the contacts that a code may go to."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from data_layer.errors import BadInput
from data_layer.log import Subject
from data_layer.requests.request_case import Applicant, Case
from data_layer.rules.access import Act
from data_layer.rules.identity_ladder import Method
from data_layer.rules.sentences import Sentence, say, say_n
from data_layer.staff import Actor
from data_layer.store import Store
from data_layer.transactions import Reader

Result = Literal["verified", "failed"]


@dataclass(frozen=True, slots=True)
class Check:
    """One attempt to make sure who asks. `verified_on` is the day of the result, whichever it was.

    `question_id` is the question by which the clock waits for it. Of a copy there are days only, never the image; one
    that came `unasked` is to be destroyed, and no result is waited for.
    """

    id: int
    method: Method
    reason: str | None
    asked_on: date
    verified_on: date | None
    verified_by: str | None
    result: Result | None
    copy_received_on: date | None
    photo_masked: bool | None
    bsn_masked: bool | None
    copy_destroyed_on: date | None
    question_id: int | None
    unasked: bool | None
    version: int

    @property
    def is_open(self) -> bool:
        """Whether its result is still to come."""
        return self.result is None and not self.unasked

    @property
    def awaits_copy(self) -> bool:
        """Whether a copy may still come in."""
        return self.method is Method.MASKED_COPY and self.copy_received_on is None

    @property
    def has_copy(self) -> bool:
        """Whether a copy lies here."""
        return self.copy_received_on is not None and self.copy_destroyed_on is None


@dataclass(frozen=True, slots=True)
class Contact:
    """A phone number or e-mail address of the client, that was in the file before the request came in."""

    kind: Literal["phone", "email"]
    value: str
    remark: str | None


def checks(reader: Reader, request_id: int) -> list[Check]:
    """The checks of a request, the earliest first."""
    return reader.all(
        _check,
        """
        select i.* exclude (request_id, verified_by), s.name as verified_by
        from identity_checks i left join staff s on s.id = i.verified_by
        where i.request_id = $request_id order by i.asked_on, i.id
        """,
        request_id=request_id,
    )


def _check(*, method: str, **columns: Any) -> Check:
    return Check(method=Method(method), **columns)


def of_case(store: Store, actor: Actor, case: Case, *, sitting: str) -> list[Check]:
    """The checks of the case that this person looks at in this sitting."""
    with store.read(actor, Act.REQUEST_VIEW, Subject("request", case.id), sitting=sitting) as reader:
        return checks(reader, case.id)


def the_open_one(found: Sequence[Check]) -> Check | None:
    """The check whose result is still to come."""
    return next((check for check in found if check.is_open), None)


def the_check(reader: Reader, request_id: int, check_id: int) -> Check:
    """The check of this request with this id. Raises BadInput when it is not of this request."""
    check = next((found for found in checks(reader, request_id) if found.id == check_id), None)
    if check is None:
        raise BadInput(say("This identity check is not of this request; nothing was saved. Look at the case again."))
    return check


def possible_methods(reader: Reader, request_id: int) -> tuple[Method, ...]:
    """The ways that there are for this request: without a contact on file no code can be sent.

    The contacts are the client's: a code to them does not say who a representative is, or somebody unknown.
    """
    of_themselves = reader.value(
        "select applicant_kind = $themselves from requests where id = $id", themselves=Applicant.SELF, id=request_id
    )
    has_contact = of_themselves and _contacts(reader, request_id)
    return tuple(method for method in Method if has_contact or method is not Method.CODE_TO_CONTACT)


def contacts_on_file(store: Store, actor: Actor, case: Case, *, sitting: str) -> list[Contact]:
    """To what a code may be sent; the look into the client's file is logged once per sitting."""
    if case.client_id is None:
        return []
    with store.read(actor, Act.CLIENT_VIEW, Subject("client", case.client_id), sitting=sitting) as reader:
        return _contacts(reader, case.id)


def _contacts(reader: Reader, request_id: int) -> list[Contact]:
    # what was entered or changed since the request came in may come from whoever sent it
    return reader.all(
        Contact,
        """
        with asked as (
            select client_id, received_on from requests where id = $request_id
        ), on_file as (
            select id, 'phones' as in_table, 'phone' as kind, phone as value, remark
            from phones where client_id = (select client_id from asked)
            union all
            select id, 'emails', 'email', email, remark
            from emails where client_id = (select client_id from asked)
        ), later as (
            select c.in_table, c.record_id
            from record_changes c join log l on l.chain = 'change' and l.seq = c.seq
            where c.client_id = (select client_id from asked) and c.in_table in ('phones', 'emails')
                and c.what in ('added', 'corrected') and list_has_any(c.fields, ['phone', 'email'])
                and (l.happened_at at time zone 'Europe/Amsterdam')::date >= (select received_on from asked)
        )
        select f.kind, f.value, f.remark
        from on_file f anti join later c on c.in_table = f.in_table and c.record_id = f.id
        order by f.kind desc, f.id
        """,
        request_id=request_id,
    )


def astray(reader: Reader) -> Iterator[Sentence]:
    """What is wrong where a check has other days than its events, or one is without the other."""
    n = reader.value(
        """
        with of_checks as (
            select id, request_id, 'identity_asked' as kind, asked_on as happened_on, method as code
            from identity_checks where unasked is not true
            union all select id, request_id, if(result = 'failed', 'identity_failed', 'identity_verified'),
                verified_on, null
            from identity_checks where verified_on is not null or result is not null
            union all select id, request_id, 'copy_received', copy_received_on, if(unasked, 'unasked', null)
            from identity_checks where copy_received_on is not null
            union all select id, request_id, 'copy_destroyed', copy_destroyed_on, null
            from identity_checks where copy_destroyed_on is not null
        ), of_events as (
            select coalesce(about, id) as id, request_id, kind, happened_on, reason_code as code from request_events
            where kind in ('identity_asked', 'identity_verified', 'identity_failed', 'copy_received', 'copy_destroyed')
        )
        select count(distinct id) from (
            (from of_checks except all from of_events) union all (from of_events except all from of_checks)
        )
        """
    )
    if n:
        yield say_n(
            "One identity check does not have the days that its events say.",
            "%(n)s identity checks do not have the days that their events say.",
            n,
        )
