"""What may be asked about requests and complaints: kinds, days and outcomes; not whose, which, or what was said."""

from data_layer.asking.table import Table, Told
from data_layer.requests.request_queue import PHASE_SQL
from data_layer.rules.sentences import say

_CHANNEL = Told("channel", say("How it came in, as code"))
_RECEIVED, _ANSWERED = Told("received_on", say("Received on")), Told("answered_on", say("Answered on"))
_SAFE, _LEGAL = Told("safe_last_day", say("Safe last day")), Told("legal_last_day", say("Legal last day"))
_HANDLER = Told("handler", say("Handler as a letter, another one in each question"))
_NOT_RESTRICTED = """
    not exists (from clients c where c.id = r.client_id and c.restricted_since is not null)
"""

REQUESTS = Table(
    "requests",
    say("One row per request"),
    (
        Told("request_right", say("The right, as code: access, erasure")),
        _CHANNEL,
        _RECEIVED,
        _SAFE,
        _LEGAL,
        _ANSWERED,
        Told("finished_on", say("Finished on")),
        Told("state", say("State, as code")),
        Told("outcome", say("Outcome, as code")),
        Told("phase", say("Phase of an open request today, as code")),
        Told("extended", say("Whether the term was extended")),
        Told("suspended_days", say("Days by which the clock stood still")),
        _HANDLER,
    ),
    f"""
        select r.request_right, r.channel, r.received_on, r.safe_last_day, r.legal_last_day, r.answered_on,
            r.finished_on, r.state, r.outcome, {PHASE_SQL} as phase, r.extended, r.suspended_days, l.letter as handler
        from requests r left join lettered l on l.staff_id = r.handler_id
        where {_NOT_RESTRICTED}
    """,
    of_people=True,
)
COMPLAINTS = Table(
    "complaints",
    say("One row per complaint"),
    (
        Told("kind", say("service or privacy")),
        _CHANNEL,
        _RECEIVED,
        Told("acknowledged_on", say("Acknowledged on")),
        _SAFE,
        _LEGAL,
        _ANSWERED,
        Told("closed_on", say("Closed on")),
        Told("verdict", say("Verdict, as code")),
        _HANDLER,
    ),
    f"""
        select r.kind, r.channel, r.received_on, r.acknowledged_on, r.safe_last_day, r.legal_last_day, r.answered_on,
            r.closed_on, r.verdict, l.letter as handler
        from complaints r left join lettered l on l.staff_id = r.handler_id
        where {_NOT_RESTRICTED}
    """,
    of_people=True,
)
ABOUT_CASES = (REQUESTS, COMPLAINTS)
