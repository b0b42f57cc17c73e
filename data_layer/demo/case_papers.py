"""What handling a request leaves behind: identity checks, decisions, and what followed from it."""

import numpy as np
import pyarrow as pa

from data_layer.demo import texts
from data_layer.demo.case_rows import Filed
from data_layer.demo.cases import KINDS, NOBODY, OUTCOMES
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
    only,
    optional,
    table,
    weekday,
)
from data_layer.demo.lives import Lives
from data_layer.transactions import Change
from data_layer.vocabulary import Outcome, Right

_METHODS = ("known_in_person", "code_to_contact", "document_shown", "masked_copy")
_SHOWN = _METHODS.index("document_shown")
_COPY_REASON = "Geen contactgegevens in het dossier en niet in de gelegenheid om langs te komen."


def identity_rows(draws: Draws, filed: Filed) -> pa.Table:
    """How it was made sure who asks; two copies of open requests still have to be destroyed."""
    cases, today = filed.cases, draws.today
    who = np.flatnonzero(cases.handler > 0)
    unknown = cases.kind[who] == KINDS.index("unknown")
    by_question = filed.asks_identity[who] & ~np.isnat(cases.asked[who])
    method = draws.shares((55, 27, 14, 4), len(who))
    asked = np.where(by_question, cases.asked[who], cases.registered[who])
    verified = np.where(by_question, cases.replied[who], cases.registered[who])
    failed = unknown & ~np.isnat(cases.answered[who])
    verified = only(np.where(failed, cases.answered[who], verified), ~unknown | failed)
    open_since = np.where(np.isnat(cases.answered[who]) & ~by_question & ~unknown, cases.registered[who], today)
    kept_long = np.flatnonzero(open_since <= after(today, -8))[-1:]
    kept_short = np.flatnonzero((open_since <= after(today, -2)) & (open_since > after(today, -8)))[-1:]
    copies = np.concatenate([kept_long, kept_short])
    # who is known in person is asked nothing, and a code goes to contacts of the client
    by_other = cases.kind[who] == KINDS.index("representative")
    method = np.where(unknown | by_question & (method == 0) | by_other & (method == 1), _SHOWN, method)
    method[copies] = _METHODS.index("masked_copy")
    is_copy = method == _METHODS.index("masked_copy")
    destroyed = only(verified, is_copy)
    verified[kept_long], verified[kept_short] = after(today, -8), after(today, -2)
    destroyed[copies] = NEVER
    seen = ~np.isnat(verified)
    return table(
        {
            "id": draws.ids(len(who)),
            "request_id": filed.ids[who],
            "method": chosen(_METHODS, method),
            "reason": chosen((_COPY_REASON,), np.zeros_like(who), is_copy),
            "asked_on": asked,
            "verified_on": verified,
            "verified_by": optional(cases.handler[who], seen),
            "result": chosen(("verified", "failed"), failed.astype(np.int64), seen),
            "copy_received_on": only(verified, is_copy),
            "photo_masked": optional(np.ones(len(who), dtype=np.bool_), is_copy & seen),
            "bsn_masked": optional(draws.chance(0.9, len(who)), is_copy & seen),
            "copy_destroyed_on": destroyed,
        }
    )


def identity_events(draws: Draws, checks: pa.Table, handlers: Numbers) -> pa.Table:
    """The events of these checks, of which the first has the check's own id; each recorded on its day."""
    found = checks.to_pydict()
    count = checks.num_rows
    failed = np.array([result == "failed" for result in found["result"]], dtype=np.bool_)

    def days(column: str) -> Days:
        return np.array(found[column], dtype="datetime64[D]")

    parts = (
        (days("asked_on"), np.full(count, "identity_asked")),
        (days("copy_received_on"), np.full(count, "copy_received")),
        (days("verified_on"), np.where(failed, "identity_failed", "identity_verified")),
        (days("copy_destroyed_on"), np.full(count, "copy_destroyed")),
    )
    happened = np.stack([on for on, _ in parts], axis=1)
    there = ~np.isnat(happened)
    ids = np.zeros(happened.shape, dtype=np.int64)
    ids[there] = draws.ids(int(there.sum()))
    ids[:, 0] = found["id"]
    about = np.repeat(ids[:, :1], len(parts), axis=1)
    is_later = np.tile(np.arange(len(parts)) > 0, (count, 1))
    minute = np.tile(10 * 60 + np.arange(len(parts)) * 5, (count, 1))
    return table(
        {
            "id": ids[there],
            "request_id": np.repeat(np.array(found["request_id"])[:, None], len(parts), axis=1)[there],
            "kind": pa.array(np.stack([kind for _, kind in parts], axis=1)[there]),
            "happened_on": happened[there],
            "recorded_at": instants(happened[there], minute[there]),
            "staff_id": np.repeat(handlers[:, None], len(parts), axis=1)[there],
            "about": optional(about[there], is_later[there]),
            "reason_code": _of_first(found["method"], there),
            "body": _of_first(found["reason"], there),
        }
    )


def link_questions(change: Change) -> None:
    """Lets a check point at the question by which the clock waited for it."""
    change.execute(
        """
        update identity_checks set question_id = q.id
        from (
            select request_id, happened_on, min(id) as id from request_events
            where kind = 'question_asked' and reason_code = 'identity' group by request_id, happened_on
        ) q
        where q.request_id = identity_checks.request_id and q.happened_on = identity_checks.asked_on
        """
    )


def _of_first(facts: list[str | None], there: Truths) -> Column:
    """The fact of each check at its first event, nothing at the others."""
    spread = np.full(there.shape, None, dtype=object)
    spread[:, 0] = facts
    return pa.array(spread[there], pa.string())


def identity_columns(filed: Filed, checks: pa.Table) -> dict[str, Days]:
    """What the checks mean for their requests: since when it is certain who asks, and that a copy lies here."""
    found = checks.to_pydict()
    who = np.flatnonzero(filed.cases.handler > 0)
    verified, received, destroyed = (
        np.array(found[name], dtype="datetime64[D]")
        for name in ("verified_on", "copy_received_on", "copy_destroyed_on")
    )
    is_certain = np.array([result == "verified" for result in found["result"]], dtype=np.bool_)
    columns: dict[str, Days] = {name: np.full(len(filed.cases), NEVER) for name in ("identified_on", "copy_since")}
    columns["identified_on"][who] = only(verified, is_certain)
    columns["copy_since"][who] = only(received, np.isnat(destroyed))
    return columns


def decision_rows(draws: Draws, filed: Filed) -> pa.Table:
    """Who decided what; a refusal and an erasure were approved by the privacy officer or the deputy."""
    cases = filed.cases
    who = np.flatnonzero(~np.isnat(cases.answered))
    outcome = cases.outcome[who]
    refused, partly = outcome == OUTCOMES.index(Outcome.REFUSED), outcome == OUTCOMES.index(Outcome.PARTLY_GRANTED)
    excessive = refused & ~filed.having(Right.ERASURE)[who]  # the same request once more (art. 12(5))
    reason = np.where(partly, len(texts.REFUSALS), filed.refusal[who])
    return table(
        {
            "id": draws.ids(len(who)),
            "request_id": filed.ids[who],
            "proposed_by": cases.handler[who],
            "approved_by": optional(
                np.where(cases.handler[who] == 3, 4, 3), refused | filed.having(Right.ERASURE)[who]
            ),
            "decided_on": cases.answered[who],
            "outcome": chosen(OUTCOMES, outcome),
            "excessive": excessive,
            "reasons": chosen((*texts.REFUSALS, texts.PARTLY), reason, refused | partly),
        }
    )


def consequence_rows(draws: Draws, lives: Lives, filed: Filed) -> dict[str, pa.Table]:
    """Objections, corrected fields that an import leaves alone, and statements of the person."""
    cases = filed.cases
    objected = np.flatnonzero(filed.objecting)
    corrected = np.flatnonzero(filed.having(Right.RECTIFICATION) & filed.honoured)
    stated = np.flatnonzero(filed.having(Right.COMPLETION) & filed.honoured)
    closed, upheld = ~np.isnat(cases.answered[objected]), filed.honoured[objected]
    field = np.arange(len(corrected)) % 3
    field[np.isnat(cases.finished[corrected])] = 1  # names: whoever got anything of the client got those
    return {
        "objections": table(
            {
                **_of(draws, lives, filed, objected),
                "purpose": np.full(len(objected), 7),
                "since": cases.received[objected],
                "ended_on": only(cases.answered[objected], closed & ~upheld),
                "decision": chosen(("upheld", "rejected"), (~upheld).astype(np.int64), closed),
                "decided_on": cases.answered[objected],
                "decided_by": optional(np.full(len(objected), 3), closed),
                "reasons": chosen((texts.COMPELLING,), np.zeros_like(objected), closed & ~upheld),
            }
        ),
        "protected_fields": table(
            {
                **_of(draws, lives, filed, corrected),
                "category": chosen(("address", "names", "birth"), field),
                "field": chosen(("street", "surname", "birth_date"), field),
                "since": cases.answered[corrected],
            }
        ),
        "statements_of_person": table(
            {
                **_of(draws, lives, filed, stated),
                "category": chosen(("attendance", "progress_notes"), np.arange(len(stated)) % 2),
                "body": chosen(texts.STATEMENTS, np.arange(len(stated)) % 2),
                "added_on": cases.answered[stated],
            }
        ),
    }


def lifted_holds(draws: Draws, lives: Lives, filed: Filed) -> pa.Table:
    """Holds that ended: of late answers, lifted after a quarter, and of restrictions that stand no more."""
    cases = filed.cases
    late = (cases.answered > filed.days.legal) & (cases.answered < after(draws.today, -90)) & (cases.client != NOBODY)
    lifted = filed.having(Right.RESTRICTION) & filed.honoured & ~filed.lately(draws.today)
    who = np.concatenate([np.flatnonzero(late), np.flatnonzero(lifted)])
    restricts = np.arange(len(who)) >= int(late.sum())
    client = lives.ids[cases.client[who]]
    return table(
        {
            "id": draws.ids(len(who)),
            "client_id": client,
            "kind": chosen(("request", "restriction"), restricts.astype(np.int64)),
            "fact_id": np.where(restricts, client, filed.ids[who]),
            "since": np.where(restricts, cases.answered[who], cases.received[who]),
            "until": weekday(after(cases.answered[who], 60)),
            "lifted_on": weekday(after(cases.answered[who], 60)),
        }
    )


def _of(draws: Draws, lives: Lives, filed: Filed, who: Numbers) -> dict[str, Numbers]:
    return {
        "id": draws.ids(len(who)),
        "client_id": lives.ids[filed.cases.client[who]],
        "request_id": filed.ids[who],
    }
