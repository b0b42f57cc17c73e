"""What the register of breaches says of the promise of security beside its 72 hours: who was to be told (art. 34)."""

from data_layer.oversight.figure import Figure
from data_layer.rules.breaches import Risk
from data_layer.rules.checks import begins
from data_layer.rules.periods import Period
from data_layer.rules.sentences import say
from data_layer.transactions import Reader


def of_breaches(reader: Reader, period: Period) -> Figure:
    """The breaches of the period, and those still open, whose persons had to be told."""
    found: dict[str, int] = reader.all(
        dict,
        """
        select count(*) as whole,
            count(*) filter (told_persons_at is null and coalesce(trim(why_persons_not_told), '') = '') as part
        from breaches where risk = $high and (aware_at >= $since or closed_at is null)
        """,
        high=Risk.HIGH.value,
        since=begins(period.since),
    )[0]
    return Figure(
        code="persons_untold",
        label=say("Data breaches with a high risk of which the persons were not told"),
        meaning=say(
            "Of the data breaches with a high risk of the last twelve months, and those still open: the ones of which"
            " neither is recorded that the persons were told, nor why not (art. 34 GDPR)."
        ),
        value=found["part"],
        of=found["whole"],
        of_what=say("data breaches with a high risk"),
        is_wrong=found["part"] > 0,
    )
