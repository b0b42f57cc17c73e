"""A place where the privacy statement itself falls short of the law, and whether a later version mended it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from data_layer.rules.sentences import Sentence
from data_layer.statement_versions import Version


@dataclass(frozen=True, slots=True, kw_only=True)
class Shortfall:
    """What the statement says (`quote`) or does not say, what the desk does instead, and Dutch words to propose.

    It is mended in a version that has none of the words in `while_says` and, if there are any, some of `until_says`.
    """

    code: str
    title: Sentence
    article: str
    lacks: Sentence
    desk: Sentence
    wording: str
    quote: str = ""
    while_says: tuple[str, ...] = ()
    until_says: tuple[str, ...] = ()

    def is_mended_in(self, version: Version) -> bool:
        """Whether this version does not fall short here."""
        if any(version.says(words) for words in self.while_says):
            return False
        return not self.until_says or any(version.says(words) for words in self.until_says)


@dataclass(frozen=True, slots=True)
class Mending:
    """Whether a shortfall was mended: `mended_in` is the date of the version that mended it for good."""

    shortfall: Shortfall
    mended_in: date | None


def mendings(shortfalls: Sequence[Shortfall], versions: Sequence[Version]) -> tuple[Mending, ...]:
    """Which of the shortfalls were mended; `versions` have the oldest first. Those that are still so come first."""
    found = [Mending(one, _mended_in(one, versions)) for one in shortfalls]
    return tuple(sorted(found, key=lambda one: one.mended_in is not None))


def _mended_in(shortfall: Shortfall, versions: Sequence[Version]) -> date | None:
    since = None
    for version in reversed(versions):
        if not shortfall.is_mended_in(version):
            break
        since = version.dated
    return since
