"""What somebody asks to be delivered: about whom, to whom, what, why, and in which form."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from data_layer.rules.sentences import Sentence, say

Format = Literal["csv", "xlsx"]
Way = Literal["course", "numbers", "list"]
WAYS: dict[Way, Sentence] = {
    "course": say("whose course runs in the period"),
    "numbers": say("with these client numbers"),
    "list": say("as the list of clients shows them"),
}
"""The ways to say whom a delivery is about; the code stays with its entry."""


@dataclass(frozen=True, slots=True)
class Selection:
    """Whom it is about: the way, with the numbers or with what was sought in the list of clients."""

    way: Way
    numbers: tuple[str, ...] = ()
    search: str = ""


@dataclass(frozen=True, slots=True)
class Delivery:
    """To whom, what, why, about whom, and in which form.

    Who has nothing of a category that is `required` is left out. The period says which records go along, from its
    first up to and including its last day. The privacy officer can go past a restriction with a reason.
    """

    recipient_id: int
    categories: tuple[str, ...]
    required: tuple[str, ...]
    purpose: int | None
    ground: str
    since: date
    until: date
    selection: Selection
    format: Format
    statute: str | None = None
    reference: str | None = None
    remark: str | None = None
    past_restriction: str | None = None

    @property
    def passes(self) -> bool:
        """Whether there is a reason to go past a restriction."""
        return bool((self.past_restriction or "").strip())
