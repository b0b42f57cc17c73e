"""The screen of a request for erasure tells what can go and what stays, and proposes what is chosen once."""

from datetime import date

from data_layer.rules.access import Act
from data_layer.store import Store
from data_layer.vocabulary import Right
from pages.shared.navigation import REQUEST
from tests import make
from tests.screens.conftest import Opened
from tests.screens.reading import field, press, words_of


def test_the_piles_are_shown_with_why_and_what_can_go_is_proposed_once(store: Store, open_screen: Opened) -> None:
    client_id = make.a_full_client(store, "1001")
    number = make.a_request(store, date(2026, 11, 2), right=Right.ERASURE, client_id=client_id)
    at = open_screen(REQUEST, nummer=number)
    said = words_of(at)
    for words in ("Nu verwijderen** · 15", "Bewaren** · 5", "Niets verplicht de school om dit te bewaren."):
        assert words in said
    gone, kept = (table.value for table in at.table)
    assert list(gone.columns) == ["Categorie", "Gegevens"]
    assert set(kept.iloc[:, 2]) == {"31-12-2031"}
    assert "moet blijven voor de Belastingdienst" in " ".join(kept["Categorie"])
    press(at, "Verwijdering voorstellen")
    field(at, "multiselect", "erasure_categories").set_value(["phone", "gender"])
    press(at, "Voorstellen")
    assert "Voorgesteld voor dit verzoek: vernietiging B2026-0001." in words_of(at)
    assert "Verwijdering voorstellen" not in [button.label for button in at.button]
    with store.read(make.OFFICER, Act.DESTRUCTION_VIEW) as reader:
        assert reader.values("select category from batch_items order by 1") == ["gender", "phone"]
        assert reader.value("select kind from batches") == "erasure"


def test_a_request_for_something_else_has_no_piles(store: Store, open_screen: Opened) -> None:
    number = make.a_request(store, date(2026, 11, 2), client_id=make.a_client(store))
    assert "Nu verwijderen" not in words_of(open_screen(REQUEST, nummer=number))
