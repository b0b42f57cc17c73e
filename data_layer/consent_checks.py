"""What a consent must be before it is recorded: one purpose, a recipient who may get data, a text, a day."""

from datetime import date
from typing import Any

from data_layer import recipients
from data_layer.categories import CATEGORY
from data_layer.errors import NotFound
from data_layer.record_checks import bad
from data_layer.rules.checks import checked_language, checked_text
from data_layer.rules.sentences import say
from data_layer.transactions import Change
from data_layer.vocabulary import PURPOSES

HEALTH_PURPOSE = CATEGORY["preconditions"].purposes[0]  # what concerns health is kept for this purpose only


def check_what_for(change: Change, purpose: int | None, recipient_id: int | None, *, about_health: bool) -> None:
    """Raises BadInput for no purpose, for health beside another one, and for a recipient to whom nothing goes."""
    if purpose not in PURPOSES:
        raise bad("purpose", say("Choose what the client agrees to."))
    if about_health and (purpose != HEALTH_PURPOSE or recipient_id is not None):
        # art. 5(1)(b): what concerns health is kept for one purpose, and goes to nobody
        raise bad(
            "about_health",
            say("Health is recorded only for “%(purpose)s”, and goes to nobody.", purpose=PURPOSES[HEALTH_PURPOSE]),
        )
    if recipient_id is None:
        return
    chosen = {known.id: known for known in recipients.active(change)}.get(recipient_id)
    if chosen is None:
        raise bad("recipient", say("Choose a recipient with whom data are exchanged now."))
    if chosen.is_outside_eea:
        raise bad(
            "recipient",
            say("This recipient is outside the European Economic Area, where no data go (paragraph 8)."),
        )


def check_none_stands(change: Change, client_id: int, row: dict[str, Any]) -> None:
    """Raises BadInput while the same consent stands: one record per purpose and recipient."""
    standing = change.value(
        """
        select given_on from consents where client_id = $client_id and purpose = $purpose and withdrawn_on is null
            and recipient_id is not distinct from $recipient_id and coalesce(about_health, false) = $about_health
        """,
        client_id=client_id,
        **{name: row[name] for name in ("purpose", "recipient_id", "about_health")},
    )
    if standing is not None:
        raise bad(
            "purpose",
            say(
                "The client agreed to this on %(day)s already. If there is a new consent, withdraw that one first.",
                day=standing,
            ),
        )


def checked_shown_text(typed: str) -> str:
    """The text as it was shown, each letter written in one way (NFC). Raises BadInput."""
    text = checked_text(typed, as_shown=True)
    if text.value is None:
        raise bad("shown_text", text.problem or say("Put down the exact text that the client saw or heard."))
    return text.value


def checked_language_of(typed: str | None) -> str:
    """The code of the language of the text. Raises BadInput."""
    language = checked_language(typed)
    if language.value is None:
        raise bad("language", language.problem or say("Choose the language of the text."))
    return language.value


def checked_day(change: Change, client_id: int, given_on: date | None) -> date:
    """The day on which the client agreed. Raises BadInput, NotFound."""
    client = change.one(dict[str, Any], "select birth_date from clients where id = $id", id=client_id)
    if client is None:
        raise NotFound(say("This client is not there. Nothing was saved. Look the client up in the list."))
    if given_on is None:
        raise bad("given_on", say("Choose the day on which the client agreed."))
    if given_on > change.today:
        raise bad("given_on", say("This day lies in the future."))
    if client["birth_date"] is not None and given_on < client["birth_date"]:
        raise bad("given_on", say("This day lies before the birth of the client."))
    return given_on
