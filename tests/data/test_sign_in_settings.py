"""A sign-in is whole or the desk does not start; without one it shows invented data only."""

from pathlib import Path

import pytest

from data_layer import sign_in_settings, try_outs
from data_layer.errors import StoreUnavailable
from data_layer.rules.access import Act
from data_layer.staff import THE_DESK
from data_layer.store import Store

GENERAL = """
[auth]
redirect_uri = "https://desk.example.org/oauth2callback"
cookie_secret = "0123456789012345678901234567890123"
"""
PROVIDER = """
client_id = "desk"
client_secret = "secret"
server_metadata_url = "https://id.example.org/.well-known/openid-configuration"
"""
WHOLE = f"{GENERAL}[auth.keycloak]{PROVIDER}"


@pytest.fixture
def secrets_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    file = tmp_path / "secrets.toml"
    file.touch(mode=0o600)
    monkeypatch.setenv("STEP_SECRETS", str(file))
    return file


def test_a_whole_sign_in_is_read(secrets_file: Path) -> None:
    secrets_file.write_text(WHOLE)
    found = sign_in_settings.read_sign_in()
    assert found == sign_in_settings.SignIn("https://desk.example.org", ("keycloak",))
    assert found.is_encrypted
    secrets_file.write_text(GENERAL + PROVIDER)
    found = sign_in_settings.read_sign_in()
    assert found
    assert found.providers == ("default",)
    secrets_file.write_text("[step]\nbackup_days = 3\n")
    assert sign_in_settings.read_sign_in() is None


@pytest.mark.parametrize(
    ("part", "instead", "said"),
    [
        ("https://desk.example.org/o", "http://desk.example.org/o", "redirect_uri"),
        ("/oauth2callback", "/", "redirect_uri"),
        ("redirect_uri", "redirect", "redirect_uri"),
        ("0123456789012345678901234567890123", "short", "cookie_secret"),
        ("[auth.keycloak]", "[auth.our_keycloak]", "underscore"),
        ('client_secret = "secret"', "", "client_secret"),
        ('client_id = "desk"', 'client_id = " "', "client_id"),
        ("https://id.example.org", "http://id.example.org", "https"),
        ("https://id.example.org/", "https://login.microsoftonline.com/common/v2.0/", "Microsoft"),
        ("https://id.example.org/", "https://login.microsoftonline.com/organizations/v2.0/", "Microsoft"),
    ],
)
def test_a_sign_in_that_is_wrong_or_lets_anybody_in_is_refused_by_name(
    secrets_file: Path, part: str, instead: str, said: str
) -> None:
    assert part in WHOLE
    secrets_file.write_text(WHOLE.replace(part, instead))
    with pytest.raises(StoreUnavailable, match=said):
        sign_in_settings.read_sign_in()


def test_on_this_machine_the_desk_and_its_provider_may_do_without_encryption(secrets_file: Path) -> None:
    secrets_file.write_text(WHOLE.replace("https://desk.example.org", "http://127.0.0.1:8501"))
    found = sign_in_settings.read_sign_in()
    assert found
    assert not found.is_encrypted


def test_without_a_sign_in_only_a_store_of_invented_data_is_opened(store: Store) -> None:
    with pytest.raises(StoreUnavailable, match="invented data"):
        try_outs.check_invented(store)
    with store.change(THE_DESK, Act.STORE_FILL):
        pass
    try_outs.check_invented(store)
