"""The overview of all data of a person: what art. 15 GDPR wants told, a letter first and a chapter per category."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from data_layer.documents.chapters import Chapter, Table, Words, capital, chapter_in, table_in, words_in
from data_layer.documents.typesetting import pdf
from data_layer.rules.sentences import Sentence, say, say_n
from data_layer.settings import Settings
from data_layer.vocabulary import SCHOOL
from data_layer.wording import Language, put, shown


@dataclass(frozen=True, slots=True)
class Overview:
    """One overview: to whom, of which request, and what was found, here and elsewhere.

    `places` are the place, the day and what was found; `attached` are the places of which a file goes along; `none`
    are the categories of which there is nothing; `covered` counts the pieces that are blacked out. `on_behalf_of` is
    whose data these are when a representative gets it.
    """

    to: Sequence[str]
    number: str
    received_on: date
    dated: date
    places: Sequence[tuple[Words, date, Words]]
    attached: Sequence[Words]
    chapters: Sequence[Chapter]
    none: Sequence[Sentence]
    covered: int
    on_behalf_of: Sentence | str | None = None


def as_pdf(overview: Overview, settings: Settings, language: Language) -> bytes:
    """The overview as PDF/UA-1: the same bytes for the same overview."""

    title = say("Overview of your data")
    return pdf(
        "overview",
        {
            "lang": language,
            "title": put(title, language),
            "keywords": [overview.number],
            "organisation": SCHOOL,
            "address": settings.address,
            "contact": settings.contact,
            "made_at": datetime.combine(overview.dated, time(12), UTC).isoformat(),
            "number": overview.number,
            "to": [line for line in overview.to if line],
            "pairs": [
                [put(say("Date"), language), shown(overview.dated, language)],
                [put(say("Case number"), language), overview.number],
            ],
            "paragraphs": [words_in(sentence, language) for sentence in _opening(overview)],
            "places": table_in(_places(overview, language), language),
            "after": [words_in(sentence, language) for sentence in _after_places(overview)],
            "attached": [words_in(place, language) for place in overview.attached],
            "closing": [put(say("Kind regards,"), language), SCHOOL],
            "contents": put(say("Contents"), language),
            "covered": put(say("blacked out: is about somebody else"), language),
            "parts": [chapter_in(of, language) for of in (*overview.chapters, *_closing_chapters(overview, language))],
        },
        is_copy=True,
    )


def _opening(overview: Overview) -> list[Sentence]:
    name = overview.on_behalf_of
    whose = say("You asked this on behalf of %(name)s. Where it says “you” here, we mean %(name)s.", name=name or "")
    return [
        *([whose] if name else []),
        say("On %(day)s you asked us which data we have of you. You get them here.", day=overview.received_on),
        say(
            "Per kind of data you read what we know, what we use it for, on which legal ground, who gave it to us, who"
            " got it from us, and how long we keep it."
        ),
        say("We also looked in other places than our client file. This is what we found there:"),
    ]


def _places(overview: Overview, language: Language) -> Table:
    rows = [(place, shown(on, language), found) for place, on, found in overview.places]
    return Table((say("Place"), say("Searched on"), say("Found")), rows, (True, False, True))


def _after_places(overview: Overview) -> list[Sentence]:
    said = []
    if overview.covered:
        said.append(
            say_n(
                "In one place words are blacked out. They are about somebody else, who has a right to privacy too:"
                " article 15, paragraph 4, of the GDPR.",
                "In %(n)s places words are blacked out. They are about somebody else, who has a right to privacy too:"
                " article 15, paragraph 4, of the GDPR.",
                overview.covered,
            )
        )
    said.append(
        say("Is something not right, or is something missing? Tell us. At the end you read what your rights are.")
    )
    if overview.attached:
        said.append(say("With this overview you also get what we found in:"))
    return said


def _closing_chapters(overview: Overview, language: Language) -> list[Chapter]:
    none = capital(", ".join(put(category, language) for category in overview.none))
    nothing = [Chapter(say("What we do not have of you"), sentences=(f"{none}.",))] if none else []
    return [*nothing, _how_we_work(), _rights()]


def _how_we_work() -> Chapter:
    return Chapter(
        say("How we handle your data"),
        sentences=(
            say("No computer decides about you by itself. People of the school take the decisions."),
            say("Your data do not leave the European Economic Area: the countries of the EU, Iceland, Liechtenstein and"
                " Norway."),
        ),
    )  # fmt: skip


def _rights() -> Chapter:
    return Chapter(
        say("Your rights"),
        sentences=(
            say("Is something wrong or incomplete? You can ask us to correct or to complete it."),
            say("You can ask us to erase data. Some data we must keep, for the tax authorities for example."),
            say("You can ask us not to use your data for a while: to restrict them."),
            say("You can ask for the data that you gave us, in a file to take along."),
            say("You can object when we use your data for our own interest."),
            say("Did you give consent? You can always withdraw it."),
            say("You ask this in any way that suits you. It costs nothing. We answer within one month."),
            say(
                "Do you have a complaint about how we handle your data? You can tell us, and you can complain to the"
                " data protection authority: Autoriteit Persoonsgegevens, Postbus 93374, 2509 AJ Den Haag,"
                " www.autoriteitpersoonsgegevens.nl, phone 088 180 52 50."
            ),
        ),
    )  # fmt: skip
