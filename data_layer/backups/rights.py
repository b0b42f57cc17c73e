"""What is done for a person's right, as the ledger has it: noted when done, and done again on a restored store."""

from datetime import date
from typing import Any

from data_layer import due
from data_layer.transactions import Change, Seen

Facts = dict[str, Any]


def note_restricted(
    change: Change, client_id: int, day: date, request_id: int | None = None, event: Facts | None = None
) -> None:
    """For the ledger: the data of this client are restricted since that day (art. 18).

    `event` is that of a request which restricts them from now on, perhaps besides the first one, `request_id`.
    """
    change.for_ledger("restricted", client=client_id, day=day.isoformat(), request=request_id, event=event)


def restrict_again(change: Change, facts: Facts) -> bool:
    """Restricts as the ledger says, and has its request carry that out; whether the client is there."""
    from data_layer.carrying_out import restricting  # noqa: PLC0415 - it knows the store's doors, which know this module

    request_id = change.value("select id from requests where id = $id", id=facts.get("request"))
    is_there = put_restriction(change, facts["client"], date.fromisoformat(facts["day"]), request_id)
    if is_there:
        event = facts.get("event") or {"request": request_id, "day": facts["day"]}
        restricting.restricted_again(change, facts["client"], **event)
    return is_there


def note_restriction_lifted(change: Change, client_id: int) -> None:
    """For the ledger: the restriction of this client's data ended."""
    change.for_ledger("restriction_lifted", client=client_id)


def lift_again(change: Change, facts: Facts) -> bool:
    """Lifts as the ledger says; whether the client is there."""
    return put_restriction(change, facts["client"], None)


def put_restriction(change: Change, client_id: int, since: date | None, request_id: int | None = None) -> bool:
    """The client's data are restricted since that day by this request, or no more; whether the client is there."""
    changed = change.execute(
        """
        update clients set restricted_since = $since, restricted_by_request = $request_id, version = version + 1
        where id = $client_id
        """,
        since=since,
        client_id=client_id,
        request_id=request_id,
    )
    if changed:
        change.recorded("clients", client_id, client_id, "corrected", "restricted_since")
        due.refresh(change, [client_id])
    return bool(changed)


def note_withdrawn(change: Change, client_id: int, consent_id: int, day: date) -> None:
    """For the ledger: this consent was withdrawn on that day (art. 7(3))."""
    change.for_ledger("consent_withdrawn", consent=consent_id, client=client_id, day=day.isoformat())


def withdraw_again(change: Change, facts: Facts) -> bool:
    """Withdraws as the ledger says, with what rests on it; whether there was such a consent that stood."""
    from data_layer import consents  # noqa: PLC0415 - it knows the store's doors, which know this module

    client_id = change.value(
        "select client_id from consents where id = $id and withdrawn_on is null", id=facts["consent"]
    )
    if client_id is not None:
        consents.end(change, client_id, facts["consent"], date.fromisoformat(facts["day"]))
    return client_id is not None


def note_objection(change: Change, objection_id: int) -> None:
    """For the ledger: the objection as it stands now (art. 21), without what was decided in words."""
    row = change.one(
        dict[str, Any],
        """
        select id as objection, client_id as client, request_id as request, purpose, since::text as since,
            ended_on::text as ended_on, decision, decided_on::text as decided_on
        from objections where id = $id
        """,
        id=objection_id,
    )
    assert row is not None  # noqa: S101 - who notes it has just written it
    change.for_ledger("objection", **row)


def object_again(change: Change, facts: Facts) -> bool:
    """The row as it was written; what was decided about it in words is lost."""
    if not change.value("select count(*) from clients where id = $id", id=facts["client"]):
        return False
    days = {name: facts.get(name) for name in ("ended_on", "decided_on")}
    row = {
        "id": facts["objection"],
        "client_id": facts["client"],
        "request_id": change.value("select id from requests where id = $id", id=facts.get("request")),
        "purpose": facts["purpose"],
        "since": date.fromisoformat(facts["since"]),
        "decision": facts.get("decision"),
        **{name: day and date.fromisoformat(day) for name, day in days.items()},
    }
    change.execute("delete from objections where id = $id", id=row["id"])
    change.insert("objections", **row)
    due.refresh(change, [facts["client"]])
    return True


def note_hold(change: Change, hold_id: int) -> None:
    """For the ledger: the hold as it stands now, without the reason in words."""
    row = change.one(
        dict[str, Any],
        """
        select id as hold, client_id as client, kind, fact_id as fact, categories, owner_id as owner, set_by,
            since::text as since, until::text as until, lifted_on::text as lifted_on, review_on::text as review_on,
            reviewed_on::text as reviewed_on
        from holds where id = $id
        """,
        id=hold_id,
    )
    assert row is not None  # noqa: S101 - as above
    change.for_ledger("hold", **row)


def hold_again(change: Change, facts: Facts) -> bool:
    """The hold as it was noted last; the reason is what this store has, or lost."""
    client_id = facts["client"]
    if not change.value("select count(*) from clients where id = $id", id=client_id):
        return False
    columns: Facts = {name: facts[name] for name in ("kind", "categories")}
    columns |= {
        name: facts[name] and date.fromisoformat(facts[name])
        for name in ("since", "until", "lifted_on", "review_on", "reviewed_on")
    }
    for column, name in (("owner_id", "owner"), ("set_by", "set_by")):
        columns[column] = change.value("select id from staff where id = $id", id=facts[name])
    known = change.one(
        Seen,
        """
        select id, version from holds
        where id = $id or client_id = $client and kind = $kind and fact_id = $fact  -- one from a fact got an id anew
        order by id = $id desc, since = $since desc, since desc limit 1
        """,
        id=facts["hold"], client=client_id, kind=facts["kind"], fact=facts["fact"], since=columns["since"],
    )  # fmt: skip
    if known is None:
        change.insert("holds", id=facts["hold"], client_id=client_id, fact_id=facts["fact"], **columns)
    else:
        change.update("holds", known.id, known.version, **columns)
    hold_id = facts["hold"] if known is None else known.id
    change.recorded("holds", hold_id, client_id, "added" if known is None else "corrected", "since", "until")
    due.refresh(change, [client_id])
    return True


def note_document_removed(change: Change, document_id: int, event_id: int, day: date, code: str | None) -> None:
    """For the ledger: this document was removed, as this event says, without the reason in words."""
    change.for_ledger("document_removed", document=document_id, event=event_id, day=day.isoformat(), code=code)


def remove_document_again(change: Change, facts: Facts) -> bool:
    """Removes it as the ledger says; whether it was there. Why it did not belong there is lost."""
    from data_layer.requests import document_removals  # noqa: PLC0415 - it knows the store's doors, which know this module

    return document_removals.drop(
        change, facts["event"], facts["document"], on=date.fromisoformat(facts["day"]), code=facts["code"]
    )
