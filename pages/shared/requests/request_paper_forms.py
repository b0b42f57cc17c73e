"""The forms about the papers of a case: adding a document, removing a wrong one, an authorisation that was seen."""

from collections.abc import Sequence

import streamlit as st

from data_layer.requests import document_removals, request_authority, request_documents
from data_layer.requests.document_files import MOST_DOCUMENT_MB, UPLOADED, Upload
from data_layer.requests.request_documents import BROUGHT, DOCUMENT_LABELS, Document
from data_layer.rules.checks import LONGEST_LINE
from data_layer.rules.sentences import say
from pages.shared import forms
from pages.shared.case_forms import day_field, form, one_of, save, written
from pages.shared.confirm import Question
from pages.shared.forms import Form
from pages.shared.requests.request_desk import Desk
from pages.shared.requests.request_papers import documents_of, words_of
from pages.shared.wording import _, plain


def upload(label: str, key: str, endings: Sequence[str] = UPLOADED) -> Upload | None:
    """The place for one file that is kept with a case; what was chosen stays until the form is done."""
    chosen = st.file_uploader(label, endings, key=key, max_upload_size=MOST_DOCUMENT_MB)
    return Upload(chosen.name, chosen.getvalue()) if chosen else None


def document(desk: Desk) -> None:
    """A document that is kept with the case, until it is finished; beneath it the way to remove a wrong one."""
    if desk.case.finished_on is None:
        _adding(desk)
    if found := documents_of(desk):
        _removal(desk, found)
    elif desk.case.finished_on is not None:
        st.caption(_("No document lies with this request."))


def _adding(desk: Desk) -> None:
    st.caption(_("Never a copy of an identity document: that is recorded apart, and destroyed."))
    with form(desk, "document") as drawn:
        kind = one_of(_("What it is"), {kind: DOCUMENT_LABELS[kind] for kind in BROUGHT}, "document_kind", drawn.id)
        left, right = st.columns([3, 1])
        with left, drawn.field("file", _("The file")) as label:
            file = upload(label, f"document_file:{drawn.id}")
        with right, drawn.field("happened_on", _("On")) as label:
            on = day_field(label, desk, f"document_day:{drawn.id}")
        pressed = save(_("Add document"))
    chosen = file or Upload("", b"")
    written(
        desk,
        drawn,
        lambda store: request_documents.attach(
            store, desk.actor, desk.seen, event_id=drawn.id, kind=kind, file_name=chosen.name,
            content=chosen.content, happened_on=on,
        ),
        say("The document is kept with the request."),
        pressed=pressed,
    )  # fmt: skip


def _removal(desk: Desk, found: list[Document]) -> None:
    labels = {document.id: words_of(document) for document in found}
    drawn = Form(f"removal:{desk.case.id}")
    with st.expander(_("Remove a wrong document"), icon=":material/delete:"):
        with st.form(f"removal:{drawn.id}", border=False):
            with drawn.field("document_id", _("Document")) as label:
                which = forms.choice(label, labels, key=f"removal_document:{drawn.id}")
            with drawn.field("why", _("Why it does not belong here")) as label:
                why = st.text_input(label, key=f"removal_why:{drawn.id}", autocomplete="off", max_chars=LONGEST_LINE)
            pressed = st.form_submit_button(_("Remove document"))
        written(
            desk,
            drawn,
            lambda store: document_removals.remove(
                store, desk.actor, desk.seen, event_id=drawn.id, document_id=which or 0, why=why
            ),
            say("The document is removed."),
            pressed=pressed,
            asks=lambda: Question(
                _("Remove this document?"),
                [
                    plain(labels[which or 0]),
                    _(
                        "It is gone from the desk at once, and from the store tonight or when the desk starts next."
                        " Backups of before keep it until they go themselves, %(days)s days after they were made.",
                        days=desk.store.settings.backup_days,
                    ),
                    _("The history keeps that it was here, and your reason: %(why)s", why=plain(why)),
                ],
                _("Yes, remove it"),
            ),
        )


def authorised(desk: Desk) -> None:
    """That a representative showed to be one."""
    with form(desk, "authorised") as drawn:
        left, right = st.columns([3, 1])
        with left, drawn.field("what", _("What was seen")) as label:
            what = st.text_input(
                label,
                placeholder=_("such as: signed authorisation, parental authority, appointment as guardian"),
                key=f"authorised_what:{drawn.id}",
                autocomplete="off",
                max_chars=LONGEST_LINE,
            )
        with right, drawn.field("seen_on", _("Seen on")) as label:
            on = day_field(label, desk, f"authorised_day:{drawn.id}")
        with drawn.field("file", _("The authorisation, if it is to be kept here")) as label:
            file = upload(label, f"authorised_file:{drawn.id}")
        pressed = save(_("Save authorisation"))
    written(
        desk,
        drawn,
        lambda store: request_authority.authorise(
            store, desk.actor, desk.seen, event_id=drawn.id, seen_on=on, what=what, file=file
        ),
        say("The authorisation is saved."),
        pressed=pressed,
    )
