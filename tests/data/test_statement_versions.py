"""Versions of the privacy statement (PS §14): published once, with what changed, and never edited afterwards."""

from datetime import date, timedelta
from typing import Any

import pytest

from data_layer import recipient_changes, recipients, statement_versions
from data_layer.errors import BadInput, ChangedMeanwhile, NotAllowed, NotFound
from data_layer.ids import new_id
from data_layer.rules.access import Act
from data_layer.statement_versions import Version
from data_layer.store import Store
from data_layer.verifying import findings
from tests import make
from tests.data.test_disclosures import recorded
from tests.data.test_recipients import added

FIRST_DAY = date(2018, 9, 10)
OTHERS = (make.MANAGER, make.COORDINATOR, make.ADMINISTRATOR)


def known(store: Store) -> list[Version]:
    with store.read(make.MANAGER, Act.STATEMENT_VIEW) as reader:
        return statement_versions.versions(reader)


def in_force(store: Store) -> Version:
    with store.read(make.MANAGER, Act.STATEMENT_VIEW) as reader:
        version = statement_versions.in_force(reader)
    assert version is not None
    return version


def published(store: Store, **other: Any) -> int:
    there = known(store)
    newest = there[0]
    facts: dict[str, Any] = {
        "id": new_id(),
        "seen": [one.id for one in there],
        "dated": make.TODAY,
        "body": newest.body.replace("schriftelijk verzoek", "verzoek"),
        "remark": "Een verzoek hoeft niet op papier.",
    } | other
    statement_versions.publish(store, other.pop("actor", make.OFFICER), **{k: facts[k] for k in facts if k != "actor"})
    return int(facts["id"])


def logged(store: Store) -> list[tuple[str, str]]:
    rows = make.rows(store, "select act, reason_code from log where subject_kind = 'statement_version' order by seq")
    return [(row["act"], row["reason_code"]) for row in rows]


def test_the_store_begins_with_the_version_of_2018(store: Store) -> None:
    (first,) = known(store)
    assert (first.dated, first.recorded_on, first.online_since) == (FIRST_DAY, None, None)
    assert first.body.startswith("PRIVACYVERKLARING")
    assert first.body.endswith("op 10 september 2018.")
    assert in_force(store) == first
    assert not first.can_be_taken_back(make.TODAY)
    with pytest.raises(BadInput):
        statement_versions.take_back(store, make.OFFICER, first)
    assert statement_versions.changes([first], first) == ()


def test_a_version_is_published_once_with_who_when_and_what_changed(store: Store) -> None:
    version_id = published(store)
    published(store, id=version_id)  # a double click
    newest, first = known(store)
    assert (newest.id, newest.dated, newest.recorded_on) == (version_id, make.TODAY, make.TODAY)
    assert (newest.recorded_by, newest.version) == (make.OFFICER.name, 1)
    assert in_force(store) == newest
    changed = statement_versions.changes([newest, first], newest)
    assert [one.kind for one in changed] == ["changed", "changed"]
    assert {one.under for one in changed} == {"11 RECHTEN"}
    assert logged(store) == [(Act.STATEMENT_PUBLISH, "published")]
    assert statement_versions.of_day([newest, first], "2018-09-10") == first
    assert findings(store, make.OFFICER) == []
    with pytest.raises(NotFound):
        statement_versions.of_day([newest, first], "gisteren")


def test_a_version_says_its_words_however_its_lines_break(store: Store) -> None:
    assert in_force(store).says("RECHT op\ninzage in de persoonsgegevens")
    assert not in_force(store).says("recht op vergetelheid")


def test_a_version_counts_from_its_date_and_not_before(store: Store) -> None:
    make.a_client(store)
    town = added(store, "Gemeente Proefstad")
    recorded(store, recipient_id=town.id, categories=["names"])
    recipient_changes.end(store, make.OFFICER, town.id, town.version)
    published(store, dated=make.TODAY + timedelta(days=1))
    assert in_force(store).dated == FIRST_DAY
    with store.read(make.OFFICER, Act.RECIPIENT_VIEW) as reader:
        assert [gap.recipient.id for gap in recipients.gaps(reader)] == [town.id], "it got data since that version"


@pytest.mark.parametrize("actor", OTHERS)
def test_only_the_privacy_officer_publishes(store: Store, actor: Any) -> None:
    (first,) = known(store)
    with pytest.raises(NotAllowed):
        published(store, actor=actor)
    with pytest.raises(NotAllowed):
        statement_versions.put_online(store, actor, first, make.TODAY)
    with pytest.raises(NotAllowed):
        statement_versions.take_back(store, actor, first)
    assert known(store) == [first]


@pytest.mark.parametrize(
    ("field", "other"),
    [
        ("dated", {"dated": None}),
        ("dated", {"dated": FIRST_DAY}),
        ("dated", {"dated": date(2018, 9, 9)}),
        ("dated", {"dated": date(2027, 11, 24)}),
        ("why_late", {"dated": make.TODAY - timedelta(days=1)}),
        ("why_late", {"dated": make.TODAY - timedelta(days=1), "why_late": " "}),
        ("body", {"body": ""}),
        ("body", {"body": "Te kort."}),
        ("body", {"body": "Woord. " * 8_000}),
        ("body", {"body": "Stuur\x07teken. " * 100}),
        ("remark", {"remark": "  "}),
        ("remark", {"remark": "x" * 1_001}),
    ],
)
def test_what_is_no_version_is_refused_by_field(store: Store, field: str, other: dict[str, Any]) -> None:
    with pytest.raises(BadInput, match=r"Nothing was saved\.") as refused:
        published(store, **other)
    assert refused.value.field == field
    assert len(known(store)) == 1


def test_the_same_text_is_no_new_version(store: Store) -> None:
    (first,) = known(store)
    with pytest.raises(BadInput) as refused:
        published(store, body=first.body.replace("\n", "  \r\n"))
    assert refused.value.field == "body"


def test_who_did_not_see_the_newest_version_overwrites_nothing(store: Store) -> None:
    (first,) = known(store)
    published(store, actor=make.DEPUTY)
    with pytest.raises(ChangedMeanwhile):
        published(store, seen=[first.id], dated=make.TODAY + timedelta(days=1))
    assert len(known(store)) == 2


def test_since_when_it_is_online_is_recorded_and_can_be_corrected(store: Store) -> None:
    (first,) = known(store)
    statement_versions.put_online(store, make.OFFICER, first, date(2018, 9, 12))
    statement_versions.put_online(store, make.OFFICER, first, date(2018, 9, 12))  # a double click
    (seen,) = known(store)
    assert seen.online_since == date(2018, 9, 12)
    with pytest.raises(ChangedMeanwhile):
        statement_versions.put_online(store, make.DEPUTY, first, date(2018, 9, 11))
    statement_versions.put_online(store, make.OFFICER, seen, date(2018, 9, 11))
    for wrong in (None, make.TODAY + timedelta(days=1), date(2017, 9, 9)):
        with pytest.raises(BadInput) as refused:
            statement_versions.put_online(store, make.OFFICER, seen, wrong)
        assert refused.value.field == "online_since"
    assert known(store)[0].online_since == date(2018, 9, 11)
    assert logged(store) == [(Act.STATEMENT_PUBLISH, "put_online")] * 2


def test_only_what_nobody_can_have_relied_on_is_taken_back(store: Store) -> None:
    published(store)
    today = known(store)[0]
    statement_versions.put_online(store, make.OFFICER, today, make.TODAY)
    online = known(store)[0]
    for seen in (today, online):
        with pytest.raises(BadInput, match="The website has this version"):
            statement_versions.take_back(store, make.DEPUTY, seen)
    with pytest.raises(NotAllowed):
        statement_versions.clear_online(store, make.COORDINATOR, online, "other_version")
    with pytest.raises(BadInput) as refused:
        statement_versions.clear_online(store, make.OFFICER, online, None)
    assert refused.value.field == "why"
    with pytest.raises(ChangedMeanwhile):
        statement_versions.clear_online(store, make.OFFICER, today, "other_version")
    statement_versions.clear_online(store, make.OFFICER, online, "other_version")
    statement_versions.clear_online(store, make.OFFICER, online, "other_version")  # a double click
    assert logged(store)[-1] == (Act.STATEMENT_PUBLISH, "other_version")
    with pytest.raises(ChangedMeanwhile):
        statement_versions.take_back(store, make.DEPUTY, today)
    statement_versions.take_back(store, make.OFFICER, known(store)[0])
    statement_versions.take_back(store, make.OFFICER, today)  # a second click: it is gone already
    assert in_force(store).dated == FIRST_DAY
    assert logged(store)[-1] == (Act.STATEMENT_PUBLISH, "taken_back")
    long_ago = Version(1, FIRST_DAY, "", date(2018, 9, 10), None, None, None, None, 1)
    to_come = Version(2, make.TODAY + timedelta(days=9), "", date(2026, 10, 1), None, None, None, None, 1)
    assert (long_ago.can_be_taken_back(make.TODAY), to_come.can_be_taken_back(make.TODAY)) == (False, True)


def test_a_version_that_is_to_come_blocks_none_before_it(store: Store) -> None:
    (first,) = known(store)
    to_come = first.body.replace("klacht", "grief")
    published(store, dated=make.TODAY + timedelta(days=30), body=to_come)
    with pytest.raises(BadInput) as refused:
        published(store, dated=make.TODAY, body=first.body)
    assert refused.value.field == "body", "that text counts on that day already"
    published(store, dated=make.TODAY, body=first.body.replace("schriftelijk verzoek", "verzoek"))
    assert in_force(store).dated == make.TODAY
    with pytest.raises(BadInput) as refused:
        published(store, dated=make.TODAY + timedelta(days=30), body=first.body)
    assert refused.value.field == "dated"
    assert [one.body == to_come for one in known(store)] == [True, False, False]


def test_a_version_from_before_today_says_why_it_is_recorded_afterwards(store: Store) -> None:
    published(store, dated=date(2020, 1, 1), why_late="Het bestand is nu pas gevonden.")
    assert in_force(store).why_late == "Het bestand is nu pas gevonden."
    assert in_force(store).recorded_on == make.TODAY
    assert findings(store, make.OFFICER) == []
