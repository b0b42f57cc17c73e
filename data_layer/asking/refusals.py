"""Why a question got no answer, in one sentence, with what the process itself said where that helps."""

from data_layer.asking.child import MOST_CHARACTERS, MOST_COLUMNS, MOST_ROWS, SECONDS
from data_layer.errors import BadInput, UserError
from data_layer.rules.sentences import Sentence, say

_NARROW = say("Count or add up with group by, or narrow it with where or limit.")


class NotAnswered(UserError):
    """The question was put and gave no answer; `said` are DuckDB's own words, in English, about the typed text."""

    def __init__(self, sentence: Sentence, said: str = "") -> None:
        super().__init__(sentence)
        self.said = said


FAILED = say("The question cannot be answered as it stands. DuckDB says why:")
REASONS: dict[str, Sentence] = {
    "none": say("There is no question here yet. Write SQL that begins with select."),
    "several": say("One question at a time: these are several statements. Ask them one by one, without pivot."),
    "no_select": say("Only a question can be put here: SQL that selects. Nothing can be changed or set. Begin with"
                     " select or with."),
    "inward": say("This asks for something outside the tables: a file, a setting, or the database itself. That cannot"
                  " be had here. Use the tables that are explained above."),
    "unknown_table": say("There is no such table here. Use the tables that are explained above, by their names."),
    "no_error": say("The function error cannot be used here: what it says would be no answer. Leave it out."),
    "value": say("A value in the tables cannot be read or counted as the question does. Check the casts and the"
                 " calculations; try_cast gives an empty cell instead."),
    "went_wrong": say("The question was understood, but went wrong while it was worked out. Try it in parts."),
    "no_table": say("The answer holds what no table can show. Write its columns as text, with ::varchar."),
    "rows": say("The answer has more than %(most)s rows. Nothing of it is shown, so that nothing is missing unseen."
                " %(narrow)s", most=MOST_ROWS, narrow=_NARROW),
    "columns": say("The answer has more than %(most)s columns. Ask for fewer.", most=MOST_COLUMNS),
    "bytes": say("The answer is too large. Nothing of it is shown, so that nothing is missing unseen. %(narrow)s",
                 narrow=_NARROW),
    "memory": say("The question takes more memory than it may have. Narrow what it joins or sorts."),
    "too_deep": say("The question is nested too deeply. Write it with fewer brackets."),
    "too_long": say("After %(seconds)s seconds there was no answer, and it was stopped. Narrow what it joins or"
                    " counts.", seconds=SECONDS),
    "stopped": say("The question was stopped."),
    "died": say("The question stopped without an answer; most likely it took too much memory. Narrow what it joins or"
                " sorts."),
}  # fmt: skip

NO_PURPOSE = BadInput(say("Choose what you need the answer for; the log keeps it. Nothing was asked."), "purpose")
NO_TEXT = BadInput(say("This text holds characters that are none. Type it anew. Nothing was asked."), "sql")
TOO_MUCH_TEXT = BadInput(
    say("A question has at most %(most)s characters. Shorten it. Nothing was asked.", most=MOST_CHARACTERS), "sql"
)
OWN_IS_RUNNING = BadInput(
    say("Your question before this one is still running. Wait for it, or stop it. Nothing was asked."), "sql"
)
DESK_IS_BUSY = BadInput(
    say("Colleagues have two questions running, and there is no room for a third. Try again in a few seconds. Nothing"
        " was asked."), "sql",
)  # fmt: skip
