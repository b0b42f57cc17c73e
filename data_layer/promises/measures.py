"""The figures that only the promises need, by code; the others are those of the overview."""

from datetime import datetime

from data_layer.oversight.figure import Figure
from data_layer.promises.access_measures import of_access
from data_layer.promises.breach_measures import of_breaches
from data_layer.promises.complaint_measures import of_complaints
from data_layer.promises.disclosure_measures import of_disclosures
from data_layer.promises.lateness_measures import of_lateness
from data_layer.promises.record_measures import of_records
from data_layer.promises.request_measures import of_requests
from data_layer.promises.retention_measures import of_nobodys
from data_layer.promises.statement_measures import of_backups, of_statement
from data_layer.rules.periods import Period
from data_layer.transactions import Reader


def measured(reader: Reader, period: Period, now: datetime) -> dict[str, Figure]:
    """Each figure by its code, over the period or as it stands on its last day, which is today."""
    found = (
        *of_disclosures(reader, period),
        *of_requests(reader, period),
        *of_access(reader, period),
        *of_lateness(reader, period),
        *of_complaints(reader, period),
        *of_records(reader),
        *of_nobodys(reader),
        of_breaches(reader, period),
        *of_statement(reader),
        of_backups(reader.settings, now),
    )
    return {figure.code: figure for figure in found}
