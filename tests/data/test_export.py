"""Taking a list along: all rows of the filter and no others, as each role may have them, and one entry in the log."""

import csv
import hashlib
import io
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from data_layer import clients, disclosures, hold_lists, retention, retention_kept
from data_layer.categories import CATEGORY
from data_layer.errors import BadInput, NotAllowed
from data_layer.exporting import case_lists, disclosure_lists, lists, retention_lists, running, workbook
from data_layer.exporting.listing import Listing
from data_layer.exporting.running import Export, Format
from data_layer.paging import Page, Position
from data_layer.requests import request_queue
from data_layer.requests.request_queue import Filter
from data_layer.retention import Span
from data_layer.rules.access import Act, may
from data_layer.settings import Settings
from data_layer.staff import Actor
from data_layer.store import Store
from data_layer.tickets import Tickets
from data_layer.transactions import Reader
from data_layer.vocabulary import Right
from tests import make
from tests.conftest import a_copy_of
from tests.data.test_disclosures import recorded

CONTACT, FILE = 1, 3  # purposes


def usual(listing: Listing, actor: Actor = make.COORDINATOR) -> tuple[str, ...]:
    return tuple(column.code for column in listing.columns if column.is_usual and column.is_for(actor))


def export_of(listing: Listing, *more: str, form: Format = "csv", actor: Actor = make.COORDINATOR) -> Export:
    return Export(listing, (*usual(listing, actor), *more), form, FILE, "nl")


def taken(store: Store, export: Export, actor: Actor = make.COORDINATOR) -> bytes:
    return b"".join(running.run(store, actor, export))


def rows(content: bytes) -> list[dict[str, str]]:
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";"))


def entries(store: Store) -> list[dict[str, Any]]:
    with store.read(make.OFFICER, Act.LOG_VIEW) as reader:
        return reader.all(dict, "select * from log where act = 'export.run' order by seq")


@pytest.fixture(scope="module")
def full_file(tmp_path_factory: pytest.TempPathFactory, new_store_file: Path) -> Path:
    """The file of a store with clients of all kinds: making it takes longer than most tests here."""
    return make.a_filled_file(tmp_path_factory.mktemp("full"), new_store_file, fill)


@pytest.fixture
def full(settings: Settings, full_file: Path) -> Iterator[Store]:
    """Clients of all kinds, with requests, disclosures, holds, and one whose data are restricted."""
    yield from a_copy_of(full_file, settings)


@pytest.fixture(scope="module")
def same(tmp_path_factory: pytest.TempPathFactory, full_file: Path) -> Iterator[Store]:
    """As `full`, one store for all tests that change nothing and count only the entries that they add themselves."""
    yield from make.a_lasting_store(tmp_path_factory.mktemp("same") / "desk.duckdb", full_file)


def fill(store: Store) -> None:
    with make.at_once(store):
        ids = [
            make.a_client(store, f"{1001 + n}", surname=f"Proef{n % 5}", bsn=make.BSN if n == 0 else None)
            for n in range(12)
        ]
        for n, client_id in enumerate(ids):
            make.an_agreement(store, client_id, date(2016 + n, 3, 1), number=f"T-{n}")
    for n, client_id in enumerate(ids):
        about = {"client_id": client_id} if n % 4 == 1 else {}
        right = Right.ERASURE if n % 2 else Right.ACCESS
        make.a_request(store, make.TODAY - timedelta(3 * n), right=right, **about)
        recorded(store, client_numbers=[f"{1001 + n}"], happened_on=make.TODAY - timedelta(n))
    for n in (2, 3):
        subject = id_of(store, 1001 + n)
        make.a_record(store, "holds", subject, kind="dispute", since=date(2026, n, 1), reason="Brief", owner_id=3)
    old = make.a_client(store, "1100", surname="Eindeloos")
    make.an_agreement(store, old, None, started_on=date(2016, 1, 1), number="T-16")
    make.restrict(store, id_of(store, 1006), date(2026, 11, 1))


def id_of(store: Store, number: int) -> int:
    with store.read(make.COORDINATOR, Act.CLIENT_LIST) as reader:
        return clients.id_of(reader, str(number))


def paged(store: Store, ask: Callable[[Reader, Position], Page[Any]]) -> Iterator[Any]:
    position: Position | None = Position()
    while position is not None:
        with store.read(make.COORDINATOR, Act.CLIENT_LIST) as reader:
            page = ask(reader, position)
        yield from page.rows
        position = Position(after=page.after) if page.after else None


QUEUES = (
    Filter(),
    Filter(order="oldest"),
    Filter(stand="week"),
    Filter(right=Right.ERASURE, order="number"),
    Filter(handler="nobody", stand="unverified"),
    Filter(search="proef"),
    Filter(stand="all", month=date(2026, 12, 1)),
)


@pytest.mark.parametrize("which", QUEUES, ids=str)
def test_the_queue_is_exported_as_its_pages_show_it(same: Store, which: Filter) -> None:
    shown = paged(same, lambda reader, at: request_queue.open_requests(reader, make.COORDINATOR, which, at, 4))
    numbers = [row.number for row in shown if not row.is_restricted]
    assert [row["Zaaknummer"] for row in rows(taken(same, export_of(case_lists.requests(which))))] == numbers
    assert numbers


@pytest.mark.parametrize("order", clients.ORDERS)
@pytest.mark.parametrize("search", ["", "proef3", "10", "17-05-1990"])
def test_the_clients_are_exported_as_their_pages_show_them_without_the_restricted(
    same: Store, search: str, order: str
) -> None:
    shown = paged(same, lambda reader, at: clients.found_clients(reader, search, at, 5, order))
    numbers = [f'="{row.number}"' for row in shown if row.restricted_since is None]
    listing = lists.the_clients(search, order)
    assert [row["Cliëntnummer"] for row in rows(taken(same, export_of(listing)))] == numbers
    assert len(numbers) == running.size(same, make.COORDINATOR, listing).rows > 0


REGISTERS = (
    disclosures.Filter(),
    disclosures.Filter(order="oldest", recipient="duo"),
    disclosures.Filter(since=date(2026, 11, 18), until=date(2026, 11, 21)),
    disclosures.Filter(client_number="1003"),
    disclosures.Filter(is_flagged=True),
)


@pytest.mark.parametrize("which", REGISTERS, ids=str)
def test_the_register_is_exported_as_its_pages_show_it(full: Store, which: disclosures.Filter) -> None:
    if which.is_flagged:
        recorded(full, client_numbers=["1003"], recipient_id=4, categories=["bsn"])
    shown = paged(full, lambda reader, at: disclosures.listed(reader, make.COORDINATOR, which, at, 4))
    numbers = [row.number for row in shown if row.client_number != "1006"]
    assert [row["Nummer"] for row in rows(taken(full, export_of(disclosure_lists.register(which))))] == numbers
    assert numbers


def test_the_lists_of_retention_are_exported_as_their_pages_show_them(same: Store) -> None:
    today = make.TODAY
    names, held = CATEGORY["names"], hold_lists.Filter(order="number")
    asked: list[tuple[Listing, Callable[[Reader, Position], Page[Any]]]] = [
        (retention_lists.due(Span(date.min, today), "longest"), retention.due_now),
        (retention_lists.due(Span(date.min, today), "name"), lambda r, at: retention.due_now(r, at, None, "name")),
        (
            retention_lists.due(Span(date.min, today, None, "some"), "longest"),
            lambda r, at: retention.due_now(r, at, extent="some"),
        ),
        (retention_lists.due(Span(date.min, today, names), "longest"), lambda r, at: retention.due_now(r, at, names)),
        (retention_lists.coming(retention.ahead(today, None), None), retention.due_later),
        (retention_lists.coming(retention.ahead(today, 2032), 2032), lambda r, at: retention.due_later(r, at, 2032)),
        (retention_lists.held(held), lambda r, at: hold_lists.listed(r, held, at)),
        (retention_lists.endless(), retention_kept.endless),
    ]
    (case,) = rows(taken(same, export_of(retention_lists.due_cases("longest")))) or ({},)
    assert case == {}, "none of the requests is finished for five years"
    for listing, ask in asked:
        numbers = [getattr(row, "client_number", row.number) for row in paged(same, ask)]
        numbers = [f'="{number}"' for number in numbers if number != "1006"]
        exported = rows(taken(same, export_of(listing)))
        assert [row["Cliëntnummer"] for row in exported] == numbers, listing.code
        assert numbers, listing.code


def test_dates_are_dates_codes_are_text_and_stored_codes_are_words(same: Store) -> None:
    (row,) = rows(
        taken(same, export_of(retention_lists.due(Span(date.min, make.TODAY, CATEGORY["names"]), "longest")))
    )[:1]
    assert row == {
        "Cliëntnummer": '="1001"',
        "Voornamen": "Amina",
        "Tussenvoegsel": "",
        "Achternaam": "Proef0",
        "Te verwijderen vanaf": "2024-01-01",
        "Alles vanaf": "2024-01-01",
        "Categorieën": "naamgegevens, geslacht, BSN, geboortedatum, -plaats en -land, trajectovereenkomsten,"
        " verstrekkingen",
    }


def test_a_workbook_holds_dates_numbers_and_text_and_nothing_that_computes(full: Store) -> None:
    make.a_client(full, "0012", surname="=1+1", first_names="http://kwaad.example", birth_date=date(1990, 5, 17))
    content = taken(full, export_of(lists.the_clients("0012", "name"), form="xlsx"))
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0)
    head, row = sheet.to_python()
    found = dict(zip(head, row, strict=True))
    assert (found["Cliëntnummer"], found["Achternaam"], found["Voornamen"]) == ("0012", "=1+1", "http://kwaad.example")
    assert found["Geboortedatum"] == date(1990, 5, 17)
    queue = CalamineWorkbook.from_filelike(
        io.BytesIO(taken(full, export_of(case_lists.requests(Filter()), form="xlsx")))
    ).get_sheet_by_index(0)
    head, row = queue.to_python()[:2]
    assert isinstance(dict(zip(head, row, strict=True))["Resterende dagen"], float)
    assert isinstance(dict(zip(head, row, strict=True))["Ontvangen op"], (date, datetime))


def test_a_formula_in_a_name_is_defused_in_csv(full: Store) -> None:
    make.a_client(full, "0012", surname="=cmd|' /C calc'!A0", first_names="@SUM(A1)")
    (row,) = rows(taken(full, export_of(lists.the_clients("0012", "name"))))
    assert (row["Achternaam"], row["Voornamen"]) == ("'=cmd|' /C calc'!A0", "'@SUM(A1)")
    assert row["Cliëntnummer"] == '="0012"'


def test_address_postcode_phone_and_email_come_when_asked_for_and_only_what_is_valid_now(full: Store) -> None:
    client_id = make.a_client(full, "2001", surname="Adres")
    for street, until in (("Oudestraat", date(2020, 1, 1)), ("Nieuwstraat", None)):
        make.a_record(
            full, "addresses", client_id, kind="home", street=street, house_number="1-2", postcode="1234 AB",
            city="Nijmegen", valid_from=date(2019, 1, 1), valid_until=until,
        )  # fmt: skip
    make.a_record(full, "addresses", client_id, kind="post", street="Postbus", valid_from=date(2025, 1, 1))
    make.a_record(full, "phones", client_id, phone="+31612345678")
    make.a_record(full, "emails", client_id, email="a@example.test")
    listing = lists.the_clients("2001", "name")
    assert "Postcode" not in rows(taken(full, export_of(listing)))[0]
    more = ("street", "house_number", "postcode", "city", "phone", "email")
    (row,) = rows(taken(full, export_of(listing, *more)))
    assert list(row.values())[-6:] == [
        "Nieuwstraat", '="1-2"', "1234 AB", "Nijmegen", '="+31612345678"', "a@example.test",
    ]  # fmt: skip


def test_nothing_of_a_restricted_client_leaves_and_the_drawer_can_say_how_much(full: Store) -> None:
    cases, entries_of_all = case_lists.requests(Filter()), disclosure_lists.register(disclosures.Filter())
    for listing in (lists.the_clients("", "name"), cases, entries_of_all):
        assert running.size(full, make.COORDINATOR, listing).left_out == 1
    assert b"V2026-0006" not in taken(full, export_of(cases))
    assert b"1006" not in taken(full, export_of(entries_of_all))
    recorded(full, client_numbers=["1005", "1006"])
    of_one = disclosure_lists.register(disclosures.Filter(client_number="1006"))
    assert running.size(full, make.COORDINATOR, of_one) == running.Size(0, 2)
    assert (
        running.size(full, make.COORDINATOR, disclosure_lists.register(disclosures.Filter(client_number="1005"))).rows
        == 2
    )


def test_a_bsn_leaves_only_with_the_privacy_officer_who_asks_for_it(full: Store) -> None:
    listing = lists.the_clients("", "name")
    for actor in (make.COORDINATOR, make.OFFICER):
        assert make.BSN.encode() not in taken(full, export_of(listing, actor=actor), actor)
    with pytest.raises(NotAllowed):
        taken(full, export_of(listing, "bsn"))
    content = taken(full, export_of(listing, "bsn", actor=make.OFFICER), make.OFFICER)
    assert f'="{make.BSN}"' in [row["BSN"] for row in rows(content)]
    assert entries(full)[-1]["fields"] == ["bsn"]
    assert make.BSN not in str(entries(full))


def test_a_bsn_that_was_searched_exports_its_client_and_stands_nowhere(full: Store) -> None:
    content = taken(full, export_of(lists.the_clients(make.BSN, "name")))
    assert [row["Cliëntnummer"] for row in rows(content)] == ['="1001"']
    assert make.BSN.encode() not in content
    assert entries(full)[-1]["fields"] == ["search"]


ALL_LISTS: dict[str, Callable[[], Listing]] = {
    "requests": lambda: case_lists.requests(Filter()),
    "clients": lambda: lists.the_clients("", "name"),
    "disclosures": lambda: disclosure_lists.register(disclosures.Filter()),
    "due": lambda: retention_lists.due(Span(date.min, make.TODAY), "longest"),
    "coming": lambda: retention_lists.coming(retention.ahead(make.TODAY, None), None),
    "held": lambda: retention_lists.held(hold_lists.Filter()),
    "endless": retention_lists.endless,
}


@pytest.mark.parametrize("code", ALL_LISTS)
@pytest.mark.parametrize("actor", make.EVERYBODY, ids=lambda a: a.name)
def test_who_may_not_see_a_list_cannot_take_it_along_and_nobody_learns_whom_they_may_not_see(
    same: Store, code: str, actor: Actor
) -> None:
    before = len(entries(same))
    listing = ALL_LISTS[code]()
    assert listing.code == code
    export = export_of(listing, actor=actor)
    if not may(actor.roles, listing.act) or not may(actor.roles, Act.EXPORT_RUN):
        with pytest.raises(NotAllowed):
            running.size(same, actor, listing)
        with pytest.raises(NotAllowed):
            taken(same, replace(export, columns=("number",)), actor)
        assert len(entries(same)) == before
        return
    content = taken(same, export, actor).decode()
    told = {"disclosures": '""1001""', "endless": "Eindeloos"}.get(code, "Proef")  # who somebody is
    assert (told in content) == may(actor.roles, Act.CLIENT_LIST)
    if not may(actor.roles, Act.CLIENT_LIST):
        with pytest.raises(NotAllowed):
            taken(same, replace(export, columns=("client_number",)), actor)
    assert len(entries(same)) == before + 1


def test_the_log_gets_one_entry_with_list_filters_count_digest_and_purpose_and_no_value(full: Store) -> None:
    which = Filter(right=Right.ERASURE, search="proef", order="newest")
    content = taken(full, export_of(case_lists.requests(which)))
    (entry,) = entries(full)
    assert (entry["subject_kind"], entry["fields"], entry["reason_code"]) == (
        "requests",
        ["right", "search"],
        "purpose_3",
    )
    assert (entry["count"], entry["bulk_digest"]) == (len(rows(content)), hashlib.sha256(content).hexdigest())
    assert entry["staff_id"] == make.COORDINATOR.staff_id
    assert "proef" not in str(entry).lower()


def test_the_log_has_its_entry_before_the_first_piece_leaves(store: Store) -> None:
    make.many_clients(store, 6_000)
    pieces = running.run(store, make.COORDINATOR, export_of(lists.the_clients("", "number")))
    assert [entry["count"] for entry in entries(store)] == [6_000]
    content = b"".join(pieces)
    assert entries(store)[0]["bulk_digest"] == hashlib.sha256(content).hexdigest()
    assert len(rows(content)) == 6_000


def test_others_write_while_an_export_is_made_and_it_shows_one_moment(store: Store) -> None:
    make.many_clients(store, 6_000)
    heard: list[int] = []

    def meanwhile(done: int) -> None:
        heard.append(done)
        if done == 1:
            make.a_client(store, "99999", surname="Later")

    export = export_of(lists.the_clients("", "number"))
    content = b"".join(running.run(store, make.COORDINATOR, export, meanwhile))
    assert b"99999" not in content
    assert heard == list(range(1, 6_001))
    assert b"99999" in taken(store, export)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [({"purpose": None}, "purpose"), ({"purpose": 12}, "purpose"), ({"columns": ()}, "columns"),
     ({"columns": ("number", "restricted_since")}, "columns")],
)  # fmt: skip
def test_without_purpose_or_known_columns_nothing_is_exported(full: Store, wrong: dict[str, Any], field: str) -> None:
    export = replace(export_of(lists.the_clients("", "name")), **wrong)
    with pytest.raises(BadInput, match="Nothing was exported") as told:
        taken(full, export)
    assert told.value.field == field
    assert not entries(full)


def test_a_workbook_that_would_be_too_large_is_refused_and_csv_is_not(
    full: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workbook, "MOST_ROWS", 5)
    with pytest.raises(BadInput) as told:
        taken(full, export_of(lists.the_clients("", "name"), form="xlsx"))
    assert told.value.field == "format"
    assert len(rows(taken(full, export_of(lists.the_clients("", "name"))))) == 12


def test_a_ticket_is_good_once_for_a_quarter_of_an_hour(full: Store) -> None:
    now = [make.NOW]
    tickets = Tickets(lambda: now[0])
    export = export_of(lists.the_clients("", "name"))
    ticket = tickets.draw(make.COORDINATOR.staff_id, export, 12)
    assert tickets.is_good(ticket)
    assert tickets.take("nonsense") is None
    assert tickets.take(ticket.code) is ticket
    assert tickets.take(ticket.code) is None
    late = tickets.draw(make.COORDINATOR.staff_id, export, 12)
    now[0] += timedelta(minutes=15)
    assert not tickets.is_good(late)
    assert tickets.take(late.code) is None
