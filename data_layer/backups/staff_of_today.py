"""The staff of the store that is replaced, brought into the backup: nobody who was let go comes back with it."""

from data_layer.log import Subject
from data_layer.rules.access import Act
from data_layer.rules.sentences import say
from data_layer.staff import THE_DESK
from data_layer.store import Store

STAFF_STAY = say("Who works at the desk stays as it is now. Everybody signs in anew.")
STAFF_OF_THEN = say(
    "The list of staff becomes that of the backup: who left since is on it again, with the roles of then. Look it"
    " through at once. Everybody signs in anew."
)


def is_known(copy: Store, store: Store | None) -> bool:
    """Whether today's staff can be read: there is a store, and it is one with the backup's own past."""
    return store is not None and store.log_key == copy.log_key


def carry(copy: Store, store: Store | None) -> bool:
    """Gives the copy the staff of the store that it replaces, who are new included; who is not there comes in no more.

    Whether it was possible. Otherwise the staff are those of the backup, and somebody must look them through.
    """
    if store is None or not is_known(copy, store):
        return False
    with store.read(THE_DESK, Act.STAFF_VIEW) as reader:
        today = reader.table("select * from staff")
    with copy.change(THE_DESK, Act.STAFF_CHANGE, Subject("staff")) as change, change.lent(staff_of_today=today):
        moved = change.value("select count(*) from (from staff_of_today except select * from staff)")
        moved += change.execute(
            """
            update staff set active = false, version = version + 1
            where active and id not in (select id from staff_of_today)
            """
        )
        if not moved:
            change.undo()
            return True
        change.execute("delete from staff where id in (select id from staff_of_today)")
        change.execute("insert into staff by name from staff_of_today")
        change.touched("name", "email", "roles", "active", "account", "replaced_by")
        change.bulk(moved)
    return True
