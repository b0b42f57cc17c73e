"""What became of a file, in figures and in sentences."""

from dataclasses import dataclass

from data_layer.importing.outcomes import SheetPlan, Status
from data_layer.importing.plan import Plan
from data_layer.importing.reading import ImportFile
from data_layer.importing.subjects import CLIENTS
from data_layer.rules.sentences import Sentence, say, say_n


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What became of a file, in figures: rows in it, clients and records by what happened to them, rows refused and
    rows left out.

    `written` is False when nothing was imported: a row was refused and all had to be good, or no row was good.
    `disclosure` is the number of the entry in the register that says from whom the file came.
    """

    plan: Plan
    file: ImportFile
    written: bool
    disclosure: str | None = None

    @property
    def sheets(self) -> tuple[SheetPlan, ...]:
        """What became of each sheet."""
        return self.plan.sheets

    @property
    def rows(self) -> int:
        """Rows of the sheets that were read."""
        return sum(sheet.taking.sheet.rows for sheet in self.sheets)

    @property
    def added(self) -> int:
        """Clients and records that are new."""
        return self._count(Status.NEW)

    @property
    def changed(self) -> int:
        """Clients and records that change."""
        return self._count(Status.CHANGED)

    @property
    def unchanged(self) -> int:
        """Clients and records that stay as they are."""
        return self._count(Status.UNCHANGED)

    @property
    def refused(self) -> int:
        """Rows that cannot be imported."""
        return self.plan.refused

    @property
    def skipped(self) -> int:
        """Rows that are left out to protect somebody."""
        return sum(len(sheet.skipped) for sheet in self.sheets)

    @property
    def left_alone(self) -> int:
        """Clients and records of which a fact stays as it is, because it was corrected on request."""
        return sum(sheet.left_alone for sheet in self.sheets)

    @property
    def not_put_back(self) -> int:
        """Clients and records of which a fact is not put back, because it was destroyed."""
        return sum(sheet.not_put_back for sheet in self.sheets)

    @property
    def is_of_clients(self) -> bool:
        """Whether it is a client file and nothing else."""
        return [sheet.taking.subject for sheet in self.sheets] == [CLIENTS]

    def _count(self, status: Status) -> int:
        return sum(sheet.count(status) for sheet in self.sheets)


def sentences(report: ImportReport, *, is_dry_run: bool = False) -> list[Sentence]:
    """What became of the file, in figures; only the lines that have something to say."""
    said = [say_n("%(n)s row read.", "%(n)s rows read.", report.rows)]
    said += [_figures(sheet) for sheet in report.sheets]
    said += not_read(report.file)
    said += protected(report)
    if is_dry_run:
        said.append(say("This was a trial: nothing was imported."))
    elif report.written and not report.added and not report.changed:
        said.append(say("Nothing had to be changed: the store has it all already."))
    return said


def _figures(sheet: SheetPlan) -> Sentence:
    facts = {
        "added": sheet.count(Status.NEW),
        "changed": sheet.count(Status.CHANGED),
        "unchanged": sheet.count(Status.UNCHANGED),
        "refused": len(sheet.refused),
    }
    if sheet.taking.subject is CLIENTS:
        return say(
            "New clients: %(added)s. Changed: %(changed)s. Unchanged: %(unchanged)s. Rows refused: %(refused)s.",
            **facts,
        )
    return say(
        "%(what)s – new: %(added)s. Changed: %(changed)s. Unchanged: %(unchanged)s. Rows refused: %(refused)s.",
        what=sheet.taking.subject.label,
        **facts,
    )


def not_read(file: ImportFile) -> list[Sentence]:
    """Which sheets were left alone, a sentence per reason."""
    why: dict[Sentence, list[str]] = {}
    for sheet in file.not_read:
        why.setdefault(sheet.why, []).append(sheet.name)
    return [say("Not read, as %(why)s: %(sheets)s.", why=one, sheets=", ".join(names)) for one, names in why.items()]


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
                "Of %(n)s client or record a fact that was corrected on request stays as it is.",
                "Of %(n)s clients or records facts that were corrected on request stay as they are.",
                report.left_alone,
            )
        )
    if report.not_put_back:
        said.append(
            say_n(
                "Of %(n)s client or record a fact that was destroyed is not put back.",
                "Of %(n)s clients or records facts that were destroyed are not put back.",
                report.not_put_back,
            )
        )
    return said
