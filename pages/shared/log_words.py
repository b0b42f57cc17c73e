"""The words of an entry of the log: who, what, about what, why."""

from data_layer.act_words import ACT_LABELS
from data_layer.logbook.log_lists import KIND_LABELS, REASON_LABELS
from data_layer.logbook.log_pages import Row
from data_layer.staff import THE_DESK
from pages.shared.wording import _, capitalised, plain

_ACTS = {act.value: words for act, words in ACT_LABELS.items()}


def who(row: Row) -> str:
    """Who did it."""
    if row.staff_id == THE_DESK.staff_id:
        return _("the desk itself")
    return plain(row.staff) or _("somebody who left")


def what(row: Row) -> str:
    """What was done."""
    return capitalised(_(_ACTS[row.act])) if row.act in _ACTS else row.act


def about(row: Row) -> str:
    """What it is about: the kind, and its name or number where it has one."""
    kind = row.subject_kind or ""
    words = capitalised(_(KIND_LABELS[kind])) if kind in KIND_LABELS else kind
    which = plain(row.name) or row.record
    return f"{words} {which}" if which else words


def why(row: Row) -> str:
    """The reason, where one of the known ones was given."""
    code = row.reason_code or ""
    return capitalised(_(REASON_LABELS[code])) if code in REASON_LABELS else code
