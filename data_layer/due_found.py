"""Which dates age what the store has: found in SQL, for all clients in the temporary table `scope` at once."""

from data_layer.categories import CATEGORIES, Category
from data_layer.fiscal_identities import PARTS, kept_sql
from data_layer.settings import Settings

RUNNING = "running"  # an agreement without an end date: nothing is due yet
OPEN = "open"  # a complaint that is not closed, a request that is not finished
REQUEST = "request"  # stands where a category would: what is found is of one request
REQUEST_MONTHS = 60  # of a client; the ceiling counts for it as for all records of that client


def found_sql(settings: Settings) -> str:
    """Per client and category that has data, and per request: what ages it, the term, and the date of the ceiling."""
    parts = " union all ".join(_category_sql(category, settings) for category in CATEGORIES)
    return f"""
        with end_of as (
            select client_id, max(ended_on) as ended_on, bool_or(ended_on is null) as is_running
            from agreements where client_id in (select client_id from scope) group by client_id
        ),
        fiscal_dates as (
            select client_id, 1 as rank, 'agreement_end' as kind, ended_on as day from end_of
            union all
            select client_id, 2, 'last_lesson', max(held_on) from attendance
            where invoiced and client_id in (select client_id from scope) group by client_id
            union all
            select client_id, i.rank, i.kind, max(i.day)
            from (
                select client_id, unnest([3, 4, 5, 6, 7]) as rank,
                    unnest(['invoice', 'credit_note', 'payment', 'instalment_end', 'write_off']) as kind,
                    unnest([issued_on, credited_on, paid_on, instalments_end_on, written_off_on]) as day
                from invoices where client_id in (select client_id from scope)
            ) as i group by all
            union all
            select client_id, 5, 'payment', max(paid_on) from payments
            where client_id in (select client_id from scope) group by client_id
        ),
        last_relevant as (
            select client_id, arg_min(kind, rank) as kind, any_value(day) as day
            from (
                select *, max(day) over (partition by client_id) as latest from fiscal_dates where day is not null
            )
            where day = latest group by client_id
        ),
        -- what stayed of a client that was merged ages as the client it went into: they are one person
        persons as (
            select id as client_id, coalesce(merged_into, id) as person_id,
                max(registered_on) over (partition by coalesce(merged_into, id)) as registered_on
            from clients where id in (select client_id from scope)
        ),
        facts as (
            select p.client_id, p.registered_on, e.client_id is not null as has_agreement,
                coalesce(e.is_running, false) as is_running, e.ended_on,
                case when not coalesce(e.is_running, false) then r.kind end as fiscal_kind,
                case when not coalesce(e.is_running, false) then r.day end as fiscal_on
            from persons p
            left join end_of e on e.client_id = p.person_id
            left join last_relevant r on r.client_id = p.person_id
        ),
        found as materialized (
            select client_id, category, null::bigint as case_id, trigger_kind, trigger_on, months,
                fiscal_on as ceiling_on
            from ({parts})
            union all
            select r.client_id, '{REQUEST}', r.id, if(r.finished_on is null, '{OPEN}', 'finished'), r.finished_on,
                {REQUEST_MONTHS}, f.fiscal_on
            from requests r join facts f on f.client_id = r.client_id
        )
        from found
        union all
        -- of whom only a number was kept, or is left, is to be forgotten too
        select client_id, category, null, trigger_kind, trigger_on, months, fiscal_on
        from ({_category_sql(CATEGORIES[0], settings, "t.id not in (select client_id from found)")})
    """


def _category_sql(category: Category, settings: Settings, filled: str | None = None) -> str:
    months = settings.months(category)
    if category.trigger == "fiscal":
        term = "null::integer" if months is None else f"case when f.fiscal_on is null then {months} end"
    elif category.months_without is None:
        term = f"{months}"
    else:
        term = f"case when f.has_agreement then {months} else {category.months_without} end"
    if category.table == "clients":
        filled = filled or _filled(category)
        source = f"facts f join clients t on t.id = f.client_id and ({filled})"
    else:
        own = {
            "held_on": "max(held_on)",
            "closed": "case when bool_and(closed_on is not null) then max(closed_on) end",
        }
        union = "".join(f" union all select client_id from {kind.table}" for kind in category.kinds[1:])
        union += f" union all {kept_sql(category.code)}" if category.code in PARTS else ""
        date_column = own.get(category.trigger)
        table = f"(select client_id from {category.table}{union})" if date_column is None else category.table
        source = (
            f"facts f join (select client_id, {date_column or 'null::date'} as own_on from {table}"
            " where client_id in (select client_id from scope) group by client_id) t using (client_id)"
        )
    kind, on = {
        "fiscal": (
            f"case when f.is_running then '{RUNNING}' else coalesce(f.fiscal_kind, 'registered') end",
            "case when not f.is_running then coalesce(f.fiscal_on, f.registered_on) end",
        ),
        "end": (
            f"case when f.is_running then '{RUNNING}' when f.has_agreement then 'agreement_end' else 'registered' end",
            "case when f.is_running then null when f.has_agreement then f.ended_on else f.registered_on end",
        ),
        "held_on": (
            f"case when f.is_running then '{RUNNING}' when f.has_agreement then 'agreement_end' else 'own_date' end",
            "case when f.is_running then null when f.has_agreement then f.ended_on else own_on end",
        ),
        "closed": (f"case when own_on is null then '{OPEN}' else 'closed' end", "own_on"),
    }[category.trigger]
    return (
        f"select f.client_id, '{category.code}' as category, {kind} as trigger_kind, {on} as trigger_on,"
        f" {term} as months, f.fiscal_on from {source}"
    )


def _filled(category: Category) -> str:
    """Whether there is something of the category, be it out of ordinary sight."""
    here = [f"t.{field.column} is not null" for field in category.fields]
    put_away = [f"t.id in {kept_sql(category.code)}"] if category.code in PARTS else []
    return " or ".join((*here, *put_away))
