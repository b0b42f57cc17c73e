"""What a person provided goes along in one file that machines read, and goes to nobody else."""

import csv
import hashlib
import io
import json
import zipfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import jsonschema
import pyarrow as pa
import pytest

from data_layer.carrying_out import portability, portable_file
from data_layer.carrying_out.portable_records import PORTABLE, fields_of
from data_layer.categories import CATEGORY, RECORD_KINDS, Field
from data_layer.errors import BadInput, ChangedMeanwhile, NotAllowed
from data_layer.ids import new_id, new_ids
from data_layer.requests import request_documents
from data_layer.requests.request_documents import DocumentKind
from data_layer.rules.access import Act
from data_layer.rules.portability import provided_from
from data_layer.staff import THE_DESK
from data_layer.store import Store
from data_layer.verifying import findings
from data_layer.vocabulary import Outcome, Right
from data_layer.wording import put
from tests import make
from tests.data.test_case_letters import make_letter
from tests.data.test_merging import merged, the_pair
from tests.data.test_register_request import case_of
from tests.data.test_request_events import answer

RECEIVED = date(2026, 11, 2)
EMPTY: dict[str, Any] = {"birth_date": None, "birth_country": None, "gender": None}


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory, new_store_file: Path) -> Iterator[Store]:
    """One store for all tests here."""
    yield from make.a_lasting_store(tmp_path_factory.mktemp("portable") / "desk.duckdb", new_store_file)


def a_provider(store: Store, number: str, bsn: str | None = None) -> int:
    """A client of whom there is a record of every kind, each from whom such a record usually comes."""
    client_id = make.a_full_client(store, number, bsn=bsn)
    with store.change(THE_DESK, Act.STORE_FILL) as change:
        for kind in RECORD_KINDS.values():
            change.execute(
                f"update {kind.table} set source = $source where client_id = $id",  # noqa: S608 - names of the declaration
                source=kind.source,
                id=client_id,
            )
        change.execute("update clients set source = 'client' where id = $id", id=client_id)
    return client_id


def a_case(store: Store, client_id: int, right: Right = Right.PORTABILITY) -> str:
    return make.identified(store, make.a_request(store, RECEIVED, right=right, client_id=client_id))


def made(store: Store, number: str, **facts: Any) -> int:
    event_id = int(facts.pop("event_id", None) or new_id())
    portability.make(
        store, facts.pop("actor", make.COORDINATOR), facts.pop("seen", None) or make.seen(store, number),
        event_id=event_id, **facts,
    )  # fmt: skip
    return event_id


def sent(store: Store, number: str, document_id: int, sent_on: date = make.TODAY, **facts: Any) -> None:
    portability.send(
        store, facts.pop("actor", make.COORDINATOR), facts.pop("seen", None) or make.seen(store, number),
        document_id=document_id, sent_on=sent_on, **({"event_id": new_id()} | facts),
    )  # fmt: skip


def files_of(store: Store, document_id: int) -> dict[str, bytes]:
    file = request_documents.fetch(store, make.COORDINATOR, document_id)
    assert (file.name[-12:], file.media_type) == ("gegevens.zip", "application/zip")
    with zipfile.ZipFile(io.BytesIO(file.content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def told(store: Store, document_id: int) -> str:
    with store.read(make.COORDINATOR, Act.REQUEST_LIST) as reader:
        request_id = reader.value("select request_id from request_documents where id = $id", id=document_id)
        return " ".join(put(sentence, "nl") for sentence in portability.told(reader, request_id))


def kinds_of(store: Store, number: str) -> list[str]:
    return [
        row["kind"]
        for row in make.rows(
            store,
            """
            select e.kind from request_events e join requests r on r.id = e.request_id
            where r.number = $number order by e.recorded_at
            """,
            number=number,
        )
    ]


def test_the_file_has_what_the_person_provided_whole_and_valid(store: Store) -> None:
    client_id = a_provider(store, "1001", make.BSN)
    number = a_case(store, client_id)
    files = files_of(store, made(store, number))
    assert files.pop("schema.json") == portable_file.PUBLISHED.read_bytes()
    data = json.loads(files.pop("gegevens.json"))
    jsonschema.Draft202012Validator(schema(), format_checker=jsonschema.FormatChecker()).validate(data)
    assert list(data["categories"]) == [category.code for category in PORTABLE]
    assert (data["request"], data["made_on"]) == (number, "2026-11-23")
    (address,), (lesson,) = data["categories"]["address"], data["categories"]["attendance"]
    assert (address["country"], address["valid_from"], address["source"]) == ("SY", "2024-03-05", "client")
    assert (lesson["hours"], lesson["present"], lesson["source"]) == (3.5, False, "school")
    assert "invoiced" not in lesson, "what the school did with it"
    text = files.pop("LEESMIJ.txt").decode("utf-8-sig")
    assert "voor verzoek " + number in text
    assert "csv/attendance.csv (1)" in text
    assert make.BSN not in text
    assert set(files) == {f"csv/{category.code}.csv" for category in PORTABLE}
    for code, table in ((name[4:-4], content.decode()) for name, content in files.items()):
        assert make.BSN not in table
        for row, record in zip(csv.DictReader(io.StringIO(table)), data["categories"][code], strict=True):
            assert row == {name: as_cell(value) for name, value in record.items()}


def as_cell(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return "" if value is None else str(value)


def test_what_others_gave_is_left_out_and_counted(store: Store) -> None:
    client_id = make.a_full_client(store, "1002", bsn=None)
    with store.change(THE_DESK, Act.STORE_FILL) as change:
        change.execute("update clients set source = 'client' where id = $id", id=client_id)
    make.a_record(store, "phones", client_id, phone="+31612345679")
    files = files_of(store, made(store, a_case(store, client_id)))
    data = json.loads(files["gegevens.json"])
    assert list(data["categories"]) == ["names", "gender", "birth", "phone", "arrival"]
    assert [phone["phone"] for phone in data["categories"]["phone"]] == ["+31612345679"]
    assert "gegevens zijn weggelaten" in files["LEESMIJ.txt"].decode()


def test_of_who_was_merged_the_data_of_both_go_along(store: Store) -> None:
    a_provider(store, "1003")
    gone = make.a_client(store, "1004", first_names="Aminah", **EMPTY)
    number = a_case(store, gone)
    make.a_record(store, "phones", gone, phone="+31612345670")
    merged(store, the_pair(store, "1003", "1004"))
    data = json.loads(files_of(store, made(store, number))["gegevens.json"])
    assert [name["first_names"] for name in data["categories"]["names"]] == ["iets", "Aminah"]
    assert len(data["categories"]["phone"]) == 2


def test_nothing_goes_along_while_it_is_not_certain_who_asks(store: Store) -> None:
    client_id = a_provider(store, "1005")
    number = make.a_request(store, RECEIVED, right=Right.PORTABILITY, client_id=client_id)
    with pytest.raises(BadInput, match="not established who asks"):
        made(store, number)
    make.identified(store, number)
    document = made(store, number)
    with pytest.raises(BadInput, match="certain only since"):
        sent(store, number, document, date(2026, 11, 1))


def test_it_is_made_once_by_who_may_of_what_was_seen(store: Store) -> None:
    number = a_case(store, a_provider(store, "1006"))
    seen, event_id = make.seen(store, number), new_id()
    with pytest.raises(NotAllowed):
        made(store, number, actor=make.MANAGER)
    made(store, number, event_id=event_id)
    made(store, number, event_id=event_id, seen=seen)
    assert kinds_of(store, number).count("document_added") == 1
    with pytest.raises(ChangedMeanwhile):
        made(store, number, seen=seen)
    first = hashlib.sha256(request_documents.fetch(store, make.COORDINATOR, event_id).content).digest()
    again = made(store, number)
    assert hashlib.sha256(request_documents.fetch(store, make.COORDINATOR, again).content).digest() == first
    assert kinds_of(store, number)[-2:] == ["document_removed", "document_added"], "one that was not sent goes"
    assert "Het is gemaakt op 23 november 2026." in told(store, again)


def test_it_is_sent_once_and_the_letter_says_so(store: Store) -> None:
    number = a_case(store, a_provider(store, "1007"))
    document = made(store, number)
    seen, event_id = make.seen(store, number), new_id()
    with pytest.raises(NotAllowed):
        sent(store, number, document, actor=make.ADMINISTRATOR)
    with pytest.raises(BadInput, match="cannot have been sent before"):
        sent(store, number, document, date(2026, 11, 20))
    letter = make_letter(store, number, DocumentKind.ACKNOWLEDGEMENT)
    with pytest.raises(BadInput, match="no file with data") as error:
        sent(store, number, letter)
    assert error.value.field == "document_id"
    make.a_record(store, "phones", case_of(store, number).client_id or 0, phone="+31612345671")
    with pytest.raises(BadInput, match="changed since this file was made"):
        sent(store, number, document)
    document, seen = made(store, number), make.seen(store, number)
    before = told(store, document)
    with make.on_day(store, date(2026, 11, 25)):  # the same as on the day on which it was made
        sent(store, number, document, event_id=event_id)
    sent(store, number, document, event_id=event_id, seen=seen)
    with pytest.raises(ChangedMeanwhile):
        sent(store, number, document, seen=seen)
    with pytest.raises(BadInput, match="was sent on"):
        sent(store, number, document)
    assert kinds_of(store, number)[-1] == "document_sent"
    assert told(store, document) == before, "whether the letter or the file leaves first"
    for words in ("naamgegevens", "presentie"):
        assert words in before
    made(store, number)
    assert kinds_of(store, number)[-1] == "document_added", "what was sent stays"
    assert findings(store, THE_DESK) == []


def test_there_is_no_file_for_another_right_nobody_or_a_refusal(store: Store) -> None:
    client_id = a_provider(store, "1008")
    with pytest.raises(BadInput, match="something else"):
        made(store, a_case(store, client_id, Right.ACCESS))
    with pytest.raises(BadInput, match="Choose the client"):
        made(store, make.a_request(store, RECEIVED, right=Right.PORTABILITY))
    with pytest.raises(BadInput, match="nothing that this person provided"):
        made(store, a_case(store, make.a_full_client(store, "1009", bsn=None)))
    refused = a_case(store, client_id)
    answer(store, refused, make.TODAY, Outcome.REFUSED)
    with pytest.raises(BadInput, match="nothing to carry out"):
        made(store, refused)


def test_twenty_thousand_lessons_fit(store: Store) -> None:
    client_id, count = make.a_client(store, "1010"), 20_000
    lessons = pa.table(
        {
            "id": pa.array(new_ids(count)), "client_id": [client_id] * count, "held_on": [make.DAY] * count,
            "hours": [2] * count, "present": [True] * count,
        }
    )  # fmt: skip
    with store.change(THE_DESK, Act.STORE_FILL) as change:
        change.insert_table("attendance", lessons)
        change.bulk(count)
    files = files_of(store, made(store, a_case(store, client_id)))
    assert len(json.loads(files["gegevens.json"])["categories"]["attendance"]) == count
    assert files["csv/attendance.csv"].count(b"\n") == count + 1
    assert "(20.000)" in files["LEESMIJ.txt"].decode()


def schema() -> Any:
    return json.loads(portable_file.PUBLISHED.read_bytes())


def test_the_published_schema_is_what_is_declared() -> None:
    told = schema()["properties"]["categories"]["properties"]
    assert list(told) == [category.code for category in PORTABLE]
    for code, category in told.items():
        columns = category["items"]["properties"]
        declared = {field.column: field for field in fields_of(CATEGORY[code])}
        assert list(columns) == [*declared, "source"] == category["items"]["required"]
        assert columns.pop("source")["enum"] == list(provided_from(CATEGORY[code].kinds[0].source))
        for column, about in columns.items():
            assert {"description": declared[column].label.msgid, **kind_of(declared[column])} == about


def kind_of(field: Field) -> dict[str, Any]:
    """What the schema says of a field of this kind."""
    if field.options:
        return {"enum": [*field.options, None]}
    of = {"yes_no": "boolean", "amount": "number", "hours": "number"}.get(field.kind, "string")
    more = {"date": {"format": "date"}, "past": {"format": "date"}, "country": {"pattern": "^[A-Z]{2}$"}}
    return {"type": [of, "null"], **more.get(field.kind, {})}
