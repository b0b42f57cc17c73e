"""Who comes in: what the provider said of somebody who signed in, and which member of staff that is.

The provider's word is a set of claims of OpenID Connect Core 1.0, section 2; it comes out of a signed cookie.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from data_layer.staff import Actor
from data_layer.store import Store

Claims = Mapping[str, Any]
Turned = Literal["signed_out", "expired", "unknown", "another_account"]
"""Why somebody does not come in: no sign-in (or one that was ended), one too old, nobody who works here, or somebody
else's account under a name that is known here."""


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who asks: the member of staff, or why there is none. `digest` names the sign-in; it is not secret."""

    digest: str
    person: Actor | None
    turned: Turned | None = None


def visitor(store: Store, claims: Claims) -> Visitor:
    """Who comes with these claims at this moment; a first visit is noted as a sign-in."""
    raise NotImplementedError


def end(store: Store, claims: Claims) -> None:
    """Signs out: from now on the cookie opens nothing, in no tab."""
    raise NotImplementedError
