"""What of a text can stand in a document: the characters that somebody can see."""

import re
from collections.abc import Mapping
from typing import Any

# what controls a machine or turns the direction of other text, halves of characters, and what only one font knows
_UNSEEN = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ue000-\uf8ff\ufffe\uffff]"
)


def visible(facts: Any) -> Any:
    """The facts without the characters that nobody sees, which a file of XML could not hold either."""
    if isinstance(facts, str):
        return _UNSEEN.sub("", facts)
    if isinstance(facts, Mapping):
        return {name: visible(fact) for name, fact in facts.items()}
    return [visible(fact) for fact in facts] if isinstance(facts, list | tuple) else facts
