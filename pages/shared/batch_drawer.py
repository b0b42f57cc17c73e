"""One destruction, in a drawer that the URL opens: where it stands, the next step, what it is about, its proof."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import streamlit as st

from data_layer.destroying import batch_parts, batches
from data_layer.destroying.batch_parts import Concerned, SkippedItem
from data_layer.destroying.batches import STATE_LABELS, Batch
from data_layer.destroying.items import Skipped
from data_layer.destroying.labels import KIND_LABELS, WHAT_LABELS
from data_layer.destroying.skips import SKIPS
from data_layer.log import Subject
from data_layer.paging import Page, Position
from data_layer.rules.access import Act, may
from data_layer.transactions import Reader
from pages.shared import batch_steps, batch_words, drawers, links, session
from pages.shared.navigation import CLIENT, REQUEST
from pages.shared.wording import _, _n, in_words, moment, plain

Rows = Callable[[Reader, int, Position], Page[Any]]
BATCH = "vernietiging"  # the name in the URL


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
    if batch.state in ("proposed", "approved"):
        _concerned(batch)
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
    if may(session.actor().roles, Act.CLIENT_LIST):
        n = sum(skip.items for skip in skips)
        label = _n("Show the one that was skipped", "Show the %(n)s that were skipped", n)
        _unfolded(batch, "skipped", label, _skipped_items)


def _concerned(batch: Batch) -> None:
    """Who approves can look whom it is about."""
    if may(session.actor().roles, Act.CLIENT_LIST) and batch.clients:
        _unfolded(batch, "concerned", _n("Show the client", "Show the %(n)s clients", batch.clients), _clients)


def _unfolded(batch: Batch, name: str, label: str, rows: Rows) -> None:
    """Rows that are asked for when somebody wants to see them, a page at a time."""
    with st.expander(label, on_change="rerun", key=f"{name}:{batch.id}") as opened:
        if not opened.open:
            return
        where = f"{name}_of:{batch.id}"
        subject = Subject("batch", batch.id)
        with session.the_store().read(session.actor(), Act.CLIENT_LIST, subject, sitting=session.sitting()) as reader:
            page = rows(reader, batch.id, drawers.at(where))
        drawers.pager(page, where)


def _skipped_items(reader: Reader, batch_id: int, position: Position) -> Page[SkippedItem]:
    page = batch_parts.skipped_items(reader, batch_id, position)
    for item in page.rows:
        whose = item.client_number or item.number
        st.markdown(" · ".join((plain(whose), _(WHAT_LABELS[item.what]), _(SKIPS[item.reason_code]))))
    return page


def _clients(reader: Reader, batch_id: int, position: Position) -> Page[Concerned]:
    page = batch_parts.concerned(reader, batch_id, position)
    for row in page.rows:
        extent = _n("one category", "%(n)s categories", row.categories)
        label = " · ".join((plain(row.number), plain(row.name), extent))
        links.link(CLIENT, label, icon=":material/person:", nummer=row.number, deel="retention")
    return page


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
