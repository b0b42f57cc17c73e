"""What the privacy desk itself records about people, in the record of processing."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from data_layer.documents.chapters import Chapter
from data_layer.due_cases import NOBODYS_MONTHS
from data_layer.due_found import REQUEST_MONTHS
from data_layer.processing.activities import ACTIVITY, CLIENTS, REPRESENTATIVES, STRANGERS, TRANSFER
from data_layer.processing.facts import DATA, GROUND, NONE, PERSONS, PURPOSE, RECIPIENTS, TERM, Pairs, all_of, grounds
from data_layer.processing.transfers import NO_TRANSFER
from data_layer.rules.log_terms import MONTHS
from data_layer.rules.sentences import Sentence, say
from data_layer.settings import Settings
from data_layer.sign_in_settings import read_sign_in
from data_layer.sign_ins import KEPT
from data_layer.terms import in_months
from data_layer.transactions import Reader
from data_layer.vocabulary import Ground

STAFF = say("staff of the desk")
CONTACTS = say("contact persons of recipients")
THIRD_PERSONS = say("others named in letters and notes")
LOG_KEPT = say(
    "changes %(changes)s, looks %(looks)s, after the month in which they were made; then they go by themselves",
    changes=in_months(MONTHS["change"]),
    looks=in_months(MONTHS["look"]),
)
_AUTHORITY = say("the data protection authority, when it asks")
_WITH_CLIENT = say("with the last data of the client; counts stay")
_STAYS = say("stays in the register")


@dataclass(frozen=True, slots=True)
class Own:
    """A processing of the desk itself: what it is for, of whom, what is recorded, and how long that stays."""

    label: Sentence
    purpose: Sentence
    persons: tuple[Sentence, ...]
    data: Sentence
    term: Sentence
    recipients: Sentence = NONE
    ground: Ground = Ground.LEGAL_OBLIGATION
    transfer: Sentence = NO_TRANSFER


_ALWAYS = (
    Own(
        say("Requests of people about their data"),
        say("carrying out the rights of people (articles 12 to 22)"),
        (CLIENTS, REPRESENTATIVES, STRANGERS, THIRD_PERSONS),
        say(
            "who asks and for whom, where the answer goes, the letters, how the identity was established (never the"
            " document itself), what was decided and done"
        ),
        say(
            "%(term)s after finishing; of who is no client %(nobodys)s",
            term=in_months(REQUEST_MONTHS),
            nobodys=in_months(NOBODYS_MONTHS),
        ),
        say("the recipients that are told of a change (article 19); %(authority)s", authority=_AUTHORITY),
    ),
    Own(
        say("Register of disclosures"),
        say("knowing and being able to tell what went to whom (articles 5, 14, 15 and 19)"),
        (CLIENTS, CONTACTS),
        say("which client, which categories, to or from whom, when, what for and on which ground"),
        _WITH_CLIENT,
        _AUTHORITY,
    ),
    Own(
        say("Register of consents"),
        say("being able to show consent (article 7)"),
        (CLIENTS,),
        say("for what, the exact text that was shown, how and when, and when it was withdrawn"),
        _WITH_CLIENT,
        _AUTHORITY,
    ),
    Own(
        say("Register of data breaches"),
        say("recording and reporting data breaches (articles 33 and 34)"),
        (CLIENTS, STAFF, THIRD_PERSONS),
        say(
            "what happened and what was done, in words that can name people; which categories, of how many people;"
            " who recorded it"
        ),
        _STAYS,
        _AUTHORITY,
    ),
    Own(
        say("Destruction and its proof"),
        say("keeping nothing longer than needed, and being able to show it (article 5)"),
        (CLIENTS, STAFF),
        say("numbers of destroyed clients, counts per category, who proposed and who approved"),
        _STAYS,
        _AUTHORITY,
    ),
    Own(
        say("Log of the desk"),
        say("security, and being able to tell who consulted which data (articles 5, 15 and 32)"),
        (STAFF, CLIENTS),
        say("who did or saw what and when, by numbers and codes; no values, no names, nothing that was typed"),
        LOG_KEPT,
        _AUTHORITY,
    ),
)
_ACCOUNTS = Own(
    say("Accounts of staff"),
    say("letting each member of staff see and do what the role allows (article 32)"),
    (STAFF,),
    say(
        "name, e-mail address and roles; when somebody signed in and out, and a keyed digest of the account at the"
        " sign-in provider"
    ),
    say(
        "the account as long as the log or a register refers to the member of staff: the desk removes none by itself;"
        " when somebody signed in and out %(days)s days, and in the log as long as a change",
        days=KEPT.days,
    ),
    say("the provider where people sign in knows who does and when; %(authority)s", authority=_AUTHORITY),
)
_MAIL = Own(
    say("Reminders to staff by mail"),
    say("answering in time"),
    (STAFF,),
    say("name and e-mail address of the member of staff, case numbers and days; nothing of clients"),
    say("until the member of staff leaves; which days were mailed two years"),
    say("the provider of the mail server"),
    Ground.LEGITIMATE_INTEREST,
)


def own(settings: Settings) -> Sequence[Own]:
    """All of them. Mail goes only where a mail server is set."""
    return (*_ALWAYS, _accounts(), _MAIL) if settings.smtp_host else (*_ALWAYS, _accounts())


def _accounts() -> Own:
    sign_in = read_sign_in()
    if sign_in is None or not sign_in.worldwide:
        return _ACCOUNTS
    who = " / ".join(sign_in.worldwide)
    return replace(
        _ACCOUNTS,
        recipients=say(
            "%(who)s, where people sign in, gets who does, when, and from which device; %(authority)s",
            who=who,
            authority=_AUTHORITY,
        ),
        transfer=say(
            "of clients none; of staff %(who)s may handle sign-ins outside the European Economic Area (paragraph 8)",
            who=who,
        ),
    )


def part(reader: Reader) -> Chapter:
    """Per processing of the desk itself what art. 30(1)(b) to (f) asks."""
    return Chapter(
        say("The desk's own processing"),
        sentences=[say("To keep the promises of the privacy statement the desk itself records this.")],
        records=[_record(one) for one in own(reader.settings)],
    )


def _record(one: Own) -> Pairs:
    return [
        (ACTIVITY, one.label),
        (PURPOSE, one.purpose),
        (PERSONS, all_of(one.persons)),
        (DATA, one.data),
        (GROUND, grounds((one.ground,))),
        (RECIPIENTS, one.recipients),
        (TRANSFER, one.transfer),
        (TERM, one.term),
    ]
