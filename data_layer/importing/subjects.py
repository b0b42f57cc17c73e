"""What a sheet of a file can hold: the clients themselves, or one kind of their records."""

from collections.abc import Mapping
from dataclasses import dataclass

from data_layer.categories import CATEGORIES, RecordKind, label_of
from data_layer.importing.fields import ImportField, client_fields, place_of, record_fields
from data_layer.importing.record_words import SHEET_WORDS
from data_layer.rules.searching import folded
from data_layer.rules.sentences import Sentence, say
from data_layer.rules.spreadsheets import LONGEST_SHEET_NAME
from data_layer.wording import LANGUAGES, put


@dataclass(frozen=True, slots=True, eq=False)
class Subject:
    """What a sheet holds. `names` are those that such a sheet goes by; `kind` is None for the clients themselves."""

    code: str
    label: Sentence
    names: frozenset[str]
    fields: tuple[ImportField, ...]
    kind: RecordKind | None = None

    def field_of(self, target_code: str) -> tuple[ImportField, int]:
        """The field, and which of several it is. Raises KeyError for a word of another subject."""
        code, nth = place_of(target_code)
        return self.by_code[code], nth

    @property
    def by_code(self) -> Mapping[str, ImportField]:
        """Its fields by table and column."""
        return _FIELDS[self.code]


def squeezed(words: str) -> str:
    """The words without case, accents, punctuation and spaces."""
    return folded(words).replace(" ", "")


def _names(*labels: Sentence | str) -> frozenset[str]:
    names = {squeezed(put(label, language)) for label in labels for language in LANGUAGES}
    names |= {squeezed(put(label, language)[:LONGEST_SHEET_NAME]) for label in labels for language in LANGUAGES}
    return frozenset(names - {""})


def _words(code: str) -> frozenset[str]:
    return frozenset(squeezed(name) for name in SHEET_WORDS.get(code, "").split("|")) - {""}


def _subjects() -> dict[str, Subject]:
    label = say("Clients")
    own = [category.label for category in CATEGORIES if category.kinds[0].is_of_person]
    found = {"clients": Subject("clients", label, _names(label, "clients", *own) | _words("clients"), client_fields())}
    for category in CATEGORIES:
        for kind in category.kinds:
            if kind.is_of_person:
                continue
            label = label_of(kind)
            names = _names(kind.one, kind.table, label)
            if kind is category.kinds[0]:
                names |= _names(category.code)
            found[kind.table] = Subject(
                kind.table,
                label,
                names | _words(kind.table),
                record_fields(kind),
                kind,
            )
    return found


SUBJECTS: dict[str, Subject] = _subjects()
"""What sheets can hold, in the order of the privacy statement."""

CLIENTS = SUBJECTS["clients"]
_FIELDS = {code: {known.code: known for known in subject.fields} for code, subject in SUBJECTS.items()}


def subject_named(name: str) -> Subject | None:
    """What a sheet of this name holds: a category, a kind of record or a table, in Dutch or English."""
    wanted = squeezed(name)
    return next((subject for subject in SUBJECTS.values() if wanted in subject.names), None)
