"""Which of the shortfalls the version in force mended: words give a reason to look, and people say it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum

from data_layer.promises.checks import Check, last_checks
from data_layer.promises.declared import SHORTFALLS
from data_layer.promises.shortfall import Shortfall
from data_layer.statement_versions import Version, in_force
from data_layer.transactions import Reader


class Stand(IntEnum):
    """Where a shortfall stands in the version in force; what nobody looked at is still so."""

    MAYBE_MENDED = 0
    STILL_SO = 1
    MENDED = 2


@dataclass(frozen=True, slots=True)
class Mending:
    """A shortfall beside the version in force; `check` is the newest look of people at just that version."""

    shortfall: Shortfall
    stand: Stand
    version: Version | None
    check: Check | None = None

    @property
    def is_looked_at(self) -> bool:
        """Whether people can say if it is mended: not of the text in which it was found."""
        return self.version is not None and self.version.recorded_on is not None

    @property
    def look_code(self) -> str:
        """The code of looks at it; empty where there is no version."""
        return self.shortfall.look_code(self.version) if self.version else ""


def shortfalls(reader: Reader) -> tuple[Mending, ...]:
    """Each shortfall as it stands in the version in force; those that are mended come last."""
    return mendings(SHORTFALLS, in_force(reader), last_checks(reader))


def mendings(found: Sequence[Shortfall], version: Version | None, checks: Mapping[str, Check]) -> tuple[Mending, ...]:
    """How these stand in this version, by the newest looks."""
    each = [_mending(one, version, checks.get(one.look_code(version)) if version else None) for one in found]
    return tuple(sorted(each, key=lambda one: one.stand))


def _mending(shortfall: Shortfall, version: Version | None, check: Check | None) -> Mending:
    if check is not None:
        return Mending(shortfall, Stand.MENDED if check.is_in_order else Stand.STILL_SO, version, check)
    is_maybe = version is not None and shortfall.may_be_mended_in(version)
    return Mending(shortfall, Stand.MAYBE_MENDED if is_maybe else Stand.STILL_SO, version)
