"""What the screens and forms about complaints share: who acts on which one, and how it stands in words."""

from dataclasses import dataclass
from datetime import date

from data_layer.complaints.complaint_case import Complaint
from data_layer.complaints.complaint_lists import Row
from data_layer.requests.request_queue import PHASE_LABELS
from data_layer.rules.sentences import say
from data_layer.staff import Actor
from data_layer.store import Store
from data_layer.transactions import Seen
from pages.shared import phases
from pages.shared.case_forms import version_seen
from pages.shared.navigation import COMPLAINT, Screen
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

    @property
    def number(self) -> str:
        """The number of the complaint, by which its screen is opened."""
        return self.complaint.number

    @property
    def received_on(self) -> date:
        """The day from which it counts."""
        return self.complaint.facts.received_on

    @property
    def legal_last_day(self) -> date:
        """The day after which its answer is late."""
        return self.complaint.clock.deadline.legal_last_day

    @property
    def screen(self) -> Screen:
        """Where it is shown."""
        return COMPLAINT


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
