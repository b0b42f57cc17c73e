"""What may be asked about persons: nobody's name, number, address or words, and nothing that few have in common.

No table tells which rows are of one person: rows of two tables, or of two answers, make no dossier together. Clients
whose data are restricted are left out everywhere (art. 18 GDPR), and merged ones are no second person.
"""

from data_layer.asking.table import OTHER, Table, Told, added_up, alike, of_enough
from data_layer.client_states import IN_COURSE
from data_layer.rules.sentences import say

_IN_COURSE = f"exists (from agreements a where a.client_id = t.client_id and {IN_COURSE})"

_CLIENTS = "(select *, id as client_id from clients) t join counted using (client_id)"
_MONTH = Told("month", say("First day of the month; empty where fewer than ten persons share the row"))
_YEAR = Told("year", say("Year; empty where fewer than ten persons share the row"))
_QUARTER = Told("quarter", say("First day of the quarter; empty where fewer than ten persons share the row"))
_COUNT = Told("persons", say("Number of persons; this and what follows is empty where it is less than ten"))
_AMOUNT = Told("amount", say("Amount in euros"))

PERSONS = Table(
    "persons",
    say("One row per client: who they are"),
    (
        Told("in_course", say("Whether a course runs today")),
        Told("birth_decade", say("Decade of birth: 1980 is 1980 to 1989; empty where fewer than ten share the row")),
        Told("gender", say("m, f, x or u (unknown); other where fewer than ten share the row")),
        Told("birth_country", say("Country of birth as code: SY; other where fewer than ten share the row")),
    ),
    alike(
        f"""
            select client_id, {_IN_COURSE} as in_course, year(t.birth_date) // 10 * 10 as birth_decade, t.gender,
                t.birth_country
            from {_CLIENTS}
        """,
        "in_course",
        birth_decade="null",
        gender=OTHER,
        birth_country=OTHER,
    ),
    of_people=True,
)
ARRIVALS = Table(
    "arrivals",
    say("One row per client: when they came to the Netherlands, and their language"),
    (
        _YEAR,
        Told("language", say("Language as code: ar; other where fewer than ten share the row")),
    ),
    alike(f"select client_id, year(t.arrived_on) as year, t.language from {_CLIENTS}", year="null", language=OTHER),
    of_people=True,
)
REGISTRATIONS = Table(
    "registrations",
    say("One row per client: when they registered"),
    (_QUARTER,),
    alike(f"select client_id, date_trunc('quarter', t.registered_on)::date as quarter from {_CLIENTS}", quarter="null"),
    of_people=True,
)
AGREEMENTS = Table(
    "agreements",
    say("Course agreements, added up per quarter in which they start"),
    (
        _QUARTER,
        _COUNT,
        Told("agreements", say("Number of agreements")),
        Told("hours", say("Hours agreed")),
        _AMOUNT,
    ),
    added_up(
        """
            select client_id, date_trunc('quarter', t.started_on)::date as quarter, t.hours, t.amount
            from agreements t join counted using (client_id)
        """,
        {"agreements": "count(*)", "hours": "sum(hours)", "amount": "sum(amount)"},
        quarter="null",
    ),
    of_people=True,
)
ATTENDANCE = Table(
    "attendance",
    say("Lessons of all persons, added up per month"),
    (
        _MONTH,
        _COUNT,
        Told("lessons", say("Lessons, counted for each person")),
        Told("present", say("Of which the person was there")),
        Told("hours", say("Hours of the lessons")),
        Told("hours_present", say("Hours that the person was there")),
    ),
    added_up(
        """
            select client_id, date_trunc('month', t.held_on)::date as month, t.present, t.hours
            from attendance t join counted using (client_id)
        """,
        {
            "lessons": "count(*)",
            "present": "count(*) filter (present)",
            "hours": "sum(hours)",
            "hours_present": "coalesce(sum(hours) filter (present), 0)",
        },
        month="null",
    ),
    of_people=True,
)
TEST_RESULTS = Table(
    "test_results",
    say("One row per test or exam"),
    (
        _YEAR,
        Told("result", say("Result; other where fewer than ten share the row")),
        Told("level", say("Level, such as A2; other where fewer than ten share the row")),
        Told("part", say("Part, such as reading; other where fewer than ten share the row")),
    ),
    alike(
        """
            select client_id, year(t.taken_on) as year, t.result, t.level, t.part
            from test_results t join counted using (client_id)
        """,
        year="null",
        result=OTHER,
        level=OTHER,
        part=OTHER,
    ),
    of_people=True,
)
INVOICES = Table(
    "invoices",
    say("Invoices, added up per quarter in which they were issued, and state"),
    (
        _QUARTER,
        Told("state", say("open, paid, credited, written_off or in_collection; other where fewer than ten share it")),
        _COUNT,
        Told("invoices", say("Number of invoices")),
        _AMOUNT,
        Told("days_to_pay", say("Days from issue to payment, on average")),
    ),
    added_up(
        """
            select client_id, date_trunc('quarter', t.issued_on)::date as quarter, t.amount,
                case when t.credited_on is not null then 'credited' when t.written_off_on is not null then 'written_off'
                    when t.paid_on is not null then 'paid' when t.in_collection_since is not null then 'in_collection'
                    else 'open' end as state,
                t.paid_on - t.issued_on as days_to_pay
            from invoices t join counted using (client_id)
        """,
        {
            "invoices": "count(*)",
            "amount": "sum(amount)",
            "days_to_pay": f"if({of_enough('days_to_pay is not null')}, round(avg(days_to_pay), 1), null)",
        },
        quarter="null",
        state=OTHER,
    ),
    of_people=True,
)
DUE = Table(
    "due",
    say("Until when data are kept: one row per person and category"),
    (
        Told("category", say("Category of personal data, as code")),
        Told(
            "due_quarter", say("Quarter from which it is due; empty where a hold moves it, or fewer than ten share it")
        ),
        Told("last_quarter", say("Quarter of the last day to keep it; empty where fewer than ten share the row")),
        Told("held", say("Whether it is held back; empty where fewer than ten share the row")),
    ),
    alike(
        """
            select client_id, t.category, t.held,
                if(t.due_from = t.last_day + 1, date_trunc('quarter', t.due_from)::date, null) as due_quarter,
                date_trunc('quarter', t.last_day)::date as last_quarter
            from due t join counted using (client_id) where t.category <> 'complaints'
        """,
        "category",
        due_quarter="null",
        last_quarter="null",
        held="null",
    ),
    of_people=True,
)
ABOUT_PERSONS = (PERSONS, ARRIVALS, REGISTRATIONS, AGREEMENTS, ATTENDANCE, TEST_RESULTS, INVOICES, DUE)
