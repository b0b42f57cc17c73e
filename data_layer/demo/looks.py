"""What the privacy officers looked at themselves: most promises within the year, one too long ago, one not in order."""

from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from data_layer.demo.drawing import Draws, after, table

OFFICER, DEPUTY = 3, 4


@dataclass(frozen=True, slots=True)
class _Look:
    promise: str
    days_ago: int
    staff_id: int = OFFICER
    is_in_order: bool = True
    remark: str | None = None


_LOOKS = (
    _Look("purposes", 68),
    _Look("interests", 431, DEPUTY),
    _Look("disclosed", 40, OFFICER, False, "Twee lijsten gingen per e-mail weg en stonden niet in het register."),
    _Look("disclosed", 12, OFFICER, True, "Alsnog vastgelegd; met de docenten besproken."),
    _Look("no_commerce", 68),
    _Look("eea", 75, DEPUTY, True, "Gevraagd aan de leveranciers van mail, opslag en het lessysteem."),
    _Look("retention", 33, OFFICER, False, "In de kast op de eerste verdieping liggen nog oude presentielijsten."),
    _Look("security", 19, DEPUTY, True, "Reservekopie van vorige week teruggezet op de reservemachine."),
    _Look("authority", 68),
    _Look("questions", 96),
)


def look_rows(draws: Draws) -> pa.Table:
    """The looks at promises, the oldest first."""
    looks = sorted(_LOOKS, key=lambda look: -look.days_ago)
    return table(
        {
            "id": draws.ids(len(looks)),
            "promise": [look.promise for look in looks],
            "checked_on": after(draws.today, np.array([-look.days_ago for look in looks])),
            "staff_id": [look.staff_id for look in looks],
            "is_in_order": [look.is_in_order for look in looks],
            "remark": [look.remark for look in looks],
        }
    )
