"""Exports that are saved under a name, to be run again with one click: what they have, and who may have them."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, cast, get_args

from data_layer.errors import BadInput, ChangedMeanwhile
from data_layer.exporting import running, subjects
from data_layer.exporting.pickable import GONE, Moment
from data_layer.exporting.running import Export, Format
from data_layer.rules.access import Act, may
from data_layer.rules.sentences import say
from data_layer.staff import Actor
from data_layer.store import Store
from data_layer.transactions import Reader
from data_layer.wording import Language


@dataclass(frozen=True, slots=True)
class Picked:
    """What is picked: a subject, the codes of its columns and filters, the format, and what it is for."""

    subject: str
    columns: tuple[str, ...]
    filters: Mapping[str, str]
    format: Format
    purpose: int | None


@dataclass(frozen=True, slots=True)
class Saved:
    """One saved export. `owner` saved it, who may have left since."""

    id: int
    version: int
    name: str
    owner_id: int
    owner: str
    saved_on: date | None
    picked: Picked

    def is_of(self, actor: Actor) -> bool:
        """Whether this person may rename or remove it: who saved it, and the privacy officer."""
        return self.owner_id == actor.staff_id or may(actor.roles, Act.EXPORT_SENSITIVE)


@dataclass(frozen=True, slots=True)
class SavedRun:
    """A saved export that somebody wants now, as it was when its link was drawn."""

    id: int
    version: int
    language: Language


def export_of(store: Store, actor: Actor, picked: Picked, language: Language) -> Export:
    """What is picked, as an export of this moment. Raises BadInput for what is not there any more, NotAllowed."""
    subject = subjects.SUBJECTS.get(picked.subject)
    if subject is None or picked.format not in get_args(Format):
        raise BadInput(
            say("What this export is about is not there any more. Choose another subject. Nothing was exported."),
            "subject",
        )
    listing = subject.listing(picked.filters, subjects.moment_of(store))
    with store.read(actor, Act.EXPORT_RUN) as reader:
        for one in subject.filters:
            of_store = one.kind in ("recipient", "staff") and one.name in picked.filters
            if of_store and picked.filters[one.name] not in subjects.options(reader, one):
                raise BadInput(GONE, "filters")
    gone = set(picked.columns) - {column.code for column in listing.columns}
    if gone:
        raise BadInput(
            say("A column of this export is not there any more. Choose the columns anew. Nothing was exported."),
            "columns",
        )
    export = Export(listing, picked.columns, picked.format, picked.purpose, language)
    running.check(actor, export, 0)
    return export


def the_run(store: Store, actor: Actor, wanted: SavedRun) -> Export:
    """The saved export that is wanted. Raises ChangedMeanwhile, BadInput, NotAllowed."""
    with store.read(actor, Act.EXPORT_RUN) as reader:
        found = next((one for one in _all(reader) if (one.id, one.version) == (wanted.id, wanted.version)), None)
    if found is None:
        raise ChangedMeanwhile(
            say("This saved export was changed or removed meanwhile. Nothing was exported. Look at the list again.")
        )
    return export_of(store, actor, found.picked, wanted.language)


def shown_to(store: Store, actor: Actor) -> list[Saved]:
    """The saved exports whose subject and columns this person may have, by name.

    One whose subject or column is not there any more is for who may remove it.
    """
    moment = subjects.moment_of(store)
    with store.read(actor, Act.EXPORT_RUN) as reader:
        return [one for one in _all(reader) if _may_have(one, actor, moment)]


def _may_have(one: Saved, actor: Actor, moment: Moment) -> bool:
    subject = subjects.SUBJECTS.get(one.picked.subject)
    if subject is None:
        return one.is_of(actor)
    listing = subject.made({}, moment)
    columns = {column.code: column for column in listing.columns}
    if not columns.keys() >= set(one.picked.columns) and not one.is_of(actor):
        return False
    return listing.is_for(actor) and all(columns[c].is_for(actor) for c in one.picked.columns if c in columns)


def _all(reader: Reader) -> list[Saved]:
    rows: list[dict[str, Any]] = reader.all(
        dict,
        """
        select e.id, e.version, e.name, e.owner_id, coalesce(s.name, '') as owner, e.saved_on, e.subject, e.choices,
            e.format, e.purpose
        from saved_exports e left join staff s on s.id = e.owner_id
        order by lower(strip_accents(e.name)), e.id
        """,
    )
    return [_saved(**row) for row in rows]


def _saved(*, subject: str, choices: str, format: str, purpose: str, **columns: Any) -> Saved:  # noqa: A002 - a column
    chosen = json.loads(choices)
    number = int(purpose) if purpose.isdecimal() else None
    picked = Picked(subject, tuple(chosen["columns"]), chosen["filters"], cast(Format, format), number)
    return Saved(picked=picked, **columns)
