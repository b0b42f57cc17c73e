"""The storage screen: the store is checked, a backup made in one press, and put back after a question."""

from datetime import timedelta

from data_layer import clock_watch
from data_layer.backups import copies
from data_layer.rules.access import Act
from data_layer.staff import THE_DESK
from data_layer.store import Store
from pages.shared.navigation import STORE
from pages.shared.wording import moment
from tests import make
from tests.screens.conftest import Opened
from tests.screens.reading import press, words_of


def test_a_backup_is_made_in_one_press_and_the_store_checked(store: Store, open_screen: Opened) -> None:
    at = open_screen(STORE, actor=make.OFFICER)
    assert "Er is nog geen reservekopie. Maak er nu een." in words_of(at)
    press(at, "Nu een reservekopie maken")
    assert "De reservekopie is gemaakt." in words_of(at)
    (made,) = copies.existing(store.settings)
    assert len(at.dataframe[0].value) == 1
    press(at, "Opslag nu controleren")
    assert "Alles in de opslag is in orde" in words_of(at)
    at = open_screen(STORE, actor=make.OFFICER, kopie=made.name)
    assert "Alleen de beheerder kan een reservekopie terugzetten." in words_of(at)
    assert "Terugzetten" not in words_of(at)
    at = open_screen(STORE, actor=make.COORDINATOR)
    assert "Dit scherm hoort niet bij uw rol" in words_of(at)


def test_the_administrator_checks_a_backup_and_puts_it_back_after_a_question(store: Store, open_screen: Opened) -> None:
    make.a_client(store, "1001")
    made = copies.make(store, make.ADMINISTRATOR)
    make.a_client(store, "1002")
    at = press(open_screen(STORE, actor=make.ADMINISTRATOR, kopie=made.name), "Deze reservekopie controleren")
    assert "Deze reservekopie is in orde. Er staat één cliënt in." in words_of(at)
    press(at, "Deze reservekopie terugzetten")
    assert f"Alles wat na {moment(made.made_at)} is ingevoerd" in words_of(at)
    assert "Wie aan de balie werkt, blijft zoals het nu is." in words_of(at)
    assert "Behalve wat voor de rechten van personen is gedaan: niets." in words_of(at)
    with store.read(make.OFFICER, Act.CLIENT_LIST) as reader:
        assert reader.value("select count(*) from clients") == 2
    press(at, "Ja, terugzetten")
    assert "is teruggezet" in words_of(at)
    with store.read(make.OFFICER, Act.CLIENT_LIST) as reader:
        assert reader.values("select number from clients") == ["1001"]
    assert [copy.kind for copy in copies.existing(store.settings)] == ["replaced", "made"]

    at = open_screen(STORE, actor=make.ADMINISTRATOR, kopie="desk-20200101T000000Z.duckdb")
    assert "Deze reservekopie is er niet meer." in words_of(at)


def test_a_doubted_clock_is_told_and_is_right_when_somebody_says_so(store: Store, open_screen: Opened) -> None:
    with store.change(THE_DESK, Act.CLOCK_WATCH) as change:
        change.insert("clock_watch", seen_at=store.clock() - timedelta(days=40))
    at = open_screen(STORE, actor=make.OFFICER)
    assert "meer dan een maand vroeger" in words_of(at)
    press(at, "De klok klopt")
    assert "Kijk eerst op een andere klok" in words_of(at)
    assert clock_watch.is_doubted(store)
    at.button(key=next(b.key for b in at.button if b.key and b.key.startswith("yes:"))).click().run()
    assert "De klok geldt vanaf nu weer als goed." in words_of(at)
    assert "meer dan een maand vroeger" not in words_of(at)
    assert not clock_watch.is_doubted(store)
