"""With a backup nobody comes back in who was let go or signed out since."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from subprocess import CompletedProcess

from data_layer import staff_changes, verifying
from data_layer.backups import copies, restoring
from data_layer.ids import new_id
from data_layer.rules.access import Act, Role
from data_layer.rules.claims import kept
from data_layer.sign_ins import visitor
from data_layer.staff import THE_DESK, Actor, roles_of_now
from data_layer.staff_changes import Facts
from data_layer.store import Store, open_store
from tests import make
from tests.data.test_sign_ins import claims, come

STAFF = "select id, name, email, roles, active, account, replaced_by, version from staff order by id"


def later(store: Store, **time: float) -> None:
    now = make.NOW + timedelta(**time)
    store.clock = lambda: now


def test_who_works_here_stays_as_it_is_now_and_everybody_signs_in_anew(store: Store) -> None:
    signed_in = come(store, claims())
    assert signed_in.person == make.COORDINATOR
    assert store.signed_in_since is None
    backup = copies.make(store, THE_DESK)
    later(store, minutes=5)
    staff_changes.let_go(store, make.ADMINISTRATOR, make.MANAGER.staff_id, 1)
    staff_changes.end_sign_ins(store, make.ADMINISTRATOR, make.COORDINATOR.staff_id, 1)
    again, new = new_id(), Facts("Nieuwe Naam", "nieuw@example.test", {Role.ADMINISTRATOR})
    staff_changes.add(store, make.ADMINISTRATOR, id=again, facts=new)
    with store.change(THE_DESK, Act.STAFF_CHANGE) as change:  # a coordinator of then who is administrator now
        change.execute("update staff set roles = ['administrator'], version = version + 1 where id = 2")
    staff = make.rows(store, STAFF)

    later(store, minutes=10)
    assert restoring.check(store.settings, make.ADMINISTRATOR, backup, store).keeps_staff
    made_administrator = Actor(2, "Cor", frozenset({Role.ADMINISTRATOR}))
    restored = restoring.restore(store.settings, made_administrator, backup, store)
    assert restored.kept_staff
    assert make.rows(store, STAFF) == staff
    with store.read(THE_DESK, Act.STAFF_VIEW) as reader:
        assert roles_of_now(reader)[make.MANAGER.staff_id] == frozenset()
    assert store.signed_in_since == make.NOW + timedelta(minutes=10)
    assert visitor(store, kept(claims(), "email")).turned == "expired", "a sign-in of before the backup was put back"
    later(store, minutes=12)
    assert come(store, claims(ago=-timedelta(minutes=11), nonce="b")).person is not None
    assert verifying.findings(store, THE_DESK) == []


def test_who_is_in_the_backup_alone_does_not_come_in_and_what_is_the_same_is_no_change(store: Store) -> None:
    backup = copies.make(store, THE_DESK)
    later(store, minutes=1)
    assert restoring.restore(store.settings, make.ADMINISTRATOR, backup, store).kept_staff
    changed = "select count(*) from log where act = 'staff.change' and happened_at > $at"
    assert make.asked(store, changed, at=make.NOW) == 0
    with store.change(THE_DESK, Act.STAFF_CHANGE) as change:
        change.execute("delete from staff where id = 4")
    later(store, minutes=2)
    restoring.restore(store.settings, make.ADMINISTRATOR, backup, store)
    assert make.asked(store, "select active from staff where id = 4") is False
    assert make.asked(store, changed, at=make.NOW) == 1


def test_where_the_store_cannot_be_read_the_staff_are_those_of_then_and_it_is_said(
    store: Store, run_command: Callable[..., CompletedProcess[str]]
) -> None:
    backup = copies.make(store, THE_DESK)
    with store.change(THE_DESK, Act.STAFF_CHANGE) as change:
        change.execute("update staff set active = false where id = 1")
    store.close()
    said = run_command("restore", str(backup.path), "--check")
    assert "blijft zoals het nu is" in said.stdout, said.stderr
    store.settings.store.write_bytes(b"damaged")
    said = run_command("restore", str(backup.path))
    assert said.returncode == 0, said.stderr
    assert "wordt die van de reservekopie" in said.stdout
    opened = open_store(store.settings, lambda: datetime.now(UTC))
    try:
        assert make.asked(opened, "select active from staff where id = 1")
        assert opened.signed_in_since is not None
    finally:
        opened.close()
