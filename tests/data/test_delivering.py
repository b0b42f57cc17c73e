"""Deliveries: who goes along, what stands in the file, and that neither file nor entry is ever without the other."""

import csv
import io
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from data_layer import recipients, record_lists, records
from data_layer.categories import CATEGORY, KINDS
from data_layer.delivering import layouts
from data_layer.delivering.contents import columns_of
from data_layer.delivering.delivery import Selection
from data_layer.delivering.preparing import prepare
from data_layer.delivering.waiting import DeliveryFile, fetch
from data_layer.delivering.weighing import Weighed, weighed
from data_layer.disclosure_course import annul, mark_sent
from data_layer.disclosures import Filter, listed, the_disclosure
from data_layer.errors import BadInput, ChangedMeanwhile, NotAllowed, NotFound
from data_layer.ids import new_id
from data_layer.log import Reason, Subject
from data_layer.paging import Position
from data_layer.rules.access import Act
from data_layer.staff import Actor
from data_layer.store import Store
from data_layer.verifying import findings
from data_layer.wording import put
from tests import make

DUO, ICE, PANTEIA, LIBRARY = 1, 2, 3, 4
TO_PANTEIA: dict[str, Any] = {"recipient_id": PANTEIA, "purpose": 7, "ground": "legitimate_interest"}
HEADINGS = {
    "bureau_ice": [
        "Cliëntnummer", "Voornamen", "Tussenvoegsel", "Achternaam", "Geboortedatum", "E-mail",
        "Cliëntnummer", "Gehouden op", "Niveau",
        "Cliëntnummer", "Datum", "Onderdeel", "Niveau", "Resultaat",
    ],
    "panteia": ["Cliëntnummer", "Voornamen", "Tussenvoegsel", "Achternaam", "Telefoon", "E-mail"],
}  # fmt: skip
"""All that may stand in the files for these two, sheet after sheet."""
TO_LIBRARY: dict[str, Any] = {"recipient_id": LIBRARY, "purpose": 5, "ground": "consent"}


def outcome(store: Store, actor: Actor = make.COORDINATOR, **facts: Any) -> Weighed:
    with store.read(actor, Act.DISCLOSURE_DELIVER) as reader:
        return weighed(reader, actor, make.the_delivery(**facts))


def file_of(store: Store, number: str, actor: Actor = make.COORDINATOR) -> DeliveryFile:
    return fetch(store, actor, the_id(store, number))


def the_id(store: Store, number: str) -> int:
    with store.read(make.COORDINATOR, Act.DISCLOSURE_LIST) as reader:
        return the_disclosure(reader, make.COORDINATOR, number).row.id


def table_of(file: DeliveryFile) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(file.body.decode("utf-8-sig"), newline=""), delimiter=";"))


def sheets_of(file: DeliveryFile) -> dict[str, list[list[Any]]]:
    book = CalamineWorkbook.from_filelike(io.BytesIO(file.body))
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


def consenting(store: Store, client_id: int, **facts: Any) -> int:
    row = {"purpose": 5, "recipient_id": LIBRARY, "shown_text": "…", "language": "nl", "how": "paper"}
    consent = new_id()
    with store.change(make.COORDINATOR, Act.CONSENT_GIVE, Subject("client", client_id)) as change:
        change.insert("consents", id=consent, client_id=client_id, given_on=date(2026, 1, 5), **row | facts)
    return consent


def nothing_was_made(store: Store) -> bool:
    with store.read(make.OFFICER, Act.LOG_VIEW) as reader:
        left = reader.value("select (select count(*) from disclosures) + (select count(*) from delivery_files)")
        return left == 0 and not reader.values("select seq from log where act = 'disclosure.deliver'")


def test_the_file_and_its_entry_are_made_together_with_one_line_in_the_log(store: Store) -> None:
    numbers = make.many_clients(store, 30)
    made = make.a_delivery(store, client_numbers=numbers, reference=" R-1 ", remark="voor oktober")
    with store.read(make.OFFICER, Act.LOG_VIEW) as reader:
        entry = the_disclosure(reader, make.OFFICER, made.number)
        (line,) = reader.all(dict[str, Any], "select * from log where act = 'disclosure.deliver'")
        (row,) = reader.all(dict[str, Any], "select * from disclosures")
    assert (entry.row.state, entry.row.clients, entry.reference, entry.remark) == ("made", 30, "R-1", "voor oktober")
    assert (line["count"], line["subject_id"], line["reason_code"]) == (30, entry.row.id, None)
    assert (row["period_from"], row["period_until"], row["selection"]) == (date(2026, 1, 1), make.TODAY, "numbers")
    file = file_of(store, made.number)
    assert [line["Cliëntnummer"] for line in table_of(file)] == [f'="{number}"' for number in sorted(numbers)]
    assert file.name == row["file_name"] == f"duo-{made.number.lower()}.csv"


def test_the_same_id_twice_makes_one_file(store: Store) -> None:
    make.a_client(store)
    same = new_id()
    assert make.a_delivery(store, id=same) == make.a_delivery(store, id=same)
    with store.read(make.OFFICER, Act.LOG_VIEW) as reader:
        assert reader.value("select count(*) from delivery_files") == 1
        assert reader.value("select count(*) from disclosures") == 1


@pytest.mark.parametrize("actor", [make.MANAGER, make.ADMINISTRATOR], ids=lambda a: a.name)
def test_who_does_not_handle_files_of_persons_makes_and_fetches_none(store: Store, actor: Actor) -> None:
    make.a_client(store)
    with pytest.raises(NotAllowed):
        prepare(store, actor, id=new_id(), delivery=make.the_delivery(), seen="")
    assert nothing_was_made(store)
    made = make.a_delivery(store)
    with pytest.raises(NotAllowed):
        file_of(store, made.number, actor)


def test_others_than_were_looked_at_do_not_go_along(store: Store) -> None:
    client = make.a_client(store, "1001")
    make.a_client(store, "1002")
    consent = consenting(store, client)
    consenting(store, client, purpose=6)
    about = {**TO_LIBRARY, "client_numbers": ["1001", "1002"]}
    seen = outcome(store, **about)
    assert seen.going == (client,)
    with store.change(make.COORDINATOR, Act.CONSENT_WITHDRAW, Subject("client", client)) as change:
        change.execute("update consents set withdrawn_on = $today where id = $id", today=make.TODAY, id=consent)
    with pytest.raises(BadInput, match="Nobody is left"):
        prepare(store, make.COORDINATOR, id=new_id(), delivery=make.the_delivery(**about), seen=seen.digest)
    consenting(store, make.a_client(store, "1003"))
    about["client_numbers"] = ["1001", "1002", "1003"]
    with pytest.raises(ChangedMeanwhile):
        prepare(store, make.COORDINATOR, id=new_id(), delivery=make.the_delivery(**about), seen=seen.digest)
    assert nothing_was_made(store)


def test_each_who_is_left_out_is_named_with_every_reason(store: Store) -> None:
    ids = {number: make.a_client(store, number) for number in ("1001", "1002", "1003", "1004", "1005")}
    for number in ("1001", "1002", "1003"):
        make.a_record(store, "phones", ids[number], phone="+31612345678")
    make.restrict(store, ids["1002"], make.TODAY)
    with store.change(make.OFFICER, Act.OBJECTION_DECIDE, Subject("client", ids["1003"])) as change:
        change.insert("objections", id=new_id(), client_id=ids["1003"], purpose=7, since=make.TODAY)
    found = outcome(
        store, **TO_PANTEIA, categories=["names", "phone"], required=["phone", "names"],
        client_numbers=["1001", "1002", "1003", "1004", "1005"],
    )  # fmt: skip
    assert found.going == (ids["1001"],)
    assert {one.number: (one.why, one.lacking) for one in found.first_left_out} == {
        "1002": (("restricted_client",), ()),
        "1003": (("objection",), ()),
        "1004": ((), ("phone",)),
        "1005": ((), ("phone",)),
    }
    assert next((put(reason, "nl"), count) for reason, count in found.per_reason) == ("geen telefoonnummers", 2)
    assert found.left_out == 4
    assert {one.name for one in found.first_left_out} == {"Testpersoon, Amina"}


def the_client_id(store: Store, number: str) -> int:
    with store.read(make.COORDINATOR, Act.CLIENT_LIST) as reader:
        return int(reader.value("select id from clients where number = $number", number=number))


def test_a_reason_that_nobody_needs_is_not_kept(store: Store) -> None:
    make.a_client(store)
    number = make.a_delivery(store, make.OFFICER, past_restriction="vordering").number
    with store.read(make.OFFICER, Act.LOG_VIEW) as reader:
        assert reader.values("select reason_code from log where act = 'disclosure.deliver'") == [None]
        assert the_disclosure(reader, make.OFFICER, number).remark is None


def test_what_does_not_go_along_does_not_count_as_there(store: Store) -> None:
    make.a_client(store, "1001", first_names=None, surname=None, call_name="Ami")
    client = make.a_client(store, "1002")
    make.a_record(store, "addresses", client, street="Testweg", house_number="1")
    consenting(store, client)
    assert outcome(store, required=["names"], client_numbers=["1001", "1002"]).going == (client,)
    about: dict[str, Any] = {"categories": ["names", "address"], "required": ["address"], "client_numbers": ["1002"]}
    assert outcome(store, **TO_LIBRARY, **about).going == ()
    assert outcome(store, **about).going == (client,)


def test_consent_that_was_withdrawn_since_shuts_a_file_that_waits(store: Store) -> None:
    for number in ("1001", "1002"):
        consenting(store, make.a_client(store, number))
    made = make.a_delivery(store, **TO_LIBRARY, client_numbers=["1001", "1002"])
    assert len(table_of(file_of(store, made.number))) == 2
    client = the_client_id(store, "1002")
    with store.change(make.COORDINATOR, Act.CONSENT_WITHDRAW, Subject("client", client)) as change:
        change.execute("update consents set withdrawn_on = $today where client_id = $id", today=make.TODAY, id=client)
    with pytest.raises(NotAllowed, match="cannot be used any more"):
        file_of(store, made.number)
    later = make.a_delivery(store, **TO_LIBRARY, client_numbers=["1001", "1002"])
    assert [row["Cliëntnummer"] for row in table_of(file_of(store, later.number))] == ['="1001"']


def _no_agreement(store: Store) -> None:
    with store.change(make.OFFICER, Act.RECIPIENT_CHANGE) as change:
        change.execute("update recipient_agreements set signed_on = $day, ends_on = $day", day=date(2026, 11, 22))


def _ended(store: Store) -> None:
    with store.change(make.OFFICER, Act.RECIPIENT_CHANGE) as change:
        change.execute("update recipients set active = false where id = $id", id=ICE)


def _old(store: Store) -> None:
    with store.change(make.OFFICER, Act.RECIPIENT_CHANGE) as change:
        change.execute("update disclosures set happened_on = $day", day=date(2026, 10, 23))


def _corrected(store: Store) -> None:
    client = the_client_id(store, "1001")
    with store.read(make.COORDINATOR, Act.CLIENT_VIEW, Subject("client", client), sitting="s") as reader:
        seen = record_lists.person(reader, client)["names"]
    records.correct(
        store, make.COORDINATOR, KINDS["names"], seen=seen, client_id=client,
        typed={**seen.values, "surname": "Anders"}, reason=Reason("mistake"),
    )  # fmt: skip


def _restricted(store: Store) -> None:
    make.restrict(store, the_client_id(store, "1002"), make.TODAY)


def _merged(store: Store) -> None:
    with store.read(make.OFFICER, Act.CLIENT_LIST) as reader:
        kept, gone = (reader.value("select id from clients where number = $n", n=number) for number in ("1002", "1003"))
    with store.change(make.OFFICER, Act.CLIENT_MERGE, Subject("client", kept)) as change:
        change.execute("update clients set merged_into = $kept where id = $gone", kept=kept, gone=gone)
        change.recorded("clients", kept, kept, "merged")


@pytest.mark.parametrize(
    ("happens", "why"),
    [
        (_no_agreement, "geen verwerkersovereenkomst"),
        (_ended, "krijgt geen gegevens meer"),
        (_old, "30 dagen geleden"),
        (_corrected, "1001 zijn sindsdien gewijzigd"),
        (_restricted, "1002 mag niet meer mee"),
        (_merged, "1002 zijn sindsdien gewijzigd"),
    ],
)
def test_a_file_is_shut_by_what_happened_since_and_its_refusal_is_no_look(
    store: Store, happens: Callable[[Store], None], why: str
) -> None:
    for number in ("1001", "1002", "1003"):
        make.a_client(store, number)
    make.restrict(store, the_client_id(store, "1003"), make.TODAY)
    with store.change(make.OFFICER, Act.RECIPIENT_CHANGE) as change:
        change.insert("recipient_agreements", id=new_id(), recipient_id=ICE, kind="processor", signed_on=make.TODAY)
    made = make.a_delivery(
        store, make.OFFICER, recipient_id=ICE, purpose=6, ground="contract", past_restriction="vordering",
        client_numbers=["1001", "1002", "1003"],
    )  # fmt: skip
    assert len(table_of(file_of(store, made.number))) == 3
    happens(store)
    with pytest.raises(NotAllowed) as refusal:
        file_of(store, made.number)
    assert why in put(refusal.value.sentence, "nl")
    with store.read(make.OFFICER, Act.LOG_VIEW) as reader:
        assert reader.value("select count(*) from log where act = 'delivery_file.view'") == 1


def test_a_restriction_is_passed_only_by_the_officer_with_words_that_stay_with_the_entry(store: Store) -> None:
    make.restrict(store, make.a_client(store), date(2026, 11, 2))
    with pytest.raises(NotAllowed, match="Nobody is left"):
        make.a_delivery(store, make.OFFICER)
    for actor, words in ((make.COORDINATOR, "vordering"), (make.OFFICER, "  ")):
        with pytest.raises(NotAllowed):
            make.a_delivery(store, actor, past_restriction=words)
    with pytest.raises(BadInput, match="may not be delivered"):
        make.a_delivery(store, make.OFFICER, past_restriction="vordering", purpose=None)
    assert nothing_was_made(store)
    made = make.a_delivery(store, make.OFFICER, past_restriction=" Amina vroeg erom ", remark="per koerier")
    assert made.flags == ("restricted_client",)
    with store.read(make.OFFICER, Act.LOG_VIEW) as reader:
        assert the_disclosure(reader, make.OFFICER, made.number).remark == "per koerier\nAmina vroeg erom"
        assert reader.values("select body from reasons") == []
        assert reader.values("select reason_code from log where act = 'disclosure.deliver'") == ["past_restriction"]
    assert len(table_of(file_of(store, made.number))) == 1


@pytest.mark.parametrize(
    ("nonsense", "field"),
    [
        ({"categories": []}, "categories"),
        ({"categories": ["shoe_size"]}, "categories"),
        ({"client_numbers": ["9999"]}, "client_numbers"),
        ({"client_numbers": []}, "client_numbers"),
        ({"selection": Selection("course")}, "who"),
        ({"selection": Selection("list", search="bestaat niet")}, "who"),
        ({"since": date(2026, 11, 24)}, "period"),
        ({"ground": "habit"}, "ground"),
        ({"categories": ["agreements", "invoices"]}, "format"),
    ],
)
def test_nonsense_makes_nothing(store: Store, nonsense: dict[str, Any], field: str) -> None:
    make.a_client(store)
    with pytest.raises(BadInput) as refusal:
        make.a_delivery(store, **nonsense)
    assert refusal.value.field == field
    assert nothing_was_made(store)


def test_a_recipient_that_gets_no_data_any_more_gets_none(store: Store) -> None:
    make.a_client(store)
    with store.change(make.OFFICER, Act.RECIPIENT_CHANGE) as change:
        change.execute("update recipients set active = false where id = $id", id=DUO)
    with pytest.raises(BadInput) as refusal:
        make.a_delivery(store)
    assert refusal.value.field == "recipient"
    assert nothing_was_made(store)


def test_a_sent_or_annulled_delivery_keeps_its_digest_and_no_file(store: Store) -> None:
    make.a_client(store)
    sent, annulled = make.a_delivery(store).number, make.a_delivery(store).number
    assert findings(store, make.OFFICER) == []
    mark_sent(store, make.COORDINATOR, the_id(store, sent), 1, sent_on=make.TODAY, channel="website")
    annul(store, make.COORDINATOR, the_id(store, annulled), 1, why="niet nodig")
    with store.read(make.OFFICER, Act.LOG_VIEW) as reader:
        assert reader.value("select count(*) from delivery_files") == 0
        assert None not in reader.values("select file_digest from disclosures")
    for number in (sent, annulled):
        with pytest.raises(NotFound):
            file_of(store, number)
    assert list(findings(store, make.OFFICER)) == []


@pytest.mark.parametrize(
    "wrong",
    [
        "delete from delivery_files",
        "update delivery_files set body = 'other'::blob",
        "update disclosures set state = 'sent'",
        "delete from disclosures",
    ],
)
def test_a_file_that_is_missing_changed_or_not_gone_is_found_by_verifying(store: Store, wrong: str) -> None:
    make.a_client(store)
    make.a_delivery(store)
    with store.change(make.OFFICER, Act.RECIPIENT_CHANGE) as change:
        change.execute(wrong)
    assert any("klaargemaakte bestand" in put(finding, "nl") for finding in findings(store, make.OFFICER))


def test_each_fetching_of_a_file_is_logged(store: Store) -> None:
    make.a_client(store)
    made = make.a_delivery(store)
    for _ in range(2):
        file_of(store, made.number)
    with store.read(make.OFFICER, Act.LOG_VIEW) as reader:
        seen = reader.values("select subject_id from log where act = 'delivery_file.view' and chain = 'look'")
    assert seen == [the_id(store, made.number)] * 2


def test_who_is_meant_follows_from_the_course_the_numbers_or_the_list(store: Store) -> None:
    running, over, early = (make.a_client(store, number) for number in ("1001", "1002", "1003"))
    make.an_agreement(store, running, None)
    make.an_agreement(store, running, date(2026, 12, 31))
    make.an_agreement(store, over, date(2025, 12, 31))
    make.an_agreement(store, early, date(2026, 1, 1))
    make.a_client(store, "1004", merged_into=running)

    def meant(selection: Selection, **facts: Any) -> set[int]:
        return set(outcome(store, selection=selection, **facts).going)

    assert meant(Selection("course")) == {running, early}
    assert meant(Selection("course"), since=date(2025, 6, 1), until=date(2025, 12, 31)) == {running, over, early}
    assert meant(Selection("numbers", ("1002", "1004"))) == {over, running}
    assert meant(Selection("list", search="1003")) == {early}
    assert meant(Selection("list")) == {running, over, early}


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory, new_store_file: Path) -> Iterator[Store]:
    """A store with one client of whom everything is filled, and one of whom hardly anything is."""
    for store in make.a_lasting_store(tmp_path_factory.mktemp("full") / "desk.duckdb", new_store_file):
        client = make.a_full_client(store, "1001", bsn=make.BSN)
        make.a_record(
            store, "addresses", client, street="Testweg", house_number="1", postcode="6542 JP", city="Nijmegen"
        )
        make.a_record(store, "attendance", client, held_on=date(2026, 10, 5), hours=2, present=True)
        make.a_record(store, "attendance", client, held_on=date(2026, 10, 6), hours=3, present=True)
        make.a_record(store, "attendance", client, held_on=date(2026, 10, 7), hours=4, present=False)
        make.a_record(store, "invoices", client, number="F1", issued_on=date(2026, 10, 8), amount=100)
        make.a_record(store, "invoices", client, number="F2", issued_on=date(2026, 9, 30), amount=200)
        make.a_client(store, "1002", surname="=1+1", first_names=None)
        with store.change(make.OFFICER, Act.RECIPIENT_CHANGE) as change:
            change.insert(
                "recipient_agreements", id=new_id(), recipient_id=ICE, kind="processor", signed_on=date(2026, 1, 1)
            )
        consenting(store, client)
        yield store


def test_each_recipient_gets_what_was_declared_and_nothing_else(full: Store) -> None:
    with full.read(make.COORDINATOR, Act.DISCLOSURE_DELIVER) as reader:
        known = recipients.active(reader)
    assert len(known) == 4
    for recipient in known:
        assert recipient.habit is not None
        offered = layouts.offered_to(recipient)
        assert set(layouts.needed_by(recipient)) <= set(offered)
        made = make.a_delivery(
            full, recipient_id=recipient.id, categories=offered, format="xlsx", purpose=recipient.purposes[0],
            ground=recipient.habit.ground.value, since=date(2024, 1, 1),
        )  # fmt: skip
        sheets = sheets_of(file_of(full, made.number))
        titles = [title for rows in sheets.values() for title in rows[0]]
        with_numbers = [put(column.label, "nl") for column in columns_of(recipient, offered)]
        assert sorted(set(titles)) == sorted(set(with_numbers))
        kinds = {kind.code for code in offered for kind in CATEGORY[code].kinds}
        assert set(layouts._LAYOUTS[recipient.code].fields) <= kinds
        text = repr(sheets)
        assert titles == HEADINGS.get(recipient.code, titles)
        assert not {"Roepnaam", "Opmerking", "Betaler", "Reden van afwezigheid", "In incasso sinds"} & set(titles)
        assert (make.BSN in text) == (recipient.code == "duo")
        assert ("6542 JP" in text) == (recipient.code in ("duo", "library"))


def test_declared_fields_exist() -> None:
    for layout in layouts._LAYOUTS.values():
        for code, names in layout.fields.items():
            assert set(names) <= {field.column for field in KINDS[code].fields}
    for code, names in layouts._STAYS.items():
        assert set(names) <= {field.column for field in KINDS[code].fields}
    assert set(layouts.GOES) <= set(KINDS)


def test_hours_are_added_up_and_records_are_those_of_the_period(full: Store) -> None:
    about: dict[str, Any] = {
        "since": date(2026, 10, 1),
        "until": date(2026, 10, 31),
        "client_numbers": ["1001", "1002"],
    }
    made = make.a_delivery(full, **about, categories=["names", "bsn", "attendance", "invoices"])
    rows = table_of(file_of(full, made.number))
    assert [(r["Cliëntnummer"], r["Uren aanwezig"], r["Uren afwezig"], r["Factuurnummer"]) for r in rows] == [
        ('="1001"', "5", "4", "F1"),
        ('="1002"', "0", "0", ""),
    ]
    assert rows[0]["BSN"] == f'="{make.BSN}"'
    assert rows[1]["Achternaam"] == "'=1+1"


def test_a_workbook_has_days_as_days_and_digits_as_text(full: Store) -> None:
    about: dict[str, Any] = {
        "since": date(2026, 10, 1),
        "until": date(2026, 10, 31),
        "client_numbers": ["1001", "1002"],
    }
    categories = ["names", "bsn", "birth", "address", "invoices"]
    made = make.a_delivery(full, **about, categories=categories, format="xlsx")
    sheets = sheets_of(file_of(full, made.number))
    assert list(sheets) == ["Cliënten", "factuurgegevens"]
    heads, first, second = sheets["Cliënten"]
    person = dict(zip(heads, first, strict=True))
    assert (person["BSN"], person["Postcode"]) == (make.BSN, "6542 JP")
    assert person["Geboortedatum"] == date(1990, 5, 17)
    assert dict(zip(heads, second, strict=True))["Achternaam"] == "=1+1"
    assert [row[1] for row in sheets["factuurgegevens"][1:]] == ["F1"]


def test_what_concerns_health_goes_to_nobody(store: Store) -> None:
    client = make.a_client(store)
    consent = consenting(store, client, recipient_id=None, about_health=True)
    make.a_record(store, "preconditions", client, subject="lift", about_health=True, consent_id=consent)
    make.a_record(store, "preconditions", client, subject="oppas", about_health=False)
    with store.change(make.OFFICER, Act.RECIPIENT_CHANGE) as change:
        change.insert(
            "recipients", id=90, code="gemeente", name="Gemeente", legal_name="Gemeente", country="NL",
            role="independent", in_statement=False, purposes=[5],
        )  # fmt: skip
    made = make.a_delivery(store, recipient_id=90, purpose=5, ground="contract", categories=["names", "preconditions"])
    assert "lift" not in file_of(store, made.number).body.decode()
    assert "oppas" in file_of(store, made.number).body.decode()


def test_ten_thousand_clients_are_one_entry_found_from_both_sides(store: Store) -> None:
    numbers = make.many_clients(store, 10_000)
    made = make.a_delivery(store, client_numbers=numbers)
    with store.read(make.COORDINATOR, Act.DISCLOSURE_LIST) as reader:
        for which in (Filter(recipient="duo"), Filter(client_number=numbers[-1])):
            (row,) = listed(reader, make.COORDINATOR, which, Position()).rows
            assert (row.number, row.clients) == (made.number, 10_000)
    assert len(table_of(file_of(store, made.number))) == 10_000
