"""An erasure opens a notice for each recipient that really got what went, and for nobody else (art. 19 GDPR)."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from data_layer import verifying
from data_layer.carrying_out.erased import outcome_of, the_erasure, told
from data_layer.destroying import proposing, running
from data_layer.disclosure_course import annul
from data_layer.ids import new_id
from data_layer.rules.access import Act
from data_layer.staff import THE_DESK
from data_layer.store import Store
from data_layer.transactions import Seen
from data_layer.vocabulary import Outcome, Right
from data_layer.wording import put
from tests import make
from tests.data.test_disclosures import TO_DUO, TO_ICE, TO_LIBRARY, TO_PANTEIA, recorded, the_entry
from tests.data.test_merging import merged, the_pair

ids: dict[str, int] = {}


def batch_of(store: Store, request_id: int, *categories: str) -> Seen:
    """An erasure for the request that was approved by another person than proposed it."""
    batch = new_id()
    proposing.propose_erasure(store, make.COORDINATOR, id=batch, request_id=request_id, categories=categories)
    proposing.approve(store, make.OFFICER, seen=Seen(batch, 1))
    return Seen(batch, 2)


def fill(store: Store) -> None:
    client_id = make.a_full_client(store, "1001")
    make.a_client(store, "1002", gender=None)
    phone: dict[str, Any] = {"categories": ["phone"]}
    recorded(store, **{**TO_DUO, "categories": ["names", "bsn", "invoices"]})
    recorded(store, **{**TO_DUO, **phone, "direction": "in"})
    recorded(store, **TO_LIBRARY | phone, client_numbers=["1002"], happened_on=date(2026, 3, 1))
    annul(store, make.OFFICER, the_entry(store, recorded(store, **TO_PANTEIA | phone).number).row.id, 1, why="niet weg")
    recorded(store, **{**TO_ICE, "categories": ["test_results"]})  # which stays
    merged(store, the_pair(store))
    ids["request"] = make.seen(
        store, make.identified(store, make.a_request(store, right=Right.ERASURE, client_id=client_id))
    ).id
    running.run(store, make.OFFICER, seen=batch_of(store, ids["request"], "bsn", "gender", "names", "phone"))
    assert verifying.findings(store, make.OFFICER) == []


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory, new_store_file: Path) -> Iterator[Store]:
    folder = tmp_path_factory.mktemp("notices")
    file = make.a_filled_file(folder, new_store_file, fill)
    yield from make.a_lasting_store(folder / "lasting.duckdb", file)


def events(store: Store, request_id: int) -> list[tuple[str, str | None]]:
    rows = make.rows(
        store,
        """
        select kind, reason_code from request_events
        where request_id = $id and kind in ('notice_opened', 'erased') order by recorded_at
        """,
        id=request_id,
    )
    return [(row["kind"], row["reason_code"]) for row in rows]


def test_who_got_what_went_is_told_and_nobody_else(filled: Store) -> None:
    notices = make.rows(
        filled,
        """
        select r.code, list_sort(n.categories) as categories, n.change, n.opened_on, n.request_id
        from notices n join recipients r on r.id = n.recipient_id order by r.id
        """,
    )
    same = {"change": "erased", "opened_on": make.TODAY, "request_id": ids["request"]}
    assert notices == [
        {"code": "duo", "categories": ["bsn", "names"], **same},
        {"code": "library", "categories": ["phone"], **same},  # it got it of who was merged into this client
    ]
    assert events(filled, ids["request"]) == [
        ("notice_opened", "duo"), ("notice_opened", "library"), ("erased", "B2026-0001"),
    ]  # fmt: skip
    assert make.asked(filled, "select state from requests") == "in_progress"


def test_the_letter_says_what_went_and_what_stays_and_why_and_until_when(filled: Store) -> None:
    with filled.read(make.COORDINATOR, Act.REQUEST_LIST) as reader:
        words = [put(sentence, "nl") for sentence in told(reader, ids["request"])]
        assert outcome_of(the_erasure(reader, ids["request"])) is Outcome.PARTLY_GRANTED
    assert words[0] == "Wij hebben verwijderd: naamgegevens, geslacht, BSN, telefoonnummers."
    (on_papers,) = [line for line in words if "naamgegevens" in line and "bewaren" in line]
    assert "tot en met 31 december 2031" in on_papers
    assert "facturen" in on_papers
    (by_law,) = [line for line in words if "factuurgegevens" in line]
    assert "trajectovereenkomsten, presentie, factuurgegevens" in by_law
    assert "art. 17 lid 3" in by_law
    assert any(line.startswith("Deze gegevens hebben wij nog niet verwijderd: geboorte") for line in words)


def test_what_was_skipped_changes_nothing_of_the_case_and_the_letter_says_that_it_is_held(store: Store) -> None:
    client_id = make.a_full_client(store, "1001")
    request_id = make.seen(
        store, make.identified(store, make.a_request(store, right=Right.ERASURE, client_id=client_id))
    ).id
    recorded(store, **TO_LIBRARY | {"categories": ["phone"]})
    batch = batch_of(store, request_id, "phone")
    make.a_hold(store, client_id)
    running.run(store, make.OFFICER, seen=batch)
    assert events(store, request_id) == []
    with store.read(make.COORDINATOR, Act.REQUEST_LIST) as reader:
        words = [put(sentence, "nl") for sentence in told(reader, request_id)]
        assert outcome_of(the_erasure(reader, request_id)) is None
    assert words[0] == "Wij hebben geen gegevens van u verwijderd."
    assert "De reden: geschil, sinds 23 november 2026." in words[1]


def test_an_erasure_that_the_desk_itself_carries_out_later_does_the_same_and_a_second_one_asks_nobody_twice(
    store: Store,
) -> None:
    client_id = make.a_client(store, "1001", bsn=make.BSN, registered_on=date(2026, 1, 5))
    request_id = make.seen(
        store, make.identified(store, make.a_request(store, right=Right.ERASURE, client_id=client_id))
    ).id
    make.a_request(store, right=Right.CONSENT_WITHDRAWAL, client_id=client_id)  # which is to be answered too
    recorded(store, **TO_DUO)
    store.settings = store.settings.model_copy(update={"destruction_wait_days": 1})
    batch_of(store, request_id, "names")
    later = make.NOW.replace(day=25)
    store.clock = lambda: later
    assert running.run_waiting(store, THE_DESK) == 1
    store.settings = store.settings.model_copy(update={"destruction_wait_days": 0})
    running.run(store, make.OFFICER, seen=batch_of(store, request_id, "gender", "bsn", "birth"))
    assert [kind for kind, _code in events(store, request_id)].count("erased") == 2
    assert make.asked(store, "select list(reply_name) from requests") == ["Amina Testpersoon"] * 2
    with store.read(make.COORDINATOR, Act.REQUEST_LIST) as reader:
        assert outcome_of(the_erasure(reader, request_id)) is Outcome.GRANTED
        assert len(told(reader, request_id)) == 2  # the proof of what was disclosed stays
