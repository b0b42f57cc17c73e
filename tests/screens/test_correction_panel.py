"""On the screen of a request for rectification the data are corrected, after a question that repeats what changes."""

from datetime import date

from data_layer.rules.access import Act
from data_layer.store import Store
from data_layer.vocabulary import Right
from pages.shared.navigation import CLIENT, REQUEST
from tests import make
from tests.screens.conftest import Opened
from tests.screens.reading import field, press, words_of


def test_a_date_is_corrected_after_a_question_and_a_statement_stands_in_the_dossier(
    store: Store, open_screen: Opened
) -> None:
    client_id = make.a_client(store, birth_date=date(1990, 3, 3))
    number = make.a_request(store, date(2026, 11, 2), right=Right.RECTIFICATION, client_id=client_id)
    at = open_screen(REQUEST, nummer=number)
    assert "Stel eerst vast wie het vraagt" in words_of(at)
    assert "Gegevens aanpassen" not in [button.label for button in at.button]

    make.identified(store, number)
    at = open_screen(REQUEST, nummer=number)
    press(at, "Gegevens aanpassen")
    field(at, "selectbox", "correct_kind").select("birth").run()
    assert "03-03-1990" in [text.value for text in at.text]
    field(at, "date_input", "birth_date").set_value(date(1990, 3, 4))
    press(at, "Opslaan")
    assert "Geboortedatum: 03\\-03\\-1990 wordt 04\\-03\\-1990" in words_of(at)
    assert make.asked(store, "select birth_date from clients") == date(1990, 3, 3)
    press(at, "Ja, opslaan")
    assert make.asked(store, "select birth_date from clients") == date(1990, 3, 4)
    (corrected,) = [table.value for table in at.table]
    assert [str(cell).replace("\\", "") for cell in corrected.iloc[0]] == [
        "Geboortedatum", "3 maart 1990", "4 maart 1990", "23-11-2026",
    ]  # fmt: skip

    make.a_hold(store, client_id)
    at = open_screen(REQUEST, actor=make.OFFICER, nummer=number)
    press(at, "Gegevens aanpassen")
    field(at, "selectbox", "correct_kind").select("gender").run()
    press(at, "Verwijderen")
    assert "Schrijf op waarom" in words_of(at)
    field(at, "text_input", "why_uncorrect").set_value("Nooit gevraagd.")
    press(at, "Verwijderen")
    press(at, "Ja, verwijderen")
    assert make.asked(store, "select gender from clients") is None

    at = open_screen(REQUEST, nummer=number)
    press(at, "Verklaring toevoegen")
    press(at, "Opslaan")
    assert "Kies over welke gegevens het gaat." in words_of(at)
    field(at, "selectbox", "statement_category").select("birth")
    field(at, "text_area", "statement_body").set_value("Zo staat het in mijn paspoort.")
    press(at, "Opslaan")
    assert "Zo staat het in mijn paspoort." in [text.value for text in at.text]
    dossier = words_of(open_screen(CLIENT, nummer="1001"))
    assert "Verklaring van de cliënt, 23 november 2026" in dossier


def test_what_somebody_else_changed_meanwhile_is_told_beside_what_was_typed(store: Store, open_screen: Opened) -> None:
    client_id = make.a_client(store)
    phone = make.a_record(store, "phones", client_id, phone="+31612345678")
    number = make.a_request(store, date(2026, 11, 2), right=Right.COMPLETION, client_id=client_id)
    make.identified(store, number)
    at = open_screen(REQUEST, nummer=number)
    press(at, "Gegevens aanvullen")
    field(at, "selectbox", "correct_kind").select("phones").run()
    field(at, "selectbox", "correct_which").select(phone).run()
    field(at, "text_input", "phone").set_value("0687654321")
    with store.change(make.COORDINATOR, Act.RECORD_CHANGE, make.subject(client_id)) as change:
        change.update("phones", phone, 1, phone="+31611111111")
        change.recorded("phones", phone, client_id, "corrected", "phone")
    press(at, "Opslaan")
    said = words_of(at)
    assert "Er is niets opgeslagen. Wat u invulde staat er nog" in said
    assert "Telefoon: was" in at.warning[-1].value
    press(at, "Opslaan")
    press(at, "Ja, opslaan")
    assert make.asked(store, "select phone from phones") == "+31687654321"
