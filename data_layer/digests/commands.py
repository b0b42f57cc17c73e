"""The command that prints what asks for attention of whom, mails it, or writes the last days as a calendar."""

import sys
from pathlib import Path

import click

from data_layer.command_line import opened, tell, warn
from data_layer.digests import last_days, sending
from data_layer.digests.calendars import calendar
from data_layer.digests.letter import letter
from data_layer.digests.people import Handler, handlers
from data_layer.digests.work import work_of
from data_layer.errors import BadInput, NotFound
from data_layer.rules.access import Act
from data_layer.rules.file_trouble import why_not
from data_layer.rules.sentences import say, say_n
from data_layer.staff import THE_DESK
from data_layer.store import Store
from data_layer.wording import LANGUAGES, Language, put


@click.command()
@click.option("--for", "whom", metavar="ID_OR_EMAIL", help="Only this member of staff.")
@click.option("--send", is_flag=True, help="Mail it to those who did not get it today.")
@click.option("--html", is_flag=True, help="Print the HTML of the mail, not its text.")
@click.option("--ics", type=click.Path(path_type=Path), help="Write the last days to this calendar file instead.")
@click.option("--language", type=click.Choice(LANGUAGES), default="nl", show_default=True, help="Of what is printed.")
def digest(whom: str | None, send: bool, html: bool, ics: Path | None, language: Language) -> None:
    """Print per handler what asks for attention today: case numbers, days and words, and nothing of any client.

    On a working day --send mails it to those who have work and did not get it yet.

    Exit status 1: something was not sent or written; one sentence on standard error says why.
    """
    if send and ics:
        raise BadInput(say("Choose --send or --ics, not both. Nothing was done."))
    with opened() as store:
        chosen = _chosen(store, whom)
        if ics is not None:
            _write(store, ics, chosen if whom else None, language)
        elif send:
            _send(store, chosen[0].person.staff_id if whom else None)
        else:
            _print(store, chosen, language, html=html)


def _chosen(store: Store, whom: str | None) -> list[Handler]:
    """Everybody who handles requests, or the one of this id or address. Raises NotFound."""
    with store.read(THE_DESK, Act.DIGEST_VIEW) as reader:
        everybody = handlers(reader)
    if whom is None:
        return everybody
    found = [one for one in everybody if whom.strip().lower() in (str(one.person.staff_id), one.email.lower())]
    if not found:
        raise NotFound(say("Nobody with this id or e-mail address handles requests. Nothing was done."))
    return found[:1]


def _print(store: Store, chosen: list[Handler], language: Language, *, html: bool) -> None:
    for one in chosen:
        with store.read(THE_DESK, Act.DIGEST_VIEW) as reader:
            work = work_of(reader, one.person, store.clock())
        said = letter(work, store.settings.desk_address, language)
        if work.items and html:
            click.echo(said.html)
            continue
        click.echo(f"== {one.person.staff_id} {one.person.name}")
        if work.items:
            click.echo(f"{said.subject}\n\n{said.text}")
        else:
            click.echo(put(say("Nothing asks for attention today: no mail."), language) + "\n")


def _send(store: Store, only: int | None) -> None:
    if store.settings.is_free_day(store.today):
        tell(say("Today is a day off: nothing was sent."))
        return
    sent = sending.send_due(store, THE_DESK, only)
    tell(say_n("One mail was sent.", "%(n)s mails were sent.", sent.mails))
    if sent.why is not None:
        left = sent.refused + sent.not_tried
        words = say_n("One was not sent: %(why)s", "%(n)s were not sent: %(why)s", left, why=sent.why)
        warn(words)
        sys.exit(1)


def _write(store: Store, file: Path, chosen: list[Handler] | None, language: Language) -> None:
    with store.read(THE_DESK, Act.DIGEST_VIEW) as reader:
        days = last_days.of_person(reader, chosen[0].person.staff_id) if chosen else last_days.of_everybody(reader)
    try:
        file.write_bytes(calendar(days, store.settings.desk_address, language))
    except OSError as error:
        why = why_not(error)
        raise BadInput(
            say("The file %(file)s cannot be written: %(why)s. Give another.", file=str(file), why=why)
        ) from None
    tell(say_n("One last day was written to %(file)s.", "%(n)s last days were written to %(file)s.", len(days),
               file=str(file)))  # fmt: skip
