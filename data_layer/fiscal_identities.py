"""The name and the address of a person who was erased, as invoices and agreements bear them: out of ordinary sight.

They stay as long as such papers have to (art. 17(3)(b) GDPR, AWR 52(4)), and go with them.
"""

from typing import Any

from data_layer.ids import new_id
from data_layer.transactions import Change

PAPERS = ("agreements", "invoices")
"""The categories that bear the client's name and address."""
NAME = ("first_names", "prefix", "surname")
ADDRESS = ("street", "house_number", "postcode", "city", "country")
PARTS = {"names": NAME, "address": ADDRESS}
"""What of a category stands on papers."""


def kept_sql(category: str) -> str:
    """The rows that hold something of this category, as the source of a `select`."""
    some = " or ".join(f"{column} is not null" for column in PARTS[category])
    return f"(select client_id from fiscal_identities where {some})"  # noqa: S608 - names of this module


def put_away(change: Change) -> None:
    """Before `going` goes: keeps what papers that must stay bear, and lets go what is kept for no paper any more."""
    change.execute(
        """
        create or replace temp table bearing as
        with persons as (
            select distinct coalesce(c.merged_into, c.id) as id from clients c
            where c.id in (select client_id from going where category in (select unnest($parts)))
        )
        select distinct p.id from persons p
            join clients c on c.id = p.id or c.merged_into = p.id
            join due d on d.client_id = c.id and d.category in (select unnest($papers))
            anti join going g on g.client_id = d.client_id and g.category = d.category
        where coalesce(d.last_day, $today) >= $today
        """,
        parts=list(PARTS),
        papers=list(PAPERS),
        today=change.today,
    )
    for category, columns in PARTS.items():
        sets = ", ".join(f"{column} = null" for column in columns)
        change.execute(
            f"""
            update fiscal_identities set {sets}, version = version + 1
            where client_id in (select client_id from going where category = $category)
                and client_id not in (from bearing)
            """,  # noqa: S608 - names of this module
            category=category,
        )
    for client_id, identity in (*_borne(change).items(), *_borne_by_merged(change)):
        change.insert("fiscal_identities", id=new_id(), client_id=client_id, since=change.today, **identity)
    change.execute("drop table temp.bearing")


def let_go(change: Change) -> None:
    """After `going` went: of whom no paper is left, nothing is kept for papers either."""
    change.execute(
        """
        delete from fiscal_identities
        where client_id in (
                select coalesce(c.merged_into, c.id) from clients c where c.id in (select client_id from going))
            and (coalesce(first_names, prefix, surname, street, house_number, postcode, city, country) is null
                or client_id not in (
                    select client_id from agreements union all select client_id from invoices
                    union all select client_id from payments))
        """
    )


def _borne(change: Change) -> dict[int, dict[str, Any]]:
    """Per client what the papers bear of what is going: the name, and the home address that was the last."""
    found: dict[int, dict[str, Any]] = {}
    for sql in (_NAMES, _HOMES):
        for row in change.all(dict[str, Any], sql):
            found.setdefault(row.pop("client_id"), {}).update(row)
    return found


def _borne_by_merged(change: Change) -> list[tuple[int, dict[str, Any]]]:
    """Per client the other names that papers bear: of those that went into it, of whom these papers were."""
    rows = change.all(
        dict[str, Any],
        f"""
        select merged_into as client_id, {", ".join(NAME)} from clients
        where merged_into in (from bearing) and id in (select client_id from going where category = 'names')
            and coalesce({", ".join(NAME)}) is not null
        except select id, {", ".join(NAME)} from clients where id in (from bearing)
        order by all
        """,  # noqa: S608 - names of this module
    )
    return [(row.pop("client_id"), row) for row in rows]


_NAMES = f"""
    select id as client_id, {", ".join(NAME)} from clients
    where id in (from bearing) and id in (select client_id from going where category = 'names')
        and coalesce({", ".join(NAME)}) is not null
"""  # noqa: S608 - names of this module
_HOMES = f"""
    select client_id, {", ".join(ADDRESS)} from addresses
    where kind = 'home' and client_id in (from bearing)
        and client_id in (select client_id from going where category = 'address')
    qualify row_number() over (
        partition by client_id
        order by coalesce(valid_until, date '9999-12-31') desc, coalesce(valid_from, date '0001-01-01') desc, id desc
    ) = 1
"""  # noqa: S608 - as above
