"""One member of staff, in a drawer that the URL opens: what they may, and who changed that when."""

import streamlit as st

from data_layer import replacing, staff_lists
from data_layer.replacing import Colleague
from data_layer.rules.access import Act, may
from data_layer.sign_ins import BY_THE_PROVIDER
from data_layer.staff import ROLE_LABELS, ROLE_MEANINGS
from data_layer.staff_changes import REASONS
from data_layer.staff_lists import FIELD_LABELS, FLAG_LABELS, Happening, Row
from pages.shared import drawers, links, session, staff_forms
from pages.shared.wording import _, capitalised, in_words, moment, plain

MEMBER = "medewerker"  # the name in the URL; its value is the id
COLOURS = {"unattended": "red", "combined": "orange", "same_email": "orange", "no_role": "orange", "left": "gray"}


def opened_by_url() -> None:
    """Opens the drawer of the member of staff whose id is in the URL, or says that there is none."""
    found = drawers.asked_for(MEMBER, _read)
    if found is not None:
        drawers.drawer(plain(found[0].name), _drawn, *found, on_dismiss=lambda: links.put(MEMBER, None))


def told_of_sign_in() -> None:
    """Says so where nobody signs in: what is laid down here does not keep anybody out then."""
    if session.sign_in() is None:
        st.info(
            _("Nobody signs in on this desk yet: everybody chooses whose work they do. Set up the sign-in first; from"
              " then on only who is in this list comes in."),
            icon=":material/no_accounts:",
        )  # fmt: skip


def _read(number: str) -> tuple[Row, list[Happening], list[Colleague]]:
    with session.the_store().read(session.actor(), Act.STAFF_LIST) as reader:
        row = staff_lists.the_row(reader, number)
        return row, staff_lists.history(reader, row.id), replacing.colleagues(reader)


def _drawn(row: Row, happenings: list[Happening], colleagues: list[Colleague]) -> None:
    with st.container(horizontal=True, gap="small"):
        if row.active:
            drawers.badge(_("works here"), "green")
        for flag in row.flags:
            drawers.badge(_(FLAG_LABELS[flag]), COLOURS[flag])
    drawers.facts(_facts(row))
    if may(session.actor().roles, Act.STAFF_CHANGE):
        staff_forms.offered(row, colleagues)
    else:
        st.caption(_("Only the administrator changes this."))
    with st.expander(_("What was changed"), icon=":material/history:"):
        if not happenings:
            st.caption(_("The log has no change of this person, or does not go back to it."))
        for happening in happenings:
            st.text(_happened(happening))


def _facts(row: Row) -> dict[str, str]:
    return {
        _("E-mail"): plain(row.email),
        _("Roles"): "  \n".join(f"{capitalised(_(ROLE_LABELS[r]))}: {_(ROLE_MEANINGS[r])}" for r in row.roles) or "–",
        _("Last sign-in"): moment(row.last_sign_in) if row.last_sign_in else "–",
        _("Account known"): _("yes: only the account that signed in first can do so again")
        if row.is_bound
        else _("no: whoever signs in first with this address"),
        _("Open requests and complaints"): in_words(row.cases) if row.cases else "",
        _("Replaced by"): plain(row.replacement),
    }


def _happened(happening: Happening) -> str:
    code = happening.reason_code
    is_by_provider = code == BY_THE_PROVIDER.code
    who = happening.who or (_("the provider of the sign-in") if is_by_provider else _("on the machine itself"))
    parts = [_(REASONS[code])] if code in REASONS and code != "staff_changed" and not is_by_provider else []
    if code != "staff_added":
        parts += [
            _("%(field)s changed", field=words) for name, words in FIELD_LABELS.items() if name in happening.fields
        ]
    parts += [_("got the role %(role)s", role=ROLE_LABELS[role]) for role in happening.given]
    parts += [_("lost the role %(role)s", role=ROLE_LABELS[role]) for role in happening.taken]
    return f"{moment(happening.happened_at)} · {who}\n{', '.join(parts)}"
