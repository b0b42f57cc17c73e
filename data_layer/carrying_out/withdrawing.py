"""Withdrawal of consent (art. 7(3) GDPR): the consents end, and with them at once what was done because of them."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date

from data_layer import consents
from data_layer.carrying_out import notices
from data_layer.carrying_out.beginning import begun
from data_layer.categories import CATEGORY_OF
from data_layer.consents import Consent, what_for
from data_layer.errors import BadInput
from data_layer.ids import new_id
from data_layer.record_checks import bad
from data_layer.requests.identity_gates import check_known
from data_layer.requests.request_history import Seen, record, refuse
from data_layer.rules.access import Act
from data_layer.rules.request_course import EventKind, event_problem
from data_layer.rules.sentences import Sentence, say
from data_layer.staff import Actor
from data_layer.store import Store
from data_layer.transactions import Change, Reader
from data_layer.vocabulary import Right


@dataclass(frozen=True, slots=True)
class Ended:
    """A consent that ended because of a request, and how many preconditions that rested on it a hold keeps."""

    purpose: int
    recipient: str | None
    about_health: bool
    withdrawn_on: date
    resting: int


def standing(reader: Reader, client_id: int) -> list[Consent]:
    """The consents that can be withdrawn."""
    return [consent for consent in consents.consents_of(reader, client_id) if consent.withdrawn_on is None]


def ended_by(reader: Reader, request_id: int) -> list[Ended]:
    """What a request ended, in the order in which that was recorded; also where that was done in the dossier."""
    return reader.all(
        Ended,
        """
        select c.purpose, r.name as recipient, coalesce(c.about_health, false) as about_health, c.withdrawn_on,
            (select count(*) from preconditions p where p.client_id = c.client_id and p.consent_id = c.id) as resting
        from requests q join consents c on c.client_id = q.client_id
        left join request_events e on e.kind = 'consent_ended' and e.reason_code = c.id::varchar
        left join recipients r on r.id = c.recipient_id
        where q.id = $request_id and c.withdrawn_on is not null and (e.request_id = q.id or e.id is null
            and c.withdrawn_on between q.received_on and coalesce(q.finished_on, c.withdrawn_on))
        order by e.recorded_at nulls first, c.id
        """,
        request_id=request_id,
    )


def withdraw(store: Store, actor: Actor, seen: Seen, *, event_id: int, consent_ids: Collection[int], on: date) -> None:
    """Ends these consents of the client from that day on; what rests on one about health goes, unless a hold keeps it.

    Nobody need be certain who asks, as ending a consent harms no one; but where data go with it, and then those who got
    them are told. Raises BadInput, ChangedMeanwhile.
    """
    with store.change(actor, Act.CONSENT_WITHDRAW, seen.subject) as change:
        work = begun(change, seen, event_id, Right.CONSENT_WITHDRAWAL)
        if work is None:
            return
        case, client_id = work
        refuse(event_problem(on, case.received_on, None, change.today), "withdrawn_on")
        chosen = _chosen(change, client_id, consent_ids, on)
        if consents.destroys(change, client_id, consent_ids):
            _check_known(change, case.id)
            notices.open_for(change, case, {CATEGORY_OF["preconditions"].code}, "erased")
        for at, consent in enumerate(chosen):
            _end(change, client_id, consent, on)
            ended_id = new_id() if at else event_id
            record(change, case, ended_id, EventKind.CONSENT_ENDED, on, code=str(consent.id))


def _check_known(change: Change, request_id: int) -> None:
    try:
        check_known(change, request_id, change.today)
    except BadInput as error:
        raise BadInput(
            say("Data about health rest on this consent and are erased with it. %(why)s", why=error.sentence),
            "consents",
        ) from error


def _chosen(change: Change, client_id: int, consent_ids: Collection[int], on: date) -> list[Consent]:
    if not consent_ids:
        raise BadInput(say("Nothing is chosen; nothing was saved. Choose what the person withdraws."), "consents")
    found = [consent for consent in standing(change, client_id) if consent.id in consent_ids]
    if len(found) < len(set(consent_ids)):
        raise BadInput(
            say("One of these consents does not stand any more; nothing was saved. Look at them again."), "consents"
        )
    for consent in found:
        if on < consent.given_on:
            raise bad(
                "withdrawn_on",
                say(
                    "A consent is withdrawn on a day from %(first)s up to and including today.", first=consent.given_on
                ),
            )
    return found


def _end(change: Change, client_id: int, consent: Consent, on: date) -> None:
    """Ends one; of two that say the same the first took the other along already."""
    if change.value("select withdrawn_on from consents where id = $id", id=consent.id) is None:
        change.update("consents", consent.id, consent.version, withdrawn_on=on)
        consents.end(change, client_id, consent.id, on)


def told(reader: Reader, request_id: int) -> tuple[Sentence, ...]:
    """What the letter says of each consent: from when we stopped, and what became of what rested on it."""
    # of two consents that say the same both ended, and it is said once
    return tuple(dict.fromkeys(sentence for one in ended_by(reader, request_id) for sentence in _told(one)))


def _told(one: Ended) -> Iterator[Sentence]:
    yield say(
        "You withdrew your consent for: %(what)s. We stopped with that on %(day)s.",
        what=what_for(one.purpose, one.recipient, about_health=one.about_health),
        day=one.withdrawn_on,
    )
    if one.recipient:
        yield say("%(recipient)s gets no data about you from us any more on that consent.", recipient=one.recipient)
    if one.about_health and one.resting:
        yield say("We must keep what you told us about your health a little longer. We do not use it any more.")
    elif one.about_health:
        yield say("What you told us about your health, we have erased.")
