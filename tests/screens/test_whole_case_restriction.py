"""A whole request for restriction on its screens, from the letter to its end, and lifted when it is long finished."""

from datetime import timedelta

from data_layer.requests.request_documents import DocumentKind
from data_layer.staff import THE_DESK
from data_layer.store import Store
from data_layer.verifying import findings
from data_layer.vocabulary import Outcome, Right
from pages.shared.navigation import REQUEST
from tests import make
from tests.data.test_disclosures import TO_DUO, TO_ICE, recorded
from tests.screens import whole_case
from tests.screens.conftest import Opened
from tests.screens.reading import field, press, words_of


def test_recipients_are_told_the_case_ends_and_the_restriction_is_lifted_later_after_the_person_was_told(
    store: Store, open_screen: Opened
) -> None:
    whole_case.an_addressed_client(store)
    recorded(store, **TO_DUO | {"categories": ["names", "address"]})
    recorded(store, **TO_ICE)
    at = whole_case.registered(open_screen, Right.RESTRICTION, "Gebruik mijn gegevens niet.")
    number = whole_case.number_of(at)
    whole_case.known_in_person(at)
    whole_case.acknowledged(at, store, "Amina Testpersoon", "16 december 2026", "afscherming")
    assert "Scherm de gegevens van de persoon af" in whole_case.next_step(at)
    press(at, "Gegevens afschermen")
    field(at, "selectbox", "restrict_why").set_value("claim")
    press(at, "Afschermen")
    press(at, "Ja, afschermen")

    pages = [whole_case.pages_of(page) for page in whole_case.all_fetched(at, store)[DocumentKind.RECIPIENT_NOTICE]]
    assert all("Gegevens die u van ons kreeg, zijn afgeschermd" in page for page in pages)
    for categories in ("Het gaat om deze gegevens: naamgegevens, adresgegevens.", "deze gegevens: naamgegevens."):
        assert len([page for page in pages if categories in page]) == 1
    whole_case.made(at, DocumentKind.DECISION, outcome=Outcome.GRANTED)
    text = whole_case.text_of(whole_case.fetched(at, store, number, DocumentKind.DECISION))
    for words in ("Wij hebben uw gegevens afgeschermd op 23 november 2026.", "zolang u de gegevens nodig hebt voor uw",
                  "Wij laten dit nog weten aan: DUO, Bureau ICE"):  # fmt: skip
        assert words in text
    whole_case.sent(at)
    whole_case.answered_as_decided(at)
    assert "Laat de ontvangers weten wat er veranderd is: tot dan blijft de zaak open" in whole_case.next_step(at)
    for label in ("Verstuurd", "Vastleggen", "Bevestigd", "Vastleggen", "Verstuurd", "Vastleggen"):
        press(at, label)
    whole_case.finished(at, store, Outcome.GRANTED)
    assert "De gegevens blijven afgeschermd totdat de afscherming is opgeheven" in whole_case.next_step(at)

    whole_case.made(at, DocumentKind.LIFT_NOTICE, "Uw rechtszaak is voorbij.")
    text = whole_case.text_of(whole_case.fetched(at, store, number, DocumentKind.LIFT_NOTICE))
    assert "Op 30 november 2026 eindigt de afscherming. Dit is de reden:\nUw rechtszaak is voorbij." in text
    whole_case.sent(at)
    at = open_screen(REQUEST, actor=make.OFFICER, nummer=number)
    assert "de afscherming op 30 november 2026 eindigt" in words_of(at)
    with make.on_day(store, make.TODAY + timedelta(days=7)):
        press(press(at.run(), "Afscherming opheffen"), "Opheffen")
    assert "De afscherming is opgeheven." in words_of(at)
    assert make.asked(store, "select restricted_since from clients") is None
    assert findings(store, THE_DESK) == []
