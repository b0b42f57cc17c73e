"""Numbers for people: counted per kind and year, and never given out twice."""

from data_layer.transactions import Change

PREFIXES = {"request": "V", "disclosure": "VS", "breach": "D", "complaint": "K", "client": "C", "batch": "B"}


def next_number(change: Change, kind: str) -> str:
    """The next number of this kind in this year: `V2026-0001`. Destroying what bore it does not free it."""
    return next_numbers(change, kind, 1)[0]


def next_numbers(change: Change, kind: str, count: int) -> list[str]:
    """The next so many numbers of this kind in this year, in order."""
    facts = {"kind": kind, "year": change.today.year}
    last = change.value("select last from counters where kind = $kind and year = $year", **facts)
    if last is None:
        change.insert("counters", last=count, **facts)
    else:
        change.execute(
            "update counters set last = last + $count where kind = $kind and year = $year", count=count, **facts
        )
    first = (last or 0) + 1
    return [f"{PREFIXES[kind]}{change.today.year}-{number:04}" for number in range(first, first + count)]
