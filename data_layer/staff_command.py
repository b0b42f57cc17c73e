"""The commands about staff: how the first administrator comes in, and the way back when nobody can any more."""

from collections.abc import Sequence

import click

from data_layer import staff_changes, staff_lists
from data_layer.command_line import LANGUAGE, opened, tell
from data_layer.errors import BadInput, NotFound
from data_layer.ids import new_id
from data_layer.paging import Position
from data_layer.rules.access import STAFF_ROLES, Act, Role
from data_layer.rules.sentences import say
from data_layer.staff import ROLE_LABELS, THE_DESK
from data_layer.staff_changes import Facts
from data_layer.staff_lists import FLAG_LABELS, Filter, Row
from data_layer.store import Store
from data_layer.wording import put

ROLES_HELP = f"A role, as often as needed: {', '.join(STAFF_ROLES)}."


@click.group()
def staff() -> None:
    """List, add, change and end the people who work at the desk.

    The first administrator is made here; after that the screen “Medewerkers” does the same, and more calmly.
    """


@staff.command("list")
def list_staff() -> None:
    """Print everybody who works or worked here: id, name, e-mail address, roles, and what stands out."""
    with opened() as store:
        for row in _everybody(store):
            click.echo(_line(row))


@staff.command()
@click.argument("name")
@click.argument("email")
@click.option("--role", "roles", multiple=True, metavar="ROLE", help=ROLES_HELP)
def add(name: str, email: str, roles: Sequence[str]) -> None:
    """Add NAME, who signs in with the address EMAIL.

    The administrator's role goes with one that opens dossiers only here, for a school where one person must do both;
    the list then warns of it.
    """
    with opened(may_be_new=True) as store:
        own_id = new_id()
        staff_changes.add(store, THE_DESK, id=own_id, facts=Facts(name, email, _roles(roles)))
        tell(say("%(name)s works here from now on.", name=_the_row(store, str(own_id)).name))


@staff.command()
@click.argument("whom", metavar="ID_OR_EMAIL")
@click.option("--name", help="Another name.")
@click.option(
    "--email", help="Another address to sign in with; the account that signed in with the old one is released."
)
@click.option("--role", "roles", multiple=True, metavar="ROLE", help=f"{ROLES_HELP} They replace all roles of before.")
def change(whom: str, name: str | None, email: str | None, roles: Sequence[str]) -> None:
    """Change what is given of one member of staff, and leave the rest as it is."""
    with opened() as store:
        now = _the_row(store, whom)
        facts = Facts(
            now.name if name is None else name,
            now.email if email is None else email,
            _roles(roles) if roles else now.roles,
        )
        staff_changes.change_facts(store, THE_DESK, now.id, now.version, facts)
        click.echo(_line(_the_row(store, now.number)))


@staff.command()
@click.argument("whom", metavar="ID_OR_EMAIL")
def release(whom: str) -> None:
    """Release the account that signed in first: the next that signs in with this address counts."""
    with opened() as store:
        now = _the_row(store, whom)
        staff_changes.release_account(store, THE_DESK, now.id, now.version)
        tell(say("The account of %(name)s was released.", name=now.name))


@staff.command()
@click.argument("whom", metavar="ID_OR_EMAIL")
@click.option("--by", metavar="ID_OR_EMAIL", help="Who does their requests and complaints from now on.")
def end(whom: str, by: str | None) -> None:
    """Somebody does not work here any more: they are signed out, and cannot sign in."""
    with opened() as store:
        now = _the_row(store, whom)
        other = _the_row(store, by).id if by else None
        staff_changes.let_go(store, THE_DESK, now.id, now.version, replaced_by=other)
        gone = _the_row(store, now.number)
        tell(say("%(name)s does not work here any more.", name=gone.name))
        if "unattended" in gone.flags:
            tell(say("Cases that nobody does now: %(n)s. They stand in the queue.", n=gone.cases))


@staff.command()
@click.argument("whom", metavar="ID_OR_EMAIL")
def back(whom: str) -> None:
    """Somebody who left works here again, with the roles of before."""
    with opened() as store:
        now = _the_row(store, whom)
        staff_changes.come_back(store, THE_DESK, now.id, now.version)
        tell(say("%(name)s works here again.", name=now.name))


def _everybody(store: Store) -> list[Row]:
    with store.read(THE_DESK, Act.STAFF_VIEW) as reader:
        rows, after = list[Row](), None
        while True:
            page = staff_lists.listed(reader, Filter("all"), Position(after=after))
            rows += page.rows
            if page.after is None:
                return rows
            after = page.after


def _the_row(store: Store, whom: str) -> Row:
    """Who has this id, or else who works here with this address. Raises NotFound."""
    with store.read(THE_DESK, Act.STAFF_VIEW) as reader:
        number = staff_lists.number_of(reader, whom)
        if number is not None:
            return staff_lists.the_row(reader, number)
    raise NotFound(say("Nobody has this id or e-mail address. Nothing was done. See: %(command)s.",
                       command="python -m data_layer staff list"))  # fmt: skip


def _roles(typed: Sequence[str]) -> frozenset[Role]:
    unknown = [role for role in typed if role not in STAFF_ROLES]
    if unknown:
        raise BadInput(
            say(
                "%(role)s is not a role; nothing was saved. Choose from: %(roles)s.",
                role=unknown[0],
                roles=", ".join(STAFF_ROLES),
            )
        )
    return frozenset(Role(role) for role in typed)


def _line(row: Row) -> str:
    roles = ", ".join(put(ROLE_LABELS[role], LANGUAGE) for role in row.roles)
    flags = (f"[{put(FLAG_LABELS[flag], LANGUAGE)}]" for flag in row.flags)
    parts = [row.number, row.name, row.email, roles or "–", *flags]
    return "  ".join(parts)
