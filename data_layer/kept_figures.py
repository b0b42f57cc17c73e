"""What stays of what is destroyed: how many there were per month, so that figures of the past stay true."""

from datetime import date

import pyarrow as pa

from data_layer.complaints.complaint_stands import (
    ACKNOWLEDGE_DAY_SQL,
    ACKNOWLEDGED_SQL,
    ANSWERED_SQL,
    acknowledge_facts,
)
from data_layer.requests.notice_days import NOTICE_DAYS_SQL
from data_layer.transactions import Change


def keep(change: Change, clients: pa.Table, cases: pa.Table, items: pa.Table) -> None:
    """Adds what is about to go to the monthly figures, in the open transaction, before the rows go.

    `clients` (client_id) go whole, with their complaints and consents; `cases` (kind, case_id) are requests and
    complaints; `items` (client_id, category) say of which others the complaints and the consents go.

    The figures, by month of: receipt (`requests_received`, `requests_extended`, `requests_suspended`), the legal last
    day (`requests_judged`, `requests_on_time`, `requests_on_safe_time`, `requests_withdrawn`), the answer
    (`requests_answered`), all with the right as their part; the answer too for `answer_days`, whose part is
    `access:17` and leaves out what was withdrawn; `copies_received` and `copies_destroyed` of identity documents;
    `notices_opened`, `notices_told` (sent, or settled without) and `notices_settled` (art. 19 GDPR); by kind
    `complaints_received`, of which `complaints_acknowledging` and `complaints_acknowledged` in time,
    `complaints_closed`, and by the legal last day `complaints_judged` and `complaints_on_time`; `consents_given` and
    `consents_withdrawn` by purpose; `clients_registered`, and `clients_destroyed` by its day. What goes while it is
    open ends in the month in which it goes: `requests_gone_open`, `complaints_gone_open`, and as destroyed, told or
    settled.
    """
    with change.lent(ending_clients=clients, ending_cases=cases, ending_items=items):
        received_on: list[date] = change.values(
            f"select distinct received_on from complaints where {_ENDING_COMPLAINTS}"  # noqa: S608 - the text below
        )
    with change.lent(ending_clients=clients, ending_cases=cases, ending_items=items):
        change.execute(
            f"""
            create or replace temp table figures_going as
            select date_trunc('month', day)::date as month, name, part, count(*)::double as value
            from ({_REQUESTS} union all {_COPIES} union all {_NOTICES} union all {_COMPLAINTS} union all {_CONSENTS}
                union all {_CLIENTS})
            where day is not null group by all
            """,  # noqa: S608 - the questions below
            today=change.today,
            **acknowledge_facts(received_on, change.settings.is_free_day),
        )
    add_going(change)


def add_going(change: Change) -> None:
    """Adds the temporary table `figures_going` (month, name, part, value) to the monthly figures, and drops it."""
    change.execute(
        """
        update monthly_figures set value = monthly_figures.value + g.value from figures_going g
        where monthly_figures.month = g.month and monthly_figures.name = g.name and monthly_figures.part = g.part
        """
    )
    change.execute(
        """
        insert into monthly_figures select month, name, part, value from figures_going g
        where not exists (from monthly_figures f where f.month = g.month and f.name = g.name and f.part = g.part)
        """
    )
    change.execute("drop table temp.figures_going")


_REQUESTS = """
    select unnest([received_on, if(extended, received_on, null), if(suspended_days > 0, received_on, null),
            if(is_judged, legal_last_day, null), if(is_judged and answered_on <= legal_last_day, legal_last_day, null),
            if(is_judged and answered_on <= safe_last_day, legal_last_day, null),
            if(is_judged, null, legal_last_day), answered_on, if(is_judged, answered_on, null),
            if(answered_on is null, $today, null)]) as day,
        unnest(['requests_received', 'requests_extended', 'requests_suspended', 'requests_judged', 'requests_on_time',
            'requests_on_safe_time', 'requests_withdrawn', 'requests_answered', 'answer_days',
            'requests_gone_open']) as name,
        unnest([request_right, request_right, request_right, request_right, request_right, request_right,
            request_right, request_right, request_right || ':' || (answered_on - received_on), request_right]) as part
    from (
        select *, outcome is distinct from 'withdrawn' as is_judged from requests
        where id in (select case_id from ending_cases where kind = 'request')
    )
"""
_COPIES = """
    select unnest([copy_received_on, if(copy_received_on is null, null, coalesce(copy_destroyed_on, $today))]),
        unnest(['copies_received', 'copies_destroyed']), ''
    from identity_checks where request_id in (select case_id from ending_cases where kind = 'request')
"""
_NOTICES = f"""
    select unnest([opened_on, least(sent_on, settled_on, $today), coalesce(settled_on, $today)]),
        unnest(['notices_opened', 'notices_told', 'notices_settled']), ''
    from ({NOTICE_DAYS_SQL}) where request_id in (select case_id from ending_cases where kind = 'request')
"""  # noqa: S608 - that text
_ENDING_COMPLAINTS = """
    id in (select case_id from ending_cases where kind = 'complaint')
        or client_id in (select client_id from ending_clients)
        or client_id in (select client_id from ending_items where category = 'complaints')
"""
_COMPLAINTS = f"""
    select unnest([received_on, if(is_judged, received_on, null),
            if(is_judged and {ACKNOWLEDGED_SQL}, received_on, null), if(is_judged, legal_last_day, null),
            if(is_judged and {ANSWERED_SQL}, legal_last_day, null), closed_on, if(closed_on is null, $today, null)]),
        unnest(['complaints_received', 'complaints_acknowledging', 'complaints_acknowledged', 'complaints_judged',
            'complaints_on_time', 'complaints_closed', 'complaints_gone_open']),
        kind
    from (
        select *, verdict is distinct from 'withdrawn' as is_judged, {ACKNOWLEDGE_DAY_SQL} as acknowledge_day
        from complaints where {_ENDING_COMPLAINTS}
    )
"""  # noqa: S608 - the text of the list
_CONSENTS = """
    select unnest([given_on, withdrawn_on]), unnest(['consents_given', 'consents_withdrawn']),
        unnest([purpose::text, purpose::text])
    from consents
    where client_id in (select client_id from ending_clients)
        or client_id in (select client_id from ending_items where category = 'consents')
"""
# one that was merged with another is no second client
_CLIENTS = """
    select unnest([registered_on, $today]), unnest(['clients_registered', 'clients_destroyed']),
        unnest(['', $today::date::text])
    from clients where merged_into is null and id in (select client_id from ending_clients)
"""
