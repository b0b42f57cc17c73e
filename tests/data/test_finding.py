"""Finding anything from one box: what is found, by whom, and what the log says of it."""

from datetime import date

import pytest

from data_layer import finding
from data_layer.finding import FEW, Found
from data_layer.rules.access import Act
from data_layer.staff import Actor
from data_layer.store import Store
from tests import make
from tests.data.test_clients import looks
from tests.data.test_disclosures import recorded

BSN = "999990019"
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


@pytest.fixture
def desk(store: Store) -> Store:
    """Two clients with a case and a disclosure each: of `A-77` the case V2026-0001, of `1002` the case V2026-0002."""
    amina = make.a_client(store, "A-77", first_names="Amina", surname="Berg", bsn=BSN)
    yusuf = make.a_client(store, "1002", first_names="Yusuf", surname="Öztürk")
    make.a_request(store, client_id=amina)
    make.a_request(store, client_id=yusuf)
    recorded(store, client_numbers=["A-77"], happened_on=date(2026, 11, 19))
    recorded(store, client_numbers=["1002"], reference="DOSSIER/7", happened_on=date(2026, 11, 20))
    return store


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
        (BSN, None),
    ],
)
def test_a_whole_number_is_the_record_that_has_it(
    desk: Store, actor: Actor, typed: str, exact: tuple[str, str] | None
) -> None:
    assert finding.exactly(desk, actor, typed) == exact


def test_a_number_that_two_kinds_have_is_neither(desk: Store) -> None:
    make.a_client(desk, "v2026-0001")
    assert finding.exactly(desk, make.COORDINATOR, "V2026-0001") is None
    assert finding.exactly(desk, make.COORDINATOR, "V2026-0002") == ("request", "V2026-0002")


def test_management_is_led_to_disclosures_only_since_it_opens_neither_clients_nor_cases(desk: Store) -> None:
    assert finding.exactly(desk, make.MANAGER, "A-77") is None
    assert finding.exactly(desk, make.MANAGER, "V2026-0001") is None
    assert finding.exactly(desk, make.MANAGER, "VS2026-0001") == ("disclosure", "VS2026-0001")


@pytest.mark.parametrize("typed", ["A-77", "V2026-0001", "VS2026-0001"])
def test_the_administrator_is_led_to_no_record(desk: Store, typed: str) -> None:
    assert finding.exactly(desk, make.ADMINISTRATOR, typed) is None


@pytest.mark.parametrize("actor", FILE, ids=lambda a: a.name)
@pytest.mark.parametrize("typed", ["Berg", "amina berg", " A-77 "])
def test_one_client_brings_its_cases_and_disclosures(desk: Store, actor: Actor, typed: str) -> None:
    found = everywhere(desk, typed, actor)
    assert numbers(found) == {"clients": ["A-77"], "requests": ["V2026-0001"], "disclosures": ["VS2026-0001"]}
    assert (found.of_client, found.total) == ("A-77", 3)


def test_of_several_clients_no_disclosures_are_listed(desk: Store) -> None:
    make.a_client(desk, "1003", first_names="Omar", surname="Berg")
    found = everywhere(desk, "berg")
    assert numbers(found) == {"clients": ["A-77", "1003"], "requests": ["V2026-0001"], "disclosures": []}
    assert found.of_client is None


@pytest.mark.parametrize("actor", FILE, ids=lambda a: a.name)
def test_a_reference_finds_its_disclosure(desk: Store, actor: Actor) -> None:
    found = everywhere(desk, "dossier/7", actor)
    assert numbers(found) == NOTHING | {"disclosures": ["VS2026-0002"]}
    assert found.of_client is None


@pytest.mark.parametrize("typed", ["berg", "A-77", "dossier/7", BSN, "19-11-1990"])
def test_management_finds_nothing_by_what_belongs_to_a_person(desk: Store, typed: str) -> None:
    assert numbers(everywhere(desk, typed, make.MANAGER)) == NOTHING
    assert looks(desk, Act.BSN_SEARCH) == []


def test_management_finds_cases_and_disclosures_by_number_and_sees_no_names(desk: Store) -> None:
    found = everywhere(desk, "2026-0001", make.MANAGER)
    assert numbers(found) == {"clients": [], "requests": ["V2026-0001"], "disclosures": ["VS2026-0001"]}
    assert (found.requests.rows[0].who, found.requests.rows[0].client_number) == (None, None)
    assert found.disclosures.rows[0].client_number is None


@pytest.mark.parametrize("typed", ["berg", "A-77", "2026-0001", "dossier/7", BSN])
def test_the_administrator_finds_nothing(desk: Store, typed: str) -> None:
    assert everywhere(desk, typed, make.ADMINISTRATOR).total == 0


@pytest.mark.parametrize("typed", [BSN, "9999.90.019"])
def test_a_bsn_finds_its_client_and_is_logged_without_the_number(desk: Store, typed: str) -> None:
    found = everywhere(desk, typed)
    assert numbers(found) == {"clients": ["A-77"], "requests": ["V2026-0001"], "disclosures": ["VS2026-0001"]}
    assert found.of_client == "A-77"
    (look,) = looks(desk, Act.BSN_SEARCH)
    assert look["subject_id"] == found.clients.rows[0].id
    assert BSN not in str(look)


def test_a_bsn_finds_nothing_of_those_whose_numbers_look_like_its_client_s(store: Store) -> None:
    one = make.a_client(store, "1", bsn=BSN)
    other = make.a_client(store, "10", surname="Ander")
    mine = make.a_request(store, client_id=one)
    make.a_request(store, client_id=other)
    make.a_request(store, person_name="Noor 1")
    entry = recorded(store, client_numbers=["1"]).number
    recorded(store, client_numbers=["10"], reference="1")
    assert numbers(everywhere(store, BSN)) == {"clients": ["1"], "requests": [mine], "disclosures": [entry]}


def test_a_bsn_that_nobody_has_finds_nothing_and_is_logged(desk: Store) -> None:
    recorded(desk, client_numbers=["1002"], reference="999990020")
    assert everywhere(desk, "999990020").total == 0
    assert [look["subject_id"] for look in looks(desk, Act.BSN_SEARCH)] == [None]


def test_a_bsn_that_two_clients_have_finds_both_and_of_neither_anything_else(desk: Store) -> None:
    make.a_client(desk, "1003", surname="Dubbel", bsn=BSN)
    assert numbers(everywhere(desk, BSN)) == NOTHING | {"clients": ["A-77", "1003"]}


def test_only_the_first_few_of_each_kind_are_given_with_how_many_there_are(store: Store) -> None:
    for n in range(FEW + 2):
        client_id = make.a_client(store, f"100{n}", surname="Berg")
        make.a_request(store, client_id=client_id)
        recorded(store, client_numbers=[f"100{n}"], reference="Berg")
    found = everywhere(store, "berg")
    for some in (found.clients, found.requests, found.disclosures):
        assert (len(some.rows), some.total) == (FEW, FEW + 2)
    assert found.total == 3 * (FEW + 2)


def test_cases_that_are_answered_or_finished_are_found_too(desk: Store) -> None:
    with desk.change(make.OFFICER, Act.REQUEST_PROGRESS) as change:
        change.execute("update requests set answered_on = $today, finished_on = $today", today=make.TODAY)
    assert numbers(everywhere(desk, "berg"))["requests"] == ["V2026-0001"]


@pytest.mark.parametrize("typed", ["", "   "])
def test_nothing_typed_finds_nothing(desk: Store, typed: str) -> None:
    assert everywhere(desk, typed).total == 0
