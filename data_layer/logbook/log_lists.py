"""The log as a list: when, who, which act, about what, why and how many; never a value, for the log has none."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pyarrow as pa

from data_layer import breaches, clients, fiscal_identity_looks, mailing, merging, records, staff_changes, terms
from data_layer.categories import RECORD_KINDS, label_of
from data_layer.log import Chain
from data_layer.paging import Chosen
from data_layer.requests.request_documents import DOCUMENT_LABELS, LETTERS
from data_layer.retention_kept import HOLD_LABELS
from data_layer.rules.checks import begins
from data_layer.rules.holds import HoldKind
from data_layer.rules.sentences import Sentence, say
from data_layer.statement_versions import WHY_NOT_ONLINE
from data_layer.transactions import Reader
from data_layer.vocabulary import OUTCOME_LABELS, PURPOSES

KIND_LABELS: dict[str, Sentence] = {
    "client": say("client"),
    "request": say("request"),
    "complaint": say("complaint"),
    "disclosure": say("disclosure"),
    "breach": say("data breach"),
    "batch": say("destruction"),
    "recipient": say("recipient"),
    "hold": say("hold"),
    "staff": say("member of staff"),
    "sign_ins": say("sign-ins"),
    "clock": say("clock"),
    "store": say("storage"),
    "retention": say("retention periods"),
    **{kind.code: label_of(kind) for kind in RECORD_KINDS.values()},
    "clients": say("clients"),
    "requests": say("requests"),
    "complaints": say("complaints"),
    "disclosures": say("disclosures"),
    "disclosure_months": say("disclosures per month"),
    "breaches": say("data breaches"),
    "recipients": say("recipients"),
    "due": say("due for deletion"),
    "due_cases": say("requests due for deletion"),
    "coming": say("falls due later"),
    "held": say("held"),
    "endless": say("without end date"),
    "batches": say("destructions"),
    "calendar": say("days for a calendar"),
    "digest": say("reminders"),
    "log": say("log"),
    "export": say("saved export"),
    "bsn": say("BSN"),
    "query": say("question of one's own"),
    "report": say("report"),
    "processing_register": say("record of processing"),
    "promise_check": say("check of a promise"),
    "statement_version": say("version of the privacy statement"),
}
"""What an act can be about; other kinds are told by their code."""
REASON_LABELS: dict[str, Sentence] = {
    **merging.REASONS,
    **clients.REVEAL_REASONS,
    **records.REASON_WORDS,
    **fiscal_identity_looks.REASONS,
    **terms.REASONS,
    **breaches.REOPENINGS,
    **mailing.PROBLEMS,
    **staff_changes.REASONS,
    **{str(kind): HOLD_LABELS[kind] for kind in HoldKind},
    **{str(kind): DOCUMENT_LABELS[kind] for kind in LETTERS},
    **{str(outcome): words for outcome, words in OUTCOME_LABELS.items()},
    **{f"purpose_{number}": words for number, words in PURPOSES.items()},
    "mistake": say("it was a mistake"),
    "access": say("answering the person's own request"),
    "other": say("another reason"),
    "fetched": say("fetched as a file"),
    "saved": say("saved"),
    "renamed": say("given another name"),
    "removed": say("removed"),
    "calendar": say("days for a calendar"),
    "closed": say("closed"),
    "expired": say("kept long enough"),
    "sealed": say("the month is over"),
    "never_happened": say("it never happened"),
    "nobody_found": say("nobody was found"),
    "past_restriction": say("despite a restriction"),
    "excess_approved": say("agreed that it is excessive"),
    "excess_declined": say("not agreed that it is excessive"),
    "schedule": say("at the set time"),
    "request": say("somebody asked for it"),
    "begun": say("begun"),
    "reviewed": say("reviewed"),
    "lifted": say("lifted"),
    "report_month": say("of a month"),
    "report_quarter": say("of a quarter"),
    "report_year": say("of a year"),
    "in_order": say("in order"),
    "not_in_order": say("not in order"),
    "published": say("recorded"),
    "put_online": say("on the website"),
    "taken_back": say("taken back"),
    **WHY_NOT_ONLINE,
    "none": say("none"),
}
"""Why something was done, where that is one of a list; other codes are told as they are."""


@dataclass(frozen=True, slots=True)
class Filter:
    """Which entries of the log to list, the newest first; `since` and `until` are days in Dutch time.

    With `client_number` those that are about one person: the client, and whoever was merged with it; their requests,
    complaints, disclosures, holds and destructions; every act that touched one of their records.
    """

    chain: Chain | None = None
    act: str | None = None
    staff_id: int | None = None
    since: date | None = None
    until: date | None = None
    client_number: str | None = None
    reason: str | None = None


_CLAUSES = {
    "chain": "l.chain = $chain",
    "act": "l.act = $act",
    "staff_id": "l.staff_id = $staff_id",
    "reason": "l.reason_code = $reason",
    "since": "l.happened_at >= $since",
    "until": "l.happened_at < $until",
    "client_number": """((l.subject_kind, l.subject_id) in (select kind, id from about)
        or l.chain = 'change' and l.seq in (select seq from record_changes where client_id in (select id from persons)))
    """,
}
_PERSONS = """
    with recursive kept as (
        select id, merged_into from clients where number = $client_number
        union select c.id, c.merged_into from clients c join kept on c.id = kept.merged_into
    ), persons as (
        select id from kept union select c.id from clients c join persons on c.merged_into = persons.id
    ), about as (
        select 'client' as kind, id from persons
        union select 'request', id from requests where client_id in (select id from persons)
        union select 'complaint', id from complaints where client_id in (select id from persons)
        union select 'hold', id from holds where client_id in (select id from persons)
        union select 'disclosure', disclosure_id from disclosure_clients where client_id in (select id from persons)
        union select 'batch', batch_id from batch_items where client_id in (select id from persons)
    )
"""


def entries(which: Filter) -> Chosen:
    """The entries that fit the filter, by number (`change-12`), as they stand in the log."""
    facts: dict[str, Any] = {
        name: getattr(which, name) for name in ("chain", "act", "staff_id", "client_number", "reason")
    }  # fmt: skip
    facts["since"] = which.since and begins(which.since)
    facts["until"] = which.until and begins(which.until + timedelta(1))
    facts = {name: fact for name, fact in facts.items() if fact is not None}
    sql = f"""
        {_PERSONS if which.client_number else ""}
        select l.chain || '-' || l.seq as number, l.chain, l.seq, l.happened_at, l.staff_id, l.act, l.subject_kind,
            l.subject_id, l.reason_code, l.fields, l.count as rows, l.bulk_digest,
            -epoch_us(l.happened_at) as sort_key
        from log l where {" and ".join(["true", *(_CLAUSES[name] for name in facts)])}
    """  # noqa: S608 - clauses of this module
    return Chosen(sql, facts)


def chosen_entries(which: Filter) -> Chosen:
    """The entries that fit the filter, each with the number of what it is about and its name, where it has these.

    A hold has the number of its client. What is about a restricted client, or about a request, complaint or hold of
    one, has `is_restricted`.
    """
    found = entries(which)
    return Chosen(_described(found.sql), found.facts)


def described(reader: Reader, found: pa.Table) -> list[dict[str, Any]]:
    """These entries in their order, each with who did it, and the number and name of what it is about."""
    with reader.lent(found_entries=found):
        return reader.all(
            dict[str, Any],
            f"select * from ({_described('select * from found_entries')}) order by sort_key, number",  # noqa: S608 - ours
        )


def _described(sql: str) -> str:
    return f"""
        select l.* replace (array_to_string(l.fields, ', ') as fields), coalesce(s.name, '') as staff,
            coalesce(
                c.number, r.number, k.number, hc.number, d.number, b.number, x.number, p.code, m.id::text
            ) as record,
            coalesce(p.name, m.name) as name,
            coalesce(c.restricted_since, rc.restricted_since, kc.restricted_since, hc.restricted_since) is not null
                as is_restricted
        from ({sql}) l left join staff s on s.id = l.staff_id
            left join clients c on l.subject_kind = 'client' and c.id = l.subject_id
            left join requests r on l.subject_kind = 'request' and r.id = l.subject_id
            left join clients rc on rc.id = r.client_id
            left join complaints k on l.subject_kind = 'complaint' and k.id = l.subject_id
            left join clients kc on kc.id = k.client_id
            left join holds h on l.subject_kind = 'hold' and h.id = l.subject_id
            left join clients hc on hc.id = h.client_id
            left join disclosures d on l.subject_kind = 'disclosure' and d.id = l.subject_id
            left join batches b on l.subject_kind = 'batch' and b.id = l.subject_id
            left join breaches x on l.subject_kind = 'breach' and x.id = l.subject_id
            left join recipients p on l.subject_kind = 'recipient' and p.id = l.subject_id
            left join staff m on l.subject_kind = 'staff' and m.id = l.subject_id
    """  # noqa: S608 - the SQL of this module
