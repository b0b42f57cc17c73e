"""What became of a client file, in figures and in sentences."""

from dataclasses import dataclass

from data_layer.importing.plan import Plan, Status
from data_layer.importing.reading import ClientFile
from data_layer.rules.sentences import Sentence, say, say_n


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What became of a file: rows in it, clients by what happened to them, rows refused and rows left out.

    `written` is False when nothing was imported: a row was refused and all had to be good, or no row was good.
    """

    rows: int
    added: int
    changed: int
    unchanged: int
    refused: int
    skipped: int
    left_alone: int
    written: bool
    plan: Plan
    file: ClientFile


def report_of(file: ClientFile, plan: Plan, *, written: bool) -> ImportReport:
    """The figures of a plan."""
    return ImportReport(
        rows=file.sheet.rows,
        added=plan.count(Status.NEW),
        changed=plan.count(Status.CHANGED),
        unchanged=plan.count(Status.UNCHANGED),
        refused=len(plan.refused),
        skipped=len(plan.skipped),
        left_alone=sum(1 for client in plan.clients if client.left_alone),
        written=written,
        plan=plan,
        file=file,
    )


def sentences(report: ImportReport, *, is_dry_run: bool = False) -> list[Sentence]:
    """What became of the file, in figures; only the lines that have something to say."""
    said = [
        say_n("%(n)s row read.", "%(n)s rows read.", report.rows),
        say(
            "New clients: %(added)s. Changed: %(changed)s. Unchanged: %(unchanged)s. Rows refused: %(refused)s.",
            added=report.added,
            changed=report.changed,
            unchanged=report.unchanged,
            refused=report.refused,
        ),
    ]
    said += protected(report)
    if is_dry_run:
        said.append(say("This was a trial: nothing was imported."))
    elif report.written and not report.added and not report.changed:
        said.append(say("Nothing had to be changed: the store has it all already."))
    return said


def why_nothing(report: ImportReport) -> Sentence:
    """Why nothing was imported."""
    if report.refused and (report.added or report.changed or report.unchanged):
        return say_n(
            "Nothing was imported, because %(n)s row cannot be. Mend it, or import the good rows only.",
            "Nothing was imported, because %(n)s rows cannot be. Mend them, or import the good rows only.",
            report.refused,
        )
    return say("Nothing was imported: there is no row that can be. Look at the reasons, mend the file and try again.")


def protected(report: ImportReport) -> list[Sentence]:
    """What was left as it is to protect somebody."""
    said = []
    if report.skipped:
        said.append(
            say_n(
                "%(n)s row left out: the client is restricted, destroyed or merged.",
                "%(n)s rows left out: the clients are restricted, destroyed or merged.",
                report.skipped,
            )
        )
    if report.left_alone:
        said.append(
            say_n(
                "Of %(n)s client a fact that was corrected on request stays as it is.",
                "Of %(n)s clients facts that were corrected on request stay as they are.",
                report.left_alone,
            )
        )
    return said
