"""Sending mail by SMTP, as the settings say. Nothing that goes wrong tells an address or a password."""

import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, formataddr, make_msgid

from data_layer.errors import UserError
from data_layer.mail_settings import is_one_address
from data_layer.rules.sentences import Sentence, say
from data_layer.settings import Settings

_DESK = "STEP Privacybalie"
_TIMEOUT = 20  # seconds
_GOING_AWAY, _LOGIN_FIRST = (421, -1), 530  # replies of a server; -1 is that of none
_NOT_REACHED = say(
    "The mail server cannot be reached. Nothing was sent. Look whether STEP_SMTP_HOST, STEP_SMTP_PORT and"
    " STEP_SMTP_SECURITY are right, and whether the server runs."
)
_NOT_TRUSTED = say(
    "The certificate of the mail server cannot be trusted. Nothing was sent. STEP_SMTP_HOST must be the name on the"
    " certificate, and this machine must know who issued it."
)
_NOT_LET_IN = say(
    "The mail server refused the login. Nothing was sent. Look whether STEP_SMTP_USER and STEP_SMTP_PASSWORD are"
    " right, and whether this account may send by SMTP."
)
_NOT_THIS_SENDER = say(
    "The mail server does not let this account send as STEP_MAIL_FROM. Nothing was sent. Set the"
    " address of the account."
)
_NO_ENCRYPTION = say(
    "The mail server offers no encryption on this port. Nothing was sent. Set STEP_SMTP_SECURITY to tls, or another"
    " STEP_SMTP_PORT."
)
_BROKEN_OFF = say("The mail server broke off. What was not sent is sent at the next attempt.")
PROBLEMS: dict[str, Sentence] = {
    "unreachable": _NOT_REACHED,
    "certificate": _NOT_TRUSTED,
    "login": _NOT_LET_IN,
    "sender": _NOT_THIS_SENDER,
    "no_encryption": _NO_ENCRYPTION,
    "broken_off": _BROKEN_OFF,
    "recipient": say("The mail server did not take the mail for this address. Correct the address."),
    "later": say("The mail server did not take the mail for this address now. It is tried again."),
}
"""What can go wrong, by the code that the log has for it."""


class MailFailed(UserError):
    """Nothing can be sent now; `code` is one of PROBLEMS."""

    def __init__(self, code: str) -> None:
        super().__init__(PROBLEMS[code])
        self.code = code


class RecipientRefused(MailFailed):
    """This one mail was not taken; others can be."""

    def __init__(self, reply: int = 550) -> None:
        super().__init__("later" if reply < 500 else "recipient")  # RFC 5321 4.2.1: 4xx is for now, 5xx for good


@dataclass(frozen=True, slots=True)
class Mail:
    """One mail to one person, as text and the same as HTML."""

    to: str
    subject: str
    text: str
    html: str


class Post:
    """An open connection to the mail server."""

    def __init__(self, server: smtplib.SMTP, sender: str) -> None:
        self._server = server
        self._sender = sender

    def send(self, mail: Mail, at: datetime) -> None:
        """Hands the mail to the server. Raises RecipientRefused, or MailFailed when no other can be sent either."""
        if not is_one_address(mail.to):
            raise RecipientRefused
        message = _message(mail, self._sender, at)
        try:
            self._server.send_message(message, self._sender, [mail.to])
        except (smtplib.SMTPException, OSError, UnicodeError) as error:
            raise _not_sent(error) from None  # the server's own words have the address in them


@contextmanager
def post(settings: Settings) -> Iterator[Post]:
    """One connection for all the mails of a run. Raises MailFailed."""
    sender = settings.mail_from or ""  # there is one wherever there is a server
    server = _connected(settings, sender)
    try:
        yield Post(server, sender)
    finally:
        with suppress(smtplib.SMTPException, OSError):
            server.quit()


def _connected(settings: Settings, sender: str) -> smtplib.SMTP:
    """A server that greeted, encrypts and let the account in. The machine's own name is not told."""
    host, port = settings.smtp_host or "", settings.smtp_port
    trusted, us = ssl.create_default_context(), sender.rpartition("@")[2]
    server: smtplib.SMTP | None = None
    try:
        if settings.smtp_security == "tls":
            server = smtplib.SMTP_SSL(host, port, us, timeout=_TIMEOUT, context=trusted)
        else:
            server = smtplib.SMTP(host, port, us, timeout=_TIMEOUT)
        if settings.smtp_security == "starttls":
            server.starttls(context=trusted)
        if settings.smtp_user and settings.smtp_password:
            server.login(settings.smtp_user, settings.smtp_password.get_secret_value())
    except (smtplib.SMTPException, OSError, UnicodeError) as error:
        if server is not None:
            server.close()
        raise MailFailed(_code_of(error)) from None
    return server


def _not_sent(error: Exception) -> MailFailed:
    """What it means that this mail was not taken: for this one, or for all that are still to come."""
    match error:
        case smtplib.SMTPRecipientsRefused():
            reply = next(iter(error.recipients.values()))[0]
        case smtplib.SMTPResponseException():
            reply = error.smtp_code
        case smtplib.SMTPNotSupportedError() | UnicodeError():
            return RecipientRefused()
        case _:
            return MailFailed("broken_off")
    if reply in _GOING_AWAY:
        return MailFailed("broken_off")
    if isinstance(error, smtplib.SMTPSenderRefused):
        return MailFailed("login" if reply == _LOGIN_FIRST else "sender")
    return RecipientRefused(reply)


def _code_of(error: Exception) -> str:
    match error:
        case smtplib.SMTPAuthenticationError():
            return "login"
        case smtplib.SMTPNotSupportedError():
            return "no_encryption" if "STARTTLS" in str(error) else "login"
        case ssl.SSLCertVerificationError():
            return "certificate"
        case _:
            return "unreachable"


def _message(mail: Mail, sender: str, at: datetime) -> EmailMessage:
    message = EmailMessage(policy=SMTP)
    message["From"] = formataddr((_DESK, sender))
    message["To"] = mail.to
    message["Subject"] = mail.subject
    message["Date"] = format_datetime(at)
    message["Message-ID"] = make_msgid(domain=sender.rpartition("@")[2])
    message["Auto-Submitted"] = "auto-generated"  # RFC 3834: no out-of-office answers
    message.set_content(mail.text)
    message.add_alternative(mail.html, subtype="html")
    return message
