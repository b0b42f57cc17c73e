"""What the letters about a request need to know: what it is about, who gets them and at which address."""

from datetime import date
from typing import Any

from babel import Locale

from data_layer.documents.about_case import AboutCase
from data_layer.requests.request_case import Applicant
from data_layer.rules.request_course import withdrawal_target
from data_layer.rules.sentences import Sentence, say
from data_layer.transactions import Reader
from data_layer.vocabulary import Right

_POST = Locale("nl")  # a letter is posted here, whatever its language


def about_case(reader: Reader, request_id: int, on: date | None = None) -> AboutCase:
    """The facts of the request for its letters, where they go on that day, or today.

    Who asks for somebody else, or may do so, gets them.
    """
    row: dict[str, Any] | None = reader.one(
        dict,
        """
        select r.number, r.request_right, r.received_on, r.safe_last_day, r.client_id, r.applicant_kind,
            r.applicant_name, r.applicant_contact, r.authorised_on, r.person_name, r.reply_address,
            s.name as signed_by,
            coalesce(nullif(concat_ws(' ', c.first_names, c.prefix, c.surname), ''), r.person_name, r.reply_name)
                as person
        from requests r left join clients c on c.id = r.client_id left join staff s on s.id = r.handler_id
        where r.id = $id
        """,
        id=request_id,
    )
    assert row is not None  # noqa: S101 - whoever asks has read it in the same transaction
    right = Right(row["request_right"])
    is_represented = row["applicant_kind"] == Applicant.REPRESENTATIVE
    if row["applicant_kind"] != Applicant.SELF and row["applicant_name"]:
        to = [row["applicant_name"], *_lines(row["applicant_contact"])]
    else:
        address = post_address(reader, row["client_id"], on or reader.today) or _lines(row["reply_address"])
        to = [row["person"], *address]
    return AboutCase(
        row["number"],
        right,
        row["received_on"],
        _answer_by(reader, right, row["received_on"], row["safe_last_day"]),
        [line for line in to if line],
        _on_behalf_of(row) if is_represented else None,
        row["signed_by"],
    )


def _on_behalf_of(row: dict[str, Any]) -> str | Sentence:
    """The person concerned, by the name that the representative gave until it is certain that they may ask."""
    return (row["person_name"] if row["authorised_on"] is None else row["person"]) or say("somebody else")


def _answer_by(reader: Reader, right: Right, received_on: date, safe_last_day: date) -> date:
    if right is Right.CONSENT_WITHDRAWAL:  # art. 7(3): not under the month of art. 12(3)
        return withdrawal_target(received_on, reader.settings.is_free_day)
    return safe_last_day


def _lines(typed: str | None) -> list[str]:
    return [line.strip() for line in (typed or "").splitlines()]


def post_address(reader: Reader, client_id: int | None, on: date) -> list[str]:
    """The lines of where the client gets post on that day: the postal address before the one of the home."""
    found: dict[str, Any] | None = reader.one(
        dict,
        """
        select concat_ws(' ', street, house_number) as street, concat_ws('  ', postcode, city) as town, country
        from addresses
        where client_id = $client_id and coalesce(valid_from, $on) <= $on
            and coalesce(valid_until, $on) >= $on and street is not null
        order by kind = 'post' desc, valid_from desc nulls last, id desc limit 1
        """,
        client_id=client_id,
        on=on,
    )
    if found is None:
        return []
    abroad = found["country"] not in (None, "NL")
    country = str(_POST.territories.get(found["country"], found["country"])) if abroad else ""
    return [line for line in (found["street"], found["town"], country) if line]
