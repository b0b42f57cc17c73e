"""The record of processing activities: its chapters, for the screen and for the files."""

from data_layer.documents.chapters import Chapter
from data_layer.processing import activities, category_part, desk_part, general_parts, recipient_part, transfers
from data_layer.staff import Actor
from data_layer.transactions import Reader
from data_layer.wording import Language


def chapters(reader: Reader, actor: Actor, language: Language) -> dict[str, Chapter]:
    """All chapters by their code, in the order of art. 30(1); the first fact of a record is its name."""
    outside = transfers.outside(reader, actor)
    return {
        "controller": general_parts.controller(reader),
        "activities": activities.part(reader, outside),
        "desk": desk_part.part(reader),
        "categories": category_part.part(reader),
        "recipients": recipient_part.part(reader),
        "transfers": transfers.part(outside, language),
        "security": general_parts.security(reader),
    }
