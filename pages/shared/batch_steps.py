"""The next step of a destruction, each with a question before it: approve, reject or take back, carry out."""

import streamlit as st

from data_layer.destroying.batches import Batch
from data_layer.destroying.proposing import approve, reject
from data_layer.destroying.running import resume, run
from data_layer.rules.access import Act, may
from data_layer.rules.checks import LONGEST_TEXT
from data_layer.rules.sentences import Sentence, say
from pages.shared import confirm, drawers, forms, session
from pages.shared.confirm import Question
from pages.shared.forms import Form
from pages.shared.wording import _, _n, moment


def forget(batch_id: int) -> None:
    """The drawer was left: its forms begin anew when it is opened again."""
    for name in ("approving", "rejecting", "running"):
        forms.forget(f"{name}:{batch_id}")


def offered(batch: Batch) -> None:
    """Where it stands, and what this person may do about it now."""
    is_mine = batch.proposer_id == session.actor().staff_id
    if batch.state == "proposed":
        with st.container(border=True):
            _to_be_approved(batch, is_mine=is_mine)
    elif batch.state == "approved":
        with st.container(border=True):
            _to_be_run(batch)
    elif batch.state == "rebuilding":
        _to_be_finished(batch)
    if batch.state in ("proposed", "approved") and (
        may(session.actor().roles, Act.DESTRUCTION_APPROVE)
        or (is_mine and may(session.actor().roles, Act.DESTRUCTION_PROPOSE))
    ):
        _rejecting(batch, is_mine=is_mine)


def _to_be_approved(batch: Batch, *, is_mine: bool) -> None:
    drawers.heading(_("Next step: approval"))
    act = Act.ERASURE_APPROVE if batch.kind == "erasure" else Act.DESTRUCTION_APPROVE
    if is_mine:
        st.markdown(_("You proposed this yourself. Somebody else, a privacy officer, approves it or does not."))
        return
    if not may(session.actor().roles, act):
        st.markdown(_("A privacy officer looks at it and approves it, or does not."))
        return
    form = Form(f"approving:{batch.id}")
    st.markdown(_("Is everything below right? Then approve it. Nothing is destroyed yet."))
    confirm.in_drawer(
        form,
        lambda store: approve(store, session.actor(), seen=batch.seen),
        say("The destruction was approved."),
        pressed=st.button(_("Approve"), type="primary", icon=":material/check:", key=f"approve:{form.id}"),
        asks=lambda: Question(
            _("Approve %(number)s?", number=batch.number),
            [_extent(batch), _("You can still reject it as long as it was not carried out.")],
            _("Yes, approve it"),
        ),
    )


def _to_be_run(batch: Batch) -> None:
    drawers.heading(_("Next step: carrying it out"))
    waits = batch.run_after is not None and batch.run_after > session.the_store().clock()
    if waits and batch.run_after is not None:
        st.markdown(_("It is carried out by itself after %(moment)s.", moment=moment(batch.run_after)))
        return
    if not may(session.actor().roles, Act.DESTRUCTION_RUN):
        st.markdown(_("The privacy officer carries it out."))
        return
    form = Form(f"running:{batch.id}")
    st.markdown(_("Everything is checked once more. What may not go any more is skipped, with the reason."))
    pressed = st.button(_("Destroy now"), type="primary", icon=":material/delete_forever:", key=f"run:{form.id}")

    def save() -> None:
        store, actor, is_rebuilt = session.the_store(), session.actor(), [True]
        with st.spinner(_("One moment. The data are being destroyed; others can go on working.")):
            form.write(lambda: is_rebuilt.append(run(store, actor, seen=batch.seen)))
        forms.done(form.name, _ran(batch, is_rebuilt=is_rebuilt[-1]))
        st.rerun()

    # not tried on a rehearsal: what is rebuilt and exchanged cannot be rolled back
    confirm.asked_first(form, pressed=pressed, asks=lambda: _last_question(batch), save=save, in_place=True)


def _ran(batch: Batch, *, is_rebuilt: bool) -> Sentence:
    if is_rebuilt:
        return say("%(number)s was carried out.", number=batch.number)
    return say("The data of %(number)s are gone. The store is still to be rebuilt.", number=batch.number)


def _to_be_finished(batch: Batch) -> None:
    st.info(
        _("The data are gone. The store is still to be rebuilt, so that nothing of them stays behind in the file."),
        icon=":material/hourglass_top:",
    )
    if may(session.actor().roles, Act.DESTRUCTION_RUN) and st.button(_("Finish it"), key=f"finish:{batch.id}"):
        finished = 0
        with forms.problems_shown(), st.spinner(_("One moment. The store is being rebuilt.")):
            finished = resume(session.the_store(), session.actor())
        if finished:
            st.rerun()
        st.warning(
            _("The store could not be rebuilt yet. The desk tries again every ten minutes."),
            icon=":material/sync_problem:",
        )


def _last_question(batch: Batch) -> Question:
    return Question(
        _("Destroy %(number)s for good?", number=batch.number),
        [
            _extent(batch),
            _("**This cannot be undone.** What is held by now, or not due any more, is skipped."),
        ],
        _("Yes, destroy for good"),
    )


def _extent(batch: Batch) -> str:
    return _n("It is about one client.", "It is about %(n)s clients.", batch.clients or 0)


def _rejecting(batch: Batch, *, is_mine: bool) -> None:
    form = Form(f"rejecting:{batch.id}")
    label, said = _("Take back") if is_mine else _("Reject"), _rejected(is_mine=is_mine)
    with st.expander(label, icon=":material/block:"):
        with st.form(f"rejecting:{form.id}", border=False, enter_to_submit=False):
            with form.field("why", _("Why is it not destroyed?")) as question:
                why = st.text_area(
                    question,
                    height="content",
                    placeholder=_("Without names: this stays in the register."),
                    key=f"reject_why:{form.id}",
                    max_chars=LONGEST_TEXT,
                )
            pressed = st.form_submit_button(label)
        confirm.in_drawer(
            form,
            lambda store: reject(store, session.actor(), seen=batch.seen, why=why or ""),
            said,
            pressed=pressed,
            asks=lambda: Question(
                _("Take %(number)s back?", number=batch.number)
                if is_mine
                else _("Reject %(number)s?", number=batch.number),
                [_("Nothing is destroyed. What is due can be proposed anew. This batch stays in the register.")],
                _("Yes, take it back") if is_mine else _("Yes, reject it"),
            ),
        )


def _whether_to_reject(batch: Batch, *, is_mine: bool) -> Question:
    if is_mine:
        title, yes = _("Take %(number)s back?", number=batch.number), _("Yes, take it back")
    else:
        title, yes = _("Reject %(number)s?", number=batch.number), _("Yes, reject it")
    consequence = _("Nothing is destroyed. What is due can be proposed anew. This batch stays in the register.")
    return Question(title, [consequence], yes)


def _rejected(*, is_mine: bool) -> Sentence:
    return say("The proposal was taken back.") if is_mine else say("The proposal was rejected.")
