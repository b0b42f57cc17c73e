"""Those who got the data are told what became of them: one letter each, of no more than they got (art. 19)."""

import io
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pypdf
import pytest

from data_layer import disclosing, due, merging, verifying
from data_layer.carrying_out import notice_steps, notices
from data_layer.carrying_out.notices import Notice, NoticeState
from data_layer.documents.recipient_notice import Changed
from data_layer.errors import BadInput, ChangedMeanwhile, NotAllowed
from data_layer.ids import new_id
from data_layer.log import Reason
from data_layer.requests import document_removals, request_answers
from data_layer.requests.request_history import current
from data_layer.rules.access import Act
from data_layer.store import Store
from data_layer.vocabulary import Outcome, Right
from data_layer.wording import put
from tests import make

RECEIVED = date(2026, 11, 2)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory, new_store_file: Path) -> Iterator[Store]:
    yield from make.a_lasting_store(tmp_path_factory.mktemp("notices") / "desk.duckdb", new_store_file)


def recipient(store: Store, code: str) -> int:
    return int(make.asked(store, "select id from recipients where code = $code", code=code))


def delivered(store: Store, number: str, code: str, *categories: str, on: date = date(2026, 3, 3)) -> str:
    return disclosing.record(
        store, make.COORDINATOR, id=new_id(), direction="out", happened_on=on, client_numbers=[number],
        categories=categories, ground="contract", channel="email", recipient_id=recipient(store, code), purpose=6,
    ).number  # fmt: skip


_next = iter(range(3001, 4000))


def a_case(store: Store, right: Right = Right.ERASURE, **facts: Any) -> tuple[str, str, int]:
    """A request of a new client: its number, the client's, and the client's id."""
    client_number = str(next(_next))
    client_id = make.a_client(store, client_number, bsn=None, **facts)
    return make.a_request(store, RECEIVED, right=right, client_id=client_id), client_number, client_id


def opened(store: Store, number: str, categories: list[str], what: Changed = "erased") -> int:
    seen, event_id = make.seen(store, number), new_id()
    with store.change(make.OFFICER, Act.REQUEST_PROGRESS, seen.subject) as change:
        case = current(change, seen, event_id)
        assert case is not None
        return notices.open_for(change, case, categories, what)


def of_case(store: Store, number: str) -> list[Notice]:
    with store.read(make.COORDINATOR, Act.REQUEST_LIST) as reader:
        return notices.of_case(reader, make.seen(store, number).id)


def told(store: Store, number: str) -> list[str]:
    with store.read(make.COORDINATOR, Act.REQUEST_LIST) as reader:
        return [put(said, "en") for said in notices.told(reader, make.seen(store, number).id)]


def letter_of(store: Store, notice: Notice) -> str:
    body = make.asked(store, "select content from request_documents where id = $id", id=notice.document_id)
    return " ".join(" ".join(page.extract_text().split()) for page in pypdf.PdfReader(io.BytesIO(body)).pages)


def test_each_who_really_got_an_affected_category_gets_one_letter_of_no_more_than_it_got(desk: Store) -> None:
    number, client, _ = a_case(desk, first_names="Samira", surname="Voorbeeld", birth_date=date(1991, 4, 5))
    with_names = delivered(desk, client, "bureau_ice", "names", "test_results", "phone")
    delivered(desk, client, "panteia", "phone")
    delivered(desk, client, "library", "email")  # not affected
    assert opened(desk, number, ["test_results", "phone", "intake"]) == 2
    found = {notice.recipient_code: notice for notice in of_case(desk, number)}
    assert {code: notice.categories for code, notice in found.items()} == {
        "bureau_ice": ("phone", "test_results"), "panteia": ("phone",),
    }  # fmt: skip
    assert {notice.state for notice in found.values()} == {NoticeState.OPEN}
    ice, panteia = letter_of(desk, found["bureau_ice"]), letter_of(desk, found["panteia"])
    for words in ("Samira Voorbeeld", client, with_names, number, "artikel 19", "toets- en examenresultaten"):
        assert words in ice
    assert "geboren op" not in ice
    for words in ("Samira", "Voorbeeld", "1991", "toets", with_names):
        assert words not in panteia
    assert client in panteia
    assert verifying.findings(desk, make.OFFICER) == []


def test_what_was_opened_already_grows_and_what_was_sent_is_not_said_twice(desk: Store) -> None:
    number, client, _ = a_case(desk)
    delivered(desk, client, "duo", "names", "phone", "email")
    assert opened(desk, number, ["phone"]) == 1
    assert opened(desk, number, ["email", "phone"]) == 0
    (notice,) = of_case(desk, number)
    assert notice.categories == ("phone", "email")
    assert "e-mailadressen" in letter_of(desk, notice)
    assert make.asked(desk, "select count(*) from request_documents where request_id = $id",
                      id=make.seen(desk, number).id) == 1  # fmt: skip
    notice_steps.sent(
        desk, make.COORDINATOR, make.seen(desk, number), event_id=new_id(), notice_id=notice.id, sent_on=make.TODAY
    )
    assert opened(desk, number, ["names", "phone"]) == 1
    assert opened(desk, number, ["phone"]) == 0
    assert [(n.categories, n.state) for n in of_case(desk, number)] == [
        (("phone", "email"), NoticeState.SENT), (("names",), NoticeState.OPEN),
    ]  # fmt: skip


def test_a_letter_that_names_somebody_stays_when_more_goes_after_the_name_did(desk: Store) -> None:
    number, client, client_id = a_case(desk, first_names="Samira", surname="Voorbeeld")
    delivered(desk, client, "duo", "names", "gender", "phone")
    assert opened(desk, number, ["names", "gender"]) == 1
    with desk.change(make.OFFICER, Act.CLIENT_CHANGE, make.subject(client_id)) as change:
        change.execute(
            "update clients set first_names = null, surname = null, search_name = '' where id = $id", id=client_id
        )
        due.refresh(change, [client_id])
    assert opened(desk, number, ["phone"]) == 1
    first, second = of_case(desk, number)
    assert "Samira Voorbeeld" in letter_of(desk, first)
    assert (second.categories, client in letter_of(desk, second)) == (("phone",), True)


def test_of_a_correction_the_new_values_stand_in_it_but_only_of_what_was_got_and_never_the_bsn(desk: Store) -> None:
    number, client, client_id = a_case(desk, Right.RECTIFICATION)
    delivered(desk, client, "duo", "names", "birth", "bsn")
    case_id = make.seen(desk, number).id
    with desk.change(make.OFFICER, Act.CORRECTION_APPLY, make.seen(desk, number).subject) as change:
        event_id = change.value("select min(id) from request_events where request_id = $id", id=case_id)
        for category, table, field, became in (
            ("birth", "clients", "birth_date", "1988-02-01"), ("birth", "clients", "birth_country", "ER"),
            ("bsn", "clients", "bsn", make.OTHER_BSN), ("phone", "phones", "number", "+31687654321"),
        ):  # fmt: skip
            change.insert(
                "corrections", id=new_id(), request_id=case_id, client_id=client_id, event_id=event_id,
                category=category, in_table=table, record_id=client_id, field=field, became=became,
            )  # fmt: skip
    assert opened(desk, number, ["birth", "bsn", "phone"], "corrected") == 1
    (notice,) = of_case(desk, number)
    letter = letter_of(desk, notice)
    for words in ("1 februari 1988", "Eritrea", "krijgt u op een andere manier"):
        assert words in letter
    for words in (make.OTHER_BSN, "87654321"):
        assert words not in letter
    assert opened(desk, number, ["names"], "completed") == 0  # the same letter, made anew
    (again,) = of_case(desk, number)
    assert notice.document_id != again.document_id
    assert (again.change, again.categories) == ("corrected", ("names", "bsn", "birth"))
    assert opened(desk, number, ["birth"], "restricted") == 1  # which asks something else of the recipient


def test_a_name_that_no_font_can_show_stops_nothing_and_is_left_out(desk: Store) -> None:
    number, client, _ = a_case(desk, first_names="\U00012000", surname="Zichtbaar")
    delivered(desk, client, "duo", "names", "gender")
    assert opened(desk, number, ["gender"]) == 1
    (notice,) = of_case(desk, number)
    assert "Zichtbaar" not in letter_of(desk, notice)
    assert client in letter_of(desk, notice)


def test_a_notice_is_sent_with_its_letter_then_confirmed_and_the_person_can_hear_who_was_told(desk: Store) -> None:
    number, client, _ = a_case(desk)
    delivered(desk, client, "duo", "phone")
    delivered(desk, client, "panteia", "phone")
    opened(desk, number, ["phone"])
    duo, panteia = of_case(desk, number)
    before = make.seen(desk, number)
    once: dict[str, Any] = {"event_id": new_id(), "notice_id": duo.id, "sent_on": make.TODAY}
    with pytest.raises(NotAllowed):
        notice_steps.sent(desk, make.MANAGER, before, **once)
    for wrong in (date(2026, 11, 22), date(2026, 11, 24), date(2026, 10, 1)):
        with pytest.raises(BadInput) as refused:
            notice_steps.sent(desk, make.COORDINATOR, before, **once | {"sent_on": wrong})
        assert refused.value.field == "sent_on"
    with pytest.raises(BadInput, match="not with this request"):
        notice_steps.sent(desk, make.COORDINATOR, before, **once | {"notice_id": 1})
    with pytest.raises(BadInput, match="not told yet"):
        notice_steps.confirmed(
            desk, make.COORDINATOR, before, event_id=new_id(), notice_id=duo.id, confirmed_on=make.TODAY
        )
    notice_steps.sent(desk, make.COORDINATOR, before, **once)
    notice_steps.sent(desk, make.COORDINATOR, before, **once)  # a double click
    with pytest.raises(ChangedMeanwhile):
        notice_steps.sent(desk, make.COORDINATOR, before, **once | {"event_id": new_id(), "notice_id": panteia.id})
    with pytest.raises(BadInput, match="already"):
        notice_steps.sent(desk, make.COORDINATOR, make.seen(desk, number), **once | {"event_id": new_id()})
    assert make.asked(desk, "select sent_on from request_documents where id = $id", id=duo.document_id) == make.TODAY
    assert told(desk, number) == [
        f"We told {duo.recipient_name} on 23 November 2026 what was changed.",
        "We will still tell these organisations what was changed: Panteia.",
    ]
    answer: dict[str, Any] = {"event_id": new_id(), "notice_id": duo.id, "confirmed_on": make.TODAY}
    seen = make.seen(desk, number)
    with pytest.raises(NotAllowed):
        notice_steps.confirmed(desk, make.ADMINISTRATOR, seen, **answer)
    with pytest.raises(BadInput, match="not confirmed before"):
        notice_steps.confirmed(desk, make.COORDINATOR, seen, **answer | {"confirmed_on": date(2026, 11, 20)})
    notice_steps.confirmed(desk, make.COORDINATOR, seen, **answer)
    notice_steps.confirmed(desk, make.COORDINATOR, seen, **answer)
    with pytest.raises(ChangedMeanwhile):
        notice_steps.confirmed(desk, make.COORDINATOR, seen, **answer | {"event_id": new_id()})
    assert [notice.state for notice in of_case(desk, number)] == [NoticeState.CONFIRMED, NoticeState.OPEN]
    assert verifying.findings(desk, make.OFFICER) == []


def test_the_letter_of_a_notice_is_not_removed_before_it_was_sent_and_without_one_nothing_was_sent(
    desk: Store,
) -> None:
    number, client, _ = a_case(desk)
    delivered(desk, client, "duo", "phone")
    opened(desk, number, ["phone"])
    (notice,) = of_case(desk, number)
    assert notice.document_id is not None
    removing: dict[str, Any] = {"document_id": notice.document_id, "why": "Dubbel."}
    with pytest.raises(BadInput, match="still to be told") as refused:
        document_removals.remove(desk, make.OFFICER, make.seen(desk, number), event_id=new_id(), **removing)
    assert refused.value.field == "document_id"
    with desk.change(make.OFFICER, Act.REQUEST_DOCUMENT, make.seen(desk, number).subject) as change:
        document_removals.drop(change, new_id(), notice.document_id, on=make.TODAY)  # as a restored backup does
    with pytest.raises(BadInput, match="letter of this notice is gone"):
        notice_steps.sent(
            desk, make.COORDINATOR, make.seen(desk, number), event_id=new_id(), notice_id=notice.id,
            sent_on=make.TODAY,
        )  # fmt: skip
    seen, once = make.seen(desk, number), {"event_id": new_id(), "notice_id": notice.id}
    with pytest.raises(NotAllowed):
        notice_steps.letter_again(desk, make.MANAGER, seen, **once)
    notice_steps.letter_again(desk, make.COORDINATOR, seen, **once)
    notice_steps.letter_again(desk, make.COORDINATOR, seen, **once)
    with pytest.raises(ChangedMeanwhile):
        notice_steps.letter_again(desk, make.COORDINATOR, seen, **once | {"event_id": new_id()})
    with pytest.raises(BadInput, match="there already"):
        notice_steps.letter_again(desk, make.COORDINATOR, make.seen(desk, number), **once | {"event_id": new_id()})
    (again,) = of_case(desk, number)
    assert (again.document_id, client in letter_of(desk, again)) == (once["event_id"], True)
    assert verifying.findings(desk, make.OFFICER) == []


def test_a_case_ends_when_each_is_told_or_it_is_said_why_not(desk: Store) -> None:
    number, client, _ = a_case(desk)
    delivered(desk, client, "duo", "phone")
    opened(desk, number, ["phone"])
    make.identified(desk, number)
    request_answers.answer(
        desk, make.OFFICER, make.seen(desk, number), event_id=new_id(), outcome=Outcome.PARTLY_GRANTED,
        answered_on=make.TODAY, reason="Een deel moet blijven.",
    )  # fmt: skip
    ending: dict[str, Any] = {"event_id": new_id(), "finished_on": make.TODAY}
    with pytest.raises(BadInput, match="not told yet"):
        request_answers.finish(desk, make.OFFICER, make.seen(desk, number), **ending)
    (notice,) = of_case(desk, number)
    seen = make.seen(desk, number)
    once: dict[str, Any] = {"event_id": new_id(), "notice_id": notice.id, "why": "Het bestand is daar al vernietigd."}
    with pytest.raises(NotAllowed):
        notice_steps.waived(desk, make.MANAGER, seen, **once)
    with pytest.raises(BadInput) as refused:
        notice_steps.waived(desk, make.COORDINATOR, seen, **once | {"why": " "})
    assert refused.value.field == "why"
    notice_steps.waived(desk, make.COORDINATOR, seen, **once)
    notice_steps.waived(desk, make.COORDINATOR, seen, **once)
    with pytest.raises(ChangedMeanwhile):
        notice_steps.waived(desk, make.COORDINATOR, seen, **once | {"event_id": new_id()})
    assert told(desk, number) == [f"We did not tell {notice.recipient_name}: Het bestand is daar al vernietigd."]
    assert verifying.findings(desk, make.OFFICER) == []


def test_what_was_annulled_or_came_in_counts_for_nobody(desk: Store) -> None:
    number, client, _ = a_case(desk)
    delivered(desk, client, "duo", "phone")
    disclosing.record(
        desk, make.COORDINATOR, id=new_id(), direction="in", happened_on=date(2026, 3, 3), client_numbers=[client],
        categories=["phone"], ground="contract", channel="email", recipient_id=recipient(desk, "panteia"), purpose=6,
    )  # fmt: skip
    with desk.change(make.OFFICER, Act.DISCLOSURE_ANNUL) as change:
        change.execute("update disclosures set state = 'annulled' where id in (select max(id) from disclosures"
                       " where direction = 'out')")  # fmt: skip
    assert opened(desk, number, ["phone"]) == 0
    assert of_case(desk, number) == []


def test_what_was_delivered_of_a_client_who_was_merged_counts_too(desk: Store) -> None:
    number, client, _ = a_case(desk)
    twice = str(next(_next))
    make.a_client(desk, twice, bsn=None)
    delivered(desk, twice, "panteia", "phone")
    pair = merging.opened_pair(desk, make.OFFICER, client, twice, sitting="test")
    merging.merge(desk, make.OFFICER, kept=pair.kept, merged=pair.merged, taken=(), reason=Reason("registered_twice"))
    assert opened(desk, number, ["phone"]) == 1
    (notice,) = of_case(desk, number)
    assert (notice.recipient_code, notice.categories) == ("panteia", ("phone",))
