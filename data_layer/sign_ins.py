"""Who comes in: which member of staff somebody is who signed in, from the provider's word until the end of it.

Only what began here counts: a row per sign-in, known by a digest of what the browser carries of it. So a cookie that
was forged, or put together from two, opens nothing.
"""

import hashlib
import hmac
import json
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from data_layer.clock_watch import is_doubted
from data_layer.ids import new_id
from data_layer.log import Reason, Subject
from data_layer.rules import claims as said
from data_layer.rules.access import Act, Role
from data_layer.rules.claims import Claims
from data_layer.rules.staffing import moved
from data_layer.staff import THE_DESK, Actor
from data_layer.store import Store
from data_layer.transactions import Change, Reader

Turned = Literal["signed_out", "expired", "unknown", "another_account"]
"""Why somebody does not come in: no sign-in (or one that was ended), one too old, nobody who works here, or another
account than the one that this member of staff came with first."""
BY_THE_PROVIDER = Reason("by_provider")
_OF_THE_COOKIE = ("origin", "is_logged_in", "tokens")  # what Streamlit adds and takes away
KEPT = timedelta(days=90)  # for the list of staff; no sign-in counts longer than a day


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who asks: the member of staff, or why nobody comes in."""

    person: Actor | None = None
    turned: Turned | None = None

    @property
    def until(self) -> datetime | None:
        """Until when the sign-in counts; None for nobody, and in a try-out."""
        return self.person.until if self.person else None


@dataclass(frozen=True, slots=True)
class _Known:
    id: int
    name: str
    roles: list[str]
    account: str | None

    def is_another(self, account: str) -> bool:
        return self.account not in (None, account)


@dataclass(frozen=True, slots=True)
class _SignIn:
    id: int
    name: str
    roles: list[str]
    active: bool
    began_at: datetime
    ended_at: datetime | None


def visitor(store: Store, claims: Claims) -> Visitor:
    """Who comes with these claims at this moment, with the roles of now."""
    if not _is_somebody(claims):
        return Visitor(turned="signed_out")
    until = said.counts_until(claims, store.clock(), store.settings.sign_in_hours)
    if until is None:
        return Visitor(turned="expired")
    digest = digest_of(claims)
    with store.read(THE_DESK, Act.STAFF_VIEW) as reader:
        begun = reader.one(
            _SignIn,
            """
            select s.id, s.name, s.roles, s.active, i.began_at, i.ended_at
            from sign_ins i join staff s on s.id = i.staff_id
            where i.digest = $digest
            """,
            digest=digest,
        )
        if begun is None:
            return Visitor(turned=_why_not(reader, store, claims))
    if (turned := _turned(store, begun)) is not None:
        return Visitor(turned=turned)
    return Visitor(Actor(begun.id, begun.name, frozenset(map(Role, begun.roles)), digest, until))


def _turned(store: Store, begun: _SignIn) -> Turned | None:
    """Why a sign-in that began here opens nothing now; None for one that does."""
    if begun.ended_at is not None:
        return "signed_out"
    if store.signed_in_since is not None and begun.began_at < store.signed_in_since:
        return "expired"  # a backup that was put back may not know that it was ended
    return "unknown" if not begun.active or not begun.roles else None


def begin(store: Store, claims: Claims, carried: Claims) -> None:
    """Somebody comes from the provider: who is known here has signed in from now on, and anybody else has not.

    `carried` is what the browser keeps of the claims, and comes with. Where the provider says the roles, who has one is
    added, and theirs become those of this sign-in.
    """
    digest = digest_of(carried)
    if not _is_somebody(claims) or said.counts_until(claims, store.clock(), store.settings.sign_in_hours) is None:
        return
    role_claim, address = store.settings.role_claim, said.address(claims, store.settings.person_claim)
    account = _account(store, claims)
    if role_claim is not None:
        given = said.roles(claims, role_claim, store.settings.claimed_roles)
        _told_roles(store, account, address, said.name(claims, address), given)
    with store.read(THE_DESK, Act.STAFF_VIEW) as reader:
        known = _known(reader, account, address)
    if known is None or known.is_another(account) or not known.roles:
        return
    person = Actor(known.id, known.name, frozenset(map(Role, known.roles)))
    with store.change(person, Act.SIGN_IN, Subject("staff", person.staff_id)) as change:
        now = _known(change, account, address)
        is_known = change.value("select count(*) from sign_ins where digest = $digest", digest=digest)
        if now is None or now.id != known.id or now.is_another(account) or is_known:
            change.undo()  # somebody else was quicker, or this was a reload
            return
        change.insert("sign_ins", digest=digest, staff_id=person.staff_id, began_at=change.now)
        if now.account is None:
            change.execute("update staff set account = $account where id = $id", account=account, id=person.staff_id)
            change.touched("account")


def end(store: Store, claims: Claims) -> None:
    """Signs out: from now on the cookie opens nothing, in no tab. Nothing happens for who was not let in."""
    person = visitor(store, claims).person
    if person is None:
        return
    with store.change(person, Act.SIGN_OUT, Subject("staff", person.staff_id)) as change:
        change.execute(
            "update sign_ins set ended_at = $now, why_ended = 'signed_out' where digest = $digest and ended_at is null",
            now=change.now,
            digest=person.sign_in,
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


def digest_of(claims: Claims) -> str:
    """Which sign-in this is: a digest of all that the browser carries of it, of which the nonce is its own."""
    carried = {name: value for name, value in claims.items() if name not in _OF_THE_COOKIE}
    return hashlib.sha256(json.dumps(carried, sort_keys=True).encode()).hexdigest()


def _is_somebody(claims: Claims) -> bool:
    return bool(claims.get("sub") and claims.get("is_logged_in", True))


def _account(store: Store, claims: Claims) -> str:
    """Whose account this is at the provider, as a digest that tells nobody else so."""
    named = json.dumps([claims.get("iss"), claims.get("sub")])
    return hmac.new(store.log_key, named.encode(), hashlib.sha256).hexdigest()


def _why_not(reader: Reader, store: Store, claims: Claims) -> Turned:
    """Why there is no such sign-in: nobody knows this person, or did when it began; or it is none of this desk."""
    account = _account(store, claims)
    known = _known(reader, account, said.address(claims, store.settings.person_claim))
    if known is None or not known.roles:
        return "unknown"
    return "another_account" if known.is_another(account) else "signed_out"


def _known(reader: Reader, account: str, address: str) -> _Known | None:
    """The member of staff who came with this account before, or else who has this address."""
    found = reader.all(
        _Known,
        """
        select id, name, roles, account from staff
        where active and (account = $account or $address <> '' and lower(trim(email)) = $address)
        """,
        account=account,
        address=address,
    )
    return min(found, key=lambda one: (one.account != account, one.account is not None, one.id), default=None)


def _told_roles(store: Store, account: str, address: str, name: str, given: Collection[Role]) -> None:
    """Writes the roles that the provider gives, and adds who has some and was never here; older sign-ins that had
    a role that is gone end."""
    with store.change(THE_DESK, Act.STAFF_CHANGE, Subject("staff"), BY_THE_PROVIDER) as change:
        known = _known(change, account, address)
        before = frozenset(map(Role, known.roles)) if known else frozenset()
        after = frozenset(given)
        was_let_go = known is None and _was_here(change, account, address)
        if was_let_go or before == after or (known is None and not address) or (known and known.is_another(account)):
            change.undo()
            return
        staff_id = known.id if known else new_id()
        if known is None:
            change.insert("staff", id=staff_id, name=name, email=address, roles=sorted(after))
        else:
            change.execute(
                "update staff set roles = $roles, version = version + 1 where id = $id",
                roles=sorted(after),
                id=staff_id,
            )
        change.about(Subject("staff", staff_id))
        change.touched("roles", *moved(before, after))
        if before - after:
            end_all(change, staff_id)


def _was_here(change: Change, account: str, address: str) -> bool:
    found = "select count(*) from staff where account = $account or lower(trim(email)) = $address"
    return bool(change.value(found, account=account, address=address))


def end_all(change: Change, staff_id: int) -> int:
    """Ends what somebody signed in with, because another decided so; how many there were."""
    ended = change.execute(
        """
        update sign_ins set ended_at = $now, why_ended = 'ended_by_administrator'
        where staff_id = $staff_id and ended_at is null
        """,
        now=change.now,
        staff_id=staff_id,
    )
    if ended:
        change.touched("sign_ins")
    return ended
