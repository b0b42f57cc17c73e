"""Two clients that are to be merged, as their screen shows them: side by side, what differs, what goes over."""

import streamlit as st

from data_layer.categories import OWN_FIELDS, Field
from data_layer.merging import Pair, Side
from pages.shared import tables
from pages.shared.forms import Form
from pages.shared.record_words import value_words
from pages.shared.wording import _, in_words, language, plain

KEPT, MERGED = "kept", "merged"


def _words(field: Field, side: Side) -> str:
    """What one of the two has in this field."""
    value = side.values[field.column]
    return str(value) if field.kind == "bsn" and value else value_words(field, value)


def side_by_side(pair: Pair) -> None:
    """The facts that one of the two has."""
    there = [f for f in OWN_FIELDS.values() if any(s.values[f.column] is not None for s in (pair.kept, pair.merged))]
    st.dataframe(
        {
            "field": [_(field.label) for field in there],
            KEPT: [_words(field, pair.kept) or None for field in there],
            MERGED: [_words(field, pair.merged) or None for field in there],
        },
        column_config={
            "field": st.column_config.TextColumn(_("Fact"), width=125),
            KEPT: st.column_config.TextColumn(pair.kept.number, width=110),
            MERGED: st.column_config.TextColumn(pair.merged.number, width=110),
        },
        hide_index=True,
        height="content",
        row_height=tables.ROW_HEIGHT,
        placeholder="–",
        alt=_("The facts of the two clients side by side"),
    )


def choice(form: Form, field: Field, pair: Pair) -> bool:
    """Whether of two values the merged client's is kept."""
    options = {KEPT: plain(_words(field, pair.kept)), MERGED: plain(_words(field, pair.merged))}
    with form.field(field.column, _(field.label)) as label:
        key = f"{form.name}:{field.column}:{language()}"
        return st.radio(label, list(options), format_func=options.__getitem__, horizontal=True, key=key) == MERGED


def moving(pair: Pair) -> str:
    """What goes over, counted."""
    if not pair.moving:
        return _("Nothing is recorded of client %(number)s beside these facts.", number=plain(pair.merged.number))
    counted = ", ".join(f"{_(label)} ({in_words(n)})" for label, n in pair.moving)
    return _("To the dossier of %(number)s go: %(counted)s.", number=plain(pair.kept.number), counted=counted)
