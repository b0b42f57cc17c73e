"""What the statement and the backups say of the promises: contact details, date, website, the newest backup."""

import re
from collections.abc import Iterator
from datetime import date, datetime

from data_layer.backups import copies
from data_layer.oversight.figure import Figure, rows
from data_layer.rules.checks import AMSTERDAM
from data_layer.rules.searching import folded
from data_layer.rules.sentences import Sentence, say
from data_layer.settings import Settings
from data_layer.statement_versions import in_force
from data_layer.transactions import Reader
from data_layer.wording import shown

_LAST_CHANGED = "voor het laatst aangepast op"


def of_statement(reader: Reader) -> Iterator[Figure]:
    """The figures of the version in force; none where there is no version."""
    version = in_force(reader)
    if version is None:
        return
    details = contact_details(reader.settings)
    missing = [detail for detail in details if not stands_in(detail, version.body)]
    yield _of_statement(
        "contact_differs",
        say("Contact details of the letters that the statement has otherwise"),
        say("Address, phone and e-mail of the settings, looked up in the text of the statement in force."),
        len(missing),
        (len(details), say("contact details")),
    )
    yield _of_statement(
        "not_online",
        say("Newest version not on the website, as far as is recorded"),
        say("Since when a version stands on the website is recorded with it."),
        int(version.online_since is None or version.online_since > reader.today),
    )
    yield _of_statement(
        "date_differs",
        say("The text bears another date than its version"),
        say("The date behind “voor het laatst aangepast op” in the text must be the one under which it is kept here."),
        int(not bears_date(version.dated, version.body)),
    )
    unexplained, later = reader.one(
        lambda part, whole: (int(part), int(whole)),
        """
        select count(*) filter (coalesce(trim(remark), '') = '') as part, count(*) as whole from statement_versions
        where dated > (select min(dated) from statement_versions)
        """,
    ) or (0, 0)
    yield _of_statement(
        "versions_unexplained",
        say("Versions of which is not recorded what changed"),
        say("All versions but the first."),
        unexplained,
        (later, say("changes")),
    )


def of_backups(settings: Settings, now: datetime) -> Figure:
    """How many days ago the newest backup was made."""
    made = [backup.made_at for backup in copies.existing(settings) if backup.kind == "made"]
    today = now.astimezone(AMSTERDAM).date()
    return Figure(
        code="backup_age",
        label=say("Days since the newest backup"),
        meaning=say("One is made every night that the desk runs."),
        value=max(0, (today - max(made).astimezone(AMSTERDAM).date()).days) if made else None,
        unit="days",
        of=len(made),
        why_not=None if made else say("there is no backup yet"),
    )


def contact_details(settings: Settings) -> list[str]:
    """The details that letters bear: each part between commas."""
    return [part.strip() for part in f"{settings.address},{settings.contact}".split(",") if part.strip()]


def stands_in(words: str, body: str) -> bool:
    """Whether the words stand in the text as words of their own, however their letters and figures are spaced."""
    return _pattern(words).search(folded(body)) is not None


def bears_date(dated: date, body: str) -> bool:
    """Whether the text says that it was last changed on this day, where it says so for the last time."""
    _before, said, behind = folded(body).rpartition(_LAST_CHANGED)
    return bool(said) and _pattern(shown(dated, "nl")).match(behind.strip()) is not None


def _pattern(words: str) -> re.Pattern[str]:
    spaced = r"\s*".join(re.escape(letter) for letter in folded(words).replace(" ", ""))
    return re.compile(rf"(?<!\w){spaced}(?!\w)")


def _of_statement(
    code: str, label: Sentence, meaning: Sentence, value: int, of: tuple[int, Sentence] | None = None
) -> Figure:
    return Figure(
        code=code,
        label=label,
        meaning=meaning,
        value=value,
        of=of[0] if of else None,
        of_what=of[1] if of else None,
        rows=rows("statement"),
        is_wrong=value > 0,
    )
