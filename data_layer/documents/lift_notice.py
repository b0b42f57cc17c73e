"""The notice before a restriction is lifted: art. 18(3) GDPR wants the person told first."""

from datetime import date

from data_layer.documents.about_case import CONTACT, REMEDIES, AboutCase, opening
from data_layer.documents.letters import Letter
from data_layer.rules.sentences import say


def lift_notice(about: AboutCase, why: str, lifts_on: date, dated: date) -> Letter:
    """The letter that says from which day, and why."""
    return Letter(
        say("We end the restriction of the data"),
        about.to,
        about.number,
        dated,
        (
            *opening(about),
            say("Because of this request we restricted the data: we kept them, and did nothing else with them."),
            say("We end this restriction on %(day)s. This is why:", day=lifts_on),
            why,
            say(
                "From that day we use the data again for what the privacy statement says. Others get them again where"
                " that is needed for it."
            ),
            say("Do you want us to go on with the restriction? Tell us before %(day)s, and say why.", day=lifts_on),
            *REMEDIES,
            CONTACT,
        ),
        about.signed_by,
    )
