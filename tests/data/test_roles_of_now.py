"""A role that was taken away opens no door any more, whatever the page still knows that stands open."""

import pytest

from data_layer.errors import NotAllowed
from data_layer.log import Reason, Subject
from data_layer.rules.access import Act
from data_layer.staff import THE_DESK
from data_layer.store import Store
from tests import make


def becomes(store: Store, change: str) -> None:
    with store.change(THE_DESK, Act.STAFF_CHANGE) as work:
        work.execute(f"update staff set {change} where id = $id", id=make.COORDINATOR.staff_id)  # noqa: S608 - below


@pytest.mark.parametrize("change", ["roles = ['management']", "roles = []", "active = false"])
def test_a_role_that_was_taken_away_neither_reads_nor_writes(store: Store, change: str) -> None:
    client = Subject("client", make.a_client(store))
    page = make.COORDINATOR  # as it was drawn before
    becomes(store, change)
    for shown in (store, store.rehearsal()):
        with pytest.raises(NotAllowed), shown.read(page, Act.BSN_REVEAL, client, reason=Reason("phone")):
            pytest.fail("a BSN")
        with pytest.raises(NotAllowed), shown.change(page, Act.CLIENT_CHANGE, client):
            pytest.fail("a change")
    becomes(store, "roles = ['coordinator'], active = true")
    with store.change(page, Act.CLIENT_CHANGE, client) as work:
        work.undo()


def test_a_role_that_was_given_counts_from_the_next_page_on(store: Store) -> None:
    becomes(store, "roles = ['coordinator', 'privacy_officer']")
    with pytest.raises(NotAllowed), store.read(make.COORDINATOR, Act.LOG_VIEW):
        pytest.fail("the page was drawn for a coordinator")
