"""What the administrator decides about staff: who works here, with which roles, and how the desk knows them."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from data_layer import replacing, sign_ins
from data_layer.errors import BadInput, NotAllowed, NotFound
from data_layer.log import Reason, Subject
from data_layer.mail_settings import is_one_address
from data_layer.record_checks import bad
from data_layer.rules import staffing
from data_layer.rules.access import Act, Role
from data_layer.rules.checks import checked_line
from data_layer.rules.sentences import Sentence, say
from data_layer.rules.staffing import Member
from data_layer.staff import THE_DESK, Actor
from data_layer.store import Store
from data_layer.transactions import Change

LONGEST_NAME, LONGEST_ADDRESS = 100, 254
_MISSING = {"name": say("The name is missing: fill it in."), "email": say("The e-mail address is missing: fill it in.")}
REASONS: dict[str, Sentence] = {
    "by_provider": say("as the provider of the sign-in says"),
    "staff_added": say("works here from now on"),
    "staff_changed": say("facts of a member of staff changed"),
    "let_go": say("does not work here any more"),
    "came_back": say("works here again"),
    "account_released": say("account released"),
    "sign_ins_ended": say("sign-ins ended"),
}
"""What an act did to a member of staff, by the code that the log has for it."""
NO_ROLES_HERE = say("Who has which role is laid down where people sign in, not here: change it there.")


@dataclass(frozen=True, slots=True)
class Facts:
    """What is laid down about somebody who works here."""

    name: str
    email: str
    roles: Collection[Role]


@dataclass(frozen=True, slots=True)
class _Now(Member):
    name: str = ""
    account: str | None = None

    @property
    def stored(self) -> dict[str, Any]:
        """What can be laid down, as the columns have it."""
        return {"name": self.name, "email": self.email, "roles": sorted(self.roles)}


def add(
    store: Store,
    actor: Actor,
    *,
    id: int,  # noqa: A002 - the column's name
    facts: Facts,
) -> None:
    """Somebody works here from now on. The same id once more does nothing. Raises BadInput by field, NotAllowed."""
    with store.change(actor, Act.STAFF_CHANGE, Subject("staff", id), Reason("staff_added")) as change:
        members = _members(change)
        if id in members:
            change.undo()
            return
        columns = _checked(change, members, _Now(id, "", frozenset()), facts)
        change.insert("staff", id=id, **columns)
        change.touched(*columns)
        change.touched(*staffing.moved(frozenset(), frozenset(facts.roles)))


def change_facts(store: Store, actor: Actor, staff_id: int, version: int, facts: Facts) -> None:
    """Changes name, address and roles; what is so already is left alone.

    With another address the account is released, and with a role less the sign-ins end.
    Raises BadInput by field, NotAllowed, NotFound, ChangedMeanwhile.
    """
    with store.change(actor, Act.STAFF_CHANGE, Subject("staff", staff_id), Reason("staff_changed")) as change:
        members = _members(change)
        now, given = _the_member(members, staff_id), frozenset(facts.roles)
        if given != now.roles:
            _check_not_oneself(actor, staff_id)
        columns = _checked(change, members, now, facts)
        moved = {name: fact for name, fact in columns.items() if fact != now.stored[name]}
        if not moved:
            change.undo()
            return
        _check_administrator(members, Member(staff_id, columns["email"], given, now.active))
        is_other_address = staffing.known_as(columns["email"]) != staffing.known_as(now.email)
        if is_other_address and now.account is not None:
            moved["account"] = None
        change.update("staff", staff_id, version, **moved)
        change.touched(*staffing.moved(now.roles, given))
        if is_other_address or now.roles - given:
            sign_ins.end_all(change, staff_id)


def let_go(store: Store, actor: Actor, staff_id: int, version: int, *, replaced_by: int | None = None) -> None:
    """Somebody does not work here any more; who replaces them does their work from now on.

    Raises BadInput, NotAllowed, NotFound, ChangedMeanwhile.
    """
    with store.change(actor, Act.STAFF_CHANGE, Subject("staff", staff_id), Reason("let_go")) as change:
        members = _members(change)
        now = _the_member(members, staff_id)
        if not now.active:
            change.undo()
            return
        _check_not_oneself(actor, staff_id)
        _check_administrator(members, Member(staff_id, now.email, now.roles, active=False))
        columns: dict[str, Any] = {"active": False}
        if replaced_by is not None:
            replacing.check_by(change, replacing.the_colleague(change, staff_id), replaced_by)
            columns |= {"replaced_by": replaced_by, "replaced_until": None}
        change.update("staff", staff_id, version, **columns)
        sign_ins.end_all(change, staff_id)


def come_back(store: Store, actor: Actor, staff_id: int, version: int) -> None:
    """Somebody works here again, with the roles of before, and does their own work.

    Raises BadInput, NotAllowed, NotFound, ChangedMeanwhile.
    """
    with store.change(actor, Act.STAFF_CHANGE, Subject("staff", staff_id), Reason("came_back")) as change:
        members = _members(change)
        now = _the_member(members, staff_id)
        if now.active:
            change.undo()
            return
        _check_email(members, staff_id, now.email)
        if change.settings.role_claim is None:
            _check_roles(change, frozenset(), now.roles)
        change.update("staff", staff_id, version, active=True, replaced_by=None, replaced_until=None)
        change.touched(*staffing.moved(frozenset(), now.roles))


def release_account(store: Store, actor: Actor, staff_id: int, version: int) -> None:
    """The account that signed in first is known no more; the next that signs in with this address is.

    Raises NotAllowed, NotFound, ChangedMeanwhile.
    """
    with store.change(actor, Act.STAFF_CHANGE, Subject("staff", staff_id), Reason("account_released")) as change:
        if _the_member(_members(change), staff_id).account is None:
            change.undo()
            return
        change.update("staff", staff_id, version, account=None)
        sign_ins.end_all(change, staff_id)


def end_sign_ins(store: Store, actor: Actor, staff_id: int, version: int) -> None:
    """Whoever is signed in as this person has to do so again, on every device. Nothing happens if nobody is.

    Raises NotAllowed, NotFound, ChangedMeanwhile.
    """
    with store.change(actor, Act.STAFF_CHANGE, Subject("staff", staff_id), Reason("sign_ins_ended")) as change:
        _the_member(_members(change), staff_id)
        if not sign_ins.end_all(change, staff_id):
            change.undo()
            return
        change.update("staff", staff_id, version)


def _members(change: Change) -> dict[int, _Now]:
    def built(roles: list[str], **columns: Any) -> _Now:
        return _Now(roles=frozenset(Role(role) for role in roles), **columns)

    found = change.all(built, "select id, name, email, roles, active, account from staff")
    return {one.id: one for one in found}


def _the_member(members: dict[int, _Now], staff_id: int) -> _Now:
    if staff_id not in members:
        raise NotFound(say("Nobody with this number works here; nothing was saved. Choose from the list of staff."))
    return members[staff_id]


def _checked(change: Change, members: dict[int, _Now], now: _Now, facts: Facts) -> dict[str, Any]:
    """The columns as they are stored. Raises BadInput by field."""
    name, email = _line("name", facts.name, LONGEST_NAME), _line("email", facts.email, LONGEST_ADDRESS)
    if not is_one_address(email):
        raise bad("email", say("This is not an e-mail address."))
    _check_email(members, now.id, email)
    given = frozenset(facts.roles)
    if change.settings.role_claim is None:
        _check_roles(change, now.roles, given)
    elif given != now.roles:
        raise bad("roles", NO_ROLES_HERE)
    return {"name": name, "email": email, "roles": sorted(given)}


def _line(field: str, typed: str, longest: int) -> str:
    checked = checked_line(typed, longest=longest)
    if checked.value is None:
        raise bad(field, checked.problem or _MISSING[field])
    return checked.value


def _check_email(members: dict[int, _Now], staff_id: int, email: str) -> None:
    if (problem := staffing.problem_of_email(members.values(), staff_id, email)) is not None:
        raise bad("email", problem)


def _check_roles(change: Change, before: frozenset[Role], given: frozenset[Role]) -> None:
    problem = staffing.problem_of_roles(before, given, by_the_desk=change.actor == THE_DESK)
    if problem is not None:
        raise bad("roles", problem)


def _check_not_oneself(actor: Actor, staff_id: int) -> None:
    # or an administrator makes himself privacy officer, and "no dossiers" is no promise any more
    if actor.staff_id == staff_id:
        raise NotAllowed(
            say("Nobody changes their own roles or lets themselves go; nothing was saved. Ask another administrator.")
        )


def _check_administrator(members: dict[int, _Now], now: Member) -> None:
    if staffing.leaves_no_administrator(members.values(), now):
        raise BadInput(
            say("Nobody could change staff any more; nothing was saved. First make somebody else administrator."),
            "roles",
        )
