"""The versions of the privacy statement (PS §14): which one is in force, what each changed, and publishing the next."""

from dataclasses import dataclass
from datetime import date

from data_layer.errors import ChangedMeanwhile, NotFound
from data_layer.log import Reason, Subject
from data_layer.record_checks import bad
from data_layer.rules.access import Act
from data_layer.rules.checks import checked_text
from data_layer.rules.months import day_of
from data_layer.rules.sentences import say
from data_layer.rules.statement_text import tidied
from data_layer.rules.text_changes import Difference, differences
from data_layer.rules.working_days import add_months
from data_layer.staff import Actor
from data_layer.store import Store
from data_layer.transactions import Change, Reader

SHORTEST, LONGEST_REMARK = 500, 1_000  # characters
_AHEAD_MONTHS = 12
_NOT_THERE = say("There is no version of the privacy statement of this day. Choose one from the list.")


@dataclass(frozen=True, slots=True)
class Version:
    """One version: its own date, its text, since when it is online, and who recorded it when.

    The one that came with the desk was recorded by nobody. `version` is that of the row, as everywhere.
    """

    id: int
    dated: date
    body: str
    recorded_on: date | None
    recorded_by: str | None
    remark: str | None
    online_since: date | None
    version: int

    def says(self, words: str) -> bool:
        """Whether these words stand in it; how lines break does not matter, nor do capitals."""
        return _flat(words) in _flat(self.body)

    @property
    def earliest_online(self) -> date:
        """The first day since which the website can have it: it may be announced a year before it counts."""
        return add_months(self.dated, -_AHEAD_MONTHS)

    def can_be_taken_back(self, today: date) -> bool:
        """Whether nobody can have relied on it: it is not in force yet, or was recorded only today."""
        return self.recorded_on is not None and (self.dated > today or self.recorded_on == today)


def versions(reader: Reader) -> list[Version]:
    """All of them, the newest first."""
    return reader.all(
        Version,
        """
        select v.id, v.dated, v.body, v.recorded_on, s.name as recorded_by, v.remark, v.online_since, v.version
        from statement_versions v left join staff s on s.id = v.recorded_by
        order by v.dated desc
        """,
    )


def so_far(reader: Reader) -> list[Version]:
    """Those that count or counted, the oldest first."""
    return [one for one in reversed(versions(reader)) if one.dated <= reader.today]


def in_force(reader: Reader) -> Version | None:
    """The version that counts today: the newest that is not dated later; None where there is none."""
    return next(reversed(so_far(reader)), None)


def of_day(known: list[Version], day: str) -> Version:
    """The version of this day, written as 2018-09-10. Raises NotFound."""
    found = next((one for one in known if one.dated == day_of(day)), None)
    if found is None:
        raise NotFound(_NOT_THERE)
    return found


def changes(known: list[Version], version: Version) -> tuple[Difference, ...]:
    """What this version changed in the one before it; nothing for the first."""
    before = next((one for one in known if one.dated < version.dated), None)
    return differences(before.body, version.body) if before else ()


def publish(
    store: Store,
    actor: Actor,
    *,
    id: int,  # noqa: A002 - the column's name
    newest: int,
    dated: date | None,
    body: str,
    remark: str,
) -> None:
    """Records the next version; the same id once more does nothing. `newest` is the id of the one seen as the newest.

    Raises BadInput by field, NotAllowed, and ChangedMeanwhile when somebody else recorded one meanwhile.
    """
    with store.change(actor, Act.STATEMENT_PUBLISH, _subject(id), Reason("published")) as change:
        known = versions(change)
        if any(one.id == id for one in known):
            change.undo()
            return
        if known[0].id != newest:
            raise ChangedMeanwhile(
                say(
                    "Somebody else recorded or took back a version meanwhile; nothing was saved. Look at the list"
                    " first, and repeat yours if it is still needed."
                )
            )
        row = {
            "dated": _checked_day(change, dated, known[0].dated),
            "body": _checked_body(body, known[0].body),
            "remark": _checked_remark(remark),
        }
        change.insert("statement_versions", id=id, recorded_on=change.today, recorded_by=actor.staff_id, **row)
        change.touched(*row)


def put_online(store: Store, actor: Actor, seen: Version, on: date | None) -> None:
    """Records since when the website has this version (PS §14), or corrects that day; the same day does nothing.

    Raises BadInput by field, NotAllowed, ChangedMeanwhile.
    """
    with store.change(actor, Act.STATEMENT_PUBLISH, _subject(seen.id), Reason("put_online")) as change:
        if on is None:
            raise bad("online_since", say("Choose the day since which the website has this version."))
        if on > change.today:
            raise bad("online_since", say("This day lies in the future. Record it when the website has the version."))
        if on < seen.earliest_online:
            raise bad("online_since", say("This day lies more than a year before the date of the version."))
        if change.value("select online_since from statement_versions where id = $id", id=seen.id) == on:
            change.undo()
            return
        change.update("statement_versions", seen.id, seen.version, online_since=on)


def take_back(store: Store, actor: Actor, seen: Version) -> None:
    """Takes away a version that nobody can have relied on; one that is gone already stays so.

    Raises BadInput for one that is in force since before today, NotAllowed, ChangedMeanwhile.
    """
    with store.change(actor, Act.STATEMENT_PUBLISH, _subject(seen.id), Reason("taken_back")) as change:
        now = next((one for one in versions(change) if one.id == seen.id), None)
        if now is None:
            change.undo()
            return
        if not now.can_be_taken_back(change.today):
            raise bad("", say("This version has been in force. It stays in the register: record a new one instead."))
        gone = change.execute(
            "delete from statement_versions where id = $id and version = $seen", id=seen.id, seen=seen.version
        )
        if gone != 1:
            raise ChangedMeanwhile
        change.touched("dated", "body")


def _flat(text: str) -> str:
    return " ".join(text.split()).casefold()


def _subject(version_id: int) -> Subject:
    return Subject("statement_version", version_id)


def _checked_day(change: Change, dated: date | None, newest: date) -> date:
    if dated is None:
        raise bad("dated", say("Choose the date of the new version."))
    if dated <= newest:
        raise bad("dated", say("There is a version of %(newest)s. The new one must be dated later.", newest=newest))
    if dated > add_months(change.today, _AHEAD_MONTHS):
        raise bad("dated", say("This date lies more than a year ahead. Choose an earlier one."))
    return dated


def _checked_body(typed: str, newest: str) -> str:
    checked = checked_text(tidied(typed))
    if checked.problem is not None:
        raise bad("body", checked.problem)
    if checked.value is None or len(checked.value) < SHORTEST:
        raise bad(
            "body",
            say(
                "This is not the whole privacy statement: it has fewer than %(n)s characters. Paste all of it.",
                n=SHORTEST,
            ),
        )
    if not differences(newest, checked.value):
        raise bad("body", say("This is the text of the newest version. Paste the text that was changed."))
    return checked.value


def _checked_remark(typed: str) -> str:
    checked = checked_text(typed.strip())
    if checked.problem is not None:
        raise bad("remark", checked.problem)
    if checked.value is None:
        raise bad("remark", say("Write down in a few words what changed and why."))
    if len(checked.value) > LONGEST_REMARK:
        raise bad("remark", say("Keep it under %(n)s characters.", n=LONGEST_REMARK))
    return checked.value
