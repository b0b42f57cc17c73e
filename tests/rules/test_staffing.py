"""Who may be given which roles, and who has to stay."""

import pytest

from data_layer.rules.access import PERMISSIONS, STAFF_ROLES, Act, Role
from data_layer.rules.staffing import (
    OPENS_DOSSIERS,
    Member,
    combines,
    known_as,
    leaves_no_administrator,
    problem_of_email,
    problem_of_roles,
)

M, C, P, A = STAFF_ROLES
NONE: frozenset[Role] = frozenset()


def test_what_opens_a_dossier_never_belongs_to_the_administrator() -> None:
    assert {C, P} == OPENS_DOSSIERS
    assert A not in PERMISSIONS[Act.CLIENT_VIEW] | PERMISSIONS[Act.BSN_REVEAL] | PERMISSIONS[Act.REQUEST_VIEW]


@pytest.mark.parametrize(
    ("roles", "does"), [({A}, False), ({A, M}, False), ({C, P, M}, False), ({A, C}, True), ({A, P, M}, True)]
)
def test_letting_people_in_and_opening_dossiers_are_combined_by_these_roles(roles: set[Role], does: bool) -> None:
    assert combines(roles) is does


def test_somebody_has_a_role_and_only_the_machine_combines_what_is_kept_apart() -> None:
    assert problem_of_roles(NONE, NONE, by_the_desk=True) is not None
    assert problem_of_roles(NONE, frozenset({M, C, P}), by_the_desk=False) is None
    both = frozenset({A, C})
    assert problem_of_roles(frozenset({A}), both, by_the_desk=False) is not None
    assert problem_of_roles(frozenset({A}), both, by_the_desk=True) is None
    assert problem_of_roles(both, both, by_the_desk=False) is None, "other facts of this person can be changed"
    assert problem_of_roles(both, both | {M}, by_the_desk=False) is not None


def test_an_address_belongs_to_one_person_who_works_here_whatever_its_capitals() -> None:
    assert known_as(" Noor@School.example ") == known_as("noor@school.EXAMPLE")
    members = [Member(1, "Noor@school.example", frozenset({C})), Member(2, "weg@school.example", NONE, active=False)]
    assert problem_of_email(members, 3, "noor@SCHOOL.example") is not None
    assert problem_of_email(members, 1, "noor@school.example") is None, "it is her own"
    assert problem_of_email(members, 3, "weg@school.example") is None, "who had it does not work here any more"


def test_the_last_administrator_stays() -> None:
    ada, bob = Member(1, "a@x.example", frozenset({A})), Member(2, "b@x.example", frozenset({A, M}))
    gone = Member(2, "b@x.example", frozenset({A}), active=False)
    assert leaves_no_administrator([ada], Member(1, "a@x.example", frozenset({M})))
    assert leaves_no_administrator([ada, gone], Member(1, "a@x.example", frozenset({A}), active=False))
    assert not leaves_no_administrator([ada, bob], Member(1, "a@x.example", frozenset({A}), active=False))
    assert not leaves_no_administrator([ada], Member(1, "n@x.example", frozenset({A})))
    assert not leaves_no_administrator([], Member(3, "c@x.example", frozenset({C}))), "there is none yet"
