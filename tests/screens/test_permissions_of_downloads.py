"""Every kind of file that leaves by `/export/…`, fetched by every role; and what the roles of this moment allow.

It goes by the kinds that a ticket can be for. A new kind needs a line in `WANTED`, with the acts that its file asks.
"""

from collections.abc import Callable
from pathlib import Path
from typing import get_args

import pytest
import streamlit as st

from data_layer.asking.taking import AnswerFile
from data_layer.carrying_out.case_file import WholeCase
from data_layer.delivering.waiting import WaitingFile
from data_layer.digests.last_days import CalendarFile
from data_layer.exporting import case_lists, subjects
from data_layer.exporting.running import Export
from data_layer.exporting.saved import SavedRun
from data_layer.logbook.log_extract import LogExtract
from data_layer.oversight.report import ReportFile
from data_layer.processing.files import ProcessingRecordFile
from data_layer.requests import request_queue
from data_layer.requests.request_documents import CaseFile
from data_layer.rules.access import Act, may
from data_layer.staff import THE_DESK, Actor
from data_layer.store import Store
from data_layer.tickets import Wanted
from pages.shared import downloads
from tests import make
from tests.screens.conftest import opened_with
from tests.screens.marked_desk import OF_PERSONS, WITHOUT_ROLE, filled
from tests.screens.test_export_drawer import Browser

PEOPLE = (make.MANAGER, make.COORDINATOR, make.OFFICER, make.ADMINISTRATOR, WITHOUT_ROLE)
QUEUE = case_lists.requests(request_queue.Filter(stand="all"))
WANTED: dict[type, tuple[Callable[[Store], Wanted], tuple[Act, ...]]] = {
    Export: (lambda _store: Export(QUEUE, ("number",), "csv", 9, "nl"), (Act.EXPORT_RUN, Act.REQUEST_LIST)),
    SavedRun: (lambda store: saved(store, "Met 2"), (Act.EXPORT_RUN, Act.REQUEST_LIST, Act.CLIENT_LIST)),
    WaitingFile: (
        lambda store: WaitingFile(make.asked(store, "select disclosure_id from delivery_files"), "nl"),
        (Act.DELIVERY_FILE_VIEW, Act.DISCLOSURE_DELIVER),
    ),
    CaseFile: (
        lambda store: CaseFile(make.asked(store, "select min(id) from request_documents"), "nl"),
        (Act.DOCUMENT_VIEW, Act.REQUEST_LIST),
    ),
    WholeCase: (
        lambda store: WholeCase(make.asked(store, "select min(id) from requests"), "nl"),
        (Act.CASE_FILE_VIEW, Act.REQUEST_LIST),
    ),
    CalendarFile: (lambda _store: CalendarFile(request_queue.Filter(), "nl"), (Act.REQUEST_LIST, Act.EXPORT_RUN)),
    LogExtract: (
        lambda store: LogExtract(make.asked(store, "select min(number) from clients"), "csv", "nl"),
        (Act.LOG_EXTRACT,),
    ),
    ReportFile: (lambda _store: ReportFile("2026-10", "nl", "xlsx"), (Act.REPORT_MAKE,)),
    AnswerFile: (lambda _store: AnswerFile(1, "csv", 9, "nl"), (Act.EXPORT_RUN, Act.QUERY_RUN)),
    ProcessingRecordFile: (
        lambda _store: ProcessingRecordFile("xlsx", "nl"),
        (Act.PROCESSING_REGISTER_VIEW, Act.PROCESSING_REGISTER_MAKE),
    ),
}


def saved(store: Store, name: str) -> SavedRun:
    (row,) = make.rows(store, "select id, version from saved_exports where name = $name", name=name)
    return SavedRun(row["id"], row["version"], "nl")


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory, new_store_file: Path) -> Path:
    return make.a_filled_file(tmp_path_factory.mktemp("marked"), new_store_file, filled)


@pytest.fixture
def desk(store_file: Path, file: Path) -> Store:
    """A desk on which every fact about a person can be recognised."""
    st.cache_resource.clear()
    return opened_with(file, store_file)


def fetched(actor: Actor, wanted: Wanted) -> tuple[int, bytes]:
    """What somebody gets who opens the address that was drawn for this person."""
    answer = Browser().get(f"/export/{downloads.tickets().draw(actor.staff_id, wanted, 1).code}")
    return answer.status_code, answer.content


def test_every_kind_of_file_goes_to_just_the_roles_that_may_have_it(desk: Store) -> None:
    assert set(WANTED) == set(get_args(Wanted))
    for kind, (made, acts) in WANTED.items():
        wanted = made(desk)
        good = 409 if kind is AnswerFile else 200  # an answer is only there for whoever put the question
        for actor in PEOPLE:
            status, content = fetched(actor, wanted)
            is_allowed = all(may(actor.roles, act) for act in acts)
            assert status == (good if is_allowed else 403), (kind, actor.name)
            if not is_allowed or not may(actor.roles, Act.CLIENT_LIST):
                assert not [fact for fact in OF_PERSONS if fact.encode() in content], (kind, actor.name)


def test_a_column_that_tells_who_somebody_is_leaves_with_nobody_who_may_not_list_clients(desk: Store) -> None:
    for columns in (("number", "who"), ("number", "client_number")):
        assert fetched(make.MANAGER, Export(QUEUE, columns, "csv", 9, "nl"))[0] == 403
        assert fetched(make.COORDINATOR, Export(QUEUE, columns, "csv", 9, "nl"))[0] == 200
    assert fetched(make.MANAGER, saved(desk, "Met 1"))[0] == 200  # without that column, though another saved it


def test_whatever_management_can_take_along_tells_of_nobody(desk: Store) -> None:
    moment = subjects.moment_of(desk)
    lists = [subject.listing({}, moment) for subject in subjects.subjects_for(desk, make.MANAGER)]
    assert {listing.code for listing in lists} >= {"requests", "complaints", "disclosures", "breaches"}
    for listing in lists:
        columns = tuple(column.code for column in listing.columns if column.is_for(make.MANAGER))
        status, content = fetched(make.MANAGER, Export(listing, columns, "csv", 9, "nl"))
        assert status == 200
        assert not [fact for fact in OF_PERSONS if fact.encode() in content], listing.code
    assert subjects.subjects_for(desk, make.ADMINISTRATOR) == []


def test_the_roles_of_the_moment_count_and_not_those_of_when_the_address_was_drawn(desk: Store) -> None:
    wanted = saved(desk, "Met 2")
    tickets = [downloads.tickets().draw(make.COORDINATOR.staff_id, wanted, 1) for _ in range(3)]
    for at, change in enumerate(("roles = ['management']", "roles = []", "active = false")):
        with desk.change(THE_DESK, Act.STAFF_CHANGE) as work:
            work.execute(f"update staff set {change} where id = $id", id=make.COORDINATOR.staff_id)  # noqa: S608 - above
        answer = Browser().get(f"/export/{tickets[at].code}")
        assert answer.status_code == 403
        assert not [fact for fact in OF_PERSONS if fact in answer.text]
        assert Browser().get(f"/export/{tickets[at].code}").status_code == 404  # it was used up
