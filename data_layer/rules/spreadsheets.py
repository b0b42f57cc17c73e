"""Spreadsheets: what they would compute or change of their own accord, how to keep a text what it is, what fits."""

import re

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LONGEST_SHEET_NAME = 31  # characters that Excel allows
LONGEST_CELL = 32_767  # UTF-16 units that a cell of Excel holds
AS_WRITTEN = {
    "in_memory": True,  # a temporary folder would keep readable data
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
"""How a workbook is made in which a text stays what it is."""
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")
LOOKS_LIKE_A_NUMBER = re.compile(r"[0-9][0-9.,:/ -]*|[0-9]+[eE][0-9]+")  # or like a date or a time


def defused(cell: str | None) -> str:
    """The cell as text that no spreadsheet computes; numbers such as +31 6 stay what they are."""
    cell = cell or ""
    if cell.startswith(FORMULA_STARTS) and not _is_signed_number(cell):
        return "'" + cell
    return cell


def kept_as_text(code: str) -> str:
    """A code for a CSV file: its digits stay text, with their leading zeros, and become neither number nor date."""
    if LOOKS_LIKE_A_NUMBER.fullmatch(code) or (code[:1] in ("+", "-") and _is_signed_number(code)):
        return f'="{code}"'
    return defused(code)


def _is_signed_number(cell: str) -> bool:
    return cell[0] in "+-" and all(c.isdigit() or c in " ().,-" for c in cell[1:]) and any(c.isdigit() for c in cell)
