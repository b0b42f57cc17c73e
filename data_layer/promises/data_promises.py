"""What §3 to §6 of the privacy statement promise: where data come from, which they are, what for, on which ground."""

from data_layer.promises.promise import Promise, asks, breaks, told
from data_layer.rules.sentences import say

DATA_PROMISES = (
    Promise(
        code="from_client",
        section=3,
        quote="STEP-Inburgering verkrijgt persoonsgegevens van haar klanten via de klanten zelf.",
        promise=say("What the school knows comes from the clients themselves, and it is known where it does not."),
        proof=say("Each record carries who provided it."),
        weighed=asks("sources_unnamed"),
    ),
    Promise(
        code="channels",
        section=3,
        quote="De klanten kunnen hun gegevens verstrekken via de website van STEP-Inburgering of per e-mail, telefoon"
        " of app.",
        promise=say("Website, e-mail, phone and app are open to clients, and what comes in there is read."),
        proof=say("Requests are registered with the channel by which they came and the day on which they came."),
        weighed=asks("registered_late"),
        control=say("Try the form on the website, the mailbox, the phone and the app: is what comes in read each day?"),
    ),
    Promise(
        code="third_parties",
        section=3,
        quote="Daarnaast kan STEP-Inburgering persoonsgegevens van haar klanten verkrijgen via derden.",
        promise=say("Of what came from third parties the client is told the source within a month (art. 14)."),
        proof=say("The register of disclosures has what was obtained, from whom, and when the client was told."),
        weighed=breaks("source_told_late", "source_untold_late") + asks("source_untold"),
    ),
    Promise(
        code="categories",
        section=4,
        quote="STEP-Inburgering verwerkt de volgende categorieën van persoonsgegevens van haar klanten",
        promise=say("The school keeps these twenty categories of data of a client, and no others."),
        proof=say(
            "The store is looked through: every table is that of a category, with declared columns only, or a register"
            " that the desk needs."
        ),
        weighed=breaks("undeclared_columns"),
    ),
    Promise(
        code="preconditions",
        section=4,
        quote="te regelen randvoorwaarden ten behoeve van trajectdeelname",
        promise=say("Preconditions that say something about health are kept only with explicit consent (art. 9)."),
        proof=say("A precondition about health points at the consent; withdrawing that removes it."),
        weighed=breaks("health_without_consent"),
    ),
    Promise(
        code="purposes",
        section=5,
        quote="STEP-inburgering verwerkt persoonsgegevens van haar klanten voor onderstaande doeleinden",
        promise=say("Data are used for these eleven purposes, and for no other."),
        proof=say("Every category has its purposes; every disclosure has one of the eleven, or a statute."),
        weighed=breaks("no_purpose", "other_purpose"),
        control=say("Look at how staff use the data outside the desk: only for these purposes?"),
    ),
    Promise(
        code="grounds",
        section=6,
        quote="STEP-Inburgering verwerkt persoonsgegevens van haar klanten om uitvoering te geven aan de overeenkomsten"
        " met hen, dan wel om te kunnen voldoen aan een wettelijke verplichting.",
        promise=say("There is a legal ground for what is done with the data."),
        proof=say("Every category has its grounds; every disclosure has one."),
        weighed=breaks("no_ground", "other_ground"),
    ),
    Promise(
        code="interests",
        section=6,
        quote="Tevens verwerkt STEP-Inburgering persoonsgegevens, omdat zij hier gerechtvaardigde belangen bij heeft",
        promise=say("An interest of the school was weighed against that of the clients, and objections stop it."),
        proof=say("Objections are decided on the screen of the request; deliveries leave out who objects."),
        weighed=breaks("objection") + asks("objections_open"),
        control=say("Read the weighing of interests again: is it written down, and does it still hold?"),
    ),
    Promise(
        code="consent",
        section=6,
        quote="Indien persoonsgegevens worden verwerkt op grond van toestemming, zal dat afzonderlijk worden gevraagd.",
        promise=say("Consent is asked per purpose, and the words that were shown are kept."),
        proof=say("A consent is one record per purpose and recipient, with the text that was shown."),
        weighed=breaks("consents_incomplete", "no_consent") + told("consents"),
    ),
)
