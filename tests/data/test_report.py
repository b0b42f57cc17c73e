"""The report on privacy: the figures of the overview as a tagged PDF and as a workbook, noted in the log."""

import hashlib
import io
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any, get_args

import pypdf
import pytest
import python_calamine

from data_layer.demo import fill
from data_layer.documents.report_document import as_pdf, in_words
from data_layer.errors import BadInput, NotAllowed
from data_layer.oversight import figures, reporting
from data_layer.oversight.figure import Figure, Part, beneath, headline
from data_layer.oversight.report import Format, Report, ReportFile, first_day, report
from data_layer.oversight.report_summary import summary
from data_layer.oversight.report_words import counted
from data_layer.oversight.report_workbook import as_workbook
from data_layer.rules.access import Act
from data_layer.rules.periods import period_of
from data_layer.rules.report_periods import reported
from data_layer.rules.sentences import say
from data_layer.store import Store
from data_layer.wording import LANGUAGES, Language, put, shown
from tests import make
from tests.data.reported_parts import BEFORE, CHARTS, FIGURES, PARTS

QUARTER = "2026-Q3"
TITLES = {"nl": "Privacyrapportage derde kwartaal 2026", "en": "Privacy report third quarter of 2026"}


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory, new_store_file: Path) -> Iterator[Store]:
    """A desk with invented data; reports only add to its log."""
    file = make.a_filled_file(tmp_path_factory.mktemp("filled"), new_store_file, lambda store: fill(store, clients=300))
    yield from make.a_lasting_store(tmp_path_factory.mktemp("report") / "desk.duckdb", file)


def by_hand(code: str = QUARTER, parts: tuple[Part, ...] = PARTS, first: date = date(2024, 1, 1)) -> Report:
    period = period_of(code)
    assert period is not None
    return Report(reported(period, first, make.TODAY), parts, BEFORE, make.NOW, make.OFFICER)


def text_of(file: bytes) -> str:
    """The words of all pages in one line, without what stands at the foot of each."""
    pages = (
        page.extract_text().rsplit("STEP Inburgering · ", 1)[0] for page in pypdf.PdfReader(io.BytesIO(file)).pages
    )
    return " ".join(" ".join(pages).split())


def tags(element: Any) -> Iterator[tuple[str, str]]:
    """Every tag in reading order, with the text instead of what it holds."""
    element = element.get_object()
    if isinstance(element, list):
        for one in element:
            yield from tags(one)
    elif isinstance(element, dict):
        if "/S" in element:
            yield str(element["/S"]), str(element.get("/Alt", ""))
        if "/K" in element:
            yield from tags(element["/K"])


def line_of(figure: Figure, before: Figure | None, language: Language) -> str:
    """The figure as a line of the report."""
    of = beneath(figure)
    words = (
        put(figure.label, language),
        put(figure.meaning, language),
        headline(figure, language),
        put(say("asks for attention"), language) if figure.is_wrong else "",
        put(of, language) if of else "",
        headline(before, language) if before else "–",
    )
    return " ".join(" ".join(words).split())


def sheets(file: bytes) -> dict[str, list[list[Any]]]:
    book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(file))
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_document_is_tagged_in_its_language_with_its_charts_in_words(language: Language) -> None:
    file = as_pdf(by_hand(), language)
    read = pypdf.PdfReader(io.BytesIO(file))
    root: Any = read.root_object
    assert root["/Lang"] == language
    assert root["/MarkInfo"]["/Marked"]
    assert read.metadata is not None
    assert (read.metadata.title, read.metadata.creation_date) == (TITLES[language], make.NOW)
    assert b"<pdfuaid:part>1</pdfuaid:part>" in root["/Metadata"].get_object().get_data()
    found = list(tags(root["/StructTreeRoot"]))
    drawn = [in_words(chart, language) for chart in CHARTS if chart.bars]
    assert [alternative for tag, alternative in found if tag == "/Figure"] == drawn
    assert {"/Title", "/H1", "/H2", "/TOC", "/Table", "/TH", "/TD"} <= {tag for tag, _ in found}
    assert "1.038 verzoeken" in in_words(CHARTS[0], language)
    assert "Panteia: 50 cliënten" in in_words(CHARTS[2], language)
    assert file == as_pdf(by_hand(), language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_document_has_every_figure_chart_and_explanation(language: Language) -> None:
    told = by_hand()
    text = text_of(as_pdf(told, language))
    for figure in FIGURES:
        assert line_of(figure, BEFORE.get(figure.code), language) in text
    for chart in CHARTS:
        assert f"{put(chart.title, language)} {put(chart.meaning, language)}" in text
    assert "wacht op gegevens, geëindigd" in text.replace("Overdue 3", "")  # of the table, and of the chart
    assert text.count("geëindigd") == 2
    assert "*Panteia* #x $y$ [z]" in text  # never markup
    assert put(say("Nothing falls due in the years ahead."), language) in text
    for sentence in (*counted(told), *summary(figures.by_code(PARTS))):
        assert put(sentence, language) in text
    attention = f"{put(say('Overdue'), language)}: 3 ({put(beneath(FIGURES[1]) or say(''), language)})"
    assert attention in text
    assert ("85%" in text, "28" in text, "12,5" in text) == (True, True, language == "nl")
    breaches = put(say("Breaches"), language)
    assert breaches not in text  # a part without anything has no heading


def test_a_running_period_and_a_first_one_say_so() -> None:
    running = text_of(as_pdf(by_hand("2026"), "nl"))
    assert "1 januari 2026 tot en met 23 november 2026; de periode is nog niet voorbij" in running
    assert "terwijl de vorige periode helemaal is geteld" in running
    first = text_of(as_pdf(by_hand("2026-10", first=date(2026, 10, 2)), "nl"))
    assert "Er is niets om mee te vergelijken" in first
    assert "Vergeleken met" not in first
    assert "Er zijn geen cijfers van deze periode." in text_of(as_pdf(by_hand(parts=()), "nl"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_workbook_has_the_same_numbers_as_numbers(language: Language) -> None:
    told = by_hand()
    file = as_workbook(told, language)
    assert file == as_workbook(told, language)
    read = sheets(file)
    titles = [put(chart.title, language)[:31] for chart in CHARTS]
    titles[3] = f"{put(CHARTS[3].title, language)[:27].strip()} (2)"  # of two with one title
    listed = list(read)
    assert listed[1:-1] == [title.strip() for title in titles]
    assert len({name.lower() for name in listed}) == len(listed)
    assert all(len(name) <= 31 for name in listed)
    first, *rows = read[listed[0]]
    assert first[2] == ("Cijfer" if language == "nl" else "Figure")
    assert [row[2] for row in rows] == [1041, 3, 57, 0.85, 12.5, 28, "", ""]
    assert [row[7] for row in rows] == ["", "", "", 0.85, "", "", "", ""]
    assert [row[5] for row in rows] == [1234, 1041, "", 7, 50, 50, 0, ""]
    assert (rows[0][8], rows[3][4]) == (12, 6)
    assert read[listed[1]][1:] == [[put(say("Overdue"), language), 3, 0], ["wacht op gegevens, geëindigd", 1038, 0.99]]
    assert read[listed[2]][1:] == [
        [date(2026, 7, 1), 0.91, 12.5], [date(2026, 8, 1), "", ""], [date(2026, 9, 1), 1, 3]
    ]  # fmt: skip
    days = [row[1] for row in read[listed[-1]] if isinstance(row[1], date)]
    assert days == [date(2026, 9, 30), date(2026, 7, 1), date(2026, 9, 30)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_paper_and_workbook_say_what_the_overview_says(desk: Store, language: Language) -> None:
    whole = period_of(QUARTER)
    assert whole is not None
    with desk.read(make.OFFICER, Act.REPORT_MAKE) as reader:
        now, before = (
            figures.parts(reader, make.OFFICER, period, desk.clock())
            for period in (whole, period_of("2026-Q2") or whole)
        )
    text = text_of(reporting.made(desk, make.OFFICER, ReportFile(QUARTER, language, "pdf")))
    first, *rows = next(
        iter(sheets(reporting.made(desk, make.OFFICER, ReportFile(QUARTER, language, "xlsx"))).values())
    )
    found, earlier = figures.by_code(now), figures.by_code(before)
    assert len(rows) == len(found)
    for row, figure in zip(rows, found.values(), strict=True):
        assert line_of(figure, earlier.get(figure.code), language) in text
        shown_here = headline(figure, language)
        value = row[2] if row[2] != "" else None
        assert shown_here == (
            "–" if value is None else f"{round(100 * value)}%" if figure.unit == "share" else shown(value, language)
        ), figure.code
    for title in (put(part.title, language) for part in now if part.figures):
        assert title in text
    assert TITLES[language] in text
    assert first[0] == put(say("Part"), language)


@pytest.mark.parametrize("form", get_args(Format))
def test_each_report_has_one_entry_in_the_log_and_only_some_roles_make_one(desk: Store, form: Format) -> None:
    entries = (
        "select staff_id, subject_kind, reason_code, fields, count, bulk_digest from log where act = 'report.make'"
    )
    wanted = ReportFile("2026-11", "nl", form)
    before = len(make.rows(desk, entries))
    for actor in (make.COORDINATOR, make.ADMINISTRATOR):
        with pytest.raises(NotAllowed):
            reporting.made(desk, actor, wanted)
    body = reporting.made(desk, make.MANAGER, wanted)
    logged = make.rows(desk, f"{entries} order by seq")[before:]
    with desk.read(make.MANAGER, Act.REPORT_MAKE) as reader:
        told = figures.parts(reader, make.MANAGER, report(desk, make.MANAGER, "2026-11").about.counted, desk.clock())
    assert logged == [
        {
            "staff_id": make.MANAGER.staff_id, "subject_kind": "report", "reason_code": "report_month",
            "fields": sorted(["2026-11", form, "nl"]), "count": len(figures.by_code(told)),
            "bulk_digest": hashlib.sha256(body).hexdigest(),
        }
    ]  # fmt: skip
    assert reporting.file_name(wanted) == f"privacyrapportage-2026-11.{form}"


def test_a_period_without_a_report_is_refused_and_nothing_is_noted(desk: Store) -> None:
    entries = "select count(*) from log where act = 'report.make'"
    before = make.asked(desk, entries)
    with desk.read(make.OFFICER, Act.REPORT_MAKE) as reader:
        too_early = first_day(reader).year - 1
    for code, words in (
        ("2027", "not begun"),
        (f"{too_early}-01", "first record is of"),
        ("2026-W1", "no such period"),
    ):
        with pytest.raises(BadInput, match=words) as refused:
            reporting.made(desk, make.OFFICER, ReportFile(code, "nl", "pdf"))
        assert refused.value.field == "period"
    assert make.asked(desk, entries) == before


def test_an_empty_desk_has_a_report_of_today_and_what_was_destroyed_counts_as_something(store: Store) -> None:
    assert report(store, make.OFFICER, "2026-11").about.before is None
    with pytest.raises(BadInput, match="2026-11-23"):
        report(store, make.OFFICER, "2026-10")
    with store.change(make.OFFICER, Act.DESTRUCTION_RUN) as change:
        change.insert("monthly_figures", month=date(2024, 3, 1), name="requests_received", part="access", value=2)
        change.insert("monthly_figures", month=date(2019, 3, 1), name="clients_registered", part="", value=2)
    with store.read(make.OFFICER, Act.REPORT_MAKE) as reader:
        assert first_day(reader) == date(2024, 3, 1)


def test_no_client_is_in_it(desk: Store) -> None:
    body = reporting.made(desk, make.OFFICER, ReportFile("2026", "nl", "pdf"))
    text = text_of(body)
    people = make.rows(desk, "select number, bsn from clients")
    assert not [fact for person in people for fact in person.values() if fact and str(fact) in text]
