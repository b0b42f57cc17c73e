"""The forms about staff: adding somebody, changing what is laid down, letting go and back, ending sign-ins."""

from collections.abc import Collection

import streamlit as st

from data_layer import staff_changes
from data_layer.replacing import Colleague
from data_layer.rules.access import STAFF_ROLES, Act, Role, may
from data_layer.rules.sentences import say
from data_layer.rules.staffing import known_as
from data_layer.staff import ROLE_LABELS, ROLE_MEANINGS
from data_layer.staff_changes import LONGEST_ADDRESS, LONGEST_NAME, NO_ROLES_HERE, Facts
from data_layer.staff_lists import Row
from pages.shared import confirm, drawers, session
from pages.shared.confirm import Question
from pages.shared.forms import Form, choice
from pages.shared.wording import _, _n, capitalised, plain


def new() -> None:
    """The form for somebody who begins to work here."""
    form = Form("staff:new")
    own_id, actor = form.id, session.actor()
    st.markdown(_("This person comes in with the account that has this e-mail address where you sign in."))
    with st.form(f"staff:{form.id}", enter_to_submit=False, border=False):
        facts = _fields(form, None)
        pressed = st.form_submit_button(_("Save"), type="primary")
    confirm.in_drawer(
        form,
        lambda store: staff_changes.add(store, actor, id=own_id, facts=facts),
        say("The member of staff was added."),
        pressed=pressed,
        then=drawers.shut,
    )


def offered(row: Row, colleagues: Collection[Colleague]) -> None:
    """What the administrator may change about this person."""
    with st.expander(_("Change"), icon=":material/edit:"):
        _facts(row)
    is_oneself = row.id == session.actor().staff_id
    _sign_in(row)
    if not row.active:
        _back(row)
    elif is_oneself:
        st.caption(_("This is you. Another administrator changes your roles and lets you go."))
    else:
        with st.expander(_("Does not work here any more"), icon=":material/person_off:"):
            _leave(row, colleagues)


def _form(row: Row, what: str) -> Form:
    # once somebody changed this person, the form begins anew with what stands there then
    return Form(f"staff:{what}:{row.id}:{row.version}")


def _fields(form: Form, row: Row | None) -> Facts:
    with form.field("name", _("Name")) as label:
        name = st.text_input(
            label, row.name if row else "", max_chars=LONGEST_NAME, key=f"name:{form.id}", autocomplete="off"
        )
    with form.field("email", _("E-mail")) as label:
        email = st.text_input(
            label, row.email if row else "", max_chars=LONGEST_ADDRESS, key=f"email:{form.id}", autocomplete="off"
        )
    return Facts(name, email, _roles(form, row))


def _roles(form: Form, row: Row | None) -> list[Role]:
    comes_from_claims = session.the_store().settings.role_claim is not None
    is_oneself = row is not None and row.id == session.actor().staff_id
    given = row.roles if row else ()
    with form.field("roles", _("Roles")) as label:
        st.markdown(f":small[{label}]")
        if comes_from_claims:
            st.caption(_(NO_ROLES_HERE))
        chosen = [
            role
            for role in STAFF_ROLES
            if st.checkbox(
                f"**{capitalised(_(ROLE_LABELS[role]))}**: {_(ROLE_MEANINGS[role])}",
                role in given,
                disabled=comes_from_claims or is_oneself,
                key=f"role_{role}:{form.id}",
            )
        ]
    return list(given) if comes_from_claims or is_oneself else chosen


def _facts(row: Row) -> None:
    form = _form(row, "facts")
    with st.form(f"facts:{form.id}", enter_to_submit=False, border=False):
        facts = _fields(form, row)
        pressed = st.form_submit_button(_("Save"), type="primary")
    consequences = _consequences(row, facts)
    confirm.in_drawer(
        form,
        lambda store: staff_changes.change_facts(store, session.actor(), row.id, row.version, facts),
        say("The member of staff was changed."),
        pressed=pressed,
        asks=(lambda: Question(_("Change %(name)s?", name=plain(row.name)), consequences, _("Yes, change it")))
        if consequences
        else None,
    )


def _consequences(row: Row, facts: Facts) -> list[str]:
    """What follows from a change, beside what is typed."""
    found = []
    before, after = frozenset(row.roles), frozenset(facts.roles)
    if known_as(facts.email) != known_as(row.email):
        found.append(_("Only who signs in with the new address comes in. Whoever is signed in now is signed out."))
    if before - after:
        lost = ", ".join(_(ROLE_LABELS[role]) for role in STAFF_ROLES if role in before - after)
        found.append(_("Taken away: %(roles)s. This holds at once, and this person has to sign in again.", roles=lost))
    if row.cases and may(before, Act.REQUEST_PROGRESS) and not may(after, Act.REQUEST_PROGRESS):
        found.append(_unattended(row))
    return found


def _unattended(row: Row) -> str:
    return _n(
        "One open request or complaint is left without anybody who does it. The queue shows it.",
        "%(n)s open requests and complaints are left without anybody who does them. The queue shows them.",
        row.cases,
    )


def _sign_in(row: Row) -> None:
    with st.container(horizontal=True):
        if row.signed_in:
            form = _form(row, "sign_ins")
            confirm.in_drawer(
                form,
                lambda store: staff_changes.end_sign_ins(store, session.actor(), row.id, row.version),
                say("%(name)s was signed out on every device.", name=row.name),
                pressed=st.button(_("Sign out everywhere"), icon=":material/logout:", key=f"sign_ins:{form.id}"),
            )
        if row.is_bound:
            form = _form(row, "account")
            confirm.in_drawer(
                form,
                lambda store: staff_changes.release_account(store, session.actor(), row.id, row.version),
                say("The account of %(name)s was released.", name=row.name),
                pressed=st.button(_("Release the account"), icon=":material/link_off:", key=f"account:{form.id}"),
                asks=lambda: Question(
                    _("Release the account of %(name)s?", name=plain(row.name)),
                    [
                        _("Do this when this person has another account from now on, or lost the old one."),
                        _("The next account that signs in with this address counts. The old one is signed out."),
                    ],
                    _("Yes, release it"),
                ),
            )


def _leave(row: Row, colleagues: Collection[Colleague]) -> None:
    form, by = _form(row, "leave"), None
    if any(one.id == row.id for one in colleagues):
        others = {one.id: one.name for one in colleagues if one.id != row.id}
        with form.field("by", _("Who does the requests and complaints from now on")) as label:
            by = choice(label, others, key=f"by:{form.id}")
    consequences = [_("This person is signed out on every device and cannot sign in any more. What was done stays.")]
    if row.cases and by is None:
        consequences.append(_unattended(row))
    if row.replaces:
        consequences.append(
            _n(
                "This person replaces a colleague, whose work nobody does then.",
                "This person replaces %(n)s colleagues, whose work nobody does then.",
                row.replaces,
            )
        )
    confirm.in_drawer(
        form,
        lambda store: staff_changes.let_go(store, session.actor(), row.id, row.version, replaced_by=by),
        say("%(name)s does not work here any more.", name=row.name),
        pressed=st.button(_("Take out of the desk"), icon=":material/person_off:", key=f"leave:{form.id}"),
        asks=lambda: Question(
            _("Does %(name)s not work here any more?", name=plain(row.name)), consequences, _("Yes, take out")
        ),
    )


def _back(row: Row) -> None:
    form = _form(row, "back")
    confirm.in_drawer(
        form,
        lambda store: staff_changes.come_back(store, session.actor(), row.id, row.version),
        say("%(name)s works here again.", name=row.name),
        pressed=st.button(_("Works here again"), icon=":material/person_check:", key=f"again:{form.id}"),
        asks=lambda: Question(
            _("Does %(name)s work here again?", name=plain(row.name)),
            [_("This person can sign in again, with the roles of before: %(roles)s.",
               roles=", ".join(_(ROLE_LABELS[role]) for role in row.roles) or "–")],
            _("Yes, works here again"),
        ),
    )  # fmt: skip
