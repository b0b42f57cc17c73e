"""Last days as a calendar file (iCalendar, RFC 5545): case numbers, days and words, and nothing of any person."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from icalendar import Alarm, Calendar, Event

from data_layer.digests.letter import ADDRESSES
from data_layer.digests.work import KIND_LABELS, Kind
from data_layer.errors import BadInput
from data_layer.rules.deadlines import Phase
from data_layer.rules.sentences import Sentence, say
from data_layer.wording import Language, put

MEDIA_TYPE = "text/calendar"
NO_DAYS = say("There is no unanswered case, so there are no last days for a calendar. No file was made.")
_ALARM = timedelta(days=-1, hours=-15)  # nine in the morning, two days before the day begins
_UID = "step-privacybalie"  # of every desk: a number is enough to know an entry by, and tells of no machine


@dataclass(frozen=True, slots=True)
class LastDay:
    """The day to work to of one case that is not answered yet, and its last day by law.

    `version` rises with each change, the last of which was at `changed_at` (an instant).
    """

    kind: Kind
    number: str
    title: Sentence
    work_to: date
    legal_last_day: date
    phase: Phase | None
    version: int
    changed_at: datetime
    is_withdrawal: bool = False


def calendar(days: Collection[LastDay], desk_address: str | None, language: Language = "nl") -> bytes:
    """The file; the same case has the same entry each time, so that a calendar replaces it.

    Raises BadInput without any day: a calendar without an entry is none (RFC 5545 3.6).
    """
    if not days:
        raise BadInput(NO_DAYS)
    made = Calendar()
    made.add("prodid", "-//STEP Inburgering//STEP Privacybalie//NL")
    made.add("version", "2.0")
    made.add("calscale", "GREGORIAN")
    for day in days:
        made.add_component(_event(day, desk_address, language))
    body: bytes = made.to_ical()
    return body


def _event(day: LastDay, desk_address: str | None, language: Language) -> Event:
    event = Event()
    summary = put(_summary(day), language)
    event.add("uid", f"{day.number}.{day.kind}@{_UID}")
    event.add("dtstamp", day.changed_at)  # RFC 5545 3.8.7.2: without a method it says the same as last-modified
    event.add("last-modified", day.changed_at)
    event.add("sequence", day.version)
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


def complaint_day(
    number: str, safe_last_day: date, legal_last_day: date, version: int, changed_at: datetime
) -> LastDay:
    """The day of a complaint."""
    title = KIND_LABELS[Kind.COMPLAINT]
    return LastDay(Kind.COMPLAINT, number, title, safe_last_day, legal_last_day, None, version, changed_at)
