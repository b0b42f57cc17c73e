"""What the log says of one person: all of it, and for that person without names of staff and without anybody else."""

import csv
import io
from collections.abc import Iterator
from pathlib import Path

import pypdf
import pytest

from data_layer import log_extract, log_pages, log_purposes, merging
from data_layer.errors import NotAllowed, NotFound
from data_layer.exporting import log_list
from data_layer.log import Reason, Subject
from data_layer.log_extract import Format, LogExtract
from data_layer.log_lists import Filter
from data_layer.paging import Position
from data_layer.requests import intake
from data_layer.rules.access import Act
from data_layer.staff import Actor
from data_layer.store import Store
from data_layer.vocabulary import Channel, Right
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
    with log_pages.opened(store, make.OFFICER, number, sitting="o") as reader:
        return log_pages.listed(reader, Filter(client_number=number), Position()).rows


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
        with log_pages.opened(lasting, make.OFFICER, "1003", sitting=sitting):
            pass
    with log_pages.opened(lasting, make.OFFICER, None, sitting="x"):
        pass
    assert make.asked(lasting, count) == before + 2
    with pytest.raises(NotFound), log_pages.opened(lasting, make.OFFICER, "9999", sitting="x"):
        pass
    for actor in (make.COORDINATOR, make.MANAGER, make.ADMINISTRATOR):
        with pytest.raises(NotAllowed), log_pages.opened(lasting, actor, None, sitting="x"):
            pass


def test_every_filter_narrows_and_pages_follow_each_other_and_an_entry_tells_all(lasting: Store) -> None:
    with lasting.read(make.OFFICER, Act.LOG_VIEW) as reader:
        everything = log_pages.listed(reader, Filter(), Position())
        assert everything.total > 10
        for which in (
            Filter(chain="look"), Filter(act="client.merge"), Filter(staff_id=2), Filter(client_number="1003"),
        ):  # fmt: skip
            page = log_pages.listed(reader, which, Position())
            assert 0 < page.total < everything.total, which
        assert log_pages.listed(reader, Filter(until=make.DAY), Position()).total == 0
        assert log_pages.listed(reader, Filter(since=make.TODAY, until=make.TODAY), Position()).total > 0
        (changed,) = log_pages.listed(reader, Filter(act="client.change"), Position()).rows
        entry = log_pages.the_entry(reader, changed.number)
        assert (entry.reason, entry.row.staff, entry.row.record) == ("Fenna belde", make.OFFICER.name, "1001")
        assert len(entry.digest) == len(entry.previous) == 64
        for number in ("change-99999", "reasons-1", "change-1; drop table log", ""):
            with pytest.raises(NotFound):
                log_pages.the_entry(reader, number)
        listing = log_list.log(Filter(client_number="1003"))
        assert listing.filters == ("client_number",)


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
    elif form == "csv":
        text = body.decode("utf-8-sig")
        assert len(list(csv.reader(io.StringIO(text), delimiter=";"))) == entry["count"] + 1
    else:
        assert body.startswith(b"PK")
        return
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
