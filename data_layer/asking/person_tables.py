"""What may be asked about persons: nobody's name, number, address or words, and nothing that few have in common.

Clients whose data are restricted are left out everywhere (art. 18 GDPR), and merged ones are no second person.
"""

from data_layer.asking.table import Table, Told, of_persons, shared
from data_layer.client_states import IN_COURSE
from data_layer.rules.sentences import say

_PERSON = of_persons(say("Number of the person, other in each question"))
_OWN = """(
    select id as client_id, gender, year(birth_date) // 10 * 10 as birth_decade, year(arrived_on) as arrival_year,
        birth_country, language, date_trunc('month', registered_on)::date as registered_month
    from clients
)"""
_IN_COURSE = f"exists (from agreements a where a.client_id = t.client_id and {IN_COURSE})"

PERSONS = Table(
    "persons",
    say("One row per client"),
    (
        _PERSON,
        Told("gender", say("m, f, x or u (unknown); other where fewer than ten have it")),
        Told("birth_decade", say("Decade of birth: 1980 is 1980 to 1989; empty where fewer than ten have it")),
        Told("arrival_year", say("Year of arrival in the Netherlands; empty where fewer than ten have it")),
        Told("birth_country", say("Country of birth as code: SY; other where fewer than ten have it")),
        Told("language", say("Language as code: ar; other where fewer than ten have it")),
        Told("registered_month", say("First day of the month of registration")),
        Told("in_course", say("Whether a course runs today")),
    ),
    f"""
        select n.person, {shared(_OWN, "gender")} as gender, {shared(_OWN, "birth_decade", "null")} as birth_decade,
            {shared(_OWN, "arrival_year", "null")} as arrival_year, {shared(_OWN, "birth_country")} as birth_country,
            {shared(_OWN, "language")} as language, t.registered_month, {_IN_COURSE} as in_course
        from {_OWN} t join numbered n using (client_id)
    """,
)
AGREEMENTS = Table(
    "agreements",
    say("One row per course agreement"),
    (
        _PERSON,
        Told("started_month", say("First day of the month in which the course starts")),
        Told("ended_month", say("First day of the month in which it ends; empty while it runs without an end")),
        Told("hours", say("Hours agreed")),
        Told("amount", say("Amount in euros")),
    ),
    """
        select n.person, date_trunc('month', t.started_on)::date as started_month,
            date_trunc('month', t.ended_on)::date as ended_month, t.hours, t.amount
        from agreements t join numbered n using (client_id)
    """,
)
ATTENDANCE = Table(
    "attendance",
    say("Lessons per person and month"),
    (
        _PERSON,
        Told("month", say("First day of the month")),
        Told("lessons", say("Lessons given")),
        Told("present", say("Of which the person was there")),
        Told("hours", say("Hours of the lessons")),
        Told("hours_present", say("Hours that the person was there")),
    ),
    """
        select n.person, date_trunc('month', t.held_on)::date as month, count(*) as lessons,
            count(*) filter (t.present) as present, sum(t.hours) as hours,
            coalesce(sum(t.hours) filter (t.present), 0) as hours_present
        from attendance t join numbered n using (client_id) group by 1, 2
    """,
)
TEST_RESULTS = Table(
    "test_results",
    say("One row per test or exam"),
    (
        _PERSON,
        Told("month", say("First day of the month")),
        Told("part", say("Part, such as reading; other where fewer than ten have it")),
        Told("level", say("Level, such as A2; other where fewer than ten have it")),
        Told("result", say("Result; other where fewer than ten have it")),
    ),
    f"""
        select n.person, date_trunc('month', t.taken_on)::date as month, {shared("test_results", "part")} as part,
            {shared("test_results", "level")} as level, {shared("test_results", "result")} as result
        from test_results t join numbered n using (client_id)
    """,
)
INVOICES = Table(
    "invoices",
    say("One row per invoice"),
    (
        _PERSON,
        Told("month", say("First day of the month in which it was issued")),
        Told("amount", say("Amount in euros")),
        Told("state", say("open, paid, credited, written_off or in_collection")),
        Told("days_to_pay", say("Days from issue to payment")),
    ),
    """
        select n.person, date_trunc('month', t.issued_on)::date as month, t.amount,
            case when t.credited_on is not null then 'credited' when t.written_off_on is not null then 'written_off'
                when t.paid_on is not null then 'paid' when t.in_collection_since is not null then 'in_collection'
                else 'open' end as state,
            t.paid_on - t.issued_on as days_to_pay
        from invoices t join numbered n using (client_id)
    """,
)
DUE = Table(
    "due",
    say("Until when data are kept: one row per person and category"),
    (
        _PERSON,
        Told("category", say("Category of personal data, as code")),
        Told("last_day", say("Last day on which it may be kept")),
        Told("due_from", say("From when deletion is due; empty while it is held")),
        Told("held", say("Whether it is held back")),
    ),
    """
        select n.person, t.category, t.last_day, t.due_from, t.held
        from due t join numbered n using (client_id)
    """,
)
ABOUT_PERSONS = (PERSONS, AGREEMENTS, ATTENDANCE, TEST_RESULTS, INVOICES, DUE)
