"""The staff on the screen: listed, added, changed, let go; for the privacy officer to look at."""

from data_layer.ids import new_id
from data_layer.log import Subject
from data_layer.rules.access import Act, Role
from data_layer.sign_ins import BY_THE_PROVIDER
from data_layer.staff import THE_DESK
from data_layer.store import Store
from pages.shared.navigation import STAFF
from tests import make
from tests.data.test_staff import changed, row
from tests.screens.conftest import Opened
from tests.screens.reading import button, field, press, sent_to_the_browser, told_at, words_of

C, P = Role.COORDINATOR, Role.PRIVACY_OFFICER


def ready(store: Store) -> None:
    """The coordinator is signed in and has a request to answer."""
    make.a_request(store, handler_id=make.COORDINATOR.staff_id)
    with store.change(THE_DESK, Act.STORE_FILL) as change:
        change.execute("update staff set account = 'a digest' where id = 2")
        change.insert("sign_ins", digest=f"{new_id()}", staff_id=2, began_at=make.NOW)


def test_the_privacy_officer_sees_who_got_which_role_and_changes_nothing(store: Store, open_screen: Opened) -> None:
    ready(store)
    changed(store, make.COORDINATOR, THE_DESK, roles=(C, Role.ADMINISTRATOR))
    changed(store, make.DEPUTY, name="Dirk Anders", roles=(C, P))
    at = open_screen(STAFF, actor=make.OFFICER, medewerker=str(make.DEPUTY.staff_id))
    table = at.dataframe[0].value
    assert list(table["name"]) == [
        "Ada Beheerder",
        "Cor Coördinator",
        "Dirk Anders",
        "Fenna Functionaris",
        "Mia Manager",
    ]
    assert [list(flags) for flags in table["flags"]][:2] == [[], ["beheerder met dossiers"]]
    assert list(table["roles"])[2] == "Coördinator, functionaris"
    assert list(table["bound"])[:2] == ["nee", "ja"]
    assert [b.label for b in at.button] == ["Exporteren"]
    assert "Op deze balie meldt niemand zich aan" in words_of(at)
    (happened,) = (str(one.value) for one in at.text)
    assert "Ada Beheerder\nnaam gewijzigd, kreeg de rol coördinator" in happened
    assert "opent dossiers, behandelt verzoeken" in words_of(at)

    refused = open_screen(STAFF, actor=make.MANAGER, medewerker=str(make.DEPUTY.staff_id))
    assert "Dit scherm hoort niet bij uw rol" in words_of(refused)
    assert b"Dirk Anders" not in sent_to_the_browser(refused)


def test_the_administrator_adds_somebody_after_what_is_wrong_is_said_beneath_its_field(
    store: Store, open_screen: Opened
) -> None:
    at = press(open_screen(STAFF, actor=make.ADMINISTRATOR), "Medewerker toevoegen")
    field(at, "text_input", "name").input("Noor Nieuw")
    field(at, "text_input", "email").input("noor")
    field(at, "checkbox", "role_administrator").check()
    field(at, "checkbox", "role_coordinator").check()
    press(at, "Opslaan")
    assert "Dit is geen e-mailadres" in told_at(at, "E-mail")
    field(at, "text_input", "email").input("noor@school.example")
    press(at, "Opslaan")
    assert "De beheerder opent geen dossiers" in words_of(at)
    assert field(at, "text_input", "name").value == "Noor Nieuw", "what was typed stays"
    field(at, "checkbox", "role_administrator").uncheck()
    press(at, "Opslaan")
    assert "De medewerker is toegevoegd." in words_of(at)
    assert list(at.dataframe[0].value["name"])[-1] == "Noor Nieuw"


def test_a_role_is_taken_away_and_somebody_let_go_once_it_is_said_what_follows(
    store: Store, open_screen: Opened
) -> None:
    ready(store)
    changed(store, make.COORDINATOR, email="cor@school.example", roles=(C, Role.MANAGEMENT))
    with store.change(THE_DESK, Act.STORE_FILL) as change:
        change.execute("update sign_ins set ended_at = null, why_ended = null")
    at = open_screen(STAFF, actor=make.ADMINISTRATOR, medewerker="2")
    field(at, "checkbox", "role_coordinator").uncheck()
    press(at, "Opslaan")
    assert "Vervalt: coördinator." in words_of(at)
    assert "Eén open verzoek of klacht heeft dan niemand" in words_of(at)
    assert C in row(store, 2).roles, "asked first"
    press(at, "Ja, wijzigen")
    assert "De medewerker is gewijzigd." in words_of(at)
    assert (row(store, 2).roles, row(store, 2).signed_in) == ((Role.MANAGEMENT,), 0)

    field(at, "checkbox", "role_coordinator").check()
    press(at, "Opslaan")
    assert set(row(store, 2).roles) == {C, Role.MANAGEMENT}, "nothing follows from it, so nothing is asked"
    field(at, "selectbox", "by").select(make.DEPUTY.staff_id)
    press(at, "Uit de balie halen")
    assert "kan zich niet meer aanmelden" in words_of(at)
    press(at, "Ja, uit de balie halen")
    assert (row(store, 2).active, row(store, 2).replacement) == (False, make.DEPUTY.name)
    press(press(at, "Werkt hier weer"), "Ja, werkt hier weer")
    assert row(store, 2).active
    assert "verloor de rol coördinator" in "".join(str(one.value) for one in at.text)


def test_an_account_is_released_sign_ins_are_ended_and_nobody_changes_what_is_their_own(
    store: Store, open_screen: Opened
) -> None:
    ready(store)
    at = press(open_screen(STAFF, actor=make.ADMINISTRATOR, medewerker="2"), "Overal afmelden")
    assert "is op elk apparaat afgemeld" in words_of(at)
    assert (row(store, 2).signed_in, row(store, 2).is_bound) == (0, True)
    press(press(at, "Account loslaten"), "Ja, loslaten")
    assert not row(store, 2).is_bound
    assert not [b for b in at.button if b.label in ("Overal afmelden", "Account loslaten")]

    at = open_screen(STAFF, actor=make.ADMINISTRATOR, medewerker=str(make.ADMINISTRATOR.staff_id))
    assert "Dit bent u." in words_of(at)
    assert all(box.disabled for box in at.checkbox)
    assert not [b for b in at.button if b.label == "Uit de balie halen"]
    assert button(at, "Opslaan")


def test_somebody_elses_change_is_not_overwritten(store: Store, open_screen: Opened) -> None:
    changed(store, make.OFFICER, email="fenna@school.example")
    at = open_screen(STAFF, actor=make.ADMINISTRATOR, medewerker="3")
    field(at, "text_input", "name").input("Fenna Fout")
    changed(store, make.OFFICER, THE_DESK, name="Fenna Goed")
    press(at, "Opslaan")
    assert row(store, 3).name == "Fenna Goed"


def test_roles_that_came_from_the_sign_in_service_say_so(store: Store, open_screen: Opened) -> None:
    number = make.COORDINATOR.staff_id
    with store.change(THE_DESK, Act.STAFF_CHANGE, Subject("staff", number), BY_THE_PROVIDER) as change:
        change.touched("roles", "role_given.management")
    (said,) = [text.value for text in open_screen(STAFF, actor=make.ADMINISTRATOR, medewerker=str(number)).text]
    assert "· de aanmelddienst\n" in said
    assert "management" in said
