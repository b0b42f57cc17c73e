"""Who works here, with which roles: added, changed, let go, back again, and how the log tells of it."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from data_layer import replacing, staff, staff_changes, staff_lists
from data_layer.errors import BadInput, ChangedMeanwhile, NotAllowed, NotFound
from data_layer.exporting.staff_list import members
from data_layer.ids import new_id
from data_layer.paging import Position
from data_layer.rules.access import PERMISSIONS, Act, Role
from data_layer.staff import THE_DESK, Actor
from data_layer.staff_changes import Facts
from data_layer.staff_lists import Filter, Happening, Row
from data_layer.store import Store
from tests import make
from tests.data.test_export import export_of, rows, taken

M, C, P, A = Role.MANAGEMENT, Role.COORDINATOR, Role.PRIVACY_OFFICER, Role.ADMINISTRATOR
NOOR = Facts("Noor Nieuw", "noor@school.example", (C,))
Write = Callable[[Store, Actor, int, int], None]
WRITES: dict[str, Write] = {
    "change": lambda store, actor, one, version: staff_changes.change_facts(store, actor, one, version, NOOR),
    "let go": staff_changes.let_go,
    "come back": staff_changes.come_back,
    "release": staff_changes.release_account,
    "end sign-ins": staff_changes.end_sign_ins,
}
"""Every write to somebody who is there; each does something to whoever `ready` made ready for it."""


@pytest.fixture(scope="module")
def lasting(tmp_path_factory: pytest.TempPathFactory, new_store_file: Path) -> Iterator[Store]:
    yield from make.a_lasting_store(tmp_path_factory.mktemp("staff") / "desk.duckdb", new_store_file)


@pytest.fixture
def store(lasting: Store) -> Store:
    """The one store of this module, with the five who are there at first."""
    with lasting.change(THE_DESK, Act.STORE_FILL) as change:
        for table in ("staff", "sign_ins", "requests", "request_events"):
            change.execute(f"delete from {table}")  # noqa: S608 - named above
    make.the_staff(lasting)
    return lasting


def row(store: Store, who: Actor | int) -> Row:
    number = who.staff_id if isinstance(who, Actor) else who
    with store.read(make.OFFICER, Act.STAFF_LIST) as reader:
        return staff_lists.the_row(reader, str(number))


def told(store: Store, who: Actor | int) -> list[Happening]:
    with store.read(make.OFFICER, Act.STAFF_LIST) as reader:
        return staff_lists.history(reader, who.staff_id if isinstance(who, Actor) else who)


def names(store: Store, **which: Any) -> list[str]:
    with store.read(make.ADMINISTRATOR, Act.STAFF_LIST) as reader:
        return [one.name for one in staff_lists.listed(reader, Filter(**which), Position()).rows]


def signed_in(store: Store, who: Actor, account: str = "digest of an account") -> None:
    """As the sign-in notes it."""
    with store.change(THE_DESK, Act.STORE_FILL) as change:
        change.execute("update staff set account = $account where id = $id", account=account, id=who.staff_id)
        change.insert("sign_ins", digest=f"{new_id()}", staff_id=who.staff_id, began_at=make.NOW)


def added(store: Store, actor: Actor = make.ADMINISTRATOR, facts: Facts = NOOR) -> int:
    own_id = new_id()
    staff_changes.add(store, actor, id=own_id, facts=facts)
    return own_id


def changed(store: Store, who: Actor, actor: Actor = make.ADMINISTRATOR, **facts: Any) -> None:
    now = row(store, who)
    stands = {"name": now.name, "email": now.email, "roles": now.roles}
    staff_changes.change_facts(store, actor, now.id, now.version, Facts(**stands | facts))


def ready(store: Store, write: str) -> Row:
    """The coordinator, to whom this write does something; the log tells of nothing else after."""
    signed_in(store, make.COORDINATOR)
    if write == "come back":
        now = row(store, make.COORDINATOR)
        staff_changes.let_go(store, make.ADMINISTRATOR, now.id, now.version)
    return row(store, make.COORDINATOR)


def test_somebody_is_added_once_and_the_log_tells_by_whom_and_which_roles(store: Store) -> None:
    own_id = new_id()
    for _click in range(2):
        staff_changes.add(store, make.ADMINISTRATOR, id=own_id, facts=NOOR)
    noor = row(store, own_id)
    assert (noor.name, noor.email, noor.roles, noor.active) == ("Noor Nieuw", "noor@school.example", (C,), True)
    assert (noor.is_bound, noor.last_sign_in, noor.flags) == (False, None, [])
    (once,) = told(store, own_id)
    assert (once.who, once.reason_code, once.given) == (make.ADMINISTRATOR.name, "staff_added", [C])
    assert not {"Noor", "noor@school.example"} & set(" ".join(once.fields).split())
    assert staff.the_person(store, own_id).roles == {C}


@pytest.mark.parametrize("actor", [one for one in make.EVERYBODY if A not in one.roles], ids=lambda one: one.name)
def test_only_the_administrator_changes_staff(store: Store, actor: Actor) -> None:
    assert PERMISSIONS[Act.STAFF_CHANGE] == {A, Role.SYSTEM}
    with pytest.raises(NotAllowed):
        added(store, actor)
    for write in WRITES.values():
        with pytest.raises(NotAllowed):
            write(store, actor, make.COORDINATOR.staff_id, 1)
    assert len(names(store, works="all")) == len(make.EVERYBODY)


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        (Facts(" ", "noor@school.example", (C,)), "name"),
        (Facts("Noor\nNieuw", "noor@school.example", (C,)), "name"),
        (Facts("N" * 101, "noor@school.example", (C,)), "name"),
        (Facts("Noor", "", (C,)), "email"),
        (Facts("Noor", "noor", (C,)), "email"),
        (Facts("Noor", " 2@EXAMPLE.test", (C,)), "email"),
        (Facts("Noor", "noor@school.example", ()), "roles"),
        (Facts("Noor", "noor@school.example", (A, C)), "roles"),
        (Facts("Noor", "noor@school.example", (A, P, M)), "roles"),
    ],
)
def test_what_is_wrong_is_said_of_its_field_and_nothing_is_saved(store: Store, facts: Facts, field: str) -> None:
    with pytest.raises(BadInput, match=r"[Nn]othing was saved") as refused:
        added(store, facts=facts)
    assert refused.value.field == field
    with pytest.raises(BadInput) as refused:
        staff_changes.change_facts(store, make.ADMINISTRATOR, make.OFFICER.staff_id, 1, facts)
    assert refused.value.field == field
    assert len(names(store, works="all")) == len(make.EVERYBODY)


def test_name_address_and_roles_change_and_only_what_changed_is_told(store: Store) -> None:
    signed_in(store, make.COORDINATOR)
    changed(store, make.COORDINATOR, name="Cor  Anders", roles=(C, P))
    now = row(store, make.COORDINATOR)
    assert (now.name, set(now.roles), now.is_bound, now.signed_in) == ("Cor Anders", {C, P}, True, 1)
    last = told(store, make.COORDINATOR)[0]
    assert (set(last.fields), last.given, last.taken) == ({"name", "roles", "role_given.privacy_officer"}, [P], [])
    changed(store, make.COORDINATOR)
    assert row(store, make.COORDINATOR).version == now.version, "nothing was to be changed"


def test_whoever_got_a_role_lately_is_told_also_when_it_was_taken_away_again(store: Store) -> None:
    added(store)
    changed(store, make.COORDINATOR, roles=(C, P))
    changed(store, make.COORDINATOR, roles=(C,))
    changed(store, make.MANAGER, name="Mia Anders")
    with store.read(make.OFFICER, Act.STAFF_LIST) as reader:
        given = staff_lists.roles_given(reader, make.TODAY)
        assert [(one.name, one.roles) for one in given] == [(make.COORDINATOR.name, (P,)), ("Noor Nieuw", (C,))]
        assert staff_lists.roles_given(reader, make.TODAY + timedelta(1)) == []


def test_a_role_less_ends_the_sign_ins_and_another_address_releases_the_account_too(store: Store) -> None:
    changed(store, make.COORDINATOR, roles=(C, P))
    signed_in(store, make.COORDINATOR)
    changed(store, make.COORDINATOR, roles=(C,))
    now = row(store, make.COORDINATOR)
    assert (now.signed_in, now.is_bound) == (0, True)
    assert make.asked(store, "select distinct why_ended from sign_ins") == "ended_by_administrator"
    assert make.asked(store, "select ended_at from sign_ins") == make.NOW
    last = told(store, make.COORDINATOR)[0]
    assert last.taken == [P]
    assert "sign_ins" in last.fields
    signed_in(store, make.COORDINATOR)
    changed(store, make.COORDINATOR, email="2@EXAMPLE.test")
    assert row(store, make.COORDINATOR).is_bound, "only the capitals are others"
    changed(store, make.COORDINATOR, email="cor@school.example")
    now = row(store, make.COORDINATOR)
    assert (now.email, now.is_bound, now.signed_in) == ("cor@school.example", False, 0)


def test_nobody_changes_their_own_roles_or_lets_themselves_go(store: Store) -> None:
    own = row(store, make.ADMINISTRATOR)
    for roles in ((P,), (A, M), (A, P)):
        with pytest.raises(NotAllowed, match="their own roles"):
            changed(store, make.ADMINISTRATOR, roles=roles)
    with pytest.raises(NotAllowed, match="lets themselves go"):
        staff_changes.let_go(store, make.ADMINISTRATOR, own.id, own.version)
    changed(store, make.ADMINISTRATOR, name="Ada Anders")
    assert row(store, make.ADMINISTRATOR).name == "Ada Anders"
    assert row(store, make.ADMINISTRATOR).roles == (A,)


def test_the_last_administrator_stays_also_for_the_command_line(store: Store) -> None:
    ada = row(store, make.ADMINISTRATOR)
    with pytest.raises(BadInput, match="First make somebody else administrator"):
        staff_changes.let_go(store, THE_DESK, ada.id, ada.version)
    with pytest.raises(BadInput, match="First make somebody else administrator"):
        changed(store, make.ADMINISTRATOR, THE_DESK, roles=(M,))
    second = added(store, facts=Facts("Bo Beheer", "bo@school.example", (A,)))
    staff_changes.let_go(store, Actor(second, "Bo Beheer", frozenset({A})), ada.id, ada.version)
    with pytest.raises(BadInput, match="First make"):
        staff_changes.let_go(store, THE_DESK, second, 1)


def test_what_is_kept_apart_is_combined_on_the_machine_alone_and_the_list_warns_of_it(store: Store) -> None:
    with pytest.raises(BadInput, match="opens no dossiers"):
        changed(store, make.COORDINATOR, roles=(C, A))
    changed(store, make.COORDINATOR, THE_DESK, roles=(C, A))
    assert row(store, make.COORDINATOR).flags == ["combined"]
    assert told(store, make.COORDINATOR)[0].who is None, "the command line has no name"
    changed(store, make.COORDINATOR, name="Cor Beide")
    now = row(store, make.COORDINATOR)
    staff_changes.let_go(store, make.ADMINISTRATOR, now.id, now.version)
    with pytest.raises(BadInput, match="opens no dossiers"):
        staff_changes.come_back(store, make.ADMINISTRATOR, now.id, now.version + 1)


def test_who_leaves_is_signed_out_replaced_and_shown_with_what_nobody_does(store: Store) -> None:
    make.a_request(store, handler_id=make.COORDINATOR.staff_id)
    signed_in(store, make.COORDINATOR)
    now = row(store, make.COORDINATOR)
    assert (now.cases, now.flags) == (1, [])
    for by in (make.MANAGER, make.COORDINATOR):
        with pytest.raises(BadInput):
            staff_changes.let_go(store, make.ADMINISTRATOR, now.id, now.version, replaced_by=by.staff_id)
    staff_changes.let_go(store, make.ADMINISTRATOR, now.id, now.version)
    gone = row(store, make.COORDINATOR)
    assert (gone.active, gone.signed_in, gone.flags, gone.name) == (False, 0, ["unattended", "left"], now.name)
    assert make.COORDINATOR.name not in names(store)
    assert names(store, works="left") == [make.COORDINATOR.name]
    with pytest.raises(NotAllowed):
        staff.the_person(store, now.id)

    staff_changes.come_back(store, make.ADMINISTRATOR, gone.id, gone.version)
    back = row(store, make.COORDINATOR)
    assert (back.active, back.flags, back.roles) == (True, [], (C,))
    staff_changes.let_go(store, make.ADMINISTRATOR, back.id, back.version, replaced_by=make.DEPUTY.staff_id)
    gone = row(store, make.COORDINATOR)
    assert (gone.flags, gone.replacement) == (["left"], make.DEPUTY.name)
    with store.read(make.DEPUTY, Act.REQUEST_LIST) as reader:
        assert staff.works_for(reader, make.DEPUTY.staff_id) == [make.DEPUTY.staff_id, gone.id]
    staff_changes.come_back(store, make.ADMINISTRATOR, gone.id, gone.version)
    assert row(store, make.COORDINATOR).replacement is None
    assert [one.reason_code for one in told(store, make.COORDINATOR)[:2]] == ["came_back", "let_go"]


def test_who_comes_back_has_an_address_that_nobody_else_has_by_now(store: Store) -> None:
    now = row(store, make.COORDINATOR)
    staff_changes.let_go(store, make.ADMINISTRATOR, now.id, now.version)
    added(store, facts=Facts("Noor Nieuw", now.email, (C,)))
    with pytest.raises(BadInput, match="choose another"):
        staff_changes.come_back(store, make.ADMINISTRATOR, now.id, now.version + 1)


def test_an_account_is_released_and_sign_ins_end(store: Store) -> None:
    signed_in(store, make.OFFICER)
    signed_in(store, make.DEPUTY)
    now = row(store, make.OFFICER)
    staff_changes.end_sign_ins(store, make.ADMINISTRATOR, now.id, now.version)
    now = row(store, make.OFFICER)
    assert (now.signed_in, now.is_bound) == (0, True)
    signed_in(store, make.OFFICER)
    staff_changes.release_account(store, make.ADMINISTRATOR, now.id, now.version)
    now = row(store, make.OFFICER)
    assert (now.signed_in, now.is_bound) == (0, False)
    assert row(store, make.DEPUTY).signed_in == 1, "another's is left alone"
    assert row(store, make.DEPUTY).is_bound


@pytest.mark.parametrize("name", WRITES)
def test_somebody_elses_change_is_not_overwritten_and_a_double_click_does_it_once(store: Store, name: str) -> None:
    now, write = ready(store, name), WRITES[name]
    with pytest.raises(ChangedMeanwhile):
        write(store, make.ADMINISTRATOR, now.id, now.version - 1)
    assert row(store, now.id) == now
    for _click in range(2):
        write(store, make.ADMINISTRATOR, now.id, now.version)
    assert row(store, now.id).version == now.version + 1
    assert row(store, now.id) != now
    with pytest.raises(NotFound):
        write(store, make.ADMINISTRATOR, 404, 1)


def test_where_the_provider_says_the_roles_they_are_not_changed_here(store: Store) -> None:
    settings = store.settings
    store.settings = settings.model_copy(update={"role_claim": "roles"})
    try:
        with pytest.raises(BadInput, match="where people sign in") as refused:
            changed(store, make.COORDINATOR, roles=(P,))
        assert refused.value.field == "roles"
        with pytest.raises(BadInput, match="where people sign in"):
            added(store)
        changed(store, make.COORDINATOR, name="Cor Anders")
        new = row(store, added(store, facts=Facts("Noor Nieuw", "noor@school.example", ())))
    finally:
        store.settings = settings
    assert row(store, make.COORDINATOR).name == "Cor Anders"
    assert new.roles == ()


def test_the_list_is_filtered_sorted_and_warns(store: Store) -> None:
    for who, ago in ((make.DEPUTY, 1), (make.OFFICER, 2)):
        with store.change(THE_DESK, Act.STORE_FILL) as change:
            began_at = make.NOW - timedelta(ago)
            change.insert("sign_ins", digest=f"{new_id()}", staff_id=who.staff_id, began_at=began_at)
    assert names(store) == sorted(one.name for one in make.EVERYBODY)
    assert names(store, role="privacy_officer") == [make.DEPUTY.name, make.OFFICER.name]
    assert names(store, order="signed_in")[:2] == [make.DEPUTY.name, make.OFFICER.name]
    changed(store, make.MANAGER, name="Mia Anders")
    assert names(store, order="changed")[0] == "Mia Anders"
    with store.change(THE_DESK, Act.STORE_FILL) as change:
        change.execute("update staff set email = '3@Example.test ', roles = [] where id = 1")
    assert row(store, make.MANAGER).flags == ["same_email", "no_role"]
    assert row(store, make.OFFICER).flags == ["same_email"]
    for actor in make.EVERYBODY[:2]:
        with pytest.raises(NotAllowed), store.read(actor, Act.STAFF_LIST):
            pass
    with pytest.raises(NotFound):
        row(store, 404)


def test_who_replaces_somebody_who_left_is_nobody_who_is_away(store: Store) -> None:
    replacing.replace(
        store, make.OFFICER, staff_id=make.OFFICER.staff_id, by=make.DEPUTY.staff_id,
        until=make.TODAY, version=row(store, make.OFFICER).version,
    )  # fmt: skip
    now = row(store, make.COORDINATOR)
    with pytest.raises(BadInput, match="is away too") as refused:
        staff_changes.let_go(store, make.ADMINISTRATOR, now.id, now.version, replaced_by=make.OFFICER.staff_id)
    assert refused.value.field == "by"
    assert row(store, make.DEPUTY).replaces == 1


def test_the_list_is_taken_along_as_it_is_filtered_by_the_privacy_officer(store: Store) -> None:
    signed_in(store, make.DEPUTY)
    listing = members(Filter(role="privacy_officer"))
    assert listing.filters == ("role",)
    dirk, fenna = rows(taken(store, export_of(listing, actor=make.OFFICER), make.OFFICER))
    assert (dirk["Naam"], dirk["Rollen"], dirk["Werkt hier"]) == (make.DEPUTY.name, "functionaris", "ja")
    assert (dirk["Account bekend"], fenna["Account bekend"]) == ("ja", "nee")
    assert dirk["Laatste aanmelding"].startswith("2026-11-23")
    with pytest.raises(NotAllowed):
        taken(store, export_of(listing, actor=make.ADMINISTRATOR), make.ADMINISTRATOR)
