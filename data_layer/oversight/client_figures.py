"""How many clients there are."""

from data_layer.oversight.clients_then import WHY_NOT, client_counts
from data_layer.oversight.figure import Figure, Part, rows
from data_layer.rules.periods import Period
from data_layer.rules.sentences import say
from data_layer.transactions import Reader

TITLE = say("Clients")


def part(reader: Reader, period: Period) -> Part:
    """The figures of this part, as they were on the last day of the period."""
    counts = client_counts(reader, period.until)
    total, gone = counts.of("clients"), counts.gone["clients"]
    return Part(
        "clients",
        TITLE,
        (
            Figure(
                code="clients",
                label=say("Clients"),
                meaning=say(
                    "Clients registered on %(day)s or before and not destroyed by then. Of two that were merged only"
                    " one counts.",
                    day=period.until,
                ),
                value=total,
                rows=rows("clients") if counts.is_today else rows("clients", state="registered", **counts.past),
                destroyed=gone or 0,
                why_not=WHY_NOT if total is None else None,
            ),
            counts.figure(
                "clients_in_course",
                "in_course",
                say("In a course"),
                say("Clients with an agreement that had begun on %(day)s and had not ended.", day=period.until),
            ),
            counts.figure(
                "clients_restricted",
                "restricted",
                say("Restricted"),
                say(
                    "Clients whose data were restricted on %(day)s (art. 18 GDPR). A restriction counts up to the day"
                    " before it was lifted.",
                    day=period.until,
                ),
            ),
        ),
    )
