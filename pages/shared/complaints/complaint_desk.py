"""What the screens and forms about complaints share: who acts on which one, and how it stands in words."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date
from functools import partial

from data_layer.complaints.complaint_case import Complaint
from data_layer.complaints.complaint_lists import Row
from data_layer.requests.request_queue import PHASE_LABELS
from data_layer.rules.sentences import Sentence, say
from data_layer.staff import Actor
from data_layer.store import Store
from data_layer.transactions import Seen
from pages.shared import confirm, links, phases
from pages.shared.case_forms import day_since, drawn_as, version_seen
from pages.shared.confirm import Question
from pages.shared.forms import Form
from pages.shared.navigation import COMPLAINT
from pages.shared.wording import _

ANSWERED, CLOSED = say("answered"), say("closed")


@dataclass(frozen=True, slots=True)
class Desk:
    """Who records something about which complaint, as it stood when this person looked at it."""

    store: Store
    actor: Actor
    complaint: Complaint
    seen: Seen

    @property
    def draft(self) -> str:
        """The name of the form, of which one is open per complaint."""
        return f"complaint:{self.complaint.id}"


def stand(complaint: Complaint | Row) -> str:
    """Where a complaint stands: the word of its phase, or that it is answered or closed."""
    if complaint.phase:
        return _(PHASE_LABELS[complaint.phase])
    closed_on = complaint.closed_on if isinstance(complaint, Row) else complaint.facts.closed_on
    return _(CLOSED if closed_on else ANSWERED)


def stand_column() -> object:
    """The column of a table whose cells hold `[stand(row)]`."""
    return phases.column(_("State"), (ANSWERED, CLOSED))


def seen_before(complaint: Complaint) -> Seen:
    """The complaint as the last drawing of this screen showed it: what a button on it was pressed upon."""
    return Seen(complaint.id, version_seen(f"complaint:{complaint.id}", complaint.version))


def form(desk: Desk, name: str) -> AbstractContextManager[Form]:
    """A form of this complaint, whose id is that of the event that it will record."""
    return drawn_as(desk.draft, name)


def day_field(label: str, desk: Desk, key: str) -> date:
    """A day between the receipt of the complaint and today."""
    return day_since(label, desk.complaint.facts.received_on, key)


def written(
    desk: Desk,
    drawn: Form,
    write: Callable[[Store], None],
    sentence: Sentence,
    *,
    pressed: bool,
    asks: Callable[[], Question] | None = None,
) -> None:
    """Writes as `confirm.written` does, and draws the complaint anew."""
    then = partial(links.go, COMPLAINT, nummer=desk.complaint.number)
    confirm.written(drawn, desk.store, write, sentence, then, pressed=pressed, asks=asks)
