"""What an export adds to the rows of a list, in SQL around the list's own."""

from datetime import date

from data_layer.categories import OWN_FIELDS
from data_layer.disclosures import TELL_BY, UNTOLD
from data_layer.due_categories import DUE_CATEGORIES
from data_layer.paging import Chosen
from data_layer.retention import ITEMS, Span

_OF_CARD = (
    ", ".join(f"c.{column}" for column in OWN_FIELDS if column not in ("first_names", "prefix", "surname"))
    + ", c.source"
)
_NAMED = "c.first_names, c.prefix, c.surname, c.restricted_since is not null as is_restricted"


def with_names(chosen: Chosen) -> Chosen:
    """The parts of the name of the client that `client_id` points at."""
    return Chosen(f"select f.*, {_NAMED} from ({chosen.sql}) f join clients c on c.id = f.client_id", chosen.facts)


def with_categories(chosen: Chosen, span: Span) -> Chosen:
    """For clients by `id`: their names, and the categories that fall due within the span."""
    sql = f"""
        select f.*, {_NAMED}, d.categories
        from ({chosen.sql}) f join clients c on c.id = f.id left join (
            select client_id, list(category order by list_position($codes, category)) as categories
            from (
                select distinct client_id, category from {ITEMS}
                where due_from between $within_since and $within_until
            ) group by client_id
        ) d on d.client_id = f.id
    """
    codes = [category.code for category in DUE_CATEGORIES]
    return Chosen(sql, {**chosen.facts, "within_since": span.since, "within_until": span.until, "codes": codes})


def with_client(chosen: Chosen, today: date, *, also_merged: bool = False) -> Chosen:
    """For clients by `id`: their own facts, when their course was, and where they can be reached now.

    Of a client that went into another one only what was recorded otherwise is left; it comes when asked for.
    """
    sql = f"""
        select f.*, {_NAMED}, {_OF_CARD}, a.started_on, a.ended_on, home.street, home.house_number,
            home.postcode, home.city, home.country, p.phone, e.email
        from ({chosen.sql}) f join clients c on c.id = f.id
        left join (
            select client_id, min(started_on) as started_on,
                case when bool_and(ended_on is not null) then max(ended_on) end as ended_on
            from agreements group by client_id
        ) a on a.client_id = f.id
        left join (
            select client_id, unnest(arg_max(
                {{'street': street, 'house_number': house_number, 'postcode': postcode, 'city': city,
                    'country': country}},
                (kind = 'home', coalesce(valid_from, date '0001-01-01'), id)
            ))
            from addresses where valid_until is null or valid_until >= $lives_on group by client_id
        ) home on home.client_id = f.id
        left join (select client_id, arg_max(phone, id) as phone from phones group by client_id) p
            on p.client_id = f.id
        left join (select client_id, arg_max(email, id) as email from emails group by client_id) e
            on e.client_id = f.id
        where c.merged_into is null or $also_merged
    """
    return Chosen(sql, {**chosen.facts, "lives_on": today, "also_merged": also_merged})


def with_only_client(chosen: Chosen, client_number: str | None) -> Chosen:
    """For disclosures by `id`: the number of the client, where it is about one, and until when to tell the source.

    An entry is of a restricted client when it is about that one only, or when the list is of that client.
    """
    sql = f"""
        select f.*, c.number as client_number, c.restricted_since is not null or exists (
            select 1 from clients where number = $of_client and restricted_since is not null
        ) as is_restricted, u.tell_by
        from ({chosen.sql}) f
        left join (select d.id, {TELL_BY} as tell_by from disclosures d where {UNTOLD}) u on u.id = f.id
        left join (
            select disclosure_id, min(client_id) as client_id from disclosure_clients
            group by disclosure_id having count(*) = 1
        ) p on p.disclosure_id = f.id
        left join clients c on c.id = p.client_id
    """
    return Chosen(sql, {**chosen.facts, "of_client": client_number})


def with_breach(chosen: Chosen) -> Chosen:
    """For breaches by `id`: what is known of each and what was done about it. They are about no client alone."""
    sql = f"""
        select f.*, b.categories, b.consequences, b.measures, b.told_authority_at, b.authority_reference,
            b.delay_reason, b.why_not_told, b.told_persons_at, b.why_persons_not_told, false as is_restricted
        from ({chosen.sql}) f join breaches b on b.id = f.id
    """
    return Chosen(sql, chosen.facts)
