"""Who gets reminders: everybody who may handle requests and complaints."""

from dataclasses import dataclass

from data_layer.rules.access import Act, Role, may
from data_layer.staff import Actor
from data_layer.transactions import Reader


@dataclass(frozen=True, slots=True)
class Handler:
    """Somebody who handles requests, with the roles of now, and where mail reaches them."""

    person: Actor
    email: str


def handlers(reader: Reader) -> list[Handler]:
    """Everybody who handles requests and complaints now, by name."""
    found = reader.all(_handler, "select id, name, email, roles from staff where active order by name, id")
    return [one for one in found if may(one.person.roles, Act.REQUEST_PROGRESS)]


def _handler(id: int, name: str, email: str, roles: list[str]) -> Handler:  # noqa: A002 - the column's name
    return Handler(Actor(id, name, frozenset(Role(role) for role in roles)), email)
