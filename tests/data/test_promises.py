"""The promises of the privacy statement: none left out, quoted as they stand, and judged by what the store has."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from data_layer.categories import RECORD_KINDS
from data_layer.demo.filling import fill
from data_layer.errors import BadInput, ChangedMeanwhile, NotAllowed
from data_layer.ids import new_id
from data_layer.oversight.figure import Figure
from data_layer.promises import checks, judging
from data_layer.promises.checks import Check, record_check
from data_layer.promises.declared import PROMISE, PROMISES
from data_layer.promises.disclosure_measures import FLAGS
from data_layer.promises.judging import Judged
from data_layer.promises.measures import measured
from data_layer.promises.promise import SECTIONS
from data_layer.promises.record_measures import DESK_REGISTERS, undeclared
from data_layer.promises.request_measures import CORRECTIONS
from data_layer.promises.shortfall import mendings
from data_layer.promises.shortfalls import SHORTFALLS
from data_layer.promises.statement_measures import contact_details, stands_in
from data_layer.rules.access import Act
from data_layer.rules.periods import twelve_months_to
from data_layer.rules.promises import Verdict
from data_layer.rules.sentences import say
from data_layer.settings import Settings
from data_layer.staff import Actor
from data_layer.statement_versions import Version
from data_layer.store import Store
from data_layer.vocabulary import Right
from tests import make
from tests.data.test_disclosures import TO_PANTEIA, recorded
from tests.data.test_statement_versions import in_force

FIRST = date(2018, 9, 10)
PROMISES_NOTHING = (
    "Om op de hoogte te blijven van veranderingen, adviseert STEP-Inburgering haar klanten om de privacyverklaring op"
    " de website te raadplegen.",
)
YESTERDAY = make.TODAY - timedelta(1)


@pytest.fixture(scope="module")
def lasting(tmp_path_factory: pytest.TempPathFactory, new_store_file: Path) -> Iterator[Store]:
    yield from make.a_lasting_store(tmp_path_factory.mktemp("promises") / "desk.duckdb", new_store_file)


@pytest.fixture(scope="module")
def lasting_school(tmp_path_factory: pytest.TempPathFactory, new_store_file: Path) -> Iterator[Store]:
    """The invented school, with some three hundred clients."""
    for store in make.a_lasting_store(tmp_path_factory.mktemp("school") / "desk.duckdb", new_store_file):
        fill(store, clients=300)
        yield store


def figures_of(store: Store) -> dict[str, Figure]:
    with store.read(make.OFFICER, Act.PROMISES_VIEW) as reader:
        return measured(reader, twelve_months_to(reader.today), make.NOW)


def found_in(store: Store, actor: Actor = make.MANAGER) -> dict[str, Judged]:
    with store.read(actor, Act.PROMISES_VIEW) as reader:
        return {one.promise.code: one for one in judging.judged(reader, actor, make.NOW)}


def a_text(dated: date, body: str) -> Version:
    return Version(1, dated, body, None, None, None, None, None, 1)


def looks_at(store: Store, promise: str) -> list[Check]:
    with store.read(make.MANAGER, Act.PROMISES_VIEW) as reader:
        return checks.checks_of(reader, promise)


def look(store: Store, actor: Actor = make.OFFICER, **facts: Any) -> None:
    usual: dict[str, Any] = {
        "id": new_id(), "promise": "eea", "seen": None, "checked_on": make.TODAY, "is_in_order": True, "remark": "",
    }  # fmt: skip
    record_check(store, actor, **usual | facts)


def a_version(store: Store, dated: date, body: str) -> None:
    with store.change(make.OFFICER, Act.STATEMENT_PUBLISH) as change:
        change.insert("statement_versions", id=new_id(), dated=dated, body=body)


def test_every_quote_stands_in_the_statement_and_no_sentence_that_promises_is_left_out(lasting: Store) -> None:
    version = in_force(lasting)
    assert version.dated == FIRST
    flat = " ".join(version.body.split())
    for promise in PROMISES:
        assert promise.quote in flat, promise.code
        at = flat.index(promise.quote)
        heading = re.findall(r"(?<= )(\d{1,2}) [A-Z]{4,}", flat[:at])
        assert int(heading[-1]) == promise.section, promise.code
    assert [promise.section for promise in PROMISES] == sorted(promise.section for promise in PROMISES)
    assert {promise.section for promise in PROMISES} == set(SECTIONS) == set(range(3, 15))
    assert len(PROMISE) == len(PROMISES)
    rest = version.body[version.body.index("\n3 GEBRUIK") :]
    is_sentence = re.compile(r"(?!- |\d+ [A-Z]).+")  # no item of a list, no heading
    lines = [line for line in rest.splitlines() if is_sentence.match(line)]
    sentences = [one for line in lines for one in re.split(r"(?<=[.:]) (?=[A-Z])", line)]
    quotes = [promise.quote for promise in PROMISES]
    left_out = [s for s in sentences if s not in PROMISES_NOTHING and not any(q in s or s in q for q in quotes)]
    assert left_out == []


def test_every_promise_is_judged_by_figures_or_by_people_and_every_own_figure_judges_one(lasting: Store) -> None:
    own = set(figures_of(lasting))
    used = {weighed.code for promise in PROMISES for weighed in promise.weighed}
    assert own <= used
    assert all(promise.weighed or promise.control for promise in PROMISES)
    assert used - own == OF_THE_OVERVIEW


OF_THE_OVERVIEW = {
    "breaches", "breaches_in_time", "breaches_overdue", "breaches_to_report", "complaints_acknowledged",
    "complaints_on_time", "complaints_overdue", "copies_late", "copies_not_destroyed", "deliveries", "due", "due_red",
    "held", "notices_unconfirmed", "notices_unsent", "on_time", "requests_last_days", "requests_overdue",
    "requests_received", "source_untold", "source_untold_late", "without_agreement",
}  # fmt: skip
"""The figures that the promises take over from the overview."""


def test_figures_and_looks_together_say_how_each_promise_stands(lasting: Store) -> None:
    version = in_force(lasting)
    nought = {
        code: Figure(code=code, label=say("Requests"), meaning=say("Requests"), value=0, of=0)
        for code in {weighed.code for promise in PROMISES for weighed in promise.weighed}
    }
    in_order = {
        promise.code: Check(1, promise.code, make.TODAY, None, True, None) for promise in PROMISES if promise.control
    }
    found = judging.all_judged(nought, in_order, version, make.TODAY)
    assert {one.verdict for one in found} == {Verdict.KEPT}
    assert judging.counts(found)[Verdict.KEPT] == len(PROMISES)
    late = nought | {"requests_overdue": Figure(code="x", label=say("Late"), meaning=say("Late"), value=2, of=9)}
    found = judging.all_judged(late, in_order, version, make.TODAY)
    assert [one.promise.code for one in found if one.verdict == Verdict.NOT_KEPT] == ["one_month"]
    unknown = judging.all_judged({}, in_order, version, make.TODAY)
    for one in unknown:  # a figure that nobody may see, or that is not there, is not called kept
        weighed = [figure for figure in one.promise.weighed if figure.weight != "told"]
        assert (one.verdict == Verdict.ATTENTION) is bool(weighed), one.promise.code


def test_a_sentence_that_a_later_version_lacks_is_said_to_be_gone(store: Store) -> None:
    first = in_force(store)
    assert all(one.missing_since is None for one in found_in(store).values())
    dated = make.TODAY - timedelta(30)
    a_version(store, dated, first.body.replace("niet langer dan de fiscale bewaarplicht", "kort"))
    a_version(store, make.TODAY + timedelta(9), "Deze geldt nog niet.")
    found = found_in(store)
    assert {code: one.missing_since for code, one in found.items() if one.missing_since} == {"retention": dated}
    assert found["dated"].verdict == Verdict.NOT_KEPT, "it bears the date of the version before"
    assert found["may_change"].verdict == Verdict.ATTENTION, "what changed is not recorded"
    assert found["online"].verdict == Verdict.ATTENTION


def test_every_column_about_clients_is_declared_and_another_one_would_be_found(lasting: Store) -> None:
    assert figures_of(lasting)["undeclared_columns"].value == 0
    assert undeclared([("clients", "religion"), ("clients", "surname")]) == [("clients", "religion")]
    assert undeclared([("phones", "client_id"), ("phones", "owner")]) == [("phones", "owner")]
    diary = [("diaries", "client_id"), ("diaries", "body")]
    assert undeclared(diary) == diary
    assert undeclared([("staff", "name")]) == []
    known = {row["t"] for row in make.rows(lasting, "select distinct table_name as t from information_schema.columns")}
    assert known >= DESK_REGISTERS, "none that is not there any more"


def test_the_contact_details_of_letters_are_looked_up_whatever_stands_between_their_figures(settings: Settings) -> None:
    details = contact_details(settings)
    assert details == ["Derde Van Hezewijkstraat 6", "6542 JP Nijmegen", "024 323 32 35", "info@step-inburgering.nl"]
    assert stands_in("024 323 32 35", "bel 024 – 323 32 35 of kom langs")
    assert not stands_in("024 323 32 36", "bel 024 – 323 32 35 of kom langs")


def test_what_happened_against_a_promise_is_counted_from_the_registers(store: Store) -> None:
    client = make.a_client(store)
    recorded(store, **TO_PANTEIA | {"categories": ("names", "bsn")})
    make.a_record(store, "phones", client, phone="+31612345678", source="third_party")
    make.a_record(store, "consents", client, purpose=5, shown_text=" ", language="nl", how="desk", given_on=make.TODAY)
    make.a_record(store, "preconditions", client, subject="x", about_health=True, consent_id=7)
    make.a_record(store, "objections", client, purpose=7, since=make.TODAY)
    make.a_request(store, client_id=client, received_on=date(2026, 9, 1))
    make.a_request(store, client_id=client, received_on=date(2026, 11, 20))
    found = figures_of(store)
    counted = {code: (figure.value, figure.of) for code, figure in found.items()}
    assert counted["bsn_not_duo"] == (1, 1)
    assert counted["no_purpose"] == (0, 1)
    assert counted["unnamed_recipients"] == (0, 1)
    assert counted["sources_unnamed"] == (1, 2)
    assert counted["consents_incomplete"] == counted["consents"] == (1, 1)
    assert counted["health_without_consent"] == (1, 1)
    assert counted["objections_open"] == (1, 1)
    assert counted["in_time_access"] == (0, 1)
    assert counted["registered_late"][1] == 2
    judged = found_in(store)
    for code in ("third_party_purposes", "access", "consent", "preconditions"):
        assert judged[code].verdict == Verdict.NOT_KEPT, code
    rows = judged["third_party_purposes"].rows
    assert rows is not None
    assert dict(rows.filters)["flag"] == "bsn_not_duo"


def test_the_officer_records_a_look_and_a_double_click_records_it_once(store: Store) -> None:
    id_ = new_id()
    for _click in range(2):
        look(store, id=id_, is_in_order=False, remark="Een app bewaart in de VS")
    (recorded_one,) = looks_at(store, "eea")
    assert (recorded_one.is_in_order, recorded_one.who, recorded_one.remark) == (
        False, make.OFFICER.name, "Een app bewaart in de VS",
    )  # fmt: skip
    assert found_in(store)["eea"].verdict == Verdict.NOT_KEPT
    look(store, make.DEPUTY, seen=id_)
    assert found_in(store)["eea"].verdict == Verdict.KEPT
    assert [one.is_in_order for one in looks_at(store, "eea")] == [True, False]
    entries = make.rows(store, "select reason_code, fields from log where act = 'promise.check' order by seq")
    assert [entry["reason_code"] for entry in entries] == ["not_in_order", "in_order"]
    assert "VS" not in str(entries)


def test_a_look_that_somebody_else_recorded_meanwhile_is_not_passed_over(store: Store) -> None:
    look(store)
    with pytest.raises(ChangedMeanwhile):
        look(store, make.DEPUTY, is_in_order=False, remark="toch niet")
    assert len(looks_at(store, "eea")) == 1


@pytest.mark.parametrize("actor", [make.MANAGER, make.COORDINATOR, make.ADMINISTRATOR], ids=lambda a: a.name)
def test_nobody_but_the_officer_records_a_look(lasting: Store, actor: Actor) -> None:
    with pytest.raises(NotAllowed):
        look(lasting, actor)
    assert looks_at(lasting, "eea") == []


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"promise": "nothing"}, "promise"),
        ({"promise": "categories"}, "promise"),
        ({"is_in_order": None}, "is_in_order"),
        ({"checked_on": None}, "checked_on"),
        ({"checked_on": make.TODAY + timedelta(1)}, "checked_on"),
        ({"checked_on": date(2025, 11, 22)}, "checked_on"),
        ({"is_in_order": False, "remark": " "}, "remark"),
        ({"remark": "x" * 501}, "remark"),
        ({"remark": "a\x00b"}, "remark"),
    ],
)
def test_a_look_that_cannot_be_true_is_refused(lasting: Store, facts: dict[str, Any], field: str) -> None:
    with pytest.raises(BadInput) as refused:
        look(lasting, **facts)
    assert refused.value.field == field
    assert looks_at(lasting, "eea") == []


def test_a_look_before_the_newest_one_is_refused(store: Store) -> None:
    look(store)
    (newest,) = looks_at(store, "eea")
    with pytest.raises(BadInput):
        look(store, seen=newest.id, checked_on=YESTERDAY)


def test_every_shortfall_is_one_of_the_text_and_its_own_words_mend_it(lasting: Store) -> None:
    first = in_force(lasting)
    assert len({one.code for one in SHORTFALLS}) == len(SHORTFALLS)
    for one in SHORTFALLS:
        assert one.while_says or one.until_says, one.code
        assert first.says(one.quote), one.code
        assert not one.is_mended_in(first), one.code
        assert one.is_mended_in(a_text(make.TODAY, one.wording)), one.code
    everything = a_text(make.TODAY, "\n".join(one.wording for one in SHORTFALLS))
    assert all(one.is_mended_in(everything) for one in SHORTFALLS), "the proposals do not undo each other"


def test_a_shortfall_is_mended_since_the_first_version_after_which_it_stayed_so() -> None:
    (court,) = (one for one in SHORTFALLS if one.code == "court")
    says, silent = f"U kunt {court.wording}", "niets"
    days = [date(2018, 9, 10), date(2020, 1, 1), date(2022, 1, 1), date(2024, 1, 1)]

    def mended_in(*bodies: str) -> date | None:
        (one,) = mendings([court], [a_text(day, body) for day, body in zip(days, bodies, strict=False)])
        return one.mended_in

    assert mended_in(silent) is None
    assert mended_in() is None
    assert mended_in(silent, says, says) == days[1]
    assert mended_in(says, silent, says, says) == days[2]
    assert mended_in(silent, says, silent) is None


def test_each_own_figure_equals_a_count_by_hand_on_the_invented_school(lasting_school: Store) -> None:
    store = lasting_school
    since, today = twelve_months_to(make.TODAY).since, make.TODAY
    found = {code: (figure.value, figure.of) for code, figure in figures_of(store).items()}

    entries = [
        row
        for row in make.rows(store, "select * from disclosures")
        if row["state"] != "annulled" and since <= row["happened_on"] <= today
    ]
    for flag in FLAGS:
        assert found[flag] == (sum(flag in row["flags"] for row in entries), len(entries)), flag
    recipients = {row["id"]: row for row in make.rows(store, "select * from recipients")}
    used = [recipients[one] for one in {row["recipient_id"] for row in entries}]
    used = [row for row in used if not row["is_stranger"]]
    assert found["unnamed_recipients"] == (sum(not row["in_statement"] for row in used), len(used))

    requests = make.rows(store, "select * from requests")
    for right in Right:
        if right is not Right.CONSENT_WITHDRAWAL:
            over = [
                row
                for row in requests
                if row["request_right"] == right
                and row["outcome"] != "withdrawn"
                and since <= row["legal_last_day"] < today
            ]
            in_time = [row for row in over if row["answered_on"] and row["answered_on"] <= row["legal_last_day"]]
            assert found[f"in_time_{right}"] == (len(in_time), len(over)), right
    granted = [row for row in requests if row["outcome"] in ("granted", "partly_granted")]
    to_do = [row for row in granted if row["request_right"] in CORRECTIONS]
    assert found["answered_unfinished"] == (sum(row["finished_on"] is None for row in to_do), len(to_do))
    received = [row for row in requests if since <= row["received_on"] <= today]
    assert found["registered_late"] == (
        sum((row["registered_on"] - row["received_on"]).days > 7 for row in received),
        len(received),
    )
    this_year = [r for r in granted if r["answered_on"] >= since and r["request_right"] != "consent_withdrawal"]
    assert found["granted_unidentified"] == (sum(r["identified_on"] is None for r in this_year), len(this_year))

    copies = [
        row
        for row in make.rows(store, "select * from identity_checks")
        if row["copy_received_on"] and since <= row["copy_received_on"] <= today
    ]
    assert found["copies_with_photo"] == (sum(not row["photo_masked"] for row in copies), len(copies))
    assert found["copies_with_bsn"] == (sum(not row["bsn_masked"] for row in copies), len(copies))
    objections = make.rows(store, "select * from objections")
    undecided = [row for row in objections if row["decision"] is None and row["ended_on"] is None]
    assert found["objections_open"] == (len(undecided), len(objections))

    consents = {row["id"]: row for row in make.rows(store, "select * from consents")}
    running = {one for one, row in consents.items() if row["withdrawn_on"] is None}
    assert found["consents"] == (len(running), len(consents))
    health = [row for row in make.rows(store, "select * from preconditions") if row["about_health"]]
    assert found["health_without_consent"] == (sum(r["consent_id"] not in running for r in health), len(health))
    tables = {kind.table for kind in RECORD_KINDS.values()} - {"complaints"}
    sources = [row["source"] for table in tables for row in make.rows(store, f"select source from {table}")]  # noqa: S608
    assert found["sources_unnamed"] == (sources.count("third_party"), len(sources))


def test_the_invented_school_has_promises_of_every_kind(lasting_school: Store) -> None:
    found = found_in(lasting_school, make.OFFICER)
    assert {one.verdict for one in found.values()} == set(Verdict)
    assert found["retention"].verdict == Verdict.NOT_KEPT, "a look found something"
    assert found["interests"].verdict == Verdict.ATTENTION, "the look is too old"
    assert found["no_commerce"].verdict == Verdict.KEPT
