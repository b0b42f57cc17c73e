"""How far a long act is, told to whoever waits."""

from collections.abc import Callable
from enum import StrEnum

from data_layer.rules.sentences import Sentence, say


class Stage(StrEnum):
    """What the import is doing."""

    READING = "reading"
    CHECKING = "checking"
    COMPARING = "comparing"
    WRITING = "writing"
    DATES = "dates"


STAGE_LABELS: dict[Stage, Sentence] = {
    Stage.READING: say("Reading the file"),
    Stage.CHECKING: say("Checking every cell"),
    Stage.COMPARING: say("Comparing with the store"),
    Stage.WRITING: say("Writing to the store"),
    Stage.DATES: say("Computing the retention dates"),
}

Progress = Callable[[int, int, Stage], None]
"""Called with how much is done, of how much, and the stage; the units differ per stage."""


def no_progress(_done: int, _total: int, _stage: Stage) -> None:
    """For those who do not wait."""
