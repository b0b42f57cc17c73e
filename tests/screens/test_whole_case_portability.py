"""A whole request to take data along on its screens: the file is opened, sent, and confirmed by an English letter."""

import csv
import io
import json
import zipfile

import jsonschema

from data_layer.requests.request_documents import DocumentKind
from data_layer.store import Store
from data_layer.vocabulary import Outcome, Right
from tests import make
from tests.data.test_portability import a_provider
from tests.screens import whole_case
from tests.screens.conftest import Opened
from tests.screens.reading import press


def test_the_file_is_made_opened_sent_and_confirmed_in_english(store: Store, open_screen: Opened) -> None:
    a_provider(store, "1001", bsn=make.BSN)
    at = whole_case.registered(open_screen, Right.PORTABILITY, "Geef mij mijn gegevens mee.")
    number = whole_case.number_of(at)
    whole_case.known_in_person(at)
    whole_case.acknowledged(at, store, "overdracht", "16 december 2026")
    assert "Maak het bestand met de gegevens om mee te nemen" in whole_case.next_step(at)
    press(at, "Bestand maken")
    assert "Verstuur het bestand" in whole_case.next_step(at)
    (file,) = whole_case.all_fetched(at, store)[DocumentKind.PORTABLE_DATA]
    with zipfile.ZipFile(io.BytesIO(file)) as archive:
        files = {name: archive.read(name).decode("utf-8-sig") for name in archive.namelist()}
    data = json.loads(files["gegevens.json"])
    jsonschema.validate(data, json.loads(files["schema.json"]))
    assert (data["request"], data["made_on"]) == (number, "2026-11-23")
    (phone,) = csv.DictReader(io.StringIO(files["csv/phone.csv"], newline=""))
    assert [phone["phone"]] == [one["phone"] for one in data["categories"]["phone"]] == ["+31612345678"]
    assert not {"bsn", "progress_notes", "test_results"} & set(data["categories"])
    assert make.BSN not in "".join(files.values())
    press(at, "Bestand verstuurd")

    whole_case.made(at, DocumentKind.DECISION, outcome=Outcome.GRANTED, language="en")
    text = whole_case.text_of(whole_case.fetched(at, store, number, DocumentKind.DECISION), "en")
    for words in (
        number,
        "We do what you asked",
        "On 16 November 2026 we received a request from you.",
        "You get your data from us in a file",
        "The file has your data as JSON and as CSV.",
    ):
        assert words in text
    whole_case.sent(at)
    whole_case.answered_as_decided(at)
    whole_case.finished(at, store, Outcome.GRANTED)
