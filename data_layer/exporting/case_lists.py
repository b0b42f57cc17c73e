"""The requests and the complaints as lists that can be exported."""

from data_layer.complaints import complaint_lists
from data_layer.exporting.columns import Column
from data_layer.exporting.listing import Listing, narrowed
from data_layer.paging import Chosen
from data_layer.requests import request_queue
from data_layer.rules.access import Act
from data_layer.rules.complaints import VERDICT_LABELS
from data_layer.rules.sentences import say
from data_layer.staff import Actor
from data_layer.transactions import Reader
from data_layer.vocabulary import OUTCOME_LABELS, RIGHT_LABELS, STATE_LABELS

_REQUESTS = (
    Column("number", say("Case number"), "code"),
    Column("request_right", say("Right"), words=RIGHT_LABELS),
    Column("phase", say("Phase"), words=request_queue.PHASE_LABELS),
    Column("state", say("State"), words=STATE_LABELS),
    Column("received_on", say("Received on"), "day"),
    Column("safe_last_day", say("Safe last day"), "day"),
    Column("legal_last_day", say("Legal last day"), "day"),
    Column("days_left", say("Days left"), "number"),
    Column("client_number", say("Client number"), "code", is_personal=True),
    Column("who", say("Who"), is_personal=True),
    Column("handler", say("Handler")),
    Column("answered_on", say("Answered on"), "day"),
    Column("outcome", say("Outcome"), words=OUTCOME_LABELS),
    Column("finished_on", say("Finished on"), "day"),
    Column("waiting_since", say("Waits since"), "day", is_usual=False),
    Column("reminded_on", say("Reminded on"), "day", is_usual=False),
    Column("identified_on", say("Identity established on"), "day", is_usual=False),
    Column("copy_since", say("Copy of identity document here since"), "day", is_usual=False),
)
_COMPLAINTS = (
    Column("number", say("Complaint number"), "code"),
    Column("kind", say("Kind of complaint"), words=complaint_lists.KIND_LABELS),
    Column("phase", say("Phase"), words=request_queue.PHASE_LABELS),
    Column("received_on", say("Received on"), "day"),
    Column("acknowledge_by", say("Acknowledge by"), "day"),
    Column("acknowledged_on", say("Acknowledged on"), "day"),
    Column("safe_last_day", say("Safe last day"), "day"),
    Column("legal_last_day", say("Legal last day"), "day"),
    Column("days_left", say("Days left"), "number"),
    Column("handler", say("Handler")),
    Column("answered_on", say("Answered on"), "day"),
    Column("verdict", say("Verdict"), words=VERDICT_LABELS),
    Column("closed_on", say("Closed on"), "day"),
    # who complains, and about what, leaves as the records of category 19 do
    Column("client_number", say("Client number"), "code", is_usual=False, is_personal=True, act=Act.EXPORT_SENSITIVE),
    Column("who", say("Who"), is_usual=False, is_personal=True, act=Act.EXPORT_SENSITIVE),
    Column("subject", say("Subject"), is_usual=False, is_personal=True, act=Act.EXPORT_SENSITIVE),
)


def requests(which: request_queue.Filter) -> Listing:
    """The queue of requests."""

    def chosen(reader: Reader, actor: Actor) -> Chosen:
        return request_queue.chosen_requests(reader, actor, which)

    return Listing("requests", say("Requests"), Act.REQUEST_LIST, _REQUESTS, narrowed(which), chosen)


def complaints(which: complaint_lists.Filter) -> Listing:
    """The complaints."""

    def chosen(reader: Reader, actor: Actor) -> Chosen:
        return complaint_lists.chosen_complaints(reader, actor, which)

    return Listing("complaints", say("Complaints"), Act.COMPLAINT_LIST, _COMPLAINTS, narrowed(which), chosen)
