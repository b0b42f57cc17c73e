"""Last days as a calendar file (iCalendar, RFC 5545): case numbers, days and words, and nothing of any person."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from icalendar import Alarm, Calendar, Event

from data_layer.digests.letter import ADDRESSES
from data_layer.digests.work import KIND_LABELS, Kind
from data_layer.rules.deadlines import Phase
from data_layer.rules.sentences import Sentence, say
from data_layer.wording import Language, put

MEDIA_TYPE = "text/calendar"
_ALARM = timedelta(days=-1, hours=-15)  # nine in the morning, two days before the day begins
_UID = "step-privacybalie"  # of every desk: a number is enough to know an entry by, and tells of no machine


@dataclass(frozen=True, slots=True)
class LastDay:
    """The day to work to of one case that is not answered yet, and its last day by law."""

    kind: Kind
    number: str
    title: Sentence
    work_to: date
    legal_last_day: date
    phase: Phase | None
    is_withdrawal: bool = False


def calendar(days: Iterable[LastDay], now: datetime, desk_address: str | None, language: Language = "nl") -> bytes:
    """The file; the same case has the same entry each time, so that a calendar replaces it."""
    made = Calendar()
    made.add("prodid", "-//STEP Inburgering//STEP Privacybalie//NL")
    made.add("version", "2.0")
    made.add("calscale", "GREGORIAN")
    made.add("method", "PUBLISH")
    for day in days:
        made.add_component(_event(day, now, desk_address, language))
    body: bytes = made.to_ical()
    return body


def _event(day: LastDay, now: datetime, desk_address: str | None, language: Language) -> Event:
    event = Event()
    summary = put(_summary(day), language)
    event.add("uid", f"{day.number}.{day.kind}@{_UID}")
    event.add("dtstamp", now)
    event.add("dtstart", day.work_to)
    event.add("dtend", day.work_to + timedelta(days=1))
    event.add("summary", summary)
    event.add("description", put(_description(day), language))
    event.add("status", "TENTATIVE" if day.phase is Phase.waiting else "CONFIRMED")
    event.add("transp", "TRANSPARENT")
    if desk_address:
        event.add("url", f"{desk_address}/{ADDRESSES[day.kind]}{day.number}")
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", summary)
    alarm.add("trigger", _ALARM)
    event.add_component(alarm)
    return event


def _summary(day: LastDay) -> Sentence:
    if day.is_withdrawal:
        return say("%(number)s %(what)s: to be carried out", number=day.number, what=day.title)
    return say("%(number)s %(what)s: safe day", number=day.number, what=day.title)


def _description(day: LastDay) -> Sentence:
    if day.phase is Phase.waiting:
        return say("Last day by law: %(day)s. Waits for an answer: the days can move.", day=day.legal_last_day)
    return say("Last day by law: %(day)s.", day=day.legal_last_day)


def complaint_day(number: str, safe_last_day: date, legal_last_day: date) -> LastDay:
    """The day of a complaint."""
    return LastDay(Kind.COMPLAINT, number, KIND_LABELS[Kind.COMPLAINT], safe_last_day, legal_last_day, None)
