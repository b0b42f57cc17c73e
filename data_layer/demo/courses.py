"""The course: agreements, and the attendance, invoices and payments that go with them."""

from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from data_layer.demo import texts
from data_layer.demo.drawing import (
    Column,
    Days,
    Draws,
    Numbers,
    after,
    chosen,
    joined,
    only,
    optional,
    table,
    weekday,
)
from data_layer.demo.lives import LARGE, VETERAN, Lives

_ON_TIME = 0.91  # of the invoices; what happens to the others is in _FATES
_FATES = (30, 25, 20, 10, 15)  # late, credited, instalments, written off, in collection


@dataclass(frozen=True, slots=True)
class Courses:
    """The agreements of some clients. `who` is a position in the chunk, `first` the position of its first agreement."""

    rows: pa.Table
    ids: Numbers
    who: Numbers
    started_on: Days
    ended_on: Days


class Teaching:
    """Makes the rows of the fiscal categories, a chunk at a time."""

    def __init__(self, draws: Draws, lives: Lives, client_numbers: Column) -> None:
        self._draws = draws
        self._lives = lives
        self._numbers = client_numbers
        self._invoiced = 0
        self._lessons = (60, 14) if len(lives) < LARGE else (10, 6)  # of a running course, of one that ended
        self._invoices = 8 if len(lives) < LARGE else 4

    def agreements(self, part: slice) -> Courses:
        """One to three in a row; one that starts later is signed later, so it is not there yet."""
        draws, lives = self._draws, self._lives
        members = np.flatnonzero(lives.has_course[part])
        started, ended = lives.started_on[part][members], lives.ended_on[part][members]
        goal = np.where(np.isnat(ended), after(draws.today, 200), ended)
        count = np.maximum(draws.shares((0, 55, 33, 12), len(members)), 1)
        which = np.repeat(np.arange(len(members)), count)
        turn = np.arange(len(which)) - np.repeat(np.cumsum(count) - count, count)
        span = (goal - started).astype(np.int64)[which] // count[which]
        begins = after(started[which], span * turn)
        is_last = turn == count[which] - 1
        ends = np.where(is_last, ended[which], after(begins, span - 1))
        signed = (turn == 0) | (begins <= after(draws.today, 30))
        which, turn, begins, ends = which[signed], turn[signed], begins[signed], ends[signed]
        who, ids = members[which], draws.ids(len(which))
        hours = draws.numbers(4, 24, len(which)) * 25
        number = joined(
            chosen(("TO",), np.zeros_like(who)),
            self._numbers.take(who + part.start),
            chosen(("1", "2", "3"), turn),
            by="-",
        )
        rows = table(
            {
                "id": ids,
                "client_id": lives.ids[part][who],
                "number": number,
                "started_on": begins,
                "ended_on": ends,
                "hours": hours,
                "payer": draws.words(texts.PAYERS, len(which)),
                "amount": hours * 12.5,
                "source": draws.mixed({"client": 30, "school": 60, "duo": 10}, len(which)),
            }
        )
        return Courses(rows, ids, who, begins, ends)

    def attendance(self, part: slice, courses: Courses) -> pa.Table:
        """The last lessons of each course, two a week on fixed days, back from its end or from yesterday."""
        draws, lives = self._draws, self._lives
        yesterday = after(draws.today, -1)
        last = np.where(np.isnat(courses.ended_on), yesterday, np.minimum(courses.ended_on, yesterday))
        running = lives.runs(draws.today)[part][courses.who]
        weeks = np.maximum((last - courses.started_on).astype(np.int64) // 7 - 1, 0)
        count = np.minimum(np.where(running, *self._lessons), weeks * 2)
        count[courses.who + part.start == VETERAN] = 0  # whose lessons are many, and made apart
        which = np.repeat(np.arange(len(count)), count)
        turn = np.arange(len(which)) - np.repeat(np.cumsum(count) - count, count)
        monday = after(last, -((last.astype(np.int64) + 3) % 7))
        lesson_day = draws.numbers(0, 2, len(count))  # Monday and Wednesday, up to Wednesday and Friday
        held = after(monday[which], lesson_day[which] + (turn + 1) % 2 * 2 - 7 * (turn // 2 + 1))
        present = draws.chance(0.88, len(which))
        return table(
            {
                "id": draws.ids(len(which)),
                "client_id": lives.ids[part][courses.who[which]],
                "agreement_id": courses.ids[which],
                "held_on": held,
                "hours": draws.numbers(2, 3, len(which)),
                "present": present,
                "absence_reason": draws.words(texts.ABSENCES, len(which), ~present),
                "invoiced": present & draws.chance(0.9, len(which)),
            }
        )

    def invoices(self, part: slice, courses: Courses) -> tuple[pa.Table, pa.Table]:
        """Invoices of each agreement, and their payments."""
        draws, lives = self._draws, self._lives
        today = draws.today
        last = np.where(np.isnat(courses.ended_on), today, np.minimum(courses.ended_on, today))
        room = np.maximum((last - courses.started_on).astype(np.int64), 0)
        count = np.minimum(np.where(room > 35, room // 95 + 1, 0), self._invoices)
        which = np.repeat(np.arange(len(count)), count)
        turn = np.arange(len(which)) - np.repeat(np.cumsum(count) - count, count)
        step = (room // np.maximum(count, 1))[which]
        issued = weekday(after(courses.started_on[which], np.maximum(step * (turn + 1) - 3, 30)))
        inside = issued < today
        which, issued = which[inside], issued[inside]
        total = len(which)
        fate = np.where(draws.chance(_ON_TIME, total), -1, draws.shares(_FATES, total))
        paid = weekday(after(issued, np.where(fate == 0, draws.numbers(40, 150, total), draws.numbers(4, 35, total))))
        paid = only(paid, (fate <= 0) & (paid < today))
        fated = weekday(after(issued, draws.numbers(60, 300, total)))
        fated = only(fated, fated < today)
        recovered = (fate == 4) & draws.chance(0.5, total)  # collection that led to payment
        paid = np.where(recovered, only(after(fated, 45), after(fated, 45) < today), paid)
        amount = draws.numbers(8, 48, total) * 12.5 + 0.45
        ids, clients = draws.ids(total), lives.ids[part][courses.who[which]]
        place = np.arange(self._invoiced + 1, self._invoiced + total + 1)
        self._invoiced += total
        rows = table(
            {
                "id": ids,
                "client_id": clients,
                "agreement_id": courses.ids[which],
                "number": pa.array([f"F{n:06d}" for n in place.tolist()], pa.string()),
                "amount": amount,
                "issued_on": issued,
                "due_on": after(issued, 30),
                "paid_on": paid,
                "credited_on": only(fated, fate == 1),
                "instalments_end_on": only(after(issued, 365), fate == 2),
                "written_off_on": only(after(fated, 20), (fate == 3) & (after(fated, 20) < today)),
                "in_collection_since": only(fated, fate == 4),
            }
        )
        return rows, self._payments(ids, clients, amount, paid)

    def _payments(self, ids: Numbers, clients: Numbers, amount: np.ndarray, paid: Days) -> pa.Table:
        """One for each invoice that was paid; a few came in two parts, and a few without an invoice."""
        draws = self._draws
        whole = np.flatnonzero(~np.isnat(paid))
        split = draws.chance(0.05, len(whole))
        halves = whole[split]
        loose = whole[draws.chance(0.01, len(whole))]
        who = np.concatenate([whole, halves, loose])
        part = np.concatenate([np.where(split, 0.5, 1.0), np.full(len(halves), 0.5), np.full(len(loose), 0.1)])
        early = np.concatenate([np.zeros(len(whole)), np.full(len(halves), 3), np.full(len(loose), 9)]).astype(np.int64)
        has_invoice = np.arange(len(who)) < len(whole) + len(halves)
        return table(
            {
                "id": draws.ids(len(who)),
                "client_id": clients[who],
                "invoice_id": optional(ids[who], has_invoice),
                "paid_on": after(paid[who], -early),
                "amount": np.round(amount[who] * part, 2),
                "source": draws.mixed({"school": 80, "duo": 20}, len(who)),
            }
        )
