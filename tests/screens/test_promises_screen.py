"""The promises on the screen: how they stand, what proves each, the looks of people, and where the text falls short."""

import pytest

from data_layer.promises import checks
from data_layer.promises.declared import PROMISES, SHORTFALLS
from data_layer.rules.access import Act
from data_layer.staff import Actor
from data_layer.store import Store
from pages.shared.navigation import DISCLOSURES, OVERVIEW
from pages.shared.navigation import PROMISES as SCREEN
from pages.shared.wording import plain
from tests import make
from tests.data.test_disclosures import TO_PANTEIA, recorded
from tests.data.test_statement_versions import published
from tests.screens.conftest import BEGIN, Opened
from tests.screens.reading import field, numbers_in, press, told_at, words_of


def looks(store: Store) -> list[tuple[str, bool, str | None]]:
    with store.read(make.OFFICER, Act.PROMISES_VIEW) as reader:
        return [(one.promise, one.is_in_order, one.remark) for one in checks.checks_of(reader)]


def test_management_sees_every_promise_and_comes_from_one_to_its_rows(store: Store, open_screen: Opened) -> None:
    make.a_client(store)
    recorded(store, **TO_PANTEIA | {"categories": ("names", "bsn")})
    at = open_screen(SCREEN, actor=make.MANAGER)
    said = words_of(at)
    for promise in PROMISES:
        assert plain(promise.quote) in said, promise.code
    assert f"Van de {len(PROMISES)} beloften" in said
    assert "Verstrekkingen van het BSN aan een ander dan DUO: 1 van 1." in said
    assert "§7 Aan derden" in said
    (link,) = [one for one in at.main.get("page_link") if "opmerking=bsn_not_duo" in one.proto.query_string]
    assert link.proto.label == "Naar de regels"
    assert not [one for one in at.main.get("page_link") if "opmerking=stranger" in one.proto.query_string], (
        "there are none"
    )
    broken = open_screen(SCREEN, actor=make.MANAGER, stand="not_kept")
    assert "§7 Aan derden" in words_of(broken)
    assert "§13" not in words_of(broken)
    there = open_screen(DISCLOSURES, actor=make.MANAGER, opmerking="bsn_not_duo", stand="counting")
    assert len(numbers_in(there)) == 1
    assert numbers_in(open_screen(DISCLOSURES, actor=make.MANAGER, opmerking="objection")) == []


def test_the_officer_records_what_was_found_and_the_promise_follows(store: Store, open_screen: Opened) -> None:
    at = open_screen(SCREEN, actor=make.OFFICER, belofte="eea")
    assert "binnen de EER?" in words_of(at)
    press(at, "Vastleggen")
    assert "Kies wat u hebt gezien" in told_at(at, "Wat hebt u gezien?")
    field(at, "radio", "check_found").set_value(False)
    press(at, "Vastleggen")
    assert "Schrijf op wat niet in orde is" in told_at(at, "Opmerking, zonder namen van cliënten")
    assert looks(store) == []
    field(at, "text_area", "check_remark").input("Een *app* bewaart in de VS")
    press(at, "Vastleggen")
    assert looks(store) == [("eea", False, "Een *app* bewaart in de VS")]
    said = words_of(at)
    assert "Wat u hebt gezien, is vastgelegd." in said
    assert "Bekeken op 23 november 2026: niet in orde." in said
    assert "Een \\*app\\* bewaart" in said, "what was typed stays text"


@pytest.mark.parametrize("actor", [make.COORDINATOR, make.ADMINISTRATOR], ids=lambda a: a.name)
def test_others_do_not_see_the_promises(store: Store, open_screen: Opened, actor: Actor) -> None:
    at = open_screen(SCREEN, actor=actor)
    assert "Dit scherm hoort niet bij uw rol" in words_of(at)


def test_management_sees_what_was_looked_at_and_records_nothing(store: Store, open_screen: Opened) -> None:
    checks.record_check(
        store, make.OFFICER, id=7, promise="eea", seen=None, checked_on=make.TODAY, is_in_order=True, remark=""
    )
    at = open_screen(SCREEN, actor=make.MANAGER, belofte="eea")
    assert f"23 november 2026 door {make.OFFICER.name}: **in orde**" in words_of(at)
    assert "Vastleggen" not in [button.label for button in at.button]
    gone = open_screen(SCREEN, actor=make.MANAGER, belofte="iets")
    assert "Deze belofte is er niet" in words_of(gone)


def test_where_the_statement_falls_short_stands_with_words_to_propose(store: Store, open_screen: Opened) -> None:
    at = open_screen(SCREEN, actor=make.MANAGER, weergave="tekort")
    said = words_of(at)
    short = sum(one.kind == "falls_short" for one in SHORTFALLS)
    assert f"Op **{short}** van {short} punten" in said
    assert "Advies" in [one.value for one in at.subheader]
    assert "De weg naar de rechtbank ontbreekt" in said
    assert "binnen zes weken een verzoek doen bij de rechtbank" in said
    assert "Nothing" not in said


def test_the_officer_says_whether_a_version_mended_it(store: Store, open_screen: Opened) -> None:
    published(store)
    before = words_of(open_screen(SCREEN, actor=make.OFFICER))
    assert f"Van de {len(PROMISES) - 2} beloften" in before
    assert "Niet meer beloofd" in before
    assert "viel nog niets te beoordelen" in before
    assert "De versie van 23 november 2026 geldt nu." in before
    at = open_screen(SCREEN, actor=make.OFFICER, weergave="tekort", punt="written_only")
    assert words_of(at).count("mogelijk verbeterd: kijk") == 2, "in the list and in the drawer"
    field(at, "radio", "check_found").set_value(True)
    press(at, "Vastleggen")
    said = words_of(at)
    assert "verbeterd in de versie van 23 november 2026" in said
    assert "mogelijk verbeterd" not in said
    assert [is_mended for _code, is_mended, _remark in looks(store)] == [True]


def test_management_begins_at_the_promises_and_stays_at_the_overview_once_it_is_there(open_screen: Opened) -> None:
    at = open_screen(OVERVIEW, actor=make.MANAGER)
    assert at.title[0].value == "Overzicht", "it has an address of its own, which a reload keeps"
    begins = {make.MANAGER: "Beloften", make.OFFICER: "Overzicht", make.COORDINATOR: "Overzicht"}
    for actor, title in begins.items():
        assert open_screen(BEGIN, actor=actor).title[0].value == title
    asked = open_screen(BEGIN, actor=make.MANAGER, deel="retention")
    assert (asked.title[0].value, asked.query_params["deel"]) == ("Overzicht", "retention")
