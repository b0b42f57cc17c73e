"""Whether the log is whole: its chains, its sealed months, and what was noted of it outside."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from data_layer.log import CHAIN_LABELS, CHAINS, Reason, Subject
from data_layer.logbook.log_chains import broken_entries
from data_layer.logbook.log_notes import wrong_notes
from data_layer.logbook.log_segments import wrong_segments
from data_layer.rules.access import Act
from data_layer.rules.sentences import Sentence, say_n
from data_layer.staff import Actor
from data_layer.store import Store
from data_layer.transactions import Reader

_WHOLE, _NOT_WHOLE = "in_order", "not_in_order"


@dataclass(frozen=True, slots=True)
class Check:
    """When the log was checked last, by whom (None for the desk itself or who left), and whether it was whole."""

    at: datetime
    who: str | None
    is_whole: bool


def wrong_with_the_log(reader: Reader, key: bytes, *, of_backup: bool = False) -> Iterator[Sentence]:
    """Everything in the log that is not as it should be; a backup is not compared with what was noted since."""
    for chain in CHAINS:
        broken = broken_entries(reader, key, chain)
        if broken:
            yield say_n(
                "The log (%(chain)s) does not follow at entry %(first)s.",
                "The log (%(chain)s) does not follow at %(n)s entries; the first is %(first)s.",
                len(broken),
                chain=CHAIN_LABELS[chain],
                first=str(broken[0]),
            )
        yield from wrong_segments(reader, key, chain)
    if not of_backup:
        yield from wrong_notes(reader, key)


def check(store: Store, actor: Actor) -> list[Sentence]:
    """What is wrong with the log, empty when it is whole; that it was checked stands in it. Raises NotAllowed."""
    with store.read(actor, Act.STORE_VERIFY) as reader:
        found = list(wrong_with_the_log(reader, store.log_key))
        entries = reader.value("select count(*) from log")
    with store.change(actor, Act.STORE_VERIFY, Subject("log"), Reason(_NOT_WHOLE if found else _WHOLE)) as change:
        change.bulk(entries)
    return found


def last_check(reader: Reader) -> Check | None:
    """The last time that the log was checked, as it says itself; None if it never was."""
    return reader.one(
        Check,
        """
        select l.happened_at as at, s.name as who, l.reason_code = $whole as is_whole
        from log l left join staff s on s.id = l.staff_id
        where l.chain = 'change' and l.act = $act and l.subject_kind = 'log' order by l.seq desc limit 1
        """,
        act=Act.STORE_VERIFY.value,
        whole=_WHOLE,
    )
