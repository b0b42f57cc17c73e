"""What can fall due of a client: the twenty categories, then the desk's own records of the client."""

from dataclasses import dataclass

from data_layer.categories import CATEGORIES, Category
from data_layer.due_found import REQUEST
from data_layer.rules.sentences import Sentence, say


@dataclass(frozen=True, slots=True)
class DeskRecords:
    """Records of the desk itself about a client, one row of `table` each."""

    number: int
    code: str
    label: Sentence
    table: str


DueCategory = Category | DeskRecords

CONSENTS = DeskRecords(21, "consents", say("consents"), "consents")
DISCLOSURES = DeskRecords(22, "disclosures", say("disclosures"), "disclosure_clients")
DESK_RECORDS = (CONSENTS, DISCLOSURES)
"""They go with the client's last record, and have rows in `due` beside those of the categories."""
REQUESTS = DeskRecords(23, REQUEST, say("requests"), "requests")
"""Each ages by itself, in `due_cases`."""
DUE_CATEGORIES: tuple[DueCategory, ...] = (*CATEGORIES, *DESK_RECORDS, REQUESTS)
"""In the order of lists."""
DUE_CATEGORY: dict[str, DueCategory] = {category.code: category for category in DUE_CATEGORIES}
