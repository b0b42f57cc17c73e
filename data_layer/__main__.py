"""The command line: `python -m data_layer COMMAND`. It works on a store that no app holds open."""

import sys

import click

from data_layer import discreet_logs
from data_layer.backups.commands import backup, restore
from data_layer.backups.key_commands import key
from data_layer.command_line import warn
from data_layer.demo.command import demo
from data_layer.destroying.proving import certificate
from data_layer.digests.commands import digest
from data_layer.errors import UserError
from data_layer.importing.command import import_file
from data_layer.logbook.log_commands import log
from data_layer.staff_command import staff
from data_layer.verifying import verify


@click.group()
def cli() -> None:
    """Fill, import into, check, back up and restore the store of the privacy desk, and tell what is to be done.

    STEP_STORE is its path, STEP_STORE_KEY_FILE or STEP_STORE_KEY its key; without them the try-out store under var/ is
    meant.
    """


for command in (demo, import_file, verify, backup, restore, certificate, digest, staff, log, key):
    cli.add_command(command)


def main() -> None:
    """Runs a command; an error for people is one sentence on standard error and exit status 1.

    Of what nobody foresaw it tells where it went wrong; the words of the error may be somebody's data.
    """
    discreet_logs.begin()
    try:
        cli(standalone_mode=True)
    except UserError as error:
        warn(error.sentence)
        sys.exit(1)
    except Exception as error:
        click.echo(discreet_logs.where(error), err=True)
        sys.exit(2)


if __name__ == "__main__":
    main()
