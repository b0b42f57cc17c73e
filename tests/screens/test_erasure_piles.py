"""The screen of a request for erasure tells what can go and what stays, proposes it once, and then what was done."""

from datetime import date

from data_layer.destroying import proposing, running
from data_layer.rules.access import Act
from data_layer.store import Store
from data_layer.transactions import Seen
from data_layer.vocabulary import Right
from pages.shared.navigation import CLIENT, REQUEST
from tests import make
from tests.screens.conftest import Opened
from tests.screens.reading import field, press, words_of


def test_the_piles_are_shown_with_why_what_can_go_is_proposed_once_and_then_the_letter_is_shown(
    store: Store, open_screen: Opened
) -> None:
    client_id = make.a_full_client(store, "1001", surname="Verdwenen")
    number = make.a_request(store, date(2026, 11, 2), right=Right.ERASURE, client_id=client_id)
    make.identified(store, number)
    at = open_screen(REQUEST, nummer=number)
    said = words_of(at)
    for words in ("Nu verwijderen** · 17", "Bewaren** · 3", "Niets verplicht de school om dit te bewaren."):
        assert words in said
        assert words in said
    gone, kept = (table.value for table in at.table)
    assert list(gone.columns) == ["Categorie", "Gegevens"]
    assert "gaat uit het gewone zicht; zoals het op facturen" in gone["Categorie"].iloc[0]
    assert set(kept.iloc[:, 2]) == {"31-12-2031"}
    assert "Wat de brief hierover zegt" not in said
    press(at, "Verwijdering voorstellen")
    field(at, "multiselect", "erasure_categories").set_value(["phone", "gender", "names"])
    press(at, "Voorstellen")
    said = words_of(at)
    assert "Vernietiging B2026-0001" in said
    assert "iemand anders dan wie het voorstelde" in said
    assert "Verwijdering voorstellen" not in [button.label for button in at.button]
    with store.read(make.OFFICER, Act.DESTRUCTION_VIEW) as reader:
        assert reader.values("select category from batch_items order by 1") == ["gender", "names", "phone"]
        batch = Seen(reader.value("select id from batches where kind = 'erasure'"), 1)
    proposing.approve(store, make.OFFICER, seen=batch)
    running.run(store, make.OFFICER, seen=Seen(batch.id, 2))
    said = words_of(at.run())
    for words in ("Uitgevoerd ", "Wij hebben verwijderd: naamgegevens, geslacht", "deels toegewezen"):
        assert words in said
        assert words in said
    _gone, kept = (table.value for table in at.table)
    assert "alleen zoals het op facturen en overeenkomsten staat" in kept["Categorie"].iloc[0]


def test_only_the_officer_sees_the_name_on_papers_for_a_reason(store: Store, open_screen: Opened) -> None:
    client_id = make.a_client(store, "1001", first_names=None, surname=None, search_name="")
    with store.change(make.OFFICER, Act.CLIENT_CHANGE, make.subject(client_id)) as change:
        change.insert("fiscal_identities", id=1, client_id=client_id, surname="Verdwenen", since=make.TODAY)
    assert "Naam en adres tonen" not in [button.label for button in open_screen(CLIENT, nummer="1001").button]
    at = open_screen(CLIENT, actor=make.OFFICER, nummer="1001")
    at.selectbox(key="put_away_reason").set_value("tax")
    press(at, "Naam en adres tonen")
    assert [code.value for code in at.code] == ["Verdwenen"]


def test_a_request_for_something_else_has_no_piles(store: Store, open_screen: Opened) -> None:
    number = make.a_request(store, date(2026, 11, 2), client_id=make.a_client(store))
    assert "Nu verwijderen" not in words_of(open_screen(REQUEST, nummer=number))
