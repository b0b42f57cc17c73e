"""The other requests of a person, and those that came in the same letter."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from data_layer.rules.repeats import Before
from data_layer.rules.searching import folded
from data_layer.transactions import Reader
from data_layer.vocabulary import Outcome, Right, State


@dataclass(frozen=True, slots=True)
class Earlier:
    """One of the other requests."""

    number: str
    right: Right
    received_on: date
    state: State
    outcome: Outcome | None
    answered_on: date | None
    is_same_letter: bool

    @property
    def before(self) -> Before:
        """It, as the rule of repeated requests sees it."""
        return Before(self.number, self.right, self.answered_on)


def requests_of_person(
    reader: Reader, *, client_id: int | None = None, name: str | None = None, letter_group: int | None = None,
    besides: int | None = None,
) -> list[Earlier]:  # fmt: skip
    """The requests of this client, or of nobody known under this name, and of this letter; the newest first.

    Without the one `besides` (an id). Those of the same letter come first. Nothing without a client, name and letter.
    """
    return reader.all(
        _earlier,
        """
        select number, request_right, received_on, state, outcome, answered_on,
            coalesce(letter_group = $letter_group, false) as is_same_letter
        from requests
        where id is distinct from $besides
            and (client_id = $client_id or letter_group = $letter_group
                or ($name <> '' and client_id is null
                    and (search_name = $name
                        -- the name of who asks on behalf of the person stands behind it
                        or (applicant_name is not null and starts_with(search_name, $name || ' ')))))
        order by is_same_letter desc, received_on desc, number desc
        """,
        client_id=client_id,
        letter_group=letter_group,
        besides=besides,
        name="" if client_id is not None else folded(name or ""),
    )


def _earlier(*, request_right: str, state: str, outcome: str | None, **columns: Any) -> Earlier:
    return Earlier(
        right=Right(request_right), state=State(state), outcome=Outcome(outcome) if outcome else None, **columns
    )
