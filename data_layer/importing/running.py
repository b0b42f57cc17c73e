"""The whole import: a preview that somebody looks at and then applies, or both at once for the command line."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from data_layer.errors import BadInput
from data_layer.ids import new_id
from data_layer.importing.applying import note, write
from data_layer.importing.plan import Plan, planned
from data_layer.importing.progress import Progress, Stage, no_progress
from data_layer.importing.reading import ImportFile, Taking, read_path
from data_layer.importing.receiving import Receipt, enter, source_of
from data_layer.importing.reporting import ImportReport
from data_layer.importing.rows import Rows, checked_rows
from data_layer.importing.subjects import Subject
from data_layer.rules.access import Act
from data_layer.rules.sentences import say
from data_layer.staff import Actor
from data_layer.store import Store
from data_layer.transactions import Change

WORKBOOK = "workbook"


@dataclass(frozen=True, slots=True)
class Preview:
    """What the import of a file would do; its `id` makes sure that it is done once.

    `receipt` says how the file came in; without one it is the school's own.
    """

    id: int
    file: ImportFile
    sheets: tuple[Rows, ...]
    plan: Plan
    receipt: Receipt | None = None

    @property
    def report(self) -> ImportReport:
        """The figures of the plan, with nothing written."""
        return ImportReport(self.plan, self.file, written=False)


def preview(
    store: Store,
    actor: Actor,
    file: ImportFile,
    takings: Sequence[Taking],
    progress: Progress = no_progress,
    *,
    receipt: Receipt | None = None,
) -> Preview:
    """Checks every row and compares it with the store; writes nothing.

    Raises BadInput for a mapping, a sheet, a file, or a receipt, that cannot be imported at all; NotAllowed.
    """
    with store.read(actor, Act.CLIENTS_IMPORT) as reader:
        source = source_of(reader, receipt)
        sheets = _checked(takings, store, progress)
        plan = planned(reader, sheets, progress, source=source)
        # the writes are worked out anew when it is applied
        return Preview(new_id(), file, sheets, plan.without_writes, receipt)


def apply(
    store: Store, actor: Actor, seen: Preview, *, only_if_all_good: bool, progress: Progress = no_progress
) -> ImportReport:
    """Writes what the preview showed, in one transaction with one log entry; a second call of the same does nothing.

    What another organisation sent goes into the register of disclosures with it.

    Everything is compared anew first: a client that somebody changed after the preview is refused and listed. With
    `only_if_all_good` one refused row is enough to write nothing. Rows left out to protect somebody do not count.
    """
    with store.change(actor, Act.CLIENTS_IMPORT) as change:
        if change.value("select count(*) from imports where id = $id", id=seen.id):
            change.undo()
            return ImportReport(seen.plan, seen.file, written=True)
        source = source_of(change, seen.receipt)
        plan = planned(change, seen.sheets, progress, before=seen.plan, source=source)
        return _finished(change, seen, plan, progress, only_if_all_good=only_if_all_good)


def run_import(
    store: Store,
    actor: Actor,
    path: Path,
    *,
    subject: Subject | None = None,
    only_if_all_good: bool = False,
    dry_run: bool = False,
    progress: Progress = no_progress,
) -> ImportReport:
    """Reads, checks and writes the file at `path` in one go, with the fields that its headings suggest.

    A text can be told its `subject`. Raises BadInput for a file that cannot be imported at all, NotAllowed,
    StoreUnavailable.
    """
    progress(0, 1, Stage.READING)
    file = read_path(path, store.settings.upload_limit_mb, subject)
    progress(1, 1, Stage.READING)
    takings = file.as_suggested()
    if dry_run:
        return preview(store, actor, file, takings, progress).report
    sheets = _checked(takings, store, progress)
    with store.change(actor, Act.CLIENTS_IMPORT) as change:
        plan = planned(change, sheets, progress)
        seen = Preview(new_id(), file, sheets, plan)
        return _finished(change, seen, plan, progress, only_if_all_good=only_if_all_good)


def _checked(takings: Sequence[Taking], store: Store, progress: Progress) -> tuple[Rows, ...]:
    """The rows of every sheet. One sheet that cannot be imported refuses the whole file, by name."""
    if not takings:
        raise BadInput(say("No sheet of this file is to be read; nothing was imported. Choose what its sheets hold."))
    sheets = []
    for at, taking in enumerate(takings):
        try:
            sheets.append(checked_rows(taking, store.today, _part_of(progress, at, len(takings))))
        except BadInput as error:
            if not taking.name:
                raise
            sentence = say("Sheet “%(sheet)s”: %(problem)s", sheet=taking.name, problem=error.sentence)
            raise BadInput(sentence, error.field) from None
    return tuple(sheets)


def _part_of(progress: Progress, at: int, of: int) -> Progress:
    """The progress of one sheet among several."""

    def told(done: int, total: int, stage: Stage) -> None:
        progress(at * 100 + (100 * done // max(total, 1)), of * 100, stage)

    return told


def _finished(change: Change, seen: Preview, plan: Plan, progress: Progress, *, only_if_all_good: bool) -> ImportReport:
    report = ImportReport(plan.without_writes, seen.file, written=True)
    if (only_if_all_good and plan.refused) or not plan.goes_on:
        change.undo()
        return replace(report, written=False)
    touched = write(change, plan, progress)
    disclosure = enter(change, plan, touched, seen.receipt) if seen.receipt else None
    note(change, plan, touched)
    change.insert(
        "imports",
        id=seen.id,
        imported_at=change.now,
        staff_id=change.actor.staff_id,
        subject=plan.sheets[0].taking.subject.code if len(plan.sheets) == 1 else WORKBOOK,
        file_digest=seen.file.digest,
        rows=report.rows,
        added=report.added,
        changed=report.changed,
        unchanged=report.unchanged,
        refused=report.refused + report.skipped,
    )
    return replace(report, disclosure=disclosure)
