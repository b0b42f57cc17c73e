"""One client's dossier as a workbook: the client's own facts, and a sheet per kind of records that has rows."""

from data_layer.exporting import lists, records, statements
from data_layer.exporting.running import Export
from data_layer.staff import Actor
from data_layer.wording import Language


def the_dossier(
    actor: Actor,
    client_id: int,
    *,
    purpose: int | None,
    language: Language,
    with_bsn: bool = False,
    reason: str | None = None,
) -> Export:
    """The export of this client, with what this person may have of it; the BSN only when it is asked for."""
    client = lists.of_client(client_id)
    own = {column.code for column in client.columns if column.act is None or with_bsn}
    return Export(
        client,
        tuple(code for code in ("number", *lists.OF_THE_CARD) if code in own),
        "xlsx",
        purpose,
        language,
        tuple(
            (listing, listing.usual_columns(actor))
            for listing in (*records.of_client(client_id), statements.of_client(client_id))
            if listing.is_for(actor)
        ),
        client_id,
        reason,
    )
