"""Complaints (PS §12) with their clock and their history, and holds that people set."""

from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from data_layer.categories import CATEGORIES
from data_layer.demo import texts
from data_layer.demo.drawing import (
    NEVER,
    Column,
    Days,
    Draws,
    Numbers,
    Truths,
    after,
    chosen,
    instants,
    months_after,
    numbered,
    only,
    optional,
    table,
    weekday,
    years,
)
from data_layer.demo.lives import Lives
from data_layer.rules.complaints import Verdict
from data_layer.rules.deadlines import IsFreeDay, deadline
from data_layer.rules.searching import folded
from data_layer.vocabulary import Channel

_SHARE = 0.015
_LEAST = 10
_OPEN_SINCE = (3, 16, 24, 37, 28)  # days ago that those came in that are not closed yet
_NEW, _UNACKNOWLEDGED, _NOBODYS, _OVERDUE, _ANSWERED, _WITHDRAWN = range(len(_OPEN_SINCE) + 1)
_SOON_ENDED = (_ANSWERED, _WITHDRAWN)
_NOT_ACKNOWLEDGED = (_NEW, _UNACKNOWLEDGED)  # in time still, and too late
_STRANGERS = ("Petra Testpersoon", "Kees Testpersoon")  # whom the school does not know: one open, one closed
_HANDLERS = (2, 3)
_KINDS = ("service", "privacy")
_VERDICTS = (Verdict.FOUNDED, Verdict.PARTLY_FOUNDED, Verdict.UNFOUNDED, Verdict.WITHDRAWN)  # as the outcomes have them
_CHANNELS: dict[str, float] = {
    Channel.EMAIL: 50, Channel.PHONE: 20, Channel.DESK: 15, Channel.POST: 10, Channel.WEBSITE: 5,
}  # fmt: skip
_FISCAL = [category.code for category in CATEGORIES if category.fiscal != "no"]
_HOLDS: tuple[tuple[str, int, str, list[str] | None], ...] = (
    # kind, owner, why, categories (None: all)
    ("tax_audit", 3, "Boekenonderzoek van de Belastingdienst over dit boekjaar.", _FISCAL),
    ("investigation", 3, "Onderzoek naar een factuur die tweemaal is verstuurd.", _FISCAL),
    ("dispute", 4, "Geschil over de einddatum van de overeenkomst, loopt via de rechtsbijstand.", None),
    ("collection", 2, "Incasso van een oude factuur is overgedragen aan de deurwaarder.", _FISCAL),
)


@dataclass(frozen=True, slots=True)
class Grievances:
    """Complaints by element, in the order in which they came in; `kind` and `verdict` are places in the tuples above.

    `client` is a place among the lives, negative for nobody; `handler` 0 for none yet.
    """

    ids: Numbers
    client: Numbers
    kind: Numbers
    verdict: Numbers
    handler: Numbers
    received: Days
    acknowledged: Days
    answered: Days
    passed: Days
    closed: Days

    def __len__(self) -> int:
        return len(self.ids)

    @property
    def is_ended(self) -> Truths:
        """Which have their verdict: answered, or withdrawn."""
        found: Truths = ~np.isnat(self.answered) | ~np.isnat(self.closed)
        return found


def draw_grievances(draws: Draws, lives: Lives) -> Grievances:
    """Complaints of the last four years, most of them closed."""
    today = draws.today
    count = max(_LEAST, round(_SHARE * len(lives)))
    known = np.flatnonzero(lives.has_course & (lives.started_on < after(today, -60)))
    client = known[draws.numbers(0, len(known) - 1, count)]
    ended = np.where(np.isnat(lives.ended_on[client]), today, lives.ended_on[client])
    last = np.clip(after(ended, 60), after(today, -900), after(today, -20))
    received = draws.days(np.maximum(lives.started_on[client], after(last, -500)), last)
    received[: len(_OPEN_SINCE)] = after(today, -np.array(_OPEN_SINCE))
    order = np.argsort(received, kind="stable")
    received, client = received[order], client[order]
    acknowledged = weekday(after(received, draws.numbers(1, 6, count)))
    answered = weekday(after(received, np.where(np.isin(order, _SOON_ENDED), 12, draws.numbers(8, 34, count))))
    closed = weekday(after(answered, np.where(order == _WITHDRAWN, 0, draws.numbers(0, 20, count))))
    acknowledged = only(acknowledged, (acknowledged <= today) & ~np.isin(order, _NOT_ACKNOWLEDGED))
    answered = only(answered, (answered < today) & (order >= _ANSWERED))
    closed = only(closed, (closed < today) & ~np.isnat(answered) & (order > _ANSWERED))
    answered = only(answered, order != _WITHDRAWN)
    kind = draws.shares((70, 30), count)
    of_privacy = (kind == 1) & ~np.isnat(closed)
    passed = of_privacy & draws.chance(0.1, count)
    passed[np.flatnonzero(of_privacy)[:1]] = True
    client[order == _NOBODYS] = -1
    client[np.flatnonzero(~np.isnat(closed))[-1:]] = -2
    verdict = np.where(order == _WITHDRAWN, _VERDICTS.index(Verdict.WITHDRAWN), draws.numbers(0, 2, count))
    return Grievances(
        draws.ids(count), client, kind, verdict,
        np.where(order == _NEW, 0, np.array(_HANDLERS)[draws.numbers(0, 1, count)]),
        received, acknowledged, answered, only(closed, passed), closed,
    )  # fmt: skip


def complaint_rows(
    draws: Draws, lives: Lives, made: Grievances, is_free_day: IsFreeDay
) -> tuple[pa.Table, dict[int, int]]:
    """The complaints, and the last number per year."""
    count, is_known = len(made), made.client >= 0
    subjects = [*texts.COMPLAINTS["service"], *texts.COMPLAINTS["privacy"]]
    split = len(texts.COMPLAINTS["service"])
    subject = np.where(
        made.kind == 0, draws.numbers(0, split - 1, count), draws.numbers(split, len(subjects) - 1, count)
    )
    legal = {day: deadline(day, is_free_day=is_free_day).legal_last_day for day in set(made.received.tolist())}
    number, given_out = numbered("K", years(made.received))
    stranger = np.where(is_known, 0, -made.client - 1)
    rows = table(
        {
            "id": made.ids,
            "client_id": optional(lives.ids[made.client], is_known),
            "number": number,
            "kind": chosen(_KINDS, made.kind),
            "channel": draws.mixed(_CHANNELS, count),
            "received_on": made.received,
            "subject": chosen(subjects, subject),
            "person_name": chosen(_STRANGERS, stranger, ~is_known),
            "person_contact": chosen(
                [f"{folded(name).split()[0]}@example.test" for name in _STRANGERS], stranger, ~is_known
            ),
            "search_name": chosen([folded(name) for name in _STRANGERS], stranger, ~is_known),
            "handler_id": optional(made.handler, made.handler > 0),
            "safe_last_day": months_after(made.received, 1),
            "legal_last_day": np.array([legal[day] for day in made.received.tolist()], dtype="datetime64[D]"),
            "acknowledged_on": made.acknowledged,
            "answered_on": made.answered,
            "outcome": chosen(texts.COMPLAINT_OUTCOMES, made.verdict, made.is_ended),
            "verdict": chosen(_VERDICTS, made.verdict, made.is_ended),
            "passed_to_authority_on": made.passed,
            "closed_on": made.closed,
            "source": draws.mixed({"client": 80, "third_party": 20}, count),
        }
    )
    return rows, given_out


def event_rows(draws: Draws, made: Grievances) -> pa.Table:
    """What was done about each complaint, in the order in which it happened."""
    staff = np.where(made.handler > 0, made.handler, _HANDLERS[0])
    verdicts, outcomes = chosen(_VERDICTS, made.verdict), texts.COMPLAINT_OUTCOMES
    is_withdrawn = made.verdict == _VERDICTS.index(Verdict.WITHDRAWN)
    handlers = pa.array(made.handler.astype(str).tolist(), pa.string())
    nothing: Column = pa.nulls(len(made), pa.string())
    parts: list[pa.Table] = []
    for kind, days, code, body in (
        ("received", made.received, nothing, nothing),
        ("assigned", only(made.received, made.handler > 0), handlers, nothing),
        ("acknowledged", made.acknowledged, nothing, nothing),
        ("answered", made.answered, verdicts, chosen(outcomes, made.verdict)),
        ("closed", made.closed, verdicts, chosen(outcomes, made.verdict, is_withdrawn)),
        ("passed_on", made.passed, nothing, nothing),
    ):
        columns = {
            "complaint_id": made.ids,
            "kind": pa.repeat(kind, len(made)),
            "happened_on": days,
            "recorded_at": instants(days, np.full(len(made), 9 * 60 + len(parts))),
            "staff_id": staff,
            "reason_code": code.cast(pa.string()),
            "body": body.cast(pa.string()),
        }
        parts.append(table(columns).filter(pa.array(~np.isnat(days))))
    rows = pa.concat_tables(parts).sort_by([("complaint_id", "ascending"), ("recorded_at", "ascending")])
    return rows.append_column("id", pa.array(draws.ids(rows.num_rows)))


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
