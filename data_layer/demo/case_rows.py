"""The rows of requests and of what belongs to them, from the lives of the cases."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
from faker import Faker

from data_layer.demo import texts
from data_layer.demo.cases import (
    CHANNELS,
    KINDS,
    NOBODY,
    OUTCOMES,
    RIGHTS,
    STATES,
    Cases,
    LastDays,
)
from data_layer.demo.drawing import (
    Days,
    Draws,
    Numbers,
    Truths,
    after,
    chosen,
    instants,
    numbered,
    only,
    optional,
    table,
    years,
)
from data_layer.demo.lives import Lives
from data_layer.rules.searching import folded
from data_layer.vocabulary import Outcome, Right

_LATELY = 200  # days within which a restriction that was granted still stands
_EVENTS = (
    "received",
    "assigned",
    "question_asked",
    "question_answered",
    "question_asked",
    "question_answered",
    "extended",
    "refused",
    "answered",
    "finished",
    "authorised",
)
_STRANGERS = 40


@dataclass(frozen=True, slots=True)
class Filed:
    """Cases in order of registration with their ids and last days: what the rows are made of."""

    cases: Cases
    ids: Numbers
    days: LastDays

    def having(self, right: Right) -> Truths:
        """Which cases are about this right."""
        found: Truths = self.cases.right == RIGHTS.index(right)
        return found

    @property
    def honoured(self) -> Truths:
        """Which were answered with what was asked, wholly or in part."""
        good = [OUTCOMES.index(Outcome.GRANTED), OUTCOMES.index(Outcome.PARTLY_GRANTED)]
        found: Truths = np.isin(self.cases.outcome, good) & (self.cases.client != NOBODY)
        return found

    @property
    def objecting(self) -> Truths:
        """Whose objection somebody recorded."""
        found: Truths = self.having(Right.OBJECTION) & (self.cases.client != NOBODY) & (self.cases.handler > 0)
        return found

    def lately(self, today: np.datetime64) -> Truths:
        """Which were answered so lately that a restriction still stands."""
        found: Truths = self.cases.answered > after(today, -_LATELY)
        return found

    @property
    def refusal(self) -> Numbers:
        """Why, as a place among the texts: an erasure by the law, anything else because it was answered before."""
        return np.where(self.having(Right.ERASURE), np.arange(len(self.cases)) % 2, 2)

    @property
    def authorised(self) -> Days:
        """When the authorisation of a representative was seen; not yet where nothing was done about the case."""
        cases = self.cases
        is_seen = (cases.handler > 0) & ~(np.isnat(cases.answered) & np.isnat(cases.asked))
        return only(cases.registered, is_seen & (cases.kind == KINDS.index("representative")))

    @property
    def asks_identity(self) -> Truths:
        """Whose questions are about identity: all to unknown applicants, and every other one."""
        unknown = self.cases.kind == KINDS.index("unknown")
        found: Truths = unknown | (np.arange(len(self.cases)) % 2 == 0)
        return found


def follow(draws: Draws, lives: Lives, filed: Filed) -> None:
    """What requests did to the clients: erased, restricted, withdrawn, objected and so restricted meanwhile."""
    cases = filed.cases

    def about(right: Right, which: Truths) -> tuple[Numbers, Numbers]:
        found = np.flatnonzero(filed.having(right) & which)
        return found, cases.client[found]

    _, erased = about(Right.ERASURE, filed.honoured)
    lives.cleaned[erased] = True
    which, restricted = about(Right.RESTRICTION, filed.honoured)
    lives.undisclosed_from[restricted] = cases.answered[which]
    which, restricted = about(Right.RESTRICTION, filed.honoured & filed.lately(draws.today))
    lives.restricted_since[restricted] = cases.answered[which]
    lives.restricted_by[restricted] = filed.ids[which]
    which, withdrawn = about(Right.CONSENT_WITHDRAWAL, filed.honoured)
    lives.library_until[withdrawn] = cases.answered[which]
    which, objecting = about(Right.OBJECTION, cases.client != NOBODY)
    lives.objected_on[objecting] = cases.received[which]
    which, weighed = about(Right.OBJECTION, filed.objecting & np.isnat(cases.finished))
    first = np.isnat(lives.restricted_since[weighed])  # art. 18(1)(d): until it is decided, and the person told
    which, weighed = which[first], weighed[first]
    lives.restricted_since[weighed] = lives.undisclosed_from[weighed] = cases.registered[which]
    lives.restricted_by[weighed] = filed.ids[which]


def request_rows(draws: Draws, lives: Lives, filed: Filed) -> tuple[pa.Table, dict[int, int]]:
    """The requests, and the last number given out per year."""
    cases, days = filed.cases, filed.days
    count = len(cases)
    known = cases.client != NOBODY
    place = np.where(known, cases.client, 0)
    strangers = _strangers(draws.seed)
    applicants = [f"{name} (gemachtigde)" for name, _ in strangers]
    by_other, unknown = cases.kind == KINDS.index("representative"), cases.kind == KINDS.index("unknown")
    stranger = draws.numbers(0, _STRANGERS - 1, count)
    asked_pool, first, sizes = _flat([texts.ASKED[right] for right in RIGHTS])
    language = [origin.language for origin in lives.origins]
    number, last = numbered("V", years(cases.registered))
    rows = table(
        {
            "id": filed.ids,
            "number": number,
            "client_id": optional(lives.ids[place], known),
            "request_right": chosen(RIGHTS, cases.right),
            "channel": chosen(CHANNELS, cases.channel),
            "received_on": cases.received,
            "registered_on": cases.registered,
            "applicant_kind": chosen(KINDS, cases.kind),
            "applicant_name": chosen(applicants, stranger, by_other),
            "applicant_contact": chosen([email for _, email in strangers], stranger, by_other | unknown),
            "person_name": chosen([name for name, _ in strangers], stranger, unknown),
            "search_name": chosen(
                [folded(name) for name in (*applicants, *(name for name, _ in strangers))],
                stranger + unknown * _STRANGERS,
                by_other | unknown,
            ),
            "asked": chosen(
                asked_pool, first[cases.right] + (draws.random.random(count) * sizes[cases.right]).astype(np.int64)
            ),
            "language": chosen(
                [*language, "nl"], np.where(draws.chance(0.7, count), len(language), lives.origin[place])
            ),
            "authorised_on": filed.authorised,
            "state": chosen(STATES, cases.state),
            "outcome": chosen(OUTCOMES, np.maximum(cases.outcome, 0), cases.outcome >= 0),
            "handler_id": optional(cases.handler, cases.handler > 0),
            "safe_last_day": days.safe,
            "legal_last_day": days.legal,
            "strict_day": days.strict,
            "suspended_days": days.suspended,
            "extended": ~np.isnat(cases.extended),
            "waiting_since": cases.waiting_since,
            "answered_on": cases.answered,
            "finished_on": cases.finished,
        }
    )
    return rows, last


def event_rows(draws: Draws, filed: Filed) -> pa.Table:
    """The dated events from which the days and the state of each request follow, in their order."""
    cases = filed.cases
    count, kinds = len(cases), len(_EVENTS)
    refused = cases.outcome == OUTCOMES.index(Outcome.REFUSED)
    partly = cases.outcome == OUTCOMES.index(Outcome.PARTLY_GRANTED)
    unknown = cases.outcome == OUTCOMES.index(Outcome.NOT_IDENTIFIED)
    happened = np.stack(
        [
            cases.received,
            only(cases.registered, cases.handler > 0),
            cases.asked,
            cases.replied,
            cases.asked2,
            cases.replied2,
            cases.extended,
            only(cases.answered, refused),
            only(cases.answered, ~refused),
            cases.finished,
            filed.authorised,
        ],
        axis=1,
    )
    there = ~np.isnat(happened)
    ids = np.zeros((count, kinds), dtype=np.int64)
    ids[there] = draws.ids(int(there.sum()))
    about = np.zeros_like(ids)
    about[:, 3], about[:, 5] = ids[:, 2], ids[:, 4]
    reasons = np.full((count, kinds), -1)
    reasons[:, 2] = reasons[:, 4] = np.where(filed.asks_identity, 0, 1)
    reasons[:, 1] = np.where(cases.handler > 0, cases.handler + 8, -1)
    reasons[:, 6] = 2 + draws.chance(0.3, count)
    reasons[:, 7] = reasons[:, 8] = 4 + np.maximum(cases.outcome, 0)
    reasons[:, 10] = 4 + len(OUTCOMES) + 5
    bodies = np.full((count, kinds), -1)  # art. 12(4): a refusal, whole or partial, says why
    bodies[:, 7] = filed.refusal
    bodies[:, 8] = np.select([partly, unknown], [len(texts.REFUSALS), len(texts.REFUSALS) + 1], -1)
    recorded = happened.copy()
    recorded[:, 0] = cases.registered
    minute = 9 * 60 + np.arange(kinds) * 7 + draws.numbers(0, 6, count)[:, None]
    staff = np.repeat(np.where(cases.handler > 0, cases.handler, 2)[:, None], kinds, axis=1)
    return table(
        {
            "id": ids[there],
            "request_id": np.repeat(filed.ids[:, None], kinds, axis=1)[there],
            "kind": chosen(_EVENTS, np.tile(np.arange(kinds), (count, 1))[there]),
            "happened_on": happened[there],
            "recorded_at": instants(recorded[there], minute[there]),
            "staff_id": staff[there],
            "about": optional(about[there], about[there] > 0),
            "reason_code": chosen(
                ("identity", "clarification", "complexity", "number", *OUTCOMES, "1", "2", "3", "4", "5", "on_paper"),
                np.maximum(reasons[there], 0),
                reasons[there] >= 0,
            ),
            "body": chosen(
                (*texts.REFUSALS, texts.PARTLY, texts.UNKNOWN), np.maximum(bodies[there], 0), bodies[there] >= 0
            ),
        }
    )


def _flat(pools: Sequence[Sequence[str]]) -> tuple[list[str], Numbers, Numbers]:
    sizes = np.array([len(pool) for pool in pools])
    return [text for pool in pools for text in pool], np.cumsum(sizes) - sizes, sizes


def _strangers(seed: int) -> list[tuple[str, str]]:
    dutch = Faker("nl_NL")
    dutch.seed_instance(seed + 1)
    return [(dutch.name(), f"post{place}@example.org") for place in range(_STRANGERS)]
