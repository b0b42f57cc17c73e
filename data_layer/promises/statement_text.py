"""The versions of the privacy statement, and whether a sentence stands in one."""

from dataclasses import dataclass
from datetime import date

from data_layer.transactions import Reader


@dataclass(frozen=True, slots=True)
class Version:
    """A version of the statement; `online_since` where it is recorded that it stands on the website."""

    dated: date
    body: str
    online_since: date | None = None

    def says(self, words: str) -> bool:
        """Whether these words stand in it; how lines break does not matter, nor do capitals."""
        return _flat(words) in _flat(self.body)


def versions(reader: Reader) -> list[Version]:
    """All versions that count or counted, the oldest first."""
    return reader.all(
        Version,
        """
        select dated, body, online_since from statement_versions where dated <= $today order by dated, id
        """,
        today=reader.today,
    )


def in_force(reader: Reader) -> Version | None:
    """The version that counts today; None where there is none."""
    return next(reversed(versions(reader)), None)


def _flat(text: str) -> str:
    return " ".join(text.split()).casefold()
