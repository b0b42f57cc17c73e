"""The way from a figure to its rows: which screen lists them, and what its URL says to leave just these."""

from dataclasses import replace

import streamlit as st

from data_layer.oversight.figure import Figure, ListCode, Rows, beneath, headline
from pages.shared import choices, disclosure_filters, figures, links, session, time_filters
from pages.shared.navigation import (
    BREACHES,
    CLIENTS,
    COMPLAINTS,
    DESTRUCTION,
    DISCLOSURES,
    RECIPIENTS,
    REQUESTS,
    RETENTION,
    STATEMENT,
    Screen,
)
from pages.shared.wording import _, language

FEW = 5  # figures that go side by side in one line
LISTS: dict[ListCode, Screen] = {
    "requests": REQUESTS,
    "complaints": COMPLAINTS,
    "disclosures": DISCLOSURES,
    "recipients": RECIPIENTS,
    "breaches": BREACHES,
    "retention": RETENTION,
    "destruction": DESTRUCTION,
    "clients": CLIENTS,
    "statement": STATEMENT,
}
IN_URL = {
    "stand": "stand",
    "month": "maand",
    "phase": "fase",
    "right": "recht",
    "kind": "soort",
    "year": "jaar",
    "recipient": choices.RECIPIENT,
    "direction": "richting",
    "state": "stand",
    "view": "weergave",
    "flag": disclosure_filters.FLAG,
    **time_filters.WORDS,
}
"""What a field of a filter is called in the URL of its screen."""
SAID = {
    "counting": ("stand", disclosure_filters.COUNTING),
    "is_flagged": (disclosure_filters.CARE, "flagged"),
    "is_source_untold": (disclosure_filters.CARE, disclosure_filters.UNTOLD),
    "lacks_agreement": (disclosure_filters.CARE, "no_agreement"),
}
"""What the URL says for a field that is either on or off."""


def screen_of(rows: Rows | None) -> Screen | None:
    """The screen that lists the rows; None where there is none, or none that this person may open."""
    screen = LISTS.get(rows.list) if rows else None
    return screen if screen and session.opens(screen) else None


def in_url(rows: Rows) -> dict[str, str]:
    """What the URL of the screen says."""
    return dict(SAID.get(name) or (IN_URL[name], value) for name, value in rows.filters)


def go(rows: Rows | None) -> None:
    """Opens the rows, if this person may see them."""
    screen = screen_of(rows)
    if rows and screen:
        links.go(screen, **in_url(rows))


def link(rows: Rows | None, label: str, *, icon: str = ":material/arrow_forward:") -> None:
    """A link to the rows, if this person may see them."""
    screen = screen_of(rows)
    if rows and screen:
        links.link(screen, label, icon=icon, **in_url(rows))


def card(figure: Figure, usual: str = "", *, has_link: bool = True) -> None:
    """The figure as a card: what it is of, or the usual words, its definition on hover, and the way to its rows."""
    if not has_link:
        figure = replace(figure, rows=None)
    under = beneath(figure)
    behind = figure.behind
    figures.card(
        _(figure.label),
        headline(figure, language()),
        screen_of(behind),
        note=_(under) if under else usual,
        meaning=_(figure.meaning),
        **(in_url(behind) if behind else {}),
    )


def cards(found: tuple[Figure, ...], usual: str) -> None:
    """Figures side by side, as many as fit; `usual` stands beneath what is no part of anything."""
    with st.grid(4 if len(found) != FEW else FEW, min_column_width=165):
        for figure in found:
            card(figure, usual)
