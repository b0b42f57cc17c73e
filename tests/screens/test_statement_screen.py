"""The privacy statement on the screen: the version in force, the next one, and what it changes."""

from datetime import date

from data_layer import statement_versions
from data_layer.rules.access import Act
from data_layer.statement_versions import Version
from data_layer.store import Store
from pages.shared.navigation import STATEMENT
from tests import make
from tests.data.test_statement_versions import known, published
from tests.screens.conftest import Opened
from tests.screens.reading import button, field, press, told_at, words_of
from tests.screens.test_new_request_screen import upload

BOLD = "**"


def newest(store: Store) -> Version:
    with store.read(make.OFFICER, Act.STATEMENT_VIEW) as reader:
        return statement_versions.versions(reader)[0]


def test_everybody_reads_the_version_in_force(store: Store, open_screen: Opened) -> None:
    at = open_screen(STATEMENT, actor=make.ADMINISTRATOR, versie="2020-01-01")
    words = words_of(at)
    assert "Versie van 10 september 2018: geldt nu" in words
    assert "#### 11 RECHTEN" in words
    assert "niet vastgelegd sinds wanneer" in words
    assert "Er is geen versie van de privacyverklaring van deze dag" in words
    assert [one.label for one in at.button] == [], "only the privacy officer records anything"


def test_a_store_without_a_version_says_so(store: Store, open_screen: Opened) -> None:
    with store.change(make.OFFICER, Act.STATEMENT_PUBLISH) as change:
        change.execute("delete from statement_versions")
    assert "Vandaag geldt er geen versie" in words_of(open_screen(STATEMENT, actor=make.OFFICER))


def test_the_next_version_is_shown_before_it_is_recorded(store: Store, open_screen: Opened) -> None:
    at = press(open_screen(STATEMENT, actor=make.OFFICER), "Nieuwe versie")
    body = field(at, "text_area", "statement_body")
    field(at, "text_area", "statement_remark").input("Een verzoek hoeft niet op papier.")
    press(at, "Toon wat er verandert")
    assert "Deze tekst geldt op die dag al." in told_at(at, "De hele tekst")
    body = field(at, "text_area", "statement_body")
    body.input(body.value.replace("een schriftelijk verzoek indienen", "op elke manier een verzoek indienen"))
    press(at, "Toon wat er verandert")
    words = words_of(at)
    assert "**11 RECHTEN**" in words
    assert "een ~~schriftelijk~~ verzoek" in words
    assert f"{BOLD}op elke manier{BOLD} een verzoek" in words
    assert len(known(store)) == 1, "asked first"
    press(at, "Ja, vastleggen")
    assert "De versie is vastgelegd." in words_of(at)
    assert "Versie van 23 november 2026: geldt nu" in words_of(at)
    assert list(at.dataframe[0].value["standing"]) == ["geldt nu", "vervangen"]
    assert newest(store).recorded_by == make.OFFICER.name


def test_a_version_shows_what_it_changed_goes_online_and_can_be_taken_back(
    store: Store, open_screen: Opened
) -> None:  # fmt: skip
    published(store, dated=date(2026, 12, 1))
    at = open_screen(STATEMENT, actor=make.OFFICER, versie="2026-12-01", weergave="changes")
    words = words_of(at)
    assert "Versie van 1 december 2026: geldt nog niet" in words
    assert "~~schriftelijk~~" in words
    assert "Een verzoek hoeft niet op papier" in words
    press(at, "Datum op website vastleggen")
    press(at, "Vastleggen")
    assert newest(store).online_since == make.TODAY
    assert "Op de website sinds 23 november 2026" in words_of(at)
    assert "Intrekken" not in [one.label for one in at.button], "the website has it"
    press(at, "Datum op website vastleggen")
    field(at, "selectbox", "why_not_online").select("other_version")
    press(at, "Datum wissen")
    assert newest(store).online_since is None
    press(at, "Intrekken")
    assert len(known(store)) == 2, "asked first"
    press(at, "Ja, intrekken")
    assert len(known(store)) == 1
    assert "De versie is ingetrokken." in words_of(at)
    assert "Versie van 10 september 2018: geldt nu" in words_of(at)


def test_the_text_comes_from_a_file_as_windows_writes_it(store: Store, open_screen: Opened) -> None:
    published(store, dated=date(2026, 12, 1))
    at = press(open_screen(STATEMENT, actor=make.OFFICER), "Nieuwe versie")
    days = field(at, "date_input", "dated")
    assert days.value == make.TODAY, "one that is to come blocks none before it"
    assert field(at, "text_area", "statement_body").value == known(store)[1].body
    days.set_value(date(2026, 12, 2)).run()
    assert field(at, "text_area", "statement_body").value == newest(store).body, "what counts on that day"
    field(at, "date_input", "dated").set_value(date(2026, 11, 1)).run()
    assert "Waarom het nu pas wordt vastgelegd" in [one.label for one in at.text_area]
    upload(at, "De tekst als .txt-bestand", "verklaring.txt", b"x" * 200_001)
    at.run()
    assert "te groot voor een privacyverklaring" in told_at(at, "De tekst als .txt-bestand")
    text = newest(store).body.replace("–", "-").replace("klacht", "klacht over privé")
    upload(at, "De tekst als .txt-bestand", "verklaring.txt", text.replace("\n", "\r\n").encode("cp1252"))
    at.run()
    assert field(at, "text_area", "statement_body").value == text
    assert "te groot" not in words_of(at)


def test_what_somebody_else_published_meanwhile_is_told(store: Store, open_screen: Opened) -> None:
    at = press(open_screen(STATEMENT, actor=make.OFFICER), "Nieuwe versie")
    published(store, actor=make.DEPUTY)
    body = field(at, "text_area", "statement_body")
    body.input(body.value.replace("klacht", "grief"))
    field(at, "text_area", "statement_remark").input("Een ander woord.")
    press(at, "Toon wat er verandert")
    assert "Iemand anders heeft intussen een versie vastgelegd" in words_of(at)
    assert button(at, "Toon wat er verandert")
    assert newest(store).recorded_by == make.DEPUTY.name
