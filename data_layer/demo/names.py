"""Names, towns and papers by country of birth, from `names.toml` and, where Faker has them in Latin script, Faker."""

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from faker import Faker

Papers = Literal["asylum", "protection", "family", "european"]

STATUSES: dict[Papers, tuple[str, ...]] = {
    "asylum": ("verblijfsvergunning asiel bepaalde tijd", "verblijfsvergunning asiel onbepaalde tijd"),
    "protection": ("tijdelijke bescherming",),
    "family": ("verblijf als familie- of gezinslid", "arbeid in loondienst", "verblijfsvergunning regulier"),
    "european": ("burger van de Europese Unie",),
}
_POOL = 60  # draws from Faker per kind of name


@dataclass(frozen=True, slots=True)
class Origin:
    """A country with its share of the clients, their language (ISO 639) and pools of names in Latin script."""

    country: str
    share: int
    language: str
    papers: Papers
    women: tuple[str, ...]
    men: tuple[str, ...]
    surnames: tuple[str, ...]
    towns: tuple[str, ...]
    prefix: str = ""


def origins(seed: int) -> tuple[Origin, ...]:
    """All countries that clients come from; Faker's names depend on the seed."""
    written = tomllib.loads(Path(__file__).with_name("names.toml").read_text(encoding="utf-8"))
    return tuple(_origin(country, facts, seed) for country, facts in written.items())


def _origin(country: str, facts: dict[str, Any], seed: int) -> Origin:
    names = _drawn(facts["faker"], seed) if "faker" in facts else {k: _parted(facts[k]) for k in _KINDS}
    return Origin(
        country,
        facts["share"],
        facts["language"],
        facts["papers"],
        **names,
        towns=_parted(facts["towns"]),
        prefix=facts.get("prefix", ""),
    )


_KINDS = ("women", "men", "surnames")


def _drawn(locale: str, seed: int) -> dict[str, tuple[str, ...]]:
    fake = Faker(locale)
    fake.seed_instance(seed)
    makers = (fake.first_name_female, fake.first_name_male, fake.last_name)
    return {kind: tuple(dict.fromkeys(make() for _ in range(_POOL))) for kind, make in zip(_KINDS, makers, strict=True)}


def _parted(text: str) -> tuple[str, ...]:
    return tuple(name.replace("_", " ") for name in text.split())
