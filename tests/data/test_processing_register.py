"""The record of processing (art. 30 GDPR): everything that the desk declares, keeps and does, and nothing beside it."""

import hashlib
import io
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader
from python_calamine import CalamineWorkbook

from data_layer import recipient_agreements, recipients, terms
from data_layer.categories import CATEGORIES, Use
from data_layer.documents.chapters import Chapter, words_in
from data_layer.errors import NotAllowed
from data_layer.ids import new_id
from data_layer.log import Reason
from data_layer.processing import files, record
from data_layer.processing.activities import ACTIVITIES, TRANSFER
from data_layer.processing.files import ProcessingRecordFile
from data_layer.rules.access import Act
from data_layer.staff import Actor
from data_layer.store import Store
from data_layer.strangers import Stranger
from data_layer.terms import Terms
from data_layer.vocabulary import PURPOSES
from data_layer.wording import put
from tests import make
from tests.data.test_disclosures import recorded
from tests.data.test_recipients import ICE, added
from tests.data.test_sign_in_settings import WHOLE


@pytest.fixture(scope="module")
def store(new_store_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    for opened in make.a_lasting_store(tmp_path_factory.mktemp("register") / "desk.duckdb", new_store_file):
        make.a_client(opened)
        added(opened, "Gemeente Proefstad")
        recipient_agreements.add_agreement(
            opened, make.OFFICER, id=new_id(), recipient_id=ICE, kind="processor", signed_on=date(2026, 1, 1),
            ends_on=date(2027, 12, 31),
        )  # fmt: skip
        yield opened


def chapters(store: Store, actor: Actor = make.MANAGER) -> dict[str, Chapter]:
    with store.read(actor, Act.PROCESSING_REGISTER_VIEW) as reader:
        return record.chapters(reader, actor, "nl")


def records(part: Chapter) -> dict[str, dict[str, str]]:
    """The facts of each record in Dutch, by its name."""
    found = [{str(words_in(n, "nl")): str(words_in(f, "nl")) for n, f in record} for record in part.records]
    return {next(iter(record.values())): record for record in found}


def test_each_purpose_and_each_category_of_the_statement_is_in_an_activity(store: Store) -> None:
    assert sorted(number for one in ACTIVITIES for number in one.purposes) == list(PURPOSES)
    assert {category.code for one in ACTIVITIES for category in one.categories} == {one.code for one in CATEGORIES}
    legal = records(chapters(store)["activities"])["Wettelijke verplichtingen"]
    assert legal["Ontvangers"] == "DUO; Gemeente Proefstad"
    assert "BSN: 24 maanden" in legal["Bewaartermijn"]
    assert legal["Doorgifte buiten de EER"].startswith("Geen")


def test_each_recipient_is_in_an_activity_with_everything_that_it_may_get(store: Store) -> None:
    found = records(chapters(store)["activities"])
    with store.read(make.OFFICER, Act.RECIPIENT_VIEW) as reader:
        known = recipients.active(reader)
    for recipient in known:
        theirs = [one for one in found.values() if recipient.name in one["Ontvangers"].split("; ")]
        assert theirs, recipient.name
        data = {word.casefold() for one in theirs for word in one["Persoonsgegevens"].split("; ")}
        labels = {one.label for one in CATEGORIES if recipient.use_of(one.code) is not Use.NEVER}
        assert {str(words_in(label, "nl")).casefold() for label in labels} <= data, recipient.name
    survey = found["Kwaliteit van de dienstverlening"]
    assert survey["Ontvangers"] == "Panteia"
    assert "Naamgegevens; telefoonnummers; e-mailadressen" in survey["Persoonsgegevens"]
    assert "elefoonnummers: " in survey["Bewaartermijn"]
    assert "gerechtvaardigd belang" in survey["Grondslag"].casefold()


def test_the_record_names_who_is_responsible_and_who_guards_it(store: Store) -> None:
    about = {str(words_in(n, "nl")): str(words_in(f, "nl")) for n, f in chapters(store)["controller"].about}
    assert about["Naam"] == "STEP Inburgering"
    assert about["Functionaris privacy"] == f"{make.DEPUTY.name}; {make.OFFICER.name}"
    assert about["Gezamenlijk verantwoordelijken"] == "Geen"
    assert about["Privacyverklaring"] == "Versie van 10 september 2018"


def test_what_the_desk_keeps_of_its_staff_is_in_the_record_too(store: Store) -> None:
    own = records(chapters(store)["desk"])
    data = own["Accounts van medewerkers"]["Persoonsgegevens"]
    assert "90 dagen" in own["Accounts van medewerkers"]["Bewaartermijn"]
    assert data.startswith("Naam, e-mailadres en rollen")
    assert "wanneer iemand zich aan- en afmeldde" in data
    assert "namen kunnen staan" in own["Register van datalekken"]["Persoonsgegevens"]
    outside = str(chapters(store)["security"].sentences)
    for place in ("ledger", "backups", "on their way", "memory"):
        assert place in outside


def test_a_term_that_is_changed_changes_the_record(store: Store) -> None:
    before = records(chapters(store)["categories"])
    assert len(before) == len(CATEGORIES)
    assert before["Telefoonnummers"]["Bewaartermijn"] == "12 maanden"
    assert "UAVG" in before["BSN"]["Bijzonderheid"]
    with store.read(make.OFFICER, Act.RETENTION_VIEW) as reader:
        now = terms.terms_now(reader)
    wanted = Terms(dict(now.months) | {"phone": 6}, now.financial_year_end)
    terms.change_terms(store, make.OFFICER, seen=now, wanted=wanted, why=Reason("policy"))
    assert records(chapters(store)["categories"])["Telefoonnummers"]["Bewaartermijn"] == "6 maanden"


def test_each_recipient_has_its_role_what_it_gets_and_its_agreement(store: Store) -> None:
    found = records(chapters(store)["recipients"])
    assert list(found) == ["DUO", "Bureau ICE", "Panteia", "Bibliotheek", "Gemeente Proefstad"]
    assert found["Bureau ICE"]["Rol"] == "Verwerker"
    assert found["Bureau ICE"]["Overeenkomst"] == "Geldig tot en met 31 december 2027"
    assert found["Panteia"]["Overeenkomst"] == "Geen"
    assert "BSN" in found["DUO"]["Krijgt meestal"]
    assert all("BSN" in found[name]["Krijgt nooit"] for name in found if name != "DUO")
    assert found["Gemeente Proefstad"]["In de verklaring"] == "Nog niet genoemd in paragraaf 7"


def test_what_went_outside_the_eea_is_told_without_the_names_of_strangers(store: Store) -> None:
    assert not chapters(store)["transfers"].tables
    recorded(store, recipient_id=None, stranger=Stranger("Jan Verzonnen", "GB"), categories=["names"])
    told = {name: one["Doorgifte buiten de EER"] for name, one in records(chapters(store)["activities"]).items()}
    there = told.pop("Wettelijke verplichtingen")  # what it was for
    assert "Verenigd Koninkrijk; verstrekkingen: 1" in there
    assert set(told.values()) == {"Geen: dat belooft de privacyverklaring (paragraaf 8)"}
    for actor, name in ((make.OFFICER, "Jan Verzonnen"), (make.MANAGER, "Iemand die geen ontvanger is")):
        (table,) = chapters(store, actor)["transfers"].tables
        ((_number, _day, who, country, categories),) = [[words_in(c, "nl") for c in row] for row in table.rows]
        assert (who, country, categories) == (name, "Verenigd Koninkrijk", "Naamgegevens")


@pytest.mark.parametrize(("language", "title"), [("nl", "Verwerkingsverantwoordelijke"), ("en", "Controller")])
def test_the_files_hold_every_chapter_and_each_is_logged_once(store: Store, language: Any, title: str) -> None:
    logged = "select fields, bulk_digest from log where act = 'processing_register.make'"
    before = len(make.rows(store, logged))
    paper = files.made(store, make.ADMINISTRATOR, ProcessingRecordFile("pdf", language))
    pdf = PdfReader(io.BytesIO(paper))
    assert "/StructTreeRoot" in pdf.root_object, "tagged"
    words = " ".join(" ".join(page.extract_text() for page in pdf.pages).split())
    assert words.count(title) >= 2, "in the contents and above its chapter"
    assert "Panteia" in words
    assert "Jan Verzonnen" not in words
    sheet = files.made(store, make.MANAGER, ProcessingRecordFile("xlsx", language))
    book = CalamineWorkbook.from_filelike(io.BytesIO(sheet))
    assert len(book.sheet_names) == 8
    front = [row for name in book.sheet_names[:1] for row in book.get_sheet_by_name(name).to_python()]
    assert "STEP Inburgering" in str(front)
    assert "2026" in str(front), "the day"
    assert len(book.get_sheet_by_index(4).to_python()) == 1 + len(CATEGORIES) + 2, "a sentence and an empty row above"
    cells = {str(cell) for name in book.sheet_names for row in book.get_sheet_by_name(name).to_python() for cell in row}
    for chapter in chapters(store).values() if language == "nl" else ():
        assert {words_in(sentence, "nl") for sentence in chapter.sentences} <= cells
    made = make.rows(store, logged + " order by seq")[before:]
    assert [row["fields"] for row in made] == [sorted(["pdf", language]), sorted(["xlsx", language])]
    assert [row["bulk_digest"] for row in made] == [hashlib.sha256(body).hexdigest() for body in (paper, sheet)]


def test_who_has_nothing_to_do_with_it_gets_neither_the_record_nor_its_files(store: Store) -> None:
    with pytest.raises(NotAllowed):
        chapters(store, make.COORDINATOR)
    with pytest.raises(NotAllowed):
        files.made(store, make.COORDINATOR, ProcessingRecordFile("pdf", "nl"))


def test_a_joint_controller_is_named_with_how_to_reach_it(store: Store) -> None:
    added(store, "Proefschool", role="joint", contact="Afdeling Privacy, 0123 456789")
    about = {str(words_in(n, "nl")): str(words_in(f, "nl")) for n, f in chapters(store)["controller"].about}
    assert about["Gezamenlijk verantwoordelijken"] == "Proefschool BV (Afdeling Privacy, 0123 456789)"


def test_where_people_sign_in_is_told_as_it_is_set(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    secrets = tmp_path / "secrets.toml"
    secrets.touch(mode=0o600)
    monkeypatch.setenv("STEP_SECRETS", str(secrets))

    def told(host: str) -> tuple[dict[str, str], str]:
        secrets.write_text(WHOLE.replace("id.example.org", host))
        found = chapters(store)
        return records(found["desk"])["Accounts van medewerkers"], " ".join(
            str(words_in(sentence, "nl")) for sentence in found["security"].sentences
        )

    accounts, measures = told("id.example.org")
    assert accounts[put(TRANSFER, "nl")].startswith("Geen:")
    assert "de volgende klik" in measures
    monkeypatch.setattr(store, "settings", store.settings.model_copy(update={"role_claim": "roles"}))
    for host, company in (("login.microsoftonline.com", "Microsoft"), ("accounts.google.com", "Google")):
        accounts, measures = told(host)
        assert f"{company} aanmeldingen buiten de Europese Economische Ruimte" in accounts[put(TRANSFER, "nl")]
        assert company in accounts["Ontvangers"]
    assert "volgende klik" not in measures
    assert f"{store.settings.sign_in_hours} uur" in measures
