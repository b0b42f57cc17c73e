"""What is due for deletion and belongs to no client: requests and complaints of who is not known here."""

from collections.abc import Iterator
from datetime import timedelta

from data_layer.oversight.figure import Figure, rows
from data_layer.rules.retention import RED_AFTER_DAYS
from data_layer.rules.sentences import say
from data_layer.transactions import Reader


def of_nobodys(reader: Reader) -> Iterator[Figure]:
    """The figures of cases of nobody, as they stand today."""
    found: dict[str, int] = reader.all(
        dict,
        """
        select count(*) as whole, count(*) filter (due_from <= $today) as due,
            count(*) filter (due_from <= $red) as red
        from due_cases where client_id is null
        """,
        today=reader.today,
        red=reader.today - timedelta(RED_AFTER_DAYS),
    )[0]
    what = say("Requests and complaints of persons who are no client here, and who count for no client.")
    in_list = say("The list has the cases of clients too.")
    yield Figure(
        code="nobodys_due",
        label=say("Cases of no client due for deletion"),
        meaning=say(
            "%(what)s Those whose day has come, and that were not destroyed. %(in_list)s", what=what, in_list=in_list
        ),
        value=found["due"],
        of=found["whole"],
        of_what=say("cases of no client"),
        rows=rows("retention", view="cases"),
    )
    yield Figure(
        code="nobodys_red",
        label=say("Cases of no client due for more than thirty days"),
        meaning=say(
            "%(what)s Those due for deletion for %(days)s days or more. %(in_list)s",
            what=what,
            days=RED_AFTER_DAYS,
            in_list=in_list,
        ),
        value=found["red"],
        of=found["due"],
        of_what=say("cases of no client"),
        rows=rows("retention", view="cases"),
        is_wrong=found["red"] > 0,
    )
