"""The saved exports on their screen: each with one click to its file, and a drawer to rename or remove it."""

import streamlit as st

from data_layer.errors import UserError
from data_layer.exporting import saved, saving, subjects
from data_layer.exporting.saved import Picked, Saved, SavedRun
from data_layer.rules.access import Act, may
from data_layer.rules.sentences import say
from data_layer.transactions import Seen
from data_layer.vocabulary import PURPOSES
from pages.shared import confirm, download_button, drawers, export_filters, export_parts, session
from pages.shared.confirm import Question
from pages.shared.forms import Form
from pages.shared.wording import _, capitalised, day, language, plain, shown_as_text

SIZE = 8  # on one page
_DRAWER = "saved_export"


def shown() -> None:
    """The saved exports that this person may have, some at a time."""
    found = saved.shown_to(session.the_store(), session.actor())
    if not found:
        return
    st.subheader(_("Saved exports"))
    pages = -(-len(found) // SIZE)
    place = st.container()
    page = st.pagination(pages, key=f"saved_exports:{pages}") if pages > 1 else 1
    with place:
        for one in found[(page - 1) * SIZE : page * SIZE]:
            with st.container(border=True):
                _row(one)
    opened = next((one for one in found if drawers.is_open(f"{_DRAWER}:{one.id}")), None)
    if opened is not None:
        drawers.drawer(_("Saved export"), _changed, opened, on_dismiss=drawers.close)


def _row(one: Saved) -> None:
    """One of them: what it is, and the click that brings it, or why it cannot come."""
    subject = subjects.SUBJECTS.get(one.picked.subject)
    facts = (
        capitalised(_(subject.title)) if subject else "",
        *(export_filters.told(subject, one.picked.filters) if subject else ()),
        download_button.FORMS.get(one.picked.format, one.picked.format),
        _(PURPOSES[one.picked.purpose]) if one.picked.purpose in PURPOSES else "",
        _("saved by %(who)s on %(day)s", who=one.owner, day=day(one.saved_on)),
    )
    what, acts = st.columns([3, 2], vertical_alignment="center", gap="small")
    with what, st.container(gap=None):
        st.markdown(f"**{plain(one.name)}**")
        st.caption(plain(" · ".join(filter(None, facts))))
    with acts, st.container(horizontal=True, horizontal_alignment="right", gap="small"):
        if one.is_of(session.actor()) and st.button(
            _("Change"), type="tertiary", icon=":material/edit:", key=f"saved_change:{one.id}"
        ):
            drawers.put_open(f"{_DRAWER}:{one.id}")
            st.rerun()
        why = _why_not(one)
        if why is None:
            wanted = SavedRun(one.id, one.version, language())
            export_parts.download(wanted, key=f"saved_run:{one.id}", place=f"saved:{one.id}")
    if why is not None:
        st.warning(shown_as_text(why.sentence), icon=":material/warning:")


def _why_not(one: Saved) -> UserError | None:
    """Why it cannot be run as it was saved; None where it can."""
    try:
        saved.export_of(session.the_store(), session.actor(), one.picked, language())
    except UserError as error:
        return error
    return None


def keep(picked: Picked) -> None:
    """The form that saves what is picked under a name."""
    if not may(session.actor().roles, Act.EXPORT_SAVE):
        return
    with st.expander(_("Save this export"), icon=":material/bookmark_add:"):
        form = Form("save_export")
        confirm.written(
            form,
            session.the_store(),
            lambda store: saving.save(store, session.actor(), id=form.id, name=_name(form, ""), picked=picked),
            say("The export was saved. It stands among the saved exports."),
            st.rerun,
            pressed=_asked_name(form, ""),
        )


def _asked_name(form: Form, usual: str) -> bool:
    with form.field("name", _("Name of the export")) as label:
        st.text_input(
            label,
            usual,
            max_chars=saving.LONGEST_NAME,
            help=_("Say what it is, such as “Lessons of last month”. Never the name of a person."),
            key=f"saved_name:{form.id}",
            autocomplete="off",
        )
    return st.button(_("Save"), type="primary", key=f"saved_keep:{form.name}")


def _name(form: Form, usual: str) -> str:
    return str(st.session_state.get(f"saved_name:{form.id}", usual))


def _changed(one: Saved) -> None:
    """The drawer: another name, or away with it."""
    seen = Seen(one.id, one.version)
    form = Form(f"saved_export:{one.id}")
    confirm.in_drawer(
        form,
        lambda store: saving.rename(store, session.actor(), seen=seen, name=_name(form, one.name)),
        say("The export has another name."),
        pressed=_asked_name(form, one.name),
        then=drawers.shut,
    )
    st.divider()
    away = Form(f"saved_export_away:{one.id}")
    confirm.in_drawer(
        away,
        lambda store: saving.remove(store, session.actor(), seen=seen),
        say("The saved export was removed."),
        pressed=st.button(_("Remove"), icon=":material/delete:", key="saved_remove"),
        asks=lambda: Question(
            _("Remove this saved export?"),
            [_("Others who use it cannot run it any more. Files that were made stay what they are.")],
            _("Remove"),
        ),
        then=drawers.shut,
    )
