"""The filters of lists that leave just what a figure counts: its period, and a last day before today."""

from data_layer.rules.periods import Period
from data_layer.transactions import Reader


def as_of_filter(reader: Reader, period: Period) -> dict[str, str]:
    """How it stood on the last day of the period; of today the lists tell that themselves."""
    return {"as_of": period.until.isoformat()} if period.until < reader.today else {}


def window_filters(reader: Reader, period: Period) -> dict[str, str]:
    """What lay in the period, as it stood on its last day."""
    days = {"since": period.since.isoformat(), "until": period.until.isoformat()}
    return days | as_of_filter(reader, period)
