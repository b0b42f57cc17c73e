"""Who asks can be set right; of somebody else than before it is not certain who it is."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from data_layer.errors import BadInput, ChangedMeanwhile, NotAllowed
from data_layer.ids import new_id
from data_layer.requests import identifying, request_answers, request_applicant, request_authority, request_case
from data_layer.requests.request_advice import next_step
from data_layer.requests.request_case import Applicant
from data_layer.requests.request_steps import Step, possible_steps
from data_layer.rules.identity_ladder import Method
from data_layer.rules.request_course import EventKind
from data_layer.staff import Actor
from data_layer.store import Store
from data_layer.vocabulary import Outcome, Right
from tests import make
from tests.data.test_register_request import case_of, values

RECEIVED = date(2026, 11, 2)


@pytest.fixture(scope="module")
def lasting(tmp_path_factory: pytest.TempPathFactory, new_store_file: Path) -> Iterator[Store]:
    """One store for all tests here."""
    yield from make.a_lasting_store(tmp_path_factory.mktemp("desk") / "desk.duckdb", new_store_file)


def set_right(
    store: Store, number: str, kind: Applicant, name: str | None = None, actor: Actor = make.COORDINATOR, **facts: Any
) -> None:
    facts = {"seen": make.seen(store, number), "event_id": new_id(), **facts}
    request_applicant.set_right(store, actor, kind=kind, name=name, **facts)


def test_who_asks_is_recorded_found_by_name_and_is_to_be_made_certain_anew(lasting: Store) -> None:
    number = make.a_request(lasting, RECEIVED, applicant_kind=Applicant.REPRESENTATIVE, applicant_name="Mr. Pleiter")
    make.identified(lasting, number)
    request_authority.authorise(
        lasting, make.COORDINATOR, make.seen(lasting, number), event_id=new_id(), seen_on=RECEIVED, what="Volmacht."
    )
    set_right(lasting, number, Applicant.REPRESENTATIVE, "Mr. Pleiter", contact="kantoor@example.org")
    case = case_of(lasting, number)
    assert (case.identified_on, case.authorised_on, case.applicant_contact) == (
        RECEIVED,
        RECEIVED,
        "kantoor@example.org",
    )
    set_right(lasting, number, Applicant.REPRESENTATIVE, " Jo Voogd ")
    case = case_of(lasting, number)
    assert (case.identified_on, case.authorised_on, case.applicant_name) == (None, None, "Jo Voogd")
    assert values(lasting, "select search_name from requests") == ["noor onbekend jo voogd"]
    set_right(lasting, number, Applicant.SELF, "Jo Voogd")
    case, _course, events = request_case.opened(lasting, make.OFFICER, number, sitting="test")
    assert (case.applicant_kind, case.applicant_name) == (Applicant.SELF, None)
    codes = [event.code for event in events if event.kind is EventKind.APPLICANT_KNOWN]
    assert codes == ["self", "representative", None], "with a new address it is the same person still"


def test_who_asks_comes_before_identity_and_ends_with_the_answer(lasting: Store) -> None:
    client_id = make.a_client(lasting, "4001")
    facts: dict[str, Any] = {"client_id": client_id, "applicant_kind": Applicant.UNKNOWN, "handler_id": 2}
    number = make.a_request(lasting, RECEIVED, **facts)
    withdrawal = make.a_request(lasting, RECEIVED, **facts, right=Right.CONSENT_WITHDRAWAL)
    assert next_step(case_of(lasting, number), make.COORDINATOR, make.TODAY).step is Step.APPLICANT
    assert next_step(case_of(lasting, withdrawal), make.COORDINATOR, make.TODAY).step is Step.ANSWER
    set_right(lasting, number, Applicant.SELF)
    assert next_step(case_of(lasting, number), make.COORDINATOR, make.TODAY).step is Step.IDENTITY
    request_answers.answer(
        lasting, make.OFFICER, make.seen(lasting, number), event_id=new_id(), outcome=Outcome.WITHDRAWN,
        answered_on=make.TODAY, reason="Per mail.",
    )  # fmt: skip
    with pytest.raises(BadInput, match="was answered") as caught:
        set_right(lasting, number, Applicant.UNKNOWN)
    assert caught.value.field == "kind"
    assert Step.APPLICANT not in possible_steps(case_of(lasting, number), make.COORDINATOR, has_open_question=False)


def test_bad_input_the_wrong_role_a_late_look_and_a_code_that_is_on_its_way_are_refused(lasting: Store) -> None:
    client_id = make.a_client(lasting, "4002")
    make.a_record(lasting, "phones", client_id, phone="+31612345678")
    number = make.a_request(lasting, RECEIVED, client_id=client_id)
    early = make.seen(lasting, number)
    check = new_id()
    identifying.ask(lasting, make.COORDINATOR, early, event_id=check, method=Method.CODE_TO_CONTACT, asked_on=RECEIVED)
    for kind, name, words, field in (
        (Applicant.REPRESENTATIVE, " ", "name of the representative", "name"),
        (Applicant.SELF, None, "recorded already", "kind"),
        (Applicant.REPRESENTATIVE, "Jo", "code was sent", "kind"),
    ):
        with pytest.raises(BadInput, match=words) as caught:
            set_right(lasting, number, kind, name)
        assert caught.value.field == field
    with pytest.raises(NotAllowed):
        set_right(lasting, number, Applicant.UNKNOWN, actor=make.MANAGER)
    with pytest.raises(ChangedMeanwhile):
        set_right(lasting, number, Applicant.UNKNOWN, seen=early)
    identifying.establish(
        lasting, make.COORDINATOR, make.seen(lasting, number), event_id=new_id(), check_id=check, on=RECEIVED,
        code=lasting.code_for(check),
    )  # fmt: skip
    seen, event_id = make.seen(lasting, number), new_id()
    for _ in range(2):
        set_right(lasting, number, Applicant.REPRESENTATIVE, "Jo Voogd", seen=seen, event_id=event_id)
    case = case_of(lasting, number)
    assert (case.identified_on, case.applicant_name, case.version) == (None, "Jo Voogd", seen.version + 1)
