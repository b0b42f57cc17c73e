"""Whether a request was asked before: one that is open may be the same, one answered lately may be a repeated one."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from data_layer.rules.sentences import Sentence, say
from data_layer.rules.working_days import add_months

REPEATED_WITHIN = 6
"""Months after an answer in which the same right asked again may be a repeated request. [D]"""


@dataclass(frozen=True, slots=True)
class Before:
    """A request that was there already."""

    number: str
    right: str
    answered_on: date | None


def repeat_doubts(rights: Collection[str], before: Iterable[Before], today: date) -> Iterator[Sentence]:
    """What to think of before one of these rights is registered once more, in the order of what was there."""
    for request in before:
        if request.right not in rights:
            continue
        if request.answered_on is None:
            yield say(
                "%(number)s asks the same and is not answered yet. Is this the same request?", number=request.number
            )
        elif today <= add_months(request.answered_on, REPEATED_WITHIN):
            yield say(
                "%(number)s asked the same and was answered on %(day)s. Register this one all the same. Whether it is"
                " repeated too often (article 12, paragraph 5) is for the privacy officer, with a second person.",
                number=request.number,
                day=request.answered_on,
            )
