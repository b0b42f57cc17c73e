"""Who is away, and which colleague does the work meanwhile."""

from dataclasses import dataclass
from datetime import date

from data_layer.errors import BadInput, NotAllowed, NotFound
from data_layer.log import Subject
from data_layer.requests.request_events import check_handler
from data_layer.rules.access import Act, Role
from data_layer.rules.sentences import say
from data_layer.staff import HANDLES_SQL, REPLACED_SQL, Actor, handling_roles
from data_layer.store import Store
from data_layer.transactions import Change, Reader


@dataclass(frozen=True, slots=True)
class Colleague:
    """Somebody who handles requests; while they are away with who replaces them up to and including which day.

    `gone` names who was to replace them now but left, or does not handle requests any more: then nobody does.
    """

    id: int
    name: str
    version: int
    replaced_by: int | None
    replacement: str | None
    gone: str | None
    until: date | None

    @property
    def is_away(self) -> bool:
        """Whether somebody else was to do their work today."""
        return bool(self.replacement or self.gone)


def colleagues(reader: Reader) -> list[Colleague]:
    """Everybody who handles requests now, by name."""
    return reader.all(
        Colleague,
        f"""
        select s.id, s.name, s.version, case when {HANDLES_SQL.format("other")} then other.id end as replaced_by,
            case when {HANDLES_SQL.format("other")} then other.name end as replacement,
            case when not ({HANDLES_SQL.format("other")}) then other.name end as gone,
            case when other.id is not null then s.replaced_until end as until
        from staff s {REPLACED_SQL}
        where {HANDLES_SQL.format("s")}
        order by s.name, s.id
        """,  # noqa: S608 - only texts of code
        today=reader.today,
        handling_roles=handling_roles(),
    )


def the_colleague(reader: Reader, staff_id: int) -> Colleague:
    """Who has this id and handles requests now. Raises NotFound."""
    found = next((person for person in colleagues(reader) if person.id == staff_id), None)
    if found is None:
        raise NotFound(say("This person does not handle requests any more; nothing was saved. Choose somebody else."))
    return found


def replace(store: Store, actor: Actor, *, staff_id: int, by: int | None, until: date | None, version: int) -> None:
    """Lets a colleague do somebody's work up to and including a day: one's own, or as privacy officer anybody's.

    What is so already is left alone. There are no chains: nobody is replaced by who is away, nor goes away while
    replacing somebody. Raises BadInput, NotAllowed, NotFound, ChangedMeanwhile.
    """
    with store.change(actor, Act.STAFF_REPLACE, Subject("staff", staff_id)) as change:
        now = _colleague(change, staff_id)
        if by is None:
            raise BadInput(say("Nobody is chosen; nothing was saved. Choose who does the work."), "by")
        if (now.replaced_by, now.until) == (by, until):
            change.undo()
            return
        _check_until(until, change.today)
        check_by(change, now, by)
        change.update("staff", staff_id, version, replaced_by=by, replaced_until=until)


def end(store: Store, actor: Actor, *, staff_id: int, version: int) -> None:
    """Somebody is back and does their own work again. Nothing happens if they are. Raises as `replace` does."""
    with store.change(actor, Act.STAFF_REPLACE, Subject("staff", staff_id)) as change:
        if not _colleague(change, staff_id).is_away:
            change.undo()
            return
        change.update("staff", staff_id, version, replaced_by=None, replaced_until=None)


def _colleague(change: Change, staff_id: int) -> Colleague:
    if staff_id != change.actor.staff_id and Role.PRIVACY_OFFICER not in change.actor.roles:
        raise NotAllowed(
            say("Only the privacy officer lets somebody else be replaced; nothing was saved. Ask the privacy officer.")
        )
    return the_colleague(change, staff_id)


def _check_until(until: date | None, today: date) -> None:
    if until is None:
        raise BadInput(say("The last day is missing; nothing was saved. Give it; it can be changed later."), "until")
    if until < today:
        raise BadInput(say("The last day has passed; nothing was saved. Choose today or a later day."), "until")


def check_by(change: Change, away: Colleague, by: int) -> None:
    """Refuses who cannot do the work of somebody else. Raises BadInput."""
    if by == away.id:
        raise BadInput(say("Nobody replaces themselves; nothing was saved. Choose a colleague."), "by")
    check_handler(change, by)
    for person in colleagues(change):
        if person.id == by and person.is_away:
            raise BadInput(
                say("%(name)s is away too; nothing was saved. Choose somebody else.", name=person.name),
                "by",
            )
        if person.replaced_by == away.id:
            raise BadInput(
                say(
                    "%(away)s replaces %(name)s; nothing was saved. First let somebody else replace %(name)s: the"
                    " privacy officer can do that.",
                    away=away.name,
                    name=person.name,
                ),
                "by",
            )
