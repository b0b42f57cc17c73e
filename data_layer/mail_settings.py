"""What the settings of mail must be; what is nonsense is refused with the cure."""

import ipaddress
import re
from datetime import time
from typing import Literal
from urllib.parse import urlsplit

from pydantic import SecretStr, ValidationInfo

from data_layer.rules.hosts import is_this_machine

_PLAIN = "must consist of plain characters (ASCII): a login by SMTP knows no others"
Security = Literal["starttls", "tls", "none"]


def checked_address(host: str | None) -> str | None:
    """The name or address of a mail server, without port or protocol; nothing is no server."""
    host = (host or "").strip() or None
    if host is not None and not (_ip(host) or re.fullmatch(r"[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*", host)):
        raise ValueError("must be the name of a mail server alone, as smtp.example.org; the port is STEP_SMTP_PORT")
    return host


def checked_user(user: str | None) -> str | None:
    """The account that mails, as a mail server can be told it."""
    if user and not user.isascii():
        raise ValueError(_PLAIN)
    return user


def checked_password(password: SecretStr | None, others: ValidationInfo) -> SecretStr | None:
    """A password goes with a user, and a user with a password."""
    if password and not password.get_secret_value().isascii():
        raise ValueError(_PLAIN)
    if "smtp_user" not in others.data:  # that is wrong already
        return password
    if bool(others.data.get("smtp_user")) != bool(password and password.get_secret_value()):
        raise ValueError("STEP_SMTP_USER and STEP_SMTP_PASSWORD go together: set both, or neither")
    return password


def checked_security(security: Security, others: ValidationInfo) -> Security:
    """Without encryption mail goes to this machine only: it says who has which cases, and the login goes along."""
    host = others.data.get("smtp_host")
    if security == "none" and host and not is_this_machine(host):
        raise ValueError("none is only for a mail server on this machine (127.0.0.1); choose starttls or tls")
    return security


def checked_sender(sender: str | None, others: ValidationInfo) -> str | None:
    """The address that mail comes from; with a mail server there must be one."""
    sender = (sender or "").strip() or None
    if sender is None and others.data.get("smtp_host"):
        raise ValueError("with STEP_SMTP_HOST there must be the address that mail comes from, as desk@example.org")
    if sender is not None and not is_one_address(sender):
        raise ValueError("must be one e-mail address, as desk@example.org")
    return sender


def checked_desk_address(address: str | None) -> str | None:
    """The address of the desk as people open it, without a slash at its end; links in mails begin with it."""
    address = (address or "").strip().rstrip("/") or None
    if address is None:
        return None
    try:
        parts = urlsplit(address)
        is_good = parts.scheme in ("http", "https") and bool(parts.hostname) and (parts.port or 1) > 0
    except ValueError:
        is_good = False
    if not is_good or not re.fullmatch(r"[!-~]+", address) or set(address) & set("?#@<>\"'\\"):
        raise ValueError("must be the address of the desk alone, as https://privacy.example.org")
    return address


def checked_hour(typed: object) -> object:
    """A time of the day as 07:30."""
    if isinstance(typed, time):
        return typed
    if not isinstance(typed, str) or not re.fullmatch(r"([01]\d|2[0-3]):[0-5]\d", typed.strip()):
        raise ValueError("must be a time of the day, as 07:30")
    return typed.strip()


def is_one_address(typed: str) -> bool:
    """Whether this is one e-mail address and nothing else; also within a network of one's own (`desk@school.local`)."""
    return re.fullmatch(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]+@[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?", typed) is not None


def _ip(host: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        return ipaddress.ip_address(host)
    except ValueError:
        return None
