"""Client numbers from a file: the column that is headed so in a list or workbook, or a bare list of numbers."""

import re
from collections.abc import Iterable

from data_layer.errors import BadInput
from data_layer.importing.cells import bare
from data_layer.importing.delimited import decoded
from data_layer.importing.fields import NUMBER
from data_layer.importing.kinds import check_size, kind_of
from data_layer.importing.reading import read
from data_layer.rules.sentences import say

_BARE = re.compile(r"(?=.*[0-9])[\w./-]{1,20}")
FIELD = "numbers_file"


def numbers_in(content: bytes, limit_mb: int) -> tuple[str, ...]:
    """The numbers in the file, each once, in its order. Raises BadInput of `numbers_file`."""
    try:
        takings = read(content, limit_mb).as_suggested()
    except BadInput as error:
        if numbers := _bare(content, limit_mb):
            return numbers
        raise BadInput(error.sentence, FIELD) from None
    for taking in takings:
        for column, code in taking.mapping.items():
            if code == NUMBER:
                return _each_once(taking.sheet.columns[column].to_pylist())
    raise BadInput(
        say(
            "No column of this file is headed “Client number”. Give the column with the numbers that heading, or paste"
            " the numbers. Nothing was made."
        ),
        FIELD,
    )


def _bare(content: bytes, limit_mb: int) -> tuple[str, ...]:
    """The lines of a text without a heading, if each of them can be a client number."""
    try:
        check_size(len(content), limit_mb)
        if kind_of(content) == "workbook":
            return ()
        lines = decoded(content).split()
    except BadInput:
        return ()
    return _each_once(lines) if lines and all(_BARE.fullmatch(line) for line in lines) else ()


def _each_once(numbers: Iterable[str | None]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(number for number in map(bare, filter(None, numbers)) if number))
