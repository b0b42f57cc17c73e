"""Consents: asked per purpose, kept with their exact text, withdrawn at any time; what rests on one goes with it."""

from datetime import date
from typing import Any

import pytest

from data_layer import consents
from data_layer.categories import CATEGORIES, RECORD_KINDS
from data_layer.consent_checks import HEALTH_PURPOSE
from data_layer.consent_texts import proposed
from data_layer.consents import HOW_LABELS, Consent, Withdrawn
from data_layer.errors import BadInput, ChangedMeanwhile, NotAllowed, NotFound
from data_layer.ids import new_id
from data_layer.log import Subject
from data_layer.recipients import active
from data_layer.record_lists import history
from data_layer.records import add
from data_layer.rules.access import Act, may
from data_layer.staff import THE_DESK
from data_layer.store import Store
from data_layer.transactions import Seen
from data_layer.verifying import findings
from data_layer.vocabulary import PURPOSES, SCHOOL, Right
from tests import make

LIBRARY = 4
GIVEN = date(2026, 11, 2)
TEXT = "  Mag STEP uw nummer geven?\n\n« نعم » 🙂\t-- <b>ja</b>\n"
FILE = [actor for actor in make.EVERYBODY if may(actor.roles, Act.CONSENT_GIVE)]
OTHERS = [actor for actor in make.EVERYBODY if actor not in FILE]


def given(store: Store, client_id: int, **facts: Any) -> int:
    """A consent given on paper to guide the client and tell the library, unless told otherwise. The id."""
    facts = {
        "id": new_id(), "purpose": 5, "recipient_id": LIBRARY, "about_health": False, "shown_text": TEXT,
        "language": "nl", "how": "paper", "given_on": GIVEN, "actor": make.COORDINATOR, **facts,
    }  # fmt: skip
    consents.give(store, facts.pop("actor"), client_id=client_id, **facts)
    return int(facts["id"])


def about_health(store: Store, client_id: int, **facts: Any) -> int:
    return given(store, client_id, recipient_id=None, about_health=True, **facts)


def the_consents(store: Store, client_id: int) -> list[Consent]:
    with store.read(make.COORDINATOR, Act.CLIENT_LIST) as reader:
        return consents.consents_of(reader, client_id)


def withdrawn(store: Store, client_id: int, on: date | None = make.TODAY, **facts: Any) -> Withdrawn:
    """Withdraws the newest consent, as it is now unless told otherwise."""
    seen = facts.pop("seen", None) or the_consents(store, client_id)[0].seen
    actor = facts.pop("actor", make.COORDINATOR)
    return consents.withdraw(store, actor, seen=seen, client_id=client_id, withdrawn_on=on)


def a_precondition(store: Store, client_id: int, subject: str = "plaats vooraan", *, health: bool = True) -> int:
    row_id = new_id()
    typed = {"subject": subject, "about_health": health}
    add(
        store, make.COORDINATOR, RECORD_KINDS["preconditions"], id=row_id, client_id=client_id, typed=typed,
        source="client",
    )  # fmt: skip
    return row_id


def preconditions(store: Store) -> list[int]:
    with store.read(make.COORDINATOR, Act.CLIENT_LIST) as reader:
        return reader.values("select id from preconditions order by id")


def entries(store: Store, act: Act) -> list[dict[str, Any]]:
    with store.read(make.OFFICER, Act.LOG_VIEW) as reader:
        return reader.all(dict[str, Any], "select * from log where act = $act order by seq", act=act.value)


@pytest.fixture
def client_id(store: Store) -> int:
    return make.a_client(store)


@pytest.mark.parametrize("actor", FILE, ids=lambda a: a.name)
def test_a_consent_is_kept_with_who_when_for_what_how_and_the_exact_text(
    store: Store, client_id: int, actor: Any
) -> None:
    consent_id = given(store, client_id, language="ar", how="oral", actor=actor)
    assert the_consents(store, client_id) == [
        Consent(consent_id, 1, 5, "Bibliotheek", False, "ar", "oral", GIVEN, None, 0)
    ]
    with store.read(make.COORDINATOR, Act.CLIENT_LIST) as reader:
        assert consents.shown_text(reader, client_id, consent_id) == TEXT
        with pytest.raises(NotFound):
            consents.shown_text(reader, client_id + 1, consent_id)
    (entry,) = entries(store, Act.CONSENT_GIVE)
    assert (entry["subject_kind"], entry["subject_id"], entry["staff_id"]) == ("client", client_id, actor.staff_id)
    assert "consents.shown_text" in entry["fields"]
    assert "STEP" not in str(entry)


def test_a_text_of_fifty_thousand_characters_is_kept_and_a_longer_one_refused(store: Store, client_id: int) -> None:
    long = "é\n" * 25_000
    consent_id = given(store, client_id, shown_text=long)
    with store.read(make.COORDINATOR, Act.CLIENT_LIST) as reader:
        assert consents.shown_text(reader, client_id, consent_id) == long
    with pytest.raises(BadInput, match="longer than"):
        given(store, client_id, purpose=7, shown_text=long + "x")


@pytest.mark.parametrize("actor", OTHERS, ids=lambda a: a.name)
def test_who_does_not_handle_files_neither_records_nor_withdraws_one(store: Store, client_id: int, actor: Any) -> None:
    with pytest.raises(NotAllowed):
        given(store, client_id, actor=actor)
    given(store, client_id)
    with pytest.raises(NotAllowed):
        withdrawn(store, client_id, actor=actor)
    assert [row.withdrawn_on for row in the_consents(store, client_id)] == [None]


WRONG: list[tuple[dict[str, Any], str]] = [
    ({"purpose": None}, "purpose"),
    ({"purpose": 12}, "purpose"),
    ({"recipient_id": 99}, "recipient"),
    ({"shown_text": " \n"}, "shown_text"),
    ({"language": None}, "language"),
    ({"language": "klingonisch"}, "language"),
    ({"how": None}, "how"),
    ({"how": "gedachten"}, "how"),
    ({"given_on": None}, "given_on"),
    ({"given_on": date(2026, 11, 24)}, "given_on"),
    ({"given_on": date(1990, 5, 16)}, "given_on"),
    ({"about_health": True}, "about_health"),
    ({"about_health": True, "recipient_id": None, "purpose": 10}, "about_health"),
]


def test_what_is_wrong_is_told_by_field_and_nothing_is_saved(store: Store, client_id: int) -> None:
    for wrong, field in WRONG:
        with pytest.raises(BadInput, match="Nothing was saved") as told:
            given(store, client_id, **wrong)
        assert told.value.field == field, wrong
        assert the_consents(store, client_id) == [], wrong
        assert entries(store, Act.CONSENT_GIVE) == [], wrong


def test_a_consent_of_nobody_is_refused(store: Store) -> None:
    with pytest.raises(NotFound, match="Nothing was saved"):
        given(store, 404)


@pytest.mark.parametrize(("facts", "problem"), [({"country": "TR"}, "outside"), ({"active": False}, "exchanged now")])
def test_data_go_to_active_recipients_in_the_european_economic_area_only(
    store: Store, client_id: int, facts: dict[str, Any], problem: str
) -> None:
    recipient = {"code": "o", "name": "O", "legal_name": "O", "country": "NL", "role": "independent"}
    with store.change(make.OFFICER, Act.RECIPIENT_CHANGE) as change:
        change.insert("recipients", id=50, in_statement=False, **recipient | facts)
    with pytest.raises(BadInput, match=problem):
        given(store, client_id, recipient_id=50)


def test_a_double_click_records_once(store: Store, client_id: int) -> None:
    consent_id = given(store, client_id)
    given(store, client_id, id=consent_id)
    assert len(the_consents(store, client_id)) == len(entries(store, Act.CONSENT_GIVE)) == 1


def test_the_same_is_not_given_twice_while_it_stands_and_each_purpose_and_recipient_is_asked_apart(
    store: Store, client_id: int
) -> None:
    given(store, client_id)
    with pytest.raises(BadInput, match="withdraw that one first") as told:
        given(store, client_id)
    assert told.value.field == "purpose"
    given(store, client_id, recipient_id=None)
    given(store, client_id, purpose=7)
    about_health(store, client_id)
    given(store, make.a_client(store, "1002"))
    assert len(the_consents(store, client_id)) == 4
    library = next(row for row in the_consents(store, client_id) if row.recipient and row.purpose == 5)
    withdrawn(store, client_id, seen=library.seen)
    given(store, client_id)
    assert len(the_consents(store, client_id)) == 5


def test_a_consent_is_withdrawn_with_one_entry_in_the_log(store: Store, client_id: int) -> None:
    consent_id = given(store, client_id)
    assert withdrawn(store, client_id, GIVEN) == Withdrawn()
    (row,) = the_consents(store, client_id)
    assert (row.withdrawn_on, row.version) == (GIVEN, 2)
    (entry,) = entries(store, Act.CONSENT_WITHDRAW)
    assert entry["fields"] == ["consents.withdrawn_on", "withdrawn_on"]
    with store.read(make.OFFICER, Act.LOG_VIEW) as reader:
        told = reader.values(
            "select what from record_changes where in_table = 'consents' and record_id = $id order by seq",
            id=consent_id,
        )
    assert told == ["added", "corrected"]


@pytest.mark.parametrize("on", [None, date(2026, 11, 1), date(2026, 11, 24)])
def test_a_consent_is_not_withdrawn_before_it_was_given_nor_in_the_future(
    store: Store, client_id: int, on: date | None
) -> None:
    given(store, client_id)
    with pytest.raises(BadInput, match="Nothing was saved") as told:
        withdrawn(store, client_id, on)
    assert told.value.field == "withdrawn_on"
    assert the_consents(store, client_id)[0].withdrawn_on is None


def test_a_double_click_withdraws_once(store: Store, client_id: int) -> None:
    given(store, client_id)
    seen = the_consents(store, client_id)[0].seen
    for _ in range(2):
        withdrawn(store, client_id, seen=seen)
    assert len(entries(store, Act.CONSENT_WITHDRAW)) == 1


def test_what_somebody_else_did_meanwhile_is_told_and_stays(store: Store, client_id: int) -> None:
    given(store, client_id)
    seen = the_consents(store, client_id)[0].seen
    with store.change(make.OFFICER, Act.CONSENT_GIVE, Subject("client", client_id)) as change:
        change.update("consents", seen.id, seen.version, how="digital")
    with pytest.raises(ChangedMeanwhile):
        withdrawn(store, client_id, seen=seen)
    withdrawn(store, client_id, date(2026, 11, 20), actor=make.OFFICER)
    with pytest.raises(ChangedMeanwhile, match="already"):
        withdrawn(store, client_id, seen=seen)
    assert [(row.how, row.withdrawn_on) for row in the_consents(store, client_id)] == [("digital", date(2026, 11, 20))]


@pytest.mark.parametrize("seen", [Seen(404, 1), None])
def test_a_consent_that_is_not_there_or_of_another_client_is_not_withdrawn(
    store: Store, client_id: int, seen: Seen | None
) -> None:
    given(store, client_id)
    other = make.a_client(store, "1002")
    with pytest.raises(NotFound):
        withdrawn(store, other, seen=seen or the_consents(store, client_id)[0].seen)


def test_the_preconditions_about_health_go_with_their_consent_at_once(store: Store, client_id: int) -> None:
    make.an_agreement(store, client_id, None)
    about_health(store, client_id)
    going = [a_precondition(store, client_id), a_precondition(store, client_id, "pauze")]
    staying = a_precondition(store, client_id, "laptop", health=False)
    assert the_consents(store, client_id)[0].resting == 2
    assert withdrawn(store, client_id) == Withdrawn(removed=2)
    assert preconditions(store) == [staying]
    (entry,) = entries(store, Act.CONSENT_WITHDRAW)
    assert "preconditions.subject" in entry["fields"]
    with store.read(make.OFFICER, Act.LOG_VIEW) as reader:
        for record_id in going:
            last = history(reader, RECORD_KINDS["preconditions"], client_id, record_id)[0]
            assert (last.what, last.fields) == ("removed", ("subject", "about_health"))
    assert findings(store, THE_DESK) == []
    with pytest.raises(BadInput, match="explicit consent"):
        a_precondition(store, client_id)


def test_the_last_precondition_takes_its_retention_date_along(store: Store, client_id: int) -> None:
    about_health(store, client_id)
    a_precondition(store, client_id)
    withdrawn(store, client_id)
    with store.read(make.COORDINATOR, Act.CLIENT_LIST) as reader:
        assert reader.value("select count(*) from due where category = 'preconditions'") == 0


@pytest.mark.parametrize(
    ("categories", "became"),
    [(None, Withdrawn(kept=1)), (["preconditions"], Withdrawn(kept=1)), (["invoices"], Withdrawn(removed=1))],
)
def test_a_hold_on_them_keeps_the_preconditions_and_the_consent_ends_all_the_same(
    store: Store, client_id: int, categories: list[str] | None, became: Withdrawn
) -> None:
    about_health(store, client_id)
    a_precondition(store, client_id)
    make.a_record(store, "holds", client_id, kind="dispute", since=GIVEN, categories=categories)
    with store.read(make.COORDINATOR, Act.CLIENT_LIST) as reader:
        assert consents.held_since(reader, client_id) == (GIVEN if became.kept else None)
    assert withdrawn(store, client_id) == became
    (row,) = the_consents(store, client_id)
    assert (row.withdrawn_on, row.resting) == (make.TODAY, became.kept)
    assert findings(store, THE_DESK) == []


def test_a_restriction_does_not_stop_a_withdrawal_and_its_hold_keeps_what_rests_on_it(
    store: Store, client_id: int
) -> None:
    about_health(store, client_id)
    a_precondition(store, client_id)
    make.restrict(store, client_id, make.TODAY)
    assert withdrawn(store, client_id) == Withdrawn(kept=1)


def test_every_purpose_has_its_text_in_dutch_and_in_english_with_the_school_and_the_recipient(store: Store) -> None:
    with store.read(make.COORDINATOR, Act.CLIENT_LIST) as reader:
        known = active(reader)
    for purpose in PURPOSES:
        texts = {language: proposed(purpose, None, language, about_health=False) or "" for language in ("nl", "en")}
        assert texts["nl"] != texts["en"]
        assert all(SCHOOL in text and "%" not in text for text in texts.values())
        for recipient in known:
            assert recipient.legal_name in (proposed(purpose, recipient, "nl", about_health=False) or "")
    library = next(recipient for recipient in known if recipient.id == LIBRARY)
    assert "telefoonnummers" in (proposed(5, library, "nl", about_health=False) or "")
    assert "gezondheid" in (proposed(5, None, "nl", about_health=True) or "")
    assert "health" in (proposed(5, None, "en", about_health=True) or "")
    assert proposed(5, None, "ar", about_health=False) is None
    assert proposed(0, None, "nl", about_health=False) is None


def test_a_ready_made_text_can_be_kept_as_it_is(store: Store, client_id: int) -> None:
    text = proposed(5, None, "nl", about_health=True)
    assert text is not None
    consent_id = about_health(store, client_id, shown_text=text)
    with store.read(make.COORDINATOR, Act.CLIENT_LIST) as reader:
        assert consents.shown_text(reader, client_id, consent_id) == text


def test_what_concerns_health_is_kept_for_a_purpose_of_its_own_category() -> None:
    (category,) = (category for category in CATEGORIES if category.table == "preconditions")
    assert category.purposes == (HEALTH_PURPOSE,)
    assert set(HOW_LABELS) >= {"paper", "digital", "oral"}


def test_the_request_to_withdraw_does_not_keep_what_rested_on_the_consent(store: Store, client_id: int) -> None:
    about_health(store, client_id)
    a_precondition(store, client_id)
    make.a_request(store, client_id=client_id, right=Right.CONSENT_WITHDRAWAL)
    assert withdrawn(store, client_id) == Withdrawn(removed=1)


def test_the_same_consent_of_a_person_who_was_merged_is_withdrawn_with_it(store: Store, client_id: int) -> None:
    about_health(store, client_id)
    other = make.a_record(
        store, "consents", client_id, purpose=5, shown_text="Mag dit?", language="nl", how="paper", given_on=make.DAY,
        about_health=True,
    )  # fmt: skip
    make.a_record(store, "preconditions", client_id, subject="lift", about_health=True, consent_id=other)
    a_precondition(store, client_id)
    assert withdrawn(store, client_id) == Withdrawn(removed=2)
