"""What went to each recipient: per month, and added up over the period."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Literal

from data_layer import disclosure_totals
from data_layer.disclosure_totals import MonthTotal, Total
from data_layer.disclosures import STRANGERS, Filter
from data_layer.oversight.figure import Bar, Chart, Column, Rows, month_code, month_name, rows
from data_layer.oversight.row_filters import period_filters
from data_layer.rules.disclosure import FLAG_LABELS
from data_layer.rules.months import last_of
from data_layer.rules.periods import Period
from data_layer.rules.sentences import Fact, Sentence, say, say_n
from data_layer.staff import Actor
from data_layer.transactions import Reader

Counted = Literal["entries", "clients"]
_MOST_WITHOUT_YEAR = 12  # a month of two years needs its year


def charts(
    reader: Reader, actor: Actor, which: Filter, delivered: Sequence[Total], counted: dict[str, str]
) -> tuple[Chart, Chart]:
    """Both charts of what this filter leaves; `counted` is what a list must be told beside the recipient."""
    out = {"direction": "out", **counted}
    return _months(disclosure_totals.month_totals(reader, actor, which), which, out), _recipients(delivered, out)


def per_month(
    found: Sequence[MonthTotal],
    *,
    code: str,
    title: Sentence,
    meaning: Sentence,
    counted: Counted = "entries",
    leads_to: Mapping[tuple[str, str], Rows] | None = None,
    none: Sentence | None = None,
) -> Chart:
    """Entries, or clients, per month and recipient, of rows that name each recipient in each month."""
    names = {one.code: _name(one) for one in found}
    months = list(dict.fromkeys(one.month for one in found))
    is_long = len(months) > _MOST_WITHOUT_YEAR
    return Chart(
        code=code,
        title=title,
        meaning=meaning,
        value_title=say("Disclosures") if counted == "entries" else say("Clients"),
        codes=tuple(map(month_code, months)),
        columns=(
            Column("month", say("Month"), tuple(month_name(month, long=True) for month in months), "text"),
            *(
                Column(whom, name, tuple(_number(one, counted) for one in found if one.code == whom))
                for whom, name in names.items()
            ),
        ),
        bars=tuple(
            Bar(
                month_code(one.month),
                month_name(one.month, long=is_long),
                _number(one, counted),
                say(
                    "%(name)s: %(entries)s, together %(clients)s",
                    name=_name(one),
                    entries=say_n("%(n)s disclosure", "%(n)s disclosures", one.entries),
                    clients=say_n("%(n)s client", "%(n)s clients", one.clients),
                ),
                part=_name(one),
                part_code=one.code,
            )
            for one in found
        ),
        leads_to=leads_to or {},
        none=none,
    )


def _name(one: Total | MonthTotal) -> Fact:
    return FLAG_LABELS[STRANGERS] if one.code == STRANGERS else one.name


def _number(one: MonthTotal, counted: Counted) -> int:
    return one.entries if counted == "entries" else one.clients


def _months(found: Sequence[MonthTotal], which: Filter, out: dict[str, str]) -> Chart:
    found = found if any(one.entries for one in found) else ()
    codes = ("", *dict.fromkeys(one.code for one in found))
    chart = per_month(
        found,
        code="delivered_months",
        title=say("Disclosures per month and recipient"),
        meaning=say("The entries of the register that count, by the day on which the data went out."),
        leads_to={
            (month_code(month), code): _of_month(month, code, which, out)
            for month in dict.fromkeys(one.month for one in found)
            for code in codes
        },
        none=say("Nothing went out in this period."),
    )
    return replace(chart, short=say("Disclosures per month"))


def _of_month(month: date, code: str, which: Filter, out: dict[str, str]) -> Rows:
    since, until = max(month, which.since or month), min(last_of(month), which.until or date.max)
    return rows(
        "disclosures", **{**out, **period_filters(Period(since, until)), **({"recipient": code} if code else {})}
    )


def _recipients(found: Sequence[Total], out: dict[str, str]) -> Chart:
    """Only a table: the figures are of too different a size to draw."""
    return Chart(
        code="delivered_recipients",
        title=say("Disclosures per recipient"),
        meaning=say("What went to each recipient in this period; those of the privacy statement always."),
        value_title=say("Disclosures"),
        codes=tuple(one.code for one in found),
        columns=(
            Column("recipient", say("Recipient"), tuple(map(_name, found)), "text"),
            Column("entries", say("Disclosures"), tuple(one.entries for one in found)),
            Column(
                "clients",
                say("Clients"),
                tuple(one.clients for one in found),
                meaning=say("The clients that each disclosure is about, added up."),
            ),
            Column(
                "without_agreement",
                say("Without a valid agreement"),
                tuple(one.without_agreement for one in found),
                meaning=say("Where an agreement is needed (art. 28 or 26 GDPR) and none was valid on the day."),
            ),
            Column("flagged", say("With a remark of the desk"), tuple(one.flagged for one in found)),
        ),
        leads_to={
            (one.code, column): rows("disclosures", recipient=one.code, **out, **more)
            for one in found
            for column, more in (
                ("", {}),
                ("without_agreement", {"lacks_agreement": "yes"}),
                ("flagged", {"is_flagged": "yes"}),
            )
        },
    )
