"""Whatever is typed into whatever `data_layer` takes: it is kept as it is where plain words are, or a sentence says no.

It finds the functions, and where each takes text, by itself. A new one fails here until plain words in it are really
kept, for which it gets arguments in a module `of_…` of `tests/data/permissions`, or until its place is said to hold no
words.
"""

import itertools
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Any

import pytest

from data_layer.categories import KINDS, RecordKind
from data_layer.errors import UserError
from data_layer.ids import new_id
from data_layer.log import Reason
from data_layer.record_lists import the_record
from data_layer.rules.access import Act
from data_layer.rules.checks import LONGEST_TEXT
from tests import make, naughty
from tests.data.permissions import working
from tests.data.permissions.arguments import arguments
from tests.data.permissions.desk import ANYTHING, filled, state
from tests.data.permissions.found import functions
from tests.data.permissions.looking import Kept, Looking, looking
from tests.data.permissions.typed import Put, places
from tests.data.test_permissions import called

FUNCTIONS = functions(with_actor=True)
Working = dict[str, dict[str, Any]]
FULL = "8010"
PLAIN = "Zomaar iets"
ODD = '\'; drop -- "$x" %s {0} [k](http://x.test)<b>'
_TURN = itertools.cycle(
    [text for text in naughty.TYPED if text == " ".join(text.split()) and len(text) <= 60 and text.isprintable()]
)
NO_TEXT = ("zomaar\0iets", "half \ud83d", "x" * (LONGEST_TEXT + 1))

CODES = {
    "categories[]", "category", "channel", "client_number", "client_numbers[]", "code", "columns[]", "country",
    "direction", "email", "financial_year_end", "ground", "joins", "kind", "needed[]", "number", "numbers[]", "other",
    "period", "promise", "required[]", "risk", "role", "seen", "source", "subject", "taken[]", "usual[]",
    "birth_country", "gender", "bsn", "language",
}  # fmt: skip
"""Places, by the last part of their name, that hold no words: a choice, a number, an address."""
NO_WORDS = {
    "asking.running.begin sql": "a question, which is not kept",
    "breaches.change_breach handling.why_not_told": "only of a breach without risk",
    "breaches.reopen_breach reason": "a choice",
    "carrying_out.redacting.black_out words": "the words are in the text already; their places are kept",
    "clients.searched_clients search": "a search", "clients.searched_clients position.after": "a search",
    "clients.searched_clients position.before": "a search",
    "consents.give how": "a choice", "delivering.preparing.prepare delivery.selection.search": "a search",
    "delivering.preparing.prepare delivery.past_restriction": "kept where somebody is restricted",
    "digests.last_days.made wanted.which.search": "a search",
    "digests.last_days.wanted_days wanted.which.search": "a search",
    "disclosure_course.exempt_source why": "a choice",
    "disclosure_persons.clients_of position.after": "a search",
    "disclosure_persons.clients_of position.before": "a search",
    "finding.everywhere typed": "a search", "finding.exactly typed": "a search",
    "fiscal_identity_looks.reveal reason.text": "only of somebody kept out of sight",
    "importing.running.preview receipt.statute": "a preview keeps nothing",
    "logbook.log_pages.listed which.act": "a code that is sought",
    "logbook.log_pages.listed which.reason": "a code that is sought",
    "logbook.log_pages.listed position.after": "a search",
    "logbook.log_pages.listed position.before": "a search",
    "requests.identifying.establish code": "digits that are compared",
    "statement_versions.publish body": "the whole statement, with its headings",
    "statement_versions.publish why_late": "only of one that is late",
    "terms.change_terms why.text": "nothing changes here", "terms.foreseen why.text": "nothing is kept",
}  # fmt: skip
OF_THE_PROGRAM = {
    "clients.searched_clients order", "digests.last_days.wanted_days wanted.which.order",
    "digests.last_days.made wanted.which.order", "statement_versions.clear_online why",
}  # fmt: skip
"""Codes that only the desk itself gives, and by which it would find its own mistake."""
FORMAT_OF_ITS_OWN = ("file.name", "file_name")


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory, new_store_file: Path) -> Iterator[tuple[Looking, Working]]:
    """One desk for all, with what the functions work on: what is written there is looked at and taken back."""
    for store in make.a_lasting_store(tmp_path_factory.mktemp("naughty") / "desk.duckdb", new_store_file):
        filled(store)
        make.a_full_client(store, FULL, bsn=None)
        yield looking(store), working.arguments(store)


def outcome(store: Looking, name: str, given: dict[str, Any], place: tuple[str, Put], text: str) -> Kept | str:
    """What the call kept, or the sentence that refused it; whatever else happens is raised."""
    parameter, put = place
    store.kept, store.sought = Kept(), text.strip()
    try:
        called(FUNCTIONS[name], store, ANYTHING, {**given, parameter: put(given.get(parameter), text)})
    except UserError as error:
        return error.sentence.msgid
    assert not [column for column in store.kept.where if column.startswith("log.")], "what was typed stands in the log"
    return store.kept


def holds_words(name: str, place: str) -> bool:
    return not (
        place.replace("[", ".[").rpartition(".")[2].strip("[]") in CODES
        or place.rpartition(".")[2] in CODES
        or place.endswith(FORMAT_OF_ITS_OWN)
        or f"{name} {place}" in NO_WORDS
    )


def try_odd_words(store: Looking, name: str, given: dict[str, Any], of_words: Collection[str]) -> None:
    """Plain words and odd ones at each place of this call; `of_words` are the places that keep them."""
    for where, place in places(FUNCTIONS[name], given).items():
        if f"{name} {where}" in OF_THE_PROGRAM:
            continue
        if where not in of_words:
            for text in (ODD, NO_TEXT[1]):
                outcome(store, name, given, place, text)
            continue
        plain = outcome(store, name, given, place, PLAIN)
        assert isinstance(plain, Kept), (where, plain)
        assert plain.where, f"{where}: plain words are not found again"
        for text in (ODD, next(_TURN)):
            assert outcome(store, name, given, place, text) == plain, (where, text)
        for text in NO_TEXT:
            assert isinstance(outcome(store, name, given, place, text), str), (where, text[:20])


@pytest.mark.parametrize("name", [name for name in FUNCTIONS if places(FUNCTIONS[name], {})])
def test_what_is_typed_is_kept_as_it_is_or_a_sentence_refuses_it(desk: tuple[Looking, Working], name: str) -> None:
    store, working_ones = desk
    given = arguments(store, name, FUNCTIONS[name]) | working_ones.get(name, {})
    before = state(store)
    try_odd_words(store, name, given, [where for where in places(FUNCTIONS[name], given) if holds_words(name, where)])
    assert state(store) == before


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.code)
def test_so_it_is_with_every_field_of_every_kind_of_record(desk: tuple[Looking, Working], kind: RecordKind) -> None:
    store, _working_ones = desk
    client_id = make.asked(store, "select id from clients where number = $number", number=FULL)
    before = state(store)
    given = {"kind": kind, "client_id": client_id, "source": "client", "reason": Reason("mistake")}
    words = {f"typed[{field.column}]" for field in kind.fields if field.kind in ("text", "long") and not field.options}
    if not kind.is_of_person:
        try_odd_words(store, "records.add", given | {"id": new_id(), "typed": make.typed(kind)}, words)
    with store.read(make.OFFICER, Act.CLIENT_LIST) as reader:
        own = f"select min(id) from {kind.table} where {'id' if kind.is_of_person else 'client_id'} = $id"  # noqa: S608 - the schema's names
        seen = the_record(reader, kind, client_id, reader.value(own, id=client_id))
    typed = {field.column: seen.values[field.column] for field in kind.asked(of_new=False)}
    try_odd_words(store, "records.correct", given | {"seen": seen, "typed": typed}, words)
    assert state(store) == before
