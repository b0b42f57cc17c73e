"""How many clients there are, and how many of them are of the kinds that matter most."""

from dataclasses import dataclass

from data_layer.client_states import IN_COURSE
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
        f"""
        select count(*) as total,
            (select count(distinct client_id) from agreements where {IN_COURSE}) as in_course,
            count(*) filter (restricted_since is not null) as restricted
        from clients where merged_into is null
        """,  # noqa: S608 - a fragment of the states
        today=reader.today,
    ) or Totals(0, 0, 0)
