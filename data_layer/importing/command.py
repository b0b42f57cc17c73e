"""The command that imports the school's clients and their records."""

import sys
from pathlib import Path

import click

from data_layer.command_line import LANGUAGE, opened, tell
from data_layer.errors import BadInput
from data_layer.importing.progress import STAGE_LABELS, Progress, Stage
from data_layer.importing.refused import is_workbook, refused_file
from data_layer.importing.reporting import ImportReport, sentences, why_nothing
from data_layer.importing.running import run_import
from data_layer.importing.subjects import SUBJECTS
from data_layer.rules.file_trouble import why_not
from data_layer.rules.sentences import say
from data_layer.staff import THE_DESK
from data_layer.wording import put


@click.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--as", "subject", type=click.Choice(list(SUBJECTS)), help="What a CSV holds. [default: by its headings]")
@click.option("--all-or-nothing", is_flag=True, help="Import only if every row is good.")
@click.option(
    "--refused",
    type=click.Path(path_type=Path),
    help="Where to write the rows that were not imported. [default: beside FILE, as FILE.refused.csv or .xlsx]",
)
@click.option("--dry-run", is_flag=True, help="Only say what the import would do; the store is not changed.")
def import_file(file: Path, subject: str | None, all_or_nothing: bool, refused: Path | None, dry_run: bool) -> None:
    """Import clients and their records from FILE (CSV or XLSX) into the store.

    A workbook has a sheet per category of data, known by its name or its headings; a CSV holds one of them. Separator,
    encoding and headings are found; Dutch headings and their variants are known. Rows that cannot be imported come
    back in a file with row number, column and reason. An empty cell never erases what is stored, and the same file
    twice changes nothing. All sheets are imported together or not at all.

    Exit status 0: the good rows were imported (also when some were refused). Exit status 1: nothing was imported;
    one sentence on standard error says why.
    """
    is_quiet = not sys.stderr.isatty()
    with (
        opened() as store,
        click.progressbar(length=len(Stage), file=sys.stderr, hidden=is_quiet) as bar,
    ):
        report = run_import(
            store,
            THE_DESK,
            file,
            subject=SUBJECTS[subject] if subject else None,
            only_if_all_good=all_or_nothing,
            dry_run=dry_run,
            progress=_shown_on(bar),
        )
        bar.update(len(Stage) - bar.pos)
    ending = "xlsx" if is_workbook(report) else "csv"
    path = _write_refused(report, refused or file.with_name(f"{file.name}.refused.{ending}"))
    for sentence in sentences(report, is_dry_run=dry_run):
        tell(sentence)
    if path is not None:
        tell(say("The rows that were not imported, and why: %(file)s", file=str(path)))
    if (all_or_nothing and report.refused) or not (dry_run or report.written):
        raise BadInput(why_nothing(report))


def _shown_on(bar: "click._termui_impl.ProgressBar[int]") -> Progress:
    stages = list(Stage)

    def show(done: int, total: int, stage: Stage) -> None:
        bar.label = put(STAGE_LABELS[stage], LANGUAGE)
        bar.update(stages.index(stage) + (1 if total and done >= total else 0) - bar.pos)

    return show


def _write_refused(report: ImportReport, path: Path) -> Path | None:
    if not report.refused and not report.skipped:
        return None
    try:
        path.touch(mode=0o600)
        path.write_bytes(refused_file(report, LANGUAGE))
    except OSError as error:
        raise BadInput(
            say(
                "The import itself is done (%(added)s new, %(changed)s changed), but the file with the refused rows,"
                " %(file)s, could not be written: %(why)s.",
                added=report.added if report.written else 0,
                changed=report.changed if report.written else 0,
                file=str(path),
                why=why_not(error),
            )
        ) from None
    return path
