"""Who may be given which roles, by whom, and who has to stay."""

from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from data_layer.rules.access import PERMISSIONS, Act, Role
from data_layer.rules.sentences import Sentence, say

OPENS_DOSSIERS = PERMISSIONS[Act.CLIENT_VIEW]
"""The roles that the administrator's is kept apart from: who lets people in looks at nobody's file."""

GIVEN, TAKEN = "role_given.", "role_taken."  # before a role, as the log tells it


@dataclass(frozen=True, slots=True)
class Member:
    """A member of staff, as far as the rules go by it."""

    id: int
    email: str
    roles: frozenset[Role]
    active: bool = True


def known_as(email: str) -> str:
    """The form in which e-mail addresses of staff are compared."""
    return email.strip().lower()


def combines(roles: Iterable[Role]) -> bool:
    """Whether somebody lets people in and opens dossiers too."""
    given = set(roles)
    return Role.ADMINISTRATOR in given and not OPENS_DOSSIERS.isdisjoint(given)


def problem_of_roles(before: frozenset[Role], after: frozenset[Role], *, by_the_desk: bool) -> Sentence | None:
    """What is wrong with these roles, given instead of those; the command line may combine what the screen may not."""
    if not after:
        return say("Somebody who works here has a role: choose at least one.")
    if combines(after) and after != before and not by_the_desk:
        return say(
            "The administrator opens no dossiers, so this role does not go with coordinator or privacy officer: choose"
            " other roles. Where one person must do both, that is given on the machine itself, with: %(command)s.",
            command="python -m data_layer staff change",
        )
    return None


def problem_of_email(members: Iterable[Member], staff_id: int, email: str) -> Sentence | None:
    """Whether somebody else who works here is known by this address already: then nobody knows who signs in."""
    key = known_as(email)
    if any(one.active and one.id != staff_id and known_as(one.email) == key for one in members):
        return say("Somebody else who works here has this e-mail address: choose another.")
    return None


def leaves_no_administrator(members: Iterable[Member], now: Member) -> bool:
    """Whether nobody who works here could change staff any more, once this member is as `now` says."""
    before = [one for one in members if one.active and Role.ADMINISTRATOR in one.roles]
    after = [one for one in before if one.id != now.id]
    if now.active and Role.ADMINISTRATOR in now.roles:
        after.append(now)
    return bool(before) and not after


def moved(before: AbstractSet[Role], after: AbstractSet[Role]) -> list[str]:
    """Which roles somebody got and lost, by the codes that the log has for it."""
    return [*(f"{GIVEN}{role}" for role in after - before), *(f"{TAKEN}{role}" for role in before - after)]
