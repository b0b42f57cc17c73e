"""The rows of a client file with every cell checked, and what is wrong with the rows that cannot be used."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from data_layer.errors import BadInput
from data_layer.importing import coherence
from data_layer.importing.addresses import street_and_number, with_addition
from data_layer.importing.cells import Check, bare, check_for
from data_layer.importing.fields import field_of
from data_layer.importing.headings import check_mapping
from data_layer.importing.progress import Progress, Stage
from data_layer.importing.sheet import Sheet
from data_layer.rules.checks import Checked, checked_postcode
from data_layer.rules.sentences import Sentence, say

Chosen = Mapping[int, str | None]
NOTHING: Checked[Any] = Checked()


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a row is not imported: its index in the sheet, the heading of the column, and what is wrong there."""

    row: int
    heading: str
    reason: Sentence


@dataclass(slots=True)
class Rows:
    """Per target the values of all rows, in order; None where nothing stands. Refusals by the index of the row."""

    sheet: Sheet
    headings: dict[str, str]
    facts: dict[str, list[Any]]
    refusals: dict[int, list[Refusal]] = field(default_factory=dict)

    def refuse(self, row: int, code: str, reason: Sentence) -> None:
        """Notes what is wrong in the column of this target (or in no column in particular)."""
        heading = self.headings.get(code, "")
        self.refusals.setdefault(row, []).append(Refusal(row, heading, reason))

    def copy(self) -> "Rows":
        """The same facts, with refusals of its own."""
        return replace(self, refusals={row: list(refusals) for row, refusals in self.refusals.items()})


def checked_rows(sheet: Sheet, mapping: Chosen, today: date, progress: Progress) -> Rows:
    """Checks every cell of every mapped column. Raises BadInput for a mapping or a file that cannot be imported."""
    check_mapping(sheet.headings, mapping)
    _refuse_formulas(sheet, mapping)
    chosen = [(column, code) for column, code in mapping.items() if code is not None]
    rows = Rows(sheet, {code: sheet.headings[column] for column, code in chosen}, {})
    for row in sheet.overlong:
        rows.refuse(row, "", say("This row has more cells than there are headings: is a quotation mark missing?"))
    for done, (column, code) in enumerate(chosen):
        progress(done, len(chosen), Stage.CHECKING)
        _check_column(rows, code, sheet.columns[column].to_pylist(), check_for(field_of(code)[0].kind, today))
    _put_addresses_together(rows)
    _check_postcodes(rows)
    coherence.check(rows.facts, sheet.rows, rows.refuse)
    progress(len(chosen), len(chosen), Stage.CHECKING)
    return rows


def _refuse_formulas(sheet: Sheet, mapping: Chosen) -> None:
    for column, cell in sheet.formulas.items():
        if mapping.get(column) is not None:
            raise BadInput(
                say(
                    "Cell %(cell)s, in the column “%(heading)s”, holds a formula instead of a value; nothing was"
                    " imported. Copy the column and paste it as values, or leave the column out.",
                    cell=cell,
                    heading=sheet.headings[column],
                )
            )


def _check_column(rows: Rows, code: str, cells: list[str | None], check: Check) -> None:
    known: dict[str | None, Checked[Any]] = {"": NOTHING, None: NOTHING}
    values: list[Any] = [None] * len(cells)
    for row, cell in enumerate(cells):
        found = known.get(cell)
        if found is None:
            text = bare(cell or "")
            found = known[cell] = check(text) if text else NOTHING
        if found.problem is not None:
            rows.refuse(row, code, found.problem)
        values[row] = found.value
    rows.facts[code] = values


def _put_addresses_together(rows: Rows) -> None:
    if whole := rows.facts.pop("addresses.address", None):
        known = {address: street_and_number(address) for address in set(whole) if address is not None}
        parts = [known[address] if address else (None, None) for address in whole]
        rows.facts["addresses.street"] = [street for street, _ in parts]
        rows.facts["addresses.house_number"] = [number for _, number in parts]
    additions = rows.facts.pop("addresses.addition", None)
    if additions and (numbers := rows.facts.get("addresses.house_number")):
        rows.facts["addresses.house_number"] = list(map(with_addition, numbers, additions))


def _check_postcodes(rows: Rows) -> None:
    values = rows.facts.get("addresses.postcode", [])
    countries = rows.facts.get("addresses.country") or [None] * len(values)
    known: dict[str, Checked[str]] = {}
    for row, (postcode, country) in enumerate(zip(values, countries, strict=True)):
        if postcode is None or country not in (None, "NL"):
            continue
        found = known.get(postcode) or known.setdefault(postcode, checked_postcode(postcode))
        if found.problem:
            rows.refuse(row, "addresses.postcode", found.problem)
        values[row] = found.value
