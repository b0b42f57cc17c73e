"""Finding anything from one box: what is found, by whom, and what the log says of it."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from data_layer import clients, finding
from data_layer.breaches import record_breach
from data_layer.finding import FEW, Found
from data_layer.ids import new_id
from data_layer.paging import Position
from data_layer.rules.access import Act
from data_layer.settings import Settings
from data_layer.staff import Actor
from data_layer.store import Store
from data_layer.wording import put
from tests import make
from tests.conftest import a_copy_of
from tests.data.test_clients import looks
from tests.data.test_disclosures import recorded

FILE = [make.COORDINATOR, make.OFFICER]  # those who handle files of persons


def everywhere(store: Store, typed: str, actor: Actor = make.COORDINATOR) -> Found:
    return finding.everywhere(store, actor, typed, sitting="morning")


def numbers(found: Found) -> dict[str, list[str]]:
    return {
        "clients": [client.number for client in found.clients.rows],
        "requests": [case.number for case in found.requests.rows],
        "disclosures": [entry.number for entry in found.disclosures.rows],
    }


NOTHING: dict[str, list[str]] = {"clients": [], "requests": [], "disclosures": []}


def a_desk(store: Store) -> None:
    """Two clients with a case and a disclosure each: of `A-77` the case V2026-0001, of `1002` the case V2026-0002."""
    with make.at_once(store):
        amina = make.a_client(store, "A-77", first_names="Amina", surname="Berg", bsn=make.BSN)
        yusuf = make.a_client(store, "1002", first_names="Yusuf", surname="Öztürk")
    make.a_request(store, client_id=amina)
    make.a_request(store, client_id=yusuf)
    recorded(store, client_numbers=["A-77"], happened_on=date(2026, 11, 19))
    recorded(store, client_numbers=["1002"], reference="DOSSIER/7", happened_on=date(2026, 11, 20))


@pytest.fixture(scope="module")
def desk_file(tmp_path_factory: pytest.TempPathFactory, new_store_file: Path) -> Path:
    return make.a_filled_file(tmp_path_factory.mktemp("desk"), new_store_file, a_desk)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory, desk_file: Path) -> Iterator[Store]:
    """For tests that only look, and not at the log."""
    yield from make.a_lasting_store(tmp_path_factory.mktemp("looked at") / "desk.duckdb", desk_file)


@pytest.fixture
def own_desk(settings: Settings, desk_file: Path) -> Iterator[Store]:
    """For a test that changes something in it, or looks at the log."""
    yield from a_copy_of(desk_file, settings)


@pytest.mark.parametrize("actor", FILE, ids=lambda a: a.name)
@pytest.mark.parametrize(
    ("typed", "exact"),
    [
        ("A-77", ("client", "A-77")),
        (" a-77 ", ("client", "A-77")),
        ("V2026-0002", ("request", "V2026-0002")),
        ("v2026-0002", ("request", "V2026-0002")),
        ("VS2026-0001", ("disclosure", "VS2026-0001")),
        ("vs2026-0001", ("disclosure", "VS2026-0001")),
        ("A-7", None),
        ("2026-0001", None),
        ("V2026-0404", None),
        ("berg", None),
        ("  ", None),
        (make.BSN, None),
    ],
)
def test_a_whole_number_is_the_record_that_has_it(
    desk: Store, actor: Actor, typed: str, exact: tuple[str, str] | None
) -> None:
    assert finding.exactly(desk, actor, typed) == exact


def test_a_number_that_two_kinds_have_is_neither(own_desk: Store) -> None:
    make.a_client(own_desk, "v2026-0001")
    assert finding.exactly(own_desk, make.COORDINATOR, "V2026-0001") is None
    assert finding.exactly(own_desk, make.COORDINATOR, "V2026-0002") == ("request", "V2026-0002")


def test_management_is_led_to_disclosures_only_since_it_opens_neither_clients_nor_cases(desk: Store) -> None:
    assert finding.exactly(desk, make.MANAGER, "A-77") is None
    assert finding.exactly(desk, make.MANAGER, "V2026-0001") is None
    assert finding.exactly(desk, make.MANAGER, "VS2026-0001") == ("disclosure", "VS2026-0001")


def test_a_breach_is_opened_by_its_number_by_those_who_may_see_breaches(own_desk: Store) -> None:
    number = record_breach(own_desk, make.COORDINATOR, id=new_id(), aware_at=make.NOW, what="laptop weg")
    assert finding.exactly(own_desk, make.OFFICER, number.lower()) == ("breach", number)
    assert finding.exactly(own_desk, make.COORDINATOR, number) is None


@pytest.mark.parametrize("typed", ["A-77", "V2026-0001", "VS2026-0001"])
def test_the_administrator_is_led_to_no_record(desk: Store, typed: str) -> None:
    assert finding.exactly(desk, make.ADMINISTRATOR, typed) is None


@pytest.mark.parametrize("actor", FILE, ids=lambda a: a.name)
@pytest.mark.parametrize("typed", ["Berg", "amina berg", " A-77 "])
def test_one_client_brings_its_cases_and_disclosures(desk: Store, actor: Actor, typed: str) -> None:
    found = everywhere(desk, typed, actor)
    assert numbers(found) == {"clients": ["A-77"], "requests": ["V2026-0001"], "disclosures": ["VS2026-0001"]}
    assert (found.of_client, found.total) == ("A-77", 3)


def test_of_several_clients_no_disclosures_are_listed(own_desk: Store) -> None:
    make.a_client(own_desk, "1003", first_names="Omar", surname="Berg")
    found = everywhere(own_desk, "berg")
    assert numbers(found) == {"clients": ["A-77", "1003"], "requests": ["V2026-0001"], "disclosures": []}
    assert found.of_client is None


@pytest.mark.parametrize("actor", FILE, ids=lambda a: a.name)
def test_a_reference_finds_its_disclosure(desk: Store, actor: Actor) -> None:
    found = everywhere(desk, "dossier/7", actor)
    assert numbers(found) == NOTHING | {"disclosures": ["VS2026-0002"]}
    assert found.of_client is None


@pytest.mark.parametrize("typed", ["berg", "A-77", "dossier/7", make.BSN, "19-11-1990"])
def test_management_finds_nothing_by_what_belongs_to_a_person(own_desk: Store, typed: str) -> None:
    assert numbers(everywhere(own_desk, typed, make.MANAGER)) == NOTHING
    assert looks(own_desk, Act.BSN_SEARCH) == []


def test_management_finds_cases_and_disclosures_by_number_and_sees_no_names(desk: Store) -> None:
    found = everywhere(desk, "2026-0001", make.MANAGER)
    assert numbers(found) == {"clients": [], "requests": ["V2026-0001"], "disclosures": ["VS2026-0001"]}
    assert (found.requests.rows[0].who, found.requests.rows[0].client_number) == (None, None)
    assert found.disclosures.rows[0].client_number is None


@pytest.mark.parametrize("typed", ["berg", "A-77", "2026-0001", "dossier/7", make.BSN])
def test_the_administrator_finds_nothing(desk: Store, typed: str) -> None:
    assert everywhere(desk, typed, make.ADMINISTRATOR).total == 0


@pytest.mark.parametrize("typed", [make.BSN, "9999.90.019"])
def test_a_bsn_finds_its_client_and_is_logged_without_the_number(own_desk: Store, typed: str) -> None:
    found = everywhere(own_desk, typed)
    assert numbers(found) == {"clients": ["A-77"], "requests": ["V2026-0001"], "disclosures": ["VS2026-0001"]}
    assert found.of_client == "A-77"
    (look,) = looks(own_desk, Act.BSN_SEARCH)
    assert look["subject_id"] == found.clients.rows[0].id
    assert make.BSN not in str(look)


def test_a_bsn_finds_nothing_of_those_whose_numbers_look_like_its_client_s(store: Store) -> None:
    one = make.a_client(store, "1", bsn=make.BSN)
    other = make.a_client(store, "10", surname="Ander")
    mine = make.a_request(store, client_id=one)
    make.a_request(store, client_id=other)
    make.a_request(store, person_name="Noor 1")
    entry = recorded(store, client_numbers=["1"]).number
    recorded(store, client_numbers=["10"], reference="1")
    assert numbers(everywhere(store, make.BSN)) == {"clients": ["1"], "requests": [mine], "disclosures": [entry]}


def test_a_bsn_that_nobody_has_finds_nothing_and_is_logged(own_desk: Store) -> None:
    recorded(own_desk, client_numbers=["1002"], reference="999990020")
    assert everywhere(own_desk, "999990020").total == 0
    assert [look["subject_id"] for look in looks(own_desk, Act.BSN_SEARCH)] == [None]


def test_a_bsn_that_two_clients_have_finds_both_and_of_neither_anything_else(own_desk: Store) -> None:
    make.a_client(own_desk, "1003", surname="Dubbel", bsn=make.BSN)
    assert numbers(everywhere(own_desk, make.BSN)) == NOTHING | {"clients": ["A-77", "1003"]}


def test_only_the_first_few_of_each_kind_are_given_with_how_many_there_are(store: Store) -> None:
    for n in range(FEW + 2):
        client_id = make.a_client(store, f"100{n}", surname="Berg")
        make.a_request(store, client_id=client_id)
        recorded(store, client_numbers=[f"100{n}"], reference="Berg")
    found = everywhere(store, "berg")
    for some in (found.clients, found.requests, found.disclosures):
        assert (len(some.rows), some.total) == (FEW, FEW + 2)
    assert found.total == 3 * (FEW + 2)


def test_cases_that_are_answered_or_finished_are_found_too(own_desk: Store) -> None:
    with own_desk.change(make.OFFICER, Act.REQUEST_PROGRESS) as change:
        change.execute("update requests set answered_on = $today, finished_on = $today", today=make.TODAY)
    assert numbers(everywhere(own_desk, "berg"))["requests"] == ["V2026-0001"]


@pytest.mark.parametrize("typed", ["", "   "])
def test_nothing_typed_finds_nothing(desk: Store, typed: str) -> None:
    assert everywhere(desk, typed).total == 0


def callers(store: Store) -> None:
    """Three clients who can be found by what they say on the phone; two of them live at one address."""
    with make.at_once(store):
        amina = make.a_client(store, "A-77", surname="Berg")
        yusuf = make.a_client(store, "1002", surname="Öztürk")
        omar = make.a_client(store, "1003", surname="Haddad")
        for client_id, house in ((amina, "6 A"), (yusuf, "6a"), (omar, "61")):
            make.a_record(store, "addresses", client_id, kind="home", postcode="6542 JP", house_number=house)
        make.a_record(store, "phones", amina, phone="+31240000001")
        make.a_record(store, "phones", yusuf, phone="+31612345678", remark="werk")
        make.a_record(store, "phones", yusuf, phone="+32470123456")
        make.a_record(store, "emails", omar, email="Omar.H@example.test")
        make.a_record(store, "agreements", amina, number="TO-2024-0007-1", started_on=date(2024, 2, 1))
        make.a_record(store, "invoices", yusuf, number="F2026-0012", issued_on=date(2026, 3, 2))
        make.a_record(
            store, "complaints", omar, number="K2026-0001", kind="service", received_on=date(2026, 3, 2),
            subject="Rooster", safe_last_day=date(2026, 4, 2), legal_last_day=date(2026, 4, 2),
        )  # fmt: skip


@pytest.fixture(scope="module")
def called_file(tmp_path_factory: pytest.TempPathFactory, new_store_file: Path) -> Path:
    return make.a_filled_file(tmp_path_factory.mktemp("called"), new_store_file, callers)


@pytest.fixture(scope="module")
def called(tmp_path_factory: pytest.TempPathFactory, called_file: Path) -> Iterator[Store]:
    """For tests that only look."""
    yield from make.a_lasting_store(tmp_path_factory.mktemp("looked at") / "desk.duckdb", called_file)


@pytest.fixture
def own_called(settings: Settings, called_file: Path) -> Iterator[Store]:
    """For a test that changes something in it, or looks at the log."""
    yield from a_copy_of(called_file, settings)


CALLS = [
    ("024-000 00 01", ["A-77"], "telefoonnummer"),
    ("06 12345678", ["1002"], "telefoonnummer"),
    ("0031 6 12 34 56 78", ["1002"], "telefoonnummer"),
    ("+31(0)612345678", ["1002"], "telefoonnummer"),
    ("+32 470 12 34 56", ["1002"], "telefoonnummer"),
    ("omar.h@EXAMPLE.test", ["1003"], "e-mailadres"),
    ("6542 JP 6a", ["A-77", "1002"], "adres"),
    ("6542jp, 6 A", ["A-77", "1002"], "adres"),
    ("6542JP61", ["1003"], "adres"),
    ("to-2024-0007-1", ["A-77"], "trajectovereenkomst TO-2024-0007-1"),
    (" F2026-0012 ", ["1002"], "factuur F2026-0012"),
    ("k2026-0001", ["1003"], "klacht K2026-0001"),
]


@pytest.mark.parametrize(("typed", "whom", "by"), CALLS)
def test_what_a_caller_says_finds_the_client_and_the_answer_says_by_what(
    called: Store, typed: str, whom: list[str], by: str
) -> None:
    found = everywhere(called, typed)
    assert numbers(found)["clients"] == whom
    assert {put(clue.words, "nl") for clue in found.clues.values()} == {by}
    assert set(found.clues) == {client.id for client in found.clients.rows}


@pytest.mark.parametrize(("typed", "whom", "by"), CALLS)
def test_the_list_of_clients_finds_them_too_and_management_and_the_administrator_do_not(
    called: Store, typed: str, whom: list[str], by: str
) -> None:
    page = clients.searched_clients(called, make.COORDINATOR, typed, Position(), sitting="morning")
    assert [client.number for client in page.rows] == whom
    for actor in (make.MANAGER, make.ADMINISTRATOR):
        found = everywhere(called, typed, actor)
        assert (found.total - found.complaints.total, found.clues) == (0, {})
        assert [row for row in found.complaints.rows if row.who or row.client_number or row.subject] == []


def test_a_complaint_opens_by_its_number_and_is_found_by_the_name_of_who_complains(called: Store) -> None:
    assert finding.exactly(called, make.COORDINATOR, " k2026-0001 ") == ("complaint", "K2026-0001")
    for actor in (make.MANAGER, make.ADMINISTRATOR):
        assert finding.exactly(called, actor, "K2026-0001") is None  # neither may open it
    for typed in ("1003", "K2026-0001"):
        assert [row.number for row in everywhere(called, typed).complaints.rows] == ["K2026-0001"]
    assert everywhere(called, "K2026-0001", make.MANAGER).complaints.total == 1
    assert everywhere(called, "K2026-0001", make.ADMINISTRATOR).total == 0


@pytest.mark.parametrize(
    "typed",
    ["06 1234567", "12345678", "@example.test", "omar.h@example", "6542 JP", "6542 JP 6", "6542 XX 6", "F2026-001",
     "2026-0012", "TO-2024", "K2026-00011", "0470123456"],
)  # fmt: skip
def test_a_part_or_something_alike_finds_nobody(called: Store, typed: str) -> None:
    assert numbers(everywhere(called, typed)) == NOTHING


def test_what_a_caller_says_leaves_no_trace_in_the_log(own_called: Store) -> None:
    with own_called.read(make.OFFICER, Act.LOG_VIEW) as reader:
        before = reader.value("select count(*) from log")
    for typed, *_ in CALLS:
        everywhere(own_called, typed)
    with own_called.read(make.OFFICER, Act.LOG_VIEW) as reader:
        assert reader.value("select count(*) from log") == before


def test_a_number_that_can_be_a_bsn_leads_nowhere_but_to_its_client(own_called: Store) -> None:
    for table, column in (("phones", "phone"), ("invoices", "number"), ("agreements", "number")):
        value = f"+31{make.BSN}" if column == "phone" else make.BSN
        make.a_record(own_called, table, make.a_client(own_called, f"of {table}"), **{column: value})
    assert everywhere(own_called, make.BSN).total == 0
    make.a_client(own_called, "1009", bsn=make.BSN)
    found = everywhere(own_called, make.BSN)
    assert (numbers(found)["clients"], found.clues) == (["1009"], {})


def test_a_client_who_is_found_by_number_comes_with_the_one_whose_invoice_has_it(own_called: Store) -> None:
    with own_called.read(make.COORDINATOR, Act.CLIENT_LIST) as reader:
        yusuf = clients.id_of(reader, "1002")
    make.a_record(own_called, "invoices", yusuf, number="1003", issued_on=date(2026, 3, 2))
    found = everywhere(own_called, "1003")
    assert sorted(numbers(found)["clients"]) == ["1002", "1003"]
    assert {put(clue.words, "en") for clue in found.clues.values()} == {"invoice 1003"}
