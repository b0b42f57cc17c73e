"""The commands that make a key and give the store another one."""

import os
from pathlib import Path

import click

from data_layer import keys
from data_layer.backups import rekeying
from data_layer.command_line import tell, warn
from data_layer.errors import BadInput
from data_layer.rules.sentences import say, say_n
from data_layer.settings import read_settings
from data_layer.staff import THE_DESK

_NEW_KEY = "STEP_NEW_STORE_KEY"


@click.group()
def key() -> None:
    """Make a key, or give the store another one."""


@key.command()
@click.option(
    "--file", type=click.Path(path_type=Path), help="Write it into this new file, for this account alone, instead."
)
def new(file: Path | None) -> None:
    """Print a fresh key for a store."""
    if file is None:
        click.echo(keys.new_key())
    else:
        keys.write_new_key(file)
        tell(say("The new key is in %(file)s. Keep a copy where it is safe, apart from the store.", file=str(file)))


@key.command()
@click.option(
    "--new-key-file", type=click.Path(path_type=Path), help=f"The file with the new key; or set {_NEW_KEY} instead."
)
def rotate(new_key_file: Path | None) -> None:
    """Give the store, its backups and its ledger another key. The desk must be stopped.

    A key is never an argument: every account of the machine can read those. Stopped halfway, run it again. Exit status
    1: nothing was changed; one sentence on standard error says why.
    """
    settings = read_settings()
    done = rekeying.rekey(settings, THE_DESK, _new_key(new_key_file))
    if done.files:
        tell(
            say_n(
                "One file has the new key. Set it for the desk: STEP_STORE_KEY_FILE or STEP_STORE_KEY.",
                "%(n)s files have the new key. Set it for the desk: STEP_STORE_KEY_FILE or STEP_STORE_KEY.",
                done.files,
            )
        )
    else:
        tell(say("The store has this key already. Set it for the desk: STEP_STORE_KEY_FILE or STEP_STORE_KEY."))
    tell(
        say(
            "Copies that lie elsewhere cannot be put back any more, with neither key. Replace them today by what is in"
            " %(folder)s now: the backups and the ledger, together.",
            folder=str(settings.backups),
        )
    )
    for path in done.left:
        warn(say("%(file)s did not get the new key. Remove it by hand once nobody needs it.", file=str(path)))
    if not done.is_log_whole:
        warn(say("The log does not follow, as it did not before. Look with: python -m data_layer verify"))


def _new_key(file: Path | None) -> str:
    """The new key, from exactly one place. Raises BadInput, StoreUnavailable."""
    typed = os.environ.get(_NEW_KEY, "")
    if file is not None and not typed:
        return keys.key_in(file)
    if file is None and typed:
        return typed
    raise BadInput(
        say("Say where the new key is: either --new-key-file, or the variable %(name)s, and not both.", name=_NEW_KEY)
    )
