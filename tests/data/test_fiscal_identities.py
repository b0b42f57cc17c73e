"""An erased name and address stay only as invoices and agreements bear them: out of ordinary sight, until those go."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from data_layer import clients, fiscal_identity_looks, rebuilds, verifying
from data_layer.backups import copies, restoring
from data_layer.destroying import proposing, running
from data_layer.destroying.piles import piles
from data_layer.errors import BadInput, NotAllowed, NotFound
from data_layer.ids import new_id
from data_layer.log import Reason
from data_layer.paging import Position
from data_layer.rules.access import Act
from data_layer.staff import THE_DESK
from data_layer.store import Store
from data_layer.transactions import Seen
from data_layer.vocabulary import Right
from tests import make
from tests.client_files import imported
from tests.data.bytes import MARKER, holding_marker
from tests.data.test_merging import merged, the_pair
from tests.data.test_register_request import case_of
from tests.data.test_request_events import answer

NAMED = ("names", "address")
FISCAL_END = date(2031, 12, 31)
ids: dict[str, int] = {}


def erased(store: Store, client_id: int, *categories: str) -> int:
    """Erases these on request: proposed by one, approved by another, carried out. The id of the request."""
    number = make.identified(store, make.a_request(store, right=Right.ERASURE, client_id=client_id))
    request_id = make.seen(store, number).id
    batch = new_id()
    facts: dict[str, Any] = {"request_id": request_id, "categories": categories}
    proposing.propose_erasure(store, make.COORDINATOR, id=batch, **facts)
    proposing.approve(store, make.OFFICER, seen=Seen(batch, 1))
    running.run(store, make.OFFICER, seen=Seen(batch, 2))
    answer(store, number, make.TODAY)
    return request_id


def identities(store: Store) -> list[dict[str, Any]]:
    return make.rows(store, "select surname, street, city, client_id from fiscal_identities order by id")


def fill(store: Store) -> None:
    with make.at_once(store):
        ids["1001"] = client_id = make.a_full_client(store, "1001", call_name="Roepnaam", surname="Verdwenen")
        make.a_record(store, "addresses", client_id, kind="post", street="Postbus", city="Tiel")
        old = {"valid_from": date(2020, 1, 1), "valid_until": date(2023, 1, 1)}
        make.a_record(store, "addresses", client_id, street="Oude weg", city="Arnhem", **old)
    ids["request"] = erased(store, client_id, *NAMED)
    assert verifying.findings(store, make.OFFICER) == []


@pytest.fixture(scope="module")
def erased_file(tmp_path_factory: pytest.TempPathFactory, new_store_file: Path) -> Path:
    return make.a_filled_file(tmp_path_factory.mktemp("erased"), new_store_file, fill)


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory, erased_file: Path) -> Iterator[Store]:
    """The store after the name and the address of its one client were erased; no test changes it."""
    yield from make.a_lasting_store(tmp_path_factory.mktemp("filled") / "desk.duckdb", erased_file)


@pytest.fixture
def after(tmp_path: Path, erased_file: Path) -> Iterator[Store]:
    """The same, for a test that changes it."""
    yield from make.a_lasting_store(tmp_path / "desk.duckdb", erased_file)


def test_what_papers_bear_is_put_away_and_the_rest_goes(filled: Store) -> None:
    home = {"surname": "Verdwenen", "street": "iets", "city": "iets", "client_id": ids["1001"]}
    assert identities(filled) == [home]
    assert make.rows(filled, "select first_names, prefix, surname, call_name, search_name from clients") == [
        {"first_names": None, "prefix": None, "surname": None, "call_name": None, "search_name": ""}
    ]
    assert make.asked(filled, "select count(*) from addresses") == 0
    assert make.rows(filled, "select reply_name, reply_address from requests") == [
        {"reply_name": "iets iets Verdwenen", "reply_address": "Postbus\nTiel"}  # where letters went before
    ]
    dates = make.rows(filled, "select category, last_day from due where category in ('names', 'address', 'invoices')")
    assert {row["category"]: row["last_day"] for row in dates} == dict.fromkeys((*NAMED, "invoices"), FISCAL_END)


def test_the_piles_tell_that_it_is_kept_for_papers_only_and_offer_it_no_more(filled: Store) -> None:
    with filled.read(make.OFFICER, Act.RETENTION_VIEW) as reader:
        found = piles(reader, ids["1001"], ids["request"])
    kept = {pile.category: pile for pile in found.keep}
    assert found.erasable.isdisjoint(NAMED)
    for code in NAMED:
        assert (kept[code].records, kept[code].until) == (1, FISCAL_END)
        assert "only as it stands" in kept[code].why[0].msgid


def test_no_search_list_or_dossier_has_the_name_and_the_number_finds_the_client(filled: Store) -> None:
    with filled.read(make.OFFICER, Act.CLIENT_LIST) as reader:
        for typed, count in (("Verdwenen", 0), ("Roepnaam", 0), ("1001", 1), ("", 1)):
            found = clients.found_clients(reader, typed, Position()).rows
            assert (len(found), [client.name for client in found]) == (count, [""] * count)
    with clients.opened_dossier(filled, make.OFFICER, "1001", sitting="s") as (_reader, client):
        assert (client.name, client.is_put_away) == ("", True)


def test_the_officer_sees_it_for_a_reason_that_is_logged_and_nobody_else_does(filled: Store) -> None:
    client_id = ids["1001"]
    for who in (make.MANAGER, make.COORDINATOR, make.ADMINISTRATOR):
        with pytest.raises(NotAllowed):
            fiscal_identity_looks.reveal(filled, who, client_id, Reason("tax"))
    for reason in (Reason("just_so"), Reason("other"), Reason("other", "  ")):
        with pytest.raises(BadInput):
            fiscal_identity_looks.reveal(filled, make.OFFICER, client_id, reason)
    (found,) = fiscal_identity_looks.reveal(filled, make.OFFICER, client_id, Reason("tax"))
    assert (found.name, found.address) == ("iets iets Verdwenen", "iets iets, 6542 JP iets, SY")
    with filled.read(make.OFFICER, Act.LOG_VIEW) as reader:
        looks = reader.all(
            dict[str, Any],
            "select subject_id, reason_code from log where act = $act",
            act=Act.FISCAL_IDENTITY_REVEAL.value,
        )
    assert looks == [{"subject_id": client_id, "reason_code": "tax"}]


def test_the_next_file_of_the_school_does_not_bring_it_back(after: Store) -> None:
    row = {"Cliëntnummer": "1001", "Achternaam": "Verdwenen", "Straat": "iets", "Woonplaats": "Nijmegen"}
    imported(after, row)
    assert make.rows(after, "select surname, search_name from clients") == [{"surname": None, "search_name": ""}]
    assert make.asked(after, "select count(*) from addresses") == 0
    assert len(identities(after)) == 1


def test_it_goes_at_the_fiscal_end_with_the_papers_or_by_itself(after: Store) -> None:
    with make.on_day(after, date(2032, 1, 1)):
        running.run(after, make.OFFICER, seen=make.a_batch(after, category="names"))
        assert identities(after) == [{"surname": None, "street": "iets", "city": "iets", "client_id": ids["1001"]}]
        assert make.asked(after, "select count(*) from due where category = 'names'") == 0
        running.run(after, make.OFFICER, seen=make.a_batch(after, category="invoices"))
        assert len(identities(after)) == 1, "an agreement still bears it"
        running.run(after, make.OFFICER, seen=make.a_batch(after, category="agreements"))
        assert identities(after) == []
        with pytest.raises(NotFound):
            fiscal_identity_looks.reveal(after, make.OFFICER, ids["1001"], Reason("tax"))
        assert verifying.findings(after, make.OFFICER) == []


def test_two_that_turn_out_to_be_one_keep_both_and_lose_both(after: Store) -> None:
    other = make.a_client(after, "1002", surname="Ander", birth_date=date(1990, 5, 17))
    merged(after, the_pair(after, "1002", "1001"))
    for number, surname in ("1004", "Derde"), ("1005", "Ander"):
        make.an_agreement(after, make.a_client(after, number, surname=surname), make.DAY)
        merged(after, the_pair(after, "1002", number))
    erased(after, other, "names")
    found = [(row["surname"], row["client_id"]) for row in identities(after)]
    assert found == [("Verdwenen", other), ("Ander", other), ("Derde", other)], "each name that papers bear, once"
    assert len(fiscal_identity_looks.reveal(after, make.OFFICER, other, Reason("tax"))) == 3
    with make.on_day(after, date(2032, 1, 1)):
        running.run(after, make.OFFICER, seen=make.a_batch(after))
        assert identities(after) == []
        assert verifying.findings(after, make.OFFICER) == []


def test_where_the_answer_went_is_not_kept_when_the_case_is_finished_and_never_shown(after: Store) -> None:
    number = make.asked(after, "select number from requests")
    assert case_of(after, number).who == ""
    make.finished(after, number)
    kept = make.rows(after, "select reply_name, reply_address, client_id from requests")
    assert kept == [{"reply_name": None, "reply_address": None, "client_id": ids["1001"]}]
    assert rebuilds.rebuild_if_asked(after, THE_DESK), "its bytes go with the next night"


def test_without_papers_nothing_is_put_away(store: Store) -> None:
    client_id = make.a_client(store, "1003", registered_on=date(2026, 1, 5))
    make.a_record(store, "attendance", client_id, held_on=date(2026, 2, 1), hours=3, present=True)
    make.a_record(store, "addresses", client_id, street="Oude weg", city="Tiel", valid_until=date(2024, 1, 1))
    erased(store, client_id, *NAMED)
    assert identities(store) == []
    kept = {"reply_name": "Amina Testpersoon", "reply_address": None}  # rather nothing than where they no longer live
    assert make.rows(store, "select reply_name, reply_address from requests") == [kept]


def test_a_backup_that_is_put_back_gets_the_same(store: Store) -> None:
    client_id = make.a_full_client(store, "1001", surname="Verdwenen")
    number = make.identified(store, make.a_request(store, right=Right.ERASURE, client_id=client_id))
    backup = copies.make(store, make.OFFICER)
    batch = new_id()
    request_id = make.seen(store, number).id
    proposing.propose_erasure(store, make.COORDINATOR, id=batch, request_id=request_id, categories=NAMED)
    proposing.approve(store, make.OFFICER, seen=Seen(batch, 1))
    running.run(store, make.OFFICER, seen=Seen(batch, 2))
    before = identities(store)
    restoring.restore(store.settings, make.ADMINISTRATOR, backup, store)
    assert identities(store) == before != []
    assert make.asked(store, "select count(surname) from clients") == 0
    assert make.asked(store, "select reply_name from requests") == "iets iets Verdwenen"
    assert make.rows(store, "select kind, reason_code from request_events where kind = 'erased'") == [
        {"kind": "erased", "reason_code": "B2026-0001"}
    ]
    assert verifying.findings(store, THE_DESK) == []


def test_what_no_paper_bears_leaves_no_byte(plain_store: Store, tmp_path: Path) -> None:
    client_id = make.a_full_client(plain_store, "1001", call_name=MARKER)
    make.a_record(plain_store, "addresses", client_id, kind="post", street=MARKER, valid_until=date(2023, 1, 1))
    erased(plain_store, client_id, *NAMED)
    plain_store.close()
    assert holding_marker(tmp_path) == []
