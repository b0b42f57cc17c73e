"""What a request leaves behind that must end: copies of identity documents, and notices to recipients (art. 19)."""

from data_layer.oversight.figure import Part
from data_layer.rules.periods import Period
from data_layer.rules.sentences import say
from data_layer.transactions import Reader


def part(reader: Reader, period: Period) -> Part:
    """The figures of this part; those without a period are as they stood on its last day."""
    del reader, period
    return Part("identity", say("Copies and notices"), ())
