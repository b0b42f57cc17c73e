"""The vocabulary is the privacy statement's, and every part of the declaration has its place."""

import re

import pytest

from data_layer import migrating
from data_layer.categories import (
    CATEGORIES,
    KINDS,
    RECORD_KINDS,
    STATEMENT_RECIPIENTS,
    Category,
    RecordKind,
    Use,
)
from data_layer.rules.access import STAFF_ROLES
from data_layer.vocabulary import (
    CHANNEL_LABELS,
    EEA,
    GROUND_LABELS,
    OUTCOME_LABELS,
    PURPOSES,
    RIGHT_LABELS,
    SOURCES,
    STATE_LABELS,
    Channel,
    Ground,
    Outcome,
    Right,
    State,
)
from data_layer.wording import put

STATEMENT_CATEGORIES = """
naamgegevens | geslacht | BSN | geboortedatum, -plaats en -land | adresgegevens | telefoonnummers | e-mailadressen
| gegevens inzake verblijfsstatus | datum komst naar Nederland | diverse competenties, examenresultaten en diploma’s
| resultaat intake | te regelen randvoorwaarden | trajectovereenkomsten | presentie | voortgangsnotities
| voortgangs- en eindevaluaties | afspraken | toets- en examenresultaten | gegevens klachtafhandeling | factuurgegevens
"""
STATEMENT_PURPOSES = """
onderhouden van contact | een goede en efficiënte dienstverlening | beheer van het cliëntenbestand
| verrichten van administratieve handelingen | bieden van begeleiding op maat | verzorgen van inburgeringstrajecten
| verbeteren van de dienstverlening | afhandelen van klachten en geschillen | nakomen van wettelijke verplichtingen
| facturatie | innen van gelden en het nemen van incassomaatregelen
"""
ADDED = "added"  # a column that came later has no check: DuckDB adds none
SCHEMA = "\n".join(step.sql for step in migrating.migrations())


def words(text: str) -> list[str]:
    return [" ".join(part.split()) for part in text.split("|")]


def test_the_screen_names_the_twenty_categories_as_the_statement_does_in_its_order() -> None:
    assert [put(category.label, "nl") for category in CATEGORIES] == words(STATEMENT_CATEGORIES)
    assert [category.number for category in CATEGORIES] == list(range(1, 21))


def test_the_eleven_purposes_are_the_statements() -> None:
    assert [put(PURPOSES[number], "nl") for number in range(1, 12)] == words(STATEMENT_PURPOSES)
    assert len(PURPOSES) == 11


def columns_of(table: str) -> dict[str, str]:
    """The columns that the schema gives a table, with what stands behind each name; `added` for a later one."""
    found = re.search(rf"create table {table} \((.*?)\n\);", SCHEMA, re.DOTALL)
    assert found, table
    later = re.findall(rf"alter table {table} add column ([a-z_]+)", SCHEMA)
    return dict(re.findall(r"^    ([a-z_]+) (.*?),?$", found.group(1), re.MULTILINE)) | dict.fromkeys(later, ADDED)


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.code)
def test_every_field_of_every_kind_of_record_has_its_column(kind: RecordKind) -> None:
    columns = columns_of(kind.table)
    for field in kind.shown:
        assert field.column in columns
        allowed = re.search(r" in \((.*?)\)\)", columns[field.column])
        if field.options and columns[field.column] != ADDED:
            assert allowed
            assert set(re.findall(r"'(\w+)'", allowed.group(1))) == set(field.options)
    needed = {
        name for name, rest in columns.items() if re.search("^[a-z0-9, ()]+ not null", rest) and "default" not in rest
    }
    asked = {field.column for field in kind.shown if field.is_needed or field in kind.given}
    if not kind.is_of_person:
        assert needed - asked <= {"id", "client_id", "safe_last_day"}
        assert {"source", "version"} <= columns.keys()
    assert {*kind.some_of, *kind.key, *filter(None, [kind.newest])} <= {field.column for field in kind.fields}
    assert kind.source in SOURCES


@pytest.mark.parametrize("category", CATEGORIES, ids=lambda c: c.code)
def test_every_category_is_declared_whole(category: Category) -> None:
    assert category.grounds
    assert category.kinds
    assert set(category.purposes) <= set(PURPOSES)
    assert (category.term_months is None) == (category.trigger == "fiscal")


def test_every_table_with_records_of_clients_belongs_to_a_category() -> None:
    others = {
        "consents", "objections", "protected_fields", "statements_of_person", "requests", "disclosure_clients", "holds",
        "due", "due_cases", "due_years", "batch_items", "reasons", "record_changes", "told_apart",
        "corrections", "fiscal_identities",
    }  # fmt: skip
    with_clients = {table for table in re.findall(r"create table (\w+)", SCHEMA) if "client_id" in columns_of(table)}
    assert with_clients == others | set(RECORD_KINDS)


def test_the_bsn_goes_to_duo_only_and_nobody_gets_what_is_not_named() -> None:
    for category in CATEGORIES:
        for recipient in (*STATEMENT_RECIPIENTS, "municipality"):
            if category.code == "bsn":
                assert (category.use_by(recipient) != Use.NEVER) == (recipient == "duo")
    never = {c.code for c in CATEGORIES if all(c.use_by(r) == Use.NEVER for r in STATEMENT_RECIPIENTS)}
    assert never == {"arrival", "preconditions", "progress_notes", "evaluations", "complaints"}


def test_everything_with_a_code_has_a_label() -> None:
    assert set(CHANNEL_LABELS) == set(Channel)
    assert set(GROUND_LABELS) == set(Ground)
    assert set(RIGHT_LABELS) == set(Right)
    assert set(STATE_LABELS) == set(State)
    assert set(OUTCOME_LABELS) == set(Outcome)
    assert len(STAFF_ROLES) == 4


def test_the_codes_of_the_store_are_those_of_the_vocabulary() -> None:
    for codes in (Right, State, Outcome, Channel, Ground):
        listed = ", ".join(f"'{code}'" for code in codes)
        assert listed in " ".join(SCHEMA.split()), listed


@pytest.mark.parametrize("country", ["CH", "GB", "US", "TR", "AW", "CW", "SX", "BQ"])
def test_adequate_protection_elsewhere_is_not_the_european_economic_area(country: str) -> None:
    assert country not in EEA
    assert len(EEA) == 30
