"""Opens the file of the store so that nothing else can be reached through it, and says in words what goes wrong."""

import os
import re
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import duckdb
import duckdb_extension_httpfs

from data_layer.errors import ChangedMeanwhile, StoreInUse, StoreUnavailable, UserError, WrongKey
from data_layer.rules.checks import AMSTERDAM
from data_layer.rules.file_trouble import why_not
from data_layer.rules.sentences import Sentence, say
from data_layer.settings import Settings

STOPPED = say(
    "The store stopped after an error. If its disk is full, make room there. Start the desk again, and look whether"
    " your last change is there."
)
FULL = say("The disk is full; nothing was saved. Make room on the disk of the store and try again.")
FRESH = ".fresh"  # the ending of a file that is written to take the store's place
STAGED = FRESH + ".half"  # and of those that take their places together
PREPARED = ".prepared"  # and of a copy of a backup that is looked at
_BESIDE = re.compile(r"\.(wal|exchange|fresh|prepared|before-\d{4}|replaced-\d{8}T\d{6}Z(-until-\d{8})?)(\..*)?")
"""How the names of the files beside a store go on: nothing else there is of this store."""
EXTENSION = (
    Path(duckdb_extension_httpfs.__file__).parent / "extensions" / f"v{duckdb.__version__}" / "httpfs.duckdb_extension"
)
"""Writing an encrypted file needs OpenSSL's AES, which this signed extension carries."""


def day_of(instant: datetime) -> date:
    """The calendar day in Amsterdam."""
    return instant.astimezone(AMSTERDAM).date()


def opened(settings: Settings, prepare: Callable[[duckdb.DuckDBPyConnection, Path], None]) -> duckdb.DuckDBPyConnection:
    """A connection with the store attached as `store`, prepared (migrated) and then locked.

    After that no SQL can touch a file outside the folders of the store and of the backups, load an extension, or
    undo the lock. What a sort spills lies encrypted beside the store. Raises StoreUnavailable.
    """
    path, key = settings.store.absolute(), settings.key()
    _check_folder(path)
    _check_not_lost(settings)
    connection = plain(settings)
    try:
        attach(connection, path, key)
        _clear(path)
        prepare(connection, path)
        folders = [path.parent, settings.backups]
        connection.execute(f"set allowed_directories = [{', '.join(map(_quoted, folders))}]")
        connection.execute("set enable_external_access = false")
        connection.execute("set lock_configuration = true")
    except duckdb.Error as error:
        connection.close()
        raise translated(error) from None  # the statement that failed holds the key
    except BaseException:
        connection.close()
        raise
    _own(path)
    return connection


def plain(settings: Settings) -> duckdb.DuckDBPyConnection:
    """A connection without any file that can read and write encrypted ones; what it spills lies beside the store."""
    connection = duckdb.connect(":memory:")
    try:
        connection.execute(f"load {_quoted(EXTENSION)}")
        connection.execute("set temp_file_encryption = true")
        connection.execute(f"set temp_directory = {_quoted(spills(settings.store.absolute()))}")
        connection.execute(f"set memory_limit = '{settings.memory_mb}MB'")
        connection.execute("set TimeZone = 'UTC'")
        # DuckDB 1.5.5 loses the first value of an empty field of such a column when it reads the log of last changes
        connection.execute("set disabled_compression_methods = 'dict_fsst'")
        connection.execute("set autoinstall_known_extensions = false")
        connection.execute("set autoload_known_extensions = false")
    except BaseException:
        connection.close()
        raise
    return connection


def attach(connection: duckdb.DuckDBPyConnection, path: Path, key: str) -> None:
    """Attaches the encrypted file as `store` and makes it the default database of this connection."""
    attach_as(connection, path, key, "store")
    connection.execute("use store")


def attach_as(
    connection: duckdb.DuckDBPyConnection, path: Path, key: str, name: str, *, is_read_only: bool = False
) -> None:
    """Attaches an encrypted file, made where there is none, under a name that comes from code."""
    how = ", read_only" if is_read_only else ""
    try:
        connection.execute(f"attach {_quoted(path)} as {name} (encryption_key {_quoted(key)}{how})")
    except duckdb.Error as error:
        raise translated(error) from None  # the statement holds the key


def beside(path: Path, ending: str) -> Path:
    """The file beside this one whose name goes on with the ending."""
    return path.with_name(path.name + ending)


def _is_beside(path: Path, file: Path) -> bool:
    """Whether the file was made beside this store, and is not of another whose name only begins alike."""
    return file.name.startswith(path.name) and _BESIDE.fullmatch(file.name.removeprefix(path.name)) is not None


def spills(path: Path) -> Path:
    """The folder beside the store for what does not fit in memory, encrypted; it is emptied when the store opens."""
    return path.with_suffix(".spill")


def removed(path: Path) -> None:
    """Takes away a store file that is not wanted, with the log of its last changes."""
    for file in (path, beside(path, ".wal")):
        file.unlink(missing_ok=True)


def _clear(path: Path) -> None:
    """What a process that was killed left beside the store, which is ours alone by now."""
    for file in path.parent.iterdir():
        is_staged = file.name.removesuffix(".wal").endswith(STAGED)
        if _is_beside(path, file) and (is_staged or file.name.startswith((path.name + FRESH, path.name + PREPARED))):
            file.unlink(missing_ok=True)
    for spilled in spills(path).glob("*"):
        spilled.unlink(missing_ok=True)


def translated(error: duckdb.Error) -> UserError | duckdb.Error:
    """DuckDB's error as a sentence with its cure; an error that only a defect can cause comes back as it is."""
    said = str(error)
    if "has been invalidated" in said:  # whatever the disk said comes after it
        return StoreUnavailable(STOPPED)
    held = re.search(r"Could not set lock on file.*?\(PID (\d+)\)", said, re.DOTALL)
    if held or "already attached" in said or "being used by another process" in said:
        return StoreInUse(
            say(
                "The store is in use by another process (%(process)s). Close the app or the other command first.",
                process=held.group(1) if held else "?",
            )
        )
    if "Wrong encryption key" in said:
        return WrongKey(
            say(
                "The key does not fit this store. A store and its backups open only with the key that they were made"
                " with or got last; without it nobody can read them. Check STEP_STORE_KEY_FILE or STEP_STORE_KEY."
            )
        )
    for sign, sentence in _SIGNS:
        if sign in said:
            return StoreUnavailable(sentence)
    if isinstance(error, duckdb.TransactionException) and "onflict" in said:
        return ChangedMeanwhile(
            say("Somebody else changed this meanwhile; nothing was saved. Look at it again and repeat your change.")
        )
    return error


_READ_ONLY = say("The store cannot be written: its disk is read-only. Nothing was saved.")
_NOT_ALLOWED = say("The store cannot be opened: this account may not read and write its folder. Change its rights.")
_SIGNS = (
    (
        "is not encrypted",
        say("The file of the store is not encrypted, so this is not a store of the desk. Check STEP_STORE."),
    ),
    *(
        (sign, say("The file of the store is damaged or is not a store. Check STEP_STORE, or put back a backup."))
        for sign in (
            "not a valid DuckDB database",
            "Could not read enough bytes",
            "Computed AES tag differs",
            "Corrupt database file",
            "Failure while replaying WAL",
        )
    ),
    *(
        (sign, FULL)
        for sign in (
            "No space left on device",
            "Could not write all bytes",
            "File too large",
            "quota exceeded",
            "failed to offload",
        )
    ),
    ("Read-only file system", _READ_ONLY),
    ("Permission denied", _NOT_ALLOWED),
    (
        "different version of DuckDB",
        say("The store was made by a newer version of the desk. Install that version or a later one."),
    ),
)


def _check_folder(path: Path) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        is_folder = path.is_dir()
        empty = path.exists() and path.stat().st_size == 0
    except OSError as error:
        raise StoreUnavailable(unwritable(path.parent, error)) from None
    if is_folder or empty:
        raise StoreUnavailable(
            say(
                "%(path)s cannot be the store: it is a folder or an empty file. Choose another with STEP_STORE.",
                path=str(path),
            )
        )
    if not os.access(path.parent, os.R_OK | os.W_OK | os.X_OK):
        is_read_only = hasattr(os, "statvfs") and os.statvfs(path.parent).f_flag & os.ST_RDONLY
        raise StoreUnavailable(_READ_ONLY if is_read_only else _NOT_ALLOWED)


def check_begun(settings: Settings) -> None:
    """A desk where people sign in begins with its first administrator. Raises StoreUnavailable where no store is."""
    if not settings.is_there:
        raise StoreUnavailable(
            say(
                "The store %(path)s is not there, and the desk makes no empty one. Check STEP_STORE and the disk. For"
                " a new desk add the first administrator, which makes the store: %(command)s",
                path=str(settings.store.absolute()),
                command="python -m data_layer staff add NAME EMAIL --role administrator",
            )
        )


def _check_not_lost(settings: Settings) -> None:
    """A wrong path, or a disk that is not there, must not give an empty desk to who has backups of a full one."""
    path = settings.store.absolute()
    if path.exists():
        return
    signs = (
        *settings.backups.glob("ledger*"),
        *settings.backups.glob("desk-*.duckdb"),
        *(file for file in path.parent.iterdir() if _is_beside(path, file)),
    )
    if signs:
        raise StoreUnavailable(
            say(
                "The store %(path)s is not there, but %(sign)s says that there was one. No new store was made. Check"
                " STEP_STORE and the disk, or put back a backup. If a new, empty desk is meant, move the files of the"
                " old one away first.",
                path=str(path),
                sign=str(signs[0]),
            )
        )


def unwritable(folder: Path, error: OSError) -> Sentence:
    """Why the folder of the store cannot be used."""
    return say(
        "The folder of the store, %(folder)s, cannot be used: %(why)s. Choose another with STEP_STORE.",
        folder=str(folder),
        why=why_not(error),
    )


def _own(path: Path) -> None:
    """Only the account that runs the desk may read its files, where the system knows such rights."""
    for file in (path, path.with_name(path.name + ".wal")):
        if file.exists():
            file.chmod(0o600)


def _quoted(text: object) -> str:
    return "'" + str(text).replace("'", "''") + "'"
