"""How facts are put side by side in the record of processing."""

from collections.abc import Iterable, Sequence
from functools import reduce

from data_layer.documents.chapters import Words
from data_layer.rules.sentences import Sentence, say
from data_layer.vocabulary import GROUND_LABELS, PURPOSES, Ground

Pairs = list[tuple[Sentence, Words]]
NONE = say("none")
PURPOSE, GROUND, TERM = say("What for"), say("Legal ground"), say("Term")
RECIPIENT = say("Recipient")
PERSONS, DATA, RECIPIENTS = say("Persons concerned"), say("Personal data"), say("Recipients")


def all_of(words: Iterable[Sentence]) -> Sentence:
    """The words one after the other, each once; “none” for nothing."""
    found = list(dict.fromkeys(words))
    return reduce(lambda some, more: say("%(some)s; %(more)s", some=some, more=more), found) if found else NONE


def purposes(numbers: Iterable[int]) -> Sentence:
    """The purposes of the statement with these numbers, in its order."""
    return all_of(PURPOSES[number] for number in sorted(set(numbers)))


def grounds(codes: Iterable[Ground]) -> Sentence:
    """These grounds, in the order of the law's own list as the desk declares it."""
    found = set(codes)
    return all_of(label for code, label in GROUND_LABELS.items() if code in found)


def named(names: Sequence[str]) -> Words:
    """Names one after the other; “none” for nothing."""
    return "; ".join(names) or NONE
