"""Numbers for people: counted per kind and year, and never given out twice."""

from data_layer.transactions import Change

PREFIXES = {"request": "V", "disclosure": "VS", "breach": "D", "complaint": "K", "client": "C"}


def next_number(change: Change, kind: str) -> str:
    """The next number of this kind in this year: `V2026-0001`. Destroying what bore it does not free it."""
    facts = {"kind": kind, "year": change.today.year}
    last = change.value("select last from counters where kind = $kind and year = $year", **facts)
    if last is None:
        change.insert("counters", last=1, **facts)
    else:
        change.execute("update counters set last = last + 1 where kind = $kind and year = $year", **facts)
    return f"{PREFIXES[kind]}{change.today.year}-{(last or 0) + 1:04}"
