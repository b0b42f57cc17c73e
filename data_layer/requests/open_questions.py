"""What requests wait for: questions to the person that were not answered yet, and letters of ours not sent yet."""

from collections.abc import Sequence
from typing import Any

from data_layer.rules.request_course import Question
from data_layer.transactions import Reader


def of_requests(reader: Reader, request_ids: Sequence[int]) -> dict[int, list[Question]]:
    """The open questions per request (id), the earliest first."""
    asked: dict[int, list[Question]] = {}
    found: list[dict[str, Any]] = reader.all(
        dict,
        """
        select request_id, reason_code from request_events q
        where kind = 'question_asked' and reason_code is not null and list_contains($request_ids::bigint[], request_id)
            and not exists (from request_events a where a.about = q.id and a.kind = 'question_answered')
        order by happened_on, id
        """,
        request_ids=list(request_ids),
    )
    for row in found:
        asked.setdefault(row["request_id"], []).append(Question(row["reason_code"]))
    return asked


def unsent_notices(reader: Reader, request_ids: Sequence[int]) -> set[int]:
    """Those of the requests (ids) of which a notice of extension was made that was not sent."""
    return set(
        reader.values(
            """
            select d.request_id from request_documents d join requests r on r.id = d.request_id
            where d.kind = 'extension_notice' and d.sent_on is null and not r.extended
                and list_contains($request_ids::bigint[], d.request_id)
            """,
            request_ids=list(request_ids),
        )
    )
