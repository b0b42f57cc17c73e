"""Everything of one person for one request for access, gathered: what the overview says (art. 15 GDPR)."""

from datetime import date
from typing import Any

from data_layer.carrying_out import places, redacting
from data_layer.carrying_out.overview_categories import Asked, of_categories
from data_layer.carrying_out.overview_desk import of_desk
from data_layer.documents.access_overview import Overview, Words
from data_layer.dossier import kept
from data_layer.requests.request_case import Applicant
from data_layer.transactions import Reader
from data_layer.wording import Language


def overview_of(reader: Reader, request_id: int, client_id: int, dated: date, language: Language) -> Overview:
    """The overview as the store has it now: the same until something of the person changes."""
    facts: dict[str, Any] | None = reader.one(
        dict,
        "select number, received_on, applicant_kind, applicant_name from requests where id = $id",
        id=request_id,
    )
    assert facts is not None  # noqa: S101 - the caller read it in this transaction
    covered = redacting.by_place(reader, request_id, client_id)
    merged = reader.values("select id from clients where merged_into = $id order by number", id=client_id)
    asked = Asked(client_id, merged, dated, covered, language)
    parts, none = of_categories(reader, asked, kept(reader, client_id))
    searched = [place for place in places.of_case(reader, request_id) if place.row and place.searched_on]
    represents = facts["applicant_kind"] == Applicant.REPRESENTATIVE
    to = [facts["applicant_name"]] if represents else _addressee(reader, client_id, dated)

    def found(place: places.Place) -> Words:
        assert place.row is not None  # noqa: S101 - only those that were searched
        return asked.text("searched_places", place.row.id, "found", place.found or "")

    return Overview(
        to,
        facts["number"],
        facts["received_on"],
        dated,
        [(place.label, place.searched_on, found(place)) for place in searched if place.searched_on],
        [place.label for place in searched if place.document_id is not None],
        [*parts, *of_desk(reader, asked, request_id)],
        none,
        sum(len(read.ranges) for read in covered.values()),
    )


def _addressee(reader: Reader, client_id: int, today: date) -> list[str]:
    """The name and the postal address, or else the home address, as they are today."""
    name = reader.value("select concat_ws(' ', first_names, prefix, surname) from clients where id = $id", id=client_id)
    address: dict[str, str] | None = reader.one(
        dict[str, str],
        """
        select concat_ws(' ', street, house_number) as street, concat_ws(' ', postcode, city) as city
        from addresses where client_id = $client_id and (valid_until is null or valid_until >= $today)
        order by kind = 'post' desc, valid_from desc nulls last, id desc
        """,
        client_id=client_id,
        today=today,
    )
    return [name or "", *(address.values() if address else ())]
