"""A text of any kind comes back exactly as it was."""

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from data_layer.rules.checks import LONGEST_TEXT, as_stored
from data_layer.rules.spreadsheets import FORMULA_STARTS, defused
from data_layer.store import Store
from tests import make
from tests.category_files import a_sheet, a_workbook, brought_in, stored

any_text = st.text(st.characters(exclude_categories=["Cs", "Cc", "Cn"], include_characters="\n\r\t"), max_size=60).map(
    as_stored
)
once_per_store = settings(
    max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)


def can_be_a_note(text: str) -> bool:
    return bool(text.strip()) and not (text.startswith("'") and text[1:].startswith(FORMULA_STARTS))


HARD = [
    "- eerste punt\n- tweede punt\r\n\r\ndaarna",
    "=HYPERLINK(1)",
    "+31 6 is haar nummer",
    "<b>vet</b> & <script>alert(1)</script>",
    "👩‍🎓 ✅ omgekeerd",
    "العربية والعبرية עברית",
    '"aanhaling"; en een puntkomma, en een komma',
    "'s ochtends",
    "n.v.t.",
    "  met spaties eromheen  ",
    "x" * 32_767,
]


def a_note(text: str) -> dict[str, str]:
    return {"Cliëntnummer": "1001", "Datum": "05-02-2024", "Notitie": text}


@once_per_store
@given(st.lists(any_text.filter(can_be_a_note), min_size=4, max_size=8, unique=True))
@example(["-", "a\rb\n\nc"])
def test_a_text_comes_back_exactly_from_a_csv_as_our_exports_write_it(store: Store, texts: list[str]) -> None:
    if not stored(store, "clients"):
        make.a_client(store, "1001")
    brought_in(store, a_sheet([a_note(defused(text)) for text in texts]), "progress_notes")
    assert {*texts} <= {note["body"] for note in stored(store, "progress_notes")}


def test_a_text_comes_back_exactly_from_a_workbook(store: Store) -> None:
    make.a_client(store, "1001")
    for added in (len(HARD), 0):
        assert brought_in(store, a_workbook({"Notities": [a_note(text) for text in HARD]})).added == added
    assert sorted(note["body"] for note in stored(store, "progress_notes")) == sorted(HARD)


def test_a_text_as_long_as_may_be_comes_in_and_one_longer_does_not(store: Store) -> None:
    make.a_client(store, "1001")
    rows = [a_note("é" * LONGEST_TEXT), a_note("é" * (LONGEST_TEXT + 1))]
    report = brought_in(store, a_sheet(rows))
    assert (report.added, report.refused) == (1, 1)
    assert [len(note["body"]) for note in stored(store, "progress_notes")] == [LONGEST_TEXT]


def test_who_wrote_a_note_is_who_imports_it(store: Store) -> None:
    make.a_client(store, "1001")
    brought_in(store, a_sheet([a_note("tekst")]))
    assert [note["written_by"] for note in stored(store, "progress_notes")] == [make.COORDINATOR.staff_id]
