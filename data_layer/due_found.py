"""Which dates age what the store has: found in SQL, for all clients in the temporary table `scope` at once."""

from data_layer.categories import CATEGORIES, Category
from data_layer.fiscal_identities import PARTS, kept_sql
from data_layer.settings import Settings

RUNNING = "running"  # an agreement without an end date: nothing is due yet
OPEN = "open"  # a complaint that is not closed, a request that is not finished
REQUEST = "request"  # stands where a category would: what is found is of one request
REQUEST_MONTHS = 60  # of a client; the ceiling counts for it as for all records of that client
_OF_PERSON = [category for category in CATEGORIES if category.table == "clients"]


def found_sql(settings: Settings) -> str:
    """Per client and category that has data, and per request: what ages it, the term, and the date of the ceiling."""
    records = " union all ".join(_records_sql(category) for category in CATEGORIES if category not in _OF_PERSON)
    own = ", ".join(f"if({_filled(category)}, '{category.code}', null)" for category in _OF_PERSON)
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
        present as (
            select client_id, category, if(bool_or(is_open), null, max(own_on)) as own_on
            from ({records}) as records (client_id, category, own_on, is_open)
            where client_id in (select client_id from scope) group by client_id, category
            union all
            select client_id, category, null
            from (select id as client_id, unnest([{own}]) as category
                from clients t where id in (select client_id from scope))
            where category is not null
        ),
        found as (
            from present
            union all
            -- of whom only a number was kept, or is left, is to be forgotten too
            select client_id, '{CATEGORIES[0].code}', null from facts
            where client_id not in (
                select client_id from present
                union all select client_id from requests where client_id in (select client_id from scope))
        ),
        terms (category, trigger, months, months_without) as ({_terms_sql(settings)})
        select client_id, category, null::bigint as case_id,
            case
                when t.trigger = 'closed' then if(own_on is null, '{OPEN}', 'closed')
                when is_running then '{RUNNING}'
                when t.trigger = 'fiscal' then coalesce(fiscal_kind, 'registered')
                when has_agreement then 'agreement_end'
                when t.trigger = 'held_on' then 'own_date'
                else 'registered'
            end as trigger_kind,
            case
                when t.trigger = 'closed' then own_on
                when is_running then null
                when t.trigger = 'fiscal' then coalesce(fiscal_on, registered_on)
                when has_agreement then ended_on
                when t.trigger = 'held_on' then own_on
                else registered_on
            end as trigger_on,
            case
                when t.trigger = 'fiscal' then if(fiscal_on is null, t.months, null)
                when has_agreement then t.months
                else t.months_without
            end as months,
            fiscal_on as ceiling_on
        from found join facts using (client_id) join terms t using (category)
        union all
        select r.client_id, '{REQUEST}', r.id, if(r.finished_on is null, '{OPEN}', 'finished'), r.finished_on,
            {REQUEST_MONTHS}, f.fiscal_on
        from requests r join facts f on f.client_id = r.client_id
    """


def _terms_sql(settings: Settings) -> str:
    """Per category what its term counts from, and the term: with an agreement, and without any."""
    rows = []
    for category in CATEGORIES:
        months = settings.months(category)
        without = months if category.months_without is None else category.months_without
        rows.append(f"('{category.code}', '{category.trigger}', {_integer(months)}, {_integer(without)})")
    return "values " + ", ".join(rows)


def _integer(months: int | None) -> str:
    return "null::integer" if months is None else f"{months}"


def _records_sql(category: Category) -> str:
    """The records of the category: whose, the day of its own that ages each if it has one, and whether it is open."""
    days = {"held_on": "held_on, false", "closed": "closed_on, closed_on is null"}
    own = f"'{category.code}' as category, {days.get(category.trigger, 'null::date, false')}"
    sources = [kind.table for kind in category.kinds] + ([kept_sql(category.code)] if category.code in PARTS else [])
    return " union all ".join(f"select client_id, {own} from {source}" for source in sources)


def _filled(category: Category) -> str:
    """Whether there is something of the category, be it out of ordinary sight."""
    here = [f"t.{field.column} is not null" for field in category.fields]
    put_away = [f"t.id in {kept_sql(category.code)}"] if category.code in PARTS else []
    return " or ".join((*here, *put_away))
