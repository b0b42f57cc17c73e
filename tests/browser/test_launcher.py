"""What the launcher promises before anybody sees a screen."""

import os
import subprocess
import sys
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest

from data_layer.settings import ROOT
from tests.browser.conftest import STARTUP_SECONDS


def test_the_health_page_tells_whether_the_store_answers(desk: str) -> None:
    answer = httpx.get(f"{desk}/health")
    assert (answer.status_code, answer.json()) == (200, {"desk": "up"})


@pytest.mark.parametrize("path", ["/", "/health", "/verzoeken"])
def test_every_answer_carries_the_safe_headers(desk: str, path: str) -> None:
    headers = httpx.get(f"{desk}{path}").headers
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "DENY"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["cross-origin-opener-policy"] == headers["cross-origin-resource-policy"] == "same-origin"
    assert headers["cache-control"] == "no-store"
    assert "frame-ancestors 'none'" in headers["content-security-policy"]


def test_a_try_out_is_shut_for_whoever_is_not_on_this_machine(desk: str) -> None:
    for headers in ({"host": "privacy.example.org"}, {"x-forwarded-for": "10.0.0.9"}):
        for path in ("/", "/verzoeken", "/health", "/_stcore/stream", "/media/a", "/export/a"):
            assert httpx.get(f"{desk}{path}", headers=headers).status_code == 403
    assert httpx.get(f"{desk}/_stcore/metrics").status_code == 404
    assert httpx.get(f"{desk}/_stcore/agent/openapi.json").status_code == 404


def test_a_file_above_the_limit_is_refused_before_it_comes(desk: str) -> None:
    for megabytes, status in ((52, 413), (51, 403)):  # the second is looked at, and no page of the desk sends it
        connection = HTTPConnection(urlsplit(desk).netloc)
        connection.putrequest("PUT", "/_stcore/upload_file/a/b")
        connection.putheader("content-length", str(megabytes * 1024 * 1024))
        connection.endheaders()
        assert connection.getresponse().status == status
        connection.close()


@pytest.mark.parametrize("address", ["0.0.0.0", "::"])  # noqa: S104 - what must be refused
def test_on_an_address_that_others_reach_it_does_not_start(address: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "streamlit", "run", "app.py", "--server.address", address],
        cwd=ROOT,
        env=os.environ,
        capture_output=True,
        text=True,
        timeout=STARTUP_SECONDS,
        check=False,
    )
    assert done.returncode != 0
    assert address in done.stderr
    assert "De balie is niet gestart" in done.stderr


def test_with_a_wrong_key_it_does_not_start_and_says_why(tmp_path_factory: pytest.TempPathFactory) -> None:
    store = str(tmp_path_factory.mktemp("wrong") / "desk.duckdb")
    environment = {**os.environ, "STEP_STORE": store, "STEP_STORE_KEY": "one key of a store"}
    made = [sys.executable, "-m", "data_layer", "demo", "--clients", "50"]
    subprocess.run(made, cwd=ROOT, env=environment, check=True)
    done = subprocess.run(
        [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", "0"],
        cwd=ROOT,
        env={**environment, "STEP_STORE_KEY": "another key of a store"},
        capture_output=True,
        text=True,
        timeout=STARTUP_SECONDS,
        check=False,
    )
    assert done.returncode != 0
    assert "De sleutel past niet op deze opslag" in done.stderr
    assert "Traceback" not in done.stderr
    assert "another key" not in done.stderr


def test_with_a_sign_in_and_no_store_where_it_should_be_it_does_not_start_and_makes_none(tmp_path: Path) -> None:
    secrets = tmp_path / "secrets.toml"
    secrets.touch(mode=0o600)
    secrets.write_text(
        """
        [auth]
        redirect_uri = "http://127.0.0.1:8501/oauth2callback"
        cookie_secret = "a secret of this test, long enough"
        client_id = "privacybalie"
        client_secret = "another secret of this test"
        server_metadata_url = "http://127.0.0.1:9/.well-known/openid-configuration"
        """
    )
    mistyped = tmp_path / "desk" / "deks.duckdb"
    done = subprocess.run(
        [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", "0"],
        cwd=ROOT,
        env={
            **os.environ,
            "STEP_STORE": str(mistyped),
            "STEP_STORE_KEY": "one key of a store",
            "STEP_SECRETS": str(secrets),
        },
        capture_output=True,
        text=True,
        timeout=STARTUP_SECONDS,
        check=False,
    )
    assert done.returncode != 0
    assert f"De opslag {mistyped} is er niet" in done.stderr
    assert "staff add" in done.stderr
    assert not mistyped.parent.exists()
