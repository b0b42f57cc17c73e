"""What can be taken along: a list with its columns, and the rows that a filter leaves of it."""

from collections.abc import Callable
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

from data_layer.exporting.columns import Column
from data_layer.paging import Chosen
from data_layer.rules.access import Act, may
from data_layer.rules.sentences import Sentence
from data_layer.staff import Actor
from data_layer.transactions import Reader

if TYPE_CHECKING:
    from _typeshed import DataclassInstance


@dataclass(frozen=True, slots=True)
class Listing:
    """A list with the filter that is on: its rows are what `chosen` selects, with `is_restricted` for each.

    `filters` are the names of what narrows it, never the values. Rows of a restricted client are left out: art. 18
    GDPR. `within` orders the rows of one number. What `is_sensitive` is only for those who may `export.sensitive`.
    `instead` are other lists with the same filter, from which one may choose; `short` names the sheet where the title
    does not fit. With `about` it tells of the client with that number, and who takes it along is logged as looking.
    """

    code: str
    title: Sentence
    act: Act
    columns: tuple[Column, ...]
    filters: tuple[str, ...]
    chosen: Callable[[Reader, Actor], Chosen]
    within: str = ""
    is_sensitive: bool = False
    instead: "tuple[Listing, ...]" = ()
    short: Sentence | None = None
    about: str | None = None

    @property
    def acts(self) -> tuple[Act, ...]:
        """The permissions that the list needs."""
        return (self.act, *((Act.EXPORT_SENSITIVE,) if self.is_sensitive else ()))

    def is_for(self, actor: Actor) -> bool:
        """Whether this person may have the list at all."""
        return all(may(actor.roles, act) for act in self.acts)

    def usual_columns(self, actor: Actor) -> tuple[str, ...]:
        """The columns that come without being asked for, of those that the person may have."""
        return tuple(column.code for column in self.columns if column.is_usual and column.is_for(actor))


def narrowed(which: "DataclassInstance") -> tuple[str, ...]:
    """The names of the fields of a filter that narrow its list."""
    usual = type(which)()
    names = (field.name for field in fields(which) if field.name != "order")
    return tuple(name for name in names if (getattr(which, name) or None) != (getattr(usual, name) or None))
