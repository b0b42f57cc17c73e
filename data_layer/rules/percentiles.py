"""The median and other percentiles of whole days, of which it is known how many cases took each number."""

from collections.abc import Iterable
from itertools import accumulate


def nearest_rank(counted: Iterable[tuple[int, int]], percent: int) -> int | None:
    """The smallest number of days that at least `percent` percent of the cases took at most; None without cases.

    `counted` are pairs of a number of days and how many cases took it; the same number may be there more than once.
    The nearest-rank method: always a number that really occurred, so what comes from two places adds up exactly.
    Raises ValueError unless 0 < percent <= 100.
    """
    if not 0 < percent <= 100:
        raise ValueError(f"{percent} is no percentile")
    pairs = sorted((days, n) for days, n in counted if n > 0)
    total = sum(n for _, n in pairs)
    reached = accumulate(n for _, n in pairs)
    return next((days for (days, _), n in zip(pairs, reached, strict=True) if 100 * n >= percent * total), None)
