"""Which complaints of the list are meant: what each stand says of a complaint, in SQL."""

from datetime import date
from typing import Literal

from data_layer.rules.complaints import acknowledge_by
from data_layer.rules.sentences import Sentence, say
from data_layer.rules.working_days import IsFreeDay

Stand = Literal[
    "open", "to_acknowledge", "answered", "closed", "all",
    "received", "acknowledging", "unacknowledged", "judged", "on_time", "late",
]  # fmt: skip
"""`open`: not closed yet; of those, `to_acknowledge` is neither acknowledged nor answered. `answered`: not closed.

In the window of the filter, or else the last twelve months: `received`; of those, `acknowledging` had to be
acknowledged by now, and `unacknowledged` was not in time. `judged`: whose legal day passed; of those, `on_time` and
`late`. Withdrawn ones are left out of the last five.
"""
STAND_LABELS: dict[Stand, Sentence] = {
    "open": say("open"),
    "to_acknowledge": say("receipt to be acknowledged"),
    "answered": say("answered, not closed"),
    "closed": say("closed"),
    "all": say("all complaints"),
}
"""The stands that can be chosen where complaints are listed."""
WINDOWS: dict[Stand, Literal["legal", "received"]] = {
    **dict.fromkeys(("judged", "on_time", "late"), "legal"),
    **dict.fromkeys(("received", "acknowledging", "unacknowledged"), "received"),
}
"""The day of a complaint that lies in the window, of the stands that have one."""

_ACKNOWLEDGING = """
    verdict is distinct from 'withdrawn' and received_on >= $since and received_on <= $until
    and acknowledge_day <= $judged_until
"""
_JUDGED = """
    verdict is distinct from 'withdrawn' and legal_last_day >= $since and legal_last_day <= $judged_until
"""
ACKNOWLEDGED_SQL = "coalesce(least(acknowledged_on, answered_on, closed_on) <= acknowledge_day, false)"
"""Whether somebody heard in time that the complaint came in; an answer says so too."""
ANSWERED_SQL = "coalesce(coalesce(answered_on, closed_on) <= legal_last_day, false)"
"""Whether it was answered in time; one that was imported as closed may have no day of its answer."""
STANDS_SQL: dict[Stand, str] = {
    "open": "closed_on is null",
    "to_acknowledge": "closed_on is null and answered_on is null and acknowledged_on is null",
    "answered": "closed_on is null and answered_on is not null",
    "closed": "closed_on is not null",
    "all": "true",
    "received": "received_on >= $since and received_on <= $until",
    "acknowledging": _ACKNOWLEDGING,
    "unacknowledged": f"{_ACKNOWLEDGING} and not {ACKNOWLEDGED_SQL}",
    "judged": _JUDGED,
    "on_time": f"{_JUDGED} and {ANSWERED_SQL}",
    "late": f"{_JUDGED} and not {ANSWERED_SQL}",
}
"""What each stand says of a complaint that has its `acknowledge_day`."""
ACKNOWLEDGE_DAY_SQL = "list_extract($acknowledge_by::date[], list_position($received_days::date[], received_on))"
"""The day by which a complaint is to be acknowledged, with the facts of `acknowledge_facts`."""


def acknowledge_facts(received_on: list[date], is_free_day: IsFreeDay) -> dict[str, list[date]]:
    """By when the complaints that came in on these days are to be acknowledged."""
    return {"received_days": received_on, "acknowledge_by": [acknowledge_by(day, is_free_day) for day in received_on]}
