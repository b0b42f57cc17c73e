"""How clients stand and stood: due for deletion, held, in a course, restricted; each from a day until a day.

The dates of retention are those that the desk computes now. One that was merged with another is no second client.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from data_layer.due_categories import DESK_RECORDS
from data_layer.holds import REOPENED_REQUESTS_SQL
from data_layer.rules.retention import RED_AFTER_DAYS
from data_layer.rules.sentences import Sentence, say
from data_layer.transactions import Reader

State = Literal["due", "red", "held", "in_course", "restricted"]
Standing = State | Literal["registered"]

NOT_OVER = "coalesce(ended_on, $today) >= $today"
"""Whether the course of an agreement has not ended, in SQL; one that is still to begin has not either."""
IN_COURSE = f"coalesce(started_on, $today) <= $today and {NOT_OVER}"
"""Whether it runs today."""


def _due_sql(more: int) -> str:
    """From when until when something of a client is due, or is so for `more` days; a hold ends and begins it."""
    own = ", ".join(f"'{records.code}'" for records in DESK_RECORDS)  # due only when all else of the client is
    return f"""
        with stood as (
            select client_id, since, until + {more} as until, categories from holds where client_id in (from whose)
        ),
        limited as (select distinct client_id from stood where categories is not null),
        items as (
            -- a hold on everything holds the category that was due first as it does the others
            select client_id, if(client_id in (from limited), category, '') as category,
                min(last_day) + {1 + more} as since
            from (
                select client_id, category, last_day from due where category not in ({own})
                union all select client_id, 'request', last_day from due_cases where kind = 'request'
            )
            where last_day < $today and client_id in (select client_id from stood) group by 1, 2
        ),
        holding as (
            select i.client_id, i.category, s.since, s.until from items i join stood s on s.client_id = i.client_id
            where s.categories is null or list_contains(s.categories, i.category)
        ),
        starting as (
            from items
            union select i.client_id, i.category, h.until + 1 from items i join holding h
                on (h.client_id, h.category) = (i.client_id, i.category) where h.until >= i.since
        )
        select s.client_id, s.since, min(h.since) filter (h.since > s.since) as until
        from starting s left join holding h on (h.client_id, h.category) = (s.client_id, s.category)
        group by s.client_id, s.category, s.since
        having count(*) filter (h.since <= s.since and coalesce(h.until >= s.since, true)) = 0
        union all
        select id, first_due_from + {more}, null from clients
        where first_due_from is not null and id in (from whose) and id not in (select client_id from stood)
    """  # noqa: S608 - numbers and codes of the declarations


_DAYS_DUE: dict[State, int] = {"due": 0, "red": RED_AFTER_DAYS}
_SQL: dict[State, str] = {
    **{state: _due_sql(days) for state, days in _DAYS_DUE.items()},
    # the six weeks after an answer in time put off what is due; nobody holds it any more
    "held": f"""
        select client_id, since, if(answered_on <= legal_last_day, answered_on, until) as until
        from (
            select h.client_id, h.since, h.until, r.legal_last_day,
                if(e.request_id is null, r.answered_on, e.ended_on) as answered_on
            from holds h left join requests r on r.id = case when h.kind = 'request' then h.fact_id end
            asof left join ({REOPENED_REQUESTS_SQL}) e on e.request_id = r.id and h.since < e.reopened_on
            where h.client_id in (from whose)
        )
    """,  # noqa: S608 - the text of the holds
    "in_course": """
        select client_id, coalesce(started_on, date '1900-01-01') as since, ended_on + 1 as until from agreements
        where client_id in (from whose)
    """,
    # one that was lifted since lives on as a hold that ended
    "restricted": """
        select client_id, since, until from holds where kind = 'restriction' and client_id in (from whose)
        union all
        select id, restricted_since, null from clients where restricted_since is not null and id in (from whose)
    """,
}
STATES: tuple[State, ...] = tuple(_SQL)
STATE_LABELS: dict[Standing, Sentence] = {
    "due": say("due for deletion"),
    "red": say("due for more than thirty days"),
    "held": say("held"),
    "in_course": say("in a course"),
    "restricted": say("restricted"),
    "registered": say("registered"),
}


@dataclass(frozen=True, slots=True)
class InState:
    """Those who were in a state on a day, today or before; or were registered then."""

    state: Standing
    day: date

    def narrowed(self, sql: str, today: date) -> tuple[str, dict[str, Any]]:
        """Of a selection of clients by `id` those who were, with the facts that it asks for beside its own."""
        if self.state == "registered":
            ids = "select id from clients where registered_on <= $stood_on"
            return f"from ({sql}) where id in ({ids})", {"stood_on": self.day}
        ids = f"""
            select client_id from ({spans_sql(self.state, "select id from clients")})
            where since <= $stood_on and coalesce(until > $stood_on, true)
        """  # noqa: S608 - fragments of this module
        return f"from ({sql}) where id in ({ids})", {"stood_on": self.day, "today": today}


def spans_sql(state: State, whose: str) -> str:
    """From when (`since`) until before when (`until`, if ever) clients were in this state, in SQL; they may overlap.

    `whose` selects the ids of the clients; the SQL asks for `$today`.
    """
    return f"""
        with whose as (select id from clients where merged_into is null and id in ({whose}))
        select client_id, since, until from ({_SQL[state]}) where coalesce(until > since, true) and since <= $today
    """  # noqa: S608 - fragments of this module


def in_state_on(reader: Reader, state: State, day: date) -> int:
    """How many clients that are here were in this state on the day, today or before."""
    surely, whose = "false", "select id from clients"
    if state in _DAYS_DUE:
        # what the desk has as due by that day was; beside it only what has been held since that day can have been
        surely = f"merged_into is null and first_due_from + {_DAYS_DUE[state]} <= $day"
        whose = f"""
            select id from clients where not coalesce({surely}, false)
                and id in (select client_id from holds where since > $day)
        """  # noqa: S608 - fragments of this module
    return int(
        reader.value(
            f"""
            select (select count(*) from clients where {surely}) + count(distinct client_id)
            from ({spans_sql(state, whose)}) where since <= $day and coalesce(until > $day, true)
            """,  # noqa: S608 - as above
            day=day,
            today=reader.today,
        )
    )


def registered_by(reader: Reader, day: date) -> int:
    """How many clients that are here were registered on the day."""
    return int(
        reader.value("select count(*) from clients where merged_into is null and registered_on <= $day", day=day)
    )
