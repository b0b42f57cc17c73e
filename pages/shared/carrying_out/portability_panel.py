"""The work of a request to take data along: what would be in the file, making it, and sending it."""

from datetime import date

import streamlit as st

from data_layer.carrying_out import portability
from data_layer.carrying_out.portability import MadeFile
from data_layer.carrying_out.portable_file import left_out_words
from data_layer.carrying_out.portable_records import Counted, counted
from data_layer.rules.access import Act, may
from data_layer.rules.request_course import NOT_HONOURED
from data_layer.rules.sentences import say
from pages.shared.case_forms import day_since, written
from pages.shared.forms import Form
from pages.shared.requests.request_desk import Desk
from pages.shared.wording import _, in_words


def shown(desk: Desk) -> None:
    """What goes along of this client, whether the file is made and sent, and the next of the two."""
    if desk.case.client_id is None:
        st.info(_("Choose the client first: then you see here what can go along."), icon=":material/person_search:")
        return
    with desk.reading() as reader:
        counts, file = counted(reader, desk.case.client_id), portability.the_file(reader, desk.case.id)
    _how_it_stands(file)
    with st.expander(_("What is in the file"), expanded=file is None):
        _contents(counts)
    if not _may_work(desk):
        return
    if file is not None and file.sent_on is None:
        _sending(desk, file)
    _making(desk, file)


def _how_it_stands(file: MadeFile | None) -> None:
    if file is None:
        st.caption(
            _("Make the file here, look at it among the documents, give it to the person, and record when you did.")
        )
    elif file.sent_on is None:
        st.info(
            _("The file was made on %(day)s and is not sent yet. It lies with the documents.", day=file.made_on),
            icon=":material/folder_zip:",
        )
    else:
        st.success(_("The file was sent on %(day)s.", day=file.sent_on), icon=":material/check_circle:")


def _contents(counts: list[Counted]) -> None:
    going = [one for one in counts if one.going]
    if going:
        st.table(
            {
                _("Category"): [_(one.category.label) for one in going],
                _("Records"): [in_words(one.going) for one in going],
            },
            border="horizontal",
            hide_index=True,
        )
    else:
        st.markdown(_("There is nothing that this person provided and may take along."))
    if left_out := sum(one.left_out for one in counts):
        st.caption(_(left_out_words(left_out)))
    st.caption(_("What the school wrote or concluded itself, and the BSN, never go along. Access shows those."))


def _may_work(desk: Desk) -> bool:
    is_open = desk.case.finished_on is None and desk.case.outcome not in NOT_HONOURED
    return is_open and may(desk.actor.roles, Act.REQUEST_DOCUMENT)


def _making(desk: Desk, file: MadeFile | None) -> None:
    form = Form(f"portable:{desk.case.id}")
    label = _("Make the file") if file is None else _("Make the file anew")
    pressed = st.button(
        label, type=desk.loud if file is None else "secondary", icon=":material/folder_zip:", key=f"portable:{form.id}"
    )
    written(
        desk,
        form,
        lambda store: portability.make(store, desk.actor, desk.seen, event_id=form.id),
        say("The file is made. It lies with the documents; look at it before you send it."),
        pressed=pressed,
    )


def _sending(desk: Desk, file: MadeFile) -> None:
    form = Form(f"portable_sent:{desk.case.id}")
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        with st.container(width=220), form.field("sent_on", _("Sent on"), "answered_on", "document_id") as label:
            on: date = day_since(label, file.made_on, f"portable_day:{form.id}")
        pressed = st.button(_("File sent"), type=desk.loud, key=f"portable_sent:{form.id}")
    written(
        desk,
        form,
        lambda store: portability.send(store, desk.actor, desk.seen, event_id=form.id, document_id=file.id, sent_on=on),
        say("It is recorded that the file was sent."),
        pressed=pressed,
    )
