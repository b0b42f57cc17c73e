"""The stores that are measured: the demo's, made as full as promised, once per size and kept for the next time."""

import shutil
from pathlib import Path

from data_layer import due
from data_layer.demo.filling import fill
from data_layer.ids import new_ids
from data_layer.retention_kept import long_ago
from data_layer.rules.access import Act
from data_layer.settings import Settings
from data_layer.staff import THE_DESK
from data_layer.store import Store, open_store
from data_layer.transactions import Change
from tests import make

DISCLOSURES_EACH = 10
WITH_REQUEST = 0.3


def file_of(folder: Path, clients: int) -> Path:
    """The file of the store of so many clients, made if it is not there whole."""
    made, half = folder / str(clients), folder / f"{clients}.half"
    if not made.exists():
        shutil.rmtree(half, ignore_errors=True)  # broken off: begun anew
        half.mkdir(parents=True)
        store = open_store(Settings(store=half / "desk.duckdb", store_key=make.KEY, today=make.TODAY))
        try:
            fill(store, clients=clients)
            top_up(store)
        finally:
            store.close()
        half.rename(made)
    return made / "desk.duckdb"


def top_up(store: Store) -> None:
    """Puts every client in ten disclosures, gives three in ten a request, and leaves some old agreements unclosed."""
    with store.change(THE_DESK, Act.STORE_FILL) as change:
        _level_disclosures(change)
        _add_requests(change)
        _unclose_agreements(change)
        change.bulk(change.value("select count(*) from clients"))


def rows_per_table(store: Store) -> dict[str, int]:
    """How many rows each table has that has any, the largest first."""
    with store.read(THE_DESK, Act.STAFF_VIEW) as reader:
        tables = reader.values("select table_name from information_schema.tables where table_catalog = 'store'")
        counts = {
            table: int(reader.value(f"select count(*) from {table}"))  # noqa: S608 - names of the schema
            for table in tables
        }
    return {table: n for table, n in sorted(counts.items(), key=lambda item: -item[1]) if n}


def _level_disclosures(change: Change) -> None:
    """Ten per client: whoever is in more deliveries leaves some, whoever is in fewer gets entries alone."""
    change.execute(
        """
        create or replace temp table kept as select * from disclosure_clients
        qualify row_number() over (partition by client_id order by hash(disclosure_id, client_id)) <= $each
        """,
        each=DISCLOSURES_EACH,
    )
    change.execute(
        """
        create or replace temp table patterns as
        select *, row_number() over (order by happened_on, id) as place from disclosures
        where state in ('sent', 'received') and len(flags) = 0
        """
    )
    change.execute(
        """
        create or replace temp table alone as
        select client_id, row_number() over (order by on_day, client_id) as place, on_day, pattern
        from (
            select client_id, p.happened_on as on_day, p.id as pattern
            from (
                select client_id, 1 + hash(client_id, unnest(range(missing))) % (select count(*) from patterns) as place
                from (
                    select c.id as client_id, $each - count(k.client_id) as missing
                    from clients c left join kept k on k.client_id = c.id group by c.id
                )
            ) m join patterns p on p.place = m.place
        )
        """,
        each=DISCLOSURES_EACH,
    )
    first = int(new_ids(change.value("select count(*) from alone") + 1)[0])
    change.execute("delete from disclosure_clients")
    change.execute("insert into disclosure_clients select * from kept order by disclosure_id, client_id")
    change.execute(
        """
        update disclosures d set clients = coalesce(
            (select count(*) from disclosure_clients p where p.disclosure_id = d.id), 0)
        """
    )
    change.execute(
        """
        insert into disclosures by name
        select p.* exclude (place) replace ($first + a.place as id, 1 as clients, null as file_name,
            null as file_digest, format('VS{}-{:04d}', year(a.on_day), coalesce(c.last, 0)
                + row_number() over (partition by year(a.on_day) order by a.place)) as number)
        from alone a join patterns p on p.id = a.pattern
            left join counters c on c.kind = 'disclosure' and c.year = year(a.on_day)
        order by a.place
        """,
        first=first,
    )
    change.execute(
        """
        insert into disclosure_clients by name
        select $first + a.place as disclosure_id, a.client_id,
            case when p.direction = 'in' then a.on_day + 20 end as told_source_on
        from alone a join patterns p on p.id = a.pattern order by a.place
        """,
        first=first,
    )
    due.add_disclosures(change, change.values("select id from clients where merged_into is null"))
    _count_on(change, "disclosure", "year(happened_on)", "disclosures")
    for table in ("kept", "patterns", "alone"):
        change.execute(f"drop table temp.{table}")


def _add_requests(change: Change) -> None:
    """Finished requests of clients who had none, those who were registered first, until three in ten have one."""
    wanted = round(WITH_REQUEST * change.value("select count(*) from clients"))
    missing = max(wanted - change.value("select count(distinct client_id) from requests"), 0)
    first = int(new_ids(20 * missing + 1)[0])  # a request and its events, of which these have fewer than twenty
    change.execute(
        """
        create or replace temp table added as
        with pattern as (
            select id, row_number() over (order by id) as place from requests r
            where request_right = 'access' and finished_on is not null and client_id is not null
                and letter_group is null and not exists (from request_documents d where d.request_id = r.id)
                and not exists (from request_events e where e.request_id = r.id and e.kind = 'question_asked')
        ),
        without as (
            select id, row_number() over (order by registered_on, id) as place from clients c
            where not exists (from requests r where r.client_id = c.id)
            order by registered_on, id limit $missing
        )
        select $first + 20 * w.place as id, w.id as client_id, p.id as pattern, w.place
        from without w join pattern p on p.place = 1 + w.place % (select count(*) from pattern)
        """,
        missing=missing,
        first=first - 19,
    )
    change.execute(
        """
        insert into requests by name
        select r.* replace (a.id as id, a.client_id as client_id,
            format('V{}-{:04d}', year(r.registered_on), coalesce(c.last, 0)
                + row_number() over (partition by year(r.registered_on) order by a.place)) as number)
        from added a join requests r on r.id = a.pattern
            left join counters c on c.kind = 'request' and c.year = year(r.registered_on)
        """
    )
    change.execute(
        """
        create or replace temp table copied as
        select a.id as request_id, e.id as pattern, a.id + row_number() over (partition by a.id order by e.id) as id
        from added a join request_events e on e.request_id = a.pattern
        """
    )
    change.execute(
        """
        insert into request_events by name
        select e.* replace (c.id as id, c.request_id as request_id, about.id as about)
        from copied c join request_events e on e.id = c.pattern
            left join copied about on about.request_id = c.request_id and about.pattern = e.about
        """
    )
    change.execute(
        """
        insert into identity_checks by name
        select i.* replace (c.id as id, c.request_id as request_id)
        from copied c join identity_checks i on i.id = c.pattern
        """
    )
    _count_on(change, "request", "year(registered_on)", "requests")
    due.refresh(change, change.values("select client_id from added"))
    for table in ("copied", "added"):
        change.execute(f"drop table temp.{table}")


def _unclose_agreements(change: Change) -> None:
    """One in fifty of the old agreements: the demo has none, and a list of them."""
    change.execute(
        """
        create or replace temp table unclosed as
        select id, client_id from agreements where started_on < $long_ago
        qualify row_number() over (order by id) % 50 = 1
        """,
        long_ago=long_ago(change.today),
    )
    change.execute("update agreements set ended_on = null where id in (select id from unclosed)")
    due.refresh(change, change.values("select distinct client_id from unclosed"))
    change.execute("drop table temp.unclosed")


def _count_on(change: Change, kind: str, year: str, table: str) -> None:
    change.execute("delete from counters where kind = $kind", kind=kind)
    change.execute(
        f"insert into counters select $kind, {year}, max(split_part(number, '-', 2)::integer) from {table} group by 2",  # noqa: S608 - from this module
        kind=kind,
    )
