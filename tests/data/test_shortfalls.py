"""Where the statement falls short: quoted as it stands, still so until somebody looked, and looked at per version."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from data_layer.errors import BadInput, ChangedMeanwhile, NotAllowed
from data_layer.ids import new_id
from data_layer.promises.checks import record_check
from data_layer.promises.declared import SHORTFALLS
from data_layer.promises.shortfalls import Mending, Stand, mendings, shortfalls
from data_layer.rules.access import Act
from data_layer.staff import Actor
from data_layer.statement_versions import Version
from data_layer.store import Store
from tests import make
from tests.data.test_statement_versions import in_force, published

NAMED = {"written_only", "always_copy", "only_photo", "withdrawal", "holds", "court", "other_recipients"}
"""Those that the school wants to see in any case."""
ADVICE = {"officer", "automated", "processor"}
"""What the law asks only of who has such an officer, such decisions, or not at all."""
OPPOSITE = {
    "written_only": "Een verzoek kan uitsluitend schriftelijk worden ingediend.",
    "always_copy": "Stuur altijd een kopie van een geldig paspoort of identiteitskaart mee.",
    "only_photo": "Maak op de kopie alleen uw pasfoto onzichtbaar.",
    "complaint_first": "Pas als dit contact geen oplossing biedt, heeft de klant het recht om te klagen.",
    "only_mistakes": "Alleen bij fouten kan de klant vragen om verwijdering.",
    "health": "Wij verwerken geen gegevens over uw gezondheid.",
    "withdrawal": "Intrekken van een inschrijving kan per e-mail.",
    "court": "Een deurwaarder en de rechtbank kunnen gegevens ontvangen.",
    "other_recipients": "Facturen gaan niet naar een accountant.",
    "terms": "Deze verklaring wordt zes maanden na een wijziging opnieuw bekeken.",
    "holds": "Wij zullen uw gegevens nooit langer bewaren.",
    "obligatory": "U bent niet verplicht een klacht in te dienen.",
    "processor": "DUO werkt niet als verwerker.",
    "officer": "Er is geen functionaris voor gegevensbescherming.",
    "month_for_all": "Onze cursussen duren soms twee maanden langer.",
}
"""Sentences with the words of a mended text that say nothing of the kind."""


@pytest.fixture(scope="module")
def lasting(tmp_path_factory: pytest.TempPathFactory, new_store_file: Path) -> Iterator[Store]:
    yield from make.a_lasting_store(tmp_path_factory.mktemp("shortfalls") / "desk.duckdb", new_store_file)


def a_text(dated: date, body: str) -> Version:
    return Version(1, dated, body, None, None, None, None, None, 1)


def standing(store: Store) -> dict[str, Mending]:
    with store.read(make.MANAGER, Act.PROMISES_VIEW) as reader:
        return {one.shortfall.code: one for one in shortfalls(reader)}


def look(store: Store, one: Mending, actor: Actor = make.OFFICER, **facts: Any) -> None:
    usual: dict[str, Any] = {
        "id": new_id(), "promise": one.look_code, "seen": one.check.id if one.check else None,
        "checked_on": make.TODAY, "is_in_order": True, "remark": "",
    }  # fmt: skip
    record_check(store, actor, **usual | facts)


def test_every_shortfall_is_one_of_the_text_and_its_own_words_are_a_reason_to_look(lasting: Store) -> None:
    first = in_force(lasting)
    codes = {one.code for one in SHORTFALLS}
    assert len(codes) == len(SHORTFALLS)
    assert NAMED | ADVICE | {"plain_language", "changes_untold"} <= codes
    assert {one.code for one in SHORTFALLS if one.kind == "advice"} == ADVICE
    for one in SHORTFALLS:
        assert one.while_says or one.until_says, one.code
        assert first.says(one.quote), one.code
        assert not one.may_be_mended_in(first), one.code
        assert one.may_be_mended_in(a_text(make.TODAY, one.wording)), one.code
    everything = a_text(make.TODAY, "\n".join(one.wording for one in SHORTFALLS))
    assert all(one.may_be_mended_in(everything) for one in SHORTFALLS), "the proposals do not undo each other"
    assert not [one.code for one in SHORTFALLS if "DPG" in one.lacks.msgid], "nobody is named for a fine"


def test_words_alone_mend_nothing(lasting: Store) -> None:
    text = a_text(make.TODAY, "\n".join(OPPOSITE.values()))
    found = {one.shortfall.code: one.stand for one in mendings(SHORTFALLS, text, {})}
    assert {found[code] for code in OPPOSITE} == {Stand.MAYBE_MENDED}
    assert Stand.MENDED not in found.values()
    assert {one.stand for one in mendings(SHORTFALLS, None, {})} == {Stand.STILL_SO}


def test_the_officer_says_of_a_version_that_it_mended_one_and_the_next_version_is_looked_at_again(
    store: Store,
) -> None:
    with pytest.raises(BadInput) as refused:  # the text in which it was found
        look(store, standing(store)["written_only"])
    assert refused.value.field == "promise"
    assert not standing(store)["written_only"].is_looked_at
    with make.on_day(store, make.TODAY - timedelta(1)):
        published(store, dated=make.TODAY - timedelta(1))
    body = in_force(store).body.replace("een verzoek", "een mondeling of ander verzoek")
    before = standing(store)
    assert before["written_only"].stand is Stand.MAYBE_MENDED
    for actor in (make.MANAGER, make.COORDINATOR, make.ADMINISTRATOR):
        with pytest.raises(NotAllowed):
            look(store, before["written_only"], actor)
    id_ = new_id()
    for _click in range(2):
        look(store, before["written_only"], id=id_)
    with pytest.raises(ChangedMeanwhile):
        look(store, before["written_only"], make.DEPUTY, is_in_order=False, remark="Nee.")
    with pytest.raises(BadInput):
        look(store, before["court"], is_in_order=False)
    look(store, before["court"], is_in_order=False, remark="Staat er niet.")
    after = standing(store)
    assert (after["written_only"].stand, after["court"].stand) == (Stand.MENDED, Stand.STILL_SO)
    assert [one.stand for one in after.values()] == sorted(one.stand for one in after.values())
    published(store, body=body)
    assert standing(store)["written_only"].stand is Stand.MAYBE_MENDED, "a new version: look again"
    with pytest.raises(ChangedMeanwhile):
        look(store, after["written_only"])
    assert len(make.rows(store, "from promise_checks")) == 2
