"""The clients that an entry in the register of disclosures concerns."""

from dataclasses import dataclass, replace
from datetime import date

from data_layer.clients import listed_names
from data_layer.log import Subject
from data_layer.paging import Chosen, Page, Position, page_of
from data_layer.rules.access import Act
from data_layer.staff import Actor
from data_layer.store import Store
from data_layer.transactions import check_role


@dataclass(frozen=True, slots=True)
class Person:
    """A client in an entry."""

    client_id: int
    number: str
    told_source_on: date | None
    name: str | None = None


def clients_of(
    store: Store, actor: Actor, disclosure_id: int, position: Position, *, sitting: str | None = None, size: int = 10
) -> Page[Person]:
    """The clients in an entry by number, with their names; in a sitting the look is logged.

    Raises NotAllowed for those who may not list clients.
    """
    check_role(actor, Act.CLIENT_LIST)
    subject = Subject("disclosure", disclosure_id)
    with store.read(actor, Act.DISCLOSURE_LIST, subject, sitting=sitting) as reader:
        page = page_of(
            reader,
            Person,
            Chosen(
                """
                select p.client_id, c.number, p.told_source_on, c.number as sort_key
                from disclosure_clients p join clients c on c.id = p.client_id
                where p.disclosure_id = $disclosure_id
                """,
                {"disclosure_id": disclosure_id},
            ),
            position,
            size,
        )
        names = listed_names(reader, [person.client_id for person in page.rows])
    named = [replace(person, name=names.get(person.client_id)) for person in page.rows]
    return Page(named, page.total, page.before, page.after)
