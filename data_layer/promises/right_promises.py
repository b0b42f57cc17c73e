"""What §11 to §14 of the privacy statement promise: the rights, complaints, questions, and the statement itself."""

from data_layer.promises.promise import Promise, asks, breaks, missed, told
from data_layer.rules.sentences import say

RIGHT_PROMISES = (
    Promise(
        code="access",
        section=11,
        quote="De klanten van STEP-Inburgering hebben recht op inzage in de persoonsgegevens die STEP-Inburgering over"
        " hen heeft vastgelegd.",
        promise=say("Whoever asks to see the data gets to see them."),
        proof=say("Requests for access, each with its clock and its overview."),
        weighed=missed("in_time_access") + told("access_refused", "requests_extended"),
    ),
    Promise(
        code="asking",
        section=11,
        quote="Hiertoe kunnen zij een schriftelijk verzoek indienen.",
        promise=say("A request that comes in is seen and registered at once, by whatever way it came."),
        proof=say("Each request has the day on which it was received and the day on which it was registered."),
        weighed=asks("registered_late") + told("requests_received"),
    ),
    Promise(
        code="one_month",
        section=11,
        quote="Na ontvangst doet STEP-Inburgering de klant binnen één maand een overzicht toekomen met diens"
        " persoonsgegevens.",
        promise=say("The answer comes within a month."),
        proof=say("The clock of each request, which follows from dated events."),
        weighed=(
            *told("access_in_month"),
            *breaks("requests_overdue"),
            *missed("on_time"),
            *asks("access_after_month", "requests_last_days"),
            *told("requests_extended"),
        ),
    ),
    Promise(
        code="correction",
        section=11,
        quote="Indien daaruit onjuistheden blijken, kan de klant STEP-Inburgering verzoeken om diens gegevens aan te"
        " passen, aan te vullen, te verwijderen of af te schermen.",
        promise=say(
            "What is wrong is corrected, completed, erased or restricted, in time and wholly, and whoever got"
            " it is told (art. 19)."
        ),
        proof=say("The requests with what was done for them, and the notices to recipients."),
        weighed=missed("in_time_rectification", "in_time_completion", "in_time_erasure", "in_time_restriction")
        + breaks("unfinished_late", "notices_late")
        + asks("answered_unfinished", "notices_unsent", "notices_unconfirmed")
        + told("requests_extended"),
    ),
    Promise(
        code="portability",
        section=11,
        quote="Ook kan de klant STEP-Inburgering verzoeken om diens persoonsgegevens over te dragen",
        promise=say("Whoever asks gets the data in a file that another school can read."),
        proof=say("Requests for portability, each with the file that was made."),
        weighed=missed("in_time_portability") + told("requests_extended"),
    ),
    Promise(
        code="objection",
        section=11,
        quote="kan de klant bezwaar aantekenen tegen de verwerking van diens persoonsgegevens vanwege bijzondere"
        " persoonlijke omstandigheden",
        promise=say("An objection is weighed in time, and what it is about stops meanwhile."),
        proof=say("Requests that object, and the decision about each purpose."),
        weighed=breaks("objection") + missed("in_time_objection") + asks("objections_open") + told("requests_extended"),
    ),
    Promise(
        code="identity",
        section=11,
        quote="Om misbruik van voornoemde rechten te voorkomen, vraagt STEP-Inburgering haar klanten om bij indiening"
        " van een schriftelijk verzoek een kopie van een geldig legitimatiebewijs mee te sturen.",
        promise=say("No data go to who is not certain to be the person; a copy of an identity document goes at once."),
        proof=say("Who asks is made certain in the lightest way that will do; a case with a copy cannot be finished."),
        weighed=breaks("granted_unidentified", "copies_lain_long") + asks("copies_not_destroyed"),
    ),
    Promise(
        code="masked_copy",
        section=11,
        quote="Vergeet dan niet om op de kopie uw pasfoto onzichtbaar te maken.",
        promise=say("On copies that come in the photo cannot be seen, and the BSN cannot either."),
        proof=say("Of each copy is recorded what was masked; never the copy itself."),
        weighed=asks("copies_with_photo", "copies_with_bsn"),
    ),
    Promise(
        code="complaints",
        section=12,
        quote="Klanten van STEP-Inburgering die een klacht hebben over de wijze waarop STEP-Inburgering hun"
        " persoonsgegevens heeft verwerkt, kunnen contact opnemen met STEP-Inburgering.",
        promise=say("A complaint is acknowledged within five working days and answered within a month."),
        proof=say("The register of complaints, with the same clock as requests."),
        weighed=breaks("privacy_overdue")
        + missed("privacy_on_time", "privacy_acknowledged")
        + told("complaints_overdue", "complaints_on_time", "complaints_acknowledged"),
    ),
    Promise(
        code="authority",
        section=12,
        quote="Mocht dit contact niet tot een oplossing leiden, dan heeft de klant het recht om een klacht in te dienen"
        " bij de privacytoezichthouder, zijnde de Autoriteit Persoonsgegevens (www.autoriteitpersoonsgegevens.nl).",
        promise=say("Whoever is not helped is told the way to the supervisor."),
        proof=say("Every letter with a decision that says no names the Autoriteit Persoonsgegevens and the court."),
        control=say("Read an answer to a complaint and one to a refused request: does it name the supervisor rightly?"),
    ),
    Promise(
        code="questions",
        section=13,
        quote="Klanten die vragen hebben over deze privacyverklaring kunnen contact opnemen met STEP-Inburgering via de"
        " in paragraaf 2 vermelde gegevens.",
        promise=say("The contact details in the statement are right, and letters bear the same ones."),
        proof=say("The details of the statement in force, beside those of the letters."),
        weighed=asks("contact_differs"),
        control=say("Call and write to the details of the statement: does somebody answer?"),
    ),
    Promise(
        code="may_change",
        section=14,
        quote="STEP-Inburgering kan deze privacyverklaring aanpassen.",
        promise=say("A change of the statement is kept, with its date and what changed."),
        proof=say("The versions of the statement in the desk."),
        weighed=asks("versions_unexplained"),
    ),
    Promise(
        code="online",
        section=14,
        quote="De meest recente versie zal altijd via de website worden gepubliceerd.",
        promise=say("The newest version stands on the website."),
        proof=say("Of each version is recorded since when it stands there."),
        weighed=asks("not_online"),
        control=say("Open the website: is the text there the same as the newest version here?"),
    ),
    Promise(
        code="dated",
        section=14,
        quote="Deze privacyverklaring van STEP-Inburgering is voor het laatst aangepast op",
        promise=say("The statement says since when it counts."),
        proof=say("The date in the text, beside the one with which the version is recorded."),
        weighed=breaks("date_differs"),
    ),
)
