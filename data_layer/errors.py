"""What can go wrong, said to the person who can mend it.

A `UserError` carries one sentence: what happened, that nothing was saved, what to do. Screens and the
command line show it as it is; anything else that escapes is a defect and is shown as a reference.
"""

from data_layer.rules.sentences import Sentence, say

_CHANGED = say("Somebody else changed this meanwhile; nothing was saved. Look at it again and repeat your change.")


class UserError(Exception):
    """The base of all errors that are shown to people; `sentence` is the whole message."""

    def __init__(self, sentence: Sentence) -> None:
        super().__init__(sentence.msgid % dict(sentence.facts))
        self.sentence = sentence


class NotAllowed(UserError):
    """The role does not permit the act, or the client's restriction forbids it."""


class BadInput(UserError):
    """Something typed or uploaded is wrong; `field` names the field where there is one."""

    def __init__(self, sentence: Sentence, field: str | None = None) -> None:
        super().__init__(sentence)
        self.field = field


class ChangedMeanwhile(UserError):
    """Somebody else changed the row after it was read; nothing was overwritten."""

    def __init__(self, sentence: Sentence = _CHANGED) -> None:
        super().__init__(sentence)


class NotFound(UserError):
    """The record that a link or number points at does not exist."""


class StoreUnavailable(UserError):
    """The store cannot be opened, read or written; the sentence names the cure."""


class StoreInUse(StoreUnavailable):
    """Another process holds the store open."""


class WrongKey(StoreUnavailable):
    """The file was made with another key."""
