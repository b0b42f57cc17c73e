"""An error that is shown to people, or goes into a log, never repeats a BSN, wherever somebody typed it."""

from collections.abc import Callable
from typing import Any

import pytest

from data_layer import breaches, clients, disclosing, holding, record_checks, registering
from data_layer.categories import PERSON_KINDS, RECORD_KINDS, RecordKind
from data_layer.complaints import complaint_case
from data_layer.errors import UserError
from data_layer.ids import new_id
from data_layer.requests import request_case
from data_layer.rules.access import Act
from data_layer.store import Store
from data_layer.wording import put
from tests import make

BSN = make.BSN
WRITTEN = (BSN, f" {BSN} ", f"{BSN[:4]}.{BSN[4:6]}.{BSN[6:]}", f"{BSN} " * 30, f"\x07{BSN}")
MISTYPED = (f"{BSN}1", f"{BSN}\ud800")
KINDS = {**RECORD_KINDS, **PERSON_KINDS}
Try = Callable[[Store, str], Any]


def told(act: Callable[[], Any]) -> str:
    """What is said of it, in both languages; nothing where it is not refused."""
    try:
        act()
    except UserError as error:
        return f"{error} {put(error.sentence, 'nl')} {put(error.sentence, 'en')}"
    return ""


def digits(text: str) -> str:
    return "".join(character for character in text if character.isdigit())


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.table)
def test_no_field_of_a_record_repeats_it(kind: RecordKind) -> None:
    said = [
        told(lambda: record_checks.checked_values(kind, {column: written}, make.TODAY))  # noqa: B023 - called at once
        for column in (field.column for field in kind.fields)
        for written in (*WRITTEN, *MISTYPED)
    ]
    assert any(said), "something is refused"
    assert [sentence for sentence in said if BSN in digits(sentence)] == []


def _reading(ask: Callable[..., Any]) -> Try:
    def read(store: Store, typed: str) -> None:
        with store.read(make.OFFICER, Act.CLIENT_LIST) as reader:
            ask(reader, typed)

    return read


FORMS: dict[str, Try] = {
    "the number of a client": _reading(clients.id_of),
    "the number of a complaint": _reading(complaint_case.id_of),
    "the number of a request": _reading(request_case.the_request),
    "a new client": lambda store, typed: registering.register(
        store, make.COORDINATOR, id=new_id(), number=typed, typed={}, source="client"
    ),
    "a request of a client": lambda store, typed: make.a_request(store, client_number=typed, client_id=None),
    "a request that joins another": lambda store, typed: make.a_request(store, joins=typed, person_name=typed),
    "a hold": lambda store, typed: holding.set_hold(
        store, make.OFFICER, id=new_id(), numbers=[typed], kind="tax_audit", categories=[typed], owner_id=None,
        reason=typed, since=make.TODAY, review_on=make.TODAY,
    ),
    "a disclosure": lambda store, typed: disclosing.record(
        store, make.COORDINATOR, id=new_id(), direction="out", happened_on=make.TODAY, client_numbers=[typed],
        categories=[typed], ground=typed, channel=typed, recipient_id=1, statute=typed, reference=typed,
    ),
    "a data breach": lambda store, typed: breaches.record_breach(
        store, make.OFFICER, id=new_id(), aware_at=make.NOW, what=typed, categories=(typed,)
    ),
}  # fmt: skip


@pytest.mark.parametrize("form", FORMS)
def test_no_form_repeats_it(store: Store, form: str) -> None:
    said = [told(lambda: FORMS[form](store, written)) for written in WRITTEN]  # noqa: B023 - called at once
    assert any(said), "something is refused"
    assert [sentence for sentence in said if BSN in digits(sentence)] == []
