"""The widget of every kind of field: what a record has is drawn, given back unchanged, and can be emptied."""

from datetime import time
from typing import Any

from streamlit.testing.v1 import AppTest

from data_layer.categories import KINDS, Field
from data_layer.record_checks import checked_values
from data_layer.store import Store
from pages.shared.record_fields import country_names, language_names
from tests import make

WORTH_DRAWING = make.FILLED | {"bsn": "••••••019", "language": "prs", "yes_no": True}
"""With what a widget could lose: a number that is masked, a language that has a name of its own, a tick."""


def example(field: Field) -> Any:
    return make.value_of(field, WORTH_DRAWING)


def drawn(with_values: bool) -> None:
    """The body alone is what AppTest runs."""
    import streamlit as st  # noqa: PLC0415 - as above

    from data_layer.categories import KINDS  # noqa: PLC0415 - as above
    from pages.shared.forms import Form  # noqa: PLC0415 - as above
    from pages.shared.record_fields import field_input  # noqa: PLC0415 - as above
    from tests.screens.test_record_fields import example  # noqa: PLC0415 - as above

    typed = st.session_state["typed"] = {}
    for code, kind in KINDS.items():
        form = Form(code)
        with st.form(code):
            typed[code] = {
                field.column: field_input(
                    form, field, f"{code}:{field.column}", example(field) if with_values else None
                )
                for field in kind.fields
            }
            st.form_submit_button("save")


def typed_in(*, with_values: bool) -> dict[str, dict[str, Any]]:
    """What the fields of every kind hold, by the kind's code."""
    at = AppTest.from_function(drawn, args=(with_values,), default_timeout=120).run()
    assert not at.exception, at.exception
    typed = dict(at.session_state["typed"])
    assert list(typed) == list(KINDS)
    return typed


def test_what_a_record_has_comes_back_as_it_was(store: Store) -> None:
    typed = typed_in(with_values=True)
    for code, kind in KINDS.items():
        wanted = {field.column: example(field) for field in kind.fields if field.kind != "bsn"}
        assert checked_values(kind, {c: typed[code][c] for c in wanted}, make.TODAY) == wanted, code
    assert typed["bsn"] == {"bsn": None}, "the masked number is a hint, not a value"
    assert typed["appointments"]["starts_at"] == time(9, 30), "a time is drawn as a time"


def test_a_new_record_begins_with_what_is_usual_and_nothing_else(store: Store) -> None:
    typed = typed_in(with_values=False)
    for code, kind in KINDS.items():
        for field in kind.fields:
            unticked = False if field.kind == "yes_no" and not field.is_needed else None
            wanted = unticked if field.usual is None else field.usual
            assert typed[code][field.column] == wanted, (code, field.column)


def test_every_country_and_language_that_can_be_chosen_is_understood(store: Store) -> None:
    for kind in KINDS.values():
        for field in kind.fields:
            names = {"country": country_names, "language": language_names}.get(field.kind)
            for code in names("nl") if names else ():
                assert checked_values(kind, {field.column: code}, make.TODAY) == {field.column: code}
    assert list(country_names("nl").values())[:2] == ["Afghanistan", "Åland"]
    assert language_names("nl")["prs"] == "Dari"
