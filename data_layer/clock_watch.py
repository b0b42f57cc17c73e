"""A watch over the machine's clock: what goes by itself when its days are over must not go by a clock that is wrong."""

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta

from data_layer.errors import ChangedMeanwhile
from data_layer.rules.access import Act
from data_layer.rules.clocks import BACK, Apart, Look, jumped, stands_apart
from data_layer.rules.sentences import say
from data_layer.staff import THE_DESK, Actor
from data_layer.store import Store
from data_layer.transactions import Change

_logger = logging.getLogger(__name__)
_NOTED_EVERY = timedelta(days=1)  # each note is an entry in the log, and what goes by itself goes by days


@dataclass(frozen=True, slots=True)
class Standing:
    """Where the clock stands, where it was last seen to go on, and how it stands too far from there.

    When it `was_set` while the desk ran, `seen_at` is where it would stand now otherwise.
    """

    now: datetime
    seen_at: datetime | None
    apart: Apart | None
    was_set: bool = False

    @property
    def at_latest(self) -> datetime:
        """The moment that it is at the latest, as far as is known: what is promised from now on goes by it."""
        return self.seen_at if self.apart == "ahead" and self.seen_at is not None else self.now


def standing(store: Store) -> Standing:
    """How the clock stands at this moment: by where it would stand since this process last saw it go on, or else by
    what an earlier one noted."""
    now = store.clock()
    if (seen := store.clock_seen) is not None:
        expected = seen.at_second(store.seconds())
        if (apart := jumped(expected, now)) is not None:
            return Standing(now, expected, apart, was_set=True)
    with store.read(THE_DESK, Act.STORE_VERIFY) as reader:
        noted_at: datetime | None = reader.value("select seen_at from clock_watch")
    return Standing(now, noted_at, stands_apart(noted_at, now) if noted_at else None)


def is_doubted(store: Store) -> bool:
    """Whether nothing may go by itself now, because the clock stands too far from where it was last seen."""
    return standing(store).apart is not None


def watch(store: Store) -> None:
    """Looks whether the clock goes on, and notes so once a day; one that is doubted is not noted."""
    stands = standing(store)
    if stands.apart is not None:
        _logger.warning("the clock is doubted: it stands %s of where it was last seen", stands.apart)
        return
    store.clock_seen = Look(stands.now, store.seconds())
    if stands.seen_at is None or stands.now >= stands.seen_at + _NOTED_EVERY:
        with store.change(THE_DESK, Act.CLOCK_WATCH) as change:
            note(change)


def trust(store: Store, actor: Actor, *, shown: datetime) -> None:
    """Takes the clock for right again, as it was shown; nothing to do when it is not doubted any more.

    Raises ChangedMeanwhile when it stands elsewhere by now.
    """
    with store.change(actor, Act.CLOCK_TRUST) as change:
        if not is_doubted(store):
            change.undo()
            return
        if abs(change.now - shown) > BACK:
            raise ChangedMeanwhile(
                say("The clock stands elsewhere by now; nothing was saved. Look at it again and repeat your change.")
            )
        note(change)
    store.clock_seen = Look(store.clock(), store.seconds())


def note(change: Change) -> None:
    """Notes in the open transaction that the clock is right as it stands."""
    change.execute("delete from clock_watch")
    change.insert("clock_watch", seen_at=change.now)
