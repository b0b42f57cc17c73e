"""What the commands share: the store that they work on, what they say, and how a check ends."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import click

from data_layer.rules.sentences import Sentence
from data_layer.settings import read_settings
from data_layer.store import Store, open_store
from data_layer.wording import Language, put

LANGUAGE: Language = "nl"
"""In which the commands speak."""


@contextmanager
def opened(*, may_be_new: bool = False) -> Iterator[Store]:
    """The store of the settings, closed afterwards. Raises NotFound where none is, unless it may be new.

    So a mistyped path makes no empty store beside the one that was meant.
    """
    settings = read_settings()
    if not may_be_new:
        settings.check_there()
    store = open_store(settings)
    try:
        yield store
    finally:
        store.close()


def tell(sentence: Sentence) -> None:
    """Says what was done or found."""
    click.echo(put(sentence, LANGUAGE))


def warn(sentence: Sentence) -> None:
    """Says what is wrong, on standard error."""
    click.echo(put(sentence, LANGUAGE), err=True)


def end_check(wrong: Sequence[Sentence], well: Sentence) -> None:
    """Says that all is well, or everything that is wrong and ends with exit status 1."""
    for sentence in wrong:
        warn(sentence)
    if wrong:
        raise SystemExit(1)
    tell(well)
