"""What went to recipients, and what should not have gone."""

from data_layer.oversight.figure import Part
from data_layer.rules.periods import Period
from data_layer.rules.sentences import say
from data_layer.staff import Actor
from data_layer.transactions import Reader


def part(reader: Reader, actor: Actor, period: Period) -> Part:
    """The figures of this part; those without a period are as they stood on its last day."""
    del reader, actor, period
    return Part("disclosures", say("Disclosures"), ())
