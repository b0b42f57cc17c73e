"""What adds up: the figures of the overview. Only reads, and only of columns."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from data_layer.rules.months import first_of_twelve_months, twelve_months
from data_layer.transactions import Reader


@dataclass(frozen=True, slots=True)
class Clients:
    """How many clients there are, how many have a course that runs, how many are restricted (art. 18).

    One that was merged with another is no second client.
    """

    total: int
    in_course: int
    restricted: int


@dataclass(frozen=True, slots=True)
class OnTime:
    """Of the requests whose legal day lay in a window before today: how many were answered by that day.

    Those not answered count as not on time; those withdrawn are left out and counted apart. `since` is the first day
    of the window: of twelve months, or of one of them.
    """

    since: date
    due: int
    on_time: int
    on_safe_time: int
    withdrawn: int

    @property
    def share(self) -> int | None:
        """In whole percents, downwards: only when all were on time is it 100. None where none was due."""
        return 100 * self.on_time // self.due if self.due else None


def clients(reader: Reader) -> Clients:
    """The number of clients and of the two kinds that matter most."""
    return reader.one(
        Clients,
        """
        select count(*) as total,
            (select count(distinct client_id) from agreements
                where coalesce(started_on, $today) <= $today and coalesce(ended_on, $today) >= $today) as in_course,
            count(*) filter (restricted_since is not null) as restricted
        from clients where merged_into is null
        """,
        today=reader.today,
    ) or Clients(0, 0, 0)


def on_time_per_month(reader: Reader) -> list[OnTime]:
    """The last twelve months up to today, the oldest first: each with its denominator, which may be zero.

    Requests that have been destroyed since count as they did before.
    """
    found: list[OnTime] = reader.all(
        OnTime,
        """
        select since, coalesce(sum(due), 0)::integer as due, coalesce(sum(on_time), 0)::integer as on_time,
            coalesce(sum(on_safe_time), 0)::integer as on_safe_time, coalesce(sum(withdrawn), 0)::integer as withdrawn
        from (
            select date_trunc('month', legal_last_day)::date as since,
                count(*) filter (outcome is distinct from 'withdrawn') as due,
                count(*) filter (outcome is distinct from 'withdrawn' and answered_on <= legal_last_day) as on_time,
                count(*) filter (outcome is distinct from 'withdrawn' and answered_on <= safe_last_day) as on_safe_time,
                count(*) filter (outcome = 'withdrawn') as withdrawn
            from requests where legal_last_day >= $since and legal_last_day < $today
            group by 1
            union all
            -- those that have been destroyed since
            select month, sum(value) filter (name = 'requests_judged'), sum(value) filter (name = 'requests_on_time'),
                sum(value) filter (name = 'requests_on_safe_time'), sum(value) filter (name = 'requests_withdrawn')
            from monthly_figures where month >= $since
                and name in ('requests_judged', 'requests_on_time', 'requests_on_safe_time', 'requests_withdrawn')
            group by 1
        )
        group by 1
        """,
        since=first_of_twelve_months(reader.today),
        today=reader.today,
    )
    per_month = {month.since: month for month in found}
    return [per_month.get(month, OnTime(month, 0, 0, 0, 0)) for month in twelve_months(reader.today)]


def added_up(months: Sequence[OnTime]) -> OnTime:
    """The twelve months together."""
    return OnTime(
        months[0].since,
        sum(month.due for month in months),
        sum(month.on_time for month in months),
        sum(month.on_safe_time for month in months),
        sum(month.withdrawn for month in months),
    )


def flagged_disclosures(reader: Reader) -> int:
    """Entries that say that something happened which should not have."""
    return int(reader.value("select count(*) from disclosures where len(flags) > 0 and state <> 'annulled'"))
