"""What an erasure would do, on the screen of the request: three piles, and the way to propose what can go."""

from collections import Counter
from collections.abc import Sequence

import streamlit as st

from data_layer.carrying_out import erased
from data_layer.destroying.piles import Pile, Piles
from data_layer.destroying.proposing import propose_erasure
from data_layer.rules.access import Act, may
from data_layer.rules.request_course import NOT_HONOURED
from data_layer.rules.sentences import Sentence, say
from data_layer.vocabulary import State
from pages.shared import confirm, drawers, session
from pages.shared.carrying_out import erasure_course
from pages.shared.forms import Form
from pages.shared.requests.request_desk import Desk
from pages.shared.wording import _, capitalised, day, in_words

WAITING = ("proposed", "approved")
_DRAWER = "propose_erasure"


def shown(desk: Desk) -> None:
    """How far the erasure is, the three piles of the client who asked, each with why and until when, and the letter."""
    if desk.case.client_id is None:
        st.caption(_("First record which client this is about: then it is shown here what can go and what stays."))
        return
    erasure, batches = erased.opened(desk.store, desk.actor, request_id=desk.case.id, sitting=session.sitting())
    piles = erasure.left
    erasure_course.batches(batches, desk.actor)
    st.subheader(_("What is left") if erasure.gone else _("What can go and what stays"))
    with st.container(gap="medium"):
        if piles.delete or not erasure.gone:
            _pile(_("Delete now"), piles.delete)
        for title, pile in ((_("Keep under a duty"), piles.keep), (_("Held"), piles.held)):
            if pile:
                _pile(title, pile)
    if _may_propose(desk, piles) and not any(batch.state in WAITING for batch in batches):
        if st.button(_("Propose erasure"), icon=":material/delete:", key=_DRAWER):
            drawers.put_open(_DRAWER)
        if drawers.is_open(_DRAWER):
            drawers.drawer(_("Propose erasure"), _proposing, desk, piles.delete, on_dismiss=drawers.close)
    if any(batch.ran_at for batch in batches):
        erasure_course.letter(erasure)


def _may_propose(desk: Desk, piles: Piles) -> bool:
    is_possible = piles.delete and desk.case.state != State.FINISHED and desk.case.outcome not in NOT_HONOURED
    return bool(is_possible) and may(desk.actor.roles, Act.ERASURE_PROPOSE)


def _pile(title: str, pile: Sequence[Pile]) -> None:
    with st.container(gap="xsmall"):
        st.markdown(f"**{title}** · {len(pile)}")
        if not pile:
            st.caption(_("There is nothing that may go now."))
            return
        shared = _shared_reason(pile)
        if shared:
            st.caption(_in_full(shared))
        columns = {
            _("Category"): [_name(row, with_why=row.why != shared) for row in pile],
            _("Records"): [in_words(row.records) for row in pile],
        }
        if any(row.until for row in pile):
            columns[_("Keep up to and including")] = [day(row.until) for row in pile]
        st.table(columns, border="horizontal", hide_index=True)


def _shared_reason(pile: Sequence[Pile]) -> tuple[Sentence, ...]:
    """Why most of it falls here, where several do for the same: that is said once, and the others' beside them."""
    (why, times), *_others = Counter(row.why for row in pile).most_common(1)
    return why if times > 1 or len(pile) == 1 else ()


def _in_full(why: Sequence[Sentence]) -> str:
    words = " · ".join(_(sentence) for sentence in why)
    return f"{capitalised(words)}."


def _name(row: Pile, *, with_why: bool) -> str:
    why = " · ".join(_(sentence) for sentence in row.why)
    return f"**{_(row.label)}**  \n:small[{why}]" if with_why else _(row.label)


def _proposing(desk: Desk, pile: Sequence[Pile]) -> None:
    form = Form(f"erasure:{desk.case.id}")
    labels = {row.category: _(row.label) for row in pile}
    st.markdown(_("Somebody else approves this first. Until then nothing is destroyed, and it can be taken back."))
    with form.field("categories", _("What goes for good")) as label:
        chosen = st.multiselect(
            label,
            list(labels),
            list(labels),
            format_func=labels.__getitem__,
            placeholder=_("Choose"),
            key=f"erasure_categories:{form.id}",
        )
    confirm.in_drawer(
        form,
        lambda store: propose_erasure(store, desk.actor, id=form.id, request_id=desk.case.id, categories=tuple(chosen)),
        say("The erasure was proposed. Somebody else approves it now."),
        pressed=st.button(_("Propose"), type="primary", key="propose_erasure_now"),
        then=drawers.shut,
    )
