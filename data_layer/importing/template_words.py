"""The words of the workbook to fill in: what a column may hold, an example of it, and what it is for."""

from data_layer.categories import CATEGORY, CATEGORY_OF, FieldKind
from data_layer.importing.fields import CATEGORY_OF_COLUMN, ImportField
from data_layer.importing.subjects import Subject
from data_layer.rules.sentences import Sentence, say
from data_layer.vocabulary import PURPOSES
from data_layer.wording import Language, put

EXPLANATION = say("Explanation")
YES, NO = say("yes"), say("no")
INTRODUCTION: tuple[Sentence, ...] = (
    say("Fill in the sheets that you need; the others may stay empty. One row per record, under the headings."),
    say("The client number stands in every row. A client who is not known yet comes in with the sheet Clients."),
    say("Columns with an orange heading must be filled. An empty cell never erases what the desk has already."),
    say("The same file may be imported again: what the desk has already is not added once more."),
)
HEADINGS: tuple[Sentence, ...] = (
    say("Sheet"), say("Column"), say("Needed"), say("Form"), say("Example"), say("Mind"), say("What it is for"),
)  # fmt: skip
FORMS: dict[FieldKind, Sentence] = {
    "text": say("One line of text"),
    "long": say("Any text, also of several lines"),
    "number": say("A number or code"),
    "date": say("A date"),
    "past": say("A date, today at the latest"),
    "time": say("A time of the day"),
    "amount": say("An amount in euros"),
    "hours": say("A number of hours"),
    "yes_no": say("Yes or no"),
    "choice": say("One of the list"),
    "country": say("The name of a country"),
    "gender": say("One of the list"),
    "language": say("The name of a language"),
    "phone": say("A telephone number"),
    "email": say("An e-mail address"),
    "bsn": say("A citizen service number of nine digits"),
    "postcode": say("A postcode; a Dutch one unless the country says otherwise"),
}
DAY_OF_EXAMPLE = "15-09-2025"
EXAMPLES: dict[str, Sentence | str] = {
    "clients.number": "1001",
    "first_names": "Amina",
    "prefix": "van den",
    "surname": "Voorbeeld",
    "call_name": "Mina",
    "birth_date": "17-05-1990",
    "birth_place": "Aleppo",
    "birth_country": say("Syria"),
    "arrived_on": "01-02-2016",
    "street": "Kerkstraat",
    "house_number": "12a",
    "city": "Nijmegen",
    "level": "A2",
    "absence_reason": say("ill"),
    "ended_on": "31-08-2026",
    "valid_until": "31-08-2026",
    "text": say("text"),
    "long": say("text"),
    "number": "2025-017",
    "date": DAY_OF_EXAMPLE,
    "past": DAY_OF_EXAMPLE,
    "time": "09:30",
    "amount": "1250,50",
    "hours": "3",
    "country": say("Netherlands"),
    "language": say("Arabic"),
    "phone": "06-12345678",
    "email": "naam@voorbeeld.nl",
    "bsn": "999990019",
    "postcode": "6511 AB",
}
"""By field, else by column, else by kind; what is chosen from a list needs none."""


def purposes_of(subject: Subject, field: ImportField, language: Language) -> str:
    """The purposes of PS §5 for which the school keeps this."""
    category = CATEGORY.get(CATEGORY_OF_COLUMN.get(field.code, ""))
    if category is None and subject.kind is not None:
        category = CATEGORY_OF[subject.kind.code]
    purposes = category.purposes if category else (3,)
    words = "; ".join(put(PURPOSES[number], language) for number in purposes)
    return words[:1].upper() + words[1:]
