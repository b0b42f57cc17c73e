"""Everything of one person for one request for access, gathered: what the overview says (art. 15 GDPR)."""

from datetime import date

from data_layer.carrying_out import places, redacting
from data_layer.carrying_out.overview_categories import Asked, of_categories
from data_layer.carrying_out.overview_desk import of_desk
from data_layer.documents.access_overview import Overview
from data_layer.documents.chapters import Words
from data_layer.dossier import kept
from data_layer.requests.letter_facts import about_case
from data_layer.transactions import Reader
from data_layer.wording import Language


def overview_of(reader: Reader, request_id: int, client_id: int, dated: date, language: Language) -> Overview:
    """The overview as the store has it now: the same until something of the person changes."""
    about = about_case(reader, request_id, dated)
    covered = redacting.by_place(reader, request_id, client_id)
    merged = reader.values("select id from clients where merged_into = $id order by number", id=client_id)
    asked = Asked(client_id, merged, dated, covered, language)
    chapters, none = of_categories(reader, asked, kept(reader, client_id))
    searched = [place for place in places.of_case(reader, request_id) if place.row and place.searched_on]

    def found(place: places.Place) -> Words:
        assert place.row is not None  # noqa: S101 - only those that were searched
        return asked.text("searched_places", place.row.id, "found", place.found or "")

    def label(place: places.Place) -> Words:
        assert place.row is not None  # noqa: S101 - as above
        is_typed = isinstance(place.label, str)
        return asked.text("searched_places", place.row.id, "place", place.place) if is_typed else place.label

    return Overview(
        about.to,
        about.number,
        about.received_on,
        dated,
        [(label(place), place.searched_on, found(place)) for place in searched if place.searched_on],
        [label(place) for place in searched if place.document_id is not None],
        [*chapters, *of_desk(reader, asked, request_id)],
        none,
        sum(len(read.ranges) for read in covered.values()),
        about.on_behalf_of,
    )
