-- What only people can see to: whether a promise of the privacy statement was looked after, by whom and when.
-- It has no version: a look is only ever added, never changed.
create table promise_checks (
    id bigint not null,
    promise text not null,
    checked_on date not null,
    staff_id bigint not null,
    is_in_order boolean not null,
    remark text
);

-- Who recorded a version of the statement and when, what changed in words, and since when it stands on the website;
-- and why it is recorded after the day on which it began to count.
alter table statement_versions add column recorded_on date;
alter table statement_versions add column recorded_by bigint;
alter table statement_versions add column remark text;
alter table statement_versions add column online_since date;
alter table statement_versions add column why_late text;
alter table statement_versions add column version integer default 1;

-- when an export was saved
alter table saved_exports add column saved_on date;

-- How clients stood in the months up to here, of whom something was destroyed since, nobody can tell any more.
insert into monthly_figures
    select date_trunc('month', max(ran_at) at time zone 'Europe/Amsterdam')::date, 'states_unknown', '', 1
    from batches having max(ran_at) is not null;

-- the version in force when the desk began (PS §14)
insert into statement_versions (id, dated, body, version) values (1, date '2018-09-10', $statement$
PRIVACYVERKLARING STEP-INBURGERING

1 INLEIDING

In het kader van haar dienstverlening verwerkt de stichting STEP-Inburgering persoonsgegevens van haar klanten. STEP-Inburgering heeft deze privacyverklaring opgesteld om haar klanten te informeren over de wijze waarop zij omgaat met hun persoonsgegevens. Deze verklaring bevat de volgende paragrafen:

2. Organisatiegegevens
3. Gebruik persoonsgegevens
4. Verwerkte persoonsgegevens
5. Doeleinden verwerking persoonsgegevens
6. Grondslagen verwerking persoonsgegevens
7. Verstrekking persoonsgegevens aan derden
8. Doorgifte persoonsgegevens buiten de Europese Economische Ruimte
9. Bewaartermijn persoonsgegevens
10. Beveiliging persoonsgegevens
11. Rechten
12. Klachten
13. Vragen
14. Wijzigingen

2 ORGANISATIEGEGEVENS

STEP Inburgering
Derde Van Hezewijkstraat 6
6542 JP NIJMEGEN
024 – 323 32 35
www.step-inburgering.nl
info@step-inburgering.nl
KvK 65947851

3 GEBRUIK PERSOONSGEGEVENS

STEP-Inburgering verkrijgt persoonsgegevens van haar klanten via de klanten zelf. De klanten kunnen hun gegevens verstrekken via de website van STEP-Inburgering of per e-mail, telefoon of app. Daarnaast kan STEP-Inburgering persoonsgegevens van haar klanten verkrijgen via derden.

4 VERWERKTE PERSOONSGEGEVENS

STEP-Inburgering verwerkt de volgende categorieën van persoonsgegevens van haar klanten:

- naamgegevens
- geslacht
- BSN
- geboortedatum, –plaats en -land
- adresgegevens
- telefoonnummers
- e-mailadressen
- gegevens inzake verblijfsstatus
- datum komst naar Nederland
- diverse competenties, examenresultaten en diploma's
- resultaat intake
- te regelen randvoorwaarden ten behoeve van trajectdeelname
- trajectovereenkomsten
- presentie
- voortgangsnotities
- voortgangs- en eindevaluaties
- afspraken
- toets- en examenresultaten
- gegevens klachtafhandeling
- factuurgegevens

5 DOELEINDEN VERWERKING PERSOONSGEGEVENS

STEP-inburgering verwerkt persoonsgegevens van haar klanten voor onderstaande doeleinden:

- onderhouden van contact
- een goede en efficiënte dienstverlening
- beheer van het cliëntenbestand
- verrichten van administratieve handelingen
- bieden van begeleiding op maat
- verzorgen van inburgeringstrajecten
- verbeteren van de dienstverlening
- afhandelen van klachten en geschillen
- nakomen van wettelijke verplichtingen
- facturatie
- innen van gelden en het nemen van incassomaatregelen

6 GRONDSLAGEN VERWERKING PERSOONSGEGEVENS

STEP-Inburgering verwerkt persoonsgegevens van haar klanten om uitvoering te geven aan de overeenkomsten met hen, dan wel om te kunnen voldoen aan een wettelijke verplichting.

Tevens verwerkt STEP-Inburgering persoonsgegevens, omdat zij hier gerechtvaardigde belangen bij heeft, namelijk de bescherming van haar financiële belangen en de bevordering van doelmatigheid en kwaliteit van haar dienstverlening.

Indien persoonsgegevens worden verwerkt op grond van toestemming, zal dat afzonderlijk worden gevraagd.

7 VERSTREKKING PERSOONSGEGEVENS AAN DERDEN

In het kader van haar dienstverlening verstrekt STEP-Inburgering persoonsgegevens van haar klanten aan zogenoemde derden. Deze derden mogen persoonsgegevens slechts verwerken in relatie tot een van de bij paragraaf 5 vermelde doeleinden of op basis van een wettelijke verplichting. STEP-Inburgering verstrekt geen persoonsgegevens van haar klanten aan derden voor commerciële of goede doelen.

STEP-Inburgering wisselt persoonsgegevens van haar klanten uit met onderzoeksbureau Panteia, toetsbureau Bureau ICE, Dienst Uitvoering Onderwijs en Openbare Bibliotheek Gelderland Zuid.

8 DOORGIFTE PERSOONSGEGEVENS BUITEN DE EUROPESE ECONOMISCHE RUIMTE

De persoonsgegevens van klanten van STEP-Inburgering worden niet buiten de Europese Economische Ruimte (EER) verwerkt.

9 BEWAARTERMIJN PERSOONSGEGEVENS

STEP-Inburgering bewaart de persoonsgegevens van haar klanten niet langer dan de fiscale bewaarplicht.

10 BEVEILIGING PERSOONSGEGEVENS

STEP-Inburgering heeft passende maatregelen genomen om de persoonsgegevens van haar klanten te beschermen tegen verlies of onrechtmatige toegang.

11 RECHTEN

De klanten van STEP-Inburgering hebben recht op inzage in de persoonsgegevens die STEP-Inburgering over hen heeft vastgelegd. Hiertoe kunnen zij een schriftelijk verzoek indienen. Na ontvangst doet STEP-Inburgering de klant binnen één maand een overzicht toekomen met diens persoonsgegevens. Indien daaruit onjuistheden blijken, kan de klant STEP-Inburgering verzoeken om diens gegevens aan te passen, aan te vullen, te verwijderen of af te schermen.

Ook kan de klant STEP-Inburgering verzoeken om diens persoonsgegevens over te dragen of kan de klant bezwaar aantekenen tegen de verwerking van diens persoonsgegevens vanwege bijzondere persoonlijke omstandigheden.

Om misbruik van voornoemde rechten te voorkomen, vraagt STEP-Inburgering haar klanten om bij indiening van een schriftelijk verzoek een kopie van een geldig legitimatiebewijs mee te sturen. Vergeet dan niet om op de kopie uw pasfoto onzichtbaar te maken.

12 KLACHTEN

Klanten van STEP-Inburgering die een klacht hebben over de wijze waarop STEP-Inburgering hun persoonsgegevens heeft verwerkt, kunnen contact opnemen met STEP-Inburgering. Mocht dit contact niet tot een oplossing leiden, dan heeft de klant het recht om een klacht in te dienen bij de privacytoezichthouder, zijnde de Autoriteit Persoonsgegevens (www.autoriteitpersoonsgegevens.nl).

13 VRAGEN

Klanten die vragen hebben over deze privacyverklaring kunnen contact opnemen met STEP-Inburgering via de in paragraaf 2 vermelde gegevens.

14 WIJZIGINGEN

STEP-Inburgering kan deze privacyverklaring aanpassen. De meest recente versie zal altijd via de website worden gepubliceerd. Om op de hoogte te blijven van veranderingen, adviseert STEP-Inburgering haar klanten om de privacyverklaring op de website te raadplegen.

Deze privacyverklaring van STEP-Inburgering is voor het laatst aangepast op 10 september 2018.
$statement$, 1);
update statement_versions set body = trim(body, chr(10));
