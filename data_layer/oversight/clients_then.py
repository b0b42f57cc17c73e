"""How many clients stood how on a day: those that are here, and of past days those that have been destroyed since."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from data_layer import client_totals, retention
from data_layer.client_states import State, in_state_on, registered_by
from data_layer.kept_states import Counted, gone_on
from data_layer.oversight.figure import Figure, Rows, rows
from data_layer.oversight.row_filters import as_of_filter
from data_layer.rules.sentences import Sentence, say
from data_layer.transactions import Reader

CLIENTS = say("clients")
WHY_NOT = say(
    "Not known of this day: data of clients who counted have been destroyed since, and only the last day of each month"
    " is kept of them. Choose the last day of a month."
)


@dataclass(frozen=True, slots=True)
class ClientCounts:
    """How many clients are counted on the day: those that are `here`, and those `gone` since; None: not known.

    `past` is what a list must be told to show them as they stood then; of today nothing.
    """

    day: date
    past: Mapping[str, str]
    here: Mapping[Counted, int]
    gone: Mapping[Counted, int | None]

    @property
    def is_today(self) -> bool:
        """Whether they are counted as they stand now."""
        return not self.past

    def of(self, what: Counted) -> int | None:
        """All of them."""
        gone = self.gone[what]
        return None if gone is None else self.here[what] + gone

    def figure(
        self,
        code: str,
        what: State,
        label: Sentence,
        meaning: Sentence,
        *,
        of: Counted | None = "clients",
        of_what: Sentence = CLIENTS,
        behind_today: Rows | None = None,
        is_wrong: bool = False,
    ) -> Figure:
        """The figure of a state; the rows behind it are the clients that are here, or today those of another list."""
        value = self.of(what)
        return Figure(
            code=code,
            label=label,
            meaning=meaning,
            value=value,
            of=self.of(of) if of else None,
            of_what=of_what,
            rows=(behind_today if self.is_today else None) or rows("clients", state=what, **self.past),
            destroyed=max(self.gone[what] or 0, 0),
            why_not=WHY_NOT if value is None else None,
            is_wrong=is_wrong and bool(value),
        )


def due_counts(reader: Reader, day: date) -> ClientCounts:
    """Clients with something due for deletion, or for more than thirty days, and those held; beside all clients."""
    if day < reader.today:
        return _then(reader, day, "due", "red", "held")
    totals, total = retention.totals(reader), client_totals.totals(reader).total
    return _now(day, {"clients": total, "due": totals.due_now, "red": totals.red, "held": totals.held})


def client_counts(reader: Reader, day: date) -> ClientCounts:
    """All clients, those in a course and those whose data are restricted."""
    if day < reader.today:
        return _then(reader, day, "in_course", "restricted")
    found = client_totals.totals(reader)
    return _now(day, {"clients": found.total, "in_course": found.in_course, "restricted": found.restricted})


def _now(day: date, here: Mapping[Counted, int]) -> ClientCounts:
    return ClientCounts(day, past={}, here=here, gone=dict.fromkeys(here, 0))


def _then(reader: Reader, day: date, *states: State) -> ClientCounts:
    here: dict[Counted, int] = {state: in_state_on(reader, state, day) for state in states}
    here["clients"] = registered_by(reader, day)
    return ClientCounts(day, past=as_of_filter(reader, day), here=here, gone=gone_on(reader, day))
