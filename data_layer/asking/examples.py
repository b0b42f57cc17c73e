"""Questions to begin with, each of use as it is."""

from data_layer.rules.sentences import Sentence, say

EXAMPLES: dict[str, tuple[Sentence, str]] = {
    "requests_per_month": (
        say("Requests per month and right"),
        """select date_trunc('month', received_on) as month, request_right, count(*) as requests
from requests
where received_on >= (select day from today) - interval 1 year
group by all
order by month, request_right""",
    ),
    "days_per_right": (
        say("Days until the answer, per right"),
        """select request_right, count(*) as answered,
    median(answered_on - received_on) as median_days,
    quantile_cont(answered_on - received_on, 0.9) as days_of_nine_in_ten
from requests
where answered_on is not null and outcome <> 'withdrawn'
group by request_right
order by median_days desc""",
    ),
    "hours_per_month": (
        say("Hours of lessons per month, and how many were attended"),
        """select month, hours, hours_present, round(100 * hours_present / hours) as percent
from attendance
where month >= (select day from today) - interval 2 year
order by month""",
    ),
    "deliveries": (
        say("Disclosures per recipient and purpose"),
        """select recipient, purpose, count(*) as entries, sum(clients) as clients,
    count(*) filter (len(flags) > 0) as with_remarks
from disclosures
where direction = 'out' and state <> 'annulled'
group by all
order by entries desc""",
    ),
    "due_per_year": (
        say("What falls due per category and year"),
        """select category, year(due_quarter) as due_in, count(*) as persons
from due
where held is distinct from true
group by all
order by category, due_in""",
    ),
    "invoices_per_year": (
        say("Invoices per year: amount and days until they are paid"),
        """select year(quarter) as in_year, state, sum(invoices) as invoices, sum(amount) as amount,
    round(sum(invoices * days_to_pay) / sum(invoices), 1) as days_to_pay
from invoices
group by all
order by in_year, state""",
    ),
    "results_per_level": (
        say("Test results per part and level"),
        """select part, level, result, count(*) as tests
from test_results
group by all
order by part, level, tests desc""",
    ),
}
"""By code: what each is about, and its SQL."""
