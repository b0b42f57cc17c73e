"""The request that an erasure rests on."""

from data_layer.rules.request_course import NOT_HONOURED
from data_layer.transactions import Reader


def client_of(reader: Reader, request_id: int) -> int | None:
    """The client whom this request for erasure is about; None where there is none, or the request does not stand.

    One that was refused, withdrawn or finished, or whose applicant could not be identified, erases nothing.
    """
    found: int | None = reader.value(
        """
        select client_id from requests where id = $id and request_right = 'erasure' and finished_on is null
            and coalesce(outcome not in (select unnest($no_longer)), true)
        """,
        id=request_id,
        no_longer=list(NOT_HONOURED),
    )
    return found
