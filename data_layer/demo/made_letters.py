"""The letters that the desk made for what was carried out: one invented page for each that a screen asks for."""

import hashlib

import numpy as np
import pyarrow as pa

from data_layer.demo.drawing import Draws, instants, table
from data_layer.demo.letters import PAGE
from data_layer.requests.request_documents import DocumentKind, made_name
from data_layer.transactions import Change

_KINDS = (DocumentKind.LIFT_NOTICE, DocumentKind.RECIPIENT_NOTICE, DocumentKind.ACCESS_OVERVIEW)
_NOON = 12 * 60


def rows(change: Change, draws: Draws) -> tuple[pa.Table, pa.Table]:
    """The letters that came before a restriction ended, those that recipients wait for, and overviews that were sent.

    And their events: that each was made, read by somebody where that is needed, and sent.
    """
    found = change.table(
        """
        with letters as (
            select request_id, 0 as kind, happened_on - 7 as made_on, happened_on - 7 as sent_on,
                happened_on as lifts_on, null as notice_id, '' as whose
            from request_events where kind = 'restriction_lifted'
            union all
            select n.request_id, 1, n.opened_on, null, null, n.id, c.name
            from notices n join recipients c on c.id = n.recipient_id where n.state = 'open'
            union all
            select id, 2, answered_on, answered_on, null, null, '' from requests
            where request_right = 'access' and outcome = 'granted' and finished_on is null
        )
        select l.*, coalesce(r.handler_id, 2) as staff_id from letters l join requests r on r.id = l.request_id
        order by l.request_id, l.kind, l.notice_id
        """
    )
    ids = draws.ids(found.num_rows)
    which = found["kind"].to_numpy()
    made, sent = (found[name].to_numpy().astype("datetime64[D]") for name in ("made_on", "sent_on"))
    staff = found["staff_id"].to_numpy()
    documents = table(
        {
            "id": ids,
            "request_id": found["request_id"],
            "kind": [_KINDS[place] for place in which],
            "file_name": [
                made_name(_KINDS[place], "pdf", whose=whose or "")
                for place, whose in zip(which, found["whose"].to_pylist(), strict=True)
            ],
            "media_type": ["application/pdf"] * len(ids),
            "content": pa.array([PAGE] * len(ids), pa.binary()),
            "size": np.full(len(ids), len(PAGE)),
            "digest": [hashlib.sha256(PAGE).hexdigest()] * len(ids),
            "language": ["nl"] * len(ids),
            "made_at": instants(made, np.full(len(ids), _NOON)),
            "staff_id": staff,
            "sent_on": sent,
            "lifts_on": found["lifts_on"],
        }
    )
    steps = (
        ("document_added", made, which >= 0),
        ("document_reviewed", made, which == _KINDS.index(DocumentKind.ACCESS_OVERVIEW)),
        ("document_sent", sent, ~np.isnat(sent)),
    )
    parts = []
    for minute, (kind, on, there) in enumerate(steps):
        about = ids[there]
        is_first = kind == "document_added"
        parts.append(
            table(
                {
                    "id": about if is_first else draws.ids(len(about)),
                    "request_id": found["request_id"].filter(pa.array(there)),
                    "kind": pa.repeat(kind, len(about)),
                    "happened_on": on[there],
                    "recorded_at": instants(on[there], np.full(len(about), _NOON + minute)),
                    "staff_id": staff[there],
                    "about": pa.nulls(len(about), pa.int64()) if is_first else pa.array(about),
                    "reason_code": pa.array([_KINDS[place] for place in which[there]], pa.string()),
                }
            )
        )
    return documents, pa.concat_tables(parts)


def link_notices(change: Change) -> None:
    """Gives each open notice its letter: the letters of a request were made in the order of its notices."""
    change.execute(
        """
        update notices set document_id = letters.id
        from (
            select n.id as notice_id, d.id
            from (select id, request_id, row_number() over (partition by request_id order by id) as nth
                from notices where state = 'open') n
            join (select id, request_id, row_number() over (partition by request_id order by id) as nth
                from request_documents where kind = 'recipient_notice') d using (request_id, nth)
        ) letters
        where letters.notice_id = notices.id
        """
    )
