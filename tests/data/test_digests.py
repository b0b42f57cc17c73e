"""What asks for attention of whom, as a mail and in a calendar, without anything of a client."""

import sys
from collections.abc import Iterator
from datetime import date, timedelta
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from icalendar import Calendar, Event

from data_layer import breaches
from data_layer.destroying import proposing
from data_layer.destroying.foreseeing import Scope
from data_layer.digests import last_days
from data_layer.digests.last_days import CalendarFile
from data_layer.digests.letter import ADDRESSES, letter
from data_layer.digests.sending import send_due
from data_layer.digests.work import Kind, Whose, Work, work_of
from data_layer.errors import BadInput, NotAllowed
from data_layer.ids import new_id
from data_layer.requests import request_events
from data_layer.requests.request_queue import Filter
from data_layer.rules.access import Act
from data_layer.rules.reminders import Urgency
from data_layer.settings import Settings
from data_layer.staff import THE_DESK, Actor
from data_layer.store import Store
from data_layer.vocabulary import Right
from pages.shared.navigation import BREACHES, COMPLAINT, DESTRUCTION, REQUEST
from tests import make
from tests.data.mail_server import Box, serving

MARK = "Merkteken"
MARKED = ("Merkteken", make.BSN, "0612340000", "612340000", "merkteken@", "Geheimstraat")
ABSENT = 9  # a colleague who is away
CASES = {
    "V2026-0001": "overdue",
    "V2026-0002": "the last day",
    "V2026-0003": "on track",
    "V2026-0004": "nobody's",
    "V2026-0005": "of the absent colleague, soon",
    "V2026-0006": "a withdrawal of Friday",
    "V2026-0007": "waits 18 days",
    "V2026-0008": "on track, with a copy since Monday a week ago",
    "V2026-0009": "answered and not finished",
}


def fill(store: Store) -> None:
    client_id = make.a_client(store, "1001", first_names=MARK, surname=MARK, bsn=make.BSN)
    make.a_record(store, "phones", client_id, phone="+31612340000")
    make.a_record(store, "emails", client_id, email="merkteken@example.test")
    with store.change(THE_DESK, Act.STAFF_CHANGE) as change:
        change.insert("staff", id=ABSENT, name="Wies Weg", email="9@example.test", roles=["coordinator"],
                      replaced_by=make.COORDINATOR.staff_id, replaced_until=make.TODAY)  # fmt: skip
    about: dict[str, Any] = {"client_id": client_id, "applicant_name": MARK, "asked": f"{MARK} {make.BSN}"}
    mine = {**about, "handler_id": make.COORDINATOR.staff_id}
    make.a_request(store, date(2026, 10, 20), **mine)
    make.a_request(store, date(2026, 10, 22), **mine)
    make.a_request(store, date(2026, 11, 20), **mine)
    make.a_request(store, date(2026, 11, 20), person_name=MARK, applicant_contact="merkteken@example.test")
    make.a_request(store, date(2026, 11, 5), **about, handler_id=ABSENT)
    make.a_request(store, date(2026, 11, 20), **mine, right=Right.CONSENT_WITHDRAWAL)
    waits, copied, answered = (make.a_request(store, date(2026, 11, 2), **mine) for _ in range(3))
    with store.change(make.COORDINATOR, Act.REQUEST_PROGRESS) as change:
        for number, sets in (
            (waits, "waiting_since = date '2026-11-05', state = 'waiting'"),
            (copied, "copy_since = date '2026-11-16', safe_last_day = '2026-12-18', legal_last_day = '2026-12-18'"),
            (answered, "answered_on = date '2026-11-03', state = 'answered', outcome = 'granted'"),
        ):
            change.execute(f"update requests set {sets} where number = $number", number=number)  # noqa: S608 - of this test
    complaint = {"subject": MARK, "safe_last_day": date(2026, 12, 14), "legal_last_day": date(2026, 12, 14)}
    for number, handler_id in (("K2026-0001", None), ("K2026-0002", make.COORDINATOR.staff_id)):
        make.a_record(store, "complaints", client_id, number=number, received_on=date(2026, 11, 13),
                      handler_id=handler_id, **complaint)  # fmt: skip
    aware_at = make.NOW - timedelta(hours=80)
    breaches.record_breach(store, make.OFFICER, id=new_id(), aware_at=aware_at, what=f"Mail van {MARK} kwijt")
    make.a_due_client(store, "2001")
    proposing.propose(store, make.DEPUTY, id=new_id(), scope=Scope(numbers=("2001",)))


@pytest.fixture(scope="module")
def desk_file(tmp_path_factory: pytest.TempPathFactory, new_store_file: Path) -> Path:
    return make.a_filled_file(tmp_path_factory.mktemp("digests"), new_store_file, fill)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory, desk_file: Path) -> Iterator[Store]:
    """For tests that change nothing of the requests."""
    yield from make.a_lasting_store(tmp_path_factory.mktemp("desk") / "desk.duckdb", desk_file)


def work(store: Store, person: Actor) -> Work:
    with store.read(THE_DESK, Act.DIGEST_VIEW) as reader:
        return work_of(reader, person, make.NOW)


def numbers(found: Work, urgency: Urgency) -> list[str]:
    return [item.number for item in found.of(urgency)]


def test_a_handler_hears_of_own_work_of_a_colleague_who_is_away_and_of_what_is_nobodys(desk: Store) -> None:
    found = work(desk, make.COORDINATOR)
    assert numbers(found, Urgency.LATE) == ["V2026-0001", "V2026-0006", "K2026-0001", "K2026-0002", "V2026-0008"]
    assert numbers(found, Urgency.URGENT) == ["V2026-0002"]
    assert numbers(found, Urgency.SOON) == ["V2026-0005", "V2026-0004", "V2026-0007", "V2026-0009"]
    by_number = {item.number: item for item in found.items}
    assert [by_number[n].days_left for n in ("V2026-0001", "V2026-0002", "V2026-0006")] == [-3, 0, -3]
    assert by_number["V2026-0006"].carry_out_on == date(2026, 11, 20)
    assert {n: item.whose for n, item in by_number.items() if item.whose is not Whose.OWN} == {
        "V2026-0004": Whose.NOBODY,
        "V2026-0005": Whose.REPLACED,
        "K2026-0001": Whose.NOBODY,
    }


def test_who_left_has_work_of_nobody_unless_a_colleague_replaces_them_now(store: Store) -> None:
    def whose(number: str) -> dict[str, Whose]:
        return {item.number: item.whose for item in work(store, make.OFFICER).items if item.number == number}

    number = make.a_request(store, date(2026, 10, 20), handler_id=make.COORDINATOR.staff_id)
    assert whose(number) == {}
    with store.change(THE_DESK, Act.STAFF_CHANGE) as change:
        change.execute("update staff set active = false where id = $id", id=make.COORDINATOR.staff_id)
    assert whose(number) == {number: Whose.NOBODY}
    with store.change(THE_DESK, Act.STAFF_CHANGE) as change:
        change.execute("update staff set replaced_by = 3, replaced_until = date '2026-11-22' where id = 2")
    assert whose(number) == {number: Whose.NOBODY}
    with store.change(THE_DESK, Act.STAFF_CHANGE) as change:
        change.execute("update staff set replaced_until = null where id = 2")
    assert whose(number) == {number: Whose.REPLACED}


def test_the_privacy_officer_hears_of_breaches_and_destructions_but_not_of_an_own_proposal(desk: Store) -> None:
    def of_role(person: Actor) -> dict[str, Urgency]:
        return {item.number: item.urgency for item in work(desk, person).items if item.whose is Whose.ROLE}

    assert of_role(make.OFFICER) == {"D2026-0001": Urgency.LATE, "B2026-0001": Urgency.SOON}
    assert of_role(make.DEPUTY) == {"D2026-0001": Urgency.LATE}
    assert of_role(make.COORDINATOR) == {}
    assert numbers(work(desk, make.OFFICER), Urgency.LATE)[0] == "D2026-0001"
    for person in (make.MANAGER, make.ADMINISTRATOR):
        assert not work(desk, person).items


def test_a_mail_says_how_much_there_is_and_leads_to_each_case(desk: Store) -> None:
    said = letter(work(desk, make.COORDINATOR), "https://balie.example.test")
    assert said.subject == "STEP Privacybalie: 5 te laat, 1 dringend, 4 binnenkort"
    assert "Dit vraagt vandaag, 23 november 2026, uw aandacht." in said.text
    assert (
        "- V2026-0002 · inzage · veilige dag 22 november 2026, uiterste dag 23 november 2026"
        " · vandaag is de uiterste dag · de veilige dag is voorbij: antwoord nu\n  https://balie.example.test/verzoek?nummer=V2026-0002\n"
    ) in said.text
    assert "veilige en uiterste dag 20 november 2026 · 3 dagen te laat" in said.text
    assert "18 dagen geen antwoord: stuur een herinnering" in said.text
    assert "<a href='https://balie.example.test/klacht?nummer=K2026-0002'>K2026-0002</a>" in said.html
    assert "lang='nl'" in said.html
    without = letter(work(desk, make.COORDINATOR), None, "en")
    assert without.subject == "STEP Privacybalie: 5 too late, one urgent, 4 soon"
    assert "http" not in without.text + without.html
    screens = {Kind.REQUEST: REQUEST, Kind.COMPLAINT: COMPLAINT, Kind.BREACH: BREACHES, Kind.BATCH: DESTRUCTION}
    assert set(screens) == set(Kind)
    assert {kind: address.partition("?")[0] for kind, address in ADDRESSES.items()} == {
        kind: screen.address for kind, screen in screens.items()
    }


def test_a_very_long_list_is_shortened_and_says_so(desk: Store) -> None:
    found = work(desk, make.COORDINATOR)
    said = letter(Work(found.day, found.of(Urgency.URGENT) * 42), None)  # type: ignore[arg-type]  # a list will do
    assert said.text.count("V2026-0002") == 40
    assert "- en nog 2" in said.text


def events(body: bytes) -> list[Event]:
    assert body.count(b"\n") == body.count(b"\r\n"), "RFC 5545 3.1: every line ends with both"
    assert max(map(len, body.split(b"\r\n"))) <= 75, "and is folded"
    parsed = Calendar.from_ical(body)
    assert str(parsed["version"]) == "2.0"
    assert "method" not in parsed, "nobody is invited, so there is no organizer either"
    return [event for event in parsed.walk("VEVENT") if isinstance(event, Event)]


def test_last_days_come_as_a_calendar_that_knows_its_entries_again(desk: Store) -> None:
    desk.settings = desk.settings.model_copy(update={"desk_address": "https://balie.example.test"})
    found = events(last_days.made(desk, make.COORDINATOR, CalendarFile(None, "nl")))
    named = {str(event["uid"]): event for event in found}
    assert set(named) == {
        *(f"V2026-000{n}.request@step-privacybalie" for n in (1, 2, 3, 5, 6, 7, 8)),
        "K2026-0002.complaint@step-privacybalie",
    }
    first = named["V2026-0002.request@step-privacybalie"]
    assert str(first["summary"]) == "V2026-0002 inzage: veilige dag"
    assert (first.decoded("dtstart"), first.decoded("dtend")) == (date(2026, 11, 22), date(2026, 11, 23))
    assert str(first["description"]) == "Uiterste dag: 23 november 2026."
    assert str(first["url"]) == "https://balie.example.test/verzoek?nummer=V2026-0002"
    (alarm,) = first.walk("VALARM")
    assert alarm.decoded("trigger") == timedelta(days=-1, hours=-15)
    assert first.decoded("last-modified") == first.decoded("dtstamp") == make.NOW
    assert named["K2026-0002.complaint@step-privacybalie"].decoded("last-modified").date() == date(2026, 11, 13)
    waits, withdrawal = (named[f"V2026-000{n}.request@step-privacybalie"] for n in (7, 6))
    assert [str(event["status"]) for event in (first, waits)] == ["CONFIRMED", "TENTATIVE"]
    assert withdrawal.decoded("dtstart") == date(2026, 11, 20)
    assert str(withdrawal["summary"]) == "V2026-0006 intrekking van toestemming: uit te voeren"


def test_a_changed_case_is_a_newer_entry_an_answered_one_is_in_no_calendar_and_an_empty_one_is_not_made(
    store: Store,
) -> None:
    number = make.a_request(store, make.TODAY, handler_id=make.COORDINATOR.staff_id)
    mine = CalendarFile(None, "nl")
    (before,) = events(last_days.made(store, make.COORDINATOR, mine))
    store.clock = lambda: make.NOW + timedelta(hours=1)
    request_events.note(store, make.COORDINATOR, make.seen(store, number), event_id=new_id(), happened_on=make.TODAY,
                        body="Iets")  # fmt: skip
    (after,) = events(last_days.made(store, make.COORDINATOR, mine))
    assert str(after["uid"]) == str(before["uid"])
    assert int(str(after["sequence"])) > int(str(before["sequence"]))
    assert after.decoded("last-modified") - before.decoded("last-modified") == timedelta(hours=1)
    with store.change(make.COORDINATOR, Act.REQUEST_PROGRESS) as change:
        change.execute("update requests set answered_on = $today", today=make.TODAY)
    with pytest.raises(BadInput, match="no last days for a calendar"):
        last_days.made(store, make.COORDINATOR, mine)


def test_the_calendar_of_a_list_follows_its_filter_and_stands_in_the_log(desk: Store) -> None:
    found = events(last_days.made(desk, make.MANAGER, CalendarFile(Filter(handler="nobody"), "nl")))
    assert [str(event["summary"]) for event in found] == ["V2026-0004 inzage: veilige dag"]
    (entry,) = make.rows(desk, "select act, reason_code, count from log where staff_id = $id", id=make.MANAGER.staff_id)
    assert entry == {"act": "export.run", "reason_code": "calendar", "count": 1}
    with pytest.raises(NotAllowed):
        last_days.made(desk, make.ADMINISTRATOR, CalendarFile(None, "nl"))


def command(monkeypatch: pytest.MonkeyPatch, settings: Settings, *words: str, **more: str) -> int:
    from data_layer.__main__ import main  # noqa: PLC0415 - the command as a shell starts it

    told = {"STORE": settings.store, "STORE_KEY": settings.key(), "TODAY": make.TODAY, **more}
    for name, value in told.items():
        monkeypatch.setenv(f"STEP_{name}", str(value))
    monkeypatch.setattr(sys, "argv", ["data_layer", "digest", *words])
    with pytest.raises(SystemExit) as ended:
        main()
    return int(ended.value.code or 0)


def whole(mail: EmailMessage) -> str:
    """The headers and every part, as they are read."""
    parts = [str(part.get_content()) for part in mail.walk() if not part.is_multipart()]
    return "\n".join((*(f"{name}: {value}" for name, value in mail.items()), *parts))


def test_the_command_prints_mails_and_writes_without_a_word_of_any_client(
    settings: Settings, desk_file: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    settings.store.write_bytes(desk_file.read_bytes())
    file, box = settings.store.with_name("days.ics"), Box()
    assert command(monkeypatch, settings) == 0
    printed = capsys.readouterr().out
    for person in (make.COORDINATOR, make.OFFICER, make.DEPUTY):
        assert f"== {person.staff_id} {person.name}" in printed
    assert "Mia" not in printed
    assert set(CASES) <= {word for line in printed.splitlines() for word in line.split()} | {"V2026-0003"}
    assert command(monkeypatch, settings, "--for", "3@EXAMPLE.test", "--html", "--language", "en") == 0
    html = capsys.readouterr().out
    assert html.startswith("<!doctype html>")
    assert "report it to the authority now" in html
    assert command(monkeypatch, settings, "--ics", str(file)) == 0
    assert "10 uiterste dagen staan nu in" in capsys.readouterr().out
    assert len(events(file.read_bytes())) == 10
    with serving(box) as port:
        there = {"SMTP_HOST": "127.0.0.1", "SMTP_PORT": str(port), "SMTP_SECURITY": "none", "MAIL_FROM": "b@x.test"}
        assert command(monkeypatch, settings, "--send", "--for", "2", **there) == 0
        assert "Er is één mail verstuurd." in capsys.readouterr().out
        assert command(monkeypatch, settings, "--send", **there) == 0
        assert "Er zijn 3 mails verstuurd." in capsys.readouterr().out
        assert command(monkeypatch, settings, "--send", **there) == 0
        assert "Er zijn 0 mails verstuurd." in capsys.readouterr().out
    assert box.to == ["2@example.test", "4@example.test", "3@example.test", "9@example.test"]
    for text in (printed, html, file.read_text(encoding="utf-8"), *map(whole, box.mails)):
        assert not [mark for mark in MARKED if mark.lower() in text.lower()]
    assert not [mail["Subject"] for mail in box.mails if "2026" in str(mail["Subject"])]


def test_the_command_says_in_one_sentence_what_is_wrong(
    settings: Settings, desk_file: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    settings.store.write_bytes(desk_file.read_bytes())
    for words, said in (
        (["--send"], "Er is geen mailserver ingesteld"),
        (["--for", "1"], "Niemand met dit nummer of e-mailadres behandelt verzoeken"),
        (["--send", "--ics", "x"], "Kies --send of --ics, niet allebei"),
        (["--ics", str(settings.store.parent / "no" / "x.ics")], "geschreven: dit bestand of deze map bestaat niet."),
        (["--ics", str(settings.store.parent)], "geschreven: het is een map en geen bestand."),
    ):
        assert command(monkeypatch, settings, *words) == 1
        told = capsys.readouterr()
        assert said in told.err
        assert len(told.err.splitlines()) == 1
    assert command(monkeypatch, settings, "--send", TODAY="2026-11-22") == 0
    assert "Vandaag is een vrije dag" in capsys.readouterr().out


def test_only_the_desk_itself_mails(desk: Store) -> None:
    for person in make.EVERYBODY:
        with pytest.raises(NotAllowed):
            send_due(desk, person)
