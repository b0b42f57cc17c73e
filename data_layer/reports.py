"""What adds up: the figures of the overview. Only reads, and only of columns."""

from dataclasses import dataclass
from datetime import date

from data_layer.rules.working_days import add_months
from data_layer.transactions import Reader


@dataclass(frozen=True, slots=True)
class Clients:
    """How many clients there are, how many have a course that runs, how many are restricted (art. 18)."""

    total: int
    in_course: int
    restricted: int


@dataclass(frozen=True, slots=True)
class OnTime:
    """Of the requests whose legal day lay in the twelve months before today: how many were answered by that day.

    Those not answered count as not on time; those withdrawn are left out and counted apart.
    """

    since: date
    due: int
    on_time: int
    on_safe_time: int
    withdrawn: int


@dataclass(frozen=True, slots=True)
class Disclosed:
    """What one recipient got in a year: entries that were not annulled, and the clients in them, each time counted."""

    code: str
    name: str
    entries: int
    clients: int


def clients(reader: Reader) -> Clients:
    """The number of clients and of the two kinds that matter most."""
    return reader.one(
        Clients,
        """
        select count(*) as total,
            (select count(distinct client_id) from agreements
                where coalesce(started_on, $today) <= $today and coalesce(ended_on, $today) >= $today) as in_course,
            count(*) filter (restricted_since is not null) as restricted
        from clients
        """,
        today=reader.today,
    ) or Clients(0, 0, 0)


def on_time(reader: Reader) -> OnTime:
    """The share answered in time over the last twelve months, with its denominator."""
    since = add_months(reader.today, -12)
    return reader.one(
        lambda **row: OnTime(since=since, **row),
        """
        select count(*) filter (outcome is distinct from 'withdrawn') as due,
            count(*) filter (outcome is distinct from 'withdrawn' and answered_on <= legal_last_day) as on_time,
            count(*) filter (outcome is distinct from 'withdrawn' and answered_on <= safe_last_day) as on_safe_time,
            count(*) filter (outcome = 'withdrawn') as withdrawn
        from requests where legal_last_day >= $since and legal_last_day < $today
        """,
        since=since,
        today=reader.today,
    ) or OnTime(since, 0, 0, 0, 0)


def disclosed_per_recipient(reader: Reader, year: int) -> list[Disclosed]:
    """What each recipient got in that year; those of the privacy statement first."""
    return reader.all(
        Disclosed,
        """
        select r.code, r.name, count(d.id) as entries, coalesce(sum(d.clients), 0)::bigint as clients
        from recipients r
        left join disclosures d on d.recipient_id = r.id and d.direction = 'out' and d.state <> 'annulled'
            and d.happened_on >= make_date($year, 1, 1) and d.happened_on < make_date($year + 1, 1, 1)
        where r.active or d.id is not null
        group by r.id, r.code, r.name, r.in_statement order by r.in_statement desc, r.id
        """,
        year=year,
    )


def flagged_disclosures(reader: Reader) -> int:
    """Entries that say that something happened which should not have."""
    return int(reader.value("select count(*) from disclosures where len(flags) > 0 and state <> 'annulled'"))
