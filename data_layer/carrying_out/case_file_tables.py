"""What the file of a case tells beside its documents: the request, what happened, identity, recipients."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from data_layer.carrying_out.event_words import what_happened
from data_layer.carrying_out.notices import CHANGE_LABELS, STATE_LABELS
from data_layer.categories import CATEGORIES
from data_layer.disclosures import STATE_LABELS as DISCLOSURE_STATES
from data_layer.exporting import delimited
from data_layer.exporting.columns import Column, cell_maker
from data_layer.requests.identity_checks import checks
from data_layer.requests.request_case import APPLICANT_LABELS, Case, course, timeline
from data_layer.rules.identity_ladder import METHOD_LABELS
from data_layer.rules.sentences import say
from data_layer.transactions import Reader
from data_layer.vocabulary import (
    CHANNEL_LABELS,
    DIRECTION_LABELS,
    GROUND_LABELS,
    OUTCOME_LABELS,
    PURPOSES,
    RIGHT_LABELS,
    SCHOOL,
)
from data_layer.vocabulary import (
    STATE_LABELS as CASE_STATES,
)
from data_layer.wording import Language, put

Row = Mapping[str, Any]
_YES_NO = {True: say("yes"), False: say("no")}
_CATEGORIES = {category.code: category.label for category in CATEGORIES}
_REQUEST = (
    Column("number", say("Case number")),
    Column("right", say("Right"), words=RIGHT_LABELS),
    Column("channel", say("Channel"), words=CHANNEL_LABELS),
    Column("received_on", say("Received on")),
    Column("registered_on", say("Registered on")),
    Column("asked", say("Asked")),
    Column("applicant_kind", say("Asked by"), words=APPLICANT_LABELS),
    Column("applicant_name", say("Name of who asks")),
    Column("who", say("Who")),
    Column("client_number", say("Client number")),
    Column("state", say("State"), words=CASE_STATES),
    Column("outcome", say("Outcome"), words=OUTCOME_LABELS),
    Column("handler", say("Handler")),
    Column("safe_last_day", say("Safe last day")),
    Column("legal_last_day", say("Legal last day")),
    Column("strict_day", say("Strict day")),
    Column("suspended_days", say("Days suspended")),
    Column("extended", say("Extended"), words=_YES_NO),
    Column("answered_on", say("Answered on")),
    Column("finished_on", say("Finished on")),
)
_TIMELINE = (
    Column("happened_on", say("Date")),
    Column("recorded_at", say("Recorded at")),
    Column("what", say("What happened")),
    Column("by", say("By")),
    Column("body", say("Explanation")),
)
_CHECKS = (
    Column("method", say("Way"), words=METHOD_LABELS),
    Column("asked_on", say("Asked on")),
    Column("result", say("Result"), words={"verified": say("established"), "failed": say("not established")}),
    Column("verified_on", say("Result on")),
    Column("verified_by", say("By")),
    Column("reason", say("Reason")),
    Column("copy_received_on", say("Copy received on")),
    Column("photo_masked", say("Photo masked"), words=_YES_NO),
    Column("bsn_masked", say("BSN masked"), words=_YES_NO),
    Column("copy_destroyed_on", say("Copy destroyed on")),
)
_NOTICES = (
    Column("recipient", say("Recipient")),
    Column("categories", say("Data"), words=_CATEGORIES),
    Column("change", say("What changed"), words=CHANGE_LABELS),
    Column("state", say("State"), words=STATE_LABELS),
    Column("opened_on", say("Opened on")),
    Column("sent_on", say("Sent on")),
    Column("confirmed_on", say("Confirmed on")),
    Column("reason", say("Reason")),
)
_DISCLOSURES = (
    Column("number", say("Number"), "code"),
    Column("happened_on", say("Date")),
    Column("direction", say("Direction"), words=DIRECTION_LABELS),
    Column("recipient", say("Recipient")),
    Column("categories", say("Data"), words=_CATEGORIES),
    Column("purpose", say("Purpose"), words=PURPOSES),
    Column("statute", say("Statute")),
    Column("ground", say("Ground"), words=GROUND_LABELS),
    Column("state", say("State"), words=DISCLOSURE_STATES),
    Column("sent_on", say("Sent on")),
)


def texts_of(reader: Reader, case: Case, language: Language) -> list[tuple[str, bytes]]:
    """The texts and tables of the file, each with its name."""
    happened = [asdict(event) | {"what": put(what_happened(event), language)} for event in timeline(reader, case.id)]
    tried = [asdict(check) for check in checks(reader, case.id)]
    return [
        ("verzoek.json", _request(reader, case, language)),
        ("tijdlijn.csv", table(_TIMELINE, reversed(happened), language)),
        ("identiteit.csv", table(_CHECKS, tried, language)),
        ("kennisgevingen.csv", table(_NOTICES, _notices(reader, case.id), language)),
        ("verstrekkingen.csv", table(_DISCLOSURES, _disclosures(reader, case.client_id), language)),
    ]


def table(columns: Sequence[Column], rows: Iterable[Row], language: Language) -> bytes:
    """Rows by the codes of the columns, as a CSV that a Dutch office opens."""
    makers = [(column.code, cell_maker(column, language)) for column in columns]
    cells = ([make(row[code]) for code, make in makers] for row in rows)
    return b"".join(delimited.pieces(columns, [put(column.label, language) for column in columns], cells))


def _request(reader: Reader, case: Case, language: Language) -> bytes:
    """The facts of the request and the steps of its clock, in words and dates."""
    facts = {
        put(column.label, language): cell_maker(column, language)(getattr(case, column.code)) for column in _REQUEST
    }
    clock = course(reader, case.id)
    steps = [put(step, language) for step in (*clock.deadline.steps, *clock.doubts)]
    told = {put(say("Controller"), language): SCHOOL, **facts, put(say("The clock"), language): steps}
    return json.dumps(told, ensure_ascii=False, indent=2, default=str).encode()


def _notices(reader: Reader, request_id: int) -> list[dict[str, Any]]:
    return reader.all(
        dict,
        """
        select r.legal_name as recipient, n.categories, n.change, n.state, n.opened_on, n.sent_on, n.confirmed_on,
            n.reason
        from notices n join recipients r on r.id = n.recipient_id where n.request_id = $request_id order by n.id
        """,
        request_id=request_id,
    )


def _disclosures(reader: Reader, client_id: int | None) -> list[dict[str, Any]]:
    """Every entry of the register about the client, also what was annulled."""
    return reader.all(
        dict,
        """
        select d.number, d.happened_on, d.direction, r.legal_name as recipient, d.categories, d.purpose, d.statute,
            d.ground, d.state, d.sent_on
        from disclosures d join recipients r on r.id = d.recipient_id
        where d.id in (select disclosure_id from disclosure_clients where client_id = $client_id)
        order by d.happened_on, d.id
        """,
        client_id=client_id,
    )
