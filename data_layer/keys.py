"""Keys: one from a file that only its owner may read, a new one, and when one is long enough."""

import os
import re
import secrets
import stat
import tomllib
from collections.abc import Mapping
from pathlib import Path

from data_layer.errors import StoreUnavailable
from data_layer.rules.file_trouble import why_not
from data_layer.rules.sentences import Sentence, say

SHORTEST = 16  # characters; a key from `new_key` has 43
_MOST_BYTES = 4096
_SECRET_NAMES = {"store_key", "smtp_password", "cookie_secret", "client_secret"}
_KNOWS_RIGHTS = os.name == "posix"


def new_key() -> str:
    """A fresh key of 256 bits, in letters and digits that survive every shell and file."""
    return secrets.token_urlsafe(32)


def write_new_key(path: Path) -> None:
    """Writes a fresh key into a file that is not there yet, for this account alone. Raises StoreUnavailable."""
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(new_key() + "\n")
    except FileExistsError:
        raise StoreUnavailable(
            say("The file %(path)s is there already, and may hold a key. Choose another name.", path=str(path))
        ) from None
    except OSError as error:
        raise _unreadable(path, error) from None


def key_in(path: Path) -> str:
    """The key in this file: one line, its end left out. Raises StoreUnavailable."""
    try:
        with path.open("rb") as file:
            check_private(path, os.fstat(file.fileno()))
            content = file.read(_MOST_BYTES + 1)
    except FileNotFoundError:
        raise StoreUnavailable(
            say(
                "The file of the key, %(path)s, is not there. Put it there, or mend STEP_STORE_KEY_FILE.",
                path=str(path),
            )
        ) from None
    except OSError as error:
        raise _unreadable(path, error) from None
    try:
        key = content.decode("utf-8-sig").strip()
    except UnicodeDecodeError:
        key = "\n"
    if not key:
        raise StoreUnavailable(
            say("The file of the key, %(path)s, is empty. Put the key in it, on one line.", path=str(path))
        )
    if not _is_one_line(key) or len(content) > _MOST_BYTES:
        raise StoreUnavailable(
            say("The file of the key, %(path)s, holds more than one line of text. Keep the key alone.", path=str(path))
        )
    return key


def check_private(path: Path, status: os.stat_result) -> None:
    """A file with a secret is of this account or of root, and nobody else may read it. Raises StoreUnavailable.

    Where root owns it, its group may read it too: so systemd and Kubernetes hand a secret to just one account.
    """
    if not _KNOWS_RIGHTS:
        return
    if status.st_uid not in (os.geteuid(), 0):
        raise StoreUnavailable(
            say(
                "The file %(path)s holds a secret and is of another account. Make it yours: chown %(user)s %(path)s",
                path=str(path),
                user=str(os.geteuid()),
            )
        )
    forbidden = 0o037 if status.st_uid == 0 else 0o077
    if stat.S_IMODE(status.st_mode) & forbidden:
        raise StoreUnavailable(
            say(
                "The file %(path)s holds a secret that other accounts can read too. It was not used. Take that"
                " right away: chmod 600 %(path)s",
                path=str(path),
            )
        )


def _holds_secret(tables: Mapping[str, object]) -> bool:
    return any(
        _holds_secret(value) if isinstance(value, Mapping) else name in _SECRET_NAMES and bool(value)
        for name, value in tables.items()
    )


def tables_of(path: Path) -> dict[str, object]:
    """What stands in a settings file; nothing where there is none. Raises StoreUnavailable."""
    try:
        with path.open("rb") as file:
            tables = tomllib.load(file)
            if _holds_secret(tables):
                check_private(path, os.fstat(file.fileno()))
    except FileNotFoundError:
        return {}
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        raise StoreUnavailable(
            say("The file with the secrets, %(file)s, cannot be read: %(why)s", file=path.name, why=_no_table(error))
        ) from None
    return tables


def _no_table(error: tomllib.TOMLDecodeError | UnicodeDecodeError | OSError) -> Sentence:
    """Why a settings file is none, without a word of what is in it."""
    if isinstance(error, OSError):
        return why_not(error)
    line = re.search(r"at line (\d+)", str(error))
    if line is not None:
        return say("line %(line)s is not written as TOML", line=line[1])
    return say("it is not written as TOML, as text in UTF-8")


def check_new(key: str) -> None:
    """A key that a store gets can be kept in a file as it is, and cannot be guessed. Raises StoreUnavailable."""
    if key != key.strip() or not _is_one_line(key):
        raise StoreUnavailable(
            say(
                "A new key must be one line of visible text without a space at either end, or a file could not hold"
                " it. Nothing was changed. Make one with: python -m data_layer key new"
            )
        )
    if len(key) < SHORTEST:
        raise StoreUnavailable(
            say(
                "The key is too short: it must have at least %(least)s characters. Make one with:"
                " python -m data_layer key new",
                least=SHORTEST,
            )
        )


def _is_one_line(key: str) -> bool:
    return key.isprintable() and len(key.encode()) < _MOST_BYTES


def missing(store: Path, *, is_there: bool) -> StoreUnavailable:
    """What it means that there is no key: for a store that is there, and for one that is still to be made."""
    if is_there:
        return StoreUnavailable(
            say(
                "The store %(path)s is there, but its key is not set. Without it nobody can read the data, not even"
                " whoever made the desk, and the backups need the same key. Look in the sealed envelope or the"
                " password safe, and set STEP_STORE_KEY_FILE or STEP_STORE_KEY.",
                path=str(store),
            )
        )
    return StoreUnavailable(
        say(
            "The store has no key: set STEP_STORE_KEY_FILE or STEP_STORE_KEY, or store_key under [step] in"
            " .streamlit/secrets.toml. Make a new key with: python -m data_layer key new"
        )
    )


def bare_environment() -> dict[str, str]:
    """What another process gets of the variables of this one, among which the key may be: next to nothing."""
    return {name: os.environ[name] for name in ("SYSTEMROOT",) if name in os.environ}  # Windows starts none without


def _unreadable(path: Path, error: OSError) -> StoreUnavailable:
    return StoreUnavailable(
        say(
            "The file of the key, %(path)s, cannot be used: %(why)s. Mend its rights or choose another.",
            path=str(path),
            why=why_not(error),
        )
    )
