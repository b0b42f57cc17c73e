"""Who comes in: what the provider said of somebody who signed in, and which member of staff that is.

The provider's word is a set of claims (OpenID Connect Core 1.0, section 2), which comes out of a signed cookie.
"""

import hashlib
import hmac
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Literal

from data_layer.clock_watch import is_doubted
from data_layer.ids import new_id
from data_layer.log import Subject
from data_layer.rules.access import Act, Role
from data_layer.staff import THE_DESK, Actor
from data_layer.store import Store
from data_layer.transactions import Change, Reader

Claims = Mapping[str, Any]
Turned = Literal["signed_out", "expired", "unknown", "another_account"]
"""Why somebody does not come in: no sign-in (or one that was ended), one too old, nobody who works here, or another
account than the one that this member of staff came with first."""
_AHEAD = timedelta(minutes=5)  # by which the provider's clock may be before ours
KEPT = timedelta(days=90)  # for the list of staff; no sign-in counts longer than a day


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who asks: the member of staff, and until when the sign-in counts; or why nobody comes in."""

    person: Actor | None = None
    until: datetime | None = None
    turned: Turned | None = None


@dataclass(frozen=True, slots=True)
class _Known:
    id: int
    name: str
    roles: list[str]
    account: str | None


def visitor(store: Store, claims: Claims) -> Visitor:
    """Who comes with these claims at this moment, with the roles of now; a first visit is noted as a sign-in."""
    if not claims.get("sub") or not claims.get("is_logged_in", True):
        return Visitor(turned="signed_out")
    until = _counts_until(store, claims)
    if until is None:
        return Visitor(turned="expired")
    digest, account = _digest(claims), _account(store, claims)
    with store.read(THE_DESK, Act.STAFF_VIEW) as reader:
        begun = reader.one(dict[str, Any], "select ended_at from sign_ins where digest = $digest", digest=digest)
        known = _known(reader, account, _address(store, claims))
    if begun is not None and begun["ended_at"] is not None:
        return Visitor(turned="signed_out")
    roles = _claimed(store, claims)
    if known is not None and known.account not in (None, account):
        return Visitor(turned="another_account")
    if known is None and roles and _address(store, claims):
        known = _added(store, claims, roles)
    now = roles if roles is not None else (frozenset(map(Role, known.roles)) if known else frozenset())
    if known is None or not now:
        return Visitor(turned="unknown")
    person = Actor(known.id, known.name, now)
    if begun is None or known.account is None or {*known.roles} != {*now}:
        _noted(store, person, digest, account)
    return Visitor(person, until)


def end(store: Store, claims: Claims) -> None:
    """Signs out: from now on the cookie opens nothing, in no tab. Nothing happens for who was not let in."""
    person = visitor(store, claims).person
    if person is None:
        return
    with store.change(person, Act.SIGN_OUT, Subject("staff", person.staff_id)) as change:
        change.execute(
            "update sign_ins set ended_at = $now, why_ended = 'signed_out' where digest = $digest and ended_at is null",
            now=change.now,
            digest=_digest(claims),
        )


def forget_old(store: Store) -> None:
    """Removes the sign-ins that are too old to count or to be told; none by a clock that is doubted."""
    if is_doubted(store):
        return
    with store.change(THE_DESK, Act.LOG_EXPIRE, Subject("sign_ins")) as change:
        gone = change.execute("delete from sign_ins where began_at < $before", before=change.now - KEPT)
        if not gone:
            change.undo()
        change.bulk(gone)


def _counts_until(store: Store, claims: Claims) -> datetime | None:
    """Until when this sign-in counts; None for one that is too old, or of a moment that is not known."""
    try:
        began = datetime.fromtimestamp(int(claims["iat"]), UTC)
    except (KeyError, TypeError, ValueError, OverflowError, OSError):
        return None
    now, until = store.clock(), began + timedelta(hours=store.settings.sign_in_hours)
    return until if began - _AHEAD <= now < until else None


def _digest(claims: Claims) -> str:
    """Which sign-in this is: every one has a nonce of its own."""
    named = [claims.get(name) for name in ("provider", "iss", "sub", "iat", "nonce")]
    return hashlib.sha256(json.dumps(named).encode()).hexdigest()


def _account(store: Store, claims: Claims) -> str:
    """Whose account this is at the provider, as a digest that tells nobody else so."""
    named = json.dumps([claims.get("iss"), claims["sub"]])
    return hmac.new(store.log_key, named.encode(), hashlib.sha256).hexdigest()


def _address(store: Store, claims: Claims) -> str:
    """By what the list of staff knows this person; nothing for an address that the provider did not verify."""
    if store.settings.person_claim == "email" and claims.get("email_verified", True) not in (True, "true"):
        return ""
    return str(claims.get(store.settings.person_claim) or "").strip().casefold()


def _claimed(store: Store, claims: Claims) -> frozenset[Role] | None:
    """The roles that the provider gives; None where the list of staff does."""
    settings = store.settings
    if settings.role_claim is None:
        return None
    said = claims.get(settings.role_claim)
    values = {said} if isinstance(said, str) else {str(value) for value in said or ()}
    return frozenset(Role(role) for role, names in settings.claimed_roles.items() if not values.isdisjoint(names))


def _known(reader: Reader, account: str, address: str) -> _Known | None:
    """The member of staff who came with this account before, or else who has this address."""
    return reader.one(
        _Known,
        """
        select id, name, roles, account from staff
        where active and (account = $account or $address <> '' and lower(trim(email)) = $address)
        order by account is not distinct from $account desc, id limit 1
        """,
        account=account,
        address=address,
    )


def _added(store: Store, claims: Claims, roles: frozenset[Role]) -> _Known | None:
    """Somebody to whom the provider gives a role here for the first time; None for one whom the desk let go."""
    address = _address(store, claims)
    with store.change(THE_DESK, Act.STAFF_CHANGE, Subject("staff")) as change:
        if change.value("select count(*) from staff where lower(trim(email)) = $address", address=address):
            change.undo()
            return None
        person = _Known(new_id(), str(claims.get("name") or address)[:200], sorted(roles), None)
        change.insert("staff", id=person.id, name=person.name, email=address, roles=person.roles)
        change.about(Subject("staff", person.id))
        change.touched("name", "email", "roles")
    return person


def _noted(store: Store, person: Actor, digest: str, account: str) -> None:
    """Writes that this person signed in, with which account, and the roles that the provider gave."""
    with store.change(person, Act.SIGN_IN, Subject("staff", person.staff_id)) as change:
        is_new = not change.value("select count(*) from sign_ins where digest = $digest", digest=digest)
        if is_new:
            change.insert("sign_ins", digest=digest, staff_id=person.staff_id, began_at=change.now)
        changed = _bound(change, person, account) + _given(change, person)
        if not is_new and not changed:  # two tabs of one sign-in at once
            change.undo()


def _bound(change: Change, person: Actor, account: str) -> int:
    bound = change.execute(
        "update staff set account = $account where id = $id and account is null", account=account, id=person.staff_id
    )
    if bound:
        change.touched("account")
    return bound


def _given(change: Change, person: Actor) -> int:
    given = change.execute(
        "update staff set roles = $roles, version = version + 1 where id = $id and roles <> $roles::varchar[]",
        roles=sorted(person.roles),
        id=person.staff_id,
    )
    if given:
        change.touched("roles")
    return given
