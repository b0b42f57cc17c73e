"""What falls due for deletion in the months and years ahead, as bars with their table."""

from collections.abc import Sequence
from datetime import date

from data_layer.oversight.figure import Bar, Chart, Column, month_code, month_name, rows
from data_layer.retention import Coming
from data_layer.rules.sentences import Fact, Sentence, say, say_n

NOW = "now"


def falls_due(
    ahead: Sequence[Coming],
    *,
    code: str,
    title: Sentence,
    meaning: Sentence,
    heading: Sentence,
    now: int | None = None,
    is_monthly: bool = False,
    none: Sentence | None = None,
) -> Chart:
    """Each year ahead, or month of one; before them `now`, if given: the clients of whom something is due already.

    `heading` is that of the column that names them. A year leads to its rows.
    """
    starts = [one.starts_on for one in ahead]
    has_now = now is not None
    codes = (*((NOW,) if has_now else ()), *(month_code(on) if is_monthly else str(on.year) for on in starts))
    clients = (*(() if now is None else (now,)), *(one.clients for one in ahead))
    leads_to = {} if is_monthly else {(year, ""): rows("retention", view="coming", year=year) for year in codes}
    if has_now:
        leads_to[NOW, ""] = rows("retention", view="due")
    return Chart(
        code=code,
        title=title,
        meaning=meaning,
        value_title=say("Clients"),
        codes=codes,
        columns=(
            Column("period", heading, _names(starts, has_now=has_now, is_monthly=is_monthly, long=True), "text"),
            Column("clients", say("Clients"), clients),
            Column(
                "whole",
                say("Of whom everything"),
                (*((None,) if has_now else ()), *(one.whole for one in ahead)),
                meaning=say("Clients of whom, from then on, everything is due for deletion."),
            ),
        ),
        bars=tuple(
            Bar(at, label, n, say_n("%(n)s client", "%(n)s clients", n), figure=n)
            for at, label, n in zip(codes, _names(starts, has_now=has_now, is_monthly=is_monthly), clients, strict=True)
        ),
        leads_to=leads_to,
        none=none,
    )


def _names(starts: Sequence[date], *, has_now: bool, is_monthly: bool, long: bool = False) -> tuple[Fact, ...]:
    of_spans = (month_name(on, long=long) if is_monthly else str(on.year) for on in starts)
    return (*((say("now"),) if has_now else ()), *of_spans)
