"""What staff would have typed, in Dutch: harmless, and about nobody."""

NOTES = (
    "Werkt rustig en stelt goede vragen in de les.",
    "Leest korte teksten zelfstandig. Schrijven vraagt nog oefening.",
    "Heeft deze week het huiswerk helemaal gemaakt.",
    "Spreekt steeds meer Nederlands met klasgenoten.",
    "Luisteren gaat vooruit; lange zinnen zijn nog lastig.",
    "Afgesproken: elke dag twintig minuten oefenen met de app.",
    "Kwam twee keer te laat. Besproken: de bus van half negen nemen.",
    "Oefent met formulieren invullen; de datum en het adres gaan nu goed.",
    "Wil graag overdag les omdat de kinderen dan op school zijn.",
    "Doet mee aan het taalcafé en vindt dat prettig.",
    "Uitspraak van de g en de ui geoefend in een groepje van drie.",
    "Het boek is uit; start volgende week met deel twee.",
    "Is gewisseld naar de middaggroep, dat past beter bij het werk.",
    "Proefexamen lezen gemaakt; de tijd was krap.",
    "Schrijft een korte brief zonder hulp. Let op hoofdletters en punten.",
    "Heeft een rondleiding in de bibliotheek gehad.",
    "Wil volgend jaar een mbo-opleiding beginnen; informatie meegegeven.",
    "Werkte samen aan de opdracht over gezond eten en kookte voor de groep.",
    "Kent de woorden van thema vier goed. Thema vijf is nieuw.",
    "Telefoneren geoefend: een afspraak maken en verzetten.",
    "Vindt grammatica lastig, herhaalt de werkwoorden met een klasgenoot.",
    "Inschrijven voor het examen spreken besproken; kiest voor het voorjaar.",
    "Was afwezig door een afspraak elders en haalt de toets in.",
    "Is trots op het eerste certificaat. Doel blijft niveau B1.",
)
PROGRESS_EVALUATIONS = (
    "Ligt op schema. Lezen en luisteren zijn voldoende, schrijven krijgt extra aandacht.",
    "Gaat goed vooruit met spreken. Het doel blijft niveau A2 in het najaar.",
    "Vordert langzamer dan gepland; samen gekozen voor vier dagdelen per week.",
    "Aanwezigheid is goed. Voor KNM is een extra blok gepland.",
)
FINAL_EVALUATIONS = (
    "Traject afgerond. Alle onderdelen zijn behaald en de cursist is tevreden over de lessen.",
    "Traject afgerond. Schrijven is niet behaald; herkansing doet de cursist zelfstandig.",
    "Traject beëindigd op verzoek van de cursist wegens verhuizing.",
    "Traject afgerond op niveau B1. Stroomt door naar een vervolgopleiding.",
)
INTAKES = (
    "Start in een alfagroep; leest nog geen Latijns schrift.",
    "Kan zich mondeling redden. Start in groep A1, drie dagdelen.",
    "Leert snel. Advies: B1-route, vijf dagdelen.",
    "Heeft in het land van herkomst lang onderwijs gevolgd. Advies: onderwijsroute.",
    "Werkt overdag. Advies: avondgroep A2.",
    "Z-route besproken; wil eerst meer oefenen met spreken.",
)
PRECONDITIONS = (
    ("kinderopvang", "Opvang op lesdagen geregeld via de gemeente."),
    ("reiskosten", "Vergoeding van de buskaart aangevraagd."),
    ("lestijden", "Middaggroep, zodat werk en les samengaan."),
    ("laptop", "Leenlaptop met oefenprogramma meegegeven."),
    ("tolk", "Tolk bij de intake en bij gesprekken over het contract."),
    ("fiets", "Doorverwezen naar de fietsles in de wijk."),
)
HEALTH_PRECONDITION = ("plaats in de klas", "Vaste plek vooraan in het lokaal, op eigen verzoek.")
QUALIFICATIONS = (
    ("diploma", "middelbare school", "secundair", "school in het land van herkomst"),
    ("diploma", "bachelor economie", "hoger", "universiteit in het land van herkomst"),
    ("diploma", "verpleegkunde", "beroeps", "beroepsschool in het land van herkomst"),
    ("diploma", "lasser", "beroeps", "beroepsschool in het land van herkomst"),
    ("diploma", "leraar basisonderwijs", "hoger", "hogeschool in het land van herkomst"),
    ("exam", "Engels", "B1", "taalschool in het land van herkomst"),
    ("exam", "rijbewijs B, theorie", "", "CBR"),
    ("competence", "naaien en kleding herstellen", "", "eigen atelier"),
    ("competence", "koken voor groepen", "", "restaurant"),
    ("competence", "boekhouden met een rekenblad", "", "kantoor"),
    ("competence", "schilderen en stuken", "", "bouwbedrijf"),
)
ABSENCES = ("afgemeld", "afspraak elders", "geen opvang", "werk", "zonder bericht")
APPOINTMENTS = (
    "voortgangsgesprek",
    "intakegesprek",
    "inschrijven examen",
    "ondertekenen overeenkomst",
    "spreekuur",
)
PLACES = ("lokaal 1", "lokaal 3", "spreekkamer", "bibliotheek", "telefonisch")
PAYERS = ("lening DUO", "gemeente Nijmegen", "gemeente Wijchen", "cliënt", "werkgever")
TEST_PARTS = ("lezen", "luisteren", "schrijven", "spreken", "KNM", "MAP")
TEST_BODIES = ("Bureau ICE", "DUO", "STEP")
TEST_SOURCES = ("bureau_ice", "duo", "school")  # who told the result of each
COMPLAINTS = {
    "service": (
        "Het lesrooster is tweemaal gewijzigd zonder bericht.",
        "Het lokaal was te koud tijdens de avondlessen.",
        "De factuur kwam een maand later dan afgesproken.",
        "De wachttijd voor een spreekexamen is te lang.",
        "De groep is te groot om goed te kunnen oefenen.",
    ),
    "privacy": (
        "Een brief is naar het vorige adres gestuurd.",
        "Een presentielijst lag zichtbaar op de balie.",
        "In een mail aan de groep stonden alle adressen in beeld.",
        "Na een verzoek om inzage kwam er pas na vijf weken antwoord.",
    ),
}
COMPLAINT_OUTCOMES = (
    "Gegrond: excuses aangeboden en de werkwijze aangepast.",
    "Deels gegrond: uitleg gegeven en het bedrag gecorrigeerd.",
    "Ongegrond: besproken en de cursist kan zich vinden in de uitleg.",
    "Ingetrokken: de cursist is tevreden na een gesprek met de docent.",
)
ASKED = {
    "access": (
        "Ik wil graag een overzicht van alle gegevens die u van mij hebt.",
        "Welke gegevens zijn aan DUO gestuurd?",
        "Ik wil mijn dossier inzien, ook de notities.",
    ),
    "rectification": (
        "Mijn geboortedatum klopt niet.",
        "Ik ben verhuisd, mijn adres is anders.",
        "Mijn naam is fout gespeld.",
    ),
    "completion": ("Mijn diploma ontbreekt in het dossier.", "Wilt u mijn tweede telefoonnummer toevoegen?"),
    "erasure": (
        "Ik ben klaar met de cursus. Wilt u mijn gegevens verwijderen?",
        "Wilt u oude notities over mij wissen?",
    ),
    "restriction": ("Wilt u mijn gegevens niet gebruiken tot de fout hersteld is?",),
    "portability": ("Ik ga naar een andere school en wil mijn gegevens meenemen.",),
    "objection": ("Ik wil niet meedoen aan het tevredenheidsonderzoek.",),
    "consent_withdrawal": ("Ik wil niet meer dat de bibliotheek mijn nummer krijgt.",),
}
REFUSALS = (
    "De gegevens zijn nodig voor een lopende procedure over de factuur (art. 17 lid 3 onder e AVG).",
    "De gegevens vallen onder de fiscale bewaarplicht (art. 17 lid 3 onder b AVG, art. 52 AWR).",
    "Het verzoek is hetzelfde als het verzoek dat vorige maand is beantwoord.",
)
PARTLY = (
    "Notities, telefoon en e-mail gewist. Facturen en presentie blijven tot het einde van de fiscale bewaartermijn."
)
UNKNOWN = "Wie het verzoek deed is niet komen vast te staan; op onze vraag kwam geen antwoord."
SEARCHED = (
    ("mailbox", "Drie berichten over het rooster."),
    ("messages", "Niets gevonden."),
    ("paper", "De getekende overeenkomst."),
    ("lessons", "Hoe ver u bent met de oefeningen."),
)
STATEMENTS = (
    "Ik was op deze dag wel aanwezig, maar ik had mij niet afgemeld bij de balie.",
    "Ik ben het niet eens met deze notitie: ik kwam te laat omdat de bus uitviel.",
)
LIBRARY_CONSENT = {
    "nl": "Ik vind het goed dat STEP mijn naam, telefoonnummer en e-mailadres aan de bibliotheek geeft voor taalhulp.",
    "en": "I agree that STEP gives my name, phone number and e-mail address to the library, for help with language.",
}
HEALTH_CONSENT = {
    "nl": "Ik vind het goed dat STEP noteert wat ik nodig heb om de lessen te volgen, ook als dat over mijn gezondheid"
    " gaat.",
    "en": "I agree that STEP notes what I need in order to follow the lessons, also where that concerns my health.",
}
CONSENT_WAYS = ("paper", "digital", "oral")
TOWNS = (
    # with the four digits that their postcodes have, and their share of the clients
    ("Nijmegen", (6511, 6546), 60),
    ("Wijchen", (6601, 6606), 10),
    ("Beuningen", (6641, 6642), 7),
    ("Malden", (6581, 6581), 5),
    ("Groesbeek", (6561, 6562), 6),
    ("Druten", (6651, 6652), 5),
    ("Elst", (6661, 6662), 7),
)

COMPELLING = "De school moet kunnen laten zien dat het onderwijs goed is. Dat weegt hier zwaarder."
