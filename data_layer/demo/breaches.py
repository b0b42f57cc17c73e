"""Data breaches (art. 33)."""

from datetime import UTC, datetime, timedelta

import numpy as np
import pyarrow as pa

from data_layer.demo.deliveries import Deliveries
from data_layer.demo.drawing import Draws, Numbers, after, numbered, table, weekday


def breach_rows(draws: Draws, deliveries: Deliveries, sizes: Numbers) -> tuple[pa.Table, dict[int, int]]:
    """The breach of the wrong delivery, and two earlier ones of which one did not have to be reported (art. 33)."""
    wrong = deliveries.happened_on[deliveries.wrong]
    days = np.array([after(draws.today, -610), after(draws.today, -290), after(wrong, 1)], dtype="datetime64[D]")
    aware = [datetime(day.year, day.month, day.day, 9, 40, tzinfo=UTC) for day in weekday(days).tolist()]
    day, hour = timedelta(days=1), timedelta(hours=1)
    number, last = numbered("D", np.array([at.year for at in aware]))
    instant = pa.timestamp("us", tz="UTC")
    rows = table(
        {
            "id": draws.ids(3),
            "number": number,
            "disclosure_id": pa.array([None, None, int(deliveries.ids[deliveries.wrong])], pa.int64()),
            "aware_at": pa.array(aware, instant),
            "what": [
                "Laptop van een docent kwijtgeraakt; de schijf was versleuteld.",
                "Presentielijst van een groep naar een verkeerd adres gemaild.",
                "Het BSN stond in het bestand voor het tevredenheidsonderzoek.",
            ],
            "categories": pa.array(
                [["names", "attendance"], ["names", "attendance"], ["names", "phone", "email", "bsn"]],
                pa.list_(pa.string()),
            ),
            "persons": pa.array([60, 14, int(sizes[deliveries.wrong])], pa.int32()),
            "risk": ["unlikely", "unlikely", "high"],
            "told_authority_at": pa.array([None, aware[1] + 20 * hour, aware[2] + 46 * hour], instant),
            "told_persons_at": pa.array([None, None, aware[2] + 4 * day], instant),
            "why_not_told": [
                "Versleuteld: geen risico voor de betrokkenen.",
                "De ontvanger heeft de mail gewist.",
                None,
            ],
            "measures": [
                "Laptop op afstand gewist.",
                "Lijsten gaan voortaan via de beveiligde map.",
                "Bestand laten vernietigen; bestanden worden nu per ontvanger gemaakt.",
            ],
            "closed_at": pa.array([aware[0] + 9 * day, aware[1] + 12 * day, None], instant),
            "staff_id": [3, 4, 3],
        }
    )
    return rows, last
