"""The recipients on the screen: what stands out, one opened beside the list, and what the privacy officer lays down."""

from datetime import date, timedelta

from data_layer import recipient_changes
from data_layer.store import Store
from data_layer.strangers import Stranger
from pages.shared.navigation import RECIPIENTS
from tests import make
from tests.data.test_disclosures import recorded
from tests.data.test_recipients import ICE, added, agreements, an_agreement, found, rows
from tests.screens.conftest import Opened
from tests.screens.reading import button, field, press, sent_to_the_browser, told_at, words_of


def test_the_list_warns_of_gaps_in_the_statement_and_of_processors_without_agreement(
    store: Store, open_screen: Opened
) -> None:
    town = added(store, "Gemeente Proefstad")
    at = open_screen(RECIPIENTS, actor=make.MANAGER)
    words = words_of(at)
    assert "De privacyverklaring noemt deze ontvangers niet: Gemeente Proefstad. Pas paragraaf 7 aan" in words
    assert "geen geldige verwerkersovereenkomst met: Bureau ICE" in words
    table = at.dataframe[0].value
    assert list(table["name"]) == ["DUO", "Bureau ICE", "Panteia", "Bibliotheek", "Gemeente Proefstad"]
    assert [list(flags) for flags in table["flags"]] == [
        [], ["geen verwerkersovereenkomst"], [], [], ["niet in de privacyverklaring"],
    ]  # fmt: skip
    assert not [b for b in at.button if b.label == "Ontvanger toevoegen"]
    assert "Anderen die gegevens kregen" not in sent_to_the_browser(at).decode(errors="ignore")

    ends = make.TODAY + timedelta(30)
    an_agreement(store, ICE, ends_on=ends)
    at = open_screen(RECIPIENTS, actor=make.COORDINATOR, ontvanger=town.code)
    words = words_of(at)
    assert "Bureau ICE eindigt op 23-12-2026" in words
    assert "naamgegevens, presentie" in words
    assert "Afdeling Inburgering" in words
    assert f"ontvanger={town.code}" in sent_to_the_browser(at).decode(errors="ignore")
    assert [b.label for b in at.button] == ["Exporteren"], "a coordinator looks only"


def test_strangers_are_listed_apart_and_can_be_renamed(store: Store, open_screen: Opened) -> None:
    make.a_client(store)
    recorded(store, recipient_id=None, stranger=Stranger("Jan Verzonnen", "GB"), categories=["names"])
    (someone,) = rows(store, strangers=True).values()
    at = open_screen(RECIPIENTS, actor=make.OFFICER, weergave="strangers", ontvanger=someone.number)
    assert list(at.dataframe[0].value["name"]) == ["Jan Verzonnen"]
    assert "zonder ontvanger van de school te zijn" in words_of(at)
    assert "geen ontvanger van de school" in sent_to_the_browser(at).decode(errors="ignore")
    assert not [b for b in at.button if b.label == "Uitwisseling beëindigen"]
    field(at, "text_input", "stranger_name").input("particulier")
    press(at, "Opslaan")
    assert found(store, someone.number).name == "particulier"


def test_a_recipient_is_added_and_opens(store: Store, open_screen: Opened) -> None:
    at = press(open_screen(RECIPIENTS, actor=make.OFFICER), "Ontvanger toevoegen")
    field(at, "text_input", "name").input("Gemeente Proefstad")
    field(at, "text_input", "legal_name").input("Gemeente Proefstad")
    field(at, "selectbox", "country").select("GB")
    field(at, "selectbox", "role").select("independent")
    field(at, "multiselect", "purposes").set_value([9])
    field(at, "multiselect", "usual").set_value(["names"])
    press(at, "Opslaan")
    assert "belooft dat daar geen gegevens worden verwerkt" in told_at(at, "Land")
    assert "Gemeente Proefstad" not in rows(store)
    assert field(at, "text_input", "name").value == "Gemeente Proefstad", "what was typed stays"
    field(at, "selectbox", "country").select("NL")
    press(at, "Opslaan")
    assert "De ontvanger is toegevoegd." in words_of(at)
    row = rows(store)["Gemeente Proefstad"]
    assert at.query_params["ontvanger"] == row.number
    assert found(store, row.number).usual_categories == ("names",)


def test_the_privacy_officer_changes_a_recipient_and_overwrites_nobody_elses_change(
    store: Store, open_screen: Opened
) -> None:
    town = added(store, "Gemeente Proefstad")
    at = open_screen(RECIPIENTS, actor=make.OFFICER, ontvanger=town.code)
    field(at, "multiselect", "needed").set_value(["agreements", "invoices"])
    recipient_changes.change_contact(
        store, make.DEPUTY, town.id, town.version, legal_name="Gemeente Proefstad", contact="Nieuw"
    )
    press(at, "Opslaan", 1)
    assert found(store, town.code).contact == "Nieuw"
    assert "invoices" in found(store, town.code).never_categories

    at = open_screen(RECIPIENTS, actor=make.OFFICER, ontvanger=town.code)
    assert field(at, "text_area", "contact").value == "Nieuw"
    field(at, "multiselect", "needed").set_value(["invoices"])
    press(at, "Opslaan", 1)
    assert "De ontvanger is gewijzigd." in words_of(at)
    assert "invoices" not in found(store, town.code).never_categories
    press(at, "Uitwisseling beëindigen")
    assert found(store, town.code).active, "asked first"
    press(at, "Ja, beëindigen")
    assert not found(store, town.code).active
    press(at, "Weer gegevens uitwisselen")
    assert found(store, town.code).active


def test_an_agreement_of_one_of_the_four_is_recorded_and_corrected(store: Store, open_screen: Opened) -> None:
    at = open_screen(RECIPIENTS, actor=make.OFFICER, ontvanger="bureau_ice")
    assert not at.multiselect, "what it gets follows from the statement"
    assert field(at, "selectbox", "kind").value == "processor"
    press(at, "Opslaan")
    assert "Kies de dag" in told_at(at, "Getekend op")
    field(at, "date_input", "signed_on").set_value(date(2026, 1, 1))
    press(at, "Opslaan")
    assert "De overeenkomst is vastgelegd." in words_of(at)
    (kept,) = agreements(store, ICE)
    assert (kept.kind, kept.ends_on) == ("processor", None)
    ends = [widget for widget in at.date_input if str(widget.key).startswith("ends_on:")]
    ends[0].set_value(date(2027, 1, 1))
    press(at, "Opslaan")
    assert agreements(store, ICE)[0].ends_on == date(2027, 1, 1)
    assert "De overeenkomst is gewijzigd." in words_of(at)
    assert button(at, "Uitwisseling beëindigen")
