"""The acknowledgement of receipt: what came in, by when the answer comes, and what happens until then."""

from datetime import date

from data_layer.documents.about_case import CONTACT, AboutCase, opening
from data_layer.documents.letters import Letter, Words
from data_layer.rules.sentences import say
from data_layer.vocabulary import Right


def acknowledgement(about: AboutCase, dated: date) -> Letter:
    """The letter that says so; a withdrawal of consent is confirmed, as nothing has to be weighed."""
    next_ones: tuple[Words, ...]
    if about.right is Right.CONSENT_WITHDRAWAL:  # art. 7(3) GDPR
        next_ones = (
            say("We stop all that this consent was given for, on %(day)s at the latest.", day=about.answer_by),
            say("What we did until then with that consent stays as it is."),
        )
    else:
        next_ones = (
            say("You get our answer on %(day)s at the latest.", day=about.answer_by),
            say(
                "This is what we do now. First we make sure who asks. Then we look at what you ask, and decide."
                " You get a letter with our decision."
            ),
            say("Do we need more time, or do we have a question? Then we let you know before that day."),
        )
    return Letter(
        say("We received your request"),
        about.to,
        about.number,
        dated,
        (*opening(about), *next_ones, say("This costs you nothing."), CONTACT),
        about.signed_by,
    )
