"""The parts of what is kept about a data breach, each the fields of one small form."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

import streamlit as st

from data_layer.breach_lists import RISK_LABELS, TEXT_LABELS
from data_layer.categories import CATEGORIES
from data_layer.rules.breaches import Handling, Risk, Step, is_late
from data_layer.rules.checks import LONGEST_LINE, LONGEST_TEXT
from data_layer.rules.sentences import Sentence, say
from pages.shared.forms import Form
from pages.shared.moments import moment, moment_or_none, now
from pages.shared.wording import _

WHAT = "what"
LABELS: dict[str, Sentence] = {
    WHAT: say("What happened"),
    Step.RISK: say("Deciding the risk"),
    Step.AUTHORITY: say("Reporting to the data protection authority"),
    Step.PERSONS: say("Telling the persons"),
    Step.MEASURES: say("Consequences and measures"),
    Step.CLOSE: say("Closing"),
}
_MEANINGS: dict[str, Sentence] = {
    Risk.UNLIKELY: say("It need not be reported; you write down why."),
    Risk.RISK: say("You report it to the data protection authority."),
    Risk.HIGH: say("You report it, and tell the persons too."),
}


def fields_of(part: str, form: Form, handling: Handling) -> Handling:
    """Draws the fields of this part, filled with what is known; what they make of it."""
    return _PARTS[part](form, handling)


def categories_field(form: Form, usual: tuple[str, ...], key: str) -> tuple[str, ...]:
    """Asks which data it was."""
    data = {category.code: _(category.label) for category in CATEGORIES}
    with form.field("categories", _("Data")) as label:
        return tuple(
            st.multiselect(
                label,
                list(data),
                default=usual,
                format_func=data.__getitem__,
                placeholder=_("Choose the categories, if they are known"),
                key=key,
            )
        )


def persons_field(form: Form, usual: int | None, key: str) -> int | None:
    """Asks how many persons it was about."""
    with form.field("persons", _("Number of persons, about")) as label:
        return st.number_input(label, value=usual, step=1, placeholder=_("not known yet"), key=key)


def _what(form: Form, handling: Handling) -> Handling:
    aware_at = moment(
        form, "aware_at", _("Discovered on"), _("Discovered at"), key=f"aware:{form.id}", usual=handling.aware_at
    )
    delay = handling.delay_reason
    if handling.told_authority_at is not None:  # an earlier moment may make the report late
        delay = _delay(form, delay)
    return replace(
        handling,
        aware_at=aware_at,
        delay_reason=delay,
        what=_text(form, "what", handling.what) or "",
        categories=categories_field(form, handling.categories, f"categories:{form.id}"),
        persons=persons_field(form, handling.persons, f"persons:{form.id}"),
    )


def _risk(form: Form, handling: Handling) -> Handling:
    codes = list(RISK_LABELS)
    with form.field("risk", _("How high is the risk for the persons?")) as label:
        risk = st.radio(
            label,
            codes,
            index=codes.index(handling.risk) if handling.risk else None,
            format_func=lambda code: _(RISK_LABELS[code]),
            captions=[_(_MEANINGS[code]) for code in codes],
            key=f"risk:{form.id}",
        )
    # a reason not to report holds only while a risk is unlikely
    return replace(handling, risk=risk, why_not_told=handling.why_not_told if risk == Risk.UNLIKELY else None)


def _authority(form: Form, handling: Handling) -> Handling:
    is_needless = handling.risk == Risk.UNLIKELY
    why_not = handling.why_not_told
    if is_needless or why_not:
        why_not = _text(form, "why_not_told", why_not)
    told_at = _told(
        form,
        "told_authority_at",
        _("Reported on, if you report it all the same") if is_needless else _("Reported on"),
        handling.told_authority_at,
        is_expected=handling.risk in (Risk.RISK, Risk.HIGH),
    )
    with form.field("authority_reference", _("Reference of the report")) as label:
        reference = st.text_input(
            label,
            handling.authority_reference or "",
            key=f"authority_reference:{form.id}",
            autocomplete="off",
            max_chars=max(LONGEST_LINE, len(handling.authority_reference or "")),
        )
    delay = handling.delay_reason
    if delay or is_late(handling.aware_at, now()):
        delay = _delay(form, delay)
    return replace(
        handling, why_not_told=why_not, told_authority_at=told_at, authority_reference=reference, delay_reason=delay
    )


def _delay(form: Form, usual: str | None) -> str | None:
    return _text(form, "delay_reason", usual, _("Why it was reported late, if it was after 72 hours"))


def _persons(form: Form, handling: Handling) -> Handling:
    told_at = _told(form, "told_persons_at", _("Persons told on"), handling.told_persons_at)
    why_not = _text(form, "why_persons_not_told", handling.why_persons_not_told, _("Or: why they need not be told"))
    st.caption(
        _(
            "Not needed where the data were unreadable, where measures took the high risk away, or where telling each"
            " would take too much: then make it public (article 34, paragraph 3)."
        )
    )
    return replace(handling, told_persons_at=told_at, why_persons_not_told=why_not)


def _measures(form: Form, handling: Handling) -> Handling:
    return replace(
        handling,
        consequences=_text(form, "consequences", handling.consequences, _("What followed from it, or may follow")),
        measures=_text(form, "measures", handling.measures, _("What was done, and what prevents it from now on")),
    )


def _told(
    form: Form, name: str, day_label: str, told_at: datetime | None, *, is_expected: bool = False
) -> datetime | None:
    usual = told_at or (now() if is_expected else None)
    return moment_or_none(form, name, day_label, _("At"), key=f"{name}:{form.id}", usual=usual)


def _text(form: Form, name: str, usual: str | None, words: str | None = None) -> str | None:
    with form.field(name, words or _(TEXT_LABELS[name])) as label:
        return st.text_area(
            label, usual or "", height="content", key=f"{name}:{form.id}", max_chars=max(LONGEST_TEXT, len(usual or ""))
        )


_PARTS: dict[str, Callable[[Form, Handling], Handling]] = {
    WHAT: _what,
    Step.RISK: _risk,
    Step.AUTHORITY: _authority,
    Step.PERSONS: _persons,
    Step.MEASURES: _measures,
}
