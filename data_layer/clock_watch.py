"""A watch over the machine's clock: what goes by itself when its days are over must not go by a clock that is wrong."""

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta

from data_layer.errors import ChangedMeanwhile
from data_layer.rules.access import Act
from data_layer.rules.clocks import BACK, Apart, stands_apart
from data_layer.rules.sentences import say
from data_layer.staff import THE_DESK, Actor
from data_layer.store import Store
from data_layer.transactions import Change, Reader

_logger = logging.getLogger(__name__)
_NOTED_EVERY = timedelta(days=1)  # each note is an entry in the log, and what goes by itself goes by days


@dataclass(frozen=True, slots=True)
class Standing:
    """Where the clock stands, where it was last seen to go on, and how it stands too far from there."""

    now: datetime
    seen_at: datetime | None
    apart: Apart | None


def standing(reader: Reader, now: datetime) -> Standing:
    """How the clock stands at this moment."""
    seen_at: datetime | None = reader.value("select seen_at from clock_watch")
    return Standing(now, seen_at, stands_apart(seen_at, now) if seen_at else None)


def is_doubted(store: Store) -> bool:
    """Whether nothing may go by itself now, because the clock stands too far from where it was last seen."""
    return _looked(store).apart is not None


def watch(store: Store) -> None:
    """Notes, once a day, that the clock goes on; one that is doubted is not noted."""
    stands = _looked(store)
    if stands.apart is not None:
        _logger.warning("the clock is doubted: it stands %s of where it was last seen", stands.apart)
    elif stands.seen_at is None or stands.now >= stands.seen_at + _NOTED_EVERY:
        with store.change(THE_DESK, Act.CLOCK_WATCH) as change:
            note(change)


def trust(store: Store, actor: Actor, *, shown: datetime) -> None:
    """Takes the clock for right again, as it was shown; nothing to do when it is not doubted any more.

    Raises ChangedMeanwhile when it stands elsewhere by now.
    """
    with store.change(actor, Act.CLOCK_TRUST) as change:
        if standing(change, change.now).apart is None:
            change.undo()
            return
        if abs(change.now - shown) > BACK:
            raise ChangedMeanwhile(
                say("The clock stands elsewhere by now; nothing was saved. Look at it again and repeat your change.")
            )
        note(change)


def note(change: Change) -> None:
    """Notes in the open transaction that the clock is right as it stands."""
    change.execute("delete from clock_watch")
    change.insert("clock_watch", seen_at=change.now)


def _looked(store: Store) -> Standing:
    with store.read(THE_DESK, Act.STORE_VERIFY) as reader:
        return standing(reader, store.clock())
