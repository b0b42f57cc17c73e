"""The whole import: a preview that somebody looks at and then applies, or both at once for the command line."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from data_layer.ids import new_id
from data_layer.importing.applying import write
from data_layer.importing.headings import suggested
from data_layer.importing.plan import Plan, planned
from data_layer.importing.progress import Progress, Stage, no_progress
from data_layer.importing.reading import ClientFile, read_path
from data_layer.importing.reporting import ImportReport, report_of
from data_layer.importing.rows import Rows, checked_rows
from data_layer.rules.access import Act
from data_layer.staff import Actor
from data_layer.store import Store
from data_layer.transactions import Change

SUBJECT = "clients"


@dataclass(frozen=True, slots=True)
class Preview:
    """What the import of a file would do; its `id` makes sure that it is done once."""

    id: int
    file: ClientFile
    rows: Rows
    plan: Plan

    @property
    def report(self) -> ImportReport:
        """The figures of the plan, with nothing written."""
        return report_of(self.file, self.plan, written=False)


def preview(
    store: Store, actor: Actor, file: ClientFile, mapping: Mapping[int, str | None], progress: Progress = no_progress
) -> Preview:
    """Checks every row and compares it with the store; writes nothing.

    Raises BadInput for a mapping, or a file, that cannot be imported at all; NotAllowed.
    """
    with store.read(actor, Act.CLIENTS_IMPORT) as reader:
        rows = checked_rows(file.sheet, mapping, reader.today, progress)
        plan = planned(reader, rows, progress)
        return Preview(new_id(), file, rows, plan.without_writes)  # they are worked out anew when it is applied


def apply(
    store: Store, actor: Actor, seen: Preview, *, only_if_all_good: bool, progress: Progress = no_progress
) -> ImportReport:
    """Writes what the preview showed, in one transaction with one log entry; a second call of the same does nothing.

    Everything is compared anew first: a client that somebody changed after the preview is refused and listed. With
    `only_if_all_good` one refused row is enough to write nothing. Rows left out to protect somebody do not count.
    """
    with store.change(actor, Act.CLIENTS_IMPORT) as change:
        if change.value("select count(*) from imports where id = $id", id=seen.id):
            change.undo()
            return report_of(seen.file, seen.plan, written=True)
        plan = planned(change, seen.rows, progress, before=seen.plan)
        return _finished(change, seen.id, seen.file, plan, progress, only_if_all_good=only_if_all_good)


def run_import(
    store: Store,
    actor: Actor,
    path: Path,
    *,
    only_if_all_good: bool = False,
    dry_run: bool = False,
    progress: Progress = no_progress,
) -> ImportReport:
    """Reads, checks and writes the file at `path` in one go, with the fields that its headings suggest.

    Raises BadInput for a file that cannot be imported at all, NotAllowed, StoreUnavailable.
    """
    progress(0, 1, Stage.READING)
    file = read_path(path, store.settings.upload_limit_mb)
    progress(1, 1, Stage.READING)
    mapping = suggested(file.sheet.headings)
    if dry_run:
        return preview(store, actor, file, mapping, progress).report
    rows = checked_rows(file.sheet, mapping, store.today, progress)
    with store.change(actor, Act.CLIENTS_IMPORT) as change:
        plan = planned(change, rows, progress)
        return _finished(change, new_id(), file, plan, progress, only_if_all_good=only_if_all_good)


def _finished(
    change: Change, import_id: int, file: ClientFile, plan: Plan, progress: Progress, *, only_if_all_good: bool
) -> ImportReport:
    report = report_of(file, plan.without_writes, written=True)
    if (only_if_all_good and plan.refused) or not plan.clients:
        change.undo()
        return replace(report, written=False)
    write(change, plan, progress)
    change.insert(
        "imports",
        id=import_id,
        imported_at=change.now,
        staff_id=change.actor.staff_id,
        subject=SUBJECT,
        file_digest=file.digest,
        rows=report.rows,
        added=report.added,
        changed=report.changed,
        unchanged=report.unchanged,
        refused=report.refused + report.skipped,
    )
    return report
