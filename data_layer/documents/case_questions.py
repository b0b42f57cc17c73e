"""The letters with which the school asks something: who asks, and which data are meant."""

from datetime import date

from data_layer.documents.about_case import CONTACT, WAITING, AboutCase, opening
from data_layer.documents.letters import Letter, Words
from data_layer.rules.sentences import say

_COME_BY = say(
    "Come by. Show us your passport, identity card, driving licence or residence document. We look at it and give it"
    " back to you. We make no copy of it."
)
_CODE = say(
    "Can you not come? Call us. We send a code to a phone number or e-mail address that we had of you already. You tell"
    " us the code."
)
_AUTHORISATION = say("Show us also that you may ask this: the authorisation that the person signed, for example.")
_NO_COPY = say(  # art. 5(1)(c) GDPR; the AP fined whoever always asked for a copy
    "Please do not send a copy of your identity document. Is none of this possible? Call us, and we look for another"
    " way together. Only if a copy is then the only way: black out your photo, your citizen service number (BSN) and"
    " the lines of letters and digits at the bottom. Write on it that it is for STEP Inburgering, and the date. We"
    " destroy it as soon as we have looked at it."
)


def identity_question(about: AboutCase, why: str, dated: date) -> Letter:
    """Asks who the person is, the lightest ways first; `why` says what makes it uncertain (art. 12(6) GDPR)."""
    ways: tuple[Words, ...] = (_COME_BY, _CODE) if about.on_behalf_of is None else (_COME_BY, _AUTHORISATION)
    return Letter(
        say("We ask you to show us who you are"),
        about.to,
        about.number,
        dated,
        (
            *opening(about),
            say(
                "Personal data may only go to the right person. That is why we must be certain who asks. We are not"
                " certain yet. This is why:"
            ),
            why,
            say("This is how you can show it:"),
            *ways,
            _NO_COPY,
            WAITING,
            CONTACT,
        ),
        about.signed_by,
    )


def clarification_question(about: AboutCase, question: str, dated: date) -> Letter:
    """Asks which data are meant, in the words of whoever handles the request (recital 63 GDPR)."""
    return Letter(
        say("We have a question about your request"),
        about.to,
        about.number,
        dated,
        (
            *opening(about),
            say("We have many data. We want to know better which ones you mean. This is our question:"),
            question,
            say("You can answer in any way that suits you: by letter, by e-mail, by phone, or at our desk."),
            WAITING,
            CONTACT,
        ),
        about.signed_by,
    )
