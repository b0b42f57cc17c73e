"""How a client stands whose data a request restricts (art. 18 GDPR): since when, why, and who was told."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from data_layer.rules.sentences import Sentence, say
from data_layer.transactions import Reader
from data_layer.vocabulary import Right


class Why(StrEnum):
    """The four cases in which a person can have data restricted: art. 18(1)."""

    ACCURACY = "accuracy"
    UNLAWFUL = "unlawful"
    CLAIM = "claim"
    OBJECTION = "objection"


WHY_LABELS = {
    Why.ACCURACY: say("the person says that data are not right"),
    Why.UNLAWFUL: say("the data may not be used, and the person does not want them erased"),
    Why.CLAIM: say("the person needs the data for a legal claim"),
    Why.OBJECTION: say("the person objects, and that is not decided yet"),
}
_UNTIL = {
    Why.ACCURACY: say("This lasts until we have checked whether the data are right."),
    Why.UNLAWFUL: say("This lasts until you tell us that it may end."),
    Why.CLAIM: say("This lasts as long as you need the data for your legal claim."),
    Why.OBJECTION: say("This lasts until we have decided on your objection."),
}
USUAL_WHY: dict[Right, Why | None] = {
    Right.RESTRICTION: None,
    Right.RECTIFICATION: Why.ACCURACY,
    Right.OBJECTION: Why.OBJECTION,
}
"""The rights whose requests can restrict, each with the case of art. 18(1) that it usually is."""


@dataclass(frozen=True, slots=True)
class Restriction:
    """How the data of the client stand, as far as this request has to do with it.

    `since` is the day from which they are restricted, by any request; `on` the day from which this one restricts them.
    `told_on` is the first day on which the person was told that this will end, `lifts_on` the day on which it does, as
    the last letter says. `others` are the numbers of further requests that restrict them too.
    """

    since: date | None
    on: date | None
    event_id: int | None
    why: Why | None
    told_on: date | None
    lifts_on: date | None
    others: tuple[str, ...]


def of_case(reader: Reader, request_id: int) -> Restriction | None:
    """How the client of a request stands; None while nobody knows who that is."""
    client: dict[str, Any] | None = reader.one(
        dict,
        """
        select c.id, c.restricted_since, c.restricted_by_request from clients c join requests r on r.client_id = c.id
        where r.id = $id
        """,
        id=request_id,
    )
    if client is None:
        return None
    standing = standing_of(reader, client["id"])
    others = tuple(found["number"] for found in standing if found["request_id"] != request_id)
    own: dict[str, Any] | None = next((found for found in standing if found["request_id"] == request_id), None)
    if own is None:  # a backup that was put back knows the restriction, and not its event
        is_ours = client["restricted_by_request"] == request_id
        on = client["restricted_since"] if is_ours else None
        told_of = _told_of(reader, request_id, None) if is_ours else (None, None)
        return Restriction(client["restricted_since"], on, None, None, *told_of, others)
    told_of = _told_of(reader, request_id, own["id"])
    why = Why(own["reason_code"]) if own["reason_code"] else None
    return Restriction(client["restricted_since"], own["happened_on"], own["id"], why, *told_of, others)


def standing_of(reader: Reader, client_id: int) -> list[dict[str, Any]]:
    """The events that restrict the client now, the earliest first.

    One from before the day since when the data are restricted is of a restriction that a restored backup lifted again.
    """
    return reader.all(
        dict,
        """
        select e.id, e.request_id, e.happened_on, e.reason_code, r.number
        from request_events e join requests r on r.id = e.request_id join clients c on c.id = r.client_id
        where r.client_id = $client_id and e.kind = 'restricted' and e.happened_on >= c.restricted_since
            and not exists (from request_events l where l.about = e.id and l.kind = 'restriction_lifted')
        order by e.happened_on, e.recorded_at
        """,
        client_id=client_id,
    )


def _told_of(reader: Reader, request_id: int, event_id: int | None) -> tuple[date | None, date | None]:
    """When the person was first told of the end, by a letter made after the restriction, and the day last promised."""
    found: dict[str, date | None] | None = reader.one(
        dict,
        """
        select min(d.sent_on) as told_on, arg_max_null(d.lifts_on, (d.sent_on, d.id)) as lifts_on
        from request_documents d join request_events made on made.id = d.id
            left join request_events e on e.id = $event_id
        where d.request_id = $request_id and d.kind = 'lift_notice' and d.sent_on is not null
            and (e.id is null or made.recorded_at > e.recorded_at)
        """,
        request_id=request_id,
        event_id=event_id,
    )
    assert found is not None  # noqa: S101 - figures always answer
    return found["told_on"], found["lifts_on"]


def is_undecided(reader: Reader, request_id: int) -> bool:
    """Whether the request makes an objection that nobody has decided on yet."""
    return bool(
        reader.value("select 1 from objections where request_id = $id and decision is null limit 1", id=request_id)
    )


def told(reader: Reader, request_id: int) -> tuple[Sentence, ...]:
    """For the person: since when the data are restricted, what that means, and until when."""
    standing = of_case(reader, request_id)
    if standing is not None and standing.on is not None:
        return (
            say("We restricted your data on %(day)s.", day=standing.on),
            say("We keep your data. We do not use, change, pass on or erase them for now, unless you agree."),
            say("For a legal claim, or to protect somebody else, the law lets us use them all the same."),
            *_until(reader, request_id, standing.why),
            say("We tell you before the restriction ends."),
        )
    days: dict[str, date] | None = reader.one(
        dict,
        """
        select e.happened_on as restricted_on, l.happened_on as lifted_on
        from request_events e join request_events l on l.about = e.id and l.kind = 'restriction_lifted'
        where e.request_id = $id and e.kind = 'restricted' order by l.recorded_at desc limit 1
        """,
        id=request_id,
    )
    if days is None:
        return ()
    return (say("Your data were restricted from %(restricted_on)s to %(lifted_on)s.", **days),)


def _until(reader: Reader, request_id: int, why: Why | None) -> tuple[Sentence, ...]:
    if why is None:
        return ()
    if why is Why.OBJECTION and reader.value(
        "select bool_and(decision is not null) from objections where request_id = $id", id=request_id
    ):
        return (say("We have decided on your objection, so this will end."),)
    return (_UNTIL[why],)
