"""Guidance on the way: intakes, preconditions, tests, evaluations, notes and appointments."""

from collections.abc import Mapping

import numpy as np
import pyarrow as pa

from data_layer.demo import texts
from data_layer.demo.drawing import (
    NEVER,
    Days,
    Draws,
    Numbers,
    after,
    chosen,
    optional,
    table,
    weekday,
)
from data_layer.demo.lives import LARGE, Lives

_LEVELS = ("alfa", "A0", "A1", "A2", "B1")
_WRITERS = (2, 3, 4)  # the coordinator, the privacy officer and the deputy
_OWN_GUIDANCE = 5  # purpose: tailored guidance
_LIBRARY = 4  # the recipient's id in the first migration


class Guidance:
    """Makes the rows of the categories about learning, a chunk at a time."""

    def __init__(self, draws: Draws, lives: Lives) -> None:
        self._draws = draws
        self._lives = lives
        self._rounds = 3 if len(lives) < LARGE else 1  # how often a client may get each kind of row

    def intakes(self, part: slice) -> pa.Table:
        """One for nearly everybody; it is all there is of those who never started."""
        draws, lives = self._draws, self._lives
        held = np.minimum(
            weekday(after(lives.registered_on[part], draws.numbers(0, 14, part.stop - part.start))), draws.today
        )
        who = np.flatnonzero(~lives.cleaned[part] & draws.chance(0.97, len(held)))
        advice = draws.numbers(0, len(texts.INTAKES) - 1, len(who))
        return self._table(
            part, who, held_on=held[who], result=chosen(texts.INTAKES, advice),
            level=chosen(_LEVELS, np.minimum(advice, 3)),
        )  # fmt: skip

    def preconditions(self, part: slice) -> tuple[pa.Table, pa.Table]:
        """What had to be arranged, and the explicit consents for what concerns health (art. 9(2)(a))."""
        draws, lives = self._draws, self._lives
        runs = lives.runs(draws.today)[part]
        likely = np.where(runs, 0.5, 0.12) * (lives.has_course[part] & ~lives.cleaned[part])
        who = np.flatnonzero(draws.random.random(len(runs)) < likely)
        arranged = np.minimum(
            weekday(after(lives.registered_on[part][who], draws.numbers(3, 40, len(who)))), draws.today
        )
        what = draws.numbers(0, len(texts.PRECONDITIONS) - 1, len(who))
        health = draws.chance(0.08, len(who))
        what[health] = len(texts.PRECONDITIONS)
        subjects, arrangements = zip(*texts.PRECONDITIONS, texts.HEALTH_PRECONDITION, strict=True)
        consent_ids = np.zeros(len(who), dtype=np.int64)
        consent_ids[health] = draws.ids(int(health.sum()))
        rows = self._table(
            part, who, subject=chosen(subjects, what), arrangement=chosen(arrangements, what), arranged_on=arranged,
            about_health=health, consent_id=optional(consent_ids, health),
            source=draws.mixed({"client": 80, "municipality": 15, "library": 5}, len(who)),
        )  # fmt: skip
        consents = consent_rows(
            draws,
            consent_ids[health],
            clients=lives.ids[part][who[health]],
            recipient=None,
            about_health=True,
            shown=texts.HEALTH_CONSENT,
            given=arranged[health],
            withdrawn=np.full(int(health.sum()), NEVER),
        )
        return rows, consents

    def test_results(self, part: slice) -> pa.Table:
        """Tests during the course."""
        draws = self._draws
        who, taken = self._during(part, 2 * self._rounds, 0.55)
        level = draws.numbers(2, 4, len(who))
        subject = draws.words(texts.TEST_PARTS, len(who))
        result = draws.shares((60, 25, 15), len(who))
        body = draws.numbers(0, len(texts.TEST_BODIES) - 1, len(who))
        return self._table(
            part, who, taken_on=taken, part=subject, level=chosen(_LEVELS, level),
            result=chosen(("voldoende", "onvoldoende", "goed"), result),
            body=chosen(texts.TEST_BODIES, body), source=chosen(texts.TEST_SOURCES, body),
        )  # fmt: skip

    def evaluations(self, part: slice) -> pa.Table:
        """Of progress along the way, final at the end."""
        draws, lives = self._draws, self._lives
        who, held = self._during(part, self._rounds, 0.5)
        over = np.flatnonzero((lives.ended_on[part] < draws.today) & ~lives.cleaned[part])
        everyone = np.concatenate([who, over])
        final = np.arange(len(everyone)) >= len(who)
        bodies = texts.PROGRESS_EVALUATIONS + texts.FINAL_EVALUATIONS
        said = draws.numbers(0, len(texts.PROGRESS_EVALUATIONS) - 1, len(everyone))
        return self._table(
            part, everyone, kind=chosen(("progress", "final"), final.astype(np.int64)),
            held_on=np.concatenate([held, lives.ended_on[part][over]]),
            body=chosen(bodies, said + final * len(texts.PROGRESS_EVALUATIONS)),
            source=draws.mixed({"school": 97, "panteia": 3}, len(everyone)),
        )  # fmt: skip

    def progress_notes(self, part: slice) -> pa.Table:
        """Short notes by whoever guides the client."""
        draws = self._draws
        who, written = self._during(part, 2 * self._rounds, 0.6)
        return self._table(
            part, who, written_on=written, body=draws.words(texts.NOTES, len(who)),
            written_by=np.array(_WRITERS)[draws.numbers(0, len(_WRITERS) - 1, len(who))],
        )  # fmt: skip

    def appointments(self, part: slice) -> pa.Table:
        """Those of the last year, and those that are still to come."""
        draws, lives = self._draws, self._lives
        runs = lives.runs(draws.today)[part]
        recent = (
            lives.has_course[part] & ~lives.cleaned[part] & (runs | (lives.ended_on[part] > after(draws.today, -500)))
        )
        who = np.repeat(np.flatnonzero(recent), 2 * self._rounds)
        who = who[draws.chance(0.5, len(who))]
        last = np.where(runs[who], after(draws.today, 40), lives.ended_on[part][who])
        held = weekday(draws.days(np.maximum(lives.started_on[part][who], after(last, -365)), last))
        return self._table(
            part, who, held_on=held, subject=draws.words(texts.APPOINTMENTS, len(who)),
            starts_at=draws.words(("09:00", "09:30", "10:45", "13:15", "14:30", "16:00", "19:00"), len(who)),
            place=draws.words(texts.PLACES, len(who)),
        )  # fmt: skip

    def library_consents(self, part: slice) -> pa.Table:
        """To inform the library, given and sometimes withdrawn."""
        lives = self._lives
        who = np.flatnonzero(~np.isnat(lives.library_from[part]))
        return consent_rows(
            self._draws,
            self._draws.ids(len(who)),
            clients=lives.ids[part][who],
            recipient=_LIBRARY,
            about_health=False,
            shown=texts.LIBRARY_CONSENT,
            given=lives.library_from[part][who],
            withdrawn=lives.library_until[part][who],
        )

    def _during(self, part: slice, rounds: int, likely: float) -> tuple[Numbers, Days]:
        """Clients, some more than once, each with a day during the course that has passed."""
        draws, lives = self._draws, self._lives
        started, ended = lives.started_on[part], lives.ended_on[part]
        who = np.repeat(np.flatnonzero((started < after(draws.today, -10)) & ~lives.cleaned[part]), rounds)
        who = who[draws.chance(likely, len(who))]
        yesterday = after(draws.today, -1)
        last = np.where(np.isnat(ended[who]), yesterday, np.minimum(ended[who], yesterday))
        day = np.minimum(weekday(draws.days(after(started[who], 5), last)), yesterday)
        return who, day

    def _table(self, part: slice, who: Numbers, /, **columns: object) -> pa.Table:
        return table({"id": self._draws.ids(len(who)), "client_id": self._lives.ids[part][who], **columns})


def consent_rows(
    draws: Draws,
    ids: Numbers,
    *,
    clients: Numbers,
    recipient: int | None,
    about_health: bool,
    shown: Mapping[str, str],
    given: Days,
    withdrawn: Days,
) -> pa.Table:
    """Consents with the exact text that was shown (art. 7(1)), by language."""
    count = len(ids)
    language = draws.mixed({"nl": 80, "en": 20}, count)
    texts_of = pa.array([shown[str(code)] for code in language.to_pylist()], pa.string())
    return table(
        {
            "id": ids,
            "client_id": clients,
            "purpose": np.full(count, _OWN_GUIDANCE),
            "recipient_id": pa.array([recipient] * count, pa.int64()),
            "about_health": np.full(count, about_health),
            "shown_text": texts_of,
            "language": language,
            "how": draws.words(texts.CONSENT_WAYS, count),
            "given_on": given,
            "withdrawn_on": withdrawn,
        }
    )
