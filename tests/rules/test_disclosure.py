"""What stops a delivery is what flags a record: one set of facts, two outcomes."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data_layer.categories import CATEGORY
from data_layer.recipients import Recipient
from data_layer.rules.disclosure import (
    FLAG_LABELS,
    MOST_NAMED,
    Exchange,
    enumerated,
    findings,
    late_until,
    record_flags,
    some_of,
)
from data_layer.rules.sentences import say
from data_layer.rules.working_days import add_months
from data_layer.vocabulary import EEA, Ground
from data_layer.wording import put

# PS §4 × §7: ● usual, ○ only where needed, – never
TABLE = """
names            ● ● ● ●
gender           ● – – –
bsn              ● – – –
birth            ● ○ – –
address          ● – – ○
phone            – – ● ●
email            – ○ ○ ●
residence_status ○ – – –
arrival          – – – –
qualifications   ○ – – ○
intake           – ○ – ○
preconditions    – – – –
agreements       ● – – –
attendance       ● – – –
progress_notes   – – – –
evaluations      – – – –
appointments     – – – ○
test_results     ○ ● – –
complaints       – – – –
invoices         ● – – –
"""
CODES = ("duo", "bureau_ice", "panteia", "library")
CELLS = [
    (recipient, category, mark)
    for category, *marks in (line.split() for line in TABLE.strip().splitlines())
    for recipient, mark in zip(CODES, marks, strict=True)
]
COUNTRIES = [*sorted(EEA), "CH", "GB", "US", "TR", "AW", "CW", "SX", "BQ"]


def recipient(code: str = "duo", country: str = "NL", uses: dict[str, str] | None = None) -> Recipient:
    return Recipient(
        id=1, code=code, name=code, legal_name=code, country=country, role="independent", contact=None,
        in_statement=code in CODES, active=True, is_stranger=False, own_purposes=(), uses=uses or {}, version=1,
    )  # fmt: skip


def an_exchange(to: Recipient | None = None, *categories: str, **facts: object) -> Exchange:
    to = to or recipient()
    usual = {
        "purpose": 9,
        "statute": None,
        "ground": "legal_obligation",
        "is_outside_eea": to.is_outside_eea,
        "never": {code: CATEGORY[code].label for code in to.never_categories},
    }
    return Exchange(to.code, frozenset(categories or ("names",)), **usual | facts)  # type: ignore[arg-type]  # facts of the test


@pytest.mark.parametrize(("code", "category", "mark"), CELLS)
def test_a_category_goes_to_those_of_the_table_and_to_nobody_else(code: str, category: str, mark: str) -> None:
    flags = record_flags(an_exchange(recipient(code), category))
    expected = () if mark != "–" else ("bsn_not_duo",) if category == "bsn" else ("never_category",)
    assert flags == expected
    assert (category in recipient(code).usual_categories) == (mark == "●")


@given(
    st.sampled_from([*CODES, "municipality", "auditor"]),
    st.sets(st.sampled_from(sorted(CATEGORY)), min_size=1),
    st.sampled_from(COUNTRIES),
    st.sampled_from(list(Ground)),
    st.dictionaries(st.sampled_from(sorted(CATEGORY)), st.sampled_from(["usual", "needed", "never"])),
)
def test_the_bsn_leaves_for_duo_only(
    code: str, categories: set[str], country: str, ground: Ground, uses: dict[str, str]
) -> None:
    exchange = an_exchange(recipient(code, country, uses), *categories, ground=ground.value)
    assert ("bsn_not_duo" in record_flags(exchange)) == ("bsn" in categories and code != "duo")
    if "bsn" in categories and findings(exchange) == ():
        assert code == "duo"


CLIENTS = st.lists(st.sampled_from(["1001", "1002"]), unique=True).map(tuple)


@given(
    st.sampled_from(CODES),
    st.sets(st.sampled_from(sorted(CATEGORY)), min_size=1),
    st.sampled_from(COUNTRIES),
    st.fixed_dictionaries(
        {
            "purpose": st.one_of(st.none(), st.integers(-1, 13)),
            "statute": st.sampled_from([None, "", "Wet inburgering"]),
            "ground": st.sampled_from([*Ground, None]),
            "restricted": CLIENTS,
            "without_consent": CLIENTS,
            "objecting": CLIENTS,
            "lacks_agreement": st.booleans(),
            "is_received": st.booleans(),
            "is_stranger": st.booleans(),
            "purposes": st.frozensets(st.integers(1, 11)),
            "grounds": st.frozensets(st.sampled_from(list(Ground))),
        }
    ),
)
def test_what_flags_a_record_is_what_refuses_a_delivery(
    code: str, categories: set[str], country: str, facts: dict[str, object]
) -> None:
    exchange = an_exchange(recipient(code, country), *categories, **facts)
    flags = record_flags(exchange)
    assert [f.code for f in findings(exchange)] == list(flags)
    assert len(findings(exchange)) == len(flags) == len(set(flags))
    assert set(flags) <= set(FLAG_LABELS)


@pytest.mark.parametrize(
    ("purpose", "statute", "is_listed"),
    [
        (1, None, True),
        (11, None, True),
        (9, "Wet inburgering", True),
        (None, "AWR 47", True),
        (None, None, False),
        (None, "  ", False),
        (0, None, False),
        (12, None, False),
        (12, "a statute does not mend a purpose that is none of them", False),
    ],
)
def test_a_purpose_is_one_of_the_eleven_or_a_statute(purpose: int | None, statute: str | None, is_listed: bool) -> None:
    flags = record_flags(an_exchange(purpose=purpose, statute=statute))
    assert flags == (() if is_listed else ("no_purpose",))


@pytest.mark.parametrize(
    ("purpose", "agreed", "flags"),
    [
        (9, {4, 9}, ()),
        (7, {4, 9}, ("other_purpose",)),
        (7, set(), ()),
        (None, {4}, ()),
        (12, {4}, ("no_purpose",)),
    ],
)
def test_a_recipient_gets_data_for_the_purposes_that_were_agreed(
    purpose: int | None, agreed: set[int], flags: tuple[str, ...]
) -> None:
    assert record_flags(an_exchange(purpose=purpose, statute="a law", purposes=frozenset(agreed))) == flags


@pytest.mark.parametrize(
    ("ground", "agreed", "flags"),
    [
        ("contract", {"contract", "consent"}, ()),
        ("legal_obligation", {"contract"}, ("other_ground",)),
        ("legal_obligation", set(), ()),
        (None, {"contract"}, ("no_ground",)),
    ],
)
def test_a_recipient_gets_data_on_the_grounds_that_were_agreed(
    ground: str | None, agreed: set[str], flags: tuple[str, ...]
) -> None:
    assert record_flags(an_exchange(ground=ground, grounds=frozenset(agreed))) == flags


def test_without_a_ground_an_objection_still_counts() -> None:
    assert record_flags(an_exchange(ground=None, objecting=("1001",))) == ("no_ground", "objection")


@pytest.mark.parametrize("ground", [*Ground, None])
def test_a_statute_stands_in_for_a_purpose_only_where_the_law_obliges(ground: Ground | None) -> None:
    flags = record_flags(an_exchange(purpose=None, statute="AWR 47", ground=ground))
    assert ("no_purpose" not in flags) == (ground == "legal_obligation")


def test_who_is_no_recipient_of_the_school_should_have_got_nothing() -> None:
    assert record_flags(an_exchange(is_stranger=True)) == ("stranger",)
    assert record_flags(an_exchange(is_stranger=True, is_received=True)) == ()


@pytest.mark.parametrize("country", ["CH", "GB", "US", "TR", "AW", "CW", "SX", "BQ"])
def test_nothing_goes_outside_the_european_economic_area(country: str) -> None:
    assert record_flags(an_exchange(recipient("auditor", country))) == ("outside_eea",)


@pytest.mark.parametrize("country", sorted(EEA))
def test_within_the_area_the_country_does_not_matter(country: str) -> None:
    assert findings(an_exchange(recipient("auditor", country))) == ()


def test_a_recipient_outside_the_statement_gets_what_the_desk_has_set_but_never_the_bsn() -> None:
    auditor = recipient("auditor", uses={"attendance": "never", "invoices": "usual", "bsn": "usual"})
    assert auditor.usual_categories == ("invoices",)
    assert record_flags(an_exchange(auditor, "attendance")) == ("never_category",)
    assert record_flags(an_exchange(auditor, "invoices", "names")) == ()
    assert record_flags(an_exchange(auditor, "bsn")) == ("bsn_not_duo",)


def test_what_the_statement_says_of_its_recipients_cannot_be_set_otherwise() -> None:
    panteia = recipient("panteia", uses={"bsn": "usual", "complaints": "usual"})
    assert record_flags(an_exchange(panteia, "complaints")) == ("never_category",)


def test_consent_is_asked_for_where_it_is_the_ground() -> None:
    assert record_flags(an_exchange(ground="consent", without_consent=("1001",))) == ("no_consent",)
    assert record_flags(an_exchange(ground="contract", without_consent=("1001",))) == ()


def test_an_objection_stands_against_legitimate_interest_only() -> None:
    assert record_flags(an_exchange(ground="legitimate_interest", objecting=("1001",))) == ("objection",)
    assert record_flags(an_exchange(ground="legal_obligation", objecting=("1001",))) == ()


def test_a_restricted_client_and_a_missing_agreement_stop_a_delivery() -> None:
    assert record_flags(an_exchange(restricted=("1001",))) == ("restricted_client",)
    assert record_flags(an_exchange(lacks_agreement=True)) == ("no_agreement",)


def test_of_received_data_only_what_the_school_does_with_them_counts() -> None:
    ice = recipient("bureau_ice", "CH")
    everything = an_exchange(
        ice,
        "bsn",
        "complaints",
        purpose=None,
        ground="consent",
        is_received=True,
        lacks_agreement=True,
        restricted=("1",),
        without_consent=("1",),
    )
    assert record_flags(everything) == ("no_purpose", "no_agreement", "no_consent")


def test_the_sentence_names_the_data_and_the_clients_but_not_thousands() -> None:
    numbers = tuple(str(n) for n in range(1001, 1101))
    exchange = an_exchange(recipient("panteia"), "complaints", "arrival", "names", restricted=numbers)
    never, restricted = (put(finding.sentence, "en") for finding in findings(exchange))
    assert never == "This recipient never gets: date of arrival in the Netherlands, handling of complaints."
    assert restricted.startswith("The data of 100 clients are restricted: 1001, 1002,")
    assert restricted.count("1") < 40
    assert some_of(numbers).endswith("1010, …")
    assert some_of(numbers[:MOST_NAMED]).endswith("1010")


def test_labels_are_put_one_after_the_other() -> None:
    assert put(enumerated([say("a")]), "en") == "a"
    assert put(enumerated([say("a"), say("b"), say("c")]), "en") == "a, b, c"


@pytest.mark.parametrize(
    ("today", "last"),
    [
        pytest.param(date(2026, 11, 23), date(2026, 10, 22), id="told by the 22nd"),
        pytest.param(date(2026, 3, 1), date(2026, 1, 31), id="told by the last day of February"),
        pytest.param(date(2026, 3, 2), date(2026, 2, 1), id="told by 1 March"),
        pytest.param(date(2026, 1, 1), date(2025, 11, 30), id="told by 30 December"),
    ],
)
def test_the_month_to_tell_the_source_is_over_from_the_day_after_its_last(today: date, last: date) -> None:
    assert late_until(today) == last
    assert add_months(last, 1) < today <= add_months(last + timedelta(days=1), 1)
