"""Where §11 and §12 of the privacy statement fall short: how to ask, who asks, the rights, and where to complain."""

from data_layer.promises.shortfall import Shortfall
from data_layer.rules.sentences import say

RIGHT_SHORTFALLS = (
    Shortfall(
        code="written_only",
        title=say("Only written requests"),
        article="art. 12 AVG",
        quote="Hiertoe kunnen zij een schriftelijk verzoek indienen.",
        lacks=say("The law asks for no form: a request by phone or at the desk counts just as much."),
        desk=say("The desk registers every request, by whatever way it came; the month runs from that day."),
        wording="U kunt uw verzoek doen op de manier die u past: via de website, per e-mail, telefoon of app, per post"
        " of aan de balie.",
        while_says=("schriftelijk verzoek indienen",),
    ),
    Shortfall(
        code="always_copy",
        title=say("Always a copy of an identity document"),
        article="art. 5 lid 1 onder c en 12 lid 2 en 6 AVG",
        quote="vraagt STEP-Inburgering haar klanten om bij indiening van een schriftelijk verzoek een kopie van een"
        " geldig legitimatiebewijs mee te sturen",
        lacks=say(
            "The school must make it easy to use a right. It may ask for more only where there is reasonable doubt who"
            " asks, and then no more than is needed; not always, and not of everybody."
        ),
        desk=say(
            "The desk takes the lightest way that will do: known in person, a code to a contact on file, a document"
            " shown. A copy asks for a reason, and is destroyed within days."
        ),
        wording="Meestal kunnen wij zonder kopie van uw identiteitsbewijs vaststellen wie u bent. Kan dat niet, dan"
        " vragen wij u om uw identiteitsbewijs te laten zien.",
        while_says=("kopie van een geldig legitimatiebewijs mee te sturen",),
    ),
    Shortfall(
        code="only_photo",
        title=say("On the copy only the photo is masked"),
        article="art. 5 lid 1 onder c AVG, art. 46 UAVG",
        quote="Vergeet dan niet om op de kopie uw pasfoto onzichtbaar te maken.",
        lacks=say("The BSN must be made invisible too: the school needs it for nothing here."),
        desk=say("The desk asks to mask photo and BSN, and records of each copy whether that was done."),
        wording="Stuurt u toch een kopie? Maak dan uw pasfoto en uw BSN onzichtbaar.",
        while_says=("op de kopie uw pasfoto onzichtbaar te maken",),
    ),
    Shortfall(
        code="only_mistakes",
        title=say("Erasure and restriction only where something is wrong"),
        article="art. 17 lid 1 en 18 lid 1 AVG",
        quote="Indien daaruit onjuistheden blijken, kan de klant STEP-Inburgering verzoeken om diens gegevens aan te"
        " passen, aan te vullen, te verwijderen of af te schermen.",
        lacks=say(
            "Data that are right can have to be erased or restricted too, for example because they are not needed"
            " any more, or after an objection."
        ),
        desk=say("The desk handles each of these requests on its own grounds."),
        wording="Kloppen uw gegevens niet, dan kunt u vragen om ze aan te passen of aan te vullen. U kunt ook vragen om"
        " gegevens te verwijderen of af te schermen, bijvoorbeeld als wij ze niet meer nodig hebben.",
        while_says=("Indien daaruit onjuistheden blijken, kan de klant",),
    ),
    Shortfall(
        code="month_for_all",
        title=say("The month is promised for access only"),
        article="art. 12 lid 3 en 4 AVG",
        quote="Na ontvangst doet STEP-Inburgering de klant binnen één maand een overzicht toekomen",
        lacks=say("The month counts for every right; that it can be extended by two months is not said."),
        desk=say("Each request has the same clock. An extension is told within the first month, with its reason."),
        wording="Op elk verzoek antwoorden wij binnen één maand. Is uw verzoek ingewikkeld, dan mogen wij er twee"
        " maanden langer over doen. Dat laten wij u in de eerste maand weten.",
        until_says=("twee maanden langer", "met twee maanden verleng"),
    ),
    Shortfall(
        code="withdrawal",
        title=say("Withdrawal of consent is missing"),
        article="art. 7 lid 3 en 13 lid 2 onder c AVG",
        lacks=say("Who gave consent must be told that it can be withdrawn at any time, as easily as it was given."),
        desk=say("The desk registers withdrawals and carries them out the same working day."),
        wording="Hebt u toestemming gegeven? Dan kunt u die altijd intrekken. Wat wij daarvoor met uw gegevens deden,"
        " blijft geldig.",
        until_says=("intrekken", "intrekking"),
    ),
    Shortfall(
        code="objection_apart",
        title=say("The right to object is not shown apart"),
        article="art. 21 lid 1 en 4 AVG",
        quote="kan de klant bezwaar aantekenen tegen de verwerking van diens persoonsgegevens vanwege bijzondere"
        " persoonlijke omstandigheden",
        lacks=say(
            "It must be shown clearly and apart from other information, and against what one can object: the"
            " purposes that rest on an interest of the school. Direct marketing does not happen here."
        ),
        desk=say("The screen of an objection has just the purposes that rest on such an interest."),
        wording="Recht van bezwaar. Gebruiken wij uw gegevens voor een belang van de school? Dan kunt u daartegen"
        " bezwaar maken vanwege uw eigen situatie. Wij stoppen dan, tenzij wij dringende redenen hebben om door te"
        " gaan.",
        until_says=("recht van bezwaar",),
    ),
    Shortfall(
        code="court",
        title=say("The way to the court is missing"),
        article="art. 12 lid 4 en 79 AVG, art. 35 UAVG",
        lacks=say("Whoever does not agree with an answer can go to the court, within six weeks."),
        desk=say("Every letter that refuses names the supervisor and the court, with the six weeks."),
        wording="Bent u het niet eens met ons antwoord? Dan kunt u binnen zes weken een verzoek doen bij de rechtbank.",
        until_says=("rechtbank", "rechter "),
    ),
    Shortfall(
        code="complaint_first",
        title=say("The supervisor only after the school"),
        article="art. 77 AVG",
        quote="Mocht dit contact niet tot een oplossing leiden, dan heeft de klant het recht om een klacht in te dienen"
        " bij de privacytoezichthouder",
        lacks=say("One can complain to the supervisor at any time, also without asking the school first."),
        desk=say("Letters name the supervisor without such a condition."),
        wording="U kunt altijd een klacht indienen bij de Autoriteit Persoonsgegevens"
        " (www.autoriteitpersoonsgegevens.nl). Wij helpen u graag eerst zelf.",
        while_says=("niet tot een oplossing leiden, dan heeft",),
    ),
)
