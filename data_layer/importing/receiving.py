"""A file that another organisation sent: its import stands in the register of disclosures as data obtained."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import pyarrow.compute as pc

from data_layer import recipients
from data_layer.categories import CATEGORY_OF
from data_layer.disclosing import record_within
from data_layer.disclosure_facts import check_codes, check_day
from data_layer.errors import BadInput
from data_layer.ids import new_id
from data_layer.importing.fields import CATEGORY_OF_COLUMN
from data_layer.importing.plan import Plan
from data_layer.rules.access import Act
from data_layer.rules.sentences import say
from data_layer.transactions import Change, Reader
from data_layer.vocabulary import SOURCES, Direction


@dataclass(frozen=True, slots=True)
class Receipt:
    """How a file came in: from whom, on which day, by which channel, on what ground and for what."""

    recipient_id: int
    came_on: date
    channel: str
    ground: str
    purpose: int | None
    statute: str | None = None


def source_of(reader: Reader, receipt: Receipt | None) -> str | None:
    """The source of what is new in such a file, where the file names none; None for a file of the school itself.

    Raises BadInput for a day to come, for what is in no list, and for an organisation that the school gets nothing of.
    """
    if receipt is None:
        return None
    check_day(reader.today, receipt.came_on, "came_on")
    check_codes(ground=receipt.ground, channel=receipt.channel)
    sender = recipients.the_recipient(reader, receipt.recipient_id)
    if sender.is_stranger or not sender.active:
        raise BadInput(
            say("The school exchanges nothing with this organisation; nothing was saved. Choose another."), "sender"
        )
    return sender.code if sender.code in SOURCES else "third_party"


def enter(change: Change, plan: Plan, clients: Sequence[int], receipt: Receipt) -> str | None:
    """The number of the one entry in the register for what the plan wrote of these clients; None for nothing.

    Raises NotAllowed.
    """
    change.require(Act.DISCLOSURE_RECORD)
    categories = _written(plan)
    if not clients or not categories:
        return None
    return record_within(
        change,
        new_id(),
        clients,
        direction=Direction.IN,
        happened_on=receipt.came_on,
        recipient_id=receipt.recipient_id,
        categories=categories,
        ground=receipt.ground,
        channel=receipt.channel,
        purpose=receipt.purpose,
        statute=receipt.statute,
    ).number


def _written(plan: Plan) -> list[str]:
    """The categories of which something is written: of a client's own row, those of the columns that change."""
    found: dict[str, None] = {}
    for table, lines in plan.writes.items():
        if table in CATEGORY_OF and lines.num_rows:
            found[CATEGORY_OF[table].code] = None
        else:
            columns = pc.list_flatten(lines["changed_columns"]).unique().to_pylist()
            found |= {CATEGORY_OF_COLUMN[f"{table}.{c}"]: None for c in columns if f"{table}.{c}" in CATEGORY_OF_COLUMN}
    return list(found)
