"""When something that a file mentions is something that the store has already."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Matching:
    """How mentions in the file (`i`) find each other and their row in the store (`s`).

    Equal `identity` within a client: one thing. `same` finds the row that is certainly meant; what is left on both
    sides may still belong together when it `fits`. `best` orders several rows, `keys` are the columns that tell them
    apart; `only` narrows the rows of the store that count.
    """

    identity: str
    same: str
    keys: tuple[str, ...] = ()
    fits: str = "false"
    best: str = "s.id"
    only: str = "true"


BESIDE_CLIENTS: dict[str, Matching] = {
    "clients": Matching("0", "true"),
    "addresses": Matching(
        "0",
        "true",
        ("street", "house_number", "postcode", "city", "country"),
        best="s.id desc",
        only="kind = 'home' and valid_until is null",
    ),
    "phones": Matching("phone", "s.phone = i.phone", ("phone",)),
    "emails": Matching("lower(email)", "lower(s.email) = lower(i.email)", ("email",)),
    "residence_statuses": Matching(
        "lower(status)",
        "lower(s.status) = lower(i.status)",
        ("status",),
        best="s.valid_until desc nulls first, s.id desc",
    ),
    "agreements": Matching(
        "coalesce('number ' || number, 'start ' || started_on, 'end ' || ended_on)",
        """
        s.number = i.number
        or s.number is null and i.number is null and (s.started_on = i.started_on
            or s.started_on is null and i.started_on is null and s.ended_on = i.ended_on)
        """,
        ("number", "started_on"),
        fits="""
        s.started_on = i.started_on and (i.number is null or s.number is null)
        or i.number is null and i.started_on is null and (s.ended_on = i.ended_on or s.is_only and i.is_only)
        """,
    ),
    "invoices": Matching(
        "coalesce('number ' || number, concat_ws(' ', 'issued', issued_on, amount))",
        """
        s.number = i.number
        or s.number is null and i.number is null
            and s.issued_on = i.issued_on and s.amount is not distinct from i.amount
        """,
        ("number", "issued_on", "amount"),
        fits="""
        s.issued_on = i.issued_on and (i.number is null or s.number is null) and coalesce(s.amount = i.amount, true)
        """,
    ),
    "payments": Matching(
        "concat_ws(' ', paid_on, amount)",
        "s.paid_on = i.paid_on and s.amount is not distinct from i.amount",
        ("paid_on", "amount"),
        fits="s.paid_on = i.paid_on and coalesce(s.amount = i.amount, true)",
    ),
}
"""How a client file means things; its rows have one home, and say of a course or invoice what they know."""

ALSO_OF_SHEETS = ("phones", "emails", "agreements", "invoices")


def matching_of(table: str, *, is_beside_clients: bool) -> Matching | None:
    """How mentions of this table find their row; None where equal ones, and then those of equal key, are paired."""
    return BESIDE_CLIENTS[table] if is_beside_clients or table in ALSO_OF_SHEETS else None
