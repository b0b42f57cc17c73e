"""Who signed in is the member of staff whom the desk knows, as long as it knows them, and nobody else."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest

from data_layer import sign_ins
from data_layer.errors import NotAllowed
from data_layer.log import Subject
from data_layer.rules import claims as said
from data_layer.rules.access import Act, Role
from data_layer.rules.claims import Claims
from data_layer.settings import Settings
from data_layer.sign_ins import BY_THE_PROVIDER, Visitor, visitor
from data_layer.staff import THE_DESK, Actor
from data_layer.store import Store
from tests import make

ISSUER = "https://id.example.org"


def claims(person: int | str = 2, *, ago: timedelta = timedelta(), nonce: str = "a", **more: Any) -> Claims:
    """What the provider says of the member of staff with this id, or of somebody with this address."""
    address = person if isinstance(person, str) else f"{person}@example.test"
    return {
        "is_logged_in": True, "provider": "keycloak", "iss": ISSUER, "sub": f"sub of {address}", "email": address,
        "email_verified": True, "iat": int((make.NOW - ago).timestamp()), "nonce": nonce, **more,
    }  # fmt: skip


def come(store: Store, claims: Claims) -> Visitor:
    """Comes from the provider with these claims, and asks for a page with what the browser carries of them."""
    carried = said.kept(claims, store.settings.person_claim)
    sign_ins.begin(store, claims, carried)
    return visitor(store, carried)


def change_staff(store: Store, sql: str) -> None:
    with store.change(THE_DESK, Act.STAFF_CHANGE) as change:
        change.execute(sql)


def log_of(store: Store) -> list[tuple[str, int, list[str]]]:
    found = make.rows(store, "select act, staff_id, subject_id, fields from log where act like 'sign_in%' order by seq")
    return [(row["act"], row["staff_id"], row["fields"]) for row in found]


@pytest.mark.parametrize("address", ["2@example.test", " 2@Example.TEST "])
def test_who_is_known_by_the_address_comes_in_and_it_is_noted_once(store: Store, address: str) -> None:
    for _ in range(2):  # the second is a page of the provider that is loaded anew
        found = come(store, claims(address))
        assert (found.person, found.turned) == (make.COORDINATOR, None)
        assert found.until == make.NOW + timedelta(hours=10)
    assert log_of(store) == [("sign_in.begin", 2, ["account"])]
    assert "example" not in str(make.rows(store, "select * from sign_ins, log"))


def test_what_did_not_begin_here_opens_nothing_though_it_is_signed(store: Store) -> None:
    assert visitor(store, claims()).turned == "signed_out"
    come(store, claims(groups=["FG"]))
    carried = said.kept(claims(), "email")
    assert visitor(store, {**carried, "origin": "https://desk.example.org", "is_logged_in": True}).person is not None
    for changed in ({"nonce": "b"}, {"iat": carried["iat"] - 1}, {"email": "3@example.test"}, {"groups": ["FG"]}):
        assert visitor(store, {**carried, **changed}).person is None


def test_roles_are_those_of_now_and_who_left_does_not_come_in(store: Store) -> None:
    assert come(store, claims()).person == make.COORDINATOR
    carried = said.kept(claims(), "email")
    change_staff(store, "update staff set roles = ['management'] where id = 2")
    person = visitor(store, carried).person
    assert person is not None
    assert person.roles == {Role.MANAGEMENT}
    change_staff(store, "update staff set roles = [] where id = 2")
    assert visitor(store, carried).turned == "unknown"
    change_staff(store, "update staff set roles = ['management'], active = false where id = 2")
    assert visitor(store, carried).turned == "unknown"


@pytest.mark.parametrize(
    ("told", "turned"),
    [
        ({"email": "vreemd@example.test"}, "unknown"),
        ({"email": ""}, "unknown"),
        ({"email": None}, "unknown"),
        ({"email": ["2@example.test"]}, "unknown"),
        ({"email": "２@example.test"}, "unknown"),
        ({"email_verified": False}, "unknown"),
        ({"email_verified": "false"}, "unknown"),
        ({"email_verified": None}, "unknown"),
        ({"sub": ""}, "signed_out"),
        ({"is_logged_in": False}, "signed_out"),
        ({"iat": None}, "expired"),
        ({"iat": "soon"}, "expired"),
        ({"iat": 10**30}, "expired"),
    ],
)
def test_who_is_not_known_for_certain_does_not_come_in(store: Store, told: dict[str, Any], turned: str) -> None:
    found = come(store, {**claims(), **told})
    assert (found.person, found.turned) == (None, turned)
    assert log_of(store) == []


def test_microsoft_alone_need_not_say_that_an_address_is_verified(store: Store) -> None:
    told = {name: value for name, value in claims().items() if name != "email_verified"}
    assert come(store, told).turned == "unknown"
    assert come(store, {**told, "iss": "https://login.microsoftonline.com/a-tenant/v2.0"}).person == make.COORDINATOR


@pytest.mark.parametrize(
    ("ago", "is_in"),
    [
        (timedelta(hours=10), False),
        (timedelta(hours=9, minutes=59), True),
        (timedelta(minutes=-5), True),  # the provider's clock may be a little ahead
        (timedelta(minutes=-6), False),
    ],
)
def test_a_sign_in_counts_for_the_set_hours(store: Store, ago: timedelta, is_in: bool) -> None:
    found = come(store, claims(ago=ago))
    assert (found.person is not None, found.turned == "expired") == (is_in, not is_in)


def test_what_stands_open_since_before_can_do_nothing_once_its_sign_in_is_over_or_ended(store: Store) -> None:
    first, second = claims(ago=timedelta(hours=9)), claims(nonce="b")
    people = [come(store, one).person for one in (first, second)]
    sign_ins.end(store, said.kept(second, "email"))
    store.clock = lambda: make.NOW + timedelta(hours=1)
    for person in people:
        assert person is not None
        with pytest.raises(NotAllowed, match="sign-in has ended"), store.read(person, Act.CLIENT_LIST):
            pass
        with pytest.raises(NotAllowed, match="sign-in has ended"), store.change(person, Act.CLIENT_REGISTER):
            pass


def test_who_waits_for_another_change_is_asked_again_what_may_be_done(store: Store) -> None:
    begun = threading.Event()
    refused: list[bool] = []

    def wait() -> None:
        begun.set()
        try:
            with store.change(make.COORDINATOR, Act.CLIENT_REGISTER):
                refused.append(False)
        except NotAllowed:
            refused.append(True)

    waiting = threading.Thread(target=wait)
    with store.change(THE_DESK, Act.STAFF_CHANGE) as change:
        waiting.start()
        begun.wait(60)
        time.sleep(0.2)  # by now it has passed the first look, and waits for the lock
        change.execute("update staff set active = false where id = 2")
    waiting.join(60)
    assert refused == [True]


def test_a_person_is_the_account_that_came_first_also_with_another_address(store: Store) -> None:
    assert come(store, claims()).person == make.COORDINATOR
    other = come(store, claims(sub="another", nonce="b"))
    assert (other.person, other.turned) == (None, "another_account")
    assert come(store, claims("nieuw@example.test", sub="sub of 2@example.test")).person == make.COORDINATOR
    assert come(store, {**claims(sub="another"), "iss": "https://elsewhere.example"}).turned == "another_account"
    change_staff(store, "update staff set account = null where id = 2")  # the administrator released it
    assert come(store, claims(sub="another", nonce="c")).person == make.COORDINATOR


def test_of_two_accounts_at_once_one_comes_in(store: Store) -> None:
    each = [claims(sub=f"account {place}", nonce=f"{place}") for place in range(6)]
    with ThreadPoolExecutor(6) as pool:
        found = list(pool.map(lambda one: come(store, one), each))
    assert sum(one.person is not None for one in found) == 1
    assert len(log_of(store)) == 1


def test_a_sign_in_that_was_ended_stays_ended_and_another_begins(store: Store) -> None:
    come(store, claims())
    come(store, claims(nonce="b"))
    for _ in range(2):
        sign_ins.end(store, said.kept(claims(), "email"))
    assert come(store, claims()).turned == "signed_out"
    assert come(store, claims(nonce="b")).person == make.COORDINATOR
    sign_ins.end(store, claims("vreemd@example.test"))
    assert [act for act, *_ in log_of(store)] == ["sign_in.begin", "sign_in.begin", "sign_in.end"]


def test_nobody_signs_in_or_out_without_a_role(store: Store) -> None:
    for act in (Act.SIGN_IN, Act.SIGN_OUT):
        with pytest.raises(NotAllowed), store.change(Actor(9, "", frozenset()), act, Subject("staff", 9)):
            pass


def test_old_sign_ins_are_forgotten_but_not_by_a_clock_that_is_doubted(store: Store) -> None:
    come(store, claims())
    sign_ins.forget_old(store)
    change_staff(store, "update sign_ins set began_at = began_at - interval 91 days")
    with store.change(THE_DESK, Act.STORE_FILL) as change:
        change.insert("clock_watch", seen_at=make.NOW + timedelta(days=1))
    sign_ins.forget_old(store)
    assert make.asked(store, "select count(*) from sign_ins") == 1
    with store.change(THE_DESK, Act.STORE_FILL) as change:
        change.execute("delete from clock_watch")
    sign_ins.forget_old(store)
    sign_ins.forget_old(store)
    assert make.asked(store, "select count(*) from sign_ins") == 0
    assert make.asked(store, "select count(*) from log where act = 'log.expire'") == 1


class TestRolesByClaim:
    """Where the provider says who may do what."""

    @pytest.fixture
    def settings(self, settings: Settings) -> Settings:
        told = {"role_claim": "groups", "claimed_roles": {"coordinator": ["Balie", "Flex"], "management": ["Directie"]}}
        return settings.model_copy(update=told)

    def test_a_new_person_with_a_role_is_added_once(self, store: Store) -> None:
        told = claims("nieuw@example.test", name="Nina \nNieuw\u202e", groups=["Balie", "Overig"])
        person = come(store, told).person
        assert person is not None
        assert (person.name, person.roles) == ("Nina Nieuw", frozenset({Role.COORDINATOR}))
        assert come(store, told).person == person
        assert make.asked(store, "select count(*) from staff where email = 'nieuw@example.test'") == 1
        assert come(store, claims("naam@example.test", name=" \t", groups="Balie")).person is not None
        assert make.asked(store, "select name from staff where email = 'naam@example.test'") == "naam@example.test"

    @pytest.mark.parametrize("groups", [None, [], ["Overig"], "balie", True, 7, {"roles": ["Balie"]}])
    def test_without_one_of_the_roles_nobody_comes_in_whatever_the_list_of_staff_says(
        self, store: Store, groups: Any
    ) -> None:
        assert come(store, claims(groups=groups)).turned == "unknown"
        assert come(store, claims("nieuw@example.test", groups=groups)).turned == "unknown"
        assert make.asked(store, "select count(*) from staff") == len(make.EVERYBODY)

    def test_the_list_of_staff_follows_the_last_sign_in_and_older_ones_end(self, store: Store) -> None:
        assert come(store, claims(groups=["Balie", "Directie"])).person is not None
        person = come(store, claims(groups="Directie", nonce="b")).person
        assert person is not None
        assert person.roles == {Role.MANAGEMENT}
        assert visitor(store, said.kept(claims(), "email")).turned == "signed_out"
        assert make.asked(store, "select roles from staff where id = 2") == ["management"]
        told = make.rows(store, "select fields, reason_code from log where act = 'staff.change' and subject_id = 2")
        assert [(row["fields"], row["reason_code"]) for row in told] == [
            (["role_given.management", "roles"], BY_THE_PROVIDER.code),
            (["role_taken.coordinator", "roles", "sign_ins"], BY_THE_PROVIDER.code),
        ]

    def test_who_was_let_go_here_stays_out_also_under_another_address(self, store: Store) -> None:
        assert come(store, claims(groups=["Balie"])).person is not None
        change_staff(store, "update staff set active = false where id = 2")
        for told in (claims(groups=["Balie"], nonce="b"), claims("anders@example.test", sub="sub of 2@example.test")):
            assert come(store, {**told, "groups": ["Balie"]}).turned == "unknown"
        assert make.asked(store, "select count(*) from staff") == len(make.EVERYBODY)
