"""What was carried out for requests, as the desk would have written it: corrections, and the events of the work."""

import numpy as np
import pyarrow as pa

from data_layer.demo.drawing import Draws, instants, table
from data_layer.transactions import Change

_MORNING = 9 * 60 + 14  # minutes after midnight: when a request is assigned, and before it is answered


def correction_rows(change: Change, draws: Draws) -> pa.Table:
    """What each field that a request protects was before: a slip of the pen."""
    found = change.table(
        """
        with home as (
            select client_id, arg_max(id, coalesce(valid_from, date '0001-01-01')) as id from addresses
            where kind = 'home' and street is not null group by client_id
        )
        select p.request_id, p.client_id, p.category, p.field,
            if(p.field = 'street', 'addresses', 'clients') as in_table,
            if(p.field = 'street', a.id, c.id) as record_id,
            case p.field when 'street' then a.street || ' Zuid' when 'surname' then c.surname || 'h'
                else (c.birth_date - 1)::varchar end as was,
            case p.field when 'street' then a.street when 'surname' then c.surname
                else c.birth_date::varchar end as became
        from protected_fields p join clients c on c.id = p.client_id
            left join home h on h.client_id = c.id left join addresses a on a.id = h.id
        where p.request_id is not null and became is not null order by p.id
        """
    )
    ids = draws.ids(2 * found.num_rows)
    return found.append_column("id", pa.array(ids[::2])).append_column("event_id", pa.array(ids[1::2]))


def protect_what_was_corrected(change: Change) -> None:
    """Says of which record each protected field is."""
    change.execute(
        """
        update protected_fields set in_table = c.in_table,
            record_id = if(c.in_table = 'clients', null, c.record_id)
        from corrections c
        where c.request_id = protected_fields.request_id and c.field = protected_fields.field
        """
    )


def event_rows(change: Change, draws: Draws) -> pa.Table:
    """The events of what was done: with the id of what they made, or one of their own."""
    found = change.table(
        """
        with work as (
            select id, request_id, 'objected' as kind, 0 as step, null::date as happened_on, null as about,
                purpose::varchar as code, null as body
            from objections
            union all
            select null, id, 'restricted', 1, restricted_since, null, 'objection', null
            from (select r.id, c.restricted_since from requests r join clients c on c.restricted_by_request = r.id
                where r.request_right = 'objection')
            union all
            select null, request_id, 'objection_decided', 2, decided_on, id, decision, reasons
            from objections where decision is not null
            union all
            select c.event_id, c.request_id, 'corrected', 2, null, null, c.category, null from corrections c
            union all
            select id, request_id, 'statement_added', 2, added_on, null, category, null from statements_of_person
            union all
            select null, r.id, 'consent_ended', 2, c.withdrawn_on, null, c.id::varchar, null
            from requests r join consents c on c.client_id = r.client_id and c.withdrawn_on = r.answered_on
            where r.request_right = 'consent_withdrawal' and r.outcome = 'granted'
            union all
            select null, id, 'erased', 2, answered_on, null, null, null from requests
            where request_right = 'erasure' and outcome in ('granted', 'partly_granted') and client_id is not null
        )
        select w.*, coalesce(w.happened_on, if(w.kind = 'objected', r.registered_on, r.answered_on)) as on,
            if(w.kind = 'objection_decided', 3, coalesce(r.handler_id, 2)) as staff_id
        from work w join requests r on r.id = w.request_id order by w.request_id, w.step, w.id, w.code
        """
    )
    given = found["id"].to_numpy(zero_copy_only=False)
    missing = np.isnan(given.astype(np.float64))
    ids = np.array([0 if lacks else value for value, lacks in zip(found["id"].to_pylist(), missing, strict=True)])
    ids[missing] = draws.ids(int(missing.sum()))
    on = found["on"].to_numpy().astype("datetime64[D]")
    return table(
        {
            "id": ids,
            "request_id": found["request_id"],
            "kind": found["kind"],
            "happened_on": on,
            "recorded_at": instants(on, _MORNING + found["step"].to_numpy()),
            "staff_id": found["staff_id"],
            "about": found["about"],
            "reason_code": found["code"],
            "body": found["body"],
        }
    )
