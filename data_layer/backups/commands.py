"""The commands that make a backup and put one back."""

from collections import Counter
from contextlib import suppress
from pathlib import Path

import click

from data_layer.backups import copies, restoring
from data_layer.backups.redoing import KIND_LABELS
from data_layer.backups.staff_of_today import STAFF_OF_THEN, STAFF_STAY
from data_layer.command_line import LANGUAGE, opened, tell, warn
from data_layer.errors import BadInput, StoreInUse, StoreUnavailable
from data_layer.rules.sentences import Sentence, say, say_n
from data_layer.settings import Settings, read_settings
from data_layer.staff import THE_DESK
from data_layer.store import Store, open_store
from data_layer.wording import put


@click.command()
def backup() -> None:
    """Make a backup of the store now, and remove those whose days are over."""
    with opened() as store:
        made = copies.make(store, THE_DESK)
        copies.expire(store, THE_DESK)
    tell(say("The backup was made: %(file)s", file=str(made.path)))


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--check", is_flag=True, help="Only look whether FILE can be put back; the store is not changed.")
def restore(file: Path, check: bool) -> None:
    """Put the backup FILE in the place of the store.

    It is checked first. What was done since for people's rights (destructions, restrictions, withdrawn consents,
    objections, holds) is done again from the ledger; everything else that was changed since is lost. Who works at the
    desk stays as it is in the store of before, where that can be read. That store is kept as long as a backup.

    Exit status 1: nothing was put back; one sentence on standard error says why.
    """
    settings = read_settings()
    chosen = copies.of_file(settings, file)
    store = _the_store(settings)
    try:
        checked = restoring.check(settings, THE_DESK, chosen, store)
        _say_what(checked)
        if checked.findings:
            raise BadInput(say("Something is wrong in this backup, so it was not put back. Choose another."))
        if not check:
            restored = restoring.restore(settings, THE_DESK, chosen, store)
            tell(say("The backup was put back. Done again: %(acts)s.", acts=told(restored.redone.done)))
            if restored.kept_as:
                tell(say("The store of before is kept as %(file)s.", file=restored.kept_as))
    finally:
        if store is not None:
            store.close()


def told(acts: Counter[str]) -> Sentence | str:
    """How many acts there were of each kind, in words."""
    words = [f"{n} × {put(KIND_LABELS[kind], LANGUAGE)}" for kind, n in acts.items()]
    return ", ".join(words) or say("nothing")


def _the_store(settings: Settings) -> Store | None:
    """The store if it can be opened; one that is damaged or gone is what a backup is put back for."""
    if not settings.store.exists():
        return None
    with suppress(StoreUnavailable):
        try:
            return open_store(settings)
        except StoreInUse:
            raise BadInput(
                say("The desk is running on this store. Stop it first, or put the backup back on the screen “Storage”.")
            ) from None
    return None


def _say_what(checked: restoring.Checked) -> None:
    tell(
        say_n(
            "A backup of %(made)s with one client.", "A backup of %(made)s with %(n)s clients.", checked.clients,
            made=checked.made_at,
        )
    )  # fmt: skip
    tell(say("Since then, for people's rights: %(acts)s.", acts=told(checked.to_redo)))
    tell(STAFF_STAY if checked.keeps_staff else STAFF_OF_THEN)
    for sentence in checked.findings:
        warn(sentence)
