"""Complaints (PS §12) with their clock, and holds that people set."""

import numpy as np
import pyarrow as pa

from data_layer.categories import CATEGORIES
from data_layer.demo import texts
from data_layer.demo.drawing import (
    NEVER,
    Draws,
    after,
    chosen,
    months_after,
    numbered,
    only,
    optional,
    table,
    weekday,
    years,
)
from data_layer.demo.lives import Lives
from data_layer.rules.deadlines import IsFreeDay, deadline

_SHARE = 0.015
_LEAST = 10
_OPEN = 3  # at least so many are not closed yet
_HANDLERS = (2, 3)
_KINDS = ("service", "privacy")
_FISCAL = [category.code for category in CATEGORIES if category.fiscal != "no"]
_HOLDS: tuple[tuple[str, int, str, list[str] | None], ...] = (
    # kind, owner, why, categories (None: all)
    ("tax_audit", 3, "Boekenonderzoek van de Belastingdienst over dit boekjaar.", _FISCAL),
    ("investigation", 3, "Onderzoek naar een factuur die tweemaal is verstuurd.", _FISCAL),
    ("dispute", 4, "Geschil over de einddatum van de overeenkomst, loopt via de rechtsbijstand.", None),
    ("collection", 2, "Incasso van een oude factuur is overgedragen aan de deurwaarder.", _FISCAL),
)


def complaint_rows(draws: Draws, lives: Lives, is_free_day: IsFreeDay) -> tuple[pa.Table, dict[int, int]]:
    """Complaints of the last four years, most of them closed, and the last number per year."""
    today = draws.today
    count = max(_LEAST, round(_SHARE * len(lives)))
    known = np.flatnonzero(lives.has_course & (lives.started_on < after(today, -60)))
    client = known[draws.numbers(0, len(known) - 1, count)]
    ended = np.where(np.isnat(lives.ended_on[client]), today, lives.ended_on[client])
    last = np.clip(after(ended, 60), after(today, -900), after(today, -20))
    received = draws.days(np.maximum(lives.started_on[client], after(last, -500)), last)
    received[:_OPEN] = after(today, -np.array((3, 16, 37)))
    order = np.argsort(received, kind="stable")
    received, client = received[order], client[order]
    acknowledged = weekday(after(received, draws.numbers(1, 6, count)))
    answered = weekday(after(received, draws.numbers(8, 34, count)))
    closed = weekday(after(answered, draws.numbers(0, 20, count)))
    open_still = np.isin(np.arange(count), np.flatnonzero(order < _OPEN))
    acknowledged = only(acknowledged, acknowledged <= today)
    answered = only(answered, (answered < today) & ~open_still)
    closed = only(closed, (closed < today) & ~np.isnat(answered))
    kind = draws.shares((70, 30), count)
    subjects = [*texts.COMPLAINTS["service"], *texts.COMPLAINTS["privacy"]]
    split = len(texts.COMPLAINTS["service"])
    subject = np.where(kind == 0, draws.numbers(0, split - 1, count), draws.numbers(split, len(subjects) - 1, count))
    passed = (kind == 1) & draws.chance(0.1, count) & ~np.isnat(closed)
    passed[np.flatnonzero((kind == 1) & ~np.isnat(closed))[:1]] = True
    legal = {day: deadline(day, is_free_day=is_free_day).legal_last_day for day in set(received.tolist())}
    number, given_out = numbered("K", years(received))
    rows = table(
        {
            "id": draws.ids(count),
            "client_id": lives.ids[client],
            "number": number,
            "kind": chosen(_KINDS, kind),
            "received_on": received,
            "subject": chosen(subjects, subject),
            "handler_id": np.array(_HANDLERS)[draws.numbers(0, 1, count)],
            "safe_last_day": months_after(received, 1),
            "legal_last_day": np.array([legal[day] for day in received.tolist()], dtype="datetime64[D]"),
            "acknowledged_on": acknowledged,
            "answered_on": answered,
            "outcome": draws.words(texts.COMPLAINT_OUTCOMES, count, ~np.isnat(answered)),
            "passed_to_authority_on": only(closed, passed),
            "closed_on": closed,
            "source": draws.mixed({"client": 80, "third_party": 20}, count),
        }
    )
    return rows, given_out


def hold_rows(draws: Draws, lives: Lives) -> pa.Table:
    """Holds that somebody set on clients of years ago: most stand, every fourth has ended."""
    over = np.flatnonzero(lives.ended_on < after(draws.today, -700))
    count = min(max(8, len(lives) // 200), len(over))
    client = over[draws.random.permutation(len(over))[:count]]
    what = np.arange(count) % len(_HOLDS)
    since = weekday(after(draws.today, -draws.numbers(20, 300, count)))
    ended = np.arange(count) % 4 == np.arange(count) // 4 % 4
    review = weekday(after(draws.today, draws.numbers(-20, 150, count)))
    owner = np.array([owner for _, owner, *_ in _HOLDS])[what]
    until = np.where(ended, after(since, 15), NEVER)
    return table(
        {
            "id": draws.ids(count),
            "client_id": lives.ids[client],
            "kind": chosen([kind for kind, *_ in _HOLDS], what),
            "categories": pa.array([_HOLDS[place][3] for place in what.tolist()], pa.list_(pa.string())),
            "owner_id": owner,
            "set_by": owner,
            "reason": chosen([reason for _, _, reason, _ in _HOLDS], what),
            "since": since,
            "until": until,
            "lifted_on": until,
            "review_on": optional(review, ~ended),
        }
    )
