"""When a notice to a recipient (art. 19 GDPR) was opened, sent and settled: confirmed, or found disproportionate."""

# one that was opened before its day was kept was opened by the day it was sent, or with its request
NOTICE_DAYS_SQL = """
    select n.id, n.request_id, coalesce(n.opened_on, n.sent_on, r.received_on) as opened_on, n.sent_on,
        case n.state when 'confirmed' then coalesce(n.confirmed_on, n.sent_on)
            when 'disproportionate' then coalesce(w.happened_on, n.opened_on, r.received_on) end as settled_on
    from notices n
    join main.requests r on r.id = n.request_id
    left join (
        select about, max(happened_on) as happened_on from request_events where kind = 'notice_waived' group by about
    ) w on w.about = n.id
"""
UNSETTLED_SQL = "opened_on <= $today and (settled_on is null or settled_on > $today)"
"""Of those: what was opened by the end of this day and not settled by then."""
UNSENT_SQL = f"{UNSETTLED_SQL} and (sent_on is null or sent_on > $today)"
"""Of these: which were not even sent."""
