"""The words for what a batch is about and for its kinds."""

from data_layer.categories import CATEGORIES
from data_layer.destroying.items import COMPLAINT, CONSENTS, DISCLOSURES, REQUEST
from data_layer.rules.sentences import Sentence, say

WHAT_LABELS: dict[str, Sentence] = {
    **{category.code: category.label for category in CATEGORIES},
    CONSENTS: say("consents"),
    DISCLOSURES: say("disclosures of the client"),
    REQUEST: say("requests"),
    COMPLAINT: say("complaints of unknown persons"),
}
"""What a batch can be about, in the order of lists: the twenty categories, and the desk's own records."""
KIND_LABELS = {
    "retention": say("the retention term was over"),
    "erasure": say("erasure on request (art. 17 GDPR)"),
}
"""Why a batch is there, as its certificate says it."""
