"""Whether the log is whole: checking it, where it ends now, comparing what was noted, and its sealed months."""

from datetime import timedelta

import streamlit as st

from data_layer.log import CHAIN_LABELS, CHAINS, Chain
from data_layer.logbook import log_checks, log_notes
from data_layer.logbook.log_chains import end_of
from data_layer.logbook.log_segments import Segment, segments
from data_layer.rules.access import Act, may
from data_layer.rules.log_terms import MONTHS, month_in_words
from data_layer.rules.sentences import Sentence
from data_layer.terms import in_months
from data_layer.wording import put, shown
from pages.shared import forms, session, tables
from pages.shared.forms import Form
from pages.shared.wording import DAY_FORMAT, _, capitalised, in_words, language, moment, shown_as_text

_FOUND = "log_found"


def drawn() -> None:
    """Draws it all."""
    with session.the_store().read(session.actor(), Act.LOG_VIEW) as reader:
        last = log_checks.last_check(reader)
        ends = {chain: end_of(reader, chain) for chain in CHAINS}
        sealed = [one for chain in CHAINS for one in segments(reader, chain)]
        away = log_notes.taken_away(reader, session.the_store().log_key)
    _checked(last)
    if away is not None:
        st.caption(shown_as_text(away))
    _ends(ends)
    _compared()
    _sealed(sealed)


def _checked(last: log_checks.Check | None) -> None:
    """When it was checked last, and the button that does so now."""
    store, actor = session.the_store(), session.actor()
    place = st.container()
    if may(actor.roles, Act.STORE_VERIFY) and st.button(
        _("Check"), icon=":material/fact_check:", type="primary", key="log_check"
    ):
        with (
            forms.problems_shown(),
            st.spinner(
                _("Checking the log … a million entries take half a minute, on a busy machine a few. Others can go on.")
            ),
        ):
            st.session_state[_FOUND] = log_checks.check(store, actor)
            st.rerun()
    found: list[Sentence] = st.session_state.get(_FOUND, [])
    with place:
        if last is None:
            st.info(_("The log was not checked on this screen yet."), icon=":material/info:")
            return
        facts = {"at": moment(last.at), "who": last.who or _("the desk itself")}
        if last.is_whole:
            st.success(_("The log was whole on %(at)s. Checked by %(who)s.", **facts), icon=":material/check_circle:")
        else:
            words = [_("On %(at)s the log was not whole. Checked by %(who)s. Tell the administrator.", **facts)]
            st.error("\n".join([*words, *(f"- {shown_as_text(one)}" for one in found)]), icon=":material/error:")


def _ends(ends: dict[Chain, tuple[int, str]]) -> None:
    st.subheader(_("Where the log ends now"))
    st.markdown(
        _(
            "Note this digest outside the desk: mail it to somebody else, or write it down. It shows later that nothing"
            " was cut off."
        )
    )
    with st.grid(2, min_column_width=300):
        for chain, (seq, digest) in ends.items():
            if not seq:
                continue
            with st.container(border=True):
                st.caption(_("%(chain)s, number %(seq)s", chain=_chain(chain), seq=in_words(seq)))
                st.code(digest, language=None, wrap_lines=True)
    st.caption(_("The desk itself notes it each night in a file beside the backups, which goes along with them."))


def _compared() -> None:
    """What somebody noted, beside the log of now."""
    st.subheader(_("Compare a noted digest"))
    form = Form("log_noted")
    with st.form("log_noted", enter_to_submit=False, border=True):
        left, middle, right = st.columns([1, 1, 3])
        with left, form.field("chain", _("Which")) as label:
            chain = st.selectbox(label, CHAINS, format_func=_chain, key="noted_chain")
        with middle, form.field("seq", _("Number")) as label:
            seq = st.text_input(label, max_chars=20, autocomplete="off", key="noted_seq")
        with right, form.field("digest", _("Digest")) as label:
            digest = st.text_input(
                label,
                max_chars=100,
                autocomplete="off",
                key="noted_digest",
                help=_("The first 16 characters are enough."),
            )
        pressed = st.form_submit_button(_("Compare"))
    if not pressed:
        return
    with form.problems_shown():
        noted = log_notes.typed(chain, seq, digest)
        with session.the_store().read(session.actor(), Act.LOG_VIEW) as reader:
            (found,) = log_notes.compared(reader, [noted])
        words = put(log_notes.told(noted, found), language())
        if found == "same":
            st.success(words, icon=":material/check_circle:")
        elif found in ("expired", "restored"):
            st.info(words, icon=":material/hourglass_bottom:")
        else:
            st.error(words, icon=":material/error:")


def _sealed(found: list[Segment]) -> None:
    st.subheader(_("Months that are sealed"))
    st.caption(
        _(
            "A month that is over is sealed. Changes are kept %(changes)s after it, looks %(looks)s; then they are"
            " removed.",
            changes=in_months(MONTHS["change"]),
            looks=in_months(MONTHS["look"]),
        )
    )
    if not found:
        st.info(_("No month is sealed yet: the desk does so at night when a month is over."), icon=":material/info:")
        return
    found = sorted(found, key=lambda one: (one.segment, one.chain), reverse=True)
    column = st.column_config
    tables.table(
        {
            "month": [shown(month_in_words(one.segment), language()) for one in found],
            "chain": [_chain(one.chain) for one in found],
            "entries": [one.entries for one in found],
            "sealed": [moment(one.sealed_at) for one in found],
            "until": [one.goes_on - timedelta(1) for one in found],
            "dropped": [moment(one.dropped_at) if one.dropped_at else None for one in found],
        },
        {
            "month": column.TextColumn(_("Month"), width=130),
            "chain": column.TextColumn(_("Kind of entry"), width=110),
            "entries": column.NumberColumn(_("Entries"), format="localized", width=90),
            "sealed": column.TextColumn(_("Sealed"), width=150),
            "until": column.DateColumn(_("Kept until"), format=DAY_FORMAT, width=110),
            "dropped": column.TextColumn(_("Removed"), width=150),
        },
        key=tables.drawn("segments"),
        alt=_("Sealed months of the log, the newest first"),
        opens=False,
    )


def _chain(chain: str) -> str:
    return capitalised(_(CHAIN_LABELS[chain]))  # type: ignore[index]  # one of the chains
