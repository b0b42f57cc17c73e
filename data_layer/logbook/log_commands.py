"""The commands about the log: where it ends now, and whether it is whole."""

import click

from data_layer.command_line import end_check, opened, tell
from data_layer.errors import BadInput
from data_layer.log import CHAINS
from data_layer.logbook.log_chains import end_of
from data_layer.logbook.log_checks import check
from data_layer.logbook.log_notes import Note, compared, taken_away, told, typed
from data_layer.rules.access import Act
from data_layer.rules.sentences import say
from data_layer.staff import THE_DESK


@click.group()
def log() -> None:
    """Say where the log ends now, to be noted elsewhere, or check that it is whole."""


@log.command()
def end() -> None:
    """Print per chain the number and the digest of the last entry, as `verify --noted` takes them."""
    with opened() as store, store.read(THE_DESK, Act.STORE_VERIFY) as reader:
        for chain in CHAINS:
            click.echo(":".join(map(str, (chain, *end_of(reader, chain)))))


@log.command()
@click.option("--noted", multiple=True, metavar="CHAIN:NUMBER:DIGEST", help="What was noted of it outside the desk.")
def verify(noted: tuple[str, ...]) -> None:
    """Check the chains, the sealed months, and what was noted beside the backups or is given. Exit status 1 if not."""
    well = ("same", "expired", "restored")
    notes = [_noted(one) for one in noted]
    with opened() as store:
        with store.read(THE_DESK, Act.STORE_VERIFY) as reader:
            found = list(zip(notes, compared(reader, notes), strict=True))
            away = taken_away(reader, store.log_key)
        wrong = check(store, THE_DESK)
    wrong += [told(one, verdict) for one, verdict in found if verdict not in well]
    for one, verdict in found:
        if verdict in well:
            tell(told(one, verdict))
    if away is not None:
        tell(away)
    end_check(wrong, say("The log is whole."))


def _noted(words: str) -> Note:
    parts = words.split(":")
    if len(parts) != 3:
        raise BadInput(say("Write what was noted as CHAIN:NUMBER:DIGEST. Nothing was checked."))
    return typed(*parts)
