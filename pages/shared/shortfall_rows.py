"""Where the privacy statement falls short of the law: what it lacks, what the desk does, and words to propose."""

from collections.abc import Sequence

import streamlit as st

from data_layer.promises.shortfall import Mending
from pages.shared import ruled
from pages.shared.wording import _, plain


def shown(found: Sequence[Mending]) -> None:
    """Draws every shortfall, those that are still so first; what to propose unfolds."""
    still = sum(one.mended_in is None for one in found)
    st.markdown(
        _(
            "At **%(still)s** of %(all)s places the privacy statement itself falls short of the law. The desk does what"
            " the law asks. Under each place stand words for a next version.",
            still=still,
            all=len(found),
        )
        if still
        else _("The privacy statement was mended at all %(all)s places where it fell short of the law.", all=len(found))
    )
    ruled.rows(found, _row, "shortfalls")


def _row(one: Mending) -> None:
    shortfall = one.shortfall
    colour, words = "orange", _("still so")
    if one.mended_in is not None:
        colour, words = "green", _("mended in the version of %(day)s", day=one.mended_in)
    statement, law = st.columns(2, gap="small")
    quote = f"  \n*{plain(shortfall.quote)}*" if shortfall.quote else ""
    statement.markdown(f":{colour}-badge[{words}] **{_(shortfall.title)}**{quote}")
    with law, st.container(gap="xsmall"):
        st.markdown(f"{_(shortfall.lacks)} :small[{plain(shortfall.article)}]")
        with st.expander(_("What the desk does, and words to propose")):
            st.markdown(_(shortfall.desk))
            st.caption(_("Words for a next version:"))
            st.markdown(plain(shortfall.wording))
