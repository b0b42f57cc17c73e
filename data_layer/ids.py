"""Identities for rows: 63-bit integers made in code, ordered by the time they were made."""

import secrets
import threading
import time
from datetime import datetime

import numpy as np
import numpy.typing as npt

_EPOCH_MS = 1_577_836_800_000  # 2020-01-01 UTC
_ROOM_BITS = 22  # room for 4,194,304 ids per millisecond; 41 bits of time last until 2089
_LARGEST = (1 << 63) - 1

_lock = threading.Lock()
_last = 0


def new_ids(count: int) -> npt.NDArray[np.int64]:
    """`count` ascending ids, larger than all that this process made before."""
    global _last  # noqa: PLW0603 - the one counter of the process; ids must ascend across threads
    with _lock:
        now = (time.time_ns() // 1_000_000 - _EPOCH_MS) << _ROOM_BITS
        first = max(now + secrets.randbelow(1 << (_ROOM_BITS - 2)), _last + 1)
        _last = first + count - 1
    return np.arange(first, first + count, dtype=np.int64)


def begin_after(instant: datetime) -> None:
    """From now on ids are larger than those that were made until this instant, also with a clock that was set back."""
    global _last  # noqa: PLW0603 - as above
    with _lock:
        # a second more, for the many of one import that reach past their own millisecond
        _last = max(_last, (int(instant.timestamp() * 1000) + 1000 - _EPOCH_MS) << _ROOM_BITS)


def id_in(written: str) -> int | None:
    """The id that is written here in digits, as in an address; None for what can be no id."""
    if not (written.isascii() and written.isdecimal() and len(written) <= len(str(_LARGEST))):
        return None
    return known if (known := int(written)) <= _LARGEST else None


def new_id() -> int:
    """One id; also made when a form is drawn, so that a double click saves once."""
    return int(new_ids(1)[0])
