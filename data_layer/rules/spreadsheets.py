"""Text in a spreadsheet: what it would compute or change of its own accord, and how to keep it what it is."""

import re

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
