"""Data breaches (art. 33)."""

from datetime import UTC, datetime, time, timedelta

import numpy as np
import pyarrow as pa

from data_layer.demo.deliveries import Deliveries
from data_layer.demo.drawing import Draws, Numbers, after, numbered, table, weekday

_TEXTS = {
    "what": [
        "Laptop van een docent kwijtgeraakt; de schijf was versleuteld.",
        "Presentielijst van een groep naar een verkeerd adres gemaild.",
        "Het BSN stond in het bestand voor het tevredenheidsonderzoek.",
        "Een brief over het examen is bij een verkeerd adres bezorgd en geopend.",
    ],
    "consequences": [
        "Geen: niemand kan de gegevens op de schijf lezen.",
        "Een onbekende kon zien wie les volgt. De mail is gewist; er is niets van gebruikt.",
        "Wie het bestand had, kon zich voordoen als deze personen. Het is door drie mensen geopend.",
        None,
    ],
    "measures": [
        "Laptop op afstand gewist.",
        "Lijsten gaan voortaan via de beveiligde map.",
        None,
        None,
    ],
    "delay_reason": [
        None,
        "De docent meldde het pas na drie dagen bij de functionaris privacy.",
        None,
        None,
    ],
    "why_not_told": ["Versleuteld: geen risico voor de betrokkenen.", None, None, None],
}


def breach_rows(draws: Draws, deliveries: Deliveries, sizes: Numbers) -> tuple[pa.Table, dict[int, int]]:
    """One that need not be reported, one reported late, that of the wrong delivery, and one of yesterday (art. 33)."""
    wrong = deliveries.happened_on[deliveries.wrong]
    days = np.array([after(draws.today, -610), after(draws.today, -290), after(wrong, 1)], dtype="datetime64[D]")
    aware = [datetime(day.year, day.month, day.day, 9, 40, tzinfo=UTC) for day in weekday(days).tolist()]
    (yesterday,) = np.array([after(draws.today, -1)]).tolist()
    aware.append(datetime.combine(yesterday, time(14, 20), UTC))
    day, hour = timedelta(days=1), timedelta(hours=1)
    number, last = numbered("D", np.array([at.year for at in aware]))
    instant = pa.timestamp("us", tz="UTC")
    rows = table(
        {
            "id": draws.ids(4),
            "number": number,
            "disclosure_id": pa.array([None, None, int(deliveries.ids[deliveries.wrong]), None], pa.int64()),
            "aware_at": pa.array(aware, instant),
            "categories": pa.array(
                [["names", "attendance"], ["names", "attendance"], ["names", "phone", "email", "bsn"], ["names"]],
                pa.list_(pa.string()),
            ),
            "persons": pa.array([60, 14, int(sizes[deliveries.wrong]), None], pa.int32()),
            "risk": ["unlikely", "risk", "high", None],
            "told_authority_at": pa.array([None, aware[1] + 97 * hour, aware[2] + 46 * hour, None], instant),
            "authority_reference": [None, "AP-PROEF-0114", "AP-PROEF-0231", None],
            "told_persons_at": pa.array([None, None, aware[2] + 4 * day, None], instant),
            "closed_at": pa.array([aware[0] + 9 * day, aware[1] + 12 * day, None, None], instant),
            "staff_id": [3, 4, 3, 2],
            **_TEXTS,
        }
    )
    return rows, last
