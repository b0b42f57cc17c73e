"""The versions of the privacy statement (PS §14): which one is in force, what each changed, and publishing the next."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from data_layer.errors import ChangedMeanwhile, NotFound
from data_layer.log import Reason, Subject
from data_layer.record_checks import bad
from data_layer.rules.access import Act
from data_layer.rules.checks import checked_text
from data_layer.rules.months import day_of
from data_layer.rules.sentences import Sentence, say
from data_layer.rules.statement_text import tidied
from data_layer.rules.text_changes import Difference, differences
from data_layer.rules.working_days import add_months
from data_layer.staff import Actor
from data_layer.store import Store
from data_layer.transactions import Change, Reader

SHORTEST, LONGEST_REMARK = 500, 1_000  # characters
WHY_NOT_ONLINE: dict[str, Sentence] = {
    "other_version": say("the website has another version"),
    "wrong_day": say("the day was wrong, and the right one is not known"),
}
"""Why the day since which the website has a version is cleared."""
_AHEAD_MONTHS = 12
_NOT_THERE = say("There is no version of the privacy statement of this day. Choose one from the list.")


@dataclass(frozen=True, slots=True)
class Version:
    """One version: its own date, its text, since when it is online, and who recorded it when.

    The one that came with the desk was recorded by nobody. `why_late` is there when it was recorded after its date.
    `version` is that of the row, as everywhere.
    """

    id: int
    dated: date
    body: str
    recorded_on: date | None
    recorded_by: str | None
    remark: str | None
    online_since: date | None
    why_late: str | None
    version: int

    def says(self, words: str) -> bool:
        """Whether these words stand in it; how lines break does not matter, nor do capitals."""
        return _flat(words) in _flat(self.body)

    @property
    def earliest_online(self) -> date:
        """The first day since which the website can have it: it may be announced a year before it counts."""
        return add_months(self.dated, -_AHEAD_MONTHS)

    def can_be_taken_back(self, today: date) -> bool:
        """Whether nobody can have relied on it: not on the website, and not in force yet or recorded only today."""
        if self.recorded_on is None or self.online_since is not None:
            return False
        return self.dated > today or self.recorded_on == today


def versions(reader: Reader) -> list[Version]:
    """All of them, the newest first."""
    return reader.all(
        Version,
        """
        select v.id, v.dated, v.body, v.recorded_on, s.name as recorded_by, v.remark, v.online_since, v.why_late,
            v.version
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


def on(known: Sequence[Version], day: date) -> Version:
    """Of all versions, the newest first, the one that counts on the day; before the first of them that one."""
    return next((one for one in known if one.dated <= day), known[-1])


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
    seen: Collection[int],
    dated: date | None,
    body: str,
    remark: str,
    why_late: str = "",
) -> None:
    """Records a version; the same id once more does nothing. `seen` are the ids of the versions that were seen.

    It can count before one that is to come; one that counts since before today needs words for why it is recorded
    afterwards. Raises BadInput by field, NotAllowed, and ChangedMeanwhile when somebody else recorded one meanwhile.
    """
    with store.change(actor, Act.STATEMENT_PUBLISH, _subject(id), Reason("published")) as change:
        known = versions(change)
        if any(one.id == id for one in known):
            change.undo()
            return
        if {one.id for one in known} != set(seen):
            raise ChangedMeanwhile(
                say(
                    "Somebody else recorded or took back a version meanwhile; nothing was saved. Look at the list"
                    " first, and repeat yours if it is still needed."
                )
            )
        day = _checked_day(change, dated, known)
        row = {
            "dated": day,
            "body": _checked_body(body, on(known, day).body),
            "remark": _checked_words(remark, "remark", say("Write down in a few words what changed and why.")),
        }
        if day < change.today:
            late = say("This version counts since before today. Write down why it is recorded only now.")
            row["why_late"] = _checked_words(why_late, "why_late", late)
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


def clear_online(store: Store, actor: Actor, seen: Version, why: str | None) -> None:
    """Clears a day that was recorded by mistake: the website never had this version. Cleared already does nothing.

    `why` is a code of WHY_NOT_ONLINE. Raises BadInput by field, NotAllowed, ChangedMeanwhile.
    """
    if why is not None and why not in WHY_NOT_ONLINE:
        raise ValueError(f"no reason: {why}")
    with store.change(actor, Act.STATEMENT_PUBLISH, _subject(seen.id), Reason(why or "put_online")) as change:
        if why is None:
            raise bad("why", say("Choose why the day is cleared."))
        if change.value("select online_since from statement_versions where id = $id", id=seen.id) is None:
            change.undo()
            return
        change.update("statement_versions", seen.id, seen.version, online_since=None)


def take_back(store: Store, actor: Actor, seen: Version) -> None:
    """Takes away a version that nobody can have relied on; one that is gone already stays so.

    Raises BadInput for one that is in force since before today, NotAllowed, ChangedMeanwhile.
    """
    with store.change(actor, Act.STATEMENT_PUBLISH, _subject(seen.id), Reason("taken_back")) as change:
        now = next((one for one in versions(change) if one.id == seen.id), None)
        if now is None:
            change.undo()
            return
        if now.online_since is not None:
            raise bad(
                "",
                say(
                    "The website has this version since %(day)s: people can have relied on it. If that day is"
                    " a mistake, clear it first.",
                    day=now.online_since,
                ),
            )
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


def _checked_day(change: Change, dated: date | None, known: Sequence[Version]) -> date:
    if dated is None:
        raise bad("dated", say("Choose the date of the new version."))
    if any(one.dated == dated for one in known):
        raise bad("dated", say("There is a version of %(day)s already. Choose another date.", day=dated))
    if dated < known[-1].dated:
        raise bad(
            "dated", say("The register begins with the version of %(day)s. Choose a later date.", day=known[-1].dated)
        )
    if dated > add_months(change.today, _AHEAD_MONTHS):
        raise bad("dated", say("This date lies more than a year ahead. Choose an earlier one."))
    return dated


def _checked_body(typed: str, before: str) -> str:
    checked = checked_text(tidied(typed), as_shown=True)
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
    if not differences(before, checked.value):
        raise bad("body", say("This is the text that counts on that day already. Paste the text that was changed."))
    return checked.value


def _checked_words(typed: str, field: str, missing: Sentence) -> str:
    checked = checked_text(typed.strip())
    if checked.problem is not None:
        raise bad(field, checked.problem)
    if checked.value is None:
        raise bad(field, missing)
    if len(checked.value) > LONGEST_REMARK:
        raise bad(field, say("Keep it under %(n)s characters.", n=LONGEST_REMARK))
    return checked.value
