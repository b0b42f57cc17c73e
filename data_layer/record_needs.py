"""What some records need beyond their fields: a number, a clock, a consent; and what keeps a record from going."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from data_layer.categories import CATEGORY_OF, RecordKind
from data_layer.complaints.complaint_history import tell
from data_layer.errors import BadInput, NotAllowed
from data_layer.ids import new_id
from data_layer.log import Reason
from data_layer.numbering import next_number
from data_layer.record_checks import Values, bad
from data_layer.rules.access import Act, may
from data_layer.rules.complaints import ComplaintEvent, answer_days, received_problem
from data_layer.rules.sentences import say
from data_layer.transactions import Change, Reader

NO_CONSENT = say(
    "What concerns health needs the client's explicit consent, and none is recorded. Record the consent first, or"
    " leave health out."
)


def of_new(change: Change, kind: RecordKind, client_id: int, values: Values) -> dict[str, Any]:
    """The columns beside its fields that a new record needs. Raises BadInput, NotAllowed."""
    match kind.table:
        case "complaints":
            change.require(Act.COMPLAINT_CHANGE)
            if problem := received_problem(values["received_on"], change.today):
                raise bad("received_on", problem)
            days = answer_days(values["received_on"], change.settings.is_free_day)
            return {"number": next_number(change, "complaint"), **days}
        case "preconditions":
            return _consent(change, client_id, values)
        case "progress_notes":
            return {"written_by": change.actor.staff_id}
        case _:
            return {}


def begin(change: Change, kind: RecordKind, record_id: int, values: Values) -> None:
    """What the desk tells of a new record from then on: of a complaint, that it came in."""
    if kind.table == "complaints":
        tell(change, record_id, new_id(), ComplaintEvent.RECEIVED, values["received_on"])


def of_changed(change: Change, kind: RecordKind, client_id: int, values: Values, changes: Values) -> dict[str, Any]:
    """The columns beside its fields that follow when some of them change. Raises BadInput, NotAllowed."""
    if kind.table == "complaints":
        change.require(Act.COMPLAINT_CHANGE)
    if kind.table == "preconditions" and "about_health" in changes:
        return _consent(change, client_id, values)
    return {}


@dataclass(frozen=True, slots=True)
class Passed:
    """The holds that do not stand in the way: of requests for these rights, and of a restriction (art. 18)."""

    requests: tuple[str, ...] = ()
    restriction: bool = False


NONE_PASSED = Passed()


def check_removal(
    change: Change, kind: RecordKind, client_id: int, reason: Reason | None, passed: Passed = NONE_PASSED
) -> None:
    """Lets nothing go while a hold keeps the category, but for the privacy officer with a written reason.

    Holds that are `passed` do not count. Raises NotAllowed, and BadInput for the officer without that reason.
    """
    since = held_since(change, kind, client_id, passed)
    if since is None:
        return
    if not may(change.actor.roles, Act.HOLD_LIFT):
        raise NotAllowed(
            say(
                "This is held since %(day)s, so nothing of it may go; nothing was removed. Correct it instead, or ask"
                " the privacy officer.",
                day=since,
            )
        )
    if reason is None or not (reason.text or "").strip():
        raise BadInput(
            say(
                "This is held since %(day)s; nothing was removed. Write down why it must go all the same.",
                day=since,
            ),
            "reason_text",
        )


def held_since(reader: Reader, kind: RecordKind, client_id: int, passed: Passed = NONE_PASSED) -> date | None:
    """Since when a hold keeps the client's records of this kind; None when none does that is not `passed`."""
    category = CATEGORY_OF.get(kind.code)
    since: date | None = reader.value(
        """
        select min(since) from holds where client_id = $client_id and until is null
            and (categories is null or list_has_any(categories, $codes::varchar[]))
            and not (kind = 'request' and fact_id in (
                select id from requests where list_contains($but_requests::varchar[], request_right)))
            and not (kind = 'restriction' and $but_restriction)
        """,
        client_id=client_id,
        codes=[category.code] if category else [],
        but_requests=list(passed.requests),
        but_restriction=passed.restriction,
    )
    return since


def health_consent(reader: Reader, client_id: int) -> int | None:
    """The client's explicit consent to record what concerns health, as long as it is not withdrawn."""
    found: int | None = reader.value(
        """
        select id from consents where client_id = $client_id and about_health and withdrawn_on is null
        order by given_on desc, id desc limit 1
        """,
        client_id=client_id,
    )
    return found


def _consent(reader: Reader, client_id: int, values: Values) -> dict[str, Any]:
    if not values["about_health"]:
        return {"consent_id": None}
    consent_id = health_consent(reader, client_id)
    if consent_id is None:
        raise bad("about_health", NO_CONSENT)
    return {"consent_id": consent_id}
