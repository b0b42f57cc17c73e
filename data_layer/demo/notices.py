"""Notices of a correction or an erasure to those who had the data (art. 19), from the register of disclosures."""

import numpy as np
import pyarrow as pa

from data_layer.demo.drawing import Draws, chosen, only, table
from data_layer.transactions import Change

_OPEN, _CONFIRMED, _TOO_MUCH = range(3)
_DESTROYED = "De ontvanger heeft het bestand al vernietigd."
_STATES = ("open", "confirmed", "disproportionate")


def notice_rows(change: Change, draws: Draws) -> pa.Table:
    """One for each recipient that really got an affected category of the client before the answer."""
    found = change.table(
        """
        with affected as (
            select r.id as request_id, r.client_id, r.answered_on, r.finished_on,
                case r.request_right
                    when 'restriction' then null
                    when 'erasure' then ['phone', 'email', 'birth']
                    when 'completion' then ['attendance', 'phone']
                    else (select list(p.category) from protected_fields p where p.request_id = r.id)
                end as touched
            from requests r
            where r.request_right in ('rectification', 'completion', 'erasure', 'restriction')
                and r.outcome in ('granted', 'partly_granted') and r.client_id is not null
        ),
        got as (
            select a.*, d.recipient_id, unnest(d.categories) as category
            from affected a
            join disclosure_clients c on c.client_id = a.client_id
            join disclosures d on d.id = c.disclosure_id
            where d.direction = 'out' and d.state = 'sent' and d.sent_on <= a.answered_on
        )
        select request_id, recipient_id, list_sort(list(distinct category)) as categories, answered_on, finished_on
        from got where touched is null or list_contains(touched, category)
        group by request_id, recipient_id, answered_on, finished_on order by request_id, recipient_id
        """
    )
    count = found.num_rows
    answered = found["answered_on"].to_numpy().astype("datetime64[D]")
    finished = found["finished_on"].to_numpy().astype("datetime64[D]")
    done = np.where(np.arange(count) % 12 == 7, _TOO_MUCH, _CONFIRMED)
    state = np.where(np.isnat(finished), _OPEN, done)
    return table(
        {
            "id": draws.ids(count),
            "request_id": found["request_id"],
            "recipient_id": found["recipient_id"],
            "categories": found["categories"],
            "state": chosen(_STATES, state),
            "reason": chosen((_DESTROYED,), np.zeros_like(state), state == _TOO_MUCH),
            "sent_on": only(answered, state == _CONFIRMED),
            "confirmed_on": only(finished, state == _CONFIRMED),
        }
    )
