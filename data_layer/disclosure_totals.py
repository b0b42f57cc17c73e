"""What adds up in the register of disclosures: per recipient, per month, and what is still to be told."""

from dataclasses import dataclass, replace
from datetime import date

from data_layer.disclosures import (
    COUNTS,
    LACKS_AGREEMENT,
    OF_RECIPIENT,
    STRANGERS,
    TELL_BY,
    Filter,
    filtered,
    name_of,
)
from data_layer.paging import Chosen
from data_layer.rules.months import months_between
from data_layer.staff import Actor
from data_layer.transactions import Reader
from data_layer.vocabulary import Direction

_WHOM = f"""
    case when r.is_stranger then '{STRANGERS}' else r.code end as code,
    case when r.is_stranger then '' else r.name end as name
"""
MOST_MONTHS = 24  # on a screen; an export has them all


@dataclass(frozen=True, slots=True)
class Total:
    """What went to and came from one recipient: entries, the clients that each counts added up, entries with a flag.

    `name` is empty for STRANGERS. Of its `clients` so many have been destroyed since as are `forgotten`;
    `without_agreement` counts the entries that went out without an agreement that was valid on the day.
    """

    code: str
    name: str
    entries: int
    clients: int
    flagged: int
    forgotten: int
    without_agreement: int


@dataclass(frozen=True, slots=True)
class MonthTotal:
    """What went to, or came from, one recipient in one month: entries, the clients that each counts added up.

    `name` is empty for STRANGERS.
    """

    month: date
    direction: str
    code: str
    name: str
    entries: int
    clients: int


@dataclass(frozen=True, slots=True)
class Untold:
    """Entries of received data with somebody who must be told their source yet, and those whose last day is past.

    `received` counts all of which the source must be told, or was.
    """

    open: int
    late: int
    received: int


def totals(reader: Reader, actor: Actor, which: Filter) -> list[Total]:
    """Per recipient what the filter leaves, without what was annulled; the four of the statement always, and first."""
    where, facts = filtered(actor, which)
    return reader.all(
        Total,
        f"""
        with found as (
            select d.id, d.recipient_id, d.clients, len(d.flags) > 0 as flagged, d.forgotten,
                {LACKS_AGREEMENT} as lacks_agreement
            from disclosures d join recipients r on r.id = d.recipient_id
            where {COUNTS} and {where}
        )
        select {_WHOM}, count(f.id) as entries,
            coalesce(sum(f.clients), 0)::bigint as clients, count(f.id) filter (f.flagged) as flagged,
            coalesce(sum(f.forgotten), 0)::bigint as forgotten,
            count(f.id) filter (f.lacks_agreement) as without_agreement
        from recipients r
            left join found f on f.recipient_id = r.id
        group by 1, 2, r.in_statement having r.in_statement or count(f.id) > 0
        order by r.in_statement desc, min(r.id)
        """,  # noqa: S608 - fragments of this package
        **{"day": which.as_of, **facts},
    )


def month_totals(reader: Reader, actor: Actor, which: Filter) -> list[MonthTotal]:
    """Month by month what the filter leaves, without what was annulled: the oldest first, zeros included.

    The recipients are those of the privacy statement, and whoever else something went to or came from. Of a long
    period only the newest MOST_MONTHS.
    """
    months = the_months(reader, which)[-MOST_MONTHS:]
    if not months:
        return []
    which = replace(which, since=max(months[0], which.since or months[0]))
    sql, facts = _grouped(actor, which)
    return reader.all(
        MonthTotal,
        f"""
        with found as ({sql})
        select m.month, w.direction, {_WHOM}, coalesce(sum(f.entries), 0)::bigint as entries,
            coalesce(sum(f.clients), 0)::bigint as clients
        from (select unnest($months::date[]) as month) m
            cross join (select unnest($directions::varchar[]) as direction) w
            cross join recipients r
            left join found f on (f.month, f.direction, f.recipient_id) = (m.month, w.direction, r.id)
        where {OF_RECIPIENT} or ($recipient is null and (
            r.in_statement or (r.id, w.direction) in (select (recipient_id, direction) from found)))
        group by 1, 2, 3, 4, r.in_statement order by m.month, r.in_statement desc, min(r.id)
        """,  # noqa: S608 - fragments of this module
        months=months,
        directions=[which.direction] if which.direction else [way.value for way in Direction],
        **{"recipient": which.recipient, **facts},
    )


def chosen_month_totals(actor: Actor, which: Filter) -> Chosen:
    """The same as a list without zeros, for an export: figures, which say nothing of a restricted client."""
    sql, facts = _grouped(actor, which)
    return Chosen(
        f"""
        select strftime(f.month, '%Y-%m') || f.direction || r.code as number, f.month as sort_key, f.month, f.direction,
            {name_of(actor)} as recipient_name, f.entries, f.clients, false as is_restricted
        from ({sql}) f join recipients r on r.id = f.recipient_id
        """,  # noqa: S608 - fragments of this module
        facts,
    )


def the_months(reader: Reader, which: Filter) -> tuple[date, ...]:
    """The first days of the months that the filter's period covers, as far as there can be entries in them."""
    first = which.since or reader.value("select min(happened_on) from disclosures")
    return months_between(first, min(which.until or reader.today, reader.today)) if first else ()


def untold_counts(reader: Reader, day: date | None = None) -> Untold:
    """How many entries asked, on the day, that somebody be told the source, and for how many that was too late.

    Persons who have been destroyed since are left out.
    """
    return reader.one(
        Untold,
        f"""
        with found as (
            select {TELL_BY} < $day as is_late, d.id in (
                select p.disclosure_id from disclosure_clients p
                where coalesce(p.told_source_on > $day, true)
                    and p.disclosure_id in (select i.id from disclosures i where i.direction = 'in')) as is_untold
            from disclosures d
            where d.direction = 'in' and {COUNTS} and d.happened_on <= $day and d.source_exempt is null
        )
        select count(*) filter (is_untold) as open, count(*) filter (is_untold and is_late) as late,
            count(*) as received
        from found
        """,  # noqa: S608 - fragments of this package
        day=day or reader.today,
    ) or Untold(0, 0, 0)


def _grouped(actor: Actor, which: Filter) -> tuple[str, dict[str, object]]:
    """The one grouping by month, direction and recipient, with its facts."""
    where, facts = filtered(actor, which)
    sql = f"""
        select date_trunc('month', d.happened_on)::date as month, d.direction, d.recipient_id, count(*) as entries,
            sum(d.clients)::bigint as clients
        from disclosures d join recipients r on r.id = d.recipient_id
        where {COUNTS} and {where}
        group by all
    """  # noqa: S608 - fragments of this package
    return sql, {"day": which.as_of, **facts}
