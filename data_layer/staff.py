"""The people who work at the desk, and who asks."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from data_layer.errors import NotAllowed
from data_layer.rules.access import Act, Role
from data_layer.rules.sentences import say

if TYPE_CHECKING:
    from data_layer.store import Store
    from data_layer.transactions import Reader


@dataclass(frozen=True, slots=True)
class Actor:
    """Who asks for an act: a member of staff with the roles of this moment."""

    staff_id: int
    name: str
    roles: frozenset[Role]


THE_DESK = Actor(0, "desk", frozenset({Role.SYSTEM}))
"""The command line and what runs on a schedule."""


ROLE_LABELS = {
    Role.MANAGEMENT: say("management"),
    Role.COORDINATOR: say("coordinator"),
    Role.PRIVACY_OFFICER: say("privacy officer"),
    Role.ADMINISTRATOR: say("administrator"),
    Role.SYSTEM: say("the desk itself"),
}


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


def works_for(reader: "Reader", staff_id: int) -> list[int]:
    """Whose work is this person's today: their own, and that of the colleagues whom they replace now."""
    return [
        staff_id,
        *reader.values(
            """
            select id from staff
            where replaced_by = $staff_id and id <> $staff_id and coalesce(replaced_until, $today) >= $today
            order by id
            """,
            staff_id=staff_id,
            today=reader.today,
        ),
    ]


def _actor(id: int, name: str, roles: list[str]) -> Actor:  # noqa: A002 - the column's name
    return Actor(id, name, frozenset(Role(role) for role in roles))
