"""A new client by hand: what is asked, and how it is kept, the client with the first records at once."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from data_layer import due
from data_layer.categories import CARD, CATEGORIES, Category, Field, RecordKind
from data_layer.ids import new_id
from data_layer.log import Subject
from data_layer.numbering import next_number
from data_layer.person_checks import check_bsn_is_free, search_name
from data_layer.record_checks import Values, bad, check_record, check_source, checked_values
from data_layer.rules.access import Act
from data_layer.rules.checks import LONGEST_NUMBER, checked_line
from data_layer.rules.identity import is_the_bsn, may_be_a_bsn
from data_layer.rules.sentences import Sentence, say
from data_layer.staff import Actor
from data_layer.store import Store
from data_layer.transactions import Change, Reader

FIRST_RECORDS: Mapping[str, tuple[str, ...]] = {
    "addresses": ("street", "house_number", "postcode", "city", "country"),
    "phones": ("phone",),
    "emails": ("email",),
    "residence_statuses": ("status", "valid_from", "valid_until"),
}
"""Of the categories that are lists: those of which a first record is asked, and its fields."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked of one category, or for the card of the client."""

    kind: RecordKind
    fields: tuple[Field, ...]
    category: Category | None = None


def _asked() -> dict[str, Asked]:
    asked = {"card": Asked(CARD, CARD.fields)}
    for category in CATEGORIES:
        kind = category.kinds[0]
        if kind.is_of_person:
            asked[category.code] = Asked(kind, kind.fields, category)
        elif kind.table in FIRST_RECORDS:
            fields = tuple(kind.field(column) for column in FIRST_RECORDS[kind.table])
            asked[category.code] = Asked(kind, fields, category)
    return asked


ASKED = _asked()
"""All that is asked of a new client beside the number, by code of the category or `card`; each column occurs once."""


def register(
    store: Store,
    actor: Actor,
    *,
    id: int,  # noqa: A002 - the identity of the new row, made when the form was drawn
    number: str | None,
    typed: Values,
    source: str,
) -> str:
    """Keeps a new client with what was typed, by column of ASKED; without a number the desk gives one. The number.

    The same id once more does nothing. Raises BadInput with the field, NotAllowed.
    """
    with store.change(actor, Act.CLIENT_REGISTER, Subject("client", id)) as change:
        existing = change.value("select number from clients where id = $id", id=id)
        if existing is not None:
            change.undo()
            return str(existing)
        person, records = _checked(change, typed)
        check_source(source)
        if person["bsn"] is not None:
            check_bsn_is_free(change, person["bsn"])
        number = _checked_number(change, number, person["bsn"]) or _free_number(change)
        change.insert("clients", id=id, number=number, search_name=search_name(person), source=source, **person)
        change.recorded("clients", id, id, "added", *_filled(person))
        for kind, values in records:
            record_id = new_id()
            change.insert(kind.table, id=record_id, client_id=id, source=source, **values)
            change.recorded(kind.table, record_id, id, "added", *_filled(values))
        due.refresh(change, [id])
        return number


def _checked(change: Change, typed: Values) -> tuple[dict[str, Any], list[tuple[RecordKind, dict[str, Any]]]]:
    """The client's own row, and the records of which something was filled in."""
    person: dict[str, Any] = {}
    own = [asked for asked in ASKED.values() if asked.kind.is_of_person]
    for asked in own:
        person |= _values(change, asked, typed)
    for asked in own:
        check_record(asked.kind, person, person["birth_date"])
    records = []
    for asked in ASKED.values():
        values = {} if asked.kind.is_of_person else _values(change, asked, typed)
        if any(value is not None for value in values.values()):
            values = {field.column: field.usual for field in asked.kind.fields} | values
            records.append((asked.kind, check_record(asked.kind, values, person["birth_date"])))
    return person, records


def _values(change: Change, asked: Asked, typed: Values) -> dict[str, Any]:
    return checked_values(asked.kind, {field.column: typed.get(field.column) for field in asked.fields}, change.today)


def _filled(values: Values) -> list[str]:
    return [column for column, value in values.items() if value is not None]


def _checked_number(change: Change, typed: str | None, bsn: str | None) -> str | None:
    checked = checked_line(typed, longest=LONGEST_NUMBER)
    if checked.problem is not None:
        raise bad("number", checked.problem)
    if checked.value is None:
        return None
    number = " ".join(checked.value.split())
    if is_the_bsn(number, bsn) or may_be_a_bsn(number):
        raise bad(
            "number",
            say("This looks like a BSN, which must not be a client number: fill it in at BSN, and leave this empty."),
        )
    if problem := _taken(change, number):
        raise bad("number", problem)
    return number


def _free_number(change: Change) -> str:
    number = next_number(change, "client")
    while _taken(change, number):
        number = next_number(change, "client")
    return number


def _taken(reader: Reader, number: str) -> Sentence | None:
    """Why no new client can have this number; a number is the same with other zeros in front, or in capitals."""
    found = reader.one(
        dict[str, Any],
        """
        select c.number, stayed.number as merged_with
        from clients c left join clients stayed on stayed.id = c.merged_into
        where ltrim(lower(c.number), '0') = ltrim(lower($number), '0')
        """,
        number=number,
    )
    if found is not None and found["merged_with"] is not None:
        return say(
            "Client %(number)s was merged with client %(other)s: go on in the dossier of %(other)s.",
            number=found["number"],
            other=found["merged_with"],
        )
    if found is not None:
        return say(
            "There is a client with number %(number)s already: open that dossier, or give another number.",
            number=found["number"],
        )
    destroyed = reader.value(
        "select 1 from destroyed_numbers where ltrim(lower(number), '0') = ltrim(lower($number), '0')", number=number
    )
    if destroyed is not None:
        return say("The data of the client with this number were destroyed, and it is not used again: give another.")
    return None
