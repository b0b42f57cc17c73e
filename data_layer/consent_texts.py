"""Ready-made texts to ask consent with, in the client's own words: what for, to whom, and that it can be withdrawn."""

from collections.abc import Iterator

from data_layer.categories import CATEGORY
from data_layer.recipients import Recipient
from data_layer.rules.sentences import Sentence, say
from data_layer.vocabulary import SCHOOL
from data_layer.wording import LANGUAGES, Language, put

_WHAT_FOR: dict[int, Sentence] = {
    1: say("to keep in contact with me"),
    2: say("to help me well and quickly"),
    3: say("to keep the list of clients in order"),
    4: say("to do the administration of my course"),
    5: say("to give me guidance that suits me"),
    6: say("to give me my civic-integration course"),
    7: say("to improve its lessons and its work"),
    8: say("to solve complaints and disputes"),
    9: say("to do what the law asks"),
    10: say("to send invoices"),
    11: say("to collect money that is still to be paid"),
}
_MY_CHOICE = say(
    "I do not have to agree. If I do not, my course simply goes on. I may withdraw this at any time, at the desk, by"
    " phone or by e-mail. What was done before that stays as it was."
)


def proposed(purpose: int, recipient: Recipient | None, language: str, *, about_health: bool) -> str | None:
    """The text that a form proposes; None in a language in which there is none, or for no purpose of PS §5."""
    known = next((code for code in LANGUAGES if code == language), None)
    if known is None or purpose not in _WHAT_FOR:
        return None
    parts = [*_agreed(_WHAT_FOR[purpose], recipient, known, about_health=about_health), _MY_CHOICE]
    return "\n\n".join(put(part, known) for part in parts)


def _agreed(
    what_for: Sentence, recipient: Recipient | None, language: Language, *, about_health: bool
) -> Iterator[Sentence]:
    if about_health:
        yield say(
            "I agree that %(school)s writes down what I need in order to follow the lessons, also where that says"
            " something about my health. %(school)s does this %(what_for)s. No illness is written down, and %(school)s"
            " gives this to nobody.",
            school=SCHOOL,
            what_for=what_for,
        )
    elif recipient is None:
        yield say("I agree that %(school)s uses my data %(what_for)s.", school=SCHOOL, what_for=what_for)
    else:
        yield say(
            "I agree that %(school)s gives my data to %(recipient)s, %(what_for)s.",
            school=SCHOOL,
            recipient=recipient.legal_name,
            what_for=what_for,
        )
        if labels := [put(CATEGORY[code].label, language) for code in recipient.usual_categories]:
            yield say("These data are: %(data)s.", data=", ".join(labels))
