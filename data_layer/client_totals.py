"""How many clients there are, and how many of them are of the kinds that matter most."""

from dataclasses import dataclass

from data_layer.transactions import Reader


@dataclass(frozen=True, slots=True)
class Totals:
    """How many clients there are, how many have a course that runs, how many are restricted (art. 18).

    One that was merged with another is no second client.
    """

    total: int
    in_course: int
    restricted: int


def totals(reader: Reader) -> Totals:
    """The clients of today."""
    return reader.one(
        Totals,
        """
        select count(*) as total,
            (select count(distinct client_id) from agreements
                where coalesce(started_on, $today) <= $today and coalesce(ended_on, $today) >= $today) as in_course,
            count(*) filter (restricted_since is not null) as restricted
        from clients where merged_into is null
        """,
        today=reader.today,
    ) or Totals(0, 0, 0)
