"""The places outside the desk that were searched for requests for access."""

import numpy as np
import pyarrow as pa

from data_layer.demo import texts
from data_layer.demo.case_rows import Filed
from data_layer.demo.drawing import Draws, after, chosen, instants, table, weekday
from data_layer.vocabulary import Right


def searched_rows(draws: Draws, filed: Filed) -> tuple[pa.Table, pa.Table]:
    """The places outside the desk that were searched for access requests by now, and their events."""
    cases = filed.cases
    who = np.flatnonzero(filed.having(Right.ACCESS) & (cases.handler > 0))
    places, found = zip(*texts.SEARCHED, strict=True)
    which = np.repeat(who, len(places))
    what = np.tile(np.arange(len(places)), len(who))
    searched = np.fmin(weekday(after(cases.registered[which], 3 + what)), cases.answered[which])
    done = (searched <= draws.today) & (searched > cases.registered[which])
    which, what, searched = which[done], what[done], searched[done]
    ids = draws.ids(len(which))
    shared = {"id": ids, "request_id": filed.ids[which]}
    rows = {
        "place": chosen(places, what),
        "searched_by": cases.handler[which],
        "searched_on": searched,
        "found": chosen(found, what),
    }
    events = {
        "kind": pa.repeat("place_searched", len(which)),
        "happened_on": searched,
        "recorded_at": instants(searched, 8 * 60 + what),
        "staff_id": cases.handler[which],
        "reason_code": chosen(places, what),
        "body": chosen(found, what),
    }
    return table(shared | rows), table(shared | events)
