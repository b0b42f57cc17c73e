"""What an overview says of the desk's own records about the person: exchanges, requests, consents, holds and more."""

from collections.abc import Mapping
from typing import Any, Literal

from data_layer.carrying_out import overview_requests
from data_layer.carrying_out.correction_words import fact_of
from data_layer.carrying_out.overview_categories import BY_REQUEST, Asked, days_in_words
from data_layer.carrying_out.overview_rows import day_of, rows_of, table_of
from data_layer.categories import CATEGORY, OWN_FIELDS, RECORD_KINDS, Field, label_of
from data_layer.consents import HOW_LABELS, consents_of
from data_layer.disclosure_trail import trail_of
from data_layer.documents.chapters import Chapter, Table, Words, capital
from data_layer.fact_words import language_words
from data_layer.retention_kept import HOLD_LABELS
from data_layer.rules.sentences import say
from data_layer.transactions import Reader
from data_layer.vocabulary import (
    DIRECTION_LABELS,
    PURPOSES,
    Direction,
)
from data_layer.wording import shown

_DIRECTIONS = {**DIRECTION_LABELS, Direction.IN: say("received")}  # the column before it says from whom


def of_desk(reader: Reader, asked: Asked, request_id: int) -> list[Chapter]:
    """Two chapters: with whom data were exchanged, and what the desk keeps besides."""
    tables = [
        _card(reader, asked),
        overview_requests.requests(reader, asked, request_id),
        overview_requests.checks(reader, asked),
        _consents(reader, asked),
        _objections(reader, asked),
        _holds(reader, asked),
        _statements(reader, asked),
        _corrections(reader, asked),
        _protected(reader, asked),
        _fiscal(reader, asked),
    ]
    besides = Chapter(
        say("What we keep to answer you and to account for ourselves"), tables=[t for t in tables if t.rows]
    )
    return [_exchanges(reader, asked), besides]


def _exchanges(reader: Reader, asked: Asked) -> Chapter:
    rows = [
        (
            step.legal_name,
            _DIRECTIONS[step.direction],
            capital(", ".join(asked.words(CATEGORY[code].label) for code in step.categories)),
            days_in_words(step.days, asked.language),
        )
        for step in trail_of(reader, asked.client_id)
    ]
    title = say("With whom we exchanged your data")
    if not rows:
        return Chapter(title, sentences=(say("With nobody."),))
    heads = (say("Recipient"), say("Direction"), say("Data"), say("Days"))
    return Chapter(title, tables=(Table(heads, rows, (True, False, True, True)),))


def _card(reader: Reader, asked: Asked) -> Table:
    found = rows_of(
        reader,
        """
        select number, registered_on, language, restricted_since from clients
        where id = $client_id or merged_into = $client_id order by merged_into nulls first, number
        """,
        asked,
    )
    rows = [
        (row["number"], day_of(asked, row["registered_on"]), language_words(row["language"], asked.language)
            if row["language"] else "", day_of(asked, row["restricted_since"]))
        for row in found
    ]  # fmt: skip
    heads = (say("Client number"), say("Registered on"), say("Language for letters"), say("Restricted since"))
    return table_of(say("Your file"), heads, rows)


def _consents(reader: Reader, asked: Asked) -> Table:
    rows = [
        (
            PURPOSES[row.purpose],
            row.recipient or "",
            f"{day_of(asked, row.given_on)}, {asked.words(HOW_LABELS[row.how]) if row.how in HOW_LABELS else row.how}",
            day_of(asked, row.withdrawn_on),
        )
        for row in consents_of(reader, asked.client_id)
    ]
    heads = (say("What for"), say("Recipient"), say("Given"), say("Withdrawn on"))
    return table_of(say("Your consents"), heads, rows, wide=(0,))


def _objections(reader: Reader, asked: Asked) -> Table:
    found = rows_of(
        reader,
        """
        select id, purpose, since, ended_on, reasons from objections
        where client_id = $client_id order by since desc, id
        """,
        asked,
    )
    rows = [
        (
            PURPOSES[row["purpose"]],
            day_of(asked, row["since"]),
            day_of(asked, row["ended_on"]),
            asked.text("objections", row["id"], "reasons", row["reasons"] or ""),
        )
        for row in found
    ]
    heads = (say("Against"), say("Since"), say("Until"), say("Our reasons"))
    return table_of(say("Your objections"), heads, rows, wide=(0, 3))


def _holds(reader: Reader, asked: Asked) -> Table:
    found = rows_of(
        reader,
        """
        select id, kind, since, until, reason from holds
        where client_id = $client_id and kind <> $by_request order by since desc, id
        """,
        asked,
        by_request=BY_REQUEST,
    )
    rows = [
        (
            HOLD_LABELS[row["kind"]],
            day_of(asked, row["since"]),
            day_of(asked, row["until"]),
            asked.text("holds", row["id"], "reason", row["reason"] or ""),
        )
        for row in found
    ]
    heads = (say("Why"), say("Since"), say("Until"), say("Explanation"))
    return table_of(say("Why we keep data longer"), heads, rows, wide=(0, 3))


def _statements(reader: Reader, asked: Asked) -> Table:
    found = rows_of(
        reader,
        """
        select id, category, body, added_on from statements_of_person
        where client_id = $client_id order by added_on desc, id
        """,
        asked,
    )
    rows = [
        (
            _category(row["category"]),
            day_of(asked, row["added_on"]),
            asked.text("statements_of_person", row["id"], "body", row["body"]),
        )
        for row in found
    ]
    return table_of(say("Your statements"), (say("About"), say("Added on"), say("Text")), rows, wide=(2,))


def _corrections(reader: Reader, asked: Asked) -> Table:
    found = rows_of(
        reader,
        """
        select c.id, c.category, c.in_table, c.field, c.was, c.became, e.happened_on
        from corrections c join request_events e on e.id = c.event_id
        where c.client_id = $client_id order by e.happened_on desc, c.id
        """,
        asked,
    )
    rows = [
        (
            _field(row["in_table"], row["field"]),
            day_of(asked, row["happened_on"]),
            _corrected(asked, row, "was"),
            _corrected(asked, row, "became"),
        )
        for row in found
    ]
    heads = (say("What"), say("On"), say("It was"), say("It became"))
    return table_of(say("What we corrected because you asked"), heads, rows, wide=(0, 2, 3))


def _corrected(asked: Asked, row: Mapping[str, Any], column: Literal["was", "became"]) -> Words:
    text, field = row[column], _known(row["in_table"], row["field"])
    if text is None:
        return ""
    return asked.text("corrections", row["id"], column, shown(fact_of(field, text), asked.language) if field else text)


def _protected(reader: Reader, asked: Asked) -> Table:
    found = rows_of(
        reader,
        """
        select category, field, since from protected_fields
        where client_id = $client_id order by since desc, category, field
        """,
        asked,
    )
    rows = []
    for row in found:
        category = CATEGORY.get(row["category"])
        tables = [kind.table for kind in category.kinds] if category else []
        label = next((_field(table, row["field"]) for table in tables), row["field"])
        rows.append((_category(row["category"]), label, day_of(asked, row["since"])))
    heads = (say("Data"), say("Fact"), say("Since"))
    return table_of(say("What an import may not change, because you asked for a correction"), heads, rows, wide=(0, 1))


def _fiscal(reader: Reader, asked: Asked) -> Table:
    found = rows_of(
        reader,
        """
        select concat_ws(' ', first_names, prefix, surname) as name, concat_ws(' ', street, house_number) as street,
            concat_ws(' ', postcode, city) as city, since
        from fiscal_identities where client_id = $client_id order by since desc, id
        """,
        asked,
    )
    rows = [(row["name"], row["street"], row["city"], day_of(asked, row["since"])) for row in found]
    heads = (say("Name"), say("Address"), say("Town"), say("Out of sight since"))
    return table_of(say("Your name and address on invoices and agreements"), heads, rows)


def _category(code: str) -> Words:
    category = CATEGORY.get(code)
    return category.label if category else code


def _field(table: str, column: str) -> Words:
    """What the field of a record is called; of the client's own row too."""
    if known := _known(table, column):
        return known.label
    return label_of(RECORD_KINDS[table]) if table in RECORD_KINDS else column


def _known(table: str, column: str) -> Field | None:
    if table == "clients":
        return OWN_FIELDS.get(column)
    kind = RECORD_KINDS.get(table)
    return next((field for field in kind.shown if field.column == column), None) if kind else None
