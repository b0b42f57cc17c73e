"""What §7 to §10 of the privacy statement promise: who gets data, where they stay, how long, and how they are kept."""

from data_layer.promises.promise import Promise, Weighed, asks, breaks, each, told
from data_layer.rules.sentences import say

THIRD_PARTY_PROMISES = (
    Promise(
        code="disclosed",
        section=7,
        quote="In het kader van haar dienstverlening verstrekt STEP-Inburgering persoonsgegevens van haar klanten aan"
        " zogenoemde derden.",
        promise=say("Data go only to recipients of the school, and it is known what went to whom."),
        proof=say("The register of disclosures; a delivery is made with its entry in one act."),
        weighed=breaks("stranger") + told("deliveries"),
        control=say("Ask around and look in the mailboxes: does all that goes out stand in the register?"),
    ),
    Promise(
        code="third_party_purposes",
        section=7,
        quote="Deze derden mogen persoonsgegevens slechts verwerken in relatie tot een van de bij paragraaf 5 vermelde"
        " doeleinden of op basis van een wettelijke verplichting.",
        promise=say(
            "A recipient gets only what it may have, for a purpose of the list or by statute, and is bound to"
            " that by an agreement where the law asks for one (art. 26, 28)."
        ),
        proof=say("Delivering refuses the rest; the register flags what happened all the same."),
        weighed=breaks("no_purpose", "never_category", "bsn_not_duo", "without_agreement"),
    ),
    Promise(
        code="no_commerce",
        section=7,
        quote="STEP-Inburgering verstrekt geen persoonsgegevens van haar klanten aan derden voor commerciële of goede"
        " doelen.",
        promise=say("No data go anywhere for commerce or charity."),
        proof=say("The list of purposes has none of both; a purpose outside the list is flagged."),
        weighed=breaks("no_purpose"),
        control=say("Look through the recipients: does none of them use the data for commerce or charity?"),
    ),
    Promise(
        code="four_recipients",
        section=7,
        quote="STEP-Inburgering wisselt persoonsgegevens van haar klanten uit met onderzoeksbureau Panteia, toetsbureau"
        " Bureau ICE, Dienst Uitvoering Onderwijs en Openbare Bibliotheek Gelderland Zuid.",
        promise=say("Whoever reads the statement knows with whom data are exchanged."),
        proof=say("The register of disclosures, beside the recipients that the statement names."),
        weighed=asks("unnamed_recipients"),
    ),
    Promise(
        code="eea",
        section=8,
        quote="De persoonsgegevens van klanten van STEP-Inburgering worden niet buiten de Europese Economische Ruimte"
        " (EER) verwerkt.",
        promise=say("No data leave the European Economic Area."),
        proof=say("A recipient outside it is refused; what went there all the same is flagged."),
        weighed=breaks("outside_eea"),
        control=say("Ask the suppliers of mail, storage and apps: do they keep and read the data inside the EEA?"),
    ),
    Promise(
        code="retention",
        section=9,
        quote="STEP-Inburgering bewaart de persoonsgegevens van haar klanten niet langer dan de fiscale bewaarplicht.",
        promise=say("Nothing stays longer than seven years after the last financial year, and most goes sooner."),
        proof=say(
            "The desk computes for each category until when it stays; what is due is destroyed, with a certificate."
        ),
        weighed=breaks("due_red", "nobodys_red") + asks("due", "nobodys_due") + told("held"),
        control=say("Look outside the desk (paper, mailboxes, old files): is what is destroyed here gone there too?"),
    ),
    Promise(
        code="security",
        section=10,
        quote="STEP-Inburgering heeft passende maatregelen genomen om de persoonsgegevens van haar klanten te"
        " beschermen tegen verlies of onrechtmatige toegang.",
        promise=say(
            "The data are safe against loss and against who has no business with them; a breach is told in"
            " time (art. 32 to 34)."
        ),
        proof=say(
            "The store and its backups are encrypted; the log holds every act and look; breaches have their register."
        ),
        weighed=(
            *breaks("breaches_overdue", "persons_untold"),
            *each("breaches_in_time"),
            *asks("breaches_to_report"),
            Weighed("backup_age", "age"),
            *told("breaches"),
        ),
        control=say("Check the store (Storage), try to put a backup back, and look at who has which role."),
    ),
)
