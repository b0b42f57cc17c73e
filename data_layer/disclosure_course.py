"""What becomes of an entry in the register of disclosures: sent, annulled, its source told."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from data_layer import recipients
from data_layer.delivering.waiting import remove_file
from data_layer.disclosing import checked_typed
from data_layer.disclosure_facts import check_codes, check_day, clients_by_number, exchange_with
from data_layer.disclosures import EXEMPTIONS
from data_layer.errors import BadInput, ChangedMeanwhile, NotFound
from data_layer.log import Reason, Subject
from data_layer.rules.access import Act
from data_layer.rules.disclosure import record_flags
from data_layer.rules.sentences import say, say_n
from data_layer.staff import Actor
from data_layer.store import Store
from data_layer.transactions import Change


def mark_sent(
    store: Store,
    actor: Actor,
    disclosure_id: int,
    version: int,
    *,
    sent_on: date,
    channel: str,
) -> tuple[str, ...]:
    """The file of a prepared entry has left; its flags, should something have changed since it was made.

    Raises BadInput, NotFound, ChangedMeanwhile.
    """
    with store.change(actor, Act.DISCLOSURE_SEND, Subject("disclosure", disclosure_id)) as change:
        entry = _entry(change, disclosure_id, version, states=("made",))
        check_day(change.today, sent_on, "sent_on")
        check_codes(channel=channel)
        if sent_on < entry["happened_on"]:
            raise BadInput(
                say(
                    "The file was made on %(made)s, so it cannot have been sent before; nothing was saved."
                    " Correct the date.",
                    made=entry["happened_on"],
                ),
                "sent_on",
            )
        exchange = exchange_with(
            change,
            recipients.the_recipient(change, entry["recipient_id"]),
            change.values(
                "select client_id from disclosure_clients where disclosure_id = $disclosure_id",
                disclosure_id=disclosure_id,
            ),
            sent_on,
            direction=entry["direction"],
            categories=entry["categories"],
            purpose=entry["purpose"],
            statute=entry["statute"],
            ground=entry["ground"],
        )
        flags = record_flags(exchange)
        change.update(
            "disclosures",
            disclosure_id,
            version,
            state="sent",
            sent_on=sent_on,
            happened_on=sent_on,
            channel=channel,
            flags=list(flags),
        )
        remove_file(change, disclosure_id)
        return flags


def annul(store: Store, actor: Actor, disclosure_id: int, version: int, *, why: str) -> None:
    """The data never left the house, or never came in: the entry stays, but no longer counts.

    Of an entry that says they did, only the privacy officer may say this. Raises BadInput without a reason,
    NotAllowed, NotFound, ChangedMeanwhile.
    """
    with store.change(
        actor, Act.DISCLOSURE_ANNUL, Subject("disclosure", disclosure_id), Reason("never_happened")
    ) as change:
        entry = _entry(change, disclosure_id, version, states=("made", "sent", "received"))
        if entry["state"] != "made":
            change.require(Act.DISCLOSURE_ANNUL_SENT)
        if not why.strip():
            raise BadInput(say("Write down why this never took place; nothing was saved."), "why")
        # with the entry, not in the reasons: there it would outlive the persons it may name
        remark = "\n".join(text for text in (entry["remark"], checked_typed("why", why)) if text)
        change.update("disclosures", disclosure_id, version, state="annulled", annulled_on=change.today, remark=remark)
        remove_file(change, disclosure_id)


def tell_source(
    store: Store,
    actor: Actor,
    disclosure_id: int,
    version: int,
    *,
    told_on: date,
    client_numbers: Sequence[str] | None = None,
) -> None:
    """The persons in received data, or these of them, were told where these came from (art. 14).

    Raises BadInput, ChangedMeanwhile.
    """
    with store.change(actor, Act.DISCLOSURE_RECORD, Subject("disclosure", disclosure_id)) as change:
        entry = _entry(change, disclosure_id, version, states=("received",))
        check_day(change.today, told_on, "told_on")
        if told_on < entry["happened_on"]:
            raise BadInput(
                say(
                    "These data came in on %(came)s; nothing was saved. Give a later day of telling.",
                    came=entry["happened_on"],
                ),
                "told_on",
            )
        told = _to_be_told(change, disclosure_id, client_numbers)
        change.execute(
            """
            update disclosure_clients set told_source_on = $told_on
            where disclosure_id = $disclosure_id and client_id in (select unnest($told::bigint[]))
            """,
            told_on=told_on,
            disclosure_id=disclosure_id,
            told=told,
        )
        change.update("disclosures", disclosure_id, version)
        change.touched("told_source_on")
        change.bulk(len(told))


def exempt_source(store: Store, actor: Actor, disclosure_id: int, version: int, *, why: str | None) -> None:
    """The persons in received data need not be told where these came from, for one of the reasons of art. 14(5).

    Without `why` they are to be told after all. Raises BadInput, ChangedMeanwhile.
    """
    with store.change(actor, Act.DISCLOSURE_RECORD, Subject("disclosure", disclosure_id)) as change:
        _entry(change, disclosure_id, version, states=("received",))
        if why is not None and why not in EXEMPTIONS:
            raise BadInput(say("Choose from the list why they need not be told; nothing was saved."), "why")
        change.update("disclosures", disclosure_id, version, source_exempt=why)


def _to_be_told(change: Change, disclosure_id: int, client_numbers: Sequence[str] | None) -> list[int]:
    """The clients of the entry who were not told yet, or these of them."""
    untold: list[int] = change.values(
        "select client_id from disclosure_clients where disclosure_id = $disclosure_id and told_source_on is null",
        disclosure_id=disclosure_id,
    )
    if client_numbers is None:
        return untold
    chosen = clients_by_number(change, client_numbers)
    if others := len(set(chosen) - set(untold)):
        raise BadInput(
            say_n(
                "One of these clients is not in this entry, or was told already. Nothing was saved; correct it.",
                "%(n)s of these clients are not in this entry, or were told already. Nothing was saved; correct them.",
                others,
            ),
            "client_numbers",
        )
    return chosen


def _entry(change: Change, disclosure_id: int, version: int, *, states: tuple[str, ...]) -> dict[str, Any]:
    found: dict[str, Any] | None = change.one(
        dict, "select * from disclosures where id = $disclosure_id", disclosure_id=disclosure_id
    )
    if found is None:
        raise NotFound(say("This disclosure no longer exists; nothing was saved. Choose one from the list."))
    if found["version"] != version or found["state"] not in states:
        raise ChangedMeanwhile
    return found
