"""The filters of lists that leave just what a figure counts: its period, and a last day before today."""

from datetime import date

from data_layer.rules.periods import Period
from data_layer.transactions import Reader


def as_of_filter(reader: Reader, day: date) -> dict[str, str]:
    """How it stood on the day; of today the lists tell that themselves."""
    return {"as_of": day.isoformat()} if day < reader.today else {}


def period_filters(period: Period) -> dict[str, str]:
    """What lay in the period."""
    return {"since": period.since.isoformat(), "until": period.until.isoformat()}


def window_filters(reader: Reader, period: Period) -> dict[str, str]:
    """What lay in the period, as it stood on its last day."""
    return period_filters(period) | as_of_filter(reader, period.until)
