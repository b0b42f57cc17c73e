"""What requests wait for: the questions to the person that were not answered yet."""

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
