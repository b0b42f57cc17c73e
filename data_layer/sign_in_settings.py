"""Whether people sign in, and where: the `[auth]` table of the secrets file, which Streamlit's `st.login` reads too."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import SplitResult, unquote, urlsplit

from data_layer.errors import StoreUnavailable
from data_layer.rules.hosts import is_this_machine
from data_layer.rules.sentences import Sentence, say
from data_layer.settings import read_settings, secrets_table

CALLBACK = "/oauth2callback"
USUAL = "default"
"""What Streamlit calls the provider whose settings stand in `[auth]` itself."""
_SHORTEST_SECRET = 32
_NEEDED = ("client_id", "client_secret", "server_metadata_url")
_WORLDWIDE = {"login.microsoftonline.com": "Microsoft", "sts.windows.net": "Microsoft", "accounts.google.com": "Google"}
# tenants of Entra in which any Microsoft account of the world has a name and an address of its own choosing
_ANYBODY = ("/common/", "/organizations/", "/consumers/", "/9188040d-6c67-4c5b-b112-36a304b66dad/")


@dataclass(frozen=True, slots=True)
class SignIn:
    """How people come in: the desk's own address as `https://desk.example.org`, and the names of the providers.

    `worldwide` are the companies among these that may handle a sign-in outside the European Economic Area.
    """

    origin: str
    providers: tuple[str, ...]
    worldwide: tuple[str, ...] = ()

    @property
    def is_encrypted(self) -> bool:
        """Whether browsers reach the desk over https."""
        return self.origin.startswith("https://")


def read_sign_in() -> SignIn | None:
    """The sign-in as it is configured; None without one. Raises StoreUnavailable, naming what is wrong."""
    table = secrets_table("auth")
    if not table:
        return None
    address = str(table.get("redirect_uri", ""))
    if (wrong := _wrong_address(address) or _wrong_secret(table) or _wrong_providers(table)) is not None:
        raise StoreUnavailable(wrong)
    providers = _providers(table)
    hosts = (urlsplit(str(one["server_metadata_url"])).hostname or "" for one in providers.values())
    worldwide = {_WORLDWIDE[host] for host in hosts if host in _WORLDWIDE}
    found = SignIn(address.removesuffix(CALLBACK), tuple(providers), tuple(sorted(worldwide)))
    if len(found.providers) > 1 and read_settings().role_claim is not None:
        raise StoreUnavailable(
            say(
                "The sign-in is not set rightly: with role_claim there can be one provider only, for each could give"
                " anybody any role. The desk did not start."
            )
        )
    return found


def _providers(table: Mapping[str, Any]) -> dict[str, Mapping[str, Any]]:
    named: dict[str, Mapping[str, Any]] = {
        name: value for name, value in table.items() if isinstance(value, dict) and name != "client_kwargs"
    }
    return named or {USUAL: table}


def _wrong_address(address: str) -> Sentence | None:
    parts = urlsplit(address)
    is_safe = parts.scheme == "https" or (parts.scheme == "http" and is_this_machine(parts.hostname or ""))
    if is_safe and address == _as_browsers_write_it(parts):
        return None
    return say(
        "The sign-in is not set rightly: redirect_uri under [auth] must be the desk's own address over https, followed"
        " by %(path)s. The desk did not start.",
        path=CALLBACK,
    )


def _as_browsers_write_it(parts: SplitResult) -> str | None:
    """The desk's own address as a browser tells it, with which it is compared; None for a port that is none."""
    try:
        port = parts.port
    except ValueError:
        return None
    host = f"[{parts.hostname}]" if ":" in (parts.hostname or "") else parts.hostname
    usual = {"https": 443, "http": 80}[parts.scheme]
    return f"{parts.scheme}://{host}{f':{port}' if port not in (None, usual) else ''}{CALLBACK}" if host else None


def _wrong_secret(table: Mapping[str, Any]) -> Sentence | None:
    if len(str(table.get("cookie_secret", ""))) >= _SHORTEST_SECRET:
        return None
    return say(
        "The sign-in is not set rightly: cookie_secret under [auth] must have %(n)s characters or more that nobody can"
        " guess. The desk did not start.",
        n=_SHORTEST_SECRET,
    )


def _wrong_providers(table: Mapping[str, Any]) -> Sentence | None:
    for name, provider in _providers(table).items():
        where = "[auth]" if name == USUAL else f"[auth.{name}]"
        missing = [key for key in _NEEDED if not str(provider.get(key, "")).strip()]
        if missing or "_" in name:
            return say(
                "The sign-in is not set rightly: %(where)s misses %(what)s, or has an underscore in its name. The desk"
                " did not start.",
                where=where,
                what=", ".join(missing) or "–",
            )
        address = str(provider["server_metadata_url"])
        parts = urlsplit(address)
        if parts.scheme != "https" and not is_this_machine(parts.hostname or ""):
            return say(
                "The sign-in is not set rightly: server_metadata_url under %(where)s must begin with https. The desk"
                " did not start.",
                where=where,
            )
        if any(part in unquote(parts.path).lower() + "/" for part in _ANYBODY):
            return say(
                "The sign-in is not set rightly: server_metadata_url under %(where)s lets in every Microsoft account."
                " Give the school's own tenant. The desk did not start.",
                where=where,
            )
    return None
