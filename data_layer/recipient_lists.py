"""The list of recipients: who they are, until when it is agreed, what went there."""

from dataclasses import dataclass
from datetime import date

from data_layer.paging import Chosen, Order, Page, Position, newest_first, page_of
from data_layer.recipient_agreements import agreement_standing
from data_layer.rules.agreements import Standing, State, lacks
from data_layer.rules.sentences import Sentence, say
from data_layer.transactions import Reader


@dataclass(frozen=True, slots=True)
class Row:
    """One recipient in the list, by its code as `number`.

    `agreement` says whether one is valid, `agreement_until` its last day; `last_out` is when data last went there,
    `entries` counts those of this year in the register, both ways.
    """

    number: str
    name: str
    legal_name: str
    country: str
    role: str
    in_statement: bool
    active: bool
    agreement: State
    agreement_until: date | None
    last_out: date | None
    entries: int

    @property
    def lacks_agreement(self) -> bool:
        """A processor without a valid agreement: nothing can be delivered there (art. 28(3))."""
        return lacks(self.role, Standing(self.agreement))

    @property
    def flags(self) -> list[str]:
        """What stands out, as codes of FLAG_LABELS; once the exchange has ended nothing else does."""
        if not self.active:
            return ["ended"]
        stands_out = {
            "no_agreement": self.lacks_agreement,
            "ending": self.agreement == "ending",
            "unnamed": not self.in_statement,
        }
        return [code for code, does in stands_out.items() if does]


FLAG_LABELS: dict[str, Sentence] = {
    "no_agreement": say("no processor agreement"),
    "ending": say("agreement ends soon"),
    "unnamed": say("not in the privacy statement"),
    "ended": say("ended"),
}
"""What can stand out about a recipient, the most urgent first."""
ORDERS = {
    "usual": Order(
        say("as in the privacy statement"),
        """
        concat(case when r.active then '0' else '1' end,
            case when r.in_statement then '0' || r.id::text else '1' || lower(strip_accents(r.name)) end)
        """,
    ),
    "name": Order(say("by name"), "lower(strip_accents(r.name))"),
    "agreement": Order(say("agreement that ends first"), "coalesce(s.until, date '9999-12-31')"),
    "latest": newest_first(say("last delivery first"), "coalesce(c.last_out, date '1900-01-01')"),
    "most": Order(say("most entries first"), "-coalesce(c.entries, 0)"),
}
"""The ways to sort the list; the first is the usual one."""


def listed(reader: Reader, position: Position, *, order: str, strangers: bool = False) -> Page[Row]:
    """One page of the recipients, or of those that got data without being one: for those who may list clients."""
    return page_of(reader, Row, chosen_recipients(reader, order=order, strangers=strangers), position)


def chosen_recipients(reader: Reader, *, order: str, strangers: bool = False) -> Chosen:
    """All of them in this order, with the columns of a Row."""
    standings = agreement_standing(reader, reader.today)
    sql = f"""
        select r.code as number, r.name, r.legal_name, r.country, r.role, r.in_statement, r.active,
            coalesce(s.state, 'none') as agreement, s.until as agreement_until, c.last_out,
            coalesce(c.entries, 0) as entries, {ORDERS[order].sql} as sort_key
        from recipients r
            left join (
                select unnest($standing_of::bigint[]) as recipient_id, unnest($states::text[]) as state,
                    unnest($untils::date[]) as until
            ) s on s.recipient_id = r.id
            left join (
                select recipient_id, max(happened_on) filter (direction = 'out' and state = 'sent') as last_out,
                    count(*) filter (year(happened_on) = year($on_day)) as entries
                from disclosures where state <> 'annulled' group by recipient_id
            ) c on c.recipient_id = r.id
        where coalesce(r.is_stranger, false) = $strangers
    """  # noqa: S608 - fragments of this module
    facts = {
        "standing_of": list(standings),
        "states": [one.state for one in standings.values()],
        "untils": [one.until for one in standings.values()],
        "on_day": reader.today,
        "strangers": strangers,
    }
    return Chosen(sql, facts)
