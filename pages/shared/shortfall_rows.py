"""Where the privacy statement falls short of the law: what it lacks, what the desk does, and words to propose."""

from collections.abc import Sequence

import streamlit as st

from data_layer.promises.shortfalls import Mending, Stand
from pages.shared import ruled
from pages.shared.wording import _, plain

SHORTFALL = "punt"  # the name in the URL; its value is the code of a shortfall


def shown(found: Sequence[Mending]) -> None:
    """Draws what falls short and, apart, what is only advice; what to propose unfolds."""
    short = [one for one in found if one.shortfall.kind == "falls_short"]
    advice = [one for one in found if one.shortfall.kind == "advice"]
    still = sum(one.stand is not Stand.MENDED for one in short)
    st.markdown(
        _(
            "At **%(still)s** of %(all)s places the privacy statement itself falls short of the law. The desk does what"
            " the law asks. Under each place stand words for a next version.",
            still=still,
            all=len(short),
        )
        if still
        else _("The privacy statement was mended at all %(all)s places where it fell short of the law.", all=len(short))
    )
    ruled.rows(short, _row, "shortfalls")
    st.subheader(_("Advice"), anchor=False)
    st.markdown(_("The law does not ask for this as the school works now. It makes the statement clearer."))
    ruled.rows(advice, _row, "advice")


def head(one: Mending) -> None:
    """Draws how it stands, what it is, and the sentence, which is Dutch in either language."""
    quote = f"  \n*{plain(one.shortfall.quote)}*" if one.shortfall.quote else ""
    st.markdown(f"{_badge(one)} **{_(one.shortfall.title)}**{quote}")


def words(one: Mending) -> None:
    """Draws what the desk does, and the words to propose."""
    st.markdown(_(one.shortfall.desk))
    st.caption(_("Words for a next version:"))
    st.markdown(plain(one.shortfall.wording))


def lacks(one: Mending) -> None:
    """Draws what the statement lacks, with the article."""
    st.markdown(f"{_(one.shortfall.lacks)} :small[{plain(one.shortfall.article)}]")


def _badge(one: Mending) -> str:
    if one.stand is Stand.MENDED and one.version is not None:
        mended = _("mended in the version of %(day)s", day=one.version.dated)
        return f":green-badge[{mended}]"
    still = _("still so") if one.shortfall.kind == "falls_short" else _("can be clearer")
    badge = f":orange-badge[{still}]"
    perhaps = _("perhaps mended: look")
    return f"{badge} :gray-badge[{perhaps}]" if one.stand is Stand.MAYBE_MENDED else badge


def _row(one: Mending) -> None:
    statement, law = st.columns(2, gap="small")
    with statement:
        head(one)
    with law, st.container(gap="xsmall"):
        lacks(one)
        with st.expander(_("What the desk does, and words to propose")):
            words(one)
        if one.is_looked_at and st.button(
            _("Is it mended?"), icon=":material/fact_check:", type="tertiary", key=f"shortfall:{one.shortfall.code}"
        ):
            st.query_params[SHORTFALL] = one.shortfall.code
            st.rerun()
