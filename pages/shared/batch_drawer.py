"""One destruction, in a drawer that the URL opens: where it stands, the next step, what it is about, its proof."""

from datetime import datetime

import streamlit as st

from data_layer.destroying import batch_parts, batches
from data_layer.destroying.batches import STATE_LABELS, Batch
from data_layer.destroying.certificate import Skipped
from data_layer.destroying.labels import KIND_LABELS, WHAT_LABELS
from data_layer.destroying.skips import SKIPS
from data_layer.log import Subject
from data_layer.paging import Position
from data_layer.rules.access import Act, may
from pages.shared import batch_steps, batch_words, drawers, links, session
from pages.shared.navigation import REQUEST
from pages.shared.wording import _, _n, in_words, moment, plain

BATCH = "batch"  # the name in the URL


def opened_by_url() -> None:
    """Opens the drawer of the batch whose number is in the URL, or says that there is none."""
    batch = drawers.asked_for(BATCH, _now)
    if batch is None:
        return

    def closed() -> None:
        batch_steps.forget(batch.id)
        links.put(BATCH, None)

    drawers.drawer(_("Destruction %(number)s", number=batch.number), _drawn, batch, on_dismiss=closed)


def _now(number: str) -> Batch:
    with session.the_store().read(session.actor(), Act.DESTRUCTION_VIEW) as reader:
        return batches.the_batch(reader, number)


def _drawn(opened: Batch) -> None:
    with session.the_store().read(session.actor(), Act.DESTRUCTION_VIEW) as reader:
        batch = batches.the_batch(reader, opened.number)
        parts, skips = batch_parts.parts(reader, batch.id), batch_parts.skips(reader, batch.id)
    drawers.told_of_change(opened.seen, batch.seen)
    with st.container(horizontal=True):
        drawers.badge(_(STATE_LABELS[batch.state]), batch_words.STATE_COLOURS[batch.state])
        drawers.badge(_(KIND_LABELS[batch.kind]), "gray")
    batch_steps.offered(batch)
    _facts(batch)
    if parts:
        drawers.heading(_("What was destroyed") if batch.ran_at else _("What it is about"))
        batch_words.about(parts)
    if skips:
        _skipped(batch, skips)
    _proof(batch)


def _facts(batch: Batch) -> None:
    about = _(WHAT_LABELS[batch.category]) if batch.category else _("everything that was due")
    if batch.is_chosen:
        about = _("%(what)s, of chosen clients", what=about)
    drawers.facts(
        {
            _("About"): about if batch.kind == "retention" else _(KIND_LABELS[batch.kind]),
            _("Due up to and including"): in_words(batch.due_until) if batch.kind == "retention" else "",
            _("Clients"): in_words(batch.clients),
            _("Of whom everything"): in_words(batch.whole) if batch.whole is not None else "",
            _("Proposed"): _done(batch.proposed_at, batch.proposed_by),
            _("Approved"): _done(batch.approved_at, batch.approved_by),
            _("Rejected"): _done(batch.rejected_at, batch.rejected_by),
            _("Why"): plain(batch.rejected_why),
            _("Carried out"): _done(batch.ran_at, batch.ran_by),
            _("Store rebuilt"): moment(batch.rebuilt_at) if batch.rebuilt_at else "",
        }
    )
    if batch.request_number and session.opens(REQUEST):
        words = _("To request %(number)s", number=batch.request_number)
        links.link(REQUEST, words, icon=":material/mail:", nummer=batch.request_number)


def _done(at: datetime | None, who: str | None) -> str:
    if at is None:
        return ""
    return plain(_("%(moment)s by %(name)s", moment=moment(at), name=who or _("somebody who left")))


def _skipped(batch: Batch, skips: list[Skipped]) -> None:
    drawers.heading(_("What was skipped"))
    st.table(
        {
            _("Reason"): [_(SKIPS[skip.reason_code]) for skip in skips],
            _("Clients"): [in_words(skip.clients) for skip in skips],
            _("Categories"): [in_words(skip.items) for skip in skips],
        },
        border="horizontal",
        hide_index=True,
    )
    if not may(session.actor().roles, Act.CLIENT_LIST):
        return
    n = sum(skip.items for skip in skips)
    label = _n("Show the one that was skipped", "Show the %(n)s that were skipped", n)
    with st.expander(label, on_change="rerun", key=f"skipped:{batch.id}") as opened:
        if opened.open:
            _items(batch)


def _items(batch: Batch) -> None:
    where = f"skipped_of:{batch.id}"
    subject = Subject("batch", batch.id)
    with session.the_store().read(session.actor(), Act.CLIENT_LIST, subject, sitting=session.sitting()) as reader:
        page = batch_parts.skipped_items(reader, batch.id, st.session_state.get(where, Position()))
    for item in page.rows:
        whose = item.client_number or item.number
        words = (plain(whose), _(WHAT_LABELS[item.what]), _(SKIPS[item.reason_code]))
        st.markdown(" · ".join(words))
    if page.before is None and page.after is None:
        return
    with st.container(horizontal=True):
        if st.button(_("Previous"), icon=":material/chevron_left:", disabled=page.before is None, key="skipped_before"):
            st.session_state[where] = Position(before=page.before)
            st.rerun(scope="fragment")
        if st.button(_("Next"), icon=":material/chevron_right:", disabled=page.after is None, key="skipped_after"):
            st.session_state[where] = Position(after=page.after)
            st.rerun(scope="fragment")


def _proof(batch: Batch) -> None:
    if batch.ran_at is None:
        return
    drawers.heading(_("Proof"))
    drawers.facts(
        {
            _("Digest"): f"`{batch.digest}`" if batch.digest else "",
            _("Still in backups until"): in_words(batch.backups_until) if batch.backups_until else "",
        }
    )
    if not batch.has_certificate:
        st.caption(_("The certificate is made when the store has been rebuilt."))
        return
    with session.the_store().read(session.actor(), Act.DESTRUCTION_VIEW) as reader:
        body = batch_parts.certificate(reader, batch.id)
    st.download_button(
        _("Certificate (PDF)"),
        body,
        file_name=f"certificaat-{batch.number}.pdf",
        mime="application/pdf",
        icon=":material/verified:",
        on_click="ignore",
        key=f"certificate:{batch.id}",
    )
