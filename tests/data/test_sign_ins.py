"""Who signed in is the member of staff whom the desk knows, as long as it knows them, and nobody else."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from data_layer import sign_ins
from data_layer.errors import NotAllowed
from data_layer.log import Subject
from data_layer.rules.access import Act, Role
from data_layer.settings import Settings
from data_layer.sign_ins import Claims, visitor
from data_layer.staff import THE_DESK, Actor
from data_layer.store import Store
from tests import make

ISSUER = "https://id.example.org"
Clocked = Callable[[timedelta], None]


def claims(person: int | str = 2, *, ago: timedelta = timedelta(), nonce: str = "a", **more: Any) -> Claims:
    """What the provider says of the member of staff with this id, or of somebody with this address."""
    address = person if isinstance(person, str) else f"{person}@example.test"
    return {
        "is_logged_in": True, "provider": "keycloak", "iss": ISSUER, "sub": f"sub of {address}", "email": address,
        "email_verified": True, "iat": int((make.NOW - ago).timestamp()), "nonce": nonce, **more,
    }  # fmt: skip


def change_staff(store: Store, sql: str) -> None:
    with store.change(THE_DESK, Act.STAFF_CHANGE) as change:
        change.execute(sql)


def log_of(store: Store) -> list[tuple[str, int, list[str]]]:
    found = make.rows(store, "select act, staff_id, subject_id, fields from log where act like 'sign_in%' order by seq")
    return [(row["act"], row["staff_id"], row["fields"]) for row in found]


@pytest.mark.parametrize("address", ["2@example.test", " 2@Example.TEST "])
def test_who_is_known_by_the_address_comes_in_and_it_is_noted_once(store: Store, address: str) -> None:
    for _ in range(2):
        found = visitor(store, claims(address))
        assert (found.person, found.turned) == (make.COORDINATOR, None)
        assert found.until == make.NOW + timedelta(hours=10)
    assert log_of(store) == [("sign_in.begin", 2, ["account"])]
    assert "example" not in str(make.rows(store, "select * from sign_ins, log"))


def test_roles_are_those_of_now_and_who_left_does_not_come_in(store: Store) -> None:
    assert visitor(store, claims()).person == make.COORDINATOR
    change_staff(store, "update staff set roles = ['management'] where id = 2")
    person = visitor(store, claims()).person
    assert person is not None
    assert person.roles == {Role.MANAGEMENT}
    change_staff(store, "update staff set roles = [] where id = 2")
    assert visitor(store, claims()).turned == "unknown"
    change_staff(store, "update staff set roles = ['management'], active = false where id = 2")
    assert visitor(store, claims()).turned == "unknown"


@pytest.mark.parametrize(
    ("said", "turned"),
    [
        ({"email": "vreemd@example.test"}, "unknown"),
        ({"email": ""}, "unknown"),
        ({"email": None}, "unknown"),
        ({"email_verified": False}, "unknown"),
        ({"email_verified": "false"}, "unknown"),
        ({"sub": ""}, "signed_out"),
        ({"is_logged_in": False}, "signed_out"),
        ({"iat": None}, "expired"),
        ({"iat": "soon"}, "expired"),
        ({"iat": 10**30}, "expired"),
    ],
)
def test_who_is_not_known_for_certain_does_not_come_in(store: Store, said: dict[str, Any], turned: str) -> None:
    found = visitor(store, {**claims(), **said})
    assert (found.person, found.turned) == (None, turned)
    assert log_of(store) == []


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
    found = visitor(store, claims(ago=ago))
    assert (found.person is not None, found.turned == "expired") == (is_in, not is_in)


def test_a_person_is_the_account_that_came_first_also_with_another_address(store: Store) -> None:
    assert visitor(store, claims()).person == make.COORDINATOR
    other = visitor(store, claims(sub="another", nonce="b"))
    assert (other.person, other.turned) == (None, "another_account")
    assert visitor(store, claims("nieuw@example.test", sub="sub of 2@example.test")).person == make.COORDINATOR
    assert visitor(store, {**claims(sub="another"), "iss": "https://elsewhere.example"}).turned == "another_account"
    change_staff(store, "update staff set account = null where id = 2")  # the administrator released it
    assert visitor(store, claims(sub="another", nonce="b")).person == make.COORDINATOR


def test_a_sign_in_that_was_ended_stays_ended_and_another_begins(store: Store) -> None:
    visitor(store, claims())
    visitor(store, claims(nonce="b"))
    sign_ins.end(store, claims())
    sign_ins.end(store, claims())
    assert visitor(store, claims()).turned == "signed_out"
    assert visitor(store, claims(nonce="b")).person == make.COORDINATOR
    sign_ins.end(store, claims("vreemd@example.test"))
    assert [act for act, *_ in log_of(store)] == ["sign_in.begin", "sign_in.begin", "sign_in.end"]


def test_nobody_signs_in_or_out_without_a_role(store: Store) -> None:
    for act in (Act.SIGN_IN, Act.SIGN_OUT):
        with pytest.raises(NotAllowed), store.change(Actor(9, "", frozenset()), act, Subject("staff", 9)):
            pass


def test_old_sign_ins_are_forgotten(store: Store) -> None:
    visitor(store, claims())
    sign_ins.forget_old(store)
    change_staff(store, "update sign_ins set began_at = began_at - interval 91 days")
    sign_ins.forget_old(store)
    sign_ins.forget_old(store)
    assert make.asked(store, "select count(*) from sign_ins") == 0
    assert make.asked(store, "select count(*) from log where act = 'log.expire'") == 1


class TestRolesByClaim:
    """Where the provider says who may do what."""

    @pytest.fixture
    def settings(self, settings: Settings) -> Settings:
        said = {"role_claim": "groups", "claimed_roles": {"coordinator": ["Balie", "Flex"], "management": ["Directie"]}}
        return settings.model_copy(update=said)

    def test_a_new_person_with_a_role_is_added_once(self, store: Store) -> None:
        said = claims("nieuw@example.test", name="Nina Nieuw", groups=["Balie", "Overig"])
        person = visitor(store, said).person
        assert person is not None
        assert (person.name, person.roles) == ("Nina Nieuw", frozenset({Role.COORDINATOR}))
        assert visitor(store, said).person == person
        assert make.asked(store, "select count(*) from staff where email = 'nieuw@example.test'") == 1

    @pytest.mark.parametrize("groups", [None, [], ["Overig"], "balie"])
    def test_without_one_of_the_roles_nobody_comes_in_whatever_the_list_of_staff_says(
        self, store: Store, groups: Any
    ) -> None:
        assert visitor(store, claims(groups=groups)).turned == "unknown"
        assert visitor(store, claims("nieuw@example.test", groups=groups)).turned == "unknown"
        assert make.asked(store, "select count(*) from staff") == len(make.EVERYBODY)

    def test_the_list_of_staff_follows_what_the_provider_says(self, store: Store) -> None:
        person = visitor(store, claims(groups="Directie")).person
        assert person is not None
        assert person.roles == {Role.MANAGEMENT}
        assert make.asked(store, "select roles from staff where id = 2") == ["management"]
        assert log_of(store) == [
            ("sign_in.begin", 2, ["account", "role_given.management", "role_taken.coordinator", "roles"])
        ]

    def test_who_was_let_go_here_stays_out(self, store: Store) -> None:
        change_staff(store, "update staff set active = false where id = 2")
        assert visitor(store, claims(groups=["Balie"])).turned == "unknown"
