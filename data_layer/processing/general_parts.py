"""Who is responsible, and how the data are secured, in the record of processing."""

from data_layer import recipients, statement_versions
from data_layer.documents.chapters import Chapter
from data_layer.processing.facts import NONE, Pairs, all_of, named
from data_layer.recipients import Recipient
from data_layer.rules.access import Act, Role
from data_layer.rules.sentences import Sentence, say
from data_layer.settings import Settings
from data_layer.sign_in_settings import read_sign_in
from data_layer.transactions import Reader
from data_layer.vocabulary import SCHOOL

_JOINT = "joint"  # the role of a recipient that decides together with the school


def controller(reader: Reader) -> Chapter:
    """What art. 30(1)(a) asks."""
    joint = [_reached(one) for one in recipients.active(reader) if one.role == _JOINT]
    statement = statement_versions.in_force(reader)
    about: Pairs = [
        (say("Name"), SCHOOL),
        (say("Address"), reader.settings.address),
        (say("How to reach it"), reader.settings.contact),
        (say("Privacy officer"), named(_officers(reader))),
        (say("Joint controllers"), all_of(joint)),
        (say("Privacy statement"), say("version of %(day)s", day=statement.dated) if statement else NONE),
    ]
    return Chapter(say("Controller"), about)


def _reached(one: Recipient) -> Sentence:
    return say("%(name)s (%(contact)s)", name=one.legal_name, contact=one.contact or say("contact is not recorded"))


def _officers(reader: Reader) -> list[str]:
    return reader.values(
        "select name from staff where active and list_contains(roles, $role) order by name, id",
        role=Role.PRIVACY_OFFICER.value,
    )


def security(reader: Reader) -> Chapter:
    """What art. 30(1)(g) asks: only what this program does."""
    return Chapter(say("Security measures"), sentences=_measures(reader.settings))


def _measures(settings: Settings) -> list[Sentence]:
    return [
        say("The data lie in one file that is encrypted (AES); without its key nobody can read it."),
        say(
            "Outside that file, encrypted too: the ledger of what was done for people's rights (numbers, codes and"
            " days), the backups, files on their way to whoever fetches them, and what does not fit in memory."
        ),
        _way_in(settings),
        say(
            "What somebody sees and does depends on the role: %(n)s kinds of act, each checked where the data are read"
            " and written.",
            n=len(Act),
        ),
        say(
            "The log has every change, and every look into a file of a person. Its entries are chained, and each night"
            " the desk checks them and notes outside the store where the log ends. What was taken out or changed is"
            " found against what was noted; whoever has the key of the store could make the log anew."
        ),
        say("A BSN is shown masked. Who wants to see one gives a reason, which the log has."),
        say("Of an identity document only is recorded that it was shown or destroyed: never an image or a number."),
        say(
            "An export asks its purpose, can be fetched once, and is in the log with its digest. What is sensitive"
            " leaves only with the privacy officer."
        ),
        say("Restricted data are shut for editing, delivery, export and destruction."),
        say("Destruction takes two people: who approves is another than who proposed. No bytes stay in the file."),
        say(
            "Backups are encrypted, made every night, and removed after %(days)s days; the newest three stay until"
            " newer ones are made. After one is put back, what was done for people's rights is done again.",
            days=settings.backup_days,
        ),
        say("The store can be checked: the log, rows without their parent, every computed date, every certificate."),
    ]


def _way_in(settings: Settings) -> Sentence:
    if read_sign_in() is None:
        return say("This is a try-out with invented data, without a sign-in: it can be opened on its own machine only.")
    if settings.role_claim is not None:
        return say(
            "Who comes in signs in with the school's own accounts, which also give the roles. A sign-in counts for"
            " %(n)s hours: a role that is taken away there is gone here by then at the latest.",
            n=settings.sign_in_hours,
        )
    return say(
        "Who comes in signs in with the school's own accounts, and is known to the desk. A sign-in counts for %(n)s"
        " hours. Somebody whose role is taken away has no longer what it gave at the next click.",
        n=settings.sign_in_hours,
    )
