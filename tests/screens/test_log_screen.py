"""The log on its screen: who did what, of one person too, and whether it is whole."""

from data_layer import staff_changes
from data_layer.ids import new_id
from data_layer.log import Subject
from data_layer.logbook.log_chains import end_of
from data_layer.rules.access import Act, Role
from data_layer.store import Store
from pages.shared.navigation import LOG, OVERVIEW
from tests import make
from tests.screens.conftest import Opened
from tests.screens.reading import press, words_of


def test_the_list_narrows_to_one_person_and_opens_an_entry(store: Store, open_screen: Opened) -> None:
    client_id = make.a_client(store, "1001")
    make.a_client(store, "1002")
    with store.read(make.COORDINATOR, Act.CLIENT_VIEW, Subject("client", client_id), sitting="a"):
        pass
    at = open_screen(LOG, actor=make.OFFICER, client="1001", regel="look-1")
    table = at.dataframe[0].value
    assert "Cliënt 1001" in set(table["about"])
    assert "Cliënt 1002" not in set(table["about"])
    assert make.COORDINATOR.name in set(table["who"])
    said = words_of(at)
    assert "Controlegetal van deze regel" in said
    assert make.asked(store, "select count(*) from log where act = 'log.view' and subject_id = $id", id=client_id) == 1
    assert any(button.label == "Overzicht voor de persoon" for button in at.button)

    at.text_input[1].set_value("geen nummer!").run()
    assert "Dit is geen cliëntnummer." in words_of(at)


def test_a_filter_that_fits_nothing_leaves_the_overview_for_the_person(store: Store, open_screen: Opened) -> None:
    make.a_client(store, "1001")
    at = open_screen(LOG, actor=make.OFFICER, client="1001", handeling="clock.trust")
    assert not at.dataframe
    assert any(button.label == "Overzicht voor de persoon" for button in at.button)


def test_an_entry_about_a_member_of_staff_names_them_and_leads_there(store: Store, open_screen: Opened) -> None:
    facts = staff_changes.Facts("Noor Nieuw", "noor@school.example", (Role.COORDINATOR,))
    own_id = new_id()
    staff_changes.add(store, make.ADMINISTRATOR, id=own_id, facts=facts)
    last = make.asked(store, "select max(seq) from log where chain = 'change'")
    at = open_screen(LOG, actor=make.OFFICER, handeling="staff.change", regel=f"change-{last}")
    assert "Medewerker Noor Nieuw" in set(at.dataframe[0].value["about"])
    assert "Medewerker Noor Nieuw" in words_of(at)
    (link,) = [one for one in at.get("page_link") if one.proto.label == "Medewerker Noor Nieuw"]
    assert f"medewerker={own_id}" in link.proto.query_string


def test_a_coordinator_does_not_see_it(store: Store, open_screen: Opened) -> None:
    make.a_client(store, "1001")
    at = open_screen(LOG, actor=make.COORDINATOR, client="1001")
    assert not at.dataframe
    assert "Dit scherm hoort niet bij uw rol." in words_of(at)
    assert make.asked(store, "select count(*) from log where act = 'log.view'") == 0


def test_it_is_checked_and_a_noted_digest_is_compared(store: Store, open_screen: Opened) -> None:
    make.a_client(store, "1001")
    with store.read(make.OFFICER, Act.LOG_VIEW) as reader:
        seq, digest = end_of(reader, "change")
    at = open_screen(LOG, actor=make.OFFICER, weergave="whole")
    assert {code.value for code in at.code} == {digest}, "of the other chain, which has no entry yet, nothing"
    press(at, "Controleren")
    assert "Het logboek was in orde" in words_of(at)
    assert make.OFFICER.name in words_of(at)
    expected = {digest[:16]: "dezelfde als genoteerd", "f" * 20: "niet dezelfde", "kort": "geen begin"}
    for typed, told in expected.items():
        at.text_input(key="noted_seq").set_value(str(seq))
        at.text_input(key="noted_digest").set_value(typed)
        press(at, "Vergelijken")
        assert told in words_of(at)


def test_the_privacy_officer_sees_first_who_got_a_role_and_nobody_else_does(store: Store, open_screen: Opened) -> None:
    facts = staff_changes.Facts("Noor [Nieuw](x)", "noor@school.example", (Role.PRIVACY_OFFICER,))
    staff_changes.add(store, make.ADMINISTRATOR, id=new_id(), facts=facts)
    for screen in (LOG, OVERVIEW):
        at = open_screen(screen, actor=make.OFFICER)
        (told,) = [info.value for info in at.info if "een rol" in info.value]
        assert "(functionaris)" in told
        assert "[Nieuw](x)" not in told
    assert "een rol" not in words_of(open_screen(OVERVIEW, actor=make.ADMINISTRATOR))


def test_a_log_that_is_not_whole_says_where(store: Store, open_screen: Opened) -> None:
    make.a_client(store, "1001")
    with store.change(make.ADMINISTRATOR, Act.SETTINGS_CHANGE) as change:
        change.execute("update log set count = 7 where chain = 'change' and seq = 1")
    at = press(open_screen(LOG, actor=make.OFFICER, weergave="whole"), "Controleren")
    (said,) = at.error
    assert "niet in orde" in said.value
    assert "Het logboek (wijziging) sluit niet aan bij regel 1." in said.value
