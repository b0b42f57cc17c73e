"""One fact of a record in words, in the reader's language, as its field declares."""

from collections.abc import Mapping
from decimal import Decimal
from functools import lru_cache
from typing import Any

import phonenumbers
from babel import Locale
from babel.numbers import format_currency

from data_layer.categories import Field
from data_layer.rules.sentences import say
from data_layer.wording import Language, put, shown


def fact_words(field: Field, value: Any, language: Language) -> str:
    """One fact in words, a date written out; empty for nothing."""
    if value is None:
        return ""
    match field.kind:
        case "date" | "past":
            words = shown(value, language)
        case "amount":
            words = format_currency(value, "EUR", locale=language)
        case "hours":
            words = shown(float(value) if isinstance(value, Decimal) else value, language)
        case "yes_no":
            words = put(say("yes") if value else say("no"), language)
        case "phone":
            words = phonenumbers.format_number(phonenumbers.parse(value), phonenumbers.PhoneNumberFormat.INTERNATIONAL)
        case "country":
            words = str(Locale(language).territories.get(value, value))
        case "gender" | "choice":
            words = put(field.options[value], language) if value in field.options else str(value)
        case "language":
            words = language_words(value, language)
        case _other:
            words = str(value)
    return words


def language_words(code: str, language: Language) -> str:
    """The name of a language; its code where it has none."""
    return language_names(language).get(code, code)


@lru_cache
def language_names(language: Language) -> Mapping[str, str]:
    """The languages by their codes, as this language calls them."""
    names = Locale(language).languages
    return {code: str(name) for code, name in names.items() if code.isalpha()} | {"prs": str(names["fa_AF"])}
