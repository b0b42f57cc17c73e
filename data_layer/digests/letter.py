"""The work of a day as a mail: its subject, plain text and the same as HTML, with numbers, days and words only."""

from dataclasses import dataclass
from html import escape
from urllib.parse import quote

from data_layer.digests.work import Item, Kind, Whose, Work
from data_layer.rules.reminders import Urgency
from data_layer.rules.sentences import Sentence, say, say_n
from data_layer.wording import Language, put

ADDRESSES = {
    Kind.REQUEST: "verzoek?nummer=",
    Kind.COMPLAINT: "klacht?nummer=",
    Kind.BREACH: "datalekken?nummer=",
    Kind.BATCH: "vernietiging?vernietiging=",
}
"""Where the desk opens what an item is about, before its number."""
_HEADINGS = {Urgency.LATE: say("Too late"), Urgency.URGENT: say("Urgent"), Urgency.SOON: say("Soon")}
_WHOSE = {
    Whose.REPLACED: say("of a colleague whom you replace"),
    Whose.NOBODY: say("without handler"),
}
_DESK = "STEP Privacybalie"
_MOST = 40  # lines under one heading
_STYLE = "font: 15px/1.5 system-ui, sans-serif; max-width: 42rem"


@dataclass(frozen=True, slots=True)
class Letter:
    """A mail without its addresses."""

    subject: str
    text: str
    html: str


def letter(work: Work, desk_address: str | None, language: Language = "nl") -> Letter:
    """The work as a mail; with the address of the desk each line leads to its case."""
    parts = [(urgency, work.of(urgency)) for urgency in Urgency if work.of(urgency)]
    opening = put(say("This asks for your attention on %(day)s.", day=work.day), language)
    closing = put(say("The privacy desk sends this by itself on working days. Nobody reads an answer to it."), language)
    text, html = [opening, ""], [f"<p>{escape(opening)}</p>"]
    for urgency, items in parts:
        heading = f"{put(_HEADINGS[urgency], language)} ({len(items)})"
        text += [heading, *(_line(item, desk_address, language) for item in items[:_MOST])]
        html.append(f"<h2 style='font-size: 1.1em'>{escape(heading)}</h2><ul>")
        html += [_html_line(item, desk_address, language) for item in items[:_MOST]]
        if (more := len(items) - _MOST) > 0:
            words = put(say_n("and one more", "and %(n)s more", more), language)
            text.append(f"- {words}")
            html.append(f"<li>{escape(words)}</li>")
        text.append("")
        html.append("</ul>")
    if desk_address:
        text += [desk_address, ""]
        html.append(f"<p><a href='{escape(desk_address)}'>{_DESK}</a></p>")
    text.append(closing)
    html.append(f"<p style='color: #666'>{escape(closing)}</p>")
    return Letter(_subject(parts, language), "\n".join(text) + "\n", _page("\n".join(html), language))


def link(item: Item, desk_address: str | None) -> str | None:
    """The address at which the desk opens the case; None when the desk's own is not set."""
    return f"{desk_address}/{ADDRESSES[item.kind]}{quote(item.number)}" if desk_address else None


def _subject(parts: list[tuple[Urgency, list[Item]]], language: Language) -> str:
    words = [put(_counted(urgency, len(items)), language) for urgency, items in parts]
    return f"{_DESK}: {', '.join(words)}"


def _counted(urgency: Urgency, count: int) -> Sentence:
    match urgency:
        case Urgency.LATE:
            return say_n("one too late", "%(n)s too late", count)
        case Urgency.URGENT:
            return say_n("one urgent", "%(n)s urgent", count)
        case Urgency.SOON:
            return say_n("one soon", "%(n)s soon", count)


def _line(item: Item, desk_address: str | None, language: Language) -> str:
    line = f"- {item.number} · {_words(item, language)}"
    address = link(item, desk_address)
    return f"{line}\n  {address}" if address else line


def _html_line(item: Item, desk_address: str | None, language: Language) -> str:
    number, address = escape(item.number), link(item, desk_address)
    shown = f"<a href='{escape(address)}'>{number}</a>" if address else f"<b>{number}</b>"
    return f"<li>{shown} · {escape(_words(item, language))}</li>"


def _words(item: Item, language: Language) -> str:
    said: list[Sentence] = [item.title]
    if item.whose in _WHOSE:
        said.append(_WHOSE[item.whose])
    said += _days(item)
    things = "; ".join(put(thing.words, language) for thing in item.things)
    return " · ".join([*(put(sentence, language) for sentence in said), things])


def _days(item: Item) -> list[Sentence]:
    """The days of what is not answered yet, and how many are left."""
    if item.safe_day is None or item.legal_day is None:
        return []
    if item.carry_out_on is not None:
        days = say("to be carried out on %(day)s", day=item.carry_out_on)
    elif item.safe_day == item.legal_day:
        days = say("safe and last day %(day)s", day=item.legal_day)
    else:
        days = say("safe day %(safe)s, last day %(legal)s", safe=item.safe_day, legal=item.legal_day)
    if item.days_left is None:
        return [days]
    if item.days_left == 0:
        return [days, say("today is the last day")]
    if item.days_left < 0:
        return [days, say_n("one day too late", "%(n)s days too late", -item.days_left)]
    return [days, say_n("one day left", "%(n)s days left", item.days_left)]


def _page(body: str, language: Language) -> str:
    return (
        f"<!doctype html>\n<html lang='{language}'><head><meta charset='utf-8'><title>{_DESK}</title></head>\n"
        f"<body style='{_STYLE}'>\n{body}\n</body></html>\n"
    )
