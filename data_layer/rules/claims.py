"""What a provider says of somebody, read with suspicion (OpenID Connect Core 1.0, sections 2 and 5.1)."""

import unicodedata
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from data_layer.rules.access import Role

Claims = Mapping[str, Any]
_AHEAD = timedelta(minutes=5)  # by which the provider's clock may be before ours
_LONGEST_NAME = 120
_ALWAYS_KEPT = (
    "provider", "origin", "is_logged_in", "iss", "sub", "iat", "nonce", "email", "email_verified", "preferred_username",
    "name",
)  # fmt: skip
# Microsoft tells no `email_verified`; in the school's own tenant only the school gives out addresses
_VOUCHING = ("https://login.microsoftonline.com/", "https://sts.windows.net/")


def kept(claims: Claims, person_claim: str) -> dict[str, Any]:
    """What a browser carries of it: who signed in, when and where; no groups, so that it stays small."""
    return {name: claims[name] for name in (*_ALWAYS_KEPT, person_claim) if name in claims}


def counts_until(claims: Claims, now: datetime, hours: int) -> datetime | None:
    """Until when this sign-in counts, an instant; None for one that is too old, or of a moment that is not known."""
    try:
        began = datetime.fromtimestamp(int(claims["iat"]), UTC)
    except (KeyError, TypeError, ValueError, OverflowError, OSError):
        return None
    until = began + timedelta(hours=hours)
    return until if began - _AHEAD <= now < until else None


def address(claims: Claims, person_claim: str) -> str:
    """By what the list of staff knows this person; nothing for an address that nobody vouches for.

    Letters beyond ASCII are those of no address at a school, and some look like others once they are compared.
    """
    typed = claims.get(person_claim)
    if not isinstance(typed, str) or not typed.isascii():
        return ""
    is_verified = claims.get("email_verified") in (True, "true")
    tells_nothing = "email_verified" not in claims and str(claims.get("iss", "")).startswith(_VOUCHING)
    return typed.strip().lower() if person_claim != "email" or is_verified or tells_nothing else ""


def roles(claims: Claims, role_claim: str, names: Mapping[str, list[str]]) -> frozenset[Role]:
    """The roles that the provider gives; none for a claim that is neither a text nor a list of them."""
    said = claims.get(role_claim)
    values = {said} if isinstance(said, str) else {str(value) for value in said} if isinstance(said, list) else set()
    return frozenset(Role(role) for role, given in names.items() if not values.isdisjoint(given))


def name(claims: Claims, otherwise: str) -> str:
    """The name of somebody who is new here: letters on one line, or else the address."""
    said = str(claims.get("name") or "")
    clean = " ".join("".join(c for c in said if unicodedata.category(c)[0] != "C" or c == " ").split())
    return clean[:_LONGEST_NAME].strip() or otherwise
