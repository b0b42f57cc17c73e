"""The list of staff, and what the log knows of how each came to have these roles."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal

from data_layer import staff
from data_layer.errors import NotFound
from data_layer.paging import Chosen, Order, Page, Position, page_of
from data_layer.rules.access import Act, Role
from data_layer.rules.checks import begins
from data_layer.rules.sentences import Sentence, say
from data_layer.rules.staffing import GIVEN, TAKEN, combines, known_as
from data_layer.transactions import Reader

Works = Literal["now", "left", "all"]
NEWEST = 30  # changes that are told of one person


@dataclass(frozen=True, slots=True)
class Row:
    """One member of staff, by the id as `number`.

    `cases` are the requests and complaints that are not finished; with `is_unattended` nobody does them now.
    `signed_in` counts sign-ins that were not ended, also those that are too old to count.
    """

    number: str
    version: int
    name: str
    email: str
    roles: tuple[Role, ...]
    active: bool
    is_bound: bool
    last_sign_in: datetime | None
    signed_in: int
    changed_at: datetime | None
    cases: int
    replaces: int
    replacement: str | None
    is_unattended: bool
    has_same_email: bool

    @property
    def id(self) -> int:
        """As the store has it."""
        return int(self.number)

    @property
    def flags(self) -> list[str]:
        """What stands out, as codes of FLAG_LABELS."""
        stands_out = {
            "unattended": self.is_unattended and self.cases > 0,
            "combined": self.active and combines(self.roles),
            "same_email": self.active and self.has_same_email,
            "no_role": self.active and not self.roles,
            "left": not self.active,
        }
        return [code for code, does in stands_out.items() if does]


@dataclass(frozen=True, slots=True)
class Happening:
    """What was changed about somebody, when and by whom; `who` is None where the command line did it.

    `reason_code` says what, `fields` names the columns, and the roles as `role_given.coordinator`.
    """

    happened_at: datetime
    who: str | None
    reason_code: str | None
    fields: tuple[str, ...]

    @property
    def given(self) -> list[Role]:
        """The roles that somebody got by it."""
        return self._roles(GIVEN)

    @property
    def taken(self) -> list[Role]:
        """The roles that somebody lost by it."""
        return self._roles(TAKEN)

    def _roles(self, prefix: str) -> list[Role]:
        return [Role(name.removeprefix(prefix)) for name in self.fields if name.startswith(prefix)]


@dataclass(frozen=True, slots=True)
class Given:
    """Who got roles, and which, also those that were taken away again."""

    name: str
    roles: tuple[Role, ...]


@dataclass(frozen=True, slots=True)
class Filter:
    """Which members of staff to list: who works here `now`, who `left`, or `all`; with one role."""

    works: Works = "now"
    role: str | None = None
    order: str = "name"


WORKS_LABELS: dict[Works, Sentence] = {"now": say("work here"), "left": say("worked here"), "all": say("all")}
FLAG_LABELS: dict[str, Sentence] = {
    "unattended": say("cases that nobody does"),
    "combined": say("administrator with dossiers"),
    "same_email": say("same e-mail address twice"),
    "no_role": say("no role"),
    "left": say("does not work here any more"),
}
"""What can stand out about a member of staff, the most urgent first."""
FIELD_LABELS: dict[str, Sentence] = {"name": say("name"), "email": say("e-mail address")}
"""The facts of which the log tells no more than that they changed."""
ORDERS = {
    "name": Order(say("by name"), "lower(strip_accents(s.name))"),
    "signed_in": Order(say("last sign-in first"), "-coalesce(epoch_us(i.last_sign_in), 0)", f"{-(2**62)}"),
    "changed": Order(say("last changed first"), "-coalesce(epoch_us(l.changed_at), 0)", f"{-(2**62)}"),
}
"""The ways to sort the list; the first is the usual one."""
_CLAUSES = {"now": "s.active", "left": "not s.active", "all": "true"}


def listed(reader: Reader, which: Filter, position: Position) -> Page[Row]:
    """One page of the staff."""
    return page_of(reader, _row, chosen_staff(reader, which), position)


def the_row(reader: Reader, number: str) -> Row:
    """The member of staff with this id. Raises NotFound."""
    chosen = chosen_staff(reader, Filter("all"))
    found = reader.one(_row, f"select * exclude sort_key from ({chosen.sql}) where number = $number",  # noqa: S608 - a text of this module
                       number=number, **chosen.facts)  # fmt: skip
    if found is None:
        raise NotFound(say("There is no such member of staff. Choose from the list."))
    return found


def number_of(reader: Reader, whom: str) -> str | None:
    """The number of who has this id, or else has this address, sooner of somebody who works here; None for nobody."""
    found: str | None = reader.value(
        """
        select id::text from staff where id::text = $id or $address <> '' and lower(trim(email)) = $address
        order by id::text <> $id, not active, lower(strip_accents(name)), id limit 1
        """,
        id=whom.strip(),
        address=known_as(whom),
    )
    return found


def chosen_staff(reader: Reader, which: Filter) -> Chosen:
    """Those who fit the filter in its order, with the columns of a Row."""
    sql = f"""
        select s.id::text as number, s.version, s.name, s.email, s.roles, s.active, s.account is not null as is_bound,
            i.last_sign_in, coalesce(i.signed_in, 0) as signed_in, l.changed_at, coalesce(w.cases, 0) as cases,
            (select count(*) from staff o where o.replaced_by = s.id and o.id <> s.id and o.active
                and coalesce(o.replaced_until, $today) >= $today) as replaces,
            (select name from staff o where o.id = s.replaced_by and o.id <> s.id
                and coalesce(s.replaced_until, $today) >= $today) as replacement,
            list_contains($unattended::bigint[], s.id) as is_unattended,
            exists (from staff o where o.active and o.id <> s.id and lower(trim(o.email)) = lower(trim(s.email)))
                as has_same_email,
            {ORDERS[which.order].sql} as sort_key
        from staff s
            left join (
                select staff_id, max(began_at) as last_sign_in, count(*) filter (ended_at is null) as signed_in
                from sign_ins group by staff_id
            ) i on i.staff_id = s.id
            left join (
                select subject_id, max(happened_at) as changed_at from log
                where chain = 'change' and act = 'staff.change' and subject_kind = 'staff' group by subject_id
            ) l on l.subject_id = s.id
            left join (
                select handler_id, count(*) as cases from (
                    select handler_id from requests where finished_on is null
                    union all select handler_id from complaints where closed_on is null
                ) group by handler_id
            ) w on w.handler_id = s.id
        where {_CLAUSES[which.works]} and ($role is null or list_contains(s.roles, $role))
    """  # noqa: S608 - fragments of this module
    return Chosen(sql, {"today": reader.today, "unattended": staff.unattended(reader), "role": which.role})


def history(reader: Reader, staff_id: int) -> list[Happening]:
    """What was changed about this person as far as the log still knows, the newest first."""

    def built(fields: list[str], **columns: Any) -> Happening:
        return Happening(fields=tuple(fields), **columns)

    return reader.all(
        built,
        """
        select l.happened_at, s.name as who, l.reason_code, l.fields from log l left join staff s on s.id = l.staff_id
        where l.chain = 'change' and l.act = 'staff.change' and l.subject_kind = 'staff' and l.subject_id = $staff_id
        order by l.seq desc limit $newest
        """,
        staff_id=staff_id,
        newest=NEWEST,
    )


def roles_given(reader: Reader, since: date) -> list[Given]:
    """Who got which roles from this day on, in the list or by the provider of the sign-in; the latest first."""

    def built(name: str, codes: list[str]) -> Given:
        return Given(name, tuple(Role(code.removeprefix(GIVEN)) for code in codes))

    return reader.all(
        built,
        """
        with told as (
            select seq, subject_id, unnest(fields) as code from log
            where chain = 'change' and act in ($changed, $came) and subject_kind = 'staff' and happened_at >= $since
        )
        select s.name, list_sort(list(distinct t.code)) as codes from told t join staff s on s.id = t.subject_id
        where starts_with(t.code, $given) group by s.id, s.name order by max(t.seq) desc
        """,
        changed=Act.STAFF_CHANGE.value,
        came=Act.SIGN_IN.value,
        since=begins(since),
        given=GIVEN,
    )


def _row(roles: list[str], **columns: Any) -> Row:
    return Row(roles=tuple(Role(role) for role in roles), **columns)
