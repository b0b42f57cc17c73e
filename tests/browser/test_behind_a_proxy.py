"""The proxy that the README shows, as a real nginx between a real browser and the desk."""

import getpass
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from playwright.sync_api import Browser, Response, expect

from data_layer.settings import ROOT
from tests.browser.conftest import free_port, wait_until
from tests.browser.signing_in import SignInDesk, a_sign_in_desk
from tests.browser.standing_still import settle

NAME = "desk.localhost"  # which browsers find on this machine, and which is not among the names of a try-out
MB = 1024 * 1024


@dataclass(frozen=True)
class Proxied:
    """A desk behind nginx: as people reach it, over http as they first type it, and its own port."""

    desk: SignInDesk
    origin: str
    unsafe: str
    port: str
    log: Path

    def get(self, path: str, **headers: str) -> httpx.Response:
        """What comes back through nginx for this path, asked by the desk's own name unless another is given."""
        address = self.origin.replace(NAME, "127.0.0.1") + path
        return httpx.get(address, headers={"host": self.origin.removeprefix("https://"), **headers}, verify=False)  # noqa: S501 - signed by nobody


@pytest.fixture(scope="module")
def proxied(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Proxied]:
    folder = tmp_path_factory.mktemp("proxy")
    safe, unsafe = free_port(), free_port()
    origin = f"https://{NAME}:{safe}"
    _sign_a_certificate(folder)
    with a_sign_in_desk(folder, 50, origin=origin) as desk:
        text = _of_the_readme(folder, {"443": safe, "80": unsafe}, desk.address.removeprefix("http://"), origin)
        (folder / "nginx.conf").write_text(text)
        nginx = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin")
        assert nginx, "Install nginx first: apt-get install nginx-light"
        errors = folder / "first-errors.log"
        process = subprocess.Popen([nginx, "-p", folder, "-c", folder / "nginx.conf", "-e", errors])
        try:
            wait_until(lambda: bool(httpx.get(f"http://127.0.0.1:{unsafe}").status_code), process, errors)
            yield Proxied(
                replace(desk, address=origin), origin, f"http://127.0.0.1:{unsafe}", desk.address, folder / "desk.log"
            )
        finally:
            process.terminate()
            process.wait(60)


def _of_the_readme(folder: Path, ports: dict[str, int], desk: str, origin: str) -> str:
    """The README's very configuration, with the names, ports and paths of this test."""
    found = re.search(r"```nginx\n(.*?)```", (ROOT / "README.md").read_text(encoding="utf-8"), re.DOTALL)
    assert found
    text = found[1].replace("https://privacy.example.org", origin).replace("privacy.example.org", NAME)
    text = text.replace("127.0.0.1:8501", desk)
    text = text.replace("/etc/ssl/desk", str(folder)).replace("/var/log/nginx", str(folder))
    for usual, port in ports.items():
        text = text.replace(f"listen {usual}", f"listen 127.0.0.1:{port}")
    kinds = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    own = "".join(f"{kind}_temp_path {folder}/{kind};\n" for kind in kinds)
    return f"daemon off; user {getpass.getuser()}; pid {folder}/pid; events {{}}\nhttp {{\n{own}{text}}}\n"


def _sign_a_certificate(folder: Path) -> None:
    key, name = ec.generate_private_key(ec.SECP256R1()), x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, NAME)])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(NAME)]), critical=False)
        .sign(key, hashes.SHA256())
    )
    (folder / "fullchain.pem").write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    form, nobody = serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    (folder / "privkey.pem").write_bytes(key.private_bytes(serialization.Encoding.PEM, form, nobody))


def test_the_desk_draws_and_takes_a_file_but_none_that_is_too_large(
    chromium: Browser, proxied: Proxied, tmp_path: Path
) -> None:
    context = chromium.new_context(base_url=proxied.origin, ignore_https_errors=True, locale="nl-NL")
    page = context.new_page()
    barred: list[str] = []
    context.on("console", lambda said: barred.append(said.text) if "Content Security Policy" in said.text else None)
    proxied.desk.come_in(page, "coordinator", "/importeren")
    settle(page)  # which it does only when its socket is open
    expect(page.get_by_role("heading", name="Importeren")).to_be_visible()
    assert all(cookie["secure"] for cookie in context.cookies())
    assert {"_streamlit_xsrf", "_streamlit_user"} <= {cookie["name"] for cookie in context.cookies()}

    file = tmp_path / "klanten.csv"
    file.write_bytes(b"Klantnr.;Achternaam\n" + b"Z-1;Proefsma\n" * 100_000)  # 1.3 MB, more than anything else may be
    answers: list[Response] = []
    page.on("response", lambda answer: answers.append(answer) if "/upload_file/" in answer.url else None)
    page.locator('input[type="file"]').set_input_files(file)
    expect(page.get_by_text("100.000 rijen")).to_be_visible()
    assert [answer.status for answer in answers] == [204]

    sent = """async (bytes) => (await fetch("/_stcore/upload_file/a/b", {method: "PUT", body: new Uint8Array(bytes),
        headers: {"X-Xsrftoken": document.cookie.match(/_streamlit_xsrf=([^;]+)/)[1]}})).status"""
    assert page.evaluate(sent, 52 * MB) == 413
    assert page.evaluate(sent, 10) == 400  # of no session
    page.context.clear_cookies(name="_streamlit_user")
    assert page.evaluate(sent, 10) == 403
    assert not barred
    context.close()


def test_what_comes_back_stays_on_https_and_names_no_server(proxied: Proxied) -> None:
    first = httpx.get(f"{proxied.unsafe}/client?nummer=1001", headers={"host": NAME})
    assert (first.status_code, first.headers["location"]) == (301, f"{proxied.origin}/client?nummer=1001")
    page = proxied.get("/client?nummer=1001")
    assert page.status_code == 200
    assert page.headers.get_list("strict-transport-security") == ["max-age=31536000"]
    assert page.headers.get_list("server") == ["nginx"]
    assert all("Secure" in cookie for cookie in proxied.get("/_stcore/health").headers.get_list("set-cookie"))
    assert proxied.get("/export/" + 43 * "a").status_code == 403  # of nobody


def test_nobody_else_is_answered_by_proxy_or_port(proxied: Proxied) -> None:
    assert proxied.get("/", host="elsewhere.example").status_code == 403
    assert proxied.get("/_stcore/metrics").status_code == 404
    assert proxied.get("/health").status_code == 404
    for host in ("localhost", "elsewhere.example"):
        assert httpx.get(f"{proxied.port}/", headers={"host": host}).status_code == 403
    assert httpx.get(f"{proxied.port}/health").status_code == 200


def test_the_proxy_writes_down_no_number_of_a_client(proxied: Proxied) -> None:
    proxied.get("/client?nummer=1001")
    written = proxied.log.read_text()
    assert "GET /client 200" in written
    assert "1001" not in written
