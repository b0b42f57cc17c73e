"""Which requests of the queue are meant: what each stand says of a request, in SQL."""

from typing import Literal

Stand = Literal[
    "open", "to_do", "waiting", "unverified", "week", "answered", "finished", "judged", "late", "past_safe", "all"
]
"""`open`: not answered yet; of those, `to_do` waits for nobody, `waiting` does, `week` is to be answered this week.

`unverified`: open without it being certain who asks, and those of which a copy of an identity document lies here,
finished or not.
`answered`: but not everything that follows is done. `judged`: whose legal day passed in the last twelve months,
withdrawn ones left out; of those, `late` and `past_safe` were not answered by the legal or by the safe day.
"""

# the rows behind the on-time rate: its window, without those withdrawn
_JUDGED = "outcome is distinct from 'withdrawn' and legal_last_day >= $judged_since and legal_last_day < $today"

STANDS_SQL: dict[Stand, str] = {
    "open": "answered_on is null",
    "to_do": "answered_on is null and waiting_since is null",
    "waiting": "answered_on is null and waiting_since is not null",
    "unverified": "copy_since is not null or (answered_on is null and identified_on is null)",
    "week": """
        answered_on is null and waiting_since is null and coalesce(carry_out_on, safe_last_day) <= $week_end
    """,
    "answered": "answered_on is not null and finished_on is null",
    "finished": "finished_on is not null",
    "judged": _JUDGED,
    "late": f"{_JUDGED} and coalesce(answered_on, $today) > legal_last_day",
    "past_safe": f"{_JUDGED} and coalesce(answered_on, $today) > safe_last_day",
    "all": "true",
}
"""What each stand says of a request."""
