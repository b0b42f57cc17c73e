"""What the privacy statement should tell by art. 12 to 14 GDPR and does not, and what it could tell more clearly."""

from data_layer.promises.shortfall import Shortfall
from data_layer.rules.sentences import say

INFORMATION_SHORTFALLS = (
    Shortfall(
        code="officer",
        kind="advice",
        title=say("Whether there is a data protection officer is not said"),
        article="art. 13 lid 1 onder b AVG",
        lacks=say(
            "A school that has a data protection officer must say how to reach that person. One that has none can say"
            " who answers questions about privacy."
        ),
        desk=say("The roles of the desk have a privacy officer and a deputy; letters bear the details of the school."),
        wording="Hebt u vragen over privacy? Onze functionaris privacy bereikt u via info@step-inburgering.nl.",
        until_says=(
            "functionaris privacy",
            "functionaris voor gegevensbescherming",
            "functionaris gegevensbescherming",
        ),
    ),
    Shortfall(
        code="ground_per_purpose",
        title=say("Which ground belongs to which purpose is not said"),
        article="art. 13 lid 1 onder c AVG",
        quote="STEP-Inburgering verwerkt persoonsgegevens van haar klanten om uitvoering te geven aan de overeenkomsten"
        " met hen, dan wel om te kunnen voldoen aan een wettelijke verplichting.",
        lacks=say(
            "Purposes and grounds are two lists beside each other. Only who knows which ground counts for what"
            " knows which rights there are."
        ),
        desk=say("Each category of data has its purposes and grounds; the overview that a person gets says so."),
        wording="Voor uw traject en onze dienstverlening gebruiken wij gegevens op grond van de overeenkomst. DUO"
        " moeten wij van de wet gegevens geven, en facturen moeten wij van de wet bewaren. De tevredenheidsmeting en"
        " het innen van geld rusten op een belang van de school. Voor gegevens over gezondheid vragen wij toestemming.",
        until_says=("op grond van de overeenkomst",),
    ),
    Shortfall(
        code="health",
        title=say("Data about health are not named"),
        article="art. 9 lid 2 onder a en 13 lid 1 onder c AVG",
        quote="te regelen randvoorwaarden ten behoeve van trajectdeelname",
        lacks=say("Preconditions can say something about health. That this asks for explicit consent is not said."),
        desk=say("Such a precondition is kept only with a consent of its own, and goes when that is withdrawn."),
        wording="Gegevens over uw gezondheid bewaren wij alleen als u daar uitdrukkelijk toestemming voor geeft.",
        until_says=("gezondheid",),
    ),
    Shortfall(
        code="processor",
        kind="advice",
        title=say("Which recipients work for the school is not said"),
        article="art. 13 lid 1 onder e en 28 AVG",
        quote="STEP-Inburgering wisselt persoonsgegevens van haar klanten uit met onderzoeksbureau Panteia, toetsbureau"
        " Bureau ICE, Dienst Uitvoering Onderwijs en Openbare Bibliotheek Gelderland Zuid.",
        lacks=say(
            "The law asks to name recipients or kinds of them. It is clearer to say too who works for the school,"
            " under an agreement, and who decides for itself what it does with the data."
        ),
        desk=say("Each recipient has its role, and a delivery to a processor without a valid agreement is refused."),
        wording="Sommige ontvangers werken voor ons als verwerker. Met hen hebben wij afgesproken wat er met uw"
        " gegevens mag gebeuren.",
        until_says=("als verwerker", "verwerkersovereenkomst"),
    ),
    Shortfall(
        code="other_recipients",
        title=say("Other recipients are not named"),
        article="art. 13 lid 1 onder e AVG",
        quote="STEP-Inburgering wisselt persoonsgegevens van haar klanten uit met onderzoeksbureau Panteia, toetsbureau"
        " Bureau ICE, Dienst Uitvoering Onderwijs en Openbare Bibliotheek Gelderland Zuid.",
        lacks=say(
            "A municipality, an accountant, a collection agency or a supplier of software can get data too; they"
            " are not named, not even as a kind of recipient."
        ),
        desk=say("Whoever is added as a recipient is marked as not named in the statement."),
        wording="Soms krijgen ook anderen gegevens: uw gemeente, onze accountant, een incassobureau en de leveranciers"
        " van onze software.",
        until_says=("accountant", "incassobureau", "uw gemeente, onze"),
    ),
    Shortfall(
        code="sources",
        title=say("The third parties that give data are not named"),
        article="art. 14 lid 2 onder f AVG",
        quote="Daarnaast kan STEP-Inburgering persoonsgegevens van haar klanten verkrijgen via derden.",
        lacks=say("From whom data come must be told, and which data those are."),
        desk=say("The register has what was obtained from whom; the client is told within a month."),
        wording="Wij krijgen ook gegevens van anderen: van DUO, uw gemeente, Bureau ICE, Panteia en de bibliotheek. Wij"
        " vertellen u binnen een maand welke gegevens dat zijn.",
        until_says=("krijgen ook gegevens van", "ontvangen ook gegevens van"),
    ),
    Shortfall(
        code="terms",
        title=say("Terms per kind of data are not given"),
        article="art. 13 lid 2 onder a AVG",
        quote="niet langer dan de fiscale bewaarplicht",
        lacks=say(
            "Seven years is the most that may be kept for tax. Most data are needed for less, and that is not said."
        ),
        desk=say("Each of the twenty categories has its own term, which the overview of a person gives."),
        wording="Facturen, presentie en overeenkomsten bewaren wij zeven jaar na het boekjaar. Andere gegevens gaan"
        " eerder weg, de meeste binnen 24 maanden na het einde van uw traject.",
        until_says=("maanden na", "jaar na het"),
    ),
    Shortfall(
        code="holds",
        title=say("That data can have to stay longer is not said"),
        article="art. 13 lid 2 onder a en 17 lid 3 onder e AVG",
        quote="STEP-Inburgering bewaart de persoonsgegevens van haar klanten niet langer dan de fiscale bewaarplicht.",
        lacks=say(
            "While a complaint, a claim, a debt or a request runs, what is needed for it stays, also past the"
            " term. The statement promises otherwise."
        ),
        desk=say("A hold has a reason, an owner and a day to look at it again, and ends with what it is for."),
        wording="Loopt er een klacht, een geschil, een betaling of een verzoek van u? Dan moeten wij de gegevens die"
        " daarvoor nodig zijn soms langer bewaren, tot het klaar is.",
        until_says=("langer bewaren",),
    ),
    Shortfall(
        code="obligatory",
        title=say("Whether one must give data is not said"),
        article="art. 13 lid 2 onder e AVG",
        lacks=say("It must be clear which data are obligatory, and what follows if one does not give them."),
        desk=say("Forms mark what is needed."),
        wording="Uw naam, adres, geboortedatum en BSN hebben wij nodig voor de overeenkomst en voor DUO. Geeft u deze"
        " niet, dan kunt u geen traject bij ons volgen. Andere gegevens geeft u alleen als u dat wilt.",
        until_says=("geeft u deze niet", "niet verplicht", "bent u verplicht"),
    ),
    Shortfall(
        code="automated",
        kind="advice",
        title=say("Automated decisions are not mentioned"),
        article="art. 13 lid 2 onder f AVG",
        lacks=say(
            "This must be told where a computer decides about people by itself. The desk does not; saying so takes"
            " away a question."
        ),
        desk=say("Nothing at the desk decides by itself; the overview of a person says so."),
        wording="Wij nemen geen besluiten over u die een computer alleen maakt (geautomatiseerde besluiten).",
        until_says=("geautomatiseerde besl", "automatische besl"),
    ),
    Shortfall(
        code="plain_language",
        title=say("The language is not plain for newcomers"),
        article="art. 12 lid 1 AVG",
        quote="Tevens verwerkt STEP-Inburgering persoonsgegevens, omdat zij hier gerechtvaardigde belangen bij heeft",
        lacks=say(
            "What is told must be easy to understand for who reads it. The clients are learning Dutch, and the"
            " statement is written in long sentences with words of the law."
        ),
        desk=say("Letters of the desk have short sentences and the plain form of a word."),
        wording="Dit is onze privacyverklaring in gewone taal. Begrijpt u iets niet? Vraag het aan de balie. Wij leggen"
        " het u uit, als het kan in uw eigen taal.",
        until_says=("gewone taal", "eenvoudige taal", "eigen taal", "eenvoudig nederlands"),
    ),
    Shortfall(
        code="changes_untold",
        title=say("Clients have to look for changes themselves"),
        article="art. 13 lid 3 en 14 lid 4 AVG",
        quote="Om op de hoogte te blijven van veranderingen, adviseert STEP-Inburgering haar klanten om de"
        " privacyverklaring op de website te raadplegen.",
        lacks=say(
            "Before data are used for a new purpose, the school itself must tell the client. Leaving it to the client"
            " to look at the website is not enough."
        ),
        desk=say("Each version is kept with what changed, so that clients can be told."),
        wording="Veranderen wij deze verklaring? Dan laten wij u dat weten. Willen wij uw gegevens voor iets nieuws"
        " gebruiken, dan vertellen wij u dat vooraf.",
        until_says=("laten wij u dat weten. willen wij", "vertellen wij u dat vooraf"),
    ),
)
