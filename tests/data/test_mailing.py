"""Reminders on their way: over a real mail server, once a day, and what happens when it does not work."""

import logging
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr, ValidationError

from data_layer import schedule
from data_layer.digests import sending
from data_layer.digests.sending import Standing, is_time, send_due, standing
from data_layer.errors import BadInput, StoreUnavailable
from data_layer.mailing import PROBLEMS
from data_layer.rules.access import Act
from data_layer.settings import Settings, read_settings
from data_layer.staff import THE_DESK
from data_layer.store import Store
from tests import make
from tests.data.mail_server import PASSWORD, USER, Box, a_certificate, serving

ALL = ["2@example.test", "4@example.test", "3@example.test"]  # by name


@pytest.fixture
def desk(store: Store) -> Store:
    """A desk where something asks for the attention of all three who handle requests."""
    make.a_request(store, date(2026, 10, 1))
    return store


def with_mail(store: Store, port: int, **more: Any) -> None:
    facts = {"smtp_host": "127.0.0.1", "smtp_port": port, "smtp_security": "none", "mail_from": USER, **more}
    store.settings = store.settings.model_copy(update=facts)


def at(store: Store, **later: float) -> None:
    now = make.NOW + timedelta(**later)
    store.clock = lambda: now
    store.settings = store.settings.model_copy(update={"today": now.date()})


def _never(error: Exception) -> None:
    raise AssertionError("this was foreseen") from error


def stands(store: Store) -> Standing:
    with store.read(make.ADMINISTRATOR, Act.STORE_VIEW) as reader:
        return standing(reader)


def test_everybody_gets_one_mail_a_day_over_one_encrypted_connection_after_a_login(
    desk: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    box = Box()
    trusted, encrypted = a_certificate(tmp_path)
    with serving(box, encrypted, login=True) as port:
        login = {"smtp_security": "starttls", "smtp_user": USER, "smtp_password": SecretStr(PASSWORD)}
        with_mail(desk, port, **login)
        assert send_due(desk, THE_DESK).not_tried == 3
        assert stands(desk).why == PROBLEMS["certificate"], "nobody vouches for it"
        monkeypatch.setenv("SSL_CERT_FILE", str(trusted))
        assert send_due(desk, THE_DESK) == sending.Sent(3)
        assert send_due(desk, THE_DESK) == sending.Sent()
        at(desk, days=1)
        assert send_due(desk, THE_DESK).mails == 3
    assert box.to == ALL * 2
    assert len(box.sessions) == 2, "one connection for all mails of a run"
    mail = box.mails[0]
    assert (mail["From"], mail["Auto-Submitted"]) == (f"STEP Privacybalie <{USER}>", "auto-generated")
    assert str(mail["Subject"]) == "STEP Privacybalie: 1 te laat"
    assert mail["Date"].datetime == make.NOW
    assert str(mail["Message-ID"]).endswith("@example.test>")
    assert [part.get_content_type() for part in mail.iter_parts()] == ["text/plain", "text/html"]
    told = make.rows(desk, "select staff_id, day, cases from digests_sent order by day, staff_id")
    assert told == [
        {"staff_id": who, "day": day, "cases": 1} for day in (make.TODAY, date(2026, 11, 24)) for who in (2, 3, 4)
    ]
    assert make.asked(desk, "select count(*) from log where act = 'digest.send' and reason_code is null") == 6


def test_a_refused_address_keeps_nobody_else_from_theirs_and_is_tried_again(
    desk: Store, caplog: pytest.LogCaptureFixture
) -> None:
    with desk.change(THE_DESK, Act.STAFF_CHANGE) as change:
        change.execute("update staff set email = $email where id = 3", email="no address\nBcc: x@y.nl")
    box = Box(refuses=("4@example.test",))
    with serving(box) as port:
        with_mail(desk, port)
        with caplog.at_level(logging.WARNING):
            schedule._guarded(schedule.reminders, desk, _never)
        assert box.to == ["2@example.test"]
        assert "nobody" not in caplog.text
        assert "The mail server did not take the mail for this address" in caplog.text
        assert "@" not in caplog.text.replace("data_layer", "")
        assert stands(desk).why == PROBLEMS["recipient"]
        assert stands(desk).whose == make.OFFICER.name
        with desk.change(THE_DESK, Act.STAFF_CHANGE) as change:
            change.execute("update staff set email = '3@example.test' where id = 3")
        box.refuses, box.later = (), ("3@example.test",)
        assert send_due(desk, THE_DESK) == sending.Sent(1, 1, 0, PROBLEMS["later"])
        box.later = ()
        assert send_due(desk, THE_DESK) == sending.Sent(1)
        assert box.to == ALL
    assert stands(desk) == Standing(make.NOW), "what went wrong before is over"


@pytest.mark.filterwarnings("ignore:Requiring AUTH")  # of the server of the test, which is on this machine
def test_a_server_that_fails_is_told_and_what_was_sent_is_not_sent_again(desk: Store) -> None:
    box = Box(takes=1)
    with serving(box, login=True) as port:
        with_mail(desk, port)
        assert send_due(desk, THE_DESK).why == PROBLEMS["login"], "without a login it takes no mail"
        with_mail(desk, port, smtp_user=USER, smtp_password=SecretStr("wrong"))
        assert send_due(desk, THE_DESK) == sending.Sent(0, 0, 3, PROBLEMS["login"])
        with_mail(desk, port, smtp_user=None, smtp_password=None, smtp_security="starttls")
        assert send_due(desk, THE_DESK).why == PROBLEMS["no_encryption"]
        with_mail(desk, port, smtp_user=USER, smtp_password=SecretStr(PASSWORD))
        assert send_due(desk, THE_DESK) == sending.Sent(1, 0, 2, PROBLEMS["broken_off"])
        box.takes, box.refuses = 9, (USER,)
        assert send_due(desk, THE_DESK).why == PROBLEMS["sender"]
        box.refuses = ()
        assert send_due(desk, THE_DESK) == sending.Sent(2)
    assert box.to == ALL
    assert send_due(desk, THE_DESK) == sending.Sent(), "with nothing to send nobody is called"
    at(desk, days=1)
    assert send_due(desk, THE_DESK).why == PROBLEMS["unreachable"]
    codes = make.rows(desk, "select reason_code, count from log where reason_code <> 'begun' order by seq")
    assert [tuple(code.values()) for code in codes] == [
        ("login", 3), ("login", 3), ("no_encryption", 3), ("broken_off", 2), ("sender", 2), ("unreachable", 3),
    ]  # fmt: skip


def test_a_desk_that_stops_between_mailing_and_noting_repeats_one_mail_and_forgets_none(
    desk: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    box = Box()

    def stopped(*_: object) -> None:
        raise StoreUnavailable(PROBLEMS["broken_off"])

    with serving(box) as port:
        with_mail(desk, port)
        with monkeypatch.context() as patch:
            patch.setattr(sending, "_note", stopped)
            with pytest.raises(StoreUnavailable):
                send_due(desk, THE_DESK)
        assert send_due(desk, THE_DESK).mails == 2, "who was mailed is not mailed again by this process"
        assert box.to == ALL
        sending._mailed.clear()  # as a new start does
        assert send_due(desk, THE_DESK).mails == 1
    assert box.to == [*ALL, ALL[0]]


def test_nothing_is_mailed_while_the_store_cannot_be_written(desk: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    box, change = Box(), desk.change

    def stopped(*words: Any, **facts: Any) -> Any:
        raise StoreUnavailable(PROBLEMS["broken_off"])

    with serving(box) as port:
        with_mail(desk, port)
        monkeypatch.setattr(desk, "change", stopped)
        for _hour in range(2):
            with pytest.raises(StoreUnavailable):
                send_due(desk, THE_DESK)
        assert not box.mails
        monkeypatch.setattr(desk, "change", change)
        assert send_due(desk, THE_DESK).mails == 3


def test_which_days_were_mailed_is_known_for_two_years(desk: Store) -> None:
    with desk.change(THE_DESK, Act.DIGEST_SEND) as noted:
        for day in (date(2024, 11, 22), date(2024, 11, 23)):
            noted.insert("digests_sent", staff_id=2, day=day, sent_at=make.NOW, cases=1)
    with serving(Box()) as port:
        with_mail(desk, port)
        send_due(desk, THE_DESK)
    kept = make.rows(desk, "select distinct day from digests_sent order by day")
    assert [row["day"] for row in kept] == [date(2024, 11, 23), make.TODAY]


def test_who_has_nothing_to_do_gets_no_mail_and_on_a_day_off_nobody_does(store: Store) -> None:
    make.a_request(store, date(2026, 10, 1), handler_id=make.OFFICER.staff_id)
    box = Box()
    with serving(box) as port:
        with_mail(store, port)
        at(store, days=-1)
        assert send_due(store, THE_DESK) == sending.Sent()
        at(store, days=0)
        assert send_due(store, THE_DESK) == sending.Sent(1)
    assert box.to == ["3@example.test"]


def test_the_hour_is_that_of_amsterdam_and_what_was_missed_is_made_up_for_until_the_evening(
    desk: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    def goes_at(hour: int, minute: int, day: date = make.TODAY) -> bool:
        return is_time(desk.settings, day, datetime(2026, 11, 23, hour, minute, tzinfo=UTC))

    # winter: an hour behind
    assert [goes_at(6, 29), goes_at(6, 30), goes_at(16, 59), goes_at(17, 0)] == [False, True, True, False]
    assert not goes_at(8, 0, day=date(2026, 12, 25))
    schedule.reminders(desk)  # without a mail server: nothing happens, nothing is said
    with pytest.raises(BadInput):
        send_due(desk, THE_DESK)
    box = Box()
    with serving(box) as port:
        with_mail(desk, port)
        desk.clock = lambda: datetime(2026, 11, 23, 5, 0, tzinfo=UTC)
        schedule.reminders(desk)
        assert not box.mails
        # a pinned day stays the same day, so nobody gets it twice
        for day in (23, 24):
            desk.clock = lambda day=day: datetime(2026, 11, day, 9, 30, tzinfo=UTC)  # type: ignore[misc]  # bound here
            schedule.reminders(desk)
    assert box.to == ALL


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("SMTP_HOST", "smtp://mail.example.org", "the name of a mail server alone"),
        ("SMTP_HOST", "mail..example.org", "the name of a mail server alone"),
        ("SMTP_PORT", "0", "STEP_SMTP_PORT"),
        ("SMTP_USER", "somebody", "STEP_SMTP_PASSWORD"),
        ("SMTP_USER", "josé", "plain characters"),
        ("SMTP_PASSWORD", "gehéim", "plain characters"),
        ("SMTP_SECURITY", "none", "only for a mail server on this machine"),
        ("SMTP_SECURITY", "ssl", "STEP_SMTP_SECURITY"),
        ("MAIL_FROM", "", "STEP_MAIL_FROM"),
        ("MAIL_FROM", "Balie <balie@example.org>", "one e-mail address"),
        ("DESK_ADDRESS", "balie.example.org", "STEP_DESK_ADDRESS"),
        ("DESK_ADDRESS", "https://balie.example.org/?a=1", "STEP_DESK_ADDRESS"),
        ("DESK_ADDRESS", "https://me:secret@balie.example.org", "STEP_DESK_ADDRESS"),
        ("DIGEST_AT", "half acht", "as 07:30"),
        ("DIGEST_AT", "25:00", "as 07:30"),
    ],
)
def test_a_setting_that_is_nonsense_is_refused_by_name(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, said: str
) -> None:
    monkeypatch.setenv("STEP_SMTP_HOST", "mail.example.org")
    monkeypatch.setenv("STEP_MAIL_FROM", "balie@example.org")
    monkeypatch.setenv(f"STEP_{name}", value)
    with pytest.raises(StoreUnavailable) as refused:
        read_settings()
    assert said in str(refused.value)
    assert "secret" not in str(refused.value)


def test_no_error_tells_a_password_or_a_key() -> None:
    with pytest.raises(ValidationError) as refused:
        Settings(smtp_host="smtp://x", smtp_password=SecretStr("geheim-1"), store_key=["geheim-2"], backup_days="x")  # type: ignore[arg-type]  # as wrong as can be
    assert "STEP_SMTP_USER and STEP_SMTP_PASSWORD go together" in str(refused.value)
    assert "geheim" not in str(refused.value) + repr(refused.value)


def test_settings_that_are_right_are_taken_and_the_password_is_not_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {
        "SMTP_HOST": "localhost", "SMTP_SECURITY": "none", "SMTP_USER": USER, "SMTP_PASSWORD": PASSWORD,
        "MAIL_FROM": "balie@school.local", "DESK_ADDRESS": "http://127.0.0.1:8501/", "DIGEST_AT": "18:15",
    }.items():  # fmt: skip
        monkeypatch.setenv(f"STEP_{name}", value)
    settings = read_settings()
    assert settings.desk_address == "http://127.0.0.1:8501"
    assert PASSWORD not in repr(settings)
    evening = datetime(2026, 11, 23, 17, 20, tzinfo=UTC)
    assert is_time(settings, make.TODAY, evening)
    assert not is_time(settings.model_copy(update={"digest_at": time(7, 30)}), make.TODAY, evening)
    assert "hour='18', minute='15'" in str(schedule._hourly_from(settings.digest_at))
