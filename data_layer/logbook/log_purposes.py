"""What an act of the log was for, as the person whom it is about reads it (art. 15(1)(a) GDPR)."""

from data_layer.logbook.log_lists import REASON_LABELS
from data_layer.rules.sentences import Sentence, say

OWN_KINDS = ("client", "request", "complaint")
"""What an act can be about that is one person's alone; any other act may be about several people."""
_KEPT_LONGER = "kept_longer"
_GROUPS: dict[tuple[str, ...], Sentence] = {
    ("overview", "client", "record", "bsn", "fiscal_identity", "consent"): say("handling your file"),
    (
        "request",
        "document",
        "identity",
        "correction",
        "case_file",
        "notice",
        "restriction",
        "objection",
        "erasure",
    ): say("handling your request"),
    ("complaint",): say("handling your complaint"),
    ("breach",): say("handling a data breach"),
    ("disclosure", "delivery_file", "recipient"): say("giving your data to another organisation, or getting them"),
    ("retention", "destruction"): say("removing what was kept long enough"),
    ("clients",): say("taking over your data from a file"),
    ("log",): say("checking who saw or changed your data"),
    ("export", "query", "promises", "promise", "report", "processing_register", "statement"): say(
        "accounting for how the school handles data"
    ),
    ("sign_in", "staff", "digest", "settings", "store", "clock"): say("keeping the privacy desk going"),
}
WORDS: dict[str, Sentence] = {
    **REASON_LABELS,
    _KEPT_LONGER: say("kept longer"),
    **{f"for.{group}": words for groups, words in _GROUPS.items() for group in groups},
}
"""Every code that `why` gives, in words."""


def why(act: str, subject_kind: str | None, reason_code: str | None) -> str:
    """The code of why something was done: the reason that was given, or else what acts of the kind are for.

    What data are held for is never told: whether somebody may know of an inquiry is weighed by a person (art. 23 GDPR,
    art. 41 UAVG). Nor is the reason of what may be about several people.
    """
    group = act.partition(".")[0]
    if group == "hold":
        return _KEPT_LONGER
    if subject_kind in OWN_KINDS and reason_code in REASON_LABELS:
        return str(reason_code)
    return "for.complaint" if subject_kind == "complaint" else f"for.{group}"
