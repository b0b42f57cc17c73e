"""Recipients: who may get which data and on what agreement, laid down by the privacy officer alone."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from data_layer import disclosures, recipient_agreements, recipient_changes, recipient_lists, recipients, strangers
from data_layer.categories import Use
from data_layer.disclosure_course import annul
from data_layer.disclosures import Filter
from data_layer.errors import BadInput, ChangedMeanwhile, NotAllowed, NotFound
from data_layer.exporting import disclosure_lists, running
from data_layer.exporting.running import Export
from data_layer.ids import new_id
from data_layer.paging import Position
from data_layer.recipient_agreements import Agreement
from data_layer.recipient_checks import Facts
from data_layer.recipient_lists import Row
from data_layer.recipients import Recipient
from data_layer.rules.access import Act
from data_layer.staff import Actor
from data_layer.store import Store
from data_layer.strangers import Stranger
from tests import make
from tests.data.test_disclosures import log_of, recorded, the_entry

DUO, ICE, PANTEIA, LIBRARY = 1, 2, 3, 4
TOWN = Facts(
    name="Gemeente Proefstad",
    legal_name="Gemeente Proefstad",
    country="NL",
    role="independent",
    contact="Afdeling Inburgering",
    purposes=(9, 6, 9),
    usual=("names", "attendance"),
    needed=("agreements",),
)
KEYS: dict[str, Callable[[Row], Any]] = {
    "usual": lambda row: (not row.active, not row.in_statement),
    "name": lambda row: row.name.lower(),
    "agreement": lambda row: row.agreement_until or date.max,
    "latest": lambda row: -(row.last_out or date(1900, 1, 1)).toordinal(),
    "most": lambda row: -row.entries,
}
Write = Callable[[Store, Actor], object]


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory, new_store_file: Path) -> Iterator[Store]:
    """One store for all of these tests, each with recipients of its own."""
    yield from make.a_lasting_store(tmp_path_factory.mktemp("recipients") / "desk.duckdb", new_store_file)


def named(name: str, **facts: Any) -> Facts:
    return replace(TOWN, name=name, legal_name=f"{name} BV", **facts)


def added(store: Store, name: str, **facts: Any) -> Recipient:
    code = recipient_changes.add(store, make.OFFICER, id=new_id(), facts=named(name, **facts))
    return found(store, code)


def found(store: Store, code: str) -> Recipient:
    with store.read(make.MANAGER, Act.RECIPIENT_VIEW) as reader:
        return recipients.by_code(reader, make.OFFICER, code)


def agreements(store: Store, recipient_id: int) -> list[Agreement]:
    with store.read(make.MANAGER, Act.RECIPIENT_VIEW) as reader:
        return recipient_agreements.agreements_of(reader, recipient_id)


def an_agreement(store: Store, recipient_id: int, actor: Actor = make.OFFICER, **facts: Any) -> Agreement:
    facts = {"id": new_id(), "kind": "processor", "signed_on": date(2026, 1, 1), "ends_on": None, **facts}
    recipient_agreements.add_agreement(store, actor, recipient_id=recipient_id, **facts)
    return next(one for one in agreements(store, recipient_id) if one.id == facts["id"])


def rows(store: Store, order: str = "usual", **which: Any) -> dict[str, Row]:
    with store.read(make.MANAGER, Act.RECIPIENT_VIEW) as reader:
        page = recipient_lists.listed(reader, Position(), order=order, **which)
        return {row.name: row for row in page.rows}


def test_a_recipient_is_added_with_what_it_may_get_and_nothing_else(store: Store) -> None:
    own_id = new_id()
    code = recipient_changes.add(store, make.OFFICER, id=own_id, facts=TOWN)
    town = found(store, code)
    assert (town.name, town.country, town.purposes, town.in_statement, town.active) == (
        "Gemeente Proefstad", "NL", (6, 9), False, True,
    )  # fmt: skip
    assert town.usual_categories == ("names", "attendance")
    assert [code for code in town.uses if town.use_of(code) is Use.NEEDED] == ["agreements"]
    assert {"bsn", "complaints", "progress_notes", "phone"} <= set(town.never_categories)
    assert "proefstad" not in code.lower(), "a code stands in URLs"
    assert recipient_changes.add(store, make.OFFICER, id=own_id, facts=TOWN) == code
    with store.read(make.MANAGER, Act.RECIPIENT_VIEW) as reader:
        assert [one.name for one in recipients.active(reader)].count(TOWN.name) == 1
    (entry,) = [entry for entry in log_of(store, Act.RECIPIENT_CHANGE) if entry["subject_id"] == own_id]
    assert "name" in entry["fields"]
    assert not any("Proefstad" in field for field in entry["fields"])


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"name": " "}, "name"),
        ({"name": "x" * 61}, "name"),
        ({"name": "dúo"}, "name"),
        ({"name": "Openbare bibliotheek Gelderland-Zuid"}, "name"),
        ({"legal_name": ""}, "legal_name"),
        ({"contact": "\x00"}, "contact"),
        ({"country": None}, "country"),
        ({"country": "GB"}, "country"),
        ({"country": "CH"}, "country"),
        ({"role": None}, "role"),
        ({"role": "boss"}, "role"),
        ({"purposes": ()}, "purposes"),
        ({"purposes": (12,)}, "purposes"),
        ({"usual": ("bsn",)}, "usual"),
        ({"needed": ("bsn",)}, "needed"),
        ({"needed": ("shoe_size",)}, "needed"),
        ({"usual": ("names",), "needed": ("names",)}, "needed"),
    ],
)
def test_nonsense_about_a_recipient_is_refused_at_its_field(store: Store, wrong: dict[str, Any], field: str) -> None:
    facts = replace(named("Onzin"), **wrong)
    with pytest.raises(BadInput, match="Nothing was saved") as refusal:
        recipient_changes.add(store, make.OFFICER, id=new_id(), facts=facts)
    assert refusal.value.field == field
    assert "Onzin" not in rows(store)


def test_a_recipient_is_changed_and_the_log_says_which_fields(store: Store) -> None:
    before = added(store, "Auditor")
    facts = named("Auditor", role="processor", purposes=(7,), usual=("names",), needed=("agreements", "invoices"))
    recipient_changes.change_facts(store, make.OFFICER, before.id, before.version, facts)
    after = found(store, before.code)
    assert (after.role, after.purposes, after.usual_categories) == ("processor", (7,), ("names",))
    assert after.use_of("invoices") is Use.NEEDED
    entry = log_of(store, Act.RECIPIENT_CHANGE)[-1]
    assert set(entry["fields"]) == {"role", "purposes", "use.attendance", "use.invoices"}
    recipient_changes.change_facts(store, make.OFFICER, before.id, before.version, facts)  # a double click
    assert found(store, before.code).version == after.version
    with pytest.raises(ChangedMeanwhile):
        recipient_changes.change_facts(store, make.DEPUTY, before.id, before.version, named("Auditor"))
    recipient_changes.change_facts(
        store, make.OFFICER, before.id, after.version, replace(facts, needed=("agreements",))
    )
    assert found(store, before.code).use_of("invoices") is Use.NEVER
    with pytest.raises(BadInput):
        recipient_changes.change_facts(store, make.OFFICER, before.id, after.version + 1, named("Panteia"))


def test_of_the_four_only_legal_name_and_contact_can_be_changed(store: Store) -> None:
    before = found(store, "panteia")
    with pytest.raises(BadInput, match="follows from the privacy statement"):
        recipient_changes.change_facts(store, make.OFFICER, PANTEIA, before.version, named("Panteia"))
    new = {"legal_name": "Panteia Groep BV", "contact": " privacy@example.test "}
    recipient_changes.change_contact(store, make.OFFICER, PANTEIA, before.version, **new)
    after = found(store, "panteia")
    assert (after.legal_name, after.contact) == ("Panteia Groep BV", "privacy@example.test")
    assert (after.name, after.purposes, after.usual_categories) == (
        before.name, before.purposes, before.usual_categories,
    )  # fmt: skip
    recipient_changes.change_contact(store, make.OFFICER, PANTEIA, before.version, **new)
    assert found(store, "panteia").version == after.version
    with pytest.raises(ChangedMeanwhile):
        recipient_changes.change_contact(store, make.DEPUTY, PANTEIA, before.version, legal_name="P", contact="")
    with pytest.raises(BadInput) as refusal:
        recipient_changes.change_contact(store, make.OFFICER, PANTEIA, after.version, legal_name=" ", contact="")
    assert refusal.value.field == "legal_name"


def test_an_exchange_ends_and_resumes_also_with_one_of_the_four(store: Store) -> None:
    for one in (found(store, "library"), added(store, "Incassobureau")):
        recipient_changes.end(store, make.OFFICER, one.id, one.version)
        recipient_changes.end(store, make.OFFICER, one.id, one.version)  # a double click
        ended = found(store, one.code)
        assert (ended.active, ended.version) == (False, one.version + 1)
        with store.read(make.MANAGER, Act.RECIPIENT_VIEW) as reader:
            assert one.id not in [other.id for other in recipients.active(reader)]
            assert one.id in [other.id for other in recipients.of_any_time(reader)]
        with pytest.raises(ChangedMeanwhile):
            recipient_changes.resume(store, make.DEPUTY, one.id, one.version)
        recipient_changes.resume(store, make.OFFICER, one.id, ended.version)
        assert found(store, one.code).active


def test_nothing_is_resumed_outside_the_economic_area(store: Store) -> None:
    abroad = new_id()
    with store.change(make.OFFICER, Act.RECIPIENT_CHANGE) as change:
        facts = {"code": "abroad", "name": "Ver weg", "legal_name": "Ver weg", "role": "independent"}
        change.insert("recipients", id=abroad, country="GB", in_statement=False, active=False, **facts)
    with pytest.raises(BadInput, match="promises"):
        recipient_changes.resume(store, make.OFFICER, abroad, 1)


def test_an_agreement_is_recorded_corrected_and_ended(store: Store) -> None:
    own_id = new_id()
    facts: dict[str, Any] = {"kind": "processor", "signed_on": date(2026, 1, 1), "ends_on": date(2027, 12, 31)}
    for _click in range(2):
        recipient_agreements.add_agreement(store, make.OFFICER, id=own_id, recipient_id=ICE, **facts)
    (kept,) = [one for one in agreements(store, ICE) if one.id == own_id]
    assert (kept.kind, kept.signed_on, kept.ends_on) == tuple(facts.values())
    ended = facts | {"ends_on": date(2026, 11, 30)}
    for _click in range(2):
        recipient_agreements.change_agreement(store, make.OFFICER, seen=kept, **ended)
    (now,) = [one for one in agreements(store, ICE) if one.id == own_id]
    assert (now.ends_on, now.version) == (date(2026, 11, 30), 2)
    with pytest.raises(ChangedMeanwhile):
        recipient_agreements.change_agreement(store, make.DEPUTY, seen=kept, **facts)
    with pytest.raises(NotFound):
        recipient_agreements.add_agreement(store, make.OFFICER, id=new_id(), recipient_id=77, **facts)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"kind": None}, "kind"),
        ({"kind": "handshake"}, "kind"),
        ({"signed_on": None}, "signed_on"),
        ({"signed_on": make.TODAY + timedelta(1)}, "signed_on"),
        ({"ends_on": date(2025, 12, 31)}, "ends_on"),
    ],
)
def test_nonsense_about_an_agreement_is_refused_at_its_field(store: Store, wrong: dict[str, Any], field: str) -> None:
    before = agreements(store, LIBRARY)
    with pytest.raises(BadInput, match="Nothing was saved") as refusal:
        an_agreement(store, LIBRARY, **wrong)
    assert refusal.value.field == field
    assert agreements(store, LIBRARY) == before


def test_what_stands_out_about_a_recipient_is_in_its_row(store: Store) -> None:
    without = added(store, "Zonder", role="processor")
    exchange_only = added(store, "Uitwisselaar", role="processor")
    an_agreement(store, exchange_only.id, kind="exchange")
    ending = added(store, "Bijna", role="processor")
    an_agreement(store, ending.id, ends_on=make.TODAY + timedelta(90))
    make.a_client(store, "3001")
    recorded(store, recipient_id=ending.id, categories=["names"], client_numbers=["3001"])
    ended = added(store, "Voorbij")
    recipient_changes.end(store, make.OFFICER, ended.id, ended.version)
    listed = rows(store)
    assert listed[without.name].flags == listed[exchange_only.name].flags == ["no_agreement", "unnamed"]
    assert listed[ending.name].flags == ["ending", "unnamed"]
    assert listed[ending.name].agreement_until == make.TODAY + timedelta(90)
    assert listed[ended.name].flags == ["ended"]
    assert listed["DUO"].flags == []
    assert list(listed)[:4] == ["DUO", "Bureau ICE", "Panteia", "Bibliotheek"]
    assert list(listed)[-1] == "Voorbij"
    assert KEYS.keys() == recipient_lists.ORDERS.keys()
    for order, key in KEYS.items():
        ordered = rows(store, order)
        assert ordered.keys() == listed.keys()
        assert all(one <= other for one, other in pairwise(map(key, ordered.values()))), order


def test_what_went_there_is_counted_in_the_row_and_shows_a_gap_in_the_statement(store: Store) -> None:
    make.a_client(store)
    town, silent = added(store, "Gemeente Teldorp"), added(store, "Nooit gebruikt")
    facts: dict[str, Any] = {"recipient_id": town.id, "categories": ["names"], "purpose": 9}
    recorded(store, happened_on=date(2025, 5, 1), **facts)
    recorded(store, happened_on=date(2026, 3, 2), **facts)
    recorded(store, happened_on=date(2026, 4, 2), direction="in", **facts)
    wrong = recorded(store, happened_on=date(2026, 6, 2), **facts).number
    annul(store, make.OFFICER, the_entry(store, wrong).row.id, 1, why="Nooit gegaan")
    row = rows(store)[town.name]
    assert (row.last_out, row.entries) == (date(2026, 3, 2), 2)

    for one in (town, silent):
        recipient_changes.end(store, make.OFFICER, one.id, one.version)
    with store.read(make.MANAGER, Act.RECIPIENT_VIEW) as reader:
        gaps = {gap.recipient.name: gap.last_on for gap in recipients.gaps(reader)}
    assert gaps[town.name] == date(2026, 3, 2), "data went there since the statement"
    assert silent.name not in gaps
    assert not {"DUO", "Bureau ICE", "Panteia", "Bibliotheek"} & gaps.keys()


def test_a_stranger_is_listed_apart_corrected_and_never_a_recipient(store: Store) -> None:
    make.a_client(store, "2001")
    facts: dict[str, Any] = {"recipient_id": None, "categories": ["names"], "client_numbers": ["2001"]}
    recorded(store, stranger=Stranger("Jan Verzonnen", "GB"), **facts)
    with store.read(make.MANAGER, Act.RECIPIENT_VIEW) as reader:
        (someone,) = recipients.strangers(reader)
        assert someone.id not in [gap.recipient.id for gap in recipients.gaps(reader)]
        assert someone.id not in recipient_agreements.agreement_standing(reader, reader.today)
    assert "Jan Verzonnen" not in rows(store)
    assert rows(store, strangers=True)["Jan Verzonnen"].entries == 1
    refused: list[Write] = [
        lambda s, a: recipient_changes.change_facts(s, a, someone.id, 1, named("Vreemd")),
        lambda s, a: recipient_changes.change_contact(s, a, someone.id, 1, legal_name="V", contact=""),
        lambda s, a: recipient_changes.resume(s, a, someone.id, 1),
        lambda s, a: an_agreement(s, someone.id, a),
        lambda s, a: strangers.correct(s, a, DUO, 1, Stranger("Vreemd", "NL")),
        lambda s, a: strangers.correct(s, a, someone.id, 1, Stranger(" ", "NL")),
    ]
    for write in refused:
        with pytest.raises(BadInput):
            write(store, make.OFFICER)
    for _click in range(2):
        strangers.correct(store, make.OFFICER, someone.id, 1, Stranger("particulier", "NL"))
    assert (found(store, someone.code).name, found(store, someone.code).legal_name) == ("particulier", "particulier")
    with pytest.raises(ChangedMeanwhile):
        strangers.correct(store, make.DEPUTY, someone.id, 1, Stranger("iemand", "NL"))


@pytest.mark.parametrize("actor", [make.MANAGER, make.COORDINATOR, make.ADMINISTRATOR], ids=lambda a: a.name)
def test_nobody_but_the_privacy_officer_changes_a_recipient(store: Store, actor: Actor) -> None:
    kept = an_agreement(store, ICE)
    writes: list[Write] = [
        lambda s, a: recipient_changes.add(s, a, id=new_id(), facts=named("Stiekem")),
        lambda s, a: recipient_changes.change_facts(s, a, DUO, 1, named("Stiekem")),
        lambda s, a: recipient_changes.change_contact(s, a, DUO, 1, legal_name="Stiekem", contact=""),
        lambda s, a: recipient_changes.end(s, a, DUO, 1),
        lambda s, a: recipient_changes.resume(s, a, DUO, 1),
        lambda s, a: strangers.correct(s, a, DUO, 1, Stranger("Stiekem", "NL")),
        lambda s, a: recipient_agreements.add_agreement(
            s, a, id=new_id(), recipient_id=ICE, kind="processor", signed_on=make.TODAY, ends_on=None
        ),
        lambda s, a: recipient_agreements.change_agreement(
            s, a, seen=kept, kind="joint", signed_on=make.TODAY, ends_on=None
        ),
    ]
    for write in writes:
        with pytest.raises(NotAllowed):
            write(store, actor)
    assert "Stiekem" not in rows(store)
    assert kept in agreements(store, ICE)


def test_the_list_is_taken_along_as_it_stands(store: Store) -> None:
    listing = disclosure_lists.recipients("name")
    columns = tuple(column.code for column in listing.columns)
    content = b"".join(running.run(store, make.MANAGER, Export(listing, columns, "csv", 9, "nl")))
    lines = content.decode("utf-8-sig").splitlines()
    assert len(lines) == 1 + len(rows(store, "name"))
    (duo,) = [line for line in lines if line.startswith("DUO;")]
    assert "Nederland" in duo
    assert ";ja;ja;" in duo


def test_a_strangers_name_is_for_those_who_may_list_clients(store: Store) -> None:
    make.a_client(store, "4001")
    stranger: dict[str, Any] = {
        "recipient_id": None, "stranger": Stranger("Jan de Buurman", "NL"), "categories": ["names"],
    }  # fmt: skip
    number = recorded(store, **stranger, client_numbers=["4001"]).number
    with store.read(make.MANAGER, Act.DISCLOSURE_LIST) as reader:
        code = next(one.code for one in recipients.strangers(reader) if one.name == "Jan de Buurman")
        for actor, name in ((make.MANAGER, ""), (make.COORDINATOR, "Jan de Buurman")):
            (row,) = disclosures.listed(reader, actor, Filter(search=number), Position()).rows
            assert row.recipient_name == disclosures.the_disclosure(reader, actor, number).row.recipient_name == name
        with pytest.raises(NotFound):
            recipients.by_code(reader, make.MANAGER, code)
        assert recipients.by_code(reader, make.COORDINATOR, code).is_stranger


def test_of_a_joint_controller_only_an_arrangement_counts(store: Store) -> None:
    joint = added(store, "Samen Verantwoordelijk", role="joint")
    terms: dict[str, Any] = {"recipient_id": joint.id, "signed_on": date(2026, 1, 1), "ends_on": None}
    for kind, state in (("exchange", "none"), ("joint", "valid")):
        recipient_agreements.add_agreement(store, make.OFFICER, id=new_id(), kind=kind, **terms)
        with store.read(make.OFFICER, Act.RECIPIENT_VIEW) as reader:
            assert recipient_agreements.agreement_standing(reader, make.TODAY)[joint.id].state == state
