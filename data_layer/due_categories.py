"""What a row of `due` can be about: the twenty categories, then the desk's own records of a client."""

from dataclasses import dataclass

from data_layer.categories import CATEGORIES, Category
from data_layer.rules.sentences import Sentence, say


@dataclass(frozen=True, slots=True)
class DeskRecords:
    """Records of the desk itself about a client, one row of `table` each: they go with the client's last record."""

    number: int
    code: str
    label: Sentence
    table: str


DueCategory = Category | DeskRecords

CONSENTS = DeskRecords(21, "consents", say("consents"), "consents")
DISCLOSURES = DeskRecords(22, "disclosures", say("disclosures"), "disclosure_clients")
DESK_RECORDS = (CONSENTS, DISCLOSURES)
DUE_CATEGORIES: tuple[DueCategory, ...] = (*CATEGORIES, *DESK_RECORDS)
"""In the order of lists."""
DUE_CATEGORY: dict[str, DueCategory] = {category.code: category for category in DUE_CATEGORIES}
