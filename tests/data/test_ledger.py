"""The ledger outside the store: nothing is done for a person's right without its line, and no line gets lost unseen."""

import random
from datetime import timedelta
from pathlib import Path

import pytest

from data_layer import consents, verifying
from data_layer.backups import rights
from data_layer.backups.ledger import LedgerBroken
from data_layer.errors import NotAllowed, StoreUnavailable
from data_layer.ids import new_id
from data_layer.rules.access import Act
from data_layer.staff import THE_DESK
from data_layer.store import Store, open_store
from tests import make


def restricted(store: Store, client_id: int) -> None:
    with store.change(make.OFFICER, Act.RESTRICTION_SET, make.subject(client_id)) as change:
        rights.note_restricted(change, client_id, make.TODAY)


def kinds(store: Store) -> list[str]:
    lines = store.ledger.lines()
    return [] if lines is None else [line.kind for line in lines.all]


def findings(store: Store) -> list[str]:
    return [sentence.msgid for sentence in verifying.findings(store, THE_DESK)]


def given(store: Store, client_id: int) -> consents.Consent:
    consents.give(
        store, make.COORDINATOR, id=new_id(), client_id=client_id, purpose=7, recipient_id=None, about_health=False,
        shown_text="Mag dit?", language="nl", how="paper", given_on=make.DAY,
    )  # fmt: skip
    with store.read(make.OFFICER, Act.CLIENT_VIEW, make.subject(client_id), sitting="x") as reader:
        return consents.consents_of(reader, client_id)[0]


def test_a_withdrawn_consent_stands_in_the_ledger_without_a_word_of_the_person(store: Store) -> None:
    client_id = make.a_client(store, surname="Zichtbaar")
    consent = given(store, client_id)
    for _ in range(2):  # a double click
        consents.withdraw(store, make.OFFICER, seen=consent.seen, client_id=client_id, withdrawn_on=make.TODAY)
    lines = store.ledger.lines()
    assert lines is not None
    assert [line.kind for line in lines.all] == ["begin", "consent_withdrawn", "kept"]
    assert lines.all[1].facts == {"consent": consent.id, "client": client_id, "day": "2026-11-23"}
    assert lines.unsettled == []
    kept = store.ledger.path.read_bytes()
    assert b"consent" not in kept
    assert b"2026" not in kept
    assert store.ledger.path.stat().st_mode & 0o777 == 0o600
    assert findings(store) == []


def test_a_rehearsal_a_refusal_and_a_failed_act_write_no_line(store: Store) -> None:
    client_id = make.a_client(store)
    restricted(store.rehearsal(), client_id)
    with pytest.raises(NotAllowed), store.change(make.MANAGER, Act.RESTRICTION_SET, make.subject(client_id)):
        pass
    with store.change(make.OFFICER, Act.RESTRICTION_SET, make.subject(client_id)) as change:
        rights.note_restricted(change, client_id, make.TODAY)
        change.undo()
    assert kinds(store) == []


def test_without_its_line_an_act_is_refused_and_nothing_is_saved(store: Store) -> None:
    client_id = make.a_client(store)
    consent = given(store, client_id)
    store.settings.backups.write_text("no folder")
    with pytest.raises(StoreUnavailable, match="Nothing was saved"):
        consents.withdraw(store, make.OFFICER, seen=consent.seen, client_id=client_id, withdrawn_on=make.TODAY)
    with store.read(make.OFFICER, Act.CLIENT_VIEW, make.subject(client_id), sitting="y") as reader:
        assert consents.consents_of(reader, client_id)[0].withdrawn_on is None
    make.a_client(store, "1002")  # other work goes on


def test_a_line_that_was_changed_or_taken_out_is_found(store: Store) -> None:
    client_id = make.a_client(store)
    for _ in range(3):
        restricted(store, client_id)
    whole = store.ledger.path.read_bytes()
    texts = whole.splitlines(keepends=True)
    for broken in (texts[:2] + texts[3:], texts[1:], [*texts[:2], b"AAAA" + texts[2][4:], *texts[3:]]):
        store.ledger.path.write_bytes(b"".join(broken))
        with pytest.raises(LedgerBroken, match="does not follow"):
            store.ledger.lines()
        assert "does not follow" in " ".join(findings(store))
    store.ledger.path.write_bytes(b"".join(texts[:3]))  # the end was cut off
    assert "cut short" in " ".join(findings(store))
    store.ledger.path.write_bytes(whole)
    assert findings(store) == []


def test_a_damaged_ledger_stops_nobodys_right_and_is_put_aside(store: Store) -> None:
    client_id = make.a_client(store)
    restricted(store, client_id)
    store.ledger.path.write_bytes(b"nonsense\n")
    restricted(store, client_id)
    assert kinds(store) == ["begin", "restricted", "kept"]
    assert [file.read_bytes() for file in store.settings.backups.glob("ledger.aside-*")] == [b"nonsense\n"]
    assert findings(store) == []


def test_half_a_last_line_is_no_line_and_gets_overwritten(store: Store) -> None:
    client_id = make.a_client(store)
    restricted(store, client_id)
    with store.ledger.path.open("ab") as file:
        file.write(b"half of a li")
    assert kinds(store) == ["begin", "restricted", "kept"]
    restricted(store, client_id)
    assert kinds(store) == ["begin", "restricted", "kept", "restricted", "kept"]


@pytest.mark.parametrize("was_kept", [True, False])
def test_opening_finds_out_what_became_of_an_act_that_a_crash_cut_short(store: Store, was_kept: bool) -> None:
    client_id = make.a_client(store)
    restricted(store, client_id)
    texts = store.ledger.path.read_bytes().splitlines(keepends=True)
    if was_kept:  # the crash came after the commit
        store.ledger.path.write_bytes(b"".join(texts[:-1]))
    else:  # the crash came before it
        lines = store.ledger.lines()
        assert lines is not None
        store.ledger._add("restricted", make.NOW, (99, "f" * 64), {"client": client_id})
    settings = store.settings
    store.close()
    again = open_store(settings, lambda: make.NOW)
    found = again.ledger.lines()
    assert found is not None
    assert found.unsettled == []
    assert len(found.acts) == 1
    assert findings(again) == []
    again.close()


def test_what_no_backup_needs_is_dropped_and_the_rest_still_follows(store: Store, tmp_path: Path) -> None:
    client_id = make.a_client(store)
    for _ in range(2):
        restricted(store, client_id)
    assert store.ledger.drop(make.NOW) == 0
    assert store.ledger.drop(make.NOW + timedelta(days=1)) == 4
    assert kinds(store) == ["begin"]
    assert findings(store) == []
    restricted(store, client_id)
    assert kinds(store) == ["begin", "restricted", "kept"]
    assert findings(store) == []
    assert [file.name for file in store.settings.backups.iterdir()] == ["ledger"]


def test_whatever_byte_of_it_is_damaged_the_store_opens_and_it_is_said_or_nothing_is_lost(
    store: Store, tmp_path: Path
) -> None:
    client_id = make.a_client(store)
    for _ in range(2):
        restricted(store, client_id)
    settings, path = store.settings, store.ledger.path
    whole = path.read_bytes()
    acts = len(store.ledger.lines().acts)  # type: ignore[union-attr] # just written
    chance = random.Random(5)  # noqa: S311 - places that can be repeated
    told = 0
    for nth in range(16):
        harmed = bytearray(whole)
        for _ in range(1 + nth % 3):
            harmed[chance.randrange(len(harmed))] = chance.choice((0, 10, 65, 255, chance.randrange(256)))
        if nth % 4 == 0:
            del harmed[chance.randrange(len(harmed)) :]
        store.close()
        path.write_bytes(harmed)
        store = open_store(settings, lambda: make.NOW)
        said = [sentence for sentence in findings(store) if "ledger" in sentence.lower()]
        told += bool(said)
        if not said:
            found = store.ledger.lines()
            assert found is not None
            assert len(found.acts) == acts, nth
        assert make.asked(store, "select count(*) from clients where restricted_since is null") == 1
    assert told > 4
    store.close()
