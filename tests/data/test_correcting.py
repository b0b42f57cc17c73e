"""Data are corrected and completed on request: the record, those who must be told, and what no import undoes."""

from collections.abc import Iterator
from datetime import date
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from data_layer import record_lists
from data_layer.carrying_out import correcting, corrections, restricting
from data_layer.carrying_out.restrictions import Why
from data_layer.categories import KINDS
from data_layer.errors import BadInput, ChangedMeanwhile, NotAllowed
from data_layer.ids import new_id
from data_layer.record_lists import Record
from data_layer.record_writes import RecordChanged
from data_layer.requests import request_answers
from data_layer.rules.access import Act
from data_layer.staff import Actor
from data_layer.store import Store
from data_layer.verifying import findings
from data_layer.vocabulary import Outcome, Right
from data_layer.wording import put
from tests import make
from tests.category_files import a_workbook, brought_in
from tests.client_files import BSNS, imported
from tests.data.test_disclosures import TO_ICE, recorded
from tests.data.test_kept_figures import destroy

NUMBERS = count(1)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory, new_store_file: Path) -> Iterator[Store]:
    """One store for all of these tests, each with a client of its own; when they are done nothing in it is wrong."""
    for opened in make.a_lasting_store(tmp_path_factory.mktemp("correcting") / "desk.duckdb", new_store_file):
        yield opened
        assert findings(opened, make.OFFICER) == []


def a_client(store: Store, **facts: Any) -> tuple[int, str]:
    """A client, and the number that a file knows the client by."""
    number = f"T{next(NUMBERS)}"
    return make.a_client(store, number, **facts), number


def a_case(store: Store, client_id: int, **facts: Any) -> str:
    """A request for rectification of a person who is known. The number."""
    number = make.a_request(store, client_id=client_id, **{"right": Right.RECTIFICATION, **facts})
    return make.identified(store, number)


def known(store: Store, kind: str, client_id: int, record_id: int | None = None) -> Record:
    with store.read(make.COORDINATOR, Act.CLIENT_LIST) as reader:
        return record_lists.the_record(reader, KINDS[kind], client_id, record_id or client_id)


def correct(store: Store, number: str, kind: str, record: Record, **facts: Any) -> int:
    """Corrects as somebody who looks at the request and the record now. The id of the event."""
    typed = {name: facts.pop(name) for name in list(facts) if name in {f.column for f in KINDS[kind].fields}}
    call: dict[str, Any] = {
        "actor": make.COORDINATOR, "seen": make.seen(store, number), "event_id": new_id(), "kind": KINDS[kind],
        "known": record, "typed": typed, **facts,
    }  # fmt: skip
    correcting.correct(store, call.pop("actor"), call.pop("seen"), **call)
    return int(call["event_id"])


def told(store: Store, number: str) -> list[str]:
    with store.read(make.COORDINATOR, Act.REQUEST_LIST) as reader:
        return [put(one, "nl") for one in corrections.told(reader, make.seen(store, number).id)]


def values(store: Store, table: str, column: str, client_id: int) -> Any:
    sql = f"select list({column} order by id) from {table} where client_id = $id"  # noqa: S608 - names of the test
    return make.asked(store, sql, id=client_id)


def test_a_correction_changes_the_record_tells_the_person_and_opens_a_notice_for_who_got_it(store: Store) -> None:
    client_id, file_number = a_client(store, birth_date=date(1990, 3, 3))
    for facts in ({"categories": ["birth", "names"]}, TO_ICE):
        recorded(store, **{**facts, "client_numbers": [file_number]})
    number = a_case(store, client_id)
    make.restrict(store, client_id, make.TODAY)  # the person's own request goes on
    record = known(store, "birth", client_id)
    event_id = correct(store, number, "birth", record, birth_date=date(1990, 3, 4), birth_place="Homs")
    correct(store, number, "birth", known(store, "birth", client_id), birth_country="IQ")

    assert make.asked(store, "select birth_date from clients where id = $id", id=client_id) == date(1990, 3, 4)
    assert told(store, number) == [
        "Geboortedatum: dit was 3 maart 1990 en is nu 4 maart 1990.",
        "Geboorteplaats: dit ontbrak en is nu Homs.",
        "Geboorteland: dit was Syrië en is nu Irak.",
    ]
    (first, second) = make.rows(
        store, "select id, reason_code from request_events where kind = 'corrected' and request_id = $id order by id",
        id=make.seen(store, number).id,
    )  # fmt: skip
    assert (first["id"], first["reason_code"], second["reason_code"]) == (event_id, "birth", "birth")
    notices = make.rows(
        store, "select recipient_id, categories, change from notices where request_id = $id",
        id=make.seen(store, number).id,
    )  # fmt: skip
    assert {"recipient_id": 1, "categories": ["birth"], "change": "corrected"} in notices
    assert {notice["recipient_id"] for notice in notices} == {1}
    with store.read(make.COORDINATOR, Act.CLIENT_LIST) as reader:
        latest = record_lists.history(reader, KINDS["birth"], client_id, client_id)[0]
    assert (latest.what, latest.reason_code) == ("corrected", "on_request")


def test_a_second_click_does_nothing_and_a_stale_screen_is_refused(store: Store) -> None:
    client_id, _file_number = a_client(store)
    number = a_case(store, client_id)
    record, seen, event_id = known(store, "names", client_id), make.seen(store, number), new_id()
    for _click in range(2):
        correct(store, number, "names", record, surname="Goed", seen=seen, event_id=event_id)
    assert make.asked(store, "select count(*) from corrections where client_id = $id", id=client_id) == 1
    with pytest.raises(ChangedMeanwhile):
        correct(store, number, "names", known(store, "names", client_id), surname="Beter", seen=seen)
    with pytest.raises(RecordChanged) as refused:
        correct(store, number, "names", record, surname="Beter")
    assert refused.value.now is not None
    correct(store, number, "names", record, surname="Beter", upon=refused.value.now.version)
    assert told(store, number) == ["Achternaam: dit was Testpersoon en is nu Beter."]


def test_only_a_handler_corrects_and_only_for_a_known_person_whose_request_it_is(store: Store) -> None:
    client_id, _file_number = a_client(store)
    names = known(store, "names", client_id)
    number = a_case(store, client_id)
    with pytest.raises(NotAllowed):
        correct(store, number, "names", names, surname="Goed", actor=make.ADMINISTRATOR)
    with pytest.raises(BadInput, match="Nothing differs"):
        correct(store, number, "names", names, surname=names.values["surname"])
    with pytest.raises(BadInput, match="future") as wrong:
        correct(store, number, "birth", known(store, "birth", client_id), birth_date=date(2030, 1, 1))
    assert wrong.value.field == "birth_date"
    for other, why in (
        (make.a_request(store, client_id=client_id, right=Right.RECTIFICATION), "not established who asks"),
        (a_case(store, client_id, right=Right.ACCESS), "not about correcting"),
        (make.identified(store, make.a_request(store, right=Right.COMPLETION)), "not known whose"),
    ):
        with pytest.raises(BadInput, match=why):
            correct(store, other, "names", names, surname="Goed")
    assert make.asked(store, "select surname from clients where id = $id", id=client_id) == "Testpersoon"


def test_after_the_answer_it_is_corrected_still_but_not_once_it_is_finished_nor_when_it_was_refused(
    store: Store,
) -> None:
    client_id, _file_number = a_client(store)
    done, refused = a_case(store, client_id), a_case(store, client_id)
    answered(store, done, Outcome.GRANTED)
    correct(store, done, "names", known(store, "names", client_id), surname="Goed")
    request_answers.finish(store, make.COORDINATOR, make.seen(store, done), event_id=new_id(), finished_on=make.TODAY)
    answered(store, refused, Outcome.REFUSED)
    for number, why in ((done, "was finished"), (refused, "was refused")):
        with pytest.raises(BadInput, match=why):
            correct(store, number, "names", known(store, "names", client_id), surname="Beter")


def answered(store: Store, number: str, outcome: Outcome) -> None:
    request_answers.answer(
        store, make.OFFICER, make.seen(store, number), event_id=new_id(), outcome=outcome, answered_on=make.TODAY,
        reason="Het klopte al.",
    )  # fmt: skip


def test_what_was_missing_is_added_and_the_same_file_changes_only_what_was_not_asked(store: Store) -> None:
    client_id, file_number = a_client(store)
    number = a_case(store, client_id, right=Right.COMPLETION)
    event_id = new_id()
    for _click in range(2):
        correcting.add(
            store, make.COORDINATOR, make.seen(store, number), event_id=event_id, kind=KINDS["phones"],
            typed={"phone": "0612345678"},
        )  # fmt: skip
    assert told(store, number) == ["Telefoon (telefoonnummer): dit ontbrak en is nu +31612345678."]
    imported(store, {"Cliëntnummer": file_number, "Achternaam": "Testpersoon", "Mobiel": "0687654321"})
    assert values(store, "phones", "phone", client_id) == ["+31612345678", "+31687654321"]
    assert make.asked(store, "select source from phones where id = $id", id=event_id) == "client"


def test_no_import_undoes_a_correction_and_the_other_records_go_on(store: Store) -> None:
    client_id, file_number = a_client(store, bsn=BSNS[0])
    first = make.an_agreement(store, client_id, date(2020, 1, 1), started_on=date(2019, 1, 1), hours=100)
    make.an_agreement(store, client_id, date(2022, 1, 1), started_on=date(2021, 1, 1), hours=100)
    number = a_case(store, client_id)
    correct(store, number, "agreements", known(store, "agreements", client_id, first), started_on=date(2019, 1, 8))
    correct(store, number, "bsn", known(store, "bsn", client_id), bsn=BSNS[1])
    row = {"Cliëntnummer": file_number, "Achternaam": "Testpersoon", "BSN": BSNS[0]}
    report = imported(
        store,
        row | {"Begindatum traject": "01-01-2019", "Uren": "100"},
        row | {"Begindatum traject": "01-01-2021", "Uren": "120"},
        row | {"Begindatum traject": "01-01-2023", "Uren": "80"},
    )
    assert report.refused == 0
    starts = [date(2019, 1, 8), date(2021, 1, 1), date(2023, 1, 1)]
    assert values(store, "agreements", "started_on", client_id) == starts
    assert values(store, "agreements", "hours", client_id) == [100, 120, 80]
    assert make.asked(store, "select bsn from clients where id = $id", id=client_id) == BSNS[1]
    noted = make.asked(store, "select list(was || became) from corrections where client_id = $id", id=client_id)
    assert not any(bsn in "".join(noted) for bsn in BSNS[:2])


def test_what_was_removed_on_request_does_not_come_back(store: Store) -> None:
    client_id, file_number = a_client(store)
    wrong = make.a_record(store, "phones", client_id, phone="+31612345678")
    home = make.a_record(store, "addresses", client_id, street="Foutweg", house_number="1", city="Nijmegen")
    number = a_case(store, client_id)
    for kind, record_id in (("phones", wrong), ("addresses", home)):
        correcting.remove(
            store, make.COORDINATOR, make.seen(store, number), event_id=new_id(), kind=KINDS[kind],
            known=known(store, kind, client_id, record_id),
        )  # fmt: skip
    sentences = told(store, number)
    assert sentences[0] == "Telefoon (telefoonnummer): dit was +31612345678 en is verwijderd."
    assert "Straat (adres): dit was Foutweg en is verwijderd." in sentences
    file = {
        "Cliëntnummer": file_number, "Achternaam": "Testpersoon", "Mobiel": "06-12345678", "Straat": "Foutweg",
        "Huisnummer": "1", "Woonplaats": "Nijmegen",
    }  # fmt: skip
    report = imported(store, file)
    assert {"phones.phone", "addresses.street"} <= set(report.sheets[0].guarded()[0].left_alone)
    assert not values(store, "phones", "phone", client_id)
    assert not values(store, "addresses", "street", client_id)
    imported(store, file | {"Mobiel": "0687654321", "Straat": "Kerkstraat"})
    assert values(store, "phones", "phone", client_id) == ["+31687654321"]
    assert values(store, "addresses", "street", client_id) == ["Kerkstraat"]


def test_what_is_wrong_goes_while_this_request_restricts_and_with_a_reason_while_another_hold_keeps_it(
    store: Store,
) -> None:
    client_id, _file_number = a_client(store, gender="x")
    number = a_case(store, client_id)
    restricting.restrict(
        store, make.COORDINATOR, make.seen(store, number), event_id=new_id(), on=make.TODAY, why=Why.ACCURACY
    )
    correct(store, number, "gender", known(store, "gender", client_id), gender=None)
    assert make.asked(store, "select gender from clients where id = $id", id=client_id) is None

    client_id, _file_number = a_client(store)
    phone = make.a_record(store, "phones", client_id, phone="+31612345678")
    make.a_hold(store, client_id)
    number = a_case(store, client_id)

    def remove(actor: Actor, why: str | None = None) -> None:
        correcting.remove(
            store, actor, make.seen(store, number), event_id=new_id(), kind=KINDS["phones"],
            known=known(store, "phones", client_id, phone), why=why,
        )  # fmt: skip

    with pytest.raises(NotAllowed, match="ask the privacy officer"):
        remove(make.COORDINATOR, "Het klopt niet.")
    with pytest.raises(BadInput, match="Write down why") as refused:
        remove(make.OFFICER, " ")
    assert refused.value.field == "reason_text"
    with store.read(make.OFFICER, Act.REQUEST_LIST) as reader:
        since = correcting.held_since(reader, make.seen(store, number).id, client_id, KINDS["phones"])
    assert since is not None
    remove(make.OFFICER, "Dit nummer is van een ander.")
    assert not values(store, "phones", "phone", client_id)
    assert make.asked(store, "select count(*) from reasons where body = 'Dit nummer is van een ander.'") == 1


def test_of_lessons_the_corrected_one_and_the_removed_one_stay_so_and_the_others_go_on(store: Store) -> None:
    client_id, file_number = a_client(store)

    def lesson(day: str, hours: str) -> dict[str, str]:
        return {"Cliëntnummer": file_number, "Datum": day, "Uren": hours, "Aanwezig": "ja"}

    first = [lesson("05-02-2024", "3"), lesson("06-02-2024", "3"), lesson("07-02-2024", "3")]
    brought_in(store, a_workbook({"Presentie": first}))
    ids = values(store, "attendance", "id", client_id)
    number = a_case(store, client_id)
    correct(store, number, "attendance", known(store, "attendance", client_id, ids[0]), held_on=date(2024, 2, 12))
    correcting.remove(
        store, make.COORDINATOR, make.seen(store, number), event_id=new_id(), kind=KINDS["attendance"],
        known=known(store, "attendance", client_id, ids[1]),
    )  # fmt: skip
    assert values(store, "attendance", "held_on", client_id) == [date(2024, 2, 12), date(2024, 2, 7)]
    second = [*first[:2], lesson("07-02-2024", "4"), lesson("08-02-2024", "2")]
    brought_in(store, a_workbook({"Presentie": second}))
    assert values(store, "attendance", "held_on", client_id) == [
        date(2024, 2, 12), date(2024, 2, 7), date(2024, 2, 8),
    ]  # fmt: skip
    assert values(store, "attendance", "hours", client_id) == [3, 4, 2]


def test_what_was_corrected_goes_with_its_category(store: Store) -> None:
    client_id, _file_number = a_client(store)
    number = a_case(store, client_id)
    correct(store, number, "gender", known(store, "gender", client_id), gender="x")
    correct(store, number, "names", known(store, "names", client_id), surname="Goed")
    destroy(store, [client_id], [], ["gender"])
    for table in ("corrections", "protected_fields"):
        assert values(store, table, "category", client_id) == ["names"]
    assert told(store, number) == ["Achternaam: dit was Testpersoon en is nu Goed."]
