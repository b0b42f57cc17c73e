"""The end of the log: months that are over are sealed, and dropped when they were kept long enough.

The chain goes on: what is left follows the last entry of what was dropped, whose number and digest its row keeps.
"""

from dataclasses import replace
from datetime import UTC
from itertools import takewhile

from data_layer import clock_watch, rebuilds
from data_layer.log import CHAINS, Chain, Reason, Subject
from data_layer.logbook import log_replaced
from data_layer.logbook.log_chains import broken_entries
from data_layer.logbook.log_segments import EXPIRED, SEALED, Segment, segments, wrong_segments
from data_layer.rules.access import Act
from data_layer.rules.log_terms import is_over
from data_layer.staff import Actor
from data_layer.store import Store
from data_layer.transactions import Change, check_role

LOG = Subject("log")


def expire(store: Store, actor: Actor) -> int:
    """Seals the months that are over and drops those that were kept long enough; how many entries went.

    A chain whose sealed months are not as they were sealed, or whose entries that would go do not follow, loses
    nothing: somebody must look first. Raises NotAllowed.
    """
    check_role(actor, Act.LOG_EXPIRE)
    if clock_watch.is_doubted(store):
        return 0
    with store.change(actor, Act.LOG_EXPIRE, LOG, Reason(SEALED)) as change:
        _seal(change, store.log_key)
    return sum(_drop(store, actor, chain) for chain in CHAINS)


def _seal(change: Change, key: bytes) -> None:
    new = [segment for chain in CHAINS for segment in _over(change, chain)]
    for one in new:
        _insert(change, one.signed(key))
    change.touched(*(one.name for one in new))
    change.bulk(len(new))
    if not new:
        change.undo()


def _over(change: Change, chain: Chain) -> list[Segment]:
    """The months of the chain that are over and not sealed, each up to the entry before the first of a later month.

    What is stamped later than now, by a clock that ran ahead, is of the month of the next entry that is not.
    """
    sealed = segments(change, chain)
    month, after = (sealed[-1].segment, sealed[-1].last_seq) if sealed else ("", 0)
    today = change.now.astimezone(UTC).date()
    found = []
    for row in change.all(
        dict[str, str | int],
        """
        with stamped as (
            select seq, digest, segment, happened_at <= $now as is_past from log where chain = $chain and seq > $after
        ), told as (
            select seq, digest, coalesce(
                first_value(case when is_past then segment end ignore nulls)
                    over (order by seq rows between current row and unbounded following), $this_month
            ) as month
            from stamped
        ), runs as (
            select seq, digest, max(month) over (order by seq) as month from told
        )
        select month, max(seq) as last, arg_max(digest, seq) as digest from runs where month > $month
        group by month order by month
        """,
        chain=chain,
        after=after,
        month=month,
        now=change.now,
        this_month=f"{today:%Y-%m}",
    ):
        last, of = int(row["last"]), str(row["month"])
        if is_over(of, today):
            found.append(Segment(chain, of, last, str(row["digest"]), last - after, change.now))
            after = last
    return found


def _drop(store: Store, actor: Actor, chain: Chain) -> int:
    with store.change(actor, Act.LOG_EXPIRE, LOG, Reason(EXPIRED)) as change:
        today = change.now.astimezone(UTC).date()
        there = [one for one in segments(change, chain) if one.dropped_at is None]
        old = list(takewhile(lambda one: one.goes_on <= today, there))
        up_to = old[-1].last_seq if old else 0
        if (
            not old
            or any(wrong_segments(change, store.log_key, chain))
            or broken_entries(change, store.log_key, chain, up_to)
        ):
            change.undo()
            return 0
        if chain == "change":  # what the entries that go say of replaced ones is said on
            change.touched(*(one.name for one in log_replaced.told(change, up_to)))
        gone = change.execute("delete from log where chain = $chain and seq <= $up_to", chain=chain, up_to=up_to)
        change.execute("delete from reasons where chain = $chain and seq <= $up_to", chain=chain, up_to=up_to)
        if chain == "change":  # a history is told by its entries
            change.execute("delete from record_changes where seq <= $up_to", up_to=up_to)
        for one in old:
            change.execute(
                "delete from log_segments where chain = $chain and segment = $segment", chain=chain, segment=one.segment
            )
            _insert(change, replace(one, dropped_at=change.now).signed(store.log_key))
        change.touched(*(one.name for one in old))
        change.bulk(gone, old[-1].last_digest)
        rebuilds.ask(change)
    return gone


def _insert(change: Change, one: Segment) -> None:
    change.insert(
        "log_segments",
        chain=one.chain,
        segment=one.segment,
        last_seq=one.last_seq,
        last_digest=one.last_digest,
        sealed_at=one.sealed_at,
        dropped_at=one.dropped_at,
        entries=one.entries,
        signature=one.signature,
    )
