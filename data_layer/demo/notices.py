"""Notices to those who had the data (art. 19), from the register of disclosures, and what became of each."""

import numpy as np
import pyarrow as pa

from data_layer.demo.drawing import Draws, chosen, instants, only, optional, table
from data_layer.transactions import Change

_OPEN, _CONFIRMED, _TOO_MUCH = range(3)
_DESTROYED = "De ontvanger heeft het bestand al vernietigd."
_STATES = ("open", "confirmed", "disproportionate")
_EVENTS = ("notice_opened", "notice_sent", "notice_confirmed", "notice_waived")
_AFTERNOON = 15 * 60  # minutes after midnight, after what else happened that day


def notice_rows(change: Change, draws: Draws) -> pa.Table:
    """One for each recipient that really got an affected category of the client before that was carried out."""
    found = change.table(
        """
        with affected as (
            select r.id as request_id, r.client_id, r.finished_on,
                if(r.request_right = 'objection', c.restricted_since, r.answered_on) as carried_out_on,
                case r.request_right when 'rectification' then 'corrected' when 'completion' then 'completed'
                    when 'erasure' then 'erased' else 'restricted' end as change,
                case r.request_right
                    when 'restriction' then null
                    when 'objection' then null
                    when 'erasure' then ['phone', 'email', 'birth']
                    when 'completion' then ['attendance', 'phone']
                    else (select list(p.category) from protected_fields p where p.request_id = r.id)
                end as touched
            from requests r join clients c on c.id = r.client_id
            where r.request_right in ('rectification', 'completion', 'erasure', 'restriction')
                and r.outcome in ('granted', 'partly_granted')
                or r.request_right = 'objection' and c.restricted_by_request = r.id
        ),
        got as (
            select a.*, d.recipient_id, unnest(d.categories) as category
            from affected a
            join disclosure_clients c on c.client_id = a.client_id
            join disclosures d on d.id = c.disclosure_id
            where d.direction = 'out' and d.state = 'sent' and d.sent_on <= a.carried_out_on
        )
        select request_id, recipient_id, list_sort(list(distinct category)) as categories, carried_out_on, finished_on,
            change
        from got where touched is null or list_contains(touched, category)
        group by request_id, recipient_id, carried_out_on, finished_on, change order by request_id, recipient_id
        """
    )
    count = found.num_rows
    opened = found["carried_out_on"].to_numpy().astype("datetime64[D]")
    finished = found["finished_on"].to_numpy().astype("datetime64[D]")
    done = np.where(np.arange(count) % 12 == 7, _TOO_MUCH, _CONFIRMED)
    state = np.where(np.isnat(finished), _OPEN, done)
    return table(
        {
            "id": draws.ids(count),
            "request_id": found["request_id"],
            "recipient_id": found["recipient_id"],
            "categories": found["categories"],
            "change": found["change"],
            "opened_on": opened,
            "state": chosen(_STATES, state),
            "reason": chosen((_DESTROYED,), np.zeros_like(state), state == _TOO_MUCH),
            "sent_on": only(opened, state == _CONFIRMED),
            "confirmed_on": only(finished, state == _CONFIRMED),
        }
    )


def notice_events(change: Change, draws: Draws) -> pa.Table:
    """The events of the notices: each was opened, and sent and confirmed or not sent for a reason."""
    found = change.table(
        """
        select n.id, n.request_id, n.reason, c.code, coalesce(r.handler_id, 2) as staff_id, n.opened_on, n.sent_on,
            n.confirmed_on, case when n.state = 'disproportionate' then r.finished_on end as waived_on
        from notices n join requests r on r.id = n.request_id join recipients c on c.id = n.recipient_id order by n.id
        """
    )
    columns = ("opened_on", "sent_on", "confirmed_on", "waived_on")
    happened = np.stack([found[name].to_numpy().astype("datetime64[D]") for name in columns], axis=1)
    notice, step = np.nonzero(~np.isnat(happened))
    notices, on = found.take(notice), happened[notice, step]
    ids, later = notices["id"].to_numpy(), step > 0
    return table(
        {
            "id": np.where(later, draws.ids(len(step)), ids),
            "request_id": notices["request_id"],
            "kind": chosen(_EVENTS, step),
            "happened_on": on,
            "recorded_at": instants(on, _AFTERNOON + step),
            "staff_id": notices["staff_id"],
            "about": optional(ids, later),
            "reason_code": notices["code"],
            "body": chosen((_DESTROYED,), np.zeros_like(step), step == _EVENTS.index("notice_waived")),
        }
    )


def restriction_events(change: Change, draws: Draws) -> pa.Table:
    """The events of the restrictions: each was made with the answer, and lifted where it stands no more."""
    found = change.table(
        """
        select r.id as request_id, coalesce(r.handler_id, 2) as staff_id, r.answered_on,
            case when c.restricted_by_request is distinct from r.id then h.until end as lifted_on
        from requests r join clients c on c.id = r.client_id
            left join holds h on h.kind = 'restriction' and h.fact_id = c.id and h.since = r.answered_on
        where r.request_right = 'restriction' and r.outcome in ('granted', 'partly_granted')
        order by r.id
        """
    )
    ids = draws.ids(found.num_rows)
    happened = np.stack(
        [found[name].to_numpy().astype("datetime64[D]") for name in ("answered_on", "lifted_on")], axis=1
    )
    which, step = np.nonzero(~np.isnat(happened))
    requests, on, later = found.take(which), happened[which, step], step > 0
    return table(
        {
            "id": np.where(later, draws.ids(len(step)), ids[which]),
            "request_id": requests["request_id"],
            "kind": chosen(("restricted", "restriction_lifted"), step),
            "happened_on": on,
            "recorded_at": instants(on, _AFTERNOON + step),
            "staff_id": requests["staff_id"],
            "about": optional(ids[which], later),
            "reason_code": chosen(("accuracy", "claim"), which % 2, ~later),
        }
    )
