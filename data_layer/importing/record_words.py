"""The headings that offices put over the columns of records, and the names of their sheets, beside our own labels."""

SOURCE_WORDS = "bron | source | herkomst gegevens | verstrekt door | aangeleverd door | provided by"
DAY_WORDS = "datum | dag | date | day"
"""Of the day that orders the records of a kind."""

RECORD_WORDS: dict[str, str] = {
    "addresses.kind": "soort adres | adressoort | type adres | soort | kind of address | address type | kind",
    "addresses.house_number": "nummer | nr",
    "addresses.valid_from": "woont hier sinds | geldig vanaf | vanaf | ingangsdatum | valid from | since",
    "addresses.valid_until": "woonde hier tot | geldig tot | geldig tot en met | tot | einddatum | valid until | until",
    "phones.phone": "nummer | number",
    "phones.remark": "opmerking | opmerkingen | toelichting | remark | remarks",
    "emails.remark": "opmerking | opmerkingen | toelichting | remark | remarks",
    "residence_statuses.status": "status",
    "residence_statuses.valid_from": "vanaf | ingangsdatum | begindatum",
    "residence_statuses.valid_until": "tot | tot en met | einddatum | vervaldatum",
    "qualifications.kind": "soort | type | kind | kind of qualification",
    "qualifications.title": """
        diploma | competentie | competentie of diploma | kwalificatie | omschrijving | titel | opleiding | title
    """,
    "qualifications.level": "niveau | opleidingsniveau | level",
    "qualifications.institution": "instelling | school | onderwijsinstelling | institution",
    "qualifications.obtained_on": "behaald op | datum behaald | behaald | diplomadatum | obtained on",
    "intakes.held_on": "datum intake | intakedatum | intake op | gehouden op | intake date | held on",
    "intakes.result": "resultaat | uitslag | resultaat intake | verslag | result",
    "intakes.level": "niveau | taalniveau | startniveau | level",
    "preconditions.subject": """
        randvoorwaarde | wat te regelen is | wat moet geregeld worden | onderwerp | what must be arranged | subject
    """,
    "preconditions.arrangement": "regeling | afspraak | geregeld | oplossing | arrangement",
    "preconditions.arranged_on": "geregeld op | datum geregeld | arranged on",
    "preconditions.about_health": """
        gezondheid | gaat over gezondheid | betreft gezondheid | concerns health | about health | health
    """,
    "agreements.number": "nummer | number | overeenkomst",
    "agreements.started_on": "begin | start | van | vanaf",
    "agreements.ended_on": "einde | eind | tot | tot en met",
    "agreements.amount": "bedrag | prijs | amount | price",
    "attendance.held_on": "lesdatum | datum les | les op | lesdag | lesson date | lesson on",
    "attendance.hours": "uren | aantal uren | lesuren | duur | hours | duration",
    "attendance.present": "aanwezig | aanwezigheid | presentie | aanwezig ja/nee | present | attended",
    "attendance.absence_reason": """
        reden van afwezigheid | reden afwezigheid | reden afwezig | verzuimreden | reden verzuim |
        absence reason | reason of absence
    """,
    "attendance.invoiced": "gefactureerd | in rekening gebracht | gedeclareerd | invoiced | billed",
    "progress_notes.written_on": "datum notitie | notitiedatum | geschreven op | written on | note date",
    "progress_notes.body": "notitie | voortgangsnotitie | tekst | opmerking | verslag | note | text",
    "evaluations.held_on": "datum evaluatie | evaluatiedatum | gehouden op | evaluation date | held on",
    "evaluations.kind": "soort evaluatie | soort | type | type evaluatie | kind of evaluation | kind",
    "evaluations.body": "evaluatie | verslag | tekst | inhoud | evaluation | text",
    "appointments.held_on": "datum afspraak | afspraakdatum | appointment date",
    "appointments.starts_at": "tijd | tijdstip | aanvang | begintijd | van | time | start time | starts at",
    "appointments.subject": "onderwerp | afspraak | omschrijving | subject",
    "appointments.place": "plaats | locatie | place | location",
    "test_results.taken_on": """
        datum toets | toetsdatum | datum examen | examendatum | afgenomen op | test date | exam date | taken on
    """,
    "test_results.part": "onderdeel | toets | toetsonderdeel | examenonderdeel | vaardigheid | vak | part | test",
    "test_results.level": "niveau | taalniveau | level",
    "test_results.result": "resultaat | uitslag | score | cijfer | result | grade",
    "test_results.body": "exameninstantie | instantie | afgenomen door | examenbureau | examining body",
    "complaints.kind": "soort klacht | klachtsoort | soort | type klacht | kind of complaint | kind",
    "complaints.received_on": "ontvangen op | datum klacht | klachtdatum | datum ontvangst | received on",
    "complaints.subject": "onderwerp | klacht | omschrijving | subject | complaint",
    "complaints.acknowledged_on": "bevestigd op | ontvangst bevestigd op | acknowledged on",
    "complaints.answered_on": "beantwoord op | datum antwoord | answered on",
    "complaints.verdict": "oordeel | verdict",
    "complaints.outcome": "uitkomst | afhandeling | resultaat | outcome",
    "complaints.passed_to_authority_on": """
        doorgegeven aan de ap op | doorgegeven aan autoriteit | gemeld bij de ap op | passed on to the authority on
    """,
    "complaints.closed_on": "gesloten op | afgesloten op | afgehandeld op | closed on",
    "invoices.number": "nummer | number | factuur",
    "invoices.in_collection_since": "incasso sinds | in incasso sinds | incassodatum | in collection since",
    "payments.paid_on": "betaald op | betaaldatum | datum betaling | paid on",
    "payments.amount": "bedrag | betaald | amount",
}
"""Of a sheet with records of one kind."""

SHEET_WORDS: dict[str, str] = {
    "clients": """
        cliënten | cliënt | klanten | klant | deelnemers | cursisten | inburgeraars | personen | persoonsgegevens
    """,
    "addresses": "adressen | adres",
    "phones": "telefoon | telefoons | telefoonnummers | telefoonlijst",
    "emails": "e-mail | e-mails | mailadressen",
    "residence_statuses": "verblijfsstatus | verblijfsstatussen | verblijf",
    "qualifications": "kwalificaties | diploma's | competenties | opleidingen",
    "intakes": "intake | intakes | intakegesprekken",
    "preconditions": "randvoorwaarden | randvoorwaarde",
    "agreements": "trajecten | traject | overeenkomsten | contracten | trajectovereenkomst",
    "attendance": "presentie | presentielijst | aanwezigheid | lessen | les | verzuim",
    "progress_notes": "notities | notitie | voortgangsnotitie | voortgang",
    "evaluations": "evaluaties | evaluatie",
    "appointments": "afspraak | agenda",
    "test_results": "toetsen | toetsresultaten | examens | examenresultaten | resultaten",
    "complaints": "klachten | klacht",
    "invoices": "facturen | factuur",
    "payments": "betalingen | betaling",
}
"""The names that offices give their sheets."""
