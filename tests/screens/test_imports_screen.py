"""The import on the screen: choose a file, correct its columns, look, import, and see what became of it."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from streamlit.runtime.scriptrunner import RerunData, RerunException
from streamlit.testing.v1 import AppTest

from data_layer.importing.progress import Stage
from data_layer.importing.reading import read
from data_layer.importing.refused import refused_file
from data_layer.importing.running import apply
from data_layer.log import Subject
from data_layer.rules.access import Act
from data_layer.settings import Settings
from data_layer.staff import THE_DESK
from data_layer.store import Store
from pages.shared.navigation import IMPORTS
from pages.shared.progress import Bar
from tests import make
from tests.category_files import a_workbook, stored
from tests.client_files import AMINA, BSNS, a_csv, an_xlsx
from tests.data.test_disclosures import ICE, MUNICIPALITY, a_recipient
from tests.screens.conftest import Opened
from tests.screens.reading import sent_to_the_browser, told_at, ways

BAD = {**AMINA, "Cliëntnummer": "1002", "Geboortedatum": "31-02-1990"}


def with_file(at: AppTest, content: bytes, name: str = "clienten.csv") -> AppTest:
    at.file_uploader[0].set_value((name, content, "text/csv"))
    return at.run()


def looked(at: AppTest, *rows: dict[str, Any]) -> AppTest:
    with_file(at, a_csv(*rows))
    return at.button(key="preview").click().run()


def figures(at: AppTest) -> list[str]:
    return [metric.value for metric in at.metric]


def clients(store: Store) -> list[str]:
    with store.read(make.COORDINATOR, Act.CLIENT_LIST) as reader:
        return reader.values("select number from clients order by number")


def words(at: AppTest) -> str:
    kinds = (at.markdown, at.caption, at.warning, at.error, at.success, at.info)
    return "\n".join(str(element.value) for kind in kinds for element in kind)


@pytest.mark.parametrize("content", [a_csv(AMINA), an_xlsx(AMINA)])
def test_a_file_is_looked_at_first_and_imported_when_told(store: Store, open_screen: Opened, content: bytes) -> None:
    at = with_file(open_screen(IMPORTS), content)
    assert "clienten" in words(at)
    at.button(key="preview").click().run()
    assert figures(at) == ["1", "0", "0", "0"]
    assert "nog niets opgeslagen" in words(at)
    assert clients(store) == []
    at.button(key="apply").click().run()
    assert not at.exception
    assert at.success[0].value == "De import is klaar en opgeslagen."
    assert clients(store) == ["1001"]


def test_the_same_file_again_says_that_nothing_had_to_change(open_screen: Opened) -> None:
    at = looked(open_screen(IMPORTS), AMINA)
    at.button(key="apply").click().run()
    at.button(key="again").click().run()
    looked(at, AMINA)
    assert figures(at) == ["0", "0", "1", "0"]
    at.button(key="apply").click().run()
    assert "stond er al in" in at.info[0].value


def test_refused_rows_are_shown_with_row_column_and_reason(store: Store, open_screen: Opened) -> None:
    at = looked(open_screen(IMPORTS), AMINA, BAD)
    assert figures(at) == ["1", "0", "0", "1"]
    shown = at.dataframe[0].value
    assert list(shown["row"]) == [3]
    assert list(shown["column"]) == ["Geboortedatum"]
    assert list(shown["reason"]) == ["Deze dag bestaat niet."]
    at.button(key="apply").click().run()
    assert clients(store) == ["1001"]
    assert figures(at) == ["1", "0", "0", "1"]
    assert [one.proto.label for one in at.get("download_button")] == [
        "Rijen die niet zijn geïmporteerd, met de redenen (CSV)"
    ]


def test_after_the_import_the_refused_rows_come_first_again(open_screen: Opened) -> None:
    at = looked(open_screen(IMPORTS), AMINA, BAD)
    at.segmented_control(key="rijen:refused").set_value("new").run()
    assert list(at.dataframe[0].value["client"]) == ["1001"]
    at.button(key="apply").click().run()
    assert list(at.dataframe[0].value["row"]) == [3]
    assert "reason" in at.dataframe[0].value


def test_all_or_nothing_imports_nothing_while_a_row_is_refused(store: Store, open_screen: Opened) -> None:
    at = looked(open_screen(IMPORTS), AMINA, BAD)
    at.radio[0].set_value("all").run()
    assert at.button(key="apply").disabled
    assert "niets geïmporteerd" in at.info[0].value
    assert clients(store) == []


def test_a_column_can_be_corrected(store: Store, open_screen: Opened) -> None:
    at = with_file(open_screen(IMPORTS), a_csv({**AMINA, "Familienaam": "Anders"}))
    at.button(key="preview").click().run()
    assert "Achternaam" in at.error[0].value
    assert "Familienaam" in at.error[0].value
    column = next(box for box in at.selectbox if box.label == "Achternaam")
    column.set_value("").run()
    at.button(key="preview").click().run()
    at.button(key="apply").click().run()
    with store.read(make.COORDINATOR, Act.CLIENT_LIST) as reader:
        assert reader.value("select surname from clients") == "Anders"


def test_a_changed_column_asks_for_a_new_look(open_screen: Opened) -> None:
    at = looked(open_screen(IMPORTS), AMINA)
    column = next(box for box in at.selectbox if box.label == "Voornamen")
    column.set_value("clients.call_name").run()
    assert not at.metric
    assert at.button(key="preview")


def test_examples_of_a_column_never_show_a_bsn(open_screen: Opened) -> None:
    at = looked(open_screen(IMPORTS), {**AMINA, "BSN": BSNS[3], "Kenmerk": BSNS[3]})
    assert BSNS[3].encode() not in sent_to_the_browser(at)
    assert f"••••••{BSNS[3][-3:]}" in words(at)


def test_a_mistyped_bsn_is_not_shown_either_wherever_it_stands(open_screen: Opened) -> None:
    wrong = "999990018"
    row = {**AMINA, "BSN": wrong, "Kenmerk": "9999.90.018", "Sofi": "87654321", "Telefoonnummer": "612345678"}
    at = with_file(open_screen(IMPORTS), a_csv({**row, "Cliëntnummer": "20260001"}))
    shown = sent_to_the_browser(at).replace(b"\\", b"")
    for text in (wrong, "9999.90.018", "87654321"):
        assert text.encode() not in shown
    for text in ("612345678", "20260001", "17-05-1990"):
        assert text.encode() in shown
    assert "••••••018" in words(at)


def test_what_is_picked_as_bsn_is_hidden_whatever_it_is(open_screen: Opened) -> None:
    at = with_file(open_screen(IMPORTS), a_csv({**AMINA, "Kenmerk": "geheim-77"}))
    assert b"77" in sent_to_the_browser(at)
    next(box for box in at.selectbox if box.label == "Kenmerk").set_value("clients.bsn").run()
    assert "77" not in words(at)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "leeg"),
        (b"%PDF-1.7", "geen CSV- of Excelbestand"),
        (an_xlsx(AMINA)[:900], "half opgeslagen"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "wachtwoord"),
    ],
)
def test_a_file_that_cannot_be_read_is_one_sentence(open_screen: Opened, content: bytes, said: str) -> None:
    at = with_file(open_screen(IMPORTS), content)
    assert said in at.error[0].value
    assert not [button for button in at.button if button.key == "preview"]


def test_a_formula_is_named_by_its_cell_and_nothing_is_written(store: Store, open_screen: Opened) -> None:
    at = with_file(open_screen(IMPORTS), an_xlsx({**AMINA, "Achternaam": "=A1"}))
    at.button(key="preview").click().run()
    assert "D2" in at.error[0].value
    assert clients(store) == []


def test_a_file_over_the_limit_is_refused(store: Store, open_screen: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "settings", store.settings.model_copy(update={"upload_limit_mb": 1}))
    assert isinstance(store.settings, Settings)
    at = with_file(open_screen(IMPORTS), a_csv(AMINA) + b"x" * 1_000_000)
    assert "groter dan 1 MB" in at.error[0].value


def test_those_who_are_protected_are_listed(store: Store, open_screen: Opened) -> None:
    make.a_client(store, "1001", restricted_since=date(2026, 1, 1))
    cleaned = make.a_client(store, "1002", gender=None)
    with store.change(make.OFFICER, Act.DESTRUCTION_RUN) as change:
        change.insert(
            "batches", id=1, number="B2026-0001", kind="retention", state="done", due_until=make.TODAY, proposed_by=2,
            proposed_at=make.NOW, ran_at=make.NOW,
        )  # fmt: skip
        change.insert("batch_items", batch_id=1, client_id=cleaned, category="gender", state="destroyed")
    rows = ({**AMINA, "Cliëntnummer": number, "Geslacht": "vrouw"} for number in ("1001", "1002", "1003"))
    at = looked(open_screen(IMPORTS), *rows)
    assert "1 rij overgeslagen" in words(at)
    assert "Bij 1 cliënt of gegeven wordt niet teruggezet wat is vernietigd." in words(at)
    at.segmented_control(key="rijen:new").set_value("kept").run()
    assert list(at.dataframe[0].value["client"]) == ["1001", "1002"]
    assert list(at.dataframe[0].value["reason"])[1].startswith("Vernietigd op 23 november 2026 en daarom")


def test_what_changed_after_the_look_is_not_overwritten_and_said(store: Store, open_screen: Opened) -> None:
    client_id = make.a_client(store, "1001", surname="Oud")
    at = looked(open_screen(IMPORTS), AMINA)
    with store.change(make.OFFICER, Act.CLIENT_CHANGE, Subject("client", client_id)) as change:
        change.update("clients", client_id, 1, surname="Van de collega")
    at.button(key="apply").click().run()
    assert "intussen gewijzigd" in at.warning[0].value
    assert not at.metric, "what was looked at is no longer so"
    with store.read(make.COORDINATOR, Act.CLIENT_LIST) as reader:
        assert reader.value("select surname from clients") == "Van de collega"
    at.button(key="preview").click().run()
    assert not at.warning
    assert figures(at) == ["0", "1", "0", "0"]


def test_long_lists_are_shown_a_page_at_a_time(open_screen: Opened) -> None:
    at = looked(open_screen(IMPORTS), *({**AMINA, "Cliëntnummer": str(n)} for n in range(1, 61)))
    assert len(at.dataframe[0].value) == 25
    at.pagination[0].set_value(3).run()
    assert len(at.dataframe[0].value) == 10


def test_a_second_click_imports_once(store: Store, open_screen: Opened) -> None:
    at = looked(open_screen(IMPORTS), AMINA)
    work = at.session_state["import_work"]
    seen = work.seen
    at.button(key="apply").click().run()
    work.done, work.seen = None, seen
    apply(store, make.COORDINATOR, seen, only_if_all_good=False)
    with store.read(THE_DESK, Act.STAFF_VIEW) as reader:
        assert reader.value("select count(*) from imports") == 1


def test_while_an_import_goes_on_the_screen_says_so_and_starts_no_other(open_screen: Opened) -> None:
    at = looked(open_screen(IMPORTS), AMINA)
    at.session_state["import_work"].is_running = True
    at.run()
    assert "De import loopt" in at.info[0].value
    assert not [button for button in at.button if button.key == "apply"]


def test_a_click_meanwhile_does_not_break_the_writing_off(monkeypatch: pytest.MonkeyPatch) -> None:
    bar = Bar(holds_on=True)

    def clicked(*_: object) -> None:
        raise RerunException(RerunData())

    monkeypatch.setattr(bar._bar, "progress", clicked)
    bar(1, 2, Stage.WRITING)
    bar(2, 2, Stage.WRITING)
    with pytest.raises(RerunException):
        bar.let_go()


LESSON = {"Cliëntnummer": "1001", "Datum": "05-02-2024", "Uren": "2,5", "Aanwezig": "ja"}
BOOK = {"Cliënten": [AMINA], "Lessen": [LESSON, {**LESSON, "Datum": "31-02-2024"}], "Los": [{"Kleur": "rood"}]}


def test_a_workbook_is_shown_sheet_by_sheet_and_imported_together(store: Store, open_screen: Opened) -> None:
    at = with_file(open_screen(IMPORTS), a_workbook(BOOK), "alles.xlsx")
    assert [one.label.split(" · ")[:2] for one in at.expander] == [
        ["**Cliënten**", "1 rij"],
        ["**Lessen**", "presentie"],
    ]
    assert "Niet gelezen, want de naam en de kopjes zijn onbekend: Los." in words(at)
    at.button(key="preview").click().run()
    assert figures(at) == ["2", "0", "0", "1"]
    per_sheet, refused = (table.value for table in at.dataframe)
    assert list(per_sheet["added"]) == [1, 1]
    assert list(per_sheet["refused"]) == [0, 1]
    assert list(refused["sheet"]) == ["Lessen"]
    assert list(refused["row"]) == [3]
    at.button(key="apply").click().run()
    assert not at.exception
    assert clients(store) == ["1001"]
    assert [record["hours"] for record in stored(store, "attendance")] == [Decimal("2.50")]
    assert [one.proto.label for one in at.get("download_button")] == [
        "Rijen die niet zijn geïmporteerd, met de redenen (XLSX)"
    ]


def test_a_sheet_can_be_left_out_or_taken_for_something_else(store: Store, open_screen: Opened) -> None:
    at = with_file(open_screen(IMPORTS), a_workbook({**BOOK, "Notities": [{**LESSON, "Notitie": "x"}]}), "alles.xlsx")
    holds = [box for box in at.selectbox if box.label == "Wat staat er in dit blad?"]
    holds[1].set_value("").run()
    at.button(key="preview").click().run()
    assert list(at.dataframe[0].value["sheet"]) == ["Cliënten", "Notities"]
    holds = [box for box in at.selectbox if box.label == "Wat staat er in dit blad?"]
    holds[2].set_value("attendance").run()
    assert not at.metric, "what was looked at is no longer so"
    at.button(key="preview").click().run()
    at.button(key="apply").click().run()
    assert len(stored(store, "attendance")) == 1
    assert stored(store, "progress_notes") == []


def test_a_text_can_be_taken_for_something_else(store: Store, open_screen: Opened) -> None:
    make.a_client(store, "1001")
    at = with_file(open_screen(IMPORTS), a_csv({"Cliëntnummer": "1001", "Telefoon": "0612345678"}))
    next(box for box in at.selectbox if box.label == "Wat staat er in dit bestand?").set_value("phones").run()
    assert at.expander[0].label.startswith("telefoonnummers")
    at.button(key="preview").click().run()
    assert [metric.label for metric in at.metric] == ["Nieuw", "Gewijzigd", "Ongewijzigd", "Geweigerde rijen"]
    at.button(key="apply").click().run()
    assert len(stored(store, "phones")) == 1


def test_what_comes_back_from_a_workbook_can_be_mended_and_imported(store: Store, open_screen: Opened) -> None:
    at = looked_at_workbook(open_screen(IMPORTS))
    report = at.session_state["import_work"].seen.report
    file = read(refused_file(report, "nl"), 50)
    assert [sheet.name for sheet in file.sheets] == ["Lessen"]
    assert file.sheets[0].sheet.row(0)[3:] == list({**LESSON, "Datum": "31-02-2024"}.values())
    assert file.as_suggested()[0].mapping[3] == "clients.number"


def looked_at_workbook(at: AppTest) -> AppTest:
    with_file(at, a_workbook(BOOK), "alles.xlsx")
    return at.button(key="preview").click().run()


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_the_workbook_to_fill_in_is_offered_and_made_only_when_asked_for(open_screen: Opened, lang: str) -> None:
    at = open_screen(IMPORTS, lang=lang)
    (button,) = at.get("download_button")
    assert button.proto.deferred_file_id
    assert "XLSX" in button.proto.label


def test_who_may_not_import_gets_no_workbook_to_fill_in(open_screen: Opened) -> None:
    assert not open_screen(IMPORTS, actor=make.MANAGER).get("download_button")


def test_another_role_does_not_import(open_screen: Opened) -> None:
    at = open_screen(IMPORTS, actor=make.MANAGER)
    assert not at.get("file_uploader")


def test_the_screen_speaks_english_too(open_screen: Opened) -> None:
    at = with_file(open_screen(IMPORTS, lang="en"), a_csv(AMINA))
    at.button(key="preview").click().run()
    assert "Nothing has been saved yet" in words(at)


def test_a_file_that_another_sent_is_in_the_register_when_it_is_imported(store: Store, open_screen: Opened) -> None:
    make.a_client(store)
    a_recipient(store, MUNICIPALITY, "NL")
    at = open_screen(IMPORTS)
    with_file(at, a_csv({"Cliëntnummer": "1001", "Datum": "05-11-2026", "Onderdeel": "Lezen"}), "uitslagen.csv")
    assert field_of(at, "Van wie komt dit bestand?").value == 0, "the school's own unless somebody says otherwise"
    at.button(key="preview").click().run()
    assert figures(at) == ["1", "0", "0", "0"]
    field_of(at, "Van wie komt dit bestand?").select(MUNICIPALITY).run()
    assert not figures(at), "it was looked at as the school's own"
    at.button(key="preview").click().run()
    assert "kies een grondslag" in told_at(at, "Grondslag")
    field_of(at, "Van wie komt dit bestand?").select(ICE).run()
    assert (field_of(at, "Doeleinde").value, field_of(at, "Grondslag").value) == (6, "contract")
    assert "Bureau ICE" in words(at)
    at.button(key="preview").click().run()
    at.button(key="apply").click().run()
    assert not at.exception
    assert "Verstrekking VS2026-0001" in ways(at)
    assert [row["source"] for row in stored(store, "test_results")] == ["bureau_ice"]


def field_of(at: AppTest, label: str) -> Any:
    return next(box for box in at.selectbox if box.label == label)
