"""One client in every try-out who has had lessons for ten years: a dossier as long as they get."""

import numpy as np
import pyarrow as pa

from data_layer.demo import texts
from data_layer.demo.courses import Courses
from data_layer.demo.drawing import Draws, after, chosen, table
from data_layer.demo.lives import VETERAN, Lives

LESSONS = 1_500
_A_WEEK = 3  # Monday, Wednesday and Friday


def lessons(draws: Draws, lives: Lives, part: slice, courses: Courses) -> pa.Table:
    """The lessons of that client, if it is in this part: each in the agreement that ran then."""
    count = LESSONS if part.start <= VETERAN < part.stop else 0
    turn = np.arange(count)
    monday = after(draws.today, -int((draws.today.astype(np.int64) + 3) % 7) - 7)
    held = after(monday, turn % _A_WEEK * 2 - 7 * (turn // _A_WEEK))
    own = np.flatnonzero(courses.who + part.start == VETERAN)
    running = np.searchsorted(courses.started_on[own], held, side="right") - 1
    present = turn % 9 != 4
    return table(
        {
            "id": draws.ids(count),
            "client_id": np.full(count, lives.ids[VETERAN]),
            "agreement_id": courses.ids[own][running],
            "held_on": held,
            "hours": np.where(turn % 2 == 0, 2.5, 3.0),
            "present": present,
            "absence_reason": chosen(texts.ABSENCES, turn % len(texts.ABSENCES), ~present),
            "invoiced": present,
        }
    )
