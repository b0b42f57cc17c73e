"""The parts of an address, put together from the columns that a client file has for them."""

import re

_YEARS = re.compile(r"19\d\d(-19\d\d)?")  # of a street: Plein 1944, Laan 1940-1945
_LONGEST_ADDITION = 6


def street_and_number(address: str) -> tuple[str, str | None]:
    """`Derde Van Hezewijkstraat 6 a` in two; a street with a year in its name keeps it (`Plein 1944 12`)."""
    words = address.split()
    for at, word in enumerate(words[1:], start=1):
        rest = words[at + 1 :]
        if not word[0].isdigit() or any(len(addition) > _LONGEST_ADDITION for addition in rest):
            continue
        if _YEARS.fullmatch(word) and any(addition[0].isdigit() for addition in rest):
            continue
        return " ".join(words[:at]).rstrip(","), " ".join(words[at:])
    return address, None


def with_addition(house_number: str | None, addition: str | None) -> str | None:
    """House number and addition as one: 12 and A is `12A`, 12 and 2 is `12-2`."""
    addition = (addition or "").lstrip("-/ ")
    if not house_number or not addition:
        return house_number or None
    return f"{house_number}-{addition}" if addition[0].isdigit() else f"{house_number}{addition}"
