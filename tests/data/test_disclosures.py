"""The register of disclosures: it refuses to deliver what should not go, and keeps what went all the same."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from data_layer import ids, recipients
from data_layer.disclosing import Recorded, foreseen, record
from data_layer.disclosure_course import annul, mark_sent, tell_source
from data_layer.disclosure_persons import clients_of
from data_layer.disclosure_totals import totals
from data_layer.disclosures import Filter, Row, listed, the_disclosure, years
from data_layer.errors import BadInput, ChangedMeanwhile, NotAllowed, NotFound
from data_layer.ids import new_id
from data_layer.log import Reason, Subject
from data_layer.paging import Position
from data_layer.rules.access import Act
from data_layer.staff import Actor
from data_layer.store import Store
from data_layer.strangers import Stranger
from data_layer.wording import put
from tests import make

DUO, ICE, PANTEIA, LIBRARY = 1, 2, 3, 4
MUNICIPALITY, ABROAD = 90, 91
TO_DUO: dict[str, Any] = {
    "recipient_id": DUO,
    "categories": ["names", "bsn"],
    "purpose": 9,
    "ground": "legal_obligation",
}
TO_PANTEIA: dict[str, Any] = {
    "recipient_id": PANTEIA,
    "categories": ["names"],
    "purpose": 7,
    "ground": "legitimate_interest",
}
TO_LIBRARY: dict[str, Any] = {"recipient_id": LIBRARY, "categories": ["names"], "purpose": 5, "ground": "consent"}
TO_ICE: dict[str, Any] = {"recipient_id": ICE, "categories": ["names"], "purpose": 6, "ground": "contract"}


def recorded(store: Store, actor: Actor = make.COORDINATOR, **facts: Any) -> Recorded:
    return record(
        store,
        actor,
        **{
            "id": new_id(),
            "direction": "out",
            "happened_on": date(2026, 11, 20),
            "client_numbers": ["1001"],
            "channel": "email",
            **TO_DUO,
            **facts,
        },
    )


def prepared(store: Store, actor: Actor = make.COORDINATOR, **facts: Any) -> Recorded:
    return make.a_delivery(store, actor, **{**TO_DUO, "categories": ["names"], **facts})


def entries(store: Store, **which: Any) -> list[Row]:
    with store.read(make.COORDINATOR, Act.DISCLOSURE_LIST) as reader:
        return listed(reader, make.COORDINATOR, Filter(**which), Position()).rows


def the_entry(store: Store, number: str) -> Any:
    with store.read(make.COORDINATOR, Act.DISCLOSURE_LIST) as reader:
        return the_disclosure(reader, make.COORDINATOR, number)


def log_of(store: Store, act: Act) -> list[dict[str, Any]]:
    with store.read(make.OFFICER, Act.LOG_VIEW) as reader:
        return reader.all(dict, "select subject_id, count, fields from log where act = $act", act=act.value)


def added(store: Store, table: str, **columns: Any) -> None:
    with store.change(make.OFFICER, Act.RECIPIENT_CHANGE) as change:
        change.insert(table, **{"id": new_id(), **columns})


def a_recipient(store: Store, recipient_id: int, country: str, **columns: Any) -> None:
    facts: dict[str, Any] = {
        "code": f"r{recipient_id}",
        "name": f"R{recipient_id}",
        "legal_name": "x",
        "role": "independent",
    }
    added(store, "recipients", **{**facts, "id": recipient_id, "country": country, "in_statement": False, **columns})


# What delivering refuses: a preparation of the store, and the delivery that it makes wrong.
Wrong = tuple[Callable[[Store, int], None], dict[str, Any], str]


def _nothing(_store: Store, _client: int) -> None:
    pass


def _abroad(store: Store, _client: int) -> None:
    a_recipient(store, ABROAD, "GB")


def _restricted(store: Store, client: int) -> None:
    make.restrict(store, client, date(2026, 11, 2))


def _withdrawn(store: Store, client: int) -> None:
    facts: dict[str, Any] = {"purpose": 5, "shown_text": "…", "language": "nl", "how": "paper"}
    added(
        store,
        "consents",
        client_id=client,
        given_on=date(2026, 1, 5),
        withdrawn_on=date(2026, 11, 20),
        **facts,
    )
    added(store, "consents", client_id=client, given_on=date(2026, 1, 5), **{**facts, "purpose": 7})
    added(store, "consents", client_id=client, given_on=date(2026, 1, 5), recipient_id=PANTEIA, **facts)


def _for_health(store: Store, client: int) -> None:
    facts = {"purpose": 5, "shown_text": "Mag dit?", "language": "nl", "how": "paper", "about_health": True}
    added(store, "consents", client_id=client, given_on=date(2026, 1, 5), **facts)


def _objecting(store: Store, client: int) -> None:
    added(store, "objections", client_id=client, purpose=7, since=date(2026, 11, 1))


def _agreement_ended(store: Store, _client: int) -> None:
    added(
        store,
        "recipient_agreements",
        recipient_id=ICE,
        kind="processor",
        signed_on=date(2020, 1, 1),
        ends_on=date(2026, 11, 19),
    )


WRONG: dict[str, Wrong] = {
    "another purpose": (_nothing, {**TO_PANTEIA, "purpose": 5}, "other_purpose"),
    "another ground": (_nothing, {**TO_PANTEIA, "ground": "contract"}, "other_ground"),
    "no ground": (_nothing, {**TO_DUO, "ground": "none"}, "no_ground"),
    "a statute without an obligation": (
        _nothing,
        {**TO_PANTEIA, "purpose": None, "statute": "een wet"},
        "no_purpose",
    ),
    "outside_eea": (_abroad, {**TO_DUO, "recipient_id": ABROAD, "categories": ["names"]}, "outside_eea"),
    "no purpose": (_nothing, {**TO_DUO, "purpose": None}, "no_purpose"),
    "a purpose that is none": (_nothing, {**TO_DUO, "purpose": 12}, "no_purpose"),
    "never_category": (_nothing, {**TO_DUO, "categories": ["names", "complaints"]}, "never_category"),
    "restricted": (_restricted, TO_DUO, "restricted_client"),
    "bsn": (_nothing, {**TO_PANTEIA, "categories": ["names", "bsn"]}, "bsn_not_duo"),
    "no consent": (_nothing, TO_LIBRARY, "no_consent"),
    "consent withdrawn, or for another purpose or recipient": (_withdrawn, TO_LIBRARY, "no_consent"),
    "consent about health only": (_for_health, {**TO_LIBRARY, "purpose": 5}, "no_consent"),
    "objection": (_objecting, TO_PANTEIA, "objection"),
    "no agreement": (_nothing, TO_ICE, "no_agreement"),
    "agreement ended": (_agreement_ended, TO_ICE, "no_agreement"),
}


@pytest.mark.parametrize("wrong", WRONG.values(), ids=WRONG)
def test_what_should_not_go_is_not_delivered_and_leaves_nothing_and_is_kept_and_flagged_if_it_went_all_the_same(
    store: Store, wrong: Wrong
) -> None:
    make_wrong, facts, code = wrong
    make_wrong(store, make.a_client(store))
    is_about_client = code in ("restricted_client", "no_consent", "objection")
    with pytest.raises(
        NotAllowed if code == "restricted_client" else BadInput,
        match="Nobody is left" if is_about_client else "may not be delivered",
    ):
        prepared(store, **facts)
    assert entries(store) == []
    assert log_of(store, Act.DISCLOSURE_DELIVER) == []
    entry = recorded(store, **facts)
    assert entry.flags == (code,)
    (row,) = entries(store)
    assert (row.number, row.state, row.flags, row.clients, row.client_number) == (
        "VS2026-0001",
        "sent",
        [code],
        1,
        "1001",
    )


def test_right_deliveries_are_prepared(store: Store) -> None:
    client = make.a_client(store)
    added(
        store,
        "consents",
        client_id=client,
        purpose=5,
        recipient_id=LIBRARY,
        shown_text="…",
        language="nl",
        how="paper",
        given_on=make.TODAY,
    )
    added(store, "recipient_agreements", recipient_id=ICE, kind="processor", signed_on=make.TODAY, ends_on=make.TODAY)
    for facts in (TO_DUO, TO_PANTEIA, TO_LIBRARY, TO_ICE, {**TO_DUO, "purpose": None, "statute": "Wet inburgering"}):
        assert prepared(store, **facts).flags == ()
    assert [row.state for row in entries(store)] == ["made"] * 5
    assert [row.number for row in entries(store)] == [f"VS2026-000{n}" for n in (5, 4, 3, 2, 1)]


@pytest.mark.parametrize("code", ["Amina Proef", "amina proef", "Amina", "", "x" * 41, "1001"])
def test_words_are_no_code_of_a_reason(code: str) -> None:
    with pytest.raises(ValueError, match="not words"):
        Reason(code)


def test_the_register_goes_back_to_the_year_2000_and_no_further(store: Store) -> None:
    make.a_client(store)
    with pytest.raises(BadInput) as refusal:
        recorded(store, happened_on=date(1999, 12, 31))
    assert refusal.value.field == "happened_on"
    assert entries(store) == []
    recorded(store)
    for day in (date(2001, 2, 3), date(2000, 1, 1)):
        recorded(store, happened_on=day)
    assert [row.happened_on for row in entries(store)] == [date(2026, 11, 20), date(2001, 2, 3), date(2000, 1, 1)]


def test_numbers_that_cannot_be_one_are_counted_and_not_repeated(store: Store) -> None:
    with pytest.raises(BadInput) as refusal:
        recorded(store, client_numbers=["<b>", "![x](http://x)"])
    text = put(refusal.value.sentence, "en")
    assert text.startswith("2 of the numbers cannot be client numbers.")
    assert "http" not in text


def test_what_stood_in_the_way_only_later_or_only_before_does_not_count(store: Store) -> None:
    client = make.a_client(store)
    make.restrict(store, client, date(2026, 11, 21))
    added(
        store,
        "objections",
        client_id=client,
        purpose=7,
        since=date(2026, 1, 1),
        ended_on=date(2026, 11, 20),
    )
    assert recorded(store, **TO_PANTEIA, happened_on=date(2026, 11, 20)).flags == ()
    assert recorded(store, **TO_PANTEIA, happened_on=date(2026, 11, 19)).flags == ("objection",)
    assert recorded(store, **TO_PANTEIA, happened_on=date(2026, 11, 21)).flags == ("restricted_client",)


def test_a_restriction_that_was_lifted_since_still_flags_what_went_meanwhile(store: Store) -> None:
    client = make.a_client(store)
    added(
        store,
        "holds",
        client_id=client,
        kind="restriction",
        fact_id=client,
        since=date(2026, 3, 1),
        until=date(2026, 4, 1),
    )
    assert recorded(store, happened_on=date(2026, 3, 15)).flags == ("restricted_client",)
    assert recorded(store, happened_on=date(2026, 4, 1)).flags == ()


NONSENSE: list[tuple[dict[str, Any], str]] = [
    ({"happened_on": date(2026, 11, 24)}, "happened_on"),
    ({"categories": []}, "categories"),
    ({"categories": ["shoe_size"]}, "categories"),
    ({"client_numbers": []}, "client_numbers"),
    ({"client_numbers": [" "]}, "client_numbers"),
    ({"client_numbers": ["1001", "9999"]}, "client_numbers"),
    ({"client_numbers": [str(n) for n in range(10_001)]}, "client_numbers"),
    ({"direction": "up"}, "direction"),
    ({"ground": "habit"}, "ground"),
    ({"channel": "pigeon"}, "channel"),
]


def test_nonsense_is_not_recorded(store: Store) -> None:
    make.a_client(store)
    for nonsense, field in NONSENSE:
        with pytest.raises(BadInput) as refusal:
            recorded(store, **nonsense)
        assert refusal.value.field == field, nonsense
        assert entries(store) == [], nonsense
    with pytest.raises(NotFound):
        recorded(store, recipient_id=77)


def test_one_look_ahead_says_what_a_record_will_be_flagged_with(store: Store) -> None:
    make.a_client(store)
    with store.read(make.COORDINATOR, Act.DISCLOSURE_RECORD) as reader:
        found = foreseen(
            reader,
            direction="out",
            happened_on=make.TODAY,
            client_numbers=["1001"],
            **{**TO_PANTEIA, "categories": ["bsn"]},
        )
    assert [finding.code for finding in found] == ["bsn_not_duo"]
    assert entries(store) == []


@pytest.mark.parametrize("actor", [make.MANAGER, make.ADMINISTRATOR], ids=lambda a: a.name)
def test_who_does_not_handle_files_of_persons_writes_nothing_in_the_register(store: Store, actor: Actor) -> None:
    make.a_client(store)
    made = prepared(store)
    row = the_entry(store, made.number).row
    for act in (
        lambda: recorded(store, actor),
        lambda: prepared(store, actor),
        lambda: mark_sent(store, actor, row.id, 1, sent_on=make.TODAY, channel="email"),
        lambda: annul(store, actor, row.id, 1, why="mistake"),
        lambda: tell_source(store, actor, row.id, 1, told_on=make.TODAY),
    ):
        with pytest.raises(NotAllowed):
            act()
    assert [entry.state for entry in entries(store)] == ["made"]


def test_the_same_id_twice_is_one_entry(store: Store) -> None:
    make.a_client(store)
    same = new_id()
    assert recorded(store, id=same) == recorded(store, id=same)
    assert prepared(store, id=same).number == "VS2026-0001"
    assert len(entries(store)) == 1
    assert recorded(store).number == "VS2026-0002"
    assert len(log_of(store, Act.DISCLOSURE_RECORD)) == 2


def test_a_purpose_that_is_none_is_kept_as_none_and_the_words_in_the_remark(store: Store) -> None:
    make.a_client(store)
    entry = recorded(store, purpose=None, remark=" Sold to a travel agency. ")
    kept = the_entry(store, entry.number)
    assert (kept.row.purpose, kept.remark, kept.row.flags) == (None, "Sold to a travel agency.", ["no_purpose"])


def test_a_batch_is_one_entry_and_one_line_in_the_log_without_names_or_numbers(store: Store) -> None:
    numbers = make.many_clients(store, 500)
    entry = recorded(store, client_numbers=[*numbers, numbers[0], f" {numbers[1]} "])
    (row,) = entries(store)
    assert (row.clients, row.client_number) == (500, None)
    (line,) = log_of(store, Act.DISCLOSURE_RECORD)
    assert line["count"] == 500
    assert line["subject_id"] == row.id
    assert set(line["fields"]) >= {"happened_on", "categories", "recipient_id", "flags"}
    found = clients_of(store, make.COORDINATOR, row.id, Position(), size=200)
    assert found.total == 500
    assert len(found.rows) == 200
    assert entry.number == "VS2026-0001"


def test_a_client_who_was_merged_counts_as_the_one_it_went_into(store: Store) -> None:
    kept = make.a_client(store, "1001")
    make.a_client(store, "1002", merged_into=kept)
    recorded(store, client_numbers=["1001", "1002"])
    assert [row.client_number for row in entries(store)] == ["1001"]


def test_a_prepared_entry_goes_out_with_its_date_and_channel(store: Store) -> None:
    make.a_client(store)
    number = prepared(store).number
    entry = the_entry(store, number)
    assert entry.sent_on is None
    assert mark_sent(store, make.COORDINATOR, entry.row.id, 1, sent_on=make.TODAY, channel="post") == ()
    sent = the_entry(store, number)
    assert (sent.row.state, sent.sent_on, sent.channel, sent.version) == ("sent", make.TODAY, "post", 2)
    assert [row.number for row in entries(store, client_number="1001")] == [number]


def test_what_changed_between_making_and_sending_is_flagged(store: Store) -> None:
    client = make.a_client(store)
    entry = the_entry(store, prepared(store).number)
    make.restrict(store, client, make.TODAY)
    flags = mark_sent(store, make.COORDINATOR, entry.row.id, 1, sent_on=make.TODAY, channel="post")
    assert flags == ("restricted_client",)
    assert entries(store, is_flagged=True)[0].id == entry.row.id


@pytest.mark.parametrize("sent_on", [make.TODAY + timedelta(days=1), make.TODAY - timedelta(days=1)])
def test_an_entry_goes_out_neither_before_it_was_made_nor_tomorrow(store: Store, sent_on: date) -> None:
    make.a_client(store)
    entry = the_entry(store, prepared(store).number)
    with pytest.raises(BadInput) as caught:
        mark_sent(store, make.COORDINATOR, entry.row.id, 1, sent_on=sent_on, channel="post")
    assert caught.value.field == "sent_on"
    assert the_entry(store, entry.row.number).row.state == "made"


def test_an_annulled_entry_stays_with_its_reason_but_no_longer_counts(store: Store) -> None:
    make.a_client(store)
    number = recorded(store, remark="by courier").number
    entry = the_entry(store, number)
    with pytest.raises(BadInput):
        annul(store, make.OFFICER, entry.row.id, 1, why="  ")
    annul(store, make.OFFICER, entry.row.id, 1, why="Wrong client number")
    kept = the_entry(store, number)
    assert (kept.row.state, kept.annulled_on) == ("annulled", make.TODAY)
    assert kept.remark == "by courier\nWrong client number"
    with store.read(make.COORDINATOR, Act.DISCLOSURE_LIST) as reader:
        assert sum(total.entries for total in totals(reader, make.COORDINATOR, Filter())) == 0


def test_only_the_officer_says_that_what_was_recorded_as_sent_never_was(store: Store) -> None:
    make.a_client(store)
    entry = the_entry(store, recorded(store).number).row
    with pytest.raises(NotAllowed):
        annul(store, make.COORDINATOR, entry.id, 1, why="never happened")
    assert the_entry(store, entry.number).row.state == "sent"
    made = the_entry(store, prepared(store).number).row
    annul(store, make.COORDINATOR, made.id, 1, why="not needed after all")
    assert the_entry(store, made.number).row.state == "annulled"


def test_nobody_overwrites_what_somebody_else_did_meanwhile(store: Store) -> None:
    make.a_client(store)
    entry = the_entry(store, prepared(store).number).row
    annul(store, make.OFFICER, entry.id, 1, why="not needed")
    for version in (1, 2):
        with pytest.raises(ChangedMeanwhile):
            mark_sent(store, make.COORDINATOR, entry.id, version, sent_on=make.TODAY, channel="email")
        with pytest.raises(ChangedMeanwhile):
            annul(store, make.COORDINATOR, entry.id, version, why="again")
    with pytest.raises(ChangedMeanwhile):
        tell_source(store, make.COORDINATOR, entry.id, 2, told_on=make.TODAY)
    with pytest.raises(NotFound):
        annul(store, make.COORDINATOR, 12345, 1, why="x")
    assert the_entry(store, entry.number).row.state == "annulled"


def test_received_data_ask_that_their_source_be_told_within_a_month(store: Store) -> None:
    make.a_client(store)
    number = recorded(store, direction="in", happened_on=date(2026, 10, 31), **TO_PANTEIA).number
    recorded(store)
    (row,) = entries(store, is_source_untold=True)
    assert (row.number, row.state, row.tell_by) == (number, "received", date(2026, 11, 30))
    for impossible in (date(2026, 10, 30), date(2026, 11, 24)):
        with pytest.raises(BadInput) as caught:
            tell_source(store, make.COORDINATOR, row.id, 1, told_on=impossible)
        assert caught.value.field == "told_on"
    tell_source(store, make.COORDINATOR, row.id, 1, told_on=date(2026, 11, 5))
    assert entries(store, is_source_untold=True) == []
    assert the_entry(store, number).row.tell_by is None
    with pytest.raises(ChangedMeanwhile):
        tell_source(store, make.COORDINATOR, row.id, 1, told_on=date(2026, 11, 6))


def test_the_list_is_newest_first_and_pages_by_key_both_ways(store: Store) -> None:
    make.a_client(store)
    for day in (5, 20, 11, 20, 3, 20):
        recorded(store, happened_on=date(2026, 11, day))
    newest_first = [f"VS2026-000{n}" for n in (6, 4, 2, 3, 1, 5)]
    seen, position, sizes = [], Position(), []
    with store.read(make.MANAGER, Act.DISCLOSURE_LIST) as reader:
        while True:
            page = listed_by_two(reader, position)
            seen += [row.number for row in page.rows]
            sizes.append(page.total)
            if page.after is None:
                break
            position = Position(after=page.after)
        back = listed_by_two(reader, Position(before=page.before))
    assert seen == newest_first
    assert set(sizes) == {6}
    assert [row.number for row in back.rows] == newest_first[2:4]


def test_of_one_day_what_was_recorded_last_comes_first_also_with_a_clock_that_was_set_back(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    make.a_client(store)
    monkeypatch.setattr(ids, "_last", 0)  # put back after this test
    ids.begin_after(datetime.now(UTC) + timedelta(days=1))
    numbers = [recorded(store).number for _ in range(12)]
    assert [row.number for row in entries(store)] == numbers[::-1]
    assert [row.number for row in entries(store, order="oldest")] == numbers


def listed_by_two(reader: Any, position: Position) -> Any:
    return listed(reader, make.MANAGER, Filter(), position, size=2)


FOUND: list[tuple[dict[str, Any], list[str]]] = [
    ({"recipient": "panteia"}, ["VS2026-0003", "VS2026-0002"]),
    ({"direction": "in"}, ["VS2026-0003"]),
    ({"state": "sent"}, ["VS2026-0002", "VS2026-0001"]),
    ({"is_flagged": True}, ["VS2026-0002"]),
    ({"is_flagged": False}, ["VS2026-0003", "VS2026-0001"]),
    ({"purpose": 9}, ["VS2026-0001"]),
    ({"category": "phone"}, ["VS2026-0003"]),
    ({"since": date(2026, 1, 1), "until": date(2026, 12, 31)}, ["VS2026-0003", "VS2026-0002"]),
    ({"until": date(2025, 12, 31)}, ["VS2026-0001"]),
    ({"client_number": "1002"}, ["VS2026-0001"]),
    ({"client_number": "77"}, []),
    ({"search": "0002"}, ["VS2026-0002"]),
    ({"search": " Dossier/7 "}, ["VS2026-0001"]),
    ({"search": "100%"}, []),
    ({"recipient": "panteia", "is_flagged": True, "direction": "in"}, []),
]


def test_each_filter_leaves_what_it_says(store: Store) -> None:
    for number in ("1001", "1002"):
        make.a_client(store, number)
    recorded(store, happened_on=date(2025, 3, 1), client_numbers=["1001", "1002"], reference="DOSSIER/7")
    recorded(store, **{**TO_PANTEIA, "categories": ["bsn"]}, happened_on=date(2026, 3, 1))
    recorded(store, **{**TO_PANTEIA, "categories": ["phone"]}, direction="in", happened_on=date(2026, 4, 1))
    for which, numbers in FOUND:
        assert [row.number for row in entries(store, **which)] == numbers, which
        with store.read(make.COORDINATOR, Act.DISCLOSURE_LIST) as reader:
            counted = totals(reader, make.COORDINATOR, Filter(**which))
            assert sum(total.entries for total in counted) == len(numbers), which
            assert years(reader) == [2026, 2025]


def test_totals_count_entries_clients_and_flags_per_recipient(store: Store) -> None:
    a_recipient(store, MUNICIPALITY, "NL")
    make.a_client(store, "1001")
    make.a_client(store, "1002")
    recorded(store, client_numbers=["1001", "1002"])
    recorded(store, client_numbers=["1001"])
    recorded(store, recipient_id=MUNICIPALITY, categories=["bsn"])
    annulled = the_entry(store, recorded(store).number).row
    annul(store, make.OFFICER, annulled.id, 1, why="never went")
    with store.read(make.MANAGER, Act.DISCLOSURE_LIST) as reader:
        found = [(t.code, t.entries, t.clients, t.flagged) for t in totals(reader, make.MANAGER, Filter())]
    assert found == [
        ("duo", 2, 3, 0),
        ("bureau_ice", 0, 0, 0),
        ("panteia", 0, 0, 0),
        ("library", 0, 0, 0),
        ("r90", 1, 1, 1),
    ]


def test_what_counts_is_everything_but_the_annulled(store: Store) -> None:
    make.a_client(store)
    kept, received = recorded(store).number, recorded(store, direction="in").number
    made, gone = prepared(store).number, recorded(store).number
    annul(store, make.OFFICER, the_entry(store, gone).row.id, 1, why="never went")
    assert [row.number for row in entries(store, counting=True)] == [made, received, kept]
    assert [row.number for row in entries(store, counting=False)] == [gone]


def test_the_search_knows_a_client_by_its_whole_number_also_one_that_was_merged(store: Store) -> None:
    kept = make.a_client(store, "K-1001")
    make.a_client(store, "K-1002", merged_into=kept)
    make.a_client(store, "K-10011")
    number = recorded(store, client_numbers=["K-1001"]).number
    recorded(store, client_numbers=["K-10011"])
    for typed in ("k-1001", "K-1002", " K-1001 "):
        assert [row.number for row in entries(store, search=typed)] == [number]
    assert entries(store, search="K-100") == []


def test_who_may_not_list_clients_gets_counts_and_nothing_that_names_or_finds_one(store: Store) -> None:
    make.a_client(store, "1001")
    number = recorded(store, reference="Amina", remark="Amina was here").number
    with store.read(make.MANAGER, Act.DISCLOSURE_LIST) as reader:

        def found(**which: Any) -> list[Row]:
            return listed(reader, make.MANAGER, Filter(**which), Position()).rows

        (row,) = found()
        assert (row.clients, row.client_number) == (1, None)
        assert [row.number for row in found(search=number)] == [number]
        for hidden in ({"search": "1001"}, {"search": "amina"}, {"client_number": "1001"}, {"client_number": "9"}):
            assert found(**hidden) == []
        for which in (Filter(search="amina"), Filter(client_number="1001")):
            assert [total.entries for total in totals(reader, make.MANAGER, which)] == [0, 0, 0, 0]
        entry = the_disclosure(reader, make.MANAGER, number)
    assert (entry.row.client_number, entry.reference, entry.remark) == (None, None, None)
    full = the_entry(store, number)
    assert (full.row.client_number, full.reference, full.remark) == ("1001", "Amina", "Amina was here")


def test_the_clients_of_an_entry_are_for_those_who_may_list_them_and_the_look_is_logged_once(store: Store) -> None:
    make.a_client(store)
    entry = the_entry(store, recorded(store).number).row.id
    with pytest.raises(NotAllowed):
        clients_of(store, make.MANAGER, entry, Position())
    for _time in range(2):
        (person,) = clients_of(store, make.COORDINATOR, entry, Position(), sitting="s").rows
    assert (person.number, person.name) == ("1001", "Testpersoon, Amina")
    with store.read(make.OFFICER, Act.LOG_VIEW) as reader:
        looks: list[dict[str, Any]] = reader.all(dict, "select subject_kind, subject_id from log where chain = 'look'")
    assert looks == [{"subject_kind": "disclosure", "subject_id": entry}]


def test_a_number_that_does_not_exist_is_said_so(store: Store) -> None:
    with store.read(make.MANAGER, Act.DISCLOSURE_LIST) as reader, pytest.raises(NotFound):
        the_disclosure(reader, make.MANAGER, "VS2026-0404")


def test_only_an_active_recipient_is_offered_and_one_outside_the_statement_is_warned_of(store: Store) -> None:
    a_recipient(store, MUNICIPALITY, "NL")
    a_recipient(store, ABROAD, "CH", active=False)
    added(store, "recipient_categories", recipient_id=MUNICIPALITY, category="address", use="usual")
    with store.read(make.COORDINATOR, Act.DISCLOSURE_RECORD) as reader:
        offered = recipients.active(reader)
        assert [r.code for r in offered] == [*recipients.HABITS, "r90"]
        assert [r.code for r in recipients.all_of_them(reader)][-1] == "r91"
    town = offered[-1]
    assert town.warning is not None
    assert town.usual_categories == ("address",)
    assert town.never_categories == ("bsn",)
    assert all(r.warning is None and r.habit is not None for r in offered[:-1])


def test_the_year_of_the_number_is_that_of_its_recording(store: Store) -> None:
    make.a_client(store)
    recorded(store, happened_on=date(2019, 5, 1))
    assert entries(store)[0].number == "VS2026-0001"
    with store.read(make.MANAGER, Act.DISCLOSURE_LIST, Subject("disclosure")) as reader:
        assert reader.value("select last from counters where kind = 'disclosure' and year = 2026") == 1


def test_an_unknown_number_is_said_but_a_bsn_in_its_place_is_not(store: Store) -> None:
    make.a_client(store)
    with pytest.raises(BadInput) as refusal:
        recorded(store, client_numbers=["1001", "4711", "999990019", "![x](http://x)"])
    text = put(refusal.value.sentence, "en")
    assert "4711" in text
    assert "1 more cannot be a client number" in text
    assert "…" not in text
    assert "019" in text
    assert "999990019" not in text
    assert "http" not in text


def test_the_categories_of_an_entry_stand_in_the_order_of_the_statement_each_once(store: Store) -> None:
    make.a_client(store)
    recorded(store, categories=["invoices", "bsn", "names", "bsn"])
    assert entries(store)[0].categories == ["names", "bsn", "invoices"]


TO_STRANGER: dict[str, Any] = {
    "recipient_id": None,
    "stranger": Stranger(" Verkeerd  Bureau ", "GB"),
    "categories": ["names", "bsn"],
    "purpose": 9,
}


def the_strangers(store: Store) -> list[recipients.Recipient]:
    with store.read(make.MANAGER, Act.RECIPIENT_VIEW) as reader:
        return recipients.strangers(reader)


def test_what_went_to_somebody_who_is_no_recipient_is_kept_with_who_that_was(store: Store) -> None:
    make.a_client(store)
    with store.read(make.COORDINATOR, Act.DISCLOSURE_RECORD) as reader:
        facts: dict[str, Any] = {"happened_on": make.TODAY, "client_numbers": ["1001"], "ground": "contract"}
        told = foreseen(reader, direction="out", **facts, **TO_STRANGER)
    assert the_strangers(store) == [], "only foreseen"
    same = new_id()
    entry = recorded(store, id=same, **TO_STRANGER)
    assert entry.flags == ("stranger", "outside_eea", "bsn_not_duo") == tuple(finding.code for finding in told)
    assert recorded(store, id=same, **TO_STRANGER) == entry
    (bureau,) = the_strangers(store)
    assert (bureau.name, bureau.country, bureau.active, bureau.in_statement, bureau.role) == (
        "Verkeerd Bureau", "GB", False, False, "independent",
    )  # fmt: skip
    assert the_entry(store, entry.number).row.recipient_name == "Verkeerd Bureau"
    assert [row.number for row in entries(store, recipient=bureau.code)] == [entry.number]
    assert "verkeerd" not in bureau.code
    assert not any("Bureau" in field for line in log_of(store, Act.DISCLOSURE_RECORD) for field in line["fields"])
    with store.read(make.COORDINATOR, Act.DISCLOSURE_RECORD) as reader:
        assert bureau.id not in [one.id for one in recipients.active(reader)]
        assert bureau.id not in [one.id for one in recipients.of_any_time(reader)]
        assert [one.id for one in recipients.all_of_them(reader)][-1] == bureau.id
    with pytest.raises(BadInput, match="may not be delivered"):
        prepared(store, recipient_id=bureau.id, categories=["names"])


def test_the_same_stranger_is_one_and_in_another_country_another(store: Store) -> None:
    make.a_client(store)
    for name, country in (("Bureau X", "NL"), ("bureau  x", "NL"), ("Bureau X", "BE")):
        recorded(store, **TO_STRANGER | {"stranger": Stranger(name, country), "categories": ["names"]})
    assert [(one.name, one.country) for one in the_strangers(store)] == [("Bureau X", "NL"), ("Bureau X", "BE")]
    assert [row.flags for row in entries(store)] == [["stranger"]] * 3
    recorded(store, **TO_STRANGER | {"stranger": Stranger("Bureau Y", "GB"), "direction": "in"})
    assert entries(store, direction="in")[0].flags == [], "from whom data come need not be a recipient"


NO_STRANGERS: list[tuple[Stranger | None, str]] = [
    (None, "recipient"),
    (Stranger(" ", "NL"), "stranger_name"),
    (Stranger("x" * 201, "NL"), "stranger_name"),
    (Stranger("Panteia", "NL"), "stranger_name"),
    (Stranger("Bureau X", None), "stranger_country"),
    (Stranger("Bureau X", "Atlantis"), "stranger_country"),
]


def test_a_stranger_needs_a_name_of_its_own_and_a_country(store: Store) -> None:
    make.a_client(store)
    for stranger, field in NO_STRANGERS:
        with pytest.raises(BadInput, match="saved") as refusal:
            recorded(store, **TO_STRANGER | {"stranger": stranger})
        assert refusal.value.field == field, stranger
        assert entries(store) == [], stranger
        assert the_strangers(store) == [], stranger


def test_a_stranger_is_kept_only_with_its_entry_and_by_those_who_record(store: Store) -> None:
    make.a_client(store)
    with pytest.raises(BadInput):
        recorded(store, **TO_STRANGER | {"categories": []})
    with pytest.raises(NotAllowed):
        recorded(store, make.MANAGER, **TO_STRANGER)
    assert the_strangers(store) == []
