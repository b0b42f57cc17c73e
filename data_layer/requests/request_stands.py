"""Which requests of the queue are meant: what each stand says of a request, in SQL."""

from typing import Literal

from data_layer.requests.notice_days import NOTICE_DAYS_SQL, UNSENT_SQL, UNSETTLED_SQL
from data_layer.rules.sentences import Sentence, say

Stand = Literal[
    "open", "to_do", "waiting", "unverified", "week", "answered", "finished",
    "judged", "on_time", "late", "past_safe", "withdrawn", "received", "extended", "suspended", "replied",
    "copies", "copies_late", "notices", "notices_unsent", "all",
]  # fmt: skip
"""`open`: not answered yet; of those, `to_do` waits for nobody, `waiting` does, `week` is to be answered this week.

`unverified`: open without it being certain who asks, and those of which a copy of an identity document lies here,
finished or not.
`answered`: but not everything that follows is done. `judged`: whose legal day passed in the window, withdrawn ones left
out; of those, `on_time` were answered by the legal day, `late` and `past_safe` not by the legal or by the safe day.
`withdrawn`: those left out of them. `received` in the window; of those, `extended` and `suspended`. `replied`: answered
in the window, withdrawn ones left out. The window is that of the filter, or else the last twelve months.
`copies`: a copy of an identity document lies here; `copies_late` for five working days. `notices`: a recipient is to
confirm what was done (art. 19); `notices_unsent`: or even to be told.
"""
STAND_LABELS: dict[Stand, Sentence] = {
    "open": say("open"),
    "week": say("to be answered this week"),
    "answered": say("answered, not finished"),
    "finished": say("finished"),
    "judged": say("due in the past year"),
    "late": say("not on time, past year"),
    "past_safe": say("past the safe day, past year"),
}
"""The stands that can be chosen where requests are listed, when nothing else says of which days."""
_IS_PAST = "legal_last_day >= $since and legal_last_day <= $judged_until"
WINDOWS: dict[Stand, Literal["legal", "received", "answered"]] = {
    **dict.fromkeys(("judged", "on_time", "late", "past_safe", "withdrawn"), "legal"),
    **dict.fromkeys(("received", "extended", "suspended"), "received"),
    "replied": "answered",
}
"""The day of a request that lies in the window, of the stands that have one."""

# the rows behind the on-time rate: its window, without those withdrawn
_JUDGED = f"outcome is distinct from 'withdrawn' and {_IS_PAST}"
_RECEIVED = "received_on >= $since and received_on <= $until"
_NOTICES = f"id in (select request_id from ({NOTICE_DAYS_SQL}) where {{which}})"  # noqa: S608 - that text

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
    "on_time": f"{_JUDGED} and answered_on <= legal_last_day",
    "late": f"{_JUDGED} and (answered_on is null or answered_on > legal_last_day)",
    "past_safe": f"{_JUDGED} and (answered_on is null or answered_on > safe_last_day)",
    "withdrawn": f"outcome = 'withdrawn' and {_IS_PAST}",
    "received": _RECEIVED,
    "extended": f"{_RECEIVED} and extended",
    "suspended": f"{_RECEIVED} and suspended_days > 0",
    "replied": "outcome is distinct from 'withdrawn' and answered_on >= $since and answered_on <= $until",
    "copies": "copy_since is not null",
    "copies_late": "copy_since <= $too_late_from",
    "notices": _NOTICES.format(which=UNSETTLED_SQL),
    "notices_unsent": _NOTICES.format(which=UNSENT_SQL),
    "all": "true",
}
"""What each stand says of a request."""
