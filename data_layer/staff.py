"""The people who work at the desk, and who asks."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from data_layer.errors import NotAllowed
from data_layer.rules.access import PERMISSIONS, Act, Role
from data_layer.rules.sentences import say

if TYPE_CHECKING:
    from data_layer.store import Store
    from data_layer.transactions import Reader


@dataclass(frozen=True, slots=True)
class Actor:
    """Who asks for an act: a member of staff with the roles of this moment, and by which sign-in, until when."""

    staff_id: int
    name: str
    roles: frozenset[Role]
    sign_in: str = field(default="", compare=False)
    until: datetime | None = field(default=None, compare=False)


THE_DESK = Actor(0, "desk", frozenset({Role.SYSTEM}))
"""The command line and what runs on a schedule."""


ROLE_LABELS = {
    Role.MANAGEMENT: say("management"),
    Role.COORDINATOR: say("coordinator"),
    Role.PRIVACY_OFFICER: say("privacy officer"),
    Role.ADMINISTRATOR: say("administrator"),
    Role.SYSTEM: say("the desk itself"),
}
ROLE_MEANINGS = {
    Role.MANAGEMENT: say("sees figures, lists and reports; opens no dossiers, sees no BSN"),
    Role.COORDINATOR: say("opens dossiers, handles requests and complaints, imports and delivers"),
    Role.PRIVACY_OFFICER: say("does what a coordinator does, decides what is hard to undo, and sees the log"),
    Role.ADMINISTRATOR: say("looks after staff, storage and backups; opens no dossiers"),
}
"""What each role may, in a few words; `PERMISSIONS` has them all."""


def active(store: "Store") -> list[Actor]:
    """Everybody who works at the desk now, by name, as the person each would be."""
    with store.read(THE_DESK, Act.STAFF_VIEW) as reader:
        return reader.all(_actor, "select id, name, roles from staff where active order by name, id")


def the_person(store: "Store", staff_id: int) -> Actor:
    """Who has this id, with the roles of now. Raises NotAllowed for somebody who does not work here any more."""
    for person in active(store):
        if person.staff_id == staff_id:
            return person
    raise NotAllowed(say("You do not work at this desk any more; nothing was done. Ask the administrator."))


def roles_of_now(reader: "Reader") -> dict[int, frozenset[Role]]:
    """The roles of everybody who ever worked here, by id; none of who left."""
    people = reader.all(_actor, "select id, name, if(active, roles, []) as roles from staff")
    return {person.staff_id: person.roles for person in people}


HANDLES_SQL = "{0}.active and list_has_any({0}.roles, $handling_roles::varchar[])"
"""That this row of staff is somebody who handles requests and complaints now."""
REPLACED_SQL = """left join staff other on other.id = s.replaced_by and other.id <> s.id
    and coalesce(s.replaced_until, $today) >= $today"""
"""Beside each `s` of staff the `other` who replaces them today, who may have left or lost the role since."""


def handling_roles() -> list[str]:
    """The roles that `HANDLES_SQL` compares with."""
    return sorted(PERMISSIONS[Act.REQUEST_PROGRESS])


def works_for(reader: "Reader", staff_id: int) -> list[int]:
    """Whose work is this person's today: their own, and that of the colleagues whom they replace now.

    Whoever does not handle requests replaces nobody.
    """
    return [
        staff_id,
        *reader.values(
            f"""
            select s.id from staff s {REPLACED_SQL} where other.id = $staff_id and {HANDLES_SQL.format("other")}
            order by s.id
            """,  # noqa: S608 - only the texts above
            staff_id=staff_id,
            today=reader.today,
            handling_roles=handling_roles(),
        ),
    ]


def unattended(reader: "Reader") -> list[int]:
    """Whose work nobody does today: of those who left or lost the role, or whose replacement did, without another."""
    return reader.values(
        f"""
        select s.id from staff s {REPLACED_SQL}
        where not case when other.id is null then {HANDLES_SQL.format("s")} else {HANDLES_SQL.format("other")} end
        order by s.id
        """,  # noqa: S608 - only the texts above
        today=reader.today,
        handling_roles=handling_roles(),
    )


def _actor(id: int, name: str, roles: list[str]) -> Actor:  # noqa: A002 - the column's name
    return Actor(id, name, frozenset(Role(role) for role in roles))
