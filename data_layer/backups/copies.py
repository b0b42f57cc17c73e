"""Backups: encrypted copies of the store, made inside the app, which go by themselves after the set days."""

import hashlib
import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Literal

from data_layer import clock_watch
from data_layer.errors import NotFound, StoreUnavailable
from data_layer.log import Reason
from data_layer.opening import beside, day_of, removed
from data_layer.rules.access import Act
from data_layer.rules.file_trouble import why_not
from data_layer.rules.sentences import say
from data_layer.settings import Settings
from data_layer.staff import Actor
from data_layer.store import Store
from data_layer.transactions import Reader, check_role

Kind = Literal["made", "before_step", "replaced"]
KIND_LABELS = {
    "made": say("backup"),
    "before_step": say("copy from before an update"),
    "replaced": say("store from before a backup was put back"),
}
_INSTANT = "%Y%m%dT%H%M%SZ"
_DAY = "%Y%m%d"
_DATES = r"(?P<made>\d{8}T\d{6}Z)(-until-(?P<until>\d{8}))?"
_NAME = re.compile(rf"desk-{_DATES}\.duckdb")
_HALF = ".half"
_REPLACED = ".replaced-"
_REPLACED_NAME = re.compile(rf".*{re.escape(_REPLACED)}{_DATES}")
_ASIDE_NAME = re.compile(rf"ledger\.aside-{_DATES}")
_ALWAYS = 3  # backups that stay whatever their day: a clock that is wrong leaves something to put back
_AHEAD = timedelta(days=1)  # no backup is dated later than this after now, but by a clock that was wrong
_COMMITTING = timedelta(hours=1)  # far longer than an act takes from its line in the ledger to its commit


@dataclass(frozen=True, slots=True)
class Backup:
    """A whole copy of the store as it was. `made_at` is in UTC; `expires_on` is the last day on which it is kept."""

    path: Path
    kind: Kind
    made_at: datetime
    size: int
    expires_on: date

    @property
    def name(self) -> str:
        """Its file name: an instant, and nothing of anybody."""
        return self.path.name


def make(store: Store, actor: Actor, why: Literal["schedule", "request"] = "request") -> Backup:
    """Copies the store as it is now while others go on; a file with a backup's name is whole.

    While the clock is doubted to stand ahead it is dated as late as that can be, or it would be kept too long.
    Raises NotAllowed, and StoreUnavailable when the folder cannot be written; then the half file is gone.
    """
    check_role(actor, Act.STORE_BACKUP)
    at = clock_watch.standing(store).at_latest.astimezone(UTC)
    path = _path_of(store.settings, at)
    half = beside(path, _HALF)
    with store.copying, _told(path.parent, half):
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with store.read(actor, Act.STORE_BACKUP) as reader:
            store.ledger.begin(reader, at, *store.tail)
        removed(half)
        store.copied_to(half)
        digest = digest_of(half)
        store.ledger.backup_made(at, path.name, digest)
        half.replace(path)
    with store.change(actor, Act.STORE_BACKUP, reason=Reason(why)) as change:
        change.bulk(1, digest)
    return _backup(store.settings, path, "made", _named(path, _NAME) or _Dates(at))


def existing(settings: Settings) -> list[Backup]:
    """Every copy of the store that there is, the newest first, also those that were left beside it."""
    store = settings.store.absolute()
    found: list[tuple[Path, Kind, _Dates | None]] = [
        *((path, "made", _named(path, _NAME)) for path in _files(settings.backups, "desk-*.duckdb")),
        *(
            (path, "before_step", _of_file_itself(path))
            for path in _files(store.parent, f"{store.name}.before-*")
            if re.fullmatch(r"\d{4}", path.name.rpartition("-")[2])
        ),
        *(
            (path, "replaced", _named(path, _REPLACED_NAME))
            for path in _files(store.parent, f"{store.name}{_REPLACED}*")
        ),
    ]
    backups = []
    for path, kind, dates in found:
        with suppress(FileNotFoundError):  # somebody removes one at this moment
            if dates is not None:
                backups.append(_backup(settings, path, kind, dates))
    return sorted(backups, key=lambda backup: backup.made_at, reverse=True)


def by_name(settings: Settings, name: str) -> Backup:
    """The copy with this file name. Raises NotFound."""
    for backup in existing(settings):
        if backup.name == name:
            return backup
    raise NotFound(say("This backup is not there any more. Choose another from the list."))


def of_file(settings: Settings, file: Path) -> Backup:
    """The copy in this file, wherever it lies. Raises NotFound."""
    for backup in existing(settings):
        if file.exists() and backup.path.samefile(file):
            return backup
    if not file.is_file():
        raise NotFound(say("There is no file %(file)s.", file=str(file)))
    return _backup(settings, file, "made", _named(file, _NAME) or _of_file_itself(file))


def expire(store: Store, actor: Actor) -> int:
    """Removes the copies whose days are over, what was left half, and what the ledger holds for none; how many.

    The newest backups stay whatever their day. What a clock that was wrong dated too late is put right.
    While the clock is doubted nothing goes: nobody can say then whose days are over.
    """
    check_role(actor, Act.STORE_BACKUP)
    if clock_watch.is_doubted(store):
        return 0
    settings = store.settings
    gone = 0
    with store.copying, _told(settings.backups):
        for half in _files(settings.backups, f"*{_HALF}"):
            removed(half)
        gone += _put_right(store)
        found = existing(settings)
        stay = [backup for backup in found if backup.kind == "made"][:_ALWAYS]
        for backup in found:
            if backup.expires_on < store.today and backup not in stay:
                removed(backup.path)
                gone += 1
        oldest = _oldest_needed(store)
        for aside in _files(settings.backups, "ledger.aside-*"):
            dates = _named(aside, _ASIDE_NAME)
            if dates is not None and dates.made_at < oldest:
                aside.unlink(missing_ok=True)
        store.ledger.drop(oldest)
    if gone:
        with store.change(actor, Act.STORE_BACKUP, reason=Reason("expired")) as change:
            change.bulk(gone)
    return gone


def backups_until(reader: Reader, now: datetime) -> date | None:
    """Until which day the copies of before now are kept, also those that lie elsewhere; None when there are none.

    A copy that is being made at this moment counts, and the last one that the log knows, wherever it is; not what
    a clock that was wrong dated after now, which is put right.
    """
    latest = now + _AHEAD
    kept = timedelta(days=reader.settings.backup_days)
    days = [reader.today + kept for _half in _files(reader.settings.backups, f"*{_HALF}")]
    days += [backup.expires_on for backup in existing(reader.settings) if backup.made_at <= latest]
    last: datetime | None = reader.value(
        """
        select max(happened_at) from log
        where act = $act and reason_code in ('schedule', 'request') and happened_at <= $latest
        """,
        act=Act.STORE_BACKUP.value,
        latest=latest,
    )
    if last is not None:
        days.append(day_of(last) + kept)
    return max((day for day in days if day >= reader.today), default=None)


def kept_as(settings: Settings, at: datetime) -> Path:
    """The name under which a store is kept for which another comes in its place."""
    return beside(settings.store.absolute(), f"{_REPLACED}{_dates(settings, at)}")


def digest_of(path: Path) -> str:
    """SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _put_right(store: Store) -> int:
    """What is dated after now goes where a backup of today is there, which has all of it; else it counts as of now.

    How many went.
    """
    settings, now = store.settings, store.clock().astimezone(UTC)
    made = [backup for backup in existing(settings) if backup.kind == "made"]
    late = [backup for backup in made if backup.made_at > now + _AHEAD]
    if any(now - _AHEAD < backup.made_at <= now for backup in made):
        for backup in late:
            removed(backup.path)
        return len(late)
    for place, backup in enumerate(reversed(late)):
        path = _path_of(settings, now + timedelta(seconds=place))
        lines = store.ledger.lines()
        known = lines.digest_of(backup.name) if lines is not None else None
        store.ledger.backup_made(now, path.name, known or digest_of(backup.path))
        backup.path.replace(path)
    return 0


def _path_of(settings: Settings, at: datetime) -> Path:
    return settings.backups / f"desk-{_dates(settings, at)}.duckdb"


def _oldest_needed(store: Store) -> datetime:
    """Since when the ledger may be asked: by a copy that is here, or by one that was put away elsewhere."""
    since = store.clock() - timedelta(days=store.settings.backup_days)
    return min([since, *(backup.made_at for backup in existing(store.settings))]) - _COMMITTING


@dataclass(frozen=True, slots=True)
class _Dates:
    """When a copy was made, and the last day that was promised then, if its name says so."""

    made_at: datetime
    until: date | None = None


def _backup(settings: Settings, path: Path, kind: Kind, dates: _Dates) -> Backup:
    """A longer term than when it was made does not lengthen it: what was destroyed since is promised to be gone."""
    by_setting = _last_day(settings, dates.made_at)
    return Backup(path, kind, dates.made_at, path.stat().st_size, min(by_setting, dates.until or by_setting))


def _last_day(settings: Settings, made_at: datetime) -> date:
    return day_of(made_at) + timedelta(days=settings.backup_days)


def _dates(settings: Settings, at: datetime) -> str:
    return f"{at.astimezone(UTC):{_INSTANT}}-until-{_last_day(settings, at):{_DAY}}"


def _named(path: Path, pattern: re.Pattern[str]) -> _Dates | None:
    """What the name of a file of ours tells; None for any other file."""
    if (match := pattern.fullmatch(path.name)) is None:
        return None
    try:
        made_at = datetime.strptime(match["made"], _INSTANT).replace(tzinfo=UTC)
        until = match["until"] and datetime.strptime(match["until"], _DAY).replace(tzinfo=UTC).date()
    except ValueError:
        return None
    return _Dates(made_at, until or None) if 2000 <= made_at.year < 9000 else None


def _of_file_itself(path: Path) -> _Dates:
    return _Dates(datetime.fromtimestamp(path.stat().st_mtime, UTC))


def _files(folder: Path, pattern: str) -> list[Path]:
    with suppress(OSError):
        return [path for path in folder.glob(pattern) if path.is_file()]
    return []


@contextmanager
def _told(folder: Path, half: Path | None = None) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise StoreUnavailable(
            say(
                "The folder of the backups, %(folder)s, cannot be used: %(why)s. No backup was made or removed. Make"
                " room there, mend its rights, or choose another with STEP_BACKUP_DIR.",
                folder=str(folder),
                why=why_not(error),
            )
        ) from None
    finally:
        if half is not None:
            with suppress(OSError):
                removed(half)
