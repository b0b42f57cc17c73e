"""Complaints: open, acknowledged and answered in time."""

from data_layer.oversight.figure import Part
from data_layer.rules.periods import Period
from data_layer.rules.sentences import say
from data_layer.transactions import Reader


def part(reader: Reader, period: Period) -> Part:
    """The figures of this part; those without a period are as they stood on its last day."""
    del reader, period
    return Part("complaints", say("Complaints"), ())
