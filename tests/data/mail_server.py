"""A mail server on this machine, as real as one on the internet: it may ask for a login and for encryption."""

import ipaddress
import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

HERE = "127.0.0.1"
USER, PASSWORD = "balie@example.test", "geheim wachtwoord"


class Box:
    """What came in, and whose mail is refused; after `takes` mails the server breaks off."""

    def __init__(self, refuses: tuple[str, ...] = (), takes: int = 1000) -> None:
        self.refuses, self.takes = refuses, takes
        self.later: tuple[str, ...] = ()
        self.mails: list[EmailMessage] = []
        self.sessions: set[int] = set()

    async def handle_RCPT(  # noqa: N802 - the name that the library calls
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        if address in self.refuses:
            return f"550 {address} is unknown here"
        if address in self.later:
            return f"451 not now, {address}"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_MAIL(  # noqa: N802
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        if address in self.refuses:
            return f"553 {address} is not yours"
        envelope.mail_from = address
        return "250 OK"

    async def handle_DATA(self, _server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        if len(self.mails) >= self.takes:
            return "421 closing"
        content = envelope.content
        assert isinstance(content, bytes)
        self.mails.append(message_from_bytes(content, policy=policy.default))
        self.sessions.add(id(session))
        return "250 OK"

    @property
    def to(self) -> list[str]:
        """To whom the mails went, in order."""
        return [str(mail["To"]) for mail in self.mails]


@contextmanager
def serving(box: Box, encrypted: ssl.SSLContext | None = None, *, login: bool = False) -> Iterator[int]:
    """The server, at the port that it gives; with a certificate it demands STARTTLS, with `login` the one account."""

    def let_in(_server: SMTP, _session: Session, _envelope: Envelope, _mechanism: str, data: object) -> AuthResult:
        is_right = data == LoginPassword(USER.encode(), PASSWORD.encode())
        return AuthResult(success=is_right, handled=False)

    with socket.socket() as free:
        free.bind((HERE, 0))
        port = int(free.getsockname()[1])
    controller = Controller(
        box,
        hostname=HERE,
        port=port,
        tls_context=encrypted,
        require_starttls=encrypted is not None,
        auth_required=login,
        auth_require_tls=encrypted is not None,
        authenticator=let_in,
    )
    controller.start()
    try:
        yield port
    finally:
        controller.stop()


def a_certificate(folder: Path) -> tuple[Path, ssl.SSLContext]:
    """A certificate for this machine that nobody trusts unless told to, and what a server needs to show it."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "mail server of the test")])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address(HERE))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    shown, both = folder / "certificate.pem", folder / "both.pem"
    shown.write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    secret = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    both.write_bytes(secret + shown.read_bytes())
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(both)
    return shown, context
