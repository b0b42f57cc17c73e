"""The five who work at the invented desk: one per role, and a deputy privacy officer who also coordinates."""

from faker import Faker

from data_layer.rules.access import Role
from data_layer.transactions import Change

_ROLES: dict[int, tuple[Role, ...]] = {
    1: (Role.MANAGEMENT,),
    2: (Role.COORDINATOR,),
    3: (Role.PRIVACY_OFFICER,),
    4: (Role.COORDINATOR, Role.PRIVACY_OFFICER),
    5: (Role.ADMINISTRATOR,),
}


def add_staff(change: Change, seed: int) -> int:
    """Adds those of the five who are not there yet, so that their ids 1 to 5 can be pointed at; how many."""
    dutch = Faker("nl_NL")
    dutch.seed_instance(seed)
    there = set(change.values("select id from staff"))
    added = 0
    for place, roles in _ROLES.items():
        first, last = dutch.first_name(), dutch.last_name()
        if place in there:
            continue
        change.insert("staff", id=place, name=f"{first} {last}", email=f"medewerker{place}@example.org", roles=[*roles])
        added += 1
    return added
