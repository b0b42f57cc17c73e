"""What somebody asks to be delivered."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from data_layer.delivering.selecting import Selection

Format = Literal["csv", "xlsx"]


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
