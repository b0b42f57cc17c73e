"""What the records of some kinds need beyond what a file says: a number, a clock, a consent, a writer."""

from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from data_layer.numbering import next_numbers
from data_layer.rules.complaints import answer_days
from data_layer.transactions import Change, Reader

_CONSENTS = """
    select l.file_order, arg_max(c.id, (c.given_on, c.id)) as consent_id
    from lines l join consents c on c.client_id = l.client_id and c.about_health and c.withdrawn_on is null
    where l.about_health group by l.file_order
"""


def without_consent(reader: Reader, lines: pa.Table) -> pa.Table:
    """Sheet and row of the preconditions that would come to concern health without the client's consent."""
    with reader.lent(lines=lines):
        return reader.table(
            f"""
            select file_sheet, file_row from lines anti join ({_CONSENTS}) using (file_order)
            where about_health and is_write and list_contains(changed_columns, 'about_health')
            """  # noqa: S608 - the question above
        )


def completed(change: Change, table: str, lines: pa.Table) -> pa.Table:
    """The lines to write, with the columns beside their fields that their table needs."""
    match table:
        case "complaints":
            return _with_clock(change, lines)
        case "preconditions":
            return _with_consent(change, lines)
        case "progress_notes":
            return lines.append_column("written_by", pa.repeat(change.actor.staff_id, lines.num_rows))
        case _:
            return lines


OF_NEW = {"complaints": ("number",), "progress_notes": ("written_by",)}
OF_ALL = {"complaints": ("safe_last_day", "legal_last_day"), "preconditions": ("consent_id",)}
"""Which columns these are: those that only a new record gets, and those that follow its fields."""


def _with_clock(change: Change, lines: pa.Table) -> pa.Table:
    received: list[Any] = lines["received_on"].to_pylist()
    days = {day: answer_days(day, change.settings.is_free_day) for day in set(received)}
    for name in OF_ALL["complaints"]:
        lines = lines.append_column(name, pa.array([days[day][name] for day in received], pa.date32()))
    is_new: list[Any] = pc.is_null(lines["id"]).to_pylist()
    numbers = iter(next_numbers(change, "complaint", sum(is_new)) if any(is_new) else ())
    return lines.append_column("number", pa.array([next(numbers) if new else None for new in is_new], pa.string()))


def _with_consent(change: Change, lines: pa.Table) -> pa.Table:
    """One that was about health already keeps its consent, also a withdrawn one for which a hold keeps it."""
    with change.lent(lines=lines):
        return change.table(
            f"""
            select l.*, case when l.about_health then
                case when l.id is null or list_contains(l.changed_columns, 'about_health') then c.consent_id
                    else s.consent_id end end as consent_id
            from lines l left join ({_CONSENTS}) c using (file_order) left join preconditions s on s.id = l.id
            """  # noqa: S608 - the question above
        )
