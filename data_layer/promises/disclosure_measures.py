"""What the register of disclosures says of the promises: remarks of one kind, and who got data unnamed."""

from collections.abc import Iterator

from data_layer.oversight.figure import Figure, Rows, rows
from data_layer.rules.periods import Period
from data_layer.rules.sentences import Sentence, say
from data_layer.transactions import Reader

FLAGS: dict[str, Sentence] = {
    "stranger": say("Disclosures to who is no recipient"),
    "outside_eea": say("Disclosures outside the EEA"),
    "no_purpose": say("Disclosures without a purpose of the statement"),
    "other_purpose": say("Disclosures for another purpose than agreed"),
    "no_ground": say("Disclosures without a ground"),
    "other_ground": say("Disclosures on another ground than agreed"),
    "never_category": say("Disclosures of data that this recipient never gets"),
    "bsn_not_duo": say("Disclosures of the BSN to another than DUO"),
    "no_consent": say("Disclosures without the consent they rest on"),
    "objection": say("Disclosures against an objection"),
}
"""The remarks of the register that speak against a promise, each as the figure that counts it."""


def of_disclosures(reader: Reader, period: Period) -> Iterator[Figure]:
    """The figures of entries in the period; annulled ones are left out."""
    days = {"since": period.since, "until": period.until}
    of = _entries(reader, period)
    counts = _flagged(reader, period)
    for flag, label in FLAGS.items():
        yield Figure(
            code=flag,
            label=label,
            meaning=say("Entries of the last twelve months that were not annulled and that the desk flagged for this."),
            value=counts.get(flag, 0),
            of=of,
            of_what=say("entries"),
            rows=_entries_listed(period, flag=flag),
            is_wrong=bool(counts.get(flag)),
        )
    yield Figure(
        code="unnamed_recipients",
        label=say("Recipients that the statement does not name"),
        meaning=say(
            "Recipients with whom data were exchanged in the last twelve months, but for strangers. The list"
            " has all recipients."
        ),
        value=reader.value(
            """
            select count(distinct r.id) from recipients r join disclosures d on d.recipient_id = r.id
            where not r.in_statement and not coalesce(r.is_stranger, false)
                and d.state <> 'annulled' and d.happened_on between $since and $until
            """,
            **days,
        ),
        of=reader.value(
            """
            select count(distinct r.id) from recipients r join disclosures d on d.recipient_id = r.id
            where not coalesce(r.is_stranger, false)
                and d.state <> 'annulled' and d.happened_on between $since and $until
            """,
            **days,
        ),
        of_what=say("recipients"),
        rows=rows("recipients"),
    )


def _entries(reader: Reader, period: Period) -> int:
    return int(
        reader.value(
            "select count(*) from disclosures where state <> 'annulled' and happened_on between $since and $until",
            since=period.since,
            until=period.until,
        )
    )


def _flagged(reader: Reader, period: Period) -> dict[str, int]:
    found = reader.all(
        lambda flag, n: (str(flag), int(n)),
        """
        select flag, count(*) as n
        from (select unnest(flags) as flag from disclosures
              where state <> 'annulled' and happened_on between $since and $until)
        group by flag
        """,
        since=period.since,
        until=period.until,
    )
    return dict(found)


def _entries_listed(period: Period, flag: str) -> Rows:
    return rows(
        "disclosures",
        flag=flag,
        state="counting",
        since=period.since.isoformat(),
        until=period.until.isoformat(),
    )
