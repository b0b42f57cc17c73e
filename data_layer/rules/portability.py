"""What of the portable categories a person may take along (art. 20 GDPR): what the person provided, and nothing else.

That is also what was observed of what the person did, such as who was there (WP242, page 10). What somebody else gave,
or what the school wrote or concluded, is for an access request.
"""

BOOKKEEPING = {"attendance": frozenset({"invoiced"})}
"""Fields that say what the school did with a record: nobody provided them."""


def provided_from(usual: str) -> tuple[str, ...]:
    """The sources whose records of a kind count as provided by the person; `usual` is who usually records that kind.

    Where the school writes down what the person does or agrees to, its records count; elsewhere only the person's own.
    """
    return ("client", "school") if usual == "school" else ("client",)
