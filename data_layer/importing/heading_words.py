"""The headings that offices put over the columns of their client lists, beside our own labels."""

CLIENT_WORDS: dict[str, str] = {
    "clients.number": """
        cliëntnummer | cliëntnr | cliëntcode | cliënt-id | klantnummer | klantnr | klantcode | klant-id |
        deelnemersnummer | deelnemernummer | deelnemernr | deelnemersnr | deelnemer-id | cursistnummer |
        cursistnr | cursist-id | inburgeraarnummer | inburgeraarnr | relatienummer | relatienr |
        debiteurnummer | debiteurnr | dossiernummer | dossiernr | persoonsnummer | registratienummer |
        client number | client no | client id | customer number | customer id | student number | student id
    """,
    "clients.first_names": """
        voornamen | voornaam | voorna(a)m(en) | doopnamen | first name | first names | given name |
        given names
    """,
    "clients.call_name": """
        roepnaam | call name | nickname | preferred name
    """,
    "clients.prefix": """
        tussenvoegsel | tussenvoegsels | tussenvoegsel(s) | tussenv | tussenvgsl | tv | voorvoegsel |
        voorvoegsels | voorvoegsel(s) | prefix | infix
    """,
    "clients.surname": """
        achternaam | familienaam | geslachtsnaam | achternamen | surname | last name | family name
    """,
    "clients.gender": """
        geslacht | m/v | m/v/x | v/m | man/vrouw | sekse | gender | sex
    """,
    "clients.bsn": """
        bsn | bsn-nummer | bsn-nr | burgerservicenummer | burgerservicenr | burger service nummer |
        sofinummer | citizen service number
    """,
    "clients.birth_date": """
        geboortedatum | geb datum | geboren op | geboren | gebdat | geb | date of birth | birth date | dob |
        birthday
    """,
    "clients.birth_place": """
        geboorteplaats | geb plaats | plaats geboorte | geboren te | place of birth | birth place
    """,
    "clients.birth_country": """
        geboorteland | geb land | land van herkomst | herkomstland | land van geboorte | country of birth |
        birth country | country of origin
    """,
    "clients.arrived_on": """
        datum komst naar nederland | komst naar nederland | datum komst nederland | datum aankomst |
        datum aankomst nederland | aankomstdatum | aankomst nederland | in nederland sinds | in nl sinds |
        datum vestiging nederland | vestiging in nederland | datum vestiging | date of arrival |
        arrival date | arrived on | arrived in the netherlands on
    """,
    "clients.language": """
        taal | moedertaal | voorkeurstaal | correspondentietaal | contacttaal | language | mother tongue
    """,
    "clients.registered_on": """
        inschrijfdatum | datum inschrijving | ingeschreven op | aanmelddatum | datum aanmelding |
        aangemeld op | registratiedatum | registered on | registration date
    """,
    "addresses.street": """
        straat | straatnaam | woonadres straat | street | street name
    """,
    "addresses.house_number": """
        huisnummer | huisnr | hnr | huisnummer en toevoeging | huisnummer + toevoeging | house number |
        house no
    """,
    "addresses.addition": """
        toevoeging | huisnummertoevoeging | huisnr toevoeging | huisnr toev | toev | huisletter | addition |
        house number addition
    """,
    "addresses.address": """
        adres | woonadres | straat en huisnummer | straat + huisnummer | straat/huisnummer |
        straat en nummer | straat + nr | adresregel 1 | adresregel | address | address line 1 |
        street and house number
    """,
    "addresses.postcode": """
        postcode | postc | pc | woonpostcode | postal code | zip | zip code
    """,
    "addresses.city": """
        plaats | woonplaats | plaatsnaam | woonplaatsnaam | stad | town | city
    """,
    "addresses.country": """
        land | woonland | land adres | country
    """,
    "phones.phone": """
        telefoon | telefoonnummer | telefoonnr | telnr | tel | telefoonnummers | mobiel | mobiel nummer |
        mobiele telefoon | mobiele nummer | mobieltje | mob | gsm | 06 | 06-nummer | 06 nr | telefoon mobiel
        | telefoon thuis | telefoon privé | telefoon vast | tel mobiel | tel thuis | tel privé |
        vaste telefoon | vast nummer | phone | phone number | telephone | mobile | mobile phone |
        mobile number
    """,
    "emails.email": """
        e-mail | e-mailadres | e-mail adres | mail | mailadres | e-mailadressen | email privé |
        e-mailadres privé | email address
    """,
    "residence_statuses.status": """
        verblijfsstatus | verblijfstatus | status verblijf | verblijfstitel | verblijfsvergunning |
        soort verblijfsvergunning | type verblijfsvergunning | soort vergunning | verblijfsdocument |
        residence status | residence permit
    """,
    "residence_statuses.valid_from": """
        verblijfsstatus vanaf | verblijfsstatus geldig vanaf | verblijfsvergunning vanaf |
        verblijfsvergunning geldig vanaf | geldig vanaf | ingangsdatum verblijfsstatus |
        ingangsdatum verblijfsvergunning | valid from
    """,
    "residence_statuses.valid_until": """
        geldig tot | geldig tot en met | geldig t/m | verblijfsstatus geldig tot |
        verblijfsvergunning geldig tot | verblijfsstatus tot | verblijfsvergunning tot |
        verblijfsdocument geldig tot | einddatum verblijfsstatus | einddatum verblijfsvergunning |
        vervaldatum verblijfsstatus | vervaldatum verblijfsvergunning | valid until
    """,
    "agreements.number": """
        trajectnummer | trajectnr | traject-id | contractnummer | contractnr | overeenkomstnummer |
        overeenkomstnr | trajectovereenkomst | nummer overeenkomst | agreement number | contract number
    """,
    "agreements.started_on": """
        begindatum traject | startdatum traject | start traject | begin traject | begindatum | startdatum |
        ingangsdatum | aanvangsdatum | datum aanvang | traject begin | traject start | traject van |
        traject begindatum | traject startdatum | begindatum overeenkomst | ingangsdatum overeenkomst |
        begindatum contract | startdatum contract | ingangsdatum contract | startdatum cursus |
        begindatum cursus | start cursus | startdatum inburgering | start of course | course start |
        start date | started on
    """,
    "agreements.ended_on": """
        einddatum traject | einde traject | eind traject | einddatum | traject einde | traject eind |
        traject tot | traject t/m | traject einddatum | einddatum overeenkomst | einde overeenkomst |
        einddatum contract | einde contract | einddatum cursus | einde cursus | datum einde |
        datum einde traject | uitstroomdatum | datum uitstroom | end of course | course end | end date |
        ended on
    """,
    "agreements.hours": """
        uren | aantal uren | trajecturen | uren traject | contracturen | lesuren | aantal lesuren | hours
    """,
    "agreements.payer": """
        betaler | financier | financiering | bekostiging | opdrachtgever | payer | funding
    """,
    "agreements.amount": """
        trajectprijs | trajectbedrag | contractbedrag | contractprijs | contractwaarde | bedrag overeenkomst
        | bedrag traject | agreement amount | contract amount
    """,
    "invoices.number": """
        factuurnummer | factuurnr | factuur-id | notanummer | notanr | invoice number | invoice no
    """,
    "invoices.issued_on": """
        factuurdatum | datum factuur | factuur datum | notadatum | gefactureerd op | laatste factuur |
        datum laatste factuur | laatste factuurdatum | invoice date | issued on
    """,
    "invoices.amount": """
        factuurbedrag | bedrag factuur | bedrag | totaalbedrag | notabedrag | factuurtotaal | invoice amount
        | amount
    """,
    "invoices.due_on": """
        vervaldatum | vervaldatum factuur | te betalen voor | uiterste betaaldatum | payable by | due date
    """,
    "invoices.paid_on": """
        betaald op | betaaldatum | datum betaald | datum betaling | betaaldatum factuur | factuur betaald op
        | voldaan op | paid on | date paid
    """,
    "invoices.credited_on": """
        creditdatum | gecrediteerd op | datum creditnota | credited on
    """,
    "invoices.instalments_end_on": """
        einde betalingsregeling | einddatum betalingsregeling | betalingsregeling tot |
        betalingsregeling t/m | end of instalments
    """,
    "invoices.written_off_on": """
        afgeboekt op | datum afboeking | afboekdatum | afgeschreven op | oninbaar per | written off on
    """,
    "payments.paid_on": """
        laatste betaling | datum laatste betaling | laatste betaling op | laatste betaaldatum |
        laatst betaald | laatst betaald op | betaling op | datum ontvangst betaling | last payment |
        last payment on | payment date
    """,
    "payments.amount": """
        betaald bedrag | bedrag betaling | bedrag laatste betaling | ontvangen bedrag | amount paid |
        payment amount
    """,
}
