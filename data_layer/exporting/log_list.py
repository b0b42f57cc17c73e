"""The log as a list that can be exported, by who may look at it."""

from data_layer.act_words import ACT_LABELS
from data_layer.exporting.columns import Column
from data_layer.exporting.listing import Listing, narrowed
from data_layer.log import CHAIN_LABELS
from data_layer.logbook.log_lists import KIND_LABELS, REASON_LABELS, Filter, chosen_entries
from data_layer.paging import Chosen
from data_layer.rules.access import Act
from data_layer.rules.sentences import say
from data_layer.staff import Actor
from data_layer.transactions import Reader

_COLUMNS = (
    Column("chain", say("Kind of entry"), words=CHAIN_LABELS),
    Column("seq", say("Number"), "number"),
    Column("happened_at", say("Moment"), "moment"),
    Column("staff", say("Who")),
    Column("act", say("What was done"), words=ACT_LABELS),
    Column("subject_kind", say("About"), words=KIND_LABELS),
    Column("record", say("Number of the record"), "code", is_personal=True),
    Column("name", say("Name of a recipient or member of staff"), is_personal=True),
    Column("reason_code", say("Reason"), words=REASON_LABELS),
    Column("rows", say("How many"), "number"),
    Column("fields", say("Fields"), is_usual=False),
    Column("bulk_digest", say("Digest (SHA-256)"), is_usual=False),
)


def log(which: Filter) -> Listing:
    """The entries of the log that fit the filter, the newest first."""

    def chosen(_reader: Reader, _actor: Actor) -> Chosen:
        return chosen_entries(which)

    return Listing("log", say("Log"), Act.LOG_VIEW, _COLUMNS, narrowed(which), chosen, about=which.client_number)
