"""What is wrong with what would come to stand in the store, in words, at the column of the file that says it."""

from data_layer.categories import RECORD_KINDS
from data_layer.importing.coherence import CONTRADICTIONS
from data_layer.importing.deciding import NAMELESS
from data_layer.importing.rows import Rows
from data_layer.record_checks import ABSENT_AND_PRESENT, missing, some_missing
from data_layer.rules.sentences import Sentence, say


def problem_of(rows: Rows, table: str, word: str) -> tuple[str, Sentence]:
    """The column of the file (or none in particular) and the sentence for a `problem` of a compared line."""
    what, _, which = word.partition(" ")
    match what:
        case "missing":
            return _there(rows, table, which), missing(RECORD_KINDS[table].field(which))
        case "some":
            return _there(rows, table, *RECORD_KINDS[table].some_of), some_missing(RECORD_KINDS[table])
        case "nameless":
            return _there(rows, table, "surname", "number"), NAMELESS
        case "absence":
            return _there(rows, table, "absence_reason", "present"), ABSENT_AND_PRESENT
        case "desk":
            return "", say("This complaint is handled at the desk: record there what was done, and leave it out here.")
        case _:
            first, then, sentence = CONTRADICTIONS[table][int(which)]
            return _there(rows, table, then, first), say(
                "%(reason)s Part of it is in the store already.", reason=sentence
            )


def _there(rows: Rows, table: str, *columns: str) -> str:
    return next((code for code in (f"{table}.{column}" for column in columns) if code in rows.headings), "")
