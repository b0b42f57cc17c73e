"""Checks the whole store: the log's chains, rows without their parent, and every derived column against its rule."""

from collections.abc import Callable, Iterator

import click

from data_layer import due
from data_layer.backups.ledger import Ledger
from data_layer.backups.ledger_lines import number_in
from data_layer.carrying_out import notice_steps, whose
from data_layer.categories import RECORD_KINDS
from data_layer.command_line import end_check, opened, tell
from data_layer.complaints.complaint_history import gone_astray as complaints_astray
from data_layer.complaints.complaint_history import with_wrong_days
from data_layer.destroying import certificate
from data_layer.errors import StoreUnavailable
from data_layer.logbook.log_checks import wrong_with_the_log
from data_layer.logbook.log_notes import taken_away
from data_layer.parents import PARENTS
from data_layer.requests import identity_checks, request_documents
from data_layer.requests.request_history import gone_astray
from data_layer.rules.access import Act
from data_layer.rules.searching import folded
from data_layer.rules.sentences import Sentence, say, say_n
from data_layer.staff import THE_DESK, Actor
from data_layer.store import Store
from data_layer.transactions import Change, Reader


def findings(store: Store, actor: Actor, *, of_backup: bool = False) -> list[Sentence]:
    """Everything in the store, or in a backup, that is not as it should be; empty when all is well."""
    with store.rehearsal().change(actor, Act.STORE_VERIFY) as work:
        checks: tuple[Callable[[Change], Iterator[Sentence]], ...] = (
            lambda reader: wrong_with_the_log(reader, store.log_key, of_backup=of_backup),
            _orphans,
            _lost_cases,
            _twice,
            _miscounted,
            _files_astray,
            request_documents.astray,
            _misspelt,
            _wrong_segments,
            _wrong_days,
            identity_checks.astray,
            notice_steps.astray,
            whose.astray,
            _wrong_due,
            certificate.astray,
            lambda reader: _ledger_astray(reader, store.ledger),
        )
        return [sentence for check in checks for sentence in check(work)]


def _orphans(reader: Reader) -> Iterator[Sentence]:
    for table, parents in PARENTS.items():
        for column, parent in parents:
            n = reader.value(
                f"select count(*) from {table} t anti join {parent} p on p.id = t.{column}"  # noqa: S608 - declared above
                f" where t.{column} is not null"
            )
            if n:
                yield say_n(
                    "One row of %(table)s points at a row of %(parent)s that is not there.",
                    "%(n)s rows of %(table)s point at rows of %(parent)s that are not there.",
                    n,
                    table=table,
                    parent=parent,
                )


def _lost_cases(reader: Reader) -> Iterator[Sentence]:
    n = reader.value(
        """
        select count(*) from due_cases d
        where d.kind = 'request' and not exists (from requests r where r.id = d.case_id)
            or d.kind = 'complaint' and not exists (from complaints c where c.id = d.case_id)
        """
    )
    if n:
        yield say_n(
            "One retention date is of a request or complaint that is not there.",
            "%(n)s retention dates are of requests or complaints that are not there.",
            n,
        )


_WITH_IDS = (
    "staff",
    "recipients",
    "disclosures",
    "holds",
    "request_events",
    "request_documents",
    "identity_checks",
    "notices",
    "searched_places",
    "redactions",
    "complaint_events",
    "consents",
    "fiscal_identities",
    "statement_versions",
)


def _twice(reader: Reader) -> Iterator[Sentence]:
    for table, column in (
        ("clients", "bsn"),
        ("disclosures", "number"),
        ("complaints", "number"),
        ("breaches", "number"),
        *((table, "id") for table in (*_WITH_IDS, *RECORD_KINDS)),
        ("recipients", "code"),
        ("statement_versions", "dated"),
    ):
        n = reader.value(
            f"select count(*) from (select {column} from {table} where {column} is not null"  # noqa: S608 - declared above
            f" group by {column} having count(*) > 1)"
        )
        if n:
            yield say_n(
                "One value of %(column)s occurs more than once in %(table)s.",
                "%(n)s values of %(column)s occur more than once in %(table)s.",
                n,
                column=column,
                table=table,
            )


def _miscounted(reader: Reader) -> Iterator[Sentence]:
    n = reader.value(
        """
        select count(*) from disclosures d
        left join (select disclosure_id, count(*) as clients from disclosure_clients group by disclosure_id) c
            on c.disclosure_id = d.id
        where d.clients <> coalesce(c.clients, 0) + coalesce(d.forgotten, 0)
        """
    )
    if n:
        yield say_n(
            "One disclosure does not count its clients rightly.",
            "%(n)s disclosures do not count their clients rightly.",
            n,
        )


def _files_astray(reader: Reader) -> Iterator[Sentence]:
    n = reader.value(
        """
        select count(*) from disclosures d full join delivery_files f on f.disclosure_id = d.id
        where d.state = 'made' and d.selection is not null and f.disclosure_id is null
            or f.disclosure_id is not null and (d.id is null or d.state <> 'made' or sha256(f.body) <> d.file_digest)
        """
    )
    if n:
        yield say_n(
            "The file of one delivery is not as it should be: it is missing, should be gone, or was changed.",
            "The files of %(n)s deliveries are not as they should be: missing, not gone, or changed.",
            n,
        )


def _misspelt(reader: Reader) -> Iterator[Sentence]:
    names = reader.table(
        """
        select distinct concat_ws(' ', first_names, prefix, surname, call_name) as name, search_name from clients
        """
    ).to_pylist()
    n = sum(folded(row["name"]) != row["search_name"] for row in names)
    if n:
        yield say_n(
            "One client cannot be found by name: the search name is not the name's.",
            "%(n)s clients cannot be found by name: their search names are not their names'.",
            n,
        )


def _wrong_due(work: Change) -> Iterator[Sentence]:
    """Rewrites everything that follows from facts, in the rehearsal, and compares."""
    for name, (columns, table) in _DERIVED.items():
        work.execute(f"create or replace temp table {name} as select {columns} from {table}")  # noqa: S608 - declared
    due.refresh(work)
    n = 0
    for name, (columns, table) in _DERIVED.items():
        n += work.value(
            f"""
            select count(*) from (
                (select {columns} from {table} except all select * from {name})
                union all (select * from {name} except all select {columns} from {table})
            )
            """  # noqa: S608 - declared below
        )
        work.execute(f"drop table temp.{name}")
    if n:
        yield say_n(
            "One retention date or hold is not what the rule says.",
            "%(n)s retention dates and holds are not what the rule says.",
            n,
        )


_DERIVED = {
    "due_before": ("*", "due"),
    "cases_before": ("*", "due_cases"),
    "years_before": ("*", "due_years"),
    "holds_before": ("client_id, kind, fact_id, since, until", "holds"),
    "totals_before": ("id, first_due_from, all_due_from, held", "clients"),
}


def _wrong_days(reader: Reader) -> Iterator[Sentence]:
    n = len(gone_astray(reader))
    if n:
        yield say_n(
            "One request does not have the days and the state that follow from its events.",
            "%(n)s requests do not have the days and the state that follow from their events.",
            n,
        )
    n = len(complaints_astray(reader))
    if n:
        yield say_n(
            "One complaint does not stand as what was done about it says.",
            "%(n)s complaints do not stand as what was done about them says.",
            n,
        )
    n = len(with_wrong_days(reader))
    if n:
        yield say_n(
            "One complaint does not have the last days that follow from its receipt.",
            "%(n)s complaints do not have the last days that follow from their receipt.",
            n,
        )


def _wrong_segments(reader: Reader) -> Iterator[Sentence]:
    n = reader.value("select count(*) from log where segment <> strftime(happened_at, '%Y-%m')")
    if n:
        yield say_n(
            "One entry of the log lies in another month than it happened in.",
            "%(n)s entries of the log lie in another month than they happened in.",
            n,
        )


def _ledger_astray(reader: Reader, ledger: Ledger) -> Iterator[Sentence]:
    """The ledger must be readable, and go on where this store knows it."""
    try:
        lines = ledger.lines()
    except StoreUnavailable as error:
        yield error.sentence
        return
    if lines is None and number_in(reader) is None:  # nothing was done for anybody's right, and no backup made
        return
    if lines is None or not lines.covers(reader):
        yield say("The ledger of what is done for people's rights is missing, cut short, or of another store.")


@click.command()
def verify() -> None:
    """Check the log's chains, rows without their parent, and every derived date. Exit status 1 if anything is wrong."""
    with opened() as store:
        wrong = findings(store, THE_DESK)
        with store.read(THE_DESK, Act.STORE_VERIFY) as reader:
            away = taken_away(reader, store.log_key)
    if away is not None:
        tell(away)
    end_check(wrong, say("Everything in the store is as it should be."))
