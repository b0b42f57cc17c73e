"""The third parties that data go to and come from: who they are, what they may get, on what agreement."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from data_layer.categories import CATEGORIES, CATEGORY, STATEMENT_RECIPIENTS, Use
from data_layer.errors import NotFound
from data_layer.rules.access import Act, may
from data_layer.rules.sentences import Sentence, say
from data_layer.staff import Actor
from data_layer.transactions import Reader
from data_layer.vocabulary import EEA, Channel, Ground


@dataclass(frozen=True, slots=True)
class Habit:
    """On which grounds, for which purposes and by which channel a recipient of PS §7 gets data; the first is usual."""

    grounds: tuple[Ground, ...]
    purposes: tuple[int, ...]
    channel: Channel
    statute: str | None = None

    @property
    def ground(self) -> Ground:
        """The usual ground."""
        return self.grounds[0]

    @property
    def purpose(self) -> int:
        """The usual purpose."""
        return self.purposes[0]


ROLE_LABELS: dict[str, Sentence] = {
    "independent": say("independent controller"),
    "processor": say("processor"),
    "joint": say("joint controller"),
}
"""What a recipient is in the terms of the GDPR: art. 4(7), 28 and 26."""
USE_LABELS: dict[Use, Sentence] = {
    Use.USUAL: say("usually"),
    Use.NEEDED: say("only where needed"),
    Use.NEVER: say("never"),
}
STATEMENT_DATED = date(2018, 9, 10)  # the version of the privacy statement that the desk began with (PS §14)

HABITS = {
    "duo": Habit((Ground.LEGAL_OBLIGATION,), (9, 4, 10), Channel.WEBSITE, "Wet inburgering"),
    "bureau_ice": Habit((Ground.CONTRACT,), (6,), Channel.WEBSITE),
    "panteia": Habit((Ground.LEGITIMATE_INTEREST,), (7,), Channel.EMAIL),
    "library": Habit((Ground.CONSENT, Ground.CONTRACT), (5, 6), Channel.EMAIL),
}


@dataclass(frozen=True, slots=True)
class Recipient:
    """A third party. `uses` says per category how it gets it, for those that differ from what the desk allows.

    `is_stranger` says that it got data without being a recipient of the school. `own_purposes` are those that the
    desk has set, for one outside PS §7.
    """

    id: int
    code: str
    name: str
    legal_name: str
    country: str
    role: str
    contact: str | None
    in_statement: bool
    active: bool
    is_stranger: bool
    own_purposes: tuple[int, ...]
    uses: dict[str, str]
    version: int

    @property
    def purposes(self) -> tuple[int, ...]:
        """For which of the purposes of PS §5 it gets data; empty where nothing was agreed."""
        return self.habit.purposes if self.habit else self.own_purposes

    @property
    def is_outside_eea(self) -> bool:
        """Whether data to it would leave the European Economic Area (PS §8)."""
        return self.country not in EEA

    @property
    def habit(self) -> Habit | None:
        """What is proposed on a form; nothing for those outside PS §7."""
        return HABITS.get(self.code)

    @property
    def usual_categories(self) -> tuple[str, ...]:
        """The codes of the categories it usually gets."""
        return tuple(category.code for category in CATEGORIES if self.use_of(category.code) is Use.USUAL)

    @property
    def never_categories(self) -> tuple[str, ...]:
        """The codes of the categories it never gets."""
        return tuple(category.code for category in CATEGORIES if self.use_of(category.code) is Use.NEVER)

    def use_of(self, category: str) -> Use:
        """How it gets the category: by PS §7 for those named there, for others as the desk has set it."""
        own = None if self.code in STATEMENT_RECIPIENTS or category == "bsn" else self.uses.get(category)
        return Use(own) if own else CATEGORY[category].use_by(self.code)

    @property
    def warning(self) -> Sentence | None:
        """What a screen says before data go there, without stopping them."""
        if self.in_statement:
            return None
        return say("%(name)s is not named in the privacy statement (paragraph 7).", name=self.name)


@dataclass(frozen=True, slots=True)
class Gap:
    """A recipient that the privacy statement should name and does not; `last_on` is when data last went there."""

    recipient: Recipient
    last_on: date | None


_SELECT = """
    select r.id, r.code, r.name, r.legal_name, r.country, r.role, r.contact, r.in_statement, r.active,
        coalesce(r.is_stranger, false) as is_stranger, r.purposes, r.version,
        (select list({'category': c.category, 'use': c.use}) from recipient_categories c
            where c.recipient_id = r.id) as uses
    from recipients r
"""

_ORDER = """
    r.in_statement desc, coalesce(r.is_stranger, false), case when r.in_statement then r.id end, lower(r.name), r.id
"""


def active(reader: Reader) -> list[Recipient]:
    """Those data are exchanged with now; the four of the statement first, then by name."""
    return reader.all(_recipient, f"{_SELECT} where r.active and not coalesce(r.is_stranger, false) order by {_ORDER}")


def of_any_time(reader: Reader) -> list[Recipient]:
    """Also those with whom nothing is exchanged any more: these come last."""
    return reader.all(_recipient, f"{_SELECT} where not coalesce(r.is_stranger, false) order by not r.active, {_ORDER}")


def strangers(reader: Reader) -> list[Recipient]:
    """Those that got data, or gave them, without being a recipient of the school."""
    return reader.all(_recipient, f"{_SELECT} where r.is_stranger order by {_ORDER}")


def all_of_them(reader: Reader) -> list[Recipient]:
    """Also those of the past, and strangers at the end: for filters and the register."""
    return reader.all(_recipient, f"{_SELECT} order by {_ORDER}")


def the_recipient(reader: Reader, recipient_id: int) -> Recipient:
    """Raises NotFound."""
    found = reader.one(_recipient, f"{_SELECT} where r.id = $recipient_id", recipient_id=recipient_id)
    if found is None:
        raise NotFound(say("This recipient is not known; nothing was saved. Choose one from the list."))
    return found


def by_code(reader: Reader, actor: Actor, code: str) -> Recipient:
    """Raises NotFound, also for a stranger, whose name may be a person's, to those who may not list clients."""
    found = reader.one(_recipient, f"{_SELECT} where r.code = $code", code=code)
    if found is None or (found.is_stranger and not may(actor.roles, Act.CLIENT_LIST)):
        raise NotFound(say("This recipient is not known. Choose one from the list."))
    return found


def next_code(reader: Reader) -> str:
    """The code of a recipient that is about to be added: a number, for names do not stand in URLs."""
    # nothing is ever deleted here, so the number is free
    return str(reader.value("select 'r' || (count(*) + 1) from recipients"))


def gaps(reader: Reader) -> list[Gap]:
    """The recipients that the privacy statement does not name, though data go there, or went since its last version.

    Strangers are none: what they got is a mistake, which no statement should announce.
    """
    last_on: dict[int, date | None] = {
        row["id"]: row["last_on"]
        for row in reader.all(
            dict[str, Any],
            """
            select r.id, max(d.happened_on) as last_on
            from recipients r left join disclosures d on d.recipient_id = r.id
                and d.direction = 'out' and d.state = 'sent'
            where not r.in_statement and not coalesce(r.is_stranger, false)
            group by r.id, r.active
            having r.active or max(d.happened_on) >= (
                select coalesce(max(dated), $first_dated) from statement_versions where dated <= $today)
            """,
            first_dated=STATEMENT_DATED,
            today=reader.today,
        )
    }
    return [Gap(one, last_on[one.id]) for one in of_any_time(reader) if one.id in last_on]


def _recipient(*, uses: list[dict[str, str]] | None, purposes: list[int] | None, **columns: object) -> Recipient:
    own = {use["category"]: use["use"] for use in uses or ()}
    return Recipient(uses=own, own_purposes=tuple(purposes or ()), **columns)  # type: ignore[arg-type]  # the select names the fields
