"""A desk where people sign in, at a provider that runs beside it as a process of its own."""

import json
import secrets
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
from playwright.sync_api import Page
from streamlit.web.server.starlette.starlette_app_utils import create_signed_value

from data_layer.rules.claims import Claims
from tests.browser.conftest import a_desk, free_port, wait_until
from tests.browser.standing_still import settle

COOKIE = "_streamlit_user"
COOKIE_SECRET = secrets.token_urlsafe(32)
PEOPLE = {"manager": 1, "coordinator": 2, "officer": 3, "deputy": 4, "administrator": 5}
"""Subjects at the provider, each with the place of the member of staff in the invented data."""


@dataclass(frozen=True)
class SignInDesk:
    """Where the desk and the provider are, and the folder of the desk's store and log."""

    address: str
    provider: str
    folder: Path
    stop_provider: Callable[[], None]

    def come_in(self, page: Page, who: str, path: str = "/") -> None:
        """Opens the address, goes to the provider, and comes back as this person."""
        page.goto(self.address + path)
        page.get_by_role("button", name="Aanmelden met Keycloak").click()
        self.say_who(page, who)

    def say_who(self, page: Page, who: str) -> None:
        """At the provider: says who one is, and waits until the desk stands still."""
        page.wait_for_url(f"{self.provider}/**")
        page.get_by_placeholder("sub").fill(who)
        page.get_by_role("button", name="Authorize").click()
        page.wait_for_url(f"{self.address}/**")
        settle(page)


@contextmanager
def a_provider(*claims: dict[str, object]) -> Iterator[tuple[str, Callable[[], None]]]:
    """The address of a provider of OpenID Connect that knows these people, and what stops it before the end."""
    port = free_port()
    known = [part for one in claims for part in ("--user-claims", json.dumps(one))]
    process = subprocess.Popen(
        [sys.executable, "-m", "oidc_provider_mock", "--port", str(port), "--require-nonce", "true", *known],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    address = f"http://localhost:{port}"
    try:
        wait_until(lambda: httpx.get(f"{address}/.well-known/openid-configuration").is_success, process)
        yield address, lambda: _stop(process)
    finally:
        _stop(process)


def _stop(process: "subprocess.Popen[bytes]") -> None:
    process.terminate()
    process.wait(60)


def staff_claims(who: str) -> dict[str, object]:
    """What the provider says of somebody of the invented staff."""
    place = PEOPLE[who]
    return {"sub": who, "email": f"medewerker{place}@example.org", "email_verified": True, "name": who.title()}


def secrets_file(folder: Path, origin: str, provider: str) -> Path:
    """Writes in this folder how people sign in at the desk with this address, at the provider with that one."""
    file = folder / "secrets.toml"
    file.touch(mode=0o600)
    file.write_text(
        f"""
        [auth]
        redirect_uri = "{origin}/oauth2callback"
        cookie_secret = "{COOKIE_SECRET}"
        [auth.keycloak]
        client_id = "privacybalie"
        client_secret = "{secrets.token_urlsafe(16)}"
        server_metadata_url = "{provider}/.well-known/openid-configuration"
        """
    )
    return file


def signed_in(desk: str, provider: str, said: dict[str, object], age: float = 0) -> Claims:
    """What a browser carries of a sign-in of so many seconds ago, of whom the provider said this."""
    return {
        **said, "iss": provider, "provider": "keycloak", "origin": desk,
        "is_logged_in": True, "iat": int(time.time() - age), "nonce": secrets.token_urlsafe(16),
    }  # fmt: skip


def cookie(claims: Claims, secret: str = COOKIE_SECRET) -> str:
    """The cookie that carries this, signed with the secret."""
    return create_signed_value(secret, COOKIE, json.dumps(claims)).decode()


@contextmanager
def a_sign_in_desk(
    folder: Path, clients: int, *more: dict[str, object], origin: str | None = None
) -> Iterator[SignInDesk]:
    """A desk with so many invented clients where its staff signs in, and others that the provider knows too.

    People reach it at its origin, if that is another than its own port.
    """
    with a_provider(*map(staff_claims, PEOPLE), *more) as (provider, stop):
        port = free_port()
        file = secrets_file(folder, origin or f"http://127.0.0.1:{port}", provider)
        with a_desk(folder, clients, port, STEP_SECRETS=str(file)) as address:
            yield SignInDesk(address, provider, folder, stop)
