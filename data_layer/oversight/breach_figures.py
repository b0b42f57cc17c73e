"""Data breaches against their 72 hours."""

from datetime import datetime

from data_layer.oversight.figure import Part
from data_layer.rules.access import Act
from data_layer.rules.periods import Period
from data_layer.rules.sentences import say
from data_layer.transactions import Reader


def part(reader: Reader, period: Period, now: datetime) -> Part:
    """The figures of this part; those without a period are as they stood on its last day."""
    del reader, period, now
    return Part("breaches", say("Data breaches"), (), act=Act.BREACH_VIEW)
