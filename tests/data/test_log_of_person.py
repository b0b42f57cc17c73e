"""What the log says of one person: all of it, and for that person without names of staff and without anybody else."""

import contextlib
import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pypdf
import pytest
from python_calamine import CalamineWorkbook

from data_layer import merging
from data_layer.errors import NotAllowed, NotFound
from data_layer.exporting import log_list
from data_layer.exporting.running import Export, run
from data_layer.log import Reason, Subject
from data_layer.logbook import log_extract, log_pages, log_purposes
from data_layer.logbook.log_extract import Format, LogExtract
from data_layer.logbook.log_lists import Filter
from data_layer.paging import Page, Position
from data_layer.requests import intake
from data_layer.rules.access import Act
from data_layer.settings import ROOT
from data_layer.staff import Actor
from data_layer.store import Store
from data_layer.vocabulary import Channel, Right
from data_layer.wording import Language
from tests import make


def fill(store: Store) -> None:
    """Two people; the first is client 1001, with 1002 merged into it, a request, and a disclosure shared with 1003."""
    for number in ("1001", "1002", "1003"):
        client_id = make.a_client(store, number, bsn=None)
        look(store, client_id, make.COORDINATOR)
    intake.register(
        store, make.COORDINATOR, id=1, right=Right.ACCESS, channel=Channel.POST, received_on=make.DAY,
        client_number="1001",
    )  # fmt: skip
    ids = make.rows(store, "select id, number from clients order by number")
    with store.change(make.OFFICER, Act.DISCLOSURE_RECORD, Subject("disclosure", 77)) as change:
        change.insert(
            "disclosures", id=77, number="VS2026-0001", direction="out", recipient_id=1, happened_on=make.DAY,
            channel="post", categories=["names"], state="sent", clients=2, recorded_on=make.DAY, staff_id=3,
            purpose=1, ground="contract",
        )  # fmt: skip
        for row in (ids[0], ids[2]):
            change.insert("disclosure_clients", disclosure_id=77, client_id=row["id"])
    with store.change(make.OFFICER, Act.CLIENT_CHANGE, Subject("client", ids[0]["id"]), Reason("other", "Fenna belde")):
        pass
    pair = merging.opened_pair(store, make.OFFICER, "1001", "1002", sitting="m")
    merging.merge(
        store, make.OFFICER, kept=pair.kept, merged=pair.merged, taken=(), reason=Reason(next(iter(merging.REASONS)))
    )


def look(store: Store, client_id: int, actor: Actor) -> None:
    with store.read(actor, Act.CLIENT_VIEW, Subject("client", client_id), sitting=str(client_id)):
        pass


@pytest.fixture(scope="module")
def lasting(tmp_path_factory: pytest.TempPathFactory, new_store_file: Path) -> Iterator[Store]:
    for store in make.a_lasting_store(tmp_path_factory.mktemp("person") / "desk.duckdb", new_store_file):
        fill(store)
        yield store


def of(store: Store, number: str) -> list[log_pages.Row]:
    return listed(store, client_number=number).rows


def listed(store: Store, actor: Actor = make.OFFICER, sitting: str = "o", **which: Any) -> Page[log_pages.Row]:
    return log_pages.listed(store, actor, Filter(**which), Position(), sitting=sitting)


def test_of_one_person_comes_also_what_is_about_the_client_that_was_merged_into_it(lasting: Store) -> None:
    found = of(lasting, "1001")
    told = {(row.act, row.record) for row in found}
    assert {("client.view", "1001"), ("client.view", "1002"), ("client.merge", "1001")} <= told
    assert any(row.act == "request.register" for row in found)
    assert ("disclosure.record", "VS2026-0001") in told
    assert "1003" not in {row.record for row in found}
    assert {row.number for row in of(lasting, "1002")} >= {row.number for row in found}, "the number of before will do"
    assert "1001" not in {row.record for row in of(lasting, "1003")}


def test_who_looks_at_the_log_of_one_person_is_logged_once_per_sitting(lasting: Store) -> None:
    count = "select count(*) from log where act = 'log.view' and subject_kind = 'client' and chain = 'look'"
    before = make.asked(lasting, count)
    for sitting in ("x", "x", "y"):
        listed(lasting, client_number="1003", sitting=sitting)
    listed(lasting, sitting="x")
    assert make.asked(lasting, count) == before + 2
    with pytest.raises(NotFound):
        listed(lasting, client_number="9999")
    for actor in (make.COORDINATOR, make.MANAGER, make.ADMINISTRATOR):
        with pytest.raises(NotAllowed):
            listed(lasting, actor)
    assert make.asked(lasting, count) == before + 2


def test_who_takes_along_what_the_log_says_of_one_person_is_logged_as_looking_at_it(lasting: Store) -> None:
    for number, looks in ((None, 0), ("1003", 1), ("1003", 1)):
        before = make.asked(lasting, "select max(seq) from log where chain = 'look'")
        listing = log_list.log(Filter(client_number=number))
        with contextlib.closing(run(lasting, make.OFFICER, Export(listing, ("seq",), "csv", 9, "nl"))) as pieces:
            assert b"".join(pieces)
        found = make.rows(lasting, "select * from log where chain = 'look' and seq > $before", before=before)
        assert [(row["act"], row["subject_kind"], row["reason_code"]) for row in found] == looks * [
            ("log.view", "client", "fetched")
        ]


def test_only_what_is_logged_itself_reads_the_entries_of_one_person() -> None:
    who = {
        path.name
        for folder in ("data_layer", "pages")
        for path in (ROOT / folder).rglob("*.py")
        if re.search(r"\b(chosen_)?entries\((which|Filter)|log_lists\.(chosen_)?entries", path.read_text("utf-8"))
    }
    assert who == {"log_lists.py", "log_pages.py", "log_list.py", "log_extract.py"}


def test_of_who_was_destroyed_the_log_says_that_it_does_not_know_any_more(store: Store) -> None:
    with store.change(make.OFFICER, Act.CLIENT_REGISTER, Subject("client")) as change:
        change.insert("destroyed_numbers", number="4711", destroyed_on=make.DAY, batch_id=1)
    with pytest.raises(NotFound, match=r"4711 was destroyed on .*2024"):
        listed(store, client_number="4711")


def test_an_entry_names_the_member_of_staff_the_recipient_and_whose_hold_it_is_about(lasting: Store) -> None:
    kept = make.asked(lasting, "select id from clients where number = '1001'")
    held = make.a_hold(lasting, kept)
    about = (Subject("staff", make.COORDINATOR.staff_id), Subject("recipient", 1), Subject("hold", held))
    for subject in about:
        with lasting.change(make.ADMINISTRATOR, Act.SETTINGS_CHANGE, subject):
            pass
    found = {row.subject_kind: (row.record, row.name) for row in listed(lasting, act="settings.change").rows}
    recipient = make.rows(lasting, "select code, name from recipients where id = 1")[0]
    assert found == {
        "staff": (str(make.COORDINATOR.staff_id), make.COORDINATOR.name),
        "recipient": (recipient["code"], recipient["name"]),
        "hold": ("1001", None),
    }
    listing = log_list.log(Filter(act="settings.change"))
    with contextlib.closing(run(lasting, make.OFFICER, Export(listing, ("record", "name"), "csv", 9, "nl"))) as pieces:
        exported = b"".join(pieces).decode("utf-8-sig")
    for words in (make.COORDINATOR.name, recipient["name"], "1001"):
        assert words in exported
    extract = log_extract.made(lasting, make.OFFICER, LogExtract("1001", "csv", "nl")).decode("utf-8-sig")
    assert make.COORDINATOR.name not in extract


def test_every_filter_narrows_and_pages_follow_each_other_and_an_entry_tells_all(lasting: Store) -> None:
    everything = listed(lasting)
    assert everything.total > 10
    for which in (
        {"chain": "look"}, {"act": "client.merge"}, {"staff_id": 2}, {"client_number": "1003"}, {"reason": "other"},
    ):  # fmt: skip
        assert 0 < listed(lasting, **which).total < everything.total, which
    assert listed(lasting, until=make.DAY).total == 0
    assert listed(lasting, since=make.TODAY, until=make.TODAY).total > 0
    (changed,) = listed(lasting, act="client.change").rows
    with lasting.read(make.OFFICER, Act.LOG_VIEW) as reader:
        entry = log_pages.the_entry(reader, changed.number)
        assert (entry.reason, entry.row.staff, entry.row.record) == ("Fenna belde", make.OFFICER.name, "1001")
        assert len(entry.digest) == len(entry.previous) == 64
        for number in ("change-99999", "reasons-1", "change-1; drop table log", ""):
            with pytest.raises(NotFound):
                log_pages.the_entry(reader, number)
        listing = log_list.log(Filter(client_number="1003"))
        assert listing.filters == ("client_number",)


def rows_in(body: bytes, form: Format) -> list[list[str]]:
    """The table of a file, its headings first."""
    if form == "csv":
        return list(csv.reader(io.StringIO(body.decode("utf-8-sig")), delimiter=";"))
    with CalamineWorkbook.from_filelike(io.BytesIO(body)) as book:
        found = [list(map(str, row)) for row in book.get_sheet_by_index(0).to_python()]
    heads = next(at for at, row in enumerate(found) if all(row))
    return [row for row in found[heads:] if any(row)]


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("nl", {"gezien", "dossier van een cliënt bekijken", "cliënt", "verzoek", "verstrekking", "een medewerker"}),
        ("en", {"seen", "looking at a client's file", "client", "request", "disclosure", "a member of staff"}),
    ],
)
def test_every_file_for_the_person_has_the_same_rows_in_plain_words(
    lasting: Store, language: Language, words: set[str]
) -> None:
    files: dict[Format, list[list[str]]] = {
        form: rows_in(log_extract.made(lasting, make.OFFICER, LogExtract("1002", form, language)), form)
        for form in ("csv", "xlsx")
    }
    for found in files.values():
        cells = [cell for row in found for cell in row]
        assert words <= set(cells)
        assert {"1001", "1002"} <= {cell.strip('="') for cell in cells}, "also from before the two were merged"
        assert not any(re.fullmatch(r"[a-z_]+\.[a-z_]+", cell) for cell in cells), "an act without words"
        for other in (*(person.name.split()[0] for person in make.EVERYBODY), "1003", "VS2026", "belde"):
            assert not any(other in cell for cell in cells), other
    assert files["csv"][0] == files["xlsx"][0]
    assert len(files["xlsx"]) == len(files["csv"]) + 1, "the second has that the first was made"


@pytest.mark.parametrize("form", ["pdf", "xlsx", "csv"])
def test_the_overview_for_the_person_names_no_staff_and_nobody_else_and_is_logged(lasting: Store, form: Format) -> None:
    before = make.asked(lasting, "select max(seq) from log where chain = 'change'")
    body = log_extract.made(lasting, make.OFFICER, LogExtract("1001", form, "nl"))
    (entry,) = make.rows(lasting, "select * from log where chain = 'change' and seq > $before", before=before)
    assert (entry["act"], entry["subject_kind"], entry["reason_code"]) == ("log.extract", "client", "access")
    assert entry["count"] > 5
    assert len(entry["bulk_digest"]) == 64
    if form == "pdf":
        text = " ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(body)).pages)
    else:
        found = rows_in(body, form)
        assert len(found) == entry["count"] + 1
        text = str(found)
    assert "medewerker" in text
    assert "1002" in text
    for other in (*(person.name.split()[0] for person in make.EVERYBODY), "1003", "VS2026", "belde"):
        assert other not in text, other


def test_the_overview_says_what_each_act_was_for_and_not_what_data_are_held_for(lasting: Store) -> None:
    client_id = make.asked(lasting, "select id from clients where number = '1003'")
    with lasting.change(make.OFFICER, Act.HOLD_SET, Subject("client", client_id), Reason("investigation")):
        pass
    with lasting.change(make.OFFICER, Act.DISCLOSURE_SEND, Subject("disclosure", 77), Reason("tax_audit")):
        pass
    body = log_extract.made(lasting, make.OFFICER, LogExtract("1003", "csv", "en")).decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(body), delimiter=";"))
    told = {row["What was done"]: row["Reason"] for row in rows}
    assert told["holding data"] == "kept longer"
    assert told["looking at a client's file"] == "handling your file"
    assert told["sending a disclosure"] == "giving your data to another organisation, or getting them"
    assert all(row["Reason"] for row in rows)
    assert {act for act in Act if log_purposes.why(act, None, None) not in log_purposes.WORDS} == set()
    assert log_purposes.why("request.answer", "complaint", "no such reason") == "for.complaint"
    pdf = pypdf.PdfReader(io.BytesIO(log_extract.made(lasting, make.OFFICER, LogExtract("1003", "pdf", "en"))))
    assert "Not in here is what we do not keep per person" in " ".join(pdf.pages[0].extract_text().split())


def test_a_restriction_does_not_stop_the_overview_and_a_role_does(lasting: Store) -> None:
    with lasting.change(make.OFFICER, Act.RESTRICTION_SET, Subject("client", 1)) as change:
        change.execute("update clients set restricted_since = $day where number = '1003'", day=make.TODAY)
    body = log_extract.made(lasting, make.OFFICER, LogExtract("1003", "csv", "en"))
    assert "a member of staff" in body.decode("utf-8-sig")
    assert "1001" not in body.decode("utf-8-sig")
    for number in ("1001", "1002"):
        assert log_extract.made(lasting, make.OFFICER, LogExtract(number, "csv", "nl"))
    with pytest.raises(NotFound):
        log_extract.made(lasting, make.OFFICER, LogExtract("9999", "csv", "nl"))
    for actor in (make.COORDINATOR, make.MANAGER, make.ADMINISTRATOR):
        with pytest.raises(NotAllowed):
            log_extract.made(lasting, actor, LogExtract("1001", "csv", "nl"))
    assert "1001" not in log_extract.file_name(lasting, LogExtract("1001", "csv", "nl"))
