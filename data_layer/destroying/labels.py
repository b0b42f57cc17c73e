"""The words for what a batch is about and for its kinds."""

from data_layer.destroying.items import COMPLAINT
from data_layer.due_categories import DUE_CATEGORIES
from data_layer.rules.sentences import Sentence, say

WHAT_LABELS: dict[str, Sentence] = {
    **{category.code: category.label for category in DUE_CATEGORIES},
    COMPLAINT: say("complaints of unknown persons"),
}
"""What a batch can be about, in the order of lists: the twenty categories, and the desk's own records."""
KIND_LABELS = {
    "retention": say("the retention term was over"),
    "erasure": say("erasure on request (art. 17 GDPR)"),
}
"""Why a batch is there, as its certificate says it."""
