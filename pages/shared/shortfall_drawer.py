"""One shortfall in a drawer that the URL opens, where people say whether the version in force mended it."""

from collections.abc import Sequence

import streamlit as st

from data_layer.errors import NotFound
from data_layer.promises.shortfalls import Mending
from data_layer.rules.sentences import say
from pages.shared import drawers, links, looks, shortfall_rows
from pages.shared.shortfall_rows import SHORTFALL
from pages.shared.wording import _


def opened_by_url(found: Sequence[Mending]) -> None:
    """Opens the drawer of the shortfall in the URL, or says that there is none to look at."""

    def asked(code: str) -> Mending:
        for one in found:
            if one.shortfall.code == code and one.is_looked_at:
                return one
        raise NotFound(say("There is nothing to look at here. Choose a place from the list."))

    one = drawers.asked_for(SHORTFALL, asked)
    if one is not None:
        drawers.drawer(_("Is it mended?"), _drawn, one, on_dismiss=lambda: links.put(SHORTFALL, None))


def _drawn(one: Mending) -> None:
    shortfall_rows.head(one)
    shortfall_rows.lacks(one)
    shortfall_rows.words(one)
    if one.version is not None:
        drawers.heading(_("In the version of %(day)s", day=one.version.dated))
        st.markdown(_("Read the version in force: does it say now what the law asks for? A word alone is not enough."))
        looks.drawn(one.look_code, {True: _("mended"), False: _("not mended")})
