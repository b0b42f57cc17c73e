"""One backup, in a drawer that the URL opens: looked through first, and then put back by the administrator."""

from collections import Counter

import streamlit as st

from data_layer.backups import copies, restoring
from data_layer.backups.copies import KIND_LABELS, Backup
from data_layer.backups.redoing import KIND_LABELS as ACT_LABELS
from data_layer.backups.restoring import Checked
from data_layer.backups.staff_of_today import STAFF_OF_THEN, STAFF_STAY
from data_layer.rules.access import Act, may
from data_layer.rules.sentences import say
from pages.shared import confirm, drawers, forms, links, session
from pages.shared.confirm import Question
from pages.shared.forms import Form
from pages.shared.wording import _, _n, day, in_words, moment

BACKUP = "kopie"  # the name in the URL: a file name, which is an instant
FOUND = "store_checked"  # in the session: when the store was checked, and what was found
_CHECKED = "backup_checked"


def opened_by_url() -> None:
    """Opens the drawer of the backup whose file name is in the URL, or says that there is none."""
    found = drawers.asked_for(BACKUP, lambda name: copies.by_name(session.the_store().settings, name))
    if found is not None:
        title = _("Backup of %(made)s", made=moment(found.made_at))
        drawers.drawer(title, _drawn, found, on_dismiss=lambda: links.put(BACKUP, None))


def size_of(size: int) -> str:
    """So many bytes, as people say it."""
    mega = size / 1_000_000
    return _("%(n)s MB", n=round(mega, 1)) if mega < 1_000 else _("%(n)s GB", n=round(mega / 1_000, 1))


def _drawn(backup: Backup) -> None:
    drawers.facts(
        {
            _("Kind"): _(KIND_LABELS[backup.kind]),
            _("Made"): moment(backup.made_at),
            _("Size"): size_of(backup.size),
            _("Kept until"): day(backup.expires_on),
        }
    )
    if not may(session.actor().roles, Act.STORE_RESTORE):
        st.info(_("Only the administrator can put back a backup."), icon=":material/info:")
        return
    drawers.heading(_("Put back"))
    st.markdown(_("The backup is looked through first. Nothing changes by that; it can take a minute."))
    if st.button(_("Check this backup"), icon=":material/fact_check:", key="check_backup"):
        st.session_state.pop(_CHECKED, None)
        with forms.problems_shown(), st.spinner(_("Looking through the backup …")):
            store = session.the_store()
            checked = restoring.check(store.settings, session.actor(), backup, store)
            st.session_state[_CHECKED] = (backup.name, checked)
    name, checked = st.session_state.get(_CHECKED, ("", None))
    if checked is not None and name == backup.name:
        _found(backup, checked)


def _found(backup: Backup, checked: Checked) -> None:
    for sentence in checked.findings:
        st.error(_(sentence), icon=":material/error:")
    if checked.findings:
        st.markdown(_("This backup cannot be put back. Choose another."))
        return
    st.success(
        _n(
            "This backup is whole. It holds one client.",
            "This backup is whole. It holds %(n)s clients.",
            checked.clients,
        ),
        icon=":material/check_circle:",
    )
    st.markdown(_("**Done again from the ledger:** %(acts)s.", acts=_in_words(checked.to_redo)))
    form = Form(f"restoring:{backup.name}")
    confirm.in_drawer(
        form,
        lambda store: restoring.restore(store.settings, session.actor(), backup, store) if store.keeps else None,
        say("The backup of %(made)s was put back. The store of before is in the list below.", made=backup.made_at),
        pressed=st.button(_("Put back this backup"), key="restore_backup"),
        asks=lambda: Question(
            _("Put back the backup of %(made)s?", made=moment(backup.made_at)),
            [
                _(
                    "Everything that was entered, changed or imported after %(made)s is lost, for everybody.",
                    made=moment(backup.made_at),
                ),
                _("Except for what was done for people's rights: %(acts)s.", acts=_in_words(checked.to_redo)),
                _(STAFF_STAY if checked.keeps_staff else STAFF_OF_THEN),
                _("The store as it is now stays in the list of backups, so that you can go back to it."),
            ],
            _("Yes, put it back"),
        ),
        then=_shut,
    )


def _in_words(acts: Counter[str]) -> str:
    return ", ".join(f"{in_words(n)} × {_(ACT_LABELS[kind])}" for kind, n in acts.items()) or _("nothing")


def _shut() -> None:
    for name in (_CHECKED, FOUND):  # they speak of the store of before
        st.session_state.pop(name, None)
    links.put(BACKUP, None)
    st.rerun()
