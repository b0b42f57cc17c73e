"""The rows of a sheet with every cell checked, and what is wrong with the rows that cannot be used."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from data_layer.categories import RecordKind
from data_layer.errors import BadInput
from data_layer.importing import coherence
from data_layer.importing.addresses import street_and_number, with_addition
from data_layer.importing.cells import Check, check_for
from data_layer.importing.fields import NUMBER, TABLES, TEXT, ImportField
from data_layer.importing.headings import check_mapping
from data_layer.importing.progress import Progress, Stage
from data_layer.importing.reading import Taking
from data_layer.importing.subjects import CLIENTS, Subject
from data_layer.record_checks import missing
from data_layer.rules.checks import Checked, checked_postcode
from data_layer.rules.sentences import Sentence, say

NOTHING: Checked[Any] = Checked()


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a row is not imported: its index in the sheet, the heading of the column, and what is wrong there."""

    row: int
    heading: str
    reason: Sentence


@dataclass(slots=True)
class Rows:
    """Per target the values of all rows, in order; null where nothing stands. Refusals by the index of the row."""

    taking: Taking
    headings: dict[str, str]
    facts: "dict[str, pa.Array[Any]]"
    refusals: dict[int, list[Refusal]] = field(default_factory=dict)

    @property
    def count(self) -> int:
        """How many rows there are."""
        return self.taking.sheet.rows

    @property
    def is_of_clients(self) -> bool:
        """Whether the rows bring clients in; else they are records of clients who are there."""
        return self.taking.subject is CLIENTS

    def refuse(self, row: int, code: str, reason: Sentence) -> None:
        """Notes what is wrong in the column of this target (or in no column in particular)."""
        heading = self.headings.get(code, "")
        self.refusals.setdefault(row, []).append(Refusal(row, heading, reason))

    def values(self, code: str) -> list[Any]:
        """The values of one target, None where nothing stands or where no column holds it."""
        return self.facts[code].to_pylist() if code in self.facts else [None] * self.count

    def copy(self) -> "Rows":
        """The same facts, with refusals of its own."""
        return replace(self, refusals={row: list(refusals) for row, refusals in self.refusals.items()})


def checked_rows(taking: Taking, today: date, progress: Progress) -> Rows:
    """Checks every cell of every mapped column. Raises BadInput for a mapping or a sheet that cannot be imported."""
    sheet, subject, mapping = taking.sheet, taking.subject, taking.mapping
    check_mapping(sheet.headings, mapping, subject)
    _refuse_formulas(taking)
    chosen = [(column, code) for column, code in mapping.items() if code is not None]
    rows = Rows(taking, {code: sheet.headings[column] for column, code in chosen}, {})
    for row in sheet.overlong:
        rows.refuse(row, "", say("This row has more cells than there are headings: is a quotation mark missing?"))
    for done, (column, code) in enumerate(chosen):
        progress(done, len(chosen), Stage.CHECKING)
        known = subject.field_of(code)[0]
        _check_column(rows, code, known, sheet.columns[column], check_for(known.kind, today, known.options))
    _put_addresses_together(rows)
    _check_postcodes(rows)
    if not rows.is_of_clients:
        _refuse(rows, NUMBER, pc.is_null(rows.facts[NUMBER]), say("The client number is missing."))
        _check_choices(rows, subject.kind)
    coherence.check(rows)
    progress(len(chosen), len(chosen), Stage.CHECKING)
    return rows


def _refuse_formulas(taking: Taking) -> None:
    for column, cell in taking.sheet.formulas.items():
        if taking.mapping.get(column) is not None:
            raise BadInput(
                say(
                    "Cell %(cell)s, in the column “%(heading)s”, holds a formula instead of a value; nothing was"
                    " imported. Copy the column and paste it as values, or leave the column out.",
                    cell=cell,
                    heading=taking.sheet.headings[column],
                )
            )


def _check_column(rows: Rows, code: str, known: ImportField, cells: "pa.ChunkedArray[Any]", check: Check) -> None:
    """Every different cell is checked once."""
    encoded = cells.combine_chunks().dictionary_encode()
    indices, different = encoded.indices, encoded.dictionary.to_pylist()
    found = [check(cell) if cell else NOTHING for cell in different]
    kept_as = TABLES[known.table].get(known.column, TEXT)
    rows.facts[code] = pa.array([one.value for one in found], kept_as).take(indices)
    wrong = [at for at, one in enumerate(found) if one.problem is not None]
    if wrong:
        places = indices.to_numpy()
        for row in np.flatnonzero(np.isin(places, wrong)).tolist():
            problem = found[places[row]].problem
            assert problem is not None  # noqa: S101 - it is one of the wrong ones
            rows.refuse(row, code, problem)


def _refuse(rows: Rows, code: str, where: Any, reason: Sentence) -> None:
    for row in coherence.places(where):
        if row not in rows.refusals:
            rows.refuse(row, code, reason)


def _check_choices(rows: Rows, kind: RecordKind | None) -> None:
    """A needed choice has its usual value only where the sheet has no column for it at all."""
    for known in kind.fields if kind else ():
        code = f"{rows.taking.subject.code}.{known.column}"
        if known.is_needed and known.usual is not None and code in rows.facts:
            _refuse(rows, code, pc.is_null(rows.facts[code]), missing(known))


def stand_ins(subject: Subject, mapping: Mapping[int, str | None]) -> list[tuple[Sentence, Sentence]]:
    """The needed choices for which the sheet has no column, each with what new records get instead."""
    return [
        (known.label, known.options[str(known.usual)])
        for known in (subject.kind.fields if subject.kind else ())
        if known.is_needed and known.usual is not None and f"{subject.code}.{known.column}" not in mapping.values()
    ]


def _put_addresses_together(rows: Rows) -> None:
    whole: Any = rows.facts.pop("addresses.address", None)
    if whole is not None:
        known: Mapping[Any, Any] = {
            address: street_and_number(address) for address in whole.unique().drop_null().to_pylist()
        }
        parts = [known[address] if address else (None, None) for address in whole.to_pylist()]
        rows.facts["addresses.street"] = pa.array([street for street, _ in parts], TEXT)
        rows.facts["addresses.house_number"] = pa.array([number for _, number in parts], TEXT)
    additions = rows.facts.pop("addresses.addition", None)
    numbers = rows.facts.get("addresses.house_number")
    if additions is not None and numbers is not None:
        joined = list(map(with_addition, numbers.to_pylist(), additions.to_pylist()))
        rows.facts["addresses.house_number"] = pa.array(joined, TEXT)


def _check_postcodes(rows: Rows) -> None:
    """Where no other country stands beside it, a postcode is a Dutch one."""
    if "addresses.postcode" not in rows.facts:
        return
    values = rows.values("addresses.postcode")
    known: dict[str, Checked[str]] = {}
    for row, (postcode, country) in enumerate(zip(values, rows.values("addresses.country"), strict=True)):
        if postcode is None or country not in (None, "NL"):
            continue
        found = known.get(postcode) or known.setdefault(postcode, checked_postcode(postcode))
        if found.problem:
            rows.refuse(row, "addresses.postcode", found.problem)
        values[row] = found.value
    rows.facts["addresses.postcode"] = pa.array(values, TEXT)
