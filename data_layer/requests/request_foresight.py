"""What an act would mean for a request, before it is done: the days that would follow from it."""

from datetime import date

from data_layer.ids import new_id
from data_layer.requests.request_history import events_of
from data_layer.rules.request_course import Course, EventKind, Happened, course_of
from data_layer.transactions import Reader


def course_with(reader: Reader, request_id: int, kind: EventKind, on: date, *, code: str | None = None) -> Course:
    """The course that the request would have if this happened too. Raises ValueError for what cannot happen."""
    happened = Happened(new_id(), kind, on, code=code)
    return course_of([*events_of(reader, request_id), happened], reader.settings.is_free_day)
