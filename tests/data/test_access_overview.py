"""The overview of a person's data: all of it, in plain words, tagged; made when it may be, sent while it is true."""

import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa
import pypdf
import pytest

from data_layer.carrying_out import overview, redacting
from data_layer.carrying_out.overview import Made
from data_layer.carrying_out.overview_facts import overview_of
from data_layer.carrying_out.places import PLACE_LABELS
from data_layer.categories import CATEGORIES
from data_layer.documents.access_overview import as_pdf
from data_layer.errors import BadInput, ChangedMeanwhile, NotAllowed
from data_layer.ids import new_id, new_ids
from data_layer.requests.document_files import Upload
from data_layer.requests.request_history import Seen
from data_layer.rules.access import Act
from data_layer.staff import Actor
from data_layer.store import Store
from data_layer.verifying import findings
from data_layer.vocabulary import Right
from data_layer.wording import Language, put
from tests import make
from tests.data.test_disclosures import recorded
from tests.data.test_merging import merged, the_pair
from tests.data.test_places import correct, of_case, search
from tests.data.test_register_request import REPRESENTED, case_of
from tests.data.test_request_documents import PDF
from tests.data.test_request_events import answer

RECEIVED = date(2026, 11, 2)
NOTE = "Haar zus Jamila belde. Zij komt later."


@dataclass(frozen=True)
class Asked:
    """A request for access of a client, of whom it is certain who asks."""

    store: Store
    client_id: int
    number: str

    @property
    def id(self) -> int:
        return case_of(self.store, self.number).id

    @property
    def seen(self) -> Seen:
        return make.seen(self.store, self.number)

    def searched(self) -> "Asked":
        for code in PLACE_LABELS:
            search(self.store, self.number, code, found="Niets gevonden.")
        return self

    def made(self, language: Language = "nl", actor: Actor = make.COORDINATOR, **facts: Any) -> int:
        event_id = facts.pop("event_id", None) or new_id()
        overview.make(self.store, actor, facts.pop("seen", None) or self.seen, event_id=event_id, language=language)
        return int(event_id)

    def reviewed(self, document_id: int, actor: Actor = make.COORDINATOR, **facts: Any) -> None:
        usual: dict[str, Any] = {"seen": self.seen, "event_id": new_id()}
        overview.review(self.store, actor, document_id=document_id, **usual | facts)

    def sent(self, document_id: int, actor: Actor = make.COORDINATOR, **facts: Any) -> None:
        usual: dict[str, Any] = {"seen": self.seen, "event_id": new_id(), "sent_on": make.TODAY}
        overview.send(self.store, actor, document_id=document_id, **usual | facts)

    def listed(self) -> list[Made]:
        with self.store.read(make.COORDINATOR, Act.REQUEST_LIST) as reader:
            return overview.listed(reader, self.id)

    def read(self, document_id: int) -> pypdf.PdfReader:
        (row,) = make.rows(self.store, "select content from request_documents where id = $id", id=document_id)
        return pypdf.PdfReader(io.BytesIO(row["content"]))

    def text(self, document_id: int) -> str:
        pages = self.read(document_id).pages
        return " ".join(" ".join(page.extract_text() for page in pages).split())


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory, new_store_file: Path) -> Iterator[Store]:
    """One store for all tests here."""
    yield from make.a_lasting_store(tmp_path_factory.mktemp("overview") / "desk.duckdb", new_store_file)


def asking(store: Store, number: str, **facts: Any) -> Asked:
    client_id = make.a_client(store, number)
    return Asked(
        store, client_id, make.identified(store, make.a_request(store, RECEIVED, client_id=client_id, **facts))
    )


def test_it_says_everything_of_the_client_in_plain_words_and_tagged(store: Store) -> None:
    client_id = make.a_full_client(store, "1001")
    make.a_record(store, "progress_notes", client_id, written_on=date(2026, 3, 4), body=NOTE)
    recorded(store, categories=["names", "bsn"], happened_on=date(2026, 3, 3))
    make.a_record(
        store,
        "statements_of_person",
        client_id,
        category="names",
        body="Zo schrijft Jamila mijn naam.",
        added_on=make.TODAY,
    )
    make.a_record(store, "appointments", client_id, held_on=make.DAY, place="Bij Jamila")
    make.a_record(store, "test_results", client_id, taken_on=make.DAY, result="Jamila hielp")
    number = make.identified(
        store, make.a_request(store, RECEIVED, client_id=client_id, asked="Alles graag, ook van Jamila.")
    )
    asked = Asked(store, client_id, number).searched()
    of_the_desk(asked)
    search(store, number, "Kast van Jamila", found="Een brief over Jamila.", file=Upload("Jamila.pdf", PDF))
    typed = [read.text for read in redacting_texts(asked) if "Jamila" in read.text.text]
    for text_of in typed[1:]:
        redacting.black_out(store, make.COORDINATOR, asked.id, text=text_of, words="jamila")
    with pytest.raises(BadInput, match="can still be read in one text") as error:
        asked.made()
    assert error.value.field == "texts"
    redacting.black_out(store, make.COORDINATOR, asked.id, text=typed[0], words="jamila")
    document_id = asked.made()
    text = asked.text(document_id)
    for words in (
        "Op 2 november 2026 vroeg u ons", "Alles graag, ook van", "Niets gevonden.", "Kast van",
        "Naamgegevens", make.BSN, "+31 6 12345678", "6542 JP", "17 mei 1990", "Syrië", "€ 1.234,56", "woonadres",
        "Onderhouden van contact", "Overeenkomst (6 lid 1 b)", "DUO", "3 maart 2026", "[grinning face]",
        "termijn van 24 maanden; bewaren t/m 5 maart 2026", "Zo schrijft", number,
        "Hoe wij zeker wisten dat u het was",
        "Ons belang weegt zwaarder dan dat van", "Adresgegevens Straat 2 november 2026", "Vroeger Oude Laan 4",
        "op papier",
        "Achternaam 2 november 2026 Testpersoom Testpersoon", "Geboortedatum 2 november 2026 17 mei 1990 18 mei 1990",
        "Geboorteland 2 november 2026 Eritrea Ethiopië", "Geschil", "Loopt bij de rechter.",
        "langer, zolang dit loopt: geschil", "Haar zus weggelakt: gaat over iemand anders belde.",
        "Op 10 plekken zijn woorden weggelakt",
        "geen computer die zelf over u beslist", "Europese Economische Ruimte", "Postbus 93374, 2509 AJ Den Haag",
    ):  # fmt: skip
        assert words in text, words
    assert "Jamila" not in text, "neither in a note, nor in what was found, nor as the name of a file"
    labels = [put(category.label, "nl") for category in CATEGORIES]
    assert [label for label in labels if label[:1].upper() + label[1:] not in text] == []
    check_tags(asked.read(document_id), "nl", "Overzicht van uw gegevens")
    english = asked.made("en")
    assert "On 2 November 2026 you asked us" in asked.text(english)
    assert "blacked out: is about somebody else" in asked.text(english)
    check_tags(asked.read(english), "en", "Overview of your data")
    assert [made.id for made in asked.listed()] == [english], "an unsent one is replaced"
    to = {"kind": "post", "street": "Postbus", "house_number": "9", "postcode": "1000 AA", "city": "Brussel"}
    make.a_record(store, "addresses", client_id, **to, country="BE", valid_from=date(2025, 1, 1))
    make.a_record(store, "addresses", client_id, kind="post", street="Straks", valid_from=date(2027, 3, 1))
    assert "Postbus 9 1000 AA Brussel België" in asked.text(asked.made())[:200], "where post goes today"
    assert findings(store, make.OFFICER) == []


def of_the_desk(asked: Asked) -> None:
    """A row of everything that the desk itself keeps of a client."""
    event_id = make.asked(asked.store, "select min(id) from request_events where request_id = $id", id=asked.id)
    rows: dict[str, dict[str, Any]] = {
        "objections": {"purpose": 7, "since": RECEIVED, "reasons": "Ons belang weegt zwaarder dan dat van Jamila."},
        "protected_fields": {"category": "address", "field": "street", "since": RECEIVED},
        "fiscal_identities": {"surname": "Vroeger", "street": "Oude Laan", "house_number": "4", "since": RECEIVED},
        "consents": {
            "purpose": 5, "shown_text": "Ik vind het goed.", "language": "nl", "how": "paper", "given_on": RECEIVED,
        },
        "corrections": {
            "request_id": asked.id, "event_id": event_id, "category": "names", "in_table": "clients",
            "record_id": asked.client_id, "field": "surname", "was": "Testpersoom", "became": "Testpersoon",
        },
    }  # fmt: skip
    for table, row in rows.items():
        make.a_record(asked.store, table, asked.client_id, **row)
    corrected = {"category": "progress_notes", "in_table": "progress_notes", "record_id": event_id, "field": "body"}
    make.a_record(
        asked.store, "corrections", asked.client_id,
        **rows["corrections"] | corrected | {"was": "Jamila zeurt.", "became": "Jamila helpt."},
    )  # fmt: skip
    for category, field, was, became in (
        ("birth", "birth_date", "1990-05-17", "1990-05-18"),
        ("birth", "birth_country", "ER", "ET"),
    ):
        other = {"category": category, "field": field, "was": was, "became": became}
        make.a_record(asked.store, "corrections", asked.client_id, **rows["corrections"] | other)
    make.a_hold(asked.store, asked.client_id, reason="Loopt bij de rechter.")


def redacting_texts(asked: Asked) -> list[redacting.Read]:
    with asked.store.read(make.COORDINATOR, Act.REQUEST_LIST) as reader:
        return redacting.texts(reader, asked.id, asked.client_id)


def check_tags(read: pypdf.PdfReader, language: str, title: str) -> None:
    root: Any = read.root_object
    assert (root["/Lang"], bool(root["/MarkInfo"]["/Marked"])) == (language, True)
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert read.metadata is not None
    assert read.metadata.title == title
    assert "<pdfuaid:part>1</pdfuaid:part>" in root["/Metadata"].get_object().get_data().decode()
    tags = set(kinds_of(root["/StructTreeRoot"]))
    assert {"/H1", "/H2", "/Table", "/TH", "/TD", "/P", "/TOC"} <= tags


def kinds_of(element: Any) -> Iterator[str]:
    """The kinds of all tags beneath one."""
    element = element.get_object() if hasattr(element, "get_object") else element
    if isinstance(element, list):
        for kid in element:
            yield from kinds_of(kid)
    elif isinstance(element, dict):
        if "/S" in element:
            yield str(element["/S"])
        if "/K" in element:
            yield from kinds_of(element["/K"])


def test_what_there_is_none_of_is_said_in_one_line_and_who_went_into_the_client_counts(store: Store) -> None:
    asked = asking(store, "1011").searched()
    make.a_client(store, "1012", first_names="Amineh", surname="Testpersoon")
    pair = the_pair(store, "1011", "1012")
    merged(store, pair)
    text = asked.text(asked.made())
    assert "Wat wij niet van u hebben BSN, adresgegevens, telefoonnummers" in text
    assert "Amineh" in text
    assert "1012" in text
    assert "Met wie wij uw gegevens hebben uitgewisseld Met niemand." in text


def test_it_is_made_only_when_it_is_certain_who_asks_and_everything_was_searched(store: Store) -> None:
    asked = asking(store, "1021")
    with pytest.raises(BadInput, match="not searched yet") as error:
        asked.made()
    assert error.value.field == "places"
    asked.searched()
    uncertain = make.a_request(store, RECEIVED, client_id=asked.client_id)
    with pytest.raises(BadInput, match="not established who asks"):
        Asked(store, asked.client_id, uncertain).searched().made()
    with pytest.raises(BadInput, match="not known which client"):
        Asked(store, 0, make.identified(store, make.a_request(store, RECEIVED))).made()
    with pytest.raises(BadInput, match="not a request for access"):
        asking(store, "1022", right=Right.PORTABILITY).made()
    with pytest.raises(NotAllowed):
        asked.made(actor=make.MANAGER)
    stale = asked.seen
    event_id = asked.made()
    asked.made(event_id=event_id, seen=stale)
    with pytest.raises(ChangedMeanwhile):
        asked.made(seen=stale)
    assert [made.id for made in asked.listed()] == [event_id]


def test_it_is_sent_only_when_somebody_read_it_and_while_it_is_true(store: Store) -> None:
    asked = asking(store, "1031").searched()
    first = asked.made()
    with pytest.raises(BadInput, match="Nobody read this overview"):
        asked.sent(first)
    with pytest.raises(NotAllowed):
        asked.reviewed(first, make.MANAGER)
    stale = asked.seen
    event_id = new_id()
    asked.reviewed(first, event_id=event_id)
    asked.reviewed(first, event_id=event_id, seen=stale)
    with pytest.raises(ChangedMeanwhile):
        asked.reviewed(first, seen=stale)
    with pytest.raises(BadInput, match="This overview was read on"):
        asked.reviewed(first)
    make.a_record(store, "progress_notes", asked.client_id, written_on=date(2026, 3, 4), body=NOTE)
    with pytest.raises(BadInput, match="changed since this overview was made"):
        asked.sent(first)
    second = asked.made()
    asked.reviewed(second)
    for read in redacting_texts(asked):
        words = "zus Jamila" if read.text.text == NOTE else "gevonden"
        redacting.black_out(store, make.COORDINATOR, asked.id, text=read.text, words=words)
    with pytest.raises(BadInput, match="changed since"):
        asked.sent(second)
    search(store, asked.number, "Kast", found="Een brief.", file=Upload("a.pdf", PDF))
    third = asked.made()
    asked.reviewed(third)
    row = of_case(store, asked.number)["Kast"].row
    assert row is not None
    correct(store, asked.number, row, found="Een brief.", file=Upload("b.pdf", PDF + b" of somebody else"))
    with pytest.raises(BadInput, match="file that goes along came after"):
        asked.sent(third)
    third = asked.made()
    asked.reviewed(third)
    with pytest.raises(BadInput, match="cannot have been sent before"):
        asked.sent(third, sent_on=make.TODAY - timedelta(days=1))
    with pytest.raises(BadInput, match="not with this request"):
        asked.sent(second)
    with pytest.raises(NotAllowed):
        asked.sent(third, make.MANAGER)
    answer(store, asked.number, make.TODAY)  # which is no change of the data
    stale, event_id = asked.seen, new_id()
    asked.sent(third, event_id=event_id)
    asked.sent(third, event_id=event_id, seen=stale)
    with pytest.raises(BadInput, match="sent on"):
        asked.sent(third)
    (made,) = asked.listed()
    assert (made.reviewed_by, made.sent_on) == (make.COORDINATOR.name, make.TODAY)
    with store.read(make.COORDINATOR, Act.REQUEST_LIST) as reader:
        told = [put(sentence, "nl") for sentence in overview.told(reader, asked.id)]
    assert (
        told[0] == "U krijgt een overzicht van alle gegevens die wij van u hebben. Het is gemaakt op 23 november 2026."
    )
    assert "5 plaatsen" in told[1]
    assert "weggelakt" in told[2]


def test_a_text_that_changed_since_it_was_blacked_out_is_read_again_first(store: Store) -> None:
    asked = asking(store, "1041").searched()
    make.a_record(store, "progress_notes", asked.client_id, written_on=date(2026, 3, 4), body=NOTE)
    (read, *_others) = redacting_texts(asked)
    redacting.black_out(store, make.COORDINATOR, asked.id, text=read.text, words="Jamila")
    with store.change(make.COORDINATOR, Act.RECORD_CHANGE, make.subject(asked.client_id)) as change:
        change.execute("update progress_notes set body = 'Jamila belde.' where client_id = $id", id=asked.client_id)
    with pytest.raises(BadInput, match="Read it again") as error:
        asked.made()
    assert error.value.field == "texts"


def test_thousands_of_lessons_are_no_matter(store: Store) -> None:
    asked = asking(store, "1051").searched()
    count = 5_000
    rows = pa.table(
        {
            "id": pa.array(new_ids(count)),
            "client_id": [asked.client_id] * count,
            "held_on": [date(2019, 1, 7) + timedelta(days=n % 2_000) for n in range(count)],
            "hours": pa.array([Decimal("3.50")] * count),
            "present": [True] * count,
        }
    )
    with store.change(make.COORDINATOR, Act.RECORD_ADD, make.subject(asked.client_id)) as change:
        change.insert_table("attendance", rows)
    assert len(asked.read(asked.made()).pages) < 200


def test_it_goes_where_the_letters_of_the_case_go(store: Store) -> None:
    asked = asking(store, "1091")
    for kind, street, since in (("home", "Kade", date(2025, 1, 6)), ("post", "Postbus", date(2027, 1, 1))):
        make.a_record(store, "addresses", asked.client_id, kind=kind, street=street, city="Tiel", valid_from=since)
    facts = {"client_id": asked.client_id, "applicant_contact": "Plein 2\nTiel"} | REPRESENTED
    for_another = case_of(store, make.a_request(store, RECEIVED, **facts))
    with store.read(make.COORDINATOR, Act.REQUEST_LIST) as reader:
        made = [
            overview_of(reader, request_id, asked.client_id, make.TODAY, "nl")
            for request_id in (asked.id, for_another.id)
        ]
        read = pypdf.PdfReader(io.BytesIO(as_pdf(made[1], reader.settings, "nl")))
    assert made[0].on_behalf_of is None
    text = " ".join(read.pages[0].extract_text().split())
    assert "U vroeg dit namens iemand anders. Waar hier ‘u’ of ‘uw’ staat, bedoelen wij iemand anders." in text
    assert [list(one.to) for one in made] == [
        ["Amina Testpersoon", "Kade", "Tiel"],
        ["Jo Gemachtigde", "Plein 2", "Tiel"],
    ]
