"""What the letters about a request have in common: what it is about, to whom they go, and what each of them says."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from data_layer.documents.letters import Words
from data_layer.rules.sentences import Sentence, say
from data_layer.vocabulary import RIGHT_LABELS, Right


@dataclass(frozen=True, slots=True)
class AboutCase:
    """The facts of a request that its letters tell. `answer_by` is the day by which the person gets the answer.

    `on_behalf_of` is the person concerned when a representative asks, who then gets the letter.
    """

    number: str
    right: Right
    received_on: date
    answer_by: date
    to: Sequence[str]
    on_behalf_of: Words | None
    signed_by: str | None


DEAR = say("Dear sir or madam,")
CONTACT = say("Do you have a question? Please contact us. Give us the case number that is above this letter.")
COMPLAIN = say(
    "Do you not agree? Then you can complain to the data protection authority: www.autoriteitpersoonsgegevens.nl."
)
REMEDIES = (  # art. 12(4) GDPR; art. 35(2) UAVG
    say("Do you not agree? First tell us why: perhaps we can solve it together. You can also do the following."),
    say(
        "You can complain to the data protection authority: Autoriteit Persoonsgegevens, Postbus 93374,"
        " 2509 AJ Den Haag, www.autoriteitpersoonsgegevens.nl."
    ),
    say(
        "You can ask the court (rechtbank) to decide. You do so with a petition (verzoekschrift), within six weeks"
        " after you got this letter: article 35 of the Dutch GDPR implementation act (UAVG)."
    ),
)
WAITING = say("We wait for your answer. The days that we wait are added to the time that we have to answer you.")


def received(on: date, right: Right) -> Sentence:
    """How every letter begins: what came in, and when."""
    return say("On %(day)s we received a request from you. It is about: %(right)s.", day=on, right=RIGHT_LABELS[right])


def opening(about: AboutCase) -> tuple[Words, ...]:
    """The first lines: what this is about and, to a representative, of whom."""
    first = (DEAR, received(about.received_on, about.right))
    if about.on_behalf_of is None:
        return first
    return (*first, say("You asked this on behalf of %(name)s.", name=about.on_behalf_of))
